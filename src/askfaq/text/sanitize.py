"""No text of a FAQ, a source or a question may act on a terminal."""

import re

# Whole escape sequences first (CSI; OSC, DCS, SOS, PM, APC that end in their line; two-byte ones), then what is
# left of C0 without newline and tab, DEL, C1 and the bidi controls, which reorder what a reader sees. A sequence
# without an end loses its first character only: in badly decoded text that is a quotation mark, not a command.
_CONTROLS = re.compile(
    r"(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\n\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)"
    r"|\x1b[ -/]*[0-~]?"
    r"|[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def clean(text: str) -> str:
    """The text without anything that could move the cursor, change the terminal or reorder what is read."""
    return _CONTROLS.sub("", text.replace("\r\n", "\n"))


def one_line(text: str) -> str:
    """The cleaned text with all white space, line breaks included, as single spaces."""
    return " ".join(clean(text).split())
