"""Asking an owner for the parts of an entry, one after the other, at a terminal."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from askfaq.commands.exit_codes import NO
from askfaq.faq.edit import Draft
from askfaq.model import Entry, Match, topic_key
from askfaq.terminal.editor import Drafts, editor_command
from askfaq.terminal.prompt import agrees, input_line, load_line_editing
from askfaq.terminal.streams import Terminal, natural, write_line
from askfaq.text.sanitize import clean, one_line

GO_ON = "y"


class Dialogue(NamedTuple):
    """The terminal, the files that answers are edited in, and the topics that the FAQ has already."""

    terminal: Terminal
    drafts: Drafts
    topics: tuple[str, ...] = ()

    def new_question(self) -> str:
        """A question that is not empty."""
        return self._insist("Question: ")

    def question(self, suggested: str) -> str:
        """The question, as it is suggested or as it is typed."""
        return self._ask(f"Question (Enter for: {one_line(suggested)}): ") or suggested

    def new_entry(self, given: Draft) -> Draft:
        """The draft with the answer, topic and aliases of a new entry; what is given already is not asked for."""
        answer = self._answer("") if given.answer is None else given.answer
        topic = self._topic(None) if given.topic is None else given.topic
        return given._replace(answer=answer, topic=topic, more_aliases=given.more_aliases or self._new_aliases())

    def changes(self, entry: Entry) -> Draft:
        """What is to change; an empty reply keeps what is there."""
        self._say(f"Question: {one_line(entry.question)}")
        question = self._ask("  instead (Enter keeps it): ")
        answer = self._answer(entry.answer) if agrees("Change the answer?") else None
        topic = self._topic(entry.topic)
        return Draft(question or None, answer, topic, self._aliases(entry.aliases))

    def choice(self, near: Sequence[Match]) -> str:
        """What to do about the entries that are close: GO_ON, one's number, or "" for nothing."""
        self._say("Close to what is there already:")
        for number, match in enumerate(near, start=1):
            self._say(f"  {number}. {one_line(match.entry.question)}  ({match.entry.id})")
        last = len(near)
        numbers = "1" if last == 1 else f"1 to {last}"
        while True:
            reply = self._ask(
                f"y writes a new entry, {numbers} adds your wording to that one, Enter leaves: "
            ).casefold()
            if reply in ("", "n", "no"):
                return ""
            if reply in ("y", "yes"):
                return GO_ON
            if 1 <= natural(reply) <= last:
                return reply

    def _topic(self, current: str | None) -> str | None:
        """The topic, spelled as the FAQ spells it already; None keeps the current one, "" takes it away."""
        if self.topics:
            self._say(f"Topics so far: {', '.join(map(one_line, self.topics))}")
        if current is None:
            reply = self._ask("Topic (Enter for none): ")
        else:
            reply = self._ask(f"Topic (Enter keeps {one_line(current)}, - for none): ")
        if not reply:
            return None
        return "" if reply == "-" else next((t for t in self.topics if topic_key(t) == topic_key(reply)), reply)

    def _answer(self, current: str) -> str:
        """The answer, from the user's editor, or typed where there is none."""
        command = editor_command()
        while command:
            text = self.drafts.edited(current, command)
            if text is None:
                self._say(f"There is no {command[0]} here (VISUAL or EDITOR names it).")
                break
            if text.strip():
                return text
            self._ask("The answer is empty; Enter opens the editor again, Ctrl-C leaves. ")
        if current:
            self._say(clean(current))
        while True:
            self._say("Answer (Markdown; a line with only . ends it):")
            text = "\n".join(self._lines("", end=".")).strip("\n")
            if text.strip():
                return text

    def _new_aliases(self) -> tuple[str, ...]:
        self._say("Other wordings, as people would type them; one a line, an empty one ends.")
        return tuple(self._lines("Alias: "))

    def _aliases(self, current: tuple[str, ...]) -> tuple[str, ...]:
        aliases = list(current)
        self._say("Aliases:" if aliases else "No aliases yet.")
        for number, alias in enumerate(aliases, start=1):
            self._say(f"  {number}. {one_line(alias)}")
        self._say("A line adds one, -2 takes the second away, an empty line ends.")
        removed: set[int] = set()
        for line in self._lines("Alias: "):
            given = line[1:] if line[:1] == "-" and line[1:].isdecimal() else ""
            if 1 <= natural(given) <= len(current):
                removed.add(natural(given) - 1)
            elif given:
                self._say(f"There is no alias {given[:20]}.")
            else:
                aliases.append(line)
        return tuple(alias for index, alias in enumerate(aliases) if index not in removed)

    def _lines(self, prompt: str, *, end: str = "") -> Iterator[str]:
        """The lines as they are typed, up to the one that ends them, or Ctrl-D."""
        while True:
            try:
                line = input_line(prompt)
            except EOFError:
                self._say("")
                return
            if line.strip() == end:
                return
            yield line if end else line.strip()

    def _insist(self, prompt: str) -> str:
        while not (reply := self._ask(prompt)):
            pass
        return reply

    def _ask(self, prompt: str) -> str:
        return one_line(input_line(prompt))

    def _say(self, text: str) -> None:
        write_line(self.terminal.stdout, text)


def held(dialogue: Callable[[Drafts], int], terminal: Terminal) -> int:
    """Hold a dialogue, with line editing. Ctrl-D leaves it; Ctrl-C does too, and is passed on.

    However it ends, what was written in an editor is in the FAQ, or in a file that is named.
    """
    load_line_editing()
    drafts = Drafts()
    try:
        code = dialogue(drafts)
        drafts.discard()
        return code
    except EOFError:
        write_line(terminal.stdout, "\nNothing was written.")
        return NO
    except KeyboardInterrupt:
        write_line(terminal.stdout, "\nNothing was written.")
        raise
    finally:
        for path in drafts.kept():
            write_line(terminal.stderr, f"askfaq: what you wrote in the editor lies in {one_line(path)}")
