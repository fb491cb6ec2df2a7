"""Work for the first question while it is read and typed: what answers is loaded in a thread of its own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Thread

from askfaq.commands.open_faq import OpenFaq


class WarmUp:
    """A thread that prepares the engine. What fails there fails again when it counts, and is told then."""

    def __init__(self, faq: OpenFaq) -> None:
        self._faq = faq
        self._is_awaited = self._is_started = False

    def start(self, first: Callable[[], None] = lambda: None) -> None:
        """Begin, with what is given before all else; only the first call does anything."""
        if not self._is_started:
            self._is_started = True
            Thread(target=self._run, args=[first], daemon=True).start()

    @contextmanager
    def awaited(self) -> Iterator[None]:
        """While somebody waits for the engine, how far it is may be shown."""
        self._is_awaited = True
        try:
            yield
        finally:
            self._is_awaited = False

    def _run(self, first: Callable[[], None]) -> None:
        with suppress(Exception):
            first()
            import askfaq.engine.encoder.encoder  # noqa: F401 - NumPy cannot be loaded again where Ctrl-C broke it off

            self._faq.engine.prepare(self._progress)

    def _progress(self, done: int, total: int) -> None:
        if self._is_awaited:
            self._faq.progress(done, total)
