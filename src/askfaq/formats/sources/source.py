"""One source: a file, or a folder with all that is below it."""

import os
from collections.abc import Sequence

from askfaq import files
from askfaq.errors import FileError
from askfaq.formats.imported import Import, tidy_line
from askfaq.formats.records.field_names import BY_NAME, Columns
from askfaq.formats.records.objects import GroupsOnlyError
from askfaq.formats.sources.folder import Way, read_folder
from askfaq.formats.sources.outcome import with_source
from askfaq.formats.sources.together import groups_beside, groups_told
from askfaq.limits import MAX_IMPORT_BYTES


def read_source(
    path: str,
    *,
    format: str | None = None,
    columns: Columns = BY_NAME,
    heading_level: int | None = None,
    beside: Sequence[str] = (),
    target: str | None = None,
) -> Import:
    """Everything in a file or a folder, with entries that say where they came from; `beside` are the other sources.

    The target is the file that is to be written: it holds what was imported before, and is no source of a folder.
    Raises FileError.
    """
    found = _read_path(path, Way(format, columns, heading_level), beside, target)
    if files.is_stream(path):  # it cannot be looked up, nor known again by its name
        return found
    origin = tidy_line(os.path.basename(os.path.abspath(path)))
    if not os.path.isdir(path):
        found = with_source(found, os.path.basename(path))
    return found._replace(entries=tuple(entry._replace(origin=origin) for entry in found.entries))


def _read_path(path: str, way: Way, beside: Sequence[str], target: str | None) -> Import:
    if path.startswith(("http://", "https://")):
        raise FileError(path, f"askfaq fetches nothing itself; try: curl -L {path} | askfaq import -")
    if os.path.isdir(path):
        return read_folder(path, way, target)
    raw = files.read_bytes(path, limit=MAX_IMPORT_BYTES)
    try:
        return way.read(raw, path, among_others=bool(beside), groups=groups_beside(beside))
    except GroupsOnlyError as error:
        if not beside:
            raise
        return groups_told(error)
