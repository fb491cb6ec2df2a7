"""An encoder that remembers, for a program that asks a FAQ its own wordings again and again."""

import contextlib
import os
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from askfaq.matching.encoder import Encoder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Views = dict[bytes, NDArray[np.float16]]


class RememberingEncoder(Encoder):
    """Encodes a text once, from run to run where there is a path; to 16 bits, as an index keeps it. Not for threads.

    Texts are told apart by their pieces, so a wording and its folded form share their views.
    """

    def __init__(self, path: str | None) -> None:
        super().__init__()
        self._path = path
        self._views = _read(path) if path else {}
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
        if self._path and self._used and self._used.keys() != self._kept:
            _write(self._path, {key: self._views[key] for key in self._used})

    def _hash_of_pieces(self, text: str) -> bytes:
        pieces = " ".join(map(str, self.vocabulary.encode(text)))
        return blake2b(pieces.encode(), digest_size=16).digest()


def _read(path: str) -> "Views":
    """Hash -> views. Empty when there is no usable file."""
    import numpy as np

    try:
        with np.load(path) as file:
            return dict(zip(map(bytes, file["keys"]), file["views"], strict=True))
    except (OSError, EOFError, ValueError, KeyError, TypeError, RuntimeError, BadZipFile):  # what zipfile and NumPy say
        return {}


def _write(path: str, views: "Views") -> None:
    """Write the file beside itself and move it into place."""
    import numpy as np

    keys = np.frombuffer(b"".join(views), np.uint8).reshape(len(views), -1)
    draft = f"{path}.{os.getpid()}.part"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(draft, "wb") as file:
            np.savez(file, keys=keys, views=np.stack(list(views.values())))
        os.replace(draft, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(draft)
