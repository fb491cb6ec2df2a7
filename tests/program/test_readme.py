"""The README says what the program does: every command in it is run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT


@pytest.mark.skipif(shutil.which("jq") is None, reason="the README pipes into jq")
def test_every_command_prints_what_the_readme_shows(tmp_path: Path) -> None:
    # `askfaq` on PATH is the one under test, however it is installed
    command = tmp_path / "askfaq"
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m askfaq "$@"\n')
    command.chmod(0o755)
    env = {**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"}
    script = [sys.executable, str(ROOT / "tools" / "check_docs.py")]
    done = subprocess.run(script, capture_output=True, text=True, env=env)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
