"""The FAQ's language tag: its form, and whether the texts can be in that language at all."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

from askfaq.checks.findings import Finding, texts

# BCP 47 (RFC 5646, section 2.1) without the grandfathered tags and without the reserved long languages.
_TAG = re.compile(
    r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-(?:[a-z]{2}|\d{3}))?(-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*"
    r"(-[a-wy-z\d](-[a-z\d]{2,8})+)*(-x(-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)
# Country codes that are no language's.
_COUNTRIES = {
    "jp": "ja",
    "cz": "cs",
    "cn": "zh",
    "gr": "el",
    "dk": "da",
    "ua": "uk",
    "vn": "vi",
    "us": "en",
    "gb": "en",
}
_NAMES = {
    "english": "en",
    "german": "de",
    "deutsch": "de",
    "french": "fr",
    "français": "fr",
    "spanish": "es",
    "español": "es",
    "italian": "it",
    "portuguese": "pt",
    "dutch": "nl",
    "russian": "ru",
    "japanese": "ja",
    "chinese": "zh",
    "korean": "ko",
    "arabic": "ar",
    "hindi": "hi",
    "turkish": "tr",
    "polish": "pl",
}
# Scripts by the first word of their characters' Unicode names.
_SCRIPTS = {
    "LATIN": "en de fr es it pt nl sv da nb nn no fi et lv lt pl cs sk sl hr hu ro tr vi id ms sw ca gl eu is",
    "CYRILLIC": "ru uk be bg mk",
    "GREEK": "el",
    "HEBREW": "he yi",
    "ARABIC": "ar fa ur ps",
    "THAI": "th",
    "DEVANAGARI": "hi mr ne",
    "HANGUL": "ko",
    "CJK HIRAGANA KATAKANA": "ja",
    "CJK": "zh",
}
_SCRIPT_OF = {language: script for script, languages in _SCRIPTS.items() for language in languages.split()}
# Names, code and quotations in another script are common: only a text almost without the right one is wrong.
_LEAST_SHARE, _LEAST_LETTERS, _SAMPLE = 0.1, 100, 20_000


def language_findings(data: Any) -> Iterator[Finding]:
    """At most one finding, about the tag."""
    tag = data.get("language") if isinstance(data, dict) else None
    if not isinstance(tag, str):
        return
    if why := _tag_fault(tag) or _script_fault(tag, data):
        yield Finding("wrong-language", why, ("language",))


def _tag_fault(tag: str) -> str | None:
    name = tag.strip().casefold()
    if name in _COUNTRIES:
        return f'"{tag}" is a country, not a language; did you mean "{_COUNTRIES[name]}"?'
    if _TAG.fullmatch(tag):
        return None
    meant = _NAMES.get(name, tag.strip().replace("_", "-").split(".")[0])
    hint = f'did you mean "{meant}"?' if _TAG.fullmatch(meant) else 'such a tag looks like "en" or "pt-BR"'
    return f'"{tag[:100]}" is not a language tag (BCP 47); {hint}'


def _script_fault(tag: str, data: Any) -> str | None:
    language, *rest = tag.casefold().split("-")
    expected = _SCRIPT_OF.get(language)
    if expected is None or any(len(part) == 4 and part.isalpha() for part in rest):
        return None
    scripts = _scripts(data)
    total = scripts.total()
    if total < _LEAST_LETTERS or sum(scripts[s] for s in expected.split()) >= _LEAST_SHARE * total:
        return None
    found = scripts.most_common(1)[0][0]
    return f'the language is "{tag}", but the texts are written in {found.capitalize()} script'


def _scripts(data: Any) -> Counter[str]:
    """How many letters of each script the questions and answers hold, in a sample of the texts."""
    counts: Counter[str] = Counter()
    seen = 0
    for text in texts(data):
        if text.key in ("question", "answer"):
            counts.update(unicodedata.name(c, "?").split()[0] for c in text.value if c.isalpha())
            seen += len(text.value)
        if seen > _SAMPLE:
            break
    return counts
