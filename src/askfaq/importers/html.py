"""HTML pages, in the order of trust: JSON-LD, microdata, details, dl, headings, text."""

from bisect import bisect_right
from typing import Any, NamedTuple

from askfaq.errors import FileError
from askfaq.importers import markdown
from askfaq.importers import text as plain_text
from askfaq.importers.found import Found, Import, Remark, collect, note, shorten, skipped
from askfaq.importers.htmlmarkdown import Block, blocks
from askfaq.importers.htmlroutes import read_definitions, read_details, read_microdata
from askfaq.importers.htmltree import address_of, ancestor, head_of, line_of, refuse_deep, with_lines
from askfaq.importers.inline import plain
from askfaq.importers.stated import read_scripts
from askfaq.importers.wording import ends_as_question, fold, is_question_like

# So many repeated questions are listed one by one.
_FEW = 8


class Route(NamedTuple):
    """One way of marking up questions, by name, with the entries that a page has by it."""

    name: str
    entries: list[Found]


def read(text: str, name: str) -> Import:
    """Entries of a page. Raises FileError when there are none."""
    from selectolax.lexbor import LexborHTMLParser

    refuse_deep(text, name)
    tree = LexborHTMLParser(with_lines(text))
    base = address_of(tree)
    remarks: list[Remark] = []
    head = head_of(tree)
    stated = read_scripts(tree, base, remarks, head)
    tree.strip_tags(["script", "style", "template", "noscript", "nav", "svg"])
    routes = [
        Route("JSON-LD", stated),
        Route("microdata", read_microdata(tree, base, remarks)),
        Route("details", read_details(tree, base)),
        Route("dl", read_definitions(tree, base, remarks)),
    ]
    found = _merged(routes, remarks)
    if found:
        _report_headings(tree, found, remarks)
    elif not any(remark.kind == "skipped" for remark in remarks):
        found = _from_text(tree, base, name, remarks)
    canonical = base if name == "-" else None
    found = [entry if entry.source or not canonical else entry._replace(source=canonical) for entry in found]
    return collect("html", found, remarks, head=head)


def _from_text(tree: Any, base: str, name: str, remarks: list[Remark]) -> list[Found]:
    """The page as Markdown: headings, bold questions, "Q:" and "A:", or lines that end in "?"."""
    tree.strip_tags(["footer", "aside"])
    main = tree.css_first("main") or tree.css_first("[role=main]")
    body = main if main is not None and ("?" in main.text() or main.css_first("h1, h2, h3, h4")) else tree.body
    parts = blocks(body, base) if body is not None else []
    text, starts = _laid_out(parts)
    lines = [block.line or 1 for block in parts]
    page = markdown.open_page("\n" + text)
    own: list[Remark] = []
    found = markdown.read_page(page, own, {})
    if found:
        shift = 1
    else:
        own, shift = [], 0
        try:
            result = plain_text.read(text, name, markdown=True)
        except FileError:
            raise FileError(
                name,
                "looks like a web page, but no FAQ was found in it: no FAQPage data, no details, no definition list,"
                " and no heading or line that asks a question",
            ) from None
        found, own = list(result.entries), list(result.remarks)

    def source_line(line: int) -> int:
        return lines[max(bisect_right(starts, line - shift) - 1, 0)] if lines else 1

    remarks += [remark._replace(line=source_line(remark.line or 1)) for remark in own if remark.kind == "skipped"]
    return [entry._replace(line=source_line(entry.line)) for entry in found]


def _laid_out(parts: list[Block]) -> tuple[str, list[int]]:
    """The blocks as one text, and the line that each begins on."""
    starts, line = [], 1
    for block in parts:
        starts.append(line)
        line += block.text.count("\n") + 2
    return "\n\n".join(block.text for block in parts), starts


def _merged(routes: list[Route], remarks: list[Remark]) -> list[Found]:
    """Every question once, from the route that is trusted most; the others are reported."""
    found: list[Found] = []
    by_key: dict[str, tuple[str, int]] = {}
    for route in routes:
        fresh, again = [], []
        trusted = _is_trusted(route)
        for entry in route.entries:
            keys = [fold(entry.question), *([fold(entry.answer)] if len(entry.answer) > 20 else [])]
            if before := next((by_key[key] for key in keys if key in by_key), None):
                where = f"{before[0]} on line {before[1]}"
                again.append(note(entry.line, f"there already from the {where}: {shorten(entry.question)}"))
            elif not trusted and not is_question_like(entry.question):
                remarks.append(skipped(entry.line, f"a {route.name} that asks nothing: {shorten(entry.question)}"))
            else:
                fresh.append(entry)
        for entry in fresh:
            for key in (fold(entry.question), fold(entry.answer)):
                by_key.setdefault(key, (route.name, entry.line))
        found += fresh
        remarks += _summed_up(again, route)
    return found


def _is_trusted(route: Route) -> bool:
    """Whether a route marks up questions on this page, so that even those not worded as such are taken."""
    asked = sum(is_question_like(entry.question) for entry in route.entries)
    return route.name != "details" or 2 * asked >= len(route.entries)


def _summed_up(again: list[Remark], route: Route) -> list[Remark]:
    if len(again) <= _FEW:
        return again
    first, last = again[0].line, again[-1].line
    return [note(first, f"lines {first} to {last}: {len(again)} {route.name} with questions that are there already")]


def _report_headings(tree: Any, found: list[Found], remarks: list[Remark]) -> None:
    known = {fold(entry.question) for entry in found}
    for node in tree.css("h1, h2, h3, h4, h5, h6"):
        text = plain(node)
        if ends_as_question(text) and fold(text) not in known and not ancestor(node, "details"):
            reason = f"a heading that asks, on a page whose questions are marked up otherwise: {shorten(text)}"
            remarks.append(skipped(line_of(node), reason))
