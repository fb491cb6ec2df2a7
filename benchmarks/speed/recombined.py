"""Run askfaq with vectors that are recombined instead of encoded: a million entries in minutes, not a day.

    VENV/bin/python -m benchmarks.speed.recombined index FAQ < WORDINGS

Everything but the encoder is the installed askfaq's own. Each text gets a mixture of the vectors of two of the
wordings, picked by chance.
"""

import os
import sys
from collections.abc import Iterator

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # as the command does, before NumPy is loaded

import numpy as np

from askfaq.engine.encoder.encoder import Encoder
from askfaq.main import run


def main() -> int:
    """As `askfaq` with these words."""
    known = Encoder().views(sys.stdin.read().splitlines(), threads=os.cpu_count() or 1)
    chance = np.random.default_rng(1)

    def read(_: Encoder, texts: list[str], **_threads: int) -> Iterator[tuple[list[int], np.ndarray]]:
        one, other = known[chance.integers(len(known), size=(2, len(texts)))]
        mixture = one + chance.random((len(texts), 1, 1), np.float32) * other
        yield list(range(len(texts))), mixture / np.linalg.norm(mixture, axis=2, keepdims=True)

    Encoder.read = read  # type: ignore[method-assign]
    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
