"""Suspicious characters: control characters, and text that was once read with the wrong encoding."""

import re
import unicodedata
from collections.abc import Iterator

from askfaq.checks.findings import Finding, Text
from askfaq.text.mojibake import GARBLED, repaired

# What the terminal never shows (text/sanitize.py), and the byte order mark, which is of no use inside a text.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]|\r(?!\n)")


def character_findings(text: Text) -> Iterator[Finding]:
    """At most one finding of each kind for a text, at its first place."""
    garbled = list(GARBLED.finditer(text.value))
    if garbled:
        yield Finding("garbled-text", _garbled_message(garbled), text.pointer, garbled[0].start())
    inside = {index for found in garbled for index in range(*found.span())}
    controls = [found for found in _CONTROL.finditer(text.value) if found.start() not in inside]
    if controls:
        first = controls[0].group()
        name = unicodedata.name(first, "a control character").lower()
        message = f"U+{ord(first):04X} ({name}) is never shown{_more(controls)}; delete it"
        yield Finding("control-character", message, text.pointer, controls[0].start())


def _garbled_message(found: list[re.Match[str]]) -> str:
    sequence = found[0].group()
    if sequence == "\ufffd":
        return f"U+FFFD stands where a character was lost{_more(found)}; look it up in the source"
    meant = repaired(sequence)
    hint = f', probably "{meant}"' if meant else ""
    return f'"{sequence}"{hint}: UTF-8 that was read in another encoding{_more(found)}'


def _more(found: list[re.Match[str]]) -> str:
    return f" ({len(found)} times in this text)" if len(found) > 1 else ""
