"""What the variants of one query say together."""

from collections.abc import Sequence

from askfaq.model import Match, Why


def merged(found: Sequence[tuple[list[Match], Why]]) -> tuple[list[Match], Why]:
    """The matches of all variants, best first, and why the first is.

    Each entry counts as with the variant that suits it best. Variants that favour different entries share the
    confidence: only one of these can be meant.
    """
    surest_first = sorted(found, key=lambda one: one[0][0].score, reverse=True)
    best: dict[str, Match] = {}
    favoured: dict[str, float] = {}
    for own, _ in surest_first:
        favoured.setdefault(own[0].entry.id, own[0].score)
        for match in own:
            if match.score > best.setdefault(match.entry.id, match).score:
                best[match.entry.id] = match
    share = 1 / max(1.0, sum(favoured.values()))
    ranked = sorted(best.values(), key=lambda match: match.score, reverse=True)
    matches = [match._replace(score=round(match.score * share, 4)) for match in ranked]
    runner_up = matches[1] if len(matches) > 1 else None
    _, why = surest_first[0]
    lead = matches[0].score - (runner_up.score if runner_up else 0.0)
    return matches, why._replace(runner_up=runner_up and runner_up.entry, lead=lead)
