"""askfaq edit: one entry changed, and what is said of it. With options, or as a dialogue at a terminal."""

from typing import NamedTuple

from askfaq import paths
from askfaq.checks.new_problems import new_problems
from askfaq.commands.entry_dialogue import Dialogue, held
from askfaq.commands.exit_codes import NO, OK
from askfaq.commands.open_faq import first_choice
from askfaq.errors import FileError, UsageError
from askfaq.faq.document import Written, read_faq
from askfaq.faq.edit import (
    Draft,
    NoSuchAliasError,
    NoSuchEntryError,
    change_entry,
    find,
    missing_aliases,
    tidied,
)
from askfaq.model import Entry, FaqFile, topic_counts
from askfaq.output.json_lines import change_shape, json_line
from askfaq.output.messages import nearest_ids, problem_line, unknown_alias, unknown_id
from askfaq.terminal.editor import Drafts
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import one_line


class EditOptions(NamedTuple):
    """Which FAQ, the first of several, and how to say what was done."""

    faq: paths.Flag = None
    as_json: bool = False


def edit(entry_id: str, draft: Draft, options: EditOptions, terminal: Terminal) -> int:
    """Change an entry: as the draft says, or in a dialogue when it says nothing."""
    choice, faq = faq_to_change(options, terminal)
    try:
        _, entry = find(faq, entry_id)
        if draft == Draft():
            if options.as_json or not terminal.is_interactive:
                raise UsageError(
                    "edit needs an option that says what to change, such as --alias, where nobody can be asked"
                )
            return held(lambda drafts: _edit_in_dialogue(choice.path, faq, entry, drafts, options, terminal), terminal)
        draft = tidied(draft)
        known = set(draft.more_aliases) - set(missing_aliases(entry, draft.more_aliases))
        for alias in sorted(known):
            write_line(terminal.stderr, f'askfaq: "{alias}" is a wording of {entry.id} already')
        written = change_entry(choice.path, entry_id, draft)
        return report(written, "Changed {} in {}.", options, terminal, was=entry_id)
    except NoSuchEntryError as missing:
        say_unknown(missing, options, terminal)
        return NO
    except NoSuchAliasError as missing:
        write_line(terminal.stderr, f"askfaq: {unknown_alias(missing.entry, missing.alias)}")
        return NO


def faq_to_change(options: EditOptions, terminal: Terminal) -> tuple[paths.FaqChoice, FaqFile]:
    """The chosen FAQ, which has to be there and not the sample. Raises UsageError and FileError."""
    choice = first_choice(options.faq, terminal)
    if choice.origin == "sample":
        raise UsageError(f"the sample FAQ is not for editing; start your own with askfaq add ({paths.user_faq()})")
    raw, faq = read_faq(choice.path)
    if raw is None:
        raise FileError(choice.path, "there is no such file; askfaq add makes one")
    return choice, faq


def say_unknown(missing: NoSuchEntryError, options: EditOptions, terminal: Terminal) -> None:
    """A line for each entry that is not there, with the nearest ones."""
    for entry_id in missing.ids:
        told = unknown_id(missing.faq, entry_id, nearest_ids(missing.faq, entry_id), flag=flag_of(options))
        write_line(terminal.stderr, f"askfaq: {told}")


def flag_of(options: EditOptions) -> str:
    """What makes a command that is suggested read this FAQ."""
    return paths.choose_faqs(options.faq)[0].flag


def _edit_in_dialogue(
    path: str, faq: FaqFile, entry: Entry, drafts: Drafts, options: EditOptions, terminal: Terminal
) -> int:
    topics = tuple(topic for topic, _ in topic_counts(faq.entries) if topic)
    write_line(terminal.stdout, f"{entry.id} in {one_line(path)}.\nCtrl-C leaves without writing.")
    draft = Dialogue(terminal, drafts, topics).changes(entry)
    return report(change_entry(path, entry.id, draft, seen=entry), "Changed {} in {}.", options, terminal)


def report(written: Written, done: str, options: EditOptions, terminal: Terminal, *, was: str = "") -> int:
    """Say what was done to an entry (`was`: its id until then), and what to try."""
    entry_id = written.entries[0].id
    lines = [f"Nothing to change: {entry_id} says that already."]
    if written.is_change:
        named = entry_id if was in ("", entry_id) else f"{was}, now {entry_id},"
        path = one_line(written.path)
        lines = [done.format(named, f"{path}, which is new" if written.before is None else path)]
    tell(written, {"id": entry_id}, lines, options, terminal, renamed=(was or entry_id, entry_id))
    if written.is_change and terminal.err.is_terminal and not options.as_json:
        write_line(terminal.stderr, "Now ask it in other words. What is not found makes a good alias:")
        write_line(terminal.stderr, f'  askfaq edit {entry_id}{flag_of(options)} --alias "…"')
    return OK


def tell(
    written: Written,
    about: dict[str, object],
    lines: list[str],
    options: EditOptions,
    terminal: Terminal,
    *,
    renamed: tuple[str, str] | None = None,
) -> None:
    """Say what was done to a file, in lines or as JSON, and what is now wrong that was not before."""
    problems = new_problems(written.before, written.after, written.path, renamed=renamed)
    if options.as_json:
        write_line(terminal.stdout, json_line(change_shape(written.path, about, written.is_change, problems)))
        return
    lines = [*lines, *map(one_line, written.remarks)]
    if problems:
        lines = [*lines, "What to look at (askfaq check --explain CODE says more):", *map(problem_line, problems)]
    write_line(terminal.stderr, "\n".join(lines))
