"""A FAQ's index, as it lies ready in the cache or made now and kept for the next time."""

from typing import TYPE_CHECKING, NamedTuple

from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.index import file as index_file
from askfaq.engine.index.build import build
from askfaq.engine.index.file import Prepared
from askfaq.engine.index.source import Source, key_of, phrasings_of, source_of
from askfaq.engine.index.update import patch
from askfaq.engine.index.vector_log import Progress
from askfaq.engine.ranking import signals
from askfaq.engine.storage import cache
from askfaq.model import FaqFile

if TYPE_CHECKING:
    from concurrent.futures import Future


class Indexed(NamedTuple):
    """The index of a FAQ, and what has become of its file."""

    prepared: Prepared
    key: str
    was_ready: bool  # rather than made now
    file: str | None  # that it lies in
    writing: "Future[bool] | None" = None  # into the file, and whether it could be

    def files(self) -> list[str]:
        """The files that the index lies in. Waits until they are written."""
        is_kept = self.file is not None and (self.writing is None or self.writing.result())
        return [self.file] if self.file and is_kept else []


def indexed(
    faq: FaqFile,
    encoder: Encoder,
    fluency: float,
    *,
    cache_dir: str | None = None,
    progress: Progress | None = None,
) -> Indexed:
    """The index of the FAQ. `fluency` is the encoder's in its language."""
    source = source_of(faq.entries) if faq.stored is None else None
    key = key_of(source) if source else faq.stored.key
    own = log = None
    if cache_dir is not None:
        own = cache.located(faq.path, cache_dir, ".index", content=key)
        log = cache.located(faq.path, cache_dir, ".vectors", content=key)
    for path in (own, index_file.SHIPPED):
        if path and (ready := index_file.read(path, key)):
            return Indexed(ready, key, True, path)
    made = _made(source or source_of(tuple(faq.entries)), encoder, fluency, last=own, log=log, progress=progress)
    if not own:
        return Indexed(made, key, False, None)
    from concurrent.futures import ThreadPoolExecutor

    return Indexed(made, key, False, own, ThreadPoolExecutor(1).submit(index_file.write, own, key, made))


def _made(
    source: Source, encoder: Encoder, fluency: float, *, last: str | None, log: str | None, progress: Progress | None
) -> Prepared:
    """The index of the source: the last one that was kept where few of its entries are others, or a new one."""
    if last and (known := index_file.read_last(last)):
        patched = patch(known.content, source, encoder, fluency, log=log, progress=progress)
        if patched:
            return Prepared(patched, known.spread._replace(signals=known.spread.signals.copy()))
    index = build(source, encoder, fluency, log=log, progress=progress)
    return Prepared(index, signals.spread(index, [p for e in source.entries for p in phrasings_of(e)]))
