"""Which terminals are known to open links."""

import pytest

from askfaq.terminal.hyperlinks import opens_links

# what the environment says, and whether links are written
TERMINALS = [
    ({}, False),
    ({"TERM": "xterm-256color"}, False),
    ({"TERM": "linux"}, False),
    ({"TERM": "xterm-kitty"}, True),
    ({"TERM": "xterm-ghostty"}, True),
    ({"TERM": "alacritty"}, True),
    ({"TERM": "alacritty-direct"}, True),
    ({"TERM": "foot-extra"}, True),
    ({"TERM_PROGRAM": "Apple_Terminal", "TERM_PROGRAM_VERSION": "455"}, False),
    ({"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.0.15"}, False),
    ({"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.1"}, True),
    ({"TERM_PROGRAM": "iTerm.app", "TERM_PROGRAM_VERSION": "3.5.10"}, True),
    ({"TERM_PROGRAM": "iTerm.app"}, False),
    ({"TERM_PROGRAM": "vscode", "TERM_PROGRAM_VERSION": "1.71.2"}, False),
    ({"TERM_PROGRAM": "vscode", "TERM_PROGRAM_VERSION": "1.104.0-insider"}, True),
    ({"TERM_PROGRAM": "WezTerm", "TERM_PROGRAM_VERSION": "20240203-110809-5046fc22"}, True),
    ({"TERM_PROGRAM": "ghostty"}, True),
    ({"VTE_VERSION": "4999"}, False),
    ({"VTE_VERSION": "5000"}, False),
    ({"VTE_VERSION": "6800"}, True),
    ({"VTE_VERSION": "x"}, False),
    ({"VTE_VERSION": "9" * 5000}, True),
    ({"WT_SESSION": "8b1e"}, True),
    ({"DOMTERM": "version=3"}, True),
    # a multiplexer hands links on only where it has been told to
    ({"VTE_VERSION": "6800", "TMUX": "/tmp/tmux,1,0"}, False),
    ({"VTE_VERSION": "6800", "STY": "1.pts"}, False),
    ({"VTE_VERSION": "6800", "TERM": "tmux-256color"}, False),
    ({"WT_SESSION": "8b1e", "TERM": "screen-256color"}, False),
    ({"FORCE_HYPERLINK": "1", "TERM": "tmux-256color"}, True),
    ({"FORCE_HYPERLINK": "", "TERM": "xterm"}, True),
    ({"FORCE_HYPERLINK": "0", "VTE_VERSION": "6800"}, False),
]


@pytest.mark.parametrize(("environ", "expected"), TERMINALS, ids=str)
def test_links_are_written_where_they_are_known_to_open(environ: dict[str, str], expected: bool) -> None:
    assert opens_links(environ, is_terminal=True) is expected


def test_off_a_terminal_links_have_to_be_forced() -> None:
    assert not opens_links({"VTE_VERSION": "6800"}, is_terminal=False)
    assert opens_links({"FORCE_HYPERLINK": "1"}, is_terminal=False)
