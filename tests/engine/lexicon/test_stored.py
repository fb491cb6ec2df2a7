"""What lies ready of a large FAQ tells the same as the FAQ itself, whatever is in it and whatever becomes of it."""

import random
from collections.abc import Callable
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.engine import cached_faq
from askfaq.engine.analysis.query import QueryReader
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.engine import Engine
from askfaq.engine.lexicon.memory import MemoryLexicon
from askfaq.engine.lexicon.stored import StoredFaq, open_stored
from askfaq.engine.storage import cache
from askfaq.engine.storage.cache import path_of
from askfaq.engine.storage.paged_file import PAGE
from askfaq.model import NO_TOPIC, Entry, FaqFile

ENCODER = Encoder()
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
ENTRIES = st.builds(
    Entry,
    TEXT,
    TEXT,
    TEXT,
    st.lists(TEXT, max_size=3).map(tuple),
    st.none() | TEXT,
    st.none() | TEXT,
    st.lists(TEXT, max_size=2).map(tuple),
)


def never(_: str) -> bytes:
    raise AssertionError("nothing is damaged")


def stored(faq: FaqFile, folder: Path, remake: Callable[[str], bytes] = never) -> StoredFaq:
    path = folder / "faq.entries"
    path.write_bytes(cached_faq.lexicon_of(faq))
    found = open_stored(str(path), faq.path, remake)
    assert found
    return found


def generated(entries: int, *, seed: int = 1) -> FaqFile:
    """A FAQ whose questions share words, some of them all their words."""
    rng = random.Random(seed)
    syllables = ["can", "ce", "re", "fund", "ship", "ment", "pass", "word", "in", "voice", "card", "é", "lo", "gin"]
    nouns = ["".join(rng.choices(syllables, k=3)) for _ in range(60)]
    starts = ["how do I", "where is the", "what about my", "why was the"]

    def question() -> str:
        return f"{rng.choice(starts)} {' '.join(rng.choices(nouns, k=rng.randrange(1, 4)))}?"

    found = tuple(
        Entry(f"e{n}", question(), f"That is {question()}", (question(),), rng.choice([None, "A", "B"]))
        for n in range(entries)
    )
    return FaqFile(found, "Generated", "en", "call us", 0.5, "generated.json", "hash")


FAQ = generated(400)


@given(st.lists(ENTRIES, max_size=4))
def test_any_entries_are_given_back(tmp_path_factory: pytest.TempPathFactory, entries: list[Entry]) -> None:
    faq = FaqFile(tuple(entries), title="\u202e\0", path="x.json", content_hash="hash")
    found = stored(faq, tmp_path_factory.mktemp("any"))
    assert found._replace(entries=tuple(found.entries)) == faq
    assert found.topics() == faq.topics()
    assert found.count_phrasings() == faq.count_phrasings()
    names = [*faq.topics(), "", NO_TOPIC]
    assert [found.of_topic(t) for t in names] == [faq.of_topic(t) for t in names]


def test_entries_are_a_sequence(tmp_path: Path) -> None:
    found = stored(FAQ, tmp_path).entries
    assert (len(found), found[-1], found[2:5]) == (400, FAQ.entries[-1], FAQ.entries[2:5])
    with pytest.raises(IndexError):
        found[400]
    assert stored(FAQ, tmp_path).of_topic("no such topic") == []


def test_a_huge_entry_is_given_back(tmp_path: Path) -> None:
    huge = Entry("huge", "q" * 100_000, "line\n" * 1_000_000)
    assert stored(FaqFile((huge, *FAQ.entries)), tmp_path).entries[0] == huge


def test_words_stand_where_the_entries_hold_them(tmp_path: Path) -> None:
    found, counted = stored(FAQ, tmp_path).lexicon, MemoryLexicon(FAQ.entries)
    for place, entry in enumerate(FAQ.entries):
        assert found.folded_phrasings(place) == counted.folded_phrasings(place)
        for sentence in (*counted.folded_phrasings(place), f"no {entry.id}"):
            assert list(found.entries_with_wording(sentence)) == list(counted.entries_with_wording(sentence))
    for word in {w for i in range(400) for sentence in counted.folded_phrasings(i) for w in sentence.split()} | {
        "",
        "zzz",
    }:
        assert list(found.entries_with_word(word)) == list(counted.entries_with_word(word))


def test_phrasings_of_one_hash_are_told_apart(tmp_path: Path) -> None:
    assert crc32(b"plumless") == crc32(b"buckeroo")
    found = stored(FaqFile((Entry("a", "Plumless?", "-"), Entry("b", "?", "-", ("buckeroo",)))), tmp_path).lexicon
    assert [list(found.entries_with_wording(sentence)) for sentence in ("plumless", "buckeroo")] == [[0], [1]]


def test_queries_are_read_the_same(tmp_path: Path) -> None:
    found, whole = QueryReader(stored(FAQ, tmp_path), ENCODER.vocabulary), QueryReader(FAQ, ENCODER.vocabulary)
    assert found.language_coverage == whole.language_coverage
    for query in ("how do I cancl my pasword", "wat about refudn", "where is the invoic"):
        assert found.read(query) == whole.read(query)


def test_questions_get_equal_results(tmp_path: Path) -> None:
    faq = generated(60)
    whole = Engine(faq, cache_dir=str(tmp_path))
    assert not whole.prepare()
    kept = open_stored(path_of("entries", faq.path, str(tmp_path)), faq.path, never)
    assert kept
    found = Engine(kept, cache_dir=str(tmp_path))
    assert found.prepare()
    asked = [question for entry in faq.entries for question in (entry.question, f"{entry.aliases[0][1:]} now")]
    for topic in (None, "A"):
        results = list(whole.ask_many([*asked, "how do I", "something else"], topic=topic))
        assert {(r.status, bool(r.why and r.why.verbatim)) for r in results} >= {
            ("answered", True),
            ("ambiguous", False),
        }
        assert list(found.ask_many([*asked, "how do I", "something else"], topic=topic)) == results


def test_every_flipped_byte_is_noticed_and_mended(tmp_path: Path) -> None:
    faq = generated(20)
    whole = cached_faq.lexicon_of(faq)
    path = tmp_path / "damaged.entries"

    def asked(content: bytes) -> tuple[object, ...] | None:
        path.write_bytes(content)
        found = open_stored(str(path), faq.path, lambda _: whole)
        if found is None:
            return None
        entries = found.lexicon
        facts = [found[1:], found.topics(), list(entries), entries.words.spellings(), found.of_topic("A")]
        facts += [
            entries.entries_with_wording("how do i"),
            [list(entries.entries_with_word(w)) for w in ("how", "the", "zzz")],
        ]
        facts += [entries.words.holds(w) for w in ("how", "hows", "zzz")]
        return tuple(facts)

    right = asked(whole)
    assert right
    for place in [*range(0, len(whole), 397), *range(12), *range(len(whole) - 12, len(whole))]:
        damaged = bytearray(whole)
        damaged[place] ^= 0x15
        assert asked(bytes(damaged)) in (None, right), place
    for length in range(0, len(whole), PAGE):
        assert asked(whole[:length]) is None
    for begin in range(0, len(whole), PAGE):
        for size in (1, 4, PAGE, 3 * PAGE, max(1, len(whole) - begin - 4)):
            assert asked(whole[:begin] + whole[begin + size :]) in (None, right), (begin, size)
            assert asked(whole[:begin] + bytes(size) + whole[begin:]) in (None, right), (begin, size)
    assert asked(whole[: len(whole) // 2] + bytes(len(whole) // 3) + whole[-len(whole) // 6 :]) in (None, right)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"x",
        bytes(64),
        b"\xff" * 64,
        (2).to_bytes(8, "little") + b"[]" + crc32(b"[]").to_bytes(4, "little"),
        cache.__file__.encode(),
    ],
)
def test_what_is_no_such_file_is_not_used(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "foreign.entries"
    path.write_bytes(content)
    assert open_stored(str(path), "faq.json", never) is None
    assert open_stored(str(tmp_path), "faq.json", never) is None
    assert open_stored(str(tmp_path / "nowhere"), "faq.json", never) is None


def test_a_file_of_another_version_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "FORMAT", "another")
    (tmp_path / "old.entries").write_bytes(cached_faq.lexicon_of(FAQ))
    assert open_stored(str(tmp_path / "old.entries"), "faq.json", never) is None
