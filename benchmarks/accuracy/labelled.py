"""Labelled sets: a FAQ with queries and the entries that answer them, and sets made from these.

A set is NAME.faq.json (a FAQ file) and NAME.tsv (query TAB comma-separated ids; none when nothing answers it). The
FAQs of training/answerability hold their queries themselves.
"""

import json
import random
from pathlib import Path
from typing import NamedTuple

from askfaq.faq.load import load_faq
from askfaq.model import Entry, FaqFile


class Labelled(NamedTuple):
    """`right[i]` holds the ids that answer `queries[i]`; empty when it is out of scope."""

    name: str
    kind: str  # how it was made: "as published", "a quarter dropped" ...
    faq: FaqFile
    queries: tuple[str, ...]
    right: tuple[frozenset[str], ...]


def read_sets(folder: Path, names: list[str] | None = None) -> list[Labelled]:
    """The sets of a folder, by name."""
    found = sorted(path.name.removesuffix(".tsv") for path in folder.glob("*.tsv"))
    if not found:
        raise SystemExit(f"{folder}: no *.tsv in this folder")
    return [_read(folder, name) for name in found if not names or name in names]


def _read(folder: Path, name: str) -> Labelled:
    lines = (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.partition("\t") for line in lines]
    queries = tuple(" ".join(query.split()) for query, _, _ in rows)
    right = tuple(frozenset(i for i in ids.split(",") if i) for _, _, ids in rows)
    return Labelled(name, "as published", load_faq(str(folder / f"{name}.faq.json")), queries, right)


def read_answerability(folder: Path) -> list[Labelled]:
    """The FAQs of a folder in the format of training/answerability, by name."""
    found = []
    for path in sorted(folder.glob("*.json")):
        rows = json.loads(path.read_text(encoding="utf-8"))["queries"]
        queries = tuple(" ".join(row[0].split()) for row in rows)
        right = tuple(frozenset(filter(None, [row[1]])) for row in rows)
        found.append(Labelled(path.stem, "answerability", load_answerability(path), queries, right))
    return found


def load_answerability(path: Path) -> FaqFile:
    """The FAQ of such a file."""
    made = json.loads(path.read_text(encoding="utf-8"))
    entries = tuple(Entry(e["id"], e["question"], e["answer"], tuple(e.get("aliases", ()))) for e in made["entries"])
    return FaqFile(entries, title=made.get("title"), language=made.get("language"), path=str(path))


def with_entries(made: Labelled, kept: set[str], kind: str) -> Labelled:
    """Only these entries: what the others answer is out of scope."""
    entries = tuple(e for e in made.faq.entries if e.id in kept)
    right = tuple(ids & kept for ids in made.right)
    return made._replace(kind=kind, faq=made.faq._replace(entries=entries), right=right)


def without_a_quarter(made: Labelled, seed: int) -> Labelled:
    """A quarter of the entries dropped, by chance."""
    ids = [e.id for e in made.faq.entries]
    dropped = random.Random(f"{made.name}:{seed}").sample(ids, len(ids) // 4)
    return with_entries(made, set(ids) - set(dropped), "a quarter dropped")


def small(made: Labelled, count: int, seed: int) -> Labelled:
    """A FAQ of `count` entries, asked half as many queries that it cannot answer as ones that it can."""
    chance = random.Random(f"{made.name}:{count}:{seed}")
    kept = with_entries(made, set(chance.sample([e.id for e in made.faq.entries], count)), "small")
    inside = [i for i, ids in enumerate(kept.right) if ids]
    outside = [i for i, ids in enumerate(kept.right) if not ids]
    return _asked(kept, inside + chance.sample(outside, min(len(outside), len(inside) // 2)))


def with_phrasings(made: Labelled, most: int) -> Labelled:
    """At most this many phrasings an entry."""
    entries = tuple(e._replace(aliases=e.aliases[: most - 1]) for e in made.faq.entries)
    return made._replace(kind=f"{most} phrasings", faq=made.faq._replace(entries=entries))


def with_queries_learned(made: Labelled, share: float = 0.6, seed: int = 5) -> Labelled:
    """A share of the queries become aliases of the entries that answer them; the others are asked."""
    chance = random.Random(f"{made.name}:{seed}")
    aliases: dict[str, list[str]] = {}
    kept = []
    for i, ids in enumerate(made.right):
        if ids and chance.random() < share:
            aliases.setdefault(min(ids), []).append(made.queries[i])
        else:
            kept.append(i)
    entries = tuple(e._replace(aliases=(*e.aliases, *aliases.get(e.id, ()))) for e in made.faq.entries)
    return _asked(made._replace(kind="queries learned", faq=made.faq._replace(entries=entries)), kept)


def _asked(made: Labelled, kept: list[int]) -> Labelled:
    queries = tuple(made.queries[i] for i in kept)
    return made._replace(queries=queries, right=tuple(made.right[i] for i in kept))


def auroc(inside: list[float], outside: list[float]) -> float:
    """The chance that a value of `inside` is above one of `outside`; a tie counts half."""
    import numpy as np

    both = np.array(inside + outside)
    _, rank, count = np.unique(both, return_inverse=True, return_counts=True)
    middle = (np.cumsum(count) - (count - 1) / 2)[rank]
    wins = middle[: len(inside)].sum() - len(inside) * (len(inside) + 1) / 2
    return float(wins / (len(inside) * len(outside)))
