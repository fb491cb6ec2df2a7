"""The 20-line tool that askfaq is compared with: Typer, Rich and rapidfuzz, all imported at the top."""

import json
from pathlib import Path

import typer
from rapidfuzz import process
from rich.console import Console
from rich.markdown import Markdown


def main(faq: Path, words: list[str]) -> None:
    """Print the answer whose question is most like the words, whatever it is."""
    entries = json.loads(faq.read_text(encoding="utf-8"))["entries"]
    questions = {i: entry["question"] for i, entry in enumerate(entries)}
    _, _, best = process.extractOne(" ".join(words), questions)
    Console().print(Markdown(entries[best]["answer"]))


if __name__ == "__main__":
    typer.run(main)
