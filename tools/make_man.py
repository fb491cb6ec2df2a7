"""Write data/askfaq.1, the manual page, from the commands: python tools/make_man.py [--check]

The date of the page is left out, so that it changes only when the commands do.
"""

import argparse
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from typer.main import get_command

from askfaq import __version__
from askfaq.cli.app import app, command_of
from askfaq.cli.help_page import split_example
from askfaq.commands import COMMANDS

PAGE = Path(__file__).resolve().parent.parent / "data" / "askfaq.1"
VARIABLES = {
    "ASKFAQ_FILE": "The FAQ file in use, or several, listed as folders are in PATH, unless --faq names one.",
    "ASKFAQ_PAGER, PAGER": "The program for pages taller than the screen; less -FIRX without either, none if empty.",
    "VISUAL, EDITOR": "The program in which add, edit and review open an answer; without either it is typed.",
    "NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE": "No colour, or colour off a terminal too. --color beats them.",
    "FORCE_HYPERLINK": "Write links (OSC 8) where the terminal is not known to open them; with 0, addresses.",
    "COLUMNS, LINES": "The size of the terminal; at most 100 columns are used.",
    "TERM": "With dumb, pages are labelled lines, as with --plain.",
    "XDG_CONFIG_HOME, XDG_CACHE_HOME": "On Linux, the folders that hold askfaq/faq.json and the indexes.",
    "XDG_STATE_HOME": "On Linux, the folder that holds what was asked in vain, where askfaq misses on has been said.",
    "ASKFAQ_DEBUG": "With 1, a fault of askfaq itself shows where it is.",
}
EXITS = {
    "0": "answered, found, clean, done",
    "1": "not answered: nothing fits, or several entries are about as likely; no such id or topic; problems found; "
    "a case fails",
    "2": "an error: usage, file, empty input, a full disk",
    "130": "interrupted",
    "141": "the reader of the pipe went away",
}


def escaped(text: str) -> str:
    """The text as roff prints it literally."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("…", "...")
    return re.sub(r"^\.", r"\&.", text, flags=re.MULTILINE)


def body(help_text: str) -> Iterator[str]:
    """Paragraphs of a help text, and the examples of one that begins with the \\b mark."""
    for paragraph in re.split(r"\n\s*\n", inspect.cleandoc(help_text)):
        lines = paragraph.splitlines()
        if lines[0] == "\b":
            yield ".PP\n.RS 4"
            for typed, told in map(split_example, lines[1:]):
                yield f".br\n.ti -4\n{escaped(typed)}"  # what of it does not fit a line goes on further in
                yield from [f".br\n{escaped(told)}"] if told else []
            yield ".RE"
        else:
            yield ".PP"
            yield escaped(" ".join(line.strip() for line in lines))


def options(command: Any) -> Iterator[str]:
    """Each option with its help, in the order of --help."""
    for param in command.params:
        if param.param_type_name == "option":
            names = ", ".join(rf"\fB{escaped(name)}\fR" for name in sorted(param.opts, key=len))
            value = "" if param.is_flag else rf" \fI{escaped(param.metavar or choices(param))}\fR"
            yield f".TP\n{names}{value}\n{escaped(param.help or '')}"


def choices(param: Any) -> str:
    """The values of an option that names none of them."""
    return "|".join(getattr(param.type, "choices", ())) or param.type.name.upper()


def variables(names: str) -> str:
    """The names of variables, each on a line of its own."""
    first, *others = names.split(", ")
    return "\n".join([f".TP\n.B {escaped(first)}", *(f".TQ\n.B {escaped(name)}" for name in others)])


def usage(name: str, command: Any) -> str:
    """One line of the synopsis."""
    arguments = [p for p in command.params if p.param_type_name == "argument" and not p.hidden]
    words = " ".join(escaped(p.metavar or p.name.upper()) for p in arguments)
    return rf".B askfaq {name}" + "\n[\\fIOPTIONS\\fR] " + words.strip()


def page() -> str:
    """The whole manual page."""
    group: Any = get_command(app)
    commands = {name: command_of(name) for name in COMMANDS}
    lines = [
        r".\" Written by tools/make_man.py from the commands.",
        f'.TH ASKFAQ 1 "" "askfaq {__version__}" "User Commands"',
        ".nh\n.ad l",  # words are not split, and not stretched either
        ".SH NAME",
        escaped("askfaq - ask a question, get the one right answer out of an FAQ file"),
        ".SH SYNOPSIS",
        r".B askfaq" + "\n[\\fIOPTIONS\\fR] \\fIWORDS\\fR...",
    ]
    lines += [f".br\n{usage(name, command)}" for name, command in commands.items()]
    lines += [".SH DESCRIPTION", *body(group.help), *options(group), ".SH COMMANDS"]
    for name, command in commands.items():
        lines += [f".SS {name}", *list(body(command.help))[1:], *options(command)]
    lines.append(".SH EXIT STATUS")
    lines += [f".TP\n.B {code}\n{escaped(meaning)}" for code, meaning in EXITS.items()]
    lines.append(".SH ENVIRONMENT")
    lines += [f"{variables(names)}\n{escaped(meaning)}" for names, meaning in VARIABLES.items()]
    lines += [
        ".SH FILES",
        ".TP\n.I ~/.config/askfaq/faq.json\nYour own FAQ, used when nothing else is named;",
        r"\fBaskfaq \-\-version\fR says which one is in use.",
        ".TP\n.I ~/.cache/askfaq\nIndexes; it can be deleted at any time.",
        ".TP\n.I ~/.local/state/askfaq/misses\nWhat was asked in vain, where that is wanted.",
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Write the page, or with --check say whether it is what the commands say."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the page is out of date")
    if parser.parse_args().check:
        return int(PAGE.read_text(encoding="utf-8") != page())
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
