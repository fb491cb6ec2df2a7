"""Each target of tools/fuzz.py finds nothing in a few inputs, nor in those that were found once."""

import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="forks, limits and memory files of Linux")

COUNTS = {
    "faq": 150,
    "import-html": 100,
    "import-markdown": 100,
    "import-text": 100,
    "import-records": 200,
    "import-foreign": 200,
    "index": 10,
    "cli": 60,
    "query": 20,
}
NEW_ZIP = (
    b"PK\x03\x04PK\x01\x02" + b"\xff" * 42 + b"PK\x05\x06" + bytes(4) + b"\1\0\1\0" + b"\x2e\0\0\0" + b"\4\0\0\0\0\0"
)
# What was found, as small as it gets; where it was the time that it took, as long as it was.
FOUND = {
    "a shortcode of one long word": ("import-markdown", b"a.md\0{% a" + b"-" * 20_000),
    "a shortcode of spaces": ("import-markdown", b"a.md\0{{%" + b" " * 20_000),
    "a box with a long name": ("import-markdown", b"a.md\0!!! a" + b"-" * 20_000 + b"!"),
    "notes of Anki that nothing separates": ("import-foreign", b"a.txt\0#separator:\n#html:true\nWhy?\tSo.\n"),
    "notes of Anki that quotes separate": ("import-foreign", b'a.txt\0#separator:"\n#html:true\nWhy?\tSo.\n'),
    "an option beside one that stands alone": ("cli", b"\0--install-completion\0:\0--faq\0x"),
    "nothing but null": ("faq", b"null"),
    "an archive of a later version": ("import-records", b"a.xlsx\0" + NEW_ZIP),
}


def fuzz(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "tools.fuzz", *words], capture_output=True, text=True, cwd=ROOT)


@pytest.mark.parametrize("target", COUNTS)
def test_nothing_is_found_in_a_few_inputs(target: str) -> None:
    done = fuzz(target, "--count", str(COUNTS[target]), "--seed", "7")
    assert done.stdout.endswith("nothing found\n"), done.stdout + done.stderr
    assert f" {COUNTS[target]} inputs " in done.stdout


@pytest.mark.parametrize("name", FOUND)
def test_what_was_found_is_mended(name: str, tmp_path: Path) -> None:
    target, raw = FOUND[name]
    kept = tmp_path / "input"
    kept.write_bytes(raw)
    assert fuzz(target, "--input", str(kept)).stdout == "nothing found\n"
