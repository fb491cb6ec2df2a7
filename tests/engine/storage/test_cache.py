"""The cache: each kind of file has its place, for its user alone, and clearing leaves none of them behind."""

import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from askfaq.engine.storage import cache
from askfaq.errors import FileError

posix = pytest.mark.skipif(os.name == "nt", reason="POSIX file permissions, pipes and links")
as_root = pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="acts as several users")


def test_clearing_leaves_no_kind_of_file_behind_and_nobody_elses_is_touched(tmp_path: Path) -> None:
    kept = [cache.path_of(kind, "faq.json", str(tmp_path)) for kind in cache.SUFFIXES]
    for path in (*kept, f"{kept[0]}.1-2.part"):
        assert cache.write(path, [b"12"])
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "folder.index").mkdir()
    assert cache.clear(str(tmp_path)) == [2] * (len(kept) + 1)
    assert sorted(os.listdir(tmp_path)) == ["folder.index", "notes.txt"]


def test_there_is_nothing_to_clear_where_there_is_no_folder(tmp_path: Path) -> None:
    assert cache.clear(str(tmp_path / "none")) == []


def test_a_pipe_is_known_by_its_content_and_a_file_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "faq.json"
    file.write_text("[]")
    assert len({cache.path_of("index", str(file), "c", content=content) for content in ("one", "other")}) == 1
    pipe, end = os.pipe()
    named = f"/dev/fd/{pipe}"
    assert len({cache.path_of("index", named, "c", content=content) for content in ("one", "other")}) == 2
    os.close(pipe)
    os.close(end)


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A cache folder of which others were kept out from the start."""
    made = tmp_path / "cache"
    made.mkdir(mode=0o700)
    yield made
    made.chmod(0o700)


def kept(folder: Path, content: bytes = b"12") -> Path:
    """A file that askfaq has put into the folder."""
    path = cache.path_of("entries", "faq.json", str(folder))
    assert cache.write(path, [content])
    return Path(path)


@posix
@pytest.mark.parametrize("mask", [0o000, 0o022])
def test_what_is_kept_is_for_its_user_alone(tmp_path: Path, mask: int) -> None:
    before = os.umask(mask)
    try:
        path = kept(tmp_path / "home" / ".cache" / "askfaq")
    finally:
        os.umask(before)
    assert [stat.S_IMODE(p.stat().st_mode) for p in (path, *path.parents[:3])] == [0o600, 0o700, 0o700, 0o700]


@posix
def test_a_folder_that_others_could_read_is_closed(folder: Path) -> None:
    path = kept(folder)
    folder.chmod(0o755)
    assert cache.path_of("entries", "faq.json", str(folder)) == str(path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert path.exists()


@posix
@pytest.mark.parametrize("mode", [0o620, 0o602])
def test_what_others_could_have_changed_is_not_trusted(folder: Path, mode: int) -> None:
    path = kept(folder)
    path.chmod(mode)
    folder.chmod(0o777)
    assert cache.path_of("entries", "faq.json", str(folder)) == str(path)
    assert not path.exists()


@posix
def test_a_link_or_a_pipe_in_the_place_of_a_file_is_taken_away(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes"
    other.write_text("mine")
    path = kept(folder)
    for put in (lambda: path.symlink_to(other), lambda: os.mkfifo(path)):
        path.unlink()
        put()
        assert cache.path_of("entries", "faq.json", str(folder)) == str(path)
        assert not os.path.lexists(path)
        assert kept(folder) == path
    assert other.read_text() == "mine"


@posix
def test_opening_follows_no_link_and_waits_for_no_pipe(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "notes"
    other.write_text("mine")
    (folder / "link").symlink_to(other)
    os.mkfifo(folder / "pipe")
    for name in ("link", "pipe"):
        for flags in (os.O_RDONLY, os.O_WRONLY | os.O_APPEND | os.O_CREAT):
            with pytest.raises(OSError, match=r"not a file|Too many levels|No such device"):
                cache.opened(str(folder / name), flags)
    assert other.read_text() == "mine"


@as_root
def test_a_folder_of_another_user_is_neither_read_nor_written_nor_cleared(tmp_path: Path) -> None:
    for above in tmp_path.parents[:3]:
        above.chmod(above.stat().st_mode | 0o011)
    tmp_path.chmod(0o711)
    folder = tmp_path / "cache"
    folder.mkdir()
    path = kept(folder)
    os.chown(path, 65534, 65534)
    os.chown(folder, 65534, 65534)
    folder.chmod(0o777)
    code = (
        "import os, sys\nfrom askfaq.engine.storage import cache\nfrom askfaq.errors import FileError\n"
        "os.setuid(1001)\n"
        "path = cache.path_of('entries', 'faq.json', sys.argv[1])\n"
        "try: cache.clear(sys.argv[1])\n"
        "except FileError as error: print(error)\n"
        "print(os.path.exists(path), cache.write(path, [b'x']))\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(folder)], capture_output=True, text=True)
    assert done.stdout == f"{folder}: this cache folder is not your own; nothing was deleted\nFalse False\n"
    assert path.read_bytes() == b"12"
    link = tmp_path / "link"
    link.symlink_to(kept(tmp_path / "own").parent)
    os.chown(link, 65534, 65534, follow_symlinks=False)
    with pytest.raises(FileError, match="not your own"):
        cache.clear(str(link))


@posix
def test_what_a_killed_program_left_goes_with_the_next_write(folder: Path) -> None:
    path = cache.path_of("index", "faq.json", str(folder))
    code = (
        "import os, sys\nfrom askfaq.engine.storage import cache\n"
        "def parts():\n    yield b'1'\n    os.kill(os.getpid(), 9)\n"
        "cache.write(sys.argv[1], parts())\n"
    )
    subprocess.run([sys.executable, "-c", code, path], check=False)
    (left,) = folder.iterdir()
    assert left.name.endswith(".part")
    assert os.listdir(kept(folder).parent) == [kept(folder).name]


def test_a_file_that_is_about_to_be_moved_is_no_leftover(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    move = os.replace

    def while_another_writes(part: str, path: str) -> None:
        monkeypatch.setattr(os, "replace", move)
        assert cache.write(str(tmp_path / "b.states"), [b"b"])  # takes leftovers away
        move(part, path)

    monkeypatch.setattr(os, "replace", while_another_writes)
    assert cache.write(str(tmp_path / "a.index"), [b"a"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.index", "b.states"]
