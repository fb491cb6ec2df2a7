"""JSON-LD, in a page or in a file of its own, as entries."""

import json
from typing import Any

from askfaq.errors import FileError
from askfaq.importers import jsonld
from askfaq.importers.found import Import, Remark, collect, shorten, skipped
from askfaq.importers.fragments import html_answer, html_text
from askfaq.importers.htmlmarkdown import LINE_ATTRIBUTE
from askfaq.model import ImportedEntry


def read(text: str, name: str) -> Import:
    """Entries of a file that holds nothing but JSON-LD. Raises FileError when it has no question."""
    try:
        data = [jsonld.parse(text)]
    except ValueError as error:
        raise FileError(name, f"JSON-LD that is not valid JSON: {str(error)[:80]}") from None
    remarks: list[Remark] = []
    head: dict[str, object] = {}
    found = _stated(data, [(1, text)], "", remarks, head)
    if not found and not remarks:
        raise FileError(name, "JSON-LD, but no Question of a FAQPage is in it")
    return collect("jsonld", found, remarks, head=head)


def read_scripts(tree: Any, base: str, remarks: list[Remark], head: dict[str, object]) -> list[ImportedEntry]:
    data, scripts = [], []
    for script in tree.css("script"):
        kind = (script.attributes.get("type") or "").strip().lower()
        if not kind.startswith("application/ld+json"):
            continue
        source = script.text()
        line = int(script.attributes.get(LINE_ATTRIBUTE) or 1)
        try:
            data.append(jsonld.parse(source))
            scripts.append((line, source))
        except (ValueError, RecursionError) as error:
            remarks.append(skipped(line, f"a JSON-LD script that is not JSON ({str(error)[:80]})"))
    return _stated(data, scripts, base, remarks, head)


def _stated(
    data: list[Any],
    scripts: list[tuple[int, str]],
    base: str,
    remarks: list[Remark],
    head: dict[str, object],
) -> list[ImportedEntry]:
    """Entries of JSON-LD data; `scripts` are the texts that it came from, with their lines."""
    page = jsonld.read(data)
    head.update({key: text for key, text in (("title", page.title), ("language", page.language)) if text})
    found = []
    for asked in page.questions:
        question = html_text(asked.question)
        line = _line_in_scripts(asked.question, scripts)
        if asked.by_users:
            remarks.append(skipped(line, f"a QAPage holds users' answers, not the site's own: {shorten(question)}"))
        elif asked.answer is None:
            remarks.append(skipped(line, f"no accepted answer to {shorten(question)}"))
        else:
            answer = asked.answer if asked.is_markdown else html_answer(asked.answer, base)
            aliases = tuple(map(html_text, asked.aliases))
            found.append(
                ImportedEntry(
                    question, answer, line, aliases=aliases, topic=asked.topic, id=asked.id, source=asked.source
                )
            )
    return found


def _line_in_scripts(question: str, scripts: list[tuple[int, str]]) -> int:
    spellings = {question, json.dumps(question)[1:-1], json.dumps(question, ensure_ascii=False)[1:-1]}
    for line, source in scripts:
        for spelling in spellings:
            if (at := source.find(spelling)) >= 0:
                return line + source.count("\n", 0, at)
    return scripts[0][0] if scripts else 1
