"""Whole files: limits, UTF-8, a lock, replacement in one step."""

import errno
import os
import stat
import time
from collections.abc import Iterator
from typing import Literal

from askfaq.errors import ChangedError, FileError

PIPE_LIMIT = 64 * 2**20
FILE_LIMIT = 2**30
CACHED_FROM = 2**15  # bytes from which a FAQ is worth more than reading it each time: engine/cached_faq.py
LOCK_SECONDS = 10


def read_text(path: str) -> str:
    """The text of a UTF-8 file (a BOM is accepted) or of a pipe. Raises FileError."""
    return decode(read_bytes(path), path)


def decode(raw: bytes, path: str) -> str:
    """The text of UTF-8 bytes, without a BOM. Raises FileError with the place of the first wrong byte."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise next(decoding_faults(raw, path)) from None


def decoding_faults(raw: bytes, path: str) -> Iterator[FileError]:
    """The first byte of each line that is not UTF-8; of UTF-16 only that it is."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        yield FileError(path, "the text is UTF-16; save it as UTF-8")
        return
    for number, line in enumerate(raw.split(b"\n"), start=1):
        try:
            line.decode("utf-8")
        except UnicodeDecodeError as error:
            column = len(line[: error.start].decode("utf-8-sig" if number == 1 else "utf-8")) + 1
            message = f"not UTF-8 (byte 0x{line[error.start]:02x}); save the file as UTF-8"
            yield FileError(path, message, line=number, column=column)


def is_cached(path: str) -> bool:
    """Whether there is a regular file of at least LARGE bytes."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size >= CACHED_FROM


def read_bytes(path: str, *, limit: int = FILE_LIMIT) -> bytes:
    """The bytes of a regular file (at most `limit`) or of a pipe (at most 64 MiB). Raises FileError."""
    try:
        found = os.stat(path)
        mode = found.st_mode
        if stat.S_ISDIR(mode):
            raise FileError(path, "this is a folder, not a FAQ file")
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise FileError(path, "this is a device, not a FAQ file")
        if stat.S_ISFIFO(mode):
            limit = PIPE_LIMIT
        raw = b""
        if found.st_size <= limit:
            with open(path, "rb") as file:
                raw = file.read(found.st_size + 1)  # room for the limit would be asked for at once
                raw += file.read(limit + 1) if len(raw) > found.st_size else b""
    except (OSError, ValueError) as error:
        raise FileError(path, why(error)) from None
    if max(len(raw), found.st_size) > limit:
        raise FileError(path, f"more than {limit // 2**20} MiB; a FAQ file is smaller")
    return raw


def why(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        if error.errno == errno.ENOENT:
            return "there is no such file"
        return (error.strerror or str(error)).lower()
    return "this is not a possible file name"


def make_folder(path: str) -> None:
    """Make the folder that a file is to be written in, if it is not there. Raises FileError."""
    folder = os.path.dirname(path) or "."
    try:
        os.makedirs(folder, exist_ok=True)
    except (OSError, ValueError) as error:
        raise FileError(folder, f"cannot be made: {why(error)}; nothing was changed") from None


def write_atomically(path: str, content: bytes, *, replacing: bytes | Literal["anything"] | None = "anything") -> None:
    """Make the file hold the content: whoever reads it, whenever the machine stops, sees the old or the new.

    `replacing` is what the file held when it was read, None when it was not there: if it holds something else by
    now, nothing is written, so that two writers lose nothing. Symbolic links are followed, permissions are kept.
    Raises FileError (ChangedError for that), and leaves the file as it was.
    """
    target = os.path.realpath(path)
    try:
        folder = _locked_folder(os.path.dirname(target), path)
        try:
            _refuse_change(target, path, replacing)
            _replace(target, content, folder)
        finally:
            if folder is not None:
                os.close(folder)
    except FileNotFoundError:
        raise FileError(path, "cannot be written: there is no such folder") from None
    except (OSError, ValueError) as error:
        raise FileError(path, f"cannot be written: {why(error)}; nothing was changed") from None


def _locked_folder(folder: str, path: str) -> int | None:
    """The folder, open and locked until it is closed, which the end of the process does as well.

    Without locks (Windows, some network file systems) `replacing` alone tells two writers apart.
    """
    try:
        import fcntl
    except ImportError:
        return None
    descriptor = os.open(folder, os.O_RDONLY)
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() < deadline:
                time.sleep(0.01)
                continue
            os.close(descriptor)
            raise FileError(path, "another program is writing in this folder; try again") from None
        except OSError:
            pass
        return descriptor


def _refuse_change(target: str, path: str, replacing: bytes | Literal["anything"] | None) -> None:
    if not os.path.lexists(target):
        held = None
    elif not os.path.isfile(target):
        raise FileError(path, "this is not a file that can be changed")
    elif os.access(target, os.W_OK):
        held = read_bytes(target)
    else:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    if replacing not in ("anything", held):
        raise ChangedError(path, "another program has changed the file meanwhile; nothing was written, try again")


def _replace(target: str, content: bytes, folder: int | None) -> None:
    """Write beside the target and take its place in one step."""
    from contextlib import suppress

    beside = os.path.join(os.path.dirname(target), f".askfaq-{os.getpid():x}-{time.time_ns():x}.tmp")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with open(descriptor, "wb") as file:
            if os.path.exists(target):
                _keep_permissions(os.stat(target), beside)
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, target)
    except BaseException:
        with suppress(OSError):  # the failure that led here is the one to tell
            os.unlink(beside)
        raise
    if folder is not None:
        with suppress(OSError):  # where folders cannot be synchronised the change is made all the same
            os.fsync(folder)


def _keep_permissions(old: os.stat_result, beside: str) -> None:
    from contextlib import suppress

    if hasattr(os, "chown"):
        with suppress(OSError):  # only root may give files away
            os.chown(beside, old.st_uid, old.st_gid)
    os.chmod(beside, stat.S_IMODE(old.st_mode))
