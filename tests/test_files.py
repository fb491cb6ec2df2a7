"""What is read is a file or a pipe, whole, and nothing is waited for in vain."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from askfaq import files
from askfaq.errors import FileError

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pipes of POSIX")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    return path


def test_a_pipe_is_read_to_its_end_however_slowly_it_is_written(pipe: Path) -> None:
    code = (
        "import sys, time\ntime.sleep(0.1)\n"
        "with open(sys.argv[1], 'wb', buffering=0) as file:\n"
        "    for part in (b'one', b'two'): time.sleep(0.1), file.write(part)\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(pipe)]):
        assert files.read_bytes(str(pipe)) == b"onetwo"


def test_a_pipe_that_nobody_writes_to_is_refused(pipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PIPE_SECONDS", 0.05)
    with pytest.raises(FileError, match="a pipe that nobody writes to"):
        files.read_bytes(str(pipe))


def test_a_writer_who_takes_longer_than_that_is_waited_for(pipe: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PIPE_SECONDS", 0.05)
    held = os.open(pipe, os.O_RDWR)  # there is a writer from the start
    code = "import sys, time; time.sleep(0.3); open(sys.argv[1], 'w').write('late')"
    with subprocess.Popen([sys.executable, "-c", code, str(pipe)]) as writer:
        reader = subprocess.Popen(
            [sys.executable, "-c", "import sys; from askfaq import files; print(files.read_bytes(sys.argv[1]))", pipe],
            stdout=subprocess.PIPE,
        )
        writer.wait()
        os.close(held)
        assert reader.communicate()[0] == b"b'late'\n"


@pytest.mark.skipif(not os.path.exists("/dev/fd"), reason="needs /dev/fd")
def test_an_empty_process_substitution_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PIPE_SECONDS", 1000)
    reading, writing = os.pipe()
    os.close(writing)
    assert files.read_bytes(f"/dev/fd/{reading}") == b""
    os.close(reading)
