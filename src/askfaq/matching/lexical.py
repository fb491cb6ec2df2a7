"""Words: weighted by rarity, their slips repaired. The only home of rapidfuzz."""

from collections import Counter
from collections.abc import Iterable, Sequence

from askfaq.matching.text import STOP_WORDS, stem, words
from askfaq.model import Entry


def nearest(text: str, choices: Sequence[str], *, limit: int = 3) -> list[str]:
    """The choices spelled most like the text, best first: for "did you mean"."""
    from rapidfuzz import process, utils
    from rapidfuzz.distance import JaroWinkler

    # Jaro-Winkler favours a common beginning: "hug" should bring up "hug-length"
    found = process.extract(
        text,
        choices,
        scorer=JaroWinkler.normalized_similarity,
        processor=utils.default_process,
        limit=limit,
        score_cutoff=0.75,
    )
    return [choice for choice, _, _ in found]


class Lexicon:
    """The words of a FAQ and how much each tells: ln(1 + entries / entries that hold it)."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        import math

        self.asked = [[frozenset(stems(p)) for p in entry.phrasings] for entry in entries]
        self.told = [frozenset(stems(entry.answer)) for entry in entries]
        holders: Counter[str] = Counter()
        for asked, told in zip(self.asked, self.told, strict=True):
            holders.update(told.union(*asked))
        self.weights = {s: math.log(1 + len(entries) / n) for s, n in holders.items()}
        self.unknown_weight = math.log(1 + len(entries))
        self.known_words = sorted({w for e in entries for t in (*e.phrasings, e.answer) for w in words(t)})

    def weight(self, stemmed: str) -> float:
        """A word that the FAQ does not hold weighs as much as its rarest one."""
        return self.weights.get(stemmed, self.unknown_weight)

    def repaired(self, query_words: Iterable[str]) -> list[str]:
        """The words, each unknown one of four letters or more replaced by the FAQ's own that it slips from."""
        known = set(self.known_words)
        return [w if w in known or len(w) < 4 or w in STOP_WORDS else self._repair(w) for w in query_words]

    def _repair(self, word: str) -> str:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        candidates = [w for w in self.known_words if w[0] == word[0] or len(word) > 5]
        allowed = 1 if len(word) < 8 else 2
        found = process.extractOne(word, candidates, scorer=OSA.distance, score_cutoff=allowed)
        return found[0] if found else word


def stems(text: str) -> list[str]:
    """The stems of the text's informative words."""
    return [stem(w) for w in words(text) if w not in STOP_WORDS]
