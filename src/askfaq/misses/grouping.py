"""Questions in other words that mean the same: each wording once, then groups of wordings that are close."""

import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from askfaq.engine.analysis.query import SPOKEN, language_coverage
from askfaq.engine.arrays import Floats
from askfaq.engine.blas import one_thread
from askfaq.engine.encoder.encoder import Encoder, cores
from askfaq.model import Entry, Result
from askfaq.text.normalize import grams, wording_key

# The cosine from which two wordings are close: of queries of clinc150 that join a group, 9 in 10 belong there.
CLOSE = 0.7
_GRAMS = 1024  # numbers of a vector of n-grams


class Wording(NamedTuple):
    """A question as it is written most often, and how often it was asked, however it was written."""

    text: str
    times: int


class Group(NamedTuple):
    """Wordings of one meaning, the most asked first, and what became of the first."""

    wordings: tuple[Wording, ...]
    result: Result

    @property
    def name(self) -> str:
        """The commonest wording."""
        return self.wordings[0].text

    @property
    def times(self) -> int:
        """How often it was asked, in any wording."""
        return sum(wording.times for wording in self.wordings)


def counted(questions: Iterable[str]) -> list[Wording]:
    """Each wording of the questions once, the most asked first."""
    spellings: dict[str, Counter[str]] = {}
    for question in questions:
        spellings.setdefault(wording_key(question), Counter())[question] += 1
    wordings = (Wording(texts.most_common(1)[0][0], texts.total()) for texts in spellings.values())
    return sorted(wordings, key=lambda wording: -wording.times)


def groups_of(wordings: Sequence[Wording], results: Sequence[Result], entries: Iterable[Entry]) -> list[Group]:
    """The wordings without an answer in groups of one meaning, the most asked first, then those with one by entry.

    `results` are those of the wordings; `entries` show the language.
    """
    result_of = dict(zip(wordings, results, strict=True))
    in_vain: list[Wording] = []
    answered: dict[str, list[Wording]] = {}
    for wording, result in result_of.items():
        (answered.setdefault(result.answer.id, []) if result.answer else in_vain).append(wording)
    parts = (by_meaning(in_vain, entries) if in_vain else [], answered.values())
    made = [[Group(tuple(members), result_of[members[0]]) for members in part] for part in parts]
    return [group for part in made for group in sorted(part, key=lambda group: -group.times)]


def by_meaning(wordings: Sequence[Wording], entries: Iterable[Entry]) -> list[list[Wording]]:
    """The wordings, the most asked first, in groups of one meaning; by their letters where the encoder cannot read."""
    encoder, texts = Encoder(), [wording.text for wording in wordings]
    if language_coverage(entries, encoder.vocabulary) < SPOKEN:
        return grouped(wordings, _letters(texts))
    with one_thread:
        return grouped(wordings, encoder.encode(texts, threads=cores()))


def grouped(wordings: Sequence[Wording], vectors: Floats) -> list[list[Wording]]:
    """Each wording joins the group whose first one is closest, if it is close.

    It is compared with the first ones alone, so that the memory is that of the vectors.
    """
    groups: list[list[Wording]] = []
    first = np.empty_like(vectors)
    for wording, vector in zip(wordings, vectors, strict=True):
        closeness = first[: len(groups)] @ vector
        best = int(closeness.argmax()) if groups else 0
        if groups and closeness[best] >= CLOSE:
            groups[best].append(wording)
        else:
            first[len(groups)] = vector
            groups.append([wording])
    return groups


def _letters(texts: Sequence[str]) -> Floats:
    """One row of n-grams for each text, of length 1."""
    vectors = np.zeros((len(texts), _GRAMS), np.float32)
    for vector, text in zip(vectors, texts, strict=True):
        vector[[zlib.crc32(gram.encode()) % _GRAMS for gram in set(grams(text))]] = 1
        vector /= max(float(np.linalg.norm(vector)), 1.0)
    return vectors
