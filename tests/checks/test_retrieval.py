"""What the lint concludes from an engine's answers, whatever that engine is."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from askfaq.checks.findings import Finding, placed
from askfaq.checks.retrieval import lint, rivals
from askfaq.checks.retrieval.lint import Lint
from askfaq.model import Entry, FaqFile, Match, Result


class WordEngine:
    """Sure of the entry whose phrasing shares the largest part of its words with the query's; unsure below a half."""

    built: list["WordEngine"]

    def __init__(self, faq: FaqFile, **_: Any) -> None:
        self.faq = faq
        self.asked: list[str] = []
        self.built.append(self)

    def ask_many(self, queries: Iterable[str]) -> Iterator[Result]:
        for query in queries:
            self.asked.append(query)
            matches = sorted((self._match(query, e) for e in self.faq.entries), key=lambda m: -m.score)[:3]
            score = matches[0].score if matches else 0.0
            tied = [m for m in matches if m.score == score]
            if score < 0.5:
                yield Result(query, "unanswered", score, "low", tuple(matches))
            elif len(tied) > 1:
                offered = tuple(m._replace(offered=m in tied) for m in matches)
                yield Result(query, "ambiguous", score, "low", offered)
            else:
                yield Result(query, "answered", score, "high", tuple(matches))

    def _match(self, query: str, entry: Entry) -> Match:
        asked = _words(query)
        scores = [len(asked & _words(p)) / (len(asked | _words(p)) or 1) for p in entry.phrasings]
        return Match(entry, max(scores), entry.question)


def _words(text: str) -> set[str]:
    return {word for word in text.split() if word.isalnum()}


@pytest.fixture(autouse=True)
def _word_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    WordEngine.built = []
    monkeypatch.setattr(lint, "Engine", WordEngine)


def found(*phrasings: tuple[str, ...], progress: Any = None) -> list[Finding]:
    """The findings about a FAQ of these entries; places are (entry, "question") and (entry, "aliases", number)."""
    entries = tuple(Entry(f"e{i}", question, "a", tuple(aliases)) for i, (question, *aliases) in enumerate(phrasings))
    rows = [placed(e, (i,), {"aliases": list(e.aliases)}) for i, e in enumerate(entries)]
    return list(Lint(FaqFile(entries), rows, cache_dir=None, progress=progress).findings())


def summary(findings: list[Finding]) -> list[tuple[Any, ...]]:
    return [(f.code, f.pointer, f.other) for f in findings]


def test_entries_that_have_little_in_common_are_clean() -> None:
    assert found(("red cats purr", "red felines hum"), ("blue dogs bark",), ("fish swim",)) == []


def test_entries_that_answer_each_other_are_one_finding_at_the_later() -> None:
    two = found(("red cats purr loudly",), ("blue dogs bark",), ("red cats purr quietly",))
    assert summary(two) == [("close-entries", (2, "question"), (0, "question"))]


def test_an_entry_that_only_one_side_would_answer_is_not_close() -> None:
    assert (
        found(("red cats purr", "fine red cats purr loudly at night"), ("blue dogs", "cats purr loudly at night")) == []
    )


def test_an_alias_that_another_entry_would_answer() -> None:
    (finding,) = found(("red cats purr", "blue dogs bark at night loudly"), ("blue dogs bark at night",))
    assert summary([finding]) == [("alias-of-another", (0, "aliases", 0), (1, "question"))]
    assert finding.message == 'but for "blue dogs bark at night loudly", "e1" would be the answer'


def test_aliases_between_close_entries_are_not_told_apart_again() -> None:
    codes = [f.code for f in found(("red cats purr loudly", "red cats purr now"), ("red cats purr quietly",))]
    assert codes == ["close-entries"]


def test_a_wording_that_two_entries_share_is_left_to_its_own_check() -> None:
    assert found(("red cats purr",), ("Red cats purr!", "blue dogs bark")) == []


def test_a_wording_without_words_is_not_found() -> None:
    (finding,) = found(("red cats purr", "???"), ("blue dogs bark",))
    assert summary([finding]) == [("not-found", (0, "aliases", 0), None)]
    assert finding.message == "asked in these very words, there is no answer"


def test_a_wording_that_another_entry_answers_is_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(WordEngine, "_match", lambda _self, _query, entry: Match(entry, float(entry.id == "e1"), ""))
    finding = found(("red cats purr", "???"), ("blue dogs bark",))[0]
    assert summary([finding]) == [("not-found", (0, "aliases", 0), (1, "question"))]
    assert finding.message == 'asked in these very words, "e1" is the answer'


def test_a_lone_wording_without_a_telling_word() -> None:
    assert summary(found(("how do you do that",), ("blue dogs bark",))) == [("easily-missed", (0, "question"), None)]
    assert found(("how do you do that", "red cats purr"), ("blue dogs bark",)) == []


def test_a_lone_wording_that_its_telling_words_do_not_bring_up() -> None:
    long = "how do you do that with the many red cats of yours that purr"
    (finding,) = found((long,), ("blue dogs bark", "red cats purr nicely"))
    assert (finding.code, finding.pointer) == ("easily-missed", (0, "question"))
    assert '"red cats purr" does not bring it up' in finding.message


def test_every_wording_is_asked_of_a_faq_without_it() -> None:
    many = [(f"q{i} x{i} s{i // 2}", *(f"a{i} b{i} c{n}" for n in range(i % 6))) for i in range(30)]
    found(*many)
    whole, *parts = [engine.faq for engine in WordEngine.built[: rivals.TURNS + 1]]
    left_out = [
        (entry.id, phrasing)
        for part in parts
        for entry in whole.entries
        for phrasing in entry.phrasings
        if phrasing not in next((e.phrasings for e in part.entries if e.id == entry.id), ())
    ]
    assert {(e.id, p) for e in whole.entries for p in e.phrasings} <= set(left_out)
    # what is left keeps its question: the engine knows its vectors
    assert all(e.question in {x.question for x in whole.entries} for part in parts for e in part.entries)


def test_a_question_that_no_other_entry_competes_for_is_asked_once() -> None:
    found(("red cats purr", "red felines hum"), ("blue dogs bark",), ("old cats purr",))
    asked = [query for engine in WordEngine.built for query in engine.asked]
    assert asked.count("blue dogs bark") == 1
    assert asked.count("red cats purr") == asked.count("old cats purr") == 2


def test_progress_reaches_its_end() -> None:
    steps: list[tuple[int, int]] = []
    found(("red cats purr", "red felines hum"), ("blue dogs bark",), progress=lambda *step: steps.append(step))
    assert [done for done, _ in steps] == list(range(1, len(steps) + 1))
    assert steps[-1] == (3, 3)  # both questions, and the alias


@pytest.mark.skipif(sys.platform != "linux", reason="needs limits that are kept")
def test_the_turns_of_many_entries_cost_what_they_are_many() -> None:
    code = (
        "import resource\n"
        "resource.setrlimit(resource.RLIMIT_CPU, (15, 15))  # a list of all entries for each wording took longer\n"
        "from askfaq.checks.retrieval.rivals import Wording, turns\n"
        "wordings = [Wording(i, n, (i, n), f'{i} {n}', False) for i in range(60_000) for n in (0, 1)]\n"
        "taken = turns(wordings, {})\n"
        "questions, aliases = ([t for w, t in taken.items() if w.number == n] for n in (0, 1))\n"
        "assert not any(map(int.__eq__, questions, aliases))  # an alias, while its entry stays\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
