"""HTML pages, in the order of trust: JSON-LD, microdata, details, dl, headings, text."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import Any, NamedTuple

from askfaq.errors import FileError
from askfaq.formats.html.page import read_elements
from askfaq.formats.html.jsonld_reader import read_scripts
from askfaq.formats.imported import Import, Remark, collect, note, shorten, skipped
from askfaq.formats.markdown import reader as markdown
from askfaq.formats.markup.html_blocks import blocks
from askfaq.formats.markup.html_inline import plain
from askfaq.formats.markup.html_tree import address_of, ancestor, head_of, line_of, refuse_deep, strip_icons, with_lines
from askfaq.formats.plain_text import reader as plain_text
from askfaq.formats.questions import ends_as_question, is_question_like
from askfaq.model import ImportedEntry
from askfaq.text.normalize import wording_key

# So many repeated questions are listed one by one.
_FEW = 8
_HEADINGS = "h1, h2, h3, h4, h5, h6"


class Route(NamedTuple):
    """One way of marking up questions, by name, with the entries that a page has by it."""

    name: str
    entries: list[ImportedEntry]
    trusted: bool = True


def read(text: str, name: str) -> Import:
    """Entries of a page. Raises FileError when there are none."""
    refuse_deep(text, name)
    tree = _parsed(text)
    base = address_of(tree)
    remarks: list[Remark] = []
    head = head_of(tree)
    stated = read_scripts(tree, base, remarks, head)
    tree.strip_tags(["script", "style", "template", "noscript", "svg"])
    strip_icons(tree)
    marked = read_elements(tree, base, remarks)
    found = _merged([Route("JSON-LD", stated), Route("page", marked.entries)], remarks)
    tree.strip_tags(["nav"])
    if found:
        found = _with_headings(tree, base, found, marked.around, remarks)
    elif not any(remark.kind == "skipped" for remark in remarks):
        found = _from_text(_content(tree, base), name, remarks)
    canonical = base if name == "-" else None
    found = [entry if entry.source or not canonical else entry._replace(source=canonical) for entry in found]
    return collect("html", found, remarks, head=head)


def _parsed(text: str) -> Any:
    from selectolax.lexbor import LexborHTMLParser

    return LexborHTMLParser(with_lines(text))


class _Content(NamedTuple):
    """What a page says, as Markdown: each block's first line in `text` (`starts`) and in the source (`lines`)."""

    text: str
    starts: list[int]
    lines: list[int]

    def found(self, entries: Iterable[ImportedEntry]) -> list[ImportedEntry]:
        """The entries with the lines of the source."""
        return [entry._replace(line=self._line(entry.line)) for entry in entries]

    def skipped(self, remarks: Iterable[Remark]) -> list[Remark]:
        """What was skipped, with the lines of the source."""
        return [remark._replace(line=self._line(remark.line or 1)) for remark in remarks if remark.kind == "skipped"]

    def _line(self, line: int) -> int:
        return self.lines[max(bisect_right(self.starts, line) - 1, 0)] if self.lines else 1


def _content(tree: Any, base: str) -> _Content:
    """The main part of the page. Its text begins with an empty line: a rule at its top opens no front matter."""
    tree.strip_tags(["footer", "aside"])
    main = tree.css_first("main") or tree.css_first("[role=main]")
    body = main if main is not None and ("?" in main.text() or main.css_first("h1, h2, h3, h4")) else tree.body
    parts = blocks(body, base) if body is not None else []
    starts, line = [], 2
    for block in parts:
        starts.append(line)
        line += block.text.count("\n") + 2
    return _Content("\n" + "\n\n".join(block.text for block in parts), starts, [block.line or 1 for block in parts])


def _from_text(content: _Content, name: str, remarks: list[Remark]) -> list[ImportedEntry]:
    """Headings, bold questions, "Q:" and "A:", or lines that end in "?"."""
    own: list[Remark] = []
    found = markdown.read_page(markdown.open_page(content.text), own, {})
    if not found:
        try:
            result = plain_text.read(content.text, name, markdown=True)
        except FileError:
            raise FileError(
                name,
                "looks like a web page, but no FAQ was found in it: no FAQPage data, no details, no definition list,"
                " and no heading or line that asks a question",
            ) from None
        found, own = list(result.entries), list(result.remarks)
    remarks += content.skipped(own)
    return content.found(found)


def _with_headings(
    tree: Any, base: str, found: list[ImportedEntry], around: list[Remark], remarks: list[Remark]
) -> list[ImportedEntry]:
    """The marked-up entries, and those whose questions are headings if they are more: half a FAQ is marked up then.
    Fewer of them ("Still have questions?") are no part of it, like all that stands around the entries."""
    asking = [(line_of(node), text) for node in tree.css(_HEADINGS) if ends_as_question(text := plain(node))]
    content = _content(tree, base)
    page = markdown.open_page(content.text)
    own: list[Remark] = []
    headed = content.found(markdown.read_by_headings(page, own))
    own = content.skipped(own)
    both = _merged([Route("markup", found), Route("heading", headed, trusted=False)], own)
    if sum(bool(entry.answer) and ends_as_question(entry.question) for entry in both[len(found) :]) > len(found):
        remarks += own
        found = sorted(both, key=lambda entry: entry.line)
    else:
        remarks += around
    known = {wording_key(entry.question) for entry in found}
    remarks += [
        skipped(line, f"a heading that asks, on a page whose questions are marked up otherwise: {shorten(text)}")
        for line, text in asking
        if wording_key(text) not in known
    ]
    return found


def _merged(routes: list[Route], remarks: list[Remark]) -> list[ImportedEntry]:
    """Every question once, from the route that is trusted most; the others are reported."""
    found: list[ImportedEntry] = []
    by_key: dict[str, tuple[str, int]] = {}
    for route in routes:
        fresh, again = [], []
        for entry in route.entries:
            keys = [wording_key(entry.question), *([wording_key(entry.answer)] if len(entry.answer) > 20 else [])]
            if before := next((by_key[key] for key in keys if key in by_key), None):
                where = f"{before[0]} on line {before[1]}"
                again.append(note(entry.line, f"there already from the {where}: {shorten(entry.question)}"))
            elif not route.trusted and not is_question_like(entry.question):
                remarks.append(skipped(entry.line, f"a {route.name} that asks nothing: {shorten(entry.question)}"))
            else:
                fresh.append(entry)
        for entry in fresh:
            for key in (wording_key(entry.question), wording_key(entry.answer)):
                by_key.setdefault(key, (route.name, entry.line))
        found += fresh
        remarks += _summed_up(again, route)
    return found


def _summed_up(again: list[Remark], route: Route) -> list[Remark]:
    if len(again) <= _FEW:
        return again
    first, last = again[0].line, again[-1].line
    return [note(first, f"lines {first} to {last}: {len(again)} {route.name} with questions that are there already")]
