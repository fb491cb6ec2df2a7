"""askfaq mcp: serve the FAQ to programs that speak the Model Context Protocol, on stdin and stdout."""

import os
import signal
from threading import Thread

from askfaq import paths
from askfaq.commands.exit_codes import INTERRUPTED, OK, READER_GONE
from askfaq.commands.served_faq import ServedFaq
from askfaq.errors import UsageError
from askfaq.terminal.streams import Terminal, is_terminal, write_line


def serve(flag: paths.Flag, terminal: Terminal) -> int:
    """Serve until stdin ends. Raises FileError when the FAQ cannot be used, UsageError when the SDK is not there."""
    faq = ServedFaq(paths.choose_faqs(flag))
    title = faq.current().title
    try:
        from askfaq.commands.mcp_server import run
    except ImportError as error:  # of an older SDK a part is missing
        raise UsageError(f"askfaq mcp needs an extra ({error}): pip install 'askfaq[mcp]'") from None
    if terminal.stdin is None:
        return OK
    if is_terminal(terminal.stdin):
        wait = "askfaq: waiting for an MCP client on standard input, not for a person; "
        write_line(terminal.stderr, f"{wait}docs/how-to/mcp.md has the settings (Ctrl-C ends)")
    _end_when_interrupted()
    try:
        run(faq, title)
    except BaseExceptionGroup as group:  # of the SDK's tasks
        if group.subgroup(BrokenPipeError) is None:
            raise
        return READER_GONE
    return OK


def _end_when_interrupted() -> None:
    """End at once at Ctrl-C: a thread that waits for a line of stdin cannot be stopped, and would be waited for.

    A handler runs when the main thread wakes, and a signal may come just before that falls asleep: so a thread of its
    own waits for it.
    """
    if not hasattr(signal, "sigwait"):  # Windows
        signal.signal(signal.SIGINT, lambda *_: os._exit(INTERRUPTED))
        return

    def wait() -> None:
        signal.sigwait([signal.SIGINT])
        os._exit(INTERRUPTED)

    signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    Thread(target=wait, daemon=True).start()
