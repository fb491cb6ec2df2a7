"""Queries that are a phrasing word for word: answered from the words alone, the other matches by words in common."""

import math
from collections import defaultdict
from collections.abc import Container, Sequence, Set
from functools import cached_property
from typing import TYPE_CHECKING

from askfaq.matching.confidence import VERBATIM
from askfaq.matching.text import words
from askfaq.model import Entry, Match, Why

if TYPE_CHECKING:
    from askfaq.matching.spelling import OwnWords
    from askfaq.matching.stored import StoredEntries

MOST_HOLDERS = 5_000  # looked at for one query's words, the rarest first: words beyond are too common to tell
MOST_COMPARED = 30  # entries whose phrasings are compared with the query


class CountedPhrasings:
    """The words of the phrasings of entries in memory; of stored ones, StoredEntries tells the same."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._entries = entries
        self._folded = [folded(entry) for entry in entries]

    def folded(self, entry: int) -> Sequence[str]:
        """The phrasings of an entry as folded words with a space between them."""
        return self._folded[entry]

    @cached_property
    def sentences(self) -> dict[str, list[int]]:
        """The folded phrasings, each with the entries that have it, ascending."""
        holders: dict[str, list[int]] = defaultdict(list)
        for i, found in enumerate(self._folded):
            for sentence in dict.fromkeys(found):
                holders[sentence].append(i)
        return holders

    def holders(self, sentence: str) -> Sequence[int]:
        """The entries with a phrasing of exactly these folded words, ascending."""
        return self.sentences.get(sentence, ())

    @cached_property
    def _sharing(self) -> dict[str, list[int]]:
        sharing: dict[str, list[int]] = defaultdict(list)
        for i, found in enumerate(self._folded):
            for word in set(" ".join(found).split()):
                sharing[word].append(i)
        return sharing

    def sharing(self, word: str) -> Sequence[int]:
        """The entries whose phrasings hold the folded word, ascending."""
        return self._sharing.get(word, ())

    @cached_property
    def words(self) -> "OwnWords":
        """The words of the whole FAQ, answers and topics too, for the speller."""
        from askfaq.matching.spelling import OwnWords

        texts = dict.fromkeys(text for entry in self._entries for text in (entry.answer, entry.topic or ""))
        plain = "\n".join(filter(str.isascii, texts))  # many at once are read sooner
        others = (text for text in texts if not text.isascii())
        own = {*self._sharing, *words(plain)}.union(*map(words, others))
        return OwnWords(own)


def folded(entry: Entry) -> list[str]:
    """The phrasings of an entry as folded words with a space between them."""
    return [" ".join(words(phrasing)) for phrasing in entry.phrasings]


def match_words(
    entries: Sequence[Entry],
    phrasings: "CountedPhrasings | StoredEntries",
    asked: Sequence[str],
    among: Container[int],
    repairs: tuple[tuple[str, str], ...],
) -> tuple[list[Match], Why] | None:
    """The matches when the words are those of a phrasing of an entry `among` these, else None.

    Several entries with the phrasing share the confidence: nothing in the words can tell which one is meant.
    """
    sentence = " ".join(asked)
    holders = [i for i in phrasings.holders(sentence) if i in among] if asked else []
    if not holders:
        return None
    score, wanted = round(VERBATIM / len(holders), 4), set(asked)
    same = [_by_sentence(entries[i], phrasings.folded(i), sentence, score) for i in holders[:MOST_COMPARED]]
    others = [i for i in _nearest(phrasings, wanted, among, len(entries)) if i not in holders]
    found = [_by_overlap(entries[i], phrasings.folded(i), wanted) for i in others]
    matches = same + sorted((match for match in found if match.score > 0), key=lambda match: -match.score)
    runner_up = matches[1] if len(matches) > 1 else None
    why = Why(
        phrasing=same[0].phrasing,
        words=tuple((word, 1.0) for word in dict.fromkeys(asked)),
        missing=(),
        repairs=repairs,
        closeness=None,
        runner_up=runner_up.entry if runner_up else None,
        lead=score - (runner_up.score if runner_up else 0.0),
        verbatim=True,
        sharing=len(holders),
    )
    return matches, why


def _nearest(
    phrasings: "CountedPhrasings | StoredEntries", wanted: Set[str], among: Container[int], entries: int
) -> list[int]:
    """The entries with words in common, ascending; of many, those with the most, by rarity."""
    shared: dict[int, float] = {}
    left = MOST_HOLDERS
    for count, _, places in sorted((len(p), w, p) for w in wanted if (p := phrasings.sharing(w))):
        left -= count
        if left < 0:
            break
        rarity = math.log(1 + entries / count)
        for place in places:
            shared[place] = shared.get(place, 0.0) + rarity
    found = [i for i in shared if i in among]
    if len(found) > MOST_COMPARED:
        found = sorted(found, key=shared.__getitem__, reverse=True)[:MOST_COMPARED]
    return sorted(found)


def _by_sentence(entry: Entry, folded_phrasings: Sequence[str], sentence: str, score: float) -> Match:
    """The entry by its phrasing of exactly these words."""
    return Match(entry, score, entry.phrasings[folded_phrasings.index(sentence)])


def _by_overlap(entry: Entry, folded_phrasings: Sequence[str], wanted: Set[str]) -> Match:
    """The entry by its phrasing that has most words in common."""
    found = [_overlap(wanted, set(one.split(" "))) for one in folded_phrasings]
    best, phrasing = max(zip(found, entry.phrasings, strict=True))
    return Match(entry, round((1 - VERBATIM) * best, 4), phrasing)


def _overlap(wanted: Set[str], found: Set[str]) -> float:
    return len(wanted & found) / (len(wanted | found) or 1)
