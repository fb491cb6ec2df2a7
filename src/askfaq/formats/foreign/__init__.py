"""Markup and source that is not read: how it is known, and the way from there."""
