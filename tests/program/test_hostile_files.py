"""A FAQ file may be anything: one line that says what, exit code 2, in bounded time and memory."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.errors import FileError
from askfaq.faq.load import load_faq, load_text
from conftest import ROOT, SAMPLE, Run, entry

Askfaq = Callable[..., Run]
Writer = Callable[..., str]
posix = pytest.mark.skipif(os.name == "nt", reason="devices, pipes and limits of POSIX")

HOSTILE = {
    "truncated": (SAMPLE.read_bytes()[:1000], "not valid JSON"),
    "cut inside a character": ('{"title": "é'.encode()[:-1], "not UTF-8"),
    "nested": (b'{"entries": ' + b"[" * 100_000, "nested more than 100 deep"),
    "nested objects": (b'{"a":' * 100_000, "nested more than 100 deep"),
    "a long number": (b"[" + b"9" * 10**6 + b"]", "the number is too large"),
    "a long float": (b"[1" + b"0" * 10**6 + b".5]", "the number is too large"),
    "NaN": (b'{"entries": [NaN]}', "NaN is not a JSON number"),
    "keys that repeat": (b'{"entries": [], "entries": []}', "stands twice"),
    "half a pair": (b'["\\ud83d"]', "lone surrogate"),
    "half a pair, raw": (b'["\xed\xa0\xbd"]', "not UTF-8"),
    "UTF-16": ('{"entries": []}'.encode("utf-16"), "UTF-16"),
    "UTF-16 without a mark": ('{"entries": []}'.encode("utf-16-le"), "not valid JSON"),
    "UTF-32": ('{"entries": []}'.encode("utf-32"), "UTF-16"),
    "zeros": (bytes(10**6), "not valid JSON"),
    "a program": (b"\x7fELF\x02\x01\x01" + bytes(range(256)) * 100, "not UTF-8"),
    "escapes": (b'{"\x1b]0;x\x07": \x1b[2J', "not valid JSON"),
    "an escape in a key": (b'{"\\u001b[2J": 1, "\\u001b[2J": 1}', "stands twice"),
    "an escape in an id": (b'[{"id": "\\u001b[2J\\u202e", "question": "q", "answer": "a"}]', "may not hold"),
    "a long id": (b'[{"id": "' + b"x" * 10**6 + b'", "question": "q"}]', "longer than 100"),
    "one entry too many": (b"[" + b'{"question":"q","answer":"a"},' * 1000 + b"7]", "must be an object"),
}


@pytest.mark.parametrize(("raw", "says"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_one_line_and_2(raw: bytes, says: str, askfaq: Askfaq, faq_file: Writer) -> None:
    run = askfaq("list", "--faq", faq_file(raw))
    assert (run.code, run.out) == (2, ""), run
    assert says in run.err
    assert run.err.count("\n") == 1
    assert len(run.err) < 1000
    assert not [c for c in run.err[:-1] if not c.isprintable()]


BROKE = [path for path in sorted((ROOT / "tests" / "data" / "fuzz" / "faq").iterdir()) if not path.suffix]


@pytest.mark.parametrize("path", BROKE, ids=lambda path: path.name)
def test_what_once_broke_the_loader_is_refused(path: Path) -> None:
    with pytest.raises(FileError) as caught:
        load_faq(str(path))
    assert caught.value.line


PIECES = [
    '{"entries":',
    '"question"',
    '"answer"',
    '"id"',
    '"threshold"',
    ":",
    ",",
    "[",
    "]",
    "{",
    "}",
    '"',
    "\\u",
    "d800",
]
PIECES += [
    "NaN",
    "-Infinity",
    "1e999",
    "-",
    "0",
    "9" * 401,
    "null",
    "true",
    " ",
    "\n",
    "\ufeff",
    '"q"',
    '"a": 1',
    "é",
    "\x00",
]


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=30).map("".join))
def test_any_text_is_a_faq_or_refused_with_its_place(text: str) -> None:
    refused: FileError | None = None
    try:
        load_text(text, "x")
    except FileError as error:
        refused = error
    assert refused is None or (refused.line and len(str(refused).splitlines()) == 1)


def test_a_file_name_cannot_act_on_the_terminal(askfaq: Askfaq, faq_file: Writer) -> None:
    name = "a\x1b]0;x\x07\u202e\n[red]:smile:.json"
    for path in (name, faq_file("[", name)):
        run = askfaq("list", "--faq", path)
        assert run.code == 2
        assert run.err.count("\n") == 1
        assert "[red]:smile:.json" in run.err
        assert not [c for c in run.err[:-1] if not c.isprintable()]


@posix
@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/", "this is a folder"),
        ("/dev/zero", "this is a device"),
        ("/dev/urandom", "this is a device"),
        ("/dev/tty", "this is a device"),
        ("", "there is no such file"),
        ("~nobody/x", "there is no such file"),
        ("x" * 300, "file name too long"),
        ("/dev/null/x", "not a directory"),
    ],
)
def test_what_is_no_file_is_refused(path: str, says: str, askfaq: Askfaq) -> None:
    run = askfaq("list", f"--faq={path}")
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert says in run.err


@posix
def test_a_file_larger_than_any_faq_is_refused_unread(askfaq: Askfaq, tmp_path: Path) -> None:
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(100 * 2**30)
    assert "more than 1024 MiB" in askfaq("list", "--faq", "huge.json").err


@posix
def test_a_file_that_needs_too_much_memory_is_one_line(env: dict[str, str], faq_file: Writer) -> None:
    import resource

    path = faq_file("[" + "[]," * 10_000_000 + "[]]")
    limit = 600 * 2**20
    done = subprocess.run(
        [sys.executable, "-m", "askfaq", "list", "--faq", path],
        capture_output=True,
        text=True,
        env=env,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)),
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "askfaq: there is not enough memory for this\n"


@posix
def test_process_substitution_works(env: dict[str, str]) -> None:
    command = f'"{sys.executable}" -m askfaq list --faq <(cat "{SAMPLE}") Hugs'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=env)
    assert (done.returncode, done.stdout.count("\n"), done.stderr) == (0, 3, "")


@posix
def test_an_endless_pipe_ends_at_its_limit(env: dict[str, str]) -> None:
    command = f'"{sys.executable}" -m askfaq list --faq <(yes "[")'
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, env=env, timeout=60)
    assert (done.returncode, done.stdout) == (2, "")
    assert "more than 64 MiB" in done.stderr


@posix
@pytest.mark.parametrize("change", ["truncate", "append", "replace"])
def test_a_file_that_changes_while_it_is_read_is_read_or_refused(
    change: str, env: dict[str, str], tmp_path: Path
) -> None:
    """The writer never rests; each reading sees a FAQ or says in one line what is wrong with what it saw."""
    path = tmp_path / "faq.json"
    good = SAMPLE.read_bytes()
    path.write_bytes(good)
    writer = (
        "import os, sys\n"
        "path, change, good = sys.argv[1], sys.argv[2], open(sys.argv[3], 'rb').read()\n"
        "while True:\n"
        "    if change == 'replace':\n"
        "        open(path + '~', 'wb').write(good); os.replace(path + '~', path)\n"
        "    elif change == 'append':\n"
        "        open(path, 'wb').write(good[:2000]); open(path, 'ab').write(good[2000:])\n"
        "    else:\n"
        "        open(path, 'r+b').truncate(3000); open(path, 'wb').write(good)\n"
    )
    with subprocess.Popen([sys.executable, "-c", writer, str(path), change, str(SAMPLE)]) as busy:
        try:
            for _ in range(5):
                done = subprocess.run(
                    [sys.executable, "-m", "askfaq", "list", "--faq", str(path)],
                    capture_output=True,
                    text=True,
                    env=env,
                )
                outcome = (done.returncode, done.stdout.count("\n"), done.stderr.count("\n"))
                assert outcome == (0, 10, 0) or (change != "replace" and outcome == (2, 0, 1)), done.stderr
        finally:
            busy.kill()


@pytest.mark.parametrize("count", [20_000])
def test_many_equal_questions_get_their_ids_in_linear_time(count: int, askfaq: Askfaq, faq_file: Writer) -> None:
    out = askfaq("list", "--faq", faq_file([entry()] * count)).out
    assert out.endswith(f"how-so-{count}\t\tHow so?\n")


def test_a_five_megabyte_answer_and_a_line_of_one_megabyte(askfaq: Askfaq, faq_file: Writer) -> None:
    answers = {"a": "word " * 10**6, "b": "x" * 10**6}
    path = faq_file([entry(f"Is it {key}?", answer, id=key) for key, answer in answers.items()])
    for key, answer in answers.items():
        assert askfaq("show", key, "--faq", path).out == answer + "\n"
        assert askfaq("show", key, "--faq", path, "--json").objects[0]["answer"] == answer
    assert askfaq("is it b", "--faq", path).out == answers["b"] + "\n"


def test_a_question_of_a_megabyte_is_answered_or_not(askfaq: Askfaq) -> None:
    for question in ("hug " * 250_000, "x" * 10**5, "\u200b\u0301" * 10**4):
        run = askfaq("ask", "-", "--json", stdin=question)
        assert [found["query"] for found in run.objects] == [question]
