"""schema.org FAQPage as JSON-LD."""

import json
from html import escape
from typing import Any

from askfaq.formats.markup.fragments import html_answer, html_text, to_html
from askfaq.model import Entry, FaqFile

JsonObject = dict[str, Any]


def write(faq: FaqFile) -> str:
    """The FAQ as one JSON-LD object, ready for a `<script type="application/ld+json">`: nothing in it ends one."""
    return _unending(json.dumps(page(faq), ensure_ascii=False, indent=2)) + "\n"


def script(faq: FaqFile) -> str:
    """The same on one line."""
    return _unending(json.dumps(page(faq), ensure_ascii=False, separators=(",", ":")))


def _unending(text: str) -> str:
    """JSON with escapes for what could end or open an element, or a line of a script."""
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def page(faq: FaqFile) -> JsonObject:
    """The FAQPage. Aliases are `alternateName`, the topic is `about`, the id `identifier`, the source `citation`."""
    head: JsonObject = {"@context": "https://schema.org", "@type": "FAQPage"}
    if faq.title:
        head["name"] = faq.title
    if faq.language:
        head["inLanguage"] = faq.language
    return {**head, "mainEntity": [_question(entry) for entry in faq.entries]}


def _question(entry: Entry) -> JsonObject:
    node: JsonObject = {"@type": "Question", "identifier": entry.id, "name": _name(entry.question)}
    if entry.aliases:
        node["alternateName"] = [_name(alias) for alias in entry.aliases]
    if entry.topic:
        node["about"] = {"@type": "Thing", "name": entry.topic}
    if entry.citation:
        node["citation"] = entry.citation
    node["acceptedAnswer"] = _answer(entry.answer)
    return node


def _name(text: str) -> str:
    """Text as it stands, unless readers (who decode tags and entities in names) would see another text."""
    return text if html_text(text) == text else escape(text, quote=False)


def _answer(answer: str) -> JsonObject:
    html = to_html(answer)
    node: JsonObject = {"@type": "Answer", "text": html}
    # What HTML cannot give back to the letter (which bullet, where a line was wrapped) goes along as it is.
    if html_answer(html) != answer:
        node["encoding"] = {"@type": "MediaObject", "encodingFormat": "text/markdown", "text": answer}
    return node
