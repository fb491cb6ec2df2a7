"""Usenet digests (RFC 1153 and looser): articles under `Subject:` lines, mostly with rules of hyphens between them."""

import re
from itertools import pairwise

from askfaq.formats.imported import Remark, lines_out, note, shorten
from askfaq.formats.plain_text.labels import label
from askfaq.formats.plain_text.sections import is_rule
from askfaq.formats.questions import ends_as_question
from askfaq.text.normalize import wording_key

_SUBJECT = re.compile(r"Subject:\s*(?:Re:\s*)?(?=\S)", re.IGNORECASE)
_HEADER = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*:(?:\s|$)")
_CONTENTS = re.compile(r"(?:table of )?contents|index|(?:list of )?(?:questions|topics)\W*$", re.IGNORECASE)
_OF_THE_POSTING = re.compile(
    r"(?:Newsgroups|Archive-name|Message-ID|Followup-To|Posting-Frequency|Approved|To):", re.IGNORECASE
)


def articles_opened(lines: list[str], remarks: list[Remark]) -> list[str]:
    """The lines of a digest with `Q:` for `Subject:` and without headers and rules; other texts as they are. Every
    line keeps its number."""
    subjects = _subjects(lines)
    if len(subjects) < 2:
        return lines
    spelt = list(lines)
    titles: list[str] = []
    for subject in subjects:
        top, end = _headers(lines, subject)
        folded = next((i for i in range(subject + 1, end) if not _is_folded(lines[i])), end)
        text = " ".join(" ".join(lines[subject:folded]).split())
        text = _SUBJECT.sub("", text, count=1)
        found = label(text)
        titles.append(found.rest if found else text)
        spelt[top:end] = [""] * (end - top)
    keys = set(map(wording_key, titles))
    inked = [i for i in range(subjects[0]) if spelt[i].strip()]
    if inked:
        remarks.append(lines_out(inked[0] + 1, inked[-1] + 1, "before the first question"))
    spelt[: subjects[0]] = [""] * subjects[0]
    for (start, end), title in zip(pairwise([*subjects, len(lines)]), titles, strict=True):
        body = [line for line in spelt[start + 1 : end] if line.strip()]
        if _is_contents(title, body, keys):
            remarks.append(note(start + 1, f"a table of contents, left out: {shorten(title)}"))
            spelt[start:end] = [""] * (end - start)
        else:
            is_section = not body and not ends_as_question(title)
            spelt[start] = f"Section 1: {title}" if is_section else f"Q: {title}"
    return spelt


def _subjects(lines: list[str]) -> list[int]:
    """Where articles have their subject: those below a rule, or all if there are no rules."""
    found = [i for i, line in enumerate(lines) if _SUBJECT.match(line) and _is_opening(lines, i)]
    ruled = [i for i in found if _rule_above(lines, _headers(lines, i)[0]) is not None]
    if len(ruled) > 1 and 2 * len(ruled) >= len(found):
        return ruled
    if found:
        top, end = _headers(lines, found[0])
        if any(_OF_THE_POSTING.match(line) for line in lines[top:end]):
            return found[1:]
    return found


def _is_opening(lines: list[str], subject: int) -> bool:
    top, end = _headers(lines, subject)
    clear = top == 0 or not lines[top - 1].strip() or is_rule(lines[top - 1])
    return clear and (end == len(lines) or not lines[end].strip() or ends_as_question(lines[subject]))


def _headers(lines: list[str], subject: int) -> tuple[int, int]:
    """The block of headers that the subject stands in, and the rule above it."""
    top, end = subject, subject + 1
    while top and subject - top < 20 and _HEADER.match(lines[top - 1]):
        top -= 1
    while end < len(lines) and end - subject < 20 and (_HEADER.match(lines[end]) or _is_folded(lines[end])):
        end += 1
    rule = _rule_above(lines, top)
    return top if rule is None else rule, end


def _is_folded(line: str) -> bool:
    return line[:1] in (" ", "\t") and bool(line.strip())


def _rule_above(lines: list[str], top: int) -> int | None:
    """The rule above a line, if nothing but blank lines is between them, or the line itself is one."""
    i = top - 1
    if top < len(lines) and is_rule(lines[top]):
        return top
    while i >= 0 and top - i < 5 and not lines[i].strip():
        i -= 1
    return i if i >= 0 and is_rule(lines[i]) else None


def _is_contents(title: str, body: list[str], titles: set[str]) -> bool:
    """Whether most lines of an article are subjects of others."""
    listed = sum(wording_key(found.rest if (found := label(line)) else line) in titles for line in body)
    return listed + bool(_CONTENTS.match(title)) > 1 and 2 * listed >= len(body)
