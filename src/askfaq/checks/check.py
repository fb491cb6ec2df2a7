"""A FAQ file -> everything that is wrong with it, and everything its owner would want to know."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from askfaq import files
from askfaq.checks.characters import character_findings
from askfaq.checks.codes import LEVELS
from askfaq.checks.contradictions.duplicates import answer_findings, same_wordings
from askfaq.checks.findings import Finding, texts
from askfaq.checks.language import language_findings
from askfaq.checks.links import link_findings
from askfaq.checks.problems import UNREAD, Report
from askfaq.checks.retrieval.lint import Lint, Progress
from askfaq.checks.synonyms import synonym_findings
from askfaq.checks.values import value_findings
from askfaq.errors import FileError
from askfaq.faq.load import parse_json_leniently
from askfaq.model import Problem


def check(path: str, *, cache_dir: str | None = None, progress: Progress | None = None) -> list[Problem]:
    """All problems of the file, by place. Raises FileError for a file that cannot be read at all."""
    return check_bytes(files.read_bytes(path), path, cache_dir=cache_dir, progress=progress)


def check_bytes(
    raw: bytes,
    path: str,
    *,
    cache_dir: str | None = None,
    progress: Progress | None = None,
    ask: bool = True,
) -> list[Problem]:
    """All problems of a file's content, by place; `path` is for the messages.

    Without `ask` the engine, which takes a second for some hundred wordings, is left out.
    """
    problems = [_of_error(error, "not-utf8") for error in files.decoding_faults(raw, path)]
    text = raw.decode("utf-8-sig", "replace")
    data: Any = UNREAD
    try:
        data = parse_json_leniently(text, path)
    except FileError as error:
        problems.append(_of_error(error, "syntax"))
        return problems[:1] if "UTF-16" in problems[0].message else problems
    except RecursionError:
        pass  # one of the faults of the JSON, below
    lossy = {problem.line for problem in problems}
    report = Report(path, text, data)
    problems += report.faults()
    if data is not UNREAD:
        faq, entries = report.sound_faq()
        asked = Lint(faq, entries, cache_dir=cache_dir, progress=progress).findings() if ask else ()
        of_entries = chain(same_wordings(entries), synonym_findings(data, entries), answer_findings(entries))
        findings = chain(_suspicious(data), of_entries, asked)
        problems += [p for p in report.warnings(findings) if not (p.code == "garbled-text" and p.line in lossy)]
    return sorted(set(problems), key=lambda p: (p.line, p.column, p.code, p.message))


def _of_error(error: FileError, code: str) -> Problem:
    return Problem(error.path, error.line or 1, error.column or 1, LEVELS[code], code, error.message)


def _suspicious(data: Any) -> Iterator[Finding]:
    yield from value_findings(data)
    yield from language_findings(data)
    for text in texts(data):
        yield from character_findings(text)
        yield from link_findings(text)
