"""Plain text: questions on lines of their own, or behind labels, with their answers below them."""

import re

from askfaq.errors import FileError
from askfaq.formats.imported import Import, Remark, collect, lines_out, note, shorten
from askfaq.formats.markup.line_breaks import wrap_width
from askfaq.formats.markup.text_items import indent
from askfaq.formats.markup.text_lists import to_markdown
from askfaq.formats.plain_text.asked import Asked
from askfaq.formats.plain_text.digest import articles_opened
from askfaq.formats.plain_text.endings import cut_endings
from askfaq.formats.plain_text.labels import Number, answer_label, label
from askfaq.formats.plain_text.question_lines import drop_repeated, labelled, unlabelled
from askfaq.formats.plain_text.sections import Cut, cut_heading, topic_lines
from askfaq.formats.plain_text.spelling import spelt_out
from askfaq.model import ImportedEntry

_CHANGE_BAR = re.compile(r"(\s*)\|(.*)$")
_MODELINE = re.compile(r"\s*(?:vim?|ex):\s*\S*=")


def read(text: str, name: str, *, markdown: bool = False) -> Import:
    """Entries of a plain text. Raises FileError when it holds fewer than two questions.

    With `markdown` the answers are taken as they stand instead of being made into Markdown.
    """
    remarks: list[Remark] = []
    lines = spelt_out(articles_opened(_without_change_bars(text.split("\n")), remarks))
    asked = labelled(lines, remarks) or unlabelled(lines)
    asked = drop_repeated(lines, asked, remarks)
    if len(asked) < 2:
        raise FileError(
            name,
            f"looks like plain text, but {'only one question' if asked else 'no question'} was found in it: a"
            " question ends in “?” and starts a paragraph, or has a label such as “Q:” or “12.”, and text follows",
        )
    lines = lines if markdown else cut_endings(lines, asked, remarks)
    found = _entries(lines, asked, remarks, markdown=markdown)
    return collect("text", found, remarks)


def _without_change_bars(lines: list[str]) -> list[str]:
    """The lines without the bars at the margin that mark what is new in this edition, if labels stand behind some."""
    barred = {i: found for i, line in enumerate(lines) if (found := _CHANGE_BAR.match(line)) and line.count("|") == 1}
    if not any(label(found[2]) for found in barred.values()):
        return lines
    return [f"{barred[i][1]}{barred[i][2]}" if i in barred else line for i, line in enumerate(lines)]


def pairs(text: str) -> int:
    """Number of questions of a text that is written as "Q: … A: …" pairs, two or more; 0 for any other."""
    lines = spelt_out(text.split("\n"))
    asked = sum(found.style.startswith("question") for line in lines if (found := label(line)))
    return asked if asked > 1 and any(map(answer_label, lines)) else 0


def _entries(lines: list[str], asked: list[Asked], remarks: list[Remark], *, markdown: bool) -> list[ImportedEntry]:
    topics = topic_lines(lines, [item.top for item in asked])
    cut_off = _leave if markdown else cut_heading
    preamble = cut_off(lines[: asked[0].top], topics, number=asked[0].label.number if asked[0].label else ())
    remarks += _left_out(preamble.lines, remarks)
    ends = [item.top for item in asked[1:]] + [len(lines)]
    bodies = [_body(lines, item, end) for item, end in zip(asked, ends, strict=True)]
    dedent = 2 * sum(map(_is_indented, bodies)) > len(bodies)
    width = wrap_width(lines)
    topic = preamble.topic
    found: list[ImportedEntry] = []
    together: list[Asked] = []
    for item, body, below in zip(asked, bodies, [*asked[1:], None], strict=True):
        together.append(item)
        number = below.label.number if below and below.label else ()
        cut = cut_off(body, topics, offset=item.body - bool(item.reply), number=number)
        if not any(line.strip() for line in cut.lines) and item is not asked[-1] and not cut.topic:
            continue
        answer = _answer(cut.lines, item, dedent=dedent, width=None if markdown else width)
        found.append(_entry(together, answer, topic, remarks))
        together, topic = [], cut.topic or topic
    names_the_page = not any(map(str.strip, preamble.lines)) and {entry.topic for entry in found} == {preamble.topic}
    return [entry._replace(topic=None) for entry in found] if names_the_page else found


def _left_out(preamble: list[str], remarks: list[Remark]) -> list[Remark]:
    """A note on what stands above the first question, as far as no remark is about it already."""
    told = min((remark.line for remark in remarks if remark.line), default=len(preamble) + 1)
    inked = [i for i, line in enumerate(preamble, 1) if line.strip() and i < told]
    return [lines_out(inked[0], inked[-1], "before the first question")] if inked else []


def _entry(asked: list[Asked], answer: str, topic: str | None, remarks: list[Remark]) -> ImportedEntry:
    """The entry of questions that stand in a row above one answer."""
    first, *others = asked
    remarks += [
        note(other.start + 1, f"a second question line in a row, taken as an alias: {shorten(other.text)}")
        for other in others
    ]
    return ImportedEntry(
        first.text, answer, first.start + 1, aliases=tuple(other.text for other in others), topic=topic
    )


def _leave(lines: list[str], topics: set[int], *, offset: int = 0, number: Number = ()) -> Cut:  # noqa: ARG001 - as cut_heading
    """Markdown marks its headings as such."""
    return Cut(lines)


def _body(lines: list[str], item: Asked, end: int) -> list[str]:
    body = [*([item.reply] if item.reply else []), *lines[item.body : end]]
    while body and (not body[-1].strip() or _MODELINE.match(body[-1])):
        body.pop()
    return body


def _answer(body: list[str], item: Asked, *, dedent: bool, width: int | None) -> str:
    """The answer in Markdown; without a width, its lines as they stand."""
    start = next((i for i, line in enumerate(body) if line.strip()), len(body))
    body, cut = body[start:], 0
    if item.label and item.label.style.startswith("question") and body and (length := answer_label(body[0])):
        hang = [line for line in body[1:] if line.strip()]
        cut = min(map(indent, hang), default=0)
        body = [body[0][length:], *(line[cut:] if line.strip() else line for line in body[1:])]
    elif dedent and _is_indented(body):
        cut = min(indent(line) for line in body if line.strip())
        body = [line[cut:] for line in body]
    return "\n".join(body) if width is None else to_markdown(body, max(width - cut, 0))


def _is_indented(body: list[str]) -> bool:
    inked = [line for line in body if line.strip()]
    return bool(inked) and all(line[0] in " \t" for line in inked)
