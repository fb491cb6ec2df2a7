"""The program's front: the quick way for a plain command line, the exit codes, the one error boundary."""

from __future__ import annotations

import gc
import os
import sys
from typing import NamedTuple

from askfaq.commands import COMMANDS
from askfaq.commands.exit_codes import ERROR, INTERRUPTED, OK, READER_GONE
from askfaq.errors import STDIN


def main() -> None:
    """One command line, from argv to the exit code."""
    # Two BLAS threads spend more on waiting for each other than they save; batches bring their own (encoder.py).
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # A large FAQ is a million objects that stay: looking among them for garbage again and again takes a tenth longer.
    gc.set_threshold(100_000)
    _leave(run(sys.argv[1:]))


def run(argv: list[str]) -> int:
    """The exit code of one command line. The only place where a failure becomes a line on stderr."""
    try:
        code = _dispatch(argv)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        _abandon_stdout()
        return INTERRUPTED
    except BrokenPipeError:
        _abandon_stdout()
        return READER_GONE
    except Exception as error:
        return _report(error)


class PlainCommand(NamedTuple):
    """A command line that needs no parser: ask, list, show or index, words, and no option but --json and --faq PATH.

    To ask without words is the prompt.
    """

    name: str
    words: list[str]
    faq: list[str]
    as_json: bool


def plain_command(argv: list[str]) -> PlainCommand | None:
    """The plain command that the command line is, or None for Typer to sort out (errors and help included)."""
    words: list[str] = []
    faq: list[str] = []
    as_json = False
    rest = iter(argv)
    for word in rest:
        if word == "--json":
            as_json = True
        elif word == "--faq":
            faq.append(next(rest, ""))
            if not faq[-1] or (faq[-1].startswith("-") and faq[-1] != STDIN):
                return None
        elif word.startswith("-"):
            return None
        else:
            words.append(word)
    name = words.pop(0) if words and words[0] in COMMANDS else "ask"
    is_plain = {
        "ask": " ".join(words).strip() if words else not as_json,
        "list": len(words) <= 1,
        "show": len(words) > 0,
        "index": not as_json
        and STDIN not in faq
        and (not words or (len(words) == 1 and not faq and os.path.exists(words[0]))),
    }
    return PlainCommand(name, words, faq, as_json) if is_plain.get(name) else None


def _dispatch(argv: list[str]) -> int:
    if (named := _beside_version(argv)) is not None:
        from askfaq.commands.version import version_text
        from askfaq.terminal.streams import open_terminal, write_line

        write_line(open_terminal().stdout, version_text(named or None))
        return OK
    command = None if "_ASKFAQ_COMPLETE" in os.environ else plain_command(argv)
    if command is None:
        from askfaq.cli.run import run_command

        return run_command(argv)
    return _run_plain(command, argv)


def _beside_version(argv: list[str]) -> list[str] | None:
    """The FAQs that are named beside --version, or None where something else is asked for."""
    rest = [word for word in argv if word not in ("--version", "-V")]
    is_asked = len(rest) < len(argv) and len(rest) % 2 == 0 and all(word == "--faq" for word in rest[::2])
    return rest[1::2] if is_asked else None


def _run_plain(command: PlainCommand, argv: list[str]) -> int:
    from askfaq.terminal.streams import open_terminal

    name, words, faq, as_json = command
    if name == "ask" and not words:
        return _run_alone(faq, argv)
    if name == "ask":
        from askfaq.commands.ask import AskOptions, ask_one

        return ask_one(" ".join(words), AskOptions(faq=faq, as_json=as_json), open_terminal())
    if name == "index":
        from askfaq.commands.index import prepare

        return prepare(words[0] if words else faq, open_terminal())
    from askfaq.commands.list import BrowseOptions, list_entries

    options = BrowseOptions(faq=faq, as_json=as_json)
    if name == "list":
        return list_entries(words[0] if words else None, options, open_terminal())
    from askfaq.commands.show import show

    return show(words, options, open_terminal())


def _leave(code: int) -> None:
    """End the process at once: to free object by object what goes with it anyway is a twentieth of a paraphrase's work.

    A thread that may still write an index is waited for, as Python does. ASKFAQ_DEBUG=1 does all that Python does, for
    profilers.
    """
    threading = sys.modules.get("threading")
    if os.environ.get("ASKFAQ_DEBUG") == "1" or (threading and threading.active_count() > 1):
        sys.exit(code)
    if sys.stderr is not None:
        try:  # noqa: SIM105 - contextlib takes long to import
            sys.stderr.flush()
        except (OSError, ValueError):
            pass
    os._exit(code)


def _run_alone(faq: list[str], argv: list[str]) -> int:
    """The prompt for a person, which waits for no parser; what else may be wanted the parser finds out."""
    from askfaq.terminal.streams import open_terminal

    terminal = open_terminal()
    if not terminal.is_interactive:
        from askfaq.cli.run import run_command

        return run_command(argv)
    from askfaq.commands.ask import AskOptions
    from askfaq.commands.interactive.prompt import ask_at_prompt

    return ask_at_prompt(AskOptions(faq=faq), terminal)


def _report(error: Exception) -> int:
    from askfaq.errors import AskfaqError

    text = f"askfaq: {_message(error)}\n"
    if os.environ.get("ASKFAQ_DEBUG") == "1" and not isinstance(error, AskfaqError):
        import traceback

        from askfaq.text.sanitize import clean

        text = clean("".join(traceback.format_exception(error)))
    _abandon_stdout()
    if sys.stderr is not None:
        try:
            sys.stderr.write(text)
            sys.stderr.flush()
        except (OSError, ValueError):
            pass
    return ERROR


def _message(error: Exception) -> str:
    """One line without anything that a terminal could act on: it may quote a file, a file name or a question."""
    from askfaq.errors import AskfaqError
    from askfaq.text.sanitize import one_line

    if isinstance(error, AskfaqError):
        return one_line(str(error))
    if isinstance(error, OSError):
        return one_line(f"{error.filename or 'writing the output'}: {(error.strerror or str(error)).lower()}")
    if isinstance(error, MemoryError):
        return "there is not enough memory for this"
    what = one_line(f"{type(error).__name__}: {error}")[:200]
    return f"a fault of askfaq itself ({what}); ASKFAQ_DEBUG=1 shows where, please report it"


def _abandon_stdout() -> None:
    """What is still buffered cannot be written: without this, Python complains about it on its way out."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        devnull = os.open(os.devnull, os.O_WRONLY)
        os.dup2(devnull, sys.stdout.fileno())
        os.close(devnull)
