"""Rasa training data: retrieval intents (`faq/refund`) with the responses that answer them."""

import re
from typing import Any

from askfaq.errors import FileError
from askfaq.formats.imported import Import, Remark, collect, note, skipped
from askfaq.formats.records.yaml_list import documents
from askfaq.model import ImportedEntry, Pointer

_EXAMPLE = re.compile(r"^\s*-\s+(.*)$")
_ENTITY = re.compile(r"\[([^\[\]]+)\](?:\([^()]*\)|\{[^{}]*\})")
_REFUSED = ("out_of_scope", "nlu_fallback")

Responses = dict[str, tuple[str, int]]


def is_rasa(text: str) -> bool:
    """Whether top-level keys are those of Rasa's files."""
    return bool(re.search(r"^nlu:\s*(?:#.*)?$", text, re.MULTILINE)) or bool(
        re.search(r"^responses:\s*(?:#.*)?$", text, re.MULTILINE) and re.search(r"^[ \t]+utter_", text, re.MULTILINE)
    )


def read(text: str, name: str) -> Import:
    """Entries of one file that holds both nlu and responses. Raises FileError for bad YAML."""
    return read_files([(name, text)])


def read_files(files: list[tuple[str, str]]) -> Import:
    """Entries of a project, whose examples and answers often stand in two files (name, text)."""
    intents: list[tuple[str, tuple[str, ...], int]] = []
    responses: Responses = {}
    for name, text in files:
        for data, lines in documents(text, name):
            if isinstance(data, dict):
                intents += _intents(data.get("nlu"), lines)
                responses |= _responses(data.get("responses"), lines)
    if not intents:
        raise FileError(files[0][0], "Rasa responses without the nlu examples: import the folder that holds both")
    return _collected(intents, responses)


def _collected(intents: list[tuple[str, tuple[str, ...], int]], responses: Responses) -> Import:
    remarks: list[Remark] = []
    found = []
    for intent, examples, line in intents:
        answer = responses.get(f"utter_{intent}")
        if intent.split("/")[0] in _REFUSED:
            remarks.append(note(line, f"{len(examples)} examples of {intent} must be refused; they are no entry"))
        elif "/" not in intent and not answer:
            remarks.append(note(line, f"the intent {intent} answers no question, so it is left out"))
        elif not answer:
            remarks.append(skipped(line, f"no response utter_{intent}"))
        elif not examples:
            remarks.append(skipped(line, f"no examples of {intent}"))
        else:
            topic, _, last = intent.rpartition("/")
            found.append(
                ImportedEntry(examples[0], answer[0], line, aliases=examples[1:], topic=topic or None, id=last)
            )
    return collect("rasa", found, remarks)


def _intents(nlu: Any, lines: dict[Pointer, int]) -> list[tuple[str, tuple[str, ...], int]]:
    found = []
    for i, item in enumerate(nlu if isinstance(nlu, list) else []):
        if isinstance(item, dict) and isinstance(item.get("intent"), str):
            found.append((item["intent"], _examples(item.get("examples")), lines.get(("nlu", i), 1)))
    return found


def _examples(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        rows = [found[1] for line in value.split("\n") if (found := _EXAMPLE.match(line))]
    else:
        items = [item.get("text") if isinstance(item, dict) else item for item in value or ()]
        rows = [item.strip().removeprefix("- ") for item in items if isinstance(item, str)]
    return tuple(_ENTITY.sub(r"\1", row).strip() for row in rows if row.strip())


def _responses(value: Any, lines: dict[Pointer, int]) -> Responses:
    found: Responses = {}
    for key, variants in (value if isinstance(value, dict) else {}).items():
        texts = [one["text"] for one in variants or () if isinstance(one, dict) and isinstance(one.get("text"), str)]
        if texts:
            found[key] = (texts[0], lines.get(("responses", key), 1))
    return found
