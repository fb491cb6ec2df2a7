#!/usr/bin/env python3
"""Soak: many programs at one FAQ for minutes, and nothing may be lost, wrong or left over.

    python -m tools.soak [--minutes N] [--readers N] [--writers N]

Each writer adds entries of its own, changes their answers, and now and then takes one out; an importer brings a
changed file in; readers ask, in the words of the FAQ and in others. Every answer that is given must be one that was
written for its entry, every change that was reported as done must be in the file at the end, and beside the file there
must be nothing. Prints the counts; exit code 1 when a promise is broken. POSIX only.
"""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

ODD_LATER = ("try again", "keep changing")  # refusals that a busy file may bring; nothing is written then
DOGS = {"id": "a", "question": "May I bring a dog?", "aliases": ["Are dogs welcome?"], "answer": "Yes."}
BY_MEANING = 0.2  # of the questions need the index, which each change makes anew


class Soak:
    """The file, what it must hold, and what went wrong."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self.folder, self.faq = folder, folder / "faq.json"
        self.deadline = time.monotonic() + seconds
        self.counts: Counter[str] = Counter()
        self.faults: list[str] = []
        self.expected: dict[str, str | None] = {}  # by id, the answer that was reported as written; None: taken out
        self.possible: dict[str, set[str]] = {}  # by id, every answer that it may have had so far
        self._lock = threading.Lock()
        self.faq.write_text(json.dumps({"entries": [DOGS]}))
        self._env = {**os.environ, "HOME": str(folder / "home"), "OPENBLAS_NUM_THREADS": "1"}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """One askfaq."""
        command = [sys.executable, "-m", "askfaq", *words]
        return subprocess.run(command, cwd=self.folder, env=self._env, capture_output=True, text=True, check=False)

    def fault(self, what: str) -> None:
        """Something that must not be."""
        with self._lock:
            self.faults.append(what)

    def write(self, number: int) -> None:
        """Add, change, take out, until the time is over."""
        rng, turn = random.Random(number), 0
        while time.monotonic() < self.deadline:
            turn += 1
            name, own = f"w{number}-{turn}", [i for i, v in self.expected.items() if i.startswith(f"w{number}-") and v]
            answer = f"The answer {number} {turn}."
            if own and rng.random() < 0.3:
                name, answer_now, words = rng.choice(own), None, []
                words = ["remove", name, "--faq", str(self.faq)]
            elif own and rng.random() < 0.5:
                name, answer_now = rng.choice(own), answer
                words = ["edit", name, "--answer", answer, "--faq", str(self.faq)]
            else:
                answer_now = answer
                question = f"What does writer {number} say the {turn}th time?"
                words = ["add", "--id", name, "--question", question, "--answer", answer, "--faq", str(self.faq)]
            if answer_now:
                with self._lock:
                    self.possible.setdefault(name, set()).add(answer_now)
            done = self.run(*words)
            if done.returncode == 0:
                self.expected[name] = answer_now
                self.counts[words[0]] += 1
            elif any(told in done.stderr for told in ODD_LATER):
                self.counts["refused: busy"] += 1
            else:
                self.fault(f"{words}: {done.returncode} {done.stderr.strip()[:200]}")

    def bring_in(self) -> None:
        """Import a file whose answer changes each time."""
        turn = 0
        while time.monotonic() < self.deadline:
            turn += 1
            answer = f"Imported {turn}."
            (self.folder / "source.md").write_text(f"# House\n\n## Where do I sleep?\n\n{answer}\n", encoding="utf-8")
            with self._lock:
                self.possible.setdefault("where-do-i-sleep", set()).add(answer)
            done = self.run("import", "source.md", "-o", str(self.faq))
            if done.returncode == 0:
                self.expected["where-do-i-sleep"] = answer
                self.counts["import"] += 1
            elif any(told in done.stderr for told in ODD_LATER):
                self.counts["refused: busy"] += 1
            else:
                self.fault(f"import: {done.returncode} {done.stderr.strip()[:200]}")

    def read(self, number: int) -> None:
        """Ask for what is there, and show it."""
        rng = random.Random(-number)
        while time.monotonic() < self.deadline:
            known = list(self.possible)
            name = rng.choice(known) if known else "a"
            done = self.run("show", name, "--json", "--faq", str(self.faq))
            self.counts["read"] += 1
            if done.returncode == 0:
                with self._lock:
                    right = self.possible.get(name, {"Yes."})
                told = json.loads(done.stdout)["answer"]
                if told not in right:
                    self.fault(f"show {name}: {told}")
            elif done.returncode != 1:
                self.fault(f"show {name}: {done.returncode} {done.stderr.strip()[:200]}")
            by_meaning = rng.random() < BY_MEANING
            question = "could my dog come along" if by_meaning else "may I bring a dog"
            asked = self.run(question, "--faq", str(self.faq))
            self.counts["asked by meaning" if by_meaning else "asked"] += 1
            if (asked.returncode, asked.stdout) != (0, "Yes.\n"):
                self.fault(f"{question}: {asked.returncode} {asked.stdout[:100]} {asked.stderr.strip()[:200]}")

    def look(self) -> None:
        """What is in the file, and beside it, at the end."""
        held = {entry["id"]: entry["answer"] for entry in json.loads(self.faq.read_text(encoding="utf-8"))["entries"]}
        for name, answer in self.expected.items():
            if held.get(name) != answer:
                self.fault(f"lost: {name}: {answer!r} is {held.get(name)!r}")
        beside = sorted({p.name for p in self.folder.iterdir()} - {"faq.json", "source.md", "home"})
        parts = [p.name for p in self.folder.rglob("*.part")]
        if beside or parts:
            self.fault(f"left over: {beside + parts}")


def main() -> int:
    """Soak, and tell."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--readers", type=int, default=30)
    parser.add_argument("--writers", type=int, default=10)
    a = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="askfaq-soak-") as made:
        soak = Soak(Path(made), 60 * a.minutes)
        threads = [threading.Thread(target=soak.write, args=(n,)) for n in range(a.writers)]
        threads += [threading.Thread(target=soak.read, args=(n,)) for n in range(a.readers)]
        threads.append(threading.Thread(target=soak.bring_in))
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        soak.look()
    print(f"{a.minutes:g} minutes, {a.readers} readers, {a.writers} writers, 1 importer: {dict(soak.counts)}")
    print(f"{len(soak.faults)} faults", *soak.faults[:20], sep="\n")
    return int(bool(soak.faults))


if __name__ == "__main__":
    sys.exit(main())
