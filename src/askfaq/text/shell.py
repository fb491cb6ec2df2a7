"""Commands that are shown to be copied."""

import shlex
from collections.abc import Iterable

from askfaq.text.sanitize import one_line


def quoted(word: str) -> str:
    """The word as a shell takes it, in one line that may be shown and loses nothing then.

    What does not survive that (line breaks, white space in a row, control characters, bytes that are not UTF-8) stands
    as bash, zsh and ksh write it, in $'…'.
    """
    plain = shlex.quote(word)
    return plain if one_line(plain) == plain else "$'" + "".join(map(_escaped, word)) + "'"


def command_line(words: Iterable[str]) -> str:
    """The words as a line of a shell."""
    return " ".join(map(quoted, words))


def _escaped(character: str) -> str:
    if character in "\\'":
        return "\\" + character
    if one_line(character) == character:
        return character
    is_a_byte = "\udc80" <= character <= "\udcff"  # as Python shows one that is not UTF-8
    return "".join(f"\\x{byte:02x}" for byte in character.encode(errors="surrogateescape" if is_a_byte else "replace"))
