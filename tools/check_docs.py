#!/usr/bin/env python3
"""Run every command of the console blocks in README.md and docs/, and compare (or --write) what it prints.

A block's `$ ` lines are run by bash, in order, in one empty folder with an empty home folder; a file that a block
shows with `cat NAME` is first written to NAME. stdout and stderr are taken together, as a terminal shows
them. Needs `askfaq` on PATH. Exits 1 when a document and the program differ.
"""

import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
DOCUMENTS = [
    page
    for page in (ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md")))
    if BLOCK.search(page.read_text(encoding="utf-8"))
]


def run(command: str, folder: str) -> str:
    """What a reader sees who types the command in the folder."""
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH", "TMPDIR") if name in os.environ}
    env = {**kept, "HOME": folder, "LANG": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=folder,
        env=env,
        timeout=300,
    )
    return done.stdout.decode("utf-8")


def rerun(block: str, folder: str) -> str:
    """The block with the outputs that its commands give now."""
    lines = []
    for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
        if (name := command.removeprefix("cat ")) != command:
            Path(folder, name).write_text(shown, encoding="utf-8")
        output = run(command, folder)
        lines.append(f"$ {command}\n{output}" + ("" if output.endswith("\n") or not output else "\n"))
    return "".join(lines)


def main() -> int:
    """Compare the documents with reality, or rewrite them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="put the real outputs into the documents")
    parser.add_argument("pages", nargs="*", type=Path, default=DOCUMENTS, help="instead of every page that has a block")
    given = parser.parse_args()
    return max([compare(path, write=given.write) for path in given.pages])


def compare(path: Path, *, write: bool) -> int:
    """1 when the document differs from reality and is not to be rewritten."""
    old = path.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        new = BLOCK.sub(lambda found: rerun(found.group(), folder), old)
    if write:
        path.write_text(new, encoding="utf-8")
    elif new != old:
        print("".join(difflib.unified_diff(old.splitlines(True), new.splitlines(True), path.name, "reality")))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
