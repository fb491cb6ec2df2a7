"""Lists of entries, from JSON, JSON Lines or YAML: which keys hold what, however deep topics nest them."""

from collections.abc import Callable, Iterator
from typing import Any

from askfaq.formats.imported import Remark, left_out, shorten, skipped
from askfaq.formats.questions import ends_as_question, is_question_like
from askfaq.formats.records import field_names
from askfaq.model import ImportedEntry, Pointer

LineOf = Callable[[Pointer], int]

_DEEPEST = 4
_STEP_KEYS = ("steps",)
_ROLES = (
    field_names.QUESTION,
    field_names.ANSWER,
    field_names.ALIASES,
    field_names.TOPIC,
    field_names.ID,
    field_names.SOURCE,
    field_names.LISTS,
    _STEP_KEYS,
)
_KNOWN = frozenset(plural for names in _ROLES for name in names for plural in (name, name + "s"))


def read_list(data: Any, line_of: LineOf, remarks: list[Remark]) -> list[ImportedEntry]:
    """Entries of parsed data: a list, an object that holds one, topics with lists, or {question: answer}."""
    found = list(_entries(data, (), None, line_of, remarks))
    key = _list_key(data) if isinstance(data, dict) else None
    items = data if key is None else data[key]
    rows = [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    remarks += left_out(1, "keys", _unused(rows))
    return found


def _unused(rows: list[dict[str, Any]]) -> list[str]:
    return [key for row in rows for key in row if field_names.plain_name(key) not in _KNOWN]


def _entries(
    data: Any, at: Pointer, topic: str | None, line_of: LineOf, remarks: list[Remark]
) -> Iterator[ImportedEntry]:
    if len(at) > 2 * _DEEPEST:
        return
    if isinstance(data, list):
        for i, item in enumerate(data):
            yield from _item(item, (*at, i), topic, line_of, remarks)
    elif isinstance(data, dict) and (found := _list_key(data)) is not None:
        yield from _entries(data[found], (*at, found), topic, line_of, remarks)
    elif isinstance(data, dict):
        yield from _mapping(data, at, topic, line_of, remarks)


def _item(item: Any, at: Pointer, topic: str | None, line_of: LineOf, remarks: list[Remark]) -> Iterator[ImportedEntry]:
    line = line_of(at)
    if isinstance(item, list) and len(item) == 2 and all(isinstance(part, str) for part in item):
        yield ImportedEntry(item[0], item[1], line, topic=topic)
        return
    if not isinstance(item, dict):
        remarks.append(skipped(line, "not an object with a question and an answer"))
        return
    question, answer = text_of(_value(item, field_names.QUESTION)), text_of(_value(item, field_names.ANSWER))
    if answer is None:
        answer = _steps_of(_value(item, _STEP_KEYS))
    inner = _list_key(item)
    if answer is None and inner is not None:
        name = text_of(_value(item, field_names.TOPIC)) or question or topic
        yield from _entries(item[inner], (*at, inner), name, line_of, remarks)
    elif question is None or answer is None:
        missing = "question" if question is None else f"answer to {shorten(question)}"
        remarks.append(skipped(line, f"no {missing}"))
    else:
        own = text_of(_value(item, field_names.TOPIC))
        given = _value(item, field_names.ID)
        yield ImportedEntry(
            question,
            answer,
            line,
            aliases=_texts(_value(item, field_names.ALIASES)),
            topic=own or topic,
            id=given if isinstance(given, str) else None,
            source=text_of(_value(item, field_names.SOURCE)),
        )


def _mapping(
    data: dict[str, Any], at: Pointer, topic: str | None, line_of: LineOf, remarks: list[Remark]
) -> Iterator[ImportedEntry]:
    """{question: answer}, {topic: [entries]} or {topic: {question: answer}}."""
    for key, value in data.items():
        answer = text_of(value) if ends_as_question(key) or isinstance(value, str) else None
        if answer is not None and (is_question_like(key) or len(key.split()) > 2):
            yield ImportedEntry(key, answer, line_of((*at, key)), topic=topic)
        elif isinstance(value, list | dict):
            yield from _entries(value, (*at, key), key, line_of, remarks)


def _list_key(item: dict[str, Any]) -> str | None:
    """The key that holds a list (or an object) of entries."""
    by_name = {field_names.plain_name(key): key for key in reversed(list(item))}
    for name in field_names.LISTS:
        if name in by_name and isinstance(item[by_name[name]], list | dict):
            return by_name[name]
    return None


def _value(item: dict[str, Any], names: tuple[str, ...]) -> Any:
    by_name = {field_names.plain_name(key): key for key in reversed(list(item))}
    for name in names:
        if name in by_name and item[by_name[name]] not in (None, "", []):
            return item[by_name[name]]
    for name in names:
        if name + "s" in by_name and isinstance(item[by_name[name + "s"]], str):
            return item[by_name[name + "s"]]
    return None


def text_of(value: Any) -> str | None:
    """Text as it stands, or a list of paragraphs as paragraphs."""
    if isinstance(value, str):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    return None


def _steps_of(value: Any) -> str | None:
    """A list of steps as a numbered list."""
    if isinstance(value, list) and value and all(isinstance(part, str) for part in value):
        return "\n".join(f"{i}. {part}" for i, part in enumerate(value, 1))
    return None


def _texts(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        return (value,)
    return tuple(part for part in value if isinstance(part, str)) if isinstance(value, list) else ()
