"""Whole files, read: limits, pipes, UTF-8. saving.py writes them."""

import errno
import os
import stat
import sys
from collections.abc import Iterator

from askfaq.errors import STDIN, FileError
from askfaq.limits import MAX_FAQ_BYTES, MAX_PIPE_BYTES, PIPE_SECONDS

CACHED_FROM = 2**15  # bytes from which a FAQ is worth more than reading it each time: engine/cached_faq.py
_READ_SIZE = 2**16


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
    if path == STDIN:
        return False
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size >= CACHED_FROM


def is_stream(path: str) -> bool:
    """Whether there is a pipe, a terminal or another device that takes what is written as it comes."""
    if path == STDIN:
        return True
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):
        return False
    return stat.S_ISFIFO(mode) or stat.S_ISCHR(mode)


def read_bytes(path: str, *, limit: int = MAX_FAQ_BYTES) -> bytes:
    """The bytes of a regular file (at most `limit`), of a pipe or of standard input (at most 64 MiB).

    Raises FileError.
    """
    if path == STDIN:
        return _read_stdin()
    try:
        found = os.stat(path)
        mode = found.st_mode
        if stat.S_ISDIR(mode):
            raise FileError(path, "this is a folder, not a file")
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise FileError(path, "this is a device, not a file")
        raw = b""
        if stat.S_ISFIFO(mode):
            limit = MAX_PIPE_BYTES
            raw = _read_pipe(path, limit + 1)
        elif found.st_size <= limit:
            with open(path, "rb") as file:
                raw = file.read(found.st_size + 1)  # room for the limit would be asked for at once
                raw += file.read(limit + 1) if len(raw) > found.st_size else b""
    except (OSError, ValueError) as error:
        raise FileError(path, why(error)) from None
    if max(len(raw), found.st_size) > limit:
        raise _too_large(path, limit)
    return raw


def _too_large(path: str, limit: int) -> FileError:
    return FileError(path, f"more than {limit // 2**20} MiB; a FAQ file is smaller")


def _read_stdin() -> bytes:
    """All of standard input. Raises FileError where it is closed."""
    if sys.stdin is None:
        raise FileError(STDIN, "it is closed: there is nothing to read")
    try:
        raw = sys.stdin.buffer.read(MAX_PIPE_BYTES + 1)
    except OSError as error:  # a folder, for example
        raise FileError(STDIN, why(error)) from None
    if len(raw) > MAX_PIPE_BYTES:
        raise _too_large(STDIN, MAX_PIPE_BYTES)
    return raw


def _read_pipe(path: str, limit: int) -> bytes:
    """What comes out of a pipe, at most so many bytes. Raises FileError where nobody opens its other end."""
    import select

    is_named = os.path.lexists(os.path.realpath(path))  # else its writer was there before it, or is gone for good
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    raw = bytearray()
    try:
        is_opened = not is_named or select.select([descriptor], [], [], PIPE_SECONDS)[0]
        while len(raw) < limit:
            try:
                arrived = os.read(descriptor, _READ_SIZE)
            except BlockingIOError:  # a writer who takes time
                is_opened = select.select([descriptor], [], [])[0]
                continue
            if not arrived and not is_opened:
                raise FileError(path, "this is a pipe that nobody writes to")
            if not arrived:
                break
            raw += arrived
    finally:
        os.close(descriptor)
    return bytes(raw)


def why(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        if error.errno == errno.ENOENT:
            return "there is no such file"
        return (error.strerror or str(error)).lower()
    return "this is not a possible file name"
