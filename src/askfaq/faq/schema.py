"""What a FAQ file may hold: plain JSON data -> faults, plain JSON data -> FaqFile."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from askfaq.faq.ids import id_fault, ids_of
from askfaq.limits import MAX_JSON_DEPTH
from askfaq.model import Entry, FaqFile, Pointer

FAQ_KEYS = ("$schema", "title", "language", "contact", "threshold", "synonyms", "entries")
ENTRY_KEYS = ("id", "topic", "question", "aliases", "answer", "source", "imported", "ignore")

_ENTRY_KEY_SET = frozenset(ENTRY_KEYS)

JsonData = Any


class Fault(NamedTuple):
    """A rule of the format that the data breaks, at the place that the pointer leads to."""

    pointer: Pointer
    code: str
    message: str


def faults(data: JsonData) -> Iterator[Fault]:
    """Every rule that the data breaks, in file order."""
    entries: JsonData = data
    at: Pointer = ()
    if isinstance(data, dict):
        yield from _wrong_types(data, (), "the FAQ", texts=("title", "language", "contact"))
        yield from _threshold_faults(data)
        yield from _synonym_faults(data)
        if "entries" not in data:
            yield Fault((), "missing-entries", 'the FAQ has no "entries" list')
            return
        entries, at = data["entries"], ("entries",)
    if not isinstance(entries, list):
        wanted = "a list of entries" if at else 'an object with "entries", or a list of entries'
        yield Fault(at, "wrong-type", f"expected {wanted}, found {_kind(entries)}")
        return
    seen: dict[str, int] = {}
    for index, entry in enumerate(entries):
        yield from _entry_faults(entry, (*at, index), seen, index)


def _entry_faults(entry: JsonData, at: Pointer, seen: dict[str, int], index: int) -> Iterator[Fault]:
    name = f"entry {index + 1}"
    if not isinstance(entry, dict):
        yield Fault(at, "wrong-type", f"{name} must be an object, found {_kind(entry)}")
        return
    given = entry.get("id")
    if isinstance(given, str):
        name = f'entry "{given[:100]}"'
        if why := id_fault(given):
            yield Fault((*at, "id"), "bad-id", f"the id of entry {index + 1} {why}")
        elif given in seen:
            first = seen[given] + 1
            yield Fault((*at, "id"), "equal-ids", f'the id "{given}" is taken by entry {first} already')
        seen.setdefault(given, index)
    for key in ("question", "answer"):
        if entry.get(key) is None:
            yield Fault(at, f"missing-{key}", f'{name} has no "{key}"')
        elif not isinstance(entry[key], str):
            yield Fault((*at, key), "wrong-type", f"the {key} of {name} must be text, found {_kind(entry[key])}")
        elif not entry[key].strip():
            yield Fault((*at, key), f"missing-{key}", f"the {key} of {name} is empty")
    yield from _wrong_types(entry, at, name, texts=("id", "topic", "source", "imported"), lists=("aliases", "ignore"))


def _wrong_types(
    data: dict[str, JsonData], at: Pointer, name: str, *, texts: tuple[str, ...], lists: tuple[str, ...] = ()
) -> Iterator[Fault]:
    """Optional values: null counts as absent."""
    for key in texts:
        value = data.get(key)
        if value is not None and not isinstance(value, str):
            yield Fault((*at, key), "wrong-type", f"the {key} of {name} must be text, found {_kind(value)}")
    for key in lists:
        value = data.get(key)
        if value is None:
            continue
        if not isinstance(value, list):
            yield Fault((*at, key), "wrong-type", f"the {key} of {name} must be a list of texts, found {_kind(value)}")
            continue
        for number, item in enumerate(value):
            if not isinstance(item, str):
                message = f"the {key} of {name} must be texts, found {_kind(item)}"
                yield Fault((*at, key, number), "wrong-type", message)


def _threshold_faults(data: dict[str, JsonData]) -> Iterator[Fault]:
    value = data.get("threshold")
    if value is None:
        return
    if isinstance(value, bool) or not isinstance(value, int | float):
        yield Fault(("threshold",), "wrong-type", f"the threshold must be a number, found {_kind(value)}")
    elif not 0 <= value <= 1:
        yield Fault(("threshold",), "bad-threshold", "the threshold must lie between 0 and 1")


def _synonym_faults(data: dict[str, JsonData]) -> Iterator[Fault]:
    groups = data.get("synonyms")
    if groups is None:
        return
    wanted = "the synonyms of the FAQ must be a list of lists of texts, found"
    if not isinstance(groups, list):
        yield Fault(("synonyms",), "wrong-type", f"{wanted} {_kind(groups)}")
        return
    for number, group in enumerate(groups):
        if not isinstance(group, list):
            yield Fault(("synonyms", number), "wrong-type", f"{wanted} {_kind(group)} in the list")
            continue
        for place, wording in enumerate(group):
            if not isinstance(wording, str):
                message = f"the synonyms of the FAQ must be texts, found {_kind(wording)}"
                yield Fault(("synonyms", number, place), "wrong-type", message)


def _kind(value: JsonData) -> str:
    if value is None:
        return "null"
    names = {
        bool: "true or false",
        str: "text",
        int: "a number",
        float: "a number",
        list: "a list",
        dict: "an object",
    }
    return names[type(value)]


def is_deep(data: JsonData) -> bool:
    """Whether values nest MAX_JSON_DEPTH deep. Only what stands under unknown keys can: the others have known types."""
    rows = data.get("entries") if isinstance(data, dict) else data
    if isinstance(data, dict) and any(
        _reaches(data[key], MAX_JSON_DEPTH - 1) for key in data if key not in FAQ_KEYS[1:]
    ):
        return True
    depth = 3 if isinstance(data, dict) else 2
    return isinstance(rows, list) and any(
        _reaches(row[key], MAX_JSON_DEPTH - depth)
        for row in rows
        if isinstance(row, dict) and not row.keys() <= _ENTRY_KEY_SET
        for key in row.keys() - _ENTRY_KEY_SET
    )


def _reaches(value: JsonData, levels: int) -> bool:
    """Whether a list or object stands that many levels below the value."""
    level = [value]
    for _ in range(levels):
        nested = [v for v in level if isinstance(v, list | dict)]
        if not nested:
            return False
        level = [child for v in nested for child in (v.values() if isinstance(v, dict) else v)]
    return any(isinstance(v, list | dict) for v in level)


def build(data: JsonData, path: str) -> FaqFile:
    """The FaqFile of data without faults. A missing id is made from the question."""
    head: dict[str, JsonData] = data if isinstance(data, dict) else {}
    rows: list[dict[str, JsonData]] = data["entries"] if isinstance(data, dict) else data
    entries = tuple(
        Entry(
            entry_id,
            row["question"],
            row["answer"],
            tuple(alias for alias in row.get("aliases") or () if alias.strip()),
            row.get("topic"),
            row.get("source"),
            tuple(row.get("ignore") or ()),
        )
        for entry_id, row in zip(ids_of(rows), rows, strict=True)
    )
    threshold = head.get("threshold")
    return FaqFile(
        entries,
        head.get("title"),
        head.get("language"),
        head.get("contact"),
        None if threshold is None else float(threshold),
        path,
        synonyms=tuple(map(tuple, head.get("synonyms") or ())),
    )
