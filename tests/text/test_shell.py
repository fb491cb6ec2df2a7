"""A command that is shown can be copied, whatever the names in it are."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from askfaq.text.sanitize import one_line
from askfaq.text.shell import command_line, quoted

NAMES = [
    "faq.json",
    "a b",
    "a  b",
    "it's",
    "tab\there",
    "two\nlines",
    "\x1b[31mred",
    "ü\u202e",
    "\\back'\n",
    "$(x) `y`",
]


@pytest.mark.parametrize("name", ["faq.json", "a b", "it's"])
def test_an_ordinary_name_stands_as_people_write_it(name: str) -> None:
    assert quoted(name) == {"faq.json": "faq.json", "a b": "'a b'", "it's": "'it'\"'\"'s'"}[name]


@pytest.mark.skipif(os.name == "nt", reason="names are no bytes there")
@pytest.mark.parametrize("shell", ["bash", "zsh"])
@pytest.mark.parametrize("name", [*NAMES, os.fsdecode(b"not utf-8 \xff\n")])
def test_a_shell_reads_the_name_again_from_what_is_shown(name: str, shell: str, tmp_path: Path) -> None:
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    shown = one_line(command_line(["printf", "%s", name]))
    done = subprocess.run([shell, "-c", shown], capture_output=True, cwd=tmp_path, check=True)
    assert os.fsdecode(done.stdout) == name
