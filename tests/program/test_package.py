"""What is published: an sdist and the wheel made from it, complete, within bounds, and working alone."""

import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_string
from pathlib import Path
from typing import NamedTuple

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
LICENCES = ["LICENSE", "LICENSE-minilm.txt", "NOTICE-minilm.txt", "NOTICE-reader.txt"]
MOST = 32_000_000  # bytes of each


class Built(NamedTuple):
    """The two files."""

    sdist: Path
    wheel: Path


def of_all_workers(factory: pytest.TempPathFactory) -> Path:
    """A folder of this run of pytest; a worker of pytest-xdist has one inside it."""
    return factory.getbasetemp().parent if "PYTEST_XDIST_WORKER" in os.environ else factory.getbasetemp()


@contextmanager
def one_at_a_time(lock: Path) -> Iterator[None]:
    """Nobody else is here meanwhile."""
    with open(lock, "w", encoding="utf-8") as file:
        if os.name != "nt":  # there, one after another may build
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    folder = of_all_workers(tmp_path_factory) / "dist"
    with one_at_a_time(folder.with_suffix(".lock")):
        if not folder.exists():  # the first worker builds for all
            command = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
            done = subprocess.run(command, capture_output=True, text=True)
            assert done.returncode == 0, done.stdout + done.stderr
    (sdist,), (wheel,) = folder.glob("askfaq-*.tar.gz"), folder.glob("askfaq-*.whl")
    return Built(sdist, wheel)


@pytest.fixture(scope="module")
def sdist_names(built: Built) -> list[str]:
    """What the sdist holds, without its own folder."""
    with tarfile.open(built.sdist) as archive:
        return [name.partition("/")[2] for name in archive.getnames()]


@pytest.fixture(scope="module")
def wheel_names(built: Built) -> list[str]:
    with zipfile.ZipFile(built.wheel) as archive:
        return archive.namelist()


def test_the_wheel_carries_its_data_and_no_tests(wheel_names: list[str]) -> None:
    assert set(PACKAGED) <= set(wheel_names)
    shared = {name.partition(".data/data/")[2] for name in wheel_names if ".data/data/" in name}
    assert {"share/man/man1/askfaq.1", "share/bash-completion/completions/askfaq"} <= shared
    assert not [name for name in wheel_names if name.startswith(("tests", "tools", "benchmarks"))]


def test_the_sdist_holds_what_its_tests_need(sdist_names: list[str]) -> None:
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True)
    if tracked.returncode:
        pytest.skip("not a checkout")
    assert set(tracked.stdout.splitlines()) <= set(sdist_names)


def test_the_licences_of_code_and_weights_are_in_both(sdist_names: list[str], wheel_names: list[str]) -> None:
    licences = {name.rpartition("/")[2] for name in wheel_names if ".dist-info/licenses/" in name}
    assert licences == set(LICENCES)
    assert set(LICENCES) <= {name.rpartition("/")[2] for name in sdist_names}


def test_both_are_small_enough_to_be_taken(built: Built) -> None:
    assert {path.name: path.stat().st_size for path in built if path.stat().st_size > MOST} == {}


def test_a_package_index_takes_both_and_shows_the_readme(built: Built) -> None:
    pytest.importorskip("twine", reason="comes with askfaq[dev]")
    command = [sys.executable, "-m", "twine", "--no-color", "check", "--strict", *map(str, built)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert (done.returncode, done.stdout.count("PASSED")) == (0, 2), done.stdout


def test_the_description_links_and_shows_nothing_that_an_index_lacks(built: Built, wheel_names: list[str]) -> None:
    (name,) = [name for name in wheel_names if name.endswith(".dist-info/METADATA")]
    with zipfile.ZipFile(built.wheel) as archive:
        metadata = message_from_string(archive.read(name).decode("utf-8"))
    description = metadata.get_payload()
    assert metadata["Description-Content-Type"] == "text/markdown"
    assert description.startswith("# askfaq")
    assert not re.search(r"\]\((?!https://)|<(img|source|picture)\b", description)


def test_the_wheel_answers_in_a_clean_environment(built: Built, tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    programs = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | {"HOME": str(tmp_path)}
    subprocess.run([programs / "python", "-m", "pip", "install", "--quiet", str(built.wheel)], check=True, env=env)
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


def test_the_tests_of_the_sdist_run(built: Built, tmp_path: Path) -> None:
    with tarfile.open(built.sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (folder,) = tmp_path.iterdir()
    env = {**os.environ, "PYTHONPATH": str(folder / "src")}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/program/test_reference.py"]
    done = subprocess.run(command, capture_output=True, text=True, env=env, cwd=folder)
    assert done.returncode == 0, done.stdout
