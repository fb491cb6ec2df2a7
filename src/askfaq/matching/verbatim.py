"""Queries that are a phrasing word for word: answered from the words alone, the other matches by words in common."""

import math
from collections.abc import Container, Iterable, Sequence
from typing import Protocol

from askfaq.matching.confidence import VERBATIM
from askfaq.matching.text import words
from askfaq.model import Entry, Match, Why

MOST_HOLDERS = 10_000  # looked at for one query's words, the rarest first: words beyond are too common to tell
MOST_COMPARED = 100  # entries whose phrasings are compared with the query


class Wordings(Protocol):
    """The words of a FAQ's phrasings."""

    def holders(self, sentence: str) -> Sequence[int]:
        """The entries with a phrasing of exactly these folded words, ascending."""

    def sharing(self, word: str) -> Sequence[int]:
        """The entries whose phrasings hold the folded word, ascending; perhaps none for more than MOST_HOLDERS."""


class CountedWordings:
    """The words of entries in memory."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._sentences: dict[str, list[int]] = {}
        self._words: dict[str, list[int]] = {}
        for i, entry in enumerate(entries):
            sentences, held = worded(entry)
            for sentence in sentences:
                self._sentences.setdefault(sentence, []).append(i)
            for word in held:
                self._words.setdefault(word, []).append(i)

    def holders(self, sentence: str) -> Sequence[int]:
        """The entries with a phrasing of exactly these folded words, ascending."""
        return self._sentences.get(sentence, ())

    def sharing(self, word: str) -> Sequence[int]:
        """The entries whose phrasings hold the folded word, ascending."""
        return self._words.get(word, ())


def worded(entry: Entry) -> tuple[set[str], set[str]]:
    """The phrasings of an entry as folded words with a space between them, and these words."""
    found = [words(phrasing) for phrasing in entry.phrasings]
    return {" ".join(one) for one in found}, {word for one in found for word in one}


def match(
    entries: Sequence[Entry],
    wordings: Wordings,
    asked: Sequence[str],
    among: Container[int],
    repairs: tuple[tuple[str, str], ...],
) -> tuple[list[Match], Why] | None:
    """The matches when the words are those of a phrasing of exactly one of the entries `among`, else None."""
    sentence = " ".join(asked)
    holders = [i for i in wordings.holders(sentence) if i in among] if asked else []
    if len(holders) != 1:
        return None
    entry = entries[holders[0]]
    phrasing = next(p for p in entry.phrasings if " ".join(words(p)) == sentence)
    others = []
    for i in _nearest(wordings, asked, holders[0], among, len(entries)):
        other = entries[i]
        best, wording = max((_overlap(set(asked), p), p) for p in other.phrasings)
        others.append(Match(other, round((1 - VERBATIM) * best, 4), wording))
    others.sort(key=lambda match: -match.score)
    why = Why(
        phrasing=phrasing,
        words=tuple((word, 1.0) for word in dict.fromkeys(asked)),
        missing=(),
        repairs=repairs,
        closeness=None,
        runner_up=others[0].entry if others else None,
        lead=VERBATIM - (others[0].score if others else 0.0),
        verbatim=True,
    )
    return [Match(entry, VERBATIM, phrasing), *others], why


def _nearest(
    wordings: Wordings, asked: Sequence[str], holder: int, among: Container[int], entries: int
) -> Sequence[int]:
    """The other entries with words in common, ascending; of many, those with the most, by rarity."""
    shared: dict[int, float] = {}
    left = MOST_HOLDERS
    for count, _, places in sorted((len(p), w, p) for w in set(asked) if (p := wordings.sharing(w))):
        left -= count
        if left < 0:
            break
        rarity = math.log(1 + entries / count)
        for place in places:
            shared[place] = shared.get(place, 0.0) + rarity
    shared = {i: value for i, value in shared.items() if i in among and i != holder}
    if len(shared) > MOST_COMPARED:
        return sorted(sorted(shared, key=lambda i: (-shared[i], i))[:MOST_COMPARED])
    return sorted(shared)


def _overlap(wanted: set[str], phrasing: str) -> float:
    found = set(words(phrasing))
    return len(wanted & found) / (len(wanted | found) or 1)
