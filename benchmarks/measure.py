"""What the benchmark scripts share: instructions, paired times, memory, and a section of RESULTS.md each.

Only the standard library. Instructions come from `valgrind --tool=callgrind` and repeat to 0.1 %; milliseconds mean
little alone, so they are medians of runs taken in turn with a peer's, and read as ratios.
"""

import os
import platform
import re
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

RESULTS = Path(__file__).resolve().parent / "RESULTS.md"


def environment(**more: str) -> dict[str, str]:
    """The environment of a measured command: byte code may be cached, as for a user."""
    env = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONSTARTUP")}
    return {**env, **more}


def instructions(command: Sequence[str], *, stdin: bytes = b"", **more: str) -> float | None:
    """Millions of instructions of a whole run, after one run to warm the caches; None without valgrind."""
    run(command, stdin=stdin, **more)
    try:
        done = subprocess.run(
            ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command],
            input=stdin,
            capture_output=True,
            env=environment(**more),
        )
    except FileNotFoundError:
        return None
    found = re.search(rb"Collected : (\d+)", done.stderr)
    return int(found.group(1)) / 1e6 if found else None


def run(command: Sequence[str], *, stdin: bytes = b"", **more: str) -> tuple[float, float]:
    """Milliseconds and peak memory (MiB) of one run; its exit code does not matter, its output is thrown away."""
    start = time.perf_counter()
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(**more),
    ) as child:
        assert child.stdin
        child.stdin.write(stdin)
        child.stdin.close()
        _, _, usage = os.wait4(child.pid, 0)
        child.returncode = 0
    return (time.perf_counter() - start) * 1000, usage.ru_maxrss / 1024


def in_turn(commands: dict[str, Sequence[str]], *, runs: int = 15, **more: str) -> dict[str, tuple[float, float]]:
    """Median milliseconds and peak MiB of each command; the runs alternate, so that drift hits all alike."""
    taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            measured = run(command, **more)
            if turn:  # the first turn warms the caches
                taken[name].append(measured)
    return {n: (statistics.median(m for m, _ in t), max(k for _, k in t)) for n, t in taken.items()}


def table(header: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table; floats with one digit, None as a dash."""

    def cell(value: object) -> str:
        return "-" if value is None else f"{value:.1f}" if isinstance(value, float) else str(value)

    lines = [header, ["---"] * len(header), *([cell(v) for v in row] for row in rows)]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def machine() -> str:
    """What the figures were measured on."""
    model = next(
        (line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")),
        platform.processor() or platform.machine(),
    )
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text(encoding="utf-8").splitlines() if Path(path).exists() else []


def write_section(title: str, body: str) -> None:
    """Put the section into RESULTS.md, in place of the one of that title, and print it."""
    section = f"## {title}\n\n{body.strip()}\n\nMeasured {time.strftime('%Y-%m-%d')} on {machine()}.\n"
    text = RESULTS.read_text(encoding="utf-8") if RESULTS.exists() else "# Results\n\nWritten by the scripts here.\n"
    before, *rest = re.split(rf"^## {re.escape(title)}$", text, maxsplit=1, flags=re.MULTILINE)
    after = re.split(r"^(?=## )", rest[0], maxsplit=1, flags=re.MULTILINE)[1:] if rest else []
    RESULTS.write_text("\n".join([before.rstrip() + "\n", section, *after]).rstrip() + "\n", encoding="utf-8")
    print(section)


def peak_of_this_process() -> float:
    """Peak memory of the calling process in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1024 if sys.platform != "darwin" else 2**20)
