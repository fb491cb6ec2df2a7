"""askfaq mcp [FAQ]"""

from typing import Annotated

import typer

from askfaq.cli.options import FaqsOption, one_faq, refuse_stdin
from askfaq.terminal.streams import open_terminal


def command(
    path: Annotated[list[str] | None, typer.Argument(metavar="[FAQ]", help="The file to serve.")] = None,
    faq: FaqsOption = None,
) -> int:
    """Serve a FAQ, or several, to agents (Model Context Protocol).

    On standard input and output, for programs such as Claude Desktop, which start it themselves; they ask the FAQ, and
    are told when it has no answer. Needs an extra: pip install 'askfaq[mcp]'.

    \b
    askfaq mcp
    askfaq mcp faq.json
    """
    from askfaq.commands.mcp import serve

    named = one_faq("mcp", path, faq)
    refuse_stdin("mcp", named)
    return serve(named, open_terminal())
