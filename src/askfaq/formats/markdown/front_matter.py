"""The block of metadata at the top of a Markdown file, as Jekyll, Hugo and others write it.

YAML's whole grammar is not needed for it: top-level keys with a scalar or a list of scalars are read here, so
that Markdown works without the yaml extra; nested values are passed over.
"""

import re
import tomllib
from typing import NamedTuple

from askfaq.limits import MAX_TOML_KEY_PARTS

_KEY = re.compile(r"[\"']?(\w[\w .-]{0,80})[\"']?\s?")
_ESCAPES = {"n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/", "0": "", "e": "", " ": " ", "_": "\xa0"}
# Of a key of so many parts the parser keeps every beginning.
_TOML_TEXT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)|"(?:[^"\\\n]|\\.)*+"?'
    r"|'''(?:[^']|'(?!''))*+(?:'''|\Z)|'[^'\n]*+'?|#[^\n]*+",
    re.DOTALL,
)
_LONG_KEY = re.compile(rf"(?<![\w\-\" \t])[ \t]*+(?:[\w\-\"]*+[ \t]*+\.[ \t]*+){{{MAX_TOML_KEY_PARTS}}}")


class FrontMatter(NamedTuple):
    """Keys in lower case, and the number of lines that the block takes (0: there is none)."""

    fields: dict[str, str | list[str]]
    lines: int
    source: str = ""  # of YAML, with the line of its fence
    splits: bool = True  # Jekyll's and YAML's way; in TOML a string is one value

    def text(self, *names: str) -> str | None:
        """The first of these fields that holds text; of a list, its first item."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, list):
                value = value[0] if value else ""
            if value and value.strip():
                return value.strip()
        return None

    def listed(self, name: str) -> list[str]:
        """The field's values: a list, or a string that Jekyll splits at its blanks; at commas where it has some."""
        value = self.fields.get(name) or []
        if isinstance(value, str):
            value = value.split("," if "," in value else None) if self.splits else [value]
        return [text for item in value if (text := item.strip())]


def front_matter(text: str) -> FrontMatter:
    """The metadata block that the text starts with: `---` … `---` (YAML) or `+++` … `+++` (TOML)."""
    lines = text.split("\n")
    fence = lines[0].rstrip()
    if fence not in ("---", "+++"):
        return FrontMatter({}, 0)
    ends = ("---", "...") if fence == "---" else ("+++",)
    end = next((i for i, line in enumerate(lines[1:], 1) if line.rstrip() in ends), None)
    if end is None:
        return FrontMatter({}, 0)
    inside = lines[1:end]
    fields = _toml("\n".join(inside)) if fence == "+++" else _yaml(inside)
    # A rule at the top of a page is no front matter: what follows must look like keys.
    if not fields and any(line.strip() and not line.startswith("#") for line in inside):
        return FrontMatter({}, 0)
    return FrontMatter(fields, end + 1, "\n".join(["", *inside]) if fence == "---" else "", splits=fence == "---")


def _toml(text: str) -> dict[str, str | list[str]]:
    if _LONG_KEY.search(_TOML_TEXT.sub('""', text)):
        return {}
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError):
        return {}
    return {
        key.lower(): [str(item) for item in value] if isinstance(value, list) else str(value)
        for key, value in data.items()
        if not isinstance(value, dict)
    }


def _yaml(lines: list[str]) -> dict[str, str | list[str]]:
    fields: dict[str, str | list[str]] = {}
    i = 0
    while i < len(lines):
        name, colon, head = lines[i].partition(":")
        key = _KEY.fullmatch(name[:90]) if colon and head[:1] in ("", " ", "\t") else None
        i += 1
        if not key:
            continue
        first = i
        while i < len(lines) and (not lines[i].strip() or lines[i][0] in " \t" or lines[i].startswith("- ")):
            i += 1
        fields[key[1].strip().lower()] = _value(head.strip(), lines[first:i])
    return fields


def _value(head: str, rest: list[str]) -> str | list[str]:
    if head[:1] in ("|", ">") and head[1:].strip("+-0123456789") == "":
        return _block(rest, folded=head[0] == ">")
    more = [line.strip() for line in rest if line.strip() and not line.lstrip().startswith("# ")]
    if not head and more and more[0].startswith("- "):
        return [_scalar(line[2:]) for line in more if line.startswith("- ")]
    whole = " ".join([head, *more]).strip()
    if whole.startswith("[") and whole.endswith("]"):
        return [_scalar(item) for item in re.findall(r"\"[^\"]*\"|'[^']*'|[^,\s][^,]*", whole[1:-1])]
    return _scalar(whole)


def _block(lines: list[str], *, folded: bool) -> str:
    indent = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    text = "\n".join(line[indent:] for line in lines).strip("\n")
    return re.sub(r"(?<!\n)\n(?!\n)", " ", text) if folded else text


def _scalar(text: str) -> str:
    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", lambda found: _ESCAPES.get(found[1], found[0]), text[1:-1])
    if text in ("null", "~"):
        return ""
    return re.sub(r"(?<=\s)#\s.*$", "", text).rstrip()
