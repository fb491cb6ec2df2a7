"""Words of a kind: each excludes the others, however close their meanings are ("dogs" and "cats": cosine .72).

Synonyms come as close (.2 to .9), so no cosine tells the two apart; these lists do for what FAQs are often asked.
So does a prefix that turns a word round ("connect" and "disconnect": .8).
"""

from askfaq.text.normalize import stem

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


def exclude(word: str, other: str) -> bool:
    """Whether two folded words are different ones of a kind."""
    a, b = stem(word), stem(other)
    return a != b and any(a in kind and b in kind for kind in _KINDS)


def reverse(word: str, other: str) -> bool:
    """Whether one of two folded words is the other one with a prefix that turns it round."""
    short, long = sorted((stem(word), stem(other)), key=len)
    return long.endswith(short) and long.removesuffix(short) in _REVERSING
