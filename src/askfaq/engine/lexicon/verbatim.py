"""Queries that are a phrasing word for word: answered from the words alone, the other matches by words in common."""

import math
from collections.abc import Container, Sequence, Set
from typing import TYPE_CHECKING

from askfaq.engine.decision import VERBATIM
from askfaq.model import Entry, Match, Why
from askfaq.text.normalize import informative

if TYPE_CHECKING:
    from askfaq.engine.lexicon.lexicon import Lexicon

MOST_ENTRIES = 5_000  # looked at for one query's words, the rarest first: words beyond are too common to tell
MOST_READ = 500  # entries in which words are looked for side by side
MOST_COMPARED = 30  # entries whose phrasings are compared with the query


def match_words(
    entries: Sequence[Entry],
    lexicon: "Lexicon",
    asked: Sequence[str],
    among: Container[int],
    repairs: tuple[tuple[str, str], ...],
) -> tuple[list[Match], Why] | None:
    """The matches when the words are those of a phrasing of an entry `among` these, else None.

    Several entries with the phrasing share the confidence: nothing in the words can tell which one is meant.
    """
    sentence = " ".join(asked)
    holders = [i for i in lexicon.entries_with_wording(sentence) if i in among] if asked else []
    if not holders:
        return None
    score, wanted = round(VERBATIM / len(holders), 4), set(asked)
    same = [_by_sentence(entries[i], lexicon.folded_phrasings(i), sentence, score) for i in holders[:MOST_COMPARED]]
    others = [i for i in _nearest(lexicon, wanted, among, len(entries)) if i not in holders]
    found = [_by_overlap(entries[i], lexicon.folded_phrasings(i), wanted) for i in others]
    matches = same + sorted((match for match in found if match.score > 0), key=lambda match: -match.score)
    runner_up = matches[1] if len(matches) > 1 else None
    why = Why(
        phrasing=same[0].phrasing,
        words=tuple((word, _rarity(word, lexicon, len(entries))) for word in informative(list(asked))),
        missing=(),
        repairs=repairs,
        closeness=None,
        runner_up=runner_up.entry if runner_up else None,
        lead=score - (runner_up.score if runner_up else 0.0),
        verbatim=True,
        sharing=len(holders),
    )
    return matches, why


def _rarity(word: str, lexicon: "Lexicon", entries: int) -> float:
    holders = len(lexicon.entries_with_word(word)) or entries  # none are told of a very common word
    return round(math.log(1 + entries / holders), 3)


def _nearest(lexicon: "Lexicon", wanted: Set[str], among: Container[int], entries: int) -> list[int]:
    """The entries with words in common, ascending; of many, those with the most, by rarity."""
    shared: dict[int, float] = {}
    left = MOST_ENTRIES
    for count, _, places in sorted((len(p), w, p) for w in wanted if (p := lexicon.entries_with_word(w))):
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


def holds_side_by_side(lexicon: "Lexicon", words: Sequence[str]) -> bool:
    """Whether a phrasing of the FAQ has the folded words next to each other, in this order."""
    holding = map(lexicon.entries_with_word, words)
    entries = min((places for places in holding if places), key=len, default=())
    sentence = f" {' '.join(words)} "
    return any(
        sentence in f" {phrasing} " for entry in entries[:MOST_READ] for phrasing in lexicon.folded_phrasings(entry)
    )
