"""List items as plain text has them: numbers, bullets of all kinds, dashes."""

import re

_NUMBERED = re.compile(r"(\s*)(\d{1,3})([.)])\s+(?=\S)")
_SIGN = re.compile(r"(\s*)(?:[•·●▪◦‣]\s*|o\t\s*|o {2,})(?=\S)")
_DASH = re.compile(r"(\s*)[-*+]\s+(?=\S)")


def item(line: str) -> str | None:
    """A list item without its indent and with its mark as Markdown writes it, or None for any other line."""
    if found := _NUMBERED.match(line):
        return f"{found[2]}{found[3]} {line[found.end() :].rstrip()}"
    if found := _SIGN.match(line) or _DASH.match(line):
        return f"- {line[found.end() :].rstrip()}"
    return None


def text_column(line: str) -> int:
    """The column where the text of a list item begins."""
    return len(flat(line)) - len(text_of(item(line) or ""))


def text_of(item: str) -> str:
    """The text of an item as `item` gives it."""
    return item.split(" ", 1)[-1].expandtabs(8)


def flat(line: str) -> str:
    """The line without tabs and without blanks at its end."""
    return line.rstrip().expandtabs(8)


def indent(line: str) -> int:
    """Number of blanks before the text of a flat line."""
    return len(line) - len(line.lstrip())
