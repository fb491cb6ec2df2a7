"""Who is writing: a lock on a folder, and files that are held for as long as they are being written.

The locks are flock's, which end with their process, however it ends. Where there are none (Windows, some network file
systems) comparing tells two writers apart, and what a killed one left behind stays.
"""

import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from askfaq.errors import FileError
from askfaq.limits import LOCK_SECONDS

LOCK = ".askfaq.lock"
# What others may have put into a folder is neither followed nor waited for.
UNFOLLOWED = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


@contextmanager
def locked(folder: str, path: str) -> Iterator[None]:
    """No other askfaq writes in the folder meanwhile. Raises FileError, about `path`, when another goes on and on.

    The lock is a file that is there only meanwhile, and that only those can open who may write in the folder: nobody
    else can keep it locked, and a lock on the folder itself (`flock . askfaq …`) is no concern.
    """
    try:
        with taken(os.path.join(folder, LOCK), LOCK_SECONDS):
            yield
    except LockTimeoutError:
        raise FileError(path, "another program is writing in this folder; try again") from None


class LockTimeoutError(Exception):
    """Another has had the lock for so long."""


@contextmanager
def taken(name: str, seconds: float, waiting: Callable[[], object] | None = None) -> Iterator[None]:
    """Nobody else has the lock file meanwhile, where there are locks. `waiting` is called as long as another has it.

    Raises LockTimeoutError.
    """
    descriptor = _lock(name, seconds, waiting)
    try:
        yield
    finally:
        if descriptor is not None:
            with suppress(OSError):
                os.unlink(name)
            os.close(descriptor)


def _lock(name: str, seconds: float, waiting: Callable[[], object] | None) -> int | None:
    """The lock file, open and locked; None where there is none to wait for."""
    deadline = time.monotonic() + seconds
    while (descriptor := _open_lock(name)) is not None:
        is_held = hold(descriptor)
        if is_held is not False and _is_at(descriptor, name):
            return descriptor
        os.close(descriptor)  # locked, or deleted by the one who had it locked
        if is_held is False:
            if time.monotonic() > deadline:
                raise LockTimeoutError
            if waiting:
                waiting()
            time.sleep(0.01)
    return None


def _open_lock(name: str) -> int | None:
    """The lock file, made if it is not there; None where that cannot be, or somebody else's is not to be trusted."""
    if not hasattr(os, "geteuid"):  # Windows
        return None
    try:
        descriptor = os.open(name, os.O_RDWR | os.O_CREAT | UNFOLLOWED, 0o600)
    except OSError:
        return None
    folder = os.stat(os.path.dirname(name))
    is_own = os.fstat(descriptor).st_uid == os.geteuid()
    is_shared = not folder.st_mode & stat.S_ISVTX  # else who may write here may not write to another's files
    if is_own and is_shared:
        _share(descriptor, folder)
    if is_own or is_shared:
        return descriptor
    os.close(descriptor)
    return None


def _share(descriptor: int, folder: os.stat_result) -> None:
    """Let those open the lock file who may write in the folder."""
    mode = 0o606 if folder.st_mode & stat.S_IWOTH else 0o600
    with suppress(OSError):
        os.fchown(descriptor, -1, folder.st_gid)
        mode |= 0o060 if folder.st_mode & stat.S_IWGRP else 0
    with suppress(OSError):
        os.fchmod(descriptor, mode)


def hold(descriptor: int) -> bool | None:
    """Lock an open file until it is closed; False when another has it locked, None where there are no locks."""
    try:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except (ImportError, OSError):
        return None
    return True


def _is_at(descriptor: int, path: str) -> bool:
    """Whether the open file is the one at the path."""
    try:
        return os.path.samestat(os.fstat(descriptor), os.lstat(path))
    except OSError:
        return False


def create(stem: str, suffix: str, mode: int) -> tuple[int, str]:
    """A new file of a name of its own, open to be written and held until it is closed. Raises OSError."""
    while True:
        path = f"{stem}{os.getpid():x}-{time.time_ns():x}{suffix}"
        descriptor = os.open(path, _NEW, mode)
        if hold(descriptor) is not False and _is_at(descriptor, path):
            return descriptor, path
        os.close(descriptor)  # taken for a leftover in the moment before it was held
        with suppress(OSError):
            os.unlink(path)


def remove_leftovers(folder: str, is_ours: Callable[[str], object]) -> None:
    """Delete what killed programs left half written: files of a name that is ours and that nobody holds any more."""
    with suppress(OSError):
        for name in filter(is_ours, os.listdir(folder)):
            with suppress(OSError):
                _remove_unless_held(os.path.join(folder, name))


def _remove_unless_held(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY | UNFOLLOWED)
    try:
        if hold(descriptor):
            os.unlink(path)
    finally:
        os.close(descriptor)
