"""What is found for a query becomes a result, a probability a status: what variants of a query say together, the
thresholds, and what is offered.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from askfaq.model import DEFAULT_TOP, Level, Match, Result, Status, Why

THRESHOLD = 0.61  # from which a match is the answer: 6 in 100 queries of the development sets get a wrong one
HIGH = 0.9  # at least 95 of 100 such answers are right on the development sets
VERBATIM = 0.98  # the query is a phrasing, word for word
MAX_OFFERED = 3
OFFER_RATIO = 0.35  # of the first match's score: what is less likely is not offered
OFFER_SUM = 0.5  # what the offered candidates must reach together
CHUNK = 64  # queries of a stream that are encoded together

Progress = Callable[[int, int], None]
Found = tuple[list[Match], Why | None]  # the matches of a query, best first, and why the first one is


def merged(found: Sequence[tuple[list[Match], Why]]) -> tuple[list[Match], Why]:
    """The matches of all variants, best first, and why the first is.

    Each entry counts as with the variant that suits it best. Variants that favour different entries share the
    confidence: only one of these can be meant.
    """
    if len(found) == 1:
        return found[0]
    surest_first = sorted(found, key=lambda one: one[0][0].score, reverse=True)
    best: dict[str, Match] = {}
    favoured: dict[str, float] = {}
    for own, _ in surest_first:
        favoured.setdefault(own[0].entry.id, own[0].score)
        for match in own:
            if match.score > best.setdefault(match.entry.id, match).score:
                best[match.entry.id] = match
    share = VERBATIM / max(VERBATIM, sum(favoured.values()))  # no more than one phrasing is ever trusted with
    ranked = sorted(best.values(), key=lambda match: match.score, reverse=True)
    matches = [match._replace(score=round(match.score * share, 4)) for match in ranked]
    runner_up = matches[1] if len(matches) > 1 else None
    _, why = surest_first[0]
    lead = matches[0].score - (runner_up.score if runner_up else 0.0)
    return matches, why._replace(runner_up=runner_up and runner_up.entry, lead=lead)


def decide(scores: Sequence[float], threshold: float | None, *, verbatim: bool = False) -> tuple[Status, int]:
    """The status, and how many of the best matches are offered (0 unless ambiguous). Scores are best first.

    A query that is word for word a phrasing of several entries is never said to be unknown, however many they are.
    """
    if not scores:
        return "unanswered", 0
    limit = THRESHOLD if threshold is None else threshold
    if scores[0] >= limit:
        return "answered", 0
    close = [s for s in scores[:MAX_OFFERED] if s >= OFFER_RATIO * scores[0] and s > 0]
    if len(close) > 1 and (verbatim or sum(close) >= OFFER_SUM * limit / THRESHOLD):
        return "ambiguous", len(close)
    return "unanswered", 0


def judge(matches: Sequence[Match], threshold: float | None, *, verbatim: bool = False) -> tuple[Status, Sequence[int]]:
    """The status, and the places of the matches that are offered.

    A single word is seldom a question that can be answered: the first entries that are about it are offered.
    """
    status, offered = decide([match.score for match in matches], threshold, verbatim=verbatim)
    if status == "unanswered":
        about = [place for place, match in enumerate(matches[:MAX_OFFERED]) if match.is_about]
        return ("ambiguous" if about else "unanswered"), about
    return status, range(offered)


def level(confidence: float, threshold: float | None) -> Level:
    """high, medium (both enough to answer) or low."""
    if confidence < (THRESHOLD if threshold is None else threshold):
        return "low"
    return "high" if confidence >= HIGH else "medium"


class Asker:
    """What answers queries: the engine of a FAQ, or those of several together."""

    def ask(
        self,
        query: str,
        *,
        topic: str | None = None,
        min_confidence: float | None = None,
        top: int = DEFAULT_TOP,
    ) -> Result:
        """The result for one query: the status, and at most `top` matches, best first."""
        return next(self.ask_many([query], topic=topic, min_confidence=min_confidence, top=top))

    def ask_many(
        self,
        queries: Iterable[str],
        *,
        topic: str | None = None,
        min_confidence: float | None = None,
        top: int = DEFAULT_TOP,
    ) -> Iterator[Result]:
        """The results for many queries, in order; what has arrived is encoded together."""
        needed = max(top, MAX_OFFERED)  # matches: the status depends on more than are listed
        waiting = iter(queries)
        while chunk := list(islice(waiting, CHUNK)):
            for query, (matches, why) in zip(chunk, self.matched(chunk, topic, needed), strict=True):
                threshold = self.threshold_for(matches) if min_confidence is None else min_confidence
                yield _result(query, matches, why, threshold, max(top, 1))

    def prepare(self, progress: Progress | None = None) -> bool:
        """Make the index now instead of with the first question, and keep it; whether it lay in the cache already."""
        raise NotImplementedError

    def matched(self, queries: Sequence[str], topic: str | None, needed: int) -> Sequence[Found]:
        """For each query at least as many matches as are needed, if there are, best first, and why."""
        raise NotImplementedError

    def threshold_for(self, matches: Sequence[Match]) -> float | None:
        """The confidence from which the first of the matches is the answer; None for the usual one."""
        raise NotImplementedError


def _result(query: str, matches: list[Match], why: Why | None, threshold: float | None, top: int) -> Result:
    verbatim = why is not None and why.verbatim
    status, offered = judge(matches, threshold, verbatim=verbatim)
    confidence = matches[0].score if matches else 0.0
    listed = tuple(match._replace(offered=i in offered) for i, match in enumerate(matches[:top]))
    held_back = sum(place >= top for place in offered)
    return Result(query, status, confidence, level(confidence, threshold), listed, why, held_back)
