"""What several sources give together, and where each entry comes from."""

from collections.abc import Iterable

from askfaq.errors import FileError
from askfaq.formats.imported import NOTHING, Import, Remark, Seen, shorten, skipped, tidy_line
from askfaq.model import ImportedEntry


def with_source(result: Import, name: str, folder: str = "") -> Import:
    """The import with `name:line` as the source and the folder as the topic of every entry that names none itself."""
    name, topic = tidy_line(name), tidy_line(folder) or None  # names of files are bytes and may hold anything
    entries = tuple(
        entry._replace(source=entry.source or f"{name}:{entry.line}", topic=entry.topic or topic)
        for entry in result.entries
    )
    return result._replace(entries=entries)


def combined(results: Iterable[tuple[str, Import]]) -> Import:
    """Several imports (each with the name to report it by) as one. A question is kept where it comes first."""
    entries: list[ImportedEntry] = []
    remarks: list[Remark] = []
    formats: dict[str, None] = {}
    seen = Seen()
    heads = []
    for name, result in results:
        fresh = []
        for entry in result.entries:
            where = seen.where(entry)
            if where is None:
                fresh.append(entry)
            else:
                told = f"the same question as in {where}: {shorten(entry.question)}"
                remarks.append(Remark("skipped", entry.line, told, name))
        for entry in fresh:
            seen.add(entry, name)
        entries += fresh
        remarks += [remark._replace(path=remark.path or name) for remark in result.remarks]
        if result.format:  # a refused file has none
            formats[result.format] = None
        heads.append(result.head)
    head = heads[0] if len(heads) == 1 else NOTHING
    return Import(" and ".join(formats), tuple(entries), tuple(remarks), head)


def refusal(error: FileError) -> Import:
    return Import("", (), (skipped(error.line, error.message),))
