"""The TSV that Azure question answering (QnA Maker before it) exports."""

from askfaq.formats.imported import Import, Remark, collect, note, shorten, skipped
from askfaq.formats.records import field_names
from askfaq.formats.records.table import Row, read_rows
from askfaq.model import ImportedEntry

_NONE = {"", "[]", "{}", "null", "editorial"}


def read(text: str, name: str) -> Import:
    """Rows with one QnaId are one entry, the later questions its aliases. Raises FileError for a ragged row."""
    header, *rows = read_rows(text, name, delimiter="\t")
    columns = {field_names.plain_name(cell): i for i, cell in enumerate(header.cells)}
    remarks: list[Remark] = []
    groups: dict[str, list[Row]] = {}
    for row in rows:
        key = _cell(row, columns, "qnaid") or f"line {row.line}"
        groups.setdefault(key, []).append(row)
    found = []
    for first, *more in groups.values():
        question, answer = _cell(first, columns, "question"), _cell(first, columns, "answer")
        if not question or not answer:
            which = "question" if not question else "answer"
            remarks.append(skipped(first.line, f"the {which} cell is empty: {shorten(question or answer)}"))
            continue
        aliases = tuple(_cell(row, columns, "question") for row in more)
        remarks += _other_answers(answer, more, columns) + _notes(first, columns)
        source = _cell(first, columns, "source")
        topic = _topic(_cell(first, columns, "metadata"))
        given = None if source.lower() in _NONE else source
        found.append(ImportedEntry(question, answer, first.line, aliases=aliases, topic=topic, source=given))
    return collect("azure", found, remarks)


def is_export(text: str) -> bool:
    """Whether the first line is the header of such an export."""
    header = {field_names.plain_name(cell) for cell in text[:2000].split("\n", 1)[0].split("\t")}
    return {"question", "answer"} <= header and bool(header & {"qnaid", "metadata", "suggestedquestions", "prompts"})


def _cell(row: Row, columns: dict[str, int], name: str) -> str:
    text = row.cells[columns[name]] if name in columns else ""
    return text.replace("\\r\\n", "\n").replace("\\n", "\n").strip()


def _topic(metadata: str) -> str | None:
    pairs = dict(part.split(":", 1) for part in metadata.split("|") if ":" in part)
    values = {field_names.plain_name(key): value.strip() for key, value in pairs.items()}
    return next((values[name] for name in field_names.TOPIC if values.get(name)), None)


def _other_answers(answer: str, rows: list[Row], columns: dict[str, int]) -> list[Remark]:
    return [
        note(row.line, f"another answer under the same QnaId, left out: {shorten(other)}")
        for row in rows
        if (other := _cell(row, columns, "answer")) and other != answer
    ]


def _notes(row: Row, columns: dict[str, int]) -> list[Remark]:
    remarks = []
    suggested = _cell(row, columns, "suggestedquestions")
    if suggested not in _NONE:
        remarks.append(note(row.line, f"suggested questions, to be reviewed and not taken: {shorten(suggested, 200)}"))
    prompts = _cell(row, columns, "prompts")
    if prompts not in _NONE:
        remarks.append(note(row.line, f"follow-up prompts are left out: {shorten(prompts)}"))
    if _cell(row, columns, "iscontextonly").lower() == "true":
        remarks.append(note(row.line, "only meant as a follow-up (IsContextOnly), kept as an entry of its own"))
    return remarks
