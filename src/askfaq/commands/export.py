"""askfaq export: the FAQ in another format, on standard output or in a file."""

import os

from askfaq import paths, saving
from askfaq.commands.exit_codes import OK
from askfaq.commands.open_faq import load
from askfaq.errors import UsageError
from askfaq.faq.entry_update import base_of
from askfaq.formats.registry import export, export_format
from askfaq.model import FaqFile
from askfaq.terminal.prompt import agrees
from askfaq.terminal.streams import Terminal, is_stdout, write_line
from askfaq.text.sanitize import clean, one_line


def export_faq(
    faq: paths.Flag, format: str | None, output: str | None, terminal: Terminal, *, yes: bool = False
) -> int:
    """Write the FAQ in another format (None: the one that the file's suffix asks for), to standard output or,
    atomically, to a file. What the FAQ was imported from is replaced only with `yes`, or after asking."""
    output = None if is_stdout(output or "-") else output
    chosen = export_format(format, output)
    choice = paths.choose_faq(faq)
    exported = load(choice)
    text = export(exported, chosen)
    if output:
        if all(map(os.path.exists, (output, choice.path))) and os.path.samefile(output, choice.path):
            raise UsageError(f"{output} is the FAQ itself, which an export would replace; give another file to -o")
        if not yes and _is_source(output, exported) and not _agreed(output, terminal):
            write_line(terminal.stderr, "nothing was written")
            return OK
        for remark in saving.write_atomically(output, text.encode()):
            write_line(terminal.stderr, one_line(remark))
        write_line(terminal.stderr, f"{one_line(output)}: written as {chosen}")
    else:
        terminal.stdout.write(clean(text) if terminal.out.is_terminal else text)
        terminal.stdout.flush()
    return OK


def _is_source(output: str, faq: FaqFile) -> bool:
    """Whether a file that is there has the name of one that entries were imported from."""
    name = os.path.basename(output)
    return os.path.exists(output) and any(
        os.path.basename(base_of(entry.source) or "") == name for entry in faq.entries if not entry.citation
    )


def _agreed(output: str, terminal: Terminal) -> bool:
    """Whether a person agrees to the loss. Raises UsageError where nobody can be asked."""
    told = f"{one_line(output)} has the name of the file that entries were imported from"
    if not terminal.is_interactive:
        raise UsageError(f"{told}, which an export would replace; give another file to -o, or --yes")
    try:
        return agrees(f"{told}. Replace it?")
    except EOFError:
        write_line(terminal.stderr, "")
        return False
