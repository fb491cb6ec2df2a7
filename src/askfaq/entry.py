"""The program's front: the quick way for a plain question, the exit codes, the one error boundary."""

from __future__ import annotations

import os
import sys

ERROR, INTERRUPTED, READER_GONE = 2, 130, 141


def main() -> None:
    """The console script `askfaq`."""
    sys.exit(run(sys.argv[1:]))


def run(argv: list[str]) -> int:
    """The exit code of one command line. The only place where a failure becomes a line on stderr."""
    try:
        code = _dispatch(argv)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _abandon_stdout()
        return READER_GONE
    except Exception as error:
        return _report(error)


def _dispatch(argv: list[str]) -> int:
    from askfaq.cli import run_command

    return run_command(argv)


def _report(error: Exception) -> int:
    from askfaq.errors import AskfaqError

    if isinstance(error, AskfaqError):
        message = str(error)
    elif os.environ.get("ASKFAQ_DEBUG") == "1":
        raise error
    elif isinstance(error, OSError):
        message = f"{error.filename or 'writing the output'}: {(error.strerror or str(error)).lower()}"
    else:
        message = (
            f"a fault of askfaq itself ({type(error).__name__}: {error}); "
            "ASKFAQ_DEBUG=1 shows where, please report it"
        )
    _abandon_stdout()
    if sys.stderr is not None:
        try:
            from askfaq.terminal import one_line

            sys.stderr.write(f"askfaq: {one_line(message)}\n")
            sys.stderr.flush()
        except (OSError, ValueError):
            pass
    return ERROR


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
