"""Entries whose questions mean the same and whose answers differ."""

from askfaq.checks.contradictions.duplicates import is_repeated
from askfaq.checks.contradictions.paraphrases import paraphrases
from askfaq.checks.findings import Finding, Placed
from askfaq.engine.analysis.query import SPOKEN, language_coverage
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.index.source import split_sentences
from askfaq.engine.ranking.subject_guard import is_negated
from askfaq.text.normalize import words

ALIKE = 0.6  # cosine of two answers that may say the same in other words
_NUMBERS = {
    word: str(number)
    for number, word in enumerate("two three four five six seven eight nine ten eleven twelve".split(), start=2)
}


def contradictions(entries: list[Placed], encoder: Encoder) -> dict[tuple[int, int], Finding]:
    """A finding for each two such entries, by their numbers, the later one first; none in other languages."""
    if language_coverage((placed.entry for placed in entries), encoder.vocabulary) < SPOKEN:
        return {}
    found = {}
    for earlier, later in paraphrases([placed.entry.question for placed in entries], encoder):
        (one, _, (other, *_)), (entry, _, (pointer, *_)) = entries[earlier], entries[later]
        if not _agree(entry.answer, one.answer, encoder):
            message = f'"{one.id}" asks the same ("{one.question}") and answers it otherwise'
            found[later, earlier] = Finding("contradiction", message, pointer, other=other)
    return found


def _agree(answer: str, other: str, encoder: Encoder) -> bool:
    """Whether two answers may well say the same, in whatever words."""
    if is_repeated(answer, other):
        return True
    numbers, others = _numbers(answer), _numbers(other)
    if _is_denial(answer) != _is_denial(other) or not (numbers <= others or others <= numbers):
        return False
    one, two = encoder.encode([answer, other])
    return float(one @ two) >= ALIKE


def _is_denial(answer: str) -> bool:
    """Whether an answer says no: what it begins with tells."""
    first = words(next(iter(split_sentences(answer)), ""))
    return is_negated(first) or first[:1] == ["sorry"]


def _numbers(text: str) -> set[str]:
    return {_NUMBERS.get(word, word) for word in words(text) if word in _NUMBERS or word[0].isdigit()}
