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
    assert "what's confidential?" in done.stdout
