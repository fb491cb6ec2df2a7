"""Text as the engine reads it: one form for case, quotes, widths and accents; words and stems."""

import re
import unicodedata
from functools import lru_cache

_FOLDED_QUOTES = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"'})
_WORD = re.compile(r"\w+(?:'\w+)*")

# Words that say nothing about the subject: asked alone they are no question.
STOP_WORDS = frozenset(
    [
        "a",
        "about",
        "all",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "before",
        "being",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "doing",
        "for",
        "from",
        "get",
        "had",
        "has",
        "have",
        "he",
        "hello",
        "hey",
        "hi",
        "her",
        "here",
        "him",
        "his",
        "how",
        "i",
        "i'm",
        "if",
        "in",
        "into",
        "is",
        "it",
        "it's",
        "its",
        "just",
        "let",
        "long",
        "many",
        "may",
        "me",
        "might",
        "much",
        "must",
        "my",
        "no",
        "not",
        "of",
        "off",
        "ok",
        "okay",
        "on",
        "one",
        "or",
        "our",
        "out",
        "over",
        "please",
        "shall",
        "she",
        "should",
        "so",
        "some",
        "someone",
        "than",
        "thank",
        "thanks",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "too",
        "up",
        "us",
        "was",
        "we",
        "were",
        "what",
        "what's",
        "when",
        "where",
        "which",
        "while",
        "who",
        "whom",
        "whose",
        "why",
        "will",
        "with",
        "would",
        "yes",
        "you",
        "your",
        "yours",
        "tell",
        "know",
    ]
)


def fold(text: str) -> str:
    """One form for texts that a reader takes for the same: NFKC, lower case, straight quotes."""
    return unicodedata.normalize("NFKC", text).translate(_FOLDED_QUOTES).casefold()


def words(text: str) -> list[str]:
    """The folded words of a text, in order."""
    return _WORD.findall(fold(text))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """A word without its commonest English endings: predictable rather than clever."""
    word = word.removesuffix("'s")
    if len(word) < 4:
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    for suffix in ("ing", "ed", "es", "s"):
        if word.endswith(suffix) and len(word) - len(suffix) >= 3 and not word.endswith("ss"):
            word = word[: -len(suffix)]
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") else word.removesuffix("e")
