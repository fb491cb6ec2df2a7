#!/usr/bin/env python3
"""Make a FAQ of any size: each question is the head of one real question and the tail of another.

    python3 -m benchmarks.speed.make_faq --entries 100000 --sets DIR -o big.json

--sets is a folder of labelled sets (NAME.faq.json as askfaq reads it); without it the sample FAQ's wordings are
recombined, which repeats itself soon. The same arguments make the same file.
"""

import argparse
import json
import random
from pathlib import Path

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "faq.json"


def phrasings(sets: Path | None) -> list[list[str]]:
    """The words of every question and alias of at least four words, of a folder of sets or of the sample."""
    found = []
    files = sorted(sets.glob("*.faq.json")) if sets else [SAMPLE]
    if not files:
        raise SystemExit(f"{sets}: no *.faq.json in this folder")
    for file in files:
        for entry in json.loads(file.read_text(encoding="utf-8"))["entries"]:
            found += [wording.split() for wording in (entry["question"], *entry.get("aliases", []))]
    return [words for words in found if len(words) >= 4]


def mixed(wordings: list[list[str]], rng: random.Random) -> str:
    """The head of one wording and the tail of another."""
    head, tail = rng.choice(wordings), rng.choice(wordings)
    return " ".join([*head[: len(head) // 2 + rng.randrange(2)], *tail[len(tail) // 2 :]]).rstrip("?") + "?"


def recombined(count: int, wordings: list[list[str]], *, seed: int = 1) -> list[dict[str, object]]:
    """Entries of one question, one alias and a short answer."""
    rng = random.Random(seed)
    return [
        {
            "id": f"e{number}",
            "topic": f"topic {number % 50}",
            "question": mixed(wordings, rng),
            "aliases": [mixed(wordings, rng)],
            "answer": f"{mixed(wordings, rng)} That is answer number {number}.",
        }
        for number in range(count)
    ]


def write(path: Path, count: int, wordings: list[list[str]]) -> None:
    """Write a FAQ of that many recombined entries."""
    faq = {"title": f"{count} recombined questions", "entries": recombined(count, wordings)}
    path.write_text(json.dumps(faq, ensure_ascii=False), encoding="utf-8")


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, required=True)
    parser.add_argument("--sets", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    a = parser.parse_args()
    write(a.output, a.entries, phrasings(a.sets))


if __name__ == "__main__":
    main()
