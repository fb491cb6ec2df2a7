"""Text as the engine reads it: one form for case, quotes, widths and accents; words, stems, character n-grams."""

import re
import unicodedata
from functools import lru_cache
from typing import Literal

from askfaq.limits import MAX_WORD_LENGTH, MAX_WORDS

_FOLDED_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "＇": "'", "“": '"', "”": '"'})
# Marks belong to their letter (Devanagari vowels are marks, which \w leaves out); joiners are part of a word.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed\u0900-\u0903\u093a-\u094f\u0955-\u0957"
_MARKS += "\u0962\u0963\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a03\u0a3c-\u0a4d\u0a81-\u0a83\u0abc-\u0acd"
_MARKS += "\u0b01-\u0b03\u0b3c-\u0b57\u0b82\u0bbe-\u0bcd\u0c00-\u0c04\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6"
_MARKS += "\u0d00-\u0d03\u0d3e-\u0d4d\u0e31\u0e34-\u0e3a\u0e47-\u0e4e\u200c\u200d"
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_UNSPACED += "\U00020000-\U0003ffff"  # scripts that put no spaces between words: read as pairs of characters
_FIRST_UNSPACED = _UNSPACED[0]
_ASCII_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*", re.ASCII)
GRAMS = range(3, 5)  # lengths of character n-grams inside a word, its two ends marked
_MARKS_IN_A_ROW, _SHORT = 30, 1_000
_GRAPHEME_JOINER = "\u034f"

# Words that say nothing about the subject: asked alone they are no question.
STOP_WORDS = frozenset(
    "a about all am an and any are as at be been before being but by can could did do does doing for from get had "
    "has have he hello hey hi her here him his how i i'm if in into is it it's its just let long many may me "
    "might much must my no not of off ok okay on one or our out over please shall she should so some someone than "
    "thank thanks that the their them then there these they this those to too up us was we were what what's when "
    "where which while who whom whose why will with would yes you your yours cant didnt doesnt dont im isnt ive "
    "whats wont u ur tell know".split()
)


def fold(text: str) -> str:
    """One form for texts that a reader takes for the same: NFKC, lower case, straight quotes."""
    if text.isascii():
        return text.lower()
    return normalized("NFKC", normalized("NFKC", text).translate(_FOLDED_QUOTES).casefold())


def normalized(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """The text in a normalisation form. To sort a row of marks takes as long as the square of its length: no row is
    left longer than any script needs.
    """
    return unicodedata.normalize(form, _stream_safe(text))


def _stream_safe(text: str) -> str:
    """The text with a joiner after every 30 marks in a row (Unicode Standard Annex 15, section 13)."""
    if len(text) <= _SHORT:
        return text
    parts, begin, marks = [], 0, 0
    for place, char in enumerate(text):
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks > _MARKS_IN_A_ROW:
            parts.append(text[begin:place])
            begin, marks = place, 1
    return _GRAPHEME_JOINER.join([*parts, text[begin:]])


def words(text: str) -> list[str]:
    """The folded words of a text, in order; of a script without spaces, its pairs of neighbouring characters."""
    folded = fold(text)
    if folded.isascii():
        return _ASCII_WORD.findall(folded)
    found = _word_pattern().findall(folded)
    return [piece for word in found for piece in _pieces(word)]


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    """Words of all scripts; made only when a text is not ASCII."""
    return re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*(?:'[^\W_]+)*")


@lru_cache(maxsize=1)
def _run_pattern() -> re.Pattern[str]:
    """Runs of one kind of script in a word. To make it takes as long as to read json: an accent does not need it."""
    return re.compile(f"[{_UNSPACED}]+|[^{_UNSPACED}]+")


def _pieces(word: str) -> list[str]:
    if max(word) < _FIRST_UNSPACED:
        return [word]
    pieces = []
    for run in _run_pattern().findall(word):
        if len(run) > 1 and is_unspaced(run[0]):
            pieces += [run[i : i + 2] for i in range(len(run) - 1)]
        else:
            pieces.append(run)
    return pieces


def is_unspaced(char: str) -> bool:
    """Whether the character is of a script that puts no spaces between words."""
    return char >= _FIRST_UNSPACED and _run_pattern().fullmatch(char + "\u3042") is not None


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its commonest English endings: predictable rather than clever."""
    word = word.removesuffix("'s")
    if len(word) < 4:
        return word
    if len(word) > 4 and word.endswith(("ies", "ied")):
        word = word[:-3] + "y"
    else:
        for suffix in ("ing", "ed", "es", "s"):
            if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
                word = word[: -len(suffix)]
                break
    if len(word) < 4:  # "keys" like "key", "crying" like "cry"
        return word
    if word[-1] == word[-2] and (word[-1] not in "aeiouls" or (word.endswith("ll") and len(word) > 5)):
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word.removesuffix("e")


def stems(text: str) -> list[str]:
    """The stems of all the words, in order."""
    return [stem(word) for word in words(text)[:MAX_WORDS]]


def informative(text_words: list[str]) -> list[str]:
    """The words that say something about the subject, each once, in order."""
    return [w for w in dict.fromkeys(text_words) if not is_stop_word(w)]


def is_stop_word(word: str) -> bool:
    """Whether the folded word says nothing about the subject: function words, their contractions, lone letters."""
    if word in STOP_WORDS or (len(word) == 1 and word.isascii() and word.isalpha()):
        return True
    before, apostrophe, after = word.partition("'")
    return bool(apostrophe) and (before in STOP_WORDS or after == "t")


def grams(text: str) -> list[str]:
    """The character n-grams of the words of a text."""
    return [gram for word in words(text)[:MAX_WORDS] for gram in grams_of(word)]


def grams_of(word: str) -> list[str]:
    """The character n-grams of a word, with a space for its ends: they bridge compounds and endings."""
    if len(word) <= 2 and is_unspaced(word[0]):
        return [word, word[0]]
    padded = f" {word[:MAX_WORD_LENGTH]} "
    found: list[str] = []
    for n in GRAMS:
        if len(padded) <= n:
            return [*found, padded]
        found += [padded[i : i + n] for i in range(len(padded) - n + 1)]
    return found


def wording_key(text: str) -> str:
    """What all ways to write one wording share: its words, or all of a text that has none."""
    return " ".join(words(text)) or fold(text).strip()
