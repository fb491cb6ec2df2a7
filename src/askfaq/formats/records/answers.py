"""Values of tables and lists as answers: HTML as Markdown, paragraphs, variants, lists under an answer."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from askfaq.formats.imported import Remark, note
from askfaq.limits import MAX_ANSWER_DEPTH

_CLOSED = r"</(?:p|ul|ol|li|a|div|strong|b|em|table|h[1-6])>|<br\s*/?>"
_HTML = re.compile(_CLOSED, re.IGNORECASE)
# What makes one answer among others HTML: blocks or a link, and nothing that only Markdown has.
_BLOCKS = re.compile(r"<(?:p|ul|ol|div|table|h[1-6])\b[^<>]*>|<br\s*/?>|<a\s[^<>]*href=", re.IGNORECASE)
_MARKDOWN = re.compile(r"`|\]\(|\*\*|^#{1,6} |^[-*] ", re.MULTILINE)
_MARKS_IN_QUESTION = re.compile(r"</[a-zA-Z]|<br|&#?\w{2,8};")
# The keys of an object that is itself a text, the best first.
_TEXT_KEYS = (
    "markdown",
    "md",
    "html",
    "text",
    "plaintext",
    "value",
    "content",
    "body",
    "rendered",
    "speech",
    "title",
    "name",
)
_LANGUAGE = re.compile(r"(?!md$)[a-z]{2,3}(?:[-_][A-Za-z]{2,4})?")
_ADDRESSES, _ADDRESS_KEYS = ("http://", "https://"), ("href", "url")
_TWO_MARKS = re.compile(r"(?<=[.:!?]):(?= )")
_STEPS = ("steps", "instructions", "procedure")


def hold_html(answers: Iterable[str]) -> bool:
    """Whether most of these answers show it."""
    shown = [bool(_HTML.search(answer)) for answer in answers if answer.strip()]
    return 2 * sum(shown) > len(shown)


class Converter:
    """Takes the texts of one source as they are, or from HTML where its answers hold it, and counts those."""

    def __init__(self, *, html: bool, is_own: bool = False) -> None:
        self._html = html and not is_own
        self.is_own = is_own
        self._count = 0

    def answer(self, text: str) -> str:
        """The answer in Markdown."""
        from askfaq.formats.markup.fragments import html_answer

        if self.is_own or not (self._html or (_BLOCKS.search(text) and not _MARKDOWN.search(text))):
            return text
        self._count += 1
        return html_answer(text)

    def line(self, text: str) -> str:
        """A question or a topic, which is plain text unless the answers are HTML and it holds marks of it."""
        from askfaq.formats.markup.fragments import html_text

        return html_text(text) if self._html and _MARKS_IN_QUESTION.search(text) else text

    def remarks(self, line: int) -> list[Remark]:
        """What was converted."""
        if self._html:
            return [note(line, "the answers are HTML and were converted to Markdown")]
        few = {0: "", 1: "1 answer is HTML and was"}.get(self._count, f"{self._count} answers are HTML and were")
        return [note(line, f"{few} converted to Markdown")] if few else []


def text_of(value: Any) -> str | None:
    """Text as it stands, a list of paragraphs as paragraphs, or the best text that an object holds."""
    texts = list(_texts(value, 0))
    return "\n\n".join(texts) or None


def first_of(value: Any) -> tuple[str | None, int]:
    """(The first of several variants of a text, how many others there are)."""
    texts = [text for item in value if (text := text_of(item)) and text.strip()]
    return (texts[0] if texts else None), len(set(texts[1:]) - set(texts[:1]))


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield str(value)
    elif isinstance(value, list) and depth < MAX_ANSWER_DEPTH:
        for i, part in enumerate(value):
            if i and isinstance(part, list):
                yield list_of(part)
            else:
                yield from _texts(part, depth + 1)
    elif isinstance(value, dict) and depth < MAX_ANSWER_DEPTH:
        yield from _texts_of_object(value, depth)


def _texts_of_object(value: dict[str, Any], depth: int) -> Iterator[str]:
    plain = {key.lower().replace("_", ""): key for key in reversed(list(value))}
    keys = [plain[key] for key in _TEXT_KEYS if key in plain and value[plain[key]]]
    best = keys[0] if keys else next(iter(value), None) if is_by_language(value) else None
    if best is not None:
        yield from _texts(value[best], depth + 1)
    parts = value.get("parts")  # a training phrase of Dialogflow
    if isinstance(parts, list) and best is None:
        yield "".join(text for part in parts if isinstance(part, dict) and (text := text_of(part)))
    for key, inner in value.items():
        if isinstance(inner, list) and key != best and key != "parts" and (listed := list_of(inner, is_steps(key))):
            yield listed


def is_by_language(value: Any) -> bool:
    """Whether an object holds one thing in several languages: {"en": …, "de": …}."""
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(key, str) and _LANGUAGE.fullmatch(key) for key in value)
    )


def is_steps(name: str) -> bool:
    """Whether a list of this name is one of steps."""
    return name.lower() in _STEPS


def list_of(values: list[Any], numbered: bool = False, depth: int = 0) -> str:
    """A list of texts or objects as a Markdown list."""
    rows: list[str] = []
    for value in values:
        text = _row(value, depth)
        if text:
            mark = f"{len(rows) + 1}. " if numbered else "- "
            rows.append(mark + text.strip().replace("\n", "\n" + " " * len(mark)))
    return "\n".join(rows)


def _row(value: Any, depth: int) -> str:
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return str(value)
    if depth >= MAX_ANSWER_DEPTH:
        return ""
    if isinstance(value, list):
        return list_of(value, depth=depth + 1)
    if not isinstance(value, dict):
        return ""
    texts = {key: inner for key, inner in value.items() if isinstance(inner, str) and inner.strip()}
    address = next((t for key, t in texts.items() if t.startswith(_ADDRESSES) or key.lower() in _ADDRESS_KEYS), "")
    words = [text for key, text in texts.items() if text != address and key.lower() not in ("id", "type", "icon")]
    head = _TWO_MARKS.sub("", ": ".join(words))
    if address:
        head = f"[{head}]({address})" if head else f"<{address}>"
    nested = [list_of(inner, is_steps(key), depth + 1) for key, inner in value.items() if isinstance(inner, list)]
    return "\n".join(filter(None, (head, *nested)))
