"""A splice changes the data as asked and leaves every other byte of the text alone."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.faq.json_edit import (
    append_item,
    change_items,
    in_object,
    insert_member,
    remove_member,
    set_member,
    set_values,
)

LINES = '{\n  "title": "T",\n  "entries": [\n    {\n      "question": "q",\n      "answer": "a"\n    }\n  ]\n}\n'
CRLF_TABS = LINES.replace("  ", "\t").replace("\n", "\r\n")
ONE_A_LINE = '[\n {"question": "q", "answer": "a"},\n {"question": "r", "answer": "b"}\n]'
COMPACT = '[{"question":"q","aliases":["x"],"answer":"a"}]'

SPLICES = {
    "a new key goes behind the last, in its style": (
        LINES,
        lambda t: set_member(t, ("entries", 0), "topic", "T"),
        LINES.replace('"a"\n', '"a",\n      "topic": "T"\n'),
    ),
    "tabs and CRLF stay": (
        CRLF_TABS,
        lambda t: set_member(t, ("entries", 0), "aliases", ["x"]),
        CRLF_TABS.replace('"a"\r\n', '"a",\r\n\t\t\t"aliases": [\r\n\t\t\t\t"x"\r\n\t\t\t]\r\n'),
    ),
    "a value changes in its place": (
        LINES,
        lambda t: set_member(t, ("entries", 0), "question", 'How "so"?'),
        LINES.replace('"q"', '"How \\"so\\"?"'),
    ),
    "compact stays compact": (
        COMPACT,
        lambda t: append_item(t, (0, "aliases"), "y"),
        COMPACT.replace('["x"]', '["x","y"]'),
    ),
    "a compact object gets a compact key": (
        COMPACT,
        lambda t: set_member(t, (0,), "topic", "T"),
        COMPACT.replace('"a"}', '"a","topic":"T"}'),
    ),
    "one entry a line stays so": (
        ONE_A_LINE,
        lambda t: append_item(t, (), {"question": "s", "aliases": ["x", "y"]}),
        ONE_A_LINE.replace("}\n]", '},\n {"question": "s", "aliases": ["x", "y"]}\n]'),
    ),
    "an entry over lines": (
        LINES,
        lambda t: append_item(t, ("entries",), {"question": "r", "answer": "b"}),
        LINES.replace("}\n  ]", '},\n    {\n      "question": "r",\n      "answer": "b"\n    }\n  ]'),
    ),
    "the first entry": (
        '{\n  "entries": []\n}\n',
        lambda t: append_item(t, ("entries",), {"question": "r"}),
        '{\n  "entries": [\n    {\n      "question": "r"\n    }\n  ]\n}\n',
    ),
    "lists on one line stay so": (
        '[\n {\n  "aliases": ["x"],\n  "answer": "a"\n }\n]',
        lambda t: append_item(t, (), {"aliases": ["y", "z"]}),
        '[\n {\n  "aliases": ["x"],\n  "answer": "a"\n },\n {\n  "aliases": ["y", "z"]\n }\n]',
    ),
    "escapes where the file has only escapes": (
        '[{"question": "\\u00fc"}]',
        lambda t: set_member(t, (0,), "question", "ß"),
        '[{"question": "\\u00df"}]',
    ),
    "no escapes where the file has none": (
        '[{"question": "ü"}]',
        lambda t: set_member(t, (0,), "question", "ß"),
        '[{"question": "ß"}]',
    ),
    "a key in front of another": (
        LINES,
        lambda t: insert_member(t, (), "language", "en", before="entries"),
        LINES.replace('"entries"', '"language": "en",\n  "entries"'),
    ),
    "several values in one reading": (
        COMPACT,
        lambda t: set_values(t, {(0, "topic"): "T", (0, "aliases", 0): "y", (0, "id"): "i", (0, "answer"): "b"}),
        '[{"question":"q","aliases":["y"],"answer":"b","topic":"T","id":"i"}]',
    ),
    "a list becomes a member": (
        ONE_A_LINE + "\n",
        lambda t: in_object(t, "title", "T", "entries"),
        '{\n "title": "T",\n "entries": ' + ONE_A_LINE + "\n}\n",
    ),
    "a list on one line becomes a member": (
        COMPACT,
        lambda t: in_object(t, "title", "T", "entries"),
        '{"title":"T","entries":' + COMPACT + "}",
    ),
    "removing the last key": (
        LINES,
        lambda t: remove_member(t, ("entries", 0), "answer"),
        LINES.replace(',\n      "answer": "a"', ""),
    ),
    "removing the first key": (
        LINES,
        lambda t: remove_member(t, ("entries", 0), "question"),
        LINES.replace('"question": "q",\n      ', ""),
    ),
}


@pytest.mark.parametrize(("before", "splice", "after"), SPLICES.values(), ids=SPLICES.keys())
def test_only_what_was_asked_changes(before: str, splice: Any, after: str) -> None:
    assert splice(before) == after


values = st.text() | st.lists(st.text(), max_size=3)
entries = st.lists(
    st.dictionaries(st.text(max_size=5) | st.sampled_from(["question", "aliases"]), values, min_size=1), min_size=1
)
styles = st.fixed_dictionaries(
    {
        "indent": st.sampled_from([None, 0, 1, 2, "\t"]),
        "ensure_ascii": st.booleans(),
        "separators": st.sampled_from([(",", ":"), (", ", ": "), (" , ", " :  ")]),
    }
)


@given(entries, styles, st.booleans(), st.text(max_size=5), values, st.data())
def test_the_data_is_what_was_asked_whatever_the_style(
    rows: list[dict[str, Any]], style: dict[str, Any], bare: bool, key: str, value: Any, data: st.DataObject
) -> None:
    text = json.dumps(rows if bare else {"x": [], "entries": rows, "y": {}}, **style)
    at = () if bare else ("entries",)
    index = data.draw(st.integers(0, len(rows) - 1))

    def read(spliced: str) -> Any:
        return json.loads(spliced) if bare else json.loads(spliced)["entries"]

    both = {(*at, n, key): value for n in range(len(rows))}
    assert read(set_values(text, both)) == [{**row, key: value} for row in rows]
    if bare:
        assert json.loads(in_object(text, key, value, "own")) == {key: value, "own": rows}
    elif key not in ("x", "entries", "y"):
        assert list(json.loads(insert_member(text, (), key, value, before="entries"))) == ["x", key, "entries", "y"]
    changed = [dict(row) for row in rows]
    changed[index][key] = value
    assert read(set_member(text, (*at, index), key, value)) == changed
    assert read(append_item(text, at, value)) == [*rows, value]
    some_key = data.draw(st.sampled_from(list(rows[index])))
    assert read(remove_member(text, (*at, index), some_key)) == [
        {k: v for k, v in row.items() if not (n == index and k == some_key)} for n, row in enumerate(rows)
    ]
    if isinstance(rows[index][some_key], list):
        longer = [*rows[index][some_key], value]
        assert read(append_item(text, (*at, index, some_key), value))[index][some_key] == longer
    gone = data.draw(st.frozensets(st.integers(0, len(rows) - 1)))
    spliced = change_items(text, at, {index: changed[index]}, [value], gone)
    assert read(spliced) == [*(row for n, row in enumerate(changed) if n not in gone), value]
    assert read(change_items(text, at, {}, [], gone)) == [row for n, row in enumerate(rows) if n not in gone]


def test_items_that_are_taken_out_leave_the_others_to_the_byte() -> None:
    text = '[ {"a":  1},\n  {"b": 2} ,\n  {"c" : 3}\n]'

    assert change_items(text, (), {}, [], frozenset({1})) == '[ {"a":  1},\n  {"c" : 3}\n]'
    assert change_items(text, (), {}, [], frozenset({0, 2})) == '[ {"b": 2}\n]'
    assert change_items(text, (), {}, [], frozenset({0, 1, 2})) == "[]"
