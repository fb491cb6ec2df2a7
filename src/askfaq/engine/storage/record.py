"""A named tuple of arrays and numbers as one mapped file, which says what it was made from.

The safetensors container again: arrays by the path of their field ("content.semantic.first.values"), numbers as
metadata. The key is a hash of everything that the values were made from. A checksum of the header ends the file. A file
that is missing, damaged or of another key is made anew.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from math import inf
from typing import Any
from zlib import crc32

from askfaq.engine.storage import cache
from askfaq.engine.storage.safetensors import DTYPES, Array, TensorFile, header_of, padding_of

CHECKED_SIZE = 2**24  # bytes up to which the arrays' checksum is looked at: of larger ones only the length
_NAMES = {code: name for name, code in DTYPES.items()}
_ALIGNMENT = 8

Types = Mapping[str, Any]  # the named tuple of each field that is one, by its path; "" is the whole
IsLazy = Callable[[TensorFile, str], bool]


def read(path: str, key: str, types: Types, is_lazy: IsLazy = lambda _, __: False) -> Any:
    """The value in the file, or None when there is no usable one for the key. Arrays are views of the file, those of
    which `is_lazy` (it is given the file and the name of the field) stay on disk.
    """
    return _read(path, types, lambda file: file.metadata["key"] == key and _is_whole(file, CHECKED_SIZE), is_lazy)


def read_any(path: str, types: Types) -> Any:
    """The value in the file, whatever it was made from, each byte checked; None when there is no usable one."""
    return _read(path, types, lambda f: f.metadata["format"] == cache.FORMAT and _is_whole(f), lambda _, __: False)


def _read(path: str, types: Types, is_usable: Callable[[TensorFile], bool], is_lazy: IsLazy) -> Any:
    try:
        file = TensorFile(path)
        return _rebuilt(types, "", file, is_lazy) if is_usable(file) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write(path: str, key: str, value: Any) -> bool:
    """Keep the value in the file; whether it could be written. Where not, that costs time, not an error."""
    metadata = {"format": cache.FORMAT, "key": key}
    arrays: dict[str, Array] = {}
    body: list[bytes | memoryview] = []
    for name, leaf in _leaves(value, ""):
        if not hasattr(leaf, "dtype"):
            metadata[name] = repr(leaf)
            continue
        arrays[name] = Array(_NAMES[leaf.dtype.str], leaf.shape, leaf.nbytes)
        body += [leaf.reshape(-1).view("u1").data, bytes(padding_of(leaf.nbytes, _ALIGNMENT))]
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


def _rebuilt(types: Types, name: str, file: TensorFile, is_lazy: IsLazy) -> Any:
    values: list[Any] = []
    for field in types[name]._fields:
        path = f"{name}.{field}" if name else field
        if path in types:
            values.append(_rebuilt(types, path, file, is_lazy))
        elif path in file.metadata:
            values.append(json.loads(file.metadata[path]))
        else:
            values.append(file.on_disk(path) if is_lazy(file, field) else file.array(path))
    return types[name](*values)


def _is_whole(file: TensorFile, most_checked: float = inf) -> bool:
    """Whether nothing is damaged; of more bytes than are checked at most, whether none are missing."""
    body, check = file.body[:-4], file.body[-4:]
    if check != _check(file.header) or len(body) != int(file.metadata["bytes"]):
        return False
    return len(body) > most_checked or crc32(body) == int(file.metadata["crc32"])


def _check(header: bytes) -> bytes:
    return crc32(header).to_bytes(4, "little")
