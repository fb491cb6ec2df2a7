"""What the checks hand to each other: the rows of a FAQ and what is found in them."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from askfaq.model import Entry, Pointer


class Finding(NamedTuple):
    """A problem by its place in the data: a value, its key, or one character (`at`) of a text.

    `other` leads to a second value that is concerned: its line is added to the message.
    """

    code: str
    message: str
    pointer: Pointer
    at: int | None = None
    at_key: bool = False
    other: Pointer | None = None


class Text(NamedTuple):
    """One text of the FAQ with the place and the key it stands under."""

    pointer: Pointer
    key: str
    value: str


def rows(data: Any) -> list[tuple[Pointer, dict[str, Any]]]:
    """The entries that are objects, with their places."""
    at: Pointer = ("entries",) if isinstance(data, dict) else ()
    entries = data.get("entries") if isinstance(data, dict) else data
    if not isinstance(entries, list):
        return []
    return [((*at, index), row) for index, row in enumerate(entries) if isinstance(row, dict)]


def texts(data: Any) -> Iterator[Text]:
    """Every text that askfaq shows or matches, in the order of the format."""
    if isinstance(data, dict):
        yield from _texts_of(data, (), ("title", "contact"))
        groups = data.get("synonyms")
        for number, group in enumerate(groups if isinstance(groups, list) else ()):
            yield from _texts_in(group, ("synonyms", number), "synonyms")
    for pointer, row in rows(data):
        yield from _texts_of(row, pointer, ("id", "topic", "question", "aliases", "answer", "source"))


def _texts_of(values: dict[str, Any], at: Pointer, keys: tuple[str, ...]) -> Iterator[Text]:
    for key in keys:
        yield from _texts_in(values.get(key), (*at, key), key)


def _texts_in(value: Any, at: Pointer, key: str) -> Iterator[Text]:
    """The value, if it is a text, or the texts of a list."""
    if isinstance(value, str):
        yield Text(at, key, value)
    elif isinstance(value, list):
        yield from (Text((*at, number), key, item) for number, item in enumerate(value) if isinstance(item, str))


class Placed(NamedTuple):
    """An entry without faults, with the place of each of its phrasings."""

    entry: Entry
    pointer: Pointer
    phrasings: tuple[Pointer, ...]


def placed(entry: Entry, pointer: Pointer, row: dict[str, Any]) -> Placed:
    """The entry that was built from this row; blank aliases are not among its phrasings."""
    aliases = [number for number, alias in enumerate(row.get("aliases") or ()) if alias.strip()]
    return Placed(entry, pointer, ((*pointer, "question"), *((*pointer, "aliases", number) for number in aliases)))
