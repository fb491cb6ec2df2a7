"""What is prepared once for a FAQ."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from askfaq.matching import cachefile, lexical, meaning, shortlist, vectors
from askfaq.matching.courtesy import strip_courtesies
from askfaq.matching.encoder import SIZE, Encoder
from askfaq.matching.rows import Rows, pack
from askfaq.model import Entry
from askfaq.text.normalize import MAX_WORDS, grams_of, stem, words

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

PASSAGE_WORDS = 60
MAX_PASSAGES = 8  # of one answer


class Counts(NamedTuple):
    """Which features the texts of n entries hold, N phrasings among them."""

    letters: lexical.Postings  # character n-grams of the phrasings
    asked: lexical.Postings  # words of an entry's phrasings
    told: lexical.Postings  # words of its answer
    held: lexical.Postings  # words that it holds at all: phrasings, answer, topic


class Index(NamedTuple):
    """A FAQ, ready to be asked. N phrasings, n entries."""

    owners: "Ints"  # (N,): the entry of each phrasing, ascending
    digests: "NDArray[np.uint8]"  # (n, 16): of what is read of each entry
    meaning: meaning.Meaning
    letters: lexical.Weighted  # what Counts holds, weighed
    letter_lengths: "Floats"  # (n,): of the sum of an entry's letter vectors
    asked: lexical.Weighted
    told: lexical.Weighted
    held: lexical.Postings
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


class Source(NamedTuple):
    """What an index is made of: n entries, and of each what is read of it."""

    entries: Sequence[Entry]
    answers: Sequence[str]  # "" for one that several entries share: a placeholder tells nothing about its entry
    digests: Sequence[bytes]  # hashes of all that is read of each


class Texts(NamedTuple):
    """The texts of a FAQ as they are read, with the entries that they are of. N phrasings, n entries, P passages."""

    phrasings: Sequence[str]
    owners: "Ints"  # (N,)
    answers: Sequence[str]  # (n,): "" where an entry has none of its own
    whole: Sequence[str]  # (n,): question and answer
    passages: Sequence[str]
    passage_owners: "Ints"  # (P,)
    topics: Sequence[str]  # (n,)


def source_of(entries: Sequence[Entry]) -> Source:
    """The entries as they are read."""
    answers, digests = own_answers(entries), []
    for entry, answer in zip(entries, answers, strict=True):
        read = [entry.topic or "", answer, *entry.phrasings]
        digests.append(cachefile.hashed("\0".join([str(len(read)), *read]).encode("utf-8", "surrogatepass")))
    return Source(entries, answers, digests)


def build(
    source: Source, encoder: Encoder, fluency: float, *, log: str | None, progress: vectors.Progress | None
) -> Index:
    """The index of at least one entry. `fluency` is the encoder's in the FAQ's language, `log` the file that keeps the
    vectors of its texts.
    """
    texts = read_texts(source.entries, source.answers)
    read, counts = read_and_count(texts, encoder, log=log, progress=progress)
    learned = learn(texts, read, is_large=shortlist.is_large(len(texts.phrasings)))
    return assemble(source, texts.owners, learned, counts, fluency)


def assemble(
    source: Source, owners: "Ints", learned: meaning.Meaning, counts: Counts, fluency: float, *, changed: int = 0
) -> Index:
    """The index of entries of which meanings and counts are known."""
    import numpy as np

    n = len(source.entries)
    letters = lexical.weigh_tfidf(counts.letters)
    return Index(
        owners=owners,
        digests=np.frombuffer(b"".join(source.digests), np.uint8).reshape(n, -1),
        meaning=learned,
        letters=letters,
        letter_lengths=_sum_lengths(letters, owners, n),
        asked=lexical.weigh_bm25(counts.asked),
        told=lexical.weigh_bm25(counts.told),
        held=counts.held,
        fluency=fluency,
        learned=1 - n / len(owners),
        answered=sum(map(bool, source.answers)) / n,
        changed=changed,
    )


def read_texts(entries: Sequence[Entry], answers: Sequence[str]) -> Texts:
    """The texts of the entries, given their own answers."""
    import numpy as np

    phrasings = [list(map(strip_courtesies, phrasings_of(entry))) for entry in entries]
    passages = [split_passages(answer) for answer in answers]

    def owners(of: Sequence[Sequence[str]]) -> "Ints":
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


def read_and_count(
    texts: Texts, encoder: Encoder, *, log: str | None, progress: vectors.Progress | None, is_all: bool = True
) -> tuple[vectors.Vectors, Counts]:
    """The vectors of the texts, and what they hold; `is_all` is explained at vectors.read."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as beside:  # words are counted while meanings are read
        counted = beside.submit(_count, texts)
        found = [*texts.whole, *texts.passages]
        read = vectors.read(texts.phrasings, found, encoder, log, progress, is_all=is_all)
    return read, counted.result()


def learn(
    texts: Texts, read: vectors.Vectors, *, is_large: bool, like: meaning.Meaning | None = None
) -> meaning.Meaning:
    """The meaning of texts whose vectors are read; `like` is explained at meaning.learn."""
    import numpy as np

    def packed(places: "vectors.Places") -> Rows:
        rows = pack(len(places), SIZE, is_large)
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
        large=is_large,
        like=like,
    )


def _count(texts: Texts) -> Counts:
    import numpy as np

    n, split = len(texts.answers), len(texts.phrasings)
    worded = [words(text)[:MAX_WORDS] for text in (*texts.phrasings, *texts.answers, *texts.topics)]
    hashes, places, _ = lexical.features(worded, lambda word: [stem(word)])
    entries = np.concatenate([texts.owners, np.tile(np.arange(n, dtype=np.int32), 2)])[places]
    asked, told = places < split, (places >= split) & (places < split + n)
    return Counts(
        letters=lexical.count(lexical.features(worded[:split], grams_of)),
        asked=lexical.count(lexical.Features(hashes[asked], entries[asked], n)),
        told=lexical.count(lexical.Features(hashes[told], entries[told], n)),
        held=lexical.count(lexical.Features(hashes, entries, n)),
    )


def _sum_lengths(letters: lexical.Weighted, owners: "Ints", count: int) -> "Floats":
    """|sum of the unit letter vectors| of each entry."""
    import numpy as np

    # Places of a feature ascend, and with them their owners: pairs of both come in order.
    features = np.repeat(np.arange(len(letters.postings.keys)), np.diff(letters.postings.starts))
    holders = owners[letters.postings.places]
    begins = np.flatnonzero((np.diff(features, prepend=-1) != 0) | (np.diff(holders, prepend=-1) != 0))
    sums = np.add.reduceat(letters.weights, begins)
    return np.sqrt(np.maximum(np.bincount(holders[begins], sums**2, count), 1e-9)).astype(np.float32)
