"""askfaq mcp: serve the FAQ to programs that speak the Model Context Protocol, on stdin and stdout."""

import os
import signal
from types import FrameType

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
    signal.signal(signal.SIGINT, _interrupted)
    try:
        run(faq, title)
    except BaseExceptionGroup as group:  # of the SDK's tasks
        if group.subgroup(BrokenPipeError) is None:
            raise
        return READER_GONE
    return OK


def _interrupted(_number: int, _frame: FrameType | None) -> None:
    """End at once: a thread that waits for a line of stdin cannot be stopped, and would be waited for."""
    os._exit(INTERRUPTED)
