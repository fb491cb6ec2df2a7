#!/usr/bin/env python3
"""Make a FAQ of any size: each question is the head of one real question and the tail of another.

    python3 benchmarks/make_faq.py --entries 100000 --sets DIR -o big.json

--sets is a folder of labelled sets (NAME.faq.json as askfaq reads it); without it the sample FAQ's wordings are
recombined, which repeats itself soon. The same arguments make the same file.
"""

import argparse
import json
import random
from pathlib import Path

SAMPLE = Path(__file__).resolve().parent.parent / "data" / "faq.json"


def phrasings(files: list[Path]) -> list[list[str]]:
    """The words of every question and alias of at least four words, in the files' order."""
    found = []
    for file in files:
        for entry in json.loads(file.read_text(encoding="utf-8"))["entries"]:
            found += [wording.split() for wording in (entry["question"], *entry.get("aliases", []))]
    return [words for words in found if len(words) >= 4]


def recombined(count: int, wordings: list[list[str]], *, seed: int = 1) -> list[dict[str, object]]:
    """Entries of one question, one alias and a short answer."""
    rng = random.Random(seed)

    def mixed() -> str:
        head, tail = rng.choice(wordings), rng.choice(wordings)
        return " ".join([*head[: len(head) // 2 + rng.randrange(2)], *tail[len(tail) // 2 :]]).rstrip("?") + "?"

    return [
        {
            "id": f"e{number}",
            "topic": f"topic {number % 50}",
            "question": mixed(),
            "aliases": [mixed()],
            "answer": f"{mixed()} That is answer number {number}.",
        }
        for number in range(count)
    ]


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, required=True)
    parser.add_argument("--sets", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    a = parser.parse_args()
    wordings = phrasings(sorted(a.sets.glob("*.faq.json")) if a.sets else [SAMPLE])
    faq = {"title": f"{a.entries} recombined questions", "entries": recombined(a.entries, wordings)}
    a.output.write_text(json.dumps(faq, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
