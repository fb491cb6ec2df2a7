"""askfaq add and askfaq edit: with options, or as a dialogue where a person sits at the terminal."""

from typing import NamedTuple

from askfaq import paths
from askfaq.checks import new_problems
from askfaq.dialogue import GO_ON, Dialogue, held
from askfaq.errors import FileError, UsageError
from askfaq.faq.edit import (
    Draft,
    NoSuchEntryError,
    Written,
    add_entry,
    change_entry,
    find,
    missing_aliases,
    read_faq,
    refuse_taken,
    tidied,
)
from askfaq.matching.engine import Engine
from askfaq.model import Entry, FaqFile, Match, topic_counts
from askfaq.output import json_lines
from askfaq.output.json_lines import json_line
from askfaq.output.messages import nearest_ids, problem_line, unknown_id
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.normalize import wording_key
from askfaq.text.sanitize import one_line

DONE, NOT_DONE = 0, 1
MAX_CLOSE = 3
# Entries that are less likely than this to be what the question means are not worth reading before going on.
CLOSE = 0.3


class KeepOptions(NamedTuple):
    """Which FAQ, and how to say what was done."""

    faq: str | None = None
    as_json: bool = False


def add(draft: Draft, options: KeepOptions, terminal: Terminal) -> int:
    """Write a new entry. Asks for what is missing, where there is somebody to ask."""
    path = _writable(options.faq)
    _, faq = read_faq(path)
    draft = tidied(draft)  # what is wrong with it is told before the engine is asked, or the user
    if draft.id:
        refuse_taken(draft.id, faq)
    if draft.question is not None and draft.answer is not None:
        return _add(path, faq, draft, options, terminal)
    if options.as_json or not terminal.is_interactive:
        raise UsageError("add needs --question and --answer (or --answer-file) where nobody can be asked")
    return held(lambda: _add_in_dialogue(path, faq, draft, options, terminal), terminal)


def edit(entry_id: str, draft: Draft, options: KeepOptions, terminal: Terminal) -> int:
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
        return _report(change_entry(choice.path, entry_id, draft), "Changed {} in {}.", options, terminal)
    except NoSuchEntryError as missing:
        told = unknown_id(missing.faq, entry_id, nearest_ids(missing.faq, entry_id), flag=choice.flag)
        write_line(terminal.stderr, f"askfaq: {told}")
        return NOT_DONE


def _flag(options: KeepOptions) -> str:
    return paths.choose_faq(options.faq).flag


def _writable(flag: str | None) -> str:
    """The chosen FAQ, but the user's own in place of the sample."""
    choice = paths.choose_faq(flag)
    return paths.user_faq() if choice.origin == "sample" else choice.path


def _add(path: str, faq: FaqFile, draft: Draft, options: KeepOptions, terminal: Terminal) -> int:
    """Without a dialogue: a question that is there already is refused, others that are close are named."""
    question = draft.question or ""
    key = wording_key(question)
    same = next((e for e in faq.entries if any(wording_key(p) == key for p in e.phrasings)), None)
    if same:
        hint = f"nothing was written; askfaq edit {same.id}{_flag(options)} changes it"
        write_line(terminal.stderr, f'askfaq: "{same.id}" has this question already: {hint}')
        return NOT_DONE
    near = close_entries(question, faq)
    written = add_entry(path, draft)
    for match in near:
        command = f"askfaq show {match.entry.id}{_flag(options)}"
        write_line(terminal.stderr, f"close: {one_line(match.entry.question)}  ({command})")
    return _report(written, "Added {} to {}.", options, terminal)


def close_entries(question: str, faq: FaqFile) -> list[Match]:
    """The entries that the question brings up, best first."""
    if not faq.entries:
        return []
    result = Engine(faq, cache_dir=paths.cache_dir()).ask(question, top=MAX_CLOSE)
    return [match for match in result.matches if match.score >= CLOSE]


def _add_in_dialogue(path: str, faq: FaqFile, given: Draft, options: KeepOptions, terminal: Terminal) -> int:
    topics = tuple(topic for topic, _ in topic_counts(faq.entries) if topic)
    dialogue = Dialogue(terminal, topics)
    write_line(terminal.stdout, f"A new entry for {one_line(path)}.\nCtrl-C leaves without writing.")
    question = dialogue.new_question() if given.question is None else given.question
    draft = given._replace(question=question)
    if near := close_entries(question, faq):
        reply = dialogue.choice(near)
        if not reply:
            write_line(terminal.stdout, "Nothing was written.")
            return NOT_DONE
        if reply != GO_ON:
            return _add_wordings(path, near[int(reply) - 1].entry, draft, options, terminal)
    return _report(add_entry(path, dialogue.new_entry(draft)), "Added {} to {}.", options, terminal)


def _add_wordings(path: str, chosen: Entry, draft: Draft, options: KeepOptions, terminal: Terminal) -> int:
    """Add the draft's wordings to an entry that is there already."""
    wordings = (draft.question or "", *draft.more_aliases)
    written = change_entry(path, chosen.id, Draft(more_aliases=wordings))
    if draft._replace(question=None, more_aliases=()) != Draft():
        kept = f"only the wordings were added; {chosen.id} keeps its answer, topic and source"
        write_line(terminal.stderr, f"askfaq: {kept}")
    return _report(written, "Changed {} in {}.", options, terminal)


def _edit_in_dialogue(path: str, faq: FaqFile, entry: Entry, options: KeepOptions, terminal: Terminal) -> int:
    topics = tuple(topic for topic, _ in topic_counts(faq.entries) if topic)
    write_line(terminal.stdout, f"{entry.id} in {one_line(path)}.\nCtrl-C leaves without writing.")
    draft = Dialogue(terminal, topics).changes(entry)
    return _report(change_entry(path, entry.id, draft, seen=entry), "Changed {} in {}.", options, terminal)


def _report(written: Written, done: str, options: KeepOptions, terminal: Terminal) -> int:
    """Say what was done, what is now wrong that was not before, and what to try."""
    problems = new_problems(written.before, written.after, written.path)
    if options.as_json:
        write_line(
            terminal.stdout,
            json_line(json_lines.written_shape(written.path, written.entry, written.is_change, problems)),
        )
        return DONE
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
        lines.append(f'  askfaq edit {entry_id}{_flag(options)} --alias "…"')
    write_line(terminal.stderr, "\n".join(lines))
    return DONE
