"""Files that belong together: entries in one and the names of their sections in another, the parts of a bot."""

import os
import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from askfaq import files
from askfaq.errors import FileError
from askfaq.faq.load import parse_json_leniently
from askfaq.formats.decode import decode
from askfaq.formats.imported import Import, note
from askfaq.formats.records import dialogflow, rasa
from askfaq.formats.records.field_names import GroupNames
from askfaq.formats.records.shapes import group_names
from askfaq.formats.registry import suffix_of
from askfaq.formats.sources.outcome import refusal
from askfaq.limits import MAX_IMPORT_BYTES

_GROUPS = re.compile(rb"(?:sections|categories|collections|folders)(?:\"\s*:\s*\[|\.json$)", re.IGNORECASE)


class File(NamedTuple):
    folder: str
    order: float
    inside: str
    path: str
    raw: bytes


def groups_told(error: FileError) -> Import:
    return Import("", (), (note(error.line, "no entries, only names of their groups, which are their topics"),))


def groups_beside(paths: Sequence[str]) -> GroupNames:
    found = [path for path in paths if suffix_of(path) == ".json" and os.path.isfile(path)]
    return named_groups([(path, files.read_bytes(path, limit=MAX_IMPORT_BYTES)) for path in found])


def named_groups(sources: Iterable[tuple[str, bytes]]) -> GroupNames:
    """The names of sections and the like that JSON files (path, bytes) hold for the entries of others."""
    found: dict[tuple[str, str], str] = {}
    for path, raw in sources:
        if suffix_of(path) == ".json" and (_GROUPS.search(path.encode()) or _GROUPS.search(raw)):
            try:
                found |= group_names(parse_json_leniently(raw.decode("utf-8-sig", "replace"), path), path)
            except (FileError, RecursionError):
                continue  # it says on its own why it is refused
    return found


def rasa_project(sources: list[File]) -> dict[str, Import]:
    """Path -> what the files of a Rasa project give: examples and answers stand in different ones."""
    texts = {}
    for file in sources:
        if suffix_of(file.path) in (".yml", ".yaml") and b"\0" not in file.raw:
            text = decode(file.raw, file.path).text
            if rasa.is_rasa(text):
                texts[file.path] = text
    try:
        return dict(zip(texts, rasa.read_files(list(texts.items())), strict=True)) if texts else {}
    except FileError:
        return {}  # each of its files says on its own why it is refused


def dialogflow_intents(sources: list[File]) -> dict[str, Import]:
    """Path -> what the files of intents give: the phrases of each stand in files beside it."""
    by_path = {file.path: file for file in sources}
    phrases: dict[str, dict[str, str]] = {}
    for path, file in by_path.items():
        intent = dialogflow.phrases_of(path)
        if intent in by_path and b"\0" not in file.raw:
            phrases.setdefault(intent, {})[path] = decode(file.raw, path).text
    for path, file in by_path.items() if phrases else ():
        if suffix_of(path) == ".json" and b"\0" not in file.raw and dialogflow.is_intent(decode(file.raw, path).text):
            phrases.setdefault(path, {})
    found: dict[str, Import] = {}
    for path, texts in phrases.items():
        try:
            found[path] = dialogflow.read_intent(decode(by_path[path].raw, path).text, path, texts)
        except FileError as error:
            found[path] = refusal(error)
        found |= dict.fromkeys(texts, Import("", ()))
    return found
