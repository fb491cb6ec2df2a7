"""Lines that are only part of a question, and what they say together with the question before."""

from collections.abc import Container

from askfaq.model import Result
from askfaq.text.normalize import informative, words

MOST_WORDS = 7
# What a line begins with that goes on from something, in the languages that a reader may write.
_LEADS = tuple(
    tuple(lead.split())
    for lead in (
        "and what about;and how about;what about;how about;and if;and;or;but;also;what if;"
        "und was ist mit;was ist mit;und wie ist es mit;und;oder;aber;et;ou;mais;y;o;pero;e;ma;en;maar"
    ).split(";")
)
_PREPOSITIONS = frozenset("at by during for from in on until till to under with without after before".split())
_POINTERS = frozenset("it they them those these".split())  # words that stand for something that was said


def is_fragment(query: str) -> bool:
    """Whether a query is only part of a question: it has few words, and one of these holds.

    - It begins with what goes on from something: "and", "what about", "und", "et" ...
    - It has only words that say nothing about a subject: "how long?", "why", "until when".
    - It begins with a preposition: "on sundays?", "for children".
    - It points back ("it", "them"), with at most one word of its own: "how much does it cost".
    """
    found = words(query)
    if not found or len(found) > MOST_WORDS:
        return False
    own = own_words(query)
    points_back = len(own) < 2 and not _POINTERS.isdisjoint(found)
    return points_back or not own or found[0] in _PREPOSITIONS or _lead(found) > 0


def own_words(query: str) -> list[str]:
    """The words of a fragment that say something about a subject."""
    found = words(query)
    return [word for word in informative(found[_lead(found) :]) if word not in _PREPOSITIONS]


def read_together(before: str, fragment: str) -> str:
    """The fragment and the question before it as one query: words of its own go into that question; where it has none,
    it asks something else of what that question is about.
    """
    found = words(fragment)
    found = found[_lead(found) :]
    if own_words(fragment):
        return f"{before.rstrip(' ?!.')} {' '.join(found)}"
    return " ".join([*found, *informative(words(before))])


def stands(result: Result, fragment: str, shown: Container[str]) -> bool:
    """Whether what a fragment finds together with the question before is told of the fragment, and not only of that
    question: the answer settles both, and the entry holds the fragment's own words; where it has none, the entry is
    not one that was shown for that question (ids).
    """
    if result.answer is None or result.why is None:
        return False
    if result.why.settled is not None and not result.why.settles:
        return False
    own = own_words(fragment)
    return set(own).isdisjoint(result.why.missing) if own else result.answer.id not in shown


def leads_back(result: Result, fragment: str, shown: Container[str]) -> bool:
    """Whether a fragment without words of its own finds only what was shown for the question before: its answer may
    well be there, but nothing tells.
    """
    return result.answer is not None and result.answer.id in shown and not own_words(fragment)


def _lead(found: list[str]) -> int:
    """How many words at the beginning only say that something goes on."""
    return next((len(lead) for lead in _LEADS if tuple(found[: len(lead)]) == lead), 0)
