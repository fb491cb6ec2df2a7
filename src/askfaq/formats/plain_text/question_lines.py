"""Which lines of a plain text are questions: those behind labels, or those that end in a question mark."""

import re
from collections import defaultdict
from collections.abc import Iterable

from askfaq.formats.imported import Remark, note, shorten, skipped
from askfaq.formats.plain_text.asked import Asked, has_text, labelled_blocks, next_text
from askfaq.formats.plain_text.labels import follows
from askfaq.formats.plain_text.sections import cut_heading, is_rule, is_unspaced
from askfaq.formats.questions import ends_as_question, is_question_like
from askfaq.limits import MAX_QUESTION_LENGTH
from askfaq.text.normalize import wording_key

_BULLET = re.compile(r"\s*(?:[-*+•·●▪–]\s|o\t|\d+[.)]\s|[a-z][.)]\s)")
_QUOTED = re.compile(r"^\s*(?:>\s?)+")  # as mail quotes what is answered below
_INTERIOR_STOP = re.compile(r"[.!?:;]\s")


def labelled(lines: list[str], remarks: list[Remark]) -> list[Asked]:
    """Questions behind labels, if the text has such a series; its table of contents is noted and left out."""
    items, told = labelled_blocks(lines), len(remarks)
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
    is_block_each = is_unspaced(lines)
    for i, line in enumerate(lines):
        starts = is_block_each or i == 0 or not lines[i - 1].strip() or is_rule(lines[i - 1])
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
    while 0 < turn < len(items) and has_text(lines, items[turn - 1].body):  # only contents are bare
        turn -= 1
    later = {item.label.core for item in items[turn:] if item.label}
    bare = [item for item in items[:turn] if not has_text(lines, item.body)]
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
        body = next_text(lines, item.body)
        if last[wording_key(item.text)] > i and (body in starts or body is None):
            remarks.append(note(item.start + 1, f"repeated further down, so not an entry here: {shorten(item.text)}"))
        else:
            kept.append(item)
    return kept
