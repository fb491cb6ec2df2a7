"""The names under which lists, tables and exports keep questions, answers and the rest; which column has one."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from askfaq.errors import FileError
from askfaq.formats.imported import shorten
from askfaq.formats.questions import is_question_like

QUESTION = (
    *("question", "q", "title", "name", "questiontext", "headline", "heading", "front", "prompt", "query"),
    "instruction",
)
ANSWER = (
    *("answer", "a", "response", "text", "body", "answertext", "acceptedanswer", "content", "solution"),
    *("description", "back", "completion", "output", "message"),
)
ALIASES = ("aliases", "alternatives", "variants", "variations", "paraphrases", "alternatename", "synonyms")
TOPIC = ("topic", "category", "section", "group", "subject", "tag", "folder", "collection", "theme", "chapter", "t")
ID = ("id", "slug", "qid")
SOURCE = (
    *("source", "htmlurl", "publicurl", "permalink", "url", "link", "sourceurl", "sourcename", "canonicalurl"),
    "href",
)
LISTS = ("faqs", "faq", "questions", "items", "entries", "data")
# Lists of wordings: the question and its aliases.
WORDINGS = (
    *("questions", "q", "question", "patterns", "utterances", "examples", "phrases", "phrasings", "wordings"),
    *("trainingphrases", "userexpressions", "sampleutterances", "samples", "inputs", "queries"),
)

ROLES = {
    "question": QUESTION,
    "answer": ANSWER,
    "aliases": ALIASES,
    "topic": TOPIC,
    "id": ID,
    "source": SOURCE,
}
# Words around a name that tell the same: "Article body", "faq_question", "answerHtml".
_AROUND = re.compile(r"^(?:article|faq|post|entry|item|qna|qa)(?=.)|(?<=.)(?:text|html|markdown|md)$")


class Columns(NamedTuple):
    """Columns or keys that the user names: a header's name, or of a table a number from 1."""

    question: str | None = None
    answer: str | None = None
    aliases: str | None = None
    topic: str | None = None
    id: str | None = None
    source: str | None = None


BY_NAME = Columns()


class MissingColumnError(FileError):
    """A column that the user names is not in this source; `role` is what it would hold."""

    def __init__(self, path: str, role: str, given: str, known: list[str], *, what: str, line: int | None) -> None:
        plural = "keys" if what == "key" else "columns"
        super().__init__(path, f"there is no {what} {shorten(given)}; the {plural} are {listed(known)}", line=line)
        self.role = role


GroupNames = Mapping[tuple[str, str], str]  # (kind, id) of sections and the like -> how they are called
NOTHING_NAMED: GroupNames = MappingProxyType({})


@lru_cache(maxsize=4096)
def plain_name(name: str) -> str:
    """A key without case, spaces, hyphens and underscores."""
    return re.sub(r"[\s_-]+", "", name).lower()


@lru_cache(maxsize=4096)
def core_name(name: str) -> str:
    """A plain name without what only says of what, or in which markup, it is."""
    return _AROUND.sub("", plain_name(name))


def named(name: str, *, names: tuple[str, ...]) -> int | None:
    """How well a column or key carries one of these names: 0 exactly, 1 as a plural, None not at all."""
    plain = plain_name(name)
    if plain in names:
        return 0
    return 1 if plain.endswith("s") and plain[:-1] in names else None


def find_columns(header: list[str], name: str, columns: Columns) -> tuple[dict[str, int], bool]:
    """(what is in which column, counted from 0; whether the first row is a header).

    Raises FileError when a wanted column is not there, or several or none fit.
    """
    places: dict[str, int] = {}
    for role, given in columns._asdict().items():
        if given is not None:
            places[role] = _chosen(given, header, name, role)
    candidates = {role: _candidates(header, names) for role, names in ROLES.items()}
    has_header = bool(candidates["question"] or candidates["answer"]) or any(
        given is not None and not given.isdecimal() for given in columns
    )
    if not has_header:
        return _nameless_columns(header, name, places)
    for role, found in candidates.items():
        if role in places:
            continue
        free = [i for i in found if i not in places.values()]
        if role in ("question", "answer") and len(free) != 1:
            raise FileError(name, _which([header[i] for i in free] or header, role, several=len(free) > 1), line=1)
        if free:
            places[role] = free[0]
    return places, True


def has_names(header: list[str], columns: Columns) -> bool:
    """Whether the cells name a question and an answer column, or those that the user names."""
    plain = set(map(plain_name, header))
    given = {"question": columns.question, "answer": columns.answer}
    return all(
        plain_name(name) in plain or name.isdecimal() if name else _candidates(header, ROLES[role])
        for role, name in given.items()
    )


def _nameless_columns(first: list[str], name: str, chosen: dict[str, int]) -> tuple[dict[str, int], bool]:
    """The same where no name tells: of two columns the first asks. Short texts that do not ask may be a header."""
    if len(first) < 2:
        raise FileError(name, "a table with one column has no answers", line=1)
    if len(first) > 2 and not {"question", "answer"} <= set(chosen):
        raise FileError(name, _which(first, "question and answer"), line=1)
    header_like = not any(is_question_like(cell) for cell in first) and len(set(first)) == len(first)
    has_header = header_like and all(len(cell) < 30 and cell.strip() for cell in first)
    return {"question": 0, "answer": 1, **chosen}, has_header


def _candidates(header: list[str], names: tuple[str, ...]) -> list[int]:
    """Columns of the best fit: exact names, in the order of `names`, before plurals, before longer names."""
    cells = [plain_name(cell) for cell in header]
    for name in names:
        if name in cells:
            return [i for i, cell in enumerate(cells) if cell == name]
    for name in names:
        if name + "s" in cells:
            return [cells.index(name + "s")]
    long = [name for name in names if len(name) > 4]
    core = [i for i, cell in enumerate(header) if core_name(cell) in names and len(core_name(cell)) > 2]
    return core or [i for i, cell in enumerate(cells) if any(name in cell for name in long) and not _is_id(cell)]


def _is_id(cell: str) -> bool:
    return cell.endswith(("id", "ids", "number", "no", "date", "uuid", "type", "count", "lang"))


def _chosen(given: str, header: list[str], name: str, role: str) -> int:
    for i, cell in enumerate(header):
        if plain_name(cell) == plain_name(given):
            return i
    number = int(given) if given.isdecimal() and len(given) <= 6 else 0
    if 1 <= number <= len(header):
        return number - 1
    raise MissingColumnError(name, role, given, header, what="column", line=1)


def _which(header: list[str], role: str, *, several: bool = False) -> str:
    problem = f"several columns could be the {role}" if several else f"no column is named like the {role}"
    option = "--question-column and --answer-column" if " and " in role else f"--{role}-column"
    return f"{problem}: {listed(header)}; say which with {option} (a name, or a number from 1)"


def listed(header: list[str]) -> str:
    """The names of columns or keys for a message."""
    return ", ".join(shorten(cell, 30) for cell in header[:20])
