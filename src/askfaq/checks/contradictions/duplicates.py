"""Wordings that stand in more than one entry, and answers that repeat another one."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from askfaq.checks.findings import Finding, Placed
from askfaq.limits import MAX_COMPARED_LENGTH
from askfaq.model import Entry, Pointer, topic_key
from askfaq.text.normalize import wording_key, words

# Shorter answers ("Yes, in the settings.") are rightly the same for several questions.
LEAST_WORDS = 8
RUN = 4
ALIKE = 0.8  # of the runs of words that either answer has, the share that both have (Broder's resemblance, 1997)
# A run of words that this many answers share is boilerplate, and would make every pair of them a candidate.
COMMON = 50


def answer_findings(entries: list[Placed]) -> Iterator[Finding]:
    """For each answer that is nearly the text of an earlier one: the first such one."""
    seen: dict[tuple[str, ...], int] = {}
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    runs_by_entry: list[frozenset[tuple[str, ...]]] = []
    for index, (entry, pointer, _) in enumerate(entries):
        told = _told(entry.answer)
        runs = _runs(told)
        runs_by_entry.append(runs)
        if not runs:
            continue
        first = seen.get(told)
        if first is None:
            seen[told] = index
            first = _nearly_the_same(runs, runs_by_entry, holders)
        for run in runs:
            holders[run].append(index)
        if first is not None:
            earlier = entries[first]
            same = "is" if told == _told(earlier.entry.answer) else "is nearly"
            message = f'the answer {same} that of "{earlier.entry.id}": could both be one entry?'
            yield Finding("repeated-answer", message, (*pointer, "answer"), other=(*earlier.pointer, "answer"))


def is_repeated(answer: str, other: str) -> bool:
    """Whether one of two answers is, or nearly is, the other."""
    told, also = _told(answer), _told(other)
    runs, others = _runs(told), _runs(also)
    shared = len(runs & others)
    return told == also or (shared > 0 and shared >= ALIKE * (len(runs) + len(others) - shared))


def runs_of(answer: str) -> frozenset[tuple[str, ...]]:
    """The runs of words that an answer is compared by."""
    return _runs(_told(answer))


def _told(answer: str) -> tuple[str, ...]:
    """The words of an answer that are compared."""
    return tuple(words(answer[:MAX_COMPARED_LENGTH]))


def _runs(told: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    """The runs of words of an answer; none of a short one."""
    count = len(told) - RUN + 1 if len(told) >= LEAST_WORDS else 0
    return frozenset(told[i : i + RUN] for i in range(count))


def _nearly_the_same(
    runs: frozenset[tuple[str, ...]],
    runs_by_entry: list[frozenset[tuple[str, ...]]],
    holders: dict[tuple[str, ...], list[int]],
) -> int | None:
    shared: Counter[int] = Counter()
    for run in runs:
        if run in holders and len(holders[run]) <= COMMON:
            shared.update(holders[run])
    alike = [i for i, n in shared.items() if n >= ALIKE * (len(runs) + len(runs_by_entry[i]) - n)]
    return min(alike, default=None)


def same_wordings(entries: list[Placed]) -> Iterator[Finding]:
    """For each phrasing that an earlier entry has as well: where that one stands."""
    first: dict[str, tuple[Placed, Pointer]] = {}
    for placed in entries:
        for text, pointer in zip(placed.entry.phrasings, placed.phrasings, strict=True):
            holder, place = first.setdefault(wording_key(text), (placed, pointer))
            if holder is placed:
                continue
            if pointer[-1] == place[-1] == "question" and _in_two_topics(placed.entry, holder.entry):
                message = f'"{holder.entry.id}" asks this under "{holder.entry.topic}": let each say what it is about'
                yield Finding("question-in-two-topics", message, pointer, other=place)
            else:
                message = f'"{holder.entry.id}" has this wording too: whoever asks it is offered a choice'
                yield Finding("same-wording", message, pointer, other=place)


def _in_two_topics(entry: Entry, other: Entry) -> bool:
    topics = {topic_key(entry.topic or ""), topic_key(other.topic or "")}
    return len(topics) == 2 and "" not in topics
