"""The lines that a question behind a label takes, and where its answer begins."""

from typing import NamedTuple

from askfaq.formats.plain_text.labels import Label, answer_label, answer_within, label
from askfaq.formats.plain_text.sections import is_named, is_rule, is_tags
from askfaq.formats.questions import ends_as_question
from askfaq.limits import MAX_QUESTION_LENGTH


class Asked(NamedTuple):
    """A question's wording and where it stands, 0-based: tags above it, its first line, its answer's first.
    `reply` is an answer that begins on the question's own line."""

    top: int
    start: int
    body: int
    text: str
    label: Label | None = None
    reply: str = ""


def labelled_blocks(lines: list[str]) -> list[Asked]:
    """Every label that starts a block, or a line right below another labelled line, with its wording."""
    return _up_to_answers(lines, _blocks(lines))


def _blocks(lines: list[str]) -> list[Asked]:
    items: list[Asked] = []
    for i, line in enumerate(lines):
        found = label(line)
        if not found:
            continue
        top = i
        while top and lines[top - 1].strip() and (is_tags(lines[top - 1]) or is_rule(lines[top - 1])):
            top -= 1
        in_run = bool(items) and items[-1].body == i
        alone = top < i or not top or not lines[top - 1].strip() or is_named(lines[top - 1])
        if not alone and not in_run and not found.style.startswith("question"):
            continue
        if found.style.startswith("question") and (reply := answer_within(found.rest)):
            text = found.rest[:reply].strip()
            items.append(Asked(top, i, i + 1, text, found, found.rest[reply:].lstrip()))
            continue
        end, text = _wording(lines, i, found)
        items.append(Asked(top, i, end, text, found))
    return items


def _wording(lines: list[str], start: int, found: Label) -> tuple[int, str]:
    """Where a labelled question ends, and its text: up to the first blank line, the next label, the
    answer's label, or a line that follows a question mark and is not indented further."""
    parts = [found.rest.strip()]
    indent = len(lines[start]) - len(lines[start].lstrip())
    end = start + 1
    while end < len(lines) and lines[end].strip():
        line = lines[end]
        deeper = len(line) - len(line.lstrip()) > indent
        next_label = label(line)
        if (next_label and next_label.style == found.style) or is_tags(line) or is_rule(line):
            break
        if found.style.startswith("question") and answer_label(line):
            break
        if ends_as_question(parts[-1]) and not deeper:
            break
        parts.append(line.strip())
        end += 1
    if not has_text(lines, end):
        marked = next((i for i, part in enumerate(parts, 1) if ends_as_question(part)), len(parts))
        end, parts = start + marked, parts[:marked]
    underlined = end < len(lines) and is_rule(lines[end])
    return end + underlined, " ".join(parts)


def _up_to_answers(lines: list[str], items: list[Asked]) -> list[Asked]:
    """Questions of several paragraphs reach to the label of their answer, if most have their answer's label below."""
    named = [item for item in items if _asks_openly(item)]
    marked = [item for item in named if (below := next_text(lines, item.body)) and answer_label(lines[below])]
    if 2 * len(marked) < len(named):
        return items
    ends = [*(item.top for item in items[1:]), len(lines)][: len(items)]
    return [
        _up_to_answer(lines, item, end) if _asks_openly(item) else item for item, end in zip(items, ends, strict=True)
    ]


def _asks_openly(item: Asked) -> bool:
    """Whether it stands behind "Q:" or the like, its answer not on the same line."""
    return item.label is not None and item.label.style.startswith("question") and not item.reply


def _up_to_answer(lines: list[str], item: Asked, end: int) -> Asked:
    reply = next((i for i in range(item.body, end) if answer_label(lines[i])), item.body)
    text = " ".join([item.text, *(line.strip() for line in lines[item.body : reply] if line.strip())])
    return item if len(text) > MAX_QUESTION_LENGTH else item._replace(body=reply, text=text)


def has_text(lines: list[str], start: int) -> bool:
    """Whether a block that is no labelled line follows."""
    following = next_text(lines, start)
    return following is not None and not label(lines[following]) and not is_rule(lines[following])


def next_text(lines: list[str], start: int) -> int | None:
    """The next line that is not blank."""
    return next((i for i in range(start, len(lines)) if lines[i].strip()), None)
