"""The ways of marking up questions in a page beside JSON-LD: microdata, details, dl."""

import re
from typing import Any

from askfaq.formats.imported import Remark, note, shorten, skipped
from askfaq.formats.markup.html_blocks import to_markdown
from askfaq.formats.markup.html_inline import Node, plain
from askfaq.formats.markup.html_tree import ancestor, headings_above, is_within, line_of, own_property
from askfaq.formats.questions import is_question_like
from askfaq.model import ImportedEntry
from askfaq.text.normalize import wording_key


def read_microdata(tree: Any, base: str, remarks: list[Remark]) -> list[ImportedEntry]:
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
        found.append(ImportedEntry(question, markdown_text, line))
    return found


def read_details(tree: Any, base: str) -> list[ImportedEntry]:
    """From the last to the first, so that a nested entry is taken out before the one around it is read."""
    found: list[tuple[ImportedEntry, bool]] = []
    topics = headings_above(tree, "details")
    for node in reversed(tree.css("details")):
        summary = next((child for child in node.iter() if child.tag == "summary"), None)
        nested = ancestor(node, "details") is not None
        if summary is None:
            continue
        question, line = plain(summary), line_of(node)
        if nested and not is_question_like(question):
            continue
        summary.decompose()
        topic = topics.get(node.mem_id) or None
        found.append((ImportedEntry(question, to_markdown(node, base), line, topic=topic), nested))
        if nested:
            node.decompose()
    ordered = [entry for entry, _ in reversed(found)]
    return [entry for entry in ordered if entry.answer or not any(nested for _, nested in found)]


def read_definitions(tree: Any, base: str, remarks: list[Remark]) -> list[ImportedEntry]:
    found: list[ImportedEntry] = []
    topics = headings_above(tree, "dl")
    for node in tree.css("dl"):
        if ancestor(node, "details") or ancestor(node, "dd"):
            continue
        group = _definition_list(node, base, remarks)
        asked = sum(is_question_like(entry.question) for entry in group)
        is_faq = "faq" in f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".lower()
        if is_faq or 2 * asked >= len(group):
            found += [entry._replace(topic=topics.get(node.mem_id) or None) for entry in group]
    return found


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


def remove_questions(tree: Any, known: set[str]) -> None:
    """Take the elements that mark up these questions (folded) out of a page."""
    for node in reversed(tree.css("details, dl, [itemscope][itemtype]")):  # from the inside
        if any(wording_key(text) in known for text in _asked(node)):
            node.decompose()


def _asked(node: Node) -> list[str]:
    if node.tag == "details":
        return [plain(child) for child in node.iter() if child.tag == "summary"][:1]
    if node.tag == "dl":
        return [plain(term) for term in node.css("dt")]
    name = own_property(node, "name")
    return [name] if name else []
