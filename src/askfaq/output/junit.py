"""Outcomes as JUnit XML, which CI servers show."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from askfaq.evaluation.run import Outcome
from askfaq.model import NO_TOPIC, Entry
from askfaq.output.case_report import failure
from askfaq.text.sanitize import clean, one_line

_NO_XML = dict.fromkeys([0xFFFE, 0xFFFF])  # what clean leaves, and XML 1.0 cannot hold
_QUOTED = {'"': "&quot;"}


def junit(outcomes: Sequence[Outcome], entries: Mapping[str, Entry], path: str | None) -> str:
    """A test case for each case, in order, under the topic of the entry that it expects. `entries` and `path` are those
    of `failure`.
    """
    counts = f'tests="{len(outcomes)}" failures="{sum(not o.passes for o in outcomes)}" errors="0"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f"<testsuites {counts}>",
        f'<testsuite name="askfaq test" {counts} skipped="0">',
    ]
    for outcome in outcomes:
        expected = outcome.case.expected
        topic = "must be refused" if expected is None else entries[expected].topic
        head = f"<testcase classname={_attribute(topic or NO_TOPIC)} name={_attribute(outcome.case.query)}"
        lines.append(f"{head}/>" if outcome.passes else f"{head}>\n{_failure(outcome, entries, path)}\n</testcase>")
    return "\n".join([*lines, "</testsuite>", "</testsuites>", ""])


def _failure(outcome: Outcome, entries: Mapping[str, Entry], path: str | None) -> str:
    found = failure(outcome, entries, path)
    got = dict(found.rows)["got"]
    text = "\n".join([found.place, *(f"{label}: {value}" for label, value in found.rows)])
    message = f"{found.verdict}: {got}"
    return f"<failure type={_attribute(found.verdict)} message={_attribute(message)}>{_text(text)}</failure>"


def _attribute(text: str) -> str:
    return f'"{escape(one_line(text).translate(_NO_XML), _QUOTED)}"'


def _text(text: str) -> str:
    return escape(clean(text).translate(_NO_XML))
