"""Named arrays in one mapped file: the safetensors container.

Eight bytes of header length, a JSON header (name -> dtype, shape, byte range), then the raw little-endian
bytes. Only what is touched is read from disk, and NumPy is imported only by `array`.
"""

import json
import mmap
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
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


class TensorFile:
    """A safetensors file, mapped read-only for as long as one of its arrays lives.

    Raises OSError when the file cannot be opened, ValueError or KeyError when it is not a safetensors file.
    """

    def __init__(self, path: str) -> None:
        with open(path, "rb") as file:
            self._bytes = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        self._start = 8 + int.from_bytes(self._bytes[:8], "little")
        self.metadata, self._header = read_header(bytes(self._bytes[8 : self._start]))

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


def read_header(text: bytes) -> tuple[dict[str, str], dict[str, dict[str, Any]]]:
    """The metadata, and what is known of each array by its name."""
    header = json.loads(text)
    metadata = header.pop("__metadata__", {})
    return metadata, header
