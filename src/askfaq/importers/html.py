"""HTML pages, in the order of trust: JSON-LD, microdata, details, dl, headings, text."""

import html
import re
from bisect import bisect_right
from typing import Any, NamedTuple

from askfaq.errors import FileError
from askfaq.importers import jsonld, markdown
from askfaq.importers import text as plain_text
from askfaq.importers.found import Found, Import, Remark, collect, note, shorten, skipped
from askfaq.importers.htmlmarkdown import LINE_ATTRIBUTE, Block, blocks, to_markdown
from askfaq.importers.inline import Node, plain
from askfaq.importers.textlists import to_markdown as text_to_markdown
from askfaq.importers.wording import ends_as_question, fold, is_question_like

_DEEPEST = 1000
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])|<script\b.*?</script", re.DOTALL)
_SCRIPT = re.compile(r"(<script\b[^>]*>)(.*?)(?=</script|\Z)", re.DOTALL | re.IGNORECASE)
# Elements that the parser closes by itself, or that hold nothing: they do not nest when they are left open.
_NOT_NESTING = frozenset(
    "area base br col embed hr img input link meta source track wbr p li dt dd tr td th thead tbody tfoot option".split()
)
_LINED = frozenset("script p h1 h2 h3 h4 h5 h6 li ul ol dl dt dd details summary table blockquote pre div".split())
_HAS_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>|&(?:#?\w{2,8});")
_HAS_BLOCKS = re.compile(r"<(?:p|br|ul|ol|li|div|table|h[1-6]|pre|blockquote)\b", re.IGNORECASE)


class Route(NamedTuple):
    """One way of marking up questions, by name, with the entries that a page has by it."""

    name: str
    entries: list[Found]


def read(text: str, name: str, *, by_users: bool = False) -> Import:
    """Entries of a page. Raises FileError when there are none; `by_users` also takes the answers of QAPages."""
    from selectolax.lexbor import LexborHTMLParser

    _refuse_deep(text, name)
    tree = LexborHTMLParser(_with_lines(text))
    base = _address(tree)
    remarks: list[Remark] = []
    head = _head(tree)
    stated = _json_ld(tree, base, remarks, head, by_users=by_users)
    tree.strip_tags(["script", "style", "template", "noscript", "nav", "svg"])
    routes = [
        Route("JSON-LD", stated),
        Route("microdata", _microdata(tree, base, remarks, by_users=by_users)),
        Route("details", _details(tree, base)),
        Route("dl", _definitions(tree, base, remarks)),
    ]
    found = _merged(routes, remarks)
    if found:
        _report_headings(tree, found, remarks)
    else:
        found = _from_text(tree, base, name, remarks)
    canonical = base if name == "-" else None
    found = [entry if entry.source or not canonical else entry._replace(source=canonical) for entry in found]
    return collect("html", found, remarks, head=head)


# --- routes --------------------------------------------------------------------------------------


def read_json_ld(text: str, name: str, *, by_users: bool = False) -> Import:
    """Entries of a file that holds nothing but JSON-LD. Raises FileError when it has no question."""
    try:
        data = [jsonld.parse(text)]
    except ValueError as error:
        raise FileError(name, f"JSON-LD that is not valid JSON: {str(error)[:80]}") from None
    remarks: list[Remark] = []
    head: dict[str, object] = {}
    found = _stated(data, [(1, text)], "", remarks, head, by_users=by_users)
    if not found and not remarks:
        raise FileError(name, "JSON-LD, but no Question of a FAQPage is in it")
    return collect("jsonld", found, remarks, head=head)


def _json_ld(tree: Any, base: str, remarks: list[Remark], head: dict[str, object], *, by_users: bool) -> list[Found]:
    data, scripts = [], []
    for script in tree.css("script"):
        kind = (script.attributes.get("type") or "").strip().lower()
        if not kind.startswith("application/ld+json"):
            continue
        source = script.text()
        line = int(script.attributes.get(LINE_ATTRIBUTE) or 1)
        try:
            data.append(jsonld.parse(source))
            scripts.append((line, source))
        except (ValueError, RecursionError) as error:
            remarks.append(skipped(line, f"a JSON-LD script that is not JSON ({str(error)[:80]})"))
    return _stated(data, scripts, base, remarks, head, by_users=by_users)


def _stated(
    data: list[Any],
    scripts: list[tuple[int, str]],
    base: str,
    remarks: list[Remark],
    head: dict[str, object],
    *,
    by_users: bool,
) -> list[Found]:
    """Entries of JSON-LD data; `scripts` are the texts that it came from, with their lines."""
    page = jsonld.read(data)
    head.update({key: text for key, text in (("title", page.title), ("language", page.language)) if text})
    found = []
    for asked in page.asked:
        question = html_text(asked.question)
        line = _line_in_scripts(asked.question, scripts)
        if asked.by_users and not by_users:
            remarks.append(skipped(line, f"a QAPage holds users' answers, not the site's own: {shorten(question)}"))
        elif asked.answer is None:
            remarks.append(skipped(line, f"no accepted answer to {shorten(question)}"))
        else:
            answer = asked.answer if asked.is_markdown else html_answer(asked.answer, base)
            aliases = tuple(map(html_text, asked.aliases))
            found.append(Found(question, answer, line, aliases, asked.topic, asked.id, asked.source))
    return found


def _microdata(tree: Any, base: str, remarks: list[Remark], *, by_users: bool) -> list[Found]:
    found = []
    for node in tree.css("[itemscope][itemtype]"):
        if not re.search(r"schema\.org/Question\b", node.attributes.get("itemtype") or "", re.IGNORECASE):
            continue
        question, line = _property(node, "name"), _line(node)
        answer = node.css_first("[itemprop~=acceptedAnswer]")
        if question is None or answer is None:
            remarks.append(skipped(line, "a microdata question without a name or an accepted answer"))
            continue
        if not by_users and _within(node, "QAPage"):
            remarks.append(skipped(line, "a QAPage holds users' answers, not the site's own"))
            continue
        body = answer.css_first("[itemprop~=text]") or answer
        markdown_text = body.attributes.get("content") or to_markdown(body, base)
        found.append(Found(question, markdown_text, line))
    return found


def _details(tree: Any, base: str) -> list[Found]:
    """From the last to the first, so that a nested entry is taken out before the one around it is read."""
    found: list[tuple[Found, bool]] = []
    for node in reversed(tree.css("details")):
        summary = next((child for child in node.iter() if child.tag == "summary"), None)
        nested = _ancestor(node, "details") is not None
        if summary is None:
            continue
        question, line = plain(summary), _line(node)
        if nested and not is_question_like(question):
            continue
        summary.decompose()
        found.append((Found(question, to_markdown(node, base), line), nested))
        if nested:
            node.decompose()
    ordered = [entry for entry, _ in reversed(found)]
    return [entry for entry in ordered if entry.answer or not any(nested for _, nested in found)]


def _definitions(tree: Any, base: str, remarks: list[Remark]) -> list[Found]:
    found: list[Found] = []
    for node in tree.css("dl"):
        if _ancestor(node, "details") or _ancestor(node, "dd"):
            continue
        group = _definition_list(node, base, remarks)
        asked = sum(is_question_like(entry.question) for entry in group)
        is_faq = "faq" in f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".lower()
        if is_faq or 2 * asked >= len(group):
            found += group
    return found


def _definition_list(node: Node, base: str, remarks: list[Remark]) -> list[Found]:
    found: list[Found] = []
    terms: list[tuple[str, int]] = []
    answer: list[str] = []
    last = ""

    def finish() -> None:
        if terms and answer:
            (question, line), *others = terms
            found.append(Found(question, "\n\n".join(answer), line, tuple(text for text, _ in others)))
        terms.clear()
        answer.clear()

    for part in node.css("dt, dd"):
        if (owner := _ancestor(part, "dl")) is None or owner.mem_id != node.mem_id:
            continue
        if part.tag == "dt":
            if last == "dd":
                finish()
            terms.append((plain(part), _line(part)))
        elif terms:
            answer.append(to_markdown(part, base))
        last = part.tag
    if terms and not answer:
        remarks.append(note(terms[0][1], f"a dt without a dd: {shorten(terms[0][0])}"))
    finish()
    return found


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


# --- one page, several routes ------------------------------------------------------------------------


def _merged(routes: list[Route], remarks: list[Remark]) -> list[Found]:
    """Every question once, from the route that is trusted most; the others are reported."""
    found: list[Found] = []
    by_key: dict[str, tuple[str, int]] = {}
    for route in routes:
        asked = sum(is_question_like(entry.question) for entry in route.entries)
        trusted = route.name in ("JSON-LD", "microdata") or route.name == "dl" or 2 * asked >= len(route.entries)
        trusted = trusted or not (found or asked)
        fresh = []
        for entry in route.entries:
            keys = [fold(entry.question), *([fold(entry.answer)] if len(entry.answer) > 20 else [])]
            before = next((by_key[key] for key in keys if key in by_key), None)
            if before:
                where = f"{before[0]} on line {before[1]}"
                remarks.append(skipped(entry.line, f"the same as in the {where}: {shorten(entry.question)}"))
            elif not trusted and not is_question_like(entry.question):
                remarks.append(skipped(entry.line, f"a {route.name} that asks nothing: {shorten(entry.question)}"))
            else:
                fresh.append(entry)
        for entry in fresh:
            for key in (fold(entry.question), fold(entry.answer)):
                by_key.setdefault(key, (route.name, entry.line))
        found += fresh
    return found


def _report_headings(tree: Any, found: list[Found], remarks: list[Remark]) -> None:
    known = {fold(entry.question) for entry in found}
    for node in tree.css("h1, h2, h3, h4, h5, h6"):
        text = plain(node)
        if ends_as_question(text) and fold(text) not in known and not _ancestor(node, "details"):
            reason = f"a heading that asks, on a page whose questions are marked up otherwise: {shorten(text)}"
            remarks.append(skipped(_line(node), reason))


# --- texts -----------------------------------------------------------------------------------------


def html_text(fragment: str) -> str:
    """HTML or plain text as one line of plain text."""
    if not _HAS_TAGS.search(fragment):
        return " ".join(fragment.split())
    from selectolax.lexbor import LexborHTMLParser

    body = LexborHTMLParser(fragment).body
    return plain(body) if body is not None else ""


def html_answer(fragment: str, base: str = "") -> str:
    """An answer given as HTML, as text with line breaks, or as Markdown, in Markdown."""
    from selectolax.lexbor import LexborHTMLParser

    if not _HAS_TAGS.search(fragment):
        return text_to_markdown(fragment.split("\n"))
    if re.search(r"&lt;/?(?:p|br|ul|ol|li|div|a|strong|b)\b", fragment) and not re.search(r"<[a-z]", fragment):
        fragment = html.unescape(fragment)
    if not _HAS_BLOCKS.search(fragment):
        fragment = fragment.strip().replace("\n", "<br>")
    _refuse_deep(fragment, "-")
    body = LexborHTMLParser(fragment).body
    return to_markdown(body, base) if body is not None else ""


def _head(tree: Any) -> dict[str, object]:
    root, title = tree.root, tree.css_first("head > title")
    language = (root.attributes.get("lang") or "").strip() if root is not None else ""
    texts = {"title": plain(title) if title is not None else "", "language": language}
    return {key: text for key, text in texts.items() if text}


def _address(tree: Any) -> str:
    """The address that the page states for itself, or ""."""
    for selector in ("base[href]", "link[rel=canonical][href]", "meta[property='og:url'][content]"):
        node = tree.css_first(selector)
        address = ((node.attributes.get("href") or node.attributes.get("content") or "") if node is not None else "").strip()
        if re.match(r"https?://[^\s<>]+$", address):
            return address
    return ""


# --- lines and nodes ---------------------------------------------------------------------------------


def _with_lines(text: str) -> str:
    """The page with the line of each tag of interest written into it: the parser does not keep positions."""
    breaks = [i for i, char in enumerate(text) if char == "\n"]

    def numbered(found: re.Match[str]) -> str:
        if not found[2] or found[1] or found[2].lower() not in _LINED:
            return found[0]
        return f'{found[0]} {LINE_ATTRIBUTE}="{bisect_right(breaks, found.start()) + 1}"'

    return _TAG.sub(numbered, text)


def _refuse_deep(text: str, name: str) -> None:
    """The HTML parser takes minutes for a page nested tens of thousands deep."""
    depth = 0
    for found in _TAG.finditer(text):
        if found[2] and found[2].lower() not in _NOT_NESTING:
            depth = max(depth - 1, 0) if found[1] else depth + 1
            if depth > _DEEPEST:
                line = text.count("\n", 0, found.start()) + 1
                raise FileError(name, f"elements nested more than {_DEEPEST} deep", line=line)


def _line_in_scripts(question: str, scripts: list[tuple[int, str]]) -> int:
    import json

    spellings = {question, json.dumps(question)[1:-1], json.dumps(question, ensure_ascii=False)[1:-1]}
    for line, source in scripts:
        for spelling in spellings:
            if (at := source.find(spelling)) >= 0:
                return line + source.count("\n", 0, at)
    return scripts[0][0] if scripts else 1


def _line(node: Node) -> int:
    while node is not None and node.is_element_node:
        if line := node.attributes.get(LINE_ATTRIBUTE):
            return int(line)
        node = node.parent
    return 1


def _ancestor(node: Node, tag: str) -> Node | None:
    above = node.parent
    while above is not None and above.tag != tag:
        above = above.parent
    return above


def _within(node: Node, kind: str) -> bool:
    above = node.parent
    while above is not None and above.is_element_node:
        if kind in (above.attributes.get("itemtype") or ""):
            return True
        above = above.parent
    return False


def _property(node: Node, name: str) -> str | None:
    """The text of the item's own property; not that of an item inside it."""
    for found in node.css(f"[itemprop~={name}]"):
        above = found.parent
        while above is not None and above.mem_id != node.mem_id and "itemscope" not in above.attributes:
            above = above.parent
        if above is not None and above.mem_id == node.mem_id:
            return found.attributes.get("content") or plain(found)
    return None


