"""The front door: a plain question, list, show or index goes around Typer, and nobody can tell."""

import io
import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from askfaq import main as front
from askfaq.engine.engine import Engine
from askfaq.terminal import streams
from conftest import ROOT, entry

WORDINGS = [
    ["how long do hugs last"],
    ["how", "long", "do", "hugs", "last"],
    ["how long", "do hugs last"],
    ["  how   long do hugs last "],
    ["How Long Do Hugs Last?"],
    ["HOW LONG DO HUGS LAST!!!"],
    ["“how long do hugs last”"],
    ["how long do hugs last", ""],
    ["", "how long do hugs last"],
    ["how long do hu\u0301gs last"],
    ["hwo lnog do hugs lasst"],
    ["what's confidential"],
    ["can't my therapist keep a secret"],
    ["how tall is Mount Everest"],
    ["日本語の質問ですか？"],
    ["🙂"],
    ["?"],
    ["a\tb\nc"],
    ["\x1b[31mred\x1b[0m hug"],
    ["[red]hug[/]"],
    ["hug " * 300],
    ["listing of hugs"],
    ["asking", "for", "a", "hug"],
    ["ask", "ask"],
    ["hug", "ask"],
    ["hug", "list"],
    ["Ask", "a", "hug"],
    ["3"],
    ["hug-length"],
    ["hugs=long"],
]
# options before and after the words, good and bad
FRAMES: list[tuple[list[str], list[str]]] = [
    ([], []),
    (["ask"], []),
    (["--json"], []),
    ([], ["--json"]),
    (["ask", "--json"], []),
]
OTHERS = [
    [],
    [""],
    ["", ""],
    [" "],
    ["ask"],
    ["ask", ""],
    ["ask", " \t"],
    ["--"],
    ["--", "how", "long", "do", "hugs", "last"],
    ["--", "-v", "hugs"],
    ["ask", "--", "--json"],
    ["how", "--", "long"],
    ["-"],
    ["ask", "-"],
    ["how", "-", "long"],
    ["-v"],
    ["-h"],
    ["--help"],
    ["how", "--help"],
    ["--version"],
    ["--version", "--json"],
    ["how", "--version"],
    ["list"],
    ["list", ""],
    ["list", "Hugs"],
    ["list", " hugs "],
    ["list", "Hgus"],
    ["list", "--", "Hugs"],
    ["list", "--topics"],
    ["list", "of", "hugs"],
    ["list", "list"],
    ["--json", "list"],
    ["list", "hugs", "--json"],
    ["--json", "list", "of", "hugs"],
    ["--faq", "own.json", "list"],
    ["list", "--faq", "own.json", "Hugs"],
    ["list", "--faq", "broken.json"],
    ["list", "--faq"],
    ["show"],
    ["show", ""],
    ["show", "hug-length"],
    ["show", "hug-length", "--json"],
    ["show", "hug-lenght"],
    ["--json", "show", "hug-lenght"],
    ["--faq", "own.json", "show", "do-you-take-dogs"],
    ["show", "--plain", "hug-length"],
    ["show", "me", "hugs"],
    ["check", "own.json"],
    ["index"],
    ["index", "--json"],
    ["index", ""],
    ["index", "funds"],
    ["index", "none.json"],
    ["index", "broken.json"],
    ["index", "--faq", "broken.json"],
    ["index", "broken.json", "--faq", "broken.json"],
    ["index", "own.json", "broken.json"],
    ["--faq"],
    ["--faq", ""],
    ["--faq", "", "hugs"],
    ["--faq", "--json", "hugs"],
    ["--faq", "none.json"],
    ["--faq", "none.json", "hugs"],
    ["hugs", "--faq", "none.json"],
    ["hugs", "--faq"],
    ["--faq=none.json", "hugs"],
    ["--faq", "broken.json", "hugs"],
    ["--faq", "latin1.json", "--json", "hugs"],
    ["--faq", ".", "hugs"],
    ["--faq", "own.json", "do you take dogs"],
    ["--faq", "own.json", "--json", "do you take cats"],
    ["ask", "do", "you", "take", "dogs", "--faq", "own.json"],
    ["--faq", "own.json", "--faq", "none.json", "dogs"],
    ["--faq", "none.json", "--faq", "own.json", "do you take dogs"],
    ["--faq", "own.json", "--faq", "other.json", "do you take dogs"],
    ["--json", "do you take dogs", "--faq", "other.json", "--faq", "own.json"],
    ["list", "--faq", "own.json", "--faq", "other.json"],
    ["show", "--faq", "own.json", "do-you-take-dogs", "--faq", "other.json"],
    ["--json", "--json", "how long do hugs last"],
    ["--jsn", "hugs"],
    ["--json=1", "hugs"],
    ["-j", "hugs"],
    ["hugs", "-x"],
    ["--top", "2", "hugs"],
    ["--top", "0", "hugs"],
    ["-n", "2", "--json", "hugs"],
    ["--topic", "Hugs", "how long"],
    ["--color", "never", "how long do hugs last"],
    ["--color", "blue", "hugs"],
    ["--plain", "how long do hugs last"],
    ["--min-confidence", "1.5", "hugs"],
    ["--no-pager", "how long do hugs last"],
]
PATHS = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
LINES = [[*before, *words, *after] for words, (before, after) in product(WORDINGS, FRAMES)] + OTHERS


def outcome(argv: list[str], monkeypatch: pytest.MonkeyPatch) -> tuple[int, bytes, bytes]:
    """Exit code, stdout and stderr of a command line, run in this process."""
    out, err = io.BytesIO(), io.BytesIO()
    with monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", io.TextIOWrapper(out, encoding="utf-8", write_through=True))
        patch.setattr(sys, "stderr", io.TextIOWrapper(err, encoding="utf-8", write_through=True))
        patch.setattr(sys, "stdin", None)
        return front.run(list(argv)), out.getvalue(), err.getvalue()


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with the FAQ files that the command lines name, an empty home."""
    (tmp_path / "own.json").write_text(json.dumps([entry("Do you take dogs?", "Yes, *small* ones.")]), encoding="utf-8")
    (tmp_path / "other.json").write_text(json.dumps([entry("Do you take dogs?", "No.")]), encoding="utf-8")
    (tmp_path / "broken.json").write_text('{"entries": [', encoding="utf-8")
    (tmp_path / "latin1.json").write_bytes(b'["\xe9"]')
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("ASKFAQ_FILE", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len({tuple(line) for line in LINES}) >= 150
    assert sum(front.plain_command(line) is not None for line in LINES) >= 75


@pytest.fixture
def asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What an engine finds for a query is looked for once: both routes ask the same ones."""
    matched, known = Engine.matched, dict[tuple[Any, ...], Any]()

    def remembered(self: Engine, queries: Sequence[str], topic: str | None, needed: int) -> Any:
        key = (self.faq.path, tuple(queries), topic, needed)
        if key not in known:
            known[key] = matched(self, queries, topic, needed)
        return known[key]

    monkeypatch.setattr(Engine, "matched", remembered)


@pytest.mark.usefixtures("files", "asked_once")
@pytest.mark.parametrize("on_terminal", [False, True], ids=["piped", "terminal"])
def test_both_routes_print_the_same_bytes(on_terminal: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "is_terminal", lambda stream: on_terminal and stream is not None)
    for argv in LINES:
        quick = outcome(argv, monkeypatch)
        with monkeypatch.context() as patch:
            patch.setattr(front, "plain_command", lambda _: None)
            assert outcome(argv, monkeypatch) == quick, argv


def test_a_fault_of_askfaq_is_one_line_and_2(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: list[str]) -> int:
        raise RuntimeError("boom\nsecond line")

    monkeypatch.setattr(front, "_dispatch", fail)
    code, out, err = outcome(["x"], monkeypatch)
    assert (code, out) == (2, b"")
    assert err.startswith(b"askfaq: a fault of askfaq itself (RuntimeError: boom second line)")
    assert err.count(b"\n") == 1


def test_the_first_thing_that_loads_loads_nothing_else() -> None:
    code = "import sys; before = set(sys.modules); import askfaq.__main__; print(sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, env=PATHS)
    assert done.stdout == "['askfaq', 'askfaq.__main__']\n", done.stderr
    scripts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]
    assert scripts == {"askfaq": "askfaq.__main__:main"}


@pytest.mark.parametrize("module", ["askfaq.main", "askfaq.commands", "askfaq.terminal.streams", "askfaq.faq.load"])
def test_ctrl_c_while_it_loads_is_quiet(module: str) -> None:
    code = (
        "import sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name == {module!r}: raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "sys.argv = ['askfaq', 'list']\n"
        "from askfaq.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=PATHS)
    assert (done.returncode, done.stdout, done.stderr) == (130, "", "")
