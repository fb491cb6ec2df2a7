"""Whatever happens while a file is written, it holds the old content or the new, and two writers lose nothing."""

import errno
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from askfaq import saving
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
from askfaq import saving

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
        saving.write_atomically(path, new, replacing=old)
        sys.setprofile(None)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    held = open(path, "rb").read()
    outcomes.append("old" if held == old else "new" if held == new else "torn")
    if not os.WIFSIGNALED(status):
        break
    with open(path, "wb") as file:
        file.write(old)
left = os.listdir(os.path.dirname(path))
assert left == [os.path.basename(path)], left
print(os.waitstatus_to_exitcode(status), moment, *sorted(set(outcomes)))
"""


@posix
def test_a_kill_at_any_moment_leaves_the_old_file_or_the_new_and_nothing_behind_the_next_write(
    target: Path, tmp_path: Path
) -> None:
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
        saving.write_atomically(str(target), NEW, replacing=OLD)
    assert str(caught.value) == f"{target}: cannot be written: {os.strerror(number).lower()}; nothing was changed"
    monkeypatch.undo()
    assert os.listdir(target.parent) == ["faq.json"]
    assert target.read_bytes() == OLD


@posix
def test_a_full_disk_leaves_the_old_file_and_no_litter(target: Path) -> None:
    code = (
        "import resource, sys\nfrom askfaq import saving\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "saving.write_atomically(sys.argv[1], b'x' * 10_000)"
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
        saving.write_atomically(str(target), NEW)
    assert os.listdir(target.parent) == ["faq.json"]
    assert target.read_bytes() == OLD


@pytest.mark.parametrize("replacing", [b"[]", None])
def test_a_file_that_another_program_changed_is_left_alone(target: Path, replacing: bytes | None) -> None:
    with pytest.raises(ChangedError, match="another program has changed the file meanwhile"):
        saving.write_atomically(str(target), NEW, replacing=replacing)
    assert target.read_bytes() == OLD


def test_a_file_that_has_gone_meanwhile_does_not_come_back(target: Path) -> None:
    target.unlink()
    with pytest.raises(ChangedError):
        saving.write_atomically(str(target), NEW, replacing=OLD)
    assert not target.exists()


def test_without_a_condition_whatever_is_there_is_replaced(target: Path) -> None:
    saving.write_atomically(str(target), NEW)
    assert target.read_bytes() == NEW
    saving.write_atomically(str(target.parent / "new.json"), NEW)
    assert (target.parent / "new.json").read_bytes() == NEW


@posix
def test_permissions_stay_and_a_new_file_gets_the_users_own(target: Path) -> None:
    target.chmod(0o640)
    saving.write_atomically(str(target), NEW, replacing=OLD)
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    old_mask = os.umask(0o027)
    try:
        saving.write_atomically(str(target.parent / "new.json"), NEW, replacing=None)
    finally:
        os.umask(old_mask)
    assert stat.S_IMODE((target.parent / "new.json").stat().st_mode) == 0o640


@posix
def test_a_link_stays_a_link(target: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(target)
    saving.write_atomically(str(link), NEW, replacing=OLD)
    assert link.is_symlink()
    assert target.read_bytes() == NEW


@posix
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_what_the_user_may_not_write_stays_as_it_is(target: Path) -> None:
    target.chmod(0o444)
    with pytest.raises(FileError, match="cannot be written: permission denied"):
        saving.write_atomically(str(target), NEW)
    target.chmod(0o644)
    target.parent.chmod(0o555)
    try:
        with pytest.raises(FileError, match="cannot be written: permission denied"):
            saving.write_atomically(str(target), NEW)
    finally:
        target.parent.chmod(0o755)
    assert target.read_bytes() == OLD


def test_a_folder_is_made_with_those_above_it_and_once(tmp_path: Path) -> None:
    for _ in range(2):
        saving.make_folder(str(tmp_path / "a" / "b" / "faq.json"))
    assert os.listdir(tmp_path / "a") == ["b"]
    saving.make_folder("faq.json")


@posix
def test_a_folder_that_cannot_be_made_is_named_with_the_reason(target: Path) -> None:
    with pytest.raises(FileError) as caught:
        saving.make_folder(str(target / "in" / "faq.json"))
    assert str(caught.value) == f"{target / 'in'}: cannot be made: not a directory; nothing was changed"


@posix
def test_a_folder_is_left_alone(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="not a file that can be changed"):
        saving.write_atomically(str(tmp_path), NEW)


def test_a_missing_folder_is_named_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="there is no such folder"):
        saving.write_atomically(str(tmp_path / "no" / "faq.json"), NEW)


@posix
def test_a_pipe_and_a_device_are_written_to_as_they_are(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert saving.write_atomically(str(pipe), b"new") == []
        assert reader.communicate()[0] == b"new"
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert saving.write_atomically(os.devnull, NEW) == []
    assert stat.S_ISCHR(os.stat(os.devnull).st_mode)


@posix
def test_what_another_program_saves_while_this_one_writes_is_left_alone(
    target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synchronise = os.fsync

    def slowly(descriptor: int) -> None:
        synchronise(descriptor)
        target.write_bytes(b"[]")

    monkeypatch.setattr(os, "fsync", slowly)
    with pytest.raises(ChangedError):
        saving.write_atomically(str(target), NEW, replacing=OLD)
    assert target.read_bytes() == b"[]"
    assert os.listdir(target.parent) == ["faq.json"]


as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="acts as several users")
# Write as another user and of another group: argv is their numbers and the path.
WRITE_AS = """
import os, sys
from askfaq import saving
uid, gid, *groups = map(int, sys.argv[1].split())
os.setgroups(groups), os.setgid(gid), os.setuid(uid)
print(saving.write_atomically(sys.argv[2], b"new", replacing=open(sys.argv[2], "rb").read()))
"""


def written_as(who: str, path: Path) -> str:
    done = subprocess.run([sys.executable, "-c", WRITE_AS, who, str(path)], capture_output=True, text=True)
    return done.stdout.strip() or done.stderr


@pytest.fixture
def team(target: Path) -> Path:
    """A file of alice (1001) and of the staff (5000), in their folder, which others reach."""
    for above in target.parents:  # as deep as the tests' folder lies, others may pass through
        if above.stat().st_uid == os.getuid() and above.stat().st_mode & 0o011 != 0o011:
            above.chmod(above.stat().st_mode | 0o011)
    os.chown(target.parent, 0, 5000)
    target.parent.chmod(0o2775)
    os.chown(target, 1001, 5000)
    target.chmod(0o660)
    return target


@as_root
def test_a_colleague_who_writes_takes_the_file_from_nobody(team: Path) -> None:
    team.parent.chmod(0o775)
    assert written_as("1002 1002 5000", team) == "[]"
    found = team.stat()
    assert (found.st_gid, stat.S_IMODE(found.st_mode)) == (5000, 0o660)
    assert written_as("1001 1001 5000", team) == "[]"


@as_root
def test_a_file_whose_group_cannot_be_kept_stays_the_file_that_it_is(team: Path) -> None:
    team.parent.chmod(0o777)
    team.chmod(0o666)
    before = team.stat()
    assert written_as("65534 65534", team) == "[]"
    after = team.stat()
    assert (after.st_ino, after.st_uid, after.st_gid) == (before.st_ino, 1001, 5000)
    assert team.read_bytes() == b"new"
    assert os.listdir(team.parent) == ["faq.json"]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="no extended attributes here")
def test_extended_attributes_stay(target: Path) -> None:
    try:
        os.setxattr(target, "user.origin", b"https://example.org/faq")
    except OSError:
        pytest.skip("this file system keeps none")
    saving.write_atomically(str(target), NEW, replacing=OLD)
    assert os.getxattr(target, "user.origin") == b"https://example.org/faq"


@posix
def test_another_name_of_the_file_keeps_what_it_held_and_that_is_said(target: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.json"
    os.link(target, other)
    (said,) = saving.write_atomically(str(target), NEW, replacing=OLD)
    assert said == f"{target}: note: another name of this file (a hard link) keeps what it held"
    assert (target.read_bytes(), other.read_bytes()) == (NEW, OLD)
    assert saving.write_atomically(str(target), OLD, replacing=NEW) == []


def busy(*_: object) -> None:
    """What the system says of a file that is itself a mount point."""
    raise OSError(errno.EBUSY, os.strerror(errno.EBUSY))


def test_a_file_that_is_a_mount_point_is_written_in_place(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", busy)
    number = target.stat().st_ino
    for content, before in ((NEW, OLD), (b"[]", NEW)):
        assert saving.write_atomically(str(target), content, replacing=before) == []
        assert target.read_bytes() == content
    assert target.stat().st_ino == number
    assert os.listdir(target.parent) == ["faq.json"]


@posix
def test_what_a_mount_point_held_is_safe_while_it_is_written(target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "replace", busy)
    fill = saving._fill

    def half(path: str, content: bytes) -> None:
        (kept,) = target.parent.glob("faq.json.before-*")
        assert kept.read_bytes() == OLD
        assert stat.S_IMODE(kept.stat().st_mode) == 0o600
        fill(path, content[: len(content) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patch:
        patch.setattr(saving, "_fill", lambda path, content: half(path, content) if content == NEW else fill(path, OLD))
        with pytest.raises(FileError, match="no space left on device; nothing was changed"):
            saving.write_atomically(str(target), NEW, replacing=OLD)
    assert os.listdir(target.parent) == ["faq.json"]
    assert target.read_bytes() == OLD
    monkeypatch.setattr(saving, "_fill", half)
    with pytest.raises(FileError, match="half written: no space left on device; what it held lies in ") as caught:
        saving.write_atomically(str(target), NEW, replacing=OLD)
    assert Path(str(caught.value).rpartition(" lies in ")[2]).read_bytes() == OLD


@posix
def test_a_folder_that_may_be_written_and_not_read_is_written_in(target: Path) -> None:
    target.parent.chmod(0o300)
    try:
        saving.write_atomically(str(target), NEW, replacing=OLD)
    finally:
        target.parent.chmod(0o700)
    assert target.read_bytes() == NEW


def test_what_looks_like_a_leftover_and_is_none_stays(target: Path) -> None:
    other = target.parent / ".askfaq-notes.tmp"
    other.write_text("mine")
    left = target.parent / ".askfaq-1f-2e.tmp"
    left.write_text("half")
    saving.write_atomically(str(target), NEW)
    assert other.exists()
    assert left.exists() is (os.name == "nt")
