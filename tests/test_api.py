"""The Python API."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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


def test_every_public_name_is_there() -> None:
    assert all(getattr(askfaq, name) for name in askfaq.__all__)
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        askfaq.lod  # noqa: B018
