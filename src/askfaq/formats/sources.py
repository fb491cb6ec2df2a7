"""Where imports come from: a file, a folder that is walked, standard input."""

import math
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from askfaq import files
from askfaq.errors import FileError
from askfaq.faq.load import parse_json_leniently
from askfaq.formats.decode import LARGEST, decode
from askfaq.formats.imported import NOTHING, Folder, Import, Remark, is_same, note, shorten, skipped, tidy_line
from askfaq.formats.markdown.front_matter import front_matter
from askfaq.formats.markdown.reader import looks_like_article
from askfaq.formats.records import dialogflow, rasa
from askfaq.formats.records.field_names import BY_NAME, Columns
from askfaq.formats.records.objects import GroupNames, GroupsOnlyError
from askfaq.formats.records.shapes import group_names
from askfaq.formats.registry import SUFFIXES, read_bytes, suffix_of
from askfaq.model import ImportedEntry
from askfaq.text.normalize import wording_key

_GROUPS = re.compile(rb"(?:sections|categories|collections|folders)(?:\"\s*:\s*\[|\.json$)", re.IGNORECASE)
_ORDER = ("sort_order", "order", "weight", "nav_order", "sidebar_position", "position")
_MARKDOWN = tuple(suffix for suffix, name in SUFFIXES.items() if name == "markdown")
_LABELS = ("_category_.json", "_category_.yml", "_category_.yaml", "_index.md")  # Docusaurus, Hugo


class _Way(NamedTuple):
    """How the user wants files to be read."""

    format: str | None = None
    columns: Columns = BY_NAME
    heading_level: int | None = None

    def read(self, raw: bytes, path: str, **place: Any) -> Import:
        """What the file holds; `place` is what stands beside it (see read_bytes)."""
        return read_bytes(raw, path, **self._asdict(), **place)


def read_source(
    path: str,
    *,
    format: str | None = None,
    columns: Columns = BY_NAME,
    heading_level: int | None = None,
    beside: Sequence[str] = (),
) -> Import:
    """Everything in a file or a folder, with entries that say where they came from; `beside` are the other sources.

    Raises FileError.
    """
    origin = tidy_line(os.path.basename(os.path.abspath(path)))
    found = _read_path(path, _Way(format, columns, heading_level), beside)
    return found._replace(entries=tuple(entry._replace(origin=origin) for entry in found.entries))


def _read_path(path: str, way: _Way, beside: Sequence[str]) -> Import:
    if path.startswith(("http://", "https://")):
        raise FileError(path, f"askfaq fetches nothing itself; try: curl -L {path} | askfaq import -")
    if os.path.isdir(path):
        return _read_folder(path, way)
    raw = files.read_bytes(path, limit=LARGEST)
    try:
        found = way.read(raw, path, among_others=bool(beside), groups=_groups_beside(beside))
    except GroupsOnlyError as error:
        if not beside:
            raise
        return _groups_told(error)
    return _with_source(found, os.path.basename(path))


def _with_source(result: Import, name: str, folder: str = "") -> Import:
    """The import with `name:line` as the source and the folder as the topic of every entry that names none itself."""
    name, topic = tidy_line(name), tidy_line(folder) or None  # names of files are bytes and may hold anything
    entries = tuple(
        entry._replace(source=entry.source or f"{name}:{entry.line}", topic=entry.topic or topic)
        for entry in result.entries
    )
    return result._replace(entries=entries)


def combined(results: Iterable[tuple[str, Import]]) -> Import:
    """Several imports (each with the name to report it by) as one. A question is kept where it comes first."""
    entries: list[ImportedEntry] = []
    remarks: list[Remark] = []
    formats: dict[str, None] = {}
    seen: dict[str, list[tuple[str, ImportedEntry]]] = {}
    heads = []
    for name, result in results:
        fresh = []
        for entry in result.entries:
            before = seen.get(wording_key(entry.question), ())
            where = next((other for other, twin in before if is_same(entry, twin)), None)
            if where is None:
                fresh.append(entry)
            else:
                told = f"the same question as in {where}: {shorten(entry.question)}"
                remarks.append(Remark("skipped", entry.line, told, name))
        for entry in fresh:
            seen.setdefault(wording_key(entry.question), []).append((name, entry))
        entries += fresh
        remarks += [remark._replace(path=remark.path or name) for remark in result.remarks]
        if result.format:  # a refused file has none
            formats[result.format] = None
        heads.append(result.head)
    head = heads[0] if len(heads) == 1 else NOTHING
    return Import(" and ".join(formats), tuple(entries), tuple(remarks), head)


def _read_folder(folder: str, way: _Way) -> Import:
    """The FAQ files below a folder, in the order that their front matter gives, else by name.

    A file that is refused is skipped with its reason; the name of a subfolder is the topic of what is in it.
    """
    others: Counter[str] = Counter()
    sources: list[_File] = []
    refused: list[tuple[str, Import]] = []
    for path in _walk(folder):
        suffix = suffix_of(path)
        if suffix in SUFFIXES or way.format:
            inside = os.path.relpath(path, folder).replace(os.sep, "/")
            try:
                raw = files.read_bytes(path, limit=LARGEST)
            except FileError as error:
                refused.append((inside, _refusal(error)))
                continue
            sources.append(_File(os.path.dirname(inside), _order(inside, raw), inside, path, raw))
        else:
            others[suffix or "no suffix"] += 1
    if not sources and not refused:
        raise FileError(folder, "there is no file in this folder that could hold a FAQ")
    sources.sort(key=lambda file: file[:3])
    read = _read_files(sources, way)
    found = combined([*read, *refused])
    left = tuple(
        Remark("note", None, f"files of another kind: {count} with {suffix}") for suffix, count in others.items()
    )
    return found._replace(remarks=found.remarks + left)


class _File(NamedTuple):
    folder: str
    order: float
    inside: str
    path: str
    raw: bytes


def _read_files(sources: list[_File], way: _Way) -> Iterator[tuple[str, Import]]:
    known = {} if way.format else {**_rasa(sources), **_dialogflow(sources)}
    groups = _groups([(file.path, file.raw) for file in sources])
    is_help_centre = _is_help_centre(sources)
    for file in sources:
        try:
            place = Folder(gives_topic=bool(file.folder), is_help_centre=is_help_centre)
            result = known.get(file.path) or way.read(
                file.raw, file.path, folder=place, among_others=len(sources) > 1, groups=groups
            )
        except GroupsOnlyError as error:
            yield file.inside, _groups_told(error)
        except FileError as error:
            yield file.inside, _refusal(error)
        else:
            topic = "" if file.path in known else os.path.basename(file.folder)
            yield file.inside, _with_source(result, file.inside, topic)


def _groups_told(error: FileError) -> Import:
    return Import("", (), (note(error.line, "no entries, only names of their groups, which are their topics"),))


def _groups_beside(paths: Sequence[str]) -> GroupNames:
    found = [path for path in paths if suffix_of(path) == ".json" and os.path.isfile(path)]
    return _groups([(path, files.read_bytes(path, limit=LARGEST)) for path in found])


def _groups(sources: Iterable[tuple[str, bytes]]) -> GroupNames:
    """The names of sections and the like that JSON files (path, bytes) hold for the entries of others."""
    found: dict[tuple[str, str], str] = {}
    for path, raw in sources:
        if suffix_of(path) == ".json" and (_GROUPS.search(path.encode()) or _GROUPS.search(raw)):
            try:
                found |= group_names(parse_json_leniently(raw.decode("utf-8-sig", "replace"), path), path)
            except (FileError, RecursionError):
                continue  # it says on its own why it is refused
    return found


def _is_help_centre(sources: list[_File]) -> bool:
    """Whether most of the folder's Markdown files are articles: a title, and sections that do not ask."""
    pages = [file for file in sources if file.path.lower().endswith(_MARKDOWN) and b"\0" not in file.raw]
    return 2 * sum(looks_like_article(decode(file.raw, file.path).text, file.path) for file in pages) > len(pages)


def _refusal(error: FileError) -> Import:
    return Import("", (), (skipped(error.line, error.message),))


def _walk(folder: str) -> Iterator[str]:
    """Every file below the folder but hidden ones. Links to folders are not followed: they may lead back up."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "node_modules")))
        for name in sorted(names):
            path = os.path.join(here, name)
            if not name.startswith(".") and os.path.isfile(path):
                yield path


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


def _rasa(sources: list[_File]) -> dict[str, Import]:
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


def _dialogflow(sources: list[_File]) -> dict[str, Import]:
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
            found[path] = _refusal(error)
        found |= dict.fromkeys(texts, Import("", ()))
    return found
