"""A file of arrays, checked page by page as it is read. Needs no NumPy."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from zlib import crc32

from askfaq.engine.storage.safetensors import OpenFile, checks_of, read_header

PAGE = 1024  # bytes that are checked together


class Pages:
    """The bytes of the arrays of a file, checked page by page as they are read.

    They are read rather than mapped: of a mapped file the system counts far more as memory in use than was looked
    at. `remake` is called with the metadata's `content` when a page turns out to be damaged, and gives the bytes of
    the whole file. Raises OSError when the file cannot be opened, and ValueError, KeyError or TypeError
    when its header is not as it should be.
    """

    def __init__(self, path: str, remake: Callable[[str], bytes]) -> None:
        self._remade: memoryview | None = None
        self._remake = remake
        self._file = OpenFile(path)
        size = self._file.size
        length = int.from_bytes(self._file.read(0, 8), "little")
        head = self._file.read(8, min(length, size))
        if self._file.read(size - 4, 4) != crc32(head).to_bytes(4, "little"):
            raise ValueError(f"{path}: damaged")
        self.metadata, self._spans = read_header(head)
        self._start = 8 + length
        self._end, end = self.span("checks")
        if size != self._start + end:  # cut short in the middle, the end would be checked against nothing
            raise ValueError(f"{path}: damaged")
        self._checks = memoryview(self._file.read(self._start + self._end, end - self._end)).cast("I")

    def span(self, name: str) -> tuple[int, int]:
        """The first byte of an array and the one past its last."""
        begin, end = self._spans[name]["data_offsets"]
        return begin, end

    def read(self, begin: int, end: int) -> memoryview:
        """The bytes from `begin` up to `end`."""
        if self._remade is None:
            first, last = begin // PAGE, -(-end // PAGE)
            start = first * PAGE
            size = min(last * PAGE, self._end) - start
            found = memoryview(self._file.read(self._start + start, size))
            if checks_of([found], PAGE) == self._checks[first:last].tobytes():
                return found[begin - start : end - start]
            self._remade = memoryview(self._remake(self.metadata["content"]))[self._start :]
        return self._remade[begin:end]


class NumberArray:
    """An array of 32-bit numbers."""

    def __init__(self, pages: Pages, name: str) -> None:
        self._pages = pages
        self._begin, end = pages.span(name)
        self._count = (end - self._begin) // 4

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, at: int) -> int:
        return self.part(at, at + 1)[0]

    def part(self, begin: int, end: int) -> "memoryview[int]":
        """The numbers from `begin` up to `end`."""
        return self._pages.read(self._begin + 4 * begin, self._begin + 4 * end).cast("I")


class TextArray:
    """Texts one behind the other, each with a line end."""

    def __init__(self, pages: Pages, name: str) -> None:
        self._pages = pages
        self._begin, self._end = pages.span(name)
        self._starts = NumberArray(pages, f"{name}.starts")

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, at: int) -> bytes:
        begin, end = self._starts.part(at, at + 2)
        return bytes(self._pages.read(self._begin + begin, self._begin + end - 1))

    def __iter__(self) -> Iterator[str]:
        return iter(str(self._pages.read(self._begin, self._end), "utf-8").split("\n")[:-1])

    def find(self, text: str) -> int:
        """The place of a text among sorted ones, or -1."""
        wanted = text.encode("utf-8", "surrogatepass")
        at = bisect_left(range(len(self)), wanted, key=self.__getitem__)
        return at if at < len(self) and self[at] == wanted else -1
