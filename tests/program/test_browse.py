"""askfaq browse on a terminal of its own: what is left on the screen, and the exit code."""

import os
import re
import signal
from collections.abc import Callable
from typing import Any

import pytest

from conftest import SAMPLE, TWINS

pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
if os.name == "nt":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

Start = Callable[..., Any]
FIRST = "When can Therapist break confidentiality?"
HUGS = "How long does the average hug last?"
WHOLE_SCREEN, NORMAL_SCREEN = "\x1b[?1049h", "\x1b[?1049l"
CTRL_D, CTRL_C = "\x04", "\x03"


def end(child: Any) -> tuple[int, str]:
    """The exit code, and what is on the screen behind the browse."""
    import pexpect

    child.expect(pexpect.EOF)
    child.close()
    *_, behind = child.before.rpartition(NORMAL_SCREEN)
    code = child.exitstatus if child.exitstatus is not None else -child.signalstatus
    return code, re.sub(r"\x1b\[[?0-9;]*[a-zA-Z]", "", behind)


@pytest.fixture
def browse(spawn: Start) -> Start:
    def start(*args: str, **variables: str) -> Any:
        return spawn("browse", *args, **{"TERM": "xterm-256color", **variables})

    return start


def test_enter_leaves_with_the_answer_as_show_prints_it(browse: Start, spawn: Start) -> None:
    child = browse()
    child.expect_exact(WHOLE_SCREEN)
    child.expect_exact(FIRST)
    child.send("average hug\r")
    code, printed = end(child)
    shown = spawn("show", "hug-length", TERM="xterm-256color")
    assert code == 0
    assert printed.split() == end(shown)[1].split()
    assert printed.startswith(HUGS)


def test_escape_leaves_with_nothing(browse: Start) -> None:
    child = browse()
    child.expect_exact(FIRST)
    child.send("\x1b")
    assert end(child) == (0, "")


def test_ctrl_c_is_130(browse: Start) -> None:
    child = browse()
    child.expect_exact(FIRST)
    child.send(CTRL_C)
    assert end(child) == (130, "")


def test_who_ends_it_gets_the_terminal_back(browse: Start) -> None:
    child = browse()
    child.expect_exact(FIRST)
    child.kill(signal.SIGTERM)
    child.expect_exact(NORMAL_SCREEN)
    assert end(child)[0] == 128 + signal.SIGTERM


@pytest.mark.parametrize(("args", "variables"), [((), {"NO_COLOR": "1"}), (("--color", "never"), {})])
def test_without_colour_nothing_is_bold_dim_or_reversed(
    args: tuple[str, ...], variables: dict[str, str], browse: Start
) -> None:
    child = browse(*args, **variables)
    child.expect_exact(FIRST)
    drawn = child.before
    child.send("hug\t" + CTRL_D)
    code, _ = end(child)
    assert code == 0
    styles = {number for codes in re.findall(r"\x1b\[([\d;]*)m", drawn + child.before) for number in codes.split(";")}
    assert styles <= {"", "0"}


def test_of_several_faqs_all_are_there_and_of_a_topic_only_its_own(browse: Start) -> None:
    child = browse("--faq", str(TWINS), "--faq", str(SAMPLE), "--topic", "Hugs")
    child.expect_exact('Hugs in "Therapy, hugs and tears"')
    child.send(CTRL_D)
    assert end(child)[0] == 0
    assert "Confidentiality" not in child.before


def test_a_topic_that_is_not_there_is_said(browse: Start) -> None:
    child = browse("--topic", "Hgus")
    assert end(child)[0] == 1
    assert 'did you mean "Hugs"?' in child.before


@pytest.mark.parametrize(("args", "term"), [((), "dumb"), (("--plain",), "xterm-256color")])
def test_a_terminal_that_cannot_show_a_screen_gets_the_prompt(args: tuple[str, ...], term: str, spawn: Start) -> None:
    child = spawn("browse", "--topic", "Hugs", *args, TERM=term)
    child.expect_exact("Ask about")
    child.expect_exact("? ")
    child.sendline(HUGS)
    child.expect_exact("The average length of a hug")
    child.expect_exact("\n? ")
    child.sendeof()
    assert end(child)[0] == 0
    assert WHOLE_SCREEN not in child.before
