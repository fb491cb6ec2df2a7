"""Suspicious values: keys and codes nobody knows, thresholds, aliases that add nothing, endless questions."""

from collections.abc import Iterator
from typing import Any

from askfaq.checks.codes import ERRORS, WARNINGS
from askfaq.checks.findings import Finding, rows
from askfaq.faq.schema import ENTRY_KEYS, FAQ_KEYS
from askfaq.limits import MAX_CHECKED_QUESTION_LENGTH
from askfaq.model import Pointer
from askfaq.text.fuzzy import nearest
from askfaq.text.normalize import wording_key

# A question is a line in a list and the wording that queries are held against. In the FAQs that were looked at, what
# was longer told a story first or asked twice; a single long sentence stays below.
# The confidence is a probability: below the one the answers given are mostly wrong, from the other on none is.
LOWEST_THRESHOLD, HIGHEST_THRESHOLD = 0.2, 0.99


def value_findings(data: Any) -> Iterator[Finding]:
    """What is suspicious about single values, in no particular order."""
    if isinstance(data, dict):
        yield from _unknown_keys(data, (), FAQ_KEYS)
        yield from _threshold(data.get("threshold"))
    if (data.get("entries") if isinstance(data, dict) else data) == []:
        at: Pointer = ("entries",) if isinstance(data, dict) else ()
        yield Finding("no-entries", "the FAQ answers nothing: askfaq add and askfaq import put entries in", at)
    for pointer, row in rows(data):
        yield from _unknown_keys(row, pointer, ENTRY_KEYS)
        yield from _unknown_codes(row.get("ignore"), (*pointer, "ignore"))
        yield from _aliases(row, pointer)
        question = row.get("question")
        if isinstance(question, str) and len(question) > MAX_CHECKED_QUESTION_LENGTH:
            message = f"the question has {len(question)} characters: ask it in one sentence, move the rest elsewhere"
            yield Finding("long-question", message, (*pointer, "question"))


def _unknown_keys(values: dict[str, Any], at: Pointer, known: tuple[str, ...]) -> Iterator[Finding]:
    for key in values:
        if key not in known:
            near = nearest(key, known, limit=1)
            hint = (
                f'did you mean "{near[0]}"?' if near else f"askfaq knows {', '.join(k for k in known if k[0] != '$')}"
            )
            yield Finding("unknown-key", f'the key "{key[:100]}" is not used; {hint}', (*at, key), at_key=True)


def _unknown_codes(ignore: Any, at: Pointer) -> Iterator[Finding]:
    for number, code in enumerate(ignore if isinstance(ignore, list) else ()):
        if isinstance(code, str) and code not in WARNINGS:
            near = nearest(code, WARNINGS, limit=1)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            what = (
                f'errors cannot be ignored, "{code}" is one'
                if code in ERRORS
                else f'no check has the code "{code[:100]}"'
            )
            yield Finding("unknown-code", f"{what}{hint if code not in ERRORS else ''}", (*at, number))


def _threshold(value: Any) -> Iterator[Finding]:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return
    if 0 <= value < LOWEST_THRESHOLD:
        message = f"with the threshold {value} nearly every question gets an answer, most of them a wrong one"
        yield Finding("odd-threshold", message, ("threshold",))
    elif HIGHEST_THRESHOLD < value <= 1:
        message = f"with the threshold {value} next to nothing is answered"
        yield Finding("odd-threshold", message, ("threshold",))


def _aliases(row: dict[str, Any], at: Pointer) -> Iterator[Finding]:
    aliases, question = row.get("aliases"), row.get("question")
    if not isinstance(aliases, list):
        return
    seen: dict[tuple[str, ...] | str, str] = {}
    if isinstance(question, str):
        seen[wording_key(question)] = "the question"
    for number, alias in enumerate(aliases):
        pointer = (*at, "aliases", number)
        if not isinstance(alias, str):
            continue
        if not alias.strip():
            yield Finding("blank-alias", "the alias is empty", pointer)
            continue
        first = seen.setdefault(wording_key(alias), f"alias {number + 1}")
        if first != f"alias {number + 1}":
            yield Finding("repeated-alias", f"the alias says the same as {first} of this entry", pointer)
