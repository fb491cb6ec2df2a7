"""A text in the user's own editor."""

import os
import shlex
import subprocess
import tempfile

from askfaq.errors import AskfaqError


def editor_command() -> list[str] | None:
    """What VISUAL or EDITOR name, as words; None when neither does."""
    named = os.environ.get("VISUAL", "").strip() or os.environ.get("EDITOR", "").strip()
    try:
        return shlex.split(named, posix=os.name != "nt") or None
    except ValueError:  # a quote without its pair
        return None


def edited(text: str, command: list[str]) -> str | None:
    """The text as the editor leaves it, or None when there is no such editor. Raises AskfaqError when it fails."""
    descriptor, path = tempfile.mkstemp(prefix="askfaq-", suffix=".md")
    try:
        with open(descriptor, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        try:
            done = subprocess.run([*command, path], check=False)
        except OSError:
            return None
        if done.returncode:
            raise AskfaqError(f"{command[0]} ended with {done.returncode}; nothing was changed")
        with open(path, encoding="utf-8-sig", newline="") as file:
            return file.read().replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise AskfaqError("the editor did not save UTF-8; nothing was changed") from None
    finally:
        os.unlink(path)
