"""The encoder that remembers: the same views as the encoder's, and each text is read once."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from askfaq.checks.check import check, check_bytes
from askfaq.engine.encoder.caching import CachingEncoder
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.engine import Engine
from askfaq.faq.load import load_faq
from conftest import entry

VERBS, THINGS = ("paint", "mend", "sell"), ("boat", "house", "clock")
TEXTS = ["How long do hugs last?", "may I cry"]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that the encoder had to read."""
    seen: list[str] = []
    encode = Encoder.read

    def counted(self: Encoder, texts: Sequence[str], *, threads: int = 1) -> Any:
        seen.extend(texts)
        return encode(self, texts, threads=threads)

    monkeypatch.setattr(Encoder, "read", counted)
    return seen


def test_the_views_are_the_encoders_to_16_bits() -> None:
    exact = Encoder().views(TEXTS)
    assert np.array_equal(CachingEncoder(None).views(TEXTS), exact.astype(np.float16).astype(np.float32))


def test_states_are_the_encoders_and_a_text_is_encoded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    encode = Encoder.middle

    def counted(self: Encoder, texts: Sequence[str], *, threads: int = 1) -> Any:
        seen.extend(texts)
        return encode(self, texts, threads=threads)

    monkeypatch.setattr(Encoder, "middle", counted)
    encoder = CachingEncoder(None)
    (first,) = encoder.middle(TEXTS[:1])
    again, second, same = encoder.middle([*TEXTS, TEXTS[1]])
    assert np.array_equal(first, again)
    assert np.array_equal(second, same)
    assert seen == TEXTS
    for found, text in zip((again, second), TEXTS, strict=True):
        assert np.allclose(found, encode(encoder, [text])[0], atol=1e-5)


def test_a_text_is_read_once_whatever_its_capitals(read: list[str]) -> None:
    encoder = CachingEncoder(None)
    first = encoder.views([*TEXTS, TEXTS[0].lower()])
    assert np.array_equal(first[0], first[2])
    assert np.array_equal(encoder.views(TEXTS[:1]), first[:1])
    assert sorted(read) == sorted([TEXTS[0].lower(), TEXTS[1]])


def test_the_next_run_reads_what_is_new_and_forgets_what_was_not_asked(tmp_path: Path, read: list[str]) -> None:
    path = str(tmp_path / "cache" / "x.vectors")
    for texts, new in ((TEXTS, TEXTS), (TEXTS, []), (TEXTS[:1], []), (TEXTS, TEXTS[1:])):
        read.clear()
        encoder = CachingEncoder(path)
        encoder.views(texts)
        encoder.save()
        assert read == new


@pytest.mark.parametrize(
    "damage", [b"", b"noise" * 9, None, b"PK\x01\x02"], ids=["empty", "noise", "a flipped bit", "another compression"]
)
def test_a_damaged_cache_only_costs_time(tmp_path: Path, read: list[str], damage: bytes | None) -> None:
    path = tmp_path / "x.vectors"
    for _ in range(2):
        read.clear()
        encoder = CachingEncoder(str(path))
        shown = encoder.views(TEXTS)
        encoder.save()
        assert read == TEXTS
        assert np.array_equal(shown, CachingEncoder(None).views(TEXTS))
        whole = path.read_bytes()
        at = 900 if damage is None else whole.find(damage) + 10  # there a ZIP file says how it is compressed
        flipped = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
        path.write_bytes(flipped if damage is None or damage[:2] == b"PK" else damage)


def test_a_cache_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("a file where the folder should be")
    encoder = CachingEncoder(str(tmp_path / "cache" / "x.vectors"))
    encoder.views(TEXTS)
    encoder.save()


def test_a_run_that_does_not_come_to_its_end_leaves_what_it_read(
    tmp_path: Path, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("askfaq.engine.encoder.caching._KEPT_EVERY", 1)
    path = str(tmp_path / "x.vectors")
    CachingEncoder(path).views(TEXTS[:1])  # no save: as if killed
    CachingEncoder(path).views(TEXTS[1:])
    read.clear()
    CachingEncoder(path).views(TEXTS)
    assert read == []


def test_an_interrupted_check_is_not_begun_anew(tmp_path: Path, read: list[str]) -> None:
    entries = [
        {"question": f"How do I {verb} a {thing}?", "answer": f"{verb} it."} for verb in VERBS for thing in THINGS
    ]
    content = json.dumps({"entries": entries}).encode()

    def interrupt(done: int, total: int) -> None:
        if done > len(entries):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        check_bytes(content, "faq.json", cache_dir=str(tmp_path), progress=interrupt)
    first = set(read)
    read.clear()
    check_bytes(content, "faq.json", cache_dir=str(tmp_path))
    assert first
    assert not first & set(read)


def test_what_is_kept_elsewhere_is_neither_read_nor_kept_again(tmp_path: Path, read: list[str]) -> None:
    path = str(tmp_path / "x.vectors")
    known = CachingEncoder(None).views(TEXTS[:1]).astype(np.float16)
    read.clear()
    encoder = CachingEncoder(path)
    encoder.remember(TEXTS[:1], known)
    assert np.array_equal(encoder.views(TEXTS)[:1], known.astype(np.float32))
    assert read == TEXTS[1:]
    encoder.save()
    read.clear()
    CachingEncoder(path).views(TEXTS)
    assert read == TEXTS[:1]


def test_a_check_reads_no_wording_that_the_index_was_made_of(
    tmp_path: Path, read: list[str], faq_file: Callable[..., str]
) -> None:
    asked = [entry("Where is the quiet room upstairs?", aliases=["Is there a silent place?"]), entry("May dogs swim?")]
    path = faq_file({"entries": asked})
    Engine(load_faq(path), cache_dir=str(tmp_path / "cache")).prepare()
    read.clear()
    check(path, cache_dir=str(tmp_path / "cache"))
    assert not {"where is the quiet room upstairs?", "is there a silent place?", "may dogs swim?"} & set(read)
    assert {"quiet room upstairs", "dogs swim"} <= set(read)
