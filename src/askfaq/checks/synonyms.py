"""Synonyms that mean nothing to the FAQ, that stand twice, or that make one wording of two."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from askfaq.checks.findings import Finding, Placed
from askfaq.engine.analysis.initials import in_capitals
from askfaq.engine.analysis.synonyms import Key, Synonyms, key_of
from askfaq.model import Pointer
from askfaq.text.normalize import wording_key, words


class _Group(NamedTuple):
    """Wordings that mean the same, each with its place."""

    pointer: Pointer
    wordings: list[tuple[Pointer, str]]


class _Phrasing(NamedTuple):
    """A phrasing of an entry, and the synonyms in it."""

    entry_id: str
    pointer: Pointer
    text: str
    synonyms: list[Key]


def synonym_findings(data: Any, entries: list[Placed]) -> Iterator[Finding]:
    """What is wrong with the synonyms of a FAQ, of which the entries without faults are given."""
    if groups := _groups(data):
        listed = Synonyms([[text for _, text in group.wordings] for group in groups])
        yield from _repeated(groups)
        yield from _unused(groups, listed, entries)
        yield from _joining(groups, listed, entries)


def _groups(data: Any) -> list[_Group]:
    groups = data.get("synonyms") if isinstance(data, dict) else None
    return [
        _Group(("synonyms", i), [(("synonyms", i, j), text) for j, text in enumerate(group) if isinstance(text, str)])
        for i, group in enumerate(groups if isinstance(groups, list) else ())
        if isinstance(group, list)
    ]


def _repeated(groups: list[_Group]) -> Iterator[Finding]:
    first: dict[Key, Pointer] = {}
    for pointer, text in (wording for group in groups for wording in group.wordings):
        other = first.setdefault(key_of(text), pointer)
        if other != pointer and key_of(text):
            where = (
                "twice in this group"
                if other[:2] == pointer[:2]
                else "in another group too: it means the words of both"
            )
            yield Finding("repeated-synonym", f'"{text[:100]}" stands {where}', pointer, other=other)


def _unused(groups: list[_Group], listed: Synonyms, entries: list[Placed]) -> Iterator[Finding]:
    used = {
        key
        for entry, _, _ in entries
        for text in (*entry.phrasings, entry.answer, entry.topic or "")
        for key in _found(text, listed)
    }
    for pointer, wordings in groups:
        keys = {key_of(text) for _, text in wordings} - {()}
        if len(keys) < 2:
            yield Finding("unused-synonym", "a group names at least two wordings that mean the same", pointer)
        elif not keys & used:
            yield Finding("unused-synonym", "no entry has any of these wordings", pointer)


def _joining(groups: list[_Group], listed: Synonyms, entries: list[Placed]) -> Iterator[Finding]:
    """For each phrasing that only synonyms make the same as one of an earlier entry: the group that does."""
    place_of = {key_of(text): group.pointer for group in reversed(groups) for _, text in group.wordings}
    first: dict[str, _Phrasing] = {}
    for entry, _, pointers in entries:
        for text, pointer in zip(entry.phrasings, pointers, strict=True):
            own = _Phrasing(entry.id, pointer, text, _found(text, listed))
            other = first.setdefault(exchanged(text, listed), own) if own.synonyms else own
            joined = next((a for a, b in zip(own.synonyms, other.synonyms, strict=False) if a != b), None)
            if joined and other.entry_id != entry.id and wording_key(other.text) != wording_key(text):
                message = f'with these, "{other.entry_id}" and "{entry.id}" have the same wording'
                yield Finding("joining-synonym", message, place_of[joined], other=pointer)


def _found(text: str, listed: Synonyms) -> list[Key]:
    """The synonyms in a text, in order."""
    found = words(text)
    return [key_of(" ".join(found[begin:end])) for begin, end, _ in listed.find(found, in_capitals(text))]


def exchanged(text: str, listed: Synonyms) -> str:
    """What wordings share that are the same but for synonyms: `wording_key`, with the number of its group for each."""
    found, parts, done = words(text), [], 0
    for begin, end, groups in listed.find(found, in_capitals(text)):
        parts += [*found[done:begin], f"={groups[0]}"]
        done = end
    return " ".join([*parts, *found[done:]]) or wording_key(text)
