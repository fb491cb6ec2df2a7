"""--copy: the answer on the clipboard, said on stderr, and nothing else about the command changes."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import SAMPLE, TWINS, Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the clipboard is a shell script")

Askfaq = Callable[..., Run]
ANSWERS = {e["id"]: e["answer"] for e in json.loads(SAMPLE.read_text(encoding="utf-8"))["entries"]}
HUGS = "How long does the average hug last?"
COPIED = "Copied to the clipboard.\n"
NOT_COPIED = "askfaq: not copied: no clipboard can be reached from here\n"


@pytest.fixture
def clipboard(tmp_path: Path, env: dict[str, str]) -> Path:
    """A display with a clipboard, which is this file."""
    held = tmp_path / "clipboard"
    program = tmp_path / "bin" / "wl-copy"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\ncat > '{held}'\n")
    program.chmod(0o755)
    env |= {"WAYLAND_DISPLAY": "wayland-0", "PATH": f"{program.parent}:{env['PATH']}"}
    return held


def test_an_answer_is_copied_as_it_is_written(askfaq: Askfaq, clipboard: Path) -> None:
    assert askfaq("--copy", HUGS) == Run(0, ANSWERS["hug-length"] + "\n", COPIED)
    assert clipboard.read_text() == ANSWERS["hug-length"]


def test_entries_are_copied_as_a_pipe_gets_them(askfaq: Askfaq, clipboard: Path) -> None:
    run = askfaq("show", "hug-length", "hug-client", "--copy")
    assert (run.code, run.err) == (0, COPIED)
    assert clipboard.read_text() + "\n" == run.out


def test_json_is_printed_and_the_answer_is_copied(askfaq: Askfaq, clipboard: Path) -> None:
    run = askfaq("--json", "--copy", HUGS)
    assert (run.objects[0]["id"], run.err) == ("hug-length", COPIED)
    assert clipboard.read_text() == ANSWERS["hug-length"]


@pytest.mark.parametrize("args", [["xyzzy plugh"], ["where is the key", "--faq", str(TWINS)], ["show", "hug-lenght"]])
def test_without_an_answer_the_clipboard_stays(args: list[str], askfaq: Askfaq, clipboard: Path) -> None:
    run = askfaq(*args, "--copy")
    assert (run.code, run.out) == (1, "")
    assert "opied" not in run.err
    assert not clipboard.exists()


def test_without_a_clipboard_it_says_so_and_the_answer_stands(askfaq: Askfaq) -> None:
    assert askfaq("--copy", HUGS) == Run(0, ANSWERS["hug-length"] + "\n", NOT_COPIED)


def test_many_answers_do_not_fit_a_clipboard(askfaq: Askfaq, clipboard: Path) -> None:
    run = askfaq("ask", "-", "--copy", stdin=f"{HUGS}\n")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("askfaq: --copy goes with one question")
    assert not clipboard.exists()
