"""All that asks on a page and is no heading: which marks mean a question here, and what stands in what."""

from bisect import bisect_right
from itertools import groupby

from askfaq.formats.imported import Remark
from askfaq.formats.markdown.dialects.outline import Panel
from askfaq.formats.markdown.items.emphasised import read_emphasised, read_lists
from askfaq.formats.markdown.items.item import Item
from askfaq.formats.markdown.items.labelled import read_labelled
from askfaq.formats.markdown.items.tables import read_tables
from askfaq.formats.markdown.items.terms import read_terms
from askfaq.formats.markdown.page import Page
from askfaq.formats.questions import is_question_like

_TABS = ("tab", "tabitem", "tab-item", "tabpanel")


def find_items(page: Page, remarks: list[Remark]) -> list[Item]:
    """The questions in page order. Of those that are marked up alike all count, if half of them ask or the page is a
    FAQ; else those that ask. What stands in the answer of another counts only if it is a panel."""
    found = [*read_labelled(page, remarks), *read_lists(page), *read_tables(page), *read_terms(page)]
    taken = {line for item in found for line in range(item.start, item.body)}
    taken.update(panel.start for panel in page.panels)  # a title in bold
    found += [item for item in read_emphasised(page) if item.start not in taken]
    panels = [
        Item(panel.title, panel.start, panel.body, panel.end, f"panel {panel.kind}")
        for panel in page.panels
        if panel.kind != "aside" and not _is_part(panel, page.panels) and not _is_plain_tab(panel)
    ]
    asking = sorted(item.start for item in [*found, *panels] if item.asks)
    panels = _alike([item for item in panels if item.asks or not _holds(item, asking)], page)
    inside = _Inside(panels)
    return sorted([*panels, *_alike([item for item in found if not inside.holds(item.start)], page)], key=_place)


def _is_part(panel: Panel, panels: list[Panel]) -> bool:
    """Whether a panel stands in the answer of another: tabs in it, say. One that asks is a question of its own."""
    around = panels[panel.parent] if panel.parent >= 0 else None
    return around is not None and is_question_like(around.title) and not is_question_like(panel.title)


def _is_plain_tab(panel: Panel) -> bool:
    """Whether it is a tab that does not ask: one way of doing the same thing."""
    return panel.kind.lower() in _TABS and not is_question_like(panel.title)


def _place(item: Item) -> tuple[int, int]:
    return item.start, -(item.end or 0)


def _alike(items: list[Item], page: Page) -> list[Item]:
    kept: list[Item] = []
    panels_ask = any(item.asks and item.kind.startswith("panel") for item in items)
    for _, group in groupby(sorted(items, key=lambda item: item.kind), key=lambda item: item.kind):
        alike = list(group)
        asked = sum(item.asks for item in alike)
        are_items = 2 * asked >= len(alike) or alike[0].kind.startswith("row")
        # Beside panels that ask, those of another kind that never do are cards, tabs and the like.
        is_other = panels_ask and not asked and alike[0].kind.startswith("panel")
        are_items = are_items or (page.is_faq and len(alike) > 1 and not is_other)
        kept += alike if are_items else [item for item in alike if item.asks]
    return kept


def _holds(item: Item, starts: list[int]) -> bool:
    """Whether something that asks stands in it: its title is a topic then."""
    at = bisect_right(starts, item.start)
    return at < len(starts) and starts[at] < (item.end or 0)


class _Inside:
    """Whether a line stands in one of some panels, which lie in each other or apart."""

    def __init__(self, panels: list[Item]) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for panel in sorted(panels, key=_place):
            if not self._ends or panel.start >= self._ends[-1]:
                self._starts.append(panel.start)
                self._ends.append(panel.end or 0)

    def holds(self, line: int) -> bool:
        at = bisect_right(self._starts, line) - 1
        return at >= 0 and line < self._ends[at]
