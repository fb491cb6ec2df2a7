"""What somebody wants an entry to say, before it is in the file."""

from typing import Any, NamedTuple

from askfaq.errors import UsageError
from askfaq.ids import id_fault
from askfaq.model import Entry
from askfaq.text.normalize import wording_key
from askfaq.text.sanitize import one_line


class Draft(NamedTuple):
    """The values wanted: None leaves one as it is, an empty topic or source takes it away.

    `aliases` replaces all of them, `more_aliases` adds those that are missing.
    """

    question: str | None = None
    answer: str | None = None
    topic: str | None = None
    aliases: tuple[str, ...] | None = None
    more_aliases: tuple[str, ...] = ()
    source: str | None = None
    id: str | None = None


def tidied(draft: Draft) -> Draft:
    """The draft with every value as it may stand in a file. Raises UsageError where none can."""
    aliases = (*(draft.aliases or ()), *draft.more_aliases)
    for value in (draft.question, draft.answer, draft.topic, draft.source, draft.id, *aliases):
        if value is not None and any("\ud800" <= c <= "\udfff" for c in value):
            raise UsageError("what was given is not UTF-8")
    if draft.id is not None and (why := id_fault(draft.id)):
        raise UsageError(f"the id {why}")
    for name, value in (("question", draft.question), ("answer", draft.answer), *(("alias", a) for a in aliases)):
        if value is not None and not one_line(value):
            raise UsageError(f"the {name} is empty")
    return draft._replace(
        question=draft.question and one_line(draft.question),
        answer=draft.answer and draft.answer.strip("\r\n"),
        topic=draft.topic and one_line(draft.topic),
        aliases=None if draft.aliases is None else tuple(map(one_line, draft.aliases)),
        more_aliases=tuple(map(one_line, draft.more_aliases)),
        source=draft.source and one_line(draft.source),
    )


def new_entry(draft: Draft, entry_id: str) -> dict[str, Any]:
    """The entry as it goes into the file. Raises UsageError when the question or the answer is missing."""
    if not draft.question or not draft.answer:
        missing = "a question" if not draft.question else "an answer"
        raise UsageError(f"an entry needs {missing}: give --{missing.split()[1]}")
    nothing = Entry(entry_id, draft.question, draft.answer)
    row = {
        "id": entry_id,
        "topic": draft.topic,
        "question": draft.question,
        "aliases": [*(draft.aliases or ()), *missing_aliases(nothing, draft.more_aliases)],
        "answer": draft.answer,
        "source": draft.source,
    }
    return {key: value for key, value in row.items() if value}


def missing_aliases(entry: Entry, aliases: tuple[str, ...]) -> tuple[str, ...]:
    """Those that are no wording of the entry yet (case and punctuation apart), each once."""
    seen = set(map(wording_key, entry.phrasings))
    missing = []
    for alias in aliases:
        if wording_key(alias) not in seen:
            seen.add(wording_key(alias))
            missing.append(alias)
    return tuple(missing)
