"""Does confidence tell queries that the FAQ answers from those that it does not?

    python -m benchmarks.accuracy.out_of_scope --sets DIR [--seeds 3] [NAME ...]

Drops a quarter of each set's entries, so that their queries have no answer, and prints how often an answerable
query gets a higher confidence than another (AUROC), beside the encoder's cosine of the best phrasing alone.
"""

import argparse
import os
from pathlib import Path

from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.engine import Engine
from benchmarks.accuracy.labelled import Labelled, auroc, read_sets, without_a_quarter


def main() -> None:
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # NumPy is not loaded yet
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--seeds", type=int, default=3)
    options = parser.parse_args()
    means: list[tuple[float, float]] = []
    print(f"{'set':<20}{'cosine':>10}{'confidence':>12}")
    for made in read_sets(options.sets, options.names):
        figures = [compare(without_a_quarter(made, seed)) for seed in range(1, options.seeds + 1)]
        cosine, confidence = (sum(f) / len(f) for f in zip(*figures, strict=True))
        means.append((cosine, confidence))
        print(f"{made.name:<20}{cosine:>10.3f}{confidence:>12.3f}", flush=True)
    cosine, confidence = (sum(f) / len(f) for f in zip(*means, strict=True))
    print(f"{'mean':<20}{cosine:>10.3f}{confidence:>12.3f}")


def compare(made: Labelled) -> tuple[float, float]:
    """The AUROC of the cosine alone and of the confidence."""
    threads = os.cpu_count() or 1
    encoder = Encoder()
    phrasings = [p for e in made.faq.entries for p in e.phrasings]
    queries = encoder.encode(made.queries, threads=threads)
    cosines = (queries @ encoder.encode(phrasings, threads=threads).T).max(axis=1).tolist()
    confidences = [result.confidence for result in Engine(made.faq).ask_many(made.queries)]
    return split_auroc(made, cosines), split_auroc(made, confidences)


def split_auroc(made: Labelled, values: list[float]) -> float:
    inside = [v for v, ids in zip(values, made.right, strict=True) if ids]
    return auroc(inside, [v for v, ids in zip(values, made.right, strict=True) if not ids])


if __name__ == "__main__":
    main()
