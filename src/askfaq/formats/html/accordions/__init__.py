"""Titles and the panels that they open: found in the structure of a page, whatever it calls them."""
