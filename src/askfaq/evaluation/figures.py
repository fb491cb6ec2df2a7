"""Outcomes counted: how many cases are right, how often the right entry comes first, how far confidences hold."""

from collections.abc import Sequence
from typing import NamedTuple

from askfaq.evaluation.run import Outcome, Verdict
from askfaq.model import FaqFile, topic_counts, topic_key

BINS = 10  # of confidences


class Figures(NamedTuple):
    """What came of some cases. Each has one verdict; those that are offered where that will do pass, too."""

    cases: int
    passed: int
    verdicts: dict[Verdict, int]
    answerable: int  # cases that expect an entry
    hits: int  # those whose entry comes first, however sure that is
    calibration_error: float

    @property
    def failed(self) -> int:
        """Cases that do not pass."""
        return self.cases - self.passed

    @property
    def wrong(self) -> int:
        """Cases with an answer that is not theirs."""
        return self.verdicts.get("wrong", 0) + self.verdicts.get("answered wrongly", 0)

    @property
    def right_share(self) -> float:
        """The share of cases that pass."""
        return self.passed / self.cases if self.cases else 1.0

    @property
    def wrong_share(self) -> float:
        """The share of cases with an answer that is not theirs."""
        return self.wrong / self.cases if self.cases else 0.0

    @property
    def hit_share(self) -> float | None:
        """hit@1: the share of answerable cases whose entry comes first; None where there are none."""
        return self.hits / self.answerable if self.answerable else None


def count(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of some outcomes."""
    verdicts: dict[Verdict, int] = {}
    for outcome in outcomes:
        verdicts[outcome.verdict] = verdicts.get(outcome.verdict, 0) + 1
    return Figures(
        cases=len(outcomes),
        passed=sum(outcome.passes for outcome in outcomes),
        verdicts=verdicts,
        answerable=sum(outcome.case.expected is not None for outcome in outcomes),
        hits=sum(outcome.is_hit for outcome in outcomes),
        calibration_error=calibration_error([(o.result.confidence, o.is_hit) for o in outcomes]),
    )


def by_topic(outcomes: Sequence[Outcome], faq: FaqFile) -> list[tuple[str | None, Figures]]:
    """The figures of the answerable cases of each topic that has some, in the order of `topic_counts`."""
    key_of = {entry.id: topic_key(entry.topic or "") for entry in faq.entries}
    groups: dict[str, list[Outcome]] = {}
    for outcome in outcomes:
        if outcome.case.expected is not None:
            groups.setdefault(key_of[outcome.case.expected], []).append(outcome)
    topics = [(topic, topic_key(topic or "")) for topic, _ in topic_counts(faq.entries)]
    return [(topic, count(groups[key])) for topic, key in topics if key in groups]


def calibration_error(rows: Sequence[tuple[float, bool]]) -> float:
    """How far confidences are from the share of hits, over ten bins, weighted by size (Guo et al. 2017)."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for confidence, is_hit in rows:
        bins[min(int(confidence * BINS), BINS - 1)].append((confidence, is_hit))
    return sum(abs(sum(c - is_hit for c, is_hit in held)) for held in bins) / (len(rows) or 1)
