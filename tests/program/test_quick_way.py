"""What start-up loads: a plain line nothing heavy, a completion neither the engine nor a reader."""

import os
import subprocess
import sys

import pytest

from conftest import SAMPLE, TWINS

# What a route must not load: the costs are in docs/decisions/0002-dependencies.md.
HEAVY = set(
    "typer rich numpy rapidfuzz pydantic platformdirs pathlib dataclasses importlib.metadata importlib.resources "
    "sqlite3 markdown_it pygments selectolax prompt_toolkit subprocess rich.markdown rich.table rich.panel rich.syntax "
    "rich.live askfaq.cli askfaq.commands.interactive askfaq.checks askfaq.formats askfaq.evaluation".split()
)
PAGE = ["rich", "dataclasses"]
MARKDOWN_PAGE = [*PAGE, *"rich.markdown rich.table rich.syntax markdown_it pygments pathlib".split()]
ROUTES = {
    "near-verbatim question": (["how long does the average hug last"], []),
    "near-verbatim question as JSON": (["--json", "How long does the average hug last?"], []),
    "near-verbatim question to several": (
        ["--faq", str(SAMPLE), "--faq", str(TWINS), "how long does the average hug last"],
        [],
    ),
    "version": (["--version"], []),
    "list": (["list"], []),
    "list of a topic as JSON": (["list", "--json", "Hugs"], []),
    "show": (["show", "hug-length"], []),
    "list through Typer": (["list", "--topics"], ["typer", "pathlib", "subprocess", "askfaq.cli"]),
}
TERMINAL_ROUTES = {
    "an answer that is a paragraph": (["how long does the average hug last"], PAGE),
    "an answer with a list": (["how do you give a comforting hug"], MARKDOWN_PAGE),
    "list": (["list", "Hugs"], PAGE),
}
# Each module of askfaq's own costs .4 million instructions, of 145.
MOST_OWN = {"a wording": (["how long does the average hug last"], 28), "list": (["list"], 24)}
COMPLETIONS = {
    "ids": (["show", "hug-l"], "hug-length"),
    "codes": (["check", "--explain", "same-w"], "same-wording"),
    "formats to read": (["import", "--format", "ra"], "rasa"),
    "formats to write": (["export", "--format", "js"], "jsonld"),
}
BEHIND = ("numpy", "rich", "rapidfuzz", "selectolax", "markdown_it", "askfaq.engine")
# The table of formats, and what its rows are made of; any other module of that room reads or writes one.
OF_THE_TABLE = {
    "askfaq.formats",
    "askfaq.formats.registry",
    "askfaq.formats.imported",
    "askfaq.formats.questions",
    "askfaq.formats.records",
    "askfaq.formats.records.field_names",
}


def loaded_modules(argv: list[str], env: dict[str, str], *, on_terminal: bool = False) -> tuple[str, set[str]]:
    """What a command line prints, and the modules that it has loaded when it is done."""
    code = (
        f"import sys; from askfaq.terminal import streams; streams.is_terminal = lambda _: {on_terminal}; "
        "from askfaq.main import run; assert run(sys.argv[1:]) == 0; "
        "print(*sorted(sys.modules), sep='\\n', file=sys.stderr)"
    )
    # -S: what the environment's own .pth files load is not askfaq's doing
    paths = os.pathsep.join(p for p in sys.path if p)
    command = [sys.executable, "-S", "-c", code, *argv]
    done = subprocess.run(command, capture_output=True, text=True, env={**env, "PYTHONPATH": paths}, check=True)
    loaded = set(done.stderr.split())
    assert "askfaq.main" in loaded
    return done.stdout, loaded


@pytest.mark.parametrize(("argv", "allowed"), ROUTES.values(), ids=ROUTES.keys())
def test_a_route_loads_nothing_heavy(argv: list[str], allowed: list[str], env: dict[str, str]) -> None:
    assert loaded_modules(argv, env)[1] & HEAVY <= set(allowed)


@pytest.mark.parametrize(("argv", "allowed"), TERMINAL_ROUTES.values(), ids=TERMINAL_ROUTES.keys())
def test_a_page_loads_what_it_draws(argv: list[str], allowed: list[str], env: dict[str, str]) -> None:
    assert loaded_modules(argv, env, on_terminal=True)[1] & HEAVY <= set(allowed)


@pytest.mark.parametrize(("argv", "most"), MOST_OWN.values(), ids=MOST_OWN.keys())
def test_the_quick_way_passes_through_few_modules(argv: list[str], most: int, env: dict[str, str]) -> None:
    own = {name for name in loaded_modules(argv, env)[1] if name.split(".")[0] == "askfaq"}
    assert len(own) <= most, sorted(own)


@pytest.mark.parametrize(("words", "offered"), COMPLETIONS.values(), ids=COMPLETIONS.keys())
def test_a_completion_loads_neither_the_engine_nor_a_reader(
    words: list[str], offered: str, env: dict[str, str]
) -> None:
    out, loaded = loaded_modules(words, {**env, "_ASKFAQ_COMPLETE": "zsh"})
    assert offered in out
    assert not [name for name in loaded if name in BEHIND or name.startswith("askfaq.engine.")]
    assert {name for name in loaded if name.startswith("askfaq.formats")} <= OF_THE_TABLE
