"""The states of entries: kept, taken over after an edit, and never a reason for another answer."""

from pathlib import Path

import numpy as np
import pytest

from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.index import entry_states
from askfaq.engine.index.source import READ_WORDS, reading_texts, source_of
from askfaq.model import Entry

ENCODER = Encoder()
LONG = " ".join(f"Rule number {i} says that nobody may run." for i in range(30))
ENTRIES = (
    Entry("pool", "How deep is the pool?", "Two metres."),
    Entry("sauna", "Is there a sauna?", "Yes, next to the pool."),
    Entry("rules", "What are the rules?", LONG),
    Entry("one", "Who is the owner?", "On file."),
    Entry("two", "Who is the lifeguard?", "On file."),
)


class CountingEncoder(Encoder):
    """Counts the texts that it is given."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def middle(self, texts, *, threads=1):  # type: ignore[no-untyped-def]
        self.texts += texts
        return super().middle(texts, threads=threads)


def encode(*entries: Entry, last: entry_states.EntryStates | None = None) -> entry_states.EntryStates:
    return entry_states.encode(source_of(entries), ENCODER, last)


def test_the_states_are_those_of_the_texts_to_within_their_8_bits() -> None:
    states = encode(*ENTRIES)
    for number, entry in enumerate(ENTRIES[:3]):
        for found, wanted in zip(
            states.of(number), ENCODER.middle(reading_texts(entry.question, entry.answer)), strict=True
        ):
            assert np.abs(found - wanted).max() <= np.abs(wanted).max() / 127


def test_a_long_answer_is_read_in_stretches_each_with_the_question() -> None:
    texts = reading_texts("What are the rules?", LONG)
    assert len(texts) > 1
    assert all(text.startswith("What are the rules? Rule") for text in texts)
    assert all(len(text.split()) <= READ_WORDS + 4 for text in texts)
    assert " ".join(text.removeprefix("What are the rules? ") for text in texts) == LONG


def test_an_answer_that_entries_share_is_not_read() -> None:
    states = encode(*ENTRIES)
    assert states.of(3) == states.of(4) == []


def test_after_an_edit_only_what_changed_is_encoded_again() -> None:
    before = encode(*ENTRIES)
    encoder = CountingEncoder()
    changed = (ENTRIES[2], ENTRIES[1]._replace(answer="No."), ENTRIES[0])
    after = entry_states.encode(source_of(changed), encoder, before)
    assert encoder.texts == ["Is there a sauna? No."]
    assert all(np.array_equal(a, b) for a, b in zip(after.of(0), before.of(2), strict=True))
    assert np.array_equal(after.of(2)[0], before.of(0)[0])


def test_they_come_back_from_their_file(tmp_path: Path) -> None:
    path = str(tmp_path / "x.states")
    states = encode(*ENTRIES)
    assert entry_states.write(path, "key", states)
    found = entry_states.read(path, "key")
    assert found
    assert [s.tolist() for s in found.of(2)] == [s.tolist() for s in states.of(2)]
    assert entry_states.read(path, "another") is None
    assert entry_states.read_any(path)


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_damage_is_noticed(tmp_path: Path, place: float) -> None:
    path = tmp_path / "x.states"
    entry_states.write(str(path), "key", encode(*ENTRIES))
    content = bytearray(path.read_bytes())
    content[int(len(content) * place)] ^= 0x55
    path.write_bytes(content)
    assert entry_states.read(str(path), "key") is None
    assert entry_states.read_any(str(path)) is None


def test_too_many_are_not_kept_and_that_is_remembered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(entry_states, "MOST_TOKENS", 60)
    states = encode(*ENTRIES)
    assert len(states.digests) == len(states.owners) == 0
    path = str(tmp_path / "x.states")
    assert entry_states.write(path, "key", states)
    found = entry_states.read(path, "key")
    assert found is not None
    assert len(found.digests) == 0
