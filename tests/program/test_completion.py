"""Completion in the real shells: commands, options, ids and topics, and nothing that a FAQ file could make them run."""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from askfaq.cli.completion import Candidate, FilesWantedError, candidates
from conftest import ROOT, SAMPLE, Run, entry

pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
if os.name == "nt":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

SCRIPTS = ROOT / "data" / "completion"
STARTS = {
    "bash": (["--norc", "--noprofile", "-i"], f"source '{SCRIPTS}/askfaq.bash'"),
    "zsh": (["-f", "-i"], f"autoload -Uz compinit; compinit -u -D; source '{SCRIPTS}/_askfaq'"),
    "fish": (["--no-config", "-i"], f"source '{SCRIPTS}/askfaq.fish'"),
}
SHELLS = [
    pytest.param(name, marks=pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed"))
    for name in STARTS
]
EVIL = "$(touch ran)`touch ran`';touch ran;'\"\\"


@pytest.fixture
def shell(request: pytest.FixtureRequest, env: dict[str, str], tmp_path: Path) -> Iterator[Any]:
    """A shell with completion, in an empty folder; its `askfaq` completes, and otherwise prints its words."""
    program = tmp_path / "bin" / "askfaq"
    program.parent.mkdir()
    program.write_text(
        f'#!/bin/sh\n[ "$_ASKFAQ_COMPLETE" ] && exec "{sys.executable}" -m askfaq "$@"\nprintf "<%s>" "$@"; echo .\n'
    )
    program.chmod(0o755)
    args, start = STARTS[request.param]
    given = {**env, "PATH": f"{program.parent}{os.pathsep}{env['PATH']}", "PS1": "> ", "ASKFAQ_FILE": str(SAMPLE)}
    child = pexpect.spawn(
        shutil.which(request.param) or request.param,
        args,
        env=given,
        cwd=tmp_path,
        dimensions=(50, 200),
        encoding="utf-8",
        timeout=30,
    )
    child.sendline(start + "; echo rea''dy")
    child.expect_exact("ready\r\n")
    yield child
    child.close(force=True)


@pytest.mark.parametrize("shell", SHELLS, indirect=True)
@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("sho\thug-le\t", "<show><hug-length>"),
        ("list Ther\t", "<list><Therapist and client>"),
        ("--topic Ther\tx", "<--topic><Therapist and client><x>"),
        ("list --top\t", "<list><--topics>"),
        ("rem\thug-le\thug-cl\t", "<remove><hug-length><hug-client>"),
        ("topic ren\tTher\tx", "<topic><rename><Therapist and client><x>"),
        ("list --js\t", "<list><--json>"),
        ("--color nev\tx", "<--color><never><x>"),
    ],
)
def test_what_is_begun_is_completed(shell: Any, typed: str, words: str) -> None:
    shell.send(f"askfaq {typed}\r")
    shell.expect_exact(f"{words}.")


@pytest.mark.parametrize("shell", SHELLS, indirect=True)
def test_files_are_completed_where_files_belong(shell: Any, tmp_path: Path) -> None:
    (tmp_path / "my faq.json").touch()
    shell.send("askfaq check my\t\r")
    shell.expect_exact("<check><my faq.json>.")
    shell.send("askfaq --faq my\tx\r")
    shell.expect_exact("<--faq><my faq.json><x>.")


@pytest.mark.parametrize("shell", SHELLS, indirect=True)
def test_the_words_of_a_question_complete_to_nothing(shell: Any) -> None:
    shell.send("askfaq how lo\tng\r")
    shell.expect_exact("<how><long>.")


@pytest.mark.parametrize("shell", SHELLS, indirect=True)
def test_the_faq_of_the_command_line_is_asked_and_cannot_run_anything(
    shell: Any, tmp_path: Path, faq_file: Callable[..., str]
) -> None:
    faq_file([entry("A?", id="zz$(touch${IFS}ran)`touch${IFS}ran`"), entry("B?", topic=f"yy {EVIL}")], "evil.json")
    shell.send("askfaq --faq evil.json show zz\t\r")
    shell.expect_exact("<--faq><evil.json><show><zz$(touch${IFS}ran)`touch${IFS}ran`>.")
    shell.send("askfaq list --faq evil.json yy\t\r")
    shell.expect_exact(f"<list><--faq><evil.json><yy {EVIL}>.")
    shell.send("askfaq --faq evil.json show \t\t\x15\r")
    shell.sendline("echo do''ne")
    shell.expect_exact("done")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize("shell", [SHELLS[0]], indirect=True)
def test_an_open_quote_is_kept_in_bash(shell: Any) -> None:
    shell.send('askfaq list "Ther\t\r')
    shell.expect_exact("<list><Therapist and client>.")
    shell.send("askfaq --topic=Ther\tx\r")
    shell.expect_exact("<--topic=Therapist and client><x>.")


@pytest.mark.parametrize("name", ["bash", "zsh", "fish"])
def test_the_scripts_are_printed_and_installed(name: str, askfaq: Callable[..., Run], env: dict[str, str]) -> None:
    script = askfaq("--show-completion", name)
    assert (script.code, script.err) == (0, "")
    installed = askfaq("--install-completion", name)
    assert (installed.code, installed.out) == (0, "")
    path = installed.err.splitlines()[0].removeprefix("written: ")
    assert path.startswith(env["HOME"])
    assert Path(path).read_text() == script.out


def test_an_unknown_shell_is_bad_usage(askfaq: Callable[..., Run]) -> None:
    assert askfaq("--show-completion", "tcsh").code == 2


@pytest.fixture
def words(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[str]]:
    """The words that are offered behind others."""
    monkeypatch.setenv("ASKFAQ_FILE", str(SAMPLE))
    return lambda *typed: [found.word for found in candidates(list(typed[:-1]), typed[-1])]


def test_what_is_offered(words: Callable[..., list[str]], faq_file: Callable[..., str]) -> None:
    assert {"ask", "list", "show", "import", "check"} <= set(words(""))
    assert words("show", "hug") == words("edit", "hug") == words("remove", "hug") == ["hug-client", "hug-length"]
    assert words("show", "hug-length", "hug") == words("remove", "hug-length", "--yes", "hug") == ["hug-client"]
    assert words("topic", "") == ["rename"]
    assert words("topic", "rename", "h") == words("topic", "rename", "Crying", "h") == ["Hugs"]
    assert words("topic", "rename", "Crying", "Hugs", "") == words("set", "title", "") == []
    assert words("misses", "") == ["on", "off", "clear", "review"]
    assert words("misses", "on", "") == []
    assert words("set", "t") == ["title", "threshold"]
    assert words("edit", "hug-length", "--remove-alias", "av") == ["Average hug time"]
    assert words("edit", "--alias", "x", "hug-l") == ["hug-length"]
    assert words("edit", "hug-length", "") == words("how", "") == words("list", "Hugs", "") == []
    assert words("list", "h") == words("add", "--topic", "h") == ["Hugs"]
    assert words("export", "--format", "j") == ["jsonld"]
    assert words("check", "--explain", "dead") == ["dead-link"]
    assert words("import", "--format", "js") == ["jsonld", "json", "jsonl"]
    assert words("--", "--js") == words("ask", "--", "-") == []
    assert words("--topic", "xyz", "li") == ["list"]
    assert {"--version", "--help", "--faq", "--topic"} <= set(words("--"))
    assert "--version" not in words("show", "--")
    assert words("--faq", faq_file("[", "broken.json"), "show", "") == []
    assert words("--faq", "-", "show", "") == []
    odd = [entry("A?", id="-x", topic="a\tb"), entry("B?", id="y", topic="--topic")]
    assert words(f"--faq={faq_file(odd)}", "show", "") == ["y"]
    assert words(f"--faq={faq_file(odd)}", "list", "") == []
    twice = [entry("A?", id="a", topic="Hugs"), entry("B?", id="b", topic="hugs")]
    assert (
        words(f"--faq={faq_file(twice)}", "list", "h") == words(f"--faq={faq_file(twice)}", "--topic", "H") == ["Hugs"]
    )


def test_of_several_faqs_all_are_offered_and_the_first_to_be_changed(
    words: Callable[..., list[str]], faq_file: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = faq_file([entry("A?", id="key", topic="Home"), entry("B?", id="wifi")], "mine.json")
    hotel = faq_file([entry("C?", id="key", topic="Rooms"), entry("D?", id="spa")], "hotel.json")
    both = ["--faq", mine, f"--faq={hotel}"]
    assert words(*both, "show", "") == ["key", "wifi", "spa"]
    assert words(*both, "list", "") == words(*both, "--topic", "") == ["Home", "Rooms", "Other questions"]
    assert words(*both, "remove", "") == words(f"--faq={mine}", "--faq", hotel, "edit", "") == ["key", "wifi"]
    assert words(*both, "topic", "rename", "") == ["Home", "Other questions"]
    assert words(*both, "topic", "rename", "Home", "") == words(*both, "add", "--topic", "") == ["Home"]
    monkeypatch.setenv("ASKFAQ_FILE", os.pathsep.join([hotel, mine]))
    assert words("show", "") == ["key", "spa", "wifi"]
    assert words("remove", "") == ["key", "spa"]


def test_descriptions_are_harmless(faq_file: Callable[..., str]) -> None:
    path = faq_file([entry("A\x1b[2J\n?", id="x")])
    assert candidates(["--faq", path, "show"], "") == [Candidate("x", "A ?")]


@pytest.mark.parametrize(
    "before",
    [
        ("--faq",),
        ("check",),
        ("test",),
        ("test", "--junit"),
        ("import",),
        ("index",),
        ("review",),
        ("diff",),
        ("diff", "a", "--cases"),
        ("export", "-o"),
        ("add", "--answer-file"),
    ],
)
def test_files_are_left_to_the_shell(before: tuple[str, ...]) -> None:
    with pytest.raises(FilesWantedError):
        candidates(list(before), "")


def test_tab_does_not_wait_for_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    assert candidates(["show", "--faq", str(tmp_path / "pipe")], "") == []
