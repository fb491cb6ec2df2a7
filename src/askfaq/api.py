"""The Python API: load a FAQ once, ask it as often as needed."""

from collections.abc import Iterable, Iterator, Sequence

from askfaq import paths
from askfaq.engine import cached_faq
from askfaq.engine.engine import Engine
from askfaq.model import DEFAULT_TOP, Entry, FaqFile, Result


class Faq:
    """A FAQ ready to be asked. Nothing of it changes once it is made, so threads may share it."""

    def __init__(self, file: FaqFile, *, cache_dir: str | None = None) -> None:
        self.file = file
        self._engine = Engine(file, cache_dir=cache_dir)

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries in file order."""
        return self.file.entries

    def ask(
        self,
        query: str,
        *,
        topic: str | None = None,
        min_confidence: float | None = None,
        top: int = DEFAULT_TOP,
    ) -> Result:
        """What becomes of one query. `result.answer` is the entry that answers it, or None.

        `topic` narrows the question to the entries of that topic. `min_confidence` (0 to 1) is the confidence from
        which a match is given as the answer, instead of the FAQ's own or askfaq's threshold. At most `top` matches
        are listed.
        """
        return self._engine.ask(query, topic=topic, min_confidence=min_confidence, top=top)

    def ask_many(
        self,
        queries: Iterable[str],
        *,
        topic: str | None = None,
        min_confidence: float | None = None,
        top: int = DEFAULT_TOP,
    ) -> Iterator[Result]:
        """The results for many queries, in order: quicker than one by one."""
        return self._engine.ask_many(queries, topic=topic, min_confidence=min_confidence, top=top)


def load(path: str | None = None) -> Faq:
    """The FAQ file at the path; without one, the same file that the command line would use.

    Raises FileError (an AskfaqError) when the file cannot be read or breaks the format.
    """
    chosen = paths.choose_faq(path)
    return Faq(cached_faq.load(chosen.path, paths.cache_dir()), cache_dir=paths.cache_dir())
