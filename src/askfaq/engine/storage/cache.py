"""The files of the cache: one name a FAQ, and no file half written."""

import contextlib
import os
from _blake2 import blake2b  # hashlib's own, without loading OpenSSL
from _thread import get_ident  # threading's, without the module
from collections.abc import Iterable

from askfaq import __version__

FORMAT = f"{__version__} 6"  # the number is raised when the same FAQ would give another index or other stored entries
KEY = 16  # bytes of a hash


def located(faq_path: str, cache_dir: str, suffix: str, *, content: str = "") -> str:
    """Where the cache of a FAQ lies: named after its path, or after its content where that is given and the path is
    that of no plain file.
    """
    name = content if content and not os.path.isfile(faq_path) else os.path.abspath(faq_path)
    return os.path.join(cache_dir, digest(name.encode("utf-8", "surrogatepass")) + suffix)


def digest(content: bytes) -> str:
    """The hash of some bytes in hexadecimal digits."""
    return hashed(content).hex()


def hashed(content: bytes) -> bytes:
    """The hash of some bytes, of KEY bytes."""
    return blake2b(content, digest_size=KEY).digest()


def put(path: str, parts: Iterable[bytes | memoryview], *, is_synced: bool = False) -> bool:
    """Write the file beside itself and move it into place; what cannot be written costs time, not an error.

    Whether it was written. With `is_synced` it reaches the disk before its name does, so that none is left full of
    zeros when the machine stops: for files of which not everything is checked when they are read.
    """
    draft = f"{path}.{os.getpid()}-{get_ident()}.part"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(draft, "wb") as file:
            file.writelines(parts)
            if is_synced:
                file.flush()
                os.fsync(file.fileno())
        os.replace(draft, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(draft)
        return False
    return True
