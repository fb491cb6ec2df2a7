"""Where imports come from: a file, a folder that is walked, standard input."""

import math
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from askfaq import files
from askfaq.errors import FileError
from askfaq.formats.decode import LARGEST, decode
from askfaq.formats.imported import NOTHING, Import, Remark, is_same, note, shorten, skipped, tidy_line
from askfaq.formats.markdown.front_matter import front_matter
from askfaq.formats.records import rasa
from askfaq.formats.records.field_names import BY_NAME, Columns
from askfaq.formats.registry import SUFFIXES, read_bytes, suffix_of
from askfaq.model import ImportedEntry
from askfaq.text.normalize import wording_key

_ORDER = ("sort_order", "order", "weight", "nav_order", "position")


def read_source(
    path: str, *, format: str | None = None, columns: Columns = BY_NAME, target: str | None = None
) -> Import:
    """Everything in a file or a folder, with entries that say where they came from. Raises FileError.

    The target is the file that is to be written: it holds what was imported before, and is no source of a folder.
    """
    origin = tidy_line(os.path.basename(os.path.abspath(path)))
    found = _read_path(path, format=format, columns=columns, target=target)
    return found._replace(entries=tuple(entry._replace(origin=origin) for entry in found.entries))


def _read_path(path: str, *, format: str | None, columns: Columns, target: str | None) -> Import:
    if path.startswith(("http://", "https://")):
        raise FileError(path, f"askfaq fetches nothing itself; try: curl -L {path} | askfaq import -")
    if os.path.isdir(path):
        return _read_folder(path, format=format, columns=columns, target=target)
    raw = files.read_bytes(path, limit=LARGEST)
    return _with_source(read_bytes(raw, path, format=format, columns=columns), os.path.basename(path))


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


def _read_folder(folder: str, *, format: str | None, columns: Columns, target: str | None) -> Import:
    """The FAQ files below a folder, in the order that their front matter gives, else by name.

    A file that is refused is skipped with its reason, a folder too; the name of a subfolder is the topic of what is in
    it.
    """
    others: Counter[str] = Counter()
    sources: list[_File] = []
    refused: list[tuple[str, Import]] = []
    written = os.stat(target) if target and os.path.exists(target) else None
    for path, fault in _walk(folder):
        suffix = suffix_of(path)
        inside = os.path.relpath(path, folder).replace(os.sep, "/")
        if fault and path == folder:
            raise fault
        if fault:
            refused.append((inside, _refusal(fault)))
        elif written and os.path.samestat(os.stat(path), written):
            refused.append((inside, Import("", (), (note(None, "this is what is written to, and no source"),))))
        elif suffix in SUFFIXES or format:
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
    read = _read_files(sources, os.path.basename(folder.rstrip(os.sep)), format, columns)
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


def _read_files(
    sources: list[_File], folder: str, format: str | None, columns: Columns
) -> Iterator[tuple[str, Import]]:
    project = {} if format else _rasa_files(sources)
    if project:
        try:
            result = rasa.read_files(list(project.items()))
        except FileError:
            project = {}  # each of its files says on its own why it is refused
        else:
            yield folder, _with_source(result, folder)
    for file in sources:
        if file.path in project:
            continue
        try:
            result = read_bytes(file.raw, file.path, format=format, columns=columns, in_folder=True)
        except FileError as error:
            yield file.inside, _refusal(error)
        else:
            yield file.inside, _with_source(result, file.inside, os.path.basename(file.folder))


def _refusal(error: FileError) -> Import:
    return Import("", (), (skipped(error.line, error.message),))


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
    if not inside.lower().endswith((".md", ".markdown", ".mdx")):
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
