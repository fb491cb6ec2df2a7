"""askfaq index: make a FAQ's index ahead of the first question, or clear what is kept."""

import os

from askfaq import files, paths
from askfaq.commands.exit_codes import OK
from askfaq.commands.open_faq import load
from askfaq.engine.engine import Engine
from askfaq.engine.storage import cache
from askfaq.terminal.progress import ProgressLine
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import one_line


def prepare(flag: paths.Flag, terminal: Terminal) -> int:
    """Make the index of each FAQ, unless it is there already, and say where it lies."""
    for choice in paths.choose_faqs(flag):
        _prepare_one(choice, terminal)
    return OK


def _prepare_one(choice: paths.FaqChoice, terminal: Terminal) -> None:
    folder = paths.cache_dir()
    file = load(choice, cache_dir=folder)
    with ProgressLine(terminal, "reading the FAQ") as progress:
        engine = Engine(file, cache_dir=folder, progress=progress)
        was_there = engine.prepare()
    entries, phrasings = len(file.entries), file.count_phrasings()
    state = "ready already" if was_there else "made"
    write_line(terminal.stdout, f"{one_line(choice.path)}: {entries} entries, {phrasings} wordings: index {state}")
    kept = [path for path in engine.index_files() if os.path.exists(path)]
    for path in kept:
        write_line(terminal.stdout, f"{one_line(path)}: {os.path.getsize(path):,} bytes")
    if entries and not any(path.endswith(".index") for path in kept):
        why = "" if cache.is_private(folder) else " (others may write in this folder)"
        told = f"the index cannot be kept here{why}; the next question makes it anew"
        write_line(terminal.stderr, f"askfaq: {one_line(folder)}: {told}")
    if files.is_cached(choice.path):
        load(choice, cache_dir=folder)  # and the next question need not hash the file


def clear_cache(terminal: Terminal) -> int:
    """Delete every index from the cache folder; each is made again when it is needed."""
    folder = paths.cache_dir()
    sizes = cache.clear(folder)
    deleted = "1 file" if len(sizes) == 1 else f"{len(sizes)} files"
    write_line(terminal.stdout, f"{one_line(folder)}: {deleted} deleted, {sum(sizes):,} bytes")
    return OK
