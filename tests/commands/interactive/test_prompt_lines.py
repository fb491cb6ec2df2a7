"""Which lines are words of the prompt, and which are questions."""

import pytest

from askfaq.commands.interactive.prompt_lines import Line, read_line, word_meant
from askfaq.model import Entry

ENTRIES = (
    Entry("hug-length", "How long do hugs last?", "Long.", topic="Hugs"),
    Entry("404", "What is 404?", "Not found."),
    Entry("leave", "How do I leave?", "By the door.", aliases=("Exit", "topics!")),
)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", Line("nothing")),
        (" \t ", Line("nothing")),
        ("list", Line("list")),
        ("  LIST ", Line("list")),
        ("list hugs", Line("list", "hugs")),
        ('list "Hugs"', Line("list", "Hugs")),
        ("list Other questions", Line("list", "Other questions")),
        ("show hug-length", Line("show", "hug-length")),
        ("show 404", Line("show", "404")),
        ("askfaq show hug-length", Line("show", "hug-length")),
        ("why", Line("why")),
        ("help", Line("help")),
        ("?", Line("help")),
        ("copy", Line("copy")),
        ("quit", Line("quit")),
        ("2", Line("digit", "2")),
        (" 2 ", Line("digit", "2")),
        ("show 2", Line("digit", "2")),
    ],
)
def test_a_line_in_the_form_of_a_word_of_the_prompt_is_one(text: str, line: Line) -> None:
    assert read_line(text, ENTRIES, 2) == line


@pytest.mark.parametrize(
    "text",
    [
        "list of fees",
        "list hugs please",
        "show me how long hugs last",
        "show no-such-id",
        "why do hugs help",
        "why?",
        "help me",
        "quit smoking",
        "3",
        "0",
        "²",
        "show 3",
        "12345678901234567890",
    ],
)
def test_anything_else_is_a_question(text: str) -> None:
    assert read_line(text, ENTRIES, 2) == Line("question", text)


@pytest.mark.parametrize("text", ["exit", "topics", "EXIT"])
def test_what_the_faq_has_as_a_wording_is_asked(text: str) -> None:
    assert read_line(text, ENTRIES, 0) == Line("question", text)


def test_no_escape_sequence_is_left_in_a_question() -> None:
    assert read_line("a\x1b]0;x\x07b\nc", ENTRIES, 0) == Line("question", "ab c")


@pytest.mark.parametrize(
    ("line", "word"),
    [
        ("lsit", "list"),
        ("topcis", "topics"),
        ("qiut", "quit"),
        ("ls", "list"),
        ("/help", "help"),
        (":q", "quit"),
        ("exit()", "quit"),
        ("show", "show"),
        ("cats", None),
        ("whey", None),
        ("", None),
    ],
)
def test_a_word_that_is_nearly_one_of_the_prompt(line: str, word: str | None) -> None:
    assert word_meant(line) == word
