"""From findings to problems: where they stand, which entry they concern, what its owner ignores."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from askfaq.checks.codes import LEVELS
from askfaq.checks.findings import Finding, Placed, placed, rows
from askfaq.faq import schema
from askfaq.faq.json_tokens import Places, json_faults
from askfaq.model import FaqFile, Pointer, Problem

UNREAD = object()  # the data of a text that cannot be read as JSON: None is that of "null"


class Report:
    """The problems of one text, and of its data, or UNREAD."""

    def __init__(self, path: str, text: str, data: Any) -> None:
        self._path, self._text, self._data = path, text, data
        self._rows = dict(rows(data))
        self._at_entry = 2 if isinstance(data, dict) else 1
        self._faulty: set[Pointer] = set()
        self._ids: dict[Pointer, str] = {
            pointer: row["id"] for pointer, row in self._rows.items() if isinstance(row.get("id"), str)
        }

    @cached_property
    def _places(self) -> Places:
        return Places(self._text)

    def faults(self) -> Iterator[Problem]:
        """The rules that the text breaks; the entries that do are not among the sound ones from then on."""
        seen = set()
        for json_fault in json_faults(self._text):
            self._faulty.add(json_fault.pointer)
            seen.add(json_fault.offset)
            yield self._problem(json_fault.code, json_fault.message, json_fault.pointer, json_fault.offset)
        for fault in schema.faults(self._data) if self._data is not UNREAD else ():
            self._faulty.add(fault.pointer)
            offset = self._places.of_value(fault.pointer)
            if offset not in seen:
                yield self._problem(fault.code, fault.message, fault.pointer, offset)

    def sound_faq(self) -> tuple[FaqFile, list[Placed]]:
        """What the engine can be asked about: the entries without faults, and where they stand."""
        broken = {self._entry_of(pointer) for pointer in self._faulty}
        sound = {pointer: row for pointer, row in self._rows.items() if pointer not in broken}
        head = self._data if isinstance(self._data, dict) else {}
        faulty = {pointer[0] for pointer in self._faulty if pointer}
        kept = {key: value for key, value in head.items() if key not in faulty}
        faq = schema.build({**kept, "entries": list(sound.values())}, self._path)
        self._ids.update({pointer: entry.id for pointer, entry in zip(sound, faq.entries, strict=True)})
        return faq, [placed(e, p, row) for e, (p, row) in zip(faq.entries, sound.items(), strict=True)]

    def warnings(self, findings: Iterable[Finding]) -> Iterator[Problem]:
        """The problems that no entry concerned ignores."""
        for finding in findings:
            if any(finding.code in self._ignored(p) for p in (finding.pointer, finding.other) if p is not None):
                continue
            yield self._problem(finding.code, self._message(finding), finding.pointer, self._offset(finding))

    def _ignored(self, pointer: Pointer) -> list[Any]:
        codes = self._rows.get(self._entry_of(pointer), {}).get("ignore")
        return codes if isinstance(codes, list) else []

    def _message(self, finding: Finding) -> str:
        if finding.other is None:
            return finding.message
        line, _ = self._places.line_and_column(self._places.of_value(finding.other))
        return f"{finding.message} (line {line})"

    def _offset(self, finding: Finding) -> int:
        if finding.at_key:
            return self._places.of_key(finding.pointer)
        if finding.at is None:
            return self._places.of_value(finding.pointer)
        return self._places.of_character(finding.pointer, finding.at)

    def _entry_of(self, pointer: Pointer) -> Pointer:
        return pointer[: self._at_entry]

    def _problem(self, code: str, message: str, pointer: Pointer, offset: int) -> Problem:
        line, column = self._places.line_and_column(offset)
        entry_id = self._ids.get(self._entry_of(pointer))
        return Problem(self._path, line, column, LEVELS[code], code, message, entry_id)
