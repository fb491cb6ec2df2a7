"""A FAQ's index as one mapped file, so that the next question finds it ready (storage/record.py)."""

import os
from typing import Any, NamedTuple, cast

from askfaq.engine.index.build import Index, Spread
from askfaq.engine.index.postings import Postings, Weighted
from askfaq.engine.index.quantized import VectorArray
from askfaq.engine.index.semantic import SemanticIndex
from askfaq.engine.index.shortlist import uses_shortlist
from askfaq.engine.storage import record
from askfaq.engine.storage.safetensors import TensorFile

SHIPPED = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "sample.index")


class IndexFile(NamedTuple):
    """What is made of a FAQ before the first query."""

    content: Index
    spread: Spread


_TYPES: dict[str, Any] = {
    "": IndexFile,
    "content": Index,
    "content.semantic": SemanticIndex,
    "content.semantic.first": VectorArray,
    "content.semantic.rest": VectorArray,
    "content.semantic.whole": VectorArray,
    "content.semantic.passages": VectorArray,
    "content.ngrams": Weighted,
    "content.ngrams.postings": Postings,
    "content.phrasing_words": Weighted,
    "content.phrasing_words.postings": Postings,
    "content.answer_words": Weighted,
    "content.answer_words.postings": Postings,
    "content.entry_words": Postings,
    "spread": Spread,
}
_ON_DISK = ("values", "places", "counts", "weights")  # fields of which a query of a large FAQ reads only some rows


def read(path: str, key: str) -> IndexFile | None:
    """The index in the file, or None when there is no usable one for the key."""
    return cast("IndexFile | None", record.read(path, key, _TYPES, _stays_on_disk))


def read_any(path: str) -> IndexFile | None:
    """The index in the file, whichever entries it is of, each byte checked; None when there is no usable one."""
    return cast("IndexFile | None", record.read_any(path, _TYPES))


def write(path: str, key: str, index: IndexFile) -> bool:
    """Keep the index in the file; whether it could be written. Where not, that costs time, not an error."""
    return record.write(path, key, index)


def _stays_on_disk(file: TensorFile, field: str) -> bool:
    return field in _ON_DISK and uses_shortlist(file.shape("content.owners")[0])
