"""What is prepared once for a FAQ."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.arrays import Floats, Ints
from askfaq.engine.encoder.encoder import SIZE, Encoder
from askfaq.engine.index import postings, semantic, shortlist, vector_log
from askfaq.engine.index.quantized import Rows, pack
from askfaq.engine.index.source import Source, Texts, read_texts
from askfaq.text.normalize import MAX_WORDS, grams_of, stem, words


class Counts(NamedTuple):
    """Which features the texts of n entries hold, N phrasings among them."""

    letters: postings.Postings  # character n-grams of the phrasings
    asked: postings.Postings  # words of an entry's phrasings
    told: postings.Postings  # words of its answer
    held: postings.Postings  # words that it holds at all: phrasings, answer, topic


class Index(NamedTuple):
    """A FAQ, ready to be asked. N phrasings, n entries."""

    owners: Ints  # (N,): the entry of each phrasing, ascending
    digests: NDArray[np.uint8]  # (n, 16): of what is read of each entry
    meaning: semantic.Meaning
    letters: postings.Weighted  # what Counts holds, weighed
    letter_lengths: Floats  # (n,): of the sum of an entry's letter vectors
    asked: postings.Weighted
    told: postings.Weighted
    held: postings.Postings
    fluency: float  # 1 where the encoder speaks the FAQ's language, 0 where only words and characters count
    learned: float  # share of phrasings beyond the first of each entry
    answered: float  # share of entries with an answer of their own
    changed: int  # phrasings that came or went since its scatter and its spread were learned

    @property
    def entries(self) -> int:
        """The number of entries."""
        return len(self.digests)

    @property
    def is_large(self) -> bool:
        """Whether queries are weighed against a shortlist, and vectors kept in 8 bits."""
        return shortlist.is_large(len(self.owners))


def build(
    source: Source, encoder: Encoder, fluency: float, *, log: str | None, progress: vector_log.Progress | None
) -> Index:
    """The index of at least one entry. `fluency` is the encoder's in the FAQ's language, `log` the file that keeps the
    vectors of its texts.
    """
    texts = read_texts(source.entries, source.answers)
    read, counts = read_and_count(texts, encoder, log=log, progress=progress)
    learned = learn(texts, read, is_large=shortlist.is_large(len(texts.phrasings)))
    return assemble(source, texts.owners, learned, counts, fluency)


def assemble(
    source: Source, owners: Ints, learned: semantic.Meaning, counts: Counts, fluency: float, *, changed: int = 0
) -> Index:
    """The index of entries of which meanings and counts are known."""
    n = len(source.entries)
    letters = postings.weigh_tfidf(counts.letters)
    return Index(
        owners=owners,
        digests=np.frombuffer(b"".join(source.digests), np.uint8).reshape(n, -1),
        meaning=learned,
        letters=letters,
        letter_lengths=_sum_lengths(letters, owners, n),
        asked=postings.weigh_bm25(counts.asked),
        told=postings.weigh_bm25(counts.told),
        held=counts.held,
        fluency=fluency,
        learned=1 - n / len(owners),
        answered=sum(map(bool, source.answers)) / n,
        changed=changed,
    )


def read_and_count(
    texts: Texts, encoder: Encoder, *, log: str | None, progress: vector_log.Progress | None, is_all: bool = True
) -> tuple[vector_log.Vectors, Counts]:
    """The vectors of the texts, and what they hold; `is_all` is explained at vectors.read."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as beside:  # words are counted while meanings are read
        counted = beside.submit(_count, texts)
        found = [*texts.whole, *texts.passages]
        read = vector_log.read(texts.phrasings, found, encoder, log, progress, is_all=is_all)
    return read, counted.result()


def learn(
    texts: Texts, read: vector_log.Vectors, *, is_large: bool, like: semantic.Meaning | None = None
) -> semantic.Meaning:
    """The meaning of texts whose vectors are read; `like` is explained at meaning.learn."""

    def packed(places: vector_log.Places) -> Rows:
        rows = pack(len(places), SIZE, is_large)
        for begin in range(0, len(places), semantic.BLOCK):
            block = slice(begin, begin + semantic.BLOCK)
            rows.put(block, read.rows[places[block]].astype(np.float32))
        return rows

    whole, passages = np.split(read.first, [len(texts.whole)])
    return semantic.learn(
        lambda block: read.rows[read.full[block]].astype(np.float32),
        texts.owners,
        packed(whole),
        packed(passages),
        texts.passage_owners,
        large=is_large,
        like=like,
    )


def _count(texts: Texts) -> Counts:
    n, split = len(texts.answers), len(texts.phrasings)
    worded = [words(text)[:MAX_WORDS] for text in (*texts.phrasings, *texts.answers, *texts.topics)]
    hashes, places, _ = postings.features(worded, lambda word: [stem(word)])
    entries = np.concatenate([texts.owners, np.tile(np.arange(n, dtype=np.int32), 2)])[places]
    asked, told = places < split, (places >= split) & (places < split + n)
    return Counts(
        letters=postings.count(postings.features(worded[:split], grams_of)),
        asked=postings.count(postings.Features(hashes[asked], entries[asked], n)),
        told=postings.count(postings.Features(hashes[told], entries[told], n)),
        held=postings.count(postings.Features(hashes, entries, n)),
    )


def _sum_lengths(letters: postings.Weighted, owners: Ints, count: int) -> Floats:
    """|sum of the unit letter vectors| of each entry."""
    # Places of a feature ascend, and with them their owners: pairs of both come in order.
    features = np.repeat(np.arange(len(letters.postings.keys)), np.diff(letters.postings.starts))
    holders = owners[letters.postings.places]
    begins = np.flatnonzero((np.diff(features, prepend=-1) != 0) | (np.diff(holders, prepend=-1) != 0))
    sums = np.add.reduceat(letters.weights, begins)
    return np.sqrt(np.maximum(np.bincount(holders[begins], sums**2, count), 1e-9)).astype(np.float32)


class Spread(NamedTuple):
    """How the FAQ's own phrasings see entries that they do not belong to."""

    signals: Floats  # (S,): standard deviation of each signal
    cosine: float  # mean cosine of the nearest wrong phrasing
    kinship: float  # mean cosine of a phrasing and its nearest fellow of the same entry; 0 where there are none
