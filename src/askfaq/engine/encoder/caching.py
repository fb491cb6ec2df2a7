"""An encoder that remembers, for a program that asks a FAQ its own phrasings again and again."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from io import BytesIO

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.arrays import Floats
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.storage import cache

MOST_STATES = 500  # texts whose states are remembered: 70 MB

Views = dict[str, NDArray[np.float16]]
_KEPT_EVERY = 2_000  # new texts, some ten seconds of work: a run that is killed loses no more


class CachingEncoder(Encoder):
    """Encodes a text once, from run to run where there is a path; to 16 bits, as vector_log.py does. Safe to share
    between threads until it is saved.

    Texts are told apart by their pieces, so a phrasing and its folded form share their views.
    """

    def __init__(self, path: str | None) -> None:
        super().__init__()
        self._path = path
        self._views = _read(path) if path else {}
        self._kept = frozenset(self._views)
        self._used: dict[str, None] = {}
        self._elsewhere: set[str] = set()
        self._unsaved = 0
        self._states: dict[str, Floats] = {}
        self._key = lru_cache(maxsize=None)(self._hash_of_pieces)

    def read(self, texts: Sequence[str], *, threads: int = 1) -> Iterator[tuple[list[int], NDArray[np.float32]]]:
        """The encoder's, rounded, and all at once."""
        keys = [self._key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._views}
        new = list(missing)
        for places, views in super().read(list(missing.values()), threads=threads):
            self._views.update(zip((new[i] for i in places), views.astype(np.float16), strict=True))
            self._unsaved += len(places)
            if self._unsaved >= _KEPT_EVERY:
                self.save_all()
        self._used.update(dict.fromkeys(keys))
        if keys:
            yield list(range(len(keys))), np.stack([self._views[key] for key in keys]).astype(np.float32)

    def remember(self, texts: Sequence[str], views: NDArray[np.float16]) -> None:
        """Take over the views of texts, shape (len(texts), 3, 384), which are kept elsewhere."""
        keys = list(map(self._key, texts))
        self._views.update(zip(keys, views, strict=True))
        self._elsewhere.update(keys)

    def middle(self, texts: Sequence[str], *, threads: int = 1) -> list[Floats]:
        """The encoder's, of some hundred texts remembered."""
        found = {text: self._states[text] for text in texts if text in self._states}
        missing = [text for text in dict.fromkeys(texts) if text not in found]
        found.update(zip(missing, super().middle(missing, threads=threads), strict=True))
        if len(self._states) < MOST_STATES:
            self._states.update(found)
        return [found[text] for text in texts]

    def save(self) -> None:
        """Keep what was used for the next run; what cannot be written costs time, not an error."""
        used = self._used.keys() - self._elsewhere
        if self._path and used and used != self._kept:
            _write(self._path, {key: self._views[key] for key in self._used if key in used})

    def save_all(self) -> None:
        """Keep what there is, from earlier runs too: this one is not at its end, and may not come there."""
        if self._path and self._unsaved:
            _write(self._path, {key: views for key, views in self._views.items() if key not in self._elsewhere})
            self._unsaved = 0

    def _hash_of_pieces(self, text: str) -> str:
        return cache.digest(" ".join(map(str, self.vocabulary.encode(text))).encode())


def _read(path: str) -> Views:
    """Hash -> views. Empty when there is no usable file."""
    try:
        with open(path, "rb", opener=cache.opened) as raw, np.load(raw) as file:
            return dict(zip(file["hashes"].tolist(), file["views"], strict=True))
    except Exception:  # whatever zipfile, NumPy and the tokenizer that it reads headers with say of damaged bytes
        return {}


def _write(path: str, views: Views) -> None:
    file = BytesIO()
    np.savez(file, hashes=list(views), views=np.stack(list(views.values())))
    cache.write(path, [file.getvalue()])
