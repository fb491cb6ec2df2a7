"""Whatever happens while a file is written, it holds the old content or the new, and two writers lose nothing."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from askfaq import files
from askfaq.errors import ChangedError, FileError

OLD, NEW = b'{"entries": []}\n', b'[{"question": "q", "answer": "a"}]\n' * 10_000

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX file permissions, signals and links")


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "folder" / "faq.json"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


# Forks once for every call of a C function (each system call is inside one), and kills the child there: before
# the call at an odd moment, after it at an even one. Ends with the first child that reaches its end.
KILL_EVERYWHERE = """
import os, signal, sys
from askfaq import files

path, old, new = sys.argv[1], open(sys.argv[1], "rb").read(), open(sys.argv[2], "rb").read()
outcomes, moment = [], 0
while True:
    moment += 1
    child = os.fork()
    if child == 0:
        left = moment
        def kill(frame, event, argument):
            global left
            if event in ("c_call", "c_return"):
                left -= 1
                if left == 0:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.setprofile(kill)
        files.write_atomically(path, new, replacing=old)
        sys.setprofile(None)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    held = open(path, "rb").read()
    outcomes.append("old" if held == old else "new" if held == new else "torn")
    if not os.WIFSIGNALED(status):
        break
    with open(path, "wb") as file:
        file.write(old)
print(os.waitstatus_to_exitcode(status), moment, *sorted(set(outcomes)))
"""


@posix
def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new(target: Path, tmp_path: Path) -> None:
    wanted = tmp_path / "new.json"
    wanted.write_bytes(NEW)
    command = [sys.executable, "-c", KILL_EVERYWHERE, str(target), str(wanted)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    code, moments, *outcomes = done.stdout.split()
    assert (code, outcomes, done.stderr) == ("0", ["new", "old"], "")
    assert int(moments) > 40


CALLS = ["open", "fsync", "replace", "chmod"]


@posix
@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EIO])
def test_a_failing_call_leaves_the_old_file_and_no_litter(
    target: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    def fail(*args: Any, **more: Any) -> Any:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, name, fail)
    with pytest.raises(FileError) as caught:
        files.write_atomically(str(target), NEW, replacing=OLD)
    assert str(caught.value) == f"{target}: cannot be written: {os.strerror(number).lower()}; nothing was changed"
    monkeypatch.undo()
    assert os.listdir(target.parent) == ["faq.json"]
    assert target.read_bytes() == OLD


@posix
def test_a_full_disk_leaves_the_old_file_and_no_litter(target: Path) -> None:
    code = (
        "import resource, sys\nfrom askfaq import files\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "files.write_atomically(sys.argv[1], b'x' * 10_000)"
    )
    done = subprocess.run([sys.executable, "-c", code, str(target)], capture_output=True, text=True)
    assert done.stderr.rstrip().endswith(f"{target}: cannot be written: file too large; nothing was changed")
    assert os.listdir(target.parent) == ["faq.json"]
    assert target.read_bytes() == OLD


def test_an_interrupt_leaves_the_old_file_and_no_litter(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        files.write_atomically(str(target), NEW)
    assert os.listdir(target.parent) == ["faq.json"]
    assert target.read_bytes() == OLD


@pytest.mark.parametrize("replacing", [b"[]", None])
def test_a_file_that_another_program_changed_is_left_alone(target: Path, replacing: bytes | None) -> None:
    with pytest.raises(ChangedError, match="another program has changed the file meanwhile"):
        files.write_atomically(str(target), NEW, replacing=replacing)
    assert target.read_bytes() == OLD


def test_a_file_that_has_gone_meanwhile_does_not_come_back(target: Path) -> None:
    target.unlink()
    with pytest.raises(ChangedError):
        files.write_atomically(str(target), NEW, replacing=OLD)
    assert not target.exists()


def test_without_a_condition_whatever_is_there_is_replaced(target: Path) -> None:
    files.write_atomically(str(target), NEW)
    assert target.read_bytes() == NEW
    files.write_atomically(str(target.parent / "new.json"), NEW)
    assert (target.parent / "new.json").read_bytes() == NEW


@posix
def test_permissions_stay_and_a_new_file_gets_the_users_own(target: Path) -> None:
    target.chmod(0o640)
    files.write_atomically(str(target), NEW, replacing=OLD)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    old_mask = os.umask(0o027)
    try:
        files.write_atomically(str(target.parent / "new.json"), NEW, replacing=None)
    finally:
        os.umask(old_mask)
    assert stat.S_IMODE((target.parent / "new.json").stat().st_mode) == 0o640


@posix
def test_a_link_stays_a_link(target: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(target)
    files.write_atomically(str(link), NEW, replacing=OLD)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_what_the_user_may_not_write_stays_as_it_is(target: Path) -> None:
    target.chmod(0o444)
    with pytest.raises(FileError, match="cannot be written: permission denied"):
        files.write_atomically(str(target), NEW)
    target.chmod(0o644)
    target.parent.chmod(0o555)
    try:
        with pytest.raises(FileError, match="cannot be written: permission denied"):
            files.write_atomically(str(target), NEW)
    finally:
        target.parent.chmod(0o755)
    assert target.read_bytes() == OLD


def test_a_folder_is_made_with_those_above_it_and_once(tmp_path: Path) -> None:
    for _ in range(2):
        files.make_folder(str(tmp_path / "a" / "b" / "faq.json"))
    assert os.listdir(tmp_path / "a") == ["b"]
    files.make_folder("faq.json")


@posix
def test_a_folder_that_cannot_be_made_is_named_with_the_reason(target: Path) -> None:
    with pytest.raises(FileError) as caught:
        files.make_folder(str(target / "in" / "faq.json"))
    assert str(caught.value) == f"{target / 'in'}: cannot be made: not a directory; nothing was changed"


@posix
def test_what_is_not_a_file_is_left_alone(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for path in (str(pipe), str(tmp_path), "/dev/null"):
        with pytest.raises(FileError, match="not a file that can be changed"):
            files.write_atomically(path, NEW)


def test_a_missing_folder_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="there is no such folder"):
        files.write_atomically(str(tmp_path / "no" / "faq.json"), NEW)


@posix
def test_a_folder_that_another_program_keeps_locked(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    monkeypatch.setattr(files, "LOCK_SECONDS", 0)
    holder = os.open(target.parent, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    with pytest.raises(FileError, match="another program is writing in this folder"):
        files.write_atomically(str(target), NEW)
    os.close(holder)
    files.write_atomically(str(target), NEW)
    assert target.read_bytes() == NEW
