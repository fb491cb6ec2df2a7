"""What a wording asks for, as far as its words tell: whether two wordings can mean the same question.

Closeness of meaning alone does not tell: "how do I send money" and "how do I receive money" have a cosine of .81,
"which rooms have a bath" and "which rooms do not have a bath" one of .91.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from askfaq.engine.ranking.subject_guard import exclude, is_negated, reverse
from askfaq.text.normalize import is_stop_word, stem, words

MOST_CHARACTERS = 1000

# What is asked for, by what asks; the first that is found. A "what" or "which" may ask for anything.
_KINDS = [
    (kind, re.compile(rf"\b(?:{pattern})\b"))
    for kind, pattern in (
        ("time", "how long until|how soon|what time|(?:opening|office|business) (?:hours|times)"),
        ("duration", "how long|how many (?:minutes|hours|days|weeks|months|years)"),
        ("price", "how much|(?:what|which).* (?:cost|costs|price|prices|fee|fees|charge|charges|rate|rates)"),
        ("number", "how many|what.* number of"),
        ("frequency", "how (?:often|frequently)"),
        ("anything", "what|which|whose|how (?:big|deep|far|fast|high|large|old|quickly|tall)"),
        ("time", "when"),
        ("place", "where"),
        ("person", "who|whom"),
        ("reason", "why"),
        ("manner", "how"),
        (
            "yes or no",
            "am|are|can|could|did|do|does|has|have|is|may|might|must|shall|should|was|were|will|would",
        ),
    )
]
_VAGUE = ("anything", "time", "duration", "price", "number", "frequency", "place")  # "which place" is "where"
_MUST = re.compile(r"\b(?:must|have to|has to|needs?|required|obliged|compulsory|mandatory|necessary)\b")
_MAY = re.compile(r"\b(?:can|could|may|allowed|permitted|possible)\b")
_NAME = re.compile(r"(?<=[\w,;:)] )[^\W\d_]*[A-Z][\w&]*")
_QUOTED = re.compile(r"(?<!\w)(['\"`‘“]).+?(?:['\"`’”])(?!\w)")

# They add nothing to what the kind of a question says ("is it possible to", "what time", "are served").
_EMPTY = frozenset(
    map(
        stem,
        "able allowed available day days frequently happen happens hour hours maximum need needed necessary number "
        "offered often permitted possible provided required served take takes time".split(),
    )
)
_SYNONYMS = {
    stem(word): line.split()[0]
    for line in (
        "big large size",
        "car vehicle",
        "child children kid kids",
        "cost price fee charge",
        "deliver delivery ship shipping",
        "lift elevator",
        "photo picture photograph",
        "repair mend fix",
        "get receive",
    )
    for word in line.split()
}
_OPPOSITES = [
    frozenset(line.split())
    for line in (
        "accept refuse",
        "add remove delete",
        "arrive arrival depart departure leave",
        "before after during",
        "begin start end finish stop",
        "broken missing lost",
        "buy rent hire sell borrow",
        "cheap expensive",
        "child children adult adults",
        "create delete",
        "day daily week weekly month monthly year yearly season",
        "early late",
        "enter entrance exit",
        "first last second third",
        "found join leave",
        "front back",
        "give get take",
        "give receive",
        "hot cold",
        "in out",
        "increase decrease raise lower higher",
        "indoor indoors outdoor outdoors",
        "install uninstall upgrade update remove",
        "left right",
        "lock unlock",
        "minimum maximum",
        "new used old",
        "on off",
        "online offline",
        "private public",
        "read write",
        "send receive",
        "single double",
        "small large big",
        "top bottom",
        "up down",
        "win lose",
        "with without",
    )
]


class QuestionWords(NamedTuple):
    """A wording, as it is held against others."""

    kind: str  # of what is asked for; "" for a heading, which does not ask
    is_must: bool
    is_may: bool
    is_negated: bool
    names: frozenset[str]  # stems of names, of numbers, and of what stands in quotation marks
    words: frozenset[str]
    stems: frozenset[str]
    telling: frozenset[str]  # stems, of synonyms one for all, of what says something about the subject


@lru_cache(maxsize=10_000)
def words_of(text: str) -> QuestionWords:
    """What a wording asks for: its beginning tells, of one that is endless."""
    text = text[:MOST_CHARACTERS]
    found = words(text)
    line = " ".join(found)
    names = [] if text.istitle() else words(" ".join(name for name in _NAME.findall(text) if name != "I"))
    quoted = words(" ".join(match[0] for match in _QUOTED.finditer(text)))
    numbers = [word for word in found if any(map(str.isdigit, word))]
    telling = {stem(word) for word in found if not is_stop_word(word)} - _EMPTY
    return QuestionWords(
        kind=next((kind for kind, pattern in _KINDS if pattern.search(line)), ""),
        is_must=bool(_MUST.search(line)),
        is_may=bool(_MAY.search(line)),
        is_negated=is_negated(found),
        names=frozenset(map(stem, (*names, *quoted, *numbers))),
        words=frozenset(found),
        stems=frozenset(map(stem, found)),
        telling=frozenset(_SYNONYMS.get(word, word) for word in telling),
    )


def may_be_the_same(one: QuestionWords, other: QuestionWords) -> bool:
    """Whether nothing in the words of two wordings says that they ask for different things."""
    is_vague = "anything" in (one.kind, other.kind) and one.kind in _VAGUE and other.kind in _VAGUE
    if (one.kind != other.kind and not is_vague) or one.is_negated != other.is_negated:
        return False
    if not (one.names <= other.stems and other.names <= one.stems):
        return False
    if {(one.is_must, one.is_may), (other.is_must, other.is_may)} == {(True, False), (False, True)}:
        return False
    mine, theirs = one.words - other.words, other.words - one.words
    return not any(_opposed(a, b) for a in mine for b in theirs)


def odd_words(one: QuestionWords, other: QuestionWords) -> tuple[frozenset[str], frozenset[str]]:
    """The telling words of each that the other lacks."""
    return one.telling - other.telling, other.telling - one.telling


def _opposed(a: str, b: str) -> bool:
    return exclude(a, b) or reverse(a, b) or any(a in kind and b in kind for kind in _OPPOSITES)
