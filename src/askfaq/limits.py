"""How large, deep, many or long what askfaq is given may be. Behind each limit: what happens beyond it."""

# Imports
MAX_HTML_DEPTH = 1_000  # elements in each other: the page is refused
MAX_HTML_ATTRIBUTES = 250  # of one element: the page is refused
MAX_OPEN_FORMATTING = 8  # <b>, <i> and the like that are left open: the parser may open more again, so often:
MAX_REOPENED_FORMATTING = 300_000  # elements that are opened again: the page is refused
MAX_TITLE_ELEMENTS = 200  # in a heading, a button or a <summary>: the icons in it are not taken out
MAX_TOML_KEY_PARTS = 50  # a.b.c: front matter is not read as such
