"""askfaq check: what is wrong with a FAQ file, by line."""

from typing import NamedTuple

from askfaq import paths, shapes
from askfaq.checks import check
from askfaq.model import Problem
from askfaq.progress import progress_line
from askfaq.terminal import Terminal, json_line, one_line, write_line

CLEAN, PROBLEMS = 0, 1


class CheckOptions(NamedTuple):
    """Which FAQ, how to print what is found, and whether warnings count."""

    faq: str | None = None
    as_json: bool = False
    strict: bool = False


def check_faq(options: CheckOptions, terminal: Terminal) -> int:
    """Print every problem of the FAQ. Raises FileError when it cannot be read at all."""
    choice = paths.choose_faq(options.faq)
    progress = progress_line(terminal, "checking")
    try:
        problems = check(choice.path, cache_dir=paths.cache_dir(), progress=progress)
    except KeyboardInterrupt:
        if progress:
            progress(1, 1)  # the line would stay, and the shell's prompt come behind it
        raise
    for problem in problems:
        line = json_line(shapes.problem_shape(problem)) if options.as_json else problem_line(problem)
        terminal.stdout.write(line + "\n")
    terminal.stdout.flush()
    errors = sum(problem.level == "error" for problem in problems)
    write_line(terminal.stderr, f"{one_line(choice.path)}: {summary(errors, len(problems) - errors)}")
    return PROBLEMS if errors or (options.strict and problems) else CLEAN


def problem_line(problem: Problem) -> str:
    """One problem in the form that editors and compilers share."""
    place = f"{problem.path}:{problem.line}:{problem.column}"
    return one_line(f"{place}: {problem.level} {problem.code} {problem.message}")


def summary(errors: int, warnings: int) -> str:
    """How many there are of each, in words."""
    counted = [
        f"{count} {name}{'s' if count > 1 else ''}"
        for count, name in ((errors, "error"), (warnings, "warning"))
        if count
    ]
    return ", ".join(counted) or "no problems"
