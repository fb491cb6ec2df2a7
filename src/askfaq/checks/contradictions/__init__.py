"""Questions and answers that are the same in several entries, or mean the same; answers that differ then."""
