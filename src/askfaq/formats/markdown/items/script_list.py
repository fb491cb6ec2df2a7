"""Questions and answers that a page of MDX keeps in a list of JavaScript, for a component to show."""

import re
from bisect import bisect_right

from askfaq.formats.markup.fragments import html_answer
from askfaq.model import ImportedEntry

_STRING = r"(\"(?:[^\"\\\n]|\\.){1,4000}+\"|'(?:[^'\\\n]|\\.){1,4000}+'|`(?:[^`\\]|\\.){1,8000}+`)"
_PAIR = re.compile(
    rf"\b(?:question|q|title|summary)[\"']?\s*:\s*{_STRING}\s*,\s*"
    rf"(?:[\"']?\w{{1,40}}[\"']?\s*:\s*(?:[\w.-]{{1,40}}+|{_STRING})\s*,\s*){{0,4}}"
    rf"[\"']?(?:answer|a|content|text|body)[\"']?\s*:\s*(?:\(\s*)?{_STRING}",
)
_ESCAPE = re.compile(r"\\(\n|.)", re.DOTALL)


def read_script_list(text: str) -> list[ImportedEntry]:
    """The pairs of strings that follow each other as question and answer."""
    breaks = [found.start() for found in re.finditer("\n", text)]
    entries = []
    for found in _PAIR.finditer(text):
        question, answer = _value(found[1]), _value(found[3])
        answer = html_answer(answer) if re.search(r"</\w+>|<br", answer) else answer
        entries.append(ImportedEntry(question, answer, bisect_right(breaks, found.start()) + 1))
    return entries


def _value(literal: str) -> str:
    return _ESCAPE.sub(lambda found: {"n": "\n", "t": "\t", "\n": ""}.get(found[1], found[1]), literal[1:-1])
