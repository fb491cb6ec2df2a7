#!/usr/bin/env python3
"""Accuracy: how often labelled queries get the right answer, a wrong one, or none, through the command.

    python -m benchmarks.accuracy.accuracy --sets DIR [--write] [NAME ...]

Runs under the interpreter of an environment that askfaq is installed in. What a set is, labelled.py says; figures of
sets that askfaq was fitted on say less than those of others. --write keeps them as a section of RESULTS.md.

    hit@1     of the queries that an entry answers, how many have a right one as the first match
    right     of the same, how many are answered rightly
    saved     of the same, how many are answered rightly or offer a right one
    refused   of the queries that no entry answers, how many are not answered
    wrong     of all queries, how many are answered wrongly
    auroc     the chance that a query that an entry answers has more confidence than one that none does
    ece       how far the confidence is from the share of right first matches, over ten bins, weighted by size
"""

import argparse
import json
import sys
from pathlib import Path
from statistics import fmean
from typing import Any

from benchmarks.accuracy.labelled import Labelled, auroc, read_sets
from benchmarks.measure import Command, run, table, versions, write_section

COLUMNS = ("hit@1", "right", "saved", "refused", "wrong", "auroc", "ece")
BINS = 10

Figures = dict[str, float]


def asked(made: Labelled) -> list[dict[str, Any]]:
    """What `askfaq ask - --json` says to each query."""
    askfaq = [sys.executable, str(Path(sys.executable).with_name("askfaq"))]
    lines = "".join(f"{query}\n" for query in made.queries).encode()
    done = run(Command([*askfaq, "ask", "-", "--json", "--top", "10", "--faq", made.faq.path], lines))
    return [json.loads(line) for line in done.out.splitlines()]


def figures(made: Labelled, results: list[dict[str, Any]]) -> Figures:
    """The figures of one set, those of COLUMNS that can be had."""
    pairs = list(zip(made.right, results, strict=True))
    inside, outside = [(ids, r) for ids, r in pairs if ids], [r for ids, r in pairs if not ids]
    found = {
        "hit@1": fmean(is_first(ids, r) for ids, r in inside),
        "right": fmean(r["id"] in ids for ids, r in inside),
        "saved": fmean(
            r["id"] in ids or any(m["offered"] and m["id"] in ids for m in r["matches"]) for ids, r in inside
        ),
        "wrong": fmean(r["status"] == "answered" and r["id"] not in ids for ids, r in pairs),
        "ece": calibration_error([(r["confidence"], is_first(ids, r)) for ids, r in pairs]),
    }
    if outside:
        found["refused"] = fmean(r["status"] != "answered" for r in outside)
        found["auroc"] = auroc([r["confidence"] for _, r in inside], [r["confidence"] for r in outside])
    return found


def is_first(ids: frozenset[str], result: dict[str, Any]) -> bool:
    """Whether the first match is a right one."""
    return bool(result["matches"]) and result["matches"][0]["id"] in ids


def calibration_error(rows: list[tuple[float, bool]]) -> float:
    """The expected calibration error (Guo et al. 2017)."""
    bins: dict[int, list[float]] = {}
    for confidence, is_right in rows:
        bins.setdefault(min(BINS - 1, int(confidence * BINS)), []).append(confidence - is_right)
    return sum(abs(sum(gaps)) for gaps in bins.values()) / len(rows)


def main() -> None:
    """Ask every set, then report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    a = parser.parse_args()
    rows, each = [], []
    for made in read_sets(a.sets.resolve(), a.names):
        found = figures(made, asked(made))
        each.append(found)
        rows.append([made.name, len(made.queries), *(found.get(column) for column in COLUMNS)])
    means = [fmean(f[c] for f in each if c in f) if any(c in f for f in each) else None for c in COLUMNS]
    shown = [
        [f"{cell:.3f}" if isinstance(cell, float) else cell for cell in row] for row in [*rows, ["mean", None, *means]]
    ]
    made_table = table(["set", "queries", *COLUMNS], shown)
    if not a.write:
        print(made_table)
        return
    text = "`python -m benchmarks.accuracy.accuracy --sets DIR --write`; its docstring explains the columns."
    write_section("Accuracy", f"{text}\n\n{made_table}", used=versions(sys.executable))


if __name__ == "__main__":
    main()
