"""Read and write FAQ files. A file that breaks the format is refused with the place of the first fault."""

import errno
import json
import os
import stat
from collections.abc import Iterator
from typing import Any

from askfaq import faqformat
from askfaq.errors import FileError
from askfaq.model import FaqFile

PIPE_LIMIT = 64 * 2**20
FILE_LIMIT = 2**30
_MAX_DIGITS = 400


class _SuspectError(Exception):
    """The quick read met something to be refused; a second read finds out where it stands."""


def load(path: str) -> FaqFile:
    """The FAQ at the path. Raises FileError for a file that cannot be read or breaks the format."""
    text = read_text(path)
    data = parse(text, path)
    for fault in faqformat.faults(data):
        from askfaq.positions import locate

        line, column = locate(text, fault.pointer)
        raise FileError(path, fault.message, line=line, column=column)
    return faqformat.build(data, path)


def parse(text: str, path: str) -> Any:
    """The JSON data of a text, as strictly as the format asks (DESIGN.md section 3). Raises FileError."""
    try:
        data = json.loads(
            text,
            object_pairs_hook=_unique_pairs,
            parse_constant=_refuse,
            parse_float=_finite_float,
            parse_int=_short_int,
        )
        if "\\u" in text:
            json.dumps(data, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        # json quotes the text of some messages; a line of an FAQ never needs repeating here
        raise FileError(path, _json_message(error, text), line=error.lineno, column=error.colno) from None
    except (_SuspectError, RecursionError, UnicodeEncodeError):
        raise next(lexical_faults(text, path)) from None
    return data


def _json_message(error: json.JSONDecodeError, text: str) -> str:
    if not text.strip():
        return "the file is empty; a FAQ file holds JSON"
    return f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"


def _unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _SuspectError
    return members


def _refuse(_: str) -> Any:
    raise _SuspectError


def _finite_float(digits: str) -> float:
    number = float(digits)
    if number in (float("inf"), float("-inf")):
        raise _SuspectError
    return number


def _short_int(digits: str) -> int:
    if len(digits) > _MAX_DIGITS:
        raise _SuspectError
    return int(digits)


def lexical_faults(text: str, path: str) -> Iterator[FileError]:
    """What the quick read refuses though json would not: repeated keys, infinities, lone surrogates, depth."""
    from askfaq.positions import MAX_DEPTH, Token, line_and_column, tokens

    def fault(token: Token, message: str) -> FileError:
        line, column = line_and_column(text, token.offset)
        return FileError(path, message, line=line, column=column)

    seen: set[tuple[str | int, ...]] = set()
    for token in tokens(text):
        if token.is_key:
            if token.pointer in seen:
                yield fault(token, f"the key {token.raw[:100]} stands twice in one object")
            seen.add(token.pointer)
        if token.raw[0] == '"':
            if "\\u" in token.raw and _has_lone_surrogate(token.raw):
                yield fault(token, "half of a character pair (a lone surrogate): write the whole character")
        elif token.raw in ("NaN", "Infinity", "-Infinity"):
            yield fault(token, f"{token.raw} is not a JSON number")
        elif token.raw[0] in "-0123456789" and (
            len(token.raw) > _MAX_DIGITS or float(token.raw) in (float("inf"), float("-inf"))
        ):
            yield fault(token, "the number is too large")
        elif len(token.pointer) >= MAX_DEPTH and token.raw in "[{":
            yield fault(token, f"nested more than {MAX_DEPTH} deep")


def _has_lone_surrogate(raw: str) -> bool:
    return any("\ud800" <= c <= "\udfff" for c in json.loads(raw))


def read_text(path: str) -> str:
    """The text of a UTF-8 file (a BOM is accepted) or of a pipe. Raises FileError."""
    raw = read_bytes(path)
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise FileError(path, "the text is UTF-16; save it as UTF-8")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"not UTF-8 (byte 0x{raw[error.start]:02x}); save the file as UTF-8"
        raise FileError(path, message, line=before.count(b"\n") + 1, column=column) from None


def read_bytes(path: str) -> bytes:
    """The bytes of a regular file (at most 1 GiB) or of a pipe (at most 64 MiB). Raises FileError."""
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise FileError(path, "this is a folder, not a FAQ file")
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise FileError(path, "this is a device, not a FAQ file")
        limit = FILE_LIMIT if stat.S_ISREG(mode) else PIPE_LIMIT
        with open(path, "rb") as file:
            raw = file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise FileError(path, _why(error)) from None
    if len(raw) > limit:
        raise FileError(path, f"more than {limit // 2**20} MiB; a FAQ file is smaller")
    return raw


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, OSError):
        if error.errno == errno.ENOENT:
            return "there is no such file"
        return (error.strerror or str(error)).lower()
    return "this is not a possible file name"
