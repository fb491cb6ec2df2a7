"""What a reader copies from a terminal, code and addresses, is not broken by line ends; all else fits the width."""

import re

import pytest
from rich.cells import cell_len

from askfaq.model import Entry
from askfaq.output import rich_pages
from askfaq.output.messages import EntryPage, Notice
from askfaq.terminal.streams import Style

CODE = "curl -L https://ferry.example/downloads/keys/ferry-office-public.key | gpg --import --batch && echo 日本"
ADDRESS = "https://ferry.example/downloads/keys/ferry-office-public.key?version=2026-11-26&sure=yes#top"
WIDTHS = [10, 40, 80]
FENCE = f"```sh\n{CODE}\n```"


def page(answer: str, width: int = 40, *, source: str | None = None, links: bool = False) -> str:
    style = Style(True, links, width, 24, False, links)
    return rich_pages.entry_page(EntryPage(Entry("x", "Q?", answer, source=source)), style)


def indented(text: str, lead: str) -> str:
    """Each line but the first further in, as it stands in a list or a quotation."""
    return text.replace("\n", f"\n{lead}")


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "answer",
    [
        FENCE,
        f"    {CODE}",
        f"- Run:\n\n  {indented(FENCE, '  ')}",
        f"1. Run:\n\n   {indented(FENCE, '   ')}",
        f"> {indented(FENCE, '> ')}",
        f"> - Run:\n>   1. this:\n>\n>      {indented(FENCE, '>      ')}",
    ],
    ids=["fence", "indented", "list", "numbers", "quotation", "nested"],
)
def test_a_line_of_code_stays_one_line(answer: str, width: int) -> None:
    lines = page(answer, width).splitlines()
    (line,) = [line for line in lines if "curl" in line]
    assert line.endswith(CODE)
    assert all(cell_len(other) <= width for other in lines if other != line)


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize(
    "answer",
    [
        f"Get it from {ADDRESS} and check it.",
        f"Get it **now** from {ADDRESS} and check it.",
        f"Get it [from here]({ADDRESS}) and check it.",
        f"Get it from <{ADDRESS}> and check it.",
        f"- Get it [from here]({ADDRESS}) and check it.\n- Wait.",
        f"> Get it [from here]({ADDRESS}) and check it.",
    ],
)
def test_an_address_is_not_broken(answer: str, width: int) -> None:
    lines = page(answer, width).splitlines()
    (line,) = [line for line in lines if ADDRESS in line]
    assert all(cell_len(other) <= width for other in lines if other != line)
    letters = re.sub(r"[^a-z]", "", "".join(lines))
    assert letters.removesuffix("ait").endswith("sureyestopandcheckit")


def test_what_stands_behind_an_address_that_fills_the_line_begins_the_next() -> None:
    assert page("x https://a/b_d or else", 13).splitlines()[2:] == ["x", "https://a/b_d", "or else"]
    assert page("x https://a/b_d/https://a/b or else", 13).splitlines()[3:] == ["https://a/b_d/https://a/b", "or else"]


def test_nor_is_that_of_a_source_or_of_whom_to_ask() -> None:
    assert f"Source: {ADDRESS}" in " ".join(page("x", source=ADDRESS).split("\n"))
    notice = Notice(("askfaq: no answer",), after=(f"Ask at {ADDRESS}",))
    assert ADDRESS in rich_pages.notice(notice, Style(True, False, 40, 24, False))


@pytest.mark.parametrize(
    "text", ["word " * 40, "x" * 200, "日本語の長い文章です。" * 20, "a  b\t" * 30, "- " + "猫" * 90]
)
def test_all_other_text_fits_the_terminal(text: str) -> None:
    assert max(map(cell_len, page(text).splitlines())) <= 40


@pytest.mark.parametrize(
    ("answer", "shown"),
    [
        ("See [the map](https://ferry.example/map).", "See the map (https://ferry.example/map)."),
        ("See [the **big** map](https://ferry.example).", "See the big map (https://ferry.example)."),
        ("See <https://ferry.example>.", "See https://ferry.example."),
        ("See [https://ferry.example](https://ferry.example).", "See https://ferry.example."),
        ("Ask [the desk](mailto:desk@ferry.example).", "Ask the desk (desk@ferry.example)."),
        ("Ask <desk@ferry.example>.", "Ask desk@ferry.example."),
        ('See [it](https://ferry.example "The map").', "See it (https://ferry.example) (The map)."),
        ("See [it](/map).", "See it (/map)."),
    ],
)
def test_where_links_do_not_open_their_address_is_read_once(answer: str, shown: str) -> None:
    assert page(answer, 80).splitlines()[-1] == shown


@pytest.mark.parametrize(
    ("answer", "shown", "address"),
    [
        ("See [the map](https://ferry.example/map).", "See the map.", "https://ferry.example/map"),
        ("See <https://ferry.example>.", "See https://ferry.example.", "https://ferry.example"),
        ("Ask [the desk](mailto:desk@ferry.example).", "Ask the desk.", "mailto:desk@ferry.example"),
        ("See [it](javascript:x).", "See [it](javascript:x).", None),
        ("See [it](/map).", "See it (/map).", None),
    ],
)
def test_where_they_open_the_text_is_the_link(answer: str, shown: str, address: str | None) -> None:
    line = page(answer, 80, links=True).splitlines()[-1]
    assert re.findall(r"\x1b\]8;id=\d+;([^\x1b]+)\x1b\\", line) == ([address] if address else [])
    assert re.sub(r"\x1b\]8;[^\x1b]*\x1b\\|\x1b\[[\d;]*m", "", line) == shown
