"""The FAQ that a command works on: found, loaded, with its engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from askfaq import files, paths
from askfaq.errors import FileError
from askfaq.faq.load import load_faq
from askfaq.model import FaqFile
from askfaq.terminal.streams import Terminal
from askfaq.text.sanitize import one_line

if TYPE_CHECKING:
    from askfaq.engine.engine import Engine
    from askfaq.terminal.progress import ProgressLine


class OpenFaq(NamedTuple):
    """A FAQ that has been read, where it was found, the engine over it, and the line that tells how far that is."""

    file: FaqFile
    choice: paths.FaqChoice
    engine: Engine
    progress: ProgressLine


def open_faq(flag: str | None, terminal: Terminal) -> OpenFaq:
    """The FAQ that the flag, the environment or the user's folder names. Raises FileError."""
    from askfaq.engine.engine import Engine
    from askfaq.terminal.progress import ProgressLine

    choice = paths.choose_faq(flag)
    file = load(choice, cache_dir=paths.cache_dir())
    progress = ProgressLine(terminal, "reading the FAQ")
    return OpenFaq(file, choice, Engine(file, cache_dir=paths.cache_dir(), progress=progress), progress)


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
    return title_of(faq)


def title_of(faq: OpenFaq) -> str:
    """Its title in quotation marks, else its path."""
    return f'"{one_line(faq.file.title)}"' if faq.file.title else one_line(faq.choice.path)
