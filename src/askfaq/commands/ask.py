"""askfaq ask: one question, a stream of them, or the prompt."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from askfaq import paths
from askfaq.commands.exit_codes import NO, OK
from askfaq.commands.open_faq import OpenFaq, name_of, open_faq, title_of
from askfaq.errors import UsageError
from askfaq.model import DEFAULT_TOP, Result
from askfaq.paths import misses_switch
from askfaq.terminal.streams import Terminal, natural, write_line
from askfaq.text.sanitize import clean

_ENDS = ("exit", "quit")


class AskOptions(NamedTuple):
    """How to ask and how to show what comes of it."""

    faq: paths.Flag = None
    as_json: bool = False
    topic: str | None = None
    top: int = DEFAULT_TOP
    min_confidence: float | None = None
    why: bool = False
    pager: bool = True
    copy: bool = False
    in_stream: bool = False
    with_question: bool = False


def ask_one(query: str, options: AskOptions, terminal: Terminal) -> int:
    """Answer one question."""
    if not query.strip():
        raise UsageError('no question; try: askfaq "how long do hugs last"')
    faq = open_faq(options.faq, terminal)
    if _lacks_topic(options, faq, terminal):
        return NO
    (result,) = _results([query], faq, options)
    code = _show(result, faq, options, terminal)
    if result.status == "ambiguous" and terminal.is_interactive and not options.as_json:
        return _offer_choice(result, faq, options, terminal)
    return code


def ask_stream(queries: Iterable[list[str]], options: AskOptions, terminal: Terminal) -> int:
    """Answer a stream of questions that arrives in chunks; exits 0 only if every one was answered."""
    from askfaq.terminal.progress import ProgressLine

    faq = open_faq(options.faq, terminal)
    if _lacks_topic(options, faq, terminal):
        return NO
    options = options._replace(in_stream=True)
    code, shown, done = OK, False, 0
    is_counted = options.as_json and not terminal.out.is_terminal  # else what is written shows how far it is
    with ProgressLine(terminal, "questions answered:") as progress:
        for chunk in queries:
            for result in _results(chunk, faq, options):
                is_shown = options.with_question or result.answer is not None
                if shown and is_shown and not options.as_json:
                    write_line(terminal.stdout, "")
                one = _show(result, faq, options, terminal)
                code = max(code, one)
                shown = shown or is_shown
            done += len(chunk)
            if is_counted:
                progress(done)
    return code


def ask_at_prompt(options: AskOptions, terminal: Terminal) -> int:
    """Ask for questions until the reader ends it with Ctrl-D, or as other prompts are ended."""
    from askfaq.terminal.prompt import load_line_editing, typed_line

    load_line_editing()
    faq = open_faq(options.faq, terminal)
    if _lacks_topic(options, faq, terminal):
        return NO
    end = "Ctrl-Z and Enter" if os.name == "nt" else "Ctrl-D"
    write_line(terminal.stderr, f"Ask about {title_of(faq)}. {end} ends.")
    while (query := typed_line("? ", terminal)) is not None and query.strip().casefold() not in _ENDS:
        if query.strip():
            _answer_at_prompt(query, faq, options, terminal)
    return OK


def _answer_at_prompt(query: str, faq: OpenFaq, options: AskOptions, terminal: Terminal) -> None:
    for result in _results([query], faq, options):
        _show(result, faq, options, terminal)
        if result.status == "ambiguous":
            _offer_choice(result, faq, options, terminal)
    write_line(terminal.stdout, "")


def _lacks_topic(options: AskOptions, faq: OpenFaq, terminal: Terminal) -> bool:
    """Whether nothing more is to be said than that there is no such topic; JSON has an object for each question."""
    if options.topic is None or any(file.of_topic(options.topic) for file in faq.files):
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
    """Write the answer to stdout, or to stderr why there is none; with its question, that is said on stdout too."""
    if options.with_question and not options.as_json:
        from askfaq.output import plain

        write_line(terminal.stdout, plain.asked(result.query, labelled=terminal.out.plain))
    if options.as_json:
        from askfaq.output.json_lines import json_line, result_shape

        write_line(terminal.stdout, json_line(result_shape(result, why=options.why, of_several=len(faq.files) > 1)))
    elif entry := result.answer:
        if terminal.out.shows_pages:
            _show_page(result, faq, options, terminal)
        else:
            _write_answer(entry.answer, terminal)
    elif options.with_question:
        write_line(terminal.stdout, plain.in_place_of_answer(result))
    else:
        _say_why_not(result, faq, options, terminal)
    if options.why and not options.as_json:
        _say_why(result, faq, terminal)
    if result.answer:
        if options.copy:
            from askfaq.terminal.clipboard import copy_and_say

            copy_and_say(result.answer.answer.strip("\n"), terminal)
        return OK
    if os.path.exists(misses_switch()):
        from askfaq.commands.keep_miss import keep_miss

        keep_miss(result.query, faq.choice.path, terminal)
    return NO


def _write_answer(answer: str, terminal: Terminal) -> None:
    """The bare answer, for a program; coloured where that is forced."""
    text = clean(answer).strip("\n")
    if terminal.out.color:
        from askfaq.output.plain import colored

        text = colored(text)
    write_line(terminal.stdout, text)


def _show_page(result: Result, faq: OpenFaq, options: AskOptions, terminal: Terminal) -> None:
    from askfaq.output import rich_pages
    from askfaq.output.messages import answer_page
    from askfaq.terminal.pager import show_page

    page = answer_page(result, faq.files, flag=faq.flag)
    show_page(lambda style: rich_pages.entry_page(page, style), terminal, pager=options.pager)


def _say_why_not(result: Result, faq: OpenFaq, options: AskOptions, terminal: Terminal) -> None:
    from askfaq.output import plain, rich_pages
    from askfaq.output.messages import no_answer

    notice = no_answer(result, faq.files, name_of(faq), flag=faq.flag, in_stream=options.in_stream)
    if not options.in_stream and (meant := _command_meant(result, faq)):
        notice = notice._replace(after=(*notice.after, f"did you mean {meant}?"))
    is_drawn = terminal.err.is_terminal or terminal.err.color
    write_line(terminal.stderr, rich_pages.notice(notice, terminal.err) if is_drawn else plain.notice(notice))


def _command_meant(result: Result, faq: OpenFaq) -> str | None:
    from askfaq.commands.command_meant import command_meant

    return command_meant(result.query, faq.file, faq.flag)


def _say_why(result: Result, faq: OpenFaq, terminal: Terminal) -> None:
    from askfaq.output.messages import why_lines

    lines = why_lines(result, faq.files)
    if terminal.err.is_terminal:
        from askfaq.output import rich_pages

        write_line(terminal.stderr, rich_pages.why(lines, terminal.err))
    else:
        write_line(terminal.stderr, "\n".join(lines))


def _offer_choice(result: Result, faq: OpenFaq, options: AskOptions, terminal: Terminal) -> int:
    """Let the reader pick one of the candidates with a digit."""
    from askfaq.terminal.prompt import typed_line

    offered = [match for match in result.matches if match.offered]
    numbers = ", ".join(str(number) for number, _ in enumerate(offered, 1))
    reply = (typed_line(f"Which one? {numbers}, or Enter for none: ", terminal) or "").strip()
    if not 1 <= natural(reply) <= len(offered):
        return NO
    chosen = offered[natural(reply) - 1]
    picked = result._replace(status="answered", level="high", matches=(chosen,))
    return _show(picked, faq, options._replace(why=False), terminal)  # it would explain the first one
