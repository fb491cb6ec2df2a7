"""askfaq: the one right answer out of an FAQ file, or an honest "I don't know"."""

__version__ = "0.1.0"
