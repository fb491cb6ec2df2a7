"""What the benchmark scripts share: instructions, paired times, memory, versions, and a section of RESULTS.md each.

Only the standard library. Instructions come from `valgrind --tool=callgrind` and repeat to 0.1 %; milliseconds mean
little alone, so they are medians of runs taken in turn with a peer's, and read as ratios.
"""

import contextlib
import fcntl
import os
import platform
import pty
import re
import shutil
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"
SCREEN = (60, 80)  # rows and columns: every page fits, so that no pager starts
# A program is born as a copy of the one that starts it, whose memory counts as its own: a small one starts it.
LAUNCHER = """
import os, sys, time
start = time.perf_counter()
child = os.posix_spawnp(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(child, 0)
with open(sys.argv[1], "w") as file:
    ms, cpu = (time.perf_counter() - start) * 1000, (usage.ru_utime + usage.ru_stime) * 1000
    file.write(f"{ms} {cpu} {usage.ru_maxrss / 1024} {os.waitstatus_to_exitcode(status)}")
"""
PACKAGES = ("askfaq", "numpy", "rapidfuzz", "rich", "typer")


class Command(NamedTuple):
    """A command line, what it reads, and whether it runs on a terminal or in a pipe."""

    words: Sequence[str]
    stdin: bytes = b""
    on_terminal: bool = False


class Run(NamedTuple):
    """One run: milliseconds, those of the processor, peak memory in MiB, what it printed (of a terminal: everything).

    A program smaller than the launcher has the launcher's peak, 9 MiB or so.
    """

    ms: float
    cpu: float
    peak: float
    out: bytes
    code: int


def environment(**more: str) -> dict[str, str]:
    """The environment of a measured command: byte code may be cached, as for a user."""
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONSTARTUP")}
    return {**kept, "TERM": "xterm-256color", **more}


def instructions(command: Command, **more: str) -> float | None:
    """Millions of instructions of a whole run, after one run to warm the caches; None without valgrind."""
    if not shutil.which("valgrind"):
        return None
    run(command, **more)
    with tempfile.NamedTemporaryFile("r", suffix=".log") as log:
        counting = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", f"--log-file={log.name}"]
        run(command._replace(words=[*counting, *command.words]), **more)
        found = re.search(r"Collected : (\d+)", log.read())
    return int(found.group(1)) / 1e6 if found else None


def run(command: Command, **more: str) -> Run:
    """One run to its end. Raises FileNotFoundError when there is no such program."""
    if not shutil.which(command.words[0]):
        raise FileNotFoundError(command.words[0])
    with tempfile.TemporaryFile() as stdin, tempfile.NamedTemporaryFile("r") as figures:
        stdin.write(command.stdin)
        stdin.seek(0)
        ours, theirs = pty.openpty() if command.on_terminal else (None, None)
        if theirs is not None:
            fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *SCREEN, 0, 0))
        child = subprocess.Popen(
            [sys.executable, "-S", "-E", "-c", LAUNCHER, figures.name, *command.words],
            stdin=stdin if theirs is None else theirs,
            stdout=subprocess.PIPE if theirs is None else theirs,
            stderr=subprocess.DEVNULL if theirs is None else theirs,
            env=environment(**more),
            start_new_session=True,
        )
        if ours is None or theirs is None:
            assert child.stdout
            with child.stdout:
                out = child.stdout.read()
        else:
            os.close(theirs)
            out = _read_terminal(ours)
        child.wait()
        ms, cpu, peak, code = figures.read().split()
    return Run(float(ms), float(cpu), float(peak), out, int(code))


def _read_terminal(descriptor: int) -> bytes:
    """Everything until the last program lets go of the terminal, which Linux tells with an error."""
    found = bytearray()
    with contextlib.suppress(OSError):
        while part := os.read(descriptor, 65536):
            found += part
    os.close(descriptor)
    return bytes(found)


def in_turn(commands: Mapping[str, Command], *, runs: int = 15, **more: str) -> dict[str, tuple[float, float]]:
    """Median milliseconds and peak MiB of each command; the runs alternate, so that drift hits all alike."""
    taken: dict[str, list[Run]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            measured = run(command, **more)
            if turn:  # the first turn warms the caches
                taken[name].append(measured)
    return {n: (statistics.median(r.ms for r in t), max(r.peak for r in t)) for n, t in taken.items()}


def versions(python: str, packages: Sequence[str] = PACKAGES) -> str:
    """The versions of packages in the environment of an interpreter, those that are there."""
    code = (
        "import sys, importlib.metadata as m\n"
        "there = {d.name.lower(): d.version for d in m.distributions()}\n"
        "print(*(f'{p} {there[p]}' for p in sys.argv[1:] if p in there), sep=', ')"
    )
    return run(Command([python, "-c", code, *packages])).out.decode().strip()


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; None is a dash."""

    def cell(value: object) -> str:
        if isinstance(value, float):
            return f"{value:,.0f}" if value >= 1000 else f"{value:.1f}" if value >= 1 else f"{value:.2g}"
        return "-" if value is None else str(value)

    lines = [header, ["---"] * len(header), *([cell(v) for v in row] for row in rows)]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def machine() -> str:
    """What the figures were measured on, and how busy it was with other things: above 1 a core, times mean little."""
    model = next(
        (line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    load = f"load {os.getloadavg()[0]:.1f}"
    return f"{model}, {os.cpu_count()} cores, {load}, {platform.system()}, Python {platform.python_version()}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def write_section(title: str, body: str, *, used: str) -> None:
    """Put the section into RESULTS.md, in place of the one of that title, and print it. `used` names the versions."""
    measured = f"Measured {time.strftime('%Y-%m-%d')} on {machine()}; {used}."
    section = f"## {title}\n\n{body.strip()}\n\n{measured}\n"
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n\nWritten by the scripts here.\n"
    before, *rest = re.split(rf"^## {re.escape(title)}$", text, maxsplit=1, flags=re.MULTILINE)
    after = re.split(r"^(?=## )", rest[0], maxsplit=1, flags=re.MULTILINE)[1:] if rest else []
    RESULTS.write_text("\n".join([before.rstrip() + "\n", section, *after]).rstrip() + "\n", encoding="utf-8")
    print(section)
