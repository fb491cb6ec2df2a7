"""The codes of all problems. docs/reference/checks.md has a section for each, which comes with the package."""

from askfaq.model import Severity

# Every command refuses a file with one of these.
ERRORS = (
    "syntax",
    "not-utf8",
    "duplicate-key",
    "not-a-number",
    "large-number",
    "lone-surrogate",
    "deep-nesting",
    "missing-entries",
    "wrong-type",
    "bad-id",
    "equal-ids",
    "missing-question",
    "missing-answer",
    "bad-threshold",
)

# The file works, but the owner would want to know; an entry's "ignore" silences them.
WARNINGS = (
    "unknown-key",
    "unknown-code",
    "control-character",
    "garbled-text",
    "wrong-language",
    "odd-threshold",
    "no-entries",
    "dead-link",
    "relative-link",
    "blank-alias",
    "repeated-alias",
    "long-question",
    "unused-synonym",
    "repeated-synonym",
    "joining-synonym",
    "same-wording",
    "question-in-two-topics",
    "not-found",
    "close-entries",
    "contradiction",
    "alias-of-another",
    "easily-missed",
    "repeated-answer",
)

LEVELS: dict[str, Severity] = {}
LEVELS.update(dict.fromkeys(ERRORS, "error"))
LEVELS.update(dict.fromkeys(WARNINGS, "warning"))
