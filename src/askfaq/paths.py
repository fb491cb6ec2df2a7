"""Which FAQ files and which folders are used. No pathlib, no platformdirs where a quick question passes through."""

import os
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from askfaq.errors import STDIN, UsageError

Flag = str | Sequence[str] | None  # what --faq says: one FAQ, several, none
_NAMED = 3  # FAQs that a message names


class FaqChoice(NamedTuple):
    """The FAQ in use and why: "--faq", "ASKFAQ_FILE", "yours" (the config folder) or "sample"."""

    path: str
    origin: str

    @property
    def flag(self) -> str:
        """What stands behind a command that is suggested, so that it reads this FAQ too."""
        if self.origin != "--faq":
            return ""
        from askfaq.text.shell import quoted

        return f" --faq {quoted(self.path)}"


def choose_faqs(flag: Flag) -> tuple[FaqChoice, ...]:
    """The first of: what the flag names, ASKFAQ_FILE, faq.json in the user's config folder, the packaged sample.

    The first two may name several; one that is named twice is the same one.
    """
    if named := [flag] if isinstance(flag, str) else list(flag or ()):
        return _each_once(named, "--faq")
    if listed := _listed(os.environ.get("ASKFAQ_FILE", "")):
        return _each_once(map(as_file, listed), "ASKFAQ_FILE")
    own = user_faq()
    return (FaqChoice(own, "yours") if os.path.lexists(own) else FaqChoice(sample_faq(), "sample"),)


def choose_faq(flag: Flag) -> FaqChoice:
    """The FAQ of what works on one. Raises UsageError where several are named."""
    choice, *others = choose_faqs(flag)
    if others:
        names = ", ".join(one.path for one in (choice, *others[: _NAMED - 1]))
        named = f"{names}{' …' if len(others) >= _NAMED else ''}"
        by = "ASKFAQ_FILE" if choice.origin == "ASKFAQ_FILE" else "--faq"
        raise UsageError(f"this takes one FAQ, and {by} names {len(others) + 1} ({named}); give one with --faq PATH")
    return choice


def _listed(value: str) -> list[str]:
    """The files of a list like PATH; a file whose name holds the separator is one."""
    return [value] if value and os.path.lexists(value) else [path for path in value.split(os.pathsep) if path]


def as_file(path: str) -> str:
    """The path of a file, where none stands for standard input: that is read only for who says so."""
    return os.path.join(os.curdir, path) if path == STDIN else path


def _each_once(named: Iterable[str], origin: str) -> tuple[FaqChoice, ...]:
    first: dict[str, FaqChoice] = {}
    for path in named:
        first.setdefault(os.path.normcase(os.path.abspath(path)), FaqChoice(path, origin))
    return tuple(first.values())


def user_faq() -> str:
    """Where the user's own FAQ is looked for."""
    return os.path.join(_folder("XDG_CONFIG_HOME", ".config", "user_config_dir"), "faq.json")


def cache_dir() -> str:
    """Where indexes are kept; everything in it can be deleted at any time."""
    return _folder("XDG_CACHE_HOME", ".cache", "user_cache_dir")


def misses_dir() -> str:
    """Where the questions that got no answer are kept, for who wants that."""
    return os.path.join(_folder("XDG_STATE_HOME", os.path.join(".local", "state"), "user_state_dir"), "misses")


def misses_switch() -> str:
    """The file that says, by being there, that they are to be kept."""
    return os.path.join(misses_dir(), "on")


def sample_faq() -> str:
    """The therapist's page."""
    return data_file("faq.json")


def data_file(*names: str, checkout: str = "data") -> str:
    """A file that comes with askfaq: inside an installed package, or in data/ or another folder of a checkout."""
    here = os.path.dirname(os.path.abspath(__file__))
    packaged = os.path.join(here, "data", *names)
    if os.path.exists(packaged):
        return packaged
    return os.path.join(os.path.dirname(os.path.dirname(here)), checkout, *names)


def _folder(variable: str, fallback: str, platformdirs_name: str) -> str:
    if sys.platform != "linux":
        import platformdirs

        return str(getattr(platformdirs, platformdirs_name)("askfaq", appauthor=False))
    return os.path.join(xdg_folder(variable, fallback), "askfaq")


def xdg_folder(variable: str, fallback: str) -> str:
    """The folder that an XDG variable names, else the fallback in the home folder."""
    base = os.environ.get(variable, "").strip()
    if not os.path.isabs(base):  # the XDG specification: a relative value is invalid and ignored
        home = os.path.expanduser("~")
        # Who has no home folder has none of askfaq's either: nothing is looked for, or kept, in the current one.
        base = os.path.join(home if os.path.isabs(home) else "/nonexistent", fallback)
    return base
