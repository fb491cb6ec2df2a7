"""CSV and TSV: a question and an answer column, by name or by number."""

import csv
import io
import re
from collections import Counter
from typing import NamedTuple

from askfaq.errors import FileError
from askfaq.formats.imported import Import, Remark, collect, left_out, note, shorten, skipped, without_running_number
from askfaq.formats.questions import is_question_like
from askfaq.formats.records import field_names
from askfaq.formats.records.field_names import BY_NAME, Columns
from askfaq.model import FaqFile, ImportedEntry

DELIMITERS = (",", ";", "\t", "|")
OWN_HEADER = ["id", "topic", "question", "aliases", "answer", "source"]
_NAMES = {
    "question": field_names.QUESTION,
    "answer": field_names.ANSWER,
    "topic": field_names.TOPIC,
    "aliases": field_names.ALIASES,
    "id": field_names.ID,
    "source": field_names.SOURCE,
}
_HTML = re.compile(r"</(?:p|ul|ol|li|a|div|strong|b|em|table|h[1-6])>|<br\s*/?>", re.IGNORECASE)
# A cell may be as long as it likes: the size of a source is limited already, and csv knows no limit for one reader.
csv.field_size_limit(2**31 - 1)


class Row(NamedTuple):
    """The cells of one record and the line that it starts on."""

    line: int
    cells: list[str]


def read(text: str, name: str, *, columns: Columns = BY_NAME) -> Import:
    """Entries of a table. Raises FileError for a ragged row and when it is not clear which column is which."""
    rows = read_rows(text, name)
    places, has_header = _find_columns(rows[0].cells, name, columns)
    remarks: list[Remark] = []
    body = rows[1:] if has_header else rows
    is_own = rows[0].cells == OWN_HEADER
    html = has_header and not is_own and _holds_html(rows, places["answer"])
    if html:
        remarks.append(note(rows[0].line, "the answers are HTML and were converted to Markdown"))
    if has_header:
        unused = [cell for i, cell in enumerate(rows[0].cells) if i not in places.values()]
        remarks += left_out(rows[0].line, "columns", unused)
    if not body:
        remarks.append(note(rows[0].line, "this is a header, and no row is below it"))
    found = []
    for row in body:
        entry = _entry(row, places, html=html)
        if not is_own:
            entry = without_running_number(entry)
        if not any(cell.strip() for cell in row.cells):
            continue
        if not entry.question.strip() or not entry.answer.strip():
            which = "question" if not entry.question.strip() else "answer"
            told = shorten(entry.question or entry.answer)
            remarks.append(skipped(row.line, f"the {which} cell is empty: {told}"))
        else:
            found.append(entry)
    return collect("csv", found, remarks)


def read_rows(text: str, name: str, delimiter: str | None = None) -> list[Row]:
    """The records, all of one width. Raises FileError, with the line, for one of another width."""
    delimiter = delimiter or find_delimiter(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=False)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) or len(cells) > 1:
                rows.append(Row(line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileError(name, f"not a well-formed table: {error}", line=line) from None
    if not rows:
        raise FileError(name, "the table is empty")
    width = len(rows[0].cells)
    for row in rows:
        if len(row.cells) != width:
            shown = {"\t": "tab"}.get(delimiter, delimiter)
            raise FileError(
                name,
                f"this row has {len(row.cells)} cells where the first has {width}: is a text with a “{shown}” or a"
                " line break not in quotation marks? Nothing was imported",
                line=row.line,
            )
    return rows


def find_delimiter(text: str) -> str:
    """The one of comma, semicolon, tab and bar that splits the first records most evenly."""
    sample = "".join(io.StringIO(text[:200_000], newline="").readlines()[:60])

    def score(delimiter: str) -> tuple[bool, float, int]:
        try:
            widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row]
        except csv.Error:
            return (False, 0.0, 0)
        width, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
        header = widths[0] if widths else 1
        return (width > 1 and header > 1, count / len(widths) if widths else 0.0, width)

    return max(DELIMITERS, key=score)


def _find_columns(header: list[str], name: str, columns: Columns) -> tuple[dict[str, int], bool]:
    """(what is in which column, counted from 0; whether the first row is a header).

    Raises FileError when a wanted column is not there, or several or none fit.
    """
    places: dict[str, int] = {}
    for role, given in columns._asdict().items():
        if given is not None:
            places[role] = _chosen(given, header, name)
    candidates = {role: _candidates(header, names) for role, names in _NAMES.items()}
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
    cells = [field_names.plain_name(cell) for cell in header]
    for name in names:
        if name in cells:
            return [i for i, cell in enumerate(cells) if cell == name]
    for name in names:
        if name + "s" in cells:
            return [cells.index(name + "s")]
    long = [name for name in names if len(name) > 4]
    return [i for i, cell in enumerate(cells) if any(name in cell for name in long) and not _is_id(cell)]


def _is_id(cell: str) -> bool:
    return cell.endswith(("id", "ids", "number", "no", "date", "uuid", "type", "count", "lang"))


def _chosen(given: str, header: list[str], name: str) -> int:
    for i, cell in enumerate(header):
        if field_names.plain_name(cell) == field_names.plain_name(given):
            return i
    if given.isdecimal() and 1 <= int(given[:6]) <= len(header):
        return int(given) - 1
    raise FileError(name, f"there is no column {shorten(given)}; the columns are {_listed(header)}", line=1)


def _which(header: list[str], role: str, *, several: bool = False) -> str:
    problem = f"several columns could be the {role}" if several else f"no column is named like the {role}"
    option = "--question-column and --answer-column" if " and " in role else f"--{role}-column"
    return f"{problem}: {_listed(header)}; say which with {option} (a name, or a number from 1)"


def _listed(header: list[str]) -> str:
    return ", ".join(shorten(cell, 30) for cell in header[:20])


def _holds_html(rows: list[Row], column: int) -> bool:
    """Whether the answers are HTML: the column says so, or most of its cells show it."""
    if "html" in field_names.plain_name(rows[0].cells[column]):
        return True
    cells = [row.cells[column] for row in rows[1:] if row.cells[column].strip()]
    return 2 * sum(1 for cell in cells if _HTML.search(cell)) > len(cells)


def _entry(row: Row, places: dict[str, int], *, html: bool) -> ImportedEntry:
    def cell(role: str) -> str:
        return row.cells[places[role]] if role in places else ""

    answer = cell("answer")
    if html:
        from askfaq.formats.markup.fragments import html_answer

        answer = html_answer(answer)
    return ImportedEntry(
        cell("question"),
        answer,
        row.line,
        aliases=_split_aliases(cell("aliases")),
        topic=cell("topic") or None,
        id=cell("id").strip() or None,
        source=cell("source") or None,
    )


def _split_aliases(cell: str) -> tuple[str, ...]:
    """Wordings on lines of their own, or with bars between them."""
    parts = cell.split("\n") if "\n" in cell else cell.split("|")
    return tuple(part.strip() for part in parts if part.strip())


def write(faq: FaqFile) -> str:
    """The FAQ as a table (RFC 4180, with line feeds); the answers are Markdown."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(OWN_HEADER)
    for entry in faq.entries:
        aliases = "\n".join(entry.aliases)
        # A single alias with a bar in it would be read as two.
        aliases += "\n" if "|" in aliases and "\n" not in aliases else ""
        writer.writerow([entry.id, entry.topic or "", entry.question, aliases, entry.answer, entry.source or ""])
    return out.getvalue()
