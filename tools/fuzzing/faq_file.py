"""The FAQ file: any bytes are a FAQ or one FileError, and an edit changes what it says and nothing else."""

import json.decoder
import json.scanner
import os
import random
import zlib

from askfaq.checks.check import check_bytes
from askfaq.errors import AskfaqError, FileError
from askfaq.faq.edit import Draft, add_entry, change_entry
from askfaq.faq.edit_faq import remove_entries, set_value
from askfaq.faq.load import load_faq
from askfaq.model import FaqFile
from tools.fuzzing.inputs import kept, mutated, soup
from tools.fuzzing.target import Target, promise

TOKENS = [
    *'{ } [ ] , : " "entries" "id" "question" "answer" "aliases" "topic" "source" "title" "contact" "threshold"'.split(),
    *'"language" "synonyms" "ignore" "imported" "a" "b" "What?" "So." 0 1 -1 0.5 1e5 null true false "" [] {}'.split(),
    *['{"entries":[', '{"question":"How?","answer":"So."}', '"aliases":["x","y"]', "]}", "\n", "  ", "\\n", "\\u00e9"],
]
_C_SCANNER = json.scanner.make_scanner  # type: ignore[attr-defined]


class FaqTarget(Target):
    """The strict reader, the checks, and the edits of a document."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self._corpus = [raw for _, raw in kept("faq")]
        self._faq = self.path("faq.json")

    def made(self, rng: random.Random) -> bytes:
        """A FAQ with a few changes, or tokens of JSON in any order."""
        if rng.random() < 0.25:
            return soup(rng, TOKENS)
        return mutated(rng, rng.choice(self._corpus), TOKENS, rng.choice(self._corpus))

    def try_out(self, raw: bytes) -> None:
        """Read it with both scanners of JSON, check it, edit it in each way."""
        self._write(raw)
        json.scanner.make_scanner = json.scanner.py_make_scanner  # type: ignore[attr-defined]
        in_python = self._loaded()
        json.scanner.make_scanner = _C_SCANNER  # type: ignore[attr-defined]
        found = self._loaded()
        promise(found == in_python, "json's two scanners agree")
        problems = self._problems(raw)
        promise(bool(found) != any(p.level == "error" for p in problems), "check finds an error where load refuses")
        self._edit(raw, found)

    def _write(self, raw: bytes) -> None:
        with open(self._faq, "wb") as file:
            file.write(raw)

    def _loaded(self) -> FaqFile | None:
        try:
            return load_faq(self._faq)
        except FileError as error:
            promise(error.message, "a refusal says why")
            promise(error.line is None or (error.line > 0 and (error.column or 0) > 0), "a refusal says where")
            return None

    def _problems(self, raw: bytes) -> list:  # type: ignore[type-arg]
        problems = check_bytes(raw, self._faq, ask=False)
        lines = raw.count(b"\n") + 1
        promise(all(1 <= p.line <= lines and p.column >= 1 for p in problems), "problems stand within the file")
        return problems

    def _edit(self, raw: bytes, faq: FaqFile | None) -> None:
        entries = list(faq.entries) if faq else []
        chosen = entries[zlib.crc32(raw) % len(entries)] if entries else None
        name = chosen.id if chosen else "a"
        others = [e for e in entries if e.id != name]
        edits = {
            "add": lambda: add_entry(self._faq, Draft(id="fuzz-new", question="Is it new?", answer="Yes.\n\nIt is.")),
            "alias": lambda: change_entry(self._faq, name, Draft(more_aliases=("a wording of the fuzzer",))),
            "answer": lambda: change_entry(self._faq, name, Draft(answer='A "quoted" \\ answer', topic="", source="")),
            "id": lambda: change_entry(self._faq, name, Draft(id="fuzz-renamed")),
            "remove": lambda: remove_entries(self._faq, [name]),
            "title": lambda: set_value(self._faq, "title", "A title"),
        }
        for kind, edit in edits.items():
            if chosen is None and kind not in ("add", "title"):
                continue
            self._write(raw)
            try:
                edit()
            except AskfaqError:
                promise(self._bytes() == raw, f"{kind}: what is refused stays as it was")
                promise(faq is None or kind == "id", f"{kind}: what is sound can be edited")
                continue
            promise(faq is not None, f"{kind}: nothing is made of what is refused")
            now = self._loaded()
            promise(now is not None, f"{kind}: the file is a FAQ afterwards")
            left = [e for e in now.entries if e.id not in (name, "fuzz-new", "fuzz-renamed")]  # type: ignore[union-attr]
            kept_codes = [e._replace(ignore=()) for e in left] == [e._replace(ignore=()) for e in others]
            promise(kept_codes, f"{kind}: the other entries are as they were")
        promise(os.listdir(self.folder) == ["faq.json"], "nothing lies beside the file")

    def _bytes(self) -> bytes:
        with open(self._faq, "rb") as file:
            return file.read()
