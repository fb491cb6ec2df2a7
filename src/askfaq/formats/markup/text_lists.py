"""Plain text to Markdown: lists become Markdown lists, and nothing that was meant as text becomes markup."""

import re

from askfaq.formats.markup.line_breaks import marked, wrap_width
from askfaq.formats.markup.text_items import flat, indent, item, text_column, text_of

# Where CommonMark would read a tag, an entity, an escape or a heading, and a writer of plain text did not.
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w{1,31};)|\\(?=[!-/:-@\[-`{-~])")
_HEADING = re.compile(r"#{1,6}(?=\s|$)")


def to_markdown(lines: list[str], width: int | None = None) -> str:
    """An answer's lines as Markdown. Indented lists move to the margin, deeper ones stay nested; line breaks that
    are meant stay. `width` is that of the text, 0 if it is not wrapped; without it, the lines tell."""
    result: list[str] = []
    margin = hang = tucked = 0  # of the list: its indent; of its last item: where text began, and begins now
    in_list = was_code = False
    after_blank = True
    for raw, set_off, breaks in marked(lines, wrap_width(lines) if width is None else width):
        line = flat(raw)
        depth = indent(line)
        if not line and not set_off:
            after_blank, was_code = True, False
            result.append("")
            continue
        if set_off != was_code and result and result[-1]:
            result.append("")
            after_blank = True
        if in_list and after_blank and depth <= margin and not was_code and (set_off or not item(raw)):
            in_list = False
        if set_off:
            result.append(line[hang - tucked if in_list and depth >= hang else 0 :])
            was_code = True
            continue
        if listed := item(raw):
            if not in_list:
                margin = depth
                if result and result[-1]:
                    result.append("")
            in_list = True
            line = " " * max(depth - margin, 0) + listed
            hang, tucked = text_column(raw), len(line) - len(text_of(listed))
        elif in_list:
            line = line[hang - tucked if depth >= hang else min(margin, depth) :]
        is_code = not in_list and _is_code(result, line, after_blank=after_blank)
        result.append(line if is_code else _escape(line) + ("  " if breaks else ""))
        after_blank = was_code = False
    return "\n".join(result).strip("\n")


def _is_code(above: list[str], line: str, *, after_blank: bool) -> bool:
    """Whether Markdown reads the line as indented code: four spaces in, after a blank line or more code."""
    if not line.startswith("    "):
        return False
    return after_blank or (bool(above) and above[-1].startswith("    "))


def _escape(line: str) -> str:
    parts = re.split(r"(`[^`]+`)", line)
    parts[::2] = [_MARKUP.sub(r"\\\g<0>", part) for part in parts[::2]]
    escaped = "".join(parts)
    return f"\\{escaped}" if _HEADING.match(escaped) else escaped
