"""Every command, every way it can end: exit code, stdout and stderr of the real program.

A new command is a row of COMMANDS; a test fails until it has one.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from askfaq.commands import COMMANDS as NAMES
from conftest import SAMPLE, TWINS, Run, entry

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes, signals and redirections of POSIX")

HUGS = "How long does the average hug last?"
PROGRAM = (sys.executable, "-m", "askfaq")

FAQ, LARGE, BROKEN, MISSING = "good.json", "large.json", "broken.json", "missing.json"
CASES = "passing.tsv"
NOTHING = ""


class Command(NamedTuple):
    """Command lines for each outcome; None where a command cannot end that way. `says` begins stderr when found."""

    found: tuple[str, ...]
    not_found: tuple[str, ...] | None
    bad_usage: tuple[str, ...]
    of_file: tuple[str, ...]  # what reads the file that is put behind it; nothing where none is read
    large: tuple[str, ...] | None = None  # output longer than the buffer of a pipe
    prints: bool = True
    says: str = NOTHING


ADDED = ("--question", "Do you take cats?", "--answer", "Yes.")
COMMANDS = {
    "ask": Command(
        ("ask", HUGS),
        ("ask", "xyzzy plugh"),
        ("ask", "--top", "0", "x"),
        ("ask", HUGS, "--faq"),
        ("ask", "x0", "--faq", LARGE),
    ),
    "ask --with-question": Command(
        ("ask", "--with-question", HUGS),
        None,
        ("ask", "--with-question", " "),
        ("ask", "--with-question", HUGS, "--faq"),
    ),
    "list": Command(("list",), ("list", "Hgus"), ("list", "a", "b"), ("list", "--faq"), ("list", "--faq", LARGE)),
    "list --topics": Command(
        ("list", "--topics"), None, ("list", "--topics", "--color", "blue"), ("list", "--topics", "--faq")
    ),
    "show": Command(
        ("show", "hug-length"),
        ("show", "hug-lenght"),
        ("show",),
        ("show", "x", "--faq"),
        ("show", "n0", "--faq", LARGE),
    ),
    "check": Command(
        ("check", "clean.json"),
        ("check", "faulty.json"),
        ("check", "a", "b"),
        ("check",),
        ("check", "faults.json"),
        False,
        "clean.json: no problems",
    ),
    "test": Command(
        ("test", CASES, "--faq", FAQ),
        ("test", "failing.tsv", "--faq", FAQ),
        ("test", "a", "b"),
        ("test", CASES, "--faq"),
        ("test", "failing.tsv", "--faq", FAQ),
    ),
    "test --tune": Command(
        ("test", "--tune", CASES, "--faq", FAQ), None, ("test", "--cost", "3"), ("test", "--tune", CASES, "--faq")
    ),
    "diff": Command(
        ("diff", "clean.json", "clean.json"),
        ("diff", "clean.json", str(TWINS)),
        ("diff", "a", "b", "c"),
        ("diff", "clean.json"),
        prints=False,
    ),
    "import": Command(
        ("import", FAQ),
        ("import", "empty.csv"),
        ("import", "--format", "x", FAQ),
        ("import",),
        ("import", LARGE),
        True,
        "…",
    ),
    "export": Command(("export",), None, ("export", "--format", "x"), ("export", "--faq"), ("export", "--faq", LARGE)),
    "add": Command(
        ("add", *ADDED, "--faq", FAQ),
        ("add", "--question", HUGS, "--answer", "x", "--faq", FAQ),
        ("add", "--question", "x"),
        ("add", *ADDED, "--faq"),
        prints=False,
        says="…",
    ),
    "edit": Command(
        ("edit", "hug-length", "--alias", "hug time", "--faq", FAQ),
        ("edit", "hug-lenght", "--alias", "x", "--faq", FAQ),
        ("edit",),
        ("edit", "x", "--alias", "y", "--faq"),
        prints=False,
        says="Changed hug-length in good.json.",
    ),
    "remove": Command(
        ("remove", "hug-length", "--faq", FAQ),
        ("remove", "hug-length", "hug-lenght", "--faq", FAQ),
        ("remove",),
        ("remove", "x", "--faq"),
        prints=False,
        says="Removed hug-length from good.json: ",
    ),
    "topic": Command(
        ("topic", "rename", "Hugs", "Embraces", "--faq", FAQ),
        ("topic", "rename", "Hgus", "Embraces", "--faq", FAQ),
        ("topic", "rename", "Hugs"),
        ("topic", "rename", "x", "y", "--faq"),
        prints=False,
        says='"Hugs" is now "Embraces" in good.json: 3 entries.',
    ),
    "set": Command(
        ("set", "title", "Hugs", "--faq", FAQ),
        ("set", "title", "--faq", "clean.json"),
        ("set", "colour", "blue"),
        ("set", "title", "x", "--faq"),
        prints=False,
        says="Set the title in good.json: Hugs",
    ),
    "set without a value": Command(
        ("set", "title"), ("set", "threshold"), ("set", "title", "--color", "never"), ("set", "--faq")
    ),
    "misses": Command(("misses",), None, ("misses", "of", "x"), ("misses", "--faq"), prints=False, says="askfaq: no"),
    "misses on": Command(("misses", "on"), None, ("misses", "on", "--raw"), (), prints=False, says="From now on the"),
    "misses off": Command(
        ("misses", "off"), None, ("misses", "off", "--json"), (), prints=False, says="From now on no"
    ),
    "misses clear": Command(("misses", "clear"), None, ("misses", "clear", "x"), (), prints=False, says="Deleted 0 "),
    "review": Command(
        ("review", "questions.txt", "--json"),
        None,
        ("review", "questions.txt"),
        ("review", "questions.txt", "--json", "--faq"),
    ),
    "mcp": Command(("mcp",), None, ("mcp", "a", "b"), ("mcp",), prints=False),
    "index": Command(("index", FAQ), None, ("index", "a", "b"), ("index",), says="…"),
}
NEEDS_TERMINAL = {"browse"}  # tests/program/test_browse.py runs it on one
PRINTING = [name for name, command in COMMANDS.items() if command.prints]


def row(name: str) -> Command:
    return COMMANDS[name]


@pytest.fixture
def folder(tmp_path: Path, faq_file: Callable[..., str]) -> Path:
    """A folder with the files that the table names."""
    shutil.copy(SAMPLE, tmp_path / FAQ)
    large = "A long answer. " * 20_000
    faq_file(
        [entry("x0", large, id="n0"), *(entry(f"x{n} {large[:50]}", "y", id=f"n{n}") for n in range(1, 3_000))], LARGE
    )
    faq_file('{"entries": [', BROKEN)
    faq_file([entry("Where is the key?", "At the desk.", id="key")], "clean.json")
    faq_file([{"question": "x"}], "faulty.json")
    faq_file("question,answer\nHow so?,\n", "empty.csv")
    faq_file("who won the cup\n", "questions.txt")
    faq_file([{"question": f"Is it {n}?"} for n in range(3_000)], "faults.json")
    (tmp_path / CASES).write_text(f"{HUGS}\thug-length\n")
    (tmp_path / "failing.tsv").write_text(f"{HUGS}\tconfidentiality\n" * 300)
    return tmp_path


@pytest.fixture
def shell(env: dict[str, str], folder: Path) -> Callable[..., Run]:
    """Run `askfaq ARGS…` with a redirection of the shell, such as `>&-`."""

    def run(*args: str, redirection: str = "< /dev/null", **variables: str) -> Run:
        done = subprocess.run(
            ["sh", "-c", f'exec "$@" {redirection}', "sh", *PROGRAM, *args],
            capture_output=True,
            text=True,
            env={**env, **variables},
            cwd=folder,
            timeout=60,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    return run


Shell = Callable[..., Run]


def assert_one_line(run: Run, code: int, says: str = "") -> None:
    assert (run.code, run.out) == (code, ""), run
    assert run.err.startswith("askfaq: "), run
    assert run.err.count("\n") == 1, run
    assert says in run.err


def test_every_command_has_a_row() -> None:
    assert {name.split()[0] for name in COMMANDS} | NEEDS_TERMINAL == set(NAMES)


@pytest.mark.parametrize("name", sorted(NEEDS_TERMINAL))
@pytest.mark.parametrize("redirection", ["< /dev/null", "> /dev/null", "< /dev/null >&-"])
def test_without_its_terminal_is_2_and_says_what_to_do(name: str, redirection: str, shell: Shell) -> None:
    assert_one_line(shell(name, redirection=redirection), 2)
    assert_one_line(shell(name, "the", "web"), 2, f"askfaq ask {name} the web")
    assert_one_line(shell(name, "--faq"), 2)


@pytest.mark.parametrize("name", COMMANDS)
def test_found_is_0_with_the_result_on_stdout(name: str, shell: Shell) -> None:
    run = shell(*row(name).found)
    assert run.code == 0
    assert bool(run.out) == row(name).prints
    if row(name).says != "…":
        assert run.err.startswith(row(name).says)
        assert bool(run.err) == bool(row(name).says)


@pytest.mark.parametrize("name", [name for name in COMMANDS if row(name).not_found])
def test_not_found_is_1_and_says_so_on_stderr(name: str, shell: Shell) -> None:
    run = shell(*(row(name).not_found or ()))
    assert run.code == 1
    assert run.err or name == "test"  # what a command finds is its result
    if name not in ("check", "test", "diff"):
        assert run.out == ""


def test_ambiguous_is_1_and_offers_on_stderr(shell: Shell) -> None:
    run = shell("where is the key", "--faq", str(TWINS))
    assert (run.code, run.out) == (1, "")
    assert run.err.splitlines() == [
        f"askfaq: more than one entry may answer that (askfaq show ID --faq {TWINS}):",
        "  1. Where is the key? (Guests)  key",
        "  2. Where is the key?  keys",
    ]


def test_a_wording_of_many_entries_offers_the_first_and_says_how_many(
    shell: Shell, faq_file: Callable[..., str]
) -> None:
    path = faq_file([entry("How do I cancel?", f"In office {i}.", id=f"cancel-{i}") for i in range(8)])
    run = shell("how do I cancel", "--faq", path)
    assert (run.code, run.out) == (1, "")
    assert run.err.splitlines() == [
        f"askfaq: 8 entries have that as a wording, among them (askfaq show ID --faq {path}):",
        "  1. How do I cancel?  cancel-0",
        "  2. How do I cancel?  cancel-1",
        "  3. How do I cancel?  cancel-2",
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_bad_usage_is_2(name: str, shell: Shell) -> None:
    assert_one_line(shell(*row(name).bad_usage), 2)


@pytest.mark.parametrize("name", [name for name in COMMANDS if row(name).of_file])
def test_a_broken_file_is_2_with_its_place(name: str, shell: Shell) -> None:
    run = shell(*row(name).of_file, BROKEN)
    if name == "check":  # a place is its result, but a file that is not JSON at all has no entries to check
        assert run.code in (1, 2)
        assert "broken.json:1:14: " in run.out + run.err
    else:
        assert_one_line(run, 2, "broken.json:1:14: not valid JSON")


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "add" and row(name).of_file])
def test_a_missing_file_is_2(name: str, shell: Shell) -> None:
    assert_one_line(shell(*row(name).of_file, MISSING), 2, "missing.json: there is no such file")


def test_add_makes_a_missing_file(shell: Shell, folder: Path) -> None:
    assert shell(*row("add").of_file, MISSING).code == 0
    assert (folder / MISSING).exists()


@pytest.fixture
def fault(folder: Path) -> dict[str, str]:
    """An environment in which every command meets a fault of askfaq itself, whose message is hostile too."""
    (folder / "fault").mkdir()
    (folder / "fault" / "sitecustomize.py").write_text(
        "import askfaq.terminal.streams\n"
        "def broken(**_): raise RuntimeError('planted \\x1b[31m\\n' + 'x' * 10_000)\n"
        "askfaq.terminal.streams.open_terminal = broken\n"
    )
    return {"PYTHONPATH": os.pathsep.join([str(folder / "fault"), *os.environ.get("PYTHONPATH", "").split(os.pathsep)])}


@pytest.mark.parametrize("name", COMMANDS)
def test_a_crash_is_2_and_one_short_line(name: str, shell: Shell, fault: dict[str, str]) -> None:
    run = shell(*row(name).found, **fault)
    assert_one_line(run, 2, "a fault of askfaq itself (RuntimeError: planted x")
    assert len(run.err) < 400


def test_a_crash_shows_where_when_asked(shell: Shell, fault: dict[str, str]) -> None:
    run = shell("list", **fault, ASKFAQ_DEBUG="1")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("Traceback")
    assert "\x1b" not in run.err


@pytest.mark.parametrize("name", [name for name in COMMANDS if row(name).large])
def test_a_reader_that_goes_away_is_141_in_silence(name: str, env: dict[str, str], folder: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, *(row(name).large or ())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=env,
        cwd=folder,
    ) as child:
        assert child.stdout
        assert child.stderr
        assert child.stdout.read(1)
        child.stdout.close()
        said = child.stderr.read().decode()
        assert child.wait() == 141
    assert said == "" or (name == "import" and "Traceback" not in said)


@pytest.mark.parametrize("name", [*COMMANDS, "--version", "--help"])
def test_stdout_closed_from_the_start_is_2(name: str, shell: Shell) -> None:
    args = row(name).found if name in COMMANDS else (name,)
    assert_one_line(shell(*args, redirection=">&-"), 2, "standard output is closed")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("name", [*PRINTING, "--version", "--help"])
def test_a_full_disk_is_2(name: str, shell: Shell) -> None:
    args = row(name).found if name in COMMANDS else (name,)
    run = shell(*args, redirection="> /dev/full")
    assert (run.code, run.out) == (2, "")
    assert run.err.splitlines()[-1] == "askfaq: writing the output: no space left on device"


@pytest.mark.parametrize("redirection", ["<&-", "< /dev/null"])
@pytest.mark.parametrize("name", COMMANDS)
def test_who_reads_no_stdin_needs_none(name: str, redirection: str, shell: Shell) -> None:
    assert shell(*row(name).found, redirection=redirection).code == 0


@pytest.mark.parametrize("args", [(), ("ask",), ("ask", "-"), ("-",), ("import", "-")])
def test_nothing_on_stdin_is_2_where_it_is_read(args: tuple[str, ...], shell: Shell) -> None:
    assert_one_line(shell(*args), 2, "standard input is empty")
    assert_one_line(shell(*args, redirection="<&-"), 2, "standard input is closed" if "-" in args else "no question")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("name", COMMANDS)
def test_what_stderr_does_not_take_changes_nothing(name: str, shell: Shell) -> None:
    run = shell(*row(name).found, redirection="2> /dev/full")
    assert run == shell(*row(name).found, redirection="2> /dev/null")._replace(code=run.code)
    assert run.code == 0


def test_stderr_may_be_closed(shell: Shell) -> None:
    assert shell("list", redirection="2>&-").code == 0
    assert shell("xyzzy plugh", redirection="2>&-") == Run(1, "", "")
    assert shell("list", "--faq", MISSING, redirection="2>&-") == Run(2, "", "")


def test_an_interrupt_in_a_batch_is_130_after_the_lines_so_far(env: dict[str, str]) -> None:
    with subprocess.Popen(
        [*PROGRAM, "ask", "-", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=env,
    ) as child:
        assert child.stdin
        assert child.stdout
        assert child.stderr
        for number in (1, 2):
            child.stdin.write(f"question {number}\n")
            child.stdin.flush()
            assert f'"query":"question {number}"' in child.stdout.readline()
        child.send_signal(signal.SIGINT)
        assert child.wait() == 130
        assert child.stdout.read() == child.stderr.read() == ""


def test_a_stream_is_0_only_if_every_question_was_answered(askfaq: Callable[..., Run]) -> None:
    assert askfaq("-", stdin=f"{HUGS}\n{HUGS}\n").code == 0
    assert askfaq("-", stdin=f"{HUGS}\nxyzzy plugh\n{HUGS}\n").code == 1


def test_a_stream_may_be_separated_by_nul(askfaq: Callable[..., Run]) -> None:
    run = askfaq("ask", "-", "-0", "--json", stdin="two\nlines\0\0one")
    assert [found["query"] for found in run.objects] == ["two\nlines", "", "one"]


def test_input_without_line_ends_is_refused_in_bounded_memory(env: dict[str, str]) -> None:
    with subprocess.Popen(
        [*PROGRAM, "ask", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env
    ) as child:
        assert child.stdin
        assert child.stderr
        with pytest.raises(BrokenPipeError):  # the reader is gone long before all of it is written
            child.stdin.write(b"x" * 64 * 2**20)
        assert b"longer than 1 MiB" in child.stderr.read()
        assert child.wait() == 2


@pytest.mark.skipif(os.name == "nt", reason="needs pipes that can be non-blocking")
def test_a_non_blocking_pipe_loses_nothing(env: dict[str, str]) -> None:
    reading, writing = os.pipe()
    os.set_blocking(writing, False)
    command = [sys.executable, "-m", "askfaq", "ask", "-", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=writing, env=env) as child:
        os.close(writing)
        assert child.stdin
        child.stdin.write(b"how long do hugs last\n" * 300)  # 1 KB of answer each; a pipe holds 64
        child.stdin.close()
        time.sleep(2)  # the pipe is full by now
        with open(reading, "rb") as pipe:
            assert pipe.read().count(b"\n") == 300
    assert child.returncode == 0


@pytest.mark.skipif(sys.platform != "linux", reason="needs a limit of the address space")
def test_a_small_faq_needs_no_room_for_a_large_one(env: dict[str, str]) -> None:
    code = "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (900 * 2**20,) * 2); "
    code += "from askfaq.main import run; sys.exit(run(['list']))"
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
