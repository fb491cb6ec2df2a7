"""What is known to break on Windows, simulated: code pages instead of UTF-8, and no modules of POSIX."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import TWINS, Run

CP1252 = {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0"}
ASCII = {"PYTHONIOENCODING": "ascii:strict", "PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}
FAQ = ("--faq", str(TWINS))
DOGS = "dogs-and-other-animals-that-travel-with-their-people"
BREAKFAST = next(e for e in json.loads(TWINS.read_text(encoding="utf-8"))["entries"] if e["id"] == "朝食")

Askfaq = Callable[..., Run]


@pytest.mark.parametrize("encoding", [CP1252, ASCII], ids=["cp1252", "ascii"])
def test_any_text_is_printed_as_utf8_on_any_code_page(encoding: dict[str, str], askfaq: Askfaq) -> None:
    assert "| 猫 | 8 € |" in askfaq("show", DOGS, *FAQ, **encoding).out
    assert askfaq("list", *FAQ, "--json", **encoding).objects[1]["question"] == BREAKFAST["question"]
    assert "朝食" in askfaq("list", *FAQ, **encoding).out


@pytest.mark.parametrize("encoding", [CP1252, ASCII], ids=["cp1252", "ascii"])
@pytest.mark.parametrize(
    "args",
    [("--help",), ("ask", "--help"), ("import", "--help"), ("show", "夕食"), ("list", "夕"), ("--top", "夕", "x")],
)
def test_help_and_errors_are_printed_too(args: tuple[str, ...], encoding: dict[str, str], askfaq: Askfaq) -> None:
    run = askfaq(*args, *(() if "--help" in args or "--top" in args else FAQ), **encoding)
    assert run.code == (0 if "--help" in args else 2 if "--top" in args else 1)
    assert "fault of askfaq" not in run.err


@pytest.mark.parametrize("encoding", [CP1252, ASCII], ids=["cp1252", "ascii"])
def test_questions_on_stdin_are_utf8_on_any_code_page(encoding: dict[str, str], askfaq: Askfaq) -> None:
    run = askfaq("-", "--json", *FAQ, stdin=f"\ufeff{BREAKFAST['question']}\r\n", **encoding)
    assert run.objects[0]["query"] == BREAKFAST["question"]
    assert run.objects[0]["id"] == "朝食"


@pytest.fixture
def bare(env: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """An environment without the modules and functions that Windows lacks."""
    folder = tmp_path / "windows"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        "import os, sys\n"
        "for name in ('fcntl', 'termios', 'tty', 'pty', 'pwd', 'grp', 'resource', 'readline'):\n"
        "    sys.modules[name] = None\n"
        "for name in ('chown', 'mkfifo', 'getuid', 'geteuid', 'fork', 'killpg', 'fchmod', 'fchown', 'O_DIRECTORY'):\n"
        "    if hasattr(os, name): delattr(os, name)\n"
    )
    return {**env, "PYTHONPATH": os.pathsep.join([str(folder), env.get("PYTHONPATH", "")])}


@pytest.mark.parametrize(
    "args",
    [
        ("How long does the average hug last?",),
        ("how long do people hug each other",),
        ("list",),
        ("show", "hug-length"),
        ("--version",),
        ("check", str(TWINS)),
        ("export",),
        ("import", str(TWINS), "-o", "new.json"),
        ("add", "--question", "Do you take cats?", "--answer", "Yes.", "--faq", "new.json"),
    ],
    ids=lambda args: args[0],
)
def test_nothing_needs_a_posix_module(args: tuple[str, ...], bare: dict[str, str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "askfaq", *args], capture_output=True, env=bare, cwd=tmp_path, stdin=subprocess.DEVNULL
    )
    assert done.returncode == 0, done.stderr
