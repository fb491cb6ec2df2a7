"""What stands below an answer and is no part of it: what recurs under every answer, and the foot of the text."""

import re
from collections import Counter

from askfaq.formats.imported import Remark, lines_out, note, shorten
from askfaq.formats.markup.endings import is_tool
from askfaq.formats.plain_text.asked import Asked
from askfaq.formats.plain_text.sections import is_rule
from askfaq.formats.questions import ends_as_question

_SIGN_OFF = re.compile(
    r"-- $|\W*(?:end of (?:the )?(?:[\w.-]+ ){0,5}(?:faq|faqs|file|document|digest|list)|eof)\W*$", re.IGNORECASE
)
_LONGEST_FOOT = 15
_ROUNDS = 3  # so many lines may recur under each answer


def cut_endings(lines: list[str], asked: list[Asked], remarks: list[Remark]) -> list[str]:
    """The lines with blank ones in place of what recurs under the answers and of the text's foot."""
    ends = [item.top for item in asked[1:]] + [len(lines)]
    cut = list(lines)
    foot = _foot(cut, asked[-1].body)
    if foot < len(cut):
        inked = [i for i in range(foot, len(cut)) if cut[i].strip()]
        remarks.append(lines_out(inked[0] + 1, inked[-1] + 1, "below the last answer"))
        cut[foot:] = [""] * (len(cut) - foot)
    for _ in range(_ROUNDS):
        _cut_recurring(cut, asked, ends, remarks)
    return cut


def _cut_recurring(lines: list[str], asked: list[Asked], ends: list[int], remarks: list[Remark]) -> None:
    """Blank the last lines of answers that are tools of a page, or are the same under nearly all of several."""
    lasts = [last for item, end in zip(asked, ends, strict=True) if (last := _last(lines, item.body, end)) is not None]
    same = Counter(lines[i].strip() for i in lasts)
    line, times = same.most_common(1)[0] if same else ("", 0)
    recurs = times > 2 and times + 1 >= len(asked)
    found = [i for i in lasts if is_tool(lines[i]) or (recurs and lines[i].strip() == line)]
    if found:
        many = f"{len(found)} times below an answer" if len(found) > 1 else "below an answer"
        remarks.append(note(found[0] + 1, f"{shorten(lines[found[0]])}, {many}, is left out"))
    for i in found:
        lines[i] = ""


def _last(lines: list[str], start: int, end: int) -> int | None:
    """The last line of an answer, rules aside, if other text is above it."""
    inked = (i for i in range(end - 1, start - 1, -1) if lines[i].strip() and not is_rule(lines[i]))
    last = next(inked, None)
    return last if next(inked, None) is not None else None


def _foot(lines: list[str], body: int) -> int:
    """Where the foot of a text begins: a sign-off, or a rule with a few lines below it that ask nothing."""
    end = len(lines)
    for i in range(end - 1, body, -1):
        if not lines[i].strip():
            continue
        if _SIGN_OFF.match(lines[i]):
            end = i
        elif is_rule(lines[i]) and not lines[i - 1].strip() and _is_foot(lines[i + 1 : end]):
            return i
    return end


def _is_foot(lines: list[str]) -> bool:
    inked = [line for line in lines if line.strip()]
    return 0 < len(inked) <= _LONGEST_FOOT and not any(map(ends_as_question, inked))
