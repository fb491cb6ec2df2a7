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
    """A file of a folder, read anew each time: a folder may hold more than the memory does."""

    folder: str
    order: float
    inside: str
    path: str

    def raw(self) -> bytes:
        """Its bytes. Raises FileError."""
        return files.read_bytes(self.path, limit=MAX_IMPORT_BYTES)

    def text(self) -> str | None:
        """What it says; nothing where it is not text, or cannot be read: it says so on its own."""
        try:
            raw = self.raw()
            return None if b"\0" in raw else decode(raw, self.path).text
        except FileError:
            return None


def groups_told(error: FileError) -> Import:
    return Import("", (), (note(error.line, "no entries, only names of their groups, which are their topics"),))


def groups_beside(paths: Sequence[str]) -> GroupNames:
    return named_groups(path for path in paths if os.path.isfile(path))


def named_groups(paths: Iterable[str]) -> GroupNames:
    """The names of sections and the like that JSON files hold for the entries of others."""
    found: dict[tuple[str, str], str] = {}
    for path in paths:
        if suffix_of(path) == ".json":
            try:
                raw = files.read_bytes(path, limit=MAX_IMPORT_BYTES)
                if _GROUPS.search(os.fsencode(path)) or _GROUPS.search(raw):
                    found |= group_names(parse_json_leniently(raw.decode("utf-8-sig", "replace"), path), path)
            except (FileError, RecursionError):
                continue  # it says on its own why it is refused
    return found


def rasa_project(sources: list[File]) -> dict[str, Import]:
    """Path -> what the files of a Rasa project give: examples and answers stand in different ones."""
    of_yaml = [file for file in sources if suffix_of(file.path) in (".yml", ".yaml")]
    parts = [file for file in of_yaml if rasa.is_rasa(file.text() or "")]
    try:
        read = rasa.read_files((file.path, file.text() or "") for file in parts) if parts else ()
    except FileError:
        return {}  # each of its files says on its own why it is refused
    return {file.path: found for file, found in zip(parts, read, strict=True)}


def dialogflow_intents(sources: list[File]) -> dict[str, Import]:
    """Path -> what the files of intents give: the phrases of each stand in files beside it."""
    by_path = {file.path: file for file in sources}
    phrases: dict[str, list[File]] = {}
    for path, file in by_path.items():
        intent = dialogflow.phrases_of(path)
        if intent in by_path:
            phrases.setdefault(intent, []).append(file)
    for path, file in by_path.items() if phrases else ():
        if suffix_of(path) == ".json" and path not in phrases and dialogflow.is_intent(file.text() or ""):
            phrases[path] = []
    found: dict[str, Import] = {}
    for path, beside in phrases.items():
        texts = {file.path: text for file in beside if (text := file.text()) is not None}
        try:
            found[path] = dialogflow.read_intent(decode(by_path[path].raw(), path).text, path, texts)
        except FileError as error:
            found[path] = refusal(error)
        found |= dict.fromkeys(texts, Import("", ()))
    return found
