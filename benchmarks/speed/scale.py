#!/usr/bin/env python3
"""Scale: a cold question, memory, index and indexing, from ten entries to a million, in numbers and as a picture.

    python3 -m benchmarks.speed.scale --folder DIR --sets DIR [--python VENV/bin/python] [--entries 10 100 …]
                                [--recombine-above N] [--again] [--runs N]

--python is the interpreter of an environment that askfaq is installed in. Each FAQ is made, indexed by `askfaq index`
and asked by `askfaq ask`; then the answer of one entry is edited and the FAQ indexed again. --folder keeps the FAQs,
their caches and results.json; a point that is in there is not measured again, so that a long run can be stopped and
the large points added later; --again asks and edits the points of --entries anew, over the indexes that are there. The
section and scale.svg are made of all points.
"""

import argparse
import json
import random
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.measure import RESULTS, Command, Run, instructions, run, table, versions, write_section
from benchmarks.speed.make_faq import phrasings, write
from benchmarks.speed.plot import Panel, log_log

HERE = Path(__file__).resolve().parent
PLOT = RESULTS.with_name("scale.svg")
MOST_EDITS = 3
COUNTED_MS = 10_000  # beyond, a run under valgrind takes ten minutes


def queries(faq: Path) -> tuple[list[str], list[str], str]:
    """A wording of an entry in the middle, the same said another way, and the entry's id."""
    entries = json.loads(faq.read_text(encoding="utf-8"))["entries"]
    known = Counter(w for e in entries for w in {_folded(e["question"]), *map(_folded, e["aliases"])})
    middle = entries[len(entries) // 2 :]
    entry = next(e for e in middle if known[_folded(e["question"])] == 1 and "-" not in e["question"])
    words = entry["question"].split()
    return words, ["i", "would", "like", "to", "know", *words[:-1]], entry["id"]


def _folded(wording: str) -> str:
    return " ".join("".join(c if c.isalnum() else " " for c in wording.casefold()).split())


def measure(count: int, a: argparse.Namespace, wordings: list[list[str]], before: dict[str, Any]) -> dict[str, Any]:
    """The figures of one size. The time of an index that was begun in another run is not known, or that of `before`."""
    faq, cache = a.folder / f"{count}.json", a.folder / f"{count}.cache"
    if not faq.exists():
        write(faq, count, wordings)
    env = {"XDG_CACHE_HOME": str(cache), "PYTHONHASHSEED": "0"}
    is_recombined, was_begun = count > a.recombine_above, cache.exists()
    indexing = run(indexing_command(a.python, faq, wordings if is_recombined else None), **env)
    if indexing.code:
        raise SystemExit(f"{faq}: askfaq index failed with exit code {indexing.code}")
    verbatim, paraphrase, right = queries(faq)
    askfaq = [a.python, str(Path(a.python).with_name("askfaq")), "ask", "--json", "--faq", str(faq)]
    commands = {"verbatim": Command([*askfaq, *verbatim]), "paraphrase": Command([*askfaq, *paraphrase])}
    taken: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(a.runs + 1):  # the first warms the caches
        for name, command in commands.items():
            taken[name].append(run(command, **env))
    assert json.loads(taken["verbatim"][0].out)["id"] == right
    figures: dict[str, Any] = {
        "entries": count,
        "recombined": is_recombined,
        "faq_mib": faq.stat().st_size / 2**20,
        "index_mib": sum(f.stat().st_size for f in cache.rglob("*") if f.is_file()) / 2**20,
        "indexing_s": before.get("indexing_s") if was_begun else indexing.ms / 1000,
        "indexing_peak": before.get("indexing_peak") if was_begun else indexing.peak,
    }
    for name, command in commands.items():
        runs = taken[name][1:]
        ms = min(r.ms for r in runs)
        counted = instructions(command, **env) if ms < COUNTED_MS else None
        figures |= {f"{name}_ms": ms, f"{name}_peak": max(r.peak for r in runs), f"{name}_instructions": counted}
    edits = []
    for number in range(min(a.runs, MOST_EDITS)):
        edit(faq, f"Edit number {number}.")
        edits.append(run(indexing_command(a.python, faq, None), **env))
    return figures | {"edit_s": min(r.ms for r in edits) / 1000, "edit_peak": max(r.peak for r in edits)}


def edit(faq: Path, sentence: str) -> None:
    """Add a sentence to the answer of an entry in the first half: the queries ask for others."""
    content = json.loads(faq.read_text(encoding="utf-8"))
    entry = content["entries"][len(content["entries"]) // 3]
    entry["answer"] = f"{entry['answer']} {sentence}"
    faq.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def indexing_command(python: str, faq: Path, recombined: list[list[str]] | None) -> Command:
    """What makes the index of a FAQ: `askfaq index`, or the same with vectors recombined of these wordings' ones."""
    if recombined is None:
        return Command([python, str(Path(python).with_name("askfaq")), "index", str(faq)])
    return recombined_command(python, recombined, "index", str(faq))


def recombined_command(python: str, wordings: list[list[str]], *words: str) -> Command:
    """askfaq with vectors recombined of these wordings' ones."""
    some = random.Random(1).sample(wordings, min(len(wordings), 1000))
    lines = "\n".join(" ".join(wording) for wording in some).encode()
    return Command([python, str(HERE / "recombined.py"), *words], lines)


def report(points: list[dict[str, Any]], runs: int, used: str) -> None:
    """Write the section and the picture."""
    keys = ["faq_mib", "index_mib", "indexing_s", "indexing_peak", "edit_s", "edit_peak"]
    header = ["entries", "FAQ, MiB", "index, MiB", "indexing, s", "peak, MiB", "after an edit, s", "peak, MiB"]
    for name, title in (("verbatim", "near-verbatim"), ("paraphrase", "paraphrase")):
        keys += [f"{name}_ms", f"{name}_instructions", f"{name}_peak"]
        header += [f"{title}, ms", "million instructions", "peak, MiB"]
    rows = [[f"{p['entries']:,}{' *' * p['recombined']}", *(p[key] for key in keys)] for p in points]
    note = " (*: vectors recombined instead of encoded)" if any(p["recombined"] for p in points) else ""
    write_section(
        "Scale",
        f"`python3 -m benchmarks.speed.scale`: cold questions to indexed FAQs of two phrasings an entry, the quickest "
        f"of {runs} runs{note}.\n\n![scale](scale.svg)\n\n{table(header, rows)}",
        used=used,
    )

    def curve(key: str, points: list[dict[str, Any]] = points) -> list[tuple[float, float]]:
        return [(p["entries"], p[key]) for p in points if p[key]]

    encoded, recombined = ([p for p in points if p["recombined"] == kind] for kind in (False, True))

    panels = [
        Panel("a cold question, ms", {"near-verbatim": curve("verbatim_ms"), "paraphrase": curve("paraphrase_ms")}),
        Panel("MiB", {"peak of a paraphrase": curve("paraphrase_peak"), "index": curve("index_mib")}),
        Panel(
            "indexing, s",
            {
                "encoded": curve("indexing_s", encoded),
                "recombined": curve("indexing_s", recombined),
                "after an edit": curve("edit_s"),
            },
        ),
    ]
    PLOT.write_text(log_log(panels, "entries"), encoding="utf-8")


def main() -> None:
    """Measure the points that are missing, then report all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--sets", type=Path, help="labelled sets whose wordings are recombined")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--entries", type=int, nargs="*", default=[10, 100, 1000, 10_000, 100_000, 1_000_000])
    parser.add_argument("--recombine-above", type=int, default=10**9, metavar="N")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    a = parser.parse_args()
    a.folder = a.folder.resolve()
    a.folder.mkdir(parents=True, exist_ok=True)
    results = a.folder / "results.json"
    points: dict[str, Any] = json.loads(results.read_text(encoding="utf-8")) if results.exists() else {}
    wordings = phrasings(a.sets)
    for count in a.entries:
        if a.again or str(count) not in points:
            points[str(count)] = measure(count, a, wordings, points.get(str(count), {}))
            results.write_text(json.dumps(points, indent=1), encoding="utf-8")
    report(sorted(points.values(), key=lambda p: p["entries"]), a.runs, versions(a.python))


if __name__ == "__main__":
    main()
