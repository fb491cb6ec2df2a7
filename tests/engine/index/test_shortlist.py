"""Large FAQs: a query that is weighed against a shortlist gets the answer that all entries would give."""

import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from askfaq.engine.cached_index import read_or_build
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.engine import Engine
from askfaq.engine.index import shortlist
from askfaq.engine.ranking import signals
from askfaq.engine.storage import record
from askfaq.faq.load import load_faq
from askfaq.model import Entry, FaqFile, Result
from conftest import SAMPLE

QUERIES = ["how long should a hug be", "is it fine to cry with my therapist", "what does a session cost", "xyzzy"]


def recombined(count: int) -> tuple[Entry, ...]:
    """Entries whose questions are heads and tails of the sample's."""
    wordings = [p.split() for e in load_faq(str(SAMPLE)).entries for p in e.phrasings]
    rng = random.Random(3)

    def mixed() -> str:
        head, tail = rng.choice(wordings), rng.choice(wordings)
        return " ".join([*head[: len(head) // 2 + 1], *tail[len(tail) // 2 :]])

    return tuple(
        Entry(f"e{i}", mixed(), f"Answer {i}.", (mixed(),), topic="even" if i % 2 else "odd") for i in range(count)
    )


ENTRIES = (*load_faq(str(SAMPLE)).entries, *recombined(150))


@pytest.fixture(scope="module")
def exact() -> Engine:
    return Engine(FaqFile(ENTRIES))


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """The same FAQ as if it were a large one, its index read from the disk."""
    folder = str(tmp_path_factory.mktemp("cache"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shortlist, "LARGE", 60)
        patch.setattr(shortlist, "LISTED", 20)
        patch.setattr(shortlist, "SAMPLE", 64)
        Engine(FaqFile(ENTRIES), cache_dir=folder).prepare()
        engine = Engine(FaqFile(ENTRIES), cache_dir=folder)
        assert engine.prepare()
        yield engine


def firsts(results: list[Result]) -> list[tuple[str, str, str]]:
    return [(r.status, r.matches[0].entry.id, r.matches[0].phrasing) for r in results]


def test_the_answers_are_those_of_all_entries(exact: Engine, listed: Engine) -> None:
    one, other = list(exact.ask_many(QUERIES)), list(listed.ask_many(QUERIES))
    assert firsts(one) == firsts(other)
    assert [r.confidence for r in one] == pytest.approx([r.confidence for r in other], abs=0.02)


def test_a_topic_narrows_the_shortlist(exact: Engine, listed: Engine) -> None:
    one, other = (list(engine.ask_many(QUERIES, topic="even")) for engine in (exact, listed))
    assert {m.entry.topic for r in other for m in r.matches} == {"even"}
    assert firsts(one) == firsts(other)
    assert [r.confidence for r in one] == pytest.approx([r.confidence for r in other], abs=0.05)


def test_the_answers_are_the_same_each_time(listed: Engine) -> None:
    together = list(listed.ask_many(QUERIES))
    assert list(listed.ask_many(QUERIES)) == together
    assert [listed.ask(query) for query in QUERIES] == together


def test_one_thread_or_two_make_the_same_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = []
    for threads in (1, 2):
        monkeypatch.setattr("os.cpu_count", lambda threads=threads: threads)
        engine = Engine(FaqFile(ENTRIES[:80]), cache_dir=str(tmp_path / str(threads)))
        made.append([(r.confidence, r.matches) for r in engine.ask_many(QUERIES)])
    assert made[0] == made[1]


def test_a_shortlist_stands_for_all_entries() -> None:
    rankings = np.random.default_rng(1).standard_normal((4, 5000)).astype(np.float32)
    owners = np.arange(5000)
    found = shortlist.likeliest(rankings, owners, owners, owners[:0])
    assert found.shares.sum() == pytest.approx(5000)
    assert set(np.argsort(-rankings, axis=1)[:, : shortlist.LISTED].ravel()) <= set(found.entries[found.shares == 1])


@pytest.mark.parametrize("count", [1, 2, 511, 512, 513, 5000])
def test_the_sample_is_even(count: int) -> None:
    entries = shortlist._even(count)
    assert len(entries) == len(set(entries.tolist())) == min(count, shortlist.SAMPLE)
    assert (entries[0], entries[-1]) == (0, count - 1)


def test_all_entries_are_looked_at_in_a_small_faq() -> None:
    faq = FaqFile(ENTRIES[:20])
    encoder = Encoder()
    index, spread = read_or_build(faq, encoder, 1.0).content
    (look,) = signals.weigh(index, spread, QUERIES[:1], encoder.views(QUERIES[:1]), np.arange(20))
    assert look.among.shares.tolist() == [1] * 20


@pytest.mark.parametrize("seed", range(12))
def test_damage_in_a_large_index_costs_time_and_never_an_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """Some bytes are others, or zero, anywhere in the file: in what is mapped, in rows, in checksums, in the header."""
    monkeypatch.setattr(shortlist, "LARGE", 60)
    monkeypatch.setattr(shortlist, "LISTED", 20)
    monkeypatch.setattr(record, "CHECKED_SIZE", 0)
    whole, vectors = kept_files(tmp_path.parent / "whole")
    chance = random.Random(seed)
    cache = tmp_path / "cache"
    cache.mkdir(mode=0o700)
    damaged = bytearray(whole.read_bytes())
    for _ in range(8):
        size = chance.choice([1, 1, 200, 5000])
        at = chance.randrange(len(damaged) - size)
        damaged[at : at + size] = chance.choice([chance.randbytes(size), bytes(size)])
    (cache / whole.name).write_bytes(damaged)
    (cache / vectors.name).write_bytes(vectors.read_bytes())
    engine = Engine(FaqFile(ENTRIES), cache_dir=str(cache))
    expected = list(Engine(FaqFile(ENTRIES), cache_dir=str(whole.parent)).ask_many(QUERIES))
    assert list(engine.ask_many(QUERIES)) == expected
    engine.prepare()
    assert (cache / whole.name).read_bytes() == whole.read_bytes()


def kept_files(folder: Path) -> list[Path]:
    """An undamaged index and its vectors, made once."""
    if not folder.exists():
        Engine(FaqFile(ENTRIES), cache_dir=str(folder)).prepare()
    return [next(folder.glob("*.index")), next(p for p in folder.glob("*.vectors"))]
