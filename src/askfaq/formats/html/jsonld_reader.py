"""schema.org FAQPage in JSON-LD: script texts -> questions with their answers, as the page states them."""

import json
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

from askfaq.errors import FileError
from askfaq.formats.imported import Import, Remark, collect, shorten, skipped
from askfaq.formats.markup.fragments import html_answer, html_text
from askfaq.formats.markup.html_blocks import LINE_ATTRIBUTE
from askfaq.limits import MAX_JSONLD_DEPTH
from askfaq.model import ImportedEntry

_COMMENTS = re.compile(r'("(?:\\.|[^"\\])*(?:"|\Z))|/\*.*?(?:\*/|\Z)|//[^\n]*|<!--|-->|<!\[CDATA\[|\]\]>', re.DOTALL)
_TRAILING_COMMA = re.compile(r'("(?:\\.|[^"\\])*(?:"|\Z))|,(?=\s*[}\]])', re.DOTALL)
_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+(?:"|\Z)', re.DOTALL)
_SCHEMA = re.compile(r"^(?:https?://schema\.org/|schema:)", re.IGNORECASE)


class Question(NamedTuple):
    """A question of the page. `answer` is HTML unless `is_markdown`; None when there is no accepted answer."""

    question: str
    answer: str | None
    is_markdown: bool = False
    aliases: tuple[str, ...] = ()
    topic: str | None = None
    id: str | None = None
    source: str | None = None
    by_users: bool = False


class Page(NamedTuple):
    """The questions of one or more scripts, and what the FAQPage says of itself."""

    questions: tuple[Question, ...]
    title: str | None = None
    language: str | None = None


def parse(script: str) -> Any:
    """The data of one script. Raises ValueError when it is not JSON even without comments and stray commas."""
    try:
        return json.loads(script, strict=False)
    except ValueError:
        bare = _COMMENTS.sub(lambda found: found[1] or "", script)
        bare = _TRAILING_COMMA.sub(lambda found: found[1] or "", bare)
        return json.loads(bare.strip().rstrip(";"), strict=False)


def _page(data: list[Any]) -> Page:
    """Every Question of these scripts: those of FAQ pages first, in their order, then any others."""
    nodes = list(_nodes(data, 0))
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    pages = [node for node in nodes if _is(node, "FAQPage")]
    listed = [item for page in pages for item in _items(page.get("mainEntity"), by_id)]
    listed += [item for page in pages for item in _items(page.get("hasPart"), by_id) if _is(item, "Question")]
    others = [node for node in nodes if _is(node, "Question")]
    user_pages = [node for node in nodes if _is(node, "QAPage") and not _is(node, "FAQPage")]
    by_users = {id(item) for page in user_pages for item in _items(page.get("mainEntity"), by_id)}
    seen: set[int] = set()
    questions = []
    for node in [*listed, *others]:
        if id(node) not in seen:
            seen.add(id(node))
            questions.append(_question(node, by_id)._replace(by_users=id(node) in by_users))
    title = next((text for page in pages if (text := _text(page.get("name")))), None)
    language = next((text for page in pages if (text := _text(page.get("inLanguage")))), None)
    return Page(tuple(questions), title, language)


def _nodes(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > MAX_JSONLD_DEPTH:
        return
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            if isinstance(inner, dict | list):
                yield from _nodes(inner, depth + 1)
    elif isinstance(value, list):
        for item in value:
            yield from _nodes(item, depth + 1)


def _is(node: dict[str, Any], name: str) -> bool:
    types = node.get("@type", node.get("type"))
    types = types if isinstance(types, list) else [types]
    wanted = name.lower()
    return any(isinstance(one, str) and _type_name(one) == wanted for one in types)


@lru_cache(maxsize=256)
def _type_name(given: str) -> str:
    return _SCHEMA.sub("", given).lower()


def _items(value: Any, by_id: dict[str, dict[str, Any]]) -> list[dict[str, Any]]:
    """The objects that a value holds, each once: itself, its members, or those that it refers to."""
    found: dict[int, dict[str, Any]] = {}
    lists: set[int] = set()
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, list):
            stack += reversed(item)
            continue
        if isinstance(item, str):
            item = {"@id": item}
        if isinstance(item, dict) and set(item) == {"@id"}:
            item = by_id.get(item["@id"]) if isinstance(item["@id"], str) else None
        if not isinstance(item, dict) or id(item) in lists:
            continue
        if "@list" in item or _is(item, "ItemList"):
            lists.add(id(item))
            stack.append(item.get("@list") or item.get("itemListElement"))
        elif isinstance(inner := item.get("item"), dict) or (isinstance(inner, str) and inner in by_id):
            lists.add(id(item))
            stack.append(inner)
        else:
            found[id(item)] = item
    return list(found.values())


def _question(node: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> Question:
    question = _text(node.get("name")) or _text(node.get("text")) or _text(node.get("headline")) or ""
    given = node.get("acceptedAnswer")
    answers = [] if isinstance(given, str) and given not in by_id else _items(given, by_id)
    answer = given if isinstance(given, str) and given not in by_id else None
    is_markdown = False
    texts = [text for one in answers if (text := _text(one.get("text")) or _text(one.get("description")))]
    if texts:
        answer = "<br><br>".join(texts)
    for one in answers:
        for medium in _items(one.get("encoding"), by_id):
            if medium.get("encodingFormat") == "text/markdown" and (source := _text(medium.get("text"), strip=False)):
                answer, is_markdown = source, True
    names = node.get("alternateName")
    aliases = tuple(text for name in (names if isinstance(names, list) else [names]) if (text := _text(name)))
    topic = next((text for about in _items(node.get("about"), by_id) if (text := _text(about.get("name")))), None)
    return Question(
        question,
        answer,
        is_markdown,
        aliases=aliases,
        topic=topic,
        id=_text(node.get("identifier")),
        source=_text(node.get("citation")),
    )


def _text(value: Any, *, strip: bool = True) -> str | None:
    """A value's text: plain, as {"@value": …}, the first of several languages, or paragraphs of a list."""
    if isinstance(value, dict):
        value = value.get("@value")
    if isinstance(value, list):
        texts = [text for item in value if not isinstance(item, list) and (text := _text(item))]
        return "<br><br>".join(texts) or None
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    text = str(value)
    return (text.strip() if strip else text) or None


def read(text: str, name: str) -> Import:
    """Entries of a file that holds nothing but JSON-LD. Raises FileError when it has no question."""
    try:
        data = [parse(text)]
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
            data.append(parse(source))
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
    page = _page(data)
    head.update({key: text for key, text in (("title", page.title), ("language", page.language)) if text})
    lines = _lines_of_texts(scripts)
    found = []
    for asked in page.questions:
        question = html_text(asked.question)
        line = lines.get(asked.question, scripts[0][0] if scripts else 1)
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


def _lines_of_texts(scripts: list[tuple[int, str]]) -> dict[str, int]:
    """The line on which each text of these scripts stands first."""
    lines: dict[str, int] = {}
    for first, source in scripts:
        line, seen = first, 0
        for found in _STRING.finditer(source):
            line += source.count("\n", seen, found.start())
            seen = found.start()
            lines.setdefault(_unescaped(found[0]).strip(), line)
    return lines


def _unescaped(literal: str) -> str:
    try:
        return str(json.loads(literal, strict=False)) if "\\" in literal else literal[1:-1]
    except ValueError:
        return literal[1:-1]
