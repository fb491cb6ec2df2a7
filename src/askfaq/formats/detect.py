"""Which format a text is in: by what it holds, with the file name's suffix as a hint."""

import re

from askfaq.errors import FileError
from askfaq.formats.foreign import refusal as foreign
from askfaq.formats.plain_text.labels import label
from askfaq.formats.questions import ends_as_question
from askfaq.formats.records import azure, dialogflow, field_names, rasa, table

# First bytes of what is no text at all, and the way from there.
_BINARY = (
    (b"%PDF", "PDF", "pandoc reads none: pdftotext {file} - | askfaq import -"),
    (b"PK\x03\x04", "a zip archive (DOCX, ODT, EPUB)", ""),
    (b"{\\rtf", "RTF", ""),
    (b"\xd0\xcf\x11\xe0", "an old Office file (DOC, XLS)", "save it as DOCX or CSV first"),
    (b"\x1f\x8b", "gzip", "gzip -dc {file} | askfaq import -"),
)
_ZIPPED = {b"word/": "DOCX", b"ppt/": "PPTX", b"opendocument": "ODT", b"epub": "EPUB"}
# Not the brackets of a template, an anchor or a table of TOML.
_JSON = re.compile(r"\[\s*(?:[^\[\w\s]|\[\s*[\"\d\[{]|$)|\{\s*(?:[^{\w\s]|\w+\s*:|$)")
_HTML = re.compile(
    r"<(?:!doctype html|html|head|body|div|details|dl|section|article|h[1-6]|p|script|ul|table)\b", re.IGNORECASE
)
_YAML_KEYS = re.compile(r"^[ \t]*(?:-[ \t]+)?[\"']?(?:question|q)[\"']?[ \t]*:\s", re.MULTILINE | re.IGNORECASE)
_YAML_ITEM = re.compile(r"\s*-\s+[\"']?\w[\w -]*[\"']?:(?:\s|$)")
_MARKDOWN_QUESTION = re.compile(
    r"^#{1,6}[ \t].*[?？][ \t]*+#*+[ \t]*+(?:\{[^{}\n]*+\})?$|^(?:\*\*|__).*[?？].{0,2}(?:\*\*|__)[ \t]*+$",
    re.MULTILINE,
)
_MARKDOWN = re.compile(r"^#{1,6}\s+\S|^```|\]\(https?://|^(?:\*\*|__)\S", re.MULTILINE)


def refuse_binary(raw: bytes, name: str) -> None:
    """Raises FileError, naming the format and the command that helps, for what is no text."""
    for start, kind, way in _BINARY:
        if raw.startswith(start):
            for mark, zipped in _ZIPPED.items():
                if start == b"PK\x03\x04" and mark in raw[:8192]:
                    kind = zipped
            if kind == "PPTX":
                way = "save it as text first"
            elif kind.startswith("a zip"):
                way = "unzip it first"
            way = way.format(file=foreign.quoted(name)) or foreign.pandoc(kind.lower(), name)
            raise FileError(name, f"looks like {kind}, which is not read; {way}")


def detect(text: str, name: str, hint: str | None) -> str:
    """The name of the text's format; `hint` is that of its suffix. Raises FileError for formats that are not read."""
    start = text.lstrip()
    if not start:
        raise FileError(name, "is empty")
    if table.is_anki(text):
        return "anki"
    if azure.is_export(text):
        return "azure"
    if hint in ("csv", "html", "json", "jsonl"):
        if not _contradicts(start, hint):
            return _json_kind(start) if hint == "json" else hint
        hint = None
    if _JSON.match(start) and (found := _json_kind(start)):
        return found
    foreign.refuse_xml(start, name)
    if _is_html(start, hint):
        return "html"
    if hint in ("text", None):
        foreign.refuse(text, name, by_content=not _MARKDOWN_QUESTION.search(text))
    if hint in ("yaml", "text", None) and (rasa.is_rasa(text) or hint == "yaml" or _is_yaml(text)):
        return "rasa" if rasa.is_rasa(text) else "yaml"
    if hint == "markdown":
        return "markdown"
    if _is_table(text):
        return "csv"
    return "markdown" if _is_markdown(text, hint) else "text"


def _contradicts(start: str, hint: str) -> bool:
    """Whether what begins like this cannot be CSV, HTML, JSON or JSON Lines, whatever its suffix says."""
    if hint == "csv":
        return bool(_HTML.match(start))
    if hint == "html":
        return "<" not in start
    return start.startswith(("<", "#", "-"))


def _json_kind(start: str) -> str:
    """JSON-LD, JSON Lines (the first line is a whole object and another follows), or plain JSON."""
    if dialogflow.is_intent(start):
        return "dialogflow"
    if re.search(r'"@(?:type|graph)"\s*:', start) and re.search(
        r'"(?:https?://schema\.org/|schema:)?(?:FAQ|QA)?(?:Page|Question)"', start
    ):
        return "jsonld"
    first, _, rest = start.partition("\n")
    lines = first.rstrip().startswith("{") and first.rstrip().endswith("}") and rest.lstrip().startswith("{")
    return "jsonl" if lines else "json"


def _is_html(start: str, hint: str | None) -> bool:
    head = re.sub(r"<!--.*?(?:-->|\Z)|<\?xml[^>]*>", "", start[:20_000], flags=re.DOTALL).lstrip()
    if re.match(r"<(?:!doctype html|html)\b", head, re.IGNORECASE):
        return True
    if hint in ("markdown", "yaml"):
        return False
    return start.startswith("<") and len(_HTML.findall(start[:20_000])) > 1 and not _MARKDOWN_QUESTION.search(start)


def _is_yaml(text: str) -> bool:
    """A list of mappings with question keys; front matter of a Markdown page is none."""
    lines = [line[:200] for line in text[:20_000].split("\n") if line.strip() and not line.startswith(("#", "---"))]
    if lines and re.fullmatch(r"[\w-]+:\s*", lines[0]):
        del lines[0]
    return bool(lines) and bool(_YAML_ITEM.match(lines[0])) and bool(_YAML_KEYS.search(text))


def _is_table(text: str) -> bool:
    """A header line with a question and an answer column, by name."""
    header = text.split("\n", 1)[0]
    for delimiter in table.DELIMITERS:
        cells = [cell.strip().strip('"') for cell in header.split(delimiter)]
        if len(cells) < 2 or len(header) > 2000:
            continue
        roles = [
            any(field_names.named(cell, names=names) is not None for cell in cells)
            for names in (field_names.QUESTION, field_names.ANSWER)
        ]
        if all(roles):
            return True
    return False


def _is_markdown(text: str, hint: str | None) -> bool:
    if text.startswith(("---\n", "+++\n")):
        return True
    if hint == "text":
        return len(_MARKDOWN_QUESTION.findall(text)) > 1
    lines = text.split("\n")
    if any(ends_as_question(line) and (found := label(line)) and found.style.startswith("question") for line in lines):
        return bool(re.search(r"^#{1,6}\s", text, re.MULTILINE))
    return bool(_MARKDOWN_QUESTION.search(text)) or (
        bool(_MARKDOWN.search(text)) and bool(re.search(r"^#{1,6}\s", text, re.MULTILINE))
    )
