"""The keys of browse. Letters go to the search line, which has prompt_toolkit's own keys of a line too."""

from collections.abc import Callable

from prompt_toolkit.buffer import Buffer
from prompt_toolkit.filters import Condition, Filter
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys

from askfaq.commands.interactive.browse.state import LONGEST_QUERY, BrowseState
from askfaq.text.sanitize import one_line

Move = Callable[[], None]


def bindings(
    state: BrowseState,
    query: Buffer,
    *,
    page: Callable[[], int],
    has_two_panes: Callable[[], bool],
    actions: dict[str, Move],
) -> KeyBindings:
    """What each key does; `page` gives how many rows a screen moves, `actions` are what is done with an entry."""
    keys = KeyBindings()
    in_list = Condition(lambda: not state.is_in_answer)
    at_end = Condition(lambda: query.cursor_position == len(query.text))
    is_empty = Condition(lambda: not query.text)

    def bind(*names: str, when: Filter | None = None) -> Callable[[Move], Move]:
        """Bind a function to keys; what was said of the last key is forgotten."""

        def decorate(act: Move) -> Move:
            def handle(_: KeyPressEvent) -> None:
                state.said = ""
                act()

            for name in names:
                keys.add(name, filter=True if when is None else when)(handle)
            return act

        return decorate

    def step(rows: int) -> None:
        if state.shows_keys:
            state.shows_keys = False
        elif state.is_in_answer:
            state.answer_top += rows
        else:
            state.move(rows)

    bind("up", "c-p")(lambda: step(-1))
    bind("down", "c-n")(lambda: step(1))
    bind("pageup")(lambda: step(-page()))
    bind("pagedown")(lambda: step(page()))
    bind(" ", when=~in_list)(lambda: step(page()))
    bind("home", "c-home", when=in_list)(lambda: state.move_to_end(last=False))
    bind("end", "c-end", when=in_list)(lambda: state.move_to_end(last=True))
    bind("home", "c-home", when=~in_list)(lambda: step(-state.answer_top))
    bind("end", "c-end", when=~in_list)(lambda: step(2**31))

    bind("tab", when=in_list)(state.read)
    bind("right", when=in_list & at_end)(state.read)

    @bind("tab", "left", "s-tab", when=~in_list)
    def _to_list() -> None:
        state.is_in_answer = False

    @bind("escape")
    def _back() -> None:
        if state.shows_keys:
            state.shows_keys = False
        elif state.is_in_answer:
            state.is_in_answer = False
        elif query.text:
            query.text = ""
        else:
            actions["leave"]()

    @bind("enter")
    def _take() -> None:
        if state.selected is None or state.shows_keys:
            state.shows_keys = False
        elif state.is_in_answer or has_two_panes():
            actions["take"]()
        else:
            state.read()

    @bind("f1")
    @bind("?", when=is_empty)
    def _keys() -> None:
        state.shows_keys = not state.shows_keys

    @keys.add(Keys.BracketedPaste)
    def _paste(event: KeyPressEvent) -> None:
        query.insert_text(one_line(event.data[:LONGEST_QUERY]))

    bind("c-d")(actions["leave"])
    bind("c-c", "<sigint>")(actions["interrupt"])
    bind("c-y")(actions["copy answer"])
    bind("c-t")(actions["copy command"])
    bind("c-o")(actions["open source"])
    bind("c-z")(actions["suspend"])
    return keys
