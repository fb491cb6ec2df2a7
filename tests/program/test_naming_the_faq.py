"""One way to name the FAQ: every command takes --faq, some an argument; nothing that is named is ignored."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from askfaq.commands import COMMANDS
from conftest import Run, entry

Askfaq = Callable[..., Run]
POOL = "is there a pool"


class Row(NamedTuple):
    """A command line without a FAQ (the FAQ as an argument comes behind it), and how it takes one."""

    words: tuple[str, ...]
    argument: bool = False  # the FAQ may be an argument
    stdin: bool = True  # and may be standard input
    changes: bool = False


ROWS = {
    "ask": Row((POOL,)),
    "ask ask": Row(("ask", POOL, "--json")),
    "list": Row(("list",)),
    "list topics": Row(("list", "--topics")),
    "show": Row(("show", "pool")),
    "check": Row(("check", "--json"), argument=True),
    "test": Row(("test", "--max-wrong", "1"), argument=True),
    "test cases": Row(("test", "pool.tsv"), argument=True),
    "diff": Row(("diff", "old.json")),
    "export": Row(("export", "--format", "csv"), argument=True),
    "index": Row(("index",), argument=True, stdin=False),
    "mcp": Row(("mcp",), argument=True, stdin=False),
    "set": Row(("set",)),
    "set title": Row(("set", "title", "Pool"), stdin=False, changes=True),
    "add": Row(("add", "--question", "Do you take cats?", "--answer", "Yes."), stdin=False, changes=True),
    "edit": Row(("edit", "pool", "--alias", "a place to swim"), stdin=False, changes=True),
    "remove": Row(("remove", "pool"), stdin=False, changes=True),
    "topic": Row(("topic", "rename", "Water", "Pools"), stdin=False, changes=True),
    "import": Row(("import", "page.md"), stdin=False, changes=True),
    "misses": Row(("misses",), stdin=False),
    "review": Row(("review", "questions.txt", "--json")),
}
READ = {name: row for name, row in ROWS.items() if row.stdin}
WITH_ARGUMENT = {name: row for name, row in ROWS.items() if row.argument}
# mcp serves until standard input ends, so it says nothing of the FAQ that it has read; import writes to your own FAQ
USES_ENVIRONMENT = {name: row for name, row in ROWS.items() if name not in ("mcp", "import", "diff")}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, faq_file: Callable[..., str]) -> Path:
    """A FAQ, another one in which nothing is the same, and what the command lines name."""
    pool = [entry("Is there a pool?", "Yes, on the roof.", id="pool", topic="Water", aliases=["can I swim here"])]
    faq_file(pool, "faq.json")
    faq_file([entry("Are there bears?", "No.", id="bears")], "other.json")
    faq_file([entry("Is there a pool?", "Not yet.", id="pool", topic="Water")], "old.json")
    (tmp_path / "page.md").write_text("# FAQ\n\n## May I smoke?\n\nNo.\n")
    (tmp_path / "pool.tsv").write_text(f"{POOL}\tpool\n")
    (tmp_path / "questions.txt").write_text("who won the cup\n")
    return tmp_path


def faq(folder: Path) -> str:
    return (folder / "faq.json").read_text(encoding="utf-8")


def once_made(printed: str) -> str:
    """What index prints the second time."""
    return printed.replace("index made", "index ready already")


def without_name(text: str) -> str:
    """What is printed, whatever the FAQ is called there."""
    for name in ("standard input", "./faq.json", "faq.json", '"path":"-"'):
        text = text.replace(name, '"path":"FAQ"' if name.startswith('"') else "FAQ")
    return text


def test_every_command_has_a_row() -> None:
    assert {row.words[0] for row in ROWS.values()} >= set(COMMANDS) - {"ask", "browse"}  # which wants a terminal


@pytest.mark.parametrize("name", ROWS)
def test_the_faq_that_is_named_is_used_or_changed_whatever_the_environment_says(
    name: str, askfaq: Askfaq, folder: Path
) -> None:
    before, other = faq(folder), (folder / "other.json").read_text(encoding="utf-8")
    run = askfaq(*ROWS[name].words, "--faq", "faq.json", ASKFAQ_FILE="other.json")
    assert run.code != 2, run
    assert "bears" not in run.out + run.err
    assert (faq(folder) != before) == ROWS[name].changes
    assert (folder / "other.json").read_text(encoding="utf-8") == other


@pytest.mark.parametrize("name", USES_ENVIRONMENT)
def test_the_environment_names_it_as_well(name: str, askfaq: Askfaq, folder: Path) -> None:
    before = faq(folder)
    named = askfaq(*ROWS[name].words, "--faq", "faq.json")
    (folder / "faq.json").write_text(before, encoding="utf-8")
    by_environment = askfaq(*ROWS[name].words, ASKFAQ_FILE="faq.json")
    assert (by_environment.code, by_environment.out) == (named.code, once_made(named.out))


@pytest.mark.parametrize("name", WITH_ARGUMENT)
def test_an_argument_is_as_good_as_the_option(name: str, askfaq: Askfaq) -> None:
    words = WITH_ARGUMENT[name].words
    first, second = askfaq(*words, "--faq", "faq.json"), askfaq(*words, "faq.json")
    assert second == first._replace(out=once_made(first.out))
    assert second.code != 2


@pytest.mark.parametrize("name", WITH_ARGUMENT)
def test_of_an_argument_and_the_option_none_is_ignored(name: str, askfaq: Askfaq) -> None:
    words = WITH_ARGUMENT[name].words
    run = askfaq(*words, "faq.json", "--faq", "other.json")
    assert (run.code, run.out) == (2, "")
    assert run.err == f"askfaq: {words[0]} takes a FAQ as its argument or with --faq, not both\n"


@pytest.mark.parametrize("name", READ)
def test_what_reads_a_faq_reads_standard_input(name: str, askfaq: Askfaq, folder: Path) -> None:
    words = READ[name].words
    named, read = askfaq(*words, "--faq", "faq.json"), askfaq(*words, "--faq", "-", stdin=faq(folder))
    assert read.code == named.code != 2
    assert without_name(read.out) == without_name(named.out)
    assert without_name(read.err) == without_name(named.err).replace("--faq FAQ", "--faq -")


@pytest.mark.parametrize("name", ["check", "export"])  # with test it stands for cases
def test_and_so_it_does_where_the_argument_says_so(name: str, askfaq: Askfaq, folder: Path) -> None:
    words = READ[name].words
    assert askfaq(*words, "-", stdin=faq(folder)) == askfaq(*words, "--faq", "-", stdin=faq(folder))


@pytest.mark.parametrize("name", [name for name, row in ROWS.items() if not row.stdin])
def test_what_needs_a_file_says_so(name: str, askfaq: Askfaq, folder: Path) -> None:
    words = ROWS[name].words
    run = askfaq(*words, "--faq", "-", stdin=faq(folder))
    assert (run.code, run.out) == (2, "")
    assert run.err == f"askfaq: {words[0]} needs a FAQ file, and - is standard input; name the file: --faq PATH\n"


@pytest.mark.parametrize(
    "words",
    [("ask", "-"), (), ("test", "-"), ("review", "-", "--json"), ("diff", "-")],
    ids=["ask", "nothing", "test", "review", "diff"],
)
def test_standard_input_is_one_thing(words: tuple[str, ...], askfaq: Askfaq, folder: Path) -> None:
    run = askfaq(*words, "--faq", "-", stdin=faq(folder))
    assert (run.code, run.out) == (2, "")
    assert run.err.count("\n") == 1
    assert "can be read only once" in run.err


def test_a_fault_of_what_is_read_has_its_place(askfaq: Askfaq) -> None:
    run = askfaq("list", "--faq", "-", stdin='[{"question": "x"}]')
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("askfaq: standard input:1:2: ")


def test_the_name_in_the_environment_is_that_of_a_file(askfaq: Askfaq, folder: Path) -> None:
    named = f".{os.sep}-"
    run = askfaq("list", stdin=faq(folder), ASKFAQ_FILE="-")
    assert (run.code, run.out) == (2, "")
    assert run.err == f"askfaq: {named}: there is no such file (the file that ASKFAQ_FILE names)\n"


def test_import_writes_to_one_faq(askfaq: Askfaq, folder: Path) -> None:
    run = askfaq("import", "page.md", "-o", "faq.json", "--faq", "other.json")
    assert (run.code, run.out) == (2, "")
    assert run.err == "askfaq: import writes to one FAQ, and 2 are named (faq.json, other.json)\n"


def test_the_new_version_is_the_faq_in_use_where_none_is_named(askfaq: Askfaq) -> None:
    named = askfaq("diff", "old.json", "faq.json")
    assert named.code == 1
    assert askfaq("diff", "old.json", ASKFAQ_FILE="faq.json") == named
    assert askfaq("diff", "old.json", "faq.json", "--faq", "other.json").code == 2
    assert askfaq("diff", "old.json").err.startswith("askfaq: diff takes two FAQ files")


def test_a_faq_and_its_cases_may_be_named_in_any_order(askfaq: Askfaq) -> None:
    expected = askfaq("test", "pool.tsv", "--faq", "faq.json")
    assert expected.code == 0
    assert askfaq("test", "faq.json", "pool.tsv") == askfaq("test", "pool.tsv", "faq.json") == expected


def test_a_miss_of_standard_input_is_kept_nowhere(askfaq: Askfaq, folder: Path) -> None:
    askfaq("misses", "on")
    askfaq("who", "won", "--faq", "-", stdin=faq(folder))
    assert list((folder / "home").rglob("*.log")) == []


def test_a_faq_in_the_place_of_a_topic_is_told_how_to_be_listed(askfaq: Askfaq) -> None:
    said = "askfaq: faq.json is a file, not a topic; to list it: askfaq list --faq faq.json\n"
    assert askfaq("list", "faq.json") == Run(1, "", said)
