"""Pages for a person at a terminal, drawn with Rich, which is imported when a page is drawn."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from askfaq.limits import MAX_DRAWN_LENGTH
from askfaq.model import Entry, by_topic
from askfaq.output import plain
from askfaq.output.messages import EntryPage, Notice
from askfaq.terminal.streams import Style
from askfaq.text.sanitize import clean, one_line

if TYPE_CHECKING:
    from rich.console import Console, RenderableType
    from rich.text import Text

# Past this, parsing and wrapping take seconds: such an answer is shown as it stands.

_SURENESS_STYLES = {"sure": "green", "fairly sure": "yellow", "not sure": "yellow"}
# Anything that Markdown may read as more than a paragraph.
_MARKUP = re.compile(r"[*_`\[\]<>|~#\\&]|^\s*(?:[-+]|\d+[.)])\s|^(?: {4}|\t)|^[=-]+\s*$|  $", re.MULTILINE)


def entry_page(page: EntryPage, style: Style) -> str:
    """The question, where it belongs, how sure the match is, the answer, and where to look next."""
    if style.plain:
        return plain.entry_page(page)
    from rich.text import Text

    entry = page.entry
    parts: list[RenderableType] = [Text(one_line(entry.question), style="bold")]
    about = Text(style="dim")
    if entry.topic:
        about.append(one_line(entry.topic))
    if page.faq:
        about.append(" · " if about else "").append(page.faq)
    if page.sureness:
        about.append(" · " if about else "").append(page.sureness, style=f"not dim {_SURENESS_STYLES[page.sureness]}")
    if about:
        parts.append(about)
    parts += [Text(), *_answer(entry.answer, style)]
    if entry.citation:
        source = Text.assemble(("Source: ", "dim"), _link(one_line(entry.citation), style))
        parts += [Text(), _with_addresses(source, style)]
    if page.overrules:
        parts += [Text(), Text(f"Overrules {', '.join(page.overrules)}", style="dim")]
    if page.related:
        parts += [Text(), Text(f"Related (askfaq show ID{page.flag})", style="dim")]
        parts += [_question_and_id(e, style) for e in page.related]
    return drawn(parts, style)


def listing(entries: Sequence[Entry], style: Style, faq: str = "") -> str:
    """A tree of topics and their questions with ids, below the title of one of several FAQs."""
    if style.plain:
        return plain.listing(entries, faq)
    from rich.text import Text

    parts: list[RenderableType] = [Text(f"FAQ {faq}", style="bold")] if faq else []
    for topic, members in by_topic(entries):
        if parts:
            parts.append(Text())
        parts.append(Text(one_line(topic), style="bold"))
        for entry in members:
            branch = "└── " if entry is members[-1] else "├── "
            parts.append(_question_and_id(entry, style, lead=branch))
    return drawn(parts, style)


def explanation(code: str, level: str, text: str, style: Style) -> str:
    """What a code of `check` means; the text is Markdown."""
    if style.plain:
        return plain.explanation(code, level, text)
    from rich.text import Text

    return drawn([Text(code, style="bold"), Text(level, style="dim"), Text(), *_answer(text, style)], style)


def topics(counts: Sequence[tuple[str, int]], style: Style, faq: str = "") -> str:
    """One line a topic, with the number of its entries, below the title of one of several FAQs."""
    if style.plain:
        return plain.topics(counts, faq)
    from rich.text import Text

    lines = [Text(f"FAQ {faq}", style="bold")] if faq else []
    lines += [Text(one_line(topic)).append(f"  {count}", style="dim") for topic, count in counts]
    return drawn(lines, style)


def notice(notice: Notice, style: Style) -> str:
    """Why there is no answer, and where to look instead."""
    if style.plain:
        return plain.notice(notice)
    from rich.text import Text

    parts: list[RenderableType] = [_with_addresses(Text(line), style) for line in notice.before]
    parts += [_title_and_id(title, place, style, lead=lead) for lead, title, place in notice.leads()]
    parts += [_with_addresses(Text(line), style) for line in notice.after]
    return drawn(parts, style)


def why(lines: Sequence[str], style: Style) -> str:
    """What led to a result: what does not fit in a line goes on further in."""
    if style.plain:
        return "\n".join(lines)
    found = []
    for line in lines:
        indent = " " * (len(line) - len(line.lstrip()))
        first, *rest = _wrapped(line.lstrip(), style.width - len(indent) - 2)
        found += [indent + first, *(f"{indent}  {part}" for part in rest)]
    return "\n".join(found)


def _question_and_id(entry: Entry, style: Style, *, lead: str = "  ") -> Text:
    return _title_and_id(one_line(entry.question), entry.id, style, lead=lead)


def _title_and_id(title: str, entry_id: str, style: Style, *, lead: str) -> Text:
    """One line where both fit, else the title wrapped with the id, further in, under it."""
    from rich.cells import cell_len
    from rich.text import Text

    room = style.width - len(lead)
    if cell_len(title) + cell_len(entry_id) + 2 <= room:
        return Text(lead, style="dim").append(title, style="not dim").append(f"  {entry_id}")
    rest = "│   " if lead.startswith("├") else " " * len(lead)
    lines = [(line, "not dim") for line in _wrapped(title, room)]
    lines += [(f"  {line}", "") for line in _wrapped(entry_id, room - 2)]
    text = Text(style="dim")
    for number, (line, weight) in enumerate(lines):
        text.append(f"\n{rest}" if number else lead).append(line, style=weight)
    return text


def _wrapped(text: str, width: int) -> list[str]:
    from rich.text import Text

    console = _console(Style(True, False, max(width, 1), 0, False))
    return [line.plain.rstrip() for line in Text(text).wrap(console, max(width, 1))]


def _answer(answer: str, style: Style) -> list[RenderableType]:
    from rich.text import Text

    text = clean(answer).strip("\n")
    if len(text) > MAX_DRAWN_LENGTH:
        return [text]
    if _MARKUP.search(text):
        from askfaq.output.rich_markdown import markdown

        return [markdown(text, width=style.width, hyperlinks=style.hyperlinks)]
    paragraphs = re.split(r"\n\s*\n", text)
    parts: list[RenderableType] = []
    for paragraph in paragraphs:
        parts += [Text()] if parts else []
        parts.append(_with_addresses(Text(" ".join(paragraph.split())), style))
    return parts


def _with_addresses(text: Text, style: Style) -> RenderableType:
    """The text, in which no address is broken by the end of a line."""
    if "://" not in text.plain or len(text.plain) <= style.width:
        return text
    from askfaq.output.rich_markdown import WithAddresses

    return WithAddresses(text)


def _link(source: str, style: Style) -> Text:
    from rich.text import Text

    safe = source.startswith(("https://", "http://", "mailto:"))
    is_link = safe and style.hyperlinks and source.isascii() and " " not in source  # as OSC 8 wants it
    return Text(source, style=f"link {source}" if is_link else "")


def drawn(parts: Sequence[RenderableType], style: Style) -> str:
    """The parts as Rich draws them one below the other, without white space at line ends."""
    console = _console(style)
    for part in parts:
        if isinstance(part, str):
            console.file.write(f"{part}\n")
        else:
            console.print(part, crop=False)  # what is wider than the terminal is so on purpose
    written: Any = console.file
    return "\n".join(line.rstrip() for line in written.getvalue().rstrip("\n").split("\n"))


def _console(style: Style) -> Console:
    """A console that draws into a string: no markup, no emoji codes, no highlighting of what a FAQ says."""
    from rich.console import Console
    from rich.theme import Theme

    theme = Theme(
        {
            "markdown.code": "bold",
            "markdown.code_block": "none",
            "markdown.block_quote": "italic",
            "markdown.h1": "bold",
            "markdown.h2": "bold",
            "markdown.h3": "bold",
            "markdown.h4": "italic",
            "markdown.item.number": "none",
            "markdown.table.border": "dim",
            "markdown.table.header": "bold",
            "markdown.link": "underline",
            "markdown.link_url": "underline",
        }
    )
    return Console(
        file=io.StringIO(),
        force_terminal=style.color,
        color_system="standard" if style.color else None,
        no_color=not style.color,
        width=style.width,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        theme=theme,
        _environ={},
    )
