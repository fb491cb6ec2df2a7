"""What may stand where the cursor is: the shells' scripts (data/completion) ask, and quote what they are given.

The answer is a line "words" and one line for each candidate, with a tab before its description, or a line "files".
Typer's own scripts are not used: zsh evaluates what they print, and a FAQ file may hold anything.
"""

import shlex
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from askfaq.commands import COMMANDS
from askfaq.errors import FileError
from askfaq.model import Entry
from askfaq.terminal.streams import open_terminal, write_line
from askfaq.text.sanitize import one_line

_FILE_OPTIONS = ("--faq", "--cases", "--answer-file", "--output", "-o", "--junit")
_CHANGING = ("add", "edit", "remove", "topic", "set")


class FilesWantedError(Exception):
    """The name of a file belongs here, and the shell knows the files."""


class Candidate(NamedTuple):
    """A word that fits, and what it means."""

    word: str
    help: str = ""


def print_candidates(argv: list[str], shell: str) -> None:
    """Answer a shell that completes the last of the words, which may be empty."""
    *before, current = argv or [""]
    if shell != "zsh":  # the others pass words as they were typed, quotes included
        before, current = [_unquoted(word) for word in before], _unquoted(current)
    if shell == "bash":  # it takes --topic=x apart
        before, current = [word for word in before if word != "="], current.removeprefix("=")
    name, equals, value = current.partition("=")
    lead = f"{name}=" if equals and name.startswith("--") else ""
    try:
        found = candidates([*before, name], value) if lead else candidates(before, current)
        lines = ["words", *(f"{lead}{c.word}\t{c.help}".rstrip("\t") for c in found)]
    except FilesWantedError:
        lines = ["files"]
    write_line(open_terminal().stdout, "\n".join(lines))


def candidates(before: list[str], current: str) -> list[Candidate]:
    """Everything that fits behind the words and begins like the current one. Raises FilesWantedError."""
    command = _command(before)
    options = _options(command)
    words = list(_words(before, options))
    is_option = current.startswith("-") and "--" not in before
    if before and before[-1] in options and not options[before[-1]].is_flag:
        fitting = _values(command.name, before[-1], options[before[-1]], words, before)
    elif is_option:
        named = {**options, **({} if words else _options(_group()))}
        fitting = [Candidate(name, one_line(o.help or "")) for name, o in named.items() if name.startswith("--")]
        fitting.append(Candidate("--help", "Show this message and exit."))
    else:
        fitting = _positionals(command.name, words, before)
    begin = current.casefold()
    return [c for c in fitting if c.word.casefold().startswith(begin) and c.word.startswith("-") == is_option]


def _group() -> Any:
    from typer.main import get_command

    from askfaq.cli.app import app

    return get_command(app)


def _command(before: list[str]) -> Any:
    from askfaq.cli.app import arrange, command_of

    name = arrange(before)[0]
    return command_of(name if name in COMMANDS else "ask")


def _options(command: Any) -> dict[str, Any]:
    return {name: option for option in command.params for name in option.opts if name.startswith("-")}


def _words(before: list[str], options: dict[str, Any]) -> Iterator[str]:
    """The words that are neither options nor their values."""
    rest = iter(before)
    for word in rest:
        if word in options and not options[word].is_flag:
            next(rest, None)
        elif not word.startswith("-"):
            yield word


def _values(command: str, name: str, option: Any, words: list[str], before: list[str]) -> Iterable[Candidate]:
    """What an option takes: a file, a topic, a format, one of its choices; nothing for a text or a number."""
    if name in _FILE_OPTIONS:
        raise FilesWantedError
    if name == "--topic":
        return _names_of_topics(before) if command == "ask" else _topics(before)
    if name == "--remove-alias":
        return _aliases(words, before)
    if name == "--format":
        return map(Candidate, _formats(command))
    if name == "--explain":
        from askfaq.checks.codes import LEVELS

        return map(Candidate, LEVELS)
    return map(Candidate, getattr(option.type, "choices", ()))


def _formats(command: str) -> Iterable[str]:
    from askfaq.formats.registry import READABLE, WRITABLE

    return WRITABLE if command == "export" else READABLE


def _positionals(command: str, words: list[str], before: list[str]) -> Iterable[Candidate]:
    """Commands, then what the command takes; nothing for the words of a question."""
    if not words:
        from askfaq.cli.app import command_of

        return [Candidate(name, command_of(name).get_short_help_str(100)) for name in COMMANDS]
    if command in ("check", "test", "diff", "export", "import", "index", "mcp", "review"):
        raise FilesWantedError
    if command in ("show", "remove") or (command == "edit" and len(words) == 1):
        found: dict[str, Candidate] = {}
        for entry in _entries(before):
            found.setdefault(entry.id, Candidate(entry.id, one_line(entry.question)))
        return [candidate for entry_id, candidate in found.items() if entry_id not in words[1:]]
    if command == "set" and len(words) == 1:
        from askfaq.faq.edit_faq import SETTINGS

        return map(Candidate, SETTINGS)
    if words == ["misses"]:
        return map(Candidate, ("on", "off", "clear", "review"))
    if words == ["topic"]:
        return [Candidate("rename", "Give a topic another name.")]
    if words in (["list"], ["topic", "rename"]):
        return _names_of_topics(before)
    return _topics(before) if words[:2] == ["topic", "rename"] and len(words) == 3 else []


def _topics(before: list[str]) -> list[Candidate]:
    """The topics that entries have."""
    from askfaq.model import topic_counts

    return _typed(topic for topic, _ in topic_counts(_entries(before)) if topic)


def _names_of_topics(before: list[str]) -> list[Candidate]:
    """The names that entries are listed under, that of those without a topic too."""
    from askfaq.model import by_topic

    return _typed(name for name, _ in by_topic(_entries(before)))


def _typed(texts: Iterable[str]) -> list[Candidate]:
    """Those that can be typed: one with a line break or a control character cannot."""
    return [Candidate(text) for text in texts if text == one_line(text)]


def _aliases(words: list[str], before: list[str]) -> Iterable[Candidate]:
    """The aliases of the entry that the words name."""
    aliases = (alias for entry in _entries(before) if entry.id in words[1:] for alias in entry.aliases)
    return _typed(aliases)


def _entries(before: list[str]) -> list[Entry]:
    """The entries of the FAQs that the command line names, or that are in use; to be changed, those of the first."""
    from askfaq.cli.app import arrange
    from askfaq.paths import choose_faqs

    apart = [part for word in before for part in (word.split("=", 1) if word.startswith("--faq=") else [word])]
    choices = choose_faqs([value for name, value in pairwise(apart) if name == "--faq"])
    used = choices[:1] if arrange(before)[0] in _CHANGING else choices
    return [entry for choice in used for entry in _entries_of(choice.path)]


def _entries_of(path: str) -> Sequence[Entry]:
    """The entries of a FAQ; none of one that is refused.

    None of a pipe either: it can be read only once, and Tab waits for nobody.
    """
    from askfaq.faq.load import load_faq
    from askfaq.files import is_stream

    try:
        return () if is_stream(path) else load_faq(path).entries
    except FileError:
        return ()


def _unquoted(word: str) -> str:
    """The word without the shell's quotes, of which the last may not be closed yet."""
    for closing in ("", '"', "'"):
        try:
            return " ".join(shlex.split(word + closing))
        except ValueError:
            continue
    return word
