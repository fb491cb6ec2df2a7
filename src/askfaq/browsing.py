"""Looking through a FAQ: its topics, its entries, one entry."""

from typing import NamedTuple

from askfaq import paths, shapes
from askfaq.asking import load, show_text
from askfaq.model import FaqFile, topic_counts
from askfaq.render import plain
from askfaq.terminal import Terminal, json_line, write_line
from askfaq.text.sanitize import clean, one_line
from askfaq.views import EntryPage

FOUND, NOT_FOUND = 0, 1
MAX_NAMED = 5  # topics in a message


class BrowseOptions(NamedTuple):
    """Which FAQ, and how to show it."""

    faq: str | None = None
    as_json: bool = False
    pager: bool = True


def list_entries(topic: str | None, options: BrowseOptions, terminal: Terminal) -> int:
    """Every entry, or those of one topic."""
    file = load(paths.choose_faq(options.faq))
    entries = file.entries if topic is None else [file.entries[place] for place in file.of_topic(topic)]
    if topic is not None and not entries:
        write_line(terminal.stderr, f"askfaq: {unknown_topic(file, topic)}")
        return NOT_FOUND
    if options.as_json:
        _write_lines(terminal, [json_line(shapes.listed_entry_shape(e)) for e in entries])
    elif not terminal.out.is_terminal:
        _write_lines(terminal, plain.rows(entries))
    else:
        from askfaq.render import pages

        show_text(pages.listing(entries, terminal.out), terminal, pager=options.pager)
    return FOUND


def list_topics(options: BrowseOptions, terminal: Terminal) -> int:
    """The topics with the number of their entries."""
    counts = topic_counts(load(paths.choose_faq(options.faq)).entries)
    if options.as_json:
        _write_lines(terminal, [json_line(shapes.listed_topic_shape(t, n)) for t, n in counts])
    elif not terminal.out.is_terminal:
        _write_lines(terminal, [f"{one_line(topic or '')}\t{count}" for topic, count in counts])
    else:
        from askfaq.render import pages

        show_text(pages.topics(counts, terminal.out), terminal, pager=options.pager)
    return FOUND


def show(entry_id: str, options: BrowseOptions, terminal: Terminal) -> int:
    """One entry; for an unknown id, the nearest ones."""
    choice = paths.choose_faq(options.faq)
    file = load(choice)
    entry = next((e for e in file.entries if e.id == entry_id), None)
    near = [] if entry else nearest_ids(file, entry_id)
    if options.as_json:
        write_line(terminal.stdout, json_line(shapes.entry_shape(entry, near)))
    elif entry and terminal.out.is_terminal:
        from askfaq.render import pages

        show_text(pages.entry_page(EntryPage(entry), terminal.out), terminal, pager=options.pager)
    elif entry:
        write_line(terminal.stdout, clean(entry.answer).strip("\n"))
    if entry is None:
        write_line(terminal.stderr, f"askfaq: {unknown_id(file, entry_id, near, flag=choice.flag)}")
    return FOUND if entry else NOT_FOUND


def nearest_ids(file: FaqFile, entry_id: str) -> list[str]:
    """The ids spelled most like this one."""
    return _nearest(entry_id, [entry.id for entry in file.entries])


def unknown_id(file: FaqFile, entry_id: str, near: list[str], *, flag: str = "") -> str:
    """Says that there is no such entry, and which ones come near; `flag` makes a command read this FAQ."""
    hint = f"did you mean {', '.join(near)}?" if near else f"askfaq list{flag} shows them"
    return f'there is no entry "{one_line(entry_id)}"{_where(file)}; {hint}'


def unknown_topic(file: FaqFile, topic: str) -> str:
    """Says that there is no such topic, and which ones come near, or which there are."""
    topics = [name for name, _ in topic_counts(file.entries) if name]
    if near := _nearest(topic, topics):
        hint = f"did you mean {_quoted(near)}?"
    elif topics:
        hint = f"there are {_quoted(topics[:MAX_NAMED])}{' and more' if len(topics) > MAX_NAMED else ''}"
    else:
        hint = "this FAQ has no topics"
    return f'there is no topic "{one_line(topic)}"{_where(file)}; {hint}'


def _where(file: FaqFile) -> str:
    """For whoever copies a hint and forgets --faq."""
    return " in the sample FAQ" if file.path == paths.sample_faq() else ""


def _quoted(names: list[str]) -> str:
    return ", ".join(f'"{one_line(name)}"' for name in names)


def _nearest(text: str, choices: list[str]) -> list[str]:
    from askfaq.text.fuzzy import nearest

    return nearest(text, choices)


def _write_lines(terminal: Terminal, lines: list[str]) -> None:
    if lines:
        write_line(terminal.stdout, "\n".join(lines))
