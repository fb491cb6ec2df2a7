"""docs/how-to: its programs and its command run."""

import json
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from urllib.parse import quote

import pytest

from conftest import ROOT, SAMPLE

PAGES = ROOT / "docs" / "how-to"
COMMAND = re.compile(r"<!-- tests/program/test_how_to.py runs this -->\n```sh\n(.*?)```", re.DOTALL)


def programs() -> list[str]:
    page = (PAGES / "no-server.md").read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```", page, re.MULTILINE | re.DOTALL)


def test_the_endpoint_answers(env: dict[str, str], tmp_path: Path) -> None:
    (program,) = [text for text in programs() if "ThreadingHTTPServer" in text]
    command = [sys.executable, "-c", program]
    pipe = subprocess.PIPE
    free = {**env, "PORT": "0"}
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=free, cwd=tmp_path) as server:
        try:
            assert server.stdout
            address = server.stdout.readline().strip()
            assert address, "the server did not start"
            with urllib.request.urlopen(address + quote("how long do hugs last"), timeout=60) as reply:
                found = json.load(reply)
            with urllib.request.urlopen(address, timeout=60) as reply:
                nothing = json.load(reply)
        finally:
            server.kill()
    assert (found["status"], found["answer"]["id"]) == ("answered", "hug-length")
    assert nothing == {"status": "unanswered", "answer": None}


def test_async_code_gets_its_answer(env: dict[str, str], tmp_path: Path) -> None:
    (program,) = [text for text in programs() if "asyncio" in text]
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path, timeout=60)
    assert (done.returncode, done.stdout, done.stderr) == (0, "answered hug-length\n", "")


@pytest.mark.skipif(shutil.which("bash") is None or sys.platform == "win32", reason="a command for bash")
def test_the_command_for_many_questions_runs(env: dict[str, str], tmp_path: Path) -> None:
    (command,) = COMMAND.findall((PAGES / "many-questions.md").read_text(encoding="utf-8"))
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    shutil.copy(SAMPLE, tmp_path / "faq.json")
    (tmp_path / "backlog.jsonl").write_text('{"question": "how long do hugs last"}\n')
    python = tmp_path / "python"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    own = {name: value for name, value in env.items() if name != "PYTHONWARNINGS"}  # Dask's warnings are Dask's
    own["PATH"] = f"{tmp_path}:{env['PATH']}"
    done = subprocess.run(["bash", "-ec", command], capture_output=True, text=True, env=own, cwd=tmp_path, timeout=120)
    assert (done.returncode, done.stdout) == (0, "part-000000.jsonl\n"), done.stderr
