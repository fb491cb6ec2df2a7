"""What is kept of questions without an answer: nothing unless its owner wants it, then as askfaq misses shows it."""

import json
import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import TWINS, Run, entry

Askfaq = Callable[..., Run]
PETS = [
    entry("Do you take dogs?", "Yes.", id="dogs", aliases=["can I bring my puppy"]),
    entry("What does a night cost?", "20 euros.", id="price"),
]
POOL = ["is there a swimming pool", "do you have a swimming pool", "is there a Swimming Pool?"]
# Says on stderr which file is opened to be written, or made, moved or deleted.
WATCH = """
import os, sys
def watch(event, args):
    writes = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if writes or event in ("os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink", "os.truncate", "os.chmod"):
        os.write(2, f"WRITES {event} {args}\\n".encode())
sys.addaudithook(watch)
"""


@pytest.fixture
def faq(faq_file: Callable[..., str]) -> str:
    return faq_file({"title": "Pets", "entries": PETS})


@pytest.fixture
def pets(askfaq: Askfaq, faq: str) -> Askfaq:
    """The program, asked about pets."""
    return lambda *args, **more: askfaq(*args, **{"ASKFAQ_FILE": faq, **more})


@pytest.fixture
def state(env: dict[str, str]) -> Path:
    return Path(env["HOME"]) / ".local" / "state" / "askfaq" / "misses"


@pytest.fixture
def watch(tmp_path: Path) -> dict[str, str]:
    """An environment in which the program says what it writes."""
    (tmp_path / "watch").mkdir()
    (tmp_path / "watch" / "sitecustomize.py").write_text(WATCH)
    path = os.pathsep.join([str(tmp_path / "watch"), os.environ.get("PYTHONPATH", "")])
    return {"PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


def raw(pets: Askfaq, *args: str) -> list[str]:
    run = pets("misses", "--raw", *args)
    assert run.code == 0
    return [line.split("\t")[1] for line in run.out.splitlines()]


# ---- off
def test_nothing_is_written_by_default(askfaq: Askfaq, watch: dict[str, str], env: dict[str, str]) -> None:
    run = askfaq("who won the cup", **watch)
    assert run.code == 1
    assert run.err.startswith("askfaq: no answer to that")
    assert "WRITES" not in run.err
    assert os.listdir(env["HOME"]) == []


def test_what_keeps_is_loaded_only_where_something_is_kept(pets: Askfaq) -> None:
    imports = {"PYTHONPROFILEIMPORTTIME": "1"}
    assert "askfaq.commands.ask" in pets("who won the cup", **imports).err
    assert "miss" not in pets("who won the cup", **imports).err
    pets("misses", "on")
    assert "miss" not in pets("do you take dogs", **imports).err
    assert "askfaq.misses.log" in pets("who won the cup", **imports).err
    assert "askfaq.misses.grouping" not in pets("who won the cup", **imports).err


def test_the_watch_sees_what_is_written(askfaq: Askfaq, watch: dict[str, str], state: Path) -> None:
    assert f"WRITES os.mkdir ('{state}'" in askfaq("misses", "on", **watch).err
    run = askfaq("who won the cup", **watch)
    assert f"WRITES open ('{state}{os.sep}" in run.err


def test_ambiguous_ones_streams_and_json_keep_nothing_either(pets: Askfaq, state: Path) -> None:
    pets("where is the key", "--faq", str(TWINS))
    pets("-", stdin="who won the cup\nwhere is the moon\n")
    pets("--json", "who won the cup")
    assert not state.exists()


@pytest.mark.parametrize("home", ["/dev/null", "/proc/nowhere"])
@pytest.mark.skipif(os.name == "nt", reason="folders of POSIX")
def test_a_home_that_cannot_be_written_is_no_matter(pets: Askfaq, home: str) -> None:
    run = pets("who won the cup", HOME=home)
    assert (run.code, run.out) == (1, "")
    assert run.err == 'askfaq: no answer to that in "Pets"\naskfaq list shows what it does answer\n'


# ---- on
def test_on_keeps_what_got_no_answer_masked_and_nothing_else(pets: Askfaq, state: Path) -> None:
    run = pets("misses", "on")
    assert (run.code, run.out) == (0, "")
    assert str(state) in run.err
    pets("do you take dogs")
    pets("can jo@example.com and +49 30 901820 come")
    pets("-", stdin="who won the cup\n\ncan I bring my puppy\nwhere is the moon\n")
    pets("--json", "who is the king")
    pets("ask", "--min-confidence", "1", "do you take dogs")
    assert raw(pets) == [
        "can [email] and [phone] come",
        "who won the cup",
        "where is the moon",
        "who is the king",
        "do you take dogs",
    ]
    assert sorted(path.suffix for path in state.iterdir()) == ["", ".log"]


def test_the_answer_says_the_same_whether_it_is_kept_or_not(pets: Askfaq) -> None:
    before = pets("who won the cup")
    pets("misses", "on")
    assert pets("who won the cup") == before


def test_ambiguous_ones_are_kept_and_each_faq_has_its_own(pets: Askfaq) -> None:
    pets("misses", "on")
    pets("where is the key", "--faq", str(TWINS))
    assert raw(pets) == []
    assert raw(pets, "--faq", str(TWINS)) == ["where is the key"]


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="needs a pipe with a name")
def test_of_a_faq_that_comes_through_a_pipe_nothing_is_kept(pets: Askfaq, faq: str, env: dict[str, str]) -> None:
    pets("misses", "on")
    command = [sys.executable, "-m", "askfaq", "--faq", "/dev/stdin", "who won the cup"]
    with open(faq, "rb") as file:
        done = subprocess.run(["cat"], stdin=file, capture_output=True)
    run = subprocess.run(command, input=done.stdout, capture_output=True, env=env)
    assert run.returncode == 1
    assert b"no answer" in run.stderr
    assert b"kept" not in run.stderr


def test_off_keeps_no_more_and_loses_nothing(pets: Askfaq) -> None:
    pets("misses", "on")
    pets("who won the cup")
    assert pets("misses", "off").code == 0
    pets("where is the moon")
    assert raw(pets) == ["who won the cup"]
    assert "misses on" in pets("misses").err
    assert pets("misses", "off").code == 0


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_what_is_kept_is_for_its_owner_alone(pets: Askfaq, state: Path) -> None:
    pets("misses", "on")
    pets("who won the cup")
    assert stat.S_IMODE(state.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in state.glob("*.log")} == {0o600}


def test_a_folder_that_cannot_be_written_costs_one_line_and_no_answer(pets: Askfaq, state: Path) -> None:
    pets("misses", "on")
    pets("who won the cup")
    (log,) = state.glob("*.log")
    log.unlink()
    log.mkdir()
    run = pets("-", stdin="who won the cup\ndo you take dogs\nwhere is the moon\n")
    assert (run.code, run.out) == (1, "Yes.\n")
    told = [line for line in run.err.splitlines() if "kept" in line]
    assert len(told) == 1
    assert told[0].startswith(f"askfaq: {log}: cannot be written: ")
    assert len(run.err.splitlines()) == 5


@pytest.mark.skipif(os.name == "nt", reason="folders of POSIX")
def test_where_nothing_can_be_kept_on_says_so(pets: Askfaq) -> None:
    run = pets("misses", "on", XDG_STATE_HOME="/dev/null/x")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert run.err.startswith("askfaq: /dev/null/x/askfaq/misses")


# ---- what is shown
def test_they_are_shown_by_meaning_with_the_nearest_entry(pets: Askfaq) -> None:
    pets("misses", "on")
    pets("-", stdin="\n".join(["who is the king", *POOL]))
    rows = [line.split("\t") for line in pets("misses").out.splitlines()]
    assert [(row[0], row[1], row[4]) for row in rows] == [
        ("3", "unanswered", POOL[0]),
        ("1", "unanswered", "who is the king"),
    ]
    assert {row[2] for row in rows} <= {"dogs", "price"}
    (pool, king) = pets("misses", "--json").objects
    assert (pool["question"], pool["times"], king["times"]) == (POOL[0], 3, 1)
    assert [wording["times"] for wording in pool["wordings"]] == [2, 1]
    assert rows[0][2] == pool["matches"][0]["id"]


def test_what_is_answered_by_now_is_told_apart_and_can_be_cleared(pets: Askfaq, faq: str) -> None:
    pets("misses", "on")
    pets("-", stdin="are ferrets welcome\nwho is the king\n")
    pets("edit", "dogs", "--alias", "are ferrets welcome")
    assert [(found["question"], found["status"]) for found in pets("misses", "--json").objects] == [
        ("who is the king", "unanswered"),
        ("are ferrets welcome", "answered"),
    ]
    assert pets("misses", "clear", "--answered").err == f"Deleted 1 question that {faq} was asked in vain.\n"
    assert raw(pets) == ["who is the king"]
    pets("misses", "clear")
    assert raw(pets) == []


def test_what_is_a_case_already_is_left_out(pets: Askfaq, tmp_path: Path) -> None:
    (tmp_path / "faq.cases.tsv").write_text("Who won the cup?\t(none)\n")
    pets("misses", "on")
    pets("-", stdin="who won the cup\nwho is the king\n")
    assert [found["question"] for found in pets("misses", "--json").objects] == ["who is the king"]
    assert raw(pets) == ["who won the cup", "who is the king"]


def test_hostile_text_in_the_log_acts_on_nothing(pets: Askfaq, state: Path) -> None:
    pets("misses", "on")
    pets("x\x1b]0;title\x07y \x9b31m red \u202eevil")
    (log,) = state.glob("*.log")
    record = json.dumps({"time": "2031-01-01T00:00Z", "question": "a\x1b[2J\tb\nc\x9bm"})
    log.write_bytes(log.read_bytes() + b"\n" + record.encode())
    for args in (("misses",), ("misses", "--raw"), ("misses", "--json")):
        out = pets(*args).out
        assert not set(out) & set("\x1b\x07\x9b\u202e"), args
    assert raw(pets) == ["xy red evil", "a b c"]


# ---- review without a terminal
@pytest.mark.parametrize("args", [("misses", "review"), ("review", "questions.txt")])
def test_review_needs_a_terminal_and_does_nothing_half(
    args: tuple[str, ...], pets: Askfaq, faq: str, tmp_path: Path
) -> None:
    (tmp_path / "questions.txt").write_text("who won the cup\n")
    pets("misses", "on")
    pets("who is the king")
    before = Path(faq).read_bytes()
    run = pets(*args, stdin="1\n1\n")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert "terminal" in run.err
    assert Path(faq).read_bytes() == before
    assert raw(pets) == ["who is the king"]


def test_review_says_as_json_what_it_would_offer_and_writes_nothing(pets: Askfaq, faq: str, tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text("\ufeff" + "\r\n".join(["who is the king", "", *POOL, "do you take dogs"]) + "\r\n")
    before = Path(faq).read_bytes()
    run = pets("review", "q.txt", "--json")
    assert [(found["question"], found["times"], found["status"]) for found in run.objects] == [
        (POOL[0], 3, "unanswered"),
        ("who is the king", 1, "unanswered"),
        ("do you take dogs", 1, "answered"),
    ]
    assert pets("review", "-", "--json", stdin=(tmp_path / "q.txt").read_bytes()).out == run.out
    assert pets("review", "-").code == 2
    assert Path(faq).read_bytes() == before
    assert not (tmp_path / "faq.cases.tsv").exists()


@pytest.mark.parametrize(("content", "code"), [("", 0), ("\n\n", 0), ("?\n", 0), (b"caf\xe9\n", 2)])
def test_a_file_with_nothing_in_it_has_nothing_to_review(
    content: str | bytes, code: int, pets: Askfaq, faq_file: Callable[..., str]
) -> None:
    run = pets("review", faq_file(content, "q.txt"), "--json")
    assert run.code == code
    assert "q.txt:1:4: not UTF-8" in run.err if code else run.err == ""
