"""A text in the user's own editor."""

import os
import shlex
import subprocess
import tempfile
from contextlib import suppress

from askfaq.errors import AskfaqError


def editor_command() -> list[str] | None:
    """What VISUAL or EDITOR name, as words; None when neither does."""
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    try:
        return shlex.split(named, posix=os.name != "nt") or None
    except ValueError:  # a quote without its pair
        return None


def open_at(path: str, line: int) -> bool:
    """Open a file at a line, as most editors are told to; whether there is an editor."""
    command = editor_command()
    try:
        return command is not None and subprocess.run([*command, f"+{line}", path], check=False) is not None
    except OSError:
        return False


class Drafts:
    """The files of texts that were edited: each stays until the text is written elsewhere, so that none is lost."""

    def __init__(self) -> None:
        self._given: dict[str, bytes] = {}  # path -> what the editor was given

    def edited(self, text: str, command: list[str]) -> str | None:
        """The text as the editor leaves it, or None when there is no such editor. Raises AskfaqError when it fails."""
        descriptor, path = tempfile.mkstemp(prefix="askfaq-", suffix=".md")
        self._given[path] = text.encode()
        with open(descriptor, "wb") as file:
            file.write(self._given[path])
        try:
            done = subprocess.run([*command, path], check=False)
        except OSError:
            return None
        if done.returncode:
            raise AskfaqError(f"{command[0]} ended with {done.returncode}; nothing was changed")
        try:
            return _held(path).decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            raise AskfaqError("the editor did not save UTF-8; nothing was changed") from None

    def discard(self) -> None:
        """Delete the files: what they held is written, or is not wanted."""
        while self._given:
            path, _ = self._given.popitem()
            with suppress(OSError):
                os.unlink(path)

    def kept(self) -> list[str]:
        """The files with a text of the user's own, which stay; others are deleted."""
        own = {path: given for path, given in self._given.items() if _held(path).strip() not in (b"", given.strip())}
        self._given = {path: given for path, given in self._given.items() if path not in own}
        self.discard()
        return list(own)


def _held(path: str) -> bytes:
    """What the editor has saved; nothing when it has deleted the file."""
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError:
        return b""
