"""A hermetic home for every test, and the real program as a subprocess."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import hypothesis
import pytest

from askfaq.formats.imported import Import, Remark

# Before NumPy is imported: BLAS's own threads only wait for each other here, for seconds on a busy machine.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# Time is not asserted in tests: a busy machine is no fault.
hypothesis.settings.register_profile("patient", deadline=None)
hypothesis.settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "faq.json"
TWINS = ROOT / "tests" / "program" / "golden" / "faq.json"  # two of its entries have one question

_KEPT = (
    "PATH",
    "SYSTEMROOT",
    "TMPDIR",
    "PYTHONPATH",
    "COVERAGE_PROCESS_START",
    "OPENBLAS_CORETYPE",
    "OPENBLAS_L2_SIZE",
)


class Run(NamedTuple):
    """What became of one command line."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[Any]:
        return [json.loads(line) for line in self.out.splitlines()]


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment with an empty home folder and nothing of the tester's own settings."""
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "HOME": str(home), "LANG": "C.UTF-8", "PYTHONWARNINGS": "error", "TERM": "xterm-256color"}


@pytest.fixture
def askfaq(env: dict[str, str], tmp_path: Path) -> Callable[..., Run]:
    """Run `askfaq ARGS…` as a user would, in a pipe, and give back exit code, stdout and stderr."""

    def run(*args: str, stdin: str | bytes | None = None, **variables: str) -> Run:
        given = stdin.encode() if isinstance(stdin, str) else stdin
        done = subprocess.run(
            [sys.executable, "-m", "askfaq", *args],
            input=given,
            stdin=subprocess.DEVNULL if given is None else None,
            capture_output=True,
            env={**env, **variables},
            cwd=tmp_path,
            timeout=120,
        )
        return Run(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return run


@pytest.fixture
def spawn(env: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., Any]]:
    """Start `askfaq ARGS…` on a terminal of its own."""
    import pexpect

    started = []

    def start(*args: str, rows: int = 24, **variables: str) -> Any:
        child = pexpect.spawn(
            sys.executable,
            ["-m", "askfaq", *args],
            env={**env, "TERM": "dumb", **variables},
            cwd=str(tmp_path),
            encoding="utf-8",
            timeout=90,
            dimensions=(rows, 200),
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


@pytest.fixture
def faq_file(tmp_path: Path) -> Callable[..., str]:
    """Write a FAQ file (data or raw text) and give back its path."""

    def write(content: Any, name: str = "faq.json") -> str:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False, indent=1)
            path.write_text(text, encoding="utf-8")
        return str(path)

    return write


def entry(question: str = "How so?", answer: str = "So.", **more: Any) -> dict[str, Any]:
    """The smallest entry, with what a test is about."""
    return {"question": question, "answer": answer, **more}


def notes(result: Import) -> list[Remark]:
    """What an import remarked on beside what it skipped."""
    return [remark for remark in result.remarks if remark.kind != "skipped"]
