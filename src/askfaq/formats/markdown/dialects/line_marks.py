"""Lines that are no text: attribute lists of kramdown, anchors, marks for a table of contents, imports of MDX."""

import re

from askfaq.formats.markdown.dialects.lines import Line, outside_code

_HEADING = re.compile(r" {0,3}#{1,6}[ \t]")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*$")
_ATTRIBUTES = re.compile(r"\s*\{:\s*+([^{}]*+)\}\s*$|\s*\{::?/?[^{}]{0,300}\}\s*$")
_ID = re.compile(r"#([^\s}#]+)|\bid=[\"']?([^\s\"'}]+)")
_ANCHOR = re.compile(
    r"<a\s[^<>]{0,300}?\b(?:id|name)\s*=\s*[\"']?([^\"'\s>]+)[\"']?[^<>]{0,300}>(?:\s*</a\s*>)?", re.IGNORECASE
)
_CONTENTS = re.compile(r"\s*(?:\[TOC\]|\[\[_?TOC_?\]\]|\[toc\]|\$\{toc\}|@\[toc\].*)\s*$", re.IGNORECASE)
_SEED = re.compile(r"\s*(?:[-*+]|1\.)\s+\S.{0,60}$")
_IMPORT = re.compile(r"import\s+(?:[\w*{][^'\"]{0,300}\sfrom\s+)?['\"][^'\"\n]+['\"];?\s*(?://.*)?$|import\s+\{\s*$")
_CLOSING_MARKS = re.compile(r"(?<![ \t])[ \t]++#++[ \t]*+$")
_EXPORT = re.compile(r"export\s+(?:const|let|var|default|function|async|\{|\*)")


def without_line_marks(lines: list[Line]) -> list[Line]:
    """The text alone; ids that such lines give to a heading stand behind it as `{#id}`."""
    kept: list[Line] = []
    waiting = ""  # the id for the next heading
    in_code_of_mdx = False
    for line, is_text in outside_code(lines):
        text = line.text
        if not is_text or not text.strip():
            in_code_of_mdx = in_code_of_mdx and bool(text.strip())
            kept.append(line)
            continue
        if in_code_of_mdx or _IMPORT.match(text) or _EXPORT.match(text):
            in_code_of_mdx = True
        elif found := _ATTRIBUTES.match(text) if text[:5].lstrip()[:2] == "{:" else None:
            waiting = _attach(kept, found[1] or "") or waiting
        elif _CONTENTS.match(text):
            continue
        elif _HEADING.match(text):
            kept.append(line._replace(text=_with_id(text, waiting)))
            waiting = ""
        elif (anchor := _ANCHOR.fullmatch(text.strip()[:700])) and len(text) < 700:
            waiting = anchor[1]
        else:
            kept.append(line)
            waiting = waiting if _UNDERLINE.match(text) else ""
    return kept


def _attach(kept: list[Line], attributes: str) -> str:
    """Put an attribute list's id behind the heading right above it; else it is the next heading's."""
    above = kept[-1].text if kept else ""
    if attributes.strip() == "toc" and _SEED.match(above):
        kept.pop()
        return ""
    found = _ID.search(attributes)
    given = (found[1] or found[2]) if found else ""
    if _HEADING.match(above):
        kept[-1] = kept[-1]._replace(text=_with_id(above, given))
        return ""
    if _UNDERLINE.match(above) and len(kept) > 1 and kept[-2].text.strip():
        kept[-2] = kept[-2]._replace(text=_with_id(kept[-2].text, given))
        return ""
    return "" if above.strip() else given


def _with_id(heading: str, given: str) -> str:
    """A heading with its id, or that of an anchor in it, at its end."""
    if "<a" in heading and (anchor := _ANCHOR.search(heading[:2000])):
        given = given or anchor[1]
        is_link = "href" in anchor[0].lower()
        heading = heading if is_link else heading[: anchor.start()] + heading[anchor.end() :]
    bare = _CLOSING_MARKS.sub("", heading.rstrip())
    return heading if not given or bare.endswith("}") else f"{bare} {{#{given}}}"
