"""askfaq review, askfaq misses review: questions without an answer, one after the other, and what becomes of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from askfaq import files, paths
from askfaq.commands.case_file import add_cases
from askfaq.commands.edit import EditOptions, faq_to_change, say_unknown, tell
from askfaq.commands.entry_dialogue import Dialogue, held
from askfaq.commands.exit_codes import OK
from askfaq.commands.misses import MissesOptions, asked, kept_of, show_groups
from askfaq.commands.open_faq import open_faq
from askfaq.engine.decision import Asker
from askfaq.engine.engine import Engine
from askfaq.errors import AskfaqError, UsageError
from askfaq.faq.document import Written
from askfaq.faq.edit import Draft, NoSuchEntryError, add_entry, change_entry, find
from askfaq.misses.log import forget, log_of
from askfaq.misses.masking import without_masks
from askfaq.model import FaqFile, Match, topic_counts
from askfaq.output.misses import MOST_SHOWN, counted, match_line, wording_lines
from askfaq.terminal.editor import Drafts
from askfaq.terminal.prompt import load_line_editing, typed_line
from askfaq.terminal.stdin import read_text as read_stdin
from askfaq.terminal.streams import Terminal, natural, write_line
from askfaq.text.normalize import wording_key
from askfaq.text.sanitize import one_line

if TYPE_CHECKING:
    from askfaq.misses.grouping import Group

MOST_OFFERED = 5
_HELP = """\
  1, 2, ...  make the wordings aliases of that entry
  n          write a new entry
  r          add them to the cases: they must be refused
  c          add them to the cases: which entry has to answer them
  d          drop them
  Enter      leave them for another time
  q          end"""


def review_misses(options: EditOptions, terminal: Terminal) -> int:
    """Walk through what the FAQ was asked in vain; what is dealt with leaves the log."""
    choice = _reviewable(options, terminal)
    log = log_of(choice.path, paths.misses_dir())
    questions = [miss.question for miss in kept_of(choice)]
    return _review(questions, options, terminal, lambda texts: forget(log, set(map(wording_key, texts))))


def review_file(path: str, options: EditOptions, terminal: Terminal) -> int:
    """Walk through the questions of a file, one a line; or print as JSON what would be offered for each."""
    if options.as_json:
        paths.choose_faq(options.faq)
        text = read_stdin(terminal.stdin) if path == "-" else files.read_text(path)
        faq = open_faq(options.faq, terminal)
        show_groups(asked(_questions(text), faq, terminal), faq, MissesOptions(as_json=True), terminal)
        return OK
    if path == "-":
        raise UsageError("review asks at the terminal, so it reads the questions from a file (or with --json from -)")
    _reviewable(options, terminal)
    return _review(_questions(files.read_text(path)), options, terminal, lambda _: None)


def _questions(text: str) -> list[str]:
    return [question for line in text.split("\n") if (question := one_line(line))]


def _reviewable(options: EditOptions, terminal: Terminal) -> paths.FaqChoice:
    """The FAQ to change. Raises UsageError where nobody can be asked."""
    if not terminal.is_interactive:
        raise UsageError("review asks at a terminal; elsewhere --json says what it would offer")
    paths.choose_faq(options.faq)  # of several it would not be clear which one is to answer
    choice, _ = faq_to_change(options, terminal)
    return choice


def _review(
    questions: Iterable[str], options: EditOptions, terminal: Terminal, drop: Callable[[Iterable[str]], None]
) -> int:
    faq = open_faq(options.faq, terminal)
    groups = [group for group in asked(questions, faq, terminal) if group.result.answer is None]
    if not groups:
        write_line(terminal.stdout, "There is no question without an answer.")
        return OK
    load_line_editing()
    review = _Review(faq.file, faq.engine, options, terminal, drop)
    write_line(terminal.stdout, f"{counted(len(groups), 'question')} without an answer. For each:\n{_HELP}")
    try:
        for number, group in enumerate(groups, start=1):
            if not review.settle(group, f"{number} of {len(groups)}"):
                break
    finally:
        write_line(terminal.stdout, f"{review.settled} of {len(groups)} dealt with.")
    return OK


class _Review:
    """One walk: the FAQ as it is by now, and how many groups are dealt with. What is decided is written at once."""

    def __init__(
        self,
        faq: FaqFile,
        engine: Asker,
        options: EditOptions,
        terminal: Terminal,
        drop: Callable[[Iterable[str]], None],
    ) -> None:
        self._path, self._faq, self._engine = faq.path, faq, engine
        self._options, self._terminal, self._drop = options, terminal, drop
        self.settled = 0

    def settle(self, group: Group, place: str) -> bool:
        """Ask what is to become of a group; False when that was the end."""
        result = self._engine.ask(group.name, top=MOST_OFFERED)
        if result.answer:
            self._say(f"\n{place}: {one_line(group.name)}\n  is answered by now: {match_line(result.matches[0])}")
            return True
        self._show(group, result.matches, place)
        digits = {0: "", 1: "1 "}.get(len(result.matches), f"1-{len(result.matches)} ")
        while (reply := typed_line(f"{digits}n r c d q > ", self._terminal)) is not None:
            reply = reply.strip().casefold()
            if reply == "q":
                return False
            try:
                if not reply or self._is_settled(reply, group, result.matches):
                    return True
            except NoSuchEntryError as missing:
                say_unknown(missing, self._options, self._terminal)
            except AskfaqError as error:
                write_line(self._terminal.stderr, f"askfaq: {one_line(str(error))}")
        return False

    def _show(self, group: Group, matches: tuple[Match, ...], place: str) -> None:
        asked = f"asked {counted(group.times, 'time')}"
        lines = ["", f"{place}, {asked}:", *(f"  {line}" for line in wording_lines(group))]
        numbered = [f"  {number}. {match_line(match)}" for number, match in enumerate(matches, start=1)]
        self._say("\n".join([*lines, "near:", *numbered] if numbered else lines))

    def _is_settled(self, reply: str, group: Group, matches: tuple[Match, ...]) -> bool:
        """Do what the reply says; whether that was something, and was done."""
        texts = [wording.text for wording in group.wordings[:MOST_SHOWN]]
        if 1 <= natural(reply) <= len(matches):
            self._add_aliases(texts, matches[natural(reply) - 1].entry.id)
        elif reply == "n":
            if held(lambda drafts: self._add_entry(texts, drafts), self._terminal) != OK:
                return False
        elif reply == "r":
            self._add_cases(texts, None)
        elif reply == "c":
            return self._add_cases_of_entry(texts, group, matches)
        elif reply != "d":
            self._say(_HELP)
            return False
        self._done(group)
        return True

    def _done(self, group: Group) -> None:
        self._drop([wording.text for wording in group.wordings])
        self.settled += 1

    def _add_aliases(self, texts: list[str], entry_id: str) -> None:
        wordings = _unmasked(texts)
        if not wordings:
            raise UsageError("nothing is left of it without what was masked; that is no alias")
        written = change_entry(self._path, entry_id, Draft(more_aliases=wordings))
        self._tell(written, f"Changed {entry_id} in {one_line(self._path)}.")

    def _add_entry(self, texts: list[str], drafts: Drafts) -> int:
        topics = tuple(topic for topic, _ in topic_counts(self._faq.entries) if topic)
        dialogue = Dialogue(self._terminal, drafts, topics)
        wordings = _unmasked(texts)
        question = dialogue.question(wordings[0]) if wordings else dialogue.new_question()
        draft = dialogue.new_entry(Draft(question=question, more_aliases=wordings))
        written = add_entry(self._path, draft)
        self._tell(written, f"Added {written.entries[0].id} to {one_line(self._path)}.")
        return OK

    def _add_cases_of_entry(self, texts: list[str], group: Group, matches: tuple[Match, ...]) -> bool:
        reply = (typed_line("  the number or the id of its entry: ", self._terminal) or "").strip()
        if not reply:
            return False
        is_number = 1 <= natural(reply) <= len(matches)
        _, entry = find(self._faq, matches[natural(reply) - 1].entry.id if is_number else reply)
        self._add_cases(texts, entry.id)
        self._done(group)
        return True

    def _add_cases(self, texts: list[str], entry_id: str | None) -> None:
        path = add_cases(self._path, texts, entry_id)
        self._say(f"Added to {one_line(path)}.")

    def _tell(self, written: Written, line: str) -> None:
        tell(written, {}, [line], self._options, self._terminal)
        self._faq, self._engine = written.faq, Engine(written.faq, cache_dir=paths.cache_dir())

    def _say(self, text: str) -> None:
        write_line(self._terminal.stdout, text)


def _unmasked(texts: Iterable[str]) -> tuple[str, ...]:
    """The texts without their masks, where anything is left."""
    return tuple(text for text in map(without_masks, texts) if text)
