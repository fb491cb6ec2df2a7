"""A person at a terminal: the prompt, the choice among candidates, the pager, colour."""

import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from conftest import SAMPLE, TWINS

pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
if os.name == "nt":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

HUGS = "How long does the average hug last?"
HUGS_ANSWER = "The average length of a hug"
COLORED = re.compile(r"\x1b\[[0-9;]*m")
Start = Callable[..., Any]


@pytest.fixture
def start(env: dict[str, str]) -> Iterator[Start]:
    """Start `askfaq ARGS…` (or a shell command line with it as $ASKFAQ) on a terminal of 24 lines of 80 columns."""
    children = []

    def spawn(*args: str, shell: str = "", rows: int = 24, **variables: str) -> Any:
        command = ["/bin/sh", "-c", shell] if shell else [sys.executable, "-m", "askfaq", *args]
        # readline switches bracketed paste on and off around each line, but not on this terminal
        given = {**env, "TERM": "vt100", "ASKFAQ": f"{sys.executable} -m askfaq", **variables}
        child = pexpect.spawn(
            command[0], command[1:], env=given, dimensions=(rows, 80), encoding="utf-8", timeout=60, echo=False
        )
        children.append(child)
        return child

    yield spawn
    for child in children:
        child.close(force=True)


def end(child: Any) -> int:
    """The exit code; what was printed last is in child.before."""
    child.expect(pexpect.EOF)
    child.close()
    return int(child.exitstatus if child.exitstatus is not None else -child.signalstatus)


def test_alone_it_asks_until_ctrl_d(start: Start, env: dict[str, str]) -> None:
    child = start()
    child.expect_exact('Ask about "Therapy, hugs and tears". Ctrl-D ends.\r\n')
    child.expect_exact("? ")
    child.sendline("")
    child.expect_exact("? ")  # an empty line just asks again
    child.sendline(HUGS)
    child.expect_exact(HUGS_ANSWER)
    child.expect_exact("\n? ")
    child.sendline("xyzzy plugh")
    child.expect_exact("askfaq: no answer to that in the sample FAQ")
    child.expect_exact("\n? ")
    child.sendeof()
    assert end(child) == 0
    assert child.before.endswith("\r\n")
    written = [path for path in Path(env["HOME"]).rglob("*") if path.is_file()]
    assert not [path for path in written if "history" in path.name or HUGS.encode() in path.read_bytes()]


@pytest.mark.parametrize("word", ["exit", " QUIT "])
def test_the_prompt_ends_as_others_do(word: str, start: Start) -> None:
    child = start()
    child.expect_exact("? ")
    child.sendline(word)
    assert end(child) == 0


def test_words_that_fight_the_shell_need_no_quotes_at_the_prompt(start: Start) -> None:
    child = start()
    child.expect_exact("? ")
    child.sendline("--what's * (this) & `that` $HOME?")
    child.expect_exact("\n? ")
    child.sendeof()
    assert end(child) == 0


def test_a_line_can_be_edited(start: Start) -> None:
    pytest.importorskip("readline")
    child = start()
    child.expect_exact("? ")
    child.send("nonsense\x15" + HUGS + "\r")  # Ctrl-U takes the line away
    child.expect_exact(HUGS_ANSWER)


def test_ctrl_c_leaves_with_130_on_a_line_of_its_own(start: Start) -> None:
    child = start()
    child.expect_exact("? ")
    child.sendintr()
    assert end(child) == 130
    assert child.before.endswith("\r\n")
    assert "Traceback" not in child.before


def test_what_is_related_is_to_be_read_in_the_same_faq(start: Start) -> None:
    child = start("how long do hugs last", "--faq", str(SAMPLE), COLUMNS="200")
    child.expect_exact(f"Related (askfaq show ID --faq {SAMPLE})")


def test_a_candidate_is_picked_by_its_number(start: Start) -> None:
    child = start("where", "is", "the", "key", "--faq", str(TWINS))
    child.expect_exact("Which one? 1, 2, or Enter for none: ")
    child.sendline("2")
    assert end(child) == 0
    assert "In the box." in child.before


def test_the_pick_is_not_explained_by_what_led_to_another(start: Start) -> None:
    child = start("where", "is", "the", "key", "--why", "--faq", str(TWINS))
    child.expect_exact("Why: Where is the key?  (key, ")
    child.expect_exact("Which one? 1, 2, or Enter for none: ")
    child.sendline("2")
    assert end(child) == 0
    assert "In the box." in child.before
    assert "Why:" not in child.before


@pytest.mark.parametrize("reply", ["\r", "3\r", "0\r", "x\r", "²\r", "\x04"])
def test_no_candidate_is_picked_by_anything_else(reply: str, start: Start) -> None:
    child = start("where", "is", "the", "key", "--faq", str(TWINS))
    child.expect_exact("or Enter for none: ")
    child.send(reply)
    assert end(child) == 1
    assert "In the box." not in child.before


def test_ctrl_c_among_the_candidates_leaves_the_cursor_on_a_line_of_its_own(start: Start) -> None:
    child = start("where", "is", "the", "key", "--faq", str(TWINS))
    child.expect_exact("or Enter for none: ")
    child.sendintr()
    assert end(child) == 130
    assert child.before.endswith("\r\n")


@pytest.mark.parametrize("redirection", ["< /dev/null", "> out.txt", "2> err.txt"])
def test_nothing_is_asked_of_who_cannot_see_it_or_reply(
    redirection: str, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    child = start(shell=f'exec $ASKFAQ where is the key --faq "{TWINS}" {redirection}')
    assert end(child) == 1
    shown = child.before + "".join(path.read_text() for path in tmp_path.glob("*.txt"))
    assert "Which one?" not in shown


def test_alone_with_stdout_in_a_pipe_it_asks_nothing(start: Start) -> None:
    child = start(shell="$ASKFAQ | cat")
    end(child)
    assert "askfaq: no question" in child.before


def test_a_dash_reads_from_the_terminal_too(start: Start) -> None:
    child = start("-", "--json")
    child.sendline("how so")
    child.expect_exact('"query":"how so"')
    child.sendeof()
    end(child)


# ---- pager
LONG = ("list", "--faq", "long.json")


@pytest.fixture
def long_faq(tmp_path: Path, faq_file: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    """A FAQ whose list is taller than the screen."""
    monkeypatch.chdir(tmp_path)
    faq_file([{"question": f"Is it {n}?", "answer": "x"} for n in range(40)], "long.json")


@pytest.mark.usefixtures("long_faq")
@pytest.mark.parametrize(
    ("variables", "marks"),
    [
        ({"ASKFAQ_PAGER": "sed s/^/A/", "PAGER": "sed s/^/B/"}, "A"),
        ({"PAGER": "sed s/^/B/"}, "B"),
        ({"ASKFAQ_PAGER": " ", "PAGER": "sed s/^/B/"}, ""),  # as git has it: an empty one is none
        ({"PAGER": ""}, ""),
        ({"PAGER": "cat"}, ""),
        ({"ASKFAQ_PAGER": "no-such-pager"}, ""),
        ({"ASKFAQ_PAGER": "kill -9 $$"}, ""),
        ({"ASKFAQ_PAGER": "sh -c 'kill -9 $$'; exit $?"}, ""),
        ({"ASKFAQ_PAGER": "sed s/^/A/", "TERM": "dumb"}, "A"),
    ],
)
def test_a_tall_page_goes_through_the_pager(variables: dict[str, str], marks: str, start: Start) -> None:
    child = start(*LONG, **variables)
    assert end(child) == 0
    assert child.before.count("Is it ") == 40
    lines = child.before.splitlines()
    first = next(line for line in lines if "Other questions" in line)
    assert COLORED.sub("", first).startswith(f"{marks}{'Topic: ' if 'TERM' in variables else ''}Other")


@pytest.mark.usefixtures("long_faq")
@pytest.mark.parametrize(
    "command",
    ["list --faq long.json --no-pager", "list --faq long.json | cat", "show is-it-1 --faq long.json"],
)
def test_no_pager_off_a_terminal_for_a_short_page_or_when_told(command: str, start: Start) -> None:
    child = start(shell=f"$ASKFAQ {command}", ASKFAQ_PAGER="sed s/^/PAGED/")
    end(child)
    assert "PAGED" not in child.before


@pytest.mark.usefixtures("long_faq")
@pytest.mark.parametrize(
    ("variables", "told"),
    [
        ({}, "LESS=FRX LV=-c"),
        ({"LESS": "-iM"}, "LESS=-R -iM LV=-c"),  # what is one's own stays, and colours show
        ({"LESS": ""}, "LESS=-R LV=-c"),
        ({"LV": "-Ou8"}, "LESS=FRX LV=-Ou8"),
    ],
)
def test_the_pager_is_told_to_show_colours(variables: dict[str, str], told: str, start: Start) -> None:
    child = start(*LONG, PAGER="sh -c 'echo LESS=$LESS LV=$LV; cat'", **variables)
    assert end(child) == 0
    assert child.before.splitlines()[0] == told


@pytest.mark.usefixtures("long_faq")
@pytest.mark.skipif(not any(os.access(f"{p}/less", os.X_OK) for p in os.get_exec_path()), reason="needs less")
@pytest.mark.parametrize("variables", [{}, {"LESS": "-M"}, {"LESS": "i"}])
def test_less_shows_bold_and_no_escapes(variables: dict[str, str], start: Start) -> None:
    child = start(*LONG, PAGER="less", **variables)
    child.expect_exact("\x1b[1mOther questions")
    child.expect_exact("Is it 1?")
    assert "ESC" not in child.before


@pytest.mark.parametrize(("pager", "is_link"), [("sed s/^/A/", False), ("cat", True)])
def test_a_pager_gets_addresses_and_not_links(
    pager: str, is_link: bool, start: Start, faq_file: Callable[..., str]
) -> None:
    answer = "See [the map](https://ferry.example/map)." + "\n\nMore." * 30
    path = faq_file([{"question": "Where?", "answer": answer, "id": "where"}])
    child = start("show", "where", "--faq", path, PAGER=pager, VTE_VERSION="6800")
    end(child)
    assert ("\x1b]8;" in child.before) is is_link
    assert ("the map (https://ferry.example/map)" in child.before) is not is_link


def test_lines_that_the_terminal_wraps_count_for_the_pager(start: Start, faq_file: Callable[..., str]) -> None:
    path = faq_file([{"question": "How?", "answer": "```\n" + ("x " * 1_000).strip() + "\n```", "id": "how"}])
    child = start("show", "how", "--faq", path, PAGER="sed s/^/PAGED/")
    end(child)
    assert "PAGED" in child.before


@pytest.mark.usefixtures("long_faq")
def test_without_less_the_page_is_printed(start: Start, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "sh").symlink_to("/bin/sh")
    child = start(*LONG, PATH=str(tmp_path / "bin"))
    assert end(child) == 0
    assert child.before.count("Is it ") == 40
    assert "not found" not in child.before


@pytest.mark.usefixtures("long_faq")
@pytest.mark.skipif(not any(os.access(f"{p}/less", os.X_OK) for p in os.get_exec_path()), reason="needs less")
def test_less_keeps_the_page_on_the_screen_and_its_ctrl_c(start: Start) -> None:
    child = start(*LONG)
    child.expect_exact("Is it 1?")
    child.expect(":|END")
    child.kill(signal.SIGINT)  # less goes on, and so does askfaq
    child.sendintr()
    child.send("q")
    assert end(child) == 0
    assert "Traceback" not in child.before


# ---- colour on a real terminal; the whole table is in test_terminal.py
@pytest.mark.parametrize(
    ("args", "variables", "colored"),
    [
        ((), {}, True),
        (("--color", "never"), {"FORCE_COLOR": "1"}, False),
        (("--color", "always"), {"NO_COLOR": "1"}, True),
        ((), {"NO_COLOR": "1", "FORCE_COLOR": "1"}, False),
        ((), {"TERM": "dumb"}, False),
        (("--plain",), {}, False),
    ],
)
def test_colour_on_a_terminal(args: tuple[str, ...], variables: dict[str, str], colored: bool, start: Start) -> None:
    child = start("list", *args, **variables)
    assert end(child) == 0
    assert bool(COLORED.search(child.before)) is colored
    assert colored or "\x1b" not in child.before


def test_forced_colour_in_a_pipe_changes_nothing_of_the_layout(start: Start) -> None:
    child = start(shell="$ASKFAQ list --color always | cat")
    end(child)
    assert child.before.splitlines()[5] == "hug-length\tHugs\tHow long does the average hug last?"


DOGS = ("show", "dogs-and-other-animals-that-travel-with-their-people", "--faq", str(TWINS))


def test_links_only_where_they_open(start: Start) -> None:
    child = start(*DOGS, VTE_VERSION="6800")
    end(child)
    assert "\x1b]8;" in child.before
    assert "\x1b\\\x1b[4mthe house rules" in child.before
    assert "javascript" not in "".join(re.findall(r"\x1b\]8;[^\x1b]*", child.before))


@pytest.mark.parametrize(
    "variables", [{}, {"VTE_VERSION": "6800", "NO_COLOR": "1"}, {"VTE_VERSION": "6800", "TERM": "tmux-256color"}]
)
def test_elsewhere_their_address_is_read(variables: dict[str, str], start: Start) -> None:
    child = start(*DOGS, **variables)
    end(child)
    assert "\x1b]8;" not in child.before
    assert "(https://example.org/rules)" in child.before
