"""The FAQ files below a folder."""

import math
import os
from collections import Counter
from collections.abc import Iterator
from typing import Any, NamedTuple

from askfaq import files
from askfaq.errors import FileError
from askfaq.formats.imported import Folder, Import, Remark, note
from askfaq.formats.markdown.front_matter import front_matter
from askfaq.formats.markdown.reader import looks_like_article
from askfaq.formats.records.field_names import BY_NAME, Columns
from askfaq.formats.records.objects import GroupsOnlyError
from askfaq.formats.registry import SUFFIXES, read_bytes, suffix_of
from askfaq.formats.sources.labels import label_in
from askfaq.formats.sources.outcome import combined, refusal, with_source
from askfaq.formats.sources.together import File, dialogflow_intents, groups_told, named_groups, rasa_project
from askfaq.limits import MAX_IMPORT_BYTES

_ORDER = ("sort_order", "order", "weight", "nav_order", "sidebar_position", "position")
_MARKDOWN = tuple(suffix for suffix, name in SUFFIXES.items() if name == "markdown")


class Way(NamedTuple):
    """How the user wants files to be read."""

    format: str | None = None
    columns: Columns = BY_NAME
    heading_level: int | None = None

    def read(self, raw: bytes, path: str, **place: Any) -> Import:
        """What the file holds; `place` is what stands beside it (see read_bytes)."""
        return read_bytes(raw, path, **self._asdict(), **place)


def read_folder(folder: str, way: Way, target: str | None) -> Import:
    """The FAQ files below a folder, in the order that their front matter gives, else by name.

    A file that is refused is skipped with its reason, a folder too; the name of a subfolder is the topic of what is in
    it.
    """
    others: Counter[str] = Counter()
    labels: dict[str, str] = {}
    sources: list[File] = []
    refused: list[tuple[str, Import]] = []
    written = os.stat(target) if target and os.path.exists(target) else None
    for path, fault in _walk(folder):
        suffix = suffix_of(path)
        inside = os.path.relpath(path, folder).replace(os.sep, "/")
        if fault and path == folder:
            raise fault
        if fault:
            refused.append((inside, refusal(fault)))
        elif written and os.path.samestat(os.stat(path), written):
            refused.append((inside, Import("", (), (note(None, "this is what is written to, and no source"),))))
        elif suffix in SUFFIXES or way.format:
            try:
                if label := label_in(path):
                    labels[os.path.dirname(inside)] = label
                    continue
                order = _order(inside, files.read_bytes(path, limit=MAX_IMPORT_BYTES))
            except FileError as error:
                refused.append((inside, refusal(error)))
                continue
            sources.append(File(os.path.dirname(inside), order, inside, path))
        else:
            others[suffix or "no suffix"] += 1
    if not sources and not refused:
        raise FileError(folder, "there is no file in this folder that could hold a FAQ")
    sources.sort(key=lambda file: file[:3])
    read = _read_files(sources, way, labels)
    found = combined([*read, *refused])
    left = tuple(
        Remark("note", None, f"files of another kind: {count} with {suffix}") for suffix, count in others.items()
    )
    return found._replace(remarks=found.remarks + left)


def _read_files(sources: list[File], way: Way, labels: dict[str, str]) -> Iterator[tuple[str, Import]]:
    known = {} if way.format else {**rasa_project(sources), **dialogflow_intents(sources)}
    groups = named_groups(file.path for file in sources)
    is_help_centre = _is_help_centre(sources)
    for file in sources:
        try:
            place = Folder(gives_topic=bool(file.folder), is_help_centre=is_help_centre)
            result = known.get(file.path) or way.read(
                file.raw(), file.path, folder=place, among_others=len(sources) > 1, groups=groups
            )
        except GroupsOnlyError as error:
            yield file.inside, groups_told(error)
        except FileError as error:
            yield file.inside, refusal(error)
        else:
            topic = "" if file.path in known else labels.get(file.folder) or os.path.basename(file.folder)
            yield file.inside, with_source(result, file.inside, topic)


def _is_help_centre(sources: list[File]) -> bool:
    """Whether most of the folder's Markdown files are articles: a title, and sections that do not ask."""
    pages = [file for file in sources if file.path.lower().endswith(_MARKDOWN)]
    are_articles = [looks_like_article(text, file.path) for file in pages if (text := file.text()) is not None]
    return 2 * sum(are_articles) > len(are_articles)


def _walk(folder: str) -> Iterator[tuple[str, FileError | None]]:
    """Every file below the folder but hidden ones, and the folders that cannot be read, with the reason.

    Links to folders are not followed: they may lead back up. os.walk would end at 1,000 levels (Python 3.11).
    """
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            with os.scandir(here) as found:
                entries = sorted((e for e in found if not e.name.startswith(".")), key=lambda entry: entry.name)
        except OSError as error:
            yield here, FileError(here, f"this folder cannot be read: {files.why(error)}")
            continue
        yield from ((entry.path, None) for entry in entries if os.path.isfile(entry.path))
        below = [e.path for e in entries if e.is_dir(follow_symlinks=False) and not e.name.startswith("node_modules")]
        waiting += reversed(below)


def _order(inside: str, raw: bytes) -> float:
    """Where the front matter of a Markdown file wants it among its neighbours; at the end without a wish."""
    if not inside.lower().endswith(_MARKDOWN):
        return math.inf
    try:
        order = float(
            front_matter(raw[:20_000].decode("utf-8", "replace").replace("\r\n", "\n")).text(*_ORDER) or "inf"
        )
    except ValueError:
        return math.inf
    return math.inf if math.isnan(order) else order
