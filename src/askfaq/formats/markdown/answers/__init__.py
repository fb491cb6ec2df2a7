"""Answers: the lines of a page that they are, and what is part of none."""
