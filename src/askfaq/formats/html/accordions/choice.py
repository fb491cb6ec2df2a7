"""Which of the titles of a page, and of what looks like them, are entries."""

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

from askfaq.formats.html.accordions.items import LANDMARKS, OPENING_NAME, Item, Toggles
from askfaq.formats.html.accordions.outline import Outline, Spans
from askfaq.formats.imported import Remark, note, shorten, skipped
from askfaq.formats.markup.html_inline import TITLE_ATTRIBUTE
from askfaq.formats.markup.html_tree import ancestor
from askfaq.text.normalize import wording_key

_MARKED = ("details", "title that opens")
_NEAR = 8  # so many of the items around one are compared with it
_CONSENT = re.compile(r"onetrust|gdpr|cookie[-_ ]?(?:banner|bar|box|consent|dialog|law|modal|notice|popup|preferences)")


def chosen(tree: Any, outline: Outline, toggles: Toggles, others: list[Item], remarks: list[Remark]) -> list[Item]:
    """The items that are entries, in document order: one title stands in one of them, whole kinds are taken or left."""
    items, tabs = toggles
    outside = _outside(tree, outline)
    opening = [group for group in _kinds(tabs) if len(group) > 1 and 2 * sum(item.asks for item in group) >= len(group)]
    opening += _used(_kinds(item for item in items if item.start not in outside), remarks)
    found = [item for group in opening for item in _toggles_taken(group, outline)]
    entries = _titles_of(found, others, outline)
    open_too = _titles_of((item for group in opening for item in group), others, outline)
    repeated = _used(_kinds(item for item in others if item.start not in outside), remarks)
    bystanders = _bystanders(repeated, entries, open_too)
    aside = {id(item) for item in bystanders}
    repeated = [[item for item in group if id(item) not in aside] for group in repeated]
    taken = _best([_others_taken(group, entries, beside_toggles=bool(found)) for group in repeated])
    starts = sorted(item.start for item in found)
    alone = [item for item in taken if bisect_right(starts, item.start) == bisect_left(starts, item.end)]
    found = _apart([*found, *alone], outline)
    remarks += [*_passed_over(opening, found), *_left_standing(bystanders, found)]
    return found


def _best(groups: list[list[Item]]) -> list[Item]:
    """Without items that are what is around others: those ask more often, or two of a kind stand in one."""
    counted = [(group, sum(item.asks for item in group)) for group in groups]
    ranked = [(item, asked) for group, asked in counted for item in group]
    around: list[tuple[Item, int]] = []
    inside: Counter[tuple[int, str]] = Counter()
    hold: set[int] = set()
    for item, asked in sorted(ranked, key=lambda one: (one[0].start, -one[0].end)):
        while around and around[-1][0].end <= item.start:
            around.pop()
        for other, times in around[-_NEAR:]:
            inside[id(other), item.kind] += 1
            if times < asked or (times == asked and inside[id(other), item.kind] > 1):
                hold.add(id(other))
        around.append((item, asked))
    return [item for item, _ in ranked if id(item) not in hold]


def _outside(tree: Any, outline: Outline) -> Spans:
    """Where there are menus, footers and dialogs."""
    nodes = tree.css(LANDMARKS)
    for node in tree.css("[class*=cookie i], [id*=cookie i], [class*=onetrust i], [id*=onetrust i], [class*=gdpr i]"):
        named = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}".lower()
        if node.tag not in ("html", "body", "main") and _CONSENT.search(named):
            nodes.append(node)
    return Spans([(outline.start(node), outline.end(node)) for node in nodes])


def _kinds(items: Iterable[Item]) -> Iterable[list[Item]]:
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.kind].append(item)
    return groups.values()


def _used(groups: Iterable[list[Item]], remarks: list[Remark]) -> list[list[Item]]:
    """The kinds that are no menus and no forms."""
    used = []
    for group in groups:
        what = "" if any(item.asks for item in group) else _misuse(group)
        if not what:
            used.append(group)
        elif group[0].toggle:
            remarks.append(note(group[0].line, f"{what}, not questions, left out: {_named(group)}"))
    return used


def _toggles_taken(group: list[Item], outline: Outline) -> list[Item]:
    """All of a kind where half of them ask or two follow each other; else those that ask."""
    asked = [item for item in group if item.asks]
    if group[0].name == "link":
        return group if len(group) > 1 and _are_apart(group) and 3 * len(asked) >= len(group) else []
    if not _are_apart(group):
        return asked
    ordered = sorted(group, key=lambda item: item.start)
    in_a_row = any(not outline.has_words(a.end, b.start) for a, b in pairwise(ordered))
    return group if in_a_row or 2 * len(asked) >= len(group) else asked


def _titles_of(toggles: Iterable[Item], others: list[Item], outline: Outline) -> set[int]:
    """The titles of others that are those of toggles too, with more or less around them."""
    stretches = [(item.start, _opens(item, outline)) for item in toggles]
    titles, panels = Spans(stretches), sorted(end for _, end in stretches)
    spans = {item.title.mem_id: outline.span(item.title) for item in others}
    return {
        title
        for title, (start, end) in spans.items()
        if titles.meet(start, end) and bisect_left(panels, start) == bisect_left(panels, end)
    }


def _others_taken(group: list[Item], entries: set[int], *, beside_toggles: bool) -> list[Item]:
    """All of a kind where one is an entry already, or enough ask. Beside toggles more is asked for."""
    own = [item for item in group if item.title.mem_id not in entries]
    if len(group) < 2 or not _are_apart(group):
        return []
    if len(own) < len(group):
        return own
    asked = sum(item.asks for item in group)
    if any(item.toggle for item in group):
        return group if asked or not beside_toggles else []
    enough = 2 * asked >= len(group) and len(group) > 2 if beside_toggles else 3 * asked >= len(group)
    return group if enough else []


def _is_bystander(item: Item, rows: set[int], opening: set[int]) -> bool:
    """Whether a title opens nothing, is not named like it and stands in no row with an entry of its kind that does."""
    named = OPENING_NAME.search(item.kind)
    return bool(rows) and not named and item.row not in rows and item.title.mem_id not in opening


def _bystanders(groups: Iterable[list[Item]], entries: set[int], opening: set[int]) -> list[Item]:
    """Those of each kind that only look like entries which open something."""
    found = []
    for group in groups:
        rows = {item.row for item in group if item.title.mem_id in entries}
        found += [item for item in group if _is_bystander(item, rows, opening)]
    return found


def _left_standing(bystanders: list[Item], found: list[Item]) -> list[Remark]:
    """A note on each that neither stands in an entry nor holds one."""
    taken = Spans([(item.start, item.end) for item in found])
    apart = {item.title.mem_id: item for item in bystanders if not taken.meet(item.start, item.end)}
    looks = "looks like titles that open something, but opens nothing, left out"
    return [note(item.line, f"{looks}: {shorten(item.question)}") for item in apart.values()]


def _passed_over(groups: list[list[Item]], found: list[Item]) -> list[Remark]:
    """A remark on each title that is marked up to open something and is no entry; in an answer it stays as text."""
    taken = Spans([(item.start, item.end) for item in found])
    entries = {item.title.mem_id for item in found}
    left = [item for group in groups if _are_apart(group) for item in group if item.title.mem_id not in entries]
    marked = [item for item in left if item.name in _MARKED]
    for item in marked:
        item.title.attrs[TITLE_ATTRIBUTE] = ""
    return [
        skipped(item.line, f"a {item.name} that asks nothing: {shorten(item.question)}")
        for item in marked
        if item.start not in taken
    ]


def _are_apart(group: list[Item]) -> bool:
    """Whether the titles differ: "Read more" again and again is no title."""
    return 2 * len({wording_key(item.question) for item in group}) > len(group)


def _misuse(group: list[Item]) -> str:
    """What titles open that are no questions: a menu or a form; "" for text."""
    if 2 * sum(map(_is_menu, group)) > len(group):
        return "titles that open a menu"
    if 2 * sum(map(_is_form, group)) > len(group):
        return "titles that open a form"
    return ""


def _is_menu(item: Item) -> bool:
    links = [link for node in item.panel if node.is_element_node for link in node.css("a[href]")]
    linked = sum(len("".join(link.text().split())) for link in links)
    said = sum(len("".join((node.text() or "").split())) for node in item.panel)
    return len(links) > 1 and 10 * linked >= 6 * said


def _is_form(item: Item) -> bool:
    fields = "input:not([type=hidden]), select, textarea"
    if item.title.tag == "label" and ancestor(item.title, "form") is not None:
        return True
    return any(node.is_element_node and node.css_first(fields) is not None for node in item.panel)


def _named(group: list[Item]) -> str:
    return ", ".join(shorten(item.question, 30) for item in group[:3]) + (" …" if len(group) > 3 else "")


def _apart(items: list[Item], outline: Outline) -> list[Item]:
    """Without items that reach over the end of another, or that stand in another's title or share its panel."""
    kept: list[Item] = []
    around: list[Item] = []
    for item in sorted(items, key=lambda item: (item.start, -item.end)):
        while around and around[-1].end <= item.start:
            around.pop()
        if around and (item.end > around[-1].end or item.start < _opens(around[-1], outline)):
            continue
        kept.append(item)
        around.append(item)
    return kept


def _opens(item: Item, outline: Outline) -> int:
    return outline.start(item.panel[0]) if item.panel else item.end
