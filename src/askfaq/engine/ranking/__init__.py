"""Queries against an index: signals, one order, a confidence. NumPy is imported at the top."""
