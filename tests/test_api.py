"""The Python API."""

import os
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest

import askfaq
from conftest import SAMPLE, entry

QUERIES = ["how long do hugs last", "how tall is Mount Everest", "do therapists record sessions"]


def test_load_and_ask() -> None:
    faq = askfaq.load(str(SAMPLE))
    result = faq.ask("how long do hugs last")
    assert result.answer is not None
    assert result.answer.id == "hug-length"
    assert faq.ask("how tall is Mount Everest").answer is None
    assert len(faq.entries) == 10


def test_without_a_path_it_is_the_file_of_the_command_line(
    faq_file: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASKFAQ_FILE", faq_file([entry(id="named")]))
    assert [e.id for e in askfaq.load().entries] == ["named"]


def test_many_are_answered_as_one_by_one() -> None:
    faq = askfaq.load(str(SAMPLE))
    assert list(faq.ask_many(QUERIES)) == [faq.ask(q) for q in QUERIES]


def test_several_paths_are_one_faq(faq_file: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    mine = faq_file({"title": "Mine", "contact": "Ann.", "entries": [entry("Is there a lift?", "No.", id="lift")]}, "a")
    hotel = faq_file({"title": "Hotel", "entries": [entry("Is there a lift?", "Yes.", topic="Way"), entry()]}, "b")
    both = askfaq.load([mine, Path(hotel)])
    result = both.ask("is there a lift")
    assert (result.answer, result.faq) == (both.entries[0], mine)
    assert [match.faq for match in both.ask("how so").matches[:1]] == [hotel]
    assert (len(both.entries), both.title, both.contact, both.topics) == (3, "Mine, Hotel", "Ann.", ["Way"])
    assert both.ask("is there a lift", topic="way").faq == hotel
    with pytest.raises(askfaq.ArgumentError, match='there is no topic "roof"'):
        both.ask("is there a lift", topic="roof")
    monkeypatch.setenv("ASKFAQ_FILE", os.pathsep.join([mine, hotel]))
    assert askfaq.load().ask("is there a lift") == result


def test_a_faq_alone_is_not_named(faq_file: Callable[..., str]) -> None:
    result = askfaq.load([faq_file([entry()])]).ask("how so")
    assert (result.status, result.faq, result.matches[0].faq) == ("answered", None, None)


def test_no_path_at_all_is_refused() -> None:
    with pytest.raises(askfaq.ArgumentError, match="none was given"):
        askfaq.load([])


def test_threads_may_share_a_faq() -> None:
    """Also one that nobody has asked yet: what is made with the first question is made once, and whole."""
    queries = [*QUERIES, "how long shuold a hug lsat", "is it okey to cry", "can I recieve a hug", "waht is it", "hugs"]
    alone = [askfaq.load(str(SAMPLE)).ask(query) for query in queries]
    for _ in range(10):
        faq, start = askfaq.load(str(SAMPLE)), Barrier(len(queries))

        def ask(query: str, faq: askfaq.Faq = faq, start: Barrier = start) -> askfaq.Result:
            start.wait(60)
            return faq.ask(query)

        with ThreadPoolExecutor(len(queries)) as pool:
            assert list(pool.map(ask, queries)) == alone


def test_a_broken_file_raises_what_the_api_names(faq_file: Callable[..., str]) -> None:
    with pytest.raises(askfaq.FileError, match="entry 1 has no"):
        askfaq.load(faq_file('[{"answer": "a"}]'))
    assert issubclass(askfaq.FileError, askfaq.AskfaqError)


def test_a_path_may_be_a_path_object() -> None:
    assert askfaq.load(SAMPLE).title == askfaq.load(str(SAMPLE)).title


def test_what_the_faq_says_of_itself(faq_file: Callable[..., str]) -> None:
    entries = [entry(topic="Rooms"), entry("Why?", topic=" rooms"), entry("Who?", topic="Pets"), entry("Where?")]
    faq = askfaq.load(faq_file({"title": "Inn", "contact": "The desk.", "entries": entries}))
    assert (faq.title, faq.contact, faq.topics) == ("Inn", "The desk.", ["Rooms", "Pets"])


def test_entries_in_memory_are_asked_as_those_of_a_file() -> None:
    filed = askfaq.load(SAMPLE)
    for entries in (filed.entries, [one._asdict() for one in filed.entries]):
        faq = askfaq.Faq.from_entries(entries, contact="Ask me.", threshold=0.5)
        assert list(faq.entries) == list(filed.entries)
        assert [faq.ask(q, min_confidence=0.6) for q in QUERIES] == [filed.ask(q, min_confidence=0.6) for q in QUERIES]
        assert (faq.contact, faq.file.threshold) == ("Ask me.", 0.5)


@pytest.mark.parametrize("rows", [[{"question": "Why?"}], [{"id": "a b", "question": "Why?", "answer": "So."}]])
def test_entries_that_no_file_could_hold_are_refused(rows: list[dict[str, object]]) -> None:
    with pytest.raises(askfaq.FileError, match="entry 1"):
        askfaq.Faq.from_entries(rows)


def test_arguments_that_cannot_be_meant_are_errors() -> None:
    faq = askfaq.load(SAMPLE)
    with pytest.raises(askfaq.ArgumentError, match=r'no topic "Hug".*did you mean "Hugs"'):
        faq.ask("how long", topic="Hug")
    for number in (-0.1, 1.1, float("nan")):
        with pytest.raises(ValueError, match="between 0 and 1"):
            faq.ask_many(["how long"], min_confidence=number)
    with pytest.raises(askfaq.ArgumentError, match="from 1 on"):
        faq.ask("how long", top=0)
    with pytest.raises(askfaq.ArgumentError, match="for one: ask"):
        faq.ask_many("how long do hugs last")


def test_preparing_tells_how_far_it_is() -> None:
    told: list[tuple[int, int]] = []
    faq = askfaq.Faq.from_entries([entry(f"What is number {n}?", f"It is {n}.") for n in range(5)])
    faq.prepare(lambda done, total: told.append((done, total)))
    assert told[-1][0] == told[-1][1] > 5


LIMITED = """
import os, sys
from concurrent.futures import ThreadPoolExecutor
import numpy, threadpoolctl
import askfaq
libraries = threadpoolctl.ThreadpoolController().select(user_api="blas")
def threads():
    return {library["num_threads"] for library in libraries.info()}
before, faq, seen = threads(), askfaq.load(sys.argv[1]), []
from askfaq.engine.encoder.encoder import Encoder
encode = Encoder.views_and_middle
Encoder.views_and_middle = lambda *args, **options: (seen.append(threads()), encode(*args, **options))[1]
queries = [f"is it okay to weep {n} times" for n in range(40)]
with ThreadPoolExecutor(4) as pool:
    for _ in range(2):
        list(pool.map(faq.ask, queries))
        assert threads() == before, threads()
assert len(seen) >= 80 and all(one == {1} for one in seen), seen
if hasattr(os, "fork") and not os.fork():
    faq.ask(queries[0])
    os._exit(threads() != before)
elif hasattr(os, "fork"):
    assert os.wait()[1] == 0
"""


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one core has one BLAS thread")
def test_blas_runs_on_one_thread_inside_and_as_before_outside() -> None:
    env = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    done = subprocess.run([sys.executable, "-W", "ignore::DeprecationWarning", "-c", LIMITED, str(SAMPLE)], env=env)
    assert done.returncode == 0


def test_a_limit_that_the_caller_has_set_stands() -> None:
    code = (
        "import sys, numpy, threadpoolctl, askfaq; threadpoolctl.threadpool_limits(3)\n"
        "askfaq.load(sys.argv[1]).ask('is it okay to weep')\n"
        "assert {library['num_threads'] for library in threadpoolctl.threadpool_info()} == {3}"
    )
    env = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    assert subprocess.run([sys.executable, "-c", code, str(SAMPLE)], env=env).returncode == 0


def test_every_public_name_is_there() -> None:
    assert all(getattr(askfaq, name) for name in askfaq.__all__)
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        askfaq.lod  # noqa: B018
