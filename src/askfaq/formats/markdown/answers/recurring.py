"""What stands under every answer of a page and is part of none: "Back to top", "Edit this page"."""

import re
from collections import Counter

from askfaq.formats.imported import Remark, note, shorten
from askfaq.formats.markdown.answers.definitions import is_definition
from askfaq.model import ImportedEntry

_LONGEST = 200
_JUMP = re.compile(r"[\W_]*\[[^\[\]]*\]\(#[^)\s]*\)[\W_]*")
_TO_TOP = re.compile(
    r"[\W_]*\[[^\[\]]*\]\(#(?:(?:page-?|back-to-)?top|toc|(?:table-of-)?contents|index|faqs?|oben)?\)[\W_]*",
    re.IGNORECASE,
)
_EDITING = re.compile(r"\]\([^()\s]*/(?:edit|blob|tree|issues|discussions)/[^()\s]*\)")
_EDITED = re.compile(r"[\W_]*\[[^\[\]]*\][\W_]*")  # such a link without its address
_MOST_LINES = 3  # of such lines below each other


def without_recurring(entries: list[ImportedEntry], remarks: list[Remark]) -> list[ImportedEntry]:
    """The entries without the last line of their answers, as long as it is nearly everywhere the same."""
    for _ in range(_MOST_LINES):
        lasts = [_last_line(entry.answer) for entry in entries]
        keys = [_EDITING.sub("]", last).strip() for last in lasts]
        counted = Counter(keys)
        common = {key for key, count in counted.items() if key and _recurs(key, count, len(entries))}
        if not common:
            break
        for key in sorted(common):
            first = entries[keys.index(key)]
            told = "under an answer" if counted[key] == 1 else f"under {counted[key]} answers"
            remarks.append(note(first.line, f"{told}, but no part of any: {shorten(lasts[keys.index(key)])}"))
        entries = [
            entry._replace(answer=_without(entry.answer, last)) if key in common else entry
            for entry, last, key in zip(entries, lasts, keys, strict=True)
        ]
    return entries


def _last_line(answer: str) -> str:
    """The last paragraph, if it is a short line with others above it, or a last line that is a jump in the page."""
    above, _, last = _split(answer)[0].rpartition("\n")
    if not above.strip() or len(last) > _LONGEST:
        return ""
    is_paragraph = not above.rpartition("\n")[2].strip()
    return last if is_paragraph or _JUMP.fullmatch(last) else ""


def _without(answer: str, last: str) -> str:
    text, definitions = _split(answer)
    return "\n\n".join(part for part in (text[: -len(last)].rstrip(), definitions) if part)


def _split(answer: str) -> tuple[str, str]:
    """The text, and the definitions of links and footnotes below it."""
    lines = answer.rstrip().split("\n")
    end = len(lines)
    while end and (is_definition(lines[end - 1]) or not lines[end - 1].strip()):
        end -= 1
    return "\n".join(lines[:end]), "\n".join(lines[end:]).strip("\n")


def _recurs(key: str, count: int, entries: int) -> bool:
    if _TO_TOP.fullmatch(key) or (count > 1 and (_JUMP.fullmatch(key) or _EDITED.fullmatch(key))):
        return True
    return count > 2 and 10 * count >= 8 * entries
