"""What another threshold would do to the same results, and which one costs least."""

from collections.abc import Sequence
from itertools import groupby
from typing import NamedTuple

from askfaq.engine.decision import THRESHOLD, judge
from askfaq.evaluation.figures import Figures, count
from askfaq.evaluation.run import Outcome, outcome_of

COST = 4.0  # refusals that a wrong answer is as bad as: who is refused asks a person, who is misled does not
STEPS = 100  # the thresholds that are tried: .00, .01 … 1.00


class Point(NamedTuple):
    """A threshold, and what comes of the cases with it."""

    threshold: float
    figures: Figures

    def cost(self, of_wrong: float) -> float:
        """What the failures cost together, in refusals; `of_wrong` is what one wrong answer does."""
        return of_wrong * self.figures.wrong + (self.figures.failed - self.figures.wrong)


def curve(outcomes: Sequence[Outcome]) -> list[Point]:
    """What comes of the cases with each threshold, ascending."""
    return [at_threshold(outcomes, step / STEPS) for step in range(STEPS + 1)]


def at_threshold(outcomes: Sequence[Outcome], threshold: float | None) -> Point:
    """What comes of the cases with a threshold (None: the one that ships)."""
    limit = THRESHOLD if threshold is None else threshold
    return Point(limit, count([_judged_anew(outcome, limit) for outcome in outcomes]))


def suggest(points: Sequence[Point], of_wrong: float, current: Point) -> Point:
    """The point that costs least: the current one where none costs less, else the middle of the longest stretch."""
    least = min(point.cost(of_wrong) for point in points)
    if current.cost(of_wrong) <= least:
        return current
    stretches = [list(found) for is_best, found in groupby(points, lambda p: p.cost(of_wrong) == least) if is_best]
    longest = max(stretches, key=len)
    return longest[(len(longest) - 1) // 2]


def _judged_anew(outcome: Outcome, threshold: float) -> Outcome:
    result = outcome.result
    verbatim = result.why is not None and result.why.verbatim
    status, offered = judge(result.matches, threshold, verbatim=verbatim)
    matches = tuple(match._replace(offered=i in offered) for i, match in enumerate(result.matches))
    return outcome_of(outcome.case, result._replace(status=status, matches=matches))
