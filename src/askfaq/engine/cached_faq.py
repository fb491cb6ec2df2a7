"""A FAQ to be asked: a large one from what lies ready in the cache, as long as its file is what that was made from.

What lies ready names the hash of the FAQ file. So that the file need not be hashed each time, a stamp beside it
says what number (inode), size and times the file had when that was done last.
"""

import os
import time

from askfaq import files
from askfaq.engine.lexicon.stored import open_stored, stored_file
from askfaq.engine.storage import cache
from askfaq.errors import ChangedError
from askfaq.faq.load import load_faq, load_text
from askfaq.model import FaqFile

SETTLED = 2 * 10**9  # nanoseconds after which another change is sure to give another time


def load(path: str, cache_dir: str) -> FaqFile:
    """The FAQ at the path. Raises FileError for a file that cannot be read or breaks the format."""
    if not files.is_cached(path):
        return load_faq(path)
    found = os.stat(path)
    ready, stamp = stored_file(path, cache_dir), cache.located(path, cache_dir, ".stamp")
    stored = open_stored(ready, path, lambda content: _remade(path, content, ready))
    if stored and _held(stamp) == _stamp(found, stored.content_hash):
        return stored
    now = time.time_ns()
    raw = files.read_bytes(path)
    content = cache.digest(raw)
    if stored and stored.content_hash == content:
        if max(found.st_mtime_ns, found.st_ctime_ns) + SETTLED < now:
            cache.put(stamp, [_stamp(found, content)])
        return stored
    return _parsed(raw, path, content)


def _parsed(raw: bytes, path: str, content: str) -> FaqFile:
    return load_text(files.decode(raw, path), path)._replace(content_hash=content)


def _stamp(found: os.stat_result, content: str) -> bytes:
    return f"{content} {found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}\n".encode()


def _held(path: str) -> bytes | None:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return None


def _remade(path: str, content: str, ready: str) -> bytes:
    """The bytes of what lies ready, made anew because some of them are damaged."""
    raw = files.read_bytes(path)
    if cache.digest(raw) != content:
        raise ChangedError(path, "the file has changed while it was being asked; ask again")
    whole = container_of(_parsed(raw, path, content))
    cache.put(ready, [whole])
    return whole


def container_of(faq: FaqFile) -> bytes:
    """The bytes of what lies ready of a FAQ whose `content_hash` is known, where nothing else is made of it."""
    from askfaq.engine.analysis.query import fluency  # seldom needed, and NumPy with it
    from askfaq.engine.encoder.wordpiece import Vocabulary
    from askfaq.engine.index.source import key_of, source_of
    from askfaq.engine.lexicon.memory import CountedPhrasings
    from askfaq.engine.lexicon.writer import container

    key = key_of(source_of(faq.entries))
    return container(faq, CountedPhrasings(faq.entries), fluency(faq.entries, Vocabulary()), key)
