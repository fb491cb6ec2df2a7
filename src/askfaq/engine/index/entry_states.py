"""What the reader needs of a FAQ's entries: the states of their texts behind the encoder's middle layer, in a file.

They do not depend on the query. A token takes 388 bytes in 8 bits, an entry some 28 KB: only FAQs of a few hundred
entries have them ready. In a larger one the few entries that a query is read with are encoded when they are needed.
"""

import os
from collections.abc import Sequence
from itertools import islice
from typing import Any, NamedTuple, cast

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.arrays import Floats, Ints
from askfaq.engine.encoder.encoder import Encoder, cores
from askfaq.engine.encoder.layers import SIZE
from askfaq.engine.index.quantized import VectorArray, empty
from askfaq.engine.index.source import Source, reading_texts
from askfaq.engine.storage import cache, record

SHIPPED = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "sample.states")
MOST_TOKENS = 40_000  # that are kept: 15 MB, all of whose bytes are checked whenever the file is opened
FEWEST_TOKENS = 10  # of an entry with an answer: a FAQ of so many entries more is not even looked at


class EntryStates(NamedTuple):
    """The states of n entries' texts, T tokens in all. Of too large a FAQ it holds nothing, no digests either."""

    digests: NDArray[np.uint8]  # (n, 16): of each entry's texts
    tokens: VectorArray  # (T, 384), in 8 bits
    owners: Ints  # (T,): the number of the entry, ascending
    begins: NDArray[np.uint8]  # (T,): 1 where a text begins

    def of(self, entry: int) -> list[Floats]:
        """The states of each text of the entry, shape (tokens, 384)."""
        begin, end = np.searchsorted(self.owners, [entry, entry + 1])
        places = slice(int(begin), int(end))
        if begin == end:
            return []
        return np.split(self.tokens.at(places), np.flatnonzero(self.begins[places])[1:])


_TYPES: dict[str, Any] = {"": EntryStates, "tokens": VectorArray}


def read(path: str, key: str) -> EntryStates | None:
    """The states in the file, or None when there are no usable ones for the key, that of the FAQ's index."""
    return cast("EntryStates | None", record.read(path, key, _TYPES))


def read_any(path: str) -> EntryStates | None:
    """The states in the file, whichever entries they are of."""
    return cast("EntryStates | None", record.read_any(path, _TYPES))


def write(path: str, key: str, states: EntryStates) -> bool:
    """Keep the states in the file; whether it could be written."""
    return record.write(path, key, states)


def may_be_kept(entries: int) -> bool:
    """Whether a FAQ with so many entries may be small enough."""
    return entries * FEWEST_TOKENS <= MOST_TOKENS


def encode(source: Source, encoder: Encoder, last: EntryStates | None) -> EntryStates:
    """The states of the entries that have answers of their own; what `last` holds is not encoded again."""
    texts = [reading_texts(e.question, a) if a else [] for e, a in zip(source.entries, source.answers, strict=True)]
    digests = [cache.hashed("\0".join(own).encode("utf-8", "surrogatepass")) for own in texts]
    known = {bytes(digest): last.of(number) for number, digest in enumerate(last.digests)} if last else {}
    missing = [text for own, digest in zip(texts, digests, strict=True) if digest not in known for text in own]
    if sum(len(encoder.vocabulary.encode(text)) for text in missing) > MOST_TOKENS:
        return _packed([], [])
    encoded = iter(encoder.middle(missing, threads=cores()))
    states = [
        known[digest] if digest in known else list(islice(encoded, len(own)))
        for own, digest in zip(texts, digests, strict=True)
    ]
    made = _packed(states, digests)
    return made if len(made.owners) <= MOST_TOKENS else _packed([], [])


def of_texts(texts: Sequence[str], encoder: Encoder) -> list[Floats]:
    """The states of some texts that are not kept, rounded as if they were: what is kept must not change an answer."""
    return _packed([encoder.middle(texts)], [bytes(cache.KEY)]).of(0)


def _packed(states: Sequence[Sequence[Floats]], digests: Sequence[bytes]) -> EntryStates:
    lengths = [len(of_text) for own in states for of_text in own]
    tokens = empty(sum(lengths), SIZE, is_8_bit=True)
    begins = np.zeros(sum(lengths), np.uint8)
    if lengths:
        tokens.put(slice(None), np.concatenate([of_text for own in states for of_text in own]))
        begins[np.cumsum([0, *lengths[:-1]])] = 1
    owners = np.repeat(np.arange(len(states), dtype=np.int32), [sum(map(len, own)) for own in states])
    return EntryStates(np.frombuffer(b"".join(digests), np.uint8).reshape(-1, cache.KEY), tokens, owners, begins)
