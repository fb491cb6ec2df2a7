#!/usr/bin/env python3
"""The library: what a call takes beside the command's own matching, alone and in threads; questions a second from ten
entries to 100,000 with one worker and two, and what a million of them cost.

    VENV/bin/python -m benchmarks.speed.calls --folder DIR [--sets DIR] [--entries 10 1000 …] [--recombine-above N]

VENV is an environment that askfaq is installed in. A question is a wording of the FAQ said another way, so that each
needs the encoder. --folder keeps the FAQs and their indexes. A worker is a process that is kept on one core.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import quantiles

from benchmarks.measure import RESULTS, Command, run, table, versions, write_section
from benchmarks.speed.make_faq import phrasings, write
from benchmarks.speed.scale import indexing_command

CORES = os.cpu_count() or 1
ALONE = "the command's matching (BLAS set to one thread before NumPy is loaded)"
# What each process runs: the FAQ's path and how many threads ask; questions on stdin, seconds for each on stdout.
ASK = """
import json, sys, time
from concurrent.futures import ThreadPoolExecutor
import askfaq
faq = askfaq.load(sys.argv[1])
queries = sys.stdin.read().splitlines()
faq.ask(queries[0])
def timed(query):
    start = time.perf_counter()
    faq.ask(query)
    return time.perf_counter() - start
with ThreadPoolExecutor(int(sys.argv[2])) as pool:
    start = time.perf_counter()
    taken = list(pool.map(timed, queries))
    json.dump({"each": taken, "all": time.perf_counter() - start}, sys.stdout)
"""
ASK_MANY = """
import json, os, sys, time
import askfaq
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {int(sys.argv[2])})
faq = askfaq.load(sys.argv[1])
queries = sys.stdin.read().splitlines()
faq.ask(queries[0])
print("ready", flush=True)
start = time.perf_counter()
answered = sum(result.status == "answered" for result in faq.ask_many(queries))
json.dump({"seconds": time.perf_counter() - start, "answered": answered}, sys.stdout)
"""


def questions(faq: Path, count: int) -> list[str]:
    """Wordings of the FAQ, said another way."""
    entries = json.loads(faq.read_text(encoding="utf-8"))["entries"]
    found = [f"i would like to know {wording}" for e in entries for wording in (e["question"], *e["aliases"])]
    return [
        found[i % len(found)].rstrip("?") + (f" {i // len(found)} times" if i >= len(found) else "")
        for i in range(count)
    ]


def latency(faq: Path, queries: Sequence[str], cache: Path) -> list[list[object]]:
    """p50, p95 and questions a second of single calls."""
    env = {"XDG_CACHE_HOME": str(cache)}
    rows = []
    for name, threads, more in (
        (ALONE, 1, {"OPENBLAS_NUM_THREADS": "1"}),
        ("faq.ask, one thread", 1, {}),
        ("faq.ask, four threads share the Faq", 4, {}),
    ):
        found = run(
            Command([sys.executable, "-c", ASK, str(faq), str(threads)], "\n".join(queries).encode()), **env, **more
        )
        taken = json.loads(found.out)
        cuts = quantiles(taken["each"], n=20)
        rows.append([name, cuts[9] * 1000, cuts[18] * 1000, len(queries) / taken["all"]])
    return rows


def rate(faq: Path, queries: Sequence[str], workers: int, cache: Path) -> float:
    """Questions a second of so many processes, each on a core of its own, once they are loaded."""
    env = {**os.environ, "XDG_CACHE_HOME": str(cache)}
    children = []
    for worker in range(workers):
        command = [sys.executable, "-c", ASK_MANY, str(faq), str(worker % CORES)]
        child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env)
        assert child.stdin
        child.stdin.write("\n".join(queries[worker::workers]))
        child.stdin.close()
        children.append(child)
    outputs = [child.stdout.read() for child in children if child.stdout]
    slowest = max(json.loads(out.splitlines()[1])["seconds"] for out in outputs)
    return len(queries) / slowest


def growth(a: argparse.Namespace) -> list[list[object]]:
    """A row for each size: questions a second of one worker and of two, core hours for a million questions."""
    wordings = phrasings(a.sets)
    rows: list[list[object]] = []
    for count in a.entries:
        faq, cache = a.folder / f"{count}.json", a.folder / f"{count}.cache"
        if not faq.exists():
            write(faq, count, wordings)
        is_recombined = count > a.recombine_above
        indexed = run(
            indexing_command(sys.executable, faq, wordings if is_recombined else None), XDG_CACHE_HOME=str(cache)
        )
        assert indexed.code == 0
        asked = questions(faq, a.queries)
        one, two = (max(rate(faq, asked, workers, cache) for _ in range(a.runs)) for workers in (1, 2))
        rows.append([f"{count:,}{' *' * is_recombined}", one, two, two / one, 1e6 / one / 3600])
        print(rows[-1], file=sys.stderr)
    return rows


def main() -> None:
    """Measure and write the section."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--sets", type=Path, help="labelled sets whose wordings are recombined")
    parser.add_argument("--entries", type=int, nargs="+", default=[10, 1000, 10_000, 100_000])
    parser.add_argument(
        "--recombine-above", type=int, default=1000, help="entries; larger ones get mixtures of vectors"
    )
    parser.add_argument("--queries", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3, help="of which the quickest counts, on a machine that is shared")
    a = parser.parse_args()
    a.folder.mkdir(parents=True, exist_ok=True)
    start = time.monotonic()
    rows = growth(a)
    middle = a.folder / f"{a.entries[0]}.json"
    calls = latency(middle, questions(middle, 200), a.folder / f"{a.entries[0]}.cache")
    write_section(
        "Library",
        f"`python -m benchmarks.speed.calls`, {time.monotonic() - start:.0f} s. Each question needs the encoder.\n\n"
        + table([f"200 calls, {a.entries[0]} entries", "p50, ms", "p95, ms", "questions / s"], calls)
        + f"\n\n`ask_many`, {a.queries:,} questions, a worker to a core, the best of {a.runs} runs "
        + "(*: vectors recombined instead of encoded).\n\n"
        + table(
            ["entries", "one worker, questions / s", "two workers", "ratio", "a million questions, core hours"], rows
        ),
        used=versions(sys.executable),
    )
    print(f"written: {RESULTS}", file=sys.stderr)


if __name__ == "__main__":
    main()
