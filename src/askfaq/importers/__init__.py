"""Foreign FAQ formats: bytes in, entries with their lines out, and what was skipped and why."""

from collections.abc import Callable
from functools import partial

from askfaq.errors import FileError, UsageError
from askfaq.importers import azure, html, jsonlist, markdown, rasa, sniff, stated, table, text, yamllist
from askfaq.importers.decode import decode
from askfaq.importers.found import Import, Remark
from askfaq.importers.keys import BY_NAME, Wanted

__all__ = ["ALSO_NAMED", "READERS", "Import", "Remark", "read_bytes"]

Reader = Callable[[str, str], Import]

# A format's name -> its reader: (text, name for messages) -> Import.
READERS: dict[str, Reader] = {
    "text": text.read,
    "markdown": markdown.read,
    "html": html.read,
    "jsonld": stated.read,
    "csv": table.read,
    "json": jsonlist.read,
    "jsonl": jsonlist.read_lines,
    "yaml": yamllist.read,
    "azure": azure.read,
    "rasa": rasa.read,
}
# What else a format is called, to import and to export it; what is only read like another is no name for writing.
ALSO_NAMED = {
    "md": "markdown",
    "txt": "text",
    "htm": "html",
    "yml": "yaml",
    "ndjson": "jsonl",
    "json-ld": "jsonld",
}
_ALSO_READ = {**ALSO_NAMED, "tsv": "csv"}


def read_bytes(
    raw: bytes, name: str, *, format: str | None = None, wanted: Wanted = BY_NAME, in_folder: bool = False
) -> Import:
    """Everything that the source holds; `name` is its path or address, "-" for standard input.

    Raises FileError when the source is refused, UsageError for an unknown format.
    """
    chosen = format and _ALSO_READ.get(format.lower(), format.lower())
    if chosen and chosen not in READERS:
        raise UsageError(f"askfaq does not know the format {format}; it reads {', '.join(READERS)}")
    sniff.refuse_binary(raw, name)
    decoded = decode(raw, name)
    chosen = chosen or ("csv" if any(wanted) else sniff.sniff(decoded.text, name))
    reader = READERS[chosen]
    if chosen == "csv":
        reader = partial(table.read, wanted=wanted)
    elif any(wanted):
        raise UsageError(f"the column options are for tables, not for {chosen}")
    elif chosen == "markdown":
        reader = partial(markdown.read, in_folder=in_folder)
    try:
        result = reader(decoded.text, name)
    except RecursionError:
        raise FileError(name, f"nested too deep to be read as {chosen}") from None
    return result._replace(remarks=(*decoded.remarks, *result.remarks))
