"""askfaq misses: what was asked in vain, shown and deleted; whether it is kept at all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from askfaq import paths, saving
from askfaq.commands.case_file import case_keys
from askfaq.commands.exit_codes import NO, OK
from askfaq.commands.open_faq import OpenFaq, first_choice, open_faq, title_of
from askfaq.errors import FileError
from askfaq.limits import MAX_MISSES_DAYS
from askfaq.misses import log
from askfaq.misses.log import Miss, log_of
from askfaq.output import misses as words
from askfaq.output.json_lines import group_shape, json_line
from askfaq.terminal.progress import ProgressLine
from askfaq.terminal.prompt import agreed
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.normalize import wording_key
from askfaq.text.sanitize import one_line

if TYPE_CHECKING:
    from askfaq.misses.grouping import Group


class MissesOptions(NamedTuple):
    """Which FAQ, how to show what is kept, and what to delete of it."""

    faq: paths.Flag = None
    as_json: bool = False
    raw: bool = False
    answered: bool = False
    unasked: bool = False
    pager: bool = True


def switch_on(terminal: Terminal) -> int:
    """Keep the questions that get no answer, from now on."""
    switch = paths.misses_switch()
    try:
        log.make_folder(switch)
        saving.write_atomically(switch, b"")
    except OSError as error:
        raise FileError(switch, f"cannot be made: {(error.strerror or str(error)).lower()}") from None
    write_line(
        terminal.stderr,
        "From now on the questions that get no answer are kept, of every FAQ that you ask: the time and the question,\n"
        f"addresses and numbers masked, for {MAX_MISSES_DAYS} days at most. askfaq misses off ends it.\n"
        f"They lie in {one_line(paths.misses_dir())}, and nobody else can read them.",
    )
    return OK


def switch_off(terminal: Terminal) -> int:
    """Keep no more questions; those that are kept stay."""
    switch = paths.misses_switch()
    try:
        if os.path.lexists(switch):
            os.unlink(switch)
    except OSError as error:
        raise FileError(switch, f"cannot be deleted: {(error.strerror or str(error)).lower()}") from None
    write_line(terminal.stderr, "From now on no question is kept. askfaq misses clear deletes those of a FAQ.")
    return OK


def show_misses(options: MissesOptions, terminal: Terminal) -> int:
    """What the FAQ was asked in vain: by meaning, or each question with its time."""
    first_choice(options.faq, terminal)
    faq = open_faq(options.faq, terminal)
    kept = kept_of(faq.choice)
    if options.raw:
        _write(terminal, [f"{miss.time}\t{one_line(miss.question)}" for miss in kept])
    else:
        show_groups(asked((miss.question for miss in kept), faq, terminal), faq, options, terminal)
    if not os.path.exists(paths.misses_switch()):
        write_line(terminal.stderr, "askfaq: no question is kept at present; askfaq misses on begins")
    elif not kept:
        write_line(terminal.stderr, f"askfaq: nothing was asked in vain of {title_of(faq)}")
    return OK


def kept_of(choice: paths.FaqChoice) -> list[Miss]:
    """What is kept of a FAQ. Raises FileError."""
    log.delete_old(paths.misses_dir())
    return log.read(log_of(choice.path, paths.misses_dir()))


def asked(questions: Iterable[str], faq: OpenFaq, terminal: Terminal) -> list[Group]:
    """The questions that are no cases yet, asked of the FAQ and put into groups."""
    from askfaq.misses.grouping import counted, groups_of

    cases = case_keys(faq.choice.path)
    wordings = [wording for wording in counted(questions) if wording_key(wording.text) not in cases]
    results = []
    with ProgressLine(terminal, "asking") as progress, faq.progress:
        for result in faq.engine.ask_many(wording.text for wording in wordings):
            results.append(result)
            progress(len(results), len(wordings))
    return groups_of(wordings, results, faq.file.entries)


def show_groups(groups: list[Group], faq: OpenFaq, options: MissesOptions, terminal: Terminal) -> None:
    """Print groups of questions with what is near them."""
    if options.as_json:
        _write(terminal, [json_line(group_shape(group)) for group in groups])
    elif not terminal.out.shows_pages:
        _write(terminal, words.rows(groups))
    elif groups:
        from askfaq.output import rich_pages
        from askfaq.terminal.pager import show_text

        lines = words.page(groups, title_of(faq), faq.choice.flag)
        show_text(rich_pages.why(lines, terminal.out), terminal, pager=options.pager)


def clear(options: MissesOptions, terminal: Terminal) -> int:
    """Delete what the FAQ was asked in vain, or what of it is answered now; a person at a terminal is asked first."""
    choice = first_choice(options.faq, terminal)
    kept = kept_of(choice)
    keys = {wording_key(miss.question) for miss in kept}
    if options.answered:
        groups = asked((miss.question for miss in kept), open_faq(options.faq, terminal), terminal)
        keys = {wording_key(wording.text) for group in groups if group.result.answer for wording in group.wordings}
    count = words.counted(sum(wording_key(miss.question) in keys for miss in kept), "question")
    if keys and terminal.is_interactive and not options.unasked and not agreed(f"Delete {count}?", terminal):
        return NO
    log.forget(log_of(choice.path, paths.misses_dir()), keys)
    name = "the sample FAQ" if choice.origin == "sample" else one_line(choice.path)
    write_line(terminal.stderr, f"Deleted {count} that {name} was asked in vain.")
    return OK


def _write(terminal: Terminal, lines: list[str]) -> None:
    if lines:
        write_line(terminal.stdout, "\n".join(lines))
