"""--no-input: whatever a command would ask on a terminal, it does not, and ends as in a pipe."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import TWINS, entry

pexpect: Any = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
if not hasattr(pexpect, "spawn"):
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

FAQ = ("--faq", "faq.json")
# each would ask something; its exit code, and a word of what it says instead
ASKING = {
    "the question": ((), 2, "no question"),
    "which of several": (("ask", "where", "is", "the", "key", "--faq", str(TWINS)), 1, "more than one entry"),
    "a new entry": (("add", *FAQ), 2, "--question"),
    "what to change": (("edit", "dogs", *FAQ), 2, "an option that says what to change"),
    "whether to remove": (("remove", "dogs", *FAQ), 0, "Removed"),
    "whether to write": (("import", "page.md"), 2, "-o FAQ"),
    "whether to replace a source": (("export", *FAQ, "-o", "page.md"), 2, "give another file"),
    "whether to delete": (("misses", "clear", *FAQ), 0, "Deleted 1 "),
    "what becomes of a question": (("review", "questions.txt", *FAQ), 2, "review asks at a terminal"),
    "what becomes of a miss": (("misses", "review", *FAQ), 2, "review asks at a terminal"),
}


@pytest.fixture
def folder(tmp_path: Path, askfaq: Callable[..., Any]) -> None:
    """The files that the commands name, and a miss that is kept."""
    faq = {"entries": [entry("Do you take dogs?", "Small ones.", id="dogs")]}
    (tmp_path / "faq.json").write_text(json.dumps(faq))
    (tmp_path / "page.md").write_text("# Do you take cats?\n\nYes.\n")
    (tmp_path / "questions.txt").write_text("who won the cup\n")
    askfaq("import", "page.md", "-o", "faq.json")
    askfaq("misses", "on")
    askfaq("who won the cup", *FAQ)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(("args", "code", "said"), ASKING.values(), ids=ASKING.keys())
def test_nothing_is_asked(args: tuple[str, ...], code: int, said: str, spawn: Callable[..., Any]) -> None:
    child = spawn(*args, "--no-input")
    child.expect(pexpect.EOF)
    child.close()
    assert (child.exitstatus, said in child.before) == (code, True), child.before


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("args", [args for args, _, _ in ASKING.values()], ids=ASKING.keys())
def test_without_it_each_of_them_asks(args: tuple[str, ...], spawn: Callable[..., Any]) -> None:
    child = spawn(*args)
    assert child.expect(["[?:>\\]] $", pexpect.EOF]) == 0, child.before
