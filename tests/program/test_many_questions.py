"""examples/many_questions.py: every question once and in order, whatever is killed, and nothing done again."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import askfaq
from conftest import ROOT, SAMPLE, entry

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="kills by signal")
SCRIPT = [sys.executable, str(ROOT / "examples" / "many_questions.py")]
ADDED = ["status", "confidence", "level", "id", "answer"]
PART_ROWS = 10


TIMES = 3  # that each question is asked


def different_questions() -> list[str]:
    lines = (ROOT / "tests" / "data" / "blind-queries.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t")[0] for line in lines]


def asked_questions() -> list[str]:
    return different_questions() * TIMES


@pytest.fixture(scope="module")
def expected() -> list[list[Any]]:
    """What plain ask_many says to the same questions: the columns that are added, row by row."""
    results = [
        [r.status, r.confidence, r.level, r.answer and r.answer.id, r.answer and r.answer.answer]
        for r in askfaq.load(SAMPLE).ask_many(different_questions())
    ]
    return results * TIMES


@pytest.fixture
def own_env(env: dict[str, str]) -> dict[str, str]:
    """Warnings of Dask and PyArrow are not this project's."""
    return {name: value for name, value in env.items() if name != "PYTHONWARNINGS"}


@pytest.fixture
def start(own_env: dict[str, str], tmp_path: Path) -> Callable[..., subprocess.Popen[str]]:
    def started(*args: str) -> subprocess.Popen[str]:
        command = [*SCRIPT, *args, "--partition-rows", str(PART_ROWS), "--workers", "2", "--verbose"]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=own_env, cwd=tmp_path)

    return started


def worker_pids(driver: subprocess.Popen[str]) -> list[int]:
    assert driver.stderr
    pids: list[int] = []
    while len(pids) < 2:
        line = driver.stderr.readline()
        assert line, "the driver ended before it had two workers"
        pids += map(int, re.findall(r"is process (\d+)", line))
    return pids


def parts(output: Path) -> list[Path]:
    return sorted(output.glob("*/part-*"))


def wait_for_parts(output: Path, number: int) -> None:
    until = time.monotonic() + 60
    while len(parts(output)) < number:
        assert time.monotonic() < until, "no part was done in a minute"
        time.sleep(0.01)


def gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has waited for yet has."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def changed(output: Path) -> dict[Path, int]:
    return {path: path.stat().st_mtime_ns for path in parts(output)}


def assert_same(found: list[dict[str, Any]], wanted: list[dict[str, Any]]) -> None:
    """Row by row the same; the last digit of a confidence depends on the questions that are read beside it."""
    assert [{**row, "confidence": 0} for row in found] == [{**row, "confidence": 0} for row in wanted]
    assert [row["confidence"] for row in found] == pytest.approx([row["confidence"] for row in wanted], abs=2e-4)


def test_a_killed_worker_loses_nothing_and_doubles_nothing(
    start: Callable[..., subprocess.Popen[str]], tmp_path: Path, expected: list[list[Any]]
) -> None:
    questions, output = tmp_path / "backlog.jsonl", tmp_path / "answers"
    rows = [{"ticket": i, "question": text, "of": {"by": "é"}} for i, text in enumerate(asked_questions())]
    questions.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    driver = start("backlog.jsonl", str(SAMPLE), "answers")
    killed = worker_pids(driver)[0]
    wait_for_parts(output, 3)
    os.kill(killed, signal.SIGKILL)
    done = len(parts(output))
    out, err = driver.communicate(timeout=120)
    assert driver.returncode == 0, err
    assert done < len(rows) / PART_ROWS - 2, "killed when the work was done"
    assert re.search(r"360 rows in \S+backlog.jsonl, 360 rows in 36 parts: none lost, none twice\n$", err)
    assert "Traceback" not in err
    assert "distributed" not in err
    assert {path.parent for path in parts(output)} == {Path(out.strip())}
    assert not list(output.glob("*/.*"))
    found = [[json.loads(line) for line in path.read_text().splitlines()] for path in parts(output)]
    assert {len(part) for part in found} == {PART_ROWS}
    wanted = [{**row, **dict(zip(ADDED, result, strict=True))} for row, result in zip(rows, expected, strict=True)]
    assert_same([row for part in found for row in part], wanted)

    before = changed(output)
    again = start("backlog.jsonl", str(SAMPLE), "answers")
    out_again, err = again.communicate(timeout=60)
    assert (again.returncode, out_again) == (0, out)
    assert "36 parts, 36 of them done before" in err
    assert changed(output) == before


def test_a_run_that_was_killed_whole_goes_on_where_it_stopped(
    start: Callable[..., subprocess.Popen[str]], tmp_path: Path, expected: list[list[Any]]
) -> None:
    output, numbers = tmp_path / "answers", list(range(360))
    table = pa.table({"id": numbers, "text": asked_questions(), "when": pa.array(numbers, pa.timestamp("us", "UTC"))})
    pq.write_table(table, tmp_path / "backlog.parquet", row_group_size=64)  # parts lie across its groups of rows
    command = ["backlog.parquet", str(SAMPLE), "answers", "--column", "text", "--prefix", "faq_"]
    driver = start(*command)
    workers = worker_pids(driver)
    wait_for_parts(output, 3)
    driver.kill()
    driver.communicate()
    until = time.monotonic() + 30
    while not all(map(gone, workers)):
        assert time.monotonic() < until, "workers outlive their driver"
        time.sleep(0.05)
    before = changed(output)
    assert 3 <= len(before) < 36
    again = start(*command)
    out, err = again.communicate(timeout=120)
    assert again.returncode == 0, err
    assert f"36 parts, {len(before)} of them done before" in err
    assert {path: time for path, time in changed(output).items() if path in before} == before
    found = pa.concat_tables(pq.read_table(path) for path in parts(output))
    assert found.select(table.column_names) == table
    results = [found.column(f"faq_{name}").to_pylist() for name in ADDED]
    rows = [list(row) for row in zip(*results, strict=True)]
    assert_same(
        [dict(zip(ADDED, row, strict=True)) for row in rows], [dict(zip(ADDED, r, strict=True)) for r in expected]
    )
    assert [path.name for path in parts(output)] == [f"part-{i:06}.parquet" for i in range(36)]
    assert {path.parent for path in parts(output)} == {Path(out.strip())}


def run(env: dict[str, str], folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*SCRIPT, *args], capture_output=True, text=True, env=env, cwd=folder, timeout=120)


def test_another_faq_gets_another_folder(own_env: dict[str, str], tmp_path: Path, faq_file: Callable[..., str]) -> None:
    # a null is asked, as nothing; empty lines are no rows
    (tmp_path / "q.jsonl").write_text('{"question": "How so?"}\n\n{"question": null}\n')
    folders = []
    for answer in ("So.", "Thus."):
        done = run(own_env, tmp_path, "q.jsonl", faq_file({"entries": [entry(answer=answer)]}), "out", "--workers", "1")
        assert done.returncode == 0, done.stderr
        folders.append(Path(done.stdout.strip()))
        rows = [json.loads(line) for line in (folders[-1] / "part-000000.jsonl").read_text().splitlines()]
        assert [row["answer"] for row in rows] == [answer, None]
    assert folders[0] != folders[1]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("q.jsonl", '{"question": "a"}\n{"text": "b"}\n', ':2: no column "question" (--column names another)'),
        ("q.jsonl", '{"question": "a", "id": 7}\n', ':1: there is a column "id" already (--prefix faq_ avoids that)'),
        ("q.jsonl", '{"question": "a"}\n{"question', ":2: not a JSON object"),
        ("q.jsonl", '{"question": 7}\n', ':1: "question" is not text'),
        ("q.parquet", "not Parquet", ""),
    ],
)
def test_what_is_wrong_is_one_line_before_any_work(
    own_env: dict[str, str], tmp_path: Path, name: str, content: str, message: str
) -> None:
    (tmp_path / name).write_text(content)
    done = run(own_env, tmp_path, name, str(SAMPLE), "out")
    assert (done.returncode, done.stdout) == (2, "")
    assert re.fullmatch(r"many_questions: .*\n", done.stderr)
    assert f"{message}\n" in done.stderr
    assert not (tmp_path / "out").exists()
