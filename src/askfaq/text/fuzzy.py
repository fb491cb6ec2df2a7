"""Spellings that are near a word. The only home of rapidfuzz."""

from collections.abc import Sequence


def nearest(text: str, choices: Sequence[str], *, limit: int = 3) -> list[str]:
    """The choices spelled most like the text, best first: for "did you mean"."""
    from rapidfuzz import process, utils
    from rapidfuzz.distance import JaroWinkler

    # Jaro-Winkler favours a common beginning: "hug" should bring up "hug-length"
    found = process.extract(
        text,
        choices,
        scorer=JaroWinkler.normalized_similarity,
        processor=utils.default_process,
        limit=limit,
        score_cutoff=0.75,
    )
    return [choice for choice, _, _ in found]


def within_slips(word: str, choices: Sequence[str], slips: int) -> list[tuple[str, int]]:
    """The choices at most `slips` keystrokes away, nearest first, with the distance; a swap of neighbours is one."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(word, choices, scorer=OSA.distance, score_cutoff=slips, limit=None)
    return [(choice, int(distance)) for choice, distance, _ in found]
