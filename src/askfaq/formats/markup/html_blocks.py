"""HTML to Markdown, block by block: paragraphs, nested lists, tables, code, quotations, headings.

Why not a library: docs/decisions/0006-imports.md.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from askfaq.formats.markup.html_inline import Node, escape, escape_line_start, inline, is_dropped
from askfaq.limits import MAX_KEPT_HTML_DEPTH

LINE_ATTRIBUTE = "data-askfaq-line"
BLOCKS = frozenset(
    """
    address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure footer form
    h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu ol p pre search section summary
    table tbody td tfoot th thead tr ul caption
    """.split()
)
_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_LISTED = re.compile(r"(?:(\d{1,3})[.)]|[-•·*])\s+")


class Block(NamedTuple):
    """One Markdown block and the source line that it starts on (0: unknown)."""

    text: str
    line: int = 0
    is_list: bool = False


def to_markdown(node: Node, base: str = "") -> str:
    """The Markdown of everything inside the node."""
    return "\n\n".join(block.text for block in blocks(node, base))


def siblings_to_markdown(nodes: Sequence[Node], base: str = "") -> str:
    """The Markdown of nodes that follow each other; of one element what is inside it, whatever element that is."""
    only = nodes[0] if len(nodes) == 1 and nodes[0].is_element_node else None
    is_wrapper = only is not None and only.tag not in ("ul", "ol", "table", "pre", "blockquote")
    return to_markdown(only if is_wrapper else _Run(nodes), base)


def blocks(node: Node, base: str = "", depth: int = 0) -> list[Block]:
    """The Markdown blocks inside the node; wrappers such as div are looked through."""
    found: list[Block] = []
    run: list[Node] = []

    def flush() -> None:
        if run:
            found.extend(_paragraphs(_Run(run), base, source_line(node)))
            run.clear()

    for child in node.iter(include_text=True):
        if not child.is_text_node and (not child.is_element_node or is_dropped(child)):
            continue
        if _is_block(child) and depth < MAX_KEPT_HTML_DEPTH:
            flush()
            found.extend(_block(child, base, depth + 1))
        else:
            run.append(child)
    flush()
    return found


def _is_block(node: Node) -> bool:
    if node.is_text_node:
        return False
    return node.tag in BLOCKS or any(inner.tag in BLOCKS for inner in node.traverse() if inner.mem_id != node.mem_id)


class _Run(NamedTuple):
    """Neighbouring inline nodes, in the shape that `inline` walks."""

    nodes: Sequence[Node]
    is_element_node: bool = False

    def iter(self, *, include_text: bool) -> Sequence[Node]:  # noqa: ARG002 - as the parser's nodes have it
        return self.nodes


def _block(node: Node, base: str, depth: int) -> list[Block]:
    tag, line = node.tag, source_line(node)
    if tag in _HEADINGS:
        title = " ".join(inline(node, base, depth).split())
        return [Block(f"{_HEADINGS[tag]} {title}", line)] if title else []
    if tag in ("ul", "ol", "menu"):
        return _list(node, base, depth)
    if tag == "pre":
        return _code_block(node)
    if tag == "hr":
        return [Block("---", line)]
    if tag == "table":
        return _table(node, base, depth)
    if tag in ("dt", "summary"):
        title = " ".join(inline(node, base, depth).split()).replace("**", "")
        return [Block(f"**{title}**", line)] if title else []
    inside = blocks(node, base, depth)
    if tag == "blockquote" and inside:
        quoted = "\n\n".join(block.text for block in inside)
        return [Block("\n".join(f"> {part}".rstrip() for part in quoted.split("\n")), line)]
    return inside


def _paragraphs(run: _Run, base: str, line: int) -> list[Block]:
    """Inline content as paragraphs: an empty line between two breaks ends one, one break stays a break."""
    text = inline(run, base).strip()
    return [_paragraph(part.split("\n"), line) for part in re.split(r"\n{2,}", text) if part.strip()]


def _paragraph(lines: list[str], line: int) -> Block:
    listed = [_LISTED.match(text) for text in lines]
    if sum(map(bool, listed)) > 1 and listed[-1]:
        # A list typed with line breaks is a list, its introduction a paragraph.
        first = next(i for i, found in enumerate(listed) if found)
        items = [
            (f"{found[1]}. " if found[1] else "- ") + text[found.end() :] if found else f"  {text}"
            for text, found in zip(lines[first:], listed[first:], strict=True)
        ]
        head = [_paragraph(lines[:first], line).text, ""] if first else []
        return Block("\n".join([*head, *items]), line, is_list=not first)
    return Block("  \n".join(escape_line_start(text.strip()) for text in lines), line)


def _list(node: Node, base: str, depth: int) -> list[Block]:
    start = node.attributes.get("start") or "1"
    number = int(start) if start.isdecimal() and len(start) < 9 else 1
    items: list[list[Block]] = []
    for child in node.iter(include_text=True):
        inside = blocks(child, base, depth) if child.tag == "li" else _stray(child, base, depth)
        if child.tag == "li":
            items.append(inside)
        elif inside:
            items[-1:] = [[*(items[-1] if items else []), *inside]]
    items = [item for item in items if item]
    loose = any(not block.is_list for item in items for block in item[1:])
    texts = []
    for i, item in enumerate(items):
        mark = f"{number + i}. " if node.tag == "ol" else "- "
        inner = ("\n\n" if loose else "\n").join(block.text for block in item)
        hanging = inner.replace("\n", "\n" + " " * len(mark))
        texts.append(mark + re.sub(r"\n[^\S\n]+(?=\n)", "\n", hanging))
    return [Block(("\n\n" if loose else "\n").join(texts), source_line(node), is_list=True)] if texts else []


def _stray(child: Node, base: str, depth: int) -> list[Block]:
    """What stands in a list outside its items: a nested list belongs to the item before it."""
    if child.is_element_node and not is_dropped(child):
        return _block(child, base, depth) if _is_block(child) else _paragraphs(_Run([child]), base, 0)
    text = child.text_content if child.is_text_node else ""
    return [Block(escape(" ".join(text.split())))] if text and text.strip() else []


def _code_block(node: Node) -> list[Block]:
    code = node.text().strip("\n")
    if not code.strip():
        return []
    classes = [name for child in [node, *node.css("code")] for name in (child.attributes.get("class") or "").split()]
    language = next((name.split("-", 1)[1] for name in classes if re.fullmatch(r"lang(uage)?-[\w+#-]+", name)), "")
    longest = max((len(run) for run in re.findall(r"`{3,}", code)), default=2)
    fence = "`" * (longest + 1)
    return [Block(f"{fence}{language}\n{code}\n{fence}", source_line(node))]


def _table(node: Node, base: str, depth: int) -> list[Block]:
    rows = [row for row in node.css("tr") if _owner(row) == node.mem_id]
    cells = [[cell for cell in row.iter() if cell.tag in ("td", "th")] for row in rows]
    cells = [row for row in cells if row]
    width = max(map(len, cells), default=0)
    if width < 2 or len(cells) < 2 or node.css_first("table table, td ul, td ol, td pre, td h1, td h2, td h3"):
        return [block for row in cells for cell in row for block in blocks(cell, base, depth)]
    # A row may be short, but not the first one, which says how many columns there are.
    texts = [[_cell(cell, base, depth) for cell in row] for row in cells]
    texts[0] += [""] * (width - len(texts[0]))
    lines = [f"| {' | '.join(row)} |" for row in texts]
    lines.insert(1, f"|{' --- |' * width}")
    caption = node.css_first("caption")
    above = [Block(inline(caption, base, depth).strip(), source_line(node))] if caption else []
    return [*(block for block in above if block.text), Block("\n".join(lines), source_line(node))]


def _cell(node: Node, base: str, depth: int) -> str:
    text = " ".join(block.text for block in blocks(node, base, depth))
    return " ".join(text.split()).replace("|", "\\|")


def _owner(row: Node) -> int | None:
    above = row.parent
    while above is not None and above.tag != "table":
        above = above.parent
    return above.mem_id if above is not None else None


def source_line(node: Node) -> int:
    """The source line of a node, or of the nearest node around it that knows its own."""
    while node is not None and node.is_element_node:
        if line := node.attributes.get(LINE_ATTRIBUTE):
            return int(line)
        node = node.parent
    return 0
