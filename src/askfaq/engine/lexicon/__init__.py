"""The wordings and words of a FAQ, in memory or in the cache. Needs no NumPy."""
