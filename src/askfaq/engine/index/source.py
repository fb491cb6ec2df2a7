"""What is read of a FAQ: its texts, and hashes by which entries are known again."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from askfaq.engine.analysis.courtesy import strip_courtesies
from askfaq.engine.arrays import Ints
from askfaq.engine.storage import cache
from askfaq.model import Entry

PASSAGE_WORDS = 60
MAX_PASSAGES = 8  # of one answer
READ_WORDS = 90  # of an answer that are read together with a query


class Source(NamedTuple):
    """What an index is made of: n entries, and of each what is read of it."""

    entries: Sequence[Entry]
    answers: Sequence[str]  # "" for one that several entries share: a placeholder tells nothing about its entry
    digests: Sequence[bytes]  # hashes of all that is read of each


class Texts(NamedTuple):
    """The texts of a FAQ as they are read, with the entries that they are of. N phrasings, n entries, P passages."""

    phrasings: Sequence[str]
    owners: Ints  # (N,)
    answers: Sequence[str]  # (n,): "" where an entry has none of its own
    whole: Sequence[str]  # (n,): question and answer
    passages: Sequence[str]
    passage_owners: Ints  # (P,)
    topics: Sequence[str]  # (n,)


def source_of(entries: Sequence[Entry]) -> Source:
    """The entries as they are read."""
    answers, digests = own_answers(entries), []
    for entry, answer in zip(entries, answers, strict=True):
        read = [entry.topic or "", answer, *entry.phrasings]
        digests.append(cache.hashed("\0".join([str(len(read)), *read]).encode("utf-8", "surrogatepass")))
    return Source(entries, answers, digests)


def read_texts(entries: Sequence[Entry], answers: Sequence[str]) -> Texts:
    """The texts of the entries, given their own answers."""
    phrasings = [list(map(strip_courtesies, phrasings_of(entry))) for entry in entries]
    passages = [split_passages(answer) for answer in answers]

    def owners(of: Sequence[Sequence[str]]) -> Ints:
        return np.repeat(np.arange(len(of), dtype=np.int32), [len(texts) for texts in of])

    return Texts(
        phrasings=[p for own in phrasings for p in own],
        owners=owners(phrasings),
        answers=answers,
        whole=[f"{e.question} {a}" if a else e.question for e, a in zip(entries, answers, strict=True)],
        passages=[p for own in passages for p in own],
        passage_owners=owners(passages),
        topics=[e.topic or "" for e in entries],
    )


def phrasings_of(entry: Entry) -> list[str]:
    """The phrasings of an entry as the index numbers them: each once."""
    return list(dict.fromkeys(entry.phrasings))


def own_answers(entries: Sequence[Entry]) -> list[str]:
    """The answers of the entries, "" for one that several share."""
    seen: dict[str, int] = {}
    for entry in entries:
        seen[entry.answer] = seen.get(entry.answer, 0) + 1
    return [e.answer if seen[e.answer] == 1 else "" for e in entries]


def split_passages(answer: str, size: int = PASSAGE_WORDS) -> list[str]:
    """Stretches of whole lines and sentences of about so many words."""
    if len(whole := answer.split()) <= size:
        return [" ".join(whole)] if whole else []
    passages: list[list[str]] = []
    for sentence in split_sentences(answer):
        found = sentence.split()
        if not passages or len(passages[-1]) + len(found) > size:
            passages.append([])
        passages[-1] += found
    return [" ".join(p) for p in passages[:MAX_PASSAGES]]


def split_sentences(text: str) -> list[str]:
    """The sentences and lines of a text."""
    import re

    return [found for found in re.split(r"(?<=[.!?。！？।])\s+|\n+", text) if found.strip()]


def reading_texts(question: str, answer: str) -> list[str]:
    """What is read of an entry: the question with each stretch of the answer, alone where there is none."""
    return [f"{question} {passage}" for passage in split_passages(answer, READ_WORDS)] or [question]


def key_of(source: Source) -> str:
    """The hash of what is read of the entries and of what reads them."""
    return cache.digest(b"".join([cache.FORMAT.encode(), *source.digests]))
