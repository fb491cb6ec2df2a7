"""Words that were asked as a question and look like a command: "delete cats", "shwo cats", "help"."""

from askfaq.commands import COMMANDS
from askfaq.model import FaqFile
from askfaq.text.fuzzy import within_slips
from askfaq.text.shell import command_line

_OTHER_NAMES = {"delete": "remove", "del": "remove", "rm": "remove", "rename": "rename", "ls": "list"}
_OTHER_NAMES |= {"topics": "list --topics", "lint": "check", "validate": "check", "init": "add", "new": "add"}
_FOR_HELP = ("help", "commands", "usage")
_OF_ENTRIES = ("show", "edit", "remove", "rename")
_SHORTEST = 4  # letters of a name that may be misspelt: from shorter ones every word is a slip away


def command_meant(query: str, faq: FaqFile, flag: str) -> str | None:
    """The command line that the query may have been meant as; `flag` makes it read this FAQ."""
    name, *rest = query.split() or [""]
    name = name.casefold()
    command = _OTHER_NAMES.get(name) or (name if name in COMMANDS else misspelt(name))
    if name in _FOR_HELP or command == "help":
        return _for_help(rest)
    if "version" in (name, command):
        return None if rest else "askfaq --version"
    is_fitting = not rest or _fits(command, rest, faq)
    if command in ("", "ask") or not (is_fitting or (name in _OTHER_NAMES and len(rest) < 3)):
        return None
    has_entry = command in _OF_ENTRIES and is_fitting and bool(rest)
    if command == "rename":
        return (
            f"askfaq edit {command_line(rest[:1])} --id NEW{flag}"
            if has_entry
            else f"askfaq topic rename OLD NEW{flag}"
        )
    if command == "remove" and not has_entry:
        return f"askfaq remove ID{flag}"
    return " ".join(["askfaq", command, *([command_line(rest)] if rest else [])]) + flag


def _for_help(rest: list[str]) -> str | None:
    if not rest:
        return "askfaq --help"
    return f"askfaq {rest[0]} --help" if len(rest) == 1 and rest[0] in COMMANDS else None


def misspelt(name: str) -> str:
    """The command, or "help" or "version", that a word misspells: the first letter is right, a long one may have two
    slips.
    """
    named = (*COMMANDS, "help", "version")
    names = [command for command in named if len(command) >= _SHORTEST and command[0] == name[:1]]
    near = within_slips(name, names, 1 if len(name) < 6 else 2) if len(name) >= _SHORTEST else []
    return near[0][0] if near else ""


def _fits(command: str, rest: list[str], faq: FaqFile) -> bool:
    """Whether the words are what the command takes, and not those of a question."""
    if command in _OF_ENTRIES:
        ids = {entry.id for entry in faq.entries}
        return rest[0] in ids
    if command == "list":
        return bool(faq.of_topic(" ".join(rest)))
    if command == "misses":
        return rest[0] in ("on", "off", "clear", "review")
    if command == "topic":
        return rest[0] == "rename"
    if command == "set":
        from askfaq.faq.edit_faq import SETTINGS

        return rest[0] in SETTINGS
    return len(rest) == 1 and ("." in rest[0].strip(".?!") or "/" in rest[0])
