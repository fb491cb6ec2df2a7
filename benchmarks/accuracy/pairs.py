"""Pairs that only reading tells apart: the same query asked of a FAQ that answers it, and of one that does not.

    python -m benchmarks.accuracy.pairs --near DIR [--folds K --fold I --reader FILE] [--seed N]

For FAQs in the format of training/answerability; a reader is judged by those that it was trained without.

    plain     the queries as they are: those that an entry answers against the others
    settled   queries that an entry is only near to, asked of the FAQ as it is, and with the sentence that settles them
              added to the entry's answer
    removed   queries that an entry answers, asked of the FAQ as it is, and with a third of its entries taken out,
              theirs among them

Beside each AUROC stands that of the query alone: a naive Bayes over its words, learned from the other half of the FAQs.
What it can tell has nothing to do with the entry; in pairs that is .5.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import fmean
from typing import NamedTuple
from zlib import crc32

from askfaq.engine.encoder.caching import CachingEncoder
from askfaq.engine.encoder.reader import WEIGHTS, Reader
from askfaq.engine.engine import Engine
from askfaq.model import FaqFile, Result
from askfaq.text.normalize import words
from benchmarks.accuracy.labelled import Labelled, auroc, read_answerability

TURNS = 3  # in which the entries are taken out


class Asked(NamedTuple):
    """What a query got: from a FAQ that answers it, or from one that does not."""

    query: str
    entry: str  # the one that answers it; "" where none does
    kind: str
    result: Result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--near", type=Path, required=True)
    parser.add_argument("--folds", type=int, default=1, help="look at one of so many parts of the FAQs")
    parser.add_argument("--fold", type=int, default=0)
    parser.add_argument("--reader", default=WEIGHTS)
    parser.add_argument("--without-reading", action="store_true")
    a = parser.parse_args()
    reader, encoder = Reader(a.reader), CachingEncoder(None)

    def ask(faq: FaqFile, queries: Sequence[str]) -> list[Result]:
        if not queries:
            return []
        return list(Engine(faq, encoder=encoder, reader=reader, reads=not a.without_reading).ask_many(queries))

    plain: list[Asked] = []
    settled: list[Asked] = []
    removed: list[Asked] = []
    for made in read_answerability(a.near):
        if crc32(made.name.encode()) % a.folds != a.fold:
            continue
        rows = json.loads(Path(made.faq.path).read_text(encoding="utf-8"))["queries"]
        base = ask(made.faq, made.queries)
        plain += [Asked(q, row[1], row[3], r) for q, row, r in zip(made.queries, rows, base, strict=True)]
        for query, row, result in zip(made.queries, rows, base, strict=True):
            if len(row) > 4 and row[4] and row[2]:
                settled.append(Asked(query, "", row[3], result))
            if row[1]:
                removed.append(Asked(query, row[1], row[3], result))
        settled += with_sentences(made, rows, ask)
        removed += taken_out(made, rows, ask)
    report(plain, settled, removed)


def with_sentences(made: Labelled, rows: Sequence[Sequence[str]], ask) -> list[Asked]:
    """The near queries, asked where the sentence that settles them is added. One sentence an entry at a time."""
    waiting = [(q, row) for q, row in zip(made.queries, rows, strict=True) if len(row) > 4 and row[4] and row[2]]
    found = []
    while waiting:
        turn = {row[2]: (query, row) for query, row in reversed(waiting)}
        waiting = [one for one in waiting if one[1] is not turn[one[1][2]][1]]
        entries = tuple(
            e._replace(answer=f"{e.answer} {turn[e.id][1][4].strip()}") if e.id in turn else e for e in made.faq.entries
        )
        results = ask(made.faq._replace(entries=entries), [query for query, _ in turn.values()])
        found += [Asked(q, row[2], row[3], r) for (q, row), r in zip(turn.values(), results, strict=True)]
    return found


def taken_out(made: Labelled, rows: Sequence[Sequence[str]], ask) -> list[Asked]:
    """The answered queries, asked where their entry is out."""
    found = []
    for turn in range(TURNS):
        out = {e.id for e in made.faq.entries[turn::TURNS]}
        kept = tuple(e for e in made.faq.entries if e.id not in out)
        asked = [(q, row) for q, row in zip(made.queries, rows, strict=True) if row[1] in out]
        results = ask(made.faq._replace(entries=kept), [q for q, _ in asked])
        found += [Asked(q, "", row[3], r) for (q, row), r in zip(asked, results, strict=True)]
    return found


def report(plain: list[Asked], settled: list[Asked], removed: list[Asked]) -> None:
    """Print the figures."""
    alone = query_alone(plain)
    for name, rows in (("plain", plain), ("settled", settled), ("removed", removed)):
        inside, outside = [r for r in rows if r.entry], [r for r in rows if not r.entry]
        confidence = auroc([r.result.confidence for r in inside], [r.result.confidence for r in outside])
        query_only = auroc([alone[r.query] for r in inside], [alone[r.query] for r in outside])
        right = fmean(bool(r.result.answer and r.result.answer.id == r.entry) for r in inside)
        wrong = fmean(bool(r.result.answer and r.result.answer.id != r.entry) for r in rows)
        first = fmean(r.result.matches[0].entry.id == r.entry for r in inside if r.result.matches)
        refused = fmean(r.result.answer is None for r in outside)
        print(
            f"{name:<8} {len(inside):>6} answered {len(outside):>6} not   auroc {confidence:.3f}"
            f" (query alone {query_only:.3f})  hit@1 {first:.3f}  right {right:.3f}  wrong {wrong:.3f}"
            f"  refused {refused:.3f}"
        )
    for kind in sorted({r.kind for r in plain if r.entry}):
        of_kind = [r for r in plain if r.kind == kind and r.entry]
        first = fmean(r.result.matches[0].entry.id == r.entry for r in of_kind if r.result.matches)
        right = fmean(bool(r.result.answer and r.result.answer.id == r.entry) for r in of_kind)
        print(f"  {kind:<12} {len(of_kind):>6}  hit@1 {first:.3f}  right {right:.3f}")


def query_alone(rows: Sequence[Asked]) -> dict[str, float]:
    """For each query the ln of the odds that it is answered, by naive Bayes over the words of the others' half."""
    halves = [[r for r in rows if crc32(r.query.encode()) % 2 == half] for half in (0, 1)]
    odds = {}
    for half, other in zip(halves, reversed(halves), strict=True):
        counts = [
            Counter(w for r in other if bool(r.entry) == yes for w in set(words(r.query))) for yes in (False, True)
        ]
        sizes = [max(1, sum(bool(r.entry) == yes for r in other)) for yes in (False, True)]
        for r in half:
            odds[r.query] = sum(
                math.log((counts[1][w] + 1) / (sizes[1] + 2) * (sizes[0] + 2) / (counts[0][w] + 1))
                for w in set(words(r.query))
            )
    return odds


if __name__ == "__main__":
    main()
