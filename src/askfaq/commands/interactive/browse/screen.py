"""browse on its screen: state, drawing and keys together, with the engine in the background."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress

from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.data_structures import Size
from prompt_toolkit.input import Input, create_input
from prompt_toolkit.output import ColorDepth, Output, create_output

from askfaq.commands.interactive.browse import actions
from askfaq.commands.interactive.browse.catalogue import Catalogue, Item
from askfaq.commands.interactive.browse.keys import bindings
from askfaq.commands.interactive.browse.meaning import MeaningSearch
from askfaq.commands.interactive.browse.page import padded, page_lines
from askfaq.commands.interactive.browse.state import BrowseState
from askfaq.commands.interactive.browse.view import Lines, colors, layout, panes
from askfaq.commands.open_faq import OpenFaq, title_of
from askfaq.model import Result
from askfaq.output.messages import SURENESS, EntryPage, contacts, faq_names
from askfaq.terminal.streams import MAX_WIDTH, Style, Terminal

_ESCAPE_DELAY = 0.1  # seconds in which the rest of a key's sequence arrives, over a slow line too
_AROUND_PANES = 3  # rows: search, status, keys


class BrowseScreen:
    """One walk through a FAQ, or several."""

    def __init__(
        self,
        faq: OpenFaq,
        topic: str | None,
        terminal: Terminal,
        *,
        keyboard: Input | None = None,
        screen: Output | None = None,
    ) -> None:
        self._faq, self._terminal = faq, terminal
        self._names = faq_names(faq.files)
        self._drawn: tuple[object, Lines] = (None, [])  # the last answer, and of what it is one
        self._ended_by = 0
        self.state = BrowseState(Catalogue(faq.files, topic), title_of(faq))
        self._meaning = MeaningSearch(faq.engine, topic, self._tell)
        query = Buffer(multiline=False, on_text_changed=self._search)
        self.app: Application[Item | None] = Application(
            layout=layout(self.state, query, self._answer, contacts(faq.files)),
            key_bindings=bindings(
                self.state,
                query,
                page=lambda: max(self._size().rows - _AROUND_PANES - 1, 1),
                has_two_panes=lambda: panes(self._size().columns).are_two,
                actions={
                    "take": lambda: self.app.exit(result=self.state.selected),
                    "leave": lambda: self.app.exit(result=None),
                    "interrupt": lambda: self.app.exit(exception=KeyboardInterrupt()),
                    "suspend": lambda: self.app.suspend_to_background(),
                    "copy answer": self._copy_answer,
                    "copy command": self._copy_command,
                    "open source": self._open_source,
                },
            ),
            style=colors(terminal.out.color),
            color_depth=ColorDepth.DEPTH_4_BIT if terminal.out.color else ColorDepth.DEPTH_1_BIT,
            full_screen=True,
            input=keyboard or create_input(terminal.stdin),
            output=screen or create_output(terminal.stdout),
        )
        self.app.ttimeoutlen = self.app.timeoutlen = _ESCAPE_DELAY

    def run(self) -> Item | None:
        """Show the FAQ until the reader leaves; the entry that is to be printed. Raises KeyboardInterrupt."""
        try:
            taken = self.app.run(pre_run=self._begin)
        except EOFError:  # the terminal is gone
            return None
        finally:
            self._meaning.stop()
        if self._ended_by:
            raise SystemExit(128 + self._ended_by)
        return taken

    def _begin(self) -> None:
        self._meaning.start(self._show_progress)
        with suppress(NotImplementedError, RuntimeError, ValueError):  # Windows, and threads beside the main one
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, self._end)

    def _end(self) -> None:
        """End as SIGTERM asks, with the terminal as it was."""
        self._ended_by = signal.SIGTERM
        self.app.exit(result=None)

    def _size(self) -> Size:
        return self.app.output.get_size()

    def _search(self, query: Buffer) -> None:
        self.state.search(query.text)
        self._meaning.ask(self.state.query if self.state.awaits_meaning else "")

    def _answer(self, width: int, height: int) -> Lines:
        """The lines of the selected answer that are seen; the last one says how many follow."""
        item, sureness = self.state.selected, self.state.sureness
        if item is None:
            return []
        width = min(width, MAX_WIDTH)
        if self._drawn[0] != (key := (id(item), sureness, width)):
            page = EntryPage(item.entry, sureness and SURENESS[sureness], faq=self._names.get(item.faq, ""))
            self._drawn = key, page_lines(page, Style(True, self._terminal.out.color, width, height, False))
        lines = self._drawn[1]
        top = self.state.answer_top = max(0, min(self.state.answer_top, len(lines) - height))
        if (below := len(lines) - top - height) <= 0:
            return lines[top:]
        return [*lines[top : top + height - 1], [("class:quiet", padded(f"↓ {below + 1} more lines", width))]]

    def _copy_answer(self) -> None:
        if item := self.state.selected:
            self.state.said = actions.copy_answer(item, self._terminal)

    def _copy_command(self) -> None:
        if item := self.state.selected:
            self.state.said = actions.copy_command(item, self._faq.choices, self._terminal)

    def _open_source(self) -> None:
        if item := self.state.selected:
            self.app.create_background_task(self._opened(item))

    async def _opened(self, item: Item) -> None:
        """A browser or an editor may need the terminal: the screen is back when it ends."""
        self.state.said = await run_in_terminal(lambda: actions.open_source(item))
        self.app.invalidate()

    def _show_progress(self, done: int, total: int) -> None:
        self._later(lambda: self.state.show_progress(done, total))

    def _tell(self, found: Result | str) -> None:
        self._later(lambda: self.state.take(found))

    def _later(self, act: Callable[[], None]) -> None:
        """From the thread of the engine: do it between two keys, unless the screen is gone."""

        def act_and_draw() -> None:
            act()
            self.app.invalidate()

        with suppress(AttributeError, RuntimeError):  # there is no loop any more
            self.app.loop.call_soon_threadsafe(act_and_draw)  # type: ignore[union-attr]
