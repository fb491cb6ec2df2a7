"""The files of the cache: where each kind lies, and none half written."""

import contextlib
import os
from _blake2 import blake2b  # hashlib's own, without loading OpenSSL
from _thread import get_ident  # threading's, without the module
from collections.abc import Iterable
from typing import Literal

from askfaq import __version__

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


def path_of(kind: Kind, faq_path: str, cache_dir: str, *, content: str = "") -> str:
    """Where a file of this kind lies: named after the FAQ's path, or after its content where that is given and the path
    is that of no plain file.
    """
    name = content if content and not os.path.isfile(faq_path) else os.path.abspath(faq_path)
    return os.path.join(cache_dir, digest(name.encode("utf-8", "surrogatepass")) + SUFFIXES[kind])


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
    part = f"{path}.{os.getpid()}-{get_ident()}{_PART}"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(part, "wb") as file:
            file.writelines(parts)
            if is_synced:
                file.flush()
                os.fsync(file.fileno())
        os.replace(part, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(part)
        return False
    return True


def clear(cache_dir: str) -> list[int]:
    """Delete every file of the cache, and what killed programs left half written; the sizes of those that were there.

    Another program may clear it too, or move a file into place: what is gone by then needs no deleting.
    """
    ours = (*SUFFIXES.values(), _PART)
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
