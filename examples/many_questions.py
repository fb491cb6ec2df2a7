#!/usr/bin/env python3
"""Ask a FAQ millions of questions: the workers of a Dask cluster go through a file of them, part by part.

    pip install '.[examples]'
    python examples/many_questions.py backlog.parquet faq.json answers

INPUT is Parquet (.parquet) or JSON Lines (any other name). The results, in the same format, have every column of INPUT
and status, confidence, level, id and answer. They lie in a folder inside OUTPUT_FOLDER that the last line, on stdout,
names. Run it again after whatever stopped it: parts that are there are not done again. docs/how-to/many-questions.md
says more.
"""

import argparse
import hashlib
import io
import json
import logging
import os
import signal
import sys
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

from distributed import Client, Future, KilledWorker, as_completed, get_worker

import askfaq

ADDED = ("status", "confidence", "level", "id", "answer")
SAID_EVERY = 5.0  # seconds between two lines of progress
# Dask has its workers give freed memory back to the system at once, and glibc then fetches it anew for each product of
# NumPy: a sixth of the speed. Both numbers are needed, because either alone fixes the other at a small default.
MALLOC = {"MALLOC_TRIM_THRESHOLD_": str(2**28), "MALLOC_MMAP_THRESHOLD_": str(2**25)}


class Job(NamedTuple):
    """What is the same for all parts. Workers may have another current folder: paths are absolute."""

    source: str
    changed: int  # when the source was, in nanoseconds
    faq: str
    faq_digest: str
    version: str
    column: str
    prefix: str

    @property
    def is_parquet(self) -> bool:
        return self.source.endswith(".parquet")

    @property
    def added(self) -> list[str]:
        return [self.prefix + name for name in ADDED]


class Part(NamedTuple):
    """Some neighbouring rows, and the file that their results go to."""

    path: str
    start: int  # a row of a Parquet file, a byte of JSON Lines
    stop: int
    rows: int


# What a worker does. It reads its part itself, so that the questions do not pass through the driver and the scheduler.


def work(job: Job, part: Part) -> int:
    """Ask the questions of one part and keep the results; the number of rows."""
    # There already: by a worker that died before it could say so, or Dask asks again because that worker is gone.
    if not os.path.exists(part.path):
        save(part.path, (parquet_results if job.is_parquet else json_results)(job, part))
    return part.rows


def parquet_results(job: Job, part: Part) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    with pq.ParquetFile(job.source) as file:
        sizes = [file.metadata.row_group(i).num_rows for i in range(file.num_row_groups)]
        ends = list(accumulate(sizes))
        groups = [i for i, end in enumerate(ends) if end > part.start and end - sizes[i] < part.stop]
        table = file.read_row_groups(groups).slice(part.start - ends[groups[0]] + sizes[groups[0]], part.rows)
    for name, values in zip(job.added, answers(job, table.column(job.column).to_pylist()), strict=True):
        table = table.append_column(
            name, pa.array(values, pa.float64() if name.endswith("confidence") else pa.string())
        )
    target = io.BytesIO()
    pq.write_table(table, target)
    return target.getvalue()


def json_results(job: Job, part: Part) -> bytes:
    with open(job.source, "rb") as file:
        file.seek(part.start)
        rows = [json.loads(line) for line in file.read(part.stop - part.start).split(b"\n") if line.strip()]
    results = zip(*answers(job, [row[job.column] for row in rows]), strict=True)
    lines = [{**row, **dict(zip(job.added, found, strict=True))} for row, found in zip(rows, results, strict=True)]
    return "".join(json.dumps(line) + "\n" for line in lines).encode()


def answers(job: Job, questions: Sequence[str | None]) -> list[list[Any]]:
    """The columns that are added. A question that is null is asked as an empty one, which nothing answers."""
    results = list(faq_of_this_worker(job).ask_many(question or "" for question in questions))
    if os.stat(job.source).st_mtime_ns != job.changed:
        raise ValueError(f"{job.source}: changed while it was read; start again")
    entries = [result.answer for result in results]
    return [
        [result.status for result in results],
        [result.confidence for result in results],
        [result.level for result in results],
        [entry and entry.id for entry in entries],
        [entry and entry.answer for entry in entries],
    ]


def faq_of_this_worker(job: Job) -> askfaq.Faq:
    """The FAQ, loaded once for each process; its index comes out of askfaq's cache folder."""
    worker = get_worker()  # it outlives the task; what this script defines is sent anew with every task
    kept: tuple[str, askfaq.Faq] | None = getattr(worker, "askfaq", None)
    if kept is None or kept[0] != job.faq_digest:
        if askfaq.__version__ != job.version:
            raise ValueError(f"{worker.address} has askfaq {askfaq.__version__}, not {job.version}")
        kept = job.faq_digest, askfaq.load(job.faq)
        if digest(job.faq) != job.faq_digest:
            raise ValueError(f"{job.faq}: not the FAQ that the run began with; start again")
        worker.askfaq = kept  # type: ignore[attr-defined]
    return kept[1]


def save(path: str, content: bytes) -> None:
    """The whole file or none of it under its name, whatever is killed, and the disk has it when it is there."""
    unfinished = Path(path).with_name(f".{os.path.basename(path)}.{uuid.uuid4().hex}")  # two workers may do one part
    with open(unfinished, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, path)
    if os.name != "nt":
        folder = os.open(os.path.dirname(path), os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


# What the driver does: the parts, the index, the cluster, the count.


def main() -> int:
    try:
        print(run(arguments()))
    except KeyboardInterrupt:
        say("many_questions: interrupted; the parts that are done are kept")
        return 130
    except KilledWorker as error:
        say(f"many_questions: {error.task}: each worker that tried this part died (no memory left?)")
        return 2
    except (askfaq.AskfaqError, OSError, ValueError, ImportError) as error:
        say(f"many_questions: {' '.join(str(error).split()) or type(error).__name__}")
        return 2
    return 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("input", metavar="INPUT", type=os.path.abspath)
    parser.add_argument("faq", metavar="FAQ", type=os.path.abspath)
    parser.add_argument("output", metavar="OUTPUT_FOLDER", type=os.path.abspath)
    parser.add_argument("--column", default="question", help="the column or key of the questions (question)")
    parser.add_argument("--prefix", default="", help="goes before the names of the added columns, where they clash")
    parser.add_argument("--partition-rows", type=int, default=5000, metavar="N", help="rows of a part (5000)")
    parser.add_argument("--workers", type=int, default=os.cpu_count(), metavar="N", help="processes (the cores)")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="a Dask cluster that runs, instead of one of its own")
    parser.add_argument("--verbose", action="store_true", help="name the workers and their process ids")
    return parser.parse_args()


def run(args: argparse.Namespace) -> str:
    """Do what is not done yet, and count; the folder of the results."""
    if min(args.partition_rows, args.workers) < 1:
        raise ValueError("--partition-rows and --workers are numbers from 1 on")
    changed = os.stat(args.input).st_mtime_ns
    job = Job(args.input, changed, args.faq, digest(args.faq), askfaq.__version__, args.column, args.prefix)
    # Whatever would make other results makes another folder: nothing stale is taken for done, or read beside the new.
    made_of = [digest(job.source), *job[3:], args.partition_rows]
    folder = os.path.join(args.output, hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:16])
    parts = list(parts_of(job, folder, args.partition_rows))
    os.makedirs(folder, exist_ok=True)
    left = [part for part in parts if not os.path.exists(part.path)]
    say(f"{len(parts)} parts, {len(parts) - len(left)} of them done before")
    if left:
        say("making the index, unless it is in the cache folder")
        askfaq.load(job.faq).prepare()  # once, here; each worker then finds it in the cache folder
        with cluster(args) as client:
            if args.verbose:
                for address, pid in client.run(os.getpid).items():
                    say(f"worker {address} is process {pid}")
            follow(client.map(work, [job] * len(left), left, pure=False), sum(part.rows for part in left))
    for path in Path(folder).glob(".part-*"):  # what killed workers left unfinished
        path.unlink(missing_ok=True)
    count(job, parts)
    return folder


def parts_of(job: Job, folder: str, size: int) -> Iterator[Part]:
    suffix = "parquet" if job.is_parquet else "jsonl"
    for number, span in enumerate((parquet_spans if job.is_parquet else json_spans)(job, size)):
        yield Part(os.path.join(folder, f"part-{number:06}.{suffix}"), *span)


def parquet_spans(job: Job, size: int) -> Iterator[tuple[int, int, int]]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(job.source) as file:
        total, schema = file.metadata.num_rows, file.schema_arrow
    refuse_names(job, schema.names, job.source)
    kind = schema.field(job.column).type
    if str(getattr(kind, "value_type", kind)) not in ("string", "large_string", "string_view"):
        raise ValueError(f'{job.source}: "{job.column}" is {kind}, not text')
    for start in range(0, total, size):
        stop = min(start + size, total)
        yield start, stop, stop - start


def json_spans(job: Job, size: int) -> Iterator[tuple[int, int, int]]:
    start = stop = rows = 0
    with open(job.source, "rb") as file:
        for number, line in enumerate(file, start=1):
            stop += len(line)
            rows += is_row(job, line, f"{job.source}:{number}")
            if rows == size:
                yield start, stop, rows
                start, rows = stop, 0
    if rows:
        yield start, stop, rows


def is_row(job: Job, line: bytes, place: str) -> bool:
    """Whether the line is not empty. What is wrong is said before hours of work, not after."""
    if not line.strip():
        return False
    try:
        row = json.loads(line)
    except (ValueError, RecursionError):
        row = None
    if not isinstance(row, dict):
        raise ValueError(f"{place}: not a JSON object")
    refuse_names(job, row, place)
    if not isinstance(row[job.column], str | None):
        raise ValueError(f'{place}: "{job.column}" is not text')
    return True


def refuse_names(job: Job, names: Iterable[str], place: str) -> None:
    if job.column not in names:
        raise ValueError(f'{place}: no column "{job.column}" (--column names another)')
    if clash := [name for name in job.added if name in names]:
        raise ValueError(f'{place}: there is a column "{clash[0]}" already (--prefix faq_ avoids that)')


def cluster(args: argparse.Namespace) -> Client:
    """The cluster at --scheduler, or one of this machine's own for as long as the run takes."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said by this script
    if args.scheduler:
        return Client(args.scheduler)
    # Processes, because matching is Python in large part, which one thread of a process runs at a time; one thread
    # each, because NumPy's products (BLAS) are so small here that more threads only wait for each other. askfaq keeps
    # BLAS to one thread in its calls, so a core gets one process and that has the core to itself.
    # No limit of memory: a worker needs what its FAQ takes, and would be killed for a share that is less.
    os.environ.update(MALLOC)
    # For the two seconds of the start Ctrl-C does nothing; the next one does.
    interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)  # the workers inherit it: Ctrl-C is for the driver
    try:
        return Client(
            n_workers=args.workers,
            threads_per_worker=1,
            processes=True,
            memory_limit=0,
            dashboard_address="127.0.0.1:0",  # any free port
            silence_logs=logging.CRITICAL,
        )
    finally:
        signal.signal(signal.SIGINT, interrupt)


def follow(futures: list[Future], total: int) -> None:
    """Wait for all parts. The results are small: Dask computes one again where it went with its worker."""
    began = said = time.monotonic()
    done = 0
    for future in as_completed(futures):
        done += future.result()
        now = time.monotonic()
        if now - said >= SAID_EVERY or done == total:
            say(f"{done:,} of {total:,} questions, {done / (now - began):.0f} a second")
            said = now


def count(job: Job, parts: Sequence[Part]) -> None:
    """Rows in = rows out, part by part, as the files on the disk have them."""
    for part in parts:
        found = rows_of(part.path)
        if found != part.rows:
            raise ValueError(f"{part.path}: {found} rows, not {part.rows}; delete it and start again")
    rows = sum(part.rows for part in parts)
    say(f"{rows:,} rows in {job.source}, {rows:,} rows in {len(parts)} parts: none lost, none twice")


def rows_of(path: str) -> int:
    if path.endswith(".parquet"):
        import pyarrow.parquet as pq

        return int(pq.read_metadata(path).num_rows)
    with open(path, "rb") as file:
        return sum(1 for _ in file)


def digest(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
elif __name__ == "__mp_main__":  # a worker, perhaps one that was started in place of a dead one
    signal.signal(signal.SIGINT, signal.SIG_IGN)
