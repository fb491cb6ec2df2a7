"""askfaq index: make a FAQ's index ahead of the first question, or clear what is kept."""

import os

from askfaq import files, paths
from askfaq.commands.exit_codes import OK
from askfaq.commands.open_faq import load, open_faq
from askfaq.engine.storage import cache
from askfaq.terminal.streams import Terminal, write_line
from askfaq.text.sanitize import one_line


def prepare(flag: str | None, terminal: Terminal) -> int:
    """Make the index of the FAQ, unless it is there already, and say where it lies."""
    faq = open_faq(flag, terminal)
    with faq.progress:
        was_there = faq.engine.prepare()
    entries, phrasings = len(faq.file.entries), faq.file.count_phrasings()
    state = "ready already" if was_there else "made"
    write_line(terminal.stdout, f"{one_line(faq.choice.path)}: {entries} entries, {phrasings} wordings: index {state}")
    kept = [path for path in faq.engine.index_files() if os.path.exists(path)]
    for path in kept:
        write_line(terminal.stdout, f"{one_line(path)}: {os.path.getsize(path):,} bytes")
    if entries and not any(path.endswith(".index") for path in kept):
        folder = paths.cache_dir()
        why = "" if cache.is_private(folder) else " (others may write in this folder)"
        told = f"the index cannot be kept here{why}; the next question makes it anew"
        write_line(terminal.stderr, f"askfaq: {one_line(folder)}: {told}")
    if files.is_cached(faq.choice.path):
        load(faq.choice, cache_dir=paths.cache_dir())  # and the next question need not hash the file
    return OK


def clear_cache(terminal: Terminal) -> int:
    """Delete every index from the cache folder; each is made again when it is needed."""
    folder = paths.cache_dir()
    sizes = cache.clear(folder)
    deleted = "1 file" if len(sizes) == 1 else f"{len(sizes)} files"
    write_line(terminal.stdout, f"{one_line(folder)}: {deleted} deleted, {sum(sizes):,} bytes")
    return OK
