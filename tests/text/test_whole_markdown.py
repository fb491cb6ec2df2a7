"""Of an answer's text nothing stays hidden, on a terminal or on a page."""

import re

import pytest

from askfaq.formats.markup.fragments import to_html
from askfaq.model import Entry
from askfaq.output import rich_pages
from askfaq.output.messages import EntryPage
from askfaq.terminal.streams import Style

ANSWERS = {
    "a definition alone": "[Opening hours]: 9-17",
    "two definitions under a text": "Here.\n\n[Mon]: 9-17\n[Tue]: 10-18 'by bell'",
    "a definition in a quotation": "> Quoted:\n>\n> [Mon]: nine\n\nAfter.",
    "a definition in a list": "- one\n\n  [Wed]: eleven\n- two",
    "the same definition twice": "[Sun] is a [Sun].\n\n[Sun]: /closed\n[Sun]: /open",
    "a definition over two lines": "[Thu]:\n  noon\n\nand more",
    "more cells than the header": "| day | hours |\n|---|---|\n| Mon | nine | closed | later |\n| Tue | ten |",
    "cells without borders": "day | hours\n---|---\nMon | nine | closed",
    "cells in a quotation": "> day | hours\n> ---|---\n> Mon | nine | closed \\| open",
    "code on the line of its fence": "```sudo reboot\n```",
    "a word on the line of its fence": "~~~reboot\n~~~",
    "half of the code on the line of its fence": "```sudo reboot now\nexit\n```",
    "an unclosed fence": "Before\n\n````ls -l\n",
}
WORD = re.compile(r"[A-Za-z]{3,}|\d+")


def drawn(answer: str) -> str:
    return rich_pages.entry_page(EntryPage(Entry("x", "Q?", answer)), Style(True, False, 80, 24, False))


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_every_word_is_seen(answer: str) -> None:
    for shown in (drawn(answer), re.sub(r"<[^>]*>", " ", to_html(answer))):
        seen = WORD.findall(shown)
        assert (
            sorted(word for word in WORD.findall(answer) if word not in seen and word not in ("closed", "open")) == []
        )


def test_the_cells_and_the_second_definition_are_seen_too() -> None:
    assert "closed" in to_html(ANSWERS["more cells than the header"])
    assert "closed | open" in drawn(ANSWERS["cells in a quotation"])
    assert "[Sun]: /open" in drawn(ANSWERS["the same definition twice"])


def test_a_definition_that_a_link_uses_is_a_link() -> None:
    answer = "See [the map] and [us][home].\n\n[the map]: https://example.org/map\n[HOME]: https://example.org"
    html = '<p>See <a href="https://example.org/map">the map</a> and <a href="https://example.org">us</a>.</p>'
    assert to_html(answer) == html
    assert "[the map]:" not in drawn(answer)


@pytest.mark.parametrize("info", ["python", "js {1,3}", 'toml title="a.toml"', "{.c .numberLines}", "yaml linenums=1"])
def test_what_is_written_for_a_program_stays_hidden(info: str) -> None:
    shown = drawn(f"```{info}\ncode\n```")
    assert "code" in shown
    assert info.split()[-1] not in shown


def test_a_table_keeps_its_columns_apart() -> None:
    rows = re.findall(r"<tr>(.*?)</tr>", to_html(ANSWERS["more cells than the header"]), re.DOTALL)
    assert [len(re.findall(r"<t[hd]", row)) for row in rows] == [4, 4, 2]


def test_the_title_of_a_link_is_seen_on_a_terminal() -> None:
    assert "(the plan)" in drawn('See [it](https://example.org "the plan").')
    assert "(the plan)" in drawn('See ![it](a.png "the plan").')
