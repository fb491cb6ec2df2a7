"""Two writers wait for each other, nobody else can keep them waiting, and what is held is no leftover."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from askfaq import locks
from askfaq.errors import FileError

fcntl = pytest.importorskip("fcntl", reason="locks of POSIX")

as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="acts as several users")


def test_the_lock_is_there_only_while_it_is_held(tmp_path: Path) -> None:
    with locks.locked(str(tmp_path), "faq.json"):
        assert os.listdir(tmp_path) == [locks.LOCK]
    assert os.listdir(tmp_path) == []


def test_a_second_writer_waits_and_gives_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "LOCK_SECONDS", 0.05)
    with locks.locked(str(tmp_path), "faq.json"):
        with (
            pytest.raises(FileError, match=r"faq\.json: another program is writing in this folder; try again"),
            locks.locked(str(tmp_path), "faq.json"),
        ):
            pass
        assert os.listdir(tmp_path) == [locks.LOCK]
    with locks.locked(str(tmp_path), "faq.json"):
        pass


def test_a_lock_on_the_folder_itself_keeps_nobody_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "LOCK_SECONDS", 0)
    holder = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(holder, fcntl.LOCK_EX)
    with locks.locked(str(tmp_path), "faq.json"):
        pass
    os.close(holder)


def test_the_lock_of_a_killed_program_is_taken_over(tmp_path: Path) -> None:
    code = "import os, sys\nfrom askfaq.locks import locked\nwith locked(sys.argv[1], 'x'): os.kill(os.getpid(), 9)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False)
    assert os.listdir(tmp_path) == [locks.LOCK]
    with locks.locked(str(tmp_path), "faq.json"):
        pass
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(("folder", "lock"), [(0o755, 0o600), (0o775, 0o660), (0o777, 0o666), (0o1777, 0o600)])
def test_only_those_who_may_write_in_the_folder_can_open_the_lock(tmp_path: Path, folder: int, lock: int) -> None:
    tmp_path.chmod(folder)
    with locks.locked(str(tmp_path), "faq.json"):
        found = (tmp_path / locks.LOCK).stat()
        assert (stat.S_IMODE(found.st_mode), found.st_gid) == (lock, tmp_path.stat().st_gid)
    tmp_path.chmod(0o700)


@as_root
def test_a_lock_that_another_user_planted_in_a_sticky_folder_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locks, "LOCK_SECONDS", 0)
    tmp_path.chmod(0o1777)
    planted = tmp_path / locks.LOCK
    planted.touch()
    planted.chmod(0o666)
    os.chown(planted, 65534, 65534)
    with planted.open() as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        with locks.locked(str(tmp_path), "faq.json"):
            pass
    assert planted.exists()


def test_a_link_in_the_place_of_the_lock_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / locks.LOCK).symlink_to(tmp_path / "elsewhere")
    with locks.locked(str(tmp_path), "faq.json"):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_a_file_that_is_being_written_is_no_leftover(tmp_path: Path) -> None:
    descriptor, path = locks.create(str(tmp_path / "a-"), ".part", 0o600)
    locks.remove_leftovers(str(tmp_path), str.isprintable)
    assert os.path.exists(path)
    os.close(descriptor)
    locks.remove_leftovers(str(tmp_path), str.isprintable)
    assert os.listdir(tmp_path) == []


def test_what_is_no_file_is_no_leftover_and_not_waited_for(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(tmp_path / "folder")
    locks.remove_leftovers(str(tmp_path), {"folder", "link"}.__contains__)
    assert sorted(os.listdir(tmp_path)) == ["folder", "link", "pipe"]


def test_who_is_killed_while_it_has_a_lock_leaves_it(tmp_path: Path) -> None:
    name = str(tmp_path / "x.lock")
    code = f"import time; from askfaq.locks import taken\nwith taken({name!r}, 1):\n    print(1, flush=True); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        holder.stdout.readline()
        told: list[int] = []
        with pytest.raises(locks.LockTimeoutError), locks.taken(name, 0.1, lambda: told.append(1)):
            pass
        assert told
        holder.kill()
        holder.wait()
    with locks.taken(name, 1):
        pass
    assert not os.path.exists(name)
