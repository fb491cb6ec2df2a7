"""askfaq diff: what a change of a FAQ changed for those who ask it."""

import os
from collections.abc import Sequence
from typing import NamedTuple

from askfaq import paths
from askfaq.commands.exit_codes import NO, OK
from askfaq.engine.engine import Engine
from askfaq.errors import UsageError
from askfaq.evaluation.cases import cases_beside, read_cases
from askfaq.evaluation.differences import Differences, differences, wordings
from askfaq.faq.load import load_faq
from askfaq.misses.log import log_of, read
from askfaq.model import FaqFile
from askfaq.output.diff_report import report, shapes, summary
from askfaq.output.json_lines import json_line
from askfaq.terminal.progress import ProgressLine
from askfaq.terminal.streams import Terminal, write_line

_NO_FILE = ("/dev/null", os.devnull)  # git's name for the version in which a file is not there


class DiffOptions(NamedTuple):
    """What is asked beside the wordings of both versions, and how the differences are shown."""

    cases: str | None = None
    as_json: bool = False
    faq: str | None = None  # where the new version belongs, if the file is a copy: its cases lie beside that


def diff(old_path: str, new_path: str, options: DiffOptions, terminal: Terminal) -> int:
    """Show what differs between two versions of a FAQ; nothing, and exit 0, where that is nothing."""
    old, new = _version(old_path), _version(new_path)
    queries = list(dict.fromkeys([*_kept_queries(new_path, options), *wordings(old, new)]))
    with ProgressLine(terminal, "asking both versions") as progress:
        found = compare(old, new, queries, progress)
    if options.as_json:
        for shape in shapes(found):
            write_line(terminal.stdout, json_line(shape))
    elif found:
        write_line(terminal.stdout, report(found, terminal.out))
        write_line(terminal.stderr, summary(found, len(queries)))
    return NO if found else OK


def in_use() -> str:
    """The new version where none is named. Raises UsageError where there is only the sample."""
    choice = paths.choose_faq(None)
    if choice.origin == "sample":
        raise UsageError("diff takes two FAQ files, as in: askfaq diff old.json faq.json")
    return choice.path


def compare(old: FaqFile, new: FaqFile, queries: Sequence[str], progress: ProgressLine | None = None) -> Differences:
    """What differs between two versions of a FAQ, where each is asked the queries."""
    if old._replace(path=new.path, title=new.title, contact=new.contact) == new:  # no query can end differently
        return differences(old, new, [], [])
    folder = paths.cache_dir()
    engines = (  # the new version first: it is the one that is asked otherwise too
        Engine(new, cache_dir=folder, progress=progress),
        Engine(old, cache_dir=folder, progress=progress, version_of=new.path),
    )
    after, before = (list(engine.ask_many(queries)) for engine in engines)
    return differences(old, new, before, after)


def _version(path: str) -> FaqFile:
    return FaqFile((), path=path) if path in _NO_FILE else load_faq(path)


def _kept_queries(new_path: str, options: DiffOptions) -> list[str]:
    """What is asked beside the wordings: the queries of the cases that are named, or lie beside the new version, and
    what it was asked in vain, where that is kept.
    """
    place = options.faq or new_path
    named = options.cases or cases_beside(place)
    cases = read_cases(named) if named else []
    return [*(case.query for case in cases), *(miss.question for miss in read(log_of(place, paths.misses_dir())))]
