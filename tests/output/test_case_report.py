"""What a test of a FAQ found, as it is read: the same on every terminal, whoever draws it."""

from askfaq.evaluation.figures import Figures
from askfaq.evaluation.threshold import Point
from askfaq.output.case_report import Failure, Report, curve_lines, curve_of, report_lines
from askfaq.output.rich_case_report import curve, report
from askfaq.terminal.streams import Style

TERMINAL = Style(True, False, 62, 24, False)  # 40 columns for a bar
PLAIN = TERMINAL._replace(plain=True)


def point(threshold: float, passed: int, wrong: int, cases: int = 10, answerable: int = 8) -> Point:
    return Point(threshold, Figures(cases, passed, {"wrong": wrong}, answerable, 0, 0.0))


POINTS = [point(step / 100, 5, 3) for step in range(100)] + [point(1.0, 2, 0)]


def test_the_curve_has_a_row_for_each_fifth_threshold_and_those_that_are_named() -> None:
    found = curve_of(POINTS, point(0.61, 8, 1), POINTS[33], 4, "askfaq set threshold 0.33")
    assert [p.threshold for p in found.points] == sorted({*(step / 100 for step in range(0, 101, 5)), 0.61, 0.33})
    assert found.head == (
        "10 queries, of which 2 must be refused; a wrong answer costs as much as 4 that are not answered",
        "threshold now 0.61: 8 right, 1 wrong, 1 not answered, which costs 5",
        "suggested 0.33: 5 right, 3 wrong, 2 not answered, which costs 14",
    )
    assert found.tail == ("askfaq set threshold 0.33",)
    assert "threshold 1.00: 20.0% right, 0.0% wrong" in curve_lines(found)


def test_a_bar_is_as_long_as_its_shares() -> None:
    found = curve_of(POINTS, POINTS[61], POINTS[61], 4, "")
    rows = {line[:4]: line for line in curve(found, TERMINAL).splitlines() if line[:1] in "01" and line[1:2] == "."}
    assert rows["0.50"] == f"0.50  {'█' * 20}{' ' * 8}{'▒' * 12}  50.0%  30.0%"
    assert (rows["1.00"].count("█"), rows["1.00"].count("▒")) == (8, 0)
    assert curve(found, PLAIN).splitlines() == curve_lines(found)


def test_who_has_no_case_to_refuse_is_told_what_that_means() -> None:
    found = curve_of(POINTS, point(0.61, 8, 1, answerable=10), POINTS[33], 4, "")
    assert found.head[-1].startswith("Nothing speaks for a high threshold")


def test_a_report_says_the_same_drawn_and_in_lines() -> None:
    block = Failure("wrong", "faq.cases.tsv:7", (("asked", "how so"), ("why", "How so?\n  words in common: so")))
    found = Report((block,), "1 cases", (("right", "0"),), (("Hugs", "0 of 1"),), ("not tried: 3",))
    assert report_lines(found) == [
        "faq.cases.tsv:7: wrong",
        "asked: how so",
        "why: How so?\n  words in common: so",
        "",
        "1 cases",
        "right: 0",
        "topic Hugs: 0 of 1",
        "not tried: 3",
    ]
    assert report(found, TERMINAL).splitlines() == [
        "✗ wrong  faq.cases.tsv:7",
        "  asked  how so",
        "  why    How so?",
        "           words in common: so",
        "",
        "1 cases",
        "  right  0",
        "",
        "By topic",
        "  Hugs  0 of 1",
        "not tried: 3",
    ]
    assert report(found, PLAIN).splitlines() == "\n".join(report_lines(found)).splitlines()
