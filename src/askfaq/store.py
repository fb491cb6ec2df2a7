"""Read and write FAQ files. A file that breaks the format is refused with the place of the first fault."""

import errno
import json
import os
import stat
import time
from collections.abc import Iterator
from typing import Any, Literal

from askfaq import faqformat
from askfaq.errors import ChangedError, FileError
from askfaq.model import MAX_DIGITS, FaqFile, is_large_number

PIPE_LIMIT = 64 * 2**20
FILE_LIMIT = 2**30
LARGE = 2**15  # bytes from which a FAQ is worth more than reading it each time: opening.py
LOCK_SECONDS = 10


class _SuspectError(Exception):
    """The quick read met something to be refused; a second read finds out where it stands."""


def load(path: str) -> FaqFile:
    """The FAQ at the path. Raises FileError for a file that cannot be read or breaks the format."""
    return load_text(read_text(path), path)


def load_text(text: str, path: str) -> FaqFile:
    """The FAQ that the text of a file holds. Raises FileError with the place of the first fault."""
    return faqformat.build(parse_faq(text, path), path)


def parse_faq(text: str, path: str) -> Any:
    """The JSON data of a FAQ file's text, which keeps the rules of the format. Raises FileError."""
    data = parse(text, path)
    if faqformat.is_deep(data):
        raise _first_json_fault(text, path)
    for fault in faqformat.faults(data):
        from askfaq.positions import locate

        line, column = locate(text, fault.pointer)
        raise FileError(path, fault.message, line=line, column=column)
    return data


def parse(text: str, path: str) -> Any:
    """The JSON data of a text, as strictly as the format asks (DESIGN.md section 3). Raises FileError."""
    try:
        data = _loads(
            text,
            path,
            object_pairs_hook=_unique_pairs,
            parse_constant=_refuse,
            parse_float=_finite_float,
            parse_int=_short_int,
        )
        if "\\u" in text:
            json.dumps(data, ensure_ascii=False).encode()
    except (_SuspectError, RecursionError, UnicodeEncodeError):
        raise _first_json_fault(text, path) from None
    return data


def _first_json_fault(text: str, path: str) -> FileError:
    from askfaq.jsonfaults import json_faults
    from askfaq.positions import line_and_column

    fault = next(json_faults(text))
    line, column = line_and_column(text, fault.offset)
    return FileError(path, fault.message, line=line, column=column)


def parse_leniently(text: str, path: str) -> Any:
    """The JSON data of a text with what `parse` refuses but JSON allows. Raises FileError and RecursionError."""
    return _loads(text, path, parse_int=lambda digits: int(digits) if len(digits) <= MAX_DIGITS else 0)


def _loads(text: str, path: str, **hooks: Any) -> Any:
    try:
        return json.loads(text, **hooks)
    except json.JSONDecodeError as error:
        # json quotes the text of some messages; a line of an FAQ never needs repeating here
        raise FileError(path, _json_message(error, text), line=error.lineno, column=error.colno) from None


def _json_message(error: json.JSONDecodeError, text: str) -> str:
    if not text.strip():
        return "the file is empty; a FAQ file holds JSON"
    if not text[: error.pos].strip():
        return "not valid JSON: it begins with something else; askfaq import makes a FAQ file of other formats"
    return f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"


def _unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _SuspectError
    return members


def _refuse(_: str) -> Any:
    raise _SuspectError


def _finite_float(digits: str) -> float:
    if is_large_number(digits):
        raise _SuspectError
    return float(digits)


def _short_int(digits: str) -> int:
    if is_large_number(digits):
        raise _SuspectError
    return int(digits)


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


def is_large(path: str) -> bool:
    """Whether there is a regular file of at least LARGE bytes."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return False
    return stat.S_ISREG(found.st_mode) and found.st_size >= LARGE


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
        raise FileError(path, _why(error)) from None
    if max(len(raw), found.st_size) > limit:
        raise FileError(path, f"more than {limit // 2**20} MiB; a FAQ file is smaller")
    return raw


def _why(error: OSError | ValueError) -> str:
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
        raise FileError(folder, f"cannot be made: {_why(error)}; nothing was changed") from None


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
        raise FileError(path, f"cannot be written: {_why(error)}; nothing was changed") from None


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
