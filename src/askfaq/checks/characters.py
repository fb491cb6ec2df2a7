"""Suspicious characters: control characters, and text that was once read with the wrong encoding."""

import re
import unicodedata
from collections.abc import Iterator

from askfaq.checks.finding import Finding, Text

# What the terminal never shows (terminal.py), and the byte order mark, which is of no use inside a text.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff]|\r(?!\n)")

# UTF-8 read as cp1252 (or Latin-1) turns each character into two to four: a lead byte and continuation bytes.
# Only the sequences that no language writes: after a capital, "Ã" before a quote or a dash is Portuguese.
_TAIL = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_GARBLED = re.compile(
    f"ðŸ{_TAIL}{{0,2}}|â[€\x80‚\x82„\x84…\x85†\x86™\x99œ\x9c]{_TAIL}|ï»¿|ï¿½|Â{_TAIL}|(?<![A-ZÀ-Þ])Ã{_TAIL}"
    f"|(?:[ÐÑ]{_TAIL}){{2,}}|(?:[ÎÏ]{_TAIL}){{3,}}|(?:[ã-é]{_TAIL}{_TAIL}){{2,}}|\ufffd"
)


def character_findings(text: Text) -> Iterator[Finding]:
    """At most one finding of each kind for a text, at its first place."""
    garbled = list(_GARBLED.finditer(text.value))
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


def repaired(sequence: str) -> str | None:
    """What a garbled sequence was before it was read as cp1252, or None when it cannot be told."""
    try:
        raw = b"".join(c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in sequence)
        text = raw.decode("utf-8")
    except UnicodeError:
        return None
    return text if text.isprintable() else None
