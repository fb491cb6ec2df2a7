"""Plain text: questions on lines of their own, or behind labels, with their answers below them."""

import re
from typing import NamedTuple

from askfaq.errors import FileError
from askfaq.importers.found import Found, Import, Remark, collect, note, shorten, skipped
from askfaq.importers.labels import Label, answer_label, answer_within, follows, label
from askfaq.importers.sections import cut_heading, is_named, is_rule, is_tags, topic_lines
from askfaq.importers.textlists import to_markdown
from askfaq.importers.wording import LONGEST_QUESTION, ends_as_question, fold, is_question_like

_BULLET = re.compile(r"\s*(?:[-*+•·●▪–]\s|o\t|\d+[.)]\s|[a-z][.)]\s)")
_MODELINE = re.compile(r"\s*(?:vim?|ex):\s*\S*=")
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


def read(text: str, name: str, *, markdown: bool = False) -> Import:
    """Entries of a plain text. Raises FileError when it holds fewer than two questions.

    With `markdown` the answers are taken as they stand instead of being made into Markdown.
    """
    lines = text.split("\n")
    remarks: list[Remark] = []
    asked = labelled(lines, remarks) or unlabelled(lines)
    asked = _drop_repeated(lines, asked, remarks)
    if len(asked) < 2:
        raise FileError(
            name,
            f"looks like plain text, but {'only one question' if asked else 'no question'} was found in it: a"
            " question ends in “?” and starts a paragraph, or has a label such as “Q:” or “12.”, and text follows",
        )
    found = _entries(lines, asked, remarks, markdown=markdown)
    return collect("text", found, remarks)


def pairs(text: str) -> bool:
    """Whether the text is written as "Q: … A: …" pairs, two or more."""
    lines = text.split("\n")
    styles = [found.style for line in lines if (found := label(line))]
    return sum(style.startswith("question") for style in styles) > 1 and any(map(answer_label, lines))


# --- which lines are questions -----------------------------------------------------------------------


def labelled(lines: list[str], remarks: list[Remark]) -> list[Asked]:
    """Questions behind labels, if the text has such a series; its table of contents is noted and left out."""
    items = _labelled_blocks(lines)
    styles = {item.label.style for item in items if item.label}
    series = {style for style in styles if _is_series(items, style)}
    items = [item for item in items if item.label and item.label.style in series]
    items = _drop_contents(lines, items, remarks)
    kept: list[Asked] = []
    for run in _runs(items):
        kept += [item for item in run if _is_next(lines, item, kept, items, alone=len(run) == 1)]
    if len(kept) < 2:
        remarks.clear()
        return []
    plain = sum(1 for item in unlabelled(lines) if item.start not in {one.start for one in kept})
    return kept if len(kept) >= plain / 2 or any(one.label and not one.label.is_plain for one in kept) else []


def unlabelled(lines: list[str]) -> list[Asked]:
    """Lines that end in a question mark, start a block and are no list items; wrapped ones joined."""
    asked: list[Asked] = []
    for i, line in enumerate(lines):
        starts = i == 0 or not lines[i - 1].strip() or is_rule(lines[i - 1])
        follows_question = bool(asked) and asked[-1].body == i
        if not line.strip() or not (starts or follows_question) or _BULLET.match(line):
            continue
        end = i + 1 if ends_as_question(line) else _wrapped_end(lines, i)
        text = " ".join(part.strip() for part in lines[i:end])
        if not end or len(text) > LONGEST_QUESTION:
            continue
        body = end + 1 if end < len(lines) and is_rule(lines[end]) else end
        asked.append(Asked(i, i, body, text))
    return asked


def _wrapped_end(lines: list[str], start: int) -> int:
    """The end of a block of two or three lines that is one question as a whole, else 0."""
    end = _block_end(lines, start)
    text = " ".join(line.strip() for line in lines[start:end])
    whole = ends_as_question(text) and is_question_like(text.rstrip("?？؟"))
    return end if 1 < end - start < 4 and whole and not _INTERIOR_STOP.search(text) else 0


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
        if next_label and next_label.style == found.style or is_tags(line) or is_rule(line):
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
    return end, " ".join(parts)


def _is_series(items: list[Asked], style: str) -> bool:
    texts = [item.text for item in items if item.label and item.label.style == style]
    questions = sum(map(ends_as_question, texts))
    if style == "question" or style == "question indented":
        return len(texts) > 1
    return questions > 1 and 2 * questions >= len(texts)


def _runs(items: list[Asked]) -> list[list[Asked]]:
    """Items with no line between them, together."""
    runs: list[list[Asked]] = []
    for item in items:
        if runs and runs[-1][-1].body == item.top:
            runs[-1].append(item)
        else:
            runs.append([item])
    return runs


def _is_next(lines: list[str], item: Asked, kept: list[Asked], items: list[Asked], *, alone: bool) -> bool:
    """Whether a labelled block goes on with the series of questions, rather than with a list in an answer."""
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
        later = (one for one in items if one.start > item.start and one.label and one.label.core == found.core)
        return follows(found.number, before) and not any(ends_as_question(one.text) for one in later)
    fresh = before is None or found.number > before
    return fresh or bool(cut_heading(lines[: item.top], set()).topic)


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
    later = {item.label.core for item in items[turn:] if item.label}
    bare = [item for item in items[:turn] if not _has_text(lines, item.body)]
    if turn == len(items) or 2 * len(bare) < turn:
        return items
    first, last = items[0].start + 1, items[turn - 1].start + 1
    remarks.append(note(first, f"lines {first} to {last} are a table of contents: {turn} questions without text"))
    for item in items[:turn]:
        if item.label and item.label.core not in later:
            remarks.append(skipped(item.start + 1, f"only in the table of contents: {shorten(item.text)}"))
    return items[turn:]


def _drop_repeated(lines: list[str], asked: list[Asked], remarks: list[Remark]) -> list[Asked]:
    """Without questions that have no text here and come again further down: a title, a list of contents."""
    starts = {item.top for item in asked} | {item.start for item in asked}
    last = {fold(item.text): i for i, item in enumerate(asked)}
    kept: list[Asked] = []
    for i, item in enumerate(asked):
        body = _next_text(lines, item.body)
        if last[fold(item.text)] > i and (body in starts or body is None):
            remarks.append(note(item.start + 1, f"repeated further down, so not an entry here: {shorten(item.text)}"))
        else:
            kept.append(item)
    return kept


# --- from questions to entries -----------------------------------------------------------------------


def _entries(lines: list[str], asked: list[Asked], remarks: list[Remark], *, markdown: bool) -> list[Found]:
    topics = topic_lines(lines, [item.top for item in asked])
    preamble = cut_heading(lines[: asked[0].top], topics)
    topic = preamble.topic
    told = min((remark.line for remark in remarks if remark.line), default=len(lines) + 1)
    inked = [i for i, line in enumerate(preamble.lines, 1) if line.strip() and i < told]
    if inked:
        remarks.append(note(inked[0], f"lines {inked[0]} to {inked[-1]}, before the first question, are left out"))
    bodies = [_body(lines, item, end) for item, end in _with_ends(lines, asked)]
    indented = sum(1 for body in bodies if _is_indented(body))
    found: list[Found] = []
    waiting: list[Asked] = []
    for item, body in zip(asked, bodies, strict=True):
        cut = cut_heading(body, topics, offset=item.body - bool(item.reply))
        if not any(line.strip() for line in cut.lines) and item is not asked[-1] and not cut.topic:
            waiting.append(item)
            continue
        question, *others = [*waiting, item]
        remarks += [
            note(other.start + 1, f"a second question line in a row, taken as an alias: {shorten(other.text)}")
            for other in others
        ]
        answer = _answer(cut.lines, item, dedent=2 * indented > len(bodies), markdown=markdown)
        aliases = tuple(other.text for other in others)
        found.append(Found(question.text, answer, question.start + 1, aliases, topic))
        waiting = []
        topic = cut.topic or topic
    return found


def _with_ends(lines: list[str], asked: list[Asked]) -> list[tuple[Asked, int]]:
    ends = [item.top for item in asked[1:]] + [len(lines)]
    return list(zip(asked, ends, strict=True))


def _body(lines: list[str], item: Asked, end: int) -> list[str]:
    body = [*([item.reply] if item.reply else []), *lines[item.body : end]]
    while body and (not body[-1].strip() or _MODELINE.match(body[-1])):
        body.pop()
    return body


def _answer(body: list[str], item: Asked, *, dedent: bool, markdown: bool) -> str:
    start = next((i for i, line in enumerate(body) if line.strip()), len(body))
    body = body[start:]
    if item.label and item.label.style.startswith("question") and body and (length := answer_label(body[0])):
        hang = [line for line in body[1:] if line.strip()]
        indent = min((len(line) - len(line.lstrip()) for line in hang), default=0)
        body = [body[0][length:], *(line[indent:] if line.strip() else line for line in body[1:])]
    elif dedent and _is_indented(body):
        indent = min(len(line) - len(line.lstrip()) for line in body if line.strip())
        body = [line[indent:] for line in body]
    return "\n".join(body) if markdown else to_markdown(body)


def _is_indented(body: list[str]) -> bool:
    inked = [line for line in body if line.strip()]
    return bool(inked) and all(line[0] in " \t" for line in inked)


def _has_text(lines: list[str], start: int) -> bool:
    """Whether a block that is no labelled line follows."""
    following = _next_text(lines, start)
    return following is not None and not label(lines[following]) and not is_rule(lines[following])


def _next_text(lines: list[str], start: int) -> int | None:
    return next((i for i in range(start, len(lines)) if lines[i].strip()), None)


def _block_end(lines: list[str], start: int) -> int:
    return next((i for i in range(start, len(lines)) if not lines[i].strip()), len(lines))
