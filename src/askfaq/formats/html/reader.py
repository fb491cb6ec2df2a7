"""HTML pages, in the order of trust: JSON-LD, microdata, details, dl, headings, text."""

import re
from typing import Any, NamedTuple

from askfaq.errors import FileError
from askfaq.formats.html.content import Content, content_of, read_headed, read_text
from askfaq.formats.html.jsonld_reader import read_scripts
from askfaq.formats.html.page import read_elements
from askfaq.formats.imported import Import, Remark, collect, note, shorten, skipped
from askfaq.formats.markup.endings import without_endings, without_tools
from askfaq.formats.markup.html_inline import plain
from askfaq.formats.markup.html_tree import address_of, head_of, line_of, parsed, strip_icons
from askfaq.formats.questions import ends_as_question, is_question_like
from askfaq.model import ImportedEntry
from askfaq.text.normalize import wording_key

# So many repeated questions are listed one by one.
_FEW = 8
# How a title with its panel is written inside an answer.
_TITLE_WITHIN = re.compile(r"^\*\*(.+)\*\*$", re.MULTILINE)
_HEADINGS = "h1, h2, h3, h4, h5, h6"


class Route(NamedTuple):
    """One way of marking up questions, by name, with the entries that a page has by it."""

    name: str
    entries: list[ImportedEntry]
    trusted: bool = True


def read(text: str, name: str) -> Import:
    """Entries of a page. Raises FileError when there are none."""
    tree = parsed(text, name, with_lines=True)
    base = address_of(tree)
    remarks: list[Remark] = []
    head = head_of(tree)
    stated = read_scripts(tree, base, remarks, head)
    if _is_export(tree, stated):
        return collect("html", stated, remarks, head=head)
    tree.strip_tags(["script", "style", "template", "noscript", "svg"])
    strip_icons(tree)
    marked = read_elements(tree, base, remarks)
    asking = [(line_of(node), text) for node in tree.css(_HEADINGS) if ends_as_question(text := plain(node))]
    content = content_of(tree, base)
    found = _merged([Route("JSON-LD", stated), Route("page", without_endings(marked.entries, remarks))], remarks)
    if found:
        found = _with_headings(content, found, marked.around, remarks)
        remarks += _not_taken(asking, found)
    elif not any("QAPage" in remark.text for remark in remarks):
        found = without_endings(_from_text(content, name, remarks), remarks)
    own = {wording_key(entry.question) for entry in stated}
    found = without_tools(found, remarks, own)
    canonical = base if name == "-" else None
    found = [entry if entry.source or not canonical else entry._replace(source=canonical) for entry in found]
    return collect("html", found, remarks, head=head)


def _is_export(tree: Any, stated: list[ImportedEntry]) -> bool:
    """Whether askfaq wrote the page: each entry that it states opens in it, by its id, and nothing else does."""
    opened = [node.attributes.get("id") for node in tree.css("main > section > details")]
    return bool(stated) and sorted(filter(None, opened)) == sorted(entry.id or "" for entry in stated)


def _from_text(content: Content, name: str, remarks: list[Remark]) -> list[ImportedEntry]:
    """The questions of the text, where none are marked up; there may be none if something else is to be told."""
    try:
        return read_text(content, name, remarks)
    except FileError:
        if any(remark.kind == "skipped" for remark in remarks):
            return []
        raise


def _with_headings(
    content: Content, found: list[ImportedEntry], around: list[Remark], remarks: list[Remark]
) -> list[ImportedEntry]:
    """The marked-up entries, and those whose questions are headings if they are more: half a FAQ is marked up then.
    Fewer of them are no part of it, like all that stands around the entries."""
    own: list[Remark] = []
    headed = without_endings(read_headed(content, own), own)
    both = _merged([Route("markup", found), Route("heading", headed, trusted=False)], own)
    if sum(bool(entry.answer) and ends_as_question(entry.question) for entry in both[len(found) :]) <= len(found):
        remarks += around
        return found
    remarks += own
    return sorted(both, key=lambda entry: entry.line)


def _not_taken(asking: list[tuple[int, str]], found: list[ImportedEntry]) -> list[Remark]:
    """A remark on each heading that asks and is no entry."""
    known = {wording_key(entry.question) for entry in found}
    return [
        skipped(line, f"a heading that asks, on a page whose questions are marked up otherwise: {shorten(text)}")
        for line, text in asking
        if wording_key(text) not in known
    ]


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
            elif any(wording_key(title) in by_key for title in _TITLE_WITHIN.findall(entry.answer)):
                again.append(note(entry.line, f"around questions that are there already: {shorten(entry.question)}"))
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
    return [note(first, f"lines {first} to {last}: {len(again)} questions of the {route.name} that are there already")]
