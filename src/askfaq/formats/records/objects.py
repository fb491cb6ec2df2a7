"""Lists of entries, from JSON, JSON Lines or YAML: where in the data they stand, however deep topics nest them."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from askfaq.errors import FileError
from askfaq.formats.imported import Remark, left_out, note, shorten, skipped
from askfaq.formats.questions import ends_as_question, is_question_like
from askfaq.formats.records import field_names
from askfaq.formats.records.answers import Converter, hold_html, text_of
from askfaq.formats.records.field_names import (
    BY_NAME,
    NOTHING_NAMED,
    Columns,
    GroupNames,
    MissingColumnError,
    listed,
    plain_name,
)
from askfaq.formats.records.items import Item, with_lists
from askfaq.formats.records.shapes import (
    group_names,
    holds_no_entries,
    holds_only_groups,
    is_generic,
    is_group,
    is_group_list,
    is_own,
    objects_in,
    rows_of_list,
    rows_of_object,
)
from askfaq.limits import MAX_RECORD_DEPTH
from askfaq.model import ImportedEntry, Pointer

LineOf = Callable[[Pointer], int]


class GroupsOnlyError(FileError):
    """A source holds the names of sections and the like, and no entry."""


def read_list(
    data: Any,
    line_of: LineOf,
    remarks: list[Remark],
    *,
    name: str = "-",
    columns: Columns = BY_NAME,
    groups: GroupNames = NOTHING_NAMED,
) -> list[ImportedEntry]:
    """Entries of parsed data: a list, an object that holds one, topics with lists, or {question: answer}.

    Raises FileError where no object has a key for a question, an answer, or for what the user names.
    """
    if holds_only_groups(data, name):
        raise GroupsOnlyError(name, "only names the groups of entries that stand elsewhere: import it with those")
    items = [Item(value, columns) for value in objects_in(data)]
    keys = list(dict.fromkeys(key for item in items for key in item.data))
    _refuse_missing(keys, name, columns)
    answers = [answer for item in items if (answer := item.answer[0]) and not is_group(item.data)]
    texts = Converter(html=hold_html(answers), is_own=is_own(data))
    reader = _Reader(line_of, columns, items, texts, {**groups, **group_names(data, name)})
    said: list[Remark] = []
    found = list(reader.entries(data, (), said, alone=True))
    texts_given = sum(isinstance(value, str) for item in items for value in item.data.values())
    if not found and (said or texts_given > 3):  # two questions with answers, whose keys may have other names
        _refuse_unnamed(items, keys, name)
    remarks += [*said, *reader.remarks(found)]
    return found


def _refuse_missing(keys: list[str], name: str, columns: Columns) -> None:
    plain = {spelled for key in keys for spelled in (plain_name(key), re.sub(r"\d", "", plain_name(key)))}
    for role, given in columns._asdict().items():
        if given and plain_name(given) not in plain:
            raise MissingColumnError(name, role, given, keys, what="key", line=None)


def _refuse_unnamed(items: list[Item], keys: list[str], name: str) -> None:
    """The user can say which key is which."""
    missing = [role for role in ("question", "answer") if not any(item.has(role) for item in items)]
    if missing and len(keys) > 1:
        told = f"no key is named like the {' and '.join(missing)}: {listed(keys)}"
        raise FileError(name, f"{told}; say which with --question-column and --answer-column")


class _Reader:
    """Walks one source."""

    def __init__(
        self, line_of: LineOf, columns: Columns, items: list[Item], texts: Converter, groups: GroupNames
    ) -> None:
        self._line_of = line_of
        self._columns = columns
        self._items = {id(item.data): item for item in items}  # each looks up its keys once
        self._texts = texts
        self._groups = groups
        self._unused: list[str] = []
        self._nameless: list[tuple[str, int]] = []  # kinds of groups without names, and where

    def remarks(self, found: list[ImportedEntry]) -> list[Remark]:
        """What is to be said of the whole."""
        said = left_out(1, "keys", self._unused)
        without = {entry.line for entry in found if not entry.topic}
        for kind, line in self._nameless:
            if line not in without:
                continue
            without.clear()
            told = f"what the {kind} ids mean is not in this file, so they give no topics"
            said.append(note(line, f"{told}: import the folder that holds the {kind}s too"))
        return said + (self._texts.remarks(found[0].line) if found else [])

    def entries(self, value: Any, at: Pointer, said: list[Remark], *, alone: bool = False) -> Iterator[ImportedEntry]:
        """Entries of any value. `alone`: nothing stands beside it, so its name is that of the whole."""
        if len(at) > MAX_RECORD_DEPTH:
            said.append(skipped(self._line_of(at[:MAX_RECORD_DEPTH]), "nested too deep to be read"))
        elif isinstance(value, dict):
            yield from self._item(value, at, said, alone=alone)
        elif isinstance(value, list):
            for inside, row in rows_of_list(value, self._columns):
                if isinstance(row, dict):
                    yield from self._item(row, (*at, *inside), said)
                else:
                    said.append(skipped(self._line_of((*at, *inside)), "not an object with a question and an answer"))

    def _item(
        self, data: dict[str, Any], at: Pointer, said: list[Remark], *, alone: bool = False, name: str = ""
    ) -> Iterator[ImportedEntry]:
        """The entries of an object: its own, or those that stand in it. `name` asks where no key of it does."""
        item = self._of(data)
        if isinstance(data.get("data"), dict) and not item.is_entry:
            item = Item({**data, **data["data"]}, self._columns)
        languages = [one for one in item.by_language() if one.asked.question or one.answer[0]]
        if languages and not item.is_unpublished:
            for one in languages:
                yield from self._entry(one, at, said)
            return
        item = languages[0] if languages else item
        inner: list[Remark] = []
        within = [] if item.is_entry and item.is_explicit else list(self._within(item, at, inner, alone=alone))
        question = item.asked.question or name
        if within:
            said += inner
            self._unused += [
                key
                for key, value in data.items()
                if isinstance(value, str) and value and plain_name(key) in field_names.ANSWER
            ]
            yield from within
        elif item.is_unpublished and question:
            said.append(skipped(self._line_of(at), f"a draft, or hidden from readers: {shorten(question)}"))
        elif question and (item.answer[0] or any(item.lists())):
            yield from self._entry(item, at, said, name=name)
        else:
            missing = f"answer to {shorten(question)}" if question else "question"
            said += inner or ([] if alone else [skipped(self._line_of(at), f"no {missing}")])

    def _entry(self, item: Item, at: Pointer, said: list[Remark], name: str = "") -> Iterator[ImportedEntry]:
        line = self._line_of(at)
        question = item.asked.question or name
        answer, others = item.answer
        if others:
            said.append(note(line, f"{others} more of the answers to {shorten(question)} left out: an entry has one"))
        nested = [(key, rows) for key, rows in item.lists() if any(map(self._is_asked, rows))]
        lists = [(key, rows) for key, rows in item.lists() if not any(map(self._is_asked, rows))]
        self._unused += item.unused()
        topic = self._texts.line(item.topic or self._group(item, line) or "") or None
        yield ImportedEntry(
            self._texts.line(question),
            with_lists(self._texts.answer(answer or ""), lists),
            line,
            aliases=tuple(map(self._texts.line, (*item.asked.aliases, *item.aliases))),
            topic=topic,
            id=item.id,
            source=item.source,
        )
        for key, rows in nested:
            yield from _under_topic(self.entries(rows, (*at, key), said), topic)

    def _is_asked(self, row: Any) -> bool:
        """Whether a row of a list under an answer is an entry itself."""
        return isinstance(row, dict) and (item := self._of(row)).is_explicit and item.is_entry

    def _group(self, item: Item, line: int) -> str | None:
        groups = list(item.groups())
        for kind, given in groups:
            if name := self._groups.get((kind, given)) or self._groups.get(("", given)):
                return name
        if groups:
            self._nameless.append((groups[0][0], line))
        return None

    def _within(self, item: Item, at: Pointer, said: list[Remark], *, alone: bool) -> Iterator[ImportedEntry]:
        """The entries in the values of an object, under its name or, of several parts, under theirs."""
        rows = list(rows_of_object(item.data, self._columns))
        if rows:
            for inside, row in rows:
                yield from self._item(row, (*at, *inside), said)
            return
        parts = {key: value for key, value in item.data.items() if isinstance(value, list | dict) and value}
        others = {key for key in parts if holds_no_entries(key) or is_group_list(key, parts[key])}
        parts = {key: value for key, value in parts.items() if key not in others}
        objects = {key for key, value in parts.items() if isinstance(value, dict) and self._of(value).is_entry}
        found: dict[str, list[ImportedEntry]] = {}
        for key, value in parts.items():
            if isinstance(value, list) and ends_as_question(key):
                continue
            inner: list[Remark] = []
            entries: list[ImportedEntry] = []
            here = (*at, key)
            if isinstance(value, dict) and (ends_as_question(key) or self._is_asked(value) or len(objects) > 1):
                entries = list(self._item(value, here, inner, name=key))
                found.setdefault("", []).extend(entries)
            elif key not in objects:
                found[key] = entries = list(self.entries(value, here, inner, alone=len(parts) == 1))
            said += inner if entries or plain_name(key) in field_names.LISTS else ()
        if any(found.values()):
            self._unused += [
                key for key in parts if not found.get(key) and not (found.get("") and isinstance(parts[key], dict))
            ]
        several = sum(map(bool, found.values())) > 1
        own = item.topic or (None if alone else item.asked.question)
        for key, under in found.items():
            is_topic = key and not is_generic(key) and (several or key.lower() != key)
            yield from _under_topic(under, key if is_topic else own)
        yield from self._questions_as_keys(item.data, at)

    def _of(self, data: dict[str, Any]) -> Item:
        return self._items.get(id(data)) or Item(data, self._columns)

    def _questions_as_keys(self, data: dict[str, Any], at: Pointer) -> Iterator[ImportedEntry]:
        """{question: answer}. Where one key asks, the others with a text do too, unless they are names of fields."""
        answers = {
            key: answer
            for key, value in data.items()
            if isinstance(value, str | list) and (answer := text_of(value)) and answer.strip()
        }
        asks = {key for key in answers if is_question_like(key) or (len(key.split()) > 2)}
        for key, answer in answers.items():
            is_text = isinstance(data[key], str)
            if (key in asks and (is_text or ends_as_question(key))) or (asks and is_text and key.lower() != key):
                yield ImportedEntry(key, self._texts.answer(answer), self._line_of((*at, key)))
            elif asks:
                self._unused.append(key)


def _under_topic(found: Iterator[ImportedEntry] | list[ImportedEntry], topic: str | None) -> Iterator[ImportedEntry]:
    return (entry._replace(topic=entry.topic or topic) for entry in found)
