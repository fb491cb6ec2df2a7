"""What is prepared once for a FAQ."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from askfaq.matching import lexical, meaning, shortlist, vectors
from askfaq.matching.courtesy import strip_courtesies
from askfaq.matching.encoder import SIZE, Encoder
from askfaq.matching.rows import Rows, pack
from askfaq.matching.text import MAX_WORDS, grams_of, stem, words
from askfaq.model import Entry, FaqFile

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
    held: lexical.Postings  # words that it holds at all: phrasings, answer, topic
    fluency: float  # 1 where the encoder speaks the FAQ's language, 0 where only words and characters count
    learned: float  # share of phrasings beyond the first of each entry
    answered: float  # share of entries with an answer of their own

    @property
    def entries(self) -> int:
        """The number of entries."""
        return self.asked.documents

    @property
    def is_large(self) -> bool:
        """Whether queries are weighed against a shortlist, and vectors kept in 8 bits."""
        return shortlist.is_large(len(self.owners))


class Texts(NamedTuple):
    """The texts of a FAQ as they are read, with the entries that they are of. N phrasings, n entries, P passages."""

    phrasings: Sequence[str]
    owners: "Ints"  # (N,)
    answers: Sequence[str]  # (n,): "" where an entry has none of its own
    whole: Sequence[str]  # (n,): question and answer
    passages: Sequence[str]
    passage_owners: "Ints"  # (P,)
    topics: Sequence[str]  # (n,)


def build(
    faq: FaqFile, encoder: Encoder, fluency: float, *, log: str | None, progress: vectors.Progress | None
) -> Index:
    """The index of a FAQ with at least one entry. `fluency` is the encoder's in the FAQ's language, `log` the file
    that keeps the vectors of its texts.
    """
    from concurrent.futures import ThreadPoolExecutor

    texts = read_texts(faq)
    n = len(texts.answers)
    with ThreadPoolExecutor(1) as beside:  # words are counted while meanings are read
        counted = beside.submit(_count, texts)
        learned = _learn(texts, vectors.read(texts.phrasings, [*texts.whole, *texts.passages], encoder, log, progress))
    letters, asked, told, held = counted.result()
    return Index(
        owners=texts.owners,
        meaning=learned,
        letters=letters,
        letter_lengths=_sum_lengths(letters, texts.owners, n),
        asked=asked,
        told=told,
        held=held,
        fluency=fluency,
        learned=1 - n / len(texts.phrasings),
        answered=sum(map(bool, texts.answers)) / n,
    )


def read_texts(faq: FaqFile) -> Texts:
    """The texts of the FAQ's entries."""
    import numpy as np

    phrasings = [list(map(strip_courtesies, phrasings_of(entry))) for entry in faq.entries]
    answers = own_answers(faq)
    passages = [split_passages(answer) for answer in answers]

    def owners(of: Sequence[Sequence[str]]) -> "Ints":
        return np.repeat(np.arange(len(of), dtype=np.int32), [len(texts) for texts in of])

    return Texts(
        phrasings=[p for own in phrasings for p in own],
        owners=owners(phrasings),
        answers=answers,
        whole=[f"{e.question} {a}" if a else e.question for e, a in zip(faq.entries, answers, strict=True)],
        passages=[p for own in passages for p in own],
        passage_owners=owners(passages),
        topics=[e.topic or "" for e in faq.entries],
    )


def phrasings_of(entry: Entry) -> list[str]:
    """The phrasings of an entry as the index numbers them: each once."""
    return list(dict.fromkeys(entry.phrasings))


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


def _learn(texts: Texts, read: vectors.Vectors) -> meaning.Meaning:
    import numpy as np

    large = shortlist.is_large(len(texts.phrasings))

    def packed(places: "vectors.Places") -> Rows:
        rows = pack(len(places), SIZE, large)
        for begin in range(0, len(places), meaning.BLOCK):
            block = slice(begin, begin + meaning.BLOCK)
            rows.put(block, read.rows[places[block]].astype(np.float32))
        return rows

    whole, passages = np.split(read.first, [len(texts.whole)])
    return meaning.learn(
        lambda block: read.rows[read.full[block]].astype(np.float32),
        texts.owners,
        packed(whole),
        packed(passages),
        texts.passage_owners,
        large=large,
    )


def _count(texts: Texts) -> tuple[lexical.Postings, lexical.Postings, lexical.Postings, lexical.Postings]:
    """Postings of the phrasings' letters, and of the entries' words: asked, told, held."""
    import numpy as np

    n, split = len(texts.answers), len(texts.phrasings)
    worded = [words(text)[:MAX_WORDS] for text in (*texts.phrasings, *texts.answers, *texts.topics)]
    letters = lexical.tfidf_postings(lexical.features(worded[:split], grams_of))
    hashes, places, _ = lexical.features(worded, lambda word: [stem(word)])
    entries = np.concatenate([texts.owners, np.tile(np.arange(n, dtype=np.int32), 2)])[places]
    asked, told = places < split, (places >= split) & (places < split + n)
    return (
        letters,
        lexical.bm25_postings(lexical.Features(hashes[asked], entries[asked], n)),
        lexical.bm25_postings(lexical.Features(hashes[told], entries[told], n)),
        lexical.count_postings(lexical.Features(hashes, entries, n)),
    )


def _sum_lengths(letters: lexical.Postings, owners: "Ints", count: int) -> "Floats":
    """|sum of the unit letter vectors| of each entry."""
    import numpy as np

    # Places of a feature ascend, and with them their owners: pairs of both come in order.
    features = np.repeat(np.arange(len(letters.keys)), np.diff(letters.starts))
    holders = owners[letters.places]
    begins = np.flatnonzero((np.diff(features, prepend=-1) != 0) | (np.diff(holders, prepend=-1) != 0))
    sums = np.add.reduceat(letters.weights, begins)
    return np.sqrt(np.maximum(np.bincount(holders[begins], sums**2, count), 1e-9)).astype(np.float32)
