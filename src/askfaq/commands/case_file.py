"""The cases beside a FAQ: those that are there, and new ones."""

import json
import os
from collections.abc import Iterable

from askfaq import files, saving
from askfaq.evaluation.cases import NO_ENTRY, cases_beside, parse_cases
from askfaq.text.normalize import wording_key
from askfaq.text.sanitize import one_line


def case_keys(faq_path: str) -> set[str]:
    """The wording keys of the queries that are cases already. Raises FileError."""
    path = cases_beside(faq_path)
    return _keys(files.read_bytes(path), path) if path else set()


def add_cases(faq_path: str, queries: Iterable[str], entry_id: str | None) -> str:
    """Append cases that expect the entry, or that nothing answers them; gives back the file. Raises FileError."""
    path = cases_beside(faq_path) or f"{os.path.splitext(faq_path)[0]}.cases.tsv"
    lines = {wording_key(query): _line(query, entry_id, path) for query in map(one_line, queries)}

    def attempt() -> None:
        raw = files.read_bytes(path) if os.path.lexists(path) else None
        known = _keys(raw, path) if raw else set()
        new = [line for key, line in lines.items() if key not in known]
        if new:
            begun = raw + b"\n" if raw and not raw.endswith(b"\n") else raw or b""
            saving.write_atomically(path, begun + "".join(new).encode(), replacing=raw)

    saving.until_undisturbed(path, attempt)
    return path


def _keys(raw: bytes, path: str) -> set[str]:
    return {wording_key(case.query) for case in parse_cases(files.decode(raw, path), path)}


def _line(query: str, entry_id: str | None, path: str) -> str:
    if path.endswith(".jsonl"):
        return json.dumps({"query": query, "id": entry_id}, ensure_ascii=False) + "\n"
    return f"{query.lstrip('# ')}\t{entry_id or NO_ENTRY}\n"  # a line that begins with # is a comment
