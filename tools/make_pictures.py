"""Write docs/pictures/session-*.svg, a real session in a terminal, light and dark: tools/make_pictures.py [--check]

The commands run in a terminal of their own, with an empty home folder; Rich draws what they wrote. The pictures fetch
nothing: they are set in the reader's own monospaced font.
"""

import argparse
import os
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pexpect
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
COMMANDS = ["askfaq how long do hugs last", "askfaq hugs", "askfaq how tall is Mount Everest"]
COLUMNS, ROWS = 72, 50  # narrow, for phones; so tall that no pager opens
LIGHT = TerminalTheme(
    (255, 255, 255),
    (11, 13, 16),
    [
        (36, 41, 47),
        (207, 34, 46),
        (17, 99, 41),
        (77, 45, 0),
        (9, 105, 218),
        (130, 80, 223),
        (27, 124, 131),
        (87, 96, 106),
    ],
)
DARK = TerminalTheme(
    (22, 27, 34),
    (230, 237, 243),
    [
        (72, 79, 88),
        (255, 123, 114),
        (63, 185, 80),
        (210, 153, 34),
        (88, 166, 255),
        (188, 140, 255),
        (57, 197, 207),
        (177, 186, 196),
    ],
)
DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">
<title>A session of askfaq in a terminal</title>
<style>
svg > rect {{ stroke: #8b949e }}
.{unique_id}-title {{ font: 14px sans-serif; opacity: .7 }}
.{unique_id}-matrix {{
  font: {char_height}px/{line_height}px ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}
</defs>
{chrome}
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def main() -> None:
    """Write the pictures, or with --check say whether they show what the program writes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a picture is out of date")
    is_check = parser.parse_args().check
    session = Text("\n\n").join(recorded())
    for name, theme in (("light", LIGHT), ("dark", DARK)):
        path, picture = FOLDER / f"session-{name}.svg", drawn(session, theme)
        if not is_check:
            path.write_text(picture, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != picture:
            sys.exit(f"{path.name} does not show what the program writes now")


def recorded() -> Iterator[Text]:
    """Each command as it is typed, with what it writes."""
    with tempfile.TemporaryDirectory() as home:
        for command in COMMANDS:
            typed = Text.assemble(("$ ", "dim"), (command, "bold"), "\n")
            yield typed + Text.from_ansi(in_terminal(command, home))


def in_terminal(command: str, home: str) -> str:
    """What a command writes to a terminal with colours whose reader presses Enter at every question."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "TMPDIR") if name in os.environ}
    program = pexpect.spawn(
        sys.executable,
        ["-m", *shlex.split(command)],
        env={**kept, "HOME": home, "LANG": "C.UTF-8", "TERM": "xterm-256color"},
        cwd=home,
        encoding="utf-8",
        timeout=120,
        dimensions=(ROWS, COLUMNS),
    )
    written = ""
    while program.expect([r"\? .*: ", pexpect.EOF]) == 0:
        written += program.before + program.after
        program.sendline()
    return (written + program.before).replace("\r\n", "\n").rstrip("\n")


def drawn(session: Text, theme: TerminalTheme) -> str:
    """The session as a picture."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=COLUMNS, file=nowhere, force_terminal=True, color_system="truecolor")
        console.print(session, soft_wrap=True, end="\n\n")  # Rich cuts a last line off below
    return console.export_svg(title="", theme=theme, code_format=DRAWING, unique_id="session")


if __name__ == "__main__":
    main()
