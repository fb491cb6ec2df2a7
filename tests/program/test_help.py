"""What --help says: every example runs, and all of it fits the terminal without a word split or a line lost."""

import inspect
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from askfaq.cli.app import app, command_of
from askfaq.cli.help_page import HelpPage, examples, split_example
from askfaq.commands import COMMANDS
from conftest import SAMPLE, Run, entry

HELPS = {"": get_command(app).help, **{name: command_of(name).help for name in COMMANDS}}


def blocks(text: str | None) -> list[list[str]]:
    """The blocks of examples in a help text."""
    paragraphs = re.split(r"\n\s*\n", inspect.cleandoc(text or ""))
    return [lines.split("\n")[1:] for lines in paragraphs if lines.startswith("\b\n")]


EXAMPLES = [split_example(line)[0] for text in HELPS.values() for block in blocks(text) for line in block]
# What ends otherwise than with 0, as the command's exit codes say.
CODES = {
    "askfaq diff old.json faq.json": 1,  # something changed
    "askfaq diff old.json faq.json --cases questions.tsv": 1,
    "git show HEAD:faq.json | askfaq diff - faq.json": 1,
}
ASK_THE_READER = (
    "askfaq",
    "askfaq add",
    "askfaq edit cats",
    "askfaq misses review",
    "askfaq review questions.txt",
)
PAGE = "<h2>Do you take parrots?</h2><p>Yes.</p><h2>Do you take fish?</h2><p>No.</p>"


@pytest.fixture
def folder(tmp_path: Path, faq_file: Callable[..., str]) -> Path:
    """A folder of git with the files that examples name: a FAQ that can answer them, and its like."""
    cats = entry("Is my cat welcome?", "Yes, all cats.", id="cats", topic="Guests", aliases=["felines"])
    dogs = entry("May I bring a dog?", "No dogs.", id="dogs", topic="Guests")
    option = entry("What does the option -v do?", "It says more.", id="option", aliases=["-v what does it do"])
    own = [*json.loads(SAMPLE.read_text(encoding="utf-8"))["entries"], cats, dogs, option]
    faq_file([cats, dogs, option], "old.json")
    faq_file([cats], "mine.json")
    faq_file([entry("Where is the key?", "At the desk.", id="key")], "shared.json")
    faq_file({"title": "Pet hotel", "entries": own}, "faq.json")
    cases = "how long do hugs last\thug-length\n"
    rows = "no,question,by,answer\n1,Do you take fish?,me,No.\n"
    (tmp_path / "docs" / "faq").mkdir(parents=True)
    for name, text in {
        "questions.txt": "how long do hugs last\n",
        "questions.tsv": cases,
        "faq.cases.tsv": cases,
        "questions.csv": rows,
        "faq.html": PAGE,
        "cats.md": "Yes, all of them.\n",
        "docs/faq/fish.md": "# Do you take fish?\n\nNo.\n",
    }.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def programs(tmp_path: Path, env: dict[str, str]) -> dict[str, str]:
    """An environment with `askfaq` as a command, `curl` that needs no network, and the FAQ in use."""
    for name, script in {"askfaq": f'exec "{sys.executable}" -m askfaq "$@"', "curl": f"echo '{PAGE}'"}.items():
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    own = {"PATH": f"{tmp_path / 'bin'}:{env['PATH']}", "ASKFAQ_FILE": "faq.json", "GIT_CONFIG_GLOBAL": os.devnull}
    return {**env, **own, "GIT_CONFIG_SYSTEM": os.devnull}


def needed(example: str) -> list[str]:
    """The programs beside askfaq that an example runs."""
    return [name for name in ("git", "jq") if re.search(rf"(?:^|[| ]){name} ", example)]


@pytest.mark.skipif(os.name == "nt", reason="examples are written for sh")
@pytest.mark.parametrize("example", [example for example in EXAMPLES if example not in ASK_THE_READER])
def test_an_example_runs(example: str, folder: Path, programs: dict[str, str]) -> None:
    if missing := [name for name in needed(example) if shutil.which(name) is None]:
        pytest.skip(f"needs {missing[0]}")
    if example.startswith("askfaq mcp"):
        pytest.importorskip("mcp")
    if "git" in needed(example):
        as_me = ["git", "-c", "user.name=me", "-c", "user.email=me@example.org"]
        for args in (["init", "-q"], ["add", "faq.json"], ["commit", "-q", "-m", "x"]):
            subprocess.run([*as_me, *args], cwd=folder, env=programs, check=True)
        shutil.copy(folder / "mine.json", folder / "faq.json")
    done = subprocess.run(
        ["sh", "-c", example], cwd=folder, env=programs, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert done.returncode == CODES.get(example, 0), done


@pytest.mark.parametrize("example", ASK_THE_READER)
def test_an_example_that_asks_the_reader_does(
    example: str, folder: Path, programs: dict[str, str], spawn: Callable[..., Any]
) -> None:
    assert example in EXAMPLES
    (folder / "questions.txt").write_text("who won the cup\n")
    for words in (["misses", "on"], ["who", "won", "the", "cup"]):
        subprocess.run([sys.executable, "-m", "askfaq", *words], cwd=folder, env=programs, capture_output=True)
    child = spawn(*example.split()[1:], ASKFAQ_FILE="faq.json")
    child.expect("[?:>] $")


@pytest.mark.parametrize("width", [40, 80, 200])
def test_every_help_fits_and_splits_no_word(width: int, askfaq: Callable[..., Run]) -> None:
    for name in HELPS:
        wide, shown = (
            askfaq(*([name] if name else []), "--help", COLUMNS=columns).out for columns in ("1000", str(width))
        )
        assert max(map(len, shown.splitlines())) <= width, name
        assert [word for word in shown.split() if word != "\\"] == wide.split(), name


def test_a_block_holds_examples_only() -> None:
    assert all(re.search(r"\baskfaq\b", example) for example in EXAMPLES)


@pytest.mark.parametrize("width", [30, 40, 80])
def test_a_narrow_example_can_be_pasted(width: int) -> None:
    said = subprocess.run(
        ["sh", "-c", 'askfaq() { for word; do printf "%s\\n" "$word"; done; }; ' + "\n".join(examples([LONG], width))],
        capture_output=True,
        text=True,
    )
    assert said.stdout.splitlines() == ["test", "--min-right", ".95", "a b c", "$x y", "-o", "faq.json"]
    assert said.stderr == ""


LONG = """askfaq test --min-right .95 "a b c" '$x y' -o faq.json"""


def test_what_is_said_stands_beside_where_it_fits_and_else_below() -> None:
    lines = ["askfaq add         asks for all of it", "askfaq edit cats"]
    assert examples(lines, 32) == ["askfaq add  asks for all of it", "askfaq edit cats"]
    assert examples(lines, 20) == ["askfaq add", "    asks for all of", "    it", "askfaq edit cats"]


def test_names_stand_beside_what_they_mean_where_there_is_room() -> None:
    page = HelpPage(82, 100)
    page.write_dl([("--json", "One object a line."), ("--min-confidence X", "At least this sure.")])
    assert page.getvalue() == "--json              One object a line.\n--min-confidence X  At least this sure."
    page = HelpPage(32, 100)
    page.write_dl([("--json", "One object a line."), ("--min-confidence X", "At least this sure.")])
    assert page.getvalue() == "--json  One object a line.\n--min-confidence X\n        At least this sure."
