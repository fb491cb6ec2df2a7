"""A named tuple of arrays and numbers as one mapped file, which says what it was made from.

The safetensors container again: arrays by the path of their field ("content.semantic.first.values"), numbers as
metadata. The key is a hash of everything that the values were made from. A checksum of the header ends the file. A file
that is missing, damaged or of another key is made anew. A large one is checked page by page: what is mapped when it is
opened, what stays on disk when it is read.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from zlib import crc32

from askfaq.engine.storage import cache
from askfaq.engine.storage.safetensors import CHECKS, DTYPES, Array, TensorFile, checks_of, header_of, padding_of

CHECKED_SIZE = 2**24  # bytes of arrays up to which all of them are checked at once
_NAMES = {code: name for name, code in DTYPES.items()}
_ALIGNMENT = 8

Types = Mapping[str, Any]  # the named tuple of each field that is one, by its path; "" is the whole
IsLazy = Callable[[TensorFile, str], bool]


def read(path: str, key: str, types: Types, is_lazy: IsLazy = lambda _, __: False) -> Any:
    """The value in the file, or None when there is no usable one for the key. Arrays are views of the file, those of
    which `is_lazy` (it is given the file and the name of the field) stay on disk.
    """
    return _read(path, types, lambda file: file.metadata["key"] == key and _is_sound(file, is_lazy), is_lazy)


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
    size = sum(map(len, body))
    metadata |= {"bytes": str(size), "crc32": str(checksum)}
    checks = checks_of(body) if size > CHECKED_SIZE else b""
    if checks:
        arrays[CHECKS] = Array("U32", [len(checks) // 4], len(checks))
    header = header_of(arrays, metadata, alignment=_ALIGNMENT)
    parts = [len(header).to_bytes(8, "little"), header, *body, checks, _check(header, checks)]
    return cache.write(path, parts, is_synced=True)


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


def _is_sound(file: TensorFile, is_lazy: IsLazy) -> bool:
    """Whether nothing is damaged of what is mapped. What stays on disk is looked at when it is read."""
    if int(file.metadata["bytes"]) <= CHECKED_SIZE:
        return _is_whole(file)
    mapped = [name for name in file.names if not is_lazy(file, name.rpartition(".")[2])]
    return _has_its_length(file) and all(map(file.is_sound, mapped))


def _is_whole(file: TensorFile) -> bool:
    """Whether nothing is damaged at all."""
    return _has_its_length(file) and crc32(file.body[: int(file.metadata["bytes"])]) == int(file.metadata["crc32"])


def _has_its_length(file: TensorFile) -> bool:
    """Whether the header and the checksums are as they were written, and no byte is missing."""
    size = int(file.metadata["bytes"])
    checks = file.raw(CHECKS) if size > CHECKED_SIZE else b""
    return len(file.body) == size + len(checks) + 4 and file.body[-4:] == _check(file.header, checks)


def _check(header: bytes, checks: bytes | memoryview) -> bytes:
    return crc32(checks, crc32(header)).to_bytes(4, "little")
