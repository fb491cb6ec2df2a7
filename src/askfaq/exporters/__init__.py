"""A FAQ in formats to publish it in. Each of them is read back by `askfaq import` without loss."""

from collections.abc import Callable

from askfaq.errors import UsageError
from askfaq.exporters import jsonld, markdown, page, table
from askfaq.importers import ALSO_NAMED
from askfaq.model import FaqFile

__all__ = ["WRITERS", "export"]

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
