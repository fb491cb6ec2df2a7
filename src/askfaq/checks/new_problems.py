"""What a change made wrong: only the entries are checked that it can have touched."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any, NamedTuple

from askfaq.checks.characters import character_findings
from askfaq.checks.check import check_bytes
from askfaq.checks.contradictions.duplicates import answer_findings, runs_of, same_wordings
from askfaq.checks.findings import Finding, rows, texts
from askfaq.checks.language import language_findings
from askfaq.checks.links import link_findings
from askfaq.checks.problems import Report
from askfaq.checks.values import value_findings
from askfaq.errors import FileError
from askfaq.faq.load import parse_json_leniently
from askfaq.model import Problem
from askfaq.text.normalize import wording_key

Row = dict[str, Any]


def new_problems(
    before: bytes | None, after: bytes, path: str, *, renamed: tuple[str, str] | None = None
) -> list[Problem]:
    """What is wrong with a file now and was not before (None: it was not there). The engine is not asked.

    `renamed` is the id that an entry had, and the one that it has.
    """
    if before == after:
        return []
    if before is not None and (change := _changed_entries(before, after, path)):
        old, new = (list(_problems(*states, path)) for states in (change, change[::-1]))
    else:
        old = [] if before is None else check_bytes(before, path, ask=False)
        new = check_bytes(after, path, ask=False)
    known = {_lasting(problem, renamed) for problem in old}
    return [problem for problem in new if _lasting(problem) not in known]


class _Version(NamedTuple):
    """One state of a FAQ: its text, its data, the places of the entries that the other has not so, and their texts."""

    text: str
    data: Any
    changed: frozenset[int]
    told: frozenset[tuple[str, str]]


def _changed_entries(before: bytes, after: bytes, path: str) -> tuple[_Version, _Version] | None:
    """Both states, where nothing but entries differs and no synonyms tie all entries together."""
    try:
        old, new = (
            (raw.decode("utf-8-sig"), parse_json_leniently(raw.decode("utf-8-sig"), path)) for raw in (before, after)
        )
    except (FileError, RecursionError, UnicodeDecodeError):
        return None
    head, listed = _head(old[1]), [row for _, row in rows(new[1])]
    if head != _head(new[1]) or head.get("synonyms") or not listed:
        return None
    return _version(*old, unlike=listed), _version(*new, unlike=[row for _, row in rows(old[1])])


def _head(data: Any) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key != "entries"} if isinstance(data, dict) else {}


def _version(text: str, data: Any, *, unlike: list[Row]) -> _Version:
    others = set(map(repr, unlike))
    changed = {pointer[-1]: row for pointer, row in rows(data) if repr(row) not in others}
    told = frozenset((text.key, text.value) for text in texts(list(changed.values())))
    return _Version(text, data, frozenset(i for i in changed if isinstance(i, int)), told)


def _problems(version: _Version, other: _Version, path: str) -> Iterator[Problem]:
    """The problems of the entries that have changed, but for texts that have not, and of those that are like them."""
    data = _masked(version.data, _concerned(version, other))
    report = Report(path, version.text, data)
    _, entries = report.sound_faq()
    fresh = (text for text in texts(data) if (text.key, text.value) in version.told - other.told)
    of_texts = (finding for text in fresh for finding in chain(character_findings(text), link_findings(text)))
    of_entries = chain(value_findings(data), same_wordings(entries), answer_findings(entries))
    findings: Iterator[Finding] = chain(language_findings(version.data), of_texts, of_entries)
    return report.warnings(findings)


def _masked(data: Any, shown: set[int]) -> Any:
    """The data with nothing in the place of all other entries: those that are shown stay in theirs."""
    listed = data["entries"] if isinstance(data, dict) else data
    entries = [row if i in shown else None for i, row in enumerate(listed)]
    return {**data, "entries": entries} if isinstance(data, dict) else entries


def _concerned(version: _Version, other: _Version) -> set[int]:
    """The entries that have changed, those with a wording of theirs, and those whose answer resembles a new one."""
    both = [row for one in (version, other) for pointer, row in rows(one.data) if pointer[-1] in one.changed]
    wordings = {key for row in both for key in _wordings(row)}
    answers = {text for key, text in version.told ^ other.told if key == "answer"}
    runs = frozenset().union(*map(runs_of, answers))
    return {
        i
        for i, (_, row) in enumerate(rows(version.data))
        if i in version.changed
        or not wordings.isdisjoint(_wordings(row))
        or (runs and not runs.isdisjoint(runs_of(row["answer"])))
    }


def _wordings(row: Row) -> list[str]:
    return [wording_key(text) for text in (row["question"], *(row.get("aliases") or ()))]


def _lasting(problem: Problem, renamed: tuple[str, str] | None = None) -> tuple[str, str | None, str]:
    """What a problem is known by wherever it stands."""
    message, entry_id = re.sub(r" \(line \d+\)$", "", problem.message), problem.id
    if renamed:
        old, new = renamed
        message, entry_id = message.replace(f'"{old}"', f'"{new}"'), new if entry_id == old else entry_id
    return problem.code, entry_id, message
