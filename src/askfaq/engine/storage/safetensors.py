"""Named arrays in one mapped file: the safetensors container.

Eight bytes of header length, a JSON header (name -> dtype, shape, byte range), then the raw little-endian
bytes. Only what is touched is read from disk, and NumPy is imported only by `array`.
"""

import json
import mmap
import os
import stat
from _thread import allocate_lock  # threading's Lock, without the module
from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from zlib import crc32

from askfaq.errors import DamagedError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DTYPES: Mapping[str, str] = {
    "F32": "<f4",
    "F16": "<f2",
    "I8": "|i1",
    "U8": "|u1",
    "U16": "<u2",
    "U32": "<u4",
    "I32": "<i4",
    "I64": "<i8",
}
PAGE = 4096  # bytes that are checked together where a file is too large to be checked as a whole
CHECKS = "checks"  # the array of such a file's checksums: one of each page of what stands before it
MANY_TIMES = 4  # more than a single question reads
_SEEKING = allocate_lock()


class OpenFile:
    """A file that is read at any place, open for as long as it is held. Raises OSError when it cannot be opened, as
    a pipe, which would be waited for, cannot."""

    descriptor = -1

    def __init__(self, path: str) -> None:
        self.descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        if not stat.S_ISREG(os.fstat(self.descriptor).st_mode):
            raise OSError(f"{path}: not a file")

    def __del__(self, close: Callable[[int], None] = os.close) -> None:  # at the very end `os` is gone
        if self.descriptor >= 0:
            close(self.descriptor)

    @property
    def size(self) -> int:
        """Its number of bytes."""
        return os.fstat(self.descriptor).st_size

    def read(self, begin: int, size: int) -> bytes:
        """So many bytes from `begin` on."""
        if hasattr(os, "pread"):
            return os.pread(self.descriptor, size, begin)
        with _SEEKING:  # Windows
            os.lseek(self.descriptor, begin, os.SEEK_SET)
            return os.read(self.descriptor, size)


class TensorFile:
    """A safetensors file, mapped read-only for as long as one of its arrays lives.

    Raises OSError when the file cannot be opened, ValueError or KeyError when it is not a safetensors file.
    """

    def __init__(self, path: str) -> None:
        self.path = path
        self._file = OpenFile(path)
        self._bytes = memoryview(mmap.mmap(self._file.descriptor, 0, access=mmap.ACCESS_READ))
        self._start = 8 + int.from_bytes(self._bytes[:8], "little")
        self.header = bytes(self._bytes[8 : self._start])
        self.metadata, self._header = read_header(self.header)

    @property
    def body(self) -> memoryview:
        """The bytes of all arrays."""
        return self._bytes[self._start :]

    def raw(self, name: str) -> memoryview:
        """The bytes of one array."""
        begin, end = self._header[name]["data_offsets"]
        return self._bytes[self._start + begin : self._start + end]

    def array(self, name: str) -> "NDArray[Any]":
        """One array, as a read-only view of the file."""
        import numpy as np

        entry = self._header[name]
        flat = np.frombuffer(self.raw(name), dtype=DTYPES[entry["dtype"]])
        return cast("NDArray[Any]", flat.reshape(entry["shape"]))

    def on_disk(self, name: str) -> "ArrayOnDisk":
        """One array that stays on disk."""
        return ArrayOnDisk(self, name)

    def shape(self, name: str) -> tuple[int, ...]:
        """The shape of one array."""
        return tuple(self._header[name]["shape"])

    @property
    def names(self) -> list[str]:
        """The names of the arrays."""
        return [name for name in self._header if name != CHECKS]

    def read(self, name: str, begin: int, end: int) -> bytes:
        """These bytes of one array, without mapping them. Raises DamagedError when they are not those once written."""
        at = self._header[name]["data_offsets"][0] + begin
        size = end - begin
        if CHECKS not in self._header:
            return self._file.read(self._start + at, size)
        first, last = self._pages(at, at + size)
        content = self._file.read(self._start + first, last - first)
        if not self._is_sound(content, first):
            raise DamagedError(self.path)
        return content[at - first : at - first + size]

    def checked_array(self, name: str) -> "NDArray[Any]":
        """One array, as `array` gives it. Raises DamagedError when it is not as it was written."""
        if CHECKS in self._header and not self.is_sound(name):
            raise DamagedError(self.path)
        return self.array(name)

    def is_sound(self, name: str) -> bool:
        """Whether an array of a file with checksums is as it was written."""
        first, last = self._pages(*self._header[name]["data_offsets"])
        return self._is_sound(self.body[first:last], first)

    def _pages(self, begin: int, end: int) -> tuple[int, int]:
        """Where the pages around a stretch of the arrays begin and end."""
        return begin // PAGE * PAGE, min(-(-end // PAGE) * PAGE, self._header[CHECKS]["data_offsets"][0])

    def _is_sound(self, content: "bytes | memoryview", begin: int) -> bool:
        first, found = begin // PAGE, checks_of([content])
        return found == self.raw(CHECKS)[4 * first : 4 * (first + len(found) // 4)]


class ArrayOnDisk:
    """An array of a file of which only what is indexed is read, into memory of its own.

    A mapped file is simpler, but kernels map megabytes around each byte that is touched: a thousand rows here and
    there take as much memory as all of them. So it is mapped, and all of it checked, only once as much has been read
    as it holds MANY_TIMES: who asks that often has read nearly all of it by then.
    """

    def __init__(self, file: TensorFile, name: str) -> None:
        import numpy as np

        self._file = file
        self._name = name
        empty = file.array(name)[:0]
        self.dtype = empty.dtype
        self._width = empty.shape[1:]
        self._size = int(np.prod(self._width, dtype=np.int64)) * empty.dtype.itemsize
        self._length = file.shape(name)[0]
        self._rows_read = 0
        self._mapped: NDArray[Any] | None = None

    def __len__(self) -> int:
        return self._length

    def __getitem__(self, at: "slice | NDArray[np.integer[Any]]") -> "NDArray[Any]":
        """The rows at these places: a stretch, or numbers, which are best in ascending order. Raises DamagedError when
        they are not those once written.
        """
        import numpy as np

        if self._mapped is None and self._rows_read > MANY_TIMES * self._length:
            self._mapped = self._file.checked_array(self._name)
        if self._mapped is not None:
            return self._mapped[at]
        if isinstance(at, slice):
            begin, end, _ = at.indices(self._length)
            content = self._rows(begin, max(begin, end))
        else:
            begins = np.flatnonzero(np.diff(at, prepend=-2) != 1)
            runs = zip(at[begins].tolist(), np.diff(begins, append=len(at)).tolist(), strict=True)
            content = b"".join(self._rows(first, first + count) for first, count in runs)
        rows = np.frombuffer(content, self.dtype).reshape(-1, *self._width)
        self._rows_read += len(rows)
        return rows

    def _rows(self, begin: int, end: int) -> bytes:
        return self._file.read(self._name, begin * self._size, end * self._size)


class Array(NamedTuple):
    """What a header says of one array: its dtype as in DTYPES, its shape, its number of bytes."""

    dtype: str
    shape: Sequence[int]
    size: int


def header_of(arrays: Mapping[str, Array], metadata: Mapping[str, str], *, alignment: int = 1) -> bytes:
    """The header of a file whose arrays lie one behind the other, each at a multiple of `alignment` bytes."""
    header: dict[str, Any] = {"__metadata__": metadata}
    at = 0
    for name, one in arrays.items():
        header[name] = {"dtype": one.dtype, "shape": one.shape, "data_offsets": [at, at + one.size]}
        at += one.size + padding_of(one.size, alignment)
    text = json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode()
    return text + b" " * padding_of(8 + len(text), alignment)


def checks_of(parts: "Iterable[bytes | memoryview]", page: int = PAGE) -> bytes:
    """The checksums (CRC-32) of the pages of some bytes, which may come in several parts, as 32-bit numbers."""
    checks, rest = array("I"), b""
    for part in parts:
        begin = -len(rest) % page if rest else 0
        if rest:
            rest += bytes(part[:begin])
            if len(rest) < page:
                continue
            checks.append(crc32(rest))
        whole = len(part) - (len(part) - begin) % page
        checks.extend(crc32(part[at : at + page]) for at in range(begin, whole, page))
        rest = bytes(part[whole:])
    if rest:
        checks.append(crc32(rest))
    return checks.tobytes()


def padding_of(size: int, alignment: int) -> int:
    """The number of bytes behind so many that lead to the next multiple of `alignment`."""
    return -size % alignment


def read_header(text: bytes) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """The metadata, and what is known of each array by its name. Raises ValueError where there is no JSON object."""
    try:
        header = json.loads(text)
    except RecursionError:
        raise ValueError("brackets without end") from None
    if not isinstance(header, dict):
        raise ValueError("not an object")
    metadata = header.pop("__metadata__", {})
    return metadata, header
