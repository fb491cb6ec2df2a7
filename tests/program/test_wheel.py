"""The wheel works alone: built, installed into an empty environment, asked."""

import os
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from conftest import ROOT

PACKAGED = [
    "askfaq/py.typed",
    "askfaq/data/checks.md",
    "askfaq/data/cases.tsv",
    "askfaq/data/faq.json",
    "askfaq/data/faq.schema.json",
    "askfaq/data/schemas/ask.schema.json",
]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(ROOT)]
    subprocess.run(build, check=True)
    (built,) = folder.glob("askfaq-*.whl")
    return built


def test_the_wheel_carries_its_data_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert set(PACKAGED) <= set(names)
    shared = {name.partition(".data/data/")[2] for name in names if ".data/data/" in name}
    assert {"share/man/man1/askfaq.1", "share/bash-completion/completions/askfaq"} <= shared
    assert not [name for name in names if name.startswith(("tests", "tools", "benchmarks"))]


def test_the_wheel_answers_in_a_clean_environment(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    programs = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"HOME": str(tmp_path)}
    subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", str(wheel)], check=True, env=env)
    for command in ([programs / "askfaq"], [programs / "python", "-m", "askfaq"]):
        done = subprocess.run(
            [*command, "how long do hugs last"], capture_output=True, text=True, env=env, cwd=tmp_path
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert done.stdout.startswith("The average length of a hug")
    (tmp_path / "faq.yml").write_text("- question: Is it new?\n  answer: No.\n")
    command = [programs / "askfaq", "import", "faq.yml", "-o", "-"]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=tmp_path)
    assert (done.returncode, "Is it new?" in done.stdout) == (0, True)
