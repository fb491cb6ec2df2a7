#!/usr/bin/env python3
"""Kill each command that writes (SIGKILL) at every system call that changes something, one after the other.

    python -m tools.kill_everywhere [COMMAND …]

strace ends the program when it enters such a call, at each in turn. Between two of these calls a file stays as it is,
so this is a kill at every moment. After each kill the files that are to be kept must be whole: as before or as after.
Then the same command runs again to its end: it must work, and come to what an undisturbed one comes to. What is left
behind then must be gone after the next that writes in the same folder. Needs strace. Prints a Markdown table; exit code
1 when a promise is broken.
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

CALLS = (
    "write,writev,pwrite64,rename,renameat,renameat2,link,linkat,symlink,unlink,unlinkat,fsync,fdatasync,flock,"
    "chmod,fchmod,fchmodat,chown,fchown,fchownat,lchown,ftruncate,truncate,mkdir,mkdirat,rmdir,setxattr,fsetxattr"
)
KILLED = -9
ROOMS = "Where do I sleep?"
FAQ = {
    "title": "A house",
    "entries": [
        {"id": "pets", "topic": "Rooms", "question": "May I bring a dog?", "answer": "Yes."},
        {"id": "wifi", "topic": "Rooms", "question": "Is there wifi?", "answer": "In all rooms."},
    ],
}
PARAPHRASE = "could my dog come along"
MISSES = "xdg/state/askfaq/misses"


class Command(NamedTuple):
    """Words, the files that are to be whole whenever it is killed, and whether to run it again must succeed."""

    words: str
    files: tuple[str, ...] = ("faq.json",)
    again: tuple[int, ...] = (0,)  # exit codes of the same command afterwards
    asks: str = ""  # a question whose answer is to be the same afterwards


# Where the first run got through, the second is refused (1, 2) or has nothing to do.
COMMANDS = {
    "import": Command("import new.md -o faq.json"),
    "import (new file)": Command("import new.md -o made.json", ("made.json",)),
    "add": Command("add --id sleep --question Where? --answer There. --faq faq.json", again=(0, 1, 2)),
    "edit": Command("edit pets --answer No. --faq faq.json"),
    "remove": Command("remove pets --faq faq.json", again=(0, 1)),
    "topic": Command("topic rename Rooms Nights --faq faq.json", again=(0, 1)),
    "set": Command("set title Inn --faq faq.json"),
    "export": Command("export --format html -o out.html --faq faq.json", ("out.html", "faq.json")),
    "index": Command("index faq.json", asks=PARAPHRASE),
    "first question": Command(f"{PARAPHRASE} --faq faq.json", asks=PARAPHRASE),
    "misses on": Command("misses on", (f"{MISSES}/on",)),
    "a miss": Command("who are the moon people --faq faq.json", ("faq.json",), again=(1,)),
    "misses clear": Command("misses clear --yes --faq faq.json", ("faq.json",), again=(0, 1)),
    "install-completion": Command("--install-completion zsh", ("xdg/data/zsh/site-functions/_askfaq",)),
}
# strace counts the calls of each thread apart, and a thread of few calls would never have its turn: they all work in
# the main one.
IN_TURN = """
from concurrent.futures import Future, ThreadPoolExecutor
def submit(self, work, *args):
    done = Future()
    done.set_result(work(*args))
    return done
ThreadPoolExecutor.submit = submit
from askfaq.__main__ import main
main()
"""
_WRITES = ("set title Another --faq faq.json", "another one in vain --faq faq.json", "--install-completion zsh")
_TEMPORARY = re.compile(r"\.askfaq-.*\.tmp|\.askfaq\.lock|.*\.part|.*\.before-.*")


def main() -> int:
    """Kill what is named, or each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("commands", nargs="*", metavar="COMMAND", help=", ".join(COMMANDS))
    chosen = parser.parse_args().commands or list(COMMANDS)
    if not shutil.which("strace"):
        raise SystemExit("strace is not installed")
    print(
        "| command | kills | old file | new file | leftovers until the next run | broken |\n|---|---|---|---|---|---|"
    )
    return int(sum(_row(name, COMMANDS[name]) for name in chosen) > 0)


def _row(name: str, command: Command) -> bool:
    """Kill one command everywhere and print what came of it; whether a promise was broken."""
    with tempfile.TemporaryDirectory(prefix="askfaq-kill-") as made:
        folder = Path(made)
        _fill(folder, command)
        before = _contents(folder, command.files)
        moments = _moments(folder, command)
        after, answer = _contents(folder, command.files), _answer(folder, command)
        seen: Counter[str] = Counter()
        broken: list[str] = []
        kills = 0
        for call, number in moments:
            _fill(folder, command)
            if _run(folder, command, f"inject={call}:signal=KILL:when={number}") != KILLED:
                broken.append(f"{call} {number}: not killed")
                continue
            kills += 1
            held = _contents(folder, command.files)
            state = "new" if held == after else "old" if held == before else "torn"
            seen[state] += 1
            seen["left"] += bool(_leftovers(folder))
            broken += [f"{call} {number}: torn"] if state == "torn" else []
            broken += [f"{call} {number}: {what}" for what in _after_the_next(folder, command, after)]
            broken += [f"{call} {number}: another answer"] if _answer(folder, command) != answer else []
    print(
        f"| {name} | {kills} | {seen['old']} | {seen['new']} | {seen['left']} | {'; '.join(broken) or 'none'} |",
        flush=True,
    )
    return bool(broken)


def _moments(folder: Path, command: Command) -> list[tuple[str, int]]:
    """Each call that the command makes, with its number among those of its name."""
    with tempfile.NamedTemporaryFile("r") as log:
        _run(folder, command, f"trace={CALLS}", log=log.name)
        counts = Counter(re.findall(r"^\d+ +(\w+)\(", log.read(), re.MULTILINE))
    return [(call, number) for call, count in counts.items() for number in range(1, count + 1)]


def _after_the_next(folder: Path, command: Command, after: dict[str, str | None]) -> list[str]:
    """What is not as it should be when the same command ran once more, undisturbed."""
    code = _run(folder, command)
    found = [f"exit code {code} of the next run"] if code not in command.again else []
    found += ["other contents after it"] if _contents(folder, command.files) != after else []
    for words in _WRITES if _leftovers(folder) else ():  # where nothing was left to do, nothing was written
        _run(folder, Command(words))
    return found + [f"left: {left}" for left in _leftovers(folder)]


def _answer(folder: Path, command: Command) -> str:
    """The answer to the command's question, with all that leads to it."""
    return _done(folder, f"{command.asks} --json --faq faq.json").stdout if command.asks else ""


def _fill(folder: Path, command: Command) -> None:
    """The files as they are before."""
    for old in folder.iterdir():
        if old.name != "cache":
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    shutil.rmtree(folder / "xdg", ignore_errors=True)
    (folder / "faq.json").write_text(json.dumps(FAQ, indent=1), encoding="utf-8")
    (folder / "new.md").write_text(f"# House\n\n## {ROOMS}\n\nUpstairs.\n", encoding="utf-8")
    if "miss" not in command.words.split()[0] and not command.words.startswith("who"):
        return
    if command.words != "misses on":
        _run(folder, Command("misses on"))
        _run(folder, Command("what was there before it all began --faq faq.json"))


def _run(folder: Path, command: Command, expression: str = "", log: str = os.devnull) -> int:
    traced = ["strace", "-f", "-qqq", "-o", log, "-e", expression] if expression else []
    done = _done(folder, command.words, traced)
    return KILLED if done.returncode in (-9, 137) else done.returncode


def _done(folder: Path, words: str, before: Sequence[str] = ()) -> subprocess.CompletedProcess[str]:
    xdg = {f"XDG_{kind.upper()}_HOME": str(folder / "xdg" / kind) for kind in ("cache", "config", "data", "state")}
    env = {**os.environ, **xdg, "HOME": str(folder), "PYTHONDONTWRITEBYTECODE": "1", "OPENBLAS_NUM_THREADS": "1"}
    line = [*before, sys.executable, "-c", IN_TURN, *words.split()]
    return subprocess.run(
        line, cwd=folder, env=env, capture_output=True, stdin=subprocess.DEVNULL, text=True, check=False
    )


def _contents(folder: Path, files: tuple[str, ...]) -> dict[str, str | None]:
    return {f: path.read_text(encoding="utf-8") if (path := folder / f).exists() else None for f in files}


def _leftovers(folder: Path) -> list[str]:
    return [str(p.relative_to(folder)) for p in folder.rglob("*") if _TEMPORARY.fullmatch(p.name)]


if __name__ == "__main__":
    sys.exit(main())
