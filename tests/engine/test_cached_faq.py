"""A large FAQ is asked without reading its file again; the file stays the truth, whatever lies ready."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from askfaq import FileError, files, load
from askfaq.engine import cached_faq
from askfaq.engine.lexicon.stored import StoredFaq
from askfaq.engine.storage import cache as cached_files
from askfaq.engine.storage.cache import path_of
from askfaq.faq.load import load_faq
from askfaq.model import FaqFile
from conftest import Run, entry

Askfaq = Callable[..., Run]
Write = Callable[..., str]
PADDING = "\n\nlong " * 60_000
ENTRIES = [
    entry("Do you take dogs?", "Yes, small ones.", id="dogs", topic="Animals", aliases=["may I bring my puppy"]),
    entry("Do you take cats?", "No.\u202e\u0000 {[", id="cats", topic="animals "),
    entry("When is breakfast?", "At eight.", id="food"),
    entry("When is dinner?", "At seven.", id="dinner", topic="food\u0085"),
    entry("Is there a pool?", "Yes.", id="pool", topic="House"),
    entry("is there a POOL", "No.", id="no-pool", topic="Other house"),
    entry("What about everything else?", "See below." + PADDING, id="rest", topic="House"),
    entry("What about the rest?", "See above." + PADDING, id="more", topic="House", source="the desk"),
    entry("What about nothing?", "See nothing." + PADDING, id="none", topic="House"),
]
FAQ = {"title": "A house", "contact": "the desk", "entries": ENTRIES}
QUESTIONS = [
    ["do you take dogs"],
    ["ask", "--why", "do", "you", "take", "cats"],
    ["ask", "--json", "--why", "when is brekfast"],
    ["ask", "--json", "--topic", "animals", "is my puppy welcome"],
    ["ask", "--json", "--topic", "ANIMALS", "do you take cats"],
    ["ask", "--json", "--topic", "nothing", "is there a pool"],
    ["ask", "--why", "is there a pool"],
    ["ask", "--topic", "other HOUSE", "is there a pool"],
    ["ask", "--json", "what about everything else", "--top", "9"],
    ["how tall is the Eiffel tower"],
]


def change(target: str, text: str) -> None:
    """Change the file without a change of size."""
    assert os.path.getsize(target) == len(text.encode())
    Path(target).write_text(text, encoding="utf-8")


def text_of(faq: Any) -> str:
    return json.dumps(faq, ensure_ascii=False, indent=1)


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A cache folder of the tests that run in this process, where every file counts as large."""
    monkeypatch.setattr(files, "CACHED_FROM", 1)
    monkeypatch.setattr(cached_faq, "MAX_HASHED_BYTES", 0)
    return str(tmp_path / "cache")


def keep(path: str, cache: str) -> None:
    """What `askfaq index` keeps of a FAQ's entries."""
    cached_files.write(path_of("entries", path, cache), [cached_faq.lexicon_of(cached_faq.load(path, cache))])


def age(path: str) -> None:
    """Make the file look as if it had been written an hour ago."""
    an_hour_ago = time.time() - 3600
    os.utime(path, (an_hour_ago, an_hour_ago))


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as old enough for its times to be trusted."""
    monkeypatch.setattr(cached_faq, "SETTLED", -(10**18))


def refuse(*_: object) -> bytes:
    raise AssertionError("the file was read")


def answer(faq: FaqFile) -> str:
    return faq.entries[0].answer


@pytest.mark.usefixtures("settled")
def test_a_ready_faq_is_not_read(faq_file: Write, cache: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = faq_file(FAQ)
    keep(path, cache)
    cached_faq.load(path, cache)
    monkeypatch.setattr(files, "read_bytes", refuse)
    found = cached_faq.load(path, cache)
    assert isinstance(found, StoredFaq)
    assert answer(found) == "Yes, small ones."


def test_a_faq_that_is_not_ready_is_read_and_nothing_is_kept(faq_file: Write, cache: str) -> None:
    assert not isinstance(cached_faq.load(faq_file(FAQ), cache), StoredFaq)
    assert not os.path.exists(cache)


def test_the_times_of_a_file_just_written_are_not_trusted(
    faq_file: Write, cache: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = faq_file(FAQ)
    keep(path, cache)
    cached_faq.load(path, cache)
    assert not list(Path(cache).glob("*.stamp"))
    later = time.time_ns() + 3 * 10**9
    monkeypatch.setattr(time, "time_ns", lambda: later)
    cached_faq.load(path, cache)
    assert list(Path(cache).glob("*.stamp"))


@pytest.mark.usefixtures("settled")
def test_a_touched_file_is_read_once(faq_file: Write, cache: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = faq_file(FAQ)
    keep(path, cache)
    cached_faq.load(path, cache)
    age(path)
    assert isinstance(cached_faq.load(path, cache), StoredFaq)
    monkeypatch.setattr(files, "read_bytes", refuse)
    assert isinstance(cached_faq.load(path, cache), StoredFaq)


@pytest.mark.parametrize("back_to", [None, 0], ids=["within a tick", "with its old times"])
def test_an_edit_of_the_same_size_is_seen_at_once(faq_file: Write, cache: str, back_to: int | None) -> None:
    path = faq_file(FAQ)
    os.utime(path, ns=(0, 0))
    keep(path, cache)
    for new in ("Now, small ones.", "Yes, small ones.", "Not small ones.."):
        cached_faq.load(path, cache)
        found = os.stat(path)
        change(path, text_of(FAQ).replace("Yes, small ones.", new))
        if back_to is not None:
            os.utime(path, ns=(back_to, back_to))
        else:
            os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
        assert answer(cached_faq.load(path, cache)) == new


@pytest.mark.usefixtures("settled")
def test_another_file_of_the_same_size_and_times_is_seen(
    faq_file: Write, cache: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = faq_file(FAQ)
    keep(path, cache)
    cached_faq.load(path, cache)
    found = os.stat(path)
    os.rename(path, f"{path}.old")
    Path(path).write_text(text_of(FAQ).replace("small", "large"), encoding="utf-8")
    other = os.stat(path).st_ino
    assert other != found.st_ino
    same_but_for_its_number = os.stat_result(
        (found[0], other, *found[2:10]), {"st_mtime_ns": found.st_mtime_ns, "st_ctime_ns": found.st_ctime_ns}
    )
    monkeypatch.setattr(cached_faq, "os", SimpleNamespace(stat=lambda _: same_but_for_its_number, path=os.path))
    assert answer(cached_faq.load(path, cache)) == "Yes, large ones."


@pytest.mark.usefixtures("settled")
def test_an_edit_of_the_same_size_that_restores_the_time_is_seen(faq_file: Write, cache: str) -> None:
    path = faq_file(FAQ)
    age(path)
    keep(path, cache)
    cached_faq.load(path, cache)
    found = os.stat(path)
    time.sleep(0.1)  # longer than the clock of any file system's times
    change(path, text_of(FAQ).replace("small", "large"))
    os.utime(path, ns=(found.st_atime_ns, found.st_mtime_ns))
    assert answer(cached_faq.load(path, cache)) == "Yes, large ones."


@pytest.mark.usefixtures("settled")
def test_other_bytes_are_seen_though_number_size_and_times_are_the_same(
    faq_file: Write, cache: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a program writes through a map of a file in memory, or another disk is mounted in the same place."""
    monkeypatch.setattr(cached_faq, "MAX_HASHED_BYTES", 2**30)
    path = faq_file(FAQ)
    keep(path, cache)
    cached_faq.load(path, cache)
    found = os.stat(path)
    change(path, text_of(FAQ).replace("small", "large"))
    monkeypatch.setattr(cached_faq, "os", SimpleNamespace(stat=lambda _: found, path=os.path))
    assert answer(cached_faq.load(path, cache)) == "Yes, large ones."


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 100], ids=["empty", "short", "zeros"])
@pytest.mark.parametrize("suffix", [".entries", ".stamp"])
def test_damaged_files_only_cost_time(faq_file: Write, cache: str, suffix: str, damage: bytes) -> None:
    path = faq_file(FAQ)
    keep(path, cache)
    cached_faq.load(path, cache)
    (file,) = Path(cache).glob(f"*{suffix}")
    file.write_bytes(damage)
    assert tuple(cached_faq.load(path, cache).entries) == load_faq(path).entries


def test_a_damaged_page_is_made_again(faq_file: Write, cache: str) -> None:
    path = faq_file(FAQ)
    keep(path, cache)
    ready = Path(path_of("entries", path, cache))
    whole = ready.read_bytes()
    ready.write_bytes(whole.replace(b"small ones", b"large ones"))
    assert answer(cached_faq.load(path, cache)) == "Yes, small ones."
    assert ready.read_bytes() == whole


def test_a_damaged_page_of_an_old_file_is_not_answered_from_a_new_one(faq_file: Write, cache: str) -> None:
    path = faq_file(FAQ)
    keep(path, cache)
    ready = Path(path_of("entries", path, cache))
    ready.write_bytes(ready.read_bytes().replace(b"small ones", b"large ones"))
    found = cached_faq.load(path, cache)
    faq_file(ENTRIES[1:])
    with pytest.raises(FileError, match="changed while it was being asked"):
        answer(found)


def test_what_was_opened_stays_what_it_was(faq_file: Write, cache: str) -> None:
    path = faq_file(FAQ)
    keep(path, cache)
    found = cached_faq.load(path, cache)
    faq_file(ENTRIES[1:])
    keep(path, cache)
    assert answer(found) == "Yes, small ones."
    assert answer(cached_faq.load(path, cache)).startswith("No.")


def test_a_broken_file_is_refused_though_an_older_one_lies_ready(faq_file: Write, cache: str) -> None:
    path = faq_file(FAQ)
    keep(path, cache)
    faq_file('[{"answer": "a"}]')
    with pytest.raises(FileError, match="entry 1 has no"):
        cached_faq.load(path, cache)


def test_a_small_file_is_simply_read(faq_file: Write, tmp_path: Path) -> None:
    path = faq_file(ENTRIES[:3])
    assert cached_faq.load(path, str(tmp_path / "cache")) == load_faq(path)


def test_the_command_line_says_the_same_from_what_lies_ready(
    askfaq: Askfaq, faq_file: Write, env: dict[str, str]
) -> None:
    path = faq_file(FAQ)
    lines = "".join(f"{' '.join(w for w in words if not w.startswith('--'))}\n" for words in QUESTIONS)
    unready = [askfaq(*words, "--faq", path, XDG_CACHE_HOME="/dev/null/nowhere") for words in QUESTIONS]
    unready.append(askfaq("ask", "-", "--json", "--why", "--faq", path, stdin=lines, XDG_CACHE_HOME="/dev/null/no"))
    made, again = askfaq("index", path), askfaq("index", path)
    assert (made.code, again.code) == (0, 0)
    assert ": 9 entries, 10 wordings: index made\n" in made.out
    assert made.out.replace("index made", "index ready already") == again.out
    assert ".entries: " in again.out
    ready = [askfaq(*words, "--faq", path) for words in QUESTIONS]
    ready.append(askfaq("ask", "-", "--json", "--why", "--faq", path, stdin=lines))
    assert ready == unready
    cache = Path(env["HOME"], ".cache", "askfaq")
    for file in cache.iterdir():
        file.chmod(0o400)
    cache.chmod(0o500)
    try:
        assert askfaq(*QUESTIONS[0], "--faq", path) == unready[0]
    finally:
        cache.chmod(0o700)
    assert {r.code for r in ready} == {0, 1}
    askfaq("index", "--clear")
    assert not any(cache.iterdir())


def test_two_programs_at_once_do_no_harm(faq_file: Write, env: dict[str, str]) -> None:
    path = faq_file(FAQ)
    command = [sys.executable, "-m", "askfaq", "index", path]
    running = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(3)]
    assert [(process.communicate()[1], process.returncode) for process in running] == [(b"", 0)] * 3
    cache = str(Path(env["HOME"], ".cache", "askfaq"))
    assert tuple(cached_faq.load(path, cache).entries) == load_faq(path).entries
    assert not list(Path(cache).glob("*.part"))


def test_the_python_interface_asks_what_lies_ready(
    faq_file: Write, cache: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    path = faq_file(FAQ)
    keep(path, str(tmp_path / "askfaq"))
    faq = load(path)
    assert isinstance(faq.file, StoredFaq)
    result = faq.ask("do you take dogs")
    assert result.answer == faq.entries[0] == load_faq(path).entries[0]
    assert len(faq.entries) == len(ENTRIES)


@pytest.mark.parametrize(
    ("question", "absent"),
    [
        ("do you take dogs", "typer rich numpy rapidfuzz platformdirs pathlib hashlib threading"),
        ("when is brekfast", "typer rich numpy platformdirs pathlib hashlib threading"),
    ],
)
def test_a_ready_question_loads_little_and_not_the_file(
    askfaq: Askfaq, faq_file: Write, env: dict[str, str], tmp_path: Path, question: str, absent: str
) -> None:
    path = faq_file(FAQ)
    folder = str(Path(env["HOME"], ".cache", "askfaq"))
    content = cached_files.digest(Path(path).read_bytes())
    faq = load_faq(path)._replace(content_hash=content)
    cached_files.write(path_of("entries", path, folder), [cached_faq.lexicon_of(faq)])
    cached_files.write(
        path_of("entries", path, folder).replace(".entries", ".stamp"), [cached_faq._stamp(os.stat(path), content)]
    )
    code = (
        "import sys\n"
        "from askfaq import files, main\n"
        "files.read_bytes = None\n"
        f"code = main.run([{question!r}, '--faq', {path!r}])\n"
        f"print(code, sorted(set({absent.split()!r}) & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 []"
