"""A question that is no heading."""

from typing import NamedTuple

from askfaq.formats.questions import ends_as_question, is_question_like


class Item(NamedTuple):
    """A question, its lines (0-based), and where its answer ends: None where the next question begins.

    `kind` is equal for all that are marked up alike; `reply` is an answer that begins on the question's own lines,
    `top` where what belongs to the question begins, if that is above it; `is_labelled`: it stood behind a "Q:";
    `is_listed`: its answer is indented below it.
    """

    question: str
    start: int
    body: int
    end: int | None
    kind: str
    reply: str = ""
    topic: str | None = None
    top: int | None = None
    is_labelled: bool = False
    is_listed: bool = False

    @property
    def asks(self) -> bool:
        """Whether it is worded as a question; of a line in bold, only a question mark tells."""
        return ends_as_question(self.question) if self.kind == "bold" else is_question_like(self.question)
