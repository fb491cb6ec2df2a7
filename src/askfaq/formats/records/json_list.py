"""JSON and JSON Lines lists of entries."""

from typing import Any

from askfaq.errors import FileError
from askfaq.faq import schema
from askfaq.faq.json_tokens import tokens
from askfaq.faq.load import parse_json
from askfaq.formats.imported import NOTHING, Import, Remark, collect
from askfaq.formats.records.field_names import BY_NAME, NOTHING_NAMED, Columns, GroupNames
from askfaq.formats.records.objects import read_list
from askfaq.limits import MAX_RECORD_DEPTH
from askfaq.model import Pointer


def read(text: str, name: str, *, columns: Columns = BY_NAME, groups: GroupNames = NOTHING_NAMED) -> Import:
    """Entries of a JSON text. Raises FileError for bad JSON, with its place, and when it holds no list."""
    data = parse_json(text, name)
    lines = _lines(text)
    remarks: list[Remark] = []
    found = read_list(data, lambda at: lines.get(at, 1), remarks, name=name, columns=columns, groups=groups)
    if not found and not remarks:
        raise FileError(name, 'JSON, but no list of entries: expected "question" and "answer" keys in a list')
    return collect("json", found, remarks, head=_head(data) if isinstance(data, dict) else NOTHING)


def read_lines(text: str, name: str, *, columns: Columns = BY_NAME, groups: GroupNames = NOTHING_NAMED) -> Import:
    """Entries of a JSON Lines text. Raises FileError, with the line, for one that is not JSON."""
    data: list[Any] = []
    lines: list[int] = []
    for i, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            data.append(parse_json(line, name))
        except FileError as error:
            raise FileError(name, error.message, line=i, column=error.column) from None
        lines.append(i)
    remarks: list[Remark] = []
    found = read_list(data, lambda at: lines[int(at[0])], remarks, name=name, columns=columns, groups=groups)
    return collect("jsonl", found, remarks)


def _head(data: dict[str, Any]) -> dict[str, Any]:
    """What the file says of itself, where a FAQ can say it: a foreign "title" may be an object."""
    head = {key: data[key] for key in schema.FAQ_KEYS[1:-1] if data.get(key)}
    wrong = {fault.pointer[0] for fault in schema.faults({**head, "entries": []})}
    return {key: value for key, value in head.items() if key not in wrong}


def _lines(text: str) -> dict[Pointer, int]:
    """The line of every value that is not too deep to be an entry."""
    lines: dict[Pointer, int] = {}
    line, seen = 1, 0
    for token in tokens(text):
        line += text.count("\n", seen, token.offset)
        seen = token.offset
        if len(token.pointer) <= MAX_RECORD_DEPTH:
            lines.setdefault(token.pointer, line)
    return lines
