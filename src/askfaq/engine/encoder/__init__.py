"""Texts become vectors. NumPy is imported at the top, but not by wordpiece.py, which queries are analysed with."""
