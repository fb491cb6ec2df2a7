"""Drawing: pages for a person at a terminal (pages.py, with Rich) or as labelled lines (plain.py)."""
