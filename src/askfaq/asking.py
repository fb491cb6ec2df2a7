"""Asking: questions in, answers out, an exit code. What `askfaq WORDS`, `ask`, `ask -` and the prompt share."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from askfaq import files, paths
from askfaq.errors import FileError, UsageError
from askfaq.faq.load import load_faq
from askfaq.model import DEFAULT_TOP, FaqFile, Result
from askfaq.output.json_lines import json_line
from askfaq.terminal.pager import show_text
from askfaq.terminal.progress import ProgressLine
from askfaq.terminal.prompt import load_line_editing, typed_line
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import clean, one_line

if TYPE_CHECKING:
    from askfaq.matching.engine import Engine

ANSWERED, NOT_ANSWERED = 0, 1
_ENDS = ("exit", "quit")


class AskOptions(NamedTuple):
    """How to ask and how to show what comes of it."""

    faq: str | None = None
    as_json: bool = False
    topic: str | None = None
    top: int = DEFAULT_TOP
    min_confidence: float | None = None
    why: bool = False
    pager: bool = True
    in_stream: bool = False


class OpenFaq(NamedTuple):
    """A FAQ that has been read, where it was found, the engine over it, and the line that tells how far that is."""

    file: FaqFile
    choice: paths.FaqChoice
    engine: Engine
    progress: ProgressLine


def open_faq(flag: str | None, terminal: Terminal) -> OpenFaq:
    """The FAQ that the flag, the environment or the user's folder names. Raises FileError."""
    from askfaq.matching.engine import Engine

    choice = paths.choose_faq(flag)
    file = load(choice, cache_dir=paths.cache_dir())
    progress = ProgressLine(terminal, "reading the FAQ")
    return OpenFaq(file, choice, Engine(file, cache_dir=paths.cache_dir(), progress=progress), progress)


def load(choice: paths.FaqChoice, *, cache_dir: str | None = None) -> FaqFile:
    """The chosen FAQ file, or what the cache holds of it; an error says who chose it when the command line did not."""
    try:
        if cache_dir is None or not files.is_cached(choice.path):
            return load_faq(choice.path)
        from askfaq import opening  # a small FAQ does without

        return opening.load(choice.path, cache_dir)
    except FileError as error:
        if choice.origin != "ASKFAQ_FILE":
            raise
        message = f"{error.message} (the file that ASKFAQ_FILE names)"
        raise FileError(error.path, message, line=error.line, column=error.column) from None


def ask_one(query: str, options: AskOptions, terminal: Terminal) -> int:
    """Answer one question."""
    if not query.strip():
        raise UsageError('no question; try: askfaq "how long do hugs last"')
    faq = open_faq(options.faq, terminal)
    if _lacks_topic(options, faq, terminal):
        return NOT_ANSWERED
    (result,) = _results([query], faq, options)
    code = _show(result, faq, options, terminal)
    if result.status == "ambiguous" and terminal.is_interactive and not options.as_json:
        return _offer_choice(result, faq, options, terminal)
    return code


def ask_stream(queries: Iterable[list[str]], options: AskOptions, terminal: Terminal) -> int:
    """Answer a stream of questions that arrives in chunks; exits 0 only if every one was answered."""
    faq = open_faq(options.faq, terminal)
    if _lacks_topic(options, faq, terminal):
        return NOT_ANSWERED
    options = options._replace(in_stream=True)
    code, shown, done = ANSWERED, False, 0
    is_counted = options.as_json and not terminal.out.is_terminal  # else what is written shows how far it is
    with ProgressLine(terminal, "questions answered:") as progress:
        for chunk in queries:
            for result in _results(chunk, faq, options):
                if shown and result.answer and not options.as_json:
                    write_line(terminal.stdout, "")
                one = _show(result, faq, options, terminal)
                code = max(code, one)
                shown = shown or result.answer is not None
            done += len(chunk)
            if is_counted:
                progress(done)
    return code


def ask_at_prompt(options: AskOptions, terminal: Terminal) -> int:
    """Ask for questions until the reader ends it with Ctrl-D, or as other prompts are ended."""
    load_line_editing()
    faq = open_faq(options.faq, terminal)
    if _lacks_topic(options, faq, terminal):
        return NOT_ANSWERED
    end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
    write_line(terminal.stderr, f"Ask about {_title(faq)}. {end} ends.")
    while (query := typed_line("? ", terminal)) is not None and query.strip().casefold() not in _ENDS:
        if query.strip():
            _answer_at_prompt(query, faq, options, terminal)
    return ANSWERED


def _answer_at_prompt(query: str, faq: OpenFaq, options: AskOptions, terminal: Terminal) -> None:
    for result in _results([query], faq, options):
        _show(result, faq, options, terminal)
        if result.status == "ambiguous":
            _offer_choice(result, faq, options, terminal)
    write_line(terminal.stdout, "")


def _lacks_topic(options: AskOptions, faq: OpenFaq, terminal: Terminal) -> bool:
    """Whether nothing more is to be said than that there is no such topic; JSON has an object for each question."""
    if options.topic is None or faq.file.of_topic(options.topic):
        return False
    from askfaq.output.messages import unknown_topic

    write_line(terminal.stderr, f"askfaq: {unknown_topic(faq.file, options.topic)}")
    return not options.as_json


def _results(queries: list[str], faq: OpenFaq, options: AskOptions) -> Iterator[Result]:
    with faq.progress:
        yield from faq.engine.ask_many(
            queries, topic=options.topic, min_confidence=options.min_confidence, top=options.top
        )


def _show(result: Result, faq: OpenFaq, options: AskOptions, terminal: Terminal) -> int:
    """Write the answer to stdout, or to stderr why there is none."""
    if options.as_json:
        from askfaq.output.json_lines import result_shape

        write_line(terminal.stdout, json_line(result_shape(result, why=options.why)))
    elif entry := result.answer:
        if terminal.out.is_terminal:
            _show_page(result, faq, options, terminal)
        else:
            write_line(terminal.stdout, clean(entry.answer).strip("\n"))
    else:
        _say_why_not(result, faq, options, terminal)
    if options.why and not options.as_json:
        _say_why(result, terminal)
    return ANSWERED if result.answer else NOT_ANSWERED


def _show_page(result: Result, faq: OpenFaq, options: AskOptions, terminal: Terminal) -> None:
    from askfaq.output import rich_pages
    from askfaq.output.messages import answer_page

    page = answer_page(result, faq.file, flag=faq.choice.flag)
    show_text(rich_pages.entry_page(page, terminal.out), terminal, pager=options.pager)


def _say_why_not(result: Result, faq: OpenFaq, options: AskOptions, terminal: Terminal) -> None:
    from askfaq.output import plain, rich_pages
    from askfaq.output.messages import no_answer

    notice = no_answer(result, faq.file, _name(faq), flag=faq.choice.flag, in_stream=options.in_stream)
    is_drawn = terminal.err.is_terminal
    write_line(terminal.stderr, rich_pages.notice(notice, terminal.err) if is_drawn else plain.notice(notice))


def _say_why(result: Result, terminal: Terminal) -> None:
    from askfaq.output.messages import why_lines

    lines = why_lines(result)
    if terminal.err.is_terminal:
        from askfaq.output import rich_pages

        write_line(terminal.stderr, rich_pages.why(lines, terminal.err))
    else:
        write_line(terminal.stderr, "\n".join(lines))


def _name(faq: OpenFaq) -> str:
    if faq.choice.origin == "sample":
        return "the sample FAQ (--faq PATH asks your own)"
    return _title(faq)


def _title(faq: OpenFaq) -> str:
    return f'"{one_line(faq.file.title)}"' if faq.file.title else one_line(faq.choice.path)


def _offer_choice(result: Result, faq: OpenFaq, options: AskOptions, terminal: Terminal) -> int:
    """Let the reader pick one of the candidates with a digit."""
    offered = [match for match in result.matches if match.offered]
    numbers = ", ".join(str(number) for number, _ in enumerate(offered, 1))
    reply = (typed_line(f"Which one? {numbers}, or Enter for none: ", terminal) or "").strip()
    if not reply.isdecimal() or not 1 <= int(reply) <= len(offered):
        return NOT_ANSWERED
    chosen = offered[int(reply) - 1]
    picked = result._replace(status="answered", level="high", matches=(chosen,))
    return _show(picked, faq, options._replace(why=False), terminal)  # it would explain the first one
