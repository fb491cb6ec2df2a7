#!/usr/bin/env python3
"""What each command takes of FAQs of 1,000 to 100,000 entries: processor time and peak memory.

    python3 -m benchmarks.speed.commands --folder DIR --sets DIR [--python VENV/bin/python] [--entries 1000 …]
                                         [--recombine-above N] [--check-up-to N]

--python is the interpreter of an environment that askfaq is installed in. Each FAQ is made, imported from tables and
pages that it was exported to, indexed, checked, asked and changed, in this order, each command once. --folder keeps
the files and results.json; what is in there is not measured again. Beyond --recombine-above entries vectors are
recombined instead of encoded (recombined.py): encoding takes 5 to 10 ms a text, of which an entry has four or five.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Command, run, table, versions, write_section
from benchmarks.speed.make_faq import phrasings, write
from benchmarks.speed.scale import queries, recombined_command

ENCODING = ("check", "index")  # commands that encode each text
TABLES = {"CSV": "csv", "Markdown": "md", "HTML": "html"}


def steps(folder: Path, count: int, wordings: list[list[str]], is_checked: bool) -> Iterator[tuple[str, list[str]]]:
    """The name and the words of each command, in order."""
    faq = folder / f"{count}.json"
    write(faq, count, wordings)
    verbatim, paraphrase, entry = queries(faq)
    for name, suffix in TABLES.items():
        page, made = folder / f"{count}.{suffix}", folder / f"{count}.{suffix}.json"
        made.unlink(missing_ok=True)
        yield f"export to {name}", ["export", "--faq", str(faq), "-o", str(page), "--yes"]
        yield f"import of {name}", ["import", str(page), "-o", str(made), "--yes"]
        yield f"import of the same {name}", ["import", str(page), "-o", str(made), "--yes"]
    yield "list, piped", ["list", "--faq", str(faq)]
    yield "show", ["show", entry, "--faq", str(faq)]
    yield "index", ["index", str(faq)]
    if is_checked:
        yield "check, first", ["check", str(faq)]
        yield "check again", ["check", str(faq)]
    yield "near-verbatim question", ["ask", "--faq", str(faq), *verbatim]
    yield "paraphrase", ["ask", "--faq", str(faq), *paraphrase]
    yield "edit of an alias", ["edit", entry, "--faq", str(faq), "--alias", "what of that other thing"]
    yield "paraphrase after it", ["ask", "--faq", str(faq), *paraphrase]
    yield "add", ["add", "--faq", str(faq), "--question", "Is there a lift?", "--answer", "There is."]


def measure(count: int, a: argparse.Namespace, wordings: list[list[str]]) -> dict[str, tuple[float, float]]:
    """Seconds of the processor and peak MiB of each command. Exits where one fails."""
    figures: dict[str, tuple[float, float]] = {}
    env = {"XDG_CACHE_HOME": str(a.folder / f"{count}.cache")}
    for name, words in steps(a.folder, count, wordings, count <= a.check_up_to):
        if count > a.recombine_above and words[0] in ENCODING:
            command = recombined_command(a.python, wordings, *words)
        else:
            command = Command([a.python, "-m", "askfaq", *words])
        done = run(command, **env)
        if done.code > 1:
            raise SystemExit(f"{count} entries, {name}: exit code {done.code}")
        figures[name] = done.cpu / 1000, done.peak
        print(f"{count:,} entries, {name}: {done.cpu / 1000:.2f} s, {done.peak:.0f} MiB", flush=True)
    return figures


def _cell(figures: list[float] | None) -> str:
    return f"{figures[0]:,.2f} s, {figures[1]:,.0f} MiB" if figures else "-"


def main() -> None:
    """Measure the sizes that are missing, then report all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--sets", type=Path, help="labelled sets whose wordings are recombined")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--entries", type=int, nargs="*", default=[1000, 10_000, 100_000])
    parser.add_argument("--recombine-above", type=int, default=10**9, metavar="N")
    parser.add_argument("--check-up-to", type=int, default=10**9, metavar="N")
    a = parser.parse_args()
    a.folder = a.folder.resolve()
    a.folder.mkdir(parents=True, exist_ok=True)
    kept = a.folder / "results.json"
    points: dict[str, dict[str, list[float]]] = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    for count in a.entries:
        if str(count) not in points:
            points[str(count)] = {name: list(pair) for name, pair in measure(count, a, phrasings(a.sets)).items()}
            kept.write_text(json.dumps(points, indent=1), encoding="utf-8")
    sizes = sorted(points, key=int)
    rows = [[name, *(_cell(points[size].get(name)) for size in sizes)] for name in points[sizes[0]]]
    recombined = [f"{int(size):,}" for size in sizes if int(size) > a.recombine_above]
    note = f" Of {' and '.join(recombined)} entries the vectors were recombined, not encoded." if recombined else ""
    write_section(
        "Commands at size",
        "`python3 -m benchmarks.speed.commands`: processor time and peak memory of one run, FAQs of two phrasings an "
        f"entry and a sentence as answer.{note}\n\n{table(['command', *(f'{int(s):,} entries' for s in sizes)], rows)}",
        used=versions(a.python),
    )


if __name__ == "__main__":
    main()
