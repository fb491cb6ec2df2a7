"""What --help prints, laid out for the width of the terminal: no word is split, and what is copied runs."""

import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from textwrap import wrap

_MARGIN = 2
_NARROWEST = 20
_WIDE = 60  # columns from which options and what they mean stand beside each other
_FURTHER_IN = "    "
# What the shell takes for one word, so that a command line is not broken within quotes.
_SHELL_WORD = re.compile(r"""(?:"[^"]*"|'[^']*'|[^\s"'])+""")


def split_example(line: str) -> tuple[str, str]:
    """A line of examples as what is typed, and what is said about it."""
    typed, _, told = line.partition("  ")
    return typed, told.strip()


class HelpPage:
    """The formatter that Typer fills in: paragraphs, lists of options, and examples, which a \\b stands above."""

    def __init__(self, width: int | None = None, max_width: int | None = None) -> None:
        columns = min(width or shutil.get_terminal_size().columns, max_width or 80)
        self.width = max(columns - _MARGIN, _NARROWEST)
        self._indent = 0
        self._lines: list[str] = []

    def write_usage(self, prog: str, args: str = "") -> None:
        """The line that names the arguments."""
        begin = f"Usage: {prog} "
        further = " " * (len(begin) if len(begin) < self.width // 2 else len(_FURTHER_IN))
        self._lines += _wrapped(begin + args, self.width, further)

    def write_paragraph(self) -> None:
        """An empty line, unless nothing stands above."""
        if self._lines:
            self._lines.append("")

    def write_text(self, text: str) -> None:
        """Paragraphs and blocks of examples."""
        room = self.width - self._indent
        for number, paragraph in enumerate(re.split(r"\n\s*\n", text)):
            first, *rest = paragraph.split("\n")
            lines = examples(rest, room) if first == "\b" else _wrapped(" ".join(paragraph.split()), room)
            self._write([*([""] if number else []), *lines])

    def write_dl(self, rows: Sequence[tuple[str, str]]) -> None:
        """A list of names with what each means: beside it, or below where the name is long or there is little room."""
        longest = 30 if self.width >= _WIDE else 6
        column = min(max(len(name) for name, _ in rows), longest) + 2
        for name, meaning in rows:
            first, *rest = _wrapped(meaning, self.width - self._indent - column) or [""]
            beside = len(name) + 2 <= column
            lines = [f"{name:{column}}{first}".rstrip()] if beside else [name, " " * column + first]
            self._write([*lines, *(" " * column + line for line in rest)])

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A heading, and what is written further in below it."""
        self.write_paragraph()
        self._write([f"{name}:"])
        with self.indentation():
            yield

    @contextmanager
    def indentation(self) -> Iterator[None]:
        """What is written meanwhile stands further in."""
        self._indent += 2
        yield
        self._indent -= 2

    def getvalue(self) -> str:
        """The page."""
        return "\n".join(self._lines)

    def _write(self, lines: Sequence[str]) -> None:
        self._lines += [f"{' ' * self._indent}{line}" if line else "" for line in lines]


def examples(lines: Sequence[str], width: int) -> list[str]:
    """Examples with what is said about each: beside them where all of it fits, else below."""
    rows = [split_example(line) for line in lines]
    column = max((len(typed) for typed, told in rows if told), default=0) + 2
    if all(len(f"{typed:{column}}{told}" if told else typed) <= width for typed, told in rows):
        return [f"{typed:{column}}{told}" if told else typed for typed, told in rows]
    shown = []
    for typed, told in rows:
        shown += [*_command_lines(typed, width), *(f"{_FURTHER_IN}{line}" for line in _wrapped(told, width - 4))]
    return shown


def _command_lines(typed: str, width: int) -> list[str]:
    """A command line that goes on, as the shell has it, behind a backslash."""
    first, *words = _SHELL_WORD.findall(typed)
    lines = [first]
    for number, word in enumerate(words, start=1):
        backslash = 0 if number == len(words) else 2
        if len(lines[-1]) + 1 + len(word) + backslash <= width:
            lines[-1] += f" {word}"
        else:
            lines[-1] += " \\"
            lines.append(_FURTHER_IN + word)
    return lines


def _wrapped(text: str, width: int, further: str = "") -> list[str]:
    return wrap(text, max(width, 1), subsequent_indent=further, break_long_words=False, break_on_hyphens=False)
