"""What the pages say of Python: the reference is current, its code runs and is well typed."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

PAGES = ["README.md", "docs/reference/python.md"]
PETS = """{"entries": [{"id": "dogs", "question": "Do you take dogs?", "answer": "Yes.",
 "aliases": ["can I bring my puppy", "are canines allowed"]}]}"""


def blocks(page: str) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```$", (ROOT / page).read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def test_the_reference_is_current() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "make_reference.py", "--check"])
    assert done.returncode == 0, "python tools/make_reference.py writes it anew"


@pytest.mark.parametrize("page", PAGES)
def test_the_code_of_a_page_runs(page: str, tmp_path: Path, env: dict[str, str]) -> None:
    (tmp_path / "pets.json").write_text(PETS)
    assert blocks(page)
    for block in blocks(page):
        command = [sys.executable, "-c", block]
        done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path, timeout=120)
        assert (done.returncode, done.stderr) == (0, ""), block
        assert done.stdout


@pytest.mark.parametrize("page", PAGES)
def test_the_code_of_a_page_is_well_typed(page: str, tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    for number, block in enumerate(blocks(page)):
        script = tmp_path / f"block{number}.py"
        script.write_text(block)
        command = [sys.executable, "-m", "mypy", "--strict", "--config-file=", str(script)]
        done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path)
        assert done.returncode == 0, done.stdout + done.stderr
