"""Excel workbooks (.xlsx): every sheet with a question and an answer column. openpyxl is imported when there is one."""

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from askfaq.errors import FileError
from askfaq.formats.imported import Import, Remark, collect, lines_out, note, shorten
from askfaq.formats.records.field_names import BY_NAME, Columns, has_names
from askfaq.formats.records.table import Row, entries_of
from askfaq.limits import MAX_WORKBOOK_BYTES, MAX_WORKBOOK_CELLS
from askfaq.model import ImportedEntry

_TITLE_ROWS = 10  # that may stand above the names of the columns


def is_workbook(raw: bytes) -> bool:
    """Whether the bytes are such a file: a zip archive with a workbook in it."""
    if not raw.startswith(b"PK\x03\x04"):
        return False
    try:
        return "xl/workbook.xml" in zipfile.ZipFile(io.BytesIO(raw)).namelist()
    except Exception:  # zipfile lets through what its parts raise for a broken archive, or for one that is too new
        return False


def read(raw: bytes, name: str, *, columns: Columns = BY_NAME) -> Import:
    """Entries of a workbook. Raises FileError when it is broken or too large, when no sheet has the columns, and where
    openpyxl is not installed."""
    found: list[ImportedEntry] = []
    remarks: list[Remark] = []
    refused: list[FileError] = []
    sheets = [(title, rows) for title, rows in _sheets(raw, name, remarks) if rows]
    read_sheets = 0
    for title, rows in sheets:
        try:
            entries, said = _read_sheet(rows, name, columns, alone=len(sheets) == 1)
        except FileError as error:
            refused.append(error)
            remarks.append(note(error.line, f"the sheet {shorten(title)} is left out: {error.message}"))
            continue
        read_sheets += 1
        if len(sheets) > 1:
            entries = [entry._replace(topic=entry.topic or title) for entry in entries]
            said = [remark._replace(text=f"{remark.text} (sheet {shorten(title)})") for remark in said]
        found += entries
        remarks += said
    if not read_sheets:
        told = "no sheet names its columns; say which they are with --question-column and --answer-column"
        raise refused[0] if len(sheets) == 1 else FileError(name, told if sheets else "the workbook is empty")
    return collect("xlsx", found, remarks)


def _read_sheet(
    rows: list[Row], name: str, columns: Columns, *, alone: bool
) -> tuple[list[ImportedEntry], list[Remark]]:
    """The entries of one sheet, below its title if it has one. Beside others it must name its columns."""
    start = next((i for i, row in enumerate(rows[:_TITLE_ROWS]) if has_names(row.cells, columns)), None)
    if start is None and not alone:
        raise FileError(name, "it names no question and answer column", line=rows[0].line)
    width = max(len(row.cells) for row in rows)
    padded = [Row(row.line, row.cells + [""] * (width - len(row.cells))) for row in rows[start or 0 :]]
    above = [lines_out(rows[0].line, rows[start - 1].line, "above the table")] if start else []
    found, remarks = entries_of(padded, name, columns)
    return found, above + remarks


def _sheets(raw: bytes, name: str, remarks: list[Remark]) -> Iterator[tuple[str, list[Row]]]:
    """(title, rows) of each sheet that is shown."""
    try:
        import openpyxl
    except ImportError:
        raise FileError(
            name, "is an Excel workbook, which needs an extra: pip install 'askfaq[xlsx]'; or save it as CSV"
        ) from None
    try:
        _refuse_large(raw, name)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that hold no text
            book = openpyxl.load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
            count = 0
            for sheet in book.worksheets:
                if sheet.sheet_state != "visible":
                    remarks.append(note(None, f"the sheet {shorten(sheet.title)} is hidden, and left out"))
                    continue
                rows = []
                sheet.reset_dimensions()  # what a file claims they are
                for line, cells in enumerate(sheet.iter_rows(values_only=True), 1):
                    count += len(cells) + 1
                    if count > MAX_WORKBOOK_CELLS:
                        raise FileError(
                            name, f"has more than {MAX_WORKBOOK_CELLS:,} cells; save a part of it", line=line
                        )
                    texts = [_text(cell) for cell in cells]
                    if any(texts):
                        rows.append(Row(line, texts))
                yield sheet.title, rows
    except FileError:
        raise
    except Exception as error:  # openpyxl lets through whatever its parts raise for a broken file
        raise FileError(name, f"is not a workbook that can be read: {' '.join(str(error).split())[:80]}") from None


def _refuse_large(raw: bytes, name: str) -> None:
    size = sum(part.file_size for part in zipfile.ZipFile(io.BytesIO(raw)).infolist() if part.filename.endswith("xml"))
    if size > MAX_WORKBOOK_BYTES:
        raise FileError(name, f"unpacks to more than {MAX_WORKBOOK_BYTES // 2**20} MiB")


def _text(cell: Any) -> str:
    """A cell as it reads: a whole number without its point, a day without its midnight."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).removesuffix(" 00:00:00").strip()
