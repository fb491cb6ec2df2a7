"""Plain text to Markdown: lists become Markdown lists, and nothing that was meant as text becomes markup."""

import re

_NUMBERED = re.compile(r"(\s*)(\d{1,3})([.)])\s+(?=\S)")
_SIGN = re.compile(r"(\s*)(?:[•·●▪◦‣]\s*|o\t\s*|o {2,})(?=\S)")
_DASH = re.compile(r"(\s*)[-*+]\s+(?=\S)")
# Where CommonMark would read a tag, an entity, an escape or a heading, and a writer of plain text did not.
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#?\w{1,31};)|\\(?=[!-/:-@\[-`{-~])")
_HEADING = re.compile(r"#{1,6}(?=\s|$)")


def to_markdown(lines: list[str]) -> str:
    """An answer's lines as Markdown. Indented lists move to the margin, deeper ones stay nested."""
    result: list[str] = []
    margin = hang = tucked = 0  # of the list: its indent; of its last item: where text began, and begins now
    in_list = after_blank = False
    for raw in lines:
        line = raw.rstrip().expandtabs(8)
        indent = len(line) - len(line.lstrip())
        if not line:
            after_blank = True
            result.append("")
            continue
        if item := _item(raw):
            if not in_list:
                margin = indent
                if result and result[-1]:
                    result.append("")
            in_list = True
            line = " " * max(indent - margin, 0) + item
            hang, tucked = len(raw.rstrip().expandtabs(8)) - len(_text(item)), len(line) - len(_text(item))
        elif in_list and after_blank and indent <= margin:
            in_list = False
        elif in_list and indent >= hang:
            line = line[hang - tucked :]
        elif in_list:
            line = line[min(margin, indent) :]
        is_code = not in_list and _is_code(result, line, after_blank=after_blank)
        result.append(line if is_code else _escape(line))
        after_blank = False
    return "\n".join(result).strip("\n")


def _is_code(above: list[str], line: str, *, after_blank: bool) -> bool:
    """Whether Markdown reads the line as indented code: four spaces in, after a blank line or more code."""
    if not line.startswith("    "):
        return False
    return after_blank or (bool(above) and above[-1].startswith("    "))


def _item(line: str) -> str | None:
    """A list item without its indent and with its mark as Markdown writes it, or None for any other line."""
    if found := _NUMBERED.match(line):
        return f"{found[2]}{found[3]} {line[found.end() :].rstrip()}"
    if found := _SIGN.match(line) or _DASH.match(line):
        return f"- {line[found.end() :].rstrip()}"
    return None


def _text(item: str) -> str:
    return item.split(" ", 1)[1].expandtabs(8)


def _escape(line: str) -> str:
    parts = re.split(r"(`[^`]+`)", line)
    parts[::2] = [_MARKUP.sub(r"\\\g<0>", part) for part in parts[::2]]
    escaped = "".join(parts)
    return f"\\{escaped}" if _HEADING.match(escaped) else escaped
