"""What is said and drawn: nothing of it acts on a terminal, and no text is lost."""

import json
import re
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from askfaq import main as front
from askfaq.errors import FileError
from askfaq.evaluation.cases import Case
from askfaq.evaluation.figures import count
from askfaq.evaluation.run import outcome_of
from askfaq.model import Entry, FaqFile, Match, Result
from askfaq.output import case_report, json_lines, plain, rich_case_report, rich_pages
from askfaq.output.case_shapes import case_shape
from askfaq.output.json_lines import json_line
from askfaq.output.junit import junit
from askfaq.output.messages import EntryPage, answer_page, faq_title, no_answer, related
from askfaq.terminal.streams import Style
from askfaq.text.sanitize import clean, one_line

STYLES = [Style(True, True, 80, 24, False), Style(True, False, 10, 24, False), Style(True, False, 80, 24, True)]

# Text that acts: sequences that end and that do not, one-byte introducers, bidi, markup, emoji codes, links.
PIECES = [
    *("\x1b[31m", "\x1b[2J", "\x1b]0;title\x07", "\x1b]52;c;aGk=\x07", "\x1b]8;;http://x\x1b\\", "\x1bP1$r\x1b\\"),
    *("\x9b31m", "\x9d52;c;aGk=\x9c", "\x90q", "\x1b", "\x1bc", "\x1b(0", "\x07", "\x08", "\r", "\x7f", "\x85", "\x00"),
    *("\u202e", "\u2066", "\u200b" * 50, "a" + "\u0301" * 50, "\u2028", "\ud800", "\ufeff", "\U000e0041"),
    *(
        "[red]",
        "[/]",
        "[link=file:///x]",
        ":smile:",
        "[a](javascript:x)",
        "[a](file:///x)",
        "<http://x>",
        "![i](data:x)",
    ),
    *(
        "[a](http://x\x1b]8;;evil\x07)",
        "[a](<http://x y>)",
        "[a](http://ü)",
        "&#27;[31m",
        "&#x9b;1m",
        "&#8238;",
        "\\\x1b",
    ),
    *(
        "# ",
        "\n",
        "\n\n",
        "\t",
        "```\n",
        "    ",
        "> ",
        "- ",
        "1. ",
        "|a|b|\n|-|-|\n|",
        "~~",
        "**",
        "`",
        "---\n",
        "x",
        "ü",
        "猫",
    ),
]
hostile = st.lists(st.sampled_from(PIECES) | st.characters() | st.text(max_size=5), max_size=12).map("".join)

OWN = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;(?:id=[0-9]+)?;(?:(?:https?|mailto):[\x21-\x7e]*)?\x1b\\", re.IGNORECASE)
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def assert_harmless(shown: str, *, color: bool = False) -> None:
    """Nothing in the text acts on a terminal but colours and links of askfaq's own, where they are wanted."""
    rest = OWN.sub("", shown) if color else shown
    assert not ACTS.search(rest), repr(rest)
    shown.encode()


@given(hostile, hostile, hostile, hostile)
@example("\x1b]8;;x\x07", "[a](http://x&#27;]8;;y)", "&#x9b;2J", "http://x\u202e")
def test_no_field_of_a_faq_acts_on_a_terminal(question: str, answer: str, topic: str, source: str) -> None:
    found = Entry("an-id", question, answer, (), topic, source)
    page = EntryPage(found, "sure", (found,))
    for style in STYLES:
        assert_harmless(rich_pages.entry_page(page, style), color=style.color)
        assert_harmless(rich_pages.listing([found], style), color=style.color)
        assert_harmless(rich_pages.topics([(topic, 1)], style), color=style.color)
    for line in plain.rows([found]):
        assert_harmless(line)
        assert "\n" not in line
        assert line.count("\t") == 2


@given(hostile, hostile, hostile, st.booleans())
def test_no_hint_acts_on_a_terminal(query: str, question: str, contact: str, is_offered: bool) -> None:
    found = Entry("an-id", question, "x")
    status: Any = "ambiguous" if is_offered else "unanswered"
    result = Result(query, status, 0.5, "low", (Match(found, 0.5, question, is_offered),))
    notice = no_answer(result, [FaqFile((found,), contact=contact)], one_line(query))
    assert_harmless(plain.notice(notice))
    for style in STYLES:
        assert_harmless(rich_pages.notice(notice, style), color=style.color)


@given(hostile, hostile, hostile, st.sampled_from(["answered", "ambiguous", "unanswered"]))
def test_no_name_of_a_faq_acts_on_a_terminal(title: str, path: str, contact: str, status: Any) -> None:
    found = Entry("an-id", "Q?", "x")
    faqs = [FaqFile((found,), title, contact=contact, path=path), FaqFile((found,), contact=title, path=f"{path}2")]
    match = Match(found, 0.5, "Q?", status == "ambiguous", path, ((f"{path}2", "an-id"),))
    result = Result("q", status, 0.5, "low", (match, match))
    notice, page = no_answer(result, faqs, "these"), answer_page(result, faqs)
    assert_harmless(plain.notice(notice))
    for line in plain.rows([found], path):
        assert_harmless(line)
        assert (line.count("\n"), line.count("\t")) == (0, 3)
    for style in STYLES:
        assert_harmless(rich_pages.notice(notice, style), color=style.color)
        assert_harmless(rich_pages.entry_page(page, style), color=style.color)
        for faq in faqs:
            assert_harmless(rich_pages.listing([found], style, faq_title(faq)), color=style.color)


@given(hostile)
def test_every_error_is_one_line_that_does_not_act(text: str) -> None:
    said = f"it is {text}"
    for error in (FileError(text, said), RuntimeError(text), OSError(2, said, text), MemoryError(text)):
        message = front._message(error)
        assert_harmless(message)
        assert len(message.splitlines()) == 1


@given(hostile)
def test_json_gives_the_text_back_and_does_not_act(text: str) -> None:
    found = Entry("an-id", text, text, (text,), text, text)
    result = Result(text, "answered", 0.5, "low", (Match(found, 0.5, text),))
    for shape in (
        json_lines.result_shape(result),
        json_lines.entry_shape(found, []),
        json_lines.listed_topic_shape(text, 1),
    ):
        line = json_line(shape)
        assert_harmless(line)
        assert len(line.splitlines()) == 1
        assert json.loads(line) == shape


MANY = 100_000


@pytest.mark.parametrize(
    "answer",
    [
        *("word " * 10 * MANY, "x" * 10 * MANY, "*a* " * 10 * MANY, "a\n\n" * MANY, "\x1b]" * MANY, "\x9da" * MANY),
        *(
            "\u200b\u0301" * MANY,
            "> " * 20_000,
            "> - " * 10_000,
            "[" * 20_000,
            "`a``b" * 8_000,
            "|a|b|\n|-|-|\n" + "|c|d|\n" * 2_000,
        ),
        *(
            "|a" * 2_000 + "\n" + "|-" * 2_000 + "\n" + "|d" * 2_000,
            "\n".join("  " * (n % 40) + "- a" for n in range(1_000)),
        ),
    ],
    ids=lambda answer: ascii(answer[:12]),
)
def test_no_answer_loses_its_text(answer: str) -> None:
    """Nor takes long: what is quadratic in the length would not end within hours."""
    shown = rich_pages.entry_page(EntryPage(Entry("x", "Q?", answer)), Style(True, False, 80, 24, False))
    letters = re.compile(r"[a-z]")
    assert len(letters.findall(shown)) >= len(letters.findall(clean(answer)))


def test_ten_thousand_topics_are_listed() -> None:
    entries = [Entry(f"id-{n}", f"How is {n}?", "x", topic=f"topic {n}") for n in range(10_000)]
    shown = rich_pages.listing(entries, Style(True, False, 80, 24, True))
    assert len(shown.splitlines()) == 20_000
    assert related(entries[0], (), FaqFile(tuple(entries))) == ()


@pytest.mark.parametrize("answer", ["- a\n- b", "1. a\n2. b", "| a | b |\n|---|---|\n| 1 | 2 |", "> a", "a **b**"])
def test_one_empty_line_stands_above_an_answer(answer: str) -> None:
    shown = rich_pages.entry_page(EntryPage(Entry("x", "Q?", answer)), Style(True, False, 80, 24, False))
    assert [line.strip() == "" for line in shown.split("\n")[:3]] == [False, True, False]


def test_deep_nesting_is_shown_as_it_stands() -> None:
    answer = "> " * 100 + "deep"
    assert answer in rich_pages.entry_page(EntryPage(Entry("x", "Q?", answer)), Style(True, False, 300, 24, False))


def test_a_wide_table_is_shown_as_it_stands() -> None:
    answer = "\n".join(["|" + "|".join(f"c{n}" for n in range(30)) + "|", "|" + "-|" * 30])
    shown = rich_pages.entry_page(EntryPage(Entry("x", "Q?", answer)), Style(True, False, 80, 24, False))
    assert all(f"|c{n}" in shown.replace("\n", "").replace(" ", "") for n in range(30))


def test_what_led_to_a_result_goes_on_further_in_where_it_does_not_fit() -> None:
    lines = ["Why: is a hug long?  (hug)", "  words in common, by rarity: hug"]
    assert rich_pages.why(lines, Style(True, False, 20, 24, False)) == (
        "Why: is a hug\n  long?  (hug)\n  words in common,\n    by rarity: hug"
    )
    assert rich_pages.why(lines, Style(True, False, 80, 24, False)) == "\n".join(lines)
    assert rich_pages.why(lines, Style(True, False, 20, 24, True)) == "\n".join(lines)


@given(hostile, hostile, hostile, st.sampled_from(["a", None]))
@example("\ufffe\uffff", "]]>", '"&<', "a")
def test_no_case_acts_on_a_terminal_or_breaks_a_report(query: str, text: str, path: str, expected: str | None) -> None:
    entries = {"a": Entry("a", text, text, topic=text)}
    result = Result(query, "ambiguous", 0.5, "low", (Match(entries["a"], 0.5, text, offered=True),))
    outcome = outcome_of(Case(query, expected, line=3, answer_holds=text if expected else ""), result)
    figures = count([outcome])
    report = case_report.Report(
        (case_report.failure(outcome, entries, path),),
        case_report.head(figures, path),
        case_report.summary_rows(figures),
        case_report.topic_rows([(text, figures)], figures),
        (),
    )
    assert_harmless("\n".join(case_report.report_lines(report)))
    for style in STYLES:
        assert_harmless(rich_case_report.report(report, style), color=style.color)
    xml = junit([outcome], entries, path)
    assert_harmless(xml)
    assert len(ElementTree.fromstring(xml).findall("testsuite/testcase")) == 1
    assert_harmless(json_line(case_shape(outcome)))
