"""The evidence for the first of an order becomes a probability.

confidence = P(the FAQ answers the query) * P(the first match is the right one, given that it does): two logistic
models of a few readable numbers each, fitted with whole sets left out (benchmarks/accuracy/fit.py). Guards come after
the numbers. docs/decisions/0005-confidence.md has the tables.
"""

import math
from collections.abc import Mapping
from typing import NamedTuple

from askfaq.engine.ranking.weights import CHOICE, SCOPE, Slope
from askfaq.limits import MAX_QUERY_WORDS

DOUBT = 0.5  # what is left of the confidence in a query of stop words, or one that shares no word and little meaning
NO_EVIDENCE = 0.05  # the most for noise and pastes
OTHER_SUBJECT = 0.3  # the most for a phrasing of the entry with its subject exchanged
DISTANT = 0.35  # cosine below which a query that shares no informative word is not answered


class Evidence(NamedTuple):
    """What speaks for the first match."""

    pull: float  # ln of the sum of exp(score) over all entries, less that of as many average ones
    margin: float  # ln of its odds against all others together
    apart: float  # its cosine (best phrasing and centre) less the usual one of a phrasing to another entry's
    unlike: float  # cosine of its nearest phrasing less the usual one of fellow phrasings, as far as there are such
    coverage: float  # share of the query's informative words, by rarity, that the entry holds
    breadth: float  # of the FAQ: 0 where it is broad, towards -1 where it has few entries and most questions miss it
    learned: float  # share of the FAQ's phrasings beyond the first of each entry
    settles: float  # ln of the odds that it settles the query, as the reader says; 0 where it was not read
    read: float  # how far the reader's word counts: 0 where the first match was not read
    language_coverage: float  # how far the encoder speaks the language: weighs the two columns of the slopes


class Guards(NamedTuple):
    """What must hold whatever the numbers say."""

    informative: int  # words that say something about the subject
    readable: int  # of these, words that are more than a row of letters
    shared: int  # of these, words that the entry holds
    words: int  # in all
    closeness: float  # cosine of the nearest phrasing, 0 where the encoder does not speak the language


def probability(evidence: Evidence, guards: Guards) -> float:
    """The calibrated probability that the first match answers the query."""
    value = logistic(SCOPE, evidence) * logistic(CHOICE, evidence)
    if guards.words > MAX_QUERY_WORDS or (guards.informative and not guards.readable):
        return min(value, NO_EVIDENCE)
    if not guards.informative or (guards.shared == 0 and guards.closeness < DISTANT):
        return value * DOUBT
    return value


def logistic(slopes: Mapping[str, Slope], evidence: Evidence) -> float:
    """The probability that a logistic model gives; "always" is its constant."""
    values = evidence._asdict() | {"always": 1.0}
    spoken = evidence.language_coverage
    read = evidence.read
    odds = sum(
        ((s.read * read + s.fluent * (1 - read)) * spoken + s.foreign * (1 - spoken)) * values[name]
        for name, s in slopes.items()
    )
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))
