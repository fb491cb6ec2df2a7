"""Queries against an index: signals, one order, a confidence."""
