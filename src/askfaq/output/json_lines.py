"""The JSON shapes that `--json` prints: values -> plain data. Additive changes only (docs/reference/json.md)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from askfaq.model import Entry, Match, Problem, Result, Why

if TYPE_CHECKING:
    from askfaq.faq.merge import Merged
    from askfaq.formats.imported import Import
    from askfaq.misses.grouping import Group

_JSON_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


SCHEMA = 1


def result_shape(result: Result, *, why: bool = False, of_several: bool = False) -> dict[str, Any]:
    """One result of `ask`: the same keys whatever the status; `why` is one more, for `--why`, and so are those that
    tell FAQs apart, where several are asked.
    """
    entry = result.answer
    shape: dict[str, Any] = {
        "schema": SCHEMA,
        "query": result.query,
        "status": result.status,
        "confidence": round(result.confidence, 4),
        "level": result.level,
        "id": entry and entry.id,
        "topic": entry and entry.topic,
        "question": entry and entry.question,
        "answer": entry and entry.answer,
        "source": entry and entry.source,
        "matches": [_match_shape(match, of_several) for match in result.matches],
        "held_back": result.held_back,
    }
    if of_several:
        shape["faq"] = result.faq
    if why:
        shape["why"] = result.why and _why_shape(result.why, of_several)
    return shape


def _match_shape(match: Match, of_several: bool) -> dict[str, Any]:
    shape = {
        "id": match.entry.id,
        "topic": match.entry.topic,
        "question": match.entry.question,
        "score": round(match.score, 4),
        "phrasing": match.phrasing,
        "offered": match.offered,
    }
    if not of_several:
        return shape
    return shape | {"faq": match.faq, "overrules": [{"faq": faq, "id": id} for faq, id in match.overrules]}


def _why_shape(why: Why, of_several: bool) -> dict[str, Any]:
    shape = {
        "phrasing": why.phrasing,
        "verbatim": why.verbatim,
        "words": [{"word": word, "weight": round(weight, 4)} for word, weight in why.words],
        "missing": list(why.missing),
        "repairs": [{"typed": typed, "read": read} for typed, read in why.repairs],
        "exchanged": [{"typed": typed, "read": read} for typed, read in why.exchanged],
        "closeness": why.closeness,
        "settled": why.settled,
        "decisive": why.decisive or None,
        "runner_up": why.runner_up and why.runner_up.id,
        "lead": round(why.lead, 4),
        "names_topic": why.names_topic,
    }
    return shape | {"runner_up_faq": why.runner_up_faq} if of_several else shape


def listed_entry_shape(entry: Entry) -> dict[str, Any]:
    """One line of `list`."""
    return {"schema": SCHEMA, "id": entry.id, "topic": entry.topic, "question": entry.question}


def listed_topic_shape(topic: str | None, count: int) -> dict[str, Any]:
    """One line of `list --topics`."""
    return {"schema": SCHEMA, "topic": topic, "entries": count}


def entry_shape(entry: Entry | None, nearest: list[str]) -> dict[str, Any]:
    """What `show` prints: nulls and the nearest ids when there is no such entry."""
    return {
        "schema": SCHEMA,
        "id": entry and entry.id,
        "topic": entry and entry.topic,
        "question": entry and entry.question,
        "aliases": list(entry.aliases) if entry else [],
        "answer": entry and entry.answer,
        "source": entry and entry.source,
        "nearest": nearest,
    }


def problem_shape(problem: Problem) -> dict[str, Any]:
    """One line of `check`; `id` is null where no entry is concerned."""
    return {"schema": SCHEMA, **problem._asdict()}


def change_shape(path: str, about: dict[str, Any], changed: bool, problems: Iterable[Problem]) -> dict[str, Any]:
    """What the commands that change a FAQ print: what it is about, and the problems that are new."""
    return {
        "schema": SCHEMA,
        "path": path,
        **about,
        "changed": changed,
        "problems": [problem_shape(problem) for problem in problems],
    }


def group_shape(group: Group) -> dict[str, Any]:
    """One line of `misses` and `review`: questions of one meaning, and what the FAQ has for them."""
    return {
        "schema": SCHEMA,
        "question": group.name,
        "times": group.times,
        "wordings": [{"question": wording.text, "times": wording.times} for wording in group.wordings],
        "status": group.result.status,
        "confidence": round(group.result.confidence, 4),
        "matches": [_match_shape(match, False) for match in group.result.matches],
    }


def import_shape(result: Import, merged: Merged, written: str | None) -> dict[str, Any]:
    """What `import --json` prints: `path` is null where nothing was written."""
    return {
        "schema": SCHEMA,
        "path": written,
        "format": result.format,
        "read": result.read,
        "kept": result.kept,
        "skipped": len(result.skipped),
        "unchanged": merged.unchanged,
        "remarks": [remark._asdict() for remark in result.remarks],
        "entries": [
            {"question": entry.question, "topic": entry.topic, "source": entry.source, "line": entry.line}
            for entry in result.entries
        ],
        "changes": [change._asdict() for change in merged.changes],
        "gone": list(merged.gone),
        "removed": list(merged.removed_ids),
    }


def json_line(value: dict[str, Any]) -> str:
    """One compact JSON object; characters that a terminal could act on are written as escapes."""
    import json

    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _JSON_ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)
