"""What a line typed at the prompt is: a word of the prompt in exactly its form, or a question."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from askfaq.model import Entry, by_topic, topic_key
from askfaq.terminal.streams import natural
from askfaq.text.fuzzy import within_slips
from askfaq.text.normalize import wording_key
from askfaq.text.sanitize import one_line

Kind = Literal["nothing", "question", "digit", "list", "show", "topics", "why", "copy", "help", "quit"]
_ALONE: dict[str, Kind] = {
    "list": "list",
    "topics": "topics",
    "why": "why",
    "copy": "copy",
    "help": "help",
    "quit": "quit",
    "exit": "quit",
    "?": "help",
}
WORDS = ("list", "show", "topics", "why", "copy", "help", "quit")
# What other prompts call them; "q" and "?" are no questions.
_OTHER_NAMES = {
    "ls": "list",
    "dir": "list",
    "topic": "topics",
    "h": "help",
    "q": "quit",
    "bye": "quit",
    "commands": "help",
}
_SHORTEST = 4  # letters of a word that may be misspelt


class Line(NamedTuple):
    """What is to be done, and the question, topic, id or digit that it is about."""

    kind: Kind
    about: str = ""


def read_line(text: str, entries: Iterable[Entry], digits: int) -> Line:
    """What a line is, given the entries of the FAQ and how many digits on the screen show one.

    A word of the prompt counts only when the line is nothing else: the word alone, `list` with a topic of the FAQ,
    `show` with an id of it or a digit on the screen. What the FAQ has as a wording is a question even then.
    """
    line = one_line(text)
    if not line:
        return Line("nothing")
    if 1 <= natural(line) <= digits:
        return Line("digit", line)
    word = _word_of_the_prompt(line.removeprefix("askfaq "), entries, digits)
    return Line("question", line) if word is None or _is_wording(line, entries) else word


def _word_of_the_prompt(line: str, entries: Iterable[Entry], digits: int) -> Line | None:
    name, _, rest = line.partition(" ")
    name, rest = name.casefold(), unquoted(rest)
    if not rest:
        return Line(_ALONE[name]) if name in _ALONE else None
    if name == "show" and 1 <= natural(rest) <= digits:
        return Line("digit", rest)
    if name == "show" and any(entry.id == rest for entry in entries):
        return Line("show", rest)
    if name == "list" and topic_key(rest) in (topic_key(topic) for topic, _ in by_topic(entries)):
        return Line("list", rest)
    return None


def unquoted(text: str) -> str:
    """A name without the quotation marks that the shell would want around it."""
    return text[1:-1] if len(text) > 2 and text[0] == text[-1] and text[0] in "\"'" else text


def _is_wording(line: str, entries: Iterable[Entry]) -> bool:
    key = wording_key(line)
    return any(wording_key(phrasing) == key for entry in entries for phrasing in entry.phrasings)


def word_meant(line: str) -> str | None:
    """The word of the prompt that a line of one word may have been meant as: "lsit", "ls", "/help", ":q"."""
    name = line.strip().casefold().lstrip("/:\\").rstrip("!;()")
    if name in WORDS:
        return name
    return _ALONE.get(name) or _OTHER_NAMES.get(name) or _misspelt(name)


def _misspelt(name: str) -> str | None:
    """The first letter is right, a long one may have two slips."""
    words = [word for word in WORDS if len(word) >= _SHORTEST and word[0] == name[:1]]
    near = within_slips(name, words, 1 if len(name) < 6 else 2) if len(name) >= _SHORTEST else []
    return near[0][0] if near else None
