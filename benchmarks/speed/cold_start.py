#!/usr/bin/env python3
"""Cold start: the whole process, as a person feels it, in a pipe and on a terminal, beside peers in one run.

    python3 -m benchmarks.speed.cold_start --python VENV/bin/python [--peers DIR] [--runs N]

--python is the interpreter of an environment that askfaq is installed in (not editable: byte code counts).
--peers is the folder that peers/install.sh fills. A peer that is not there is left out, and the section says so.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks.measure import Command, in_turn, instructions, run, table, versions, write_section

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parents[1] / "data" / "faq.json"
VERBATIM = "how long does the average hug last".split()
LISTED = "how do you give a comforting hug".split()
PARAPHRASE = "is what I tell my shrink kept secret".split()
PAGE = "# tar\n\n> Archiving utility.\n\n- Create:\n\n`tar cf {{a}} {{b}}`\n"
NOT_COUNTED = ("fzf", "sentence-transformers")  # Go under valgrind stops, PyTorch under it takes minutes


def own_commands(python: str) -> dict[str, Command]:
    """What is measured of askfaq and of Python itself, by what it is called in the table."""
    askfaq = [python, str(Path(python).with_name("askfaq"))]
    return {
        "`python3 -c pass`": Command([python, "-c", "pass"]),
        "`python3 -c 'import numpy'`": Command([python, "-c", "import numpy"]),
        "near-verbatim question, piped": Command([*askfaq, *VERBATIM]),
        "the same on a terminal: a paragraph": Command([*askfaq, *VERBATIM], on_terminal=True),
        "near-verbatim, answer with a list, piped": Command([*askfaq, *LISTED]),
        "the same on a terminal: a Markdown list": Command([*askfaq, *LISTED], on_terminal=True),
        "paraphrase, piped": Command([*askfaq, *PARAPHRASE]),
        "the same on a terminal": Command([*askfaq, *PARAPHRASE], on_terminal=True),
        "`askfaq --version`": Command([*askfaq, "--version"]),
        "`askfaq list`, piped": Command([*askfaq, "list"]),
        "`askfaq list` on a terminal": Command([*askfaq, "list"], on_terminal=True),
        "`askfaq --help`": Command([*askfaq, "--help"]),
    }


def peer_commands(folder: Path | None, faq: str) -> dict[str, Command]:
    """The peers by name, whether they are there or not: a program of a virtual environment, or of PATH."""

    def bin_of(name: str, program: str) -> str:
        return str((folder or Path("/nowhere")) / name / "bin" / program)

    def tool(name: str) -> list[str]:
        return [bin_of(name, "python"), str(HERE / "peers" / f"with_{name.replace('-', '_')}.py"), faq, *VERBATIM]

    lines = "".join(f"question number {n}\n" for n in range(1000)).encode()
    return {
        "tldr (Python)": Command([bin_of("tldr", "python"), bin_of("tldr", "tldr"), "tar"]),
        "howdoi": Command([bin_of("howdoi", "python"), bin_of("howdoi", "howdoi"), "--version"]),
        "rapidfuzz": Command(tool("rapidfuzz")),
        "bm25s": Command(tool("bm25s")),
        "sentence-transformers": Command(tool("sentence-transformers")),
        "fzf": Command([shutil.which("fzf") or "/nowhere", "--filter", "number 77"], lines),
        "tealdeer": Command([shutil.which("tldr") or "/nowhere", "tar"]),
    }


LABELS = {
    "tldr (Python)": "`tldr tar`, the Python client",
    "howdoi": "`howdoi --version`",
    "rapidfuzz": "peers/with_rapidfuzz.py: Typer, Rich, rapidfuzz",
    "bm25s": "peers/with_bm25s.py, indexed",
    "sentence-transformers": "peers/with_sentence_transformers.py, indexed",
    "fzf": "`fzf --filter`, 1,000 lines",
    "tealdeer": "`tldr tar`, tealdeer",
}


def cached_pages(home: str) -> None:
    """The page that the tldr clients show, where each expects its cache."""
    for folder in (".cache/tldr/pages/linux", ".cache/tealdeer/tldr-pages/pages/linux"):
        path = Path(home, folder, "tar.md")
        path.parent.mkdir(parents=True)
        path.write_text(PAGE, encoding="utf-8")


def peer_versions(commands: dict[str, Command]) -> str:
    """The versions of the peers that were measured."""
    packages = [n for n in ("rapidfuzz", "bm25s", "sentence-transformers") if n in commands]
    found = [versions(commands[n].words[0], (n,)) for n in packages]
    for name, package in (("tldr (Python)", "tldr"), ("howdoi", "howdoi")):
        if name in commands:
            found.append(versions(commands[name].words[0], (package,)))
    for name in ("fzf", "tealdeer"):
        if name in commands:
            said = run(Command([commands[name].words[0], "--version"])).out.decode()
            found.append(f"fzf {said.split()[0]}" if name == "fzf" else said.strip())
    return ", ".join(found)


def main() -> None:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    a = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        cached_pages(home)
        env = {"HOME": home, "XDG_CACHE_HOME": f"{home}/.cache", "LANG": "C.UTF-8", "PYTHONHASHSEED": "0"}
        env |= {"TLDR_LANGUAGE": "en", "TLDR_CACHE_ENABLED": "1"}
        faq = shutil.copy(SAMPLE, home)  # some peers keep their index beside it
        known = peer_commands(a.peers and a.peers.resolve(), faq)
        peers = {name: c for name, c in known.items() if all(Path(w).exists() for w in c.words[:1])}
        commands = {**own_commands(a.python), **peers}
        times = in_turn(commands, runs=a.runs, **env)
        counted = {n: None if n in NOT_COUNTED else instructions(c, **env) for n, c in commands.items()}
    base = times["near-verbatim question, piped"][0]
    rows = [[LABELS.get(n, n), counted[n], *times[n], times[n][0] / base] for n in commands]
    body = table(["command", "million instructions", "ms (median)", "peak MiB", "time / near-verbatim"], rows)
    missing = ", ".join(sorted(known.keys() - peers.keys()))
    note = f"Left out, because not installed here: {missing}." if missing else "Every peer was there."
    write_section(
        "Cold start",
        f"`python3 -m benchmarks.speed.cold_start`, {a.runs} runs in turn. The terminal has 80 columns. A peak below "
        f"about {times['`python3 -c pass`'][1]:.0f} MiB is not told apart from it. {note}\n\n{body}",
        used=f"{versions(a.python)}; {peer_versions(peers)}",
    )


if __name__ == "__main__":
    main()
