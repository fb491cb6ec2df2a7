"""Hostile input of a megabyte at most is read or refused within seconds and half a gigabyte."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

CPU_SECONDS = 25  # most of these took minutes, the others gigabytes
PATTERN_SECONDS = 6  # these took from ten seconds to hours
BYTES = 800 * 2**20
FIRST = "<h2>What is it?</h2>"
LIMITED = (
    "import resource, sys; "
    "resource.setrlimit(resource.RLIMIT_CPU, (int(sys.argv.pop(1)),) * 2); "
    f"resource.setrlimit(resource.RLIMIT_AS, ({BYTES},) * 2); "
    "from askfaq.main import main; main()"
)

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="needs limits that are kept")

READ = {
    "spaces in a heading": "# ?" + " " * 100_000 + "x\n\nText.",
    "braces in a heading": "# " + "?{}" * 33_000 + "x\n\nText.",
    "a dotted key": "+++\n" + ".".join("a" * 30_000) + " = 1\n+++\n# What is it?\n\nx\n",
    "a table header's dotted key": "+++\n[ " + " . ".join("a" * 30_000) + " ]\n+++\n# What is it?\n\nx\n",
    "a table as wide as long": f"{FIRST}<table><tr>" + "<td>x" * 2_000 + "<tr><td>y" * 2_000 + "</table>",
    "inline elements": f"{FIRST}<p>" + "<b>x</b>y" * 110_000,
    "comments in a line": f"{FIRST}<p>" + "y<!---->" * 110_000,
    "spaces in elements": f"{FIRST}<p>x" + "<i> </i>" * 125_000,
    "labels of many styles": "".join(
        f"1{''.join('.):]'[int(digit) % 4] for digit in f'{i:08o}')} What is it?\n\nx\n\n" for i in range(20_000)
    ),
    "one question under many topics": "question,answer,topic\n"
    + "".join(f"What is it?,{i},t{i}\n" for i in range(8_000)),
    "questions that begin alike": "".join(
        f"# Why does the red house on the hill by the sea have no door at all for guests number {i}?\n\nx{i}\n\n"
        for i in range(12_000)
    ),
}
# What a regular expression that begins again at each character goes over again and again.
REPEATED = {
    "bars below a table's header": "Q: What is it?\nA: It is.\n\nQ: What is not?\nA: x\n\n| a | b\n|-"
    + "| " * 400
    + "x\n",
    "spaces in an attribute list": "# What is it?\n{:" + " " * 200_000 + "x\n\nIt is.\n",
    "element names in each other": f"{FIRST}<p>x" + "<a" * 150_000,
    "question marks in a heading": "* What is it" + "? " * 90_000 + "x\nIt is.\n* What\n#+x\n",
    "blank lines behind a table's name": "[[a]]" + "\n" * 180_000 + "!\n\nQ: What is it?\nA: It is.\n",
    "an author's address that does not end": "= x\nx" + "<" * 180_000 + "\nQ: What is it?\nA: It is.\n",
    "a formatting code of POD that does not end": "=item What is it?\n\nIt is.\n\n" + "B<" * 99_000,
    "links of AsciiDoc that do not end": "== What is it?\nIt is.\n\n" + "link:" * 39_900,
    "links of MediaWiki that do not end": "= What is it? =\nIt is.\n\n= What? =\n" + "[http://" * 24_900,
    "links of reStructuredText that do not end": "What is it?\n===========\nIt is.\n\n`a" + " <" * 99_000,
}
REFUSED = {
    "elements that are opened again": f"{FIRST}<p>" + "".join(f"<b id=i{i}>" for i in range(900)) + "<p>x" * 10_000,
    "attributes": f"{FIRST}<p " + " ".join(f"a{i}" for i in range(150_000)) + ">x",
    "attributes in quotation marks": f"{FIRST}<p " + " ".join(f"a{i}='>'" for i in range(100_000)) + ">x",
    "depth": f"{FIRST}<p>x" + "<div>" * 150_000,
    "depth that end tags in attributes hide": f"{FIRST}<p>x" + "<div title='</div>'>" * 50_000,
    "depth behind an empty comment": f"{FIRST}<p>x<!-->" + "<div>" * 150_000,
    "depth in a question of JSON-LD": json.dumps(
        {
            "@type": "FAQPage",
            "mainEntity": [{"@type": "Question", "name": "What?" + "<div>" * 100_000, "acceptedAnswer": {"text": "x"}}],
        }
    ),
}


def limited(text: str, home: Path, *args: str, seconds: int = CPU_SECONDS) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "HOME": str(home), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-c", LIMITED, str(seconds), *args]
    return subprocess.run(command, input=text, capture_output=True, text=True, env=environment, check=False)


@pytest.mark.parametrize("text", READ.values(), ids=READ)
def test_what_is_large_in_one_respect_is_read(text: str, tmp_path: Path) -> None:
    run = limited(text, tmp_path, "import", "-", "--dry-run")
    assert run.returncode in (0, 2), run.stderr[-300:]
    assert "fault of askfaq" not in run.stderr


@pytest.mark.parametrize("text", REFUSED.values(), ids=REFUSED)
def test_what_the_parser_would_take_minutes_for_is_refused(text: str, tmp_path: Path) -> None:
    run = limited(text, tmp_path, "import", "-", "--dry-run")
    assert run.returncode == 2
    assert run.stderr.startswith("askfaq: standard input:1: ")


def test_ordinary_pages_are_not_refused(tmp_path: Path) -> None:
    """What careless authors leave open: cells, paragraphs, bold text, links, and quotation marks in text."""
    row = "<tr><td><b>x<td><a href='/y'>\"it's\" 1 < 2<td><font color=red><i>z"
    page = f"{FIRST}<p>It is.<table>{row * 200}</table>" + "<p><b>So</b> it <a href=x>is" * 100
    run = limited(page, tmp_path, "import", "-", "--dry-run")
    assert run.returncode == 0, run.stderr[-300:]


def test_an_edit_of_a_large_faq_is_quick(tmp_path: Path) -> None:
    faq = tmp_path / "faq.json"
    entries = [
        {"id": f"e{i}", "question": f"What is number {i}?", "answer": f"Number {i} is {'one of a lot ' * 3}."}
        for i in range(50_000)
    ]
    faq.write_text(json.dumps(entries, indent=1))
    run = limited("", tmp_path, "edit", "e7", "--alias", "What is number 9?", "--faq", str(faq))
    assert run.returncode == 0, run.stderr[-300:]
    assert '"e7" has this wording too' in run.stderr
    assert "What is number 9?" in json.loads(faq.read_text())[7]["aliases"]


@pytest.mark.parametrize("text", REPEATED.values(), ids=REPEATED)
def test_no_pattern_goes_over_a_text_again_and_again(text: str, tmp_path: Path) -> None:
    run = limited(text, tmp_path, "import", "-", "--dry-run", seconds=PATTERN_SECONDS)
    assert run.returncode in (0, 2), run.stderr[-300:]
    assert "fault of askfaq" not in run.stderr


def test_a_threshold_of_many_digits_is_refused(tmp_path: Path) -> None:
    faq = tmp_path / "faq.json"
    faq.write_text(json.dumps([{"id": "a", "question": "What is it?", "answer": "It is."}]))
    digits = "9" * 130_000 + "x"
    run = limited("", tmp_path, "set", "threshold", digits, "--faq", str(faq), seconds=PATTERN_SECONDS)
    assert run.returncode == 2, run.stderr[-300:]


def test_a_question_of_many_prices_is_kept(tmp_path: Path) -> None:
    faq = tmp_path / "faq.json"
    faq.write_text(json.dumps([{"id": "a", "question": "What is it?", "answer": "It is."}]))
    assert limited("", tmp_path, "misses", "on").returncode == 0
    run = limited("", tmp_path, "ask", "1000 " * 60 + "1001", "--faq", str(faq), seconds=PATTERN_SECONDS)
    assert run.returncode == 1, run.stderr[-300:]
    assert "[number]" in limited("", tmp_path, "misses", "--faq", str(faq)).stdout
