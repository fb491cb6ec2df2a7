"""The log of vectors: what is encoded once stays, and whatever happens to the file only costs time."""

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.index import vector_log

PHRASINGS = ("How long do hugs last?", "May I cry?", "is crying ok")
ANSWERS = ("Twenty seconds.", "Yes.", "May I cry?")


class Counting(Encoder):
    """An encoder that counts the texts it reads."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0

    def read(self, texts: Sequence[str], *, threads: int = 1) -> Iterator[Any]:
        self.count += len(texts)
        return super().read(texts, threads=threads)


def read(log: Path | None, full: Sequence[str] = PHRASINGS, first: Sequence[str] = ANSWERS) -> tuple[Any, int]:
    """The vectors, one text after the other, and how many texts were encoded for them."""
    encoder = Counting()
    found = vector_log.read(full, first, encoder, str(log) if log else None, None)
    return np.concatenate([found.rows[found.full].reshape(-1, 384), found.rows[found.first]]), encoder.count


@pytest.fixture
def log(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "faq.vectors"


def test_they_are_the_encoders(log: Path) -> None:
    encoder = Encoder()
    expected = np.concatenate([encoder.views(PHRASINGS).reshape(-1, 384), encoder.encode(ANSWERS)])
    for at in (None, log, log):
        assert read(at)[0] == pytest.approx(expected, abs=1e-3)


def test_a_text_is_encoded_once(log: Path) -> None:
    first, encoded = read(log)
    again, none = read(log)
    assert (encoded, none) == (5, 0)
    assert np.array_equal(first, again)


def test_of_answers_one_view_is_kept(log: Path) -> None:
    read(log, (), ANSWERS[:1])
    one = log.stat().st_size
    read(log, PHRASINGS[:1], ANSWERS[:1])
    assert log.stat().st_size == 4 * one


def test_only_what_changed_is_encoded(log: Path) -> None:
    read(log)
    assert read(log, (*PHRASINGS[:2], "is crying allowed"))[1] == 1


@pytest.mark.parametrize(
    ("damage", "lost"),
    [
        (lambda content: content[:0], 5),
        (lambda content: b"noise" * len(content), 5),
        (lambda content: content[:-1], 1),
        (lambda content: content[:-3] + b"xyz", 1),
        (lambda content: content[:400] + b"x" + content[401:], 1),
        (lambda content: b"askfaq vectors 1\n" + content, 5),
    ],
    ids=["empty", "noise", "torn", "a damaged end", "a changed byte", "an older format"],
)
def test_damage_costs_what_it_hits(log: Path, damage: Any, lost: int) -> None:
    first, _ = read(log)
    log.write_bytes(damage(log.read_bytes()))
    again, encoded = read(log)
    assert encoded == lost
    assert again == pytest.approx(first, abs=1e-3)  # in a smaller batch the last bit may differ
    assert read(log)[1] == 0


def test_a_log_that_cannot_be_written_only_costs_time(log: Path) -> None:
    log.parent.write_text("a file where the folder should be")
    assert read(log)[1] == 5


def test_most_of_a_log_is_of_use(log: Path) -> None:
    for number in range(20):
        read(log, (f"question {number}",), ())
    assert log.stat().st_size <= 2 * 3 * 788
    assert [file.name for file in log.parent.iterdir()] == [log.name]


def test_progress_runs_to_the_end() -> None:
    seen: list[tuple[int, int]] = []
    vector_log.read(PHRASINGS, ANSWERS, Encoder(), None, lambda done, total: seen.append((done, total)))
    assert seen == [(0, 5), (5, 5)]


SLOW = """
import sys, time
from askfaq.engine.index import vector_log
from askfaq.engine.encoder.encoder import Encoder
vector_log.STEP, vector_log.FLUSH_SECONDS = 1, 0
def progress(done, total):
    if done == 5:
        print("half way", flush=True)
        time.sleep(60)
vector_log.read([f"question number {i}" for i in range(10)], [], Encoder(), sys.argv[1], progress)
"""


def test_a_killed_process_leaves_what_it_has_done(log: Path) -> None:
    with subprocess.Popen([sys.executable, "-c", SLOW, str(log)], stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline() == "half way\n"
        child.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
    assert read(log, [f"question number {i}" for i in range(10)], [])[1] == 5


def test_two_at_once_do_no_harm(log: Path) -> None:
    text = SLOW.replace("time.sleep(60)", "pass")
    children = [subprocess.Popen([sys.executable, "-c", text, str(log)], stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [child.wait() for child in children] == [0, 0]
    assert read(log, [f"question number {i}" for i in range(10)], [])[1] == 0


def test_a_log_that_became_shorter_after_its_size_was_seen_is_read_next_time(
    log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read(log)
    size = log.stat().st_size
    with monkeypatch.context() as patched:
        patched.setattr(vector_log.os.path, "getsize", lambda _: 2 * size)
        assert read(log)[1] == 5
