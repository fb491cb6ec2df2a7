"""In a pipe: bare answers and rows; the same in colour where that is forced; labelled lines where they are asked for."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.output.plain import colored
from askfaq.text.sanitize import clean
from conftest import TWINS, Run, entry

Askfaq = Callable[..., Run]
LOOK = re.compile(r"\x1b\[[0-9;]*m")
HUGS = "How long does the average hug last?"
ANSWER = """# Boats

Take **this** one, *please*, with `row --fast`; see [the map](https://ferry.example/map_of_it).

```sh
row **not bold**
```
- snake_case_name, 2 * 3 * 4, __strong__ and _soft_"""
IN_COLOR = """\x1b[1m# Boats\x1b[0m

Take \x1b[1m**this**\x1b[0m one, \x1b[3m*please*\x1b[0m, with \x1b[1m`row --fast`\x1b[0m; \
see [the map](\x1b[4mhttps://ferry.example/map_of_it\x1b[0m).

```sh
row **not bold**
```
- snake_case_name, 2 * 3 * 4, \x1b[1m__strong__\x1b[0m and \x1b[3m_soft_\x1b[0m"""


@pytest.fixture
def faq(faq_file: Callable[..., str]) -> str:
    return faq_file([entry("Which boat?", ANSWER, id="boat")], "boats.json")


@pytest.mark.parametrize("args", [("which boat",), ("show", "boat")])
def test_forced_colour_shows_what_markdown_marks(args: tuple[str, ...], askfaq: Askfaq, faq: str) -> None:
    assert askfaq(*args, "--faq", faq) == Run(0, ANSWER + "\n", "")
    assert askfaq(*args, "--faq", faq, "--color", "always") == Run(0, IN_COLOR + "\n", "")
    assert askfaq(*args, "--faq", faq, FORCE_COLOR="1").out == IN_COLOR + "\n"
    assert askfaq(*args, "--faq", faq, "--color", "never", FORCE_COLOR="1").out == ANSWER + "\n"


@given(st.lists(st.sampled_from([*"*_`#~ \n-x", "**", "__", "```", "https://x/", "\n\n"]) | st.text(max_size=3)))
def test_colour_changes_no_letter(pieces: list[str]) -> None:
    text = clean("".join(pieces))
    assert LOOK.sub("", colored(text)) == text


def test_a_long_answer_is_coloured_in_no_time() -> None:
    """What is quadratic in the length would not end within hours."""
    for piece in ("*a", "**a", "`", "_a", "__", "http://", "[", "# ", "```\n", "*" * 3 + " "):
        text = piece * 500_000
        assert LOOK.sub("", colored(text)) == text


def test_what_is_said_of_no_answer_is_coloured_and_the_same(askfaq: Askfaq) -> None:
    question = ("where", "is", "the", "key", "--faq", str(TWINS))
    bare, forced = askfaq(*question), askfaq(*question, "--color", "always")
    assert "\x1b" not in bare.err
    assert LOOK.search(forced.err)
    assert LOOK.sub("", forced.err) == bare.err


@pytest.mark.parametrize("args", [("list",), ("list", "--topics"), ("--json", HUGS), ("show", "hug-length", "--json")])
def test_what_programs_read_is_never_coloured(args: tuple[str, ...], askfaq: Askfaq) -> None:
    assert askfaq(*args, FORCE_COLOR="1") == askfaq(*args)


PLAIN = {
    ("ask", HUGS): [f"Question: {HUGS}", "Topic: Hugs", "Match: sure", "Answer:"],
    ("show", "hug-length"): [f"Question: {HUGS}", "Topic: Hugs", "Answer:"],
    ("list", "Hugs"): ["Topic: Hugs", "Question: Why are hugs so comforting? (id why-hugs-comfort)"],
    ("list", "--topics"): ["Topic: Confidentiality (3)"],
}


@pytest.mark.parametrize(("args", "lines"), PLAIN.items())
def test_plain_labels_the_lines(args: tuple[str, ...], lines: list[str], askfaq: Askfaq) -> None:
    run = askfaq(*args, "--plain")
    assert (run.code, run.err) == (0, "")
    assert [line for line in run.out.splitlines() if line in lines] == lines
    assert run.out.splitlines()[0] == lines[0]
    assert askfaq(*args, "--plain", "--color", "always") == run
