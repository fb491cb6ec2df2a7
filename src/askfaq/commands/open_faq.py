"""The FAQs that a command works on: found, loaded, with their engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from askfaq import files, paths
from askfaq.errors import FileError
from askfaq.faq.load import load_faq
from askfaq.model import FaqFile, joined
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import one_line

if TYPE_CHECKING:
    from askfaq.engine.decision import Asker
    from askfaq.terminal.progress import ProgressLine


class OpenFaq(NamedTuple):
    """FAQs that have been read, one as a rule, where they were found, the engine over them, and the line that tells how
    far that is.
    """

    files: tuple[FaqFile, ...]
    choices: tuple[paths.FaqChoice, ...]
    engine: Asker
    progress: ProgressLine

    @property
    def file(self) -> FaqFile:
        """All that the FAQs say."""
        return joined(self.files)

    @property
    def choice(self) -> paths.FaqChoice:
        """That of the first FAQ."""
        return self.choices[0]

    @property
    def flag(self) -> str:
        """What stands behind a command that is suggested, so that it reads these FAQs too."""
        return "".join(choice.flag for choice in self.choices)


def open_faq(flag: paths.Flag, terminal: Terminal) -> OpenFaq:
    """The FAQs that the flag, the environment or the user's folder names. Raises FileError."""
    from askfaq.engine.engine import Engine
    from askfaq.terminal.progress import ProgressLine

    choices, cache = paths.choose_faqs(flag), paths.cache_dir()
    files = tuple(load(choice, cache_dir=cache) for choice in choices)
    progress = ProgressLine(terminal, "reading the FAQ")
    engines = [Engine(file, cache_dir=cache, progress=progress) for file in files]
    if len(engines) == 1:
        return OpenFaq(files, choices, engines[0], progress)
    from askfaq.joint import JointEngine

    return OpenFaq(files, choices, JointEngine(engines), progress)


def load_all(flag: paths.Flag) -> tuple[FaqFile, ...]:
    """The FAQ files that the flag, the environment or the user's folder names. Raises FileError."""
    return tuple(map(load, paths.choose_faqs(flag)))


def first_choice(flag: paths.Flag, terminal: Terminal) -> paths.FaqChoice:
    """The FAQ of a command that works on one; that it is the first of several is said."""
    choice, *others = paths.choose_faqs(flag)
    if others:
        told = f"this concerns only the first of the {len(others) + 1} FAQs: {one_line(choice.path)}"
        write_line(terminal.stderr, f"askfaq: {told}")
    return choice


def load(choice: paths.FaqChoice, *, cache_dir: str | None = None) -> FaqFile:
    """The chosen FAQ file, or what the cache holds of it; an error says who chose it when the command line did not."""
    try:
        if cache_dir is None or not files.is_cached(choice.path):
            return load_faq(choice.path)
        from askfaq.engine import cached_faq  # a small FAQ does without

        return cached_faq.load(choice.path, cache_dir)
    except FileError as error:
        if choice.origin != "ASKFAQ_FILE":
            raise
        message = f"{error.message} (the file that ASKFAQ_FILE names)"
        raise FileError(error.path, message, line=error.line, column=error.column) from None


def name_of(faq: OpenFaq) -> str:
    """How to call the FAQ where it has no answer."""
    if faq.choice.origin == "sample":
        return "the sample FAQ (--faq PATH asks your own)"
    return title_of(faq, "or")


def title_of(faq: OpenFaq, conjunction: str = "and") -> str:
    """Its title in quotation marks, else its path; of several with the conjunction between them."""
    from askfaq.output.messages import faq_name, faq_names

    *others, last = faq_names(faq.files).values() or [faq_name(faq.file)]
    return f"{', '.join(others)} {conjunction} {last}" if others else last
