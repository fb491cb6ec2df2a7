"""Which lines of a plain text are questions: those behind labels, or those that end in a question mark."""

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from askfaq.formats.imported import Remark, note, shorten, skipped
from askfaq.formats.plain_text.labels import Label, answer_label, answer_within, follows, label
from askfaq.formats.plain_text.sections import cut_heading, is_named, is_rule, is_tags
from askfaq.formats.questions import ends_as_question, is_question_like
from askfaq.limits import MAX_QUESTION_LENGTH
from askfaq.text.normalize import wording_key

_BULLET = re.compile(r"\s*(?:[-*+•·●▪–]\s|o\t|\d+[.)]\s|[a-z][.)]\s)")
_QUOTED = re.compile(r"^\s*(?:>\s?)+")  # as mail quotes what is answered below
_INTERIOR_STOP = re.compile(r"[.!?:;]\s")


class Asked(NamedTuple):
    """A question's wording and where it stands, 0-based: tags above it, its first line, its answer's first.
    `reply` is an answer that begins on the question's own line."""

    top: int
    start: int
    body: int
    text: str
    label: Label | None = None
    reply: str = ""


def labelled(lines: list[str], remarks: list[Remark]) -> list[Asked]:
    """Questions behind labels, if the text has such a series; its table of contents is noted and left out."""
    items, told = _labelled_blocks(lines), len(remarks)
    lone = _by_style(run[0] for run in _runs(items) if len(run) == 1)
    # Plain numbers also stand in lists inside answers, where they follow each other.
    series = {
        style
        for style, texts in _by_style(items).items()
        if _is_series(lone[style] if style.startswith("number 1") else texts, style)
    }
    items = [item for item in items if item.label and item.label.style in series]
    # Lists in answers have numbers, too.
    named = [item for item in items if item.label and item.label.style.startswith("question")]
    items = named if 2 * len(named) >= len(items) else items
    items = _drop_contents(lines, items, remarks)
    last_asked = {item.label.core: item.start for item in items if item.label and ends_as_question(item.text)}
    kept: list[Asked] = []
    for run in _runs(items):
        kept += [item for item in run if _is_next(lines, item, kept, last_asked, alone=len(run) == 1)]
    if len(kept) < 2:
        del remarks[told:]
        return []
    starts = {one.start for one in kept}
    plain = sum(1 for item in unlabelled(lines) if item.start not in starts)
    return kept if len(kept) >= plain / 2 or any(one.label and not one.label.is_plain for one in kept) else []


def unlabelled(lines: list[str]) -> list[Asked]:
    """Lines that end in a question mark, start a block and are no list items; wrapped ones joined."""
    asked: list[Asked] = []
    lines = [_QUOTED.sub("", line) for line in lines]
    for i, line in enumerate(lines):
        starts = i == 0 or not lines[i - 1].strip() or is_rule(lines[i - 1])
        follows_question = bool(asked) and asked[-1].body == i
        if not line.strip() or not (starts or follows_question) or _BULLET.match(line):
            continue
        end = i + 1 if ends_as_question(line) else _wrapped_end(lines, i)
        text = " ".join(part.strip() for part in lines[i:end])
        if not end or len(text) > MAX_QUESTION_LENGTH:
            continue
        body = end + 1 if end < len(lines) and is_rule(lines[end]) else end
        asked.append(Asked(i, i, body, text))
    return asked


def _wrapped_end(lines: list[str], start: int) -> int:
    """The end of a block of two or three lines that is one question as a whole, else 0."""
    end = next((i for i in range(start, min(start + 4, len(lines))) if not lines[i].strip()), len(lines))
    if not 1 < end - start < 4:
        return 0
    text = " ".join(line.strip() for line in lines[start:end])
    whole = ends_as_question(text) and is_question_like(text.rstrip("?？؟"))
    return end if whole and not _INTERIOR_STOP.search(text) else 0


def _labelled_blocks(lines: list[str]) -> list[Asked]:
    """Every label that starts a block, or a line right below another labelled line, with its wording."""
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
    if not _has_text(lines, end):
        marked = next((i for i, part in enumerate(parts, 1) if ends_as_question(part)), len(parts))
        end, parts = start + marked, parts[:marked]
    underlined = end < len(lines) and is_rule(lines[end])
    return end + underlined, " ".join(parts)


def _by_style(items: Iterable[Asked]) -> defaultdict[str, list[str]]:
    """The texts behind the labels of each style."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    for item in items:
        if item.label:
            texts[item.label.style].append(item.text)
    return texts


def _is_series(texts: list[str], style: str) -> bool:
    if style.startswith("question"):
        return len(texts) > 1
    if style.startswith("number 1"):
        questions = sum(map(ends_as_question, texts))
        return questions > 1 and 2 * questions >= len(texts)
    return sum(map(is_question_like, texts)) > max(1, len(texts) / 4)


def _runs(items: list[Asked]) -> list[list[Asked]]:
    """Items with no line between them, together."""
    runs: list[list[Asked]] = []
    for item in items:
        if runs and runs[-1][-1].body == item.top:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _is_next(lines: list[str], item: Asked, kept: list[Asked], last_asked: dict[str, int], *, alone: bool) -> bool:
    """Whether a labelled block goes on with the series of questions, rather than with a list in an answer.

    `last_asked` is the last line on which a label stands before a text that ends in a question mark.
    """
    found = item.label
    if not found or found.style.startswith("question"):
        return True
    before = kept[-1].label.number if kept and kept[-1].label else None
    is_question = ends_as_question(item.text)
    if not found.is_plain:
        return is_question or follows(found.number, before) or before is None or found.number > before
    if not alone:
        return False
    if not is_question:
        return follows(found.number, before) and last_asked.get(found.core, 0) <= item.start
    fresh = before is None or found.number > before
    return fresh or bool(cut_heading(lines[max(item.top - 9, 0) : item.top], set()).topic)


def _drop_contents(lines: list[str], items: list[Asked], remarks: list[Remark]) -> list[Asked]:
    """Without the table of contents: items before the first label that returns, if most have no text."""
    seen: set[str] = set()
    turn = len(items)
    for i, item in enumerate(items):
        core = item.label.core if item.label else ""
        if core and core in seen:
            turn = i
            break
        seen.add(core)
    while 0 < turn < len(items) and _has_text(lines, items[turn - 1].body):  # only contents are bare
        turn -= 1
    later = {item.label.core for item in items[turn:] if item.label}
    bare = [item for item in items[:turn] if not _has_text(lines, item.body)]
    if not turn or turn == len(items) or 2 * len(bare) < turn:
        return items
    first, last = items[0].start + 1, items[turn - 1].start + 1
    remarks.append(note(first, f"lines {first} to {last} are a table of contents: {turn} questions without text"))
    remarks += [
        skipped(item.start + 1, f"only in the table of contents: {shorten(item.text)}")
        for item in items[:turn]
        if item.label and item.label.core not in later
    ]
    return items[turn:]


def drop_repeated(lines: list[str], asked: list[Asked], remarks: list[Remark]) -> list[Asked]:
    """Without questions that have no text here and come again further down: a title, a list of contents."""
    starts = {item.top for item in asked} | {item.start for item in asked}
    last = {wording_key(item.text): i for i, item in enumerate(asked)}
    kept: list[Asked] = []
    for i, item in enumerate(asked):
        body = _next_text(lines, item.body)
        if last[wording_key(item.text)] > i and (body in starts or body is None):
            remarks.append(note(item.start + 1, f"repeated further down, so not an entry here: {shorten(item.text)}"))
        else:
            kept.append(item)
    return kept


def _has_text(lines: list[str], start: int) -> bool:
    """Whether a block that is no labelled line follows."""
    following = _next_text(lines, start)
    return following is not None and not label(lines[following]) and not is_rule(lines[following])


def _next_text(lines: list[str], start: int) -> int | None:
    return next((i for i in range(start, len(lines)) if lines[i].strip()), None)
