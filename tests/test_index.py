"""The cache: it saves encoding, and whatever is wrong with it only costs time."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from askfaq.matching import index
from askfaq.matching.encoder import Encoder
from askfaq.model import Entry, FaqFile

ENTRIES = (
    Entry("hug", "How long do hugs last?", "Twenty seconds."),
    Entry("cry", "May I cry?", "Yes.", ("is crying ok",)),
)


class Counting(Encoder):
    """An encoder that counts the texts it reads."""

    def __init__(self) -> None:
        super().__init__()
        self.read = 0

    def views(self, texts: Sequence[str], *, threads: int = 1) -> Any:
        self.read += len(texts)
        return super().views(texts, threads=threads)


def build(tmp_path: Path, *entries: Entry, encoder: Encoder | None = None, cache: str | None = None) -> index.Index:
    path = tmp_path / "faq.json"
    path.touch()
    faq = FaqFile(entries or ENTRIES, path=str(path))
    return index.build(faq, encoder or Counting(), 1.0, cache_dir=cache or str(tmp_path / "cache"), progress=None)


def cache_file(tmp_path: Path) -> Path:
    (found,) = (tmp_path / "cache").iterdir()
    return found


def test_a_second_time_nothing_is_encoded(tmp_path: Path) -> None:
    first = build(tmp_path)
    encoder = Counting()
    again = build(tmp_path, encoder=encoder)
    assert encoder.read == 0
    assert np.array_equal(first.meaning.near, again.meaning.near)


def test_an_edited_entry_is_encoded_alone(tmp_path: Path) -> None:
    build(tmp_path)
    encoder = Counting()
    build(tmp_path, ENTRIES[0], ENTRIES[1]._replace(aliases=("is crying allowed",)), encoder=encoder)
    assert encoder.read == 1


@pytest.mark.parametrize(
    "damage", [b"", b"x" * 100, b"askfaq vectors 1\n", None], ids=["empty", "noise", "cut", "a flipped bit"]
)
def test_a_damaged_cache_only_costs_time(tmp_path: Path, damage: bytes | None) -> None:
    first = build(tmp_path)
    file = cache_file(tmp_path)
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]) if damage is None else damage)
    encoder = Counting()
    again = build(tmp_path, encoder=encoder)
    assert encoder.read > 0
    assert np.array_equal(first.meaning.near, again.meaning.near)
    assert cache_file(tmp_path).read_bytes() == whole


def test_a_cache_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert build(tmp_path).entries == 2


def test_no_draft_is_left_behind(tmp_path: Path) -> None:
    build(tmp_path)
    assert [f.suffix for f in (tmp_path / "cache").iterdir()] == [".vectors"]


def test_without_a_cache_folder_nothing_is_written(tmp_path: Path) -> None:
    faq = FaqFile(ENTRIES)
    index.build(faq, Encoder(), 1.0, cache_dir=None, progress=None)
    assert os.listdir(tmp_path) == []


def test_progress_runs_to_the_end(tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    index.build(FaqFile(ENTRIES), Encoder(), 1.0, cache_dir=None, progress=lambda done, of: seen.append((done, of)))
    assert seen[0][0] == 0
    assert seen[-1][0] == seen[-1][1] > 0


def test_an_answer_that_entries_share_says_nothing() -> None:
    shared = [Entry("a", "A?", "On file."), Entry("b", "B?", "On file."), Entry("c", "C?", "Its own.")]
    assert index.own_answers(FaqFile(tuple(shared))) == ["", "", "Its own."]


def test_passages_are_whole_sentences() -> None:
    answer = " ".join(f"Sentence {i} has six words here." for i in range(40))
    passages = index.split_passages(answer)
    assert len(passages) > 1
    assert all(p.endswith(".") and len(p.split()) <= index.PASSAGE_WORDS for p in passages)
