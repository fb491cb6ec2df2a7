"""HTML inside a paragraph as Markdown: emphasis, links, pictures, line breaks, entities, attribute lists."""

import html
import re

from askfaq.formats.markdown.dialects.tags import Tag, read_tag
from askfaq.formats.markup.html_inline import escape
from askfaq.limits import MAX_MARKDOWN_HTML_DEPTH

_PIECE = re.compile(
    r"(?P<code>(?<!`)(`+)(?!`)(?:(?!\2).){0,4000}?(?<!`)\2(?!`))|(?P<escaped>\\[<&{])"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]\w{1,31});)"
    r"|(?<=[)\]*_`>])(?P<attributes>\{:?\s{0,9}(?:[.#][\w-]+|[\w-]+=)[^{}\n]{0,500}\}|\{:[^{}\n]{0,500}\})"
    r"|(?P<expression>\{(?!#)[^{}]{0,2000}\})|(?P<tag></?[A-Za-z])|(?P<ending>\\\\\n(?=\s*\S))",
    re.DOTALL,
)
_MARKS = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em", "cite", "dfn"), "*"),
    **dict.fromkeys(("del", "s", "strike"), "~~"),
    **dict.fromkeys(("code", "tt", "samp"), "`"),
}
_PLAIN = frozenset(
    """
    a abbr acronym address article aside bdi bdo big blockquote center dd div dl dt figcaption figure font footer header
    ins kbd label li main mark nav ol p section small span sub sup table tbody td tfoot th thead tr u ul var wbr
    """.split()
)
_BLOCKS = frozenset("p div li ul ol center section article blockquote dd dt dl tr".split())
PICTURES = ("img", "image", "picture", "thumbnail")
_LINKS = ("a", "Link", "NavLink", "NextLink", "RouterLink")
_NAME = re.compile(r"#?\w{1,31};")
_MATH = re.compile(r"\$\$|\\begin\{")
_BREAK = "  \n"


def without_inline_html(text: str, *, is_mdx: bool, one_line: bool, only_pictures: bool = False) -> str:
    """The text with its HTML as Markdown; code stays as it is. `one_line`: a heading, or cells of a table, where no
    line may be broken. `only_pictures`: it stays HTML, with their words for pictures that nobody could open."""
    walk = _Walk(is_mdx=is_mdx, one_line=one_line, only_pictures=only_pictures)
    at = 0
    keeps_endings = bool(_MATH.search(text))
    while found := _PIECE.search(text, at):
        walk.add(text[at : found.start()])
        kind = found.lastgroup
        if kind == "ending" and not keeps_endings and not only_pictures:
            walk.add(_BREAK)
        elif kind == "tag" and (tag := read_tag(text, found.start())):
            at = tag.end
            walk.tag(tag, text[found.start() : tag.end])
            if tag.name.lower() == "br" and not one_line and text.startswith("\n", at):
                at += 1  # the break is written already
            continue
        else:
            walk.piece(str(kind), found[0], text[found.end() : found.end() + 33])
        at = found.end()
    walk.add(text[at:])
    return walk.text()


class _Walk:
    def __init__(self, *, is_mdx: bool, one_line: bool, only_pictures: bool) -> None:
        self._is_mdx, self._one_line, self._only_pictures = is_mdx, one_line, only_pictures
        self._parts: list[str] = []
        self._open: list[tuple[str, int, str]] = []  # name, where its text begins, its address

    def add(self, text: str) -> None:
        self._parts.append(text)

    def text(self) -> str:
        return "".join(self._parts)

    def piece(self, kind: str, raw: str, behind: str) -> None:
        """A piece that is no tag, and the text behind it."""
        if self._only_pictures or kind in ("code", "escaped"):
            self.add(raw)
        elif kind == "entity":
            char = html.unescape(raw)
            is_markup = char in "<>*_`[]#" or (char == "|" and self._one_line) or (char == "&" and _NAME.match(behind))
            self.add(raw if char == raw else f"\\{char}" if is_markup else char.replace("\xa0", " "))
        elif kind == "expression":
            inner = raw[1:-1].strip()
            is_text = len(inner) > 1 and inner[0] == inner[-1] and inner[0] in "\"'`"
            self.add(raw if not self._is_mdx else inner[1:-1] if is_text else "")
        elif kind != "attributes":
            self.add(raw)

    def tag(self, tag: Tag, raw: str) -> None:
        name = tag.name if tag.is_component else tag.name.lower()
        if name.lower() in PICTURES:
            self.add(_picture(tag, raw, as_html=self._only_pictures))
        elif name == "kbd":
            return
        elif self._only_pictures:
            self.add(raw)
        elif name == "br":
            self.add(raw if self._one_line else _BREAK)
        elif name in _MARKS or name in _LINKS:
            self._close(name) if tag.is_closing else self._begin(tag, name)
        elif name in _BLOCKS:
            self.add(" " if self._one_line else "\n\n" if any(map(str.strip, self._parts[-3:])) else "")
        elif not self._is_markup(tag, name):
            self.add(raw)

    def _is_markup(self, tag: Tag, name: str) -> bool:
        """Whether a tag is one: `<name>` in a text may be a word that the reader is to replace."""
        if not tag.is_component:
            return name in _PLAIN
        return self._is_mdx or tag.is_empty or tag.is_closing or bool(tag.attributes)

    def _begin(self, tag: Tag, name: str) -> None:
        if not tag.is_empty and len(self._open) < MAX_MARKDOWN_HTML_DEPTH:
            target = tag.attributes.get("href") or tag.attributes.get("to") or ""
            self._open.append((name, len(self._parts), target))

    def _close(self, name: str) -> None:
        depth = next((i for i in range(len(self._open) - 1, -1, -1) if self._open[i][0] == name), None)
        if depth is None:
            return
        _, start, target = self._open[depth]
        del self._open[depth:]
        inner = "".join(self._parts[start:])
        text = inner.strip()
        before, behind = inner[: len(inner) - len(inner.lstrip())], inner[len(inner.rstrip()) :]
        mark = _MARKS.get(name)
        if mark and text:
            text = f"{mark}{text}{mark}"
        elif text and target and not target.startswith("#") and not target.lower().startswith("javascript:"):
            text = f"[{text}](<{target}>)" if re.search(r"[()\s]", target) else f"[{text}]({target})"
        self._parts[start:] = [before, text, behind]


def _picture(tag: Tag, raw: str, *, as_html: bool) -> str:
    """A picture; its words alone where its address is one that a reader of the FAQ cannot open."""
    source, words = tag.attributes.get("src", ""), " ".join(tag.attributes.get("alt", "").split())
    if as_html:
        return raw if re.match(r"https?://", source) else html.escape(words)
    return f"![{words}]({source})" if re.match(r"https?://\S+$", source) else escape(words)
