"""The pictures show what the program writes, and fetch nothing."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

PICTURES = sorted((ROOT / "docs" / "pictures").glob("*.svg"))


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_the_pictures_of_a_session_are_current() -> None:
    pytest.importorskip("pexpect")
    done = subprocess.run([sys.executable, ROOT / "tools" / "make_pictures.py", "--check"])
    assert done.returncode == 0, "python tools/make_pictures.py draws them anew"


def test_the_plot_of_peers_shows_what_the_table_says() -> None:
    done = subprocess.run([sys.executable, "-m", "benchmarks.peers", "--check"], cwd=ROOT)
    assert done.returncode == 0, "python -m benchmarks.peers draws it anew"


@pytest.mark.parametrize("picture", PICTURES, ids=lambda path: path.name)
def test_a_picture_names_no_host(picture: Path) -> None:
    drawn = picture.read_text(encoding="utf-8").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"//|@import|@font-face", drawn)
