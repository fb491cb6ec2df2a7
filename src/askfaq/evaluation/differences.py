"""What a change of a FAQ did: the entries that are written otherwise, and the queries whose outcome is another."""

from collections.abc import Hashable, Iterable, Sequence
from typing import NamedTuple

from askfaq.evaluation.entry_changes import Change, EntryPair, entry_changes, faq_changes, pair_entries
from askfaq.model import FaqFile, Result, Status


class Outcome(NamedTuple):
    """What became of a query in one version: the ids of the entry that answers, or of those that are offered."""

    status: Status
    ids: tuple[str, ...]
    answer: str | None


class OutcomeChange(NamedTuple):
    """A query with another outcome."""

    query: str
    before: Outcome
    after: Outcome
    about: str  # the id, as it is now, of the entry that answered, or answers now, or was offered
    is_same_entry: bool  # that answers both times, with another text


class EntryDifference(NamedTuple):
    """One entry: what is written otherwise, and the queries that were its own and end differently."""

    pair: EntryPair
    changes: tuple[Change, ...]
    outcomes: tuple[OutcomeChange, ...]


class Differences(NamedTuple):
    """All of them, those of the FAQ as a whole first."""

    faq: tuple[Change, ...] = ()
    entries: tuple[EntryDifference, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.faq or self.entries)


def wordings(*versions: FaqFile) -> list[str]:
    """Every wording of the versions, each once."""
    return list(dict.fromkeys(p for faq in versions for entry in faq.entries for p in entry.phrasings))


def differences(old: FaqFile, new: FaqFile, before: Sequence[Result], after: Iterable[Result]) -> Differences:
    """What differs, given the results of the same queries, in the same order, in both versions."""
    pairs = pair_entries(old, new)
    now = {pair.old.id: pair.id for pair in pairs if pair.old}
    outcomes: dict[str, list[OutcomeChange]] = {}
    for one, other in zip(before, after, strict=True):
        if change := _outcome_change(one, other, now):
            outcomes.setdefault(change.about, []).append(change)
    topics = _renamed_topics(pairs)
    renamed = {Change("topic", *names) for names in topics.items()}
    entries = (
        EntryDifference(
            pair,
            tuple(change for change in entry_changes(pair) if change not in renamed),
            tuple(outcomes.get(pair.id, ())),
        )
        for pair in pairs
    )
    return Differences((*faq_changes(old, new), *renamed), tuple(filter(_is_any, entries)))


def _renamed_topics(pairs: Sequence[EntryPair]) -> dict[str, str]:
    """The topics all of whose entries have gone over to the same other one, with its name."""
    names: dict[str, set[str | None]] = {}
    for old, new in pairs:
        if old and new and old.topic:
            names.setdefault(old.topic.strip(), set()).add(new.topic and new.topic.strip())
    return {old: new for old, (new, *others) in names.items() if new and not others and new != old}


def _is_any(one: EntryDifference) -> bool:
    return bool(one.changes or one.outcomes) or None in one.pair


def _outcome_change(before: Result, after: Result, now: dict[str, str]) -> OutcomeChange | None:
    one, other = outcome(before), outcome(after)
    renamed = one._replace(ids=tuple(now.get(entry_id, entry_id) for entry_id in one.ids))
    if _essence(renamed) == _essence(other):
        return None
    first, second = sorted((renamed, other), key=lambda found: found.status != "answered")
    about = next(iter([*first.ids, *second.ids]), "")
    return OutcomeChange(before.query, one, other, about, renamed._replace(answer=other.answer) == other)


def _essence(one: Outcome) -> Hashable:
    return one.status, frozenset(one.ids), (one.answer or "").strip()


def outcome(result: Result) -> Outcome:
    """What became of the query."""
    if result.answer:
        return Outcome(result.status, (result.answer.id,), result.answer.answer)
    return Outcome(result.status, tuple(match.entry.id for match in result.matches if match.offered), None)
