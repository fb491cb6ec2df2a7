"""askfaq list: all entries, those of a topic, or the topics."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from askfaq import paths
from askfaq.commands.exit_codes import NO, OK
from askfaq.commands.open_faq import load_all
from askfaq.model import Entry, FaqFile, by_topic, joined, topic_counts
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import one_line


class BrowseOptions(NamedTuple):
    """Which FAQs, and how to show them."""

    faq: paths.Flag = None
    as_json: bool = False
    pager: bool = True


def list_entries(topic: str | None, options: BrowseOptions, terminal: Terminal) -> int:
    """Every entry, or those of one topic; of several FAQs one after the other."""
    files = load_all(options.faq)
    listed = [(file, _entries(file, topic)) for file in files]
    if topic is not None:
        listed = [(file, entries) for file, entries in listed if entries]
    if topic is not None and not listed:
        write_line(terminal.stderr, f"askfaq: {_unknown(topic, files)}")
        return NO
    if options.as_json:
        from askfaq.output.json_lines import json_line, listed_entry_shape

        for file, entries in listed:
            _write_lines(terminal, [json_line(listed_entry_shape(entry) | _faq_of(file, files)) for entry in entries])
    elif not terminal.out.shows_pages:
        from askfaq.output import plain

        for file, entries in listed:
            _write_lines(terminal, plain.rows(entries, *_faq_of(file, files).values()))
    else:
        from askfaq.output import rich_pages

        _show(
            [rich_pages.listing(entries, terminal.out, _title(file, files)) for file, entries in listed],
            options,
            terminal,
        )
    return OK


def _unknown(topic: str, files: Sequence[FaqFile]) -> str:
    """That there is no such topic, or how to list a FAQ that was named in its place."""
    from askfaq.output.messages import unknown_topic

    if os.path.isfile(topic):
        return (
            f"{one_line(topic)} is a file, not a topic; to list it: askfaq list{paths.FaqChoice(topic, '--faq').flag}"
        )
    return unknown_topic(joined(files), topic)


def list_topics(options: BrowseOptions, terminal: Terminal) -> int:
    """The topics with the number of their entries; of several FAQs one after the other."""
    files = load_all(options.faq)
    if terminal.out.shows_pages and not options.as_json:
        from askfaq.output import rich_pages

        shown = [(file, [(name, len(own)) for name, own in by_topic(file.entries)]) for file in files]
        _show(
            [rich_pages.topics(counts, terminal.out, _title(file, files)) for file, counts in shown], options, terminal
        )
        return OK
    counted = [(file, topic_counts(file.entries)) for file in files]
    if options.as_json:
        from askfaq.output.json_lines import json_line, listed_topic_shape

        for file, counts in counted:
            _write_lines(terminal, [json_line(listed_topic_shape(*count) | _faq_of(file, files)) for count in counts])
    else:
        from askfaq.output import plain

        for file, counts in counted:
            _write_lines(terminal, plain.topic_rows(counts, *_faq_of(file, files).values()))
    return OK


def _entries(file: FaqFile, topic: str | None) -> Sequence[Entry]:
    return file.entries if topic is None else [file.entries[place] for place in file.of_topic(topic)]


def _faq_of(file: FaqFile, files: Sequence[FaqFile]) -> dict[str, str]:
    """What tells a line of one of several FAQs from those of the others."""
    return {"faq": file.path} if len(files) > 1 else {}


def _title(file: FaqFile, files: Sequence[FaqFile]) -> str:
    """What a page of one of several FAQs is headed with."""
    from askfaq.output.messages import faq_title

    return faq_title(file) if len(files) > 1 else ""


def _show(pages: list[str], options: BrowseOptions, terminal: Terminal) -> None:
    from askfaq.terminal.pager import show_text

    show_text("\n\n".join(pages), terminal, pager=options.pager)


def _write_lines(terminal: Terminal, lines: list[str]) -> None:
    if lines:
        write_line(terminal.stdout, "\n".join(lines))
