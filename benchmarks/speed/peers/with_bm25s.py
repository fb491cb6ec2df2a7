"""The same tool over bm25s: the index is made when it is missing, as that tool's own documentation has it."""

import json
import sys
from pathlib import Path

import bm25s
import Stemmer


def main(faq: Path, query: str) -> None:
    """Print the answer of the question with the highest BM25 score, whatever it is."""
    entries = json.loads(faq.read_text(encoding="utf-8"))["entries"]
    stemmer = Stemmer.Stemmer("english")
    index = faq.with_suffix(".bm25s")
    if index.exists():
        retriever = bm25s.BM25.load(index)
    else:
        retriever = bm25s.BM25()
        questions = [entry["question"] for entry in entries]
        retriever.index(bm25s.tokenize(questions, stemmer=stemmer, show_progress=False), show_progress=False)
        retriever.save(index)
    tokens = bm25s.tokenize(query, stemmer=stemmer, show_progress=False)
    found, _ = retriever.retrieve(tokens, k=1, show_progress=False)
    print(entries[int(found[0, 0])]["answer"])


if __name__ == "__main__":
    main(Path(sys.argv[1]), " ".join(sys.argv[2:]))
