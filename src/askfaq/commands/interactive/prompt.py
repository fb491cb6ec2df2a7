"""askfaq alone at a terminal: lines are read and replied to until the reader leaves."""

import os
from textwrap import fill
from typing import Protocol

from askfaq.commands.ask import AskOptions, lacks_topic
from askfaq.commands.exit_codes import NO, OK
from askfaq.commands.interactive.conversation import Conversation
from askfaq.commands.interactive.warm_up import WarmUp
from askfaq.commands.open_faq import OpenFaq, open_faq, title_of
from askfaq.errors import AskfaqError
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import one_line


class LineReader(Protocol):
    """Where the lines come from."""

    copy_key: str

    def line(self) -> str:
        """The next line, empty where it was cleared.

        Raises EOFError for Ctrl-D, and KeyboardInterrupt for Ctrl-C where there was nothing to clear.
        """


def ask_at_prompt(options: AskOptions, terminal: Terminal) -> int:
    """Reply to what is typed until the reader leaves."""
    faq = open_faq(options.faq, terminal)
    if lacks_topic(options, faq, terminal):
        return NO
    end = "Ctrl-Z and Enter" if os.name == "nt" and terminal.out.plain else "Ctrl-D"
    greeting = f"Ask about {title_of(faq)}. help says more, {end} ends."
    write_line(terminal.stderr, fill(greeting, terminal.err.width))
    warm_up = WarmUp(faq)
    conversation = Conversation(faq, options, terminal, warm_up)
    lines = _line_reader(faq, conversation, warm_up, terminal)
    is_last, was_interrupted = False, False
    while not is_last:
        try:
            line = lines.line()
        except EOFError:
            return OK
        except KeyboardInterrupt:
            if was_interrupted:
                raise
            was_interrupted = True
            write_line(terminal.stderr, f"Ctrl-C again, or {end}, leaves.")
            continue
        was_interrupted = False
        is_last = not _replied(conversation, line, lines.copy_key, terminal)
    return OK


def _replied(conversation: Conversation, line: str, copy_key: str, terminal: Terminal) -> bool:
    """What the conversation says; Ctrl-C breaks off one reply, and a failure is told like any other."""
    try:
        return conversation.reply(line, copy_key)
    except KeyboardInterrupt:
        write_line(terminal.stderr, "\nbroken off")
    except AskfaqError as error:
        write_line(terminal.stderr, f"askfaq: {one_line(str(error))}")
    return True


def _line_reader(faq: OpenFaq, conversation: Conversation, warm_up: WarmUp, terminal: Terminal) -> LineReader:
    if terminal.out.plain:
        from askfaq.commands.interactive.plain_lines import PlainLines

        warm_up.start()
        return PlainLines(terminal)
    from askfaq.commands.interactive.line_editor import LineEditor

    return LineEditor(terminal, faq.file.entries, conversation.copy, warm_up.start)
