"""JSON, JSON Lines, YAML and Rasa: which keys, which shapes, which lines."""

import json
from typing import Any

import pytest

from askfaq.errors import FileError
from askfaq.formats.records import json_list, rasa, yaml_list

Row = tuple[str, str, str | None]

SHAPES: dict[str, tuple[Any, list[Row]]] = {
    "a list": ([{"question": "Why?", "answer": "So."}], [("Why?", "So.", None)]),
    "other names, in any spelling": (
        [{"Question Text": "Why?", "answer_text": "So."}, {"q": "How?", "a": "Thus."}, {"title": "A?", "body": "B."}],
        [("Why?", "So.", None), ("How?", "Thus.", None), ("A?", "B.", None)],
    ),
    "a list under a key": ({"version": 1, "faqs": [{"name": "Why?", "response": "So."}]}, [("Why?", "So.", None)]),
    "questions as keys": (
        {"Why is it so?": "So.", "And how?": ["One.", "Two."]},
        [("Why is it so?", "So.", None), ("And how?", "One.\n\nTwo.", None)],
    ),
    "topics as keys": (
        {"Paying": [{"q": "How?", "a": "By card."}], "Parcels": {"Where is it?": "Here."}},
        [("How?", "By card.", "Paying"), ("Where is it?", "Here.", "Parcels")],
    ),
    "topics with lists": (
        [{"category": "Paying", "items": [{"q": "How?", "a": "By card."}]}],
        [("How?", "By card.", "Paying")],
    ),
    "paragraphs and steps": (
        [{"question": "Why?", "answer": ["So.", "And so."]}, {"question": "How?", "steps": ["Wait.", "Go."]}],
        [("Why?", "So.\n\nAnd so.", None), ("How?", "1. Wait.\n2. Go.", None)],
    ),
    "pairs": ([["Why?", "So."]], [("Why?", "So.", None)]),
}


@pytest.mark.parametrize(("data", "expected"), SHAPES.values(), ids=SHAPES)
def test_json_shapes(data: Any, expected: list[Row]) -> None:
    result = json_list.read(json.dumps(data), "faq.json")

    assert [(entry.question, entry.answer, entry.topic) for entry in result.entries] == expected


@pytest.mark.parametrize(("data", "expected"), SHAPES.values(), ids=SHAPES)
def test_yaml_shapes(data: Any, expected: list[Row]) -> None:
    result = yaml_list.read(json.dumps(data), "faq.yml")

    assert [(entry.question, entry.answer, entry.topic) for entry in result.entries] == expected


def test_json_keeps_everything_a_faq_file_has_room_for() -> None:
    entry = {"id": "why", "question": "Why?", "aliases": ["what for"], "topic": "T", "answer": "So.", "source": "s"}

    result = json_list.read(json.dumps({"title": "F", "language": "en", "entries": [entry]}), "faq.json")

    assert result.entries == (("Why?", "So.", 1, ("what for",), "T", "why", "s"),)
    assert dict(result.head) == {"title": "F", "language": "en"}


def test_an_id_is_text_and_a_running_number_is_none() -> None:
    rows = [{"id": "101", "question": "Why?", "answer": "So."}, {"id": 7, "question": "How?", "answer": "Thus."}]

    assert [entry.id for entry in json_list.read(json.dumps(rows), "faq.json").entries] == ["101", None]
    assert [entry.id for entry in yaml_list.read(json.dumps(rows[1:]), "faq.yml").entries] == [None]


def test_a_head_that_a_faq_cannot_have_is_left_out() -> None:
    head = {"title": {"en": "F"}, "language": "en", "threshold": 75}

    result = json_list.read(json.dumps({**head, "faqs": [{"q": "Why?", "a": "So."}]}), "faq.json")

    assert dict(result.head) == {"language": "en"}


def test_json_lines_of_entries_and_of_what_is_skipped() -> None:
    text = '[\n  {"question": "Why?", "answer": "So."},\n  {"question": "How?"},\n  3,\n\n  {"q": "A?", "a": "B."}\n]'

    result = json_list.read(text, "faq.json")

    assert [entry.line for entry in result.entries] == [2, 6]
    assert [(remark.line, remark.text) for remark in result.skipped] == [
        (3, "no answer to “How?”"),
        (4, "not an object with a question and an answer"),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[{"question": "Why?", "question": "How?", "answer": "So."}]', "faq.json:1:23: the key"),
        ('[{"question": "Why?"\n "answer": "So."}]', "faq.json:2:2: not valid JSON"),
        ("[" * 100_000, "faq.json:1:"),
        ('{"name": "x", "version": "1"}', "faq.json: JSON, but no list of entries"),
    ],
)
def test_json_that_is_refused(text: str, place: str) -> None:
    with pytest.raises(FileError, match=place.replace(".", r"\.")):
        json_list.read(text, "faq.json")


def test_json_lines() -> None:
    text = '{"questionText": "Why?", "answerText": "So."}\n\n{"questionText": "How?", "answerText": "Thus."}\n'

    assert [(entry.question, entry.line) for entry in json_list.read_lines(text, "f.jsonl").entries] == [
        ("Why?", 1),
        ("How?", 3),
    ]
    with pytest.raises(FileError, match=r"f\.jsonl:4:"):
        json_list.read_lines(text + '{"questionText": }\n', "f.jsonl")


YAML = """\
---
# our questions
- question1:
  question: Is it free?
  answer: Yes
- question: On which day?
  answer: 2024-01-31
- question: How?
  answer: |
    1. Wait.

    2. Go.
- question: Why?
---
"""


def test_yaml_keeps_scalars_as_they_are_written() -> None:
    result = yaml_list.read(YAML, "faq.yml")

    assert [(entry.question, entry.answer, entry.line) for entry in result.entries] == [
        ("Is it free?", "Yes", 3),
        ("On which day?", "2024-01-31", 6),
        ("How?", "1. Wait.\n\n2. Go.", 8),
    ]
    assert [(remark.line, remark.text) for remark in result.skipped] == [(13, "no answer to “Why?”")]


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 10)}]\n" for i in range(9)
)


@pytest.mark.parametrize(
    "text",
    [
        "- question: [",
        "- question: 'x\n",
        "- a: !!python/object:os.system x\n  b: *c\n",
        BOMB,
        "[" * 10_000,
        "\t- a",
        "a: b",
    ],
    ids=["open list", "open quote", "unknown alias", "a billion laughs", "deep", "tab", "no list"],
)
def test_yaml_that_is_refused(text: str) -> None:
    with pytest.raises(FileError, match=r"faq\.yml"):
        yaml_list.read(text, "faq.yml")


RASA = """\
version: "3.1"
nlu:
- intent: faq/refund
  examples: |
    - how do I get a [refund](thing)
    - I want my [money]{"entity": "thing"} back
- intent: greet
  examples: |
    - hello
- intent: faq/lost
  examples: |
    - where is it
- intent: out_of_scope
  examples: |
    - what is the weather
responses:
  utter_faq/refund:
  - text: Ask for it.
"""


def test_rasa_intents_with_their_responses() -> None:
    result = rasa.read(RASA, "nlu.yml")

    (entry,) = result.entries
    assert entry[:6] == ("how do I get a refund", "Ask for it.", 3, ("I want my money back",), "faq", "refund")
    assert [(remark.kind, remark.line) for remark in result.remarks] == [("note", 7), ("skipped", 10), ("note", 13)]


def test_rasa_responses_alone_are_refused() -> None:
    with pytest.raises(FileError, match="import the folder"):
        rasa.read("responses:\n  utter_faq/refund:\n  - text: Ask.\n", "domain.yml")
