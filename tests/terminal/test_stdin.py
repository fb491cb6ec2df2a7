"""Standard input is read to its end, whoever else has the pipe and whatever they have made of it."""

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import TextIO

import pytest

from askfaq.terminal import stdin

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")

READERS: dict[str, Callable[[TextIO], object]] = {
    "an answer": stdin.read_text,
    "an import": lambda stream: stdin.read_bytes(stream, 1000).decode(),
    "questions": lambda stream: "".join(f"{line}\n" for chunk in stdin.chunks_of_lines(stream, "\n") for line in chunk),
}


@pytest.fixture
def pipe() -> Iterator[tuple[TextIO, int]]:
    """The end of a non-blocking pipe that is read, and the descriptor of the one that is written."""
    reading, writing = os.pipe()
    os.set_blocking(reading, False)
    with open(reading, encoding="utf-8") as stream:
        yield stream, writing


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_what_comes_late_into_a_non_blocking_pipe_is_read(
    read: Callable[[TextIO], object], pipe: tuple[TextIO, int]
) -> None:
    stream, writing = pipe

    def write_late() -> None:
        for part in (b"one\n", b"two\n"):
            time.sleep(0.05)
            os.write(writing, part)
        os.close(writing)

    writer = threading.Thread(target=write_late)
    writer.start()
    assert read(stream) == "one\ntwo\n"
    writer.join()


def test_of_more_than_the_limit_one_byte_more_is_read(pipe: tuple[TextIO, int]) -> None:
    stream, writing = pipe
    os.write(writing, b"12345678")
    os.close(writing)
    assert stdin.read_bytes(stream, 5) == b"123456"
