"""One tag of HTML or JSX: its name, its attributes, and the title that it may give."""

import html
import re
from typing import NamedTuple

BOX = "askfaq-box"  # what boxes of other tools are written as

# Values may hold tags and braces of their own; nothing is looked for further than a few thousand characters.
_BRACES = r"\{(?:[^{}]{0,4000}+|\{(?:[^{}]{0,2000}+|\{[^{}]{0,500}+\}){0,40}+\}){0,40}+\}"
_TAG = re.compile(
    r"<(/?)([A-Za-z][\w.-]*)(?=[\s/>])"
    rf"((?:[^<>\"'{{}}]{{1,2000}}+|\"[^\"]{{0,4000}}+\"|'[^']{{0,4000}}+'|{_BRACES}){{0,80}}+)>"
)
_ATTRIBUTE = re.compile(rf"([\w:@.-]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|{_BRACES}|[^\s\"'>{{}}]+))?")
_TITLES = ("question", "title", "summary", "header", "heading", "label", "q")
_ANSWERS = ("answer", "content", "body", "text", "description", "a")
_TITLE_ELEMENT = re.compile(r"(?:summary|trigger|question|title|header|heading|label)$", re.IGNORECASE)


class Tag(NamedTuple):
    """A tag and where it ends in the text."""

    name: str
    is_closing: bool
    attributes: dict[str, str]
    is_empty: bool  # written with a slash at its end
    end: int

    @property
    def is_component(self) -> bool:
        """Whether it is no element of HTML: written with a capital, a dot or a hyphen."""
        return self.name[0].isupper() or "." in self.name or "-" in self.name

    @property
    def names_a_panel(self) -> bool:
        """Whether what stands in it is the title of what comes after it."""
        if self.is_component and self.name != BOX:
            return bool(_TITLE_ELEMENT.search(self.name.split(".")[-1]))
        return self.name.lower() in ("summary", "dt")

    @property
    def title(self) -> str:
        """The title that a component gives in an attribute."""
        return self._first(_TITLES) if self.is_component else ""

    @property
    def answer(self) -> str:
        """The answer that a component gives in an attribute."""
        return self._first(_ANSWERS)

    def _first(self, names: tuple[str, ...]) -> str:
        return next((text for name in names if (text := self.attributes.get(name, "").strip())), "")


def read_tag(text: str, at: int) -> Tag | None:
    """The tag that begins there, if one does."""
    found = _TAG.match(text, at)
    if not found:
        return None
    inside = found[3]
    is_empty = inside.rstrip().endswith("/")
    attributes: dict[str, str] = {}
    if "=" in inside:
        for name, value in _ATTRIBUTE.findall(inside):
            attributes.setdefault(name.lstrip(":").lower(), _text(value))
    return Tag(found[2], bool(found[1]), attributes, is_empty, found.end())


def _text(value: str) -> str:
    """What an attribute says: a string, or an expression that is one; nothing for any other expression."""
    if value[:1] == "{":
        inner = value[1:-1].strip()
        if inner.startswith("<"):
            return re.sub(r"<[^<>]*>", "", inner)
        return inner[1:-1] if len(inner) > 1 and inner[0] == inner[-1] and inner[0] in "\"'`" else ""
    if value[:1] in ("'", '"'):
        value = value[1:-1]
        if len(value) > 1 and value[0] == value[-1] and value[0] in "'`":  # Vue's expressions
            value = value[1:-1]
    return html.unescape(value)
