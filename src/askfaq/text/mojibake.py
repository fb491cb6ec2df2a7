"""UTF-8 that was once read in another encoding."""

import re

# UTF-8 read as cp1252 (or Latin-1) turns each character into two to four: a lead byte and continuation bytes.
# Only the sequences that no language writes: after a capital, "Ã" before a quote or a dash is Portuguese.
_TAIL = "[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
GARBLED = re.compile(
    f"ðŸ{_TAIL}{{0,2}}|â[€\x80‚\x82„\x84…\x85†\x86™\x99œ\x9c]{_TAIL}|ï»¿|ï¿½|Â{_TAIL}|(?<![A-ZÀ-Þ])Ã{_TAIL}"
    f"|(?:[ÐÑ]{_TAIL}){{2,}}|(?:[ÎÏ]{_TAIL}){{3,}}|(?:[ã-é]{_TAIL}{_TAIL}){{2,}}|\ufffd"
)


def repaired(sequence: str) -> str | None:
    """What a garbled sequence was before it was read as cp1252, or None when it cannot be told."""
    try:
        raw = b"".join(c.encode("latin-1") if "\x80" <= c <= "\x9f" else c.encode("cp1252") for c in sequence)
        text = raw.decode("utf-8")
    except UnicodeError:
        return None
    return text if text.isprintable() else None
