# For type checkers, which cannot follow __getattr__. It stands beside, so that the package itself imports nothing.
from askfaq.api import Faq as Faq
from askfaq.api import load as load
from askfaq.errors import ArgumentError as ArgumentError
from askfaq.errors import AskfaqError as AskfaqError
from askfaq.errors import FileError as FileError
from askfaq.model import Entry as Entry
from askfaq.model import Match as Match
from askfaq.model import Result as Result
from askfaq.model import Why as Why

__version__: str
__all__ = ["ArgumentError", "AskfaqError", "Entry", "Faq", "FileError", "Match", "Result", "Why", "load"]
