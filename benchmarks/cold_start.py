#!/usr/bin/env python3
"""Cold start: the whole process, as a person feels it, beside peers in one run.

    python3 benchmarks/cold_start.py --python VENV/bin/python [--peers VENV/bin] [--runs N]

--python is the interpreter of an environment that askfaq is installed in (not editable: byte code counts).
--peers is a folder with the peers' programs, as far as they are there: tldr (the Python client, which is shown a
cached page), howdoi, python with typer, rich and rapidfuzz for naive.py; fzf and tealdeer's tldr are looked up on PATH.
"""

import argparse
import os
import shutil
import sys
import tempfile
from pathlib import Path

from measure import in_turn, instructions, table, write_section

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parent / "data" / "faq.json"
VERBATIM = "how long does the average hug last"
PARAPHRASE = "is what I tell my shrink kept secret"


def askfaq_commands(python: str) -> dict[str, list[str]]:
    """What is measured of askfaq: program name -> command line."""
    program = str(Path(python).with_name("askfaq"))
    return {
        "python3 -c pass": [python, "-c", "pass"],
        "near-verbatim question, piped": [program, *VERBATIM.split()],
        "paraphrase, piped": [program, *PARAPHRASE.split()],
        "askfaq --version": [program, "--version"],
        "askfaq list, piped": [program, "list"],
        "python3 -c 'import numpy'": [python, "-c", "import numpy"],
    }


def peer_commands(folder: Path | None) -> dict[str, list[str]]:
    """The peers that are there."""
    found = {}
    if folder:
        for name, words in (("tldr", ["tar"]), ("howdoi", ["--version"])):
            if (folder / name).exists():
                found[f"{name} (Python) {words[0]}"] = [str(folder / name), *words]
        if (folder / "python").exists():
            question = VERBATIM.split()
            found["naive Typer + Rich + rapidfuzz"] = [
                str(folder / "python"),
                str(HERE / "naive.py"),
                str(SAMPLE),
                *question,
            ]
    if fzf := shutil.which("fzf"):
        lines = tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False)  # noqa: SIM115 - read by the peer
        lines.write("".join(f"question number {n}\n" for n in range(1000)))
        lines.close()
        found["fzf --filter, 1,000 lines"] = ["sh", "-c", f"{fzf} --filter 'number 77' < {lines.name}"]
    return found


def cached_page(home: str) -> None:
    """The page that the tldr client shows, where its cache is expected."""
    pages = Path(home, ".cache", "tldr", "pages", "linux")
    pages.mkdir(parents=True)
    (pages / "tar.md").write_text(
        "# tar\n\n> Archiving utility.\n\n- Create:\n\n`tar cf {{a}} {{b}}`\n", encoding="utf-8"
    )


def main() -> int:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    a = parser.parse_args()
    own = askfaq_commands(a.python)
    with tempfile.TemporaryDirectory() as home:
        cached_page(home)
        env = {"HOME": home, "LANG": "C.UTF-8", "TLDR_LANGUAGE": "en", "TLDR_CACHE_ENABLED": "1"}
        peers = peer_commands(a.peers)
        times = in_turn({**own, **peers}, runs=a.runs, **env)

        def counted(name: str) -> float | None:
            command = {**own, **peers}[name]
            if command[0] == "sh":  # callgrind would count the shell
                return None
            return instructions(command if command[0] == a.python or name in peers else [a.python, *command], **env)

        base = times["near-verbatim question, piped"][0]
        rows = [[name, counted(name), *times[name], times[name][0] / base] for name in times]
    body = table(["command", "million instructions", "ms (median)", "peak MiB", "time / near-verbatim"], rows)
    write_section("Cold start", f"`python3 benchmarks/cold_start.py` (runs in turn: {a.runs})\n\n{body}")
    return 0


if __name__ == "__main__":
    os.chdir(HERE)
    sys.exit(main())
