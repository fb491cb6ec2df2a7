"""A FAQ's index: read from the cache, updated after an edit, or built and kept for the next time. So are the states of
its entries, which the reader needs.
"""

from collections.abc import Callable
from contextlib import ExitStack
from typing import TYPE_CHECKING, NamedTuple

from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.index import entry_states
from askfaq.engine.index import file as index_file
from askfaq.engine.index.build import Build, build
from askfaq.engine.index.entry_states import EntryStates
from askfaq.engine.index.file import IndexFile
from askfaq.engine.index.source import Source, key_of, phrasings_of, source_of
from askfaq.engine.index.update import updated
from askfaq.engine.index.vector_log import Progress
from askfaq.engine.ranking import signals
from askfaq.engine.storage import cache
from askfaq.model import FaqFile

if TYPE_CHECKING:
    from concurrent.futures import Future


class CachedIndex(NamedTuple):
    """The index of a FAQ, and what has become of its file."""

    content: IndexFile
    key: str
    was_ready: bool  # rather than made now
    path: str | None  # of the file that it lies in
    writing: "Future[bool] | None" = None  # into the file, and whether it could be

    def files(self) -> list[str]:
        """The files that the index lies in. Waits until they are written."""
        is_kept = self.path is not None and (self.writing is None or self.writing.result())
        return [self.path] if self.path and is_kept else []


def read_or_build(
    faq: FaqFile,
    encoder: Encoder,
    coverage: float,
    *,
    key: str | None = None,
    cache_dir: str | None = None,
    progress: Progress | None = None,
    version_of: str | None = None,
    is_exact: bool = False,
) -> CachedIndex:
    """The index of the FAQ. `coverage` is the encoder's of its language, `key` that of the index where it is known;
    `version_of` is explained at Engine. `is_exact`: not one that was made of the last one after an edit.
    """
    source = source_of(faq.entries) if key is None else None
    key = key_of(source) if source else key or ""
    own = log = None
    if cache_dir is not None:
        own = None if version_of else cache.path_of("index", faq.path, cache_dir, content=key)
        log = cache.path_of("vectors", version_of or faq.path, cache_dir, content=key)
    for path in (own, index_file.SHIPPED):
        if path and (ready := _ready(path, key, is_exact)):
            return CachedIndex(ready, key, True, path)
    how = Build(encoder, coverage, log, progress, version_of is not None)
    source = source or source_of(tuple(faq.entries))
    if not own:
        return CachedIndex(_made(source, how, last=None), key, False, None)
    with ExitStack() as stack:
        stack.enter_context(cache.made_once(own, _waiting(progress, len(source.entries))))
        if ready := _ready(own, key, is_exact):
            return CachedIndex(ready, key, True, own)
        made = _made(source, how, last=None if is_exact else own)
        others_wait = stack.pop_all()  # until the file is there
    from concurrent.futures import ThreadPoolExecutor

    return CachedIndex(made, key, False, own, ThreadPoolExecutor(1).submit(_kept, own, key, made, others_wait))


def _ready(path: str, key: str, is_exact: bool) -> IndexFile | None:
    """The index in the file, if it is the one of the key, and may have been brought up to date after an edit."""
    ready = index_file.read(path, key)
    return None if ready and is_exact and ready.content.changed else ready


def _kept(path: str, key: str, made: IndexFile, others_wait: ExitStack) -> bool:
    """Keep the index in its file, and let those read it who wait for it; whether it could be written."""
    with others_wait:
        return index_file.write(path, key, made)


def _waiting(progress: Progress | None, entries: int) -> Callable[[], object]:
    """What shows that something goes on, while another program makes the index."""
    return lambda: progress and progress(0, entries)


class CachedStates(NamedTuple):
    """The states of a FAQ's entries, where they lie ready, and the file that they lie in."""

    content: EntryStates | None
    was_ready: bool = True
    path: str | None = None


def read_or_encode(
    faq: FaqFile,
    encoder: Encoder,
    key: str,
    cache_dir: str | None,
    version_of: str | None = None,
    progress: Progress | None = None,
) -> CachedStates:
    """The states of the FAQ's entries, given the key of its index. There are none without a cache or of a large FAQ: a
    query is read with few entries, which are encoded then.
    """
    if cache_dir is None or not entry_states.may_be_kept(len(faq.entries)):
        return CachedStates(None)
    own = cache.path_of("states", version_of or faq.path, cache_dir, content=key)
    for path in (own, entry_states.SHIPPED):
        if (ready := entry_states.read(path, key)) is not None:
            return CachedStates(ready if len(ready.digests) else None, True, path)
    if version_of:
        made = entry_states.encode(source_of(tuple(faq.entries)), encoder, entry_states.read_any(own))
        return CachedStates(made if len(made.digests) else None, False)
    with cache.made_once(own, _waiting(progress, len(faq.entries))):
        if (ready := entry_states.read(own, key)) is not None:
            return CachedStates(ready if len(ready.digests) else None, True, own)
        made = entry_states.encode(source_of(tuple(faq.entries)), encoder, entry_states.read_any(own))
        is_kept = entry_states.write(own, key, made)
    return CachedStates(made if len(made.digests) else None, False, own if is_kept else None)


def _made(source: Source, how: Build, *, last: str | None) -> IndexFile:
    """The index of the source: the last one that was kept where few of its entries are others, or a new one."""
    if last and (known := index_file.read_any(last)):
        index = updated(known.content, source, how)
        if index:
            return IndexFile(index, known.spread._replace(signals=known.spread.signals.copy()))
    index = build(source, how)
    return IndexFile(index, signals.spread(index, [p for e in source.entries for p in phrasings_of(e)]))
