"""A probability becomes a status: the thresholds, and what is offered."""

from collections.abc import Sequence

from askfaq.model import Level, Status

THRESHOLD = 0.61  # from which a match is the answer: 6 in 100 queries of the development sets get a wrong one
HIGH = 0.9  # at least 95 of 100 such answers are right on the development sets
VERBATIM = 0.98  # the query is a phrasing, word for word
MAX_OFFERED = 3
OFFER_RATIO = 0.35  # of the first match's score: what is less likely is not offered
OFFER_SUM = 0.5  # what the offered candidates must reach together


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


def level(confidence: float, threshold: float | None) -> Level:
    """high, medium (both enough to answer) or low."""
    if confidence < (THRESHOLD if threshold is None else threshold):
        return "low"
    return "high" if confidence >= HIGH else "medium"
