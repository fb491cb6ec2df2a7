"""The house: imports go one way, and each third-party package has one home."""

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "askfaq"

# From the front door to the values; a module may import from its own floor and from those below.
FLOORS = [
    ["__main__", "__init__"],
    ["entry"],
    ["cli"],
    ["about", "api", "editing", "exporting", "importing", "preparing", "stdin"],
    ["dialogue", "checking", "asking", "browsing", "pager"],
    ["editor", "keeping"],
    ["drafts"],
    ["render", "shapes", "exporters", "checks", "progress"],
    ["merge"],
    ["importers"],
    ["views"],
    ["opening"],
    ["terminal", "store", "paths", "splicing"],
    ["faqformat"],
    ["matching"],
    ["jsonfaults"],
    ["ids", "positions"],
    ["model", "errors"],
]
HOMES = {
    "typer": {"cli"},
    "rich": {"render"},
    "rapidfuzz": {"matching/lexical"},
    "numpy": {"matching"},
    "selectolax": {"importers"},
    "markdown_it": {"importers", "exporters", "render"},
    "yaml": {"importers/yamllist"},
}

MODULES = sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).with_suffix("").as_posix()


def imported(path: Path) -> set[str]:
    """Every module that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" for alias in node.names} | {node.module or ""}
    return found


def floor(name: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if name.split("/")[0] in floor)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_go_down_only(path: Path) -> None:
    own = floor(name_of(path))
    for module in imported(path):
        if module.startswith("askfaq."):
            target = module.split(".")[1]
            if target in {name for names in FLOORS for name in names}:
                assert floor(target) >= own, f"{name_of(path)} imports {module}"


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_each_package_has_one_home(path: Path) -> None:
    for package, homes in HOMES.items():
        if any(module.split(".")[0] == package for module in imported(path)):
            assert any(name_of(path) == home or name_of(path).startswith(f"{home}/") for home in homes)


def test_every_module_has_its_floor() -> None:
    assert {name_of(path).split("/")[0] for path in MODULES} == {name for names in FLOORS for name in names}
