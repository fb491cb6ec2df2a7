"""Shapes of data that are lists of objects in another dress: tables in JSON, numbered keys, groups named by ids."""

import re
from collections.abc import Iterator
from typing import Any

from askfaq.faq import schema
from askfaq.formats.records import field_names
from askfaq.formats.records.answers import is_by_language, text_of
from askfaq.formats.records.field_names import Columns, core_name, named, plain_name
from askfaq.limits import MAX_RECORD_DEPTH
from askfaq.model import Pointer

Rows = Iterator[tuple[Pointer, Any]]

# Names of lists that say nothing of what is in them.
_GENERIC = frozenset(
    """
    article assets card category chapter children collection content document element entry faq faqentry faqitem
    faqlist folder group helparticle hit intent item knowledgebase list mainentity node object page post qa qna
    qnadocument qnalist question record response result row section solution subcategory topic value data
    """.split()
)
# Parts that hold no entries, whatever is in them.
_OTHER_PARTS = frozenset("links meta metadata pagination settings schema definitions authors users statistics".split())
_GROUP_KINDS = ("section", "category", "collection", "folder")
_NUMBERED = re.compile(r"(\D*)(\d{1,6})(\D*)")


def rows_of_list(values: list[Any], columns: Columns) -> Rows:
    """The rows of a list. Below a row of names they are objects; a pair without names is a question and an answer."""
    header = values[0] if values and isinstance(values[0], list) and _is_header(values[0], columns) else None
    for i, row in enumerate(values):
        if header and isinstance(row, list):
            row = dict(zip(map(str, header), row, strict=False))
            if not i:
                continue
        elif isinstance(row, list) and len(row) == 2 and all(isinstance(part, str) for part in row):
            row = {columns.question or "question": row[0], columns.answer or "answer": row[1]}
        yield (i,), row


def rows_of_object(data: dict[str, Any], columns: Columns) -> Rows:
    """The rows that an object holds side by side: lists by column, or q1, a1, q2, a2."""
    yield from _by_column(data, columns)
    yield from _numbered(data, columns)


def _is_header(row: list[Any], columns: Columns) -> bool:
    cells = [cell for cell in row if isinstance(cell, str)]
    return all(any(_is_called(cell, role, columns) for cell in cells) for role in ("question", "answer"))


def _is_called(name: str, role: str, columns: Columns) -> bool:
    given = getattr(columns, role)
    if given:
        return plain_name(name) == plain_name(given)
    names = field_names.ROLES[role]
    return named(name, names=names) is not None or core_name(name) in names


def _by_column(data: dict[str, Any], columns: Columns) -> Rows:
    """{"question": […], "answer": […]}, or the same with an object of numbered cells under each name."""
    cells = {key: dict(enumerate(value)) if isinstance(value, list) else value for key, value in data.items()}
    cells = {key: value for key, value in cells.items() if isinstance(value, dict) and len(value) > 1}
    asked = [value for key, value in cells.items() if _is_called(key, "question", columns)]
    answered = [value for key, value in cells.items() if _is_called(key, "answer", columns)]
    for first in asked[:1]:
        if answered and first.keys() == answered[0].keys() and not is_by_language(first) and _are_texts(first):
            key = next(key for key, value in cells.items() if value is first)
            for number in first:
                yield (key, number), {name: value.get(number) for name, value in cells.items()}
    names, rows = data.get("columns"), data.get("data")
    if isinstance(names, list) and isinstance(rows, list) and _is_header(names, columns):
        for at, row in rows_of_list([names, *rows], columns):
            yield ("data", int(at[0]) - 1), row


def _are_texts(cells: dict[Any, Any]) -> bool:
    return all(isinstance(cell, str) for cell in cells.values())


def _numbered(data: dict[str, Any], columns: Columns) -> Rows:
    """Objects of the keys that share a number; only if some number has both a question and an answer."""
    groups: dict[str, dict[str, Any]] = {}
    first: dict[str, str] = {}
    for key, value in data.items():
        parts = _NUMBERED.fullmatch(key)
        if parts and isinstance(value, str | list):
            name = f"{parts[1]}{parts[3]}".strip(" -_")
            groups.setdefault(parts[2], {})[name] = value
            first.setdefault(parts[2], key)
    both = [
        number
        for number, group in groups.items()
        if all(any(_is_called(name, role, columns) for name in group) for role in ("question", "answer"))
    ]
    if both:
        for number, group in groups.items():
            yield (first[number],), group


def is_own(data: Any) -> bool:
    """Whether it is a FAQ of askfaq's own: its answers are Markdown."""
    if not isinstance(data, dict) or not data.keys() <= set(schema.FAQ_KEYS):
        return False
    rows = data.get("entries")
    known = set(schema.ENTRY_KEYS)
    return isinstance(rows, list) and all(isinstance(row, dict) and row.keys() <= known for row in rows)


def objects_in(data: Any) -> Iterator[dict[str, Any]]:
    """Every object, wherever it stands."""
    return (value for _, value in _walk(data, ""))


def group_names(data: Any, name: str) -> dict[tuple[str, str], str]:
    """The names of sections, folders and collections by their kinds and ids: entries name their groups so."""
    names: dict[tuple[str, str], str] = {}
    file = _singular(stem(name))
    for kind, item in _walk(data, file):
        key, title = item.get("id"), text_of(item.get("name") or item.get("title"))
        if isinstance(key, str | int) and title and not item.get("body"):
            for called in (file if kind == "data" else kind, item.get("type"), ""):
                names.setdefault((str(called or ""), str(key)), title)
    return names


def is_group_list(key: str, value: Any) -> bool:
    """Whether a list under this key, or in a file of this name, only names the groups that entries are in."""
    return _singular(key) in _GROUP_KINDS and isinstance(value, list) and bool(value) and all(map(is_group, value))


def holds_only_groups(data: Any, name: str) -> bool:
    """Whether a file holds nothing else."""
    lists = [(key, value) for key, value in data.items() if value] if isinstance(data, dict) else [(stem(name), data)]
    return bool(lists) and all(is_group_list(key, value) for key, value in lists)


def is_group(item: Any) -> bool:
    """Whether it is the name of a group with its id and no more."""
    if not isinstance(item, dict) or "id" not in item or not ("name" in item or "title" in item):
        return False
    keys = set(map(plain_name, item))
    holds_more = any(part and isinstance(part, list | dict) for part in item.values())
    return not holds_more and not keys & {"question", "q", "answer", "a", "body"}


def stem(name: str) -> str:
    """The name of a file without its folders and suffixes."""
    return re.split(r"[/\\]", name)[-1].partition(".")[0]


def _walk(data: Any, kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """(the key above, the object), of every object."""
    stack: list[tuple[str, Any, int]] = [(kind, data, 0)]
    while stack:
        kind, value, depth = stack.pop()
        if isinstance(value, dict):
            yield kind, value
        if isinstance(value, dict | list) and depth < MAX_RECORD_DEPTH:
            parts = value.items() if isinstance(value, dict) else ((kind, part) for part in value)
            inner = [(_singular(key), part, depth + 1) for key, part in parts if isinstance(part, dict | list)]
            stack += reversed(inner)


def _singular(name: str) -> str:
    plain = plain_name(name)
    return plain[:-3] + "y" if plain.endswith("ies") else plain.removesuffix("s")


def is_generic(key: str) -> bool:
    """Whether a list under this key has no topic by it."""
    names = (plain_name(key), core_name(key))
    return any(name in _GENERIC or _singular(name) in _GENERIC for name in names)


def holds_no_entries(key: str) -> bool:
    """Whether what stands under this key is about the list, or its readers, or something else."""
    return plain_name(key) in _OTHER_PARTS
