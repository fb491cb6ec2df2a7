"""askfaq edit: one entry changed, and what is said of it. With options, or as a dialogue at a terminal."""

from typing import NamedTuple

from askfaq import paths
from askfaq.checks.check import new_problems
from askfaq.commands.entry_dialogue import Dialogue, held
from askfaq.commands.exit_codes import NO, OK
from askfaq.errors import FileError, UsageError
from askfaq.faq.edit import (
    Draft,
    NoSuchEntryError,
    Written,
    change_entry,
    find,
    missing_aliases,
    read_faq,
    tidied,
)
from askfaq.model import Entry, FaqFile, topic_counts
from askfaq.output import json_lines
from askfaq.output.json_lines import json_line
from askfaq.output.messages import nearest_ids, problem_line, unknown_id
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import one_line


class EditOptions(NamedTuple):
    """Which FAQ, and how to say what was done."""

    faq: str | None = None
    as_json: bool = False


def edit(entry_id: str, draft: Draft, options: EditOptions, terminal: Terminal) -> int:
    """Change an entry: as the draft says, or in a dialogue when it says nothing."""
    choice = paths.choose_faq(options.faq)
    if choice.origin == "sample":
        raise UsageError(f"the sample FAQ is not for editing; start your own with askfaq add ({paths.user_faq()})")
    raw, faq = read_faq(choice.path)
    if raw is None:
        raise FileError(choice.path, "there is no such file; askfaq add makes one")
    try:
        _, entry = find(faq, entry_id)
        if draft == Draft():
            if options.as_json or not terminal.is_interactive:
                raise UsageError(
                    "edit needs an option that says what to change, such as --alias, where nobody can be asked"
                )
            return held(lambda: _edit_in_dialogue(choice.path, faq, entry, options, terminal), terminal)
        draft = tidied(draft)
        known = set(draft.more_aliases) - set(missing_aliases(entry, draft.more_aliases))
        for alias in sorted(known):
            write_line(terminal.stderr, f'askfaq: "{alias}" is a wording of {entry.id} already')
        return report(change_entry(choice.path, entry_id, draft), "Changed {} in {}.", options, terminal)
    except NoSuchEntryError as missing:
        told = unknown_id(missing.faq, entry_id, nearest_ids(missing.faq, entry_id), flag=choice.flag)
        write_line(terminal.stderr, f"askfaq: {told}")
        return NO


def flag_of(options: EditOptions) -> str:
    """What makes a command that is suggested read this FAQ."""
    return paths.choose_faq(options.faq).flag


def _edit_in_dialogue(path: str, faq: FaqFile, entry: Entry, options: EditOptions, terminal: Terminal) -> int:
    topics = tuple(topic for topic, _ in topic_counts(faq.entries) if topic)
    write_line(terminal.stdout, f"{entry.id} in {one_line(path)}.\nCtrl-C leaves without writing.")
    draft = Dialogue(terminal, topics).changes(entry)
    return report(change_entry(path, entry.id, draft, seen=entry), "Changed {} in {}.", options, terminal)


def report(written: Written, done: str, options: EditOptions, terminal: Terminal) -> int:
    """Say what was done, what is now wrong that was not before, and what to try."""
    problems = new_problems(written.before, written.after, written.path)
    if options.as_json:
        write_line(
            terminal.stdout,
            json_line(json_lines.written_shape(written.path, written.entry, written.is_change, problems)),
        )
        return OK
    entry_id, path = written.entry.id, one_line(written.path)
    if not written.is_change:
        lines = [f"Nothing to change: {entry_id} says that already."]
    else:
        where = f"{path}, which is new" if written.before is None else path
        lines = [done.format(entry_id, where)]
    if problems:
        lines += ["What to look at (askfaq check --explain CODE says more):", *map(problem_line, problems)]
    if written.is_change and terminal.err.is_terminal:
        lines.append("Now ask it in other words. What is not found makes a good alias:")
        lines.append(f'  askfaq edit {entry_id}{flag_of(options)} --alias "…"')
    write_line(terminal.stderr, "\n".join(lines))
    return OK
