"""The command line: any words end in an exit code that is documented, and what goes wrong is one line on stderr."""

import json
import os
import random
import re
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from askfaq import main
from askfaq.cli.app import FLAGS, WITH_VALUE
from askfaq.commands import COMMANDS
from tools.fuzzing.inputs import ODD, SENTENCES
from tools.fuzzing.target import Target, promise

CODES = {0, 1, 2, 130, 141}
_ENTRIES = [
    {
        "id": "pets",
        "topic": "Rooms",
        "question": "May I bring a dog?",
        "aliases": ["are pets allowed"],
        "answer": "Yes.",
    },
    {"id": "wifi", "topic": "Rooms", "question": "Is there wifi?", "answer": "In **all** rooms.\n\n- fast\n- free"},
    {"id": "pay", "question": "How do I pay?", "answer": "By card \x1b[31m or in cash."},
]
_FILES = {
    "faq.json": json.dumps({"title": "A house", "contact": "the desk", "entries": _ENTRIES}),
    "other.json": json.dumps([{"question": "Where is it?", "answer": "There."}]),
    "broken.json": '{"entries": [{"question": 1}]}',
    "a.md": "# FAQ\n\n## Who may come?\n\nAll.\n",
    "a.csv": "question,answer\nWhat?,So.\n",
    "cases.tsv": "query\texpected\nare pets allowed\tpets\nwho are you\t\n",
    "queries.txt": "may I bring a dog\n\nxyzzy\nIs there wifi?\n",
}
_VALUES = {
    "--faq": ["faq.json", "other.json", "broken.json", "missing.json", "folder", "", "-"],
    "--color": ["always", "never", "auto", "blue"],
    "--topic": ["Rooms", "rooms", "Romos", ""],
    "-n": ["1", "3", "0", "-1", "x", "999999999999999999999"],
    "--min-confidence": ["0", "1", "0.5", "2", "nan", "-1", "1e-400"],
    "--explain": ["same-wording", "same-words", ""],
    "-o": ["out.json", "out.html", "out.md", "faq.json", "missing/out.json", "-", "folder", "a.md"],
    "--format": ["html", "markdown", "md", "csv", "jsonld", "json", "yaml", "text", "x", ""],
    "--id": ["pets", "new", "a b", ""],
    "--alias": ["is there internet", "", "are pets allowed"],
    "--heading-level": ["1", "2", "7"],
    "--question-column": ["question", "1", "0", "x"],
    "--install-completion": ["bash", "zsh", "fish", "x"],
}
_ALSO = {"-n": "--top", "-o": "--output"}
_WORDS = [
    *"pets wifi pay pest Rooms rooms faq.json other.json broken.json a.md a.csv cases.tsv folder missing.json -".split(),
    *"title contact threshold language 0.5 on off html bash zsh codes dog may I bring a dog - -- -x --no-such -h --help".split(),
    *"--version --show-completion=zsh --faq=faq.json --json=1 -n3 -jh =".split(),
]
_OTHER_COMMANDS = [name for name in COMMANDS if name != "mcp"]  # which serves until its client goes
_KEPT = ("PATH", "TMPDIR", "PYTHONPATH", "OPENBLAS_NUM_THREADS")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Run(NamedTuple):
    """What became of one command line."""

    code: int
    out: str
    err: str


class CommandLineTarget(Target):
    """An input is what is on standard input, then the words, each behind a NUL."""

    seconds = 10.0

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self._work, self._home = self.path("work"), self.path("home")
        self._strays: list[str] = []
        self._is_watching = False
        os.mkdir(self._home)

    def made(self, rng: random.Random) -> bytes:
        """A command or none, options with fitting and other values, words of every kind, in any order."""
        words = [rng.choice(_OTHER_COMMANDS)] if rng.random() < 0.8 else []
        parts = [self._part(rng) for _ in range(rng.choice((0, 1, 1, 2, 2, 3, 5)))]
        if rng.random() < 0.8:
            parts.append(["--faq", rng.choice(("faq.json", "faq.json", "other.json"))])
        rng.shuffle(parts)
        parts.insert(0 if rng.random() < 0.8 else rng.randint(0, len(parts)), words)
        stdin = rng.choice(("", "", _FILES["queries.txt"], _FILES["a.md"], "y\n", "\x00\xff"))
        found = [stdin, *(word for part in parts for word in part)]
        return b"\0".join(word.replace("\0", "").encode("utf-8", "surrogateescape") for word in found)

    def _part(self, rng: random.Random) -> list[str]:
        kind = rng.random()
        if kind < 0.25:
            return [rng.choice(FLAGS)]
        if kind < 0.6:
            option = rng.choice([*WITH_VALUE, "--install-completion"])
            short = next((name for name, long in _ALSO.items() if long == option), option)
            value = rng.choice(_VALUES.get(short, _WORDS) if rng.random() < 0.9 else [*ODD, "\udcff"])
            return [f"{option}={value}"] if rng.random() < 0.2 and option.startswith("--") else [option, value]
        if kind < 0.9:
            return [rng.choice(_WORDS)]
        return [rng.choice((*SENTENCES, *ODD, "\udcff\udcfe", "x" * 5000, "é" * 300))]

    def try_out(self, raw: bytes) -> None:
        """Run it as the program does; where it is a plain line, by the quick way and by Typer."""
        stdin, *encoded = raw.split(b"\0")
        argv = [os.fsdecode(word) for word in encoded]
        with self._surroundings():
            done = self._run(argv, stdin)
            self._promises(argv, done, stdin)
            if (plain := main.plain_command(argv)) and plain.name != "index":
                self._fill()
                kept, main.plain_command = main.plain_command, lambda _: None
                try:
                    through_typer = self._run(argv, stdin)
                finally:
                    main.plain_command = kept
                promise(done == through_typer, "the quick way and Typer agree", done, through_typer)

    def _promises(self, argv: list[str], done: Run, stdin: bytes) -> None:
        told = f"{argv!r:.300}: {done.code} {done.err!r:.500}"
        promise(done.code in CODES, "the exit code is documented", told)
        promise(
            "a fault of askfaq itself" not in done.err and "Traceback" not in done.err,
            "no fault of askfaq itself",
            told,
        )
        promise(
            not re.search(r"[\x00-\x08\x0b-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", done.err),
            "nothing on stderr acts on a terminal",
            told,
        )
        if done.code == 2:
            promise(done.err.rpartition("\naskfaq: ")[2].count("\n") == 1, "an error is one line, the last", told)
            is_one = sum(word.startswith("--faq") for word in argv) < 2  # of several the first may have been read
            promise(not done.out or stdin or not is_one, "nothing is printed before an error", told, done.out[:200])
        promise(not self._strays, "nothing is written elsewhere", told, self._strays)
        left = [name for name in os.listdir(self._work) if name.startswith(".askfaq") or name.endswith(".tmp")]
        promise(not left, "no temporary files", told, left)

    def _run(self, argv: list[str], stdin: bytes) -> Run:
        self._strays.clear()
        files = [os.memfd_create(name) for name in ("stdin", "stdout", "stderr")]
        os.write(files[0], stdin)
        os.lseek(files[0], 0, os.SEEK_SET)
        for number, file in enumerate(files):
            os.dup2(file, number)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - they stay open as the process's own
        sys.stdout, sys.stderr = (open(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))  # noqa: SIM115
        self._is_watching = True
        try:
            code = main.run(list(argv))
        except SystemExit as stop:
            raise AssertionError(f"run gives back its exit code: {argv!r:.300}") from stop
        finally:
            self._is_watching = False
            sys.stdout.flush()
            sys.stderr.flush()
        out, err = (_content(file) for file in files[1:])
        for file in files:
            os.close(file)
        return Run(code, out, err)

    @contextmanager
    def _surroundings(self) -> Iterator[None]:
        """A home and a folder of its own, and a watch over what is written. The process is the fuzzer's child."""
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        os.environ.clear()
        os.environ.update(kept, HOME=self._home, EDITOR="true", TERM="xterm", LANG="C.UTF-8")
        if not self._watched:
            sys.addaudithook(self._watch)
            type(self)._watched = True
        streams = sys.stdin, sys.stdout, sys.stderr, [os.dup(n) for n in range(3)]
        self._fill()
        os.chdir(self._work)
        try:
            yield
        finally:
            sys.stdin, sys.stdout, sys.stderr, numbers = streams
            for number, copy in enumerate(numbers):
                os.dup2(copy, number)
                os.close(copy)

    _watched = False

    def _fill(self) -> None:
        """The files anew; only the cache stays, which is made slowly."""
        for name in (self._work, *(os.path.join(self._home, kind) for kind in (".config", ".local", ".zshrc"))):
            shutil.rmtree(name, ignore_errors=True)
        os.mkdir(self._work)
        os.chdir(self._work)
        os.mkdir("folder")
        for name, text in _FILES.items():
            with open(name, "w", encoding="utf-8") as file:
                file.write(text)

    def _watch(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self._is_watching:
            return
        if event == "open":
            path, _, flags = arguments
            paths = [path] if isinstance(path, str | bytes) and flags & _WRITING else []
        elif event in ("os.rename", "os.link", "os.symlink"):
            paths = list(arguments[:2])
        elif event in ("os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod", "os.chown"):
            paths = [arguments[0]] if isinstance(arguments[0], str | bytes) else []
        else:
            paths = [event] if event in ("subprocess.Popen", "os.system", "os.exec", "socket.connect") else []
        self._strays += [name for name in map(os.fsdecode, paths) if not self._is_own(name)]

    def _is_own(self, path: str) -> bool:
        real = os.path.realpath(path)
        return real.startswith(os.path.realpath(self.folder) + os.sep) or real == os.devnull


def _content(file: int) -> str:
    os.lseek(file, 0, os.SEEK_SET)
    with open(os.dup(file), encoding="utf-8", errors="replace") as stream:
        return stream.read()
