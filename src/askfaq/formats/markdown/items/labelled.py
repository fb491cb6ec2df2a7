"""Questions behind "Q:", whose answers may stand behind "A:"."""

import re

from askfaq.formats.imported import Remark
from askfaq.formats.markdown.items.item import Item
from askfaq.formats.markdown.page import Page
from askfaq.formats.markdown.tokens import inline_text
from askfaq.formats.plain_text import reader as text_reader
from askfaq.formats.plain_text.labels import answer_label
from askfaq.formats.plain_text.question_lines import labelled

_MARKS = re.compile(r"^(\*\*|__)|(\*\*|__)$")


def read_labelled(page: Page, remarks: list[Remark]) -> list[Item]:
    """The questions of a page that is written as "Q: … A: …" pairs."""
    if not text_reader.pairs("\n".join(page.lines)):
        return []
    own: list[Remark] = []
    asked = labelled(page.lines, own)
    remarks += [remark._replace(line=page.number((remark.line or 1) - 1)) for remark in own]
    return [
        Item(
            inline_text(_MARKS.sub("", one.text).strip()),
            one.start,
            one.body,
            None,
            "labelled",
            one.reply,
            is_labelled=True,
        )
        for one in asked
        if one.label and one.label.style.startswith("question")
    ]


def without_answer_label(lines: list[str]) -> list[str]:
    """An answer without its "A:", and with the lines that hang below it at the margin."""
    length = answer_label(lines[0]) if lines else 0
    if not length:
        return lines
    hang = [line for line in lines[1:] if line.strip()]
    indent = min((len(line) - len(line.lstrip()) for line in hang), default=0)
    return [lines[0][length:], *(line[indent:] if line.strip() else line for line in lines[1:])]
