"""What folders are called, as files in them say that say nothing else."""

import os
import re

from askfaq import files
from askfaq.formats.markdown.front_matter import front_matter
from askfaq.limits import MAX_IMPORT_BYTES

_LABELS = ("_category_.json", "_category_.yml", "_category_.yaml", "_index.md")  # Docusaurus, Hugo
_LABEL = re.compile(r"[\"']?\blabel[\"']?\s*:\s*(?:\"([^\"\n]+)\"|'([^'\n]+)'|([^\s\"'#][^\n#]*))")


def label_in(path: str) -> str | None:
    """The name of the folder that the file is in, if that is all it tells. Raises FileError."""
    if os.path.basename(path) not in _LABELS:
        return None
    text = files.read_bytes(path, limit=MAX_IMPORT_BYTES).decode("utf-8", "replace").replace("\r\n", "\n")
    if not path.endswith(".md"):
        found = _LABEL.search(text[:20_000])
        return next(filter(None, found.groups())).strip() if found else None
    front = front_matter(text)
    return None if any(map(str.strip, text.split("\n")[front.lines :])) else front.text("title")
