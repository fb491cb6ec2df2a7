"""The marks by which a page shows that a question opens and closes: no part of the question."""

import re
from typing import Any

_SIGNS = "+-−–—"
_MARKS = rf"[{re.escape(_SIGNS)}›»>❯❱➕➖✕✖✗×⨯▲△▴▵▶▷▸▹►▼▽▾▿◀◂◄⌃⌄˄˅⏵⏶⏷↓↑→⬇⬆➜➤❓❔⁉]"
# A space or the end of the element stands between such a mark and the words: "C++" and "-40 °C" have none.
_FIRST = re.compile(rf"\s*(?P<mark>{_MARKS})\ufe0f?(?:\s(?P<rest>.*))?", re.DOTALL)
_LAST = re.compile(rf"(?:(?P<rest>.*)\s)?(?P<mark>{_MARKS})\ufe0f?\s*", re.DOTALL)


def strip_icons(tree: Any) -> None:
    """Take the marks, up to two in a row, from both ends of every summary, button and heading of a page."""
    for node in tree.css("summary, button, h1, h2, h3, h4, h5, h6"):
        for at, pattern in ((0, _FIRST), (0, _FIRST), (-1, _LAST), (-1, _LAST)):
            _strip(node, at, pattern)


def _strip(node: Any, at: int, pattern: re.Pattern[str]) -> None:
    texts = [text for text in node.traverse(include_text=True) if text.is_text_node and text.text_content.strip()]
    found = pattern.fullmatch(texts[at].text_content) if texts else None
    if not found or texts[at].parent.tag in ("sup", "sub"):
        return
    rest = found["rest"] or ""
    parts = [text.text_content for text in texts]
    parts[at] = rest
    words = "".join(parts).strip()
    signed = at == 0 and found["mark"] in _SIGNS and words[:1].isdigit()
    quoted = at == -1 and found["mark"] in "›»" and re.search("[«‹]", words)
    if re.search(r"\w", words) and not signed and not quoted:
        texts[at].replace_with(f" {rest}" if at == 0 else f"{rest} ")
