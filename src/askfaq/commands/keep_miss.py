"""A question that got no answer: kept, where its owner wants that, and an answer never waits for it."""

import os

from askfaq import paths
from askfaq.errors import FileError
from askfaq.misses.log import keep, log_of
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import one_line

_told: set[str] = set()  # a stream of questions needs no line for each


def keep_miss(query: str, faq_path: str, terminal: Terminal) -> None:
    """Add the question to the FAQ's log; one of a pipe has none. What cannot be kept is told once."""
    if not query.strip() or not os.path.isfile(faq_path):
        return
    try:
        keep(query, log_of(faq_path, paths.misses_dir()))
    except FileError as error:
        told = f"askfaq: {one_line(str(error))}; the question was not kept (askfaq misses off: keep none)"
        if told not in _told:
            write_line(terminal.stderr, told)
        _told.add(told)
