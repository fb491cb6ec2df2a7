"""The failures that are expected; main.py turns each into one line on stderr and an exit code."""

STDIN = "-"  # stands for standard input where a file is named


class AskfaqError(Exception):
    """Something the user can put right. The message says what is wrong, where, and what to do."""


class UsageError(AskfaqError):
    """The command line (or the lack of input) asks for something that cannot be done."""


class ArgumentError(UsageError, ValueError):
    """An argument of the Python API is not what it can be."""


class FileError(AskfaqError):
    """A file cannot be used. Prints as `path:line:column: message`; line and column start at 1."""

    def __init__(self, path: str, message: str, *, line: int | None = None, column: int | None = None) -> None:
        where = ":".join(str(part) for part in (called(path), line, column) if part is not None)
        super().__init__(f"{where}: {message}")
        self.path = path
        self.line = line
        self.column = column
        self.message = message


class ChangedError(FileError):
    """A file is no longer what it was when it was read."""


class DisturbedError(ChangedError):
    """Another program wrote a file between reading and writing: to begin again may help."""


class DamagedError(FileError):
    """A file of the cache is not what was written to it."""

    def __init__(self, path: str) -> None:
        super().__init__(path, "is damaged; askfaq index --clear deletes what is kept")


def called(path: str) -> str:
    """What a file is called in messages."""
    return "standard input" if path == STDIN else path
