"""The files of the cache: where each kind lies, none half written, none that another user can read or has made."""

import contextlib
import os
import stat
from _blake2 import blake2b  # hashlib's own, without loading OpenSSL
from collections.abc import Callable, Iterable, Iterator
from typing import Literal

from askfaq import __version__
from askfaq.errors import FileError
from askfaq.limits import MAKING_SECONDS

FORMAT = f"{__version__} 7"  # the number is raised when the same FAQ would give another index or another lexicon
KEY = 16  # bytes of a hash

Kind = Literal["index", "states", "vectors", "entries", "stamp", "checked vectors"]
# Every kind of file that is kept of a FAQ, by its suffix. What is not listed here is not askfaq's to delete.
SUFFIXES: dict[Kind, str] = {
    "index": ".index",
    "states": ".states",
    "vectors": ".vectors",
    "entries": ".entries",
    "stamp": ".stamp",
    "checked vectors": ".asked.vectors",
}
_PART = ".part"
_LOCK = ".lock"
_NOWHERE = os.path.join(os.devnull, "askfaq")  # where nothing can be read, nor written


def path_of(kind: Kind, faq_path: str, cache_dir: str, *, content: str = "") -> str:
    """Where a file of this kind lies: named after the FAQ's path, or after its content where that is given and the path
    is that of no plain file. Nowhere, where others could have put it into the folder.
    """
    name = content if content and not os.path.isfile(faq_path) else os.path.abspath(faq_path)
    path = os.path.join(cache_dir, digest(name.encode("utf-8", "surrogatepass")) + SUFFIXES[kind])
    return path if is_private(cache_dir) and _is_trusted(path) else os.path.join(_NOWHERE, os.path.basename(path))


def is_private(cache_dir: str) -> bool:
    """Whether nobody but the user (and root) can put anything into the folder, or it is not there yet.

    An own folder is closed to others, who could read there what a FAQ says.
    """
    try:
        link, found = os.lstat(cache_dir), os.stat(cache_dir)
    except OSError:  # there is nothing in it either
        return True
    if hasattr(os, "geteuid") and found.st_uid == os.geteuid() and found.st_mode & 0o077:
        with contextlib.suppress(OSError):
            os.chmod(cache_dir, stat.S_IMODE(found.st_mode) & 0o700)
            found = os.stat(cache_dir)
    return _is_own(link, is_link=True) and _is_own(found)


def _is_own(found: os.stat_result, *, is_link: bool = False) -> bool:
    """Whether it is the user's or root's, and only they may write to it; the permissions of a link mean nothing."""
    if not hasattr(os, "geteuid"):  # Windows
        return True
    return found.st_uid in (0, os.geteuid()) and (is_link or not found.st_mode & 0o022)


def _is_trusted(path: str) -> bool:
    """Whether what lies there is as it was put there; else it is deleted: others could once write in the folder."""
    try:
        found = os.lstat(path)
        is_folder = stat.S_ISDIR(found.st_mode)  # in which nothing is looked for
        if not is_folder and not (stat.S_ISREG(found.st_mode) and _is_own(found)):
            os.unlink(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def opened(path: str, flags: int = os.O_RDONLY) -> int:
    """A file of the cache, open (a link is not followed, a pipe is not waited for). Raises OSError."""
    for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"):
        flags |= getattr(os, name, 0)
    descriptor = os.open(path, flags, 0o600)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(f"{path}: not a file")
    return descriptor


def digest(content: bytes) -> str:
    """The hash of some bytes in hexadecimal digits."""
    return hashed(content).hex()


def hashed(content: bytes) -> bytes:
    """The hash of some bytes, of KEY bytes."""
    return blake2b(content, digest_size=KEY).digest()


def write(path: str, parts: Iterable[bytes | memoryview], *, is_synced: bool = False) -> bool:
    """Write the file beside itself and move it into place; what cannot be written costs time, not an error.

    Whether it was written. With `is_synced` it reaches the disk before its name does, so that none is left full of
    zeros when the machine stops: for files of which not everything is checked when they are read.
    """
    from askfaq.locks import create, remove_leftovers

    part = ""
    try:
        make_folder(os.path.dirname(path))
        remove_leftovers(os.path.dirname(path), _is_part)
        descriptor, part = create(f"{path}.", _PART, 0o600)
        with open(descriptor, "wb") as file:
            file.writelines(parts)
            file.flush()
            if is_synced:
                os.fsync(file.fileno())
            if os.name != "nt":  # while it is held: what nobody holds any more is a leftover to others
                os.replace(part, path)
        if os.name == "nt":  # where an open file cannot be moved, and none is held
            os.replace(part, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(part)
        return False
    return True


@contextlib.contextmanager
def made_once(path: str, waiting: Callable[[], object]) -> Iterator[None]:
    """Nobody else makes what is to lie there meanwhile: who comes later waits, and finds it made.

    Where another takes too long for it, both make it.
    """
    from askfaq.locks import LockTimeoutError, taken

    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError, LockTimeoutError):
            make_folder(os.path.dirname(path))
            stack.enter_context(taken(path + _LOCK, MAKING_SECONDS, waiting))
        yield


def make_folder(folder: str) -> None:
    """Make the folder, and those above it, for the user alone. Raises OSError."""
    above = os.path.dirname(folder)
    if above and not os.path.isdir(above):
        make_folder(above)
    with contextlib.suppress(FileExistsError):
        os.mkdir(folder, 0o700)


def delete(path: str) -> bool:
    """Delete a file; whether it is gone."""
    with contextlib.suppress(OSError):
        os.unlink(path)
    return not os.path.lexists(path)


def _is_part(name: str) -> bool:
    return name.endswith(_PART)


def clear(cache_dir: str) -> list[int]:
    """Delete every file of the cache, and what killed programs left half written; the sizes of those that were there.

    Another program may clear it too, or move a file into place: what is gone by then needs no deleting. Raises
    FileError for a folder of another user, or one that leads to anywhere.
    """
    if not is_private(cache_dir):
        raise FileError(cache_dir, "this cache folder is not your own; nothing was deleted")
    ours = (*SUFFIXES.values(), _PART, _LOCK)
    names = [n for n in sorted(os.listdir(cache_dir)) if n.endswith(ours)] if os.path.isdir(cache_dir) else []
    sizes = []
    for name in names:
        path = os.path.join(cache_dir, name)
        if os.path.isdir(path):
            continue
        with contextlib.suppress(FileNotFoundError):
            size = os.path.getsize(path)
            os.unlink(path)
            sizes.append(size)
    return sizes
