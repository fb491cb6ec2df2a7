"""Excel workbooks: which sheets, which rows, and what is refused."""

import io
import sys
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from askfaq.errors import FileError
from askfaq.formats.records import workbook
from askfaq.formats.records.field_names import Columns
from askfaq.formats.registry import read_bytes
from conftest import notes

openpyxl = pytest.importorskip("openpyxl")

Rows = Sequence[Sequence[Any]]
FAQ: Rows = [["Question", "Answer"], ["Why?", "So."]]


def book(sheets: Mapping[str, Rows], hidden: str = "") -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if title == hidden else "visible"
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def test_columns_are_found_as_in_a_table_and_lines_are_rows() -> None:
    rows = [["id", "Topic", "Answer", "Question"], ["why", "T", "So.", "Why?"], [], [2, None, 7.0, "How many?"]]

    result = read_bytes(book({"FAQ": rows}), "faq.xlsx")

    assert result.format == "xlsx"
    assert [entry[:6] for entry in result.entries] == [
        ("Why?", "So.", 2, (), "T", "why"),
        ("How many?", "7", 4, (), None, None),
    ]


def test_every_sheet_with_the_columns_is_read_and_names_the_topic() -> None:
    people = [["Who", "Phone"], ["Al", 1]]

    result = workbook.read(book({"Boats": FAQ, "Bikes": [FAQ[0], ["How?", "Thus."]], "People": people}), "faq.xlsx")

    assert [(entry.question, entry.topic) for entry in result.entries] == [("Why?", "Boats"), ("How?", "Bikes")]
    assert ["People" in remark.text for remark in notes(result)] == [True]


def test_a_hidden_sheet_is_left_out_and_said() -> None:
    result = workbook.read(book({"FAQ": FAQ, "Old": [FAQ[0], ["How?", "Thus."]]}, hidden="Old"), "faq.xlsx")

    assert [(entry.question, entry.topic) for entry in result.entries] == [("Why?", None)]
    assert ["Old" in remark.text for remark in notes(result)] == [True]


def test_a_title_above_the_table_is_left_out_and_said() -> None:
    result = workbook.read(book({"FAQ": [["All about boats"], [], *FAQ]}), "faq.xlsx")

    assert [(entry.question, entry.line) for entry in result.entries] == [("Why?", 4)]
    assert [remark.line for remark in notes(result)] == [1]


def test_an_empty_answer_is_skipped_with_its_row() -> None:
    result = workbook.read(book({"FAQ": [*FAQ, ["How?", None]]}), "faq.xlsx")

    assert [remark.line for remark in result.skipped] == [3]


def test_columns_can_be_named() -> None:
    raw = book({"FAQ": [["nr", "frage", "antwort"], [1, "Wie?", "So."]]})

    assert workbook.read(raw, "faq.xlsx", columns=Columns("frage", "3")).entries[0][:2] == ("Wie?", "So.")
    with pytest.raises(FileError, match=r"faq\.xlsx:1: no column is named like the question and answer"):
        workbook.read(raw, "faq.xlsx")
    with pytest.raises(FileError, match="no column “reply”"):
        workbook.read(raw, "faq.xlsx", columns=Columns("frage", "reply"))


def test_a_row_far_out_does_not_count_as_many() -> None:
    made = openpyxl.Workbook()
    for cell, text in (("A1", "question"), ("B1", "answer"), ("A2", "Why?"), ("B2", "So."), ("XFD3", "far")):
        made.active[cell] = text
    out = io.BytesIO()
    made.save(out)

    assert workbook.read(out.getvalue(), "faq.xlsx").kept == 1


def test_too_many_cells_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_WORKBOOK_CELLS", 3)

    with pytest.raises(FileError, match="more than 3 cells"):
        workbook.read(book({"FAQ": FAQ}), "faq.xlsx")


def test_what_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook, "MAX_WORKBOOK_BYTES", 100)

    with pytest.raises(FileError, match="unpacks to more"):
        workbook.read(book({"FAQ": FAQ}), "faq.xlsx")


def broken() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    return out.getvalue()


@pytest.mark.parametrize("raw", [broken(), b"PK\x03\x04 and no more", b"no archive"])
def test_what_is_no_workbook_is_refused(raw: bytes) -> None:
    with pytest.raises(FileError, match=r"faq\.xlsx: is not a workbook"):
        read_bytes(raw, "faq.xlsx", format="xlsx")


def test_without_the_extra_the_refusal_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openpyxl", None)

    with pytest.raises(FileError, match=r"pip install 'askfaq\[xlsx\]'"):
        read_bytes(book_without_openpyxl, "faq.xlsx")


book_without_openpyxl = book({"FAQ": FAQ})
