"""One BLAS thread while askfaq computes: products as small as these take several times longer on two."""

import os
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy  # noqa: F401 - it loads the library that is to be limited

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor


class _OneThread:
    """The limit, set by the first of the calls that run side by side and lifted by the last.

    Each on its own would take another's limit for the caller's setting, and leave it behind. One thread sets and lifts
    it, because threadpoolctl heeds only the first thread that limits OpenBLAS; where that is the caller's, who set a
    limit before, the caller's stands.
    """

    def __init__(self) -> None:
        self._lock = Lock()
        self._running = 0
        self._limit: Any = None
        self._libraries: Any = None
        self._setter: ThreadPoolExecutor | None = None

    def __enter__(self) -> None:
        with self._lock:
            # the command sets it before NumPy is loaded (main.py)
            if not self._running and os.environ.get("OPENBLAS_NUM_THREADS") != "1":
                self._limit = self._thread().submit(self._limited).result()
            self._running += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._running -= 1
            if not self._running and self._limit:
                self._thread().submit(self._limit.restore_original_limits).result()
                self._limit = None

    def _thread(self) -> "ThreadPoolExecutor":
        """The one that sets and lifts the limit."""
        if self._setter is None:
            from concurrent.futures import ThreadPoolExecutor  # not for the command: it brings logging

            self._setter = ThreadPoolExecutor(1, "askfaq-blas")
        return self._setter

    def _limited(self) -> Any:
        if self._libraries is None:  # to find them takes milliseconds
            from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

            self._libraries = ThreadpoolController().select(user_api="blas")
        return self._libraries.limit(limits=1)


one_thread = _OneThread()
if hasattr(os, "register_at_fork"):
    # a child has none of its parent's threads, and a lock that one of them held would stay locked
    os.register_at_fork(after_in_child=one_thread.__init__)  # type: ignore[misc]
