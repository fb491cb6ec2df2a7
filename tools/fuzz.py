#!/usr/bin/env python3
"""Fuzz a part of askfaq: hostile inputs, and the promises that must hold for each.

    python -m tools.fuzz TARGET [--seconds N | --count N] [--seed S]
    python -m tools.fuzz TARGET --input FILE       try one input again

Inputs are made of a small kept corpus (tests/data/fuzz) and of the tokens of a language, from the seed and a running
number: the same again are the same. They are tried in child processes, so that one that hangs, crashes the interpreter
or eats the memory is a finding like any other: each kind is told once, with its input made as small as it gets.
Exit code 0 when nothing was found, else 1. POSIX only.
"""

import argparse
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from mmap import mmap
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from tools.fuzzing.target import BrokenPromiseError, Target

HANGS = 10  # times as long as what is slow
MUCH = 400 * 2**20  # bytes that the peak may grow by with one input
MOST = 3 * 2**30  # bytes of addresses: beyond, Python raises MemoryError
BATCH = 500  # inputs of one child
MINIMISING = 60.0  # seconds for one finding


class Outcome(NamedTuple):
    """What an input came to: the kind by which findings are known ("" for none), and what there is to tell."""

    kind: str = ""
    told: str = ""


def targets() -> dict[str, Callable[[str], Target]]:
    """The targets by name; what they need is imported when one is chosen."""

    def imports(family: str) -> Callable[[str], Target]:
        def make(folder: str) -> Target:
            from tools.fuzzing.imports import ImportTarget

            return ImportTarget(folder, family)

        return make

    def module(name: str, kind: str) -> Callable[[str], Target]:
        def make(folder: str) -> Target:
            found: Target = getattr(__import__(f"tools.fuzzing.{name}", fromlist=[kind]), kind)(folder)
            return found

        return make

    return {
        "faq": module("faq_file", "FaqTarget"),
        **{f"import-{family}": imports(family) for family in ("html", "markdown", "text", "records", "foreign")},
        "index": module("cached_files", "IndexTarget"),
        "cli": module("command_lines", "CommandLineTarget"),
        "query": module("queries", "QueryTarget"),
    }


def outcome_of(target: Target, raw: bytes) -> Outcome:
    """What becomes of one input, in this process."""
    limit = target.seconds * max(1.0, len(raw) / 10_000)
    started, peak = time.process_time(), _peak()
    resource.setrlimit(resource.RLIMIT_CPU, (int(started + HANGS * limit) + 1, resource.RLIM_INFINITY))
    try:
        target.try_out(raw)
    except BrokenPromiseError as broken:
        return Outcome(f"broken promise: {broken.args[0]}", _trace())
    except Exception as error:
        frame = traceback.extract_tb(error.__traceback__)[-1]
        return Outcome(f"{type(error).__name__} in {Path(frame.filename).name}:{frame.name}", _trace())
    taken, grown = time.process_time() - started, _peak() - peak
    if taken > limit:
        return Outcome("slow", f"{taken:.1f} CPU seconds for {len(raw):,} bytes")
    if grown > MUCH:
        return Outcome("memory", f"{grown / 2**20:.0f} MiB for {len(raw):,} bytes")
    return Outcome()


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _trace() -> str:
    return "".join(traceback.format_exc().splitlines(keepends=True)[-12:])


def in_child(work: Callable[[int], None]) -> tuple[int, str]:
    """Run some work in a child, which is given a descriptor to write to; its status and what it wrote."""
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(ours)
        resource.setrlimit(resource.RLIMIT_AS, (MOST, resource.RLIM_INFINITY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        try:
            work(theirs)
        except MemoryError:  # while it was told
            os.write(theirs, b"0\0MemoryError\0\0\n")
        finally:
            os._exit(0)
    os.close(theirs)
    with open(ours, "rb") as pipe:
        written = pipe.read()
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), written.decode("utf-8", "replace")


def tried_alone(target: Target, raw: bytes) -> Outcome:
    """What becomes of one input in a process of its own."""

    def work(out: int) -> None:
        outcome = outcome_of(target, raw)
        os.write(out, f"{outcome.kind}\0{outcome.told}"[:60_000].encode("utf-8", "replace"))

    code, written = in_child(work)
    if code < 0:
        return _of_signal(-code)
    kind, _, told = written.partition("\0")
    return Outcome(kind, told)


def _of_signal(number: int) -> Outcome:
    name = signal.Signals(number).name
    return Outcome("hangs" if number == signal.SIGXCPU else f"ended by {name}", f"the process was ended by {name}")


def minimised(target: Target, raw: bytes, kind: str) -> bytes:
    """The input with parts taken out for as long as the same is found."""
    deadline, size = time.monotonic() + MINIMISING, len(raw) // 2
    while size and time.monotonic() < deadline:
        at, is_smaller = 0, False
        while at < len(raw) and time.monotonic() < deadline:
            shorter = raw[:at] + raw[at + size :]
            if tried_alone(target, shorter).kind == kind:
                raw, is_smaller = shorter, True
            else:
                at += size
        size = size if is_smaller and size > 1 else size // 2
    return raw


class Campaign:
    """A run of a target: how many inputs were tried, and what was found."""

    def __init__(self, target: Target, seed: int) -> None:
        self._target = target
        self._seed = seed
        self.tried = 0
        self.found: Counter[str] = Counter()
        self._at = mmap(-1, 8)

    def input(self, number: int) -> bytes:
        """The input of a number."""
        return self._target.made(random.Random(f"{self._seed} {number}"))

    def batch(self, count: int, deadline: float) -> None:
        """Try the next inputs in one child. What ends it is a finding, and the next batch begins behind it."""
        first = self.tried

        def work(out: int) -> None:
            for number in range(first, first + count):
                self._at[:] = number.to_bytes(8, "little")
                if time.monotonic() > deadline:
                    return
                outcome = outcome_of(self._target, self.input(number))
                if outcome.kind:
                    os.write(out, f"{number}\0{outcome.kind}\n".encode("utf-8", "replace"))
            self._at[:] = (first + count).to_bytes(8, "little")

        code, written = in_child(work)
        self.tried = int.from_bytes(self._at[:], "little")
        for line in written.splitlines():
            number, _, kind = line.partition("\0")
            self._find(int(number), kind)
        if code < 0:
            self._find(self.tried, _of_signal(-code).kind)
            self.tried += 1

    def _find(self, number: int, kind: str) -> None:
        self.found[kind] += 1
        if self.found[kind] > 1:
            return
        raw = self.input(number)
        alone = tried_alone(self._target, raw)
        small = minimised(self._target, raw, alone.kind) if alone.kind else raw
        with tempfile.NamedTemporaryFile(prefix="fuzz-", suffix=".input", delete=False) as file:
            file.write(small)
        again = "" if alone.kind else " (not when tried alone)"
        print(f"== {kind}{again}: seed {self._seed}, input {number}, {len(small):,} bytes, in {file.name}")
        print(repr(small if len(small) <= 600 else small[:600] + b" ..."))
        print(alone.told.rstrip() or "-", flush=True)


def main() -> int:
    """Try inputs until the time is over."""
    known = targets()
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=known)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--count", type=int, default=sys.maxsize, help="try so many inputs")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--input", type=Path, help="try this one")
    a = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="askfaq-fuzz-") as folder:
        target = known[a.target](folder)
        if a.input:
            outcome = tried_alone(target, a.input.read_bytes())
            print(f"{outcome.kind or 'nothing found'}\n{outcome.told}".rstrip())
            return int(bool(outcome.kind))
        campaign, started = Campaign(target, a.seed), time.monotonic()
        seconds = a.seconds if a.count == sys.maxsize else 1e9
        while campaign.tried < a.count and time.monotonic() < started + seconds:
            campaign.batch(min(BATCH, a.count - campaign.tried), started + seconds)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = used.ru_utime + used.ru_stime
        told = ", ".join(f"{count} × {kind}" for kind, count in campaign.found.items()) or "nothing found"
        print(f"{a.target}: seed {a.seed}: {campaign.tried:,} inputs in {cpu:.0f} CPU seconds: {told}")
        return int(bool(campaign.found))


if __name__ == "__main__":
    sys.exit(main())
