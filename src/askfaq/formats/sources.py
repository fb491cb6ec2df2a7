"""Where imports come from: a file, a folder that is walked, standard input."""

import math
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from askfaq import files
from askfaq.errors import FileError
from askfaq.formats.decode import LARGEST, decode
from askfaq.formats.imported import NOTHING, Folder, Import, Remark, is_same, shorten, skipped, tidy_line
from askfaq.formats.markdown.front_matter import front_matter
from askfaq.formats.markdown.reader import looks_like_article
from askfaq.formats.records import rasa
from askfaq.formats.records.field_names import BY_NAME, Columns
from askfaq.formats.registry import SUFFIXES, read_bytes, suffix_of
from askfaq.model import ImportedEntry
from askfaq.text.normalize import wording_key

_ORDER = ("sort_order", "order", "weight", "nav_order", "sidebar_position", "position")
_MARKDOWN = tuple(suffix for suffix, name in SUFFIXES.items() if name == "markdown")
_LABELS = ("_category_.json", "_category_.yml", "_category_.yaml", "_index.md")  # Docusaurus, Hugo


def read_source(
    path: str, *, format: str | None = None, columns: Columns = BY_NAME, heading_level: int | None = None
) -> Import:
    """Everything in a file or a folder, with entries that say where they came from. Raises FileError."""
    origin = tidy_line(os.path.basename(os.path.abspath(path)))
    found = _read_path(path, _Way(format, columns, heading_level))
    return found._replace(entries=tuple(entry._replace(origin=origin) for entry in found.entries))


class _Way(NamedTuple):
    """How the user wants files to be read."""

    format: str | None = None
    columns: Columns = BY_NAME
    heading_level: int | None = None

    def read(self, raw: bytes, path: str, folder: Folder | None = None) -> Import:
        return read_bytes(
            raw, path, format=self.format, columns=self.columns, heading_level=self.heading_level, folder=folder
        )


def _read_path(path: str, way: _Way) -> Import:
    if path.startswith(("http://", "https://")):
        raise FileError(path, f"askfaq fetches nothing itself; try: curl -L {path} | askfaq import -")
    if os.path.isdir(path):
        return _read_folder(path, way)
    raw = files.read_bytes(path, limit=LARGEST)
    return _with_source(way.read(raw, path), os.path.basename(path))


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
    read = _read_files(sources, os.path.basename(folder.rstrip(os.sep)), way)
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


def _read_files(sources: list[_File], folder: str, way: _Way) -> Iterator[tuple[str, Import]]:
    project = {} if way.format else _rasa_files(sources)
    if project:
        try:
            result = rasa.read_files(list(project.items()))
        except FileError:
            project = {}  # each of its files says on its own why it is refused
        else:
            yield folder, _with_source(result, folder)
    is_help_centre = _is_help_centre(sources)
    for file in sources:
        if file.path in project:
            continue
        try:
            place = Folder(gives_topic=bool(file.folder), is_help_centre=is_help_centre)
            result = way.read(file.raw, file.path, place)
        except FileError as error:
            yield file.inside, _refusal(error)
        else:
            yield file.inside, _with_source(result, file.inside, os.path.basename(file.folder))


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


def _rasa_files(sources: list[_File]) -> dict[str, str]:
    """Path -> text of the files of a Rasa project: examples and answers stand in different ones."""
    found = {}
    for file in sources:
        if file.path.lower().endswith((".yml", ".yaml")) and b"\0" not in file.raw:
            text = decode(file.raw, file.path).text
            if rasa.is_rasa(text):
                found[file.path] = text
    return found
