"""Cases: queries in people's words, each with the entry that is to answer it. Read from TSV or JSON Lines."""

import json
import os
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from askfaq.errors import FileError
from askfaq.files import read_text
from askfaq.model import FaqFile
from askfaq.paths import data_file, sample_faq

NO_ENTRY = "(none)"  # in TSV: no entry answers the query
MAY_OFFER = "offer"  # in TSV: to offer the entry among others will do
TABLES, OBJECTS = (".tsv", ".tab", ".txt"), (".jsonl", ".ndjson", ".json")  # the suffixes that tell
_KEYS: dict[str, type | tuple[type, ...]] = {"query": str, "id": (str, type(None)), "offer": bool, "answer_holds": str}


class Case(NamedTuple):
    """A query, and the id of the entry that is to answer it: None where it must be refused."""

    query: str
    expected: str | None
    may_offer: bool = False  # to offer the entry among others (where there is none: to offer anything) will do
    line: int = 0  # of the file that it is from
    answer_holds: str = ""  # what the answer has to say: an id alone stays where answers are mixed up


def cases_beside(faq_path: str) -> str | None:
    """The file of cases that lies beside a FAQ: faq.cases.tsv or faq.cases.jsonl beside faq.json."""
    if faq_path == sample_faq():
        return data_file("cases.tsv")
    beside = (f"{os.path.splitext(faq_path)[0]}.cases{suffix}" for suffix in (".tsv", ".jsonl"))
    return next(filter(os.path.exists, beside), None)


def read_cases(path: str) -> list[Case]:
    """The cases of a file, in its order. Raises FileError with the line that is wrong."""
    return parse_cases(read_text(path), path)


def parse_cases(text: str, path: str) -> list[Case]:
    """The cases of a text; `path` tells its format, where its suffix does, and names it in errors."""
    lines = [(number, line.strip(" \r")) for number, line in enumerate(text.split("\n"), start=1)]
    told = [(number, line) for number, line in lines if line.strip() and not line.startswith("#")]
    suffix = os.path.splitext(path)[1].lower()
    is_table = suffix in TABLES or (suffix not in OBJECTS and not (told and told[0][1].startswith("{")))
    return list(_of_table(told, path) if is_table else _of_objects(told, path))


def refuse_unknown_ids(cases: Sequence[Case], faq: FaqFile, path: str) -> None:
    """Raise FileError for the first case that expects an entry which the FAQ does not have."""
    ids = {entry.id for entry in faq.entries}
    for case in cases:
        if case.expected is not None and case.expected not in ids:
            from askfaq.text.fuzzy import nearest

            near = ", ".join(nearest(case.expected, list(ids)))
            hint = f"did you mean {near}?" if near else "askfaq list shows them"
            raise FileError(path, f'the FAQ has no entry "{case.expected}"; {hint}', line=case.line)


def _of_table(lines: list[tuple[int, str]], path: str) -> Iterator[Case]:
    for number, line in lines:
        query, *rest = (field.strip() for field in line.split("\t"))
        if not query or not rest or not rest[0]:
            raise FileError(path, f"a case is a query, a tab and an id (or {NO_ENTRY})", line=number)
        if len(rest) > 3:
            raise FileError(path, f"{len(rest) + 1} columns; a case has at most four", line=number)
        expected, offer, answer_holds = (*rest, "", "")[:3]
        if offer not in ("", MAY_OFFER):
            raise FileError(path, f'the third column is "{offer}"; it can be {MAY_OFFER}, or empty', line=number)
        yield _case(query, None if expected == NO_ENTRY else expected, bool(offer), number, answer_holds, path)


def _of_objects(lines: list[tuple[int, str]], path: str) -> Iterator[Case]:
    for number, line in lines:
        try:
            fields = json.loads(line)
        except json.JSONDecodeError as error:
            raise FileError(path, f"not valid JSON ({error.msg})", line=number, column=error.colno) from None
        except (ValueError, RecursionError):
            raise FileError(path, "not valid JSON", line=number) from None
        if not isinstance(fields, dict) or not {"query", "id"} <= fields.keys():
            raise FileError(path, 'a case is an object with "query" and "id" (null: no entry)', line=number)
        _refuse_odd_fields(fields, path, number)
        query, offer, answer_holds = fields["query"].strip(), fields.get("offer", False), fields.get("answer_holds", "")
        if not query:
            raise FileError(path, "the query is empty", line=number)
        yield _case(query, fields["id"], offer, number, answer_holds, path)


def _refuse_odd_fields(fields: dict[str, Any], path: str, line: int) -> None:
    for key, value in fields.items():
        if key not in _KEYS:
            raise FileError(path, f'unknown key "{key}"; a case has {", ".join(_KEYS)}', line=line)
        if not isinstance(value, _KEYS[key]):
            raise FileError(path, f'"{key}" cannot be {json.dumps(value)[:40]}', line=line)


def _case(query: str, expected: str | None, may_offer: bool, line: int, answer_holds: str, path: str) -> Case:
    if answer_holds and expected is None:
        raise FileError(path, "no answer holds anything where the query must be refused", line=line)
    return Case(query, expected, may_offer, line, answer_holds)
