"""askfaq index: make a FAQ's index ahead of the first question, or clear what is kept."""

import os

from askfaq import asking, paths
from askfaq.terminal import Terminal, one_line, write_line

DONE = 0
_KEPT = (".index", ".vectors", ".entries", ".stamp", ".part")


def prepare(flag: str | None, terminal: Terminal) -> int:
    """Make the index of the FAQ, unless it is there already, and say where it lies."""
    faq = asking.open_faq(flag, terminal)
    was_there = faq.engine.prepare()
    entries, phrasings = len(faq.file.entries), faq.file.count_phrasings()
    state = "ready already" if was_there else "made"
    write_line(terminal.stdout, f"{one_line(faq.choice.path)}: {entries} entries, {phrasings} wordings: index {state}")
    for path in filter(os.path.exists, faq.engine.index_files()):
        write_line(terminal.stdout, f"{one_line(path)}: {os.path.getsize(path):,} bytes")
    asking.load(faq.choice, cache_dir=paths.cache_dir())  # and the next question need not hash the file
    return DONE


def clear(terminal: Terminal) -> int:
    """Delete every index from the cache folder; each is made again when it is needed."""
    folder = paths.cache_dir()
    names = [n for n in sorted(os.listdir(folder)) if n.endswith(_KEPT)] if os.path.isdir(folder) else []
    size = 0
    for name in names:
        path = os.path.join(folder, name)
        size += os.path.getsize(path)
        os.unlink(path)
    files = "1 file" if len(names) == 1 else f"{len(names)} files"
    write_line(terminal.stdout, f"{one_line(folder)}: {files} deleted, {size:,} bytes")
    return DONE
