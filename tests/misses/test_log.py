"""The log of misses: masked, for its owner alone, capped, and whole however many write it and however they end."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from askfaq.errors import FileError
from askfaq.limits import MAX_MISSES_BYTES, MAX_MISSES_DAYS
from askfaq.misses import log
from askfaq.misses.log import Miss, forget, keep, read

DAY = 86_400


@pytest.fixture
def path(tmp_path: Path) -> str:
    return log.log_of(str(tmp_path / "faq.json"), str(tmp_path / "state" / "misses"))


def questions(path: str) -> list[str]:
    return [miss.question for miss in read(path)]


def add(path: str, *records: str | bytes) -> None:
    """Write into the log what another program, or a hand, may have written."""
    os.makedirs(os.path.dirname(path), mode=0o700, exist_ok=True)
    with open(path, "ab") as file:
        for record in records:
            file.write(b"\n" + (record.encode() if isinstance(record, str) else record))


def record(days_ago: float, question: str) -> str:
    moment = time.gmtime(time.time() - days_ago * DAY)
    return json.dumps({"time": time.strftime("%Y-%m-%dT%H:%MZ", moment), "question": question})


def test_what_is_kept_is_the_minute_and_the_masked_question(path: str) -> None:
    before = time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime())
    keep("is jo@example.com\nyours?", path)
    (miss,) = read(path)
    assert miss.question == "is [email] yours?"
    assert before <= miss.time <= time.strftime("%Y-%m-%dT%H:%MZ", time.gmtime())
    assert Path(path).read_text() == "\n" + json.dumps(miss._asdict(), separators=(",", ":"))


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_nobody_else_can_read_it(path: str) -> None:
    keep("why?", path)
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode) == 0o700
    forget(path, {"x"})
    add(path, "half")
    forget(path, {"x"})  # which writes it anew
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o600
    assert os.listdir(os.path.dirname(path)) == [os.path.basename(path)]


def test_each_faq_has_its_own_under_whatever_name_it_is_given(tmp_path: Path) -> None:
    (tmp_path / "a.json").touch()
    (tmp_path / "link.json").symlink_to(tmp_path / "a.json")
    names = [log.log_of(str(tmp_path / name), "f") for name in ("a.json", "x/../a.json", "link.json", "b.json")]
    assert names[0] == names[1] == names[2] != names[3]


def test_there_is_nothing_where_nothing_was_kept(path: str) -> None:
    assert read(path) == []
    forget(path, {"why"})
    log.delete_old(os.path.dirname(path))
    assert not os.path.exists(os.path.dirname(path))


@pytest.mark.parametrize(
    "half", ['{"time":"2', '{"time":"2031-01-01T00:00Z","question":"ho', '{"ti', '{"question":"x"}']
)
def test_a_half_record_is_passed_over_and_spoils_no_other(path: str, half: str) -> None:
    keep("first", path)
    add(path, half)
    keep("second", path)
    assert questions(path) == ["first", "second"]


@pytest.mark.parametrize(
    "line",
    [
        "[]",
        "1",
        "null",
        '{"time":1,"question":"x"}',
        '{"time":"today","question":"x"}',
        "[" * 100_000,
        b"\xff\x00",
        b"",
    ],
)
def test_what_is_no_record_is_passed_over(path: str, line: str | bytes) -> None:
    add(path, line)
    keep("why?", path)
    assert questions(path) == ["why?"]


def test_text_that_is_no_text_is_kept_as_far_as_it_is(path: str) -> None:
    keep("caf\udce9 \ud83d on\u2028ly", path)
    assert questions(path) == ["caf on ly"]


def test_what_is_too_old_goes_with_the_next_question(path: str) -> None:
    add(path, record(MAX_MISSES_DAYS + 1, "old"), record(MAX_MISSES_DAYS - 1, "young"))
    assert questions(path) == ["young"]
    keep("new", path)
    assert questions(path) == ["young", "new"]
    assert "old" not in Path(path).read_text()


def test_too_much_loses_the_oldest_and_is_never_more(path: str) -> None:
    rows = [record(1, f"{n} {'x' * 900}") for n in range(MAX_MISSES_BYTES // 900)]
    add(path, *rows)
    keep("the last one", path)
    kept = questions(path)
    assert os.path.getsize(path) <= MAX_MISSES_BYTES
    assert kept[-1] == "the last one"
    numbers = [int(question.split()[0]) for question in kept[:-1]]
    assert numbers == list(range(numbers[0], len(rows)))
    assert len(numbers) > len(rows) // 2


def test_what_is_dealt_with_leaves_however_it_is_written(path: str) -> None:
    for question in ("Is it open?", "is it  OPEN", "when"):
        keep(question, path)
    forget(path, {"is it open"})
    assert questions(path) == ["when"]


def test_the_log_of_a_faq_that_nobody_asks_any_more_is_deleted(path: str, tmp_path: Path) -> None:
    other = log.log_of(str(tmp_path / "other.json"), os.path.dirname(path))
    for one in (path, other):
        keep("why?", one)
    long_ago = time.time() - (MAX_MISSES_DAYS + 1) * DAY
    os.utime(path, (long_ago, long_ago))
    log.delete_old(os.path.dirname(path))
    assert (os.path.exists(path), questions(other)) == (False, ["why?"])


def test_a_folder_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(FileError, match=r"file/misses/.*\.log: cannot be written: "):
        keep("why?", log.log_of("faq.json", str(tmp_path / "file" / "misses")))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="acts as several users")
def test_a_folder_of_another_user_keeps_nothing(path: str) -> None:
    os.makedirs(os.path.dirname(path))
    os.chown(os.path.dirname(path), 12345, 12345)
    with pytest.raises(FileError, match="others may write in this folder"):
        keep("why?", path)
    assert os.listdir(os.path.dirname(path)) == []


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="links of POSIX")
def test_a_link_is_not_followed(path: str, tmp_path: Path) -> None:
    os.makedirs(os.path.dirname(path), mode=0o700)
    (tmp_path / "precious").write_text("mine")
    os.symlink(tmp_path / "precious", path)
    with pytest.raises(FileError):
        keep("why?", path)
    assert (tmp_path / "precious").read_text() == "mine"


WRITER = """
import sys
from askfaq.misses.log import keep
for number in range(int(sys.argv[3])):
    keep(f"question {sys.argv[2]} number {number} " + "word " * 50, sys.argv[1])
"""


def writers(path: str, count: int, each: int) -> list["subprocess.Popen[bytes]"]:
    return [subprocess.Popen([sys.executable, "-c", WRITER, path, str(n), str(each)]) for n in range(count)]


def test_twenty_programs_at_once_lose_and_mix_none(path: str) -> None:
    started = writers(path, 20, 30)
    assert [child.wait() for child in started] == [0] * 20
    tail = " " + " ".join(["word"] * 50)
    expected = [f"question {n} number {i}{tail}" for n in range(20) for i in range(30)]
    assert sorted(questions(path)) == sorted(expected)
    for n in range(20):
        own = [q for q in questions(path) if q.startswith(f"question {n} ")]
        assert own == [f"question {n} number {i}{tail}" for i in range(30)]
    assert os.listdir(os.path.dirname(path)) == [os.path.basename(path)]


def test_those_who_write_meanwhile_lose_nothing_to_one_who_takes_out(path: str) -> None:
    for number in range(5):
        keep(f"old {number}", path)
    started = writers(path, 4, 30)
    for number in range(5):
        forget(path, {f"old {number}"})
    assert [child.wait() for child in started] == [0] * 4
    kept = questions(path)
    assert len(kept) == 4 * 30
    assert not [question for question in kept if question.startswith("old")]


@pytest.mark.skipif(os.name == "nt", reason="signals of POSIX")
def test_killed_in_the_middle_they_leave_whole_records(path: str) -> None:
    started = writers(path, 3, 10_000)
    while len(read(path)) < 50:
        time.sleep(0.01)
    for child in started:
        child.send_signal(signal.SIGKILL)
        child.wait()
    keep("after", path)
    kept = read(path)
    assert kept[-1].question == "after"
    assert {len(miss.question.split()) for miss in kept[:-1]} == {54}
    assert all(isinstance(miss, Miss) for miss in kept)
