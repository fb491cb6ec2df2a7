"""The engine: a FAQ's entries ranked for a query, with a confidence. It prints nothing, and reads only its cache.

A query that is a phrasing word for word is answered from the words alone: NumPy and the encoder are imported
when a query needs more than that, the FAQ's index is made or read then too.
"""

from _thread import allocate_lock  # threading's Lock, without the module
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from askfaq.matching.confidence import VERBATIM, decide, level
from askfaq.matching.text import words
from askfaq.model import Entry, FaqFile, Match, Result, Why

if TYPE_CHECKING:
    from askfaq.matching.encoder import Encoder
    from askfaq.matching.matcher import Matcher
    from askfaq.matching.reading import Asked, Reader

CHUNK = 64  # queries of a stream that are encoded together


class Engine:
    """What is prepared once for a FAQ, and asked as often as needed, also by several threads."""

    def __init__(
        self,
        faq: FaqFile,
        *,
        cache_dir: str | None = None,
        progress: Callable[[int, int], None] | None = None,
    ) -> None:
        self.faq = faq
        self._cache_dir = cache_dir
        self._progress = progress
        self._lock = allocate_lock()
        self._made_reader: Reader | None = None
        self._made_matcher: Matcher | None = None
        self._encoder: Encoder
        self._wordings: dict[str, list[int]] | None = None

    def prepare(self) -> bool:
        """Make the index now instead of with the first question; whether it lay ready already."""
        return not self.faq.entries or self._matcher().was_ready

    def index_files(self) -> list[str]:
        """The files of the cache that the FAQ's index is kept in."""
        return self._matcher().files if self.faq.entries else []

    def ask(self, query: str, *, topic: str | None = None, min_confidence: float | None = None, top: int = 3) -> Result:
        """The result for one query: the status, and at most `top` matches, best first."""
        return next(self.ask_many([query], topic=topic, min_confidence=min_confidence, top=top))

    def ask_many(
        self,
        queries: Iterable[str],
        *,
        topic: str | None = None,
        min_confidence: float | None = None,
        top: int = 3,
    ) -> Iterator[Result]:
        """The results for many queries, in order; what has arrived is encoded together."""
        threshold = self.faq.threshold if min_confidence is None else min_confidence
        entries = self.faq.entries
        allowed = [i for i, e in enumerate(entries) if topic is None or e.topic == topic]
        waiting = iter(queries)
        while chunk := list(islice(waiting, CHUNK)):
            for query, (matches, why) in zip(chunk, self._matched(chunk, allowed), strict=True):
                yield _result(query, matches, why, threshold, max(top, 1))

    def _matched(self, queries: Sequence[str], allowed: Sequence[int]) -> list[tuple[list[Match], Why | None]]:
        """For each query its matches, best first, and why."""
        found: list[tuple[list[Match], Why | None]] = [([], None)] * len(queries)
        waiting: list[tuple[int, Asked]] = []
        for i, query in enumerate(queries):
            if not allowed or not query.strip():
                continue
            typed = words(query)
            verbatim = self._verbatim(typed, allowed, ())
            if verbatim is None:
                asked = self._reader().read(query)
                if list(asked.words) != typed:
                    verbatim = self._verbatim(asked.words, allowed, asked.repairs)
                if verbatim is None:
                    waiting.append((i, asked))
            if verbatim is not None:
                found[i] = verbatim
        if waiting:
            matched = self._matcher().match([asked for _, asked in waiting], allowed)
            for (i, _), one in zip(waiting, matched, strict=True):
                found[i] = one
        return found

    def _reader(self) -> "Reader":
        with self._lock:
            if self._made_reader is None:
                from askfaq.matching.encoder import Encoder
                from askfaq.matching.reading import Reader

                self._encoder = Encoder()
                self._made_reader = Reader(self.faq, self._encoder)
            return self._made_reader

    def _matcher(self) -> "Matcher":
        reader = self._reader()
        with self._lock:
            if self._made_matcher is None:
                from askfaq.matching.matcher import Matcher

                self._made_matcher = Matcher(
                    self.faq, self._encoder, reader, cache_dir=self._cache_dir, progress=self._progress
                )
            return self._made_matcher

    def _verbatim(
        self, asked: Sequence[str], allowed: Sequence[int], repairs: tuple[tuple[str, str], ...]
    ) -> tuple[list[Match], Why] | None:
        """The matches when the words are those of a phrasing of exactly one of the allowed entries."""
        if not asked:
            return None
        with self._lock:
            if self._wordings is None:
                self._wordings = _wordings(self.faq.entries)
        everywhere = len(allowed) == len(self.faq.entries)
        holders = [i for i in self._wordings.get(" ".join(asked), ()) if everywhere or i in allowed]
        if len(holders) != 1:
            return None
        return by_words(self.faq.entries, asked, holders[0], allowed, repairs)


def _wordings(entries: Sequence[Entry]) -> dict[str, list[int]]:
    """The words of each phrasing, and the entries that have it."""
    found: dict[str, list[int]] = {}
    for i, entry in enumerate(entries):
        for phrasing in entry.phrasings:
            holders = found.setdefault(" ".join(words(phrasing)), [])
            if i not in holders:
                holders.append(i)
    return found


def by_words(
    entries: Sequence[Entry],
    asked: Sequence[str],
    holder: int,
    allowed: Sequence[int],
    repairs: tuple[tuple[str, str], ...],
) -> tuple[list[Match], Why]:
    """The matches of a query that is a phrasing of `holder`: the others by the share of words in common."""
    wanted = set(asked)
    sentence = " ".join(asked)
    phrasing = next(p for p in entries[holder].phrasings if " ".join(words(p)) == sentence)
    others = []
    for i in allowed:
        if i != holder:
            best, wording = max((_overlap(wanted, p), p) for p in entries[i].phrasings)
            others.append(Match(entries[i], round((1 - VERBATIM) * best, 4), wording))
    others.sort(key=lambda match: -match.score)
    runner_up = others[0] if others and others[0].score > 0 else None
    why = Why(
        phrasing=phrasing,
        words=tuple((word, 1.0) for word in dict.fromkeys(asked)),
        missing=(),
        repairs=repairs,
        closeness=None,
        runner_up=runner_up.entry if runner_up else None,
        lead=VERBATIM - (runner_up.score if runner_up else 0.0),
        verbatim=True,
    )
    return [Match(entries[holder], VERBATIM, phrasing), *(m for m in others if m.score > 0)], why


def _overlap(wanted: set[str], phrasing: str) -> float:
    found = set(words(phrasing))
    return len(wanted & found) / (len(wanted | found) or 1)


def _result(query: str, matches: list[Match], why: Why | None, threshold: float | None, top: int) -> Result:
    status, offered = decide([match.score for match in matches[:4]], threshold)
    confidence = matches[0].score if matches else 0.0
    listed = [match._replace(offered=i < offered) for i, match in enumerate(matches[: max(top, offered)])]
    return Result(query, status, confidence, level(confidence, threshold), tuple(listed[:top]), why)
