"""Queries that are a phrasing with its subject exchanged: where the two differ, and what the letters say of it."""

from collections.abc import Sequence

from askfaq.engine.lexicon.memory import MIN_LETTERS
from askfaq.text.fuzzy import within_slips
from askfaq.text.normalize import grams_of, is_stop_word, stem

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


MOST_EXCHANGED = 3  # words
SAME_LETTERS = 0.4  # share of character n-grams from which words may be forms or compounds of the same one
MEASURES = ("long", "many", "much")  # stop words but for "how long" in place of "how deep"
NEGATIONS = ("not", "no", "never", "without", "cannot")


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


def exclude(word: str, other: str) -> bool:
    """Whether two folded words are different ones of a kind."""
    a, b = stem(word), stem(other)
    return a != b and any(a in kind and b in kind for kind in _KINDS)


def reverse(word: str, other: str) -> bool:
    """Whether one of two folded words is the other one with a prefix that turns it round."""
    short, long = sorted((stem(word), stem(other)), key=len)
    return long.endswith(short) and long.removesuffix(short) in _REVERSING
