"""The log of what a FAQ was asked in vain: the time and the masked question, in one file for each FAQ.

Many programs may write it at once. A record begins with a line break, so that a half one, of a program that was killed,
spoils no other: it is no JSON, and is passed over.
"""

import errno
import json
import os
import re
import time
from collections.abc import Callable, Container
from contextlib import suppress
from typing import NamedTuple

from askfaq import files, saving
from askfaq.engine.storage import cache
from askfaq.errors import FileError
from askfaq.limits import MAX_MISSES_BYTES, MAX_MISSES_DAYS
from askfaq.locks import locked
from askfaq.misses.masking import masked
from askfaq.text.normalize import wording_key

_ROOM = MAX_MISSES_BYTES * 3 // 4  # what is left when there was too much, so that not every record is one too many
_FIRST = 64  # bytes that hold the time of the first record
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\dZ")


class Miss(NamedTuple):
    """A question that got no answer, and when it was asked, in UTC and to the minute."""

    time: str
    question: str


def log_of(faq_path: str, folder: str) -> str:
    """The file that keeps what this FAQ was asked in vain."""
    path = os.path.realpath(faq_path).encode("utf-8", "surrogatepass")
    return os.path.join(folder, f"{cache.digest(path)}.log")


def keep(question: str, log: str) -> None:
    """Add a question to the log. Raises FileError where that cannot be."""
    record = _record(Miss(_minute(time.time()), masked(question)))
    try:
        with locked(make_folder(log), log):
            descriptor = cache.opened(log, os.O_RDWR | os.O_APPEND | os.O_CREAT)
            try:
                if os.write(descriptor, record) < len(record):
                    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
                is_over = os.fstat(descriptor).st_size > MAX_MISSES_BYTES or _begins_too_early(descriptor)
            finally:
                os.close(descriptor)
    except (OSError, ValueError) as error:
        raise FileError(log, f"cannot be written: {files.why(error)}") from None
    if is_over:
        _rewrite(log, lambda misses: misses)


def make_folder(path: str) -> str:
    """The folder of a file, made for the user alone. Raises OSError, and FileError where others may write in it."""
    folder = os.path.dirname(path)
    cache.make_folder(folder)
    if not cache.is_private(folder):
        raise FileError(folder, "others may write in this folder; no question is kept in it")
    return folder


def read(log: str) -> list[Miss]:
    """What is kept, in the order of asking, but what is too old. Raises FileError."""
    return _fitting(_misses(_bytes_of(log)))


def forget(log: str, keys: Container[str]) -> None:
    """Take out the questions that read so (`wording_key`). Raises FileError."""
    _rewrite(log, lambda misses: [miss for miss in misses if wording_key(miss.question) not in keys])


def delete_old(folder: str) -> None:
    """Delete the logs that hold nothing but what is too old: nobody asks those FAQs any more."""
    oldest = time.time() - MAX_MISSES_DAYS * 86_400
    with suppress(OSError):
        for entry in os.scandir(folder):
            if entry.name.endswith(".log") and entry.stat(follow_symlinks=False).st_mtime < oldest:
                os.unlink(entry.path)


def _rewrite(log: str, select: Callable[[list[Miss]], list[Miss]]) -> None:
    """Keep only what is selected."""

    def attempt() -> None:
        raw = _bytes_of(log)
        kept = b"".join(
            map(_record, _fitting(select(_misses(raw)), _ROOM if len(raw) > MAX_MISSES_BYTES else MAX_MISSES_BYTES))
        )
        if raw != kept:
            saving.write_atomically(log, kept, replacing=raw)

    saving.until_undisturbed(log, attempt)


def _fitting(misses: list[Miss], room: int = MAX_MISSES_BYTES) -> list[Miss]:
    """The last ones that are not too old, and not too many."""
    oldest = _minute(time.time() - MAX_MISSES_DAYS * 86_400)
    fitting = []
    for miss in reversed(misses):
        room -= len(_record(miss))
        if room < 0:
            break
        if miss.time >= oldest:
            fitting.append(miss)
    return fitting[::-1]


def _record(miss: Miss) -> bytes:
    text = json.dumps(miss._asdict(), ensure_ascii=False, separators=(",", ":"))
    return b"\n" + text.encode("utf-8", "replace")


def _misses(raw: bytes) -> list[Miss]:
    """The records that are whole."""
    found = []
    for line in raw.split(b"\n"):
        with suppress(ValueError, TypeError, RecursionError):
            miss = Miss(**json.loads(line))
            if _TIME.fullmatch(miss.time) and isinstance(miss.question, str):
                found.append(miss)
    return found


def _bytes_of(log: str) -> bytes:
    try:
        with open(log, "rb", opener=cache.opened) as file:
            return file.read()
    except FileNotFoundError:
        return b""
    except OSError as error:
        raise FileError(log, f"cannot be read: {files.why(error)}") from None


def _begins_too_early(descriptor: int) -> bool:
    os.lseek(descriptor, 0, os.SEEK_SET)
    first = _TIME.search(os.read(descriptor, _FIRST).decode("utf-8", "replace"))
    return first is None or first[0] < _minute(time.time() - MAX_MISSES_DAYS * 86_400)


def _minute(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime(seconds))
