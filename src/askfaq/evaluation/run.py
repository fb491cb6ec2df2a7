"""Cases asked of a FAQ, and what becomes of each judged."""

from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from askfaq.engine.decision import Asker
from askfaq.evaluation.cases import Case
from askfaq.model import Entry, Result
from askfaq.text.normalize import fold

Verdict = Literal["right", "wrong", "refused wrongly", "answered wrongly", "offered"]
VERDICTS: tuple[Verdict, ...] = ("right", "wrong", "refused wrongly", "answered wrongly", "offered")


class Outcome(NamedTuple):
    """What became of a case."""

    case: Case
    result: Result
    verdict: Verdict

    @property
    def passes(self) -> bool:
        """Whether it is as the case wants it."""
        return self.verdict == "right" or (self.verdict == "offered" and self.case.may_offer)

    @property
    def is_hit(self) -> bool:
        """Whether the entry that is expected comes first, however sure that is."""
        return bool(self.result.matches) and meets(self.result.matches[0].entry, self.case)

    @property
    def offered(self) -> list[Entry]:
        """The entries that were offered, where none was sure enough to be the answer."""
        return [match.entry for match in self.result.matches if match.offered]


def ask_all(cases: Iterable[Case], engine: Asker) -> Iterator[Outcome]:
    """The outcome of each case, in order."""
    asked = list(cases)
    for case, result in zip(asked, engine.ask_many(case.query for case in asked), strict=True):
        yield outcome_of(case, result)


def outcome_of(case: Case, result: Result) -> Outcome:
    """The result of a case, judged."""
    return Outcome(case, result, _judge(case, result))


def _judge(case: Case, result: Result) -> Verdict:
    offered = [match.entry for match in result.matches if match.offered]
    if case.expected is None:
        return "answered wrongly" if result.answer else "offered" if offered else "right"
    if result.answer:
        return "right" if meets(result.answer, case) else "wrong"
    return "offered" if any(meets(entry, case) for entry in offered) else "refused wrongly"


def meets(entry: Entry, case: Case) -> bool:
    """Whether the entry is the one that the case expects, and its answer holds what it has to."""
    return entry.id == case.expected and _said(case.answer_holds) in _said(entry.answer)


def _said(text: str) -> str:
    """A text without the differences that nobody reads."""
    return " ".join(fold(text).split())
