"""Rasa training data: retrieval intents (`faq/refund`) with the responses that answer them."""

import re
from collections.abc import Iterable
from typing import Any

from askfaq.errors import FileError
from askfaq.formats.imported import Import, Remark, collect, note, skipped
from askfaq.formats.records.yaml_list import documents
from askfaq.model import ImportedEntry, Pointer

_EXAMPLE = re.compile(r"^\s*-\s+(.*)$")
_ENTITY = re.compile(r"\[([^\[\]]+)\](?:\([^()]*\)|\{[^{}]*\})")
_TOP_KEY = re.compile(r"^(nlu|responses|rules|stories):[ \t]*(?:#.*)?$", re.MULTILINE)
_REFUSED = ("out_of_scope", "nlu_fallback")

Intent = tuple[str, tuple[str, ...], int]  # its name, its examples, its line
Responses = dict[str, tuple[str, ...]]


def is_rasa(text: str) -> bool:
    """Whether top-level keys are those of Rasa's files."""
    keys = set(_TOP_KEY.findall(text))
    utters = ("responses" in keys and re.search(r"^[ \t]+utter_", text, re.MULTILINE)) or (
        keys & {"rules", "stories"} and re.search(r"^[ \t]*-?[ \t]*steps:", text, re.MULTILINE)
    )
    return "nlu" in keys or bool(utters)


def read(text: str, name: str) -> Import:
    """Entries of one file that holds both nlu and responses. Raises FileError for bad YAML."""
    return read_files([(name, text)])[0]


def read_files(files: Iterable[tuple[str, str]]) -> list[Import]:
    """What each file (name, text) of a project gives: examples, answers and rules often stand in different ones.

    Raises FileError for bad YAML, and when no file has examples.
    """
    intents: list[list[Intent]] = []
    responses: Responses = {}
    actions: dict[str, str] = {}
    first = ""
    for name, text in files:
        first = first or name
        intents.append([])
        for data, lines in documents(text, name):
            if isinstance(data, dict):
                intents[-1] += _intents(data.get("nlu"), lines)
                responses |= _responses(data.get("responses"))
                actions = {**_actions(data.get("rules")), **_actions(data.get("stories")), **actions}
    if not any(intents):
        raise FileError(first, "a part of a Rasa project without the nlu examples: import the folder that holds both")
    return [_collected(found, responses, actions) for found in intents]


def _collected(intents: list[Intent], responses: Responses, actions: dict[str, str]) -> Import:
    remarks: list[Remark] = []
    found = []
    for intent, examples, line in intents:
        answers = responses.get(f"utter_{intent}") or responses.get(actions.get(intent, ""), ())
        if intent.split("/")[0] in _REFUSED:
            remarks.append(note(line, f"{len(examples)} examples of {intent} must be refused; they are no entry"))
        elif "/" not in intent and not answers:
            remarks.append(note(line, f"the intent {intent} answers no question, so it is left out"))
        elif not answers:
            remarks.append(skipped(line, f"no response utter_{intent}"))
        elif not examples:
            remarks.append(skipped(line, f"no examples of {intent}"))
        else:
            topic, _, last = intent.rpartition("/")
            found.append(
                ImportedEntry(examples[0], answers[0], line, aliases=examples[1:], topic=topic or None, id=last)
            )
            if len(answers) > 1:
                told = f"{len(answers) - 1} more of the responses to {intent} left out: an entry has one answer"
                remarks.append(note(line, told))
    return collect("rasa", found, remarks)


def _actions(rules: Any) -> dict[str, str]:
    """Intent -> what is uttered right after it, in rules and stories."""
    found: dict[str, str] = {}
    for rule in rules if isinstance(rules, list) else ():
        steps = rule.get("steps") if isinstance(rule, dict) else None
        asked = None
        for step in steps if isinstance(steps, list) else ():
            said = step if isinstance(step, dict) else {}
            action = said.get("action")
            if isinstance(asked, str) and isinstance(action, str) and action.startswith("utter_"):
                found.setdefault(asked, action)
            asked = said.get("intent")
    return found


def _intents(nlu: Any, lines: dict[Pointer, int]) -> list[Intent]:
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


def _responses(value: Any) -> Responses:
    """The different texts of each response."""
    found: Responses = {}
    for key, variants in (value if isinstance(value, dict) else {}).items():
        rows = variants if isinstance(variants, list) else ()
        texts = [one["text"] for one in rows if isinstance(one, dict) and isinstance(one.get("text"), str)]
        found[key] = tuple(dict.fromkeys(text for text in texts if text.strip()))
    return found
