"""Raw HTML between Markdown, and what kramdown and MDX add to it, as plain Markdown."""

import re
from typing import Any

from askfaq.errors import FileError
from askfaq.formats.markdown.dialects.inline_html import without_inline_html
from askfaq.formats.markdown.dialects.lines import Line
from askfaq.formats.markdown.tokens import parse_blocks
from askfaq.formats.markup.fragments import html_answer

_NEEDED = re.compile(r"<[A-Za-z/]|&#?\w|\{|\\\\$", re.MULTILINE)
_PREFIX = re.compile(r"[ \t]*(?:(?:[-*+>]|\d{1,9}[.)])[ \t]+)*")
_STRUCTURE = re.compile(r"<(?:table|ul|ol|dl|pre)\b", re.IGNORECASE)


def without_html(lines: list[Line], *, is_mdx: bool) -> list[Line]:
    """The lines with blocks and elements of HTML as Markdown; lines without any stay as they are."""
    text = "\n".join(line.text for line in lines)
    if not _NEEDED.search(text):
        return lines
    changed: dict[int, tuple[int, list[str]]] = {}  # first line -> (line behind, what stands there instead)
    tokens = parse_blocks(text)
    for start, end in _html_blocks(tokens):
        texts = _block([line.text for line in lines[start:end]], is_mdx=is_mdx)
        follows_blank = end < len(lines) and not lines[end].text.strip()
        changed[start] = (end, texts[:-1] if follows_blank and not texts[-1] and len(texts) > 1 else texts)
    in_table = False
    for token in tokens:
        in_table = (in_table or token.type == "table_open") and token.type != "table_close"
        if token.type == "inline" and token.map and token.map[0] not in changed:
            start, end = token.map
            raw = "\n".join(line.text for line in lines[start:end])
            if _NEEDED.search(raw):
                one_line = in_table or raw.lstrip().startswith("#")
                changed[start] = (end, without_inline_html(raw, is_mdx=is_mdx, one_line=one_line).split("\n"))
    return list(_replaced(lines, changed))


def _replaced(lines: list[Line], changed: dict[int, tuple[int, list[str]]]) -> list[Line]:
    out: list[Line] = []
    at = 0
    while at < len(lines):
        end, texts = changed.get(at, (at + 1, [lines[at].text]))
        # As many lines as there were keep their numbers; more of them have the last one's.
        out += [Line(text, lines[min(at + i, end - 1)].number) for i, text in enumerate(texts)]
        at = end
    return out


def _html_blocks(tokens: list[Any]) -> list[tuple[int, int]]:
    """The lines of each run of HTML blocks: a table with an empty line in it is two."""
    runs: list[tuple[int, int]] = []
    before = None
    for token in tokens:
        if token.type == "html_block" and token.map:
            if before is not None and before.type == "html_block" and before.level == token.level:
                runs[-1] = (runs[-1][0], token.map[1])
            else:
                runs.append((token.map[0], token.map[1]))
        before = token
    return runs


def _block(texts: list[str], *, is_mdx: bool) -> list[str]:
    """HTML blocks as Markdown, below the list mark or behind the quotation mark that they stand under."""
    found = _PREFIX.match(texts[0])
    first = found[0] if found else ""
    others = re.sub(r"[^>\s]", " ", first)
    inside = [texts[0][len(first) :], *(_without_prefix(text, others) for text in texts[1:])]
    is_markdown = is_mdx and not _STRUCTURE.match(inside[0])
    if is_markdown or re.search(r"<\w[^<>]*\smarkdown=", inside[0]):
        body = without_inline_html("\n".join(inside), is_mdx=is_mdx, one_line=False).strip("\n")
    else:
        body = _converted("\n".join(inside))
    if not body.strip():
        return [""]
    lines = body.split("\n")
    return [first + lines[0], *((others + line).rstrip() for line in lines[1:]), others.rstrip()]


def _without_prefix(text: str, prefix: str) -> str:
    width = 0
    while width < min(len(prefix), len(text)) and text[width] in " \t>":
        width += 1
    return text[width:]


def _converted(fragment: str) -> str:
    try:
        return html_answer(without_inline_html(fragment, is_mdx=False, one_line=True, only_pictures=True))
    except FileError:  # nested too deep to be read: it stays as it is
        return fragment
