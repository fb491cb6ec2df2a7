"""CSV with one row an entry; aliases stand on lines of their own in one cell."""

import csv
import io

from askfaq.importers.table import OWN_HEADER
from askfaq.model import FaqFile


def write(faq: FaqFile) -> str:
    """The FAQ as a table (RFC 4180, with line feeds); the answers are Markdown."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(OWN_HEADER)
    for entry in faq.entries:
        aliases = "\n".join(entry.aliases)
        # A single alias with a bar in it would be read as two.
        aliases += "\n" if "|" in aliases and "\n" not in aliases else ""
        writer.writerow([entry.id, entry.topic or "", entry.question, aliases, entry.answer, entry.source or ""])
    return out.getvalue()
