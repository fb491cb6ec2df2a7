"""Entries that have a wording in common, told apart by the words of their topics."""

from collections.abc import Mapping, Sequence

from askfaq.text.normalize import informative, stem, words


def not_named(asked: Sequence[str], wording: str, topics: Mapping[int, str]) -> list[int]:
    """Of the places of some topics, those whose topic has fewer words of a query than another.

    Words of the `wording` that the entries share tell nothing.
    """
    said = set(map(stem, asked)) - set(map(stem, words(wording)))
    named = {place: len(said & _telling(words(topic))) for place, topic in topics.items()}
    most = max(named.values(), default=0)
    return [place for place, count in named.items() if count < most]


def adds_only_topic(asked: Sequence[str], wording: str, topic: str) -> bool:
    """Whether a query is the wording, and what stands beside it says nothing but the topic."""
    same = words(wording)
    for begin in range(len(asked) - len(same) + 1):
        if list(asked[begin : begin + len(same)]) == same:
            beside = [*asked[:begin], *asked[begin + len(same) :]]
            return _telling(beside) <= _telling(words(topic))
    return False


def _telling(found: list[str]) -> set[str]:
    return set(map(stem, informative(found)))
