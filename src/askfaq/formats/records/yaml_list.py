"""YAML lists of entries. PyYAML is imported when there is one."""

from typing import Any

from askfaq.errors import FileError
from askfaq.formats.imported import Import, Remark, collect, without_running_number
from askfaq.formats.records.objects import read_list
from askfaq.model import ImportedEntry, Pointer

_DEEPEST = 40
_MOST_NODES = 1_000_000


class Document:
    """Plain data with the line of each value. Scalars stay as they are written: `No` is an answer, not false."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.lines: dict[Pointer, int] = {}
        self._count = 0

    def plain(self, node: Any, at: Pointer = ()) -> Any:
        """The data of a node. Raises FileError when aliases blow it up (a "billion laughs")."""
        self._count += 1
        line = node.start_mark.line + 1
        if self._count > _MOST_NODES or len(at) > _DEEPEST:
            raise FileError(self.name, "YAML nested too deep, or too large with its aliases expanded", line=line)
        self.lines[at] = line
        if node.id == "scalar":
            return None if node.tag.endswith(":null") else node.value
        if node.id == "sequence":
            return [self.plain(item, (*at, i)) for i, item in enumerate(node.value)]
        data: dict[str, Any] = {}
        for key, value in node.value:
            if key.id != "scalar":
                continue
            if key.value in data and data[key.value] is not None:
                raise FileError(self.name, f"the key {key.value!r} stands twice in one mapping", line=line)
            data[key.value] = self.plain(value, (*at, key.value))
        return data


def read(text: str, name: str) -> Import:
    """Entries of a YAML text. Raises FileError for bad YAML, with its place."""
    found: list[ImportedEntry] = []
    remarks: list[Remark] = []
    for data, lines in documents(text, name):
        entries = read_list(data, lambda at, lines=lines: lines.get(at, 1), remarks)  # type: ignore[misc]
        found += map(without_running_number, entries)  # scalars stay as they are written, so that 7 is text too
    if not found and not remarks:
        raise FileError(name, 'YAML, but no list of entries: expected "question" and "answer" keys in a list')
    return collect("yaml", found, remarks)


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
        document = Document(name)
        result.append((document.plain(node), document.lines))
    return result


def _refuse_deep(events: Any, name: str) -> None:
    """Composing is recursive, in C too, so the depth is counted from the events first."""
    depth = 0
    for event in events:
        kind = type(event).__name__
        depth += kind in ("SequenceStartEvent", "MappingStartEvent")
        depth -= kind in ("SequenceEndEvent", "MappingEndEvent")
        if depth > _DEEPEST:
            raise FileError(name, f"YAML nested more than {_DEEPEST} deep", line=event.start_mark.line + 1)
