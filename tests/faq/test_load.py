"""A FAQ file is read exactly, or refused with the place of its first fault."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.errors import FileError
from askfaq.faq.load import load_faq, load_text, parse_json
from askfaq.model import Entry
from conftest import ROOT, SAMPLE, entry

Writer = Callable[..., str]

# text of the file -> what the error says, with line and column
REFUSED = {
    "empty": ("", ":1:1: the file is empty"),
    "not json": ('{"entries": [}', ":1:14: not valid JSON: expecting value"),
    "another format": ("# FAQ\n\n## Why?", ":1:1: not valid JSON: it begins with something else; askfaq import makes"),
    "truncated": ('{"entries": [', ":1:14: not valid JSON: expecting value"),
    "bare number": ("3", ':1:1: expected an object with "entries", or a list of entries, found a number'),
    "no entries": ('{"title": "x"}', ':1:1: the FAQ has no "entries" list'),
    "entries not a list": ('{"entries": {}}', ":1:13: expected a list of entries, found an object"),
    "entry not an object": ('["x"]', ":1:2: entry 1 must be an object, found text"),
    "no question": ('[{"answer": "a"}]', ':1:2: entry 1 has no "question"'),
    "no answer": ('[{"id": "x", "question": "q"}]', ':1:2: entry "x" has no "answer"'),
    "blank question": ('[{"question": " ", "answer": "a"}]', ":1:15: the question of entry 1 is empty"),
    "question not text": ('[{"question": 1, "answer": "a"}]', ":1:15: the question of entry 1 must be text"),
    "aliases not a list": (
        '[{"question": "q", "answer": "a", "aliases": "x"}]',
        ":1:46: the aliases of entry 1 must be a list of texts, found text",
    ),
    "alias not text": (
        '[{"question": "q", "answer": "a",\n "aliases": ["x", 7]}]',
        ":2:19: the aliases of entry 1 must be texts, found a number",
    ),
    "topic not text": (
        '[{"question": "q", "answer": "a", "topic": []}]',
        ":1:44: the topic of entry 1 must be text",
    ),
    "title not text": ('{"title": 1, "entries": []}', ":1:11: the title of the FAQ must be text"),
    "threshold not a number": ('{"threshold": "x", "entries": []}', ":1:15: the threshold must be a number"),
    "threshold is true": ('{"threshold": true, "entries": []}', ":1:15: the threshold must be a number"),
    "threshold too large": ('{"threshold": 2, "entries": []}', ":1:15: the threshold must lie between 0 and 1"),
    "synonyms not a list": (
        '{"synonyms": "PTO", "entries": []}',
        ":1:14: the synonyms of the FAQ must be a list of lists",
    ),
    "synonym group not a list": (
        '{"synonyms": [["a"],\n {}], "entries": []}',
        ":2:2: the synonyms of the FAQ must be a",
    ),
    "synonym not text": ('{"synonyms": [["a", null]], "entries": []}', ":1:21: the synonyms of the FAQ must be texts"),
    "id with a space": ('[{"id": "a b", "question": "q", "answer": "a"}]', ":1:9: the id of entry 1 may not hold"),
    "equal ids": (
        '[{"id": "a", "question": "q", "answer": "a"},\n{"id": "a", "question": "r", "answer": "b"}]',
        ':2:8: the id "a" is taken by entry 1 already',
    ),
    "duplicate key": ('{"entries": [],\n "entries": []}', ':2:2: the key "entries" stands twice in one object'),
    "NaN": ('{"x": NaN, "entries": []}', ":1:7: NaN is not a JSON number"),
    "infinity": ('{"x": [1, -Infinity], "entries": []}', ":1:11: -Infinity is not a JSON number"),
    "too large a float": ('{"x": 1e999, "entries": []}', ":1:7: the number is too large"),
    "too long a number": ('{"x": ' + "9" * 5000 + "}", ":1:7: the number is too large"),
    "too large an integer": ('{"x": ' + "9" * 309 + ', "entries": []}', ":1:7: the number is too large"),
    "too long a float": ('{"x": 0.' + "1" * 400 + ', "entries": []}', ":1:7: the number is too large"),
    "lone surrogate": ('{"entries": [], "x": "a\\ud800"}', ":1:22: half of a character pair"),
    "lone surrogate in a key": ('{"\\udfff": 1, "entries": []}', ":1:2: half of a character pair"),
    "nested just too deeply": (
        '[{"question": "q", "answer": "a", "x": ' + "[" * 99 + "]" * 99 + "}]",
        ":1:138: nested more than 100 deep",
    ),
    "nested too deeply": ('{"x": ' + "[" * 100_000, ":1:106: nested more than 100 deep"),
}


@pytest.mark.parametrize(("text", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_a_broken_file_is_refused_with_the_place(text: str, message: str, faq_file: Writer) -> None:
    path = faq_file(text)
    with pytest.raises(FileError) as caught:
        load_faq(path)
    assert str(caught.value).startswith(f"{path}{message}")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b'\xff\xfe{\x00"\x00', ": the text is UTF-16"),
        (b'{"entries":\n ["\xe9"]}', ":2:4: not UTF-8 (byte 0xe9)"),
    ],
)
def test_other_encodings_are_refused(raw: bytes, message: str, faq_file: Writer) -> None:
    with pytest.raises(FileError) as caught:
        load_faq(faq_file(raw))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("/", "this is a folder"),
        ("/dev/zero", "this is a device"),
        ("/nowhere/faq.json", "there is no such file"),
        ("a\0b", "not a possible file name"),
        ("x" * 5000, "file name too long"),
    ],
)
def test_what_is_not_a_file_is_refused(path: str, message: str) -> None:
    with pytest.raises(FileError) as caught:
        load_faq(path)
    assert message in str(caught.value)


def test_the_smallest_forms_are_accepted(faq_file: Writer) -> None:
    assert load_faq(faq_file({"entries": []})).entries == ()
    assert load_faq(faq_file("[]")).entries == ()
    assert load_faq(faq_file(b"\xef\xbb\xbf[]")).entries == ()
    assert load_faq(faq_file([entry("How so?", "So.")])).entries == (Entry("how-so", "How so?", "So."),)


def test_null_counts_as_absent(faq_file: Writer) -> None:
    nothing = {"topic": None, "aliases": None, "source": None, "id": None, "ignore": None}
    assert load_faq(faq_file([entry(**nothing)])).entries == (Entry("how-so", "How so?", "So."),)


def test_given_ids_are_kept_and_missing_ones_avoid_them(faq_file: Writer) -> None:
    faq = load_faq(faq_file([entry("A?"), entry("B?", id="a"), entry("A?"), entry("C?", id="Refund_Späti")]))
    assert [e.id for e in faq.entries] == ["a-2", "a", "a-3", "Refund_Späti"]


def test_everything_the_owner_wrote_arrives(faq_file: Writer) -> None:
    rows = [entry("Q?", "A\n\n1. b", id="x", topic="T", aliases=["q", " "], source="s", ignore=["CODE"], other=1)]
    head = {"title": "T", "language": "de", "contact": "c", "threshold": 1, "synonyms": [["PTO", "leave"], []]}
    faq = load_faq(faq_file({**head, "entries": rows}))
    assert faq.entries == (Entry("x", "Q?", "A\n\n1. b", ("q",), "T", "s", ("CODE",)),)
    assert faq[1:5] == ("T", "de", "c", 1.0)
    assert faq.synonyms == (("PTO", "leave"), ())


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text("abé🙂 "),
        lambda c: st.lists(c) | st.dictionaries(st.text("xyz"), c),
    )
)
def test_any_json_is_read_or_refused(data: object) -> None:
    text = json.dumps({"entries": data})
    has_infinity = "NaN" in text or "Infinity" in text
    with contextlib.nullcontext() if not has_infinity else pytest.raises(FileError, match=r"^x:1:"):
        assert parse_json(text, "x") == {"entries": data}


@given(st.text(alphabet='{}[]:,"\\u \n0123eE-.aNntrfl'))
def test_any_text_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(FileError):
        parse_json(text, "x")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_read_up_to_its_limit(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code = "import sys\nwith open(sys.argv[1], 'w') as f:\n    while True: f.write(' ' * 2**20)"
    writer = subprocess.Popen([sys.executable, "-c", code, str(pipe)], stderr=subprocess.DEVNULL)
    with pytest.raises(FileError, match="more than 64 MiB"):
        load_faq(str(pipe))
    writer.wait()


def test_the_sample_keeps_the_schema_that_ships_with_it() -> None:
    schema = json.loads((ROOT / "data" / "faq.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(json.loads(SAMPLE.read_text(encoding="utf-8")), schema)


@pytest.mark.parametrize("name", [n for n, (text, _) in REFUSED.items() if "wrong" in n or "not text" in n])
def test_the_schema_refuses_wrong_types_as_the_loader_does(name: str) -> None:
    schema = json.loads((ROOT / "data" / "faq.schema.json").read_text(encoding="utf-8"))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(json.loads(REFUSED[name][0]), schema)


def test_other_digits_are_refused_also_where_the_scanner_is_that_in_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("json.scanner.make_scanner", json.scanner.py_make_scanner)  # type: ignore[attr-defined]
    with pytest.raises(FileError, match="not valid JSON"):
        load_text('{"entries": [], "threshold": 1e\uff1799}', "faq.json")
