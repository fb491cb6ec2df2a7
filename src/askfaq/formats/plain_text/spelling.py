"""Ways of marking question and answer that only a whole text can tell, spelt as `Q:` and `A:`, line by line."""

import re
from collections import Counter
from itertools import pairwise

from askfaq.formats.plain_text.words import BARE_ASK, BARE_REPLY, COUNTED, INITIAL, PAIRS, plain_width
from askfaq.formats.questions import ends_as_question


def spelt_out(lines: list[str]) -> list[str]:
    """The lines with initials of other languages, labels without a mark, and labels on a line of their own as `Q:`
    and `A:` before the text. Every line keeps its number."""
    return _joined(_counted(_initials(lines)))


def _initials(lines: list[str]) -> list[str]:
    """Initials count where both of a pair occur, one after the other (`В:` and `О:`, `F1:` and `A1:`)."""
    found = {i: match for i, line in enumerate(lines) if (match := INITIAL.match(plain_width(line)))}
    letters = [match[1].upper() for match in found.values()]
    pair = max(PAIRS, key=lambda pair: _turns(letters, pair))
    asked = Counter(letters)[pair[0]]
    if _turns(letters, pair) < max(2, asked / 2):
        return lines
    spelt = list(lines)
    for (i, match), letter in zip(found.items(), letters, strict=True):
        if letter in pair:
            spelt[i] = lines[i][: match.start(1)] + "QA"[pair.index(letter)] + lines[i][match.end(1) :]
    return spelt


def _turns(letters: list[str], pair: tuple[str, ...]) -> int:
    return sum(turn == pair for turn in pairwise(letter for letter in letters if letter in pair))


def _counted(lines: list[str]) -> list[str]:
    """`Q1 How do I pay?` and, below it, `A1 By card.`"""
    spelt, asked = list(lines), ""
    for i, line in enumerate(lines):
        found = COUNTED.match(plain_width(line))
        if not found or (found[1] == "Q" and not re.search(r"[?？]", line)) or (found[1] == "A" and found[2] != asked):
            continue
        asked = found[2]
        spelt[i] = f"{line[: found.start(1)]}{found[1]}{found[2]}:{line[found.end() :]}"
    return spelt


def _joined(lines: list[str]) -> list[str]:
    """Labels that stand alone above the text which they label, where there are several of them."""
    asks = [i for i, line in enumerate(lines) if _is_bare(BARE_ASK, line)]
    if len(asks) < 2:
        return lines
    spelt = list(lines)
    for i in asks:
        text = next((k for k in range(i + 1, min(i + 3, len(lines))) if lines[k].strip()), None)
        if text is not None and not _is_bare(BARE_REPLY, lines[text]):
            spelt[i], spelt[text] = "", f"Q: {lines[text].lstrip()}"
    for i, line in enumerate(lines):
        if _is_bare(BARE_REPLY, line):
            spelt[i] = "A:"
    return spelt


def _is_bare(pattern: re.Pattern[str], line: str) -> bool:
    return len(line) < 40 and not ends_as_question(line) and bool(pattern.match(plain_width(line)))
