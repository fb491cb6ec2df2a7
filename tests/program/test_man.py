"""The manual page says what the commands say."""

import shutil
import subprocess
import sys

import pytest

from conftest import ROOT

PAGE = ROOT / "data" / "askfaq.1"


def test_the_page_is_current() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "make_man.py", "--check"])
    assert done.returncode == 0, "python tools/make_man.py writes it anew"


def test_the_page_names_no_file_that_an_installed_package_lacks() -> None:
    assert "checks.md" not in PAGE.read_text(encoding="utf-8")


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
def test_the_page_is_good_roff_and_keeps_its_examples() -> None:
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", PAGE], capture_output=True, text=True)
    assert done.stderr == ""
    assert "askfaq ask - --json < questions.txt" in done.stdout
    assert "isn't it confidential?" in done.stdout


@pytest.mark.skipif(shutil.which("groff") is None, reason="groff is not installed")
@pytest.mark.parametrize("width", [40, 78])
def test_the_page_fits_and_splits_no_word(width: int) -> None:
    def words(width: int) -> tuple[list[str], int]:
        command = ["groff", "-man", "-Tutf8", "-P-cbou", f"-rLL={width}n", PAGE]
        shown = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        lines = shown.splitlines()
        return [word for line in lines[1:-1] for word in line.split()], max(map(len, lines))

    shown, longest = words(width)
    assert longest <= width
    assert shown == words(200)[0]
