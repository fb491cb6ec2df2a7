"""The engine: a FAQ's entries ranked for a query, with a confidence. Pure: it reads no file and prints nothing."""

from collections.abc import Callable, Iterable, Iterator

from askfaq.matching.lexical import Lexicon
from askfaq.matching.text import STOP_WORDS, stem, words
from askfaq.model import FaqFile, Level, Match, Result, Status

THRESHOLD = 0.7
LEAD = 0.1
MAX_OFFERED = 3


class Engine:
    """What is prepared once for a FAQ, and asked as often as needed."""

    def __init__(
        self,
        faq: FaqFile,
        *,
        cache_dir: str | None = None,  # noqa: ARG002 - the words need no cache yet
        progress: Callable[[int, int], None] | None = None,  # noqa: ARG002
    ) -> None:
        self.faq = faq
        self._lexicon = Lexicon(faq.entries)

    def ask(self, query: str, *, topic: str | None = None, min_confidence: float | None = None, top: int = 3) -> Result:
        """The result for one query: the status, and at most `top` matches, best first."""
        threshold = next(t for t in (min_confidence, self.faq.threshold, THRESHOLD) if t is not None)
        ranked = [match for match in self._ranked(query) if topic is None or match.entry.topic == topic]
        if not ranked:
            return Result(query, "unanswered", 0.0, "low", ())
        confidence = ranked[0].score
        close = sum(m.score > confidence - LEAD for m in ranked)
        status: Status = "unanswered"
        if confidence >= threshold:
            status = "answered" if close == 1 else "ambiguous" if close <= MAX_OFFERED else "unanswered"
        if status == "ambiguous":
            ranked = [m._replace(offered=i < close) for i, m in enumerate(ranked)]
        level: Level = "high" if confidence >= 0.9 else "medium" if confidence >= threshold else "low"
        return Result(query, status, confidence, level, tuple(ranked[: max(top, 1)]))

    def ask_many(
        self,
        queries: Iterable[str],
        *,
        topic: str | None = None,
        min_confidence: float | None = None,
        top: int = 3,
    ) -> Iterator[Result]:
        """The results for many queries, in order."""
        for query in queries:
            yield self.ask(query, topic=topic, min_confidence=min_confidence, top=top)

    def _ranked(self, query: str) -> list[Match]:
        lexicon = self._lexicon
        asked = frozenset(stem(w) for w in lexicon.repaired(words(query)) if w not in STOP_WORDS)
        if not asked or len(asked) > 200:
            return []
        total = sum(map(lexicon.weight, asked))
        ranked = []
        for entry, phrasings, told in zip(self.faq.entries, lexicon.asked, lexicon.told, strict=True):
            best, phrasing = 0.0, entry.question
            for text, has in zip(entry.phrasings, phrasings, strict=True):
                shared = sum(map(lexicon.weight, asked & has))
                score = shared / (total + 0.5 * sum(map(lexicon.weight, has - asked)) or 1)
                if score > best:
                    best, phrasing = score, text
            covered = sum(map(lexicon.weight, asked & told.union(*phrasings))) / total
            ranked.append(Match(entry, round(0.8 * best + 0.2 * covered, 4), phrasing))
        return sorted((m for m in ranked if m.score > 0), key=lambda m: -m.score)
