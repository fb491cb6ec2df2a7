"""Lint by asking the engine."""

from collections.abc import Callable, Iterator

from askfaq.checks.finding import Finding
from askfaq.model import FaqFile
from askfaq.positions import Pointer

Progress = Callable[[int, int], None]


def lint(
    sound: tuple[FaqFile, list[Pointer]], *, cache_dir: str | None = None, progress: Progress | None = None
) -> Iterator[Finding]:
    yield from ()
