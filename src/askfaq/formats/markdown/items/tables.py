"""Tables with a question and an answer column."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from askfaq.formats.markdown.items.item import Item
from askfaq.formats.markdown.page import Page
from askfaq.formats.markdown.tokens import plain_text
from askfaq.formats.questions import ends_as_question
from askfaq.formats.records import field_names
from askfaq.formats.records.field_names import named

_QUESTION = ("question", "q", "faq", "frage", "pregunta", "pergunta", "domanda", "vraag", "質問", "问题", "вопрос")
_ANSWER = (
    *("answer", "a", "response", "reply", "solution", "antwort", "respuesta", "resposta", "risposta", "réponse"),
    *("antwoord", "回答", "答え", "答案", "ответ"),
)
BREAK = re.compile(r"(?:(?<![ \t])[ \t]++)?<br\s*+/?>[ \t]*+", re.IGNORECASE)


class _Row(NamedTuple):
    start: int
    end: int
    cells: list[Any]  # inline tokens


class _Columns(NamedTuple):
    question: int
    answer: int
    topic: int | None


def read_tables(page: Page) -> Iterator[Item]:
    """The rows of tables whose header names both columns, or whose first column asks."""
    for header, rows in _tables(page.tokens):
        names = [plain_text(cell.children) for cell in header.cells]
        rows = [header, *rows] if ends_as_question(names[0]) else rows
        columns = _columns(names, rows)
        if not columns:
            continue
        for row in rows:
            question = plain_text(row.cells[columns.question].children)
            answer = BREAK.sub("  \n", row.cells[columns.answer].content)
            topic = plain_text(row.cells[columns.topic].children) if columns.topic is not None else None
            top = header.start if row is rows[0] else row.start
            yield Item(question.strip(), row.start, row.end, row.end, f"row {header.start}", answer, topic, top)


def _tables(tokens: list[Any]) -> Iterator[tuple[_Row, list[_Row]]]:
    rows: list[_Row] = []
    for token in tokens:
        if token.type == "table_open":
            rows = []
        elif token.type == "tr_open" and token.map:
            rows.append(_Row(token.map[0], token.map[1], []))
        elif token.type == "inline" and rows and token.level >= 3:
            rows[-1].cells.append(token)
        elif token.type == "table_close":
            if not token.level and len(rows) > 1 and all(len(row.cells) == len(rows[0].cells) for row in rows):
                yield rows[0], rows[1:]
            rows = []


def _columns(names: list[str], rows: list[_Row]) -> _Columns | None:
    question, answer = _named(names, _QUESTION), _named(names, _ANSWER)
    if question is None and len(names) > 1:
        firsts = [plain_text(row.cells[0].children) for row in rows]
        asks = len(rows) > 1 and 2 * sum(map(ends_as_question, firsts)) >= len(firsts)
        question = 0 if asks else None
    if question is not None and answer is None and len(names) == 2:
        answer = 1 - question
    if question is None or answer is None or question == answer:
        return None
    return _Columns(question, answer, _named(names, field_names.TOPIC))


def _named(names: list[str], wanted: tuple[str, ...]) -> int | None:
    fits = [(fit, i) for i, name in enumerate(names) if (fit := named(name.strip(" *_:"), names=wanted)) is not None]
    return min(fits)[1] if fits else None
