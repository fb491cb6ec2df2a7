"""The house: rooms import downwards only, none knows its neighbour, and each third-party package has its home.

docs/architecture.md draws what is held here.
"""

import ast
import re
from collections.abc import Iterator
from graphlib import TopologicalSorter
from itertools import chain
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "architecture.md"
SOURCE = Path(__file__).resolve().parent.parent / "src" / "askfaq"

# From the command line down to the values. A room imports its own modules and rooms of lower layers, never a neighbour.
LAYERS = [
    ["__main__"],
    ["main"],
    ["cli"],
    ["commands"],
    ["api"],
    ["output", "checks"],
    ["joint", "evaluation", "misses"],
    ["formats", "engine"],
    ["faq"],
    ["saving"],
    ["terminal", "files", "locks", "paths"],
    ["text", "model", "errors", "__init__"],
    ["limits"],
]
# The same inside the two large rooms.
INNER = {
    "engine": [
        ["engine"],
        ["cached_index"],
        ["cached_faq", "ranking"],
        ["index"],
        ["analysis"],
        ["lexicon", "encoder"],
        ["decision", "storage", "arrays", "blas"],
    ],
    "formats": [
        ["sources"],
        ["registry"],
        ["html"],
        ["markdown", "detect"],
        ["foreign"],
        ["records", "plain_text"],
        ["markup", "decode"],
        ["imported", "questions"],
    ],
}
# Where a package may be imported: names of rooms or modules; one that ends in "_" is the beginning of a module's name.
HOMES = {
    "typer": ["cli"],
    "rich": ["output/rich_", "output/import_report", "output/diff_report"],
    "rapidfuzz": ["text/fuzzy"],
    "numpy": [
        "engine/encoder",
        "engine/index",
        "engine/ranking",
        "engine/arrays",
        "engine/blas",
        "engine/storage/safetensors",
        "misses/grouping",
        "checks/contradictions/paraphrases",
    ],
    "selectolax": ["formats/html", "formats/markup"],
    "markdown_it": ["formats", "output/rich_markdown", "checks/links", "text/whole_markdown"],
    "yaml": ["formats/records/yaml_list"],
    "openpyxl": ["formats/records/workbook"],
    "platformdirs": ["paths"],
    "threadpoolctl": ["engine/blas"],
    "prompt_toolkit": ["commands/interactive"],
    "mcp": ["commands/mcp_server"],
    "mcp_types": ["commands/mcp_server"],
    "anyio": ["commands/mcp_server"],
    "pydantic": ["commands/mcp_server"],
}
WITH_CODE = ["__init__", "commands/__init__"]  # every other __init__ is a docstring


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).with_suffix("").as_posix()


MODULES = {name_of(path): path for path in sorted(SOURCE.rglob("*.py"))}


def imported(name: str) -> Iterator[str]:
    """What a module imports, anywhere in it and for type checkers too: dotted names, those of the package with "/"."""
    for node in ast.walk(ast.parse(MODULES[name].read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (own_name(alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name}: relative import"
            for alias in node.names:
                inner = own_name(f"{node.module}.{alias.name}")
                yield inner if inner in MODULES else own_name(node.module or "")


def own_name(dotted: str) -> str:
    """A module of the package as MODULES names it; anything else unchanged."""
    if dotted == "askfaq":
        return "__init__"
    path = dotted.removeprefix("askfaq.").replace(".", "/")
    return dotted if path == dotted else f"{path}/__init__" if f"{path}/__init__" in MODULES else path


def layer_faults(layers: list[list[str]], inside: str = "") -> Iterator[str]:
    """The imports that do not go down, between what lies in a folder ("" or "engine/")."""
    level = {room: number for number, rooms in enumerate(layers) for room in rooms}
    for name in MODULES:
        if not name.startswith(inside) or name == f"{inside}__init__" != "__init__":
            continue
        room = name.removeprefix(inside).split("/")[0]
        if room not in level:
            yield f"{name} is in no layer"
            continue
        for target in imported(name):
            if target not in MODULES or not target.startswith(inside):
                continue
            other = target.removeprefix(inside).split("/")[0]
            if other != room and not level[room] < level.get(other, -1):
                yield f"{name} imports {target}"


def test_imports_go_down() -> None:
    assert not list(layer_faults(LAYERS))


def test_imports_go_down_inside_the_large_rooms() -> None:
    assert not list(chain.from_iterable(layer_faults(layers, f"{room}/") for room, layers in INNER.items()))


def test_nothing_imports_itself_in_a_circle() -> None:
    TopologicalSorter({name: {t for t in imported(name) if t in MODULES} for name in MODULES}).prepare()


def test_packages_stay_in_their_homes() -> None:
    strays = [
        f"{name} imports {package}"
        for name in MODULES
        for package, homes in HOMES.items()
        if any(module.split(".")[0] == package for module in imported(name))
        and not any(name == home or name.startswith(home if home.endswith("_") else f"{home}/") for home in homes)
    ]
    assert not strays


def test_the_folders_of_modules_hold_no_code_of_their_own() -> None:
    with_code = [
        name
        for name, path in MODULES.items()
        if name.split("/")[-1] == "__init__" and len(ast.parse(path.read_text(encoding="utf-8")).body) > 1
    ]
    assert set(with_code) <= set(WITH_CODE)
    assert "commands/__init__" not in MODULES or not list(imported("commands/__init__"))


def test_no_room_is_crowded() -> None:
    crowded = {}
    for folder in {path.parent for path in MODULES.values()}:
        names = [p.name for p in folder.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()]
        names = [n for n in names if n not in ("__init__.py", "__main__.py")]
        # the top is listed in LAYERS; in these two nearly every command has a file of its own
        if len(names) > 12 and folder != SOURCE and folder.name not in ("cli", "commands"):
            crowded[folder.name] = len(names)
    assert not crowded


def test_no_module_is_long() -> None:
    sizes = {name: path.read_text(encoding="utf-8").count("\n") for name, path in MODULES.items()}
    assert not {name: size for name, size in sizes.items() if size > 250}


def test_the_page_draws_the_tree_that_is_there() -> None:
    tree = PAGE.read_text(encoding="utf-8").split("```")[1]
    drawn, room = set(), ""
    for line in tree.splitlines()[2:]:
        name = line.split("── ")[1].split()[0].rstrip("/")
        if line[0] in "├└":
            room = name
        drawn.add(name if name == room else f"{room}/{name}")
    top = {path.name for path in SOURCE.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    inner = {f"{room}/{path.name}" for room in INNER for path in (SOURCE / room).iterdir() if path.is_dir()}
    assert drawn == {name for name in top | inner if "__pycache__" not in name}


def test_the_page_tells_the_layers_that_are_held() -> None:
    text = PAGE.read_text(encoding="utf-8")
    rows = re.findall(r"^\| \d+ \| (.*) \|$", text, re.MULTILINE)
    assert [re.findall(r"`(\w+)`", row) for row in rows] == LAYERS
    for room, layers in INNER.items():
        (chain_of,) = re.findall(rf"^Inside `{room}`: (.*?)\.$", text, re.MULTILINE | re.DOTALL)
        assert [re.findall(r"`(\w+)`", part) for part in chain_of.split("→")] == layers


def test_the_page_names_files_that_are_there() -> None:
    root = PAGE.parent.parent
    named = set(re.findall(r"`([\w./]+(?:\.py|\.md|\.json|/))`", PAGE.read_text(encoding="utf-8"))) - {"writer.py"}
    missing = [name for name in named if not (root / name).exists() and not list(SOURCE.glob(f"**/{name.rstrip('/')}"))]
    assert not [name for name in missing if "NAME" not in name]
