#!/usr/bin/env python3
"""Throughput: phrasings indexed and queries answered in a second by one process, beside sentence-transformers.

    VENV/bin/python -m benchmarks.speed.throughput [--sets DIR] [--peers DIR] [--runs N]

VENV is an environment that askfaq is installed in (its tokenizer chooses the texts); --peers is the folder that
peers/install.sh fills. Every text has 12 pieces, the two that begin and end it included. The FAQ's entries share one
answer, so that nothing but phrasings is encoded. Each process may use every core.
"""

import argparse
import json
import random
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from askfaq.engine.encoder.encoder import Encoder
from benchmarks.measure import Command, run, table, versions, write_section
from benchmarks.speed.make_faq import mixed, phrasings

HERE = Path(__file__).resolve().parent
PIECES = 12
WORDINGS = 10  # of an entry


def texts(count: int, wordings: list[list[str]], is_fitting: Callable[[str], bool]) -> list[str]:
    """Different recombined wordings that fit."""
    rng = random.Random(12)
    found: dict[str, None] = {}
    for _ in range(1000 * count):
        if len(found) == count:
            return list(found)
        text = mixed(wordings, rng)
        if is_fitting(text):
            found[text] = None
    raise SystemExit(f"only {len(found)} of {count} texts could be made of these wordings: give more with --sets")


def write_faq(path: Path, wordings: list[str]) -> None:
    """A FAQ of WORDINGS phrasings an entry."""
    entries = [
        {"question": wordings[i], "aliases": wordings[i + 1 : i + WORDINGS], "answer": "Ask at the desk."}
        for i in range(0, len(wordings), WORDINGS)
    ]
    path.write_text(json.dumps({"entries": entries}), encoding="utf-8")


def askfaq_rates(folder: Path, phrasings: int, queries: list[str]) -> tuple[float, float]:
    """Phrasings indexed and queries answered in a second, by whole processes."""
    askfaq = [sys.executable, str(Path(sys.executable).with_name("askfaq"))]
    shutil.rmtree(folder / "cache", ignore_errors=True)
    env = {"XDG_CACHE_HOME": str(folder / "cache")}
    indexing = run(Command([*askfaq, "index", str(folder / "faq.json")]), **env)
    lines = "\n".join(queries).encode()
    asking = run(Command([*askfaq, "ask", "-", "--json", "--faq", str(folder / "faq.json")], lines), **env)
    assert indexing.code == 0
    assert asking.out.count(b"\n") == len(queries)
    return phrasings / indexing.ms * 1000, len(queries) / asking.ms * 1000


def peer_rates(python: Path, folder: Path, phrasings: int, queries: list[str]) -> tuple[float, float]:
    """The same of sentence-transformers, without the seconds that its start takes."""
    (folder / "faq.npy").unlink(missing_ok=True)
    tool = str(HERE / "peers" / "with_sentence_transformers.py")
    seconds_file = folder / "seconds.json"
    command = Command([str(python), tool, str(folder / "faq.json"), "-"], "\n".join(queries).encode())
    assert run(command, SECONDS=str(seconds_file)).code == 0
    seconds = json.loads(seconds_file.read_text(encoding="utf-8"))
    return phrasings / seconds["index"], len(queries) / seconds["ask"]


def main() -> None:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=Path, help="labelled sets whose wordings are recombined")
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--phrasings", type=int, default=3000)
    parser.add_argument("--queries", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=3)
    a = parser.parse_args()
    encode = Encoder().vocabulary.encode
    made = texts(a.phrasings + a.queries, phrasings(a.sets), lambda text: len(encode(text)) == PIECES)
    queries = made[a.phrasings :]
    peer = (a.peers or Path("/nowhere")).resolve() / "sentence-transformers" / "bin" / "python"
    own, theirs = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_faq(folder / "faq.json", made[: a.phrasings])
        for _ in range(a.runs):
            own.append(askfaq_rates(folder, a.phrasings, queries))
            if peer.exists():
                theirs.append(peer_rates(peer, folder, a.phrasings, queries))
    rows = [["askfaq, the whole process", *map(max, zip(*own, strict=True))]]
    used = versions(sys.executable)
    note = "sentence-transformers is not installed here and left out."
    if theirs:
        rows.append(["sentence-transformers, once loaded", *map(max, zip(*theirs, strict=True))])
        used += f"; {versions(str(peer), ('sentence-transformers', 'torch'))}"
        note = "Runs in turn; sentence-transformers ranks by the cosine of the best phrasing, and that is all."
    write_section(
        "Throughput",
        f"`python -m benchmarks.speed.throughput`, texts of {PIECES} word pieces, {a.phrasings:,} phrasings indexed "
        f"from nothing, {a.queries:,} queries asked of them, the best of {a.runs} runs. {note}\n\n"
        + table(["program", "phrasings indexed / s", "queries answered / s"], rows),
        used=used,
    )


if __name__ == "__main__":
    main()
