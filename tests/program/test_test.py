"""askfaq test: what a person reads, what a script reads, and how it ends."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import Run, entry

Askfaq = Callable[..., Run]
FAQ = [
    entry("Do you take cats?", "Yes, in the quiet wing.", id="cats", topic="Guests", aliases=["is my kitten welcome"]),
    entry("When are you open?", "From ten to six.", id="hours", topic="Visits"),
    entry("What does a night cost?", "Twenty euros.", id="price"),
]
CASES = """\
Do you take cats?\tcats
when are you open\thours\t\tten to six
what does a night cost\tprice\t\tthirty euros
When are you open?\t(none)
who won the world cup\t(none)
xyzzy plugh\thours
"""
PASSING = "Do you take cats?\tcats\nwho won the world cup\t(none)\n"


@pytest.fixture
def hotel(faq_file: Callable[..., str], tmp_path: Path) -> Path:
    """A FAQ with cases beside it, three of which fail."""
    (tmp_path / "faq.cases.tsv").write_text(CASES)
    return Path(faq_file(FAQ))


def test_each_failure_is_a_block_and_all_are_counted(askfaq: Askfaq, hotel: Path) -> None:
    run = askfaq("test", "--faq", str(hotel))
    assert (run.code, run.err) == (1, "")
    *blocks, summary = run.out.split("\n\n")
    place = f"{hotel.parent}/faq.cases.tsv"
    assert [block.split("\n")[0] for block in blocks] == [
        f"{place}:3: wrong",
        f"{place}:4: answered wrongly",
        f"{place}:6: refused wrongly",
    ]
    assert blocks[0].split("\n")[1:6] == [
        "asked: what does a night cost",
        "expected: price: What does a night cost?",
        'got: price: What does a night cost?; but its answer does not hold "thirty euros"',
        "confidence: 0.98",
        "why: What does a night cost?  (price, confidence 0.98)",
    ]
    assert "expected: no answer\ngot: hours: When are you open?\n" in blocks[1]
    assert "expected: hours: When are you open?\ngot: no answer\n" in blocks[2]
    assert summary.split("\n")[:7] == [
        f"6 cases in {place}: 3 passed, 3 failed",
        "right: 3 of 6 (50.0%)",
        "wrong: 1 of 6 (16.7%)",
        "refused wrongly: 1 of 6 (16.7%)",
        "answered wrongly: 1 of 6 (16.7%)",
        "offered: 0 of 6 (0.0%)",
        "hit@1: 2 of 4 (50.0%)",
    ]
    assert [line for line in summary.split("\n") if line.startswith("topic")] == [
        "topic Guests: 1 of 1 (100.0%)",
        "topic Visits: 1 of 2 (50.0%)",
        "topic Other questions: 0 of 1 (0.0%)",
        "topic (must be refused): 1 of 2 (50.0%)",
    ]


def test_all_that_pass_are_0_without_a_block(askfaq: Askfaq, hotel: Path) -> None:
    run = askfaq("test", "-", "--faq", str(hotel), stdin=PASSING)
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("2 cases in standard input: 2 passed, 0 failed\nright: 2 of 2 (100.0%)\n")


@pytest.mark.parametrize(
    ("limits", "code", "says"),
    [
        (["--min-right", ".5"], 0, "at least 50.0% right: yes, 50.0%"),
        (["--min-right", "0.51"], 1, "at least 51.0% right: no, 50.0%"),
        (["--max-wrong", ".34"], 0, "at most 34.0% wrong: yes, 33.3%"),
        (["--max-wrong", ".33"], 1, "at most 33.0% wrong: no, 33.3%"),
        (["--min-right", ".5", "--max-wrong", ".1"], 1, "at most 10.0% wrong: no, 33.3%"),
        (["--min-right", ".5", "--max-wrong", ".4"], 0, "at most 40.0% wrong: yes, 33.3%"),
    ],
)
def test_shares_decide_where_they_are_given(
    limits: list[str], code: int, says: str, askfaq: Askfaq, hotel: Path
) -> None:
    run = askfaq("test", "--faq", str(hotel), *limits)
    assert run.code == code
    assert run.out.splitlines()[-1] == says


def test_json_is_a_line_for_each_case_and_one_for_all(askfaq: Askfaq, hotel: Path) -> None:
    run = askfaq("test", "--faq", str(hotel), "--json")
    assert run.code == 1
    *cases, summary = run.objects
    assert [(case["line"], case["verdict"], case["id"]) for case in cases] == [
        (1, "right", "cats"),
        (2, "right", "hours"),
        (3, "wrong", "price"),
        (4, "answered wrongly", "hours"),
        (5, "right", None),
        (6, "refused wrongly", None),
    ]
    counted = {"cases": 6, "passed": 3, "right": 3, "wrong": 1, "refused_wrongly": 1, "answered_wrongly": 1}
    assert counted.items() <= summary.items()
    assert [(group["topic"], group["cases"]) for group in summary["by_topic"]] == [
        ("Guests", 1),
        ("Visits", 2),
        (None, 1),
    ]
    assert (summary["must_refuse"]["cases"], summary["holds"]) == (2, False)


def test_junit_names_the_failures(askfaq: Askfaq, hotel: Path, tmp_path: Path) -> None:
    assert askfaq("test", "--faq", str(hotel), "--junit", "report.xml", "--min-right", "0").code == 0
    suite = ET.parse(tmp_path / "report.xml").getroot().find("testsuite")
    assert suite is not None
    assert (suite.get("tests"), suite.get("failures"), suite.get("errors")) == ("6", "3", "0")
    failed = {case.get("name"): found for case in suite if (found := case.find("failure")) is not None}
    assert list(failed) == ["what does a night cost", "When are you open?", "xyzzy plugh"]
    assert failed["When are you open?"].get("type") == "answered wrongly"
    assert "expected: no answer" in str(failed["When are you open?"].text)
    assert [case.get("classname") for case in suite][-2:] == ["must be refused", "Visits"]


def test_a_report_that_cannot_be_written_is_an_error(askfaq: Askfaq, hotel: Path, tmp_path: Path) -> None:
    run = askfaq("test", "--faq", str(hotel), "--junit", str(tmp_path / "no" / "report.xml"))
    assert (run.code, run.out) == (2, "")
    assert run.err.endswith("report.xml: cannot be written: there is no such folder\n")


@pytest.mark.parametrize("name", ["faq.json", "faq.cases.tsv"])
def test_a_report_replaces_nothing_that_is_tested(name: str, askfaq: Askfaq, hotel: Path) -> None:
    path = hotel.parent / name
    before = path.read_bytes()
    run = askfaq("test", "--faq", str(hotel), "--junit", str(path))
    assert (run.code, run.out, path.read_bytes()) == (2, "", before)
    assert "a report would replace it" in run.err


def test_without_cases_each_wording_is_left_out(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    run = askfaq("test", "--faq", faq_file(FAQ), "--json")
    *cases, summary = run.objects
    assert [(case["query"], case["expected"], case["line"]) for case in cases] == [
        ("Do you take cats?", "cats", None),
        ("is my kitten welcome", "cats", None),
    ]
    assert summary["untried"] == 2
    told = askfaq("test", "--faq", faq_file(FAQ)).out
    assert "2 wordings, each asked of the FAQ without it: " in told
    assert "\nnot tried: 2 (the only wording of its entry, or one that another entry has too)" in told


def test_nothing_to_test_is_an_error(askfaq: Askfaq, faq_file: Callable[..., str], tmp_path: Path) -> None:
    path = faq_file(FAQ[1:])
    run = askfaq("test", "--faq", path)
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith(f"askfaq: {path}: there is nothing to test: no entry has a wording that can be left out")
    (tmp_path / "empty.tsv").write_text("# to come\n")
    run = askfaq("test", "empty.tsv", "--faq", path)
    assert (run.code, run.err.startswith("askfaq: empty.tsv: there are no cases in it")) == (2, True)


def test_an_id_that_is_not_there_is_an_error_with_its_line(askfaq: Askfaq, hotel: Path) -> None:
    run = askfaq("test", "-", "--faq", str(hotel), stdin="a\tcats\nb\tcat\n")
    assert (run.code, run.out) == (2, "")
    assert run.err == 'askfaq: standard input:2: the FAQ has no entry "cat"; did you mean cats?\n'


def test_a_threshold_is_suggested_and_nothing_changed(askfaq: Askfaq, hotel: Path, tmp_path: Path) -> None:
    before = {path: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    cases = "Do you take cats?\tcats\nWhen are you open?\thours\n"
    run = askfaq("test", "--tune", "-", "--faq", str(hotel), stdin=f"{cases}What does a night cost?\t(none)\n")
    assert (run.code, run.err) == (0, "")
    assert "threshold now 0.61: 2 right, 1 wrong, 0 not answered, which costs 4\n" in run.out
    assert "\nsuggested 0.99: 1 right, 0 wrong, 2 not answered, which costs 2\n" in run.out
    assert "\nthreshold 0.60: 66.7% right, 33.3% wrong\n" in run.out
    assert run.out.splitlines()[-1] == f"askfaq set threshold 0.99 --faq {hotel}"
    cheap = askfaq("test", "--tune", "-", "--cost", "1", "--faq", str(hotel), stdin=f"{cases}who won\t(none)\n")
    assert "suggested: leave it, no other costs less\n" in cheap.out
    assert "askfaq set" not in cheap.out
    assert {path: path.read_bytes() for path in before} == before


def test_a_threshold_for_wordings_minds_what_is_not_in_the_faq(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    run = askfaq("test", "--tune", "--faq", faq_file(FAQ))
    assert run.out.startswith("5 queries, of which 3 must be refused; a wrong answer costs as much as 4 that are not")


def test_a_faq_that_is_named_in_the_place_of_cases_is_tested(askfaq: Askfaq, hotel: Path) -> None:
    run = askfaq("test", str(hotel))
    assert run == askfaq("test", "--faq", str(hotel))
    assert run.out


@pytest.mark.parametrize(
    ("args", "says"),
    [
        (["what", "is"], "to ask this as a question: askfaq ask test what is"),
        (["results"], "results: there is no such file; to ask this as a question: askfaq ask test results"),
        (["--min-right", "nan"], "--min-right is a number"),
        (["--max-wrong", "2"], "2"),
        (["--cost", "3"], "--cost goes with --tune"),
        (["--tune", "--min-right", "1"], "--tune tests nothing"),
        (["--tune", "--cost", "inf"], "--cost is a number"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(args: list[str], says: str, askfaq: Askfaq) -> None:
    run = askfaq("test", *args)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert says in run.err
