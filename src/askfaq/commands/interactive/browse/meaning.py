"""The engine asked in the background: what is typed is never held up by it."""

from collections.abc import Callable
from threading import Condition, Thread

from askfaq.engine.decision import Asker, Progress
from askfaq.errors import AskfaqError
from askfaq.model import Result
from askfaq.text.sanitize import one_line

PAUSE = 0.25  # seconds without a key after which a query is asked
MOST_MATCHES = 5


class _StoppedError(Exception):
    """Nobody waits for the index any more."""


class MeaningSearch:
    """Asks the newest query once nothing more is typed, in a thread of its own; others are forgotten.

    `tell` is called from that thread with the result, or with why there is none.
    """

    def __init__(
        self, engine: Asker, topic: str | None, tell: Callable[[Result | str], None], *, pause: float = PAUSE
    ) -> None:
        self._engine, self._topic, self._tell, self._pause = engine, topic, tell, pause
        self._changed = Condition()
        self._wanted = ""
        self._is_stopped = False

    def start(self, progress: Progress) -> None:
        """Make or read the index, and wait for queries for as long as the program runs."""
        Thread(target=self._work, args=(progress,), daemon=True).start()

    def stop(self) -> None:
        """Go on with the index no further: nobody waits for it. What has been made of it is kept."""
        self._is_stopped = True

    def ask(self, query: str) -> None:
        """Ask this instead of what has been waiting; nothing where it is empty."""
        with self._changed:
            self._wanted = query
            self._changed.notify()

    def _work(self, progress: Progress) -> None:
        def told(done: int, total: int) -> None:
            if self._is_stopped:
                raise _StoppedError
            progress(done, total)

        try:
            told(0, 1)
            self._engine.prepare(told)
            told(1, 1)
            while True:
                query = self._next_query()
                self._tell(self._engine.ask(query, topic=self._topic, top=MOST_MATCHES))
        except _StoppedError:
            return
        except AskfaqError as error:
            self._tell(one_line(str(error)))
        except Exception as error:  # the words are searched all the same
            self._tell(one_line(f"{type(error).__name__}: {error}"))

    def _next_query(self) -> str:
        """The newest query, when there has been none after it for a moment."""
        with self._changed:
            query = ""
            while not query or query != self._wanted:
                self._changed.wait_for(lambda: self._wanted)
                query = self._wanted
                self._changed.wait(self._pause)
            self._wanted = ""
            return query
