"""What is prepared once for a FAQ."""

import os
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from askfaq.matching import lexical, meaning, vectors
from askfaq.matching.encoder import Encoder
from askfaq.matching.text import MAX_WORDS, grams_of, stem, words
from askfaq.model import FaqFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

PASSAGE_WORDS = 60
MAX_PASSAGES = 8  # of one answer


class Index(NamedTuple):
    """A FAQ, ready to be asked. N phrasings, n entries."""

    owners: "Ints"  # (N,): the entry of each phrasing, ascending
    meaning: meaning.Meaning
    letters: lexical.Postings  # character n-grams of the phrasings
    letter_lengths: "Floats"  # (n,): of the sum of an entry's letter vectors
    asked: lexical.Postings  # words of an entry's phrasings
    told: lexical.Postings  # words of its answer
    held: lexical.Postings  # whether it holds a word at all: phrasings, answer, topic
    fluency: float  # 1 where the encoder speaks the FAQ's language, 0 where only words and characters count
    learned: float  # share of phrasings beyond the first of each entry
    answered: float  # share of entries with an answer of their own

    @property
    def entries(self) -> int:
        """The number of entries."""
        return self.asked.documents


def build(
    faq: FaqFile, encoder: Encoder, fluency: float, *, log: str | None, progress: vectors.Progress | None
) -> Index:
    """The index of a FAQ with at least one entry. `fluency` is the encoder's in the FAQ's language, `log` the file
    that keeps the vectors of its texts.
    """
    import numpy as np

    entries = faq.entries
    phrasings = [p for e in entries for p in dict.fromkeys(e.phrasings)]
    owners = np.repeat(np.arange(len(entries), dtype=np.int32), [len(dict.fromkeys(e.phrasings)) for e in entries])
    answers = own_answers(faq)
    passages = [(p, i) for i, answer in enumerate(answers) for p in split_passages(answer)]
    whole = [f"{e.question} {a}" if a else e.question for e, a in zip(entries, answers, strict=True)]
    read = vectors.read(phrasings, [*whole, *(p for p, _ in passages)], encoder, log, progress)
    rows = read.rows.astype(np.float32)
    n = len(entries)
    worded = [words(text)[:MAX_WORDS] for text in (*phrasings, *answers, *(e.topic or "" for e in entries))]
    letters = lexical.tfidf_postings(lexical.features(worded[: len(phrasings)], grams_of))
    hashes, texts, _ = lexical.features(worded, lambda word: [stem(word)])
    holders = np.concatenate([owners, np.tile(np.arange(n, dtype=np.int32), 2)])[texts]
    asked, told = texts < len(phrasings), (texts >= len(phrasings)) & (texts < len(phrasings) + n)
    return Index(
        owners=owners,
        meaning=meaning.learn(
            rows[read.full],
            owners,
            rows[read.first[: len(whole)]],
            rows[read.first[len(whole) :]],
            np.array([i for _, i in passages], np.int32),
        ),
        letters=letters,
        letter_lengths=_sum_lengths(letters, owners, n),
        asked=lexical.bm25_postings(lexical.Features(hashes[asked], holders[asked], n)),
        told=lexical.bm25_postings(lexical.Features(hashes[told], holders[told], n)),
        held=lexical.count_postings(lexical.Features(hashes, holders, n)),
        fluency=fluency,
        learned=1 - n / len(phrasings),
        answered=sum(map(bool, answers)) / n,
    )


def own_answers(faq: FaqFile) -> list[str]:
    """The answers, "" for one that several entries share (a placeholder tells nothing about its entry)."""
    seen: dict[str, int] = {}
    for entry in faq.entries:
        seen[entry.answer] = seen.get(entry.answer, 0) + 1
    return [e.answer if seen[e.answer] == 1 else "" for e in faq.entries]


def split_passages(answer: str) -> list[str]:
    """Stretches of whole lines and sentences of about PASSAGE_WORDS words."""
    import re

    if len(whole := answer.split()) <= PASSAGE_WORDS:
        return [" ".join(whole)] if whole else []
    passages: list[list[str]] = []
    for sentence in re.split(r"(?<=[.!?。！？।])\s+|\n+", answer):
        found = sentence.split()
        if not found:
            continue
        if not passages or len(passages[-1]) + len(found) > PASSAGE_WORDS:
            passages.append([])
        passages[-1] += found
    return [" ".join(p) for p in passages[:MAX_PASSAGES]]


def _sum_lengths(letters: lexical.Postings, owners: "Ints", count: int) -> "Floats":
    """|sum of the unit letter vectors| of each entry."""
    import numpy as np

    # Places of a feature ascend, and with them their owners: pairs of both come in order.
    features = np.repeat(np.arange(len(letters.keys)), np.diff(letters.starts))
    holders = owners[letters.places]
    begins = np.flatnonzero((np.diff(features, prepend=-1) != 0) | (np.diff(holders, prepend=-1) != 0))
    sums = np.add.reduceat(letters.weights, begins)
    return np.sqrt(np.maximum(np.bincount(holders[begins], sums**2, count), 1e-9)).astype(np.float32)


def cache_path(faq: FaqFile, content: str, cache_dir: str | None, suffix: str) -> str | None:
    """Where a FAQ's cache lies: named after its path, or after its content where that is no plain file."""
    if cache_dir is None:
        return None
    name = os.path.abspath(faq.path) if faq.path and os.path.isfile(faq.path) else content
    digest = blake2b(name.encode("utf-8", "surrogatepass"), digest_size=16)
    return os.path.join(cache_dir, digest.hexdigest() + suffix)
