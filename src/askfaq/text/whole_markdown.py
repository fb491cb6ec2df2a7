"""Markdown of which nothing is swallowed: what CommonMark hides from a reader becomes text again."""

import re
from collections import deque
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

_CELL_BORDER = re.compile(r"(?<!\\)\|")
_CONTAINERS = re.compile(r"^(?:\s|>)+")
_ATTRIBUTES = re.compile(r"[={\[:]|(?<![\d\s,-])[\d,-]*+\s[\d\s,-]++$")  # title="x", {1,3}: for a program


def show_everything(parser: MarkdownIt) -> None:
    """A plugin of markdown-it: link definitions that no link uses, cells beyond a table's header and text where a
    fence names its language stay in sight.
    """
    parser.core.ruler.before("block", "note_used_definitions", _note_used_definitions)
    parser.core.ruler.after("block", "wide_rows", _keep_wide_rows)
    parser.core.ruler.after("wide_rows", "fence_text", _keep_fence_text)
    parser.core.ruler.after("inline", "unused_definitions", _keep_unused_definitions)


class _Definitions(dict[str, Any]):
    """Link definitions by label, and which of them a link has asked for."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def get(self, label: str, default: Any = None) -> Any:
        self.used.add(label)
        return super().get(label, default)


def _note_used_definitions(state: StateCore) -> None:
    state.env["references"] = _Definitions()


def _keep_unused_definitions(state: StateCore) -> None:
    """Each definition without a link as a paragraph of its own: before what stands below it, or ends around it."""
    definitions: _Definitions = state.env["references"]
    unused = [one["map"] for label, one in definitions.items() if label not in definitions.used]
    unused += [one["map"] for one in state.env.get("duplicate_refs", ())]
    lines, waiting = state.src.split("\n"), deque(sorted(unused))
    shown, around = list[Token](), list[list[int]]()  # `around`: the lines of the blocks that are open
    for token in state.tokens:
        begin, end = around.pop() if token.nesting < 0 else (token.map or [0, 0])
        while waiting and (begin <= waiting[0][0] < end if token.nesting < 0 else waiting[0][1] <= begin):
            shown += _paragraph(lines, waiting.popleft(), token.level + (token.nesting < 0))
        if token.nesting > 0:
            around.append([begin, end])
        shown.append(token)
    for place in waiting:
        shown += _paragraph(lines, place, 0)
    state.tokens = shown


def _paragraph(lines: list[str], place: list[int], level: int) -> list[Token]:
    text = " ".join(_CONTAINERS.sub("", line).strip() for line in lines[place[0] : place[1]])
    inline = Token("inline", "", 0, content=text, level=level + 1, block=True)
    inline.children = [Token("text", "", 0, content=text)]
    return [
        Token("paragraph_open", "p", 1, level=level, block=True),
        inline,
        Token("paragraph_close", "p", -1, level=level, block=True),
    ]


def _keep_wide_rows(state: StateCore) -> None:
    """The cells that a row has more than the header, in columns without a title."""
    lines, shown, table = state.src.split("\n"), list[Token](), list[Token]()
    for token in state.tokens:
        if token.type == "table_open" or table:
            table.append(token)
            if token.type == "table_close":
                shown += _widened(table, lines)
                table = []
        else:
            shown.append(token)
    state.tokens = shown


def _widened(table: list[Token], lines: list[str]) -> list[Token]:
    header = sum(token.type == "th_open" for token in table)
    rows = [_cells(lines[token.map[0]]) if token.type == "tr_open" and token.map else [] for token in table]
    more = max(map(len, rows)) - header
    if more <= 0:
        return table
    shown, cells = list[Token](), list[str]()
    for token, row in zip(table, rows, strict=True):
        cells = row or cells
        if token.type == "tr_close":
            is_header = shown[-1].type == "th_close"
            extra = [""] * more if is_header else cells[header:]
            for content in extra:
                shown += _cell("th" if is_header else "td", content, token.level + 1)
        shown.append(token)
    return shown


def _cells(line: str) -> list[str]:
    """The cells of a table's line: a border at either end is none between two."""
    cells = _CELL_BORDER.split(_CONTAINERS.sub("", line).strip())
    begin, end = not cells[0], len(cells) - (len(cells) > 1 and not cells[-1])
    return [cell.strip().replace("\\|", "|") for cell in cells[begin:end]]


def _cell(tag: str, content: str, level: int) -> list[Token]:
    return [
        Token(f"{tag}_open", tag, 1, level=level, block=True),
        Token("inline", "", 0, content=content, children=[], level=level + 1, block=True),
        Token(f"{tag}_close", tag, -1, level=level, block=True),
    ]


def _keep_fence_text(state: StateCore) -> None:
    """What stands behind the opening fence and is neither a language nor written for a program, as the first line."""
    for token in state.tokens:
        info = token.info.strip()
        if token.type != "fence" or not info:
            continue
        is_language = len(info.split()) == 1 or _ATTRIBUTES.search(info)
        if not token.content.strip() or not is_language:
            token.content, token.info = f"{info}\n{token.content}", ""
