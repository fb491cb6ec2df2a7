"""YAML lists of entries. PyYAML is imported when there is one."""

from functools import partial
from typing import Any, NamedTuple

from askfaq.errors import FileError
from askfaq.formats.imported import Import, Remark, collect, without_running_number
from askfaq.formats.records.field_names import BY_NAME, Columns
from askfaq.formats.records.objects import LineOf, read_list
from askfaq.limits import MAX_RECORD_DEPTH, MAX_YAML_CHARACTERS, MAX_YAML_DEPTH, MAX_YAML_NODES
from askfaq.model import ImportedEntry, Pointer


class Document:
    """Plain data with the line of each value. Scalars stay as they are written: `No` is an answer, not false."""

    def __init__(self) -> None:
        self.lines: dict[Pointer, int] = {}

    def plain(self, node: Any, at: Pointer = ()) -> Any:
        """The data of a node that `_refuse_large` let pass."""
        if len(at) <= MAX_RECORD_DEPTH:
            self.lines[at] = node.start_mark.line + 1
        if node.id == "scalar":
            return None if node.tag.endswith(":null") else node.value
        if node.id == "sequence":
            return [self.plain(item, (*at, i)) for i, item in enumerate(node.value)]
        data = {key.value: self.plain(value, (*at, key.value)) for key, value in node.value if _is_key(key)}
        for key, value in node.value:
            if key.tag.endswith(":merge") and value.id == "mapping":
                data = {**self.plain(value, at), **data}
                self.lines[at] = node.start_mark.line + 1
        return data


def read(text: str, name: str, *, columns: Columns = BY_NAME) -> Import:
    """Entries of a YAML text. Raises FileError for bad YAML, with its place."""
    found: list[ImportedEntry] = []
    remarks: list[Remark] = []
    for data, lines in documents(text, name):
        line_of: LineOf = partial(_line, lines)
        entries = read_list(data, line_of, remarks, name=name, columns=columns)
        found += map(without_running_number, entries)  # scalars stay as they are written, so that 7 is text too
    if not found and not remarks:
        raise FileError(name, 'YAML, but no list of entries: expected "question" and "answer" keys in a list')
    return collect("yaml", found, remarks)


def _line(lines: dict[Pointer, int], at: Pointer) -> int:
    return lines.get(at, 1)


def documents(text: str, name: str) -> list[tuple[Any, dict[Pointer, int]]]:
    """The data of each document with the lines of its values. Raises FileError."""
    import yaml  # type: ignore[import-untyped]

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        _refuse_deep(yaml.parse(text, Loader=loader), name)
        nodes = [node for node in yaml.compose_all(text, Loader=loader) if node is not None]
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        message = f"not valid YAML: {getattr(error, 'problem', None) or str(error).splitlines()[0]}"
        where = {"line": mark.line + 1, "column": mark.column + 1} if mark else {}
        raise FileError(name, message, **where) from None
    result = []
    for node in nodes:
        _refuse_large(node, name)
        document = Document()
        result.append((document.plain(node), document.lines))
    return result


def _refuse_deep(events: Any, name: str) -> None:
    """Composing is recursive, in C too, so the depth is counted from the events first."""
    depth = 0
    for event in events:
        kind = type(event).__name__
        depth += kind in ("SequenceStartEvent", "MappingStartEvent")
        depth -= kind in ("SequenceEndEvent", "MappingEndEvent")
        if depth > MAX_YAML_DEPTH:
            raise FileError(name, f"YAML nested more than {MAX_YAML_DEPTH} deep", line=event.start_mark.line + 1)


class _Size(NamedTuple):
    """What a node comes to with all its aliases expanded."""

    nodes: int = 1
    levels: int = 1
    characters: int = 0

    def is_too_large(self) -> bool:
        return self.nodes > MAX_YAML_NODES or self.levels > MAX_YAML_DEPTH + 1 or self.characters > MAX_YAML_CHARACTERS


def _refuse_large(root: Any, name: str) -> None:
    """Sizes with all aliases expanded, each node counted once: a "billion laughs" is never built."""
    too_large = _Size(MAX_YAML_NODES)  # what a node counts until it is counted: it may hold itself
    sizes: dict[int, _Size] = {}
    stack = [(root, False)]
    while stack:
        node, is_open = stack.pop()
        if is_open:
            sizes[id(node)] = size = _size(node, [sizes[id(child)] for child in _children(node, name)])
            if size.is_too_large():
                line = node.start_mark.line + 1
                raise FileError(name, "YAML nested too deep, or too large with its aliases expanded", line=line)
        elif id(node) not in sizes:
            sizes[id(node)] = too_large
            stack.append((node, True))
            stack += [(child, False) for child in _children(node, name)]


def _size(node: Any, inner: list[_Size]) -> _Size:
    return _Size(
        1 + sum(size.nodes for size in inner),
        1 + max((size.levels for size in inner), default=0),
        _own_characters(node) + sum(size.characters for size in inner),
    )


def _own_characters(node: Any) -> int:
    """Those of a scalar, or of a mapping's keys."""
    if node.id == "scalar":
        return len(node.value)
    return sum(len(key.value) for key, _ in node.value if _is_key(key)) if node.id == "mapping" else 0


def _children(node: Any, name: str) -> list[Any]:
    """The values that a node holds. Raises FileError for a key that stands twice."""
    if node.id == "scalar":
        return []
    if node.id == "sequence":
        return list(node.value)
    seen: set[str] = set()
    for key, value in node.value:
        is_empty = value.id == "scalar" and value.tag.endswith(":null")
        if _is_key(key) and key.value in seen:
            line = node.start_mark.line + 1
            raise FileError(name, f"the key {key.value!r} stands twice in one mapping", line=line)
        if _is_key(key) and not is_empty:
            seen.add(key.value)
    return [value for key, value in node.value if key.id == "scalar"]


def _is_key(key: Any) -> bool:
    return key.id == "scalar" and not key.tag.endswith(":merge")
