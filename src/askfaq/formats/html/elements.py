"""Questions that elements of their own mark up: microdata and definition lists."""

import re
from typing import Any, NamedTuple

from askfaq.formats.imported import Remark, note, shorten, skipped
from askfaq.formats.markup.html_blocks import to_markdown
from askfaq.formats.markup.html_inline import Node, plain
from askfaq.formats.markup.html_tree import ancestor, is_within, line_of, own_property
from askfaq.formats.questions import is_question_like
from askfaq.model import ImportedEntry


class Marked(NamedTuple):
    """An element with the entries that it marks up."""

    node: Node
    entries: list[ImportedEntry]


def read_microdata(tree: Any, base: str, remarks: list[Remark]) -> list[Marked]:
    """The schema.org questions in attributes."""
    found = []
    for node in tree.css("[itemscope][itemtype]"):
        if not re.search(r"schema\.org/Question\b", node.attributes.get("itemtype") or "", re.IGNORECASE):
            continue
        question, line = own_property(node, "name"), line_of(node)
        answer = node.css_first("[itemprop~=acceptedAnswer]")
        if question is None or answer is None:
            remarks.append(skipped(line, "a microdata question without a name or an accepted answer"))
            continue
        if is_within(node, "QAPage"):
            remarks.append(skipped(line, "a QAPage holds users' answers, not the site's own"))
            continue
        body = answer.css_first("[itemprop~=text]") or answer
        markdown_text = body.attributes.get("content") or to_markdown(body, base)
        found.append(Marked(node, [ImportedEntry(question, markdown_text, line)]))
    return found


def read_definitions(nodes: list[Node], base: str, remarks: list[Remark]) -> list[Marked]:
    """Those of these definition lists that ask, or that are called a FAQ."""
    found: list[Marked] = []
    for node in nodes:
        if ancestor(node, "details") or ancestor(node, "dd"):
            continue
        own: list[Remark] = []
        group = _definition_list(node, base, own)
        if not group and not own:
            continue
        if _is_called_faq(node) or any(is_question_like(entry.question) for entry in group):
            remarks += own
            found.append(Marked(node, group))
        elif group:
            remarks.append(note(group[0].line, f"a definition list that asks nothing: {shorten(group[0].question)} …"))
    return found


def _is_called_faq(node: Node) -> bool:
    around = [node, node.parent] if node.parent is not None else [node]
    return any(
        "faq" in f"{one.attributes.get('class') or ''} {one.attributes.get('id') or ''}".lower() for one in around
    )


def _definition_list(node: Node, base: str, remarks: list[Remark]) -> list[ImportedEntry]:
    found: list[ImportedEntry] = []
    terms: list[tuple[str, int]] = []
    answer: list[str] = []
    last = ""

    def finish() -> None:
        if terms and answer:
            (question, line), *others = terms
            found.append(ImportedEntry(question, "\n\n".join(answer), line, aliases=tuple(text for text, _ in others)))
        terms.clear()
        answer.clear()

    for part in node.css("dt, dd"):
        if (owner := ancestor(part, "dl")) is None or owner.mem_id != node.mem_id:
            continue
        if part.tag == "dt":
            if last == "dd":
                finish()
            terms.append((plain(part), line_of(part)))
        elif terms:
            answer.append(to_markdown(part, base))
        last = part.tag
    if terms and not answer:
        remarks.append(note(terms[0][1], f"a dt without a dd: {shorten(terms[0][0])}"))
    finish()
    return found
