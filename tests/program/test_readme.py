"""The README and the pages of docs/ say what the program does: every command in them is run."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from askfaq.engine.decision import HIGH, THRESHOLD
from conftest import ROOT

OWN_PAGE = re.compile(r"<!-- your own page: tests/program/test_readme.py runs this -->\n```sh\n(.*)\n```")
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
DOCUMENTS = [str(page.relative_to(ROOT)) for page in PAGES if "```console\n" in page.read_text(encoding="utf-8")]
SHOWN_PAGE = re.compile(r"^\$ cat library\.html\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.fixture
def path(tmp_path: Path) -> str:
    """PATH, so that `askfaq` is the one under test, however it is installed."""
    command = tmp_path / "bin" / "askfaq"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m askfaq "$@"\n')
    command.chmod(0o755)
    return f"{command.parent}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.skipif(shutil.which("jq") is None, reason="some pages pipe into jq")
@pytest.mark.parametrize("page", DOCUMENTS)
def test_every_command_prints_what_the_page_shows(page: str, path: str) -> None:
    script = [sys.executable, str(ROOT / "tools" / "check_docs.py"), str(ROOT / page)]
    done = subprocess.run(script, capture_output=True, text=True, env={**os.environ, "PATH": path})
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(sys.platform == "win32", reason="a line for a shell of Unix")
def test_the_line_of_the_readme_for_a_page_of_ones_own_answers_from_it(
    path: str, env: dict[str, str], tmp_path: Path
) -> None:
    (line,) = OWN_PAGE.findall((ROOT / "README.md").read_text(encoding="utf-8"))
    (page,) = SHOWN_PAGE.findall((ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8"))
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    own = {**env, "PATH": path}
    done = subprocess.run(["sh", "-c", line], capture_output=True, text=True, env=own, cwd=tmp_path, timeout=120)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Up to two times, unless somebody has reserved the book:")


def test_the_page_of_confidence_gives_the_thresholds_that_decide() -> None:
    page = (ROOT / "docs" / "explanation" / "confidence.md").read_text(encoding="utf-8")
    written = [f"| from {HIGH} |".replace("0.", "."), f"| from {THRESHOLD}, or the FAQ's own".replace("0.", ".")]
    assert [row for row in written if row not in page] == []
