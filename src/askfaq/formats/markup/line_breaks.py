"""Which line breaks of a plain text are meant: those of commands, addresses, verses and tables, not of wrapping."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import NamedTuple

from askfaq.formats.markup.text_items import flat, indent, item, text_column

_NARROWEST, _WIDEST = 40, 160
_CLEARLY = 10  # so much room must be left on a line for its break to be meant
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]")
_FIRST_WORD = re.compile(rf"\s*({_WIDE.pattern}|\S+)")
_WORD = re.compile(r"\w")
_ENDED = re.compile(r"[.!?:;。！？；：][\"')\]”’»」]*$")
_FENCE = re.compile(r"\s*(`{3,}|~{3,})")
_TABLE_RULE = re.compile(r"\s*+\|?\s*+:?-++:?\s*+(?:\|\s*+:?-*+:?\s*+)++$")
# Two blanks end a sentence, too.
_GAP = re.compile(r"(?<=\S) {3,}(?=\S)|(?<=[^\s.!?:;]) {2}(?=\S)")
_GRID = re.compile(r"\s*\+(?:[-=]+\+)+$")
_COMMAND = re.compile(
    r"\s*(?:[$%#] +\S|C:\\|PS |\.{0,2}/\w|~/|#!|(?:sudo|cd|ls|cp|mv|rm|mkdir|chmod|git|npm|npx|yarn|pip3?|python3?|apt|"
    r"apt-get|brew|docker|kubectl|curl|wget|ssh|scp|tar|grep|sed|systemctl) [^\s.,]|[}\])]+[;,]?$)"
    r"|[^\n]*(?: --\w| -\w(?=\s|$)| \| \S| && |[{}\\]$|\(\)|\);$|(?<!\S)\w+=\S)"
)


class Line(NamedTuple):
    """A line of an answer: text, code that stays as it is, or text whose end is a line break."""

    text: str
    is_code: bool = False
    breaks: bool = False


def wrap_width(lines: list[str]) -> int:
    """The width at which most lines of a text are wrapped, or 0 where its lines end where they were meant to."""
    spans = []
    for line, below in pairwise(map(flat, lines)):
        if line and below and not _ENDED.search(line[-8:]) and not item(below):
            spans.append((_width(line), _width(line) + 1 + _first_word(below)))
    spans = [span for span in spans if _NARROWEST <= span[0] < _WIDEST]
    starts = [0] * (_WIDEST + 1)
    for length, needed in spans:
        starts[length] += 1
        starts[min(needed, _WIDEST)] -= 1
    counts = list(accumulate(starts))
    width = max(range(len(counts)), key=counts.__getitem__)
    near = sum(needed + _CLEARLY > width and length <= width + 2 for length, needed in spans)
    beyond = sum(len(line) > width + _CLEARLY for line in lines)
    enough = 1 if width >= 60 else 2
    return width if near >= enough and 2 * near >= len(spans) and 4 * beyond <= near else 0


def marked(lines: list[str], width: int) -> Iterator[Line]:
    """The lines with their breaks; what is code or a table stands between fences."""
    margin, inner, i = 0, 0, 0  # of the list: its indent, and where the text of its last item begins
    while i < len(lines):
        end = _block_end(lines, i)
        block = lines[i:end]
        first = flat(block[0])
        if inner and first and indent(first) <= margin and not item(block[0]):
            inner = 0
        if not first or _FENCE.match(block[0]) or _is_table_of_markdown(block):
            yield from (Line(line, is_code=bool(first)) for line in block)
        elif code := _indented(block, inner):
            end = i + code
            yield from (Line(line, is_code=True) for line in block[:code])
        else:
            for piece in _pieces(block):
                if item(piece[0]):
                    margin = min(indent(flat(piece[0])), margin if inner else _WIDEST)
                    inner = text_column(piece[0])
                yield from _piece(piece, width, inner)
        i = end


def _block_end(lines: list[str], start: int) -> int:
    """The end of a blank line, of lines between fences, or of lines up to a blank one or a fence."""
    if fence := _FENCE.match(lines[start]):
        closed = (i for i in range(start + 1, len(lines)) if lines[i].strip().startswith(fence[1]))
        return next(closed, start) + 1
    end = start + 1
    while lines[start].strip() and end < len(lines) and lines[end].strip() and not _FENCE.match(lines[end]):
        end += 1
    return end


def _indented(block: list[str], inner: int) -> int:
    """Number of lines that a block begins with and that Markdown reads as code for their indent."""
    if item(block[0]):
        return 0
    return next((i for i, line in enumerate(block) if indent(flat(line)) < inner + 4), len(block))


def _is_table_of_markdown(block: list[str]) -> bool:
    return len(block) > 1 and "|" in block[0] and bool(_TABLE_RULE.match(block[1]))


def _pieces(block: list[str]) -> Iterator[list[str]]:
    """The block's list items with what belongs to them, and the lines above the first."""
    piece: list[str] = []
    for line in block:
        if piece and item(line):
            yield piece
            piece = []
        piece.append(line)
    yield piece


def _piece(lines: list[str], width: int, inner: int) -> Iterator[Line]:
    parts = [lines] if _is_code(lines, [], width) else list(_parts(lines, width))
    codes = [_is_code(part, above, width) for above, part in zip([[], *parts], parts, strict=False)]
    for part, is_code, code_follows in zip(parts, codes, [*codes[1:], True], strict=True):
        if is_code:
            yield from _fenced(part, inner)
            continue
        wrapped = _is_wrapped(part, width)
        for line, below in pairwise(part):
            yield Line(line, breaks=not wrapped and _is_meant(line, below, width))
        yield Line(part[-1], breaks=not code_follows)


def _parts(lines: list[str], width: int) -> Iterator[list[str]]:
    """Lines of one indent together, where the break between them and the next is meant."""
    part: list[str] = []
    for line in lines:
        if part and abs(indent(flat(line)) - _column(part[-1])) > 1 and _is_meant(part[-1], line, width):
            yield part
            part = []
        part.append(line)
    yield part


def _column(line: str) -> int:
    return text_column(line) if item(line) else indent(flat(line))


def _is_code(part: list[str], above: list[str], width: int) -> bool:
    """Whether the lines are a table, commands, or indented as code is below a line of text."""
    if item(part[0]):
        return False
    wrapped = _is_wrapped(part, width)
    if len(part) > 1 and _is_table(part, wrapped=wrapped):
        return True
    if any(map(_is_sentence, part)):
        return False
    if above and indent(flat(part[0])) - _column(above[-1]) >= 4:
        return not wrapped
    commands = sum(bool(_COMMAND.match(line[:300])) for line in part)
    return len(part) > 1 and (commands == len(part) or (commands > 0 and not wrapped))


def _is_table(part: list[str], *, wrapped: bool) -> bool:
    """Whether runs of blanks put cells below each other; those of justified text do not."""
    gaps = [{(gap.end(), gap.end() - gap.start() > 2) for gap in _GAP.finditer(flat(line))} for line in part]
    rows = [{column for column, _ in row} for row in gaps if row]
    if any(_GRID.match(line) for line in part):
        return True
    if len(rows) < 2 or 3 * len(rows) < 2 * len(part):
        return False
    columns = Counter(column for row in rows for column in row)
    ends = Counter(len(flat(line)) for line in part)
    aligned = max(columns.most_common(1)[0][1], 0 if wrapped else ends.most_common(1)[0][1])
    wide = all(any(is_wide for _, is_wide in row) for row in gaps if row)
    return aligned == len(rows) or (not wrapped and (wide or 2 * aligned > len(rows)))


def _is_sentence(line: str) -> bool:
    words = line.lstrip()[:300].split()
    if len(words) < 4:
        return False
    plain = sum(word.strip(",.;:!?").isalpha() for word in words)
    begins, ends = words[0][0].isupper(), words[-1][-1] in ".!?"
    return (begins or ends) and plain >= (len(words) / 2 if begins and ends else len(words) - 1)


def _fenced(part: list[str], inner: int) -> Iterator[Line]:
    margin = min(map(indent, map(flat, part)))
    fence = "`" * max(3, 1 + max(len(run) for run in re.findall(r"`*", "\n".join(part))))
    for line in (fence, *(flat(line)[margin:] for line in part), fence):
        yield Line(" " * inner + line, is_code=True)


def _is_wrapped(part: list[str], width: int) -> bool:
    """Whether the lines are prose that was broken where the line was full."""
    spans = [(_width(line), _width(line) + 1 + _first_word(below)) for line, below in pairwise(map(flat, part))]
    if width and 2 * sum(needed + _CLEARLY <= width for _, needed in spans) < len(spans):
        return True
    goes_on = all(not _ENDED.search(line[-8:]) and below.lstrip()[0].islower() for line, below in pairwise(part))
    if spans and goes_on and (item(part[0]) or (len(part) == 2 and part[0].rstrip().endswith(","))):
        return True
    full = max(_width(flat(line)) for line in part)
    if not spans or any(needed <= full for _, needed in spans) or all(_ENDED.search(line[-8:]) for line in part):
        return False
    return (full >= 50 and len(spans) > 1) or (full >= 24 and goes_on)


def _is_meant(line: str, below: str, width: int) -> bool:
    """Whether the first word below would clearly have fitted on the line."""
    return bool(_WORD.search(line)) and (not width or _width(flat(line)) + 1 + _first_word(below) + _CLEARLY <= width)


def _first_word(line: str) -> int:
    found = _FIRST_WORD.match(line)
    return _width(found[1]) if found else 0


def _width(text: str) -> int:
    return len(text) + len(_WIDE.findall(text))
