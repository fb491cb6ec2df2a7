"""A FAQ's index as one mapped file, so that the next question finds it ready.

The safetensors container again: arrays by the path of their field ("content.semantic.first.values"), numbers as
metadata. The key is a hash of everything the index was made from. A checksum of the header ends the file. A file
that is missing, damaged or of another key is made anew.
"""

import json
import os
from collections.abc import Callable, Iterator
from math import inf
from typing import Any, NamedTuple
from zlib import crc32

from askfaq.engine.index.build import Index, Spread
from askfaq.engine.index.postings import Postings, Weighted
from askfaq.engine.index.quantized import VectorArray
from askfaq.engine.index.semantic import SemanticIndex
from askfaq.engine.index.shortlist import uses_shortlist
from askfaq.engine.storage import cache
from askfaq.engine.storage.safetensors import DTYPES, Array, TensorFile, header_of, padding_of

SHIPPED = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "sample.index")
_NAMES = {code: name for name, code in DTYPES.items()}
_ALIGNMENT = 8
CHECKED_SIZE = 2**24  # bytes up to which the arrays' checksum is looked at: of larger ones only the length


class IndexFile(NamedTuple):
    """What is made of a FAQ before the first query."""

    content: Index
    spread: Spread


_NESTED: dict[str, Any] = {
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
    return _read(path, lambda file: file.metadata["key"] == key and _is_whole(file, CHECKED_SIZE), is_lazy=True)


def read_any(path: str) -> IndexFile | None:
    """The index in the file, whichever entries it is of, each byte checked; None when there is no usable one."""
    return _read(path, lambda file: file.metadata["format"] == cache.FORMAT and _is_whole(file), is_lazy=False)


def _read(path: str, is_usable: Callable[[TensorFile], bool], *, is_lazy: bool) -> IndexFile | None:
    try:
        file = TensorFile(path)
        rebuilt: IndexFile | None = _rebuilt(IndexFile, "", file, is_lazy) if is_usable(file) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return rebuilt


def write(path: str, key: str, index: IndexFile) -> bool:
    """Keep the index in the file; whether it could be written. Where not, that costs time, not an error."""
    metadata = {"format": cache.FORMAT, "key": key}
    arrays: dict[str, Array] = {}
    body: list[bytes | memoryview] = []
    for name, value in _leaves(index, ""):
        if not hasattr(value, "dtype"):
            metadata[name] = repr(value)
            continue
        arrays[name] = Array(_NAMES[value.dtype.str], value.shape, value.nbytes)
        body += [value.reshape(-1).view("u1").data, bytes(padding_of(value.nbytes, _ALIGNMENT))]
    checksum = 0
    for part in body:
        checksum = crc32(part, checksum)
    metadata |= {"bytes": str(sum(map(len, body))), "crc32": str(checksum)}
    header = header_of(arrays, metadata, alignment=_ALIGNMENT)
    return cache.write(path, [len(header).to_bytes(8, "little"), header, *body, _check(header)], is_synced=True)


def _leaves(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    if not hasattr(value, "_fields"):
        yield name, value
        return
    for field in value._fields:
        yield from _leaves(getattr(value, field), f"{name}.{field}" if name else field)


def _rebuilt(shape: Any, name: str, file: TensorFile, is_lazy: bool) -> Any:
    values: list[Any] = []
    for field in shape._fields:
        path = f"{name}.{field}" if name else field
        if path in _NESTED:
            values.append(_rebuilt(_NESTED[path], path, file, is_lazy))
        elif path in file.metadata:
            values.append(json.loads(file.metadata[path]))
        elif is_lazy and field in _ON_DISK and uses_shortlist(file.shape("content.owners")[0]):
            values.append(file.on_disk(path))
        else:
            values.append(file.array(path))
    return shape(*values)


def _is_whole(file: TensorFile, most_checked: float = inf) -> bool:
    """Whether nothing is damaged; of more bytes than are checked at most, whether none are missing."""
    body, check = file.body[:-4], file.body[-4:]
    if check != _check(file.header) or len(body) != int(file.metadata["bytes"]):
        return False
    return len(body) > most_checked or crc32(body) == int(file.metadata["crc32"])


def _check(header: bytes) -> bytes:
    return crc32(header).to_bytes(4, "little")
