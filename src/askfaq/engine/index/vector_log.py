"""The vectors of a FAQ's texts, kept from one index to the next: after an edit only what changed is encoded again.

They lie in one file for each FAQ, a log of records of one size that only grows at its end, every few seconds while
texts are encoded: whoever is interrupted goes on where the log ends. A record carries a checksum, so that a torn or
damaged one only costs itself, and two programs at once do no harm. When most records are of texts that the FAQ no
longer has, the log is written anew.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.encoder.encoder import VIEWS, Encoder, cores
from askfaq.engine.encoder.layers import SIZE
from askfaq.engine.storage import cache

Places = NDArray[np.int64]

Progress = Callable[[int, int], None]

VERSION = crc32(b"askfaq vectors 2")  # where the checksums start: changed when the same text gets other vectors
KEY = cache.KEY  # bytes: a text's hash, and last the number of the view
BLOCK = 4096  # records read together
STEP = 2048  # texts that are split into tokens, and sorted by length, together
FLUSH_SECONDS = 2.0  # of encoding that an interruption may cost


class Vectors(NamedTuple):
    """The encoder's vectors of some texts, each stored once however often it is used."""

    rows: NDArray[np.float16]  # (R, 384)
    full: Places  # (F, 3): the rows of each text of which all views are known
    first: Places  # (G,): the row of each text of which only the first view is


def read(
    full: Sequence[str],
    first: Sequence[str],
    encoder: Encoder,
    path: str | None,
    progress: Progress | None,
    *,
    is_all: bool = True,
) -> Vectors:
    """All views of the texts in `full`, the first view of those in `first`; what the log holds is not encoded.

    `is_all` says that these are all the texts of the FAQ: what else the log holds is of no use then.
    """
    keys = np.concatenate([_keys(full, VIEWS).ravel(), _keys(first, 1).ravel()])
    unique, places = np.unique(keys, return_inverse=True)
    vectors = Vectors(
        np.zeros((len(unique), SIZE), np.float16),
        places[: VIEWS * len(full)].reshape(-1, VIEWS),
        places[VIEWS * len(full) :],
    )
    log = _Log(path, unique, vectors.rows)
    known = log.read()
    missing = {full[i]: vectors.full[i] for i in np.flatnonzero(~known[vectors.full].all(axis=1)).tolist()}
    for i in np.flatnonzero(~known[vectors.first]).tolist():
        missing.setdefault(first[i], vectors.first[i : i + 1])
    _encode(missing, encoder, log, progress)
    if is_all:
        log.compact()
    return vectors


def _keys(texts: Sequence[str], views: int) -> NDArray[np.bytes_]:
    """The key of each view of each text, shape (len(texts), views)."""
    hashes = b"".join(cache.hashed(t.encode("utf-8", "surrogatepass")) for t in texts)
    keys = np.repeat(np.frombuffer(hashes, np.uint8).reshape(-1, 1, KEY), views, axis=1)
    keys[:, :, -1] = np.arange(views)
    return keys.view(f"S{KEY}")[:, :, 0]


def _encode(missing: dict[str, Places], encoder: Encoder, log: "_Log", progress: Progress | None) -> None:
    """Encode the texts into the log's rows at the places given for their views."""
    texts, done, flushed = list(missing), 0, time.monotonic()
    try:
        for begin in range(0, len(texts), STEP):
            step = texts[begin : begin + STEP]
            for numbers, views in encoder.read(step, threads=cores()):
                if progress:
                    progress(done, len(texts))
                done += len(numbers)
                places = [missing[step[i]] for i in numbers]
                log.add(
                    np.concatenate(places), np.concatenate([v[: len(p)] for v, p in zip(views, places, strict=True)])
                )
                if time.monotonic() - flushed > FLUSH_SECONDS:
                    log.flush()
                    flushed = time.monotonic()
    finally:
        log.flush()
    if texts and progress:
        progress(done, len(texts))


class _Log:
    """The file at the path, as far as it holds the keys (sorted): their vectors stand in `rows`, key for key."""

    def __init__(self, path: str | None, keys: NDArray[np.bytes_], rows: NDArray[np.float16]) -> None:
        self._path = path
        self._keys = keys
        self._rows = rows
        self._record = np.dtype([("key", f"S{KEY}"), ("vector", "<f2", (SIZE,)), ("check", "<u4")])
        self._unwritten: list[Places] = []

    def read(self) -> NDArray[np.bool_]:
        """Fill in the rows that the file holds, and tell which these are."""
        known = np.zeros(len(self._keys), bool)
        try:
            count = os.path.getsize(self._path) // self._record.itemsize if self._path else 0
            if not self._path or not count:
                return known
            records = np.memmap(self._path, self._record, "r", shape=count)
        except (OSError, ValueError):  # another program has put a shorter one into its place
            return known
        at = np.minimum(np.searchsorted(self._keys, records["key"]), len(self._keys) - 1)
        sought = np.flatnonzero(self._keys[at] == records["key"])
        for begin in range(0, len(sought), BLOCK):
            block = sought[begin : begin + BLOCK]
            whole = block[[crc32(body, VERSION) for body in _bodies(records[block])] == records["check"][block]]
            known[at[whole]] = True
            self._rows[at[whole]] = records["vector"][whole]
        return known

    def add(self, places: Places, vectors: NDArray[np.float32]) -> None:
        """Take in new vectors; they are on disk after the next flush."""
        self._rows[places] = vectors
        if self._path is not None:
            self._unwritten.append(places)

    def flush(self) -> None:
        """Append what is new. Where that cannot be written, the texts are encoded again next time."""
        if self._path is None or not self._unwritten:
            return
        records = self._records(np.unique(np.concatenate(self._unwritten)))
        self._unwritten.clear()
        with contextlib.suppress(OSError):
            cache.make_folder(os.path.dirname(self._path))
            with open(self._path, "ab", buffering=0, opener=cache.opened) as file:
                if torn := file.tell() % self._record.itemsize:  # someone was killed while writing
                    file.truncate(file.tell() - torn)
                file.write(records)

    def compact(self) -> None:
        """Write the file anew when most of it is of no use."""
        if self._path is None or not os.path.isfile(self._path):
            return
        if os.path.getsize(self._path) < 2 * len(self._keys) * self._record.itemsize:
            return
        cache.write(self._path, [self._records(np.arange(len(self._keys)))])

    def _records(self, places: Places) -> bytes:
        records = np.zeros(len(places), self._record)
        records["key"], records["vector"] = self._keys[places], self._rows[places]
        records["check"] = [crc32(body, VERSION) for body in _bodies(records)]
        return records.tobytes()


def _bodies(records: NDArray[np.void]) -> Iterator[bytes]:
    """The bytes of each record before its checksum."""
    content = records.tobytes()
    return (content[at : at + records.itemsize - 4] for at in range(0, len(content), records.itemsize))
