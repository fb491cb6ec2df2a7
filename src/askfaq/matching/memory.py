"""An encoder that remembers, for a program that asks a FAQ its own wordings again and again."""

from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING

from askfaq.matching.encoder import Encoder
from askfaq.matching.index import KEY, read_cache, write_cache

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


class RememberingEncoder(Encoder):
    """Encodes a text once, from run to run where there is a path; to 16 bits, as an index keeps it. Not for threads.

    Texts are told apart by their pieces, so a wording and its folded form share their views.
    """

    def __init__(self, path: str | None) -> None:
        super().__init__()
        self._path = path
        self._views = read_cache(path)
        self._kept = frozenset(self._views)
        self._used: dict[bytes, None] = {}
        self._key = cache(self._hash_of_pieces)

    def views(self, texts: Sequence[str], *, threads: int = 1) -> "NDArray[np.float32]":
        """The encoder's, rounded."""
        import numpy as np

        keys = [self._key(text) for text in texts]
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._views}
        if missing:
            fresh = super().views(list(missing.values()), threads=threads).astype(np.float16)
            self._views.update(zip(missing, fresh, strict=True))
        self._used.update(dict.fromkeys(keys))
        return np.stack([self._views[key] for key in keys]).astype(np.float32)

    def save(self) -> None:
        """Keep what was used for the next run; what cannot be written costs time, not an error."""
        if self._path and self._used.keys() != self._kept:
            write_cache(self._path, {key: self._views[key] for key in self._used})

    def _hash_of_pieces(self, text: str) -> bytes:
        pieces = " ".join(map(str, self.vocabulary.encode(text)))
        return blake2b(pieces.encode(), digest_size=KEY).digest()
