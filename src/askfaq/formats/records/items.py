"""One object of a list: which of its keys hold the question, the answer and the rest."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, NamedTuple

from askfaq.formats.questions import is_question_like
from askfaq.formats.records import field_names
from askfaq.formats.records.answers import first_of, is_by_language, is_steps, list_of, text_of
from askfaq.formats.records.field_names import BY_NAME, Columns, core_name, plain_name

_EXPLICIT = ("question", "q", "questiontext", "answer", "a", "answertext", "acceptedanswer")
_VARIANTS = ("answers", "responses", "replies", "messages")
# Lists that belong to the answer that they stand under.
_ANSWER_LISTS = (
    *("items", "steps", "list", "bullets", "bulletpoints", "points", "options", "instructions", "procedure"),
    *("listitems", "links", "notes", "tips", "details", "paragraphs"),
)
_TOPIC_LISTS = ("topics", "categories")
_ALSO_USED = ("alt", "metadata", "hierarchy", "sectionid", "folderid", "collectionid", "categoryid", "parentid")
_NAMES = ("displayname", "type", "parenttype")
_OFF_WHEN_TRUE = ("draft", "isdraft", "archived", "isarchived", "hidden", "ishidden", "deleted", "unpublished")
_OFF_WHEN_FALSE = ("published", "ispublished", "enabled", "isenabled", "visible", "isvisible")
_STATES = ("status", "state", "visibility", "articlestatus", "publishstatus")
_OFF_STATES = ("draft", "unpublished", "archived", "hidden", "deleted", "trashed", "inreview", "disabled")
_TRUE, _FALSE = ("true", "yes", "1"), ("false", "no", "0")
_API = re.compile(r"^https?://api\.|/api/|/wp-json/|\.json(?:\?|$)", re.IGNORECASE)
_NO_SOURCE = ("editorial", "null", "none")

_KNOWN = frozenset(
    plural
    for names in (
        *field_names.ROLES.values(),
        *(field_names.LISTS, field_names.WORDINGS, _TOPIC_LISTS, _VARIANTS, _ANSWER_LISTS, _ALSO_USED, _NAMES),
        *(_OFF_WHEN_TRUE, _OFF_WHEN_FALSE, _STATES),
    )
    for name in names
    for plural in (name, name + "s")
)


class Asked(NamedTuple):
    """The question of an object with its other wordings, and the id that its name makes."""

    question: str | None
    aliases: tuple[str, ...] = ()
    name: str | None = None


class Item:
    """The values of one object, under whichever of the known names, or those that the user gives, they stand."""

    def __init__(self, data: dict[str, Any], columns: Columns = BY_NAME) -> None:
        self.data = data
        self._columns = columns
        self._keys = {plain_name(key): key for key in reversed(list(data))}
        for key in data:
            if core_name(key) not in field_names.ID:
                self._keys.setdefault(core_name(key), key)

    def value(self, role: str) -> Any:
        """What stands under the names of a role, if it is not empty."""
        given = getattr(self._columns, role)
        return self._under((plain_name(given),) if given else field_names.ROLES[role])

    def _under(self, names: tuple[str, ...]) -> Any:
        for name in names:
            if name in self._keys and self.data[self._keys[name]] not in (None, "", [], {}):
                return self.data[self._keys[name]]
        for name in names:
            if name + "s" in self._keys and isinstance(self.data[self._keys[name + "s"]], str):
                return self.data[self._keys[name + "s"]]
        return None

    @cached_property
    def asked(self) -> Asked:
        """The question: as it is named, else the first wording of a list. A name that is no wording is an id."""
        value = self.value("question")
        single = None if isinstance(value, list) else text_of(value)
        lists = [value] if isinstance(value, list) else []
        if not self._columns.question:
            lists += [found for name in field_names.WORDINGS if (found := self._list(name)) and found is not value]
        wordings = [text for rows in lists for row in rows if (text := text_of(row)) and text.strip()]
        if not wordings or self._columns.question:
            return Asked(single or next(iter(wordings), None), tuple(wordings[1:] if not single else wordings))
        if single and (is_question_like(single) or any(name in self._keys for name in _EXPLICIT[:3])):
            return Asked(single, tuple(wordings))
        name = single or text_of(self._under(("intent", "tag", "displayname")))
        if name and " " in name.strip():
            return Asked(wordings[0], (*wordings[1:], name))
        return Asked(wordings[0], tuple(wordings[1:]), name)

    def _list(self, name: str) -> list[Any] | None:
        value = self.data.get(self._keys.get(name, name))
        value = value if isinstance(value, list) else None
        return value if value and not any(isinstance(row, dict) and Item(row).is_entry for row in value) else None

    @cached_property
    def answer(self) -> tuple[str | None, int]:
        """(The answer's text, how many other variants of it are left out)."""
        if not self._columns.answer:
            alternative = self.data.get(self._keys.get("alt", "alt"))
            marked = alternative.get("markdown") if isinstance(alternative, dict) else None
            if isinstance(marked, str) and marked.strip():
                return marked, 0
            for name in _VARIANTS:
                variants = self.data.get(self._keys.get(name, name))
                if isinstance(variants, list) and self._under(field_names.ANSWER[:3]) in (None, variants):
                    return first_of(variants)
        value = self.value("answer")
        return text_of(value), 0

    def lists(self) -> Iterator[tuple[str, list[Any]]]:
        """The lists under the answer, each with its key."""
        for key, value in self.data.items():
            if isinstance(value, list) and plain_name(key) in _ANSWER_LISTS and value is not self.value("answer"):
                yield key, value

    def has(self, role: str) -> bool:
        """Whether a key is named like the question or the answer, or the keys of this object are questions."""
        return bool(self.asked.question if role == "question" else self.answer[0] or any(self.lists()))

    @property
    def is_explicit(self) -> bool:
        """Whether a key says that it holds the question or the answer; a title or a text may be those of a group."""
        return any(name in self._keys for name in _EXPLICIT) or bool(self._columns.question or self._columns.answer)

    @property
    def is_entry(self) -> bool:
        """Whether it has a question and an answer."""
        return bool(self.asked.question and self.answer[0])

    def by_language(self) -> Iterator["Item"]:
        """One of it for each language, where question and answer stand here in several."""
        asked = self.value("question") or self.data.get(self._keys.get("questions", ""))
        answered = self.value("answer") or self.data.get(self._keys.get("answers", ""))
        if not (is_by_language(asked) and is_by_language(answered)):
            return
        shared = [value for value in self.data.values() if is_by_language(value)]
        for language in dict.fromkeys(key for value in shared for key in value):
            only = {key: value.get(language) if is_by_language(value) else value for key, value in self.data.items()}
            yield Item(only, self._columns)

    @property
    def is_unpublished(self) -> bool:
        """Whether the source says that readers do not see it: a draft, hidden, archived or switched off."""

        def says(names: tuple[str, ...]) -> set[str]:
            values = [self.data[self._keys[name]] for name in names if name in self._keys]
            return {plain_name(str(value)) for value in values if isinstance(value, str | int)}

        # Freshdesk counts: 1 is a draft. Elsewhere 1 may be anything.
        states = says(_STATES)
        numbered = "1" in states and any(name in self._keys for name in ("folderid", "descriptiontext"))
        off = says(_OFF_WHEN_TRUE).intersection(_TRUE) or says(_OFF_WHEN_FALSE).intersection(_FALSE)
        return bool(off or states.intersection(_OFF_STATES) or numbered)

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other wordings that it names so."""
        value = self.value("aliases")
        if isinstance(value, str):
            return split_aliases(value)
        return tuple(text for part in value if (text := text_of(part))) if isinstance(value, list) else ()

    @property
    def topic(self) -> str | None:
        """The topic: a text, the first of several, or the name of an object."""
        value = self.value("topic")
        if value is None and not self._columns.topic:
            several = [self.data.get(self._keys.get(name, name)) for name in _TOPIC_LISTS]
            value = next((topics for topics in several if isinstance(topics, list) and topics), self._from_metadata())
        if value is self._under(("tag",)) and self.asked.name == value:
            return None
        if isinstance(value, list):
            value = value[0]
        if isinstance(value, dict):
            value = next((value[key] for key in ("name", "title", "label") if key in value), None)
        return text_of(value)

    def _from_metadata(self) -> Any:
        metadata = self._under(("metadata",))
        if isinstance(metadata, dict):
            return Item(metadata).value("topic")
        pairs = [row for row in metadata or () if isinstance(row, dict)] if isinstance(metadata, list) else []
        named = {str(row.get("name") or row.get("key")): row.get("value") for row in pairs}
        levels = [row for row in self._under(("hierarchy",)) or () if isinstance(row, dict)]
        folders = [row["data"].get("name") for row in levels if isinstance(row.get("data"), dict)]
        return Item(named).value("topic") or (folders[-1] if folders else None)

    @property
    def id(self) -> str | None:
        """Its id if that is a text: a number only counts."""
        given = self.value("id")
        return given if isinstance(given, str) else self.asked.name

    @property
    def source(self) -> str | None:
        """The first address that a reader can open, or the name of a source."""
        for name in (plain_name(self._columns.source),) if self._columns.source else field_names.SOURCE:
            text = text_of(self._under((name,)))
            if text and not _API.search(text) and text.lower() not in _NO_SOURCE:
                return text
        return None

    def groups(self) -> Iterator[tuple[str, str]]:
        """(kind, id) of the groups that it names by their ids only, the nearest first."""
        for kind in ("section", "folder", "collection", "parent", "category"):
            given = self.data.get(self._keys.get(kind + "id", ""))
            if isinstance(given, str | int) and str(given):
                own = self.data.get(self._keys.get("parenttype", "")) if kind == "parent" else kind
                yield str(own or ""), str(given)

    def unused(self) -> list[str]:
        """The keys that an entry has no room for."""
        given = {plain_name(name) for name in self._columns if name}
        lists = [(key, plain_name(key)) for key, value in self.data.items() if isinstance(value, list) and value]
        tags = [key for key, plain in lists if plain == "tags" and plain not in given]
        more = [f"{key} but the first" for key, plain in lists if plain in _TOPIC_LISTS and len(self.data[key]) > 1]
        return [*tags, *more, *self._unknown(given)]

    def _unknown(self, given: set[str]) -> list[str]:
        return [
            key
            for key in self.data
            if plain_name(key) not in _KNOWN and core_name(key) not in _KNOWN and plain_name(key) not in given
        ]


def with_lists(answer: str, lists: list[tuple[str, list[Any]]]) -> str:
    """The answer with its lists below it."""
    parts = [answer.rstrip(), *(list_of(rows, is_steps(key)) for key, rows in lists)]
    return "\n\n".join(filter(None, parts))


def split_aliases(text: str) -> tuple[str, ...]:
    """Wordings on lines of their own, or with bars or semicolons between them."""
    mark = next((mark for mark in "\n|;" if mark in text), "\n")
    return tuple(part.strip() for part in text.split(mark) if part.strip())
