"""Probabilities become a status: what variants of a query say together, the thresholds, and what is offered."""

from collections.abc import Sequence

from askfaq.model import Level, Match, Status, Why

THRESHOLD = 0.61  # from which a match is the answer: 6 in 100 queries of the development sets get a wrong one
HIGH = 0.9  # at least 95 of 100 such answers are right on the development sets
VERBATIM = 0.98  # the query is a phrasing, word for word
MAX_OFFERED = 3
OFFER_RATIO = 0.35  # of the first match's score: what is less likely is not offered
OFFER_SUM = 0.5  # what the offered candidates must reach together


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


def level(confidence: float, threshold: float | None) -> Level:
    """high, medium (both enough to answer) or low."""
    if confidence < (THRESHOLD if threshold is None else threshold):
        return "low"
    return "high" if confidence >= HIGH else "medium"
