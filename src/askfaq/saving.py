"""Whole files, written: a comparison before, replacement in one step, and nothing of it taken from anybody."""

import errno
import os
import re
import stat
from collections.abc import Callable
from contextlib import suppress
from typing import Literal, TypeVar

from askfaq import files
from askfaq.errors import ChangedError, DisturbedError, FileError
from askfaq.limits import MAX_TRIES
from askfaq.locks import create, locked, remove_leftovers

T = TypeVar("T")
Expected = bytes | Literal["anything"] | None

_TEMPORARY = re.compile(r"\.askfaq-[0-9a-f]+-[0-9a-f]+\.tmp")
_OF_CONTENT = ("security.ima", "security.evm")  # attributes that are signatures of what a file holds


def make_folder(path: str) -> None:
    """Make the folder that a file is to be written in, if it is not there. Raises FileError."""
    folder = os.path.dirname(path) or "."
    try:
        os.makedirs(folder, exist_ok=True)
    except (OSError, ValueError) as error:
        raise FileError(folder, f"cannot be made: {files.why(error)}; nothing was changed") from None


def until_undisturbed(path: str, attempt: Callable[[], T]) -> T:
    """What an attempt to read, change and write the file gives: made again from the start, as often as another program
    writes in between (DisturbedError). Raises ChangedError when others go on and on.
    """
    for _ in range(MAX_TRIES):
        with suppress(DisturbedError):
            return attempt()
    raise ChangedError(path, "other programs keep changing the file; nothing was written")


def write_atomically(path: str, content: bytes, *, replacing: Expected = "anything") -> list[str]:
    """Make the file hold the content: whoever reads it, whenever the machine stops, sees the old or the new.

    `replacing` is what the file held when it was read, None when it was not there: if it holds something else by
    now, nothing is written, so that two writers lose nothing. Symbolic links are followed; group, permissions and
    extended attributes are kept. A pipe or a terminal is written to as it is. Gives back what its owner should know.
    Raises FileError (DisturbedError for another content), and leaves the file as it was.
    """
    try:
        if files.is_stream(path):
            with open(path, "wb") as stream:
                stream.write(content)
            return []
        target = os.path.realpath(path)
        with locked(os.path.dirname(target), path):
            remove_leftovers(os.path.dirname(target), _TEMPORARY.fullmatch)
            _refuse_change(target, path, replacing)
            return _put(target, path, content, replacing)
    except FileNotFoundError:
        raise FileError(path, "cannot be written: there is no such folder") from None
    except (OSError, ValueError) as error:
        raise FileError(path, f"cannot be written: {files.why(error)}; nothing was changed") from None


def _refuse_change(target: str, path: str, replacing: Expected) -> None:
    if not os.path.lexists(target):
        held: Expected = None
    elif not os.path.isfile(target):
        raise FileError(path, "this is not a file that can be changed")
    elif not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    else:
        held = "anything" if replacing == "anything" else files.read_bytes(target)
    if replacing not in ("anything", held):
        raise DisturbedError(path, "another program has changed the file meanwhile; nothing was written, try again")


def _put(target: str, path: str, content: bytes, replacing: Expected) -> list[str]:
    """Write beside the target, and take its place where nothing but the content is another then."""
    folder = os.path.dirname(target)
    old = os.stat(target) if os.path.exists(target) else None
    beside = _new_file(os.path.join(folder, ".askfaq-"), ".tmp", 0o600 if old else 0o666, content)
    try:
        is_alike = old is None or _take_after(target, old, beside)
        _refuse_change(target, path, replacing)  # once more: to write and to synchronise took time
        if not (is_alike and _replaced(beside, target)):
            _overwrite(target, path, content)
            return []
    finally:
        with suppress(OSError):  # after all went well it is not there
            os.unlink(beside)
    _synchronise(folder)
    # Writing through would lose what backups hold that are made of hard links, and no reader may see half a file.
    is_split = old is not None and old.st_nlink > 1
    return [f"{path}: note: another name of this file (a hard link) keeps what it held"] if is_split else []


def _new_file(stem: str, suffix: str, mode: int, content: bytes) -> str:
    """The path of a new file that holds the content, on the disk."""
    descriptor, path = create(stem, suffix, mode)
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        with suppress(OSError):  # the failure that led here is the one to tell
            os.unlink(path)
        raise
    return path


def _take_after(target: str, old: os.stat_result, beside: str) -> bool:
    """Give the new file what the old one has beside its content; whether its group was kept, and so who can use it."""
    if hasattr(os, "chown"):
        with suppress(OSError):  # only root may give files away
            os.chown(beside, old.st_uid, -1)
        with suppress(OSError):  # who is no member of the group
            os.chown(beside, -1, old.st_gid)
    if hasattr(os, "listxattr"):
        with suppress(OSError):
            for name in os.listxattr(target):
                if name not in _OF_CONTENT:
                    with suppress(OSError):
                        os.setxattr(beside, name, os.getxattr(target, name))
    os.chmod(beside, stat.S_IMODE(old.st_mode))
    return os.stat(beside).st_gid == old.st_gid


def _replaced(beside: str, target: str) -> bool:
    """Take the target's place; False where it cannot be taken, as that of a file that is itself a mount point."""
    try:
        os.replace(beside, target)
    except OSError as error:
        if error.errno != errno.EBUSY:
            raise
        return False
    return True


def _overwrite(target: str, path: str, content: bytes) -> None:
    """Write into the file itself. Until that is done what it held lies beside it, and comes back if it fails."""
    held = files.read_bytes(target)
    kept = _new_file(f"{target}.before-", "", 0o600, held)
    try:
        _fill(target, content)
    except BaseException:
        try:
            _fill(target, held)
        except OSError as error:
            raise FileError(path, f"is half written: {files.why(error)}; what it held lies in {kept}") from None
        os.unlink(kept)
        raise
    os.unlink(kept)


def _fill(target: str, content: bytes) -> None:
    with open(target, "r+b") as file:
        file.write(content)
        file.truncate()
        file.flush()
        os.fsync(file.fileno())


def _synchronise(folder: str) -> None:
    """Make the new name reach the disk; where folders cannot be synchronised the change is made all the same."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
