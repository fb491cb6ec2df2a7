"""Lint by asking the engine."""

from collections.abc import Callable, Iterator

from askfaq.checks.answers import answer_findings
from askfaq.checks.finding import Finding, Placed
from askfaq.checks.wordings import same_wordings
from askfaq.model import FaqFile

Progress = Callable[[int, int], None]


def lint(
    faq: FaqFile,
    entries: list[Placed],
    *,
    cache_dir: str | None = None,
    progress: Progress | None = None,
    only: str | None = None,
) -> Iterator[Finding]:
    """What the engine says about a FAQ; with `only` (an id), about this entry."""
    yield from same_wordings(entries)
    yield from answer_findings(entries)
