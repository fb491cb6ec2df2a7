"""askfaq add: a new entry, with options or as a dialogue at a terminal."""

from askfaq import paths
from askfaq.commands.edit import EditOptions, flag_of, report
from askfaq.commands.entry_dialogue import GO_ON, Dialogue, held
from askfaq.commands.exit_codes import NO
from askfaq.commands.open_faq import first_choice
from askfaq.engine.engine import Engine
from askfaq.errors import UsageError
from askfaq.faq.document import read_faq
from askfaq.faq.edit import Draft, add_entry, change_entry, refuse_taken, tidied
from askfaq.model import Entry, FaqFile, Match, topic_counts
from askfaq.terminal.editor import Drafts
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.normalize import wording_key
from askfaq.text.sanitize import one_line

MAX_CLOSE = 3
# Entries that are less likely than this to be what the question means are not worth reading before going on.
CLOSE = 0.3


def add(draft: Draft, options: EditOptions, terminal: Terminal) -> int:
    """Write a new entry. Asks for what is missing, where there is somebody to ask."""
    path = _writable(options, terminal)
    _, faq = read_faq(path)
    draft = tidied(draft)  # what is wrong with it is told before the engine is asked, or the user
    if draft.id:
        refuse_taken(draft.id, faq)
    if draft.question is not None and draft.answer is not None:
        return _add(path, faq, draft, options, terminal)
    if options.as_json or not terminal.is_interactive:
        raise UsageError("add needs --question and --answer (or --answer-file) where nobody can be asked")
    return held(lambda drafts: _add_in_dialogue(path, faq, draft, drafts, options, terminal), terminal)


def _writable(options: EditOptions, terminal: Terminal) -> str:
    """The chosen FAQ, but the user's own in place of the sample."""
    choice = first_choice(options.faq, terminal)
    return paths.user_faq() if choice.origin == "sample" else choice.path


def _add(path: str, faq: FaqFile, draft: Draft, options: EditOptions, terminal: Terminal) -> int:
    """Without a dialogue: a question that is there already is refused, others that are close are named."""
    question = draft.question or ""
    key = wording_key(question)
    same = next((e for e in faq.entries if any(wording_key(p) == key for p in e.phrasings)), None)
    if same:
        hint = f"nothing was written; askfaq edit {same.id}{flag_of(options)} changes it"
        write_line(terminal.stderr, f'askfaq: "{same.id}" has this question already: {hint}')
        return NO
    near = _close_entries(question, faq)
    written = add_entry(path, draft)
    for match in near:
        command = f"askfaq show {match.entry.id}{flag_of(options)}"
        write_line(terminal.stderr, f"close: {one_line(match.entry.question)}  ({command})")
    return report(written, "Added {} to {}.", options, terminal)


def _close_entries(question: str, faq: FaqFile) -> list[Match]:
    """The entries that the question brings up, best first."""
    if not faq.entries:
        return []
    result = Engine(faq, cache_dir=paths.cache_dir(), reads=False).ask(question, top=MAX_CLOSE)
    return [match for match in result.matches if match.score >= CLOSE]


def _add_in_dialogue(
    path: str, faq: FaqFile, given: Draft, drafts: Drafts, options: EditOptions, terminal: Terminal
) -> int:
    topics = tuple(topic for topic, _ in topic_counts(faq.entries) if topic)
    dialogue = Dialogue(terminal, drafts, topics)
    write_line(terminal.stdout, f"A new entry for {one_line(path)}.\nCtrl-C leaves without writing.")
    question = dialogue.new_question() if given.question is None else given.question
    draft = given._replace(question=question)
    if near := _close_entries(question, faq):
        reply = dialogue.choice(near)
        if not reply:
            write_line(terminal.stdout, "Nothing was written.")
            return NO
        if reply != GO_ON:
            return _add_wordings(path, near[int(reply) - 1].entry, draft, options, terminal)
    return report(add_entry(path, dialogue.new_entry(draft)), "Added {} to {}.", options, terminal)


def _add_wordings(path: str, chosen: Entry, draft: Draft, options: EditOptions, terminal: Terminal) -> int:
    """Add the draft's wordings to an entry that is there already."""
    wordings = (draft.question or "", *draft.more_aliases)
    written = change_entry(path, chosen.id, Draft(more_aliases=wordings))
    if draft._replace(question=None, more_aliases=()) != Draft():
        kept = f"only the wordings were added; {chosen.id} keeps its answer, topic and source"
        write_line(terminal.stderr, f"askfaq: {kept}")
    return report(written, "Changed {} in {}.", options, terminal)
