"""Every format, a row each: what it is called, what reads it and what writes it. A new one is a module and a row."""

import os
from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any, NamedTuple

from askfaq.errors import FileError, UsageError
from askfaq.formats.imported import Folder, Import, note
from askfaq.formats.records.field_names import BY_NAME, NOTHING_NAMED, Columns, GroupNames, MissingColumnError
from askfaq.model import FaqFile


class Format(NamedTuple):
    """One format. `reader` and `writer` are functions, named as "module:function" below askfaq.formats and imported
    when they are used: (text, name for messages) -> Import, and FaqFile -> text that ends with a newline.
    """

    reader: str
    writer: str | None = None
    suffixes: tuple[str, ...] = ()
    also: tuple[str, ...] = ()  # other names of it, to import and to export
    read_as: tuple[str, ...] = ()  # what is read like it and not written
    has_columns: bool = False  # whether the user may name its columns or keys
    is_binary: bool = False  # whether its reader takes bytes


FORMATS = {
    "text": Format("plain_text.reader:read", suffixes=(".txt", ".text", ".faq"), also=("txt",)),
    "markdown": Format(
        "markdown.reader:read",
        "markdown.writer:write",
        suffixes=(".md", ".markdown", ".mdx", ".mkd", ".qmd"),
        also=("md",),
    ),
    "html": Format("html.reader:read", "html.writer:write", suffixes=(".html", ".htm", ".xhtml"), also=("htm",)),
    "jsonld": Format("html.jsonld_reader:read", "html.jsonld_writer:write", also=("json-ld",)),
    "csv": Format(
        "records.table:read",
        "records.table:write",
        suffixes=(".csv", ".tsv", ".tab"),
        read_as=("tsv",),
        has_columns=True,
    ),
    # what is in it tells JSON-LD from JSON
    "json": Format("records.json_list:read", suffixes=(".json", ".jsonld"), has_columns=True),
    "jsonl": Format("records.json_list:read_lines", suffixes=(".jsonl", ".ndjson"), also=("ndjson",), has_columns=True),
    "yaml": Format("records.yaml_list:read", suffixes=(".yml", ".yaml"), also=("yml",), has_columns=True),
    "xlsx": Format("records.workbook:read", suffixes=(".xlsx", ".xlsm"), has_columns=True, is_binary=True),
    "anki": Format("records.table:read_anki"),
    "dialogflow": Format("records.dialogflow:read"),
    "azure": Format("records.azure:read"),
    "rasa": Format("records.rasa:read"),
}
READABLE = tuple(FORMATS)
WRITABLE = tuple(name for name, row in FORMATS.items() if row.writer)
# The suffixes of what is written; of some formats more is read (a .tsv file, a .mdx page).
_WRITTEN_AS = {
    "markdown": (".md", ".markdown", ".mkd"),
    "html": (".html", ".htm", ".xhtml"),
    "jsonld": (".jsonld", ".json-ld", ".json"),
    "csv": (".csv",),
}
SUFFIXES = {suffix: name for name, row in FORMATS.items() for suffix in row.suffixes}
_ALSO = {other: name for name, row in FORMATS.items() for other in row.also}
_READ_AS = {other: name for name, row in FORMATS.items() for other in row.read_as}


def read_bytes(
    raw: bytes,
    name: str,
    *,
    format: str | None = None,
    columns: Columns = BY_NAME,
    heading_level: int | None = None,
    folder: Folder | None = None,
    among_others: bool = False,
    groups: GroupNames = NOTHING_NAMED,
) -> Import:
    """Everything that the source holds; `name` is its path or address, "-" for standard input.

    `among_others`: columns that the user names may be those of other sources, and are a note where they do not fit.
    Raises FileError when the source is refused, UsageError for an unknown format.
    """
    from askfaq.formats.decode import decode
    from askfaq.formats.detect import refuse_binary
    from askfaq.formats.records.workbook import is_workbook

    chosen = format and (_ALSO | _READ_AS).get(format.lower(), format.lower())
    if chosen and chosen not in FORMATS:
        raise UsageError(f"askfaq does not know the format {format}; it reads {', '.join(READABLE)}")
    if is_workbook(raw) or (chosen and FORMATS[chosen].is_binary):
        return _read(raw, name, "xlsx", columns, among_others=among_others)
    refuse_binary(raw, name)
    decoded = decode(raw, name)
    chosen = chosen or _detected(decoded.text, name, columns)
    options: dict[str, Any] = {}
    if chosen == "markdown":
        options = {"folder": folder, "heading_level": heading_level}
    elif heading_level and not folder and not among_others:
        raise UsageError(f"--heading-level is for Markdown, not for {chosen}")
    elif chosen in ("json", "jsonl"):
        options = {"groups": groups}
    result = _read(decoded.text, name, chosen, columns, among_others=among_others, **options)
    return result._replace(remarks=(*decoded.remarks, *result.remarks))


def _detected(text: str, name: str, columns: Columns) -> str:
    """The format by the text. A table whose columns only the user knows looks like plain text."""
    from askfaq.formats.detect import detect
    from askfaq.formats.records.table import has_columns

    found = detect(text, name, SUFFIXES.get(suffix_of(name)))
    return "csv" if found in ("text", "markdown", "azure") and any(columns) and has_columns(text, columns) else found


def _read(
    source: str | bytes, name: str, format: str, columns: Columns, *, among_others: bool, **options: Any
) -> Import:
    reader = partial(_function(FORMATS[format].reader), source, name, **options)
    if any(columns) and not FORMATS[format].has_columns:
        if not among_others:
            raise UsageError(f"the column options are for tables and lists, not for {format}")
        columns = BY_NAME
    try:
        result: Import = reader(columns=columns) if any(columns) else reader()
    except RecursionError:
        raise FileError(name, f"nested too deep to be read as {format}") from None
    except MissingColumnError as error:
        if not among_others:
            raise
        fewer = columns._replace(**{error.role: None})
        result = _read(source, name, format, fewer, among_others=True, **options)
        return result._replace(remarks=(note(error.line, error.message), *result.remarks))
    return result


def export(faq: FaqFile, format: str) -> str:
    """The FAQ as text that `askfaq import` reads back. Raises UsageError for a format that there is not.

    All entries come back, but not their `ignore`; the title comes back but from CSV, the language from HTML and
    JSON-LD, contact, threshold and synonyms from none. A page of HTML has title and language even if the FAQ has none.
    """
    writer = FORMATS[_writable(format)].writer
    return str(_function(writer or "")(faq))


def export_format(format: str | None, path: str | None) -> str:
    """The format to write to a file (None: standard output): the one that is asked for, else that of the suffix, else
    Markdown. Raises UsageError where the suffix belongs to another format, or, unasked, to none that is written."""
    suffix = suffix_of(path or "")
    chosen = _writable(format) if format else None
    if not suffix or (chosen and suffix in _WRITTEN_AS[chosen]):
        return chosen or "markdown"
    named = next((name for name, suffixes in _WRITTEN_AS.items() if suffix in suffixes), None)
    if chosen and not named and suffix not in SUFFIXES:
        return chosen
    if named and not chosen:
        return named
    way = ", ".join(f"-o {os.path.splitext(path or '')[0]}{suffixes[0]}" for suffixes in _WRITTEN_AS.values())
    what = f"{chosen} is not written to a {suffix} file" if chosen else f"there is no export to a {suffix} file"
    raise UsageError(f"{what}; try {way}")


def _writable(format: str) -> str:
    name = _ALSO.get(format.lower(), format.lower())
    if name not in WRITABLE:
        raise UsageError(f"askfaq does not know the format {format} to export to; it writes {', '.join(WRITABLE)}")
    return name


def described() -> str:
    """The names of all formats that are read, for a help text."""
    return ", ".join(f"{name} (and {', '.join(row.read_as)})" if row.read_as else name for name, row in FORMATS.items())


def suffix_of(path: str) -> str:
    """The suffix by which the file at the path may be known, with its dot."""
    return os.path.splitext(path)[1].lower()


def _function(place: str) -> Callable[..., Any]:
    module, _, name = place.partition(":")
    function: Callable[..., Any] = getattr(import_module(f"askfaq.formats.{module}"), name)
    return function
