"""The pages of docs/ that are made from the program say what it says, and no page is left out."""

import re
import subprocess
import sys

from askfaq.commands import COMMANDS
from conftest import ROOT

DOCS = ROOT / "docs"


def test_the_page_of_the_commands_is_current() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools" / "make_commands.py", "--check"])
    assert done.returncode == 0, "python tools/make_commands.py writes it anew"


def test_the_page_of_the_commands_has_a_section_for_each() -> None:
    sections = re.findall(r"^## (\S+)$", (DOCS / "reference" / "commands.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert [name for name in COMMANDS if name not in sections] == []


def test_the_list_of_decisions_names_each_by_its_title() -> None:
    listed = (DOCS / "decisions" / "index.md").read_text(encoding="utf-8")
    for page in sorted((DOCS / "decisions").glob("0*.md")):
        number, title = re.fullmatch(r"# (\d+)\. (.*)", page.read_text(encoding="utf-8").splitlines()[0]).groups()
        assert f"\n{number}. [{title}]({page.name})\n" in listed
