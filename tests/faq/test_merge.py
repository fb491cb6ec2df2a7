"""A second import changes what the source changed and nothing that the owner did."""

import copy
import sys
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.faq.entry_update import base_of
from askfaq.faq.import_memory import memory_of, remembered
from askfaq.faq.known_rows import MOST_SAME
from askfaq.faq.merge import merge
from askfaq.faq.schema import faults
from askfaq.model import ImportedEntry
from askfaq.text.normalize import wording_key


def found(question: str = "Why?", answer: str = "So.", line: int = 1, **more: Any) -> ImportedEntry:
    return ImportedEntry(question, answer, line, **{"source": f"faq.txt:{line}", **more})


def kinds(data: Any, entries: list[ImportedEntry]) -> list[tuple[str, str]]:
    return [(change.kind, change.id) for change in merge(data, entries).changes]


EMPTY: dict[str, Any] = {"entries": []}


def test_new_entries_get_slugs_and_their_source() -> None:
    merged = merge(EMPTY, [found("How long?", topic="T", aliases=("how much time",))], head={"title": "F"})

    assert merged.data == {
        "entries": [
            {
                "id": "how-long",
                "topic": "T",
                "question": "How long?",
                "aliases": ["how much time"],
                "answer": "So.",
                "source": "faq.txt:1",
                "imported": str(memory_of(found("How long?", topic="T"))),
            }
        ],
        "title": "F",
    }
    assert EMPTY == {"entries": []}


def test_the_same_import_again_changes_nothing() -> None:
    entries = [found(), found("How?", "Thus.", 5), found("HOW", "Otherwise.", 9, topic="Other")]
    data = merge(EMPTY, entries).data

    again = merge(data, entries)

    assert again.data == data
    assert (again.is_different, again.unchanged) == (False, 3)


def test_lines_that_shift_are_renewed_and_nothing_else_is() -> None:
    data = merge(EMPTY, [found(line=1)]).data

    merged = merge(data, [found(line=40)])

    assert merged.data == {"entries": [data["entries"][0] | {"source": "faq.txt:40"}]}
    assert [change.kind for change in merged.changes] == ["moved"]


def test_an_answer_that_changed_is_updated_and_what_the_owner_added_stays() -> None:
    data = merge(EMPTY, [found()]).data
    data["entries"][0] |= {"id": "mine", "topic": "Mine", "aliases": ["for what"], "note": 3}

    merged = merge(data, [found("Why?", "Because.", 7, topic="Theirs", aliases=("what for", "For what?"))])

    assert merged.data["entries"] == [
        {
            "id": "mine",
            "question": "Why?",
            "answer": "Because.",
            "source": "faq.txt:7",
            "topic": "Mine",
            "aliases": ["for what", "what for"],
            "note": 3,
            "imported": str(memory_of(found("Why?", "Because.", topic="Theirs"))),
        }
    ]
    assert [(change.kind, change.line) for change in merged.changes] == [("answer", 7), ("wording", 7)]


def test_an_entry_that_the_owner_reworded_is_still_known() -> None:
    data = merge(EMPTY, [found()]).data
    data["entries"][0]["question"] = "What is the reason?"

    merged = merge(data, [found(answer="Because.")])

    assert [row["question"] for row in merged.data["entries"]] == ["What is the reason?"]
    assert merged.data["entries"][0]["answer"] == "Because."
    assert merged.data["entries"][0]["aliases"] == ["Why?"]
    assert not merge(merged.data, [found(answer="Because.")]).is_different


def test_a_question_that_the_source_reworded_is_known_by_its_answer_or_its_id() -> None:
    data = merge(EMPTY, [found(), found("How?", "Thus.", 5, id="how")]).data

    merged = merge(data, [found("Why so?"), found("In which way?", "Like this.", 5, id="how")])

    assert len(merged.data["entries"]) == 2
    assert [row["question"] for row in merged.data["entries"]] == ["Why so?", "In which way?"]
    assert [row["aliases"] for row in merged.data["entries"]] == [["Why?"], ["How?"]]
    assert [row["id"] for row in merged.data["entries"]] == ["why", "how"]


def test_a_wording_that_is_an_alias_of_an_entry_is_that_entry() -> None:
    data = {"entries": [{"id": "x", "question": "Reason?", "aliases": ["why"], "answer": "So.", "source": "faq.txt:1"}]}

    assert kinds(data, [found(answer="Because.")]) == [("answer", "x")]


def test_an_answer_that_the_owner_wrote_is_left_alone_and_reported() -> None:
    data = {"entries": [{"question": "Why?", "answer": "Mine."}]}

    merged = merge(data, [found()])

    assert merged.data == data
    assert [change.kind for change in merged.changes] == ["kept"]
    assert not merged.is_different


def test_an_answer_that_the_owner_changed_stays_while_the_source_says_what_it_said() -> None:
    data = merge(EMPTY, [found()]).data
    data["entries"][0]["answer"] = "Mine."

    merged = merge(data, [found()])

    assert merged.data == data
    assert [change.kind for change in merged.changes] == ["kept"]


def test_an_answer_that_both_changed_is_a_conflict_once_and_the_owners_stays() -> None:
    data = merge(EMPTY, [found()]).data
    data["entries"][0]["answer"] = "Mine."

    merged = merge(data, [found(answer="Theirs.")])

    assert merged.data["entries"][0]["answer"] == "Mine."
    assert [(change.kind, change.text) for change in merged.changes] == [("conflict", "Theirs.")]
    assert [change.kind for change in merge(merged.data, [found(answer="Theirs.")]).changes] == ["kept"]


def test_what_both_changed_alike_is_no_conflict() -> None:
    data = merge(EMPTY, [found()]).data
    data["entries"][0]["answer"] = "Because."

    assert [change.kind for change in merge(data, [found(answer="Because.")]).changes] == ["remembered"]


def test_a_topic_that_the_source_renamed_is_renamed_and_the_owners_own_stays() -> None:
    data = merge(EMPTY, [found(topic="Pay"), found("How?", "Thus.", 5, topic="Pay")]).data
    data["entries"][1]["topic"] = "Mine"

    merged = merge(data, [found(topic="Paying"), found("How?", "Thus.", 5, topic="Paying")])

    assert [row["topic"] for row in merged.data["entries"]] == ["Paying", "Mine"]
    assert [change.kind for change in merged.changes] == ["topic", "remembered"]


def test_a_question_that_the_source_reworded_by_its_marks_only_is_no_alias() -> None:
    data = merge(EMPTY, [found("Why ?")]).data

    merged = merge(data, [found("Why?")])

    assert merged.data["entries"][0]["question"] == "Why?"
    assert "aliases" not in merged.data["entries"][0]


def test_an_entry_whose_question_id_and_answer_the_owner_changed_is_known_by_what_its_source_asked() -> None:
    data = merge(EMPTY, [found()]).data
    data["entries"][0] |= {"id": "mine", "question": "What for?", "answer": "Mine."}

    merged = merge(data, [found()])

    assert [row["id"] for row in merged.data["entries"]] == ["mine"]
    assert [change.kind for change in merged.changes] == ["kept", "wording"]


def test_entries_imported_before_there_was_a_memory_get_one_and_follow_their_source() -> None:
    data = {"entries": [{"id": "why", "question": "Why?", "answer": "So.", "topic": "Mine", "source": "faq.txt:1"}]}

    same, other = merge(data, [found(topic="T")]), merge(data, [found(answer="Because.", topic="T")])

    assert [change.kind for change in same.changes] == ["remembered"]
    assert other.data["entries"][0] | {"imported": ""} == data["entries"][0] | {"answer": "Because.", "imported": ""}


def test_prune_takes_out_what_the_source_has_no_longer_but_nothing_of_the_owners() -> None:
    data = merge(EMPTY, [found(q, origin="faq.txt") for q in ("Why?", "How?", "Who?")]).data
    data["entries"][2]["answer"] = "Mine."
    data["entries"] += merge(EMPTY, [found("Where?", source="b.txt:1", origin="b.txt")]).data["entries"]
    data["entries"].append({"id": "own", "question": "When?", "answer": "Now."})

    merged = merge(data, [found("How?", origin="faq.txt")], prune=True)

    assert [row["id"] for row in merged.data["entries"]] == ["how", "who", "where", "own"]
    assert (merged.gone, merged.removed) == (("why", "who"), frozenset({0}))
    assert merge(data, [found("How?", origin="faq.txt")]).removed == frozenset()


def test_what_came_from_a_source_is_known_whatever_address_its_entries_have() -> None:
    old = [found(q, source=f"https://e.org/{q}", origin="export.json") for q in ("Why?", "How?")]

    assert merge(merge(EMPTY, old).data, old[:1]).gone == ("how",)


@pytest.mark.parametrize("damaged", ["", "question x", "question 0 answer 1 topic 2", "\n"])
def test_a_memory_that_cannot_be_read_is_none(damaged: str) -> None:
    assert remembered({"imported": damaged}) is None


def test_the_last_source_wins_and_it_is_said() -> None:
    data = merge(EMPTY, [found()]).data

    (change,) = merge(data, [found(answer="Else.", source="other.md:3")]).changes

    assert change.text == "Why? (it was from faq.txt)"


def test_what_a_source_has_no_longer_is_kept_and_named() -> None:
    data = merge(EMPTY, [found(), found("How?", "Thus.", 5)]).data

    merged = merge(data, [found("How?", "Thus.", 1)])

    assert merged.gone == ("why",)
    assert len(merged.data["entries"]) == 2


def test_ids_are_never_taken_twice() -> None:
    data = {"entries": [{"id": "how", "question": "Why?", "answer": "So."}, {"question": "Where?", "answer": "There."}]}

    merged = merge(
        data, [found("How?", "Thus."), found("Where!?", "Here.", topic="Other"), found("When?", "Now.", id="how")]
    )

    assert [row.get("id") for row in merged.data["entries"]] == ["how", None, "how-2", "when"]


def test_a_given_id_that_cannot_be_one_is_replaced() -> None:
    assert merge(EMPTY, [found(id="a b:c")]).data["entries"][0]["id"] == "why"


def test_a_bare_list_stays_one() -> None:
    assert isinstance(merge([], [found()], head={"title": "F"}).data, list)


def test_unknown_keys_and_order_stay() -> None:
    data = {"x": 1, "entries": [{"z": 1, "answer": "So.", "question": "Why?"}], "title": "T"}

    merged = merge(data, [found(answer="So."), found("How?", "Thus.")], head={"title": "Theirs"})

    assert list(merged.data) == ["x", "entries", "title"]
    assert list(merged.data["entries"][0]) == ["z", "answer", "question"]
    assert merged.data["title"] == "T"


@pytest.mark.parametrize(
    ("source", "base"),
    [
        ("faq.txt:12", "faq.txt"),
        ("a:b.md:3", "a:b.md"),
        ("https://e.org/faq", "https://e.org/faq"),
        (None, None),
        ("https://faq.example.org:8080", "https://faq.example.org:8080"),
        ("https://faq.example.org:8080/faq", "https://faq.example.org:8080/faq"),
        ("https://e.org/faq:12", "https://e.org/faq"),
        ("a/b.md:3", "a/b.md"),
        ("faq.txt", "faq.txt"),
        ("", None),
    ],
)
def test_a_line_is_no_part_of_where_an_entry_is_from(source: str | None, base: str | None) -> None:
    assert base_of(source) == base


def test_a_second_import_finds_the_rows_of_the_first_among_rows_that_share_wordings() -> None:
    """The first entry could have both rows, the second only the one that the first would take."""
    rows = [
        {"id": "why", "question": "Why?", "answer": "One.", "aliases": ["How?", "Who?"]},
        {"id": "so", "question": "So", "answer": "One.", "aliases": ["How?"]},
    ]
    source = [ImportedEntry("How?", "One.", 1), ImportedEntry("Who?", "One.", 2)]
    merged = merge({"entries": rows}, source)
    assert (merged.changes, merged.unchanged, merged.data) == ((), 2, {"entries": rows})


def test_more_entries_than_rows_that_are_looked_at_for_one_question_find_theirs() -> None:
    rows = [{"id": f"r{i}", "question": "Why?", "answer": "One."} for i in range(2 * MOST_SAME)]
    assert merge({"entries": rows}, [ImportedEntry("Why?", "One.", 1)] * len(rows)).unchanged == len(rows)


def asked_under(topics: int, answer: str = "Of {}.") -> list[ImportedEntry]:
    return [found(answer=answer.format(i), line=i, topic=f"t{i}") for i in range(1, topics + 1)]


def rows_of(entries: list[ImportedEntry]) -> Any:
    return merge(EMPTY, entries).data


MANY = {  # a FAQ of so many rows that share something, and what is imported into it
    "the same again": lambda n: (rows_of(asked_under(n)), asked_under(n)),
    "in another order": lambda n: (rows_of(asked_under(n)), asked_under(n)[::-1]),
    "other answers": lambda n: (rows_of(asked_under(n)), asked_under(n, "For {}.")),
    "other topics": lambda n: (rows_of(asked_under(n)), [e._replace(topic=f"x {e.topic}") for e in asked_under(n)]),
    "other questions with one answer": lambda n: (
        rows_of([found(f"Why {i}?") for i in range(n)]),
        [found(f"How {i}?", line=2) for i in range(n)],
    ),
    "an alias of all": lambda n: (
        {"entries": [{"id": f"a{i}", "question": f"Why {i}?", "answer": "So.", "aliases": ["How?"]} for i in range(n)]},
        [e._replace(question="How?") for e in asked_under(n)],
    ),
    "the owner's": lambda n: (
        {"entries": [{"id": f"a{i}", "question": "Why?", "answer": "Mine.", "topic": f"x{i}"} for i in range(n)]},
        [e._replace(source=None, aliases=("How?",)) for e in asked_under(n)],
    ),
}


def calls(run: Callable[[], object]) -> int:
    """How many functions are called."""
    count = 0

    def counted(_: object, event: str, __: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        run()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("made", MANY.values(), ids=MANY)
def test_rows_that_share_a_wording_cost_what_they_are_many(made: Callable[[int], Any]) -> None:
    (data, entries), (larger, more) = made(50), made(1000)
    assert calls(lambda: merge(larger, more)) < 1.5 * 20 * calls(lambda: merge(data, entries))


def test_an_entry_whose_answer_and_topic_the_owner_changed_is_known_among_many_by_what_its_source_said() -> None:
    entries = asked_under(2 * MOST_SAME)
    data = rows_of(entries)
    last = data["entries"][-1]
    last |= {"answer": "Mine.", "topic": "mine"}
    merged = merge(data, entries)
    assert [(change.kind, change.id) for change in merged.changes] == [("kept", last["id"])]
    assert merged.data == data


WORDS = st.sampled_from(["Why?", "How?", "why", "So", "When is it?", "質問?", "Who?", "a b", "…"])
FOUND = st.builds(
    ImportedEntry,
    WORDS,
    st.sampled_from(["One.", "Two.", "Three."]),
    st.integers(1, 9),
    aliases=st.lists(WORDS, max_size=2).map(tuple),
    topic=st.none() | st.sampled_from(["T", "U"]),
    id=st.none() | st.sampled_from(["why", "how", "x"]),
    source=st.none() | st.sampled_from(["a.txt:1", "b.txt:2", "https://e.org"]),
)
SOURCE = st.lists(FOUND, max_size=5, unique_by=lambda entry: wording_key(entry.question))


@given(SOURCE, SOURCE)
def test_any_import_gives_a_valid_faq_and_again_nothing_new(
    first: list[ImportedEntry], second: list[ImportedEntry]
) -> None:
    data = merge(EMPTY, first).data
    before = copy.deepcopy(data)

    merged = merge(data, second)

    assert data == before
    assert list(faults(merged.data)) == []
    assert len(merged.data["entries"]) >= len(data["entries"])
    again = merge(merged.data, second)
    assert again.data == merged.data
