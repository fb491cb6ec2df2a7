"""A FAQ's index: the arrays that queries are weighed against, and how they are built."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.arrays import Floats, Ints
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.encoder.layers import SIZE
from askfaq.engine.index import postings, shortlist, vector_log
from askfaq.engine.index.quantized import VectorArray, empty
from askfaq.engine.index.semantic import BLOCK, SemanticIndex, fit
from askfaq.engine.index.source import Source, Texts, read_texts
from askfaq.limits import MAX_WORDS
from askfaq.text.normalize import grams_of, stem, words


class Build(NamedTuple):
    """What an index is built with."""

    encoder: Encoder
    language_coverage: float  # the encoder's, of the FAQ's language
    log: str | None  # the file that keeps the vectors of the FAQ's texts
    progress: vector_log.Progress | None
    is_log_shared: bool = False  # with another version of the FAQ, whose vectors stay in it


class Counts(NamedTuple):
    """Which features the texts of n entries hold, N phrasings among them."""

    ngrams: postings.Postings  # of characters, of the phrasings
    phrasing_words: postings.Postings  # of an entry
    answer_words: postings.Postings  # of its answer
    entry_words: postings.Postings  # all that it holds: phrasings, answer, topic


class Index(NamedTuple):
    """A FAQ, ready to be asked. N phrasings, n entries."""

    owners: Ints  # (N,): the entry of each phrasing, ascending
    digests: NDArray[np.uint8]  # (n, 16): of what is read of each entry
    semantic: SemanticIndex
    ngrams: postings.Weighted  # what Counts holds, weighed
    ngram_lengths: Floats  # (n,): of the sum of an entry's n-gram vectors
    phrasing_words: postings.Weighted
    answer_words: postings.Weighted
    entry_words: postings.Postings
    language_coverage: float  # 1 where the encoder speaks the FAQ's language, 0 where only words and characters count
    learned: float  # share of phrasings beyond the first of each entry
    answered: float  # share of entries with an answer of their own
    changed: int  # phrasings that came or went since its scatter and its spread were learned

    @property
    def entries(self) -> int:
        """The number of entries."""
        return len(self.digests)

    @property
    def uses_shortlist(self) -> bool:
        """Whether queries are weighed against a shortlist, and vectors kept in 8 bits."""
        return shortlist.uses_shortlist(len(self.owners))


class Spread(NamedTuple):
    """How the FAQ's own phrasings see entries that they do not belong to."""

    signals: Floats  # (S,): standard deviation of each signal
    cosine: float  # mean cosine of the nearest wrong phrasing
    kinship: float  # mean cosine of a phrasing and its nearest fellow of the same entry; 0 where there are none


def build(source: Source, how: Build) -> Index:
    """The index of at least one entry."""
    texts = read_texts(source.entries, source.answers)
    read, counts = read_and_count(texts, how, is_all=not how.is_log_shared)
    learned = fit_semantic(texts, read, is_large=shortlist.uses_shortlist(len(texts.phrasings)))
    return assemble(source, texts.owners, learned, counts, how.language_coverage)


def assemble(
    source: Source, owners: Ints, learned: SemanticIndex, counts: Counts, language_coverage: float, *, changed: int = 0
) -> Index:
    """The index of entries of which vectors and counts are known."""
    n = len(source.entries)
    ngrams = postings.weigh_tfidf(counts.ngrams)
    return Index(
        owners=owners,
        digests=np.frombuffer(b"".join(source.digests), np.uint8).reshape(n, -1),
        semantic=learned,
        ngrams=ngrams,
        ngram_lengths=_sum_lengths(ngrams, owners, n),
        phrasing_words=postings.weigh_bm25(counts.phrasing_words),
        answer_words=postings.weigh_bm25(counts.answer_words),
        entry_words=counts.entry_words,
        language_coverage=language_coverage,
        learned=1 - n / len(owners),
        answered=sum(map(bool, source.answers)) / n,
        changed=changed,
    )


def read_and_count(texts: Texts, how: Build, *, is_all: bool = True) -> tuple[vector_log.Vectors, Counts]:
    """The vectors of the texts, and what they hold; `is_all` is explained at vector_log.read."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as beside:  # words are counted while meanings are read
        counted = beside.submit(_count, texts)
        found = [*texts.whole, *texts.passages]
        read = vector_log.read(texts.phrasings, found, how.encoder, how.log, how.progress, is_all=is_all)
    return read, counted.result()


def fit_semantic(
    texts: Texts, read: vector_log.Vectors, *, is_large: bool, like: SemanticIndex | None = None
) -> SemanticIndex:
    """The meaning of texts whose vectors are read; `like` is explained at semantic.fit."""

    def packed(places: vector_log.Places) -> VectorArray:
        rows = empty(len(places), SIZE, is_large)
        for begin in range(0, len(places), BLOCK):
            block = slice(begin, begin + BLOCK)
            rows.put(block, read.rows[places[block]].astype(np.float32))
        return rows

    whole, passages = np.split(read.first, [len(texts.whole)])
    return fit(
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
        ngrams=postings.count(postings.features(worded[:split], grams_of)),
        phrasing_words=postings.count(postings.Features(hashes[asked], entries[asked], n)),
        answer_words=postings.count(postings.Features(hashes[told], entries[told], n)),
        entry_words=postings.count(postings.Features(hashes, entries, n)),
    )


def _sum_lengths(ngrams: postings.Weighted, owners: Ints, count: int) -> Floats:
    """|sum of the unit n-gram vectors| of each entry."""
    # Places of a feature ascend, and with them their owners: pairs of both come in order.
    features = np.repeat(np.arange(len(ngrams.postings.keys)), np.diff(ngrams.postings.starts))
    holders = owners[ngrams.postings.places]
    begins = np.flatnonzero((np.diff(features, prepend=-1) != 0) | (np.diff(holders, prepend=-1) != 0))
    sums = np.add.reduceat(ngrams.weights, begins)
    return np.sqrt(np.maximum(np.bincount(holders[begins], sums**2, count), 1e-9)).astype(np.float32)
