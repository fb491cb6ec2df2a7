"""What was counted of a FAQ before an edit is taken over, and nothing tells that it was."""

import random
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_stored import ENTRIES, FAQ

from askfaq.engine import cached_faq
from askfaq.engine.lexicon import memory
from askfaq.engine.lexicon.memory import MemoryLexicon
from askfaq.engine.lexicon.stored import read_any
from askfaq.engine.lexicon.writer import lexicon_file
from askfaq.engine.storage import cache
from askfaq.engine.storage.paged_file import PAGE
from askfaq.model import Entry, FaqFile

Entries = Sequence[Entry]
LISTS = st.lists(ENTRIES, max_size=5, unique_by=lambda entry: entry.id)
NEW = Entry("new", "May I pay by cheque?", "By card only; naïve, isn't it?", ("do you take cheques",), "Tabs\there")


def written(entries: Entries, folder: Path) -> str:
    path = folder / "faq.entries"
    path.write_bytes(cached_faq.lexicon_of(FAQ._replace(entries=entries)))
    return str(path)


def contained(entries: Entries, phrasings: MemoryLexicon) -> bytes:
    return lexicon_file(FaqFile(entries), phrasings, 1.0, "key")


def check(old: Entries, new: Entries, folder: Path) -> None:
    known = read_any(written(old, folder))
    assert known is not None
    assert contained(new, MemoryLexicon(new, known)) == contained(new, MemoryLexicon(new))


@given(LISTS, LISTS, st.randoms())
def test_any_edit_gives_what_counting_anew_gives(
    tmp_path_factory: pytest.TempPathFactory, old: list[Entry], other: list[Entry], rng: random.Random
) -> None:
    kept = [entry for entry in old if rng.random() < 0.7]
    new = kept + [entry for entry in other if entry.id not in {e.id for e in kept}]
    rng.shuffle(new)
    check(old, new, tmp_path_factory.mktemp("any"))


@pytest.mark.parametrize(
    "new",
    [
        FAQ.entries,
        (),
        (NEW,),
        (*FAQ.entries, NEW),
        FAQ.entries[1:],
        FAQ.entries[::-1],
        (FAQ.entries[0]._replace(answer="Other words."), *FAQ.entries[1:]),
        (FAQ.entries[0]._replace(id="another"), *FAQ.entries[1:]),
        (FAQ.entries[0]._replace(topic="A topic of its own"), *FAQ.entries[1:]),
    ],
    ids=["none", "all gone", "all others", "one more", "one less", "backwards", "an answer", "an id", "a topic"],
)
def test_an_edit_gives_what_counting_anew_gives(tmp_path: Path, new: Entries) -> None:
    check(FAQ.entries, new, tmp_path)


def test_edit_upon_edit_gives_what_counting_anew_gives(tmp_path: Path) -> None:
    entries = [*FAQ.entries[:50]]
    for i in range(40):
        known = read_any(written(entries, tmp_path))
        entries[i] = NEW._replace(id=f"new{i}") if i % 2 else entries[i]._replace(answer=f"Number {i}, isn't it?")
        (tmp_path / "faq.entries").write_bytes(contained(entries, MemoryLexicon(entries, known)))
    assert contained(entries, MemoryLexicon(entries, known)) == contained(entries, MemoryLexicon(entries))


def test_only_what_is_new_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    known = read_any(written(FAQ.entries, tmp_path))
    assert known is not None
    read: list[str] = []
    monkeypatch.setattr(memory, "words", lambda text: read.append(text) or [])
    edited = (*FAQ.entries[:7], NEW, *FAQ.entries[8:])
    contained(edited, MemoryLexicon(edited, known))
    gone = FAQ.entries[7]
    assert {line for text in read for line in text.split("\n")} == {
        text for e in (NEW, gone) for text in (*e.phrasings, e.answer, e.topic or "")
    }


def test_a_damaged_file_tells_nothing(tmp_path: Path) -> None:
    whole = Path(written(FAQ.entries, tmp_path)).read_bytes()
    path = tmp_path / "damaged.entries"
    right = read_any(written(FAQ.entries, tmp_path))
    assert right is not None
    for place in range(0, len(whole), PAGE // 2):
        damaged = bytearray(whole)
        damaged[place] ^= 0x15
        path.write_bytes(damaged)
        assert read_any(str(path)) in (None, right), place
    for length in range(0, len(whole), PAGE):
        path.write_bytes(whole[:length])
        assert read_any(str(path)) is None


def test_a_file_of_another_version_tells_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "FORMAT", "another")
    assert read_any(written(FAQ.entries, tmp_path)) is None
    assert read_any(str(tmp_path / "nowhere")) is None
