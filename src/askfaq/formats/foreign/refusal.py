"""Markup and source that is not read: how each is known, and the command that makes it readable.

A plain text that only speaks of such markup, or shows some, is still a plain text: what counts is whether its own
questions stand in headings of the markup.
"""

import os
import re

from askfaq.errors import FileError
from askfaq.formats.foreign.kinds import KINDS, PANDOC, Foreign
from askfaq.formats.plain_text.question_lines import labelled, unlabelled
from askfaq.formats.plain_text.spelling import spelt_out
from askfaq.text import shell

_SAMPLE = 200_000
_ASKING = re.compile(r"[?？؟][^\w?？؟]*$")
# What pandoc itself takes these suffixes for.
_PANDOC_KNOWS = {
    ".rst": "rst",
    ".org": "org",
    ".tex": "latex",
    ".latex": "latex",
    ".wiki": "mediawiki",
    ".dokuwiki": "dokuwiki",
    ".textile": "textile",
    ".db": "docbook",
    ".docx": "docx",
    ".odt": "odt",
    ".epub": "epub",
    ".rtf": "rtf",
    **{f".{section}": "man" for section in range(1, 10)},
}


_DOCBOOK = re.compile(r"DTD DocBook|docbook\.org|<(?:qandaset|qandaentry|para|simpara)[\s>]")


def refuse_xml(text: str, name: str) -> None:
    """Raises FileError for DocBook, which looks like HTML at first sight."""
    if text.startswith("<") and _DOCBOOK.search(text[:20_000]):
        raise FileError(name, f"looks like DocBook, which is not read; convert it: {pandoc('docbook', name)}")


def refuse(text: str, name: str, *, by_content: bool) -> None:
    """Raises FileError, naming the kind and the command that helps, for text that is not read."""
    suffix = os.path.splitext(name)[1].lower()
    sample = text.lstrip()[:_SAMPLE]
    for kind in KINDS:
        if suffix in kind.suffixes and (_shows(kind, sample) or len(_asked(sample)) < 2):
            raise FileError(name, f"looks like {kind.kind}, which is not read; {_way(kind, name)}")
    if text.lstrip().startswith("<?xml"):
        raise FileError(name, "looks like XML, which is not read; save it as HTML, CSV or JSON first")
    if not by_content:
        return
    begun = [kind for kind in KINDS if re.match(kind.begins, sample)]
    shown = begun or [kind for kind in KINDS if re.search(kind.headings, sample, re.MULTILINE)]
    asked = _asked(sample) if shown and not begun else []
    for kind in shown:
        if begun or _is_written_in(kind, sample, asked):
            told = f"looks like {kind.kind}, which is not read without --format text"
            raise FileError(name, f"{told}; {_way(kind, name)}")


def pandoc(reader: str, name: str) -> str:
    """The command that makes Markdown of a file, with the format named where the suffix does not tell pandoc."""
    known = _PANDOC_KNOWS.get(os.path.splitext(name)[1].lower()) == reader
    return PANDOC.format(reader="" if known else f"-f {reader} ", file=quoted(name))


def quoted(name: str) -> str:
    """The file's name as a shell takes it."""
    return "FILE" if name == "-" else shell.quoted(name)


def _way(kind: Foreign, name: str) -> str:
    way = pandoc(kind.reader, name) if kind.reader else kind.way.format(file=quoted(name))
    return way if "|" not in way else f"convert it: {way}"


def _shows(kind: Foreign, sample: str) -> bool:
    patterns = (kind.headings, *kind.marks)
    return bool(re.match(kind.begins, sample)) or any(re.search(mark, sample, re.MULTILINE) for mark in patterns)


def _is_written_in(kind: Foreign, sample: str, asked: list[int]) -> bool:
    """Whether more questions stand in headings of this markup than outside, or no question stands outside."""
    marks = sum(bool(re.search(mark, sample, re.MULTILINE)) for mark in kind.marks)
    headings = _headings(kind, sample)
    if not headings or (kind.is_plain and not marks):
        return False
    asking = sum(bool(_ASKING.search(heading)) for heading in headings.values())
    if len(asked) < 2:
        return asking > 1 or marks > 1
    outside = sum(line not in headings for line in asked)
    return len(headings) > outside and (marks > 0 or asking > 1) and (asking > 0 or not kind.is_plain)


def _headings(kind: Foreign, sample: str) -> dict[int, str]:
    """The headings by their lines, which count from 0."""
    found: dict[int, str] = {}
    line = end = 0
    for heading in re.finditer(kind.headings, sample, re.MULTILINE):
        line += sample.count("\n", end, heading.start())
        end = heading.start()
        found[line] = heading[0]
    return found


def _asked(sample: str) -> list[int]:
    """The lines on which a plain text would have its questions."""
    lines = spelt_out(sample.split("\n"))
    return [one.start for one in labelled(lines, []) or unlabelled(lines)]
