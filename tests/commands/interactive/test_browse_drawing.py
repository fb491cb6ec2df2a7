"""How browse draws text: no row is wider than its pane, whatever characters it holds, and nothing is lost."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from prompt_toolkit.formatted_text import StyleAndTextTuples, fragment_list_to_text, fragment_list_width

from askfaq.commands.interactive.browse.page import apart, padded, page_lines
from askfaq.commands.interactive.browse.state import Line
from askfaq.commands.interactive.browse.view import KEYS, colors, hint_line, key_lines, list_lines, panes
from askfaq.limits import MAX_DRAWN_LENGTH
from askfaq.model import Entry
from askfaq.output.messages import EntryPage
from askfaq.terminal.streams import Style
from askfaq.text.sanitize import one_line
from conftest import ROOT

MANY_KINDS = st.text(alphabet=st.one_of(st.sampled_from("ab 朝e\u0301🙂\u200d\u0300"), st.characters()))
HINTS = (("Enter", "print"), ("↑↓", "scroll"), ("F1", "keys"))


def page(answer: str, width: int, *, color: bool = True, question: str = "Q?") -> list[StyleAndTextTuples]:
    entry = Entry("id", question, answer)
    return page_lines(EntryPage(entry), Style(True, color, width, 20, False))


@given(MANY_KINDS, st.integers(6, 60), st.booleans(), st.booleans())
@example("a" + "\u0301" * 2_000, 10, True, True)
def test_a_row_of_the_list_is_as_wide_as_its_pane(text: str, width: int, is_selected: bool, is_meant: bool) -> None:
    line = Line(one_line(text), is_selected=is_selected, is_meant=is_meant)
    (row,) = list_lines([line], width, is_active=True)
    assert fragment_list_width(row) == width
    drawn = fragment_list_to_text(row)
    assert drawn[0] == (">" if is_selected else " ")
    assert drawn[1] == ("~" if is_meant else " ")
    assert drawn[2:].rstrip(" ").endswith("…") or drawn[2:].rstrip(" ") == apart(line.text).rstrip(" ")


@given(MANY_KINDS, st.integers(10, 60), st.booleans())
@example("x" * 500, 10, True)
@example("`" + "朝" * 100 + "`", 11, True)
def test_no_line_of_an_answer_is_wider_than_its_pane(answer: str, width: int, color: bool) -> None:
    assert all(fragment_list_width(line) <= width for line in page(answer, width, color=color))


@pytest.mark.parametrize(("joined", "parts"), [("👨‍👩‍👧 x", "👨👩👧 x"), ("❤️", "❤"), ("👍🏽", "👍"), ("क्‍ष", "क्‍ष")])
def test_signs_that_terminals_draw_as_one_or_as_several_are_drawn_as_several(joined: str, parts: str) -> None:
    assert padded(joined, 20).rstrip() == parts
    assert parts in "".join(fragment_list_to_text(line) for line in page(joined, 40))


def test_an_answer_too_long_to_be_drawn_is_there_to_the_last_letter() -> None:
    answer = "朝x" * MAX_DRAWN_LENGTH
    lines = [fragment_list_to_text(line) for line in page(answer, 40)]
    assert "".join(lines[2:]) == answer
    assert {fragment_list_width([("", line)]) for line in lines[2:-1]} <= {39, 40}


def test_bold_of_the_answer_is_bold_and_its_words_are_kept_across_rows() -> None:
    drawn = [fragment for line in page("It is **very important**.", 10) for fragment in line]
    assert "".join(text for style, text, *_ in drawn if "bold" in style).replace(" ", "") == "Q?veryimportant"


@pytest.mark.parametrize("color", [True, False])
def test_the_address_of_a_link_can_be_read(color: bool) -> None:
    drawn = "".join(fragment_list_to_text(line) for line in page("See [the page](https://e.org/x).", 60, color=color))
    assert "the page (https://e.org/x)" in drawn


def test_without_colour_an_answer_has_no_style() -> None:
    assert {style for line in page("# A\n\n**b** `c` [d](https://e.org)", 40, color=False) for style, *_ in line} == {
        ""
    }


@pytest.mark.parametrize("class_name", ["heading", "chosen", "meant", "quiet"])
def test_without_colour_nothing_has_a_style(class_name: str) -> None:
    bare = colors(use_color=False).get_attrs_for_style_str(f"class:{class_name}")
    assert bare == colors(use_color=False).get_attrs_for_style_str("")
    assert bare != colors(use_color=True).get_attrs_for_style_str(f"class:{class_name}")


@given(st.integers(0, 80))
def test_a_key_is_told_whole_or_not_at_all(width: int) -> None:
    told = fragment_list_to_text(hint_line(HINTS, width))
    assert len(told) <= width
    assert told in [
        "",
        "Enter print",
        "Enter print  ↑↓ scroll",
        "Enter print  ↑↓ scroll  F1 keys",
    ]


def test_all_keys_are_told_in_40_columns() -> None:
    lines = [fragment_list_to_text(line) for line in key_lines(40)]
    assert [line.split()[-1] for line in lines] == [does.split()[-1] for _, does in KEYS]


def test_the_page_about_browse_tells_all_keys() -> None:
    page = (ROOT / "docs" / "how-to" / "browse.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| (?!key|-)(.+?) \| (.+?) \|$", page, re.MULTILINE) == list(KEYS)


@given(st.integers(1, 300))
def test_both_panes_fit_or_one_has_all_the_room(width: int) -> None:
    room = panes(width)
    assert room.of_list + room.of_answer + 3 == width if room.are_two else room.of_list == room.of_answer == width
    assert room.are_two == (width >= 70)
