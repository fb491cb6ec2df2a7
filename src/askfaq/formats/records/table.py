"""CSV and TSV: a question and an answer column, by name or by number."""

import csv
import io
import re
from collections import Counter
from typing import Any, NamedTuple

from askfaq.errors import FileError
from askfaq.formats.imported import Import, Remark, collect, left_out, note, shorten, skipped, without_running_number
from askfaq.formats.records.answers import Converter, hold_html
from askfaq.formats.records.field_names import BY_NAME, Columns, find_columns, plain_name
from askfaq.formats.records.items import Item, split_aliases
from askfaq.model import FaqFile, ImportedEntry

DELIMITERS = (",", ";", "\t", "|")
OWN_HEADER = ["id", "topic", "question", "aliases", "answer", "source"]
# What a spreadsheet takes for a formula, which may start programs: an apostrophe makes a text of it (OWASP, CSV
# injection), one more where there are some already.
_FORMULA = re.compile(r"(?='*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])")
_ANKI_LINE = re.compile(r"#([a-z]+(?: column)?):(.*)\n")
_ANKI_SEPARATORS = {"tab": "\t", "comma": ",", "semicolon": ";", "space": " ", "pipe": "|", "colon": ":"}
# A cell may be as long as it likes: the size of a source is limited already, and csv knows no limit for one reader.
csv.field_size_limit(2**31 - 1)


class Row(NamedTuple):
    """The cells of one record and the line that it starts on."""

    line: int
    cells: list[str]


def read(text: str, name: str, *, columns: Columns = BY_NAME) -> Import:
    """Entries of a table. Raises FileError for a ragged row and when it is not clear which column is which."""
    rows = read_rows(text, name)
    found, remarks = entries_of(rows, name, columns)
    return collect("csv", found, remarks)


def entries_of(rows: list[Row], name: str, columns: Columns) -> tuple[list[ImportedEntry], list[Remark]]:
    """The entries of a table's records, of which the first may name the columns. Raises FileError as `read`."""
    header = rows[0]
    places, has_header = find_columns(header.cells, name, columns)
    body = rows[1:] if has_header else rows
    is_own = header.cells == OWN_HEADER
    says_html = has_header and "html" in plain_name(header.cells[places["answer"]])
    html = has_header and (says_html or hold_html(row.cells[places["answer"]] for row in body))
    texts = Converter(html=html, is_own=is_own)
    found: list[ImportedEntry] = []
    remarks: list[Remark] = []
    for row in body:
        entry = _entry(row, places, texts)
        if not is_own:
            entry = without_running_number(entry)
        if has_header and Item(dict(zip(header.cells, row.cells, strict=True))).is_unpublished:
            told = shorten(entry.question or entry.answer)
            remarks.append(skipped(row.line, f"a draft, or hidden from readers: {told}"))
        elif entry.question.strip() and entry.answer.strip():
            found.append(entry)
        elif any(cell.strip() for cell in row.cells):
            which = "question" if not entry.question.strip() else "answer"
            told = shorten(entry.question or entry.answer)
            remarks.append(skipped(row.line, f"the {which} cell is empty: {told}"))
    remarks += texts.remarks(header.line)
    if has_header:
        unused = [cell for i, cell in enumerate(header.cells) if i not in places.values()]
        remarks += left_out(header.line, "columns", unused)
    if not body:
        remarks.append(note(header.line, "this is a header, and no row is below it"))
    return found, remarks


def read_rows(text: str, name: str, delimiter: str | None = None) -> list[Row]:
    """The records, all of one width. Raises FileError, with the line, for one of another width."""
    delimiter = delimiter or find_delimiter(text)
    rows = _records(text, name, delimiter)
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


def _records(text: str, name: str, delimiter: str) -> list[Row]:
    """The records, of any widths. Raises FileError."""
    reader = _reader(text, delimiter)
    rows: list[Row] = []
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells) or len(cells) > 1:
                rows.append(Row(line, cells))
            line = reader.line_num + 1
    except csv.Error as error:
        raise FileError(name, f"not a well-formed table: {error}", line=line) from None
    return rows


def _reader(text: str, delimiter: str) -> Any:
    """The cells of each record. Where blanks stand before opening quotation marks, those before cells are no text."""
    are_padded = bool(re.search(rf'(?:^|{re.escape(delimiter)}) +"(?!")', text, re.MULTILINE))
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=are_padded)


def find_delimiter(text: str) -> str:
    """The one of comma, semicolon, tab and bar that splits the first records most evenly."""
    sample = "".join(io.StringIO(text[:200_000], newline="").readlines()[:60])

    def score(delimiter: str) -> tuple[bool, float, int]:
        try:
            widths = [len(row) for row in _reader(sample, delimiter) if row]
        except csv.Error:
            return (False, 0.0, 0)
        width, count = Counter(widths).most_common(1)[0] if widths else (1, 0)
        header = widths[0] if widths else 1
        return (width > 1 and header > 1, count / len(widths) if widths else 0.0, width)

    return max(DELIMITERS, key=score)


def has_columns(text: str, columns: Columns) -> bool:
    """Whether the first record of a text has the columns that the user names or numbers."""
    record: list[str] = next(_reader(text.lstrip()[:20_000], find_delimiter(text)), [])
    plain = set(map(plain_name, record))
    wanted = [given for given in columns if given]
    return len(record) > 1 and all(
        plain_name(given) in plain or (given.isdecimal() and 0 < int(given[:6]) <= len(record)) for given in wanted
    )


def _entry(row: Row, places: dict[str, int], texts: Converter) -> ImportedEntry:
    def cell(role: str) -> str:
        text = row.cells[places[role]] if role in places else ""
        return text[1:] if texts.is_own and text.startswith("'") and _FORMULA.match(text) else text

    return ImportedEntry(
        texts.line(cell("question")),
        texts.answer(cell("answer")),
        row.line,
        aliases=split_aliases(texts.line(cell("aliases"))),
        topic=texts.line(cell("topic")) or None,
        id=cell("id").strip() or None,
        source=cell("source") or None,
    )


def is_anki(text: str) -> bool:
    """Whether it begins as a text export of Anki."""
    return bool(re.match(r"(?:#[a-z ]+:.*\n){0,2}#(?:separator:\S|html:(?:true|false)\b)", text))


def read_anki(text: str, name: str) -> Import:
    """Entries of a text export of Anki: its first lines tell what is in which column, and notes may have fewer fields.

    Raises FileError when there is nothing below them.
    """
    options: dict[str, str] = {}
    start = 0
    while found := _ANKI_LINE.match(text, start):
        options[found[1]] = found[2].strip()
        start = found.end()
    separator = options.get("separator", "tab")
    delimiter = _ANKI_SEPARATORS.get(separator.lower(), separator[:1].strip('"') or "\t")
    rows = [Row(row.line + len(options), row.cells) for row in _records(text[start:], name, delimiter)]
    if not rows:
        raise FileError(name, "an export of Anki without a note in it")
    header = _anki_header(options, delimiter, max(len(row.cells) for row in rows))
    topic = header.index("topic") if "topic" in header else len(header)
    table = [Row(1, header)]
    for line, cells in rows:
        cells += [""] * (len(header) - len(cells))
        cells[topic : topic + 1] = [_anki_topic(cell, options) for cell in cells[topic : topic + 1]]
        table.append(Row(line, cells))
    entries, remarks = entries_of(table, name, BY_NAME)
    return collect("anki", entries, remarks)


def _anki_header(options: dict[str, str], delimiter: str, width: int) -> list[str]:
    """Names for the columns: decks, or else tags, are topics; of the others the first asks and the second answers."""
    given = options.get("columns", "").split(delimiter)
    header = [cell.strip() or f"field {i}" for i, cell in enumerate((given + [""] * width)[:width], 1)]
    kinds = {
        kind: int(place[:4]) - 1 for kind, place in options.items() if kind.endswith("column") and place.isdecimal()
    }
    for kind, place in kinds.items():
        if 0 <= place < width:
            is_topic = kind == "deck column" or (kind == "tags column" and "deck column" not in kinds)
            header[place] = "topic" if is_topic else kind.removesuffix(" column")
    free = [i for i in range(width) if i not in kinds.values()]
    for i, name in zip(free, ("question", "answer html" if options.get("html") == "true" else "answer"), strict=False):
        header[i] = name
    return header


def _anki_topic(cell: str, options: dict[str, str]) -> str:
    """The innermost deck, or the innermost part of the first tag."""
    first = cell if "deck column" in options else cell.strip().partition(" ")[0]
    return first.rpartition("::")[2].strip()


def write(faq: FaqFile) -> str:
    """The FAQ as a table (RFC 4180, with line feeds); the answers are Markdown, nothing is a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(OWN_HEADER)
    for entry in faq.entries:
        aliases = "\n".join(entry.aliases)
        # A single alias with a bar or a semicolon in it would be read as two.
        aliases += "\n" if re.search("[|;]", aliases) and "\n" not in aliases else ""
        cells = [entry.id, entry.topic or "", entry.question, aliases, entry.answer, entry.source or ""]
        writer.writerow([_FORMULA.sub("'", cell, count=1) if _FORMULA.match(cell) else cell for cell in cells])
    return out.getvalue()
