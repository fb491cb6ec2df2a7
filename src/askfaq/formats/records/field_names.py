"""The names under which lists, tables and Rasa-like files keep questions, answers and the rest."""

import re
from typing import NamedTuple

QUESTION = ("question", "q", "title", "name", "questiontext")
ANSWER = ("answer", "a", "response", "text", "body", "answertext")
ALIASES = ("aliases", "alternatives", "variants", "variations", "paraphrases", "alternatename")
TOPIC = ("topic", "category", "section", "group", "subject", "tag")
ID = ("id", "slug")
SOURCE = ("source", "url", "link", "sourceurl", "sourcename")
LISTS = ("faqs", "faq", "questions", "items", "entries", "data")


def plain_name(name: str) -> str:
    """A key without case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", name).lower()


def named(name: str, *, names: tuple[str, ...]) -> int | None:
    """How well a column or key carries one of these names: 0 exactly, 1 as a plural, None not at all."""
    plain = plain_name(name)
    if plain in names:
        return 0
    return 1 if plain.endswith("s") and plain[:-1] in names else None


class Columns(NamedTuple):
    """Columns that the user names: a header's name or a number from 1."""

    question: str | None = None
    answer: str | None = None
    topic: str | None = None


BY_NAME = Columns()
