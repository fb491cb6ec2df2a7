"""Where imports come from: a file, a folder that is walked, standard input."""

import os
from collections import Counter
from collections.abc import Iterator

from askfaq import store
from askfaq.errors import FileError
from askfaq.importers import Wanted, rasa, read_bytes, sniff
from askfaq.importers.decode import decode
from askfaq.importers.found import Found, Import, Remark
from askfaq.importers.frontmatter import front_matter

_ORDER = ("sort_order", "order", "weight", "nav_order", "position")


def read_source(path: str, *, format: str | None = None, wanted: Wanted = Wanted()) -> Import:
    """Everything in a file or a folder, with entries that say where they came from. Raises FileError."""
    if path.startswith(("http://", "https://")):
        raise FileError(path, f"askfaq fetches nothing itself; try: curl -L {path} | askfaq import -")
    if os.path.isdir(path):
        return read_folder(path, format=format, wanted=wanted)
    return with_source(read_bytes(store.read_bytes(path), path, format=format, wanted=wanted), os.path.basename(path))


def with_source(result: Import, name: str) -> Import:
    """The import with `name:line` as the source of every entry that names none itself."""
    entries = tuple(entry if entry.source else entry._replace(source=f"{name}:{entry.line}") for entry in result.entries)
    return result._replace(entries=entries)


def read_folder(folder: str, *, format: str | None = None, wanted: Wanted = Wanted()) -> Import:
    """The FAQ files below a folder, in the order that their front matter gives, else by name.

    A file that is refused is skipped with its reason; the name of a subfolder is the topic of what is in it.
    """
    entries: list[Found] = []
    remarks: list[Remark] = []
    formats: Counter[str] = Counter()
    refused: list[str] = []
    others: Counter[str] = Counter()
    files: list[tuple[tuple[str, float, str], str, bytes]] = []
    for path in _walk(folder):
        suffix = os.path.splitext(path)[1].lower()
        if suffix not in sniff.SUFFIXES and not format:
            others[suffix or "without suffix"] += 1
            continue
        raw = store.read_bytes(path)
        files.append((_place(folder, path, raw), path, raw))
    project = [] if format else _rasa_files(files)
    if project:
        _add(rasa.read_files(project), "", folder, entries, remarks, formats)
    for _, path, raw in sorted(files):
        if any(path == name for name, _ in project):
            continue
        try:
            result = read_bytes(raw, path, format=format, wanted=wanted, in_folder=True)
        except FileError as error:
            refused.append(path)
            remarks.append(Remark("skipped", error.line, error.message, _relative(folder, path)))
        else:
            _add(result, path, folder, entries, remarks, formats)
    for suffix, count in others.most_common():
        remarks.append(Remark("note", None, f"{count} files {suffix} were left out", ""))
    if not entries and not remarks:
        raise FileError(folder, "there is no file in this folder that could hold a FAQ")
    return Import(" and ".join(sorted(formats)) or "folder", tuple(entries), tuple(remarks))


def _add(
    result: Import, path: str, folder: str, entries: list[Found], remarks: list[Remark], formats: Counter[str]
) -> None:
    inside = _relative(folder, path) if path else ""
    topic = os.path.basename(os.path.dirname(inside)) or None
    known = {entry.question for entry in entries}
    for entry in with_source(result, inside or os.path.basename(folder.rstrip(os.sep))).entries:
        if entry.question in known and any(entry.answer == other.answer for other in entries):
            remarks.append(Remark("skipped", entry.line, "the same question and answer as in another file", inside))
        else:
            entries.append(entry if entry.topic else entry._replace(topic=topic))
    remarks += [remark._replace(path=inside) for remark in result.remarks]
    formats[result.format] += 1


def _walk(folder: str) -> Iterator[str]:
    """Every file below the folder; hidden ones and what links lead to are passed over."""
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "node_modules")))
        for name in sorted(names):
            path = os.path.join(here, name)
            if not name.startswith(".") and os.path.isfile(path):
                yield path


def _place(folder: str, path: str, raw: bytes) -> tuple[str, float, str]:
    inside = _relative(folder, path)
    given = None
    if path.lower().endswith((".md", ".markdown", ".mdx")):
        given = front_matter(raw[:20_000].decode("utf-8", "replace").replace("\r\n", "\n")).text(*_ORDER)
    try:
        order = float(given) if given else float("inf")
    except ValueError:
        order = float("inf")
    return os.path.dirname(inside), order if order == order else float("inf"), inside


def _rasa_files(files: list[tuple[tuple[str, float, str], str, bytes]]) -> list[tuple[str, str]]:
    """The files of a Rasa project (name, text): examples and answers stand in different ones."""
    found = []
    for _, path, raw in sorted(files):
        if path.lower().endswith((".yml", ".yaml")):
            text = decode(raw, path).text
            if rasa.is_rasa(text):
                found.append((path, text))
    return found


def _relative(folder: str, path: str) -> str:
    return os.path.relpath(path, folder).replace(os.sep, "/")
