#!/usr/bin/env python3
"""What one would use otherwise, beside askfaq: how often the right entry is first, and the time of a question.

    python -m benchmarks.peers --sets DIR --peers DIR [--runs N]   measures, writes the section of RESULTS.md, draws it
    python -m benchmarks.peers [--check]                           draws the section anew, or compares

Runs under the interpreter of an environment that askfaq is installed in, with bm25s and PyStemmer beside it for the
first form. What a set is, accuracy/labelled.py says; --peers is the folder that speed/peers/install.sh fills.

A ranker knows question and aliases of each entry (BM25 the answer too) and is asked every query that has an answer;
the mean is over the sets. The time is that of the processor, user and system, on a busy machine steadier than the
clock's: of the whole process that answers one question about the sample FAQ, whose index lies ready; the least of
runs in turn.
"""

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from benchmarks.accuracy.accuracy import asked
from benchmarks.accuracy.labelled import Labelled, read_sets
from benchmarks.measure import RESULTS, Command, run, table, versions, write_section
from benchmarks.plot_peers import Point, drawn
from benchmarks.speed.cold_start import PARAPHRASE, SAMPLE, VERBATIM, peer_commands, peer_versions

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
TITLE = "Peers"
HEADER = ["program", "right entry first", "a question, ms of the processor"]
# Each program: its ranker, and the command whose time is taken.
PROGRAMS = {
    "askfaq, word for word": ("askfaq", "askfaq verbatim"),
    "askfaq, by meaning": ("askfaq", "askfaq"),
    "sentence-transformers, the same model": ("cosine", "sentence-transformers"),
    "BM25 (bm25s)": ("bm25", "bm25s"),
    "rapidfuzz, token_set_ratio": ("token_set_ratio", "rapidfuzz"),
    "rapidfuzz, WRatio": ("WRatio", "rapidfuzz"),
    "fzf --filter": ("fzf", "fzf"),
}

Ranker = Callable[[Labelled], Iterator[str | None]]  # the first entry's id for each query


def phrasings(made: Labelled) -> list[tuple[str, str]]:
    """Every question and alias, with its entry's id."""
    return [(text, entry.id) for entry in made.faq.entries for text in (entry.question, *entry.aliases)]


def by_command(made: Labelled) -> Iterator[str | None]:
    for result in asked(made):
        yield result["matches"][0]["id"] if result["matches"] else None


def by_cosine(made: Labelled) -> Iterator[str | None]:
    from askfaq.engine.encoder.encoder import Encoder

    encoder, known = Encoder(), phrasings(made)
    likeness = encoder.encode(made.queries) @ encoder.encode([text for text, _ in known]).T
    yield from (known[best][1] for best in likeness.argmax(axis=1))


def by_bm25(made: Labelled) -> Iterator[str | None]:
    import bm25s
    import Stemmer

    def words(texts: Sequence[str]) -> object:
        return bm25s.tokenize(texts, stopwords="en", stemmer=Stemmer.Stemmer("english"), show_progress=False)

    entries = made.faq.entries
    retriever = bm25s.BM25()
    retriever.index(words([" ".join([e.question, *e.aliases, e.answer]) for e in entries]), show_progress=False)
    found, _ = retriever.retrieve(words(made.queries), k=1, show_progress=False)
    yield from (entries[int(best)].id for best in found[:, 0])


def by_rapidfuzz(scorer_name: str) -> Ranker:
    def ranked(made: Labelled) -> Iterator[str | None]:
        from rapidfuzz import fuzz, process, utils

        known = phrasings(made)
        texts, scorer = [text for text, _ in known], getattr(fuzz, scorer_name)
        for query in made.queries:
            found = process.extractOne(query, texts, scorer=scorer, processor=utils.default_process)
            yield known[found[2]][1] if found else None

    return ranked


def by_fzf(made: Labelled) -> Iterator[str | None]:
    lines = "".join(f"{id}\t{text}\n" for text, id in phrasings(made)).encode()
    for query in made.queries:
        command = ["fzf", "--delimiter=\t", "--nth=2..", f"--filter={query}"]
        found = subprocess.run(command, input=lines, capture_output=True).stdout.decode()
        yield found.partition("\t")[0] or None


RANKERS: dict[str, Ranker] = {
    "askfaq": by_command,
    "cosine": by_cosine,
    "bm25": by_bm25,
    "token_set_ratio": by_rapidfuzz("token_set_ratio"),
    "WRatio": by_rapidfuzz("WRatio"),
    "fzf": by_fzf,
}


def right_first(made: Labelled, ranker: Ranker) -> float:
    """Of the queries that an entry answers, how many have a right one first."""
    answerable = [i for i, ids in enumerate(made.right) if ids]
    kept = made._replace(
        queries=tuple(made.queries[i] for i in answerable), right=tuple(made.right[i] for i in answerable)
    )
    return statistics.fmean(found in ids for found, ids in zip(ranker(kept), kept.right, strict=True))


def commands(peers: Path, faq: str) -> dict[str, Command]:
    """The commands whose time is taken, those that are there."""
    askfaq = [sys.executable, str(Path(sys.executable).with_name("askfaq"))]
    own = {"askfaq verbatim": Command([*askfaq, *VERBATIM]), "askfaq": Command([*askfaq, *PARAPHRASE])}
    known = {**own, **peer_commands(peers.resolve(), faq)}
    wanted = {command for _, command in PROGRAMS.values()}
    return {name: command for name, command in known.items() if name in wanted and Path(command.words[0]).exists()}


def times(peers: Path, runs: int) -> dict[str, float]:
    """The milliseconds of each command."""
    with tempfile.TemporaryDirectory() as home:
        measured = commands(peers, shutil.copy(SAMPLE, home))  # some peers keep their index beside it
        taken: dict[str, list[float]] = {name: [] for name in measured}
        for turn in range(runs + 1):
            for name, command in measured.items():
                done = run(command, HOME=home, LANG="C.UTF-8")
                assert done.out, f"{name} printed nothing"
                if turn:  # the first turn warms the caches
                    taken[name].append(done.cpu)
    return {name: min(each) for name, each in taken.items()}


def measure(sets: Sequence[Labelled], peers: Path, runs: int) -> None:
    """Write the section."""
    right = {name: statistics.fmean(right_first(made, ranker) for made in sets) for name, ranker in RANKERS.items()}
    taken = times(peers, runs)
    rows = [[n, f"{right[ranker]:.3f}", taken.get(command)] for n, (ranker, command) in PROGRAMS.items()]
    text = f"`python -m benchmarks.peers`, {runs} runs in turn, {len(sets)} sets; its docstring says what is measured. "
    text += "askfaq's weights were fitted on these sets, those of the others were not; fzf is made for key words."
    picture = "![right entry first, against time](../docs/pictures/peers-light.svg)"
    used = f"{versions(sys.executable)}; {peer_versions(commands(peers, str(SAMPLE)))}"
    write_section(TITLE, f"{text}\n\n{picture}\n\n{table(HEADER, rows)}", used=used)


def points() -> list[Point]:
    """The rows of the section that have a time."""
    section = RESULTS.read_text(encoding="utf-8").partition(f"\n## {TITLE}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| (0\.\d+) \| ([\d,.]+) \|$", section, re.MULTILINE)
    return [Point(name, float(right), float(ms.replace(",", ""))) for name, right, ms in rows]


def main() -> None:
    """Measure if asked to, then draw, or compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=Path)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a picture is out of date")
    a = parser.parse_args()
    if a.sets:
        measure(read_sets(a.sets.resolve()), a.peers or Path("/nowhere"), a.runs)
    for theme in ("light", "dark"):
        path, picture = PICTURES / f"peers-{theme}.svg", drawn(points(), theme)
        if not a.check:
            path.write_text(picture, encoding="utf-8")
        elif path.read_text(encoding="utf-8") != picture:
            sys.exit(f"{path.name} does not show what RESULTS.md says")


if __name__ == "__main__":
    main()
