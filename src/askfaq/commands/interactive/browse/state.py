"""What browse shows: the query, the rows that it leaves, which of them is selected. Knows no terminal."""

from typing import NamedTuple

from askfaq.commands.interactive.browse.catalogue import Catalogue, Item
from askfaq.model import Level, Result
from askfaq.output.messages import MIN_NEAR, SURENESS
from askfaq.text.normalize import words
from askfaq.text.sanitize import one_line

LONGEST_QUERY = 1_000  # characters; more than that was pasted by mistake
ONLY_IN_THE_ANSWER = "Only in the answer"


class Line(NamedTuple):
    """One row of the list as it is seen."""

    text: str
    is_heading: bool = False
    is_selected: bool = False
    is_meant: bool = False  # found by its meaning


class BrowseState:
    """The list, where in it the reader is, and how far the answer beside it is scrolled."""

    def __init__(self, catalogue: Catalogue, name: str) -> None:
        """`name` is how to call what is looked through."""
        self.catalogue, self._name = catalogue, name
        self.query = ""
        self.result: Result | None = None  # what the engine says of the query
        self.is_in_answer = False  # which of the two panes the arrow keys move
        self.answer_top = 0  # the first line of the answer that is seen
        self.shows_keys = False
        self.said = ""  # what came of the last key
        self._progress = ""  # how far the index is
        self._failure = ""  # why meaning is not searched
        self._has_chosen = False  # whether the selected entry is the reader's choice, and no longer just the first one
        self._rows: list[str | int] = []  # headings, and entries as their places in the catalogue
        self._stops: list[int] = []  # the rows of entries
        self._at = 0  # the selected one of these
        self._top = 0  # the first row that is seen
        self._meant: list[int] = []  # the places of the entries that the engine found
        self._fill()

    @property
    def selected(self) -> Item | None:
        """The entry whose answer is shown."""
        return self.catalogue.items[self._place] if self._stops else None

    @property
    def sureness(self) -> Level | None:
        """How sure it is that the selected entry answers the query; None for one that the engine does not say it of."""
        is_answer = self.result and self.result.answer and self._stops and self._place in self._meant[:1]
        return self.result.level if self.result and is_answer else None

    @property
    def awaits_meaning(self) -> bool:
        """Whether there is a query that the engine has not said anything of."""
        return self.result is None and bool(words(self.query))

    def search(self, text: str) -> None:
        """Show what the text leaves; the arrow keys move the list again."""
        self.is_in_answer = self.shows_keys = False
        self.said = ""
        query = one_line(text[:LONGEST_QUERY])
        if query != self.query:
            self.query, self.result, self._has_chosen = query, None, False
            self._fill()

    def take(self, found: Result | str) -> None:
        """Show first what the engine found, or say why it cannot; nothing of what is no longer asked."""
        self._progress = ""
        if isinstance(found, str):
            self._failure = found
        elif found.query == self.query:
            self.result = found
            self._fill()

    def show_progress(self, done: int, total: int) -> None:
        """Say how far the index is, without which the engine says nothing of a query."""
        self._progress = f"reading the FAQ {done * 100 // max(total, 1)}%" if done < total else ""

    def move(self, rows: int) -> None:
        """Select the entry so many further down."""
        self._select(self._at + rows)
        self._has_chosen = True

    def move_to_end(self, *, last: bool) -> None:
        """Select the first or the last entry."""
        self.move(len(self._stops) if last else -len(self._stops))

    def read(self) -> None:
        """Let the arrow keys move the answer of the selected entry, which stays selected from now on."""
        if self._stops:
            self.is_in_answer = self._has_chosen = True

    def visible(self, height: int) -> list[Line]:
        """The rows that are seen, the selected one among them, with what it stands under where that has room."""
        if not self._stops:
            return []
        row = self._stops[self._at]
        headed = row - 1 if row and isinstance(self._rows[row - 1], str) else row
        self._top = max(min(self._top, headed), row - height + 1)
        return [self._line(number) for number in range(self._top, min(self._top + height, len(self._rows)))]

    def status(self) -> str:
        """How many entries there are for the query, and what the engine says of it, or is doing."""
        count, found = len(self.catalogue.items), len(self._stops)
        whole = f"{count} question{'' if count == 1 else 's'} in {self._name}"
        counted = f"{found} of {count}" if self.query else whole
        meaning = f"meaning is not searched: {self._failure}" if self._failure else self._progress
        return ", ".join(filter(None, (counted, meaning or _verdict(self.result) or self.awaits_meaning * "reading…")))

    @property
    def _place(self) -> int:
        place = self._rows[self._stops[self._at]]
        assert isinstance(place, int)
        return place

    def _line(self, number: int) -> Line:
        row = self._rows[number]
        if isinstance(row, str):
            return Line(row, is_heading=True)
        question = one_line(self.catalogue.items[row].entry.question)
        return Line(question, is_selected=number == self._stops[self._at], is_meant=0 < number <= len(self._meant))

    def _fill(self) -> None:
        """Set the rows; the selected entry stays selected when the reader has chosen it."""
        before = self._place if self._stops else None
        worded, answering = self.catalogue.matching(self.query)
        self._meant = self._meant_places()
        meant = frozenset(self._meant)
        self._rows = [_meant_heading(self.result), *self._meant] if self.result and meant else []
        self._rows += self._under_headings([place for place in worded if place not in meant])
        if only := [place for place in answering if place not in meant]:
            self._rows += [ONLY_IN_THE_ANSWER, *only]
        self._stops = [number for number, row in enumerate(self._rows) if isinstance(row, int)]
        self._top = self._at = 0
        if self._has_chosen:
            self._at = next((at for at, stop in enumerate(self._stops) if self._rows[stop] == before), 0)
        if not self._stops or self._place != before:
            self.answer_top = 0

    def _under_headings(self, places: list[int]) -> list[str | int]:
        rows: list[str | int] = []
        last = None
        for place in places:
            if (heading := self.catalogue.items[place].heading) != last:
                rows.append(heading)
                last = heading
            rows.append(place)
        return rows

    def _meant_places(self) -> list[int]:
        """What the engine answers with, offers, or finds near."""
        if self.result is None:
            return []
        if self.result.answer:
            matches = self.result.matches[:1]
        else:
            offered = tuple(match for match in self.result.matches if match.offered)
            matches = offered or tuple(match for match in self.result.matches if match.score > MIN_NEAR)
        places = (self.catalogue.place_of(match.faq, match.entry.id) for match in matches)
        return [place for place in places if place is not None]

    def _select(self, at: int) -> None:
        at = max(0, min(at, len(self._stops) - 1))
        if at != self._at:
            self._at, self.answer_top = at, 0


def _verdict(result: Result | None) -> str:
    if result is None:
        return ""
    if result.answer:
        return f"answered: {SURENESS[result.level]}"
    return "more than one may answer that" if result.status == "ambiguous" else "as a question: no answer"


def _meant_heading(result: Result) -> str:
    return {"answered": "The answer", "ambiguous": "May answer that", "unanswered": "Nearest"}[result.status]
