"""The guard against a phrasing with its subject exchanged: "how long does a war last" where the FAQ speaks of hugs.

Words of a kind exclude each other, however close their meanings are ("dogs" and "cats": cosine .72). Synonyms come as
close (.2 to .9), so no cosine tells the two apart; the lists below do for what FAQs are often asked. So does a prefix
that turns a word round ("connect" and "disconnect": .8).
"""

import math
from collections.abc import Sequence

from askfaq.engine.analysis.courtesy import strip_courtesies
from askfaq.engine.analysis.query import SPOKEN, Query
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.index.build import Index
from askfaq.engine.index.source import phrasings_of
from askfaq.engine.lexicon.memory import MIN_LETTERS
from askfaq.model import Entry
from askfaq.text.fuzzy import within_slips
from askfaq.text.normalize import grams_of, is_stop_word, stem, stems, words

CORE = 0.5  # share of an entry's phrasings that hold its subject
COMMON_SUBJECT = 0.2  # share of a FAQ's entries that hold a subject of the whole FAQ
SAME_SUBJECT = 0.6  # cosine of two words' meanings below which one does not stand for the other
MOST_EXCHANGED = 3  # words
SAME_BEGINNING = 0.7  # share of the longer word
SAME_LETTERS = 0.4  # share of character n-grams from which words may be forms or compounds of the same one
MEASURES = ("long", "many", "much")  # stop words but for "how long" in place of "how deep"
NEGATIONS = ("not", "no", "never", "without", "cannot")
_KINDS = [
    frozenset(map(stem, line.split()))
    for line in (
        "monday tuesday wednesday thursday friday saturday sunday",
        "january february march april may june july august september october november december",
        "spring summer autumn winter",
        "morning noon afternoon evening night",
        "breakfast brunch lunch dinner",
        "dogs cats rabbits hamsters horses birds parrots snakes",
        "cars bicycles motorbikes buses trains trams planes boats taxis",
        "coffee tea beer wine milk juice",
        "visa mastercard amex paypal cash cheque bitcoin",
        "euros dollars pounds yen francs rupees",
        "android iphone ios windows mac linux",
        "english french german spanish italian dutch polish turkish russian arabic chinese hindi japanese",
        "men women",
        "boys girls",
        "husband wife",
        "mother father",
        "adults children babies",
        "open close",
        "buy sell",
        "lend borrow",
        "deposit withdraw",
        "upload download",
        "import export",
        "incoming outgoing",
        "debit credit",
        "monthly yearly weekly daily",
    )
]
_REVERSING = ("un", "dis", "de", "non", "in")


class SubjectGuard:
    """Tells a query about another subject from a wording of an entry. Nothing of it changes."""

    def __init__(self, entries: Sequence[Entry], encoder: Encoder, index: Index) -> None:
        self._entries = entries
        self._encoder = encoder
        self._index = index

    def asks_other_subject(self, query: Query, entry: int) -> bool:
        """Whether the query is one of the entry's phrasings with its subject exchanged ("how long does a war last").

        That is: the same words in the same order, but for one place where those of another meaning stand.
        """
        for phrasing in phrasings_of(self._entries[entry]):
            known = words(strip_courtesies(phrasing))
            if exchanged := exchanged_words(query.words, known):
                mine, theirs = exchanged
                missing = [word for word in mine if entry not in self._index.entry_words.holders(stem(word))]
                if not missing:
                    continue
                if is_slip(mine, theirs) or not any(self._is_subject(word, entry) for word in theirs):
                    continue
                if any(reverse(word, other) for word in mine for other in theirs):
                    return is_negated(query.words) == is_negated(known)
                if any(exclude(word, other) for word in mine for other in theirs):
                    return True
                if not self._may_stand_for(mine, theirs):
                    return True
        return False

    def _may_stand_for(self, mine: Sequence[str], theirs: Sequence[str]) -> bool:
        """Whether words of a query, some of which the entry lacks, may mean those of a phrasing of it.

        Where the encoder does not speak the language, a synonym looks like any other word: the letters must tell.
        """
        if self._index.language_coverage < SPOKEN:
            return share_letters(mine, theirs)
        vectors = self._encoder.encode([*mine, *theirs])
        return float((vectors[: len(mine)] @ vectors[len(mine) :].T).max()) >= SAME_SUBJECT

    def _is_subject(self, word: str, entry: int) -> bool:
        """Whether the entry, or much of the FAQ, is about the word: a place or a date in one phrasing is not it."""
        phrasings = phrasings_of(self._entries[entry])
        holding = sum(stem(word) in stems(phrasing) for phrasing in phrasings)
        everywhere = len(self._index.entry_words.holders(stem(word))) / self._index.entries
        return holding >= CORE * len(phrasings) or everywhere >= COMMON_SUBJECT


def exchanged_words(asked: Sequence[str], phrasing: Sequence[str]) -> tuple[list[str], list[str]] | None:
    """The telling words at the one place where a query and a phrasing differ; None unless both have some there."""
    begin = 0
    while begin < min(len(asked), len(phrasing)) and stem(asked[begin]) == stem(phrasing[begin]):
        begin += 1
    end = 0
    while end < min(len(asked), len(phrasing)) - begin and stem(asked[-1 - end]) == stem(phrasing[-1 - end]):
        end += 1
    mine, theirs = asked[begin : len(asked) - end], phrasing[begin : len(phrasing) - end]
    if begin + end < 2 or max(len(mine), len(theirs)) > MOST_EXCHANGED:
        return None
    is_measured = begin > 0 and asked[begin - 1] == "how" and len(mine) == len(theirs) == 1
    kept = MEASURES if is_measured else ()
    pair = _telling(mine, kept), _telling(theirs, kept)
    return pair if all(pair) else None


def _telling(found: Sequence[str], kept: Sequence[str]) -> list[str]:
    """The informative words, and those that are kept although they are stop words."""
    return [word for word in found if word in kept or not is_stop_word(word)]


def is_slip(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether a word of one is a slip of a word of the other that happens to be a word too ("beak" for "break")."""
    return any(len(word) >= MIN_LETTERS and within_slips(word, theirs, 1) for word in mine)


def is_negated(found: Sequence[str]) -> bool:
    """Whether there is a negation among the folded words: "not verified" is as much as "unverified"."""
    return any(word in NEGATIONS or word.endswith("n't") for word in found)


def share_letters(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether the words of one side are largely spelled like those of the other."""
    ours, others = ({gram for word in side for gram in grams_of(word)} for side in (mine, theirs))
    return len(ours & others) >= SAME_LETTERS * min(len(ours), len(others))


def begin_alike(word: str, other: str) -> bool:
    """Whether two folded words are forms of one, as far as their letters tell: "Maske" and "Masken"."""
    letters = max(MIN_LETTERS, math.ceil(SAME_BEGINNING * max(len(word), len(other))))
    return word[:letters] == other[:letters]


def exclude(word: str, other: str) -> bool:
    """Whether two folded words are different ones of a kind."""
    a, b = stem(word), stem(other)
    return a != b and any(a in kind and b in kind for kind in _KINDS)


def reverse(word: str, other: str) -> bool:
    """Whether one of two folded words is the other one with a prefix that turns it round."""
    short, long = sorted((stem(word), stem(other)), key=len)
    return long.endswith(short) and long.removesuffix(short) in _REVERSING
