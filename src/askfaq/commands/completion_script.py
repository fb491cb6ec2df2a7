"""The scripts that make a shell complete askfaq's words: printed, or written where the shell looks."""

import os
from enum import StrEnum
from typing import NamedTuple

from askfaq import paths


class Shell(StrEnum):
    """A shell that askfaq has a script for."""

    bash = "bash"
    zsh = "zsh"
    fish = "fish"


class _Home(NamedTuple):
    """Where a shell's script lives: in the package, below an XDG folder of the user; and what to do if it is unseen."""

    script: str
    variable: str
    fallback: str
    path: str
    hint: str


_HOMES = {
    Shell.bash: _Home(
        "askfaq.bash",
        "XDG_DATA_HOME",
        ".local/share",
        "bash-completion/completions/askfaq",
        "without the bash-completion package, add to ~/.bashrc: source {path}",
    ),
    Shell.zsh: _Home(
        "_askfaq",
        "XDG_DATA_HOME",
        ".local/share",
        "zsh/site-functions/_askfaq",
        "zsh needs this before compinit in ~/.zshrc: fpath+=({folder})",
    ),
    Shell.fish: _Home("askfaq.fish", "XDG_CONFIG_HOME", ".config", "fish/completions/askfaq.fish", ""),
}


def script(shell: Shell) -> str:
    """The completion script of a shell."""
    from askfaq.files import read_text

    return read_text(paths.data_file("completion", _HOMES[shell].script))


def install(shell: Shell) -> str:
    """Write the script where the shell looks for it, touching nothing else; what to tell the user. Raises FileError."""
    from askfaq.saving import make_folder, write_atomically

    home = _HOMES[shell]
    path = os.path.join(paths.xdg_folder(home.variable, home.fallback), *home.path.split("/"))
    make_folder(path)
    write_atomically(path, script(shell).encode())
    lines = [
        f"written: {path}",
        "a new shell completes the words of askfaq",
        home.hint.format(path=path, folder=os.path.dirname(path)),
    ]
    return "\n".join(line for line in lines if line)
