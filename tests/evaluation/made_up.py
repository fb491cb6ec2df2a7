"""Results and outcomes as an engine may give them."""

from askfaq.evaluation.cases import Case
from askfaq.evaluation.run import Outcome, outcome_of
from askfaq.model import Entry, Match, Result, Status

ENTRIES = {
    name: Entry(name, f"What about {name}?", f"All about {name}:\n  Three SECONDS.", topic="Pets") for name in "abc"
}


def result(status: Status, *scored: tuple[str, float]) -> Result:
    """A result with matches, best first; those of an ambiguous one are all offered."""
    matches = tuple(Match(ENTRIES[name], score, "?", offered=status == "ambiguous") for name, score in scored)
    return Result("?", status, matches[0].score if matches else 0.0, "low", matches)


def outcome(expected: str | None, status: Status, *scored: tuple[str, float], may_offer: bool = False) -> Outcome:
    """What such a result is for a case."""
    return outcome_of(Case("?", expected, may_offer), result(status, *scored))
