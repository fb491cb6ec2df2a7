"""askfaq export: the FAQ in another format, on standard output or in a file."""

import os

from askfaq import files, paths
from askfaq.commands.exit_codes import OK
from askfaq.commands.open_faq import load
from askfaq.errors import UsageError
from askfaq.formats.registry import export, format_of
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import one_line


def export_faq(faq: str | None, format: str | None, output: str | None, terminal: Terminal) -> int:
    """Write the FAQ in another format (None: the one that the file's suffix asks for), to standard output or,
    atomically, to a file."""
    chosen = format or format_of(output or "")
    choice = paths.choose_faq(faq)
    text = export(load(choice), chosen)
    if output and output != "-":
        if os.path.exists(output) and os.path.samefile(output, choice.path):
            raise UsageError(f"{output} is the FAQ itself, which an export would replace; give another file to -o")
        files.write_atomically(output, text.encode())
        write_line(terminal.stderr, f"{one_line(output)}: written as {chosen}")
    else:
        terminal.stdout.write(text)
        terminal.stdout.flush()
    return OK
