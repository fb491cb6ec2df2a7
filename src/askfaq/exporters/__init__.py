"""A FAQ in formats to publish it in.

`askfaq import` reads the entries of each back, all but `ignore`; the title comes back but from CSV, the language from
HTML and JSON-LD, contact and threshold from none. A page of HTML has a title and a language even if the FAQ has none.
"""

import os
from collections.abc import Callable

from askfaq.errors import UsageError
from askfaq.exporters import jsonld, markdown, page, table
from askfaq.importers import ALSO_NAMED
from askfaq.importers.sniff import SUFFIXES
from askfaq.model import FaqFile

__all__ = ["WRITERS", "export", "format_of"]

# A format's name -> its writer: FaqFile -> text that ends with a newline.
WRITERS: dict[str, Callable[[FaqFile], str]] = {
    "markdown": markdown.write,
    "html": page.write,
    "jsonld": jsonld.write,
    "csv": table.write,
}


def export(faq: FaqFile, format: str) -> str:
    """The FAQ as text. Raises UsageError for a format that there is not."""
    writer = WRITERS.get(ALSO_NAMED.get(format.lower(), format.lower()))
    if writer is None:
        raise UsageError(f"askfaq does not know the format {format} to export to; it writes {', '.join(WRITERS)}")
    return writer(faq)


def format_of(path: str) -> str:
    """The format that the suffix of a file asks for, Markdown where it asks for none. A suffix of what is only read
    (.json, .tsv, .yaml) stays a name that `export` refuses: Markdown in such a file would be no use to anybody."""
    suffix = os.path.splitext(path)[1].lower()
    name = ALSO_NAMED.get(suffix[1:], suffix[1:])
    if name in WRITERS or SUFFIXES.get(suffix, "text") not in ("text", "markdown"):
        return name
    return "markdown"
