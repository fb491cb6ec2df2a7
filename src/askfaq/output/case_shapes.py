"""The JSON shapes of `askfaq test --json` (docs/reference/json.md): for a case, for all of them, for thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from askfaq.output.json_lines import SCHEMA

if TYPE_CHECKING:
    from askfaq.evaluation.figures import Figures
    from askfaq.evaluation.run import Outcome
    from askfaq.evaluation.threshold import Point


def case_shape(outcome: Outcome) -> dict[str, Any]:
    """One case; `line` is null where a wording was left out."""
    case, result = outcome.case, outcome.result
    return {
        "schema": SCHEMA,
        "kind": "case",
        "line": case.line or None,
        "query": case.query,
        "expected": case.expected,
        "may_offer": case.may_offer,
        "answer_holds": case.answer_holds or None,
        "verdict": outcome.verdict,
        "passes": outcome.passes,
        "status": result.status,
        "confidence": round(result.confidence, 4),
        "id": result.answer and result.answer.id,
        "offered": [entry.id for entry in outcome.offered],
        "nearest": result.matches[0].entry.id if result.matches else None,
        "phrasing": result.matches[0].phrasing if result.matches else None,
    }


def summary_shape(
    figures: Figures, topics: Sequence[tuple[str | None, Figures]], refusing: Figures, untried: int, holds: bool
) -> dict[str, Any]:
    """The last line: all cases, and those of each topic."""
    return {
        "schema": SCHEMA,
        "kind": "summary",
        **figures_shape(figures),
        "by_topic": [{"topic": topic, **figures_shape(of_topic)} for topic, of_topic in topics],
        "must_refuse": figures_shape(refusing),
        "untried": untried,
        "holds": holds,
    }


def figures_shape(figures: Figures) -> dict[str, Any]:
    """How many cases there are, and what came of them."""
    count = figures.verdicts.get
    return {
        "cases": figures.cases,
        "passed": figures.passed,
        "right": count("right", 0),
        "wrong": count("wrong", 0),
        "refused_wrongly": count("refused wrongly", 0),
        "answered_wrongly": count("answered wrongly", 0),
        "offered": count("offered", 0),
        "hit_at_1": None if figures.hit_share is None else round(figures.hit_share, 4),
        "calibration_error": round(figures.calibration_error, 4),
    }


def tuning_shape(points: Sequence[Point], current: Point, suggested: Point, cost: float) -> dict[str, Any]:
    """What other thresholds would do, and which one costs least."""
    return {
        "schema": SCHEMA,
        "kind": "tuning",
        "wrong_costs": cost,
        "current": _point_shape(current, cost),
        "suggested": _point_shape(suggested, cost),
        "curve": [_point_shape(point, cost) for point in points],
    }


def _point_shape(point: Point, cost: float) -> dict[str, Any]:
    figures = point.figures
    return {
        "threshold": point.threshold,
        "right": figures.passed,
        "wrong": figures.wrong,
        "not_answered": figures.failed - figures.wrong,
        "cost": round(point.cost(cost), 4),
    }
