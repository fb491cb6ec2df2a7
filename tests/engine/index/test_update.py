"""An edited FAQ's index, made from the last one, holds what one that is made anew would hold."""

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from test_vector_log import Counting

from askfaq.engine.encoder.caching import CachingEncoder
from askfaq.engine.engine import Engine
from askfaq.engine.index import file as index_file
from askfaq.engine.index import shortlist, update, vector_log
from askfaq.engine.index.build import Build, Index, build, fit_semantic
from askfaq.engine.index.source import read_texts, source_of
from askfaq.engine.index.update import updated
from askfaq.engine.storage import record
from askfaq.model import Entry, FaqFile

ENCODER = CachingEncoder(None)  # each text is encoded once in all these tests
Entries = tuple[Entry, ...]


def generated(count: int) -> Entries:
    """Entries of one to three phrasings, some with an answer that others have too."""
    rng = random.Random(7)
    nouns = ["hug", "invoice", "password", "session", "refund", "parcel", "card", "visa", "dog", "key"]

    def question() -> str:
        return f"how do I {rng.choice(['get', 'lose', 'send', 'change'])} a {rng.choice(nouns)} {rng.randrange(99)}?"

    return tuple(
        Entry(
            f"e{i}",
            question(),
            rng.choice(["On file.", f"That is answer {i}. " * rng.randrange(1, 30)]),
            tuple(question() for _ in range(i % 3)),
            rng.choice([None, "A", "B"]),
        )
        for i in range(count)
    )


ENTRIES = generated(60)
NEW = Entry("new", "May I pay by cheque?", "By card or in cash only.", ("do you take cheques",))


def edited(entries: Entries) -> Entries:
    return (*entries[:20], entries[20]._replace(answer="Another answer."), *entries[21:])


def shared(entries: Entries) -> Entries:
    """The answer of one is given to another: neither counts as its own any more."""
    own = next(e.answer for e in entries if e.answer != "On file.")
    return (*entries[:-1], entries[-1]._replace(answer=own))


EDITS: list[Callable[[Entries], Entries]] = [
    edited,
    shared,
    lambda e: (*e[:30], NEW, *e[30:]),
    lambda e: (NEW, *e),
    lambda e: (*e, NEW, NEW),
    lambda e: (*e[:30], *e[31:]),
    lambda e: tuple(reversed(e)),
    lambda e: (e[5], *e),
    lambda e: (*edited(e)[3:], NEW, e[0]),
    lambda e: (e[0]._replace(question="Something else?"), *e[1:]),
]
NAMES = ["an answer", "a shared answer", "one more", "one before", "one twice", "one less", "backwards", "a copy"]
NAMES += ["several", "a question"]


@pytest.fixture(params=[10_000, 10], ids=["small", "large"], autouse=True)
def eager(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """FAQs of any size are patched, whatever has changed, as small and as large ones."""
    monkeypatch.setattr(update, "FEWEST", 1)
    monkeypatch.setattr(update, "MOST_CHANGED", 1.0)
    monkeypatch.setattr(shortlist, "LARGE", request.param)


def made(entries: Entries) -> Index:
    return build(source_of(entries), Build(ENCODER, 1.0, None, None))


def patched(old: Index, entries: Entries) -> Index | None:
    return updated(old, source_of(entries), Build(ENCODER, 1.0, None, None))


def arrays(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every array and number of nested tuples, by the path of its field."""
    if isinstance(value, tuple):
        for field, part in zip(getattr(value, "_fields", range(len(value))), value, strict=True):
            yield from arrays(part, f"{name}.{field}")
    else:
        yield name, value


def as_learned(entries: Entries, old: Index) -> Index:
    """The index made anew of all entries, with what the old one has learned of them as a whole."""
    source = source_of(entries)
    texts = read_texts(*source[:2])
    read = vector_log.read(texts.phrasings, [*texts.whole, *texts.passages], ENCODER, None, None)
    return made(entries)._replace(semantic=fit_semantic(texts, read, is_large=old.uses_shortlist, like=old.semantic))


@pytest.mark.parametrize("edit", EDITS, ids=NAMES)
def test_it_holds_what_one_made_anew_holds(edit: Callable[[Entries], Entries]) -> None:
    old = made(ENTRIES)
    found = patched(old, edit(ENTRIES))
    assert found
    assert found.changed > 0
    for (name, one), (_, other) in zip(arrays(found), arrays(as_learned(edit(ENTRIES), old)), strict=True):
        if name == ".changed":
            continue
        if hasattr(one, "dtype"):
            assert (one.dtype, one.shape) == (other.dtype, other.shape), name
            assert one == pytest.approx(other, abs=1e-5), name
        else:
            assert one == other, name


def test_only_what_is_new_is_encoded_and_the_log_keeps_the_rest(tmp_path: Path) -> None:
    log, encoder = str(tmp_path / "faq.vectors"), Counting()
    old = build(source_of(ENTRIES), Build(encoder, 1.0, log, None))
    encoder.count = 0
    assert updated(old, source_of((*ENTRIES, NEW)), Build(encoder, 1.0, log, None))
    assert encoder.count == 4  # two phrasings, the question with the answer, the answer
    encoder.count = 0
    build(source_of((*ENTRIES, NEW)), Build(encoder, 1.0, log, None))
    assert encoder.count == 0


def test_a_patched_index_is_patched_again_until_much_has_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "MOST_CHANGED", 0.06)
    index, entries = made(ENTRIES), ENTRIES
    for i in range(3):
        entries = (*entries[:i], entries[i]._replace(answer=f"Changed {i}."), *entries[i + 1 :])
        found = patched(index, entries)
        assert found
        assert found.changed == [1, 3, 6][i]  # phrasings
        index = found
    assert patched(index, entries[4:]) is None
    assert patched(index, (*entries, NEW)) is None


def test_one_entry_with_many_new_aliases_is_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "MOST_CHANGED", 0.06)
    many = ENTRIES[0]._replace(aliases=tuple(f"May I pay by cheque {i}?" for i in range(8)))
    assert patched(made(ENTRIES), (many, *ENTRIES[1:])) is None


def test_what_changes_its_kind_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = tuple(entry._replace(aliases=()) for entry in ENTRIES)
    with_alias = (*bare[:-1], bare[-1]._replace(aliases=("an alias",)))
    assert patched(made(bare), with_alias) is None  # nothing is known yet of how the phrasings of an entry differ
    assert patched(made(with_alias), bare) is None
    assert patched(made(bare), edited(bare))
    old = made(ENTRIES)
    monkeypatch.setattr(shortlist, "LARGE", len(old.owners))
    assert [patched(made(ENTRIES), entries) is None for entries in (edited(ENTRIES), (*ENTRIES, NEW))] == [False, True]


def test_small_faqs_are_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "FEWEST", 1000)
    assert patched(made(ENTRIES), edited(ENTRIES)) is None


def test_an_edited_faq_answers_like_one_that_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, cache = str(tmp_path / "faq.json"), str(tmp_path / "cache")
    Path(path).touch()
    queries = [
        "can I pay with a cheque",
        "what to do when the parcel is lost",
        "get a visa",
        "is the moon made of cheese",
    ]
    Engine(FaqFile(ENTRIES, path=path), cache_dir=cache, encoder=ENCODER).prepare()
    faq = FaqFile((*ENTRIES[1:], NEW), path=path)
    with monkeypatch.context() as only_patched:
        only_patched.setattr("askfaq.engine.cached_index.build", None)
        found = list(Engine(faq, cache_dir=cache, encoder=ENCODER).ask_many(queries))
    kept = list(Engine(faq, cache_dir=cache, encoder=ENCODER).ask_many(queries))
    whole = list(Engine(faq, encoder=ENCODER).ask_many(queries))
    assert kept == found
    assert [(r.status, r.matches[0].entry.id) for r in found] == [(r.status, r.matches[0].entry.id) for r in whole]
    assert [r.confidence for r in found] == pytest.approx([r.confidence for r in whole], abs=0.03)


def test_to_prepare_makes_an_index_anew_that_was_patched(tmp_path: Path) -> None:
    path, caches = str(tmp_path / "faq.json"), [tmp_path / "cache", tmp_path / "new"]
    Path(path).touch()
    Engine(FaqFile(ENTRIES, path=path), cache_dir=str(caches[0]), encoder=ENCODER).prepare()
    faq = FaqFile((*ENTRIES[1:], NEW), path=path)
    patched_engine = Engine(faq, cache_dir=str(caches[0]), encoder=ENCODER)
    patched_engine.ask("is the moon made of cheese")
    assert patched_engine._matcher().index.changed
    patched_engine.index_files()  # waits until it is written
    readies = [Engine(faq, cache_dir=str(folder), encoder=ENCODER).prepare() for folder in caches]
    kept, new = (next(folder.glob("*.index")).read_bytes() for folder in caches)
    assert (readies, kept == new) == ([False, False], True)
    assert Engine(faq, cache_dir=str(caches[0]), encoder=ENCODER).prepare()


def test_nothing_of_the_last_index_is_held_on_to(tmp_path: Path) -> None:
    """Windows does not replace a file that is mapped."""
    path, cache = str(tmp_path / "faq.json"), str(tmp_path / "cache")
    Path(path).touch()
    for faq in (FaqFile(ENTRIES, path=path), FaqFile((*ENTRIES, NEW), path=path)):
        engine = Engine(faq, cache_dir=cache, encoder=ENCODER)
        engine.ask("is the moon made of cheese")
        assert engine.index_files()
    matcher = engine._matcher()
    assert matcher.index.changed == len(NEW.phrasings)
    for name, value in arrays((matcher.index._replace(digests=matcher.index.owners), matcher.spread)):
        assert not hasattr(value, "dtype") or value.flags.writeable, name  # what is mapped is not


@pytest.mark.parametrize("place", [0.2, 0.5, 0.9])
def test_a_damaged_index_is_not_patched(tmp_path: Path, place: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(record, "CHECKED_SIZE", 0)
    path, cache = str(tmp_path / "faq.json"), tmp_path / "cache"
    Path(path).touch()
    Engine(FaqFile(ENTRIES, path=path), cache_dir=str(cache), encoder=ENCODER).prepare()
    (file,) = cache.glob("*.index")
    assert index_file.read_any(str(file))
    content = bytearray(file.read_bytes())
    content[int(place * len(content))] ^= 0xFF
    file.write_bytes(content)
    assert index_file.read_any(str(file)) is None
    monkeypatch.setattr("askfaq.engine.storage.cache.FORMAT", "another")
    assert index_file.read_any(str(file)) is None
