"""What each line at the prompt gets: an answer, an entry, a list, a word about the last answer."""

from collections.abc import Callable
from typing import NamedTuple

from askfaq.commands.ask import AskOptions, keep_if_missed, results, say_why
from askfaq.commands.command_meant import command_meant
from askfaq.commands.interactive.help import help_text
from askfaq.commands.interactive.prompt_lines import read_line, word_meant
from askfaq.commands.interactive.warm_up import WarmUp
from askfaq.commands.open_faq import OpenFaq, name_of
from askfaq.engine.analysis.follow_up import is_fragment, leads_back, read_together, stands
from askfaq.model import Entry, FaqFile, Result, by_topic
from askfaq.output import rich_pages
from askfaq.output.messages import (
    EntryPage,
    answer_page,
    faq_names,
    faq_title,
    no_answer,
    related,
    unknown_topic,
)
from askfaq.terminal.pager import show_page
from askfaq.terminal.streams import Style, Terminal, measured_again, write_line
from askfaq.text.sanitize import one_line

Owned = tuple[FaqFile, Entry]


class Before(NamedTuple):
    """The question that was answered last, which a fragment is read with, and the ids that were shown for it."""

    question: str
    shown: tuple[str, ...]


class Conversation:
    """The lines of one prompt, each with what came before it in mind."""

    def __init__(self, faq: OpenFaq, options: AskOptions, terminal: Terminal, warm_up: WarmUp) -> None:
        self._faq, self._options, self._terminal, self._warm_up = faq, options, terminal, warm_up
        self._names = faq_names(faq.files)
        self._numbered: tuple[Owned, ...] = ()  # what the digits on the screen show
        self._last: Result | None = None
        self._answer: Entry | None = None
        self._before: Before | None = None

    def reply(self, text: str, copy_key: str = "") -> bool:
        """Do what the line says; False when it is the last one. `copy_key` is named in the help where there is one."""
        self._terminal = measured_again(self._terminal)
        kind, about = read_line(text, self._faq.file.entries, len(self._numbered))
        acts: dict[str, Callable[[], None]] = {
            "question": lambda: self._ask(about),
            "digit": lambda: self._show(*self._numbered[int(about) - 1]),
            "show": lambda: self._show(*self._owned(about)),
            "list": lambda: self._list(about),
            "topics": self._list_topics,
            "why": self._explain,
            "copy": self.copy,
            "help": lambda: self._page(lambda style: help_text(style, copy_key)),
        }
        if act := acts.get(kind):
            act()
            write_line(self._terminal.stdout, "")
        return kind != "quit"

    def copy(self) -> None:
        """The last answer goes to the clipboard, and that is said."""
        from askfaq.terminal.clipboard import copy_and_say

        if self._answer is None:
            self._say("there is no answer to copy yet")
        else:
            copy_and_say(self._answer.answer.strip("\n"), self._terminal)

    # ---- questions
    def _ask(self, query: str) -> None:
        result = self._result(query)
        before, self._before = self._before, None
        self._last, self._numbered = result, ()
        if result.answer:
            self._answered(result, Before(query, (result.answer.id,)))
        elif before and is_fragment(query):
            self._ask_together(result, before)
        else:
            self._refuse(result)
        if self._options.why and self._last:
            say_why(self._last, self._faq, self._terminal)

    def _ask_together(self, alone: Result, before: Before) -> None:
        """Answer what the fragment asks of the question before it, if that can be told; else what it says alone."""
        together = self._result(read_together(before.question, alone.query))
        if together.answer and stands(together, alone.query, before.shown):
            self._last = together
            self._answered(together, Before(before.question, (*before.shown, together.answer.id)), before.question)
        elif leads_back(together, alone.query, before.shown):
            self._before = before
            self._refuse(alone, f'read with "{one_line(before.question)}" it leads to the answer above')
        else:
            self._refuse(alone)

    def _result(self, query: str) -> Result:
        with self._warm_up.awaited():
            return next(results([query], self._faq, self._options))

    def _answered(self, result: Result, before: Before, read_with: str = "") -> None:
        page = answer_page(result, self._faq.files, flag=None)._replace(read_with=read_with)
        self._before = before
        self._show_page(page, self._file_of(result.faq))
        if self._options.copy:
            self.copy()

    def _refuse(self, result: Result, hint: str | None = None) -> None:
        if named := _named_in_vain(result.query):
            self._say(named)
            return
        notice = no_answer(result, self._faq.files, name_of(self._faq), flag=None)
        if hint := hint or self._hint(result):
            notice = notice._replace(after=(*notice.after, hint))
        write_line(self._terminal.stderr, rich_pages.notice(notice, self._terminal.err))
        matches = [match for entry in notice.entries for match in result.matches if match.entry is entry]
        self._numbered = tuple((self._file_of(match.faq), match.entry) for match in matches)
        keep_if_missed(result, self._faq, self._terminal)

    def _hint(self, result: Result) -> str | None:
        """What a line without an answer may have been meant as."""
        name, _, rest = one_line(result.query).partition(" ")
        if not rest and (word := word_meant(name)):
            return f"did you mean {word}? (help says more)"
        if name.casefold() == "list" and len(rest.split()) < 4:
            return unknown_topic(self._faq.file, rest)
        meant = command_meant(result.query, self._faq.file, self._faq.flag)
        return f"did you mean {meant}? (not here: quit leaves the prompt)" if meant else None

    # ---- entries and lists
    def _show(self, file: FaqFile, entry: Entry) -> None:
        page = EntryPage(entry, related=related(entry, (), file), flag=None, faq=self._names.get(file.path, ""))
        self._before = Before(entry.question, (entry.id,))
        self._show_page(page, file)

    def _show_page(self, page: EntryPage, file: FaqFile) -> None:
        self._answer = page.entry
        self._page(lambda style: rich_pages.entry_page(page, style))
        if page.related:  # else the digits that are on the screen still count
            self._numbered = tuple((file, entry) for entry in page.related)

    def _owned(self, entry_id: str) -> Owned:
        return next((file, entry) for file in self._faq.files for entry in file.entries if entry.id == entry_id)

    def _file_of(self, path: str | None) -> FaqFile:
        return next(file for file in self._faq.files if path in (None, file.path))

    def _list(self, topic: str) -> None:
        found = [
            ([file.entries[place] for place in file.of_topic(topic)] if topic else file.entries, title)
            for file, title in self._titled()
        ]
        pages = [(entries, title) for entries, title in found if entries]
        self._page(lambda style: "\n\n".join(rich_pages.listing(entries, style, title) for entries, title in pages))

    def _list_topics(self) -> None:
        pages = [([(name, len(own)) for name, own in by_topic(file.entries)], title) for file, title in self._titled()]
        self._page(lambda style: "\n\n".join(rich_pages.topics(counts, style, title) for counts, title in pages))

    def _titled(self) -> list[tuple[FaqFile, str]]:
        """The FAQs, each with what its page is headed with where there are several."""
        return [(file, faq_title(file) if self._names else "") for file in self._faq.files]

    # ---- the rest
    def _explain(self) -> None:
        if self._last is None:
            self._say("nothing has been asked yet")
        else:
            say_why(self._last, self._faq, self._terminal)

    def _page(self, drawn: Callable[[Style], str]) -> None:
        show_page(drawn, self._terminal, pager=self._options.pager)

    def _say(self, text: str) -> None:
        write_line(self._terminal.stderr, f"askfaq: {text}")


def _named_in_vain(line: str) -> str | None:
    """What is to be said of a digit or an id that is not there: neither is a question."""
    word, _, rest = one_line(line).partition(" ")
    if word.isdecimal() and not rest:
        return f"nothing on the screen has the digit {word}"
    if word.casefold() == "show" and rest and " " not in rest:
        return f'there is no entry "{rest}"; list shows the ids'
    return None
