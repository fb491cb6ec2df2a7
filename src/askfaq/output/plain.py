"""Pages as labelled lines in reading order: for screen readers and dumb terminals. No drawing, no wrapping.

And what a pipe gets: rows, and an answer in colour.
"""

import re
from collections.abc import Sequence

from askfaq.model import Entry, Result, by_topic
from askfaq.output.messages import EntryPage, Notice, titles
from askfaq.text.sanitize import clean, one_line

_FENCES = ("```", "~~~")
# What Markdown marks within a line: code, strong, emphasis, an address. Each is bounded, so that no text takes long.
_MARKED = re.compile(
    r"(`[^`]{1,500}`)|(\*\*[^*]{1,500}\*\*|\b__[^_]{1,500}__\b)"
    r"|(\*[^*\s][^*]{0,500}\*|\b_[^_\s][^_]{0,500}_\b)|(https?://[^\s<>()]{1,2000})"
)
_BOLD, _ITALIC, _UNDERLINED = 1, 3, 4
_LOOKS = (_BOLD, _BOLD, _ITALIC, _UNDERLINED)


def entry_page(page: EntryPage) -> str:
    """The entry with a label before each part."""
    entry = page.entry
    lines = [f"Question: {one_line(entry.question)}"]
    if entry.topic:
        lines.append(f"Topic: {one_line(entry.topic)}")
    if page.faq:
        lines.append(f"FAQ: {page.faq}")
    if page.sureness:
        lines.append(f"Match: {page.sureness}")
    lines += ["Answer:", clean(entry.answer).strip("\n")]
    if entry.citation:
        lines.append(f"Source: {one_line(entry.citation)}")
    lines += [f"Overrules: {one}" for one in page.overrules]
    lines += [f"Related: {one_line(e.question)} (id {e.id})" for e in page.related]
    return "\n".join(lines)


def listing(entries: Sequence[Entry], faq: str = "") -> str:
    """Every topic with its questions, below the title of one of several FAQs."""
    lines = [f"FAQ: {faq}"] if faq else []
    for topic, members in by_topic(entries):
        lines.append(f"Topic: {one_line(topic)}")
        lines += [f"Question: {one_line(e.question)} (id {e.id})" for e in members]
    return "\n".join(lines)


def explanation(code: str, level: str, text: str) -> str:
    """What a code of `check` means."""
    return f"Code: {code}\nLevel: {level}\n{text}"


def topics(counts: Sequence[tuple[str, int]], faq: str = "") -> str:
    """One line a topic, with the number of its entries, below the title of one of several FAQs."""
    lines = [f"FAQ: {faq}"] if faq else []
    return "\n".join([*lines, *(f"Topic: {one_line(topic)} ({count})" for topic, count in counts)])


def notice(notice: Notice) -> str:
    """Why there is no answer, and where to look instead."""
    entries = [f"{lead}{title}  {place}" for lead, title, place in notice.leads()]
    return "\n".join((*notice.before, *entries, *notice.after))


def asked(query: str, *, labelled: bool = False) -> str:
    """What stands above what becomes of a query: a heading of Markdown, as answers are; a label for screen readers."""
    line = one_line(query) or "(empty line)"
    return f"Asked: {line}" if labelled else f"## {line}\n"


def in_place_of_answer(result: Result) -> str:
    """That there is no answer, or which entries may be one, where an answer would stand."""
    offered = [match.entry for match in result.matches if match.offered]
    if not offered:
        return "(no answer)"
    lines = [f"- {title} ({entry.id})" for title, entry in zip(titles(offered), offered, strict=True)]
    return "\n".join(["(no answer, but these may be meant)", "", *lines])


def rows(entries: Sequence[Entry], *faq: str) -> list[str]:
    """One tab-separated line an entry: id, topic, question; of several FAQs the path of its own, too."""
    return ["\t".join((e.id, one_line(e.topic or ""), one_line(e.question), *map(one_line, faq))) for e in entries]


def topic_rows(counts: Sequence[tuple[str | None, int]], *faq: str) -> list[str]:
    """One tab-separated line a topic: its name, the number of its entries; of several FAQs the path of its own, too."""
    return ["\t".join((one_line(topic or ""), str(count), *map(one_line, faq))) for topic, count in counts]


def colored(markdown: str) -> str:
    """The Markdown to the letter, with what it marks in bold, in italics or underlined, as pages show it."""
    lines, is_code = [], False
    for line in markdown.split("\n"):
        if line.lstrip().startswith(_FENCES):
            is_code = not is_code
            lines.append(line)
        elif is_code:
            lines.append(line)
        elif line.startswith("#") and line.lstrip("#").startswith(" "):
            lines.append(_in(_BOLD, line))
        else:
            lines.append(_MARKED.sub(lambda found: _in(_LOOKS[(found.lastindex or 1) - 1], found[0]), line))
    return "\n".join(lines)


def _in(look: int, text: str) -> str:
    return f"\x1b[{look}m{text}\x1b[0m"
