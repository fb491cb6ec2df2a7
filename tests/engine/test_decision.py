"""What variants of a query say together: the best counts, and who disagrees shares."""

from typing import Any

from askfaq.engine.decision import merged
from askfaq.model import Entry, Match, Why


def said(*scores: tuple[str, float], exchanged: str = "") -> tuple[list[Match], Why]:
    matches = [Match(Entry(name, name, "-"), score, exchanged) for name, score in scores]
    why: Any = Why("", (), (), (), None, None, 0.0, False, exchanged=((exchanged, ""),))
    return matches, why


def scores(found: tuple[list[Match], Why]) -> list[tuple[str, float]]:
    return [(match.entry.id, match.score) for match in found[0]]


def test_the_surest_variant_counts_where_all_favour_one_entry() -> None:
    found = merged([said(("a", 0.4), ("b", 0.3)), said(("a", 0.9), ("c", 0.1), exchanged="x")])
    assert scores(found) == [("a", 0.9), ("b", 0.3), ("c", 0.1)]
    assert found[1].exchanged == (("x", ""),)
    assert found[1].runner_up == Entry("b", "b", "-")
    assert round(found[1].lead, 4) == 0.6


def test_variants_that_favour_different_entries_share_the_confidence() -> None:
    assert scores(merged([said(("a", 0.98)), said(("b", 0.98))])) == [("a", 0.49), ("b", 0.49)]
    assert scores(merged([said(("a", 0.1), ("b", 0.1)), said(("b", 0.8))])) == [("b", 0.8), ("a", 0.1)]


def test_an_entry_has_the_phrasing_of_the_variant_that_suits_it() -> None:
    (match,), _ = merged([said(("a", 0.4), exchanged="x"), said(("a", 0.9), exchanged="y")])
    assert match.phrasing == "y"
