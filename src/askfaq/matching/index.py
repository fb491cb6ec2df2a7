"""What is prepared once for a FAQ, and its cache on disk.

The cache of a FAQ is one file, named after the FAQ's path. It holds the vectors of its texts, by the texts'
hashes: after an edit only what changed is encoded again. The file is written beside itself and moved into
place, so two programs at once do no harm; one that is missing, stale, damaged or cannot be written only costs
time. Words are counted anew each time: that is quicker than reading them back.
"""

import contextlib
import os
from collections.abc import Callable, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from askfaq.matching import cachefile, lexical, meaning
from askfaq.matching.courtesy import strip_courtesies
from askfaq.matching.encoder import SIZE, VIEWS, Encoder
from askfaq.matching.text import grams, stems
from askfaq.model import FaqFile

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

Progress = Callable[[int, int], None]

VERSION = b"askfaq vectors 1\n"
KEY = 16  # bytes of a text's hash
PASSAGE_WORDS = 60
MAX_PASSAGES = 8  # of one answer
STEP = 32  # texts encoded between two reports of progress


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


def build(faq: FaqFile, encoder: Encoder, fluency: float, *, cache_dir: str | None, progress: Progress | None) -> Index:
    """The index of a FAQ with at least one entry. `fluency` is the encoder's in the FAQ's language."""
    import numpy as np

    entries = faq.entries
    phrasings = [strip_courtesies(p) for e in entries for p in dict.fromkeys(e.phrasings)]
    owners = np.repeat(np.arange(len(entries), dtype=np.int32), [len(dict.fromkeys(e.phrasings)) for e in entries])
    answers = own_answers(faq)
    passages = [(p, i) for i, answer in enumerate(answers) for p in split_passages(answer)]
    whole = [f"{e.question} {a}" if a else e.question for e, a in zip(entries, answers, strict=True)]
    texts = [*phrasings, *whole, *(p for p, _ in passages)]
    views = vectors(texts, encoder, cache_path(faq, "\n".join(texts), cache_dir, ".vectors"), progress)
    n, split = len(phrasings), len(phrasings) + len(whole)
    letters = lexical.tfidf_postings([grams(p) for p in phrasings])
    spoken = [stems(" ".join(e.phrasings)) for e in entries]
    told = [stems(a) for a in answers]
    topics = [stems(e.topic or "") for e in entries]
    return Index(
        owners=owners,
        meaning=meaning.learn(
            views[:n],
            owners,
            views[n:split, 0].copy(),
            views[split:, 0].copy(),
            np.array([i for _, i in passages], np.int32),
        ),
        letters=letters,
        letter_lengths=_sum_lengths(letters, owners, len(entries)),
        asked=lexical.bm25_postings(spoken),
        told=lexical.bm25_postings(told),
        held=lexical.count_postings([[*set(a + b + c)] for a, b, c in zip(spoken, told, topics, strict=True)]),
        fluency=fluency,
        learned=1 - len(entries) / n,
        answered=sum(map(bool, answers)) / len(entries),
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

    keys = np.repeat(np.arange(len(letters.keys), dtype=np.int64), np.diff(letters.starts))
    pairs, inverse = np.unique(keys * count + owners[letters.places], return_inverse=True)
    sums = np.bincount(inverse, letters.weights)
    return np.sqrt(np.maximum(np.bincount(pairs % count, sums**2, count), 1e-9)).astype(np.float32)


def vectors(texts: Sequence[str], encoder: Encoder, path: str | None, progress: Progress | None) -> "Floats":
    """The encoder's views of the texts, shape (len(texts), 3, 384); what the cache holds is not encoded again."""
    import numpy as np

    keys = [blake2b(t.encode("utf-8", "surrogatepass"), digest_size=KEY).digest() for t in texts]
    cached = _read_cache(path)
    missing = list({k: t for k, t in zip(keys, texts, strict=True) if k not in cached}.items())
    for begin in range(0, len(missing), STEP):
        if progress:
            progress(begin, len(missing))
        chunk = missing[begin : begin + STEP]
        fresh = encoder.views([t for _, t in chunk], threads=os.cpu_count() or 1).astype(np.float16)
        cached.update(zip((k for k, _ in chunk), fresh, strict=True))
    if missing and progress:
        progress(len(missing), len(missing))
    if path and missing:
        _write_cache(path, {k: cached[k] for k in dict.fromkeys(keys)})
    return np.stack([cached[k] for k in keys]).astype(np.float32)


def cache_path(faq: FaqFile, content: str, cache_dir: str | None, suffix: str) -> str | None:
    """Where a FAQ's cache lies: named after its path, or after its content where that is no plain file."""
    if cache_dir is None:
        return None
    name = os.path.abspath(faq.path) if faq.path and os.path.isfile(faq.path) else content
    return cachefile.located(name, cache_dir, suffix)


def _read_cache(path: str | None) -> "dict[bytes, NDArray[np.float16]]":
    """Hash -> views. Empty when there is no usable cache."""
    import numpy as np

    size = VIEWS * SIZE * 2
    try:
        if path is None:
            return {}
        with open(path, "rb") as file:
            head = file.read(len(VERSION) + KEY)
            body = file.read()
    except OSError:
        return {}
    check = head[len(VERSION) :]
    if not head.startswith(VERSION) or len(body) % (KEY + size) or blake2b(body, digest_size=KEY).digest() != check:
        return {}
    count = len(body) // (KEY + size)
    rows = np.frombuffer(body, "<f2", offset=count * KEY).reshape(count, VIEWS, SIZE)
    return {body[i * KEY : (i + 1) * KEY]: rows[i] for i in range(count)}


def _write_cache(path: str, rows: "dict[bytes, NDArray[np.float16]]") -> None:
    import numpy as np

    body = b"".join(rows) + np.stack(list(rows.values())).astype("<f2").tobytes()
    draft = f"{path}.{os.getpid()}.part"
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(draft, "wb") as file:
            file.write(VERSION + blake2b(body, digest_size=KEY).digest() + body)
        os.replace(draft, path)
    except OSError:
        with contextlib.suppress(OSError):
            os.unlink(draft)
