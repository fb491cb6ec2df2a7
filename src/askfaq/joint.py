"""Several FAQs asked together: each by its own engine, with its own index and calibration; one order of all matches.

An entry stands in the place of those of later FAQs that have its wording: a personal FAQ over a shared one. The best
matches of the FAQs are claims that do not know of each other and of which at most one is right
(docs/decisions/0015-several-faqs.md).
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

from askfaq.engine.decision import Asker, Found, Progress
from askfaq.engine.engine import Engine
from askfaq.model import Match, Why

SUREST = 0.999  # no FAQ is so sure that another one could not be right

Key = tuple[str | None, str]  # an entry: the path of its FAQ, and its id


class JointEngine(Asker):
    """The engines of several FAQs, the first of which comes first. Threads may share it."""

    def __init__(self, engines: Sequence[Engine]) -> None:
        self._engines = engines

    def prepare(self, progress: Progress | None = None) -> bool:
        """Make each index now instead of with the first question; whether all lay in the cache already."""
        ready = [engine.prepare(progress) for engine in self._engines]
        return all(ready)

    def threshold_for(self, matches: Sequence[Match]) -> float | None:
        """That of the FAQ of the first match."""
        own = (engine.faq for engine in self._engines if matches and engine.faq.path == matches[0].faq)
        return next((faq.threshold for faq in own), None)

    def matched(self, queries: Sequence[str], topic: str | None, needed: int) -> Sequence[Found]:
        """The matches of all FAQs in one order, and why the first is; of a wording, those of the FAQs that have it."""
        worded = zip(*(engine.by_wording(queries, topic) for engine in self._engines), strict=True)
        found = [{number: one for number, one in enumerate(each) if one} for each in worded]
        others = [query for query, one in zip(queries, found, strict=True) if not one]
        asked = zip(*(engine.matched(others, topic, needed) for engine in self._engines), strict=True)
        return [self._joined(one or dict(enumerate(next(asked))), topic) for one in found]

    def _joined(self, found: Mapping[int, Found], topic: str | None) -> Found:
        """What the FAQs of these numbers found, in one order."""
        standing = {number: self._standing(number, matches, topic) for number, (matches, _) in found.items() if matches}
        if not standing:
            return [], None
        weighed = _weighed(standing)
        order = _merged(chain.from_iterable(weighed.values()))
        leader = next(number for number, matches in weighed.items() if matches[0].score == order[0].score)
        return order, _why(found[leader], order)

    def _standing(self, number: int, matches: Iterable[Match], topic: str | None) -> list[Match]:
        """The matches of the FAQ of this number, or what stands in their place, best first."""
        path = self._engines[number].faq.path
        standing = (self._heirs(number, match._replace(faq=path), topic) for match in matches)
        return sorted(chain.from_iterable(standing), key=lambda match: -match.score)

    def _heirs(self, number: int, match: Match, topic: str | None) -> list[Match]:
        """The match, or the entries of the first earlier FAQ that has its wording; several share its score."""
        for earlier, engine in enumerate(self._engines[:number]):
            entries = engine.holders(match.phrasing, topic) or engine.holders(match.entry.question, topic)
            if entries:
                overrules = (*match.overrules, (match.faq or "", match.entry.id))
                share = match.score / len(entries)
                heir = match._replace(score=share, faq=engine.faq.path, overrules=overrules)
                heirs = (self._heirs(earlier, heir._replace(entry=entry), topic) for entry in entries)
                return list(chain.from_iterable(heirs))
        return [match]


def at_most_one(claims: Sequence[float]) -> list[float]:
    """The probability of each claim, of which at most one is right, given that of each alone."""
    odds = [min(claim, SUREST) / (1 - min(claim, SUREST)) for claim in claims]
    return [one / (1 + sum(odds)) for one in odds]


def _weighed(standing: Mapping[int, Sequence[Match]]) -> dict[int, list[Match]]:
    """The matches of each FAQ, their scores lowered by what the best ones of the others claim."""
    claims: dict[Key, float] = {}
    for matches in standing.values():
        best = _key(matches[0])
        claims[best] = max(matches[0].score, claims.get(best, 0.0))
    chances = dict(zip(claims, at_most_one(list(claims.values())), strict=True))
    weighed = {}
    for number, matches in standing.items():
        best = _key(matches[0])
        factor = chances[best] / claims[best] if claims[best] else 0.0
        weighed[number] = [match._replace(score=round(match.score * factor, 4)) for match in matches]
    return weighed


def _merged(matches: Iterable[Match]) -> list[Match]:
    """Each entry once, best first; the FAQ that comes first where two are as likely."""
    found: dict[Key, Match] = {}
    for match in matches:
        known = found.get(_key(match), match)
        overrules = tuple(dict.fromkeys((*known.overrules, *match.overrules)))
        found[_key(match)] = max(known, match, key=lambda one: one.score)._replace(overrules=overrules)
    return sorted(found.values(), key=lambda match: -match.score)


def _why(found: Found, order: Sequence[Match]) -> Why | None:
    """Why the first of the order is, from what its FAQ found."""
    (best, *_), why = found
    first, second = order[0], order[1] if len(order) > 1 else None
    if why is None:
        return None
    if first.phrasing != why.phrasing:  # what it is about shares its place with others now
        why = Why(first.phrasing, (), (), why.repairs, None, None, 0.0, verbatim=False)
    if first.entry is not best.entry:  # nobody has read the answer that stands for the one that was read
        why = why._replace(settled=None, decisive="")
    lead = first.score - (second.score if second else 0.0)
    return why._replace(runner_up=second and second.entry, runner_up_faq=second and second.faq, lead=lead)


def _key(match: Match) -> Key:
    return match.faq, match.entry.id
