"""A large FAQ from its cached lexicon, for as long as its file is the one that the lexicon was made from.

The lexicon names the hash of the FAQ file. So that a large file need not be hashed each time, a stamp beside it says
what number (inode), size and times the file had when that was done last.
"""

import os
import time

from askfaq import files
from askfaq.engine.lexicon.stored import open_stored
from askfaq.engine.storage import cache
from askfaq.errors import ChangedError
from askfaq.faq.load import load_faq, load_text
from askfaq.limits import MAX_HASHED_BYTES
from askfaq.model import FaqFile

SETTLED = 2 * 10**9  # nanoseconds after which another change is sure to give another time


def load(path: str, cache_dir: str) -> FaqFile:
    """The FAQ at the path. Raises FileError for a file that cannot be read or breaks the format."""
    if not files.is_cached(path):
        return load_faq(path)
    found = os.stat(path)
    lexicon, stamp = cache.path_of("entries", path, cache_dir), cache.path_of("stamp", path, cache_dir)
    stored = open_stored(lexicon, path, lambda content: _made_again(path, content, lexicon))
    has_stamp = found.st_size > MAX_HASHED_BYTES
    if stored and has_stamp and _content_of(stamp) == _stamp(found, stored.content_hash):
        return stored
    now = time.time_ns()
    raw = files.read_bytes(path)
    content = cache.digest(raw)
    if stored and stored.content_hash == content:
        if has_stamp and max(found.st_mtime_ns, found.st_ctime_ns) + SETTLED < now:
            cache.write(stamp, [_stamp(found, content)])
        return stored
    return _parsed(raw, path, content)


def _parsed(raw: bytes, path: str, content: str) -> FaqFile:
    return load_text(files.decode(raw, path), path)._replace(content_hash=content)


def _stamp(found: os.stat_result, content: str) -> bytes:
    return f"{content} {found.st_ino} {found.st_size} {found.st_mtime_ns} {found.st_ctime_ns}\n".encode()


def _content_of(path: str) -> bytes | None:
    try:
        with open(path, "rb", opener=cache.opened) as file:
            return file.read()
    except OSError:
        return None


def _made_again(path: str, content: str, lexicon: str) -> bytes:
    """The bytes of the lexicon's file, made anew because some of them are damaged."""
    raw = files.read_bytes(path)
    if cache.digest(raw) != content:
        raise ChangedError(path, "the file has changed while it was being asked; ask again")
    whole = lexicon_of(_parsed(raw, path, content))
    cache.write(lexicon, [whole])
    return whole


def lexicon_of(faq: FaqFile) -> bytes:
    """The bytes of the lexicon's file of a FAQ whose `content_hash` is known, where nothing else is made of it."""
    from askfaq.engine.analysis.query import language_coverage  # seldom needed, and NumPy with it
    from askfaq.engine.encoder.wordpiece import Vocabulary
    from askfaq.engine.index.source import key_of, source_of
    from askfaq.engine.lexicon.memory import MemoryLexicon
    from askfaq.engine.lexicon.writer import lexicon_file

    key = key_of(source_of(faq.entries))
    return lexicon_file(faq, MemoryLexicon(faq.entries), language_coverage(faq.entries, Vocabulary()), key)
