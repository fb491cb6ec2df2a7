"""What an importer hands back: frozen values with the line each thing came from."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from askfaq.model import ImportedEntry
from askfaq.text.mojibake import GARBLED
from askfaq.text.normalize import normalized, wording_key

NOTHING: Mapping[str, object] = MappingProxyType({})


class Remark(NamedTuple):
    """Something the owner should know: a thing skipped, a note on what was done, a warning."""

    kind: Literal["skipped", "note", "warning"]
    line: int | None
    text: str
    path: str = ""


class Import(NamedTuple):
    """Everything that came out of one source. `head` holds title, language and the like, if it has any."""

    format: str
    entries: tuple[ImportedEntry, ...]
    remarks: tuple[Remark, ...] = ()
    head: Mapping[str, object] = NOTHING

    @property
    def kept(self) -> int:
        """Number of entries kept."""
        return len(self.entries)

    @property
    def skipped(self) -> tuple[Remark, ...]:
        """What could have been an entry and is not, with the reason."""
        return tuple(remark for remark in self.remarks if remark.kind == "skipped")

    @property
    def read(self) -> int:
        """Number of things that could have been an entry."""
        return self.kept + len(self.skipped)


class Folder(NamedTuple):
    """The folder that a file is read in: whether its name is a topic, and whether most of its files are articles."""

    gives_topic: bool = False
    is_help_centre: bool = False


def skipped(line: int | None, text: str) -> Remark:
    """A thing that did not become an entry, and why."""
    return Remark("skipped", line, text)


def note(line: int | None, text: str) -> Remark:
    """Something that was decided on the way."""
    return Remark("note", line, text)


def warning(line: int | None, text: str) -> Remark:
    """Something that looks wrong in the source."""
    return Remark("warning", line, text)


def lines_out(first: int, last: int, where: str) -> Remark:
    """A note on lines that belong to no entry."""
    many = last > first
    text = f"lines {first} to {last}, {where}, are left out" if many else f"line {first}, {where}, is left out"
    return note(first, text)


def left_out(line: int, what: str, names: Iterable[str]) -> list[Remark]:
    """A note on columns or keys that no entry has room for."""
    listed = list(dict.fromkeys(name for name in names if name.strip()))
    more = f" and {len(listed) - 12} more" if len(listed) > 12 else ""
    shown = ", ".join(" ".join(name.split())[:40] for name in listed[:12])
    return [note(line, f"{what} left out: {shown}{more}")] if listed else []


def collect(
    format: str,
    found: Iterable[ImportedEntry],
    remarks: Iterable[Remark] = (),
    *,
    head: Mapping[str, object] = NOTHING,
) -> Import:
    """The common last step of every importer: clean texts, drop what is empty or there twice, say so."""
    said = list(remarks)
    kept: list[ImportedEntry] = []
    seen = Seen()
    for raw in found:
        entry = _cleaned(raw, said)
        if not entry.question or not entry.answer:
            missing = "question" if not entry.question else f"answer to {shorten(entry.question)}"
            said.append(skipped(entry.line, f"no {missing}"))
            continue
        if twin := seen.twin(entry):
            how = "" if twin.answer == entry.answer else ", with another answer"
            said.append(
                skipped(entry.line, f"the same question as on line {twin.line}{how}: {shorten(entry.question)}")
            )
            continue
        if seen.asks(entry):
            said.append(warning(entry.line, f"also asked under another topic: {shorten(entry.question)}"))
        seen.add(entry)
        kept.append(entry)
    said += _garbled(kept)
    said.sort(key=lambda remark: remark.line or 0)
    cleaned = {key: tidy(value) if isinstance(value, str) else value for key, value in head.items()}
    return Import(format, tuple(kept), tuple(said), cleaned)


def without_running_number(entry: ImportedEntry) -> ImportedEntry:
    """The entry without an id that only counts, where the format cannot tell a number from a name."""
    return entry._replace(id=None) if entry.id and entry.id.isdecimal() else entry


def shorten(text: str, width: int = 60) -> str:
    """The text in quotation marks on one line, cut to `width` characters."""
    line = " ".join(text.split())
    return f"“{line if len(line) <= width else line[: width - 1] + '…'}”"


def tidy_line(text: str) -> str:
    """Text as a question, an alias or a topic may hold it: NFC, on one line."""
    return " ".join(tidy(text).split())


def tidy(text: str) -> str:
    """NFC text without control characters, outer blank lines and spaces at line ends that mean nothing."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = normalized("NFC", _SURROGATE.sub("\N{REPLACEMENT CHARACTER}", text))
    return _OUTER_BLANK.sub("", text).rstrip()


_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_OUTER_BLANK = re.compile(r"\A(?:[^\S\n]*\n)+")


def _cleaned(entry: ImportedEntry, said: list[Remark]) -> ImportedEntry:
    texts = (entry.question, entry.answer, *entry.aliases)
    if any(_CONTROL.search(text.replace("\r", "")) or _SURROGATE.search(text) for text in texts):
        said.append(warning(entry.line, "control characters or half characters were removed"))
    question = tidy_line(entry.question)
    aliases: dict[str, str] = {}
    for alias in map(tidy_line, entry.aliases):
        if alias and alias != question:
            aliases.setdefault(alias, alias)
    return entry._replace(
        question=question,
        answer=tidy(entry.answer),
        aliases=tuple(aliases),
        topic=tidy_line(entry.topic or "") or None,
        id=tidy(entry.id or "") or None,
        source=tidy_line(entry.source or "") or None,
    )


class Seen:
    """Entries by what makes another one the same: its question, under one topic or under none, or with one answer.

    One question under two topics with two answers is two entries; anything less is one.
    """

    def __init__(self) -> None:
        self._entries: list[tuple[ImportedEntry, str]] = []  # each with the name of where it is from
        self._first: dict[
            tuple[str, ...], int
        ] = {}  # a question, alone or with its topic or answer -> an entry's place

    def add(self, entry: ImportedEntry, name: str = "") -> None:
        """Remember an entry."""
        question = wording_key(entry.question)
        for key in ((question,), self._topic_key(entry.topic, question), self._answer_key(entry, question)):
            self._first.setdefault(key, len(self._entries))
        self._entries.append((entry, name))

    def asks(self, entry: ImportedEntry) -> bool:
        """Whether an entry asks the same, be it the same or not."""
        return (wording_key(entry.question),) in self._first

    def twin(self, entry: ImportedEntry) -> ImportedEntry | None:
        """The first entry that is the same."""
        return self._entries[place][0] if (place := self._place(entry)) is not None else None

    def where(self, entry: ImportedEntry) -> str | None:
        """Where the first entry is from that is the same."""
        return self._entries[place][1] if (place := self._place(entry)) is not None else None

    def _place(self, entry: ImportedEntry) -> int | None:
        question = wording_key(entry.question)
        under = [self._topic_key(topic, question) for topic in (entry.topic, None)] if entry.topic else [(question,)]
        keys = (*under, self._answer_key(entry, question))
        return min((self._first[key] for key in keys if key in self._first), default=None)

    @staticmethod
    def _topic_key(topic: str | None, question: str) -> tuple[str, ...]:
        return (question, "topic", topic or "")

    @staticmethod
    def _answer_key(entry: ImportedEntry, question: str) -> tuple[str, ...]:
        return (question, "answer", wording_key(entry.answer))


def _texts_of(entry: ImportedEntry) -> Iterable[str]:
    """What `askfaq check` will read of the entry."""
    return filter(None, (entry.id, entry.topic, entry.question, *entry.aliases, entry.answer, entry.source))


def _garbled(entries: Iterable[ImportedEntry]) -> list[Remark]:
    lines = [entry.line for entry in entries if any(map(GARBLED.search, _texts_of(entry)))]
    if not lines:
        return []
    count = "1 entry" if len(lines) == 1 else f"{len(lines)} entries"
    return [warning(lines[0], f"text that looks garbled by a wrong encoding (such as â€™) in {count}, kept as it is")]
