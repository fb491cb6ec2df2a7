"""askfaq index: the index lies ready, and losing it loses nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest

from askfaq import paths
from askfaq.commands.index import clear_cache
from askfaq.engine.storage import cache
from askfaq.terminal.streams import open_terminal
from conftest import Run, entry

Askfaq = Callable[..., Run]
DOGS = [entry("Do you take dogs?", "Yes, small ones.", id="dogs"), entry("When is breakfast?", "At eight.", id="food")]
QUESTION = ["ask", "is my puppy welcome", "--json", "--faq"]


@pytest.fixture
def kept(env: dict[str, str]) -> Path:
    """The cache folder."""
    return Path(env["HOME"], ".cache", "askfaq")


def test_an_index_is_made_once(askfaq: Askfaq, faq_file: Callable[..., str], kept: Path) -> None:
    path = faq_file(DOGS)
    first, second = askfaq("index", path), askfaq("index", path)
    assert (first.code, second.code) == (0, 0)
    assert first.out.startswith(f"{path}: 2 entries, 2 wordings: index made\n{kept}/")
    assert second.out.startswith(f"{path}: 2 entries, 2 wordings: index ready already\n{kept}/")


def test_an_answer_does_not_leave_before_the_index_is_written(
    faq_file: Callable[..., str], kept: Path, env: dict[str, str]
) -> None:
    code = (
        "import sys, threading, time\n"
        "from askfaq import main\n"
        "from askfaq.engine.index import file\n"
        "is_answered, run, write = threading.Event(), main.run, file.write\n"
        "main.run = lambda argv: (run(argv), is_answered.set())[0]\n"
        "file.write = lambda *what: is_answered.wait(60) and (time.sleep(0.2) or write(*what))\n"
        f"sys.argv = ['askfaq', *{QUESTION}, {faq_file(DOGS)!r}]\n"
        "main.main()\n"
    )
    there = {**env, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    assert subprocess.run([sys.executable, "-c", code], env=there).returncode in (0, 1)
    assert list(kept.glob("*.index"))


@pytest.mark.skipif(not os.path.exists("/dev/stdin"), reason="needs /dev/stdin")
def test_a_faq_in_a_pipe_is_read_once(askfaq: Askfaq) -> None:
    run = askfaq("index", "--faq", "/dev/stdin", stdin=json.dumps(DOGS))
    assert (run.code, run.err) == (0, "")
    assert run.out.startswith("/dev/stdin: 2 entries, 2 wordings: index made\n")


def headed(header: bytes) -> bytes:
    """A file whose header is sound but for what it says."""
    return len(header).to_bytes(8, "little") + header + crc32(header).to_bytes(4, "little")


@pytest.mark.parametrize(
    "damage",
    [b"", b"x", b"\0" * 100, headed(b"1"), headed(b"[" * 100_000), headed(b"{}"), headed(b'{"__metadata__":1}')],
    ids=["empty", "short", "zeros", "a number", "deep", "no keys", "no metadata"],
)
def test_a_damaged_index_only_costs_time(
    askfaq: Askfaq, faq_file: Callable[..., str], kept: Path, damage: bytes
) -> None:
    path = faq_file(DOGS)
    whole = askfaq(*QUESTION, path)
    for file in kept.iterdir():
        file.write_bytes(damage)
    assert askfaq(*QUESTION, path) == whole


@pytest.mark.parametrize("position", [8, 400, -9])
def test_a_flipped_byte_is_noticed(askfaq: Askfaq, faq_file: Callable[..., str], kept: Path, position: int) -> None:
    path = faq_file(DOGS)
    whole = askfaq(*QUESTION, path)
    (index,) = kept.glob("*.index")
    content = bytearray(index.read_bytes())
    content[position] ^= 0xFF
    index.write_bytes(content)
    assert askfaq(*QUESTION, path) == whole


def test_a_header_of_other_numbers_is_noticed(askfaq: Askfaq, faq_file: Callable[..., str], kept: Path) -> None:
    path = faq_file(DOGS)
    whole = askfaq(*QUESTION, path)
    (index,) = kept.glob("*.index")
    content = index.read_bytes()
    damaged = content.replace(b'"content.language_coverage":"1.0"', b'"content.language_coverage":"0.1"')
    assert damaged != content
    index.write_bytes(damaged)
    assert askfaq(*QUESTION, path) == whole


def test_an_edited_faq_gets_a_new_index(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    askfaq("index", faq_file(DOGS))
    path = faq_file([*DOGS, entry("May I smoke inside?", "No.", id="smoke")])
    assert "3 entries, 3 wordings: index made" in askfaq("index", path).out
    assert askfaq("ask", "can I smoke indoors", "--json", "--faq", path).objects[0]["matches"][0]["id"] == "smoke"


def test_a_cache_that_cannot_be_written_costs_no_error(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    path = faq_file(DOGS)
    run = askfaq(*QUESTION, path, XDG_CACHE_HOME="/dev/null/nowhere")
    assert run == askfaq(*QUESTION, path)
    made = askfaq("index", path, XDG_CACHE_HOME="/dev/null/nowhere")
    assert (made.code, made.err) == (
        0,
        "askfaq: /dev/null/nowhere/askfaq: the index cannot be kept here; the next question makes it anew\n",
    )


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes of POSIX")
@pytest.mark.parametrize("suffix", sorted(cache.SUFFIXES.values()))
def test_a_pipe_in_the_cache_is_not_waited_for(
    askfaq: Askfaq, faq_file: Callable[..., str], kept: Path, suffix: str
) -> None:
    path = faq_file([*DOGS, entry("What is in the attic?", "Dust. " * 6_000, id="attic")])
    whole = askfaq(*QUESTION, path)
    (index,) = kept.glob("*.index")
    pipe = index.with_suffix(suffix)
    pipe.unlink(missing_ok=True)
    os.mkfifo(pipe)
    assert askfaq(*QUESTION, path) == whole
    assert askfaq("check", path).code in (0, 1)


def test_clear_deletes_indexes_and_nothing_else(askfaq: Askfaq, faq_file: Callable[..., str], kept: Path) -> None:
    askfaq("index", faq_file(DOGS))
    (kept / "notes.txt").write_text("mine")
    (kept / "a folder.index").mkdir()
    assert askfaq("index", "--clear").out.startswith(f"{kept}: 3 files deleted, ")
    assert sorted(os.listdir(kept)) == ["a folder.index", "notes.txt"]
    (kept / "x.stamp").write_text("one")
    assert askfaq("index", "--clear").out.startswith(f"{kept}: 1 file deleted, 3 bytes")
    assert askfaq("index", "--clear").out.startswith(f"{kept}: 0 files deleted, ")


@pytest.mark.parametrize("flag", [(), ("--faq",)])
def test_clear_takes_no_faq_so_that_nobody_deletes_more_than_they_name(
    askfaq: Askfaq, faq_file: Callable[..., str], kept: Path, flag: tuple[str, ...]
) -> None:
    path = faq_file(DOGS)
    askfaq("index", path)
    before = os.listdir(kept)
    message = "askfaq: --clear deletes the indexes of all FAQs, so it takes no FAQ; to do that: askfaq index --clear\n"
    assert askfaq("index", *flag, path, "--clear") == Run(2, "", message)
    assert os.listdir(kept) == before


def test_what_is_gone_when_its_turn_comes_is_not_deleted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(paths, "cache_dir", lambda: str(tmp_path))
    (tmp_path / "one.index").write_text("12345")
    monkeypatch.setattr(os, "listdir", lambda _: ["a.index.1.part", "one.index"])
    assert clear_cache(open_terminal()) == 0
    assert capsys.readouterr().out == f"{tmp_path}: 1 file deleted, 5 bytes\n"
    assert not (tmp_path / "one.index").exists()


def test_a_file_whose_bytes_do_not_reach_the_disk_gets_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError("the disk is full")

    path = tmp_path / "one.index"
    assert cache.write(str(path), [b"whole"])
    monkeypatch.setattr(os, "fsync", full)
    assert not cache.write(str(path), [b"torn"], is_synced=True)
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("one.index", b"whole")]


def test_the_shipped_index_is_that_of_the_sample(askfaq: Askfaq) -> None:
    run = askfaq("index")
    assert "10 entries" in run.out
    assert run.out.splitlines()[0].endswith("index ready already")
    assert "sample.index" in run.out
