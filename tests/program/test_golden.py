"""What a reader sees: the real program on a terminal of several sizes, captured in golden/.

UPDATE_GOLDEN=1 python -m pytest tests/program/test_golden.py writes the captures anew; look at each before committing it.
Escape characters are shown as ␛.
"""

import os
import re
import sys
from pathlib import Path

import pytest

pexpect = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
if os.name == "nt":
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

LINK_ID = re.compile(r"(?<=\x1b]8;)id=\d+(?=;)")  # Rich draws it by lot
GOLDEN = Path(__file__).parent / "golden"
FAQ = {"ASKFAQ_FILE": str(GOLDEN / "faq.json")}  # not --faq, which hints would repeat
CODE = "    hotel --book --animals=2 --since=2031-01-01"  # is to be copied whole
DOGS = "dogs-and-other-animals-that-travel-with-their-people"

COMMANDS = {
    "show": ("show", DOGS),
    "show-cjk": ("show", "朝食"),
    "list": ("list",),
    "topics": ("list", "--topics"),
    "ambiguous": ("where", "is", "the", "key"),
}
CAPTURES = {
    **{
        f"{name}-{width}": (args, {"NO_COLOR": "1", "COLUMNS": str(width)})
        for name, args in COMMANDS.items()
        for width in (40, 80, 200)
    },
    "show-color": (COMMANDS["show"], {}),
    "show-links": (COMMANDS["show"], {"VTE_VERSION": "6800"}),
    "list-color": (COMMANDS["list"], {}),
    "ambiguous-color": (COMMANDS["ambiguous"], {}),
    **{f"{name}-dumb": (args, {"TERM": "dumb"}) for name, args in COMMANDS.items()},
    "show-plain": ((*COMMANDS["show"], "--plain"), {}),
}


def capture(args: tuple[str, ...], env: dict[str, str], width: int) -> str:
    """All that the terminal gets until the program ends; a question that it asks is answered with Enter."""
    child = pexpect.spawn(
        sys.executable, ["-m", "askfaq", *args], env=env, dimensions=(200, width), encoding="utf-8", echo=False
    )
    if child.expect(["or Enter for none: ", pexpect.EOF], timeout=60) == 1:
        return str(child.before)
    shown = child.before + child.after
    child.sendline("")
    child.expect(pexpect.EOF, timeout=60)
    return f"{shown}{child.before}\n"


@pytest.mark.parametrize("name", CAPTURES)
def test_the_terminal_shows_what_was_looked_at(name: str, env: dict[str, str]) -> None:
    args, variables = CAPTURES[name]
    shown = capture(args, {**env, **FAQ, **variables}, int(variables.get("COLUMNS", "80")))
    shown = LINK_ID.sub("", shown.replace("\r\n", "\n")).replace("\x1b", "␛")
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(shown, encoding="utf-8")
    assert shown == path.read_text(encoding="utf-8")


def test_no_line_is_wider_than_the_terminal_but_for_code() -> None:
    from rich.cells import cell_len

    for width, name in ((w, n) for w in (40, 80) for n in CAPTURES if n.endswith(f"-{w}")):
        for line in (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines():
            assert cell_len(line) <= width or line == CODE, (name, line)


def test_no_capture_is_left_over() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(CAPTURES)
