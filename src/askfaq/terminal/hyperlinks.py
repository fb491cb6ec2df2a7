"""Whether a terminal is known to open links (OSC 8): by the names that terminals give, as none can be asked."""

import re
from collections.abc import Mapping

_OLDEST = {  # TERM_PROGRAM, and the first version that opens links
    "iTerm.app": (3, 1),
    "vscode": (1, 72),
    "WezTerm": (),
    "ghostty": (),
    "Hyper": (),
    "zed": (),
}
_TERMS = ("xterm-kitty", "xterm-ghostty", "alacritty", "foot", "contour")  # how TERM begins, over ssh too
_MULTIPLEXED = ("screen", "tmux")  # they keep links to themselves, unless their settings say otherwise
_OLDEST_VTE = 5001  # GNOME Terminal and its kin; 0.50.0 crashed


def opens_links(environ: Mapping[str, str], *, is_terminal: bool) -> bool:
    """Whether links can be written; FORCE_HYPERLINK, which other programs obey too, beats all that is known."""
    forced = environ.get("FORCE_HYPERLINK")
    if forced is not None:
        return forced.strip() != "0"
    term = environ.get("TERM", "")
    if not is_terminal or "TMUX" in environ or "STY" in environ or term.startswith(_MULTIPLEXED):
        return False
    if "WT_SESSION" in environ or "DOMTERM" in environ or term.startswith(_TERMS):
        return True
    if _version(environ.get("VTE_VERSION", "")) >= (_OLDEST_VTE,):
        return True
    oldest = _OLDEST.get(environ.get("TERM_PROGRAM", ""))
    return oldest is not None and _version(environ.get("TERM_PROGRAM_VERSION", "")) >= oldest


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(number[:9]) for number in re.findall(r"\d+", text, re.ASCII))
