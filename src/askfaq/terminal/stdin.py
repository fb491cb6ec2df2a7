"""Standard input: questions as they arrive, so that slow input is answered line by line, or all of it at once."""

import os
from collections.abc import Iterator
from select import select
from typing import TextIO

from askfaq.errors import UsageError
from askfaq.limits import MAX_QUERY_BYTES

_READ_SIZE = 65_536
_CHUNK = 64


def chunks_of_lines(stdin: TextIO | None, separator: str) -> Iterator[list[str]]:
    """The lines as they come in, at most 64 at a time, empty ones included.

    Raises UsageError when standard input is closed or holds nothing at all.
    """
    if stdin is None:
        raise UsageError("standard input is closed: there is no question to read")
    end, rest, empty = separator.encode(), b"", True
    for arrived in _arrivals(stdin):
        empty = False
        *lines, rest = (rest + arrived).split(end)
        yield from _chunked(lines)
        if len(rest) > MAX_QUERY_BYTES:
            raise UsageError("a question on standard input is longer than 1 MiB")
    if rest:
        yield from _chunked([rest])
    if empty:
        raise UsageError("standard input is empty: there is no question to answer")


def _chunked(lines: list[bytes]) -> Iterator[list[str]]:
    for start in range(0, len(lines), _CHUNK):
        yield [_question(line) for line in lines[start : start + _CHUNK]]


def _question(line: bytes) -> str:
    return line.decode("utf-8", "replace").removeprefix("\ufeff").rstrip("\r")


def read_text(stdin: TextIO | None) -> str:
    """Everything on standard input. Raises UsageError when it is closed or not UTF-8."""
    if stdin is None:
        raise UsageError("standard input is closed: there is nothing to read")
    try:
        return b"".join(_arrivals(stdin)).decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UsageError("standard input is not UTF-8") from None


def read_bytes(stdin: TextIO | None, limit: int) -> bytes:
    """What is to be imported from standard input; of more than `limit` bytes one more than that.

    Raises UsageError when it is closed or holds nothing.
    """
    if stdin is None:
        raise UsageError("standard input is closed: there is nothing to import")
    raw = bytearray()
    for arrived in _arrivals(stdin):
        raw += arrived
        if len(raw) > limit:
            break
    if not raw:
        raise UsageError("standard input is empty: there is nothing to import")
    return bytes(raw[: limit + 1])


def _arrivals(stdin: TextIO) -> Iterator[bytes]:
    """The bytes as they come in, up to the end, even where another program keeps the pipe from being waited for."""
    while True:
        try:
            arrived = os.read(stdin.fileno(), _READ_SIZE)
        except BlockingIOError:
            select([stdin.fileno()], [], [])
            continue
        if not arrived:
            return
        yield arrived
