"""askfaq check: what is wrong with a FAQ file, by line."""

import re
from typing import NamedTuple

from askfaq import paths
from askfaq.checks.check import check
from askfaq.checks.codes import LEVELS
from askfaq.commands.exit_codes import NO, OK
from askfaq.errors import called
from askfaq.output import json_lines
from askfaq.output.json_lines import json_line
from askfaq.output.messages import problem_line, summary
from askfaq.terminal.progress import ProgressLine
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import one_line


class CheckOptions(NamedTuple):
    """Which FAQs, how to print what is found, and whether warnings count."""

    faq: paths.Flag = None
    as_json: bool = False
    strict: bool = False


def check_faq(options: CheckOptions, terminal: Terminal) -> int:
    """Print every problem of each FAQ. Raises FileError when one cannot be read at all."""
    return max(_check_one(choice.path, options, terminal) for choice in paths.choose_faqs(options.faq))


def _check_one(path: str, options: CheckOptions, terminal: Terminal) -> int:
    with ProgressLine(terminal, "checking") as progress:
        problems = check(path, cache_dir=paths.cache_dir(), progress=progress)
    for problem in problems:
        line = json_line(json_lines.problem_shape(problem)) if options.as_json else problem_line(problem)
        terminal.stdout.write(line + "\n")
    terminal.stdout.flush()
    errors = sum(problem.level == "error" for problem in problems)
    write_line(terminal.stderr, f"{one_line(called(path))}: {summary(errors, len(problems) - errors)}")
    return NO if errors or (options.strict and problems) else OK


def explain(code: str, terminal: Terminal) -> int:
    """What a code means and what to do about it: its section of docs/reference/checks.md."""
    from askfaq.files import read_text

    if code not in LEVELS:
        from askfaq.text.fuzzy import nearest

        near = ", ".join(nearest(code, list(LEVELS)))
        hint = f"did you mean {near}?" if near else f"the codes are {', '.join(LEVELS)}"
        write_line(terminal.stderr, f'askfaq: there is no code "{one_line(code)}"; {hint}')
        return NO
    page = read_text(paths.data_file("checks.md", checkout="docs/reference"))
    sections = re.split(r"^##+ (.*)\n", page, flags=re.MULTILINE)
    paragraphs = sections[sections.index(code) + 1].strip().split("\n\n")
    text = "\n\n".join(" ".join(paragraph.split()) for paragraph in paragraphs)
    if terminal.out.shows_pages:
        from askfaq.output import rich_pages

        text = rich_pages.explanation(code, LEVELS[code], text, terminal.out)
    write_line(terminal.stdout, text)
    return OK
