"""Which entries compete for a question, and when each wording is left out so that its rivals are there."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from askfaq.model import Pointer
from askfaq.text.normalize import STOP_WORDS, words

# Each wording is asked once of a FAQ that lacks it: an alias of one that has the rest of its entry, a question of one
# without its entry. So many FAQs share the work, and entries that compete for a question are missing in different
# ones. What is left is never reworded: the engine has its vectors already.
TURNS = 4

# Two entries compete for a shortened question when the second's score comes this close to the first's: that of one
# question, if it is the only wording of its entry and keeps enough words to be clear, or those of both. Judged on
# the findings in real FAQs.
ONE_WAY, BOTH_WAYS, CLEAR_WORDS = 0.3, 0.1, 3


class Wording(NamedTuple):
    """A phrasing of the FAQ: its entry's number, which of its phrasings it is, and where it stands."""

    owner: int
    number: int
    pointer: Pointer
    text: str
    is_alone: bool  # the only one of its entry


BroughtUp = Mapping[Wording, Mapping[int, float]]  # the entries that each question brings up, with their scores


def telling_words(text: str) -> list[str]:
    """The words that are no stop words."""
    return [word for word in words(text) if word not in STOP_WORDS]


def shortened(text: str) -> str:
    """The telling words alone, where there are at least two."""
    telling = telling_words(text)
    return " ".join(telling) if len(telling) > 1 else text


def competing(brought_up: BroughtUp) -> set[tuple[int, int]]:
    """The entries, both ways round, that compete for a question when it is shortened."""
    rivalry: dict[tuple[int, int], float] = {}
    clear = set()
    for wording, scores in brought_up.items():
        if own := scores.get(wording.owner):
            rivalry.update({(wording.owner, i): score / own for i, score in scores.items() if i != wording.owner})
        if wording.is_alone and len(telling_words(wording.text)) >= CLEAR_WORDS:
            clear.add(wording.owner)

    def compete(i: int, j: int) -> bool:
        there, back = rivalry.get((i, j), 0.0), rivalry.get((j, i), 0.0)
        one_way = max(there if i in clear else 0.0, back if j in clear else 0.0)
        return one_way >= ONE_WAY or min(there, back) >= BOTH_WAYS

    found = {(i, j) for i, j in rivalry if compete(i, j)}
    return found | {(j, i) for i, j in found}


def turns(wordings: Sequence[Wording], brought_up: BroughtUp) -> dict[Wording, int]:
    """When each wording is left out: a question with its entry, an alias while its entry stays.

    The entries that compete for a wording should be there when it is asked.
    """
    rivals: dict[int, set[int]] = {}
    for wording, scores in brought_up.items():
        for other in scores.keys() - {wording.owner}:
            rivals.setdefault(other, set()).add(wording.owner)
            rivals.setdefault(wording.owner, set()).add(other)
    gone: dict[int, int] = {}
    for wording in wordings:
        if wording.number == 0:
            taken = Counter(gone[i] for i in rivals.get(wording.owner, ()) if i in gone)
            gone[wording.owner] = _quietest_turn(taken, wording.owner)
    absent = {owner: Counter(gone[i] for i in rivals.get(owner, ())) for owner in gone}
    for owner, turn in gone.items():
        absent[owner][turn] += len(gone)  # more than there can be rivals
    return {w: _quietest_turn(absent[w.owner], w.number) if w.number else gone[w.owner] for w in wordings}


def _quietest_turn(taken: Counter[int], first: int) -> int:
    """The turn that is taken least often, from the first one on."""
    return min(range(TURNS), key=lambda turn: (taken[turn], (turn - first) % TURNS))
