"""Questions and answers that a page keeps in its front matter, for its layout to show."""

import re

from askfaq.errors import FileError
from askfaq.formats.imported import Remark
from askfaq.formats.markdown.front_matter import FrontMatter
from askfaq.formats.records import yaml_list
from askfaq.model import ImportedEntry

_LIST = re.compile(r"^(?:faqs?|faq_?\w*|questions|qa|items|entries):[ \t]*\n(?=\s*-\s)", re.MULTILINE | re.IGNORECASE)
_KEY = re.compile(r"^[ \t]*(?:-[ \t]+)?[\"']?(?:question|q)[\"']?[ \t]*:\s", re.MULTILINE | re.IGNORECASE)


def read_front_list(front: FrontMatter, name: str, remarks: list[Remark]) -> list[ImportedEntry]:
    """The entries of a list in YAML front matter."""
    found = _LIST.search(front.source)
    if not found or not _KEY.search(front.source, found.end()):
        return []
    behind = re.compile(r"^\w", re.MULTILINE).search(front.source, found.end())
    # Blank lines above, so that each entry has the line of the page.
    above = "\n" * front.source.count("\n", 0, found.end())
    text = above + front.source[found.end() : behind.start() if behind else None]
    try:
        result = yaml_list.read(text, name)
    except FileError:
        return []
    remarks += result.remarks
    return list(result.entries)
