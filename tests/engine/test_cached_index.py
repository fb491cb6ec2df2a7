"""What several programs want at once of one FAQ is made by one of them: the others wait, and find it made."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from askfaq.engine import cached_index
from askfaq.engine.encoder.caching import CachingEncoder
from askfaq.engine.index import entry_states
from askfaq.engine.index.build import build
from askfaq.model import Entry, FaqFile

pytest.importorskip("fcntl", reason="needs locks")

ENCODER = CachingEncoder(None)
ENTRIES = (Entry("dogs", "Do you take dogs?", "Yes, small ones."), Entry("food", "When is breakfast?", "At eight."))
PROGRAMS = 4


class Race:
    """Programs (threads here: a lock tells them apart just as well) that all want the same before any of them has it."""

    def __init__(self, make: Callable[..., Any]) -> None:
        self.made = 0
        self._make = make
        self._here: set[int] = set()
        self._all_here = threading.Event()

    def make(self, *what: Any) -> Any:
        """What they want, made by the one that comes first only when the others wait for it, or make it too."""
        self.made += 1
        self.wait()
        assert self._all_here.wait(60)
        return self._make(*what)

    def wait(self, *_: int) -> None:
        self._here.add(threading.get_ident())
        if len(self._here) == PROGRAMS:
            self._all_here.set()

    def run(self, ask: Callable[[], Any]) -> list[Any]:
        with ThreadPoolExecutor(PROGRAMS) as pool:
            return [asked.result() for asked in [pool.submit(ask) for _ in range(PROGRAMS)]]


@pytest.fixture
def faq(tmp_path: Path) -> FaqFile:
    (tmp_path / "faq.json").touch()
    return FaqFile(ENTRIES, path=str(tmp_path / "faq.json"))


def test_first_questions_at_once_make_one_index(faq: FaqFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    race = Race(build)
    monkeypatch.setattr(cached_index, "build", race.make)
    cache = str(tmp_path / "cache")
    found = race.run(lambda: cached_index.read_or_build(faq, ENCODER, 1.0, cache_dir=cache, progress=race.wait))
    assert race.made == 1
    assert sorted(index.was_ready for index in found) == [False, *[True] * (PROGRAMS - 1)]
    assert len({index.key for index in found}) == 1


def test_first_questions_at_once_encode_the_entries_once(
    faq: FaqFile, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    race = Race(entry_states.encode)
    monkeypatch.setattr(entry_states, "encode", race.make)
    cache = str(tmp_path / "cache")
    found = race.run(lambda: cached_index.read_or_encode(faq, ENCODER, "key", cache, progress=race.wait))
    assert race.made == 1
    assert sorted(states.was_ready for states in found) == [False, *[True] * (PROGRAMS - 1)]
