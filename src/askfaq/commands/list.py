"""askfaq list: all entries, those of a topic, or the topics."""

from typing import NamedTuple

from askfaq import paths
from askfaq.commands.exit_codes import NO, OK
from askfaq.commands.open_faq import load
from askfaq.model import topic_counts
from askfaq.terminal.streams import Terminal, write_line


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
        from askfaq.output.messages import unknown_topic

        write_line(terminal.stderr, f"askfaq: {unknown_topic(file, topic)}")
        return NO
    if options.as_json:
        from askfaq.output.json_lines import json_line, listed_entry_shape

        _write_lines(terminal, [json_line(listed_entry_shape(entry)) for entry in entries])
    elif not terminal.out.is_terminal:
        from askfaq.output import plain

        _write_lines(terminal, plain.rows(entries))
    else:
        from askfaq.output import rich_pages
        from askfaq.terminal.pager import show_text

        show_text(rich_pages.listing(entries, terminal.out), terminal, pager=options.pager)
    return OK


def list_topics(options: BrowseOptions, terminal: Terminal) -> int:
    """The topics with the number of their entries."""
    counts = topic_counts(load(paths.choose_faq(options.faq)).entries)
    if options.as_json:
        from askfaq.output.json_lines import json_line, listed_topic_shape

        _write_lines(terminal, [json_line(listed_topic_shape(topic, count)) for topic, count in counts])
    elif not terminal.out.is_terminal:
        from askfaq.output import plain

        _write_lines(terminal, plain.topic_rows(counts))
    else:
        from askfaq.output import rich_pages
        from askfaq.terminal.pager import show_text

        show_text(rich_pages.topics(counts, terminal.out), terminal, pager=options.pager)
    return OK


def _write_lines(terminal: Terminal, lines: list[str]) -> None:
    if lines:
        write_line(terminal.stdout, "\n".join(lines))
