"""Markdown: headings, bold lines and lists that ask, front matter, and comments that keep what headings cannot say."""
