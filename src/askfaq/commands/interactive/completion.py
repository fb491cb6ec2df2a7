"""How a line at the prompt may go on: words of the prompt, topics, ids, and questions, of which there may be 20,000."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from askfaq.commands.interactive.prompt_lines import WORDS
from askfaq.commands.interactive.word_search import Texts
from askfaq.model import Entry, by_topic
from askfaq.text.normalize import fold, words
from askfaq.text.sanitize import one_line

MOST = 30
_FEWEST = 2  # letters that tell anything of a question
_MOST_WORDS = 12  # of a line that are looked for: nobody completes a longer one
_WITH_MORE = ("list", "show")


class Continuation(NamedTuple):
    """The whole line as it may go on, and what it means."""

    line: str
    meaning: str = ""


class QuestionFinder:
    """Questions by any words of them, whole or begun, a misspelt one too."""

    def __init__(self, questions: Iterable[str]) -> None:
        self._questions = list(dict.fromkeys(map(one_line, questions)))
        self._texts = Texts(self._questions)

    def find(self, text: str, most: int = MOST) -> list[str]:
        """Those that begin with the text, then those that hold all of its words or beginnings of them."""
        wanted = words(text)[:_MOST_WORDS]
        if not wanted:
            return []
        begin = " ".join(wanted)
        places = set.intersection(*map(self._holding, wanted))
        ordered = sorted(places, key=lambda place: (not self._texts.begins_with(place, begin), place))
        return [self._questions[place] for place in ordered[:most]]

    def _holding(self, word: str) -> set[int]:
        return self._texts.holding([word]) or self._texts.holding(self._texts.near(word))


class Completions:
    """How a line at the prompt may go on."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self._questions = QuestionFinder(entry.question for entry in entries)
        self._topics = [topic for topic, _ in by_topic(entries) if topic == one_line(topic)]
        self._ids = {entry.id: one_line(entry.question) for entry in entries}

    def of(self, text: str, *, wanted: bool = False) -> list[Continuation]:
        """What fits, the likeliest first; `wanted` when the reader asks for it, also of a line with little in it."""
        line = text.lstrip()
        if not line and wanted:
            return [Continuation(word) for word in WORDS]
        found = chain(_words(line), list(self._named(line)) or self._questions_of(line))
        return [one for one in islice(found, MOST) if one.line != text]

    def _named(self, line: str) -> Iterator[Continuation]:
        """The topics behind `list`, the ids behind `show`."""
        word, space, rest = line.partition(" ")
        part = fold(rest.strip())
        if space and word.casefold() == "list":
            yield from (Continuation(f"list {topic}") for topic in self._topics if part in fold(topic))
        if space and word.casefold() == "show":
            yield from (Continuation(f"show {own}", meaning) for own, meaning in self._ids.items() if part in own)

    def _questions_of(self, line: str) -> Iterator[Continuation]:
        return map(Continuation, self._questions.find(line) if len(line) >= _FEWEST else [])


def _words(line: str) -> Iterator[Continuation]:
    begin = line.casefold()
    return (
        Continuation(f"{word} " if word in _WITH_MORE else word) for word in WORDS if begin and word.startswith(begin)
    )
