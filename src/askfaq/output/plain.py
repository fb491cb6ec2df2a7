"""Pages as labelled lines in reading order: for screen readers and dumb terminals. No drawing, no wrapping."""

from collections.abc import Sequence

from askfaq.model import NO_TOPIC, Entry, by_topic
from askfaq.output.messages import EntryPage, Notice
from askfaq.text.sanitize import clean, one_line


def entry_page(page: EntryPage) -> str:
    """The entry with a label before each part."""
    entry = page.entry
    lines = [f"Question: {one_line(entry.question)}"]
    if entry.topic:
        lines.append(f"Topic: {one_line(entry.topic)}")
    if page.sureness:
        lines.append(f"Match: {page.sureness}")
    lines += ["Answer:", clean(entry.answer).strip("\n")]
    if entry.citation:
        lines.append(f"Source: {one_line(entry.citation)}")
    lines += [f"Related: {one_line(e.question)} (id {e.id})" for e in page.related]
    return "\n".join(lines)


def listing(entries: Sequence[Entry]) -> str:
    """Every topic with its questions."""
    lines = []
    for topic, members in by_topic(entries):
        lines.append(f"Topic: {one_line(topic)}")
        lines += [f"Question: {one_line(e.question)} (id {e.id})" for e in members]
    return "\n".join(lines)


def explanation(code: str, level: str, text: str) -> str:
    """What a code of `check` means."""
    return f"Code: {code}\nLevel: {level}\n{text}"


def topics(counts: Sequence[tuple[str | None, int]]) -> str:
    """One line a topic, with the number of its entries."""
    return "\n".join(f"Topic: {one_line(topic or NO_TOPIC)} ({count})" for topic, count in counts)


def notice(notice: Notice) -> str:
    """Why there is no answer, and where to look instead."""
    entries = [f"{lead}{title}  {entry.id}" for lead, title, entry in notice.leads()]
    return "\n".join((*notice.before, *entries, *notice.after))


def rows(entries: Sequence[Entry]) -> list[str]:
    """One tab-separated line an entry: id, topic, question."""
    return ["\t".join((e.id, one_line(e.topic or ""), one_line(e.question))) for e in entries]


def topic_rows(counts: Sequence[tuple[str | None, int]]) -> list[str]:
    """One tab-separated line a topic: its name, the number of its entries."""
    return [f"{one_line(topic or '')}\t{count}" for topic, count in counts]
