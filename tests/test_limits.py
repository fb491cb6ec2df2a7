"""The limits stand in one module, and the page for users tells them as they are."""

import ast
import re
from pathlib import Path

from askfaq import limits

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "reference" / "limits.md"
ROW = re.compile(r"^\| [^|]+ \| ([^|]+) \| [^|]+ \| [^|]+ \| `(\w+)` \|$", re.MULTILINE)
UNITS = {"BYTES": (2**20, " MiB"), "SECONDS": (1, " s"), "DAYS": (1, " days")}


def shown(name: str, value: int) -> str:
    """A limit as a person writes it."""
    size, unit = UNITS.get(name.rpartition("_")[2], (1, ""))
    if unit == " MiB" and value < size:
        size, unit = 2**10, " KiB"
    return f"{value // size:,}{unit}"


def test_the_page_tells_each_limit() -> None:
    told = {name: value for value, name in ROW.findall(PAGE.read_text(encoding="utf-8"))}
    assert told == {name: shown(name, value) for name, value in vars(limits).items() if name.isupper()}


def test_each_limit_says_what_happens_beyond_it() -> None:
    source = Path(limits.__file__).read_text(encoding="utf-8")
    lines = source.splitlines()
    silent = [
        lines[node.lineno - 1]
        for node in ast.parse(source).body
        if isinstance(node, ast.Assign) and "  # " not in lines[node.lineno - 1]
    ]
    assert not silent


def test_each_limit_is_held_somewhere() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py") if path.stem != "limits")
    imported_only = 1
    assert not [
        name for name in vars(limits) if name.isupper() and len(re.findall(rf"\b{name}\b", code)) <= imported_only
    ]
