"""What differs between two versions is told under the entry that it concerns, and nothing else is."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from askfaq.evaluation.differences import Differences, differences, wordings
from askfaq.evaluation.entry_changes import Change, pair_entries
from askfaq.model import Entry, FaqFile, Match, Result, Status

CATS = Entry("cats", "Do you take cats?", "Yes, in the small rooms.", ("felines", "my kitten"), "Guests")
DOGS = Entry("dogs", "Do you take dogs?", "Up to 20 kg.", (), "Guests")
KEYS = Entry("keys", "Where is my key?", "At the desk.", (), "Rooms")


def faq(*entries: Entry, **head: Any) -> FaqFile:
    return FaqFile(entries, **head)


def result(query: str, *entries: Entry, status: Status | None = None) -> Result:
    """A query that the entry answers, that the entries are offered for, or that nothing answers."""
    status = status or ("unanswered" if not entries else "answered" if len(entries) == 1 else "ambiguous")
    matches = tuple(Match(e, 0.9, e.question, offered=status == "ambiguous") for e in entries)
    return Result(query, status, 0.9, "high", matches)


def told(found: Differences) -> list[tuple[str, list[Change], list[str]]]:
    return [(one.pair.id, list(one.changes), [o.query for o in one.outcomes]) for one in found.entries]


def compared(old: FaqFile, new: FaqFile, *results: tuple[Result, Result]) -> Differences:
    return differences(old, new, [before for before, _ in results], [after for _, after in results])


def test_the_same_again_differs_in_nothing() -> None:
    moved = CATS._replace(aliases=("my kitten", "felines"), ignore=("same-wording",))
    found = compared(faq(CATS, DOGS), faq(DOGS, moved, path="other"), (result("cats?", CATS), result("cats?", moved)))
    assert not found
    assert found == Differences()


def test_each_text_of_an_entry_is_told_before_and_after() -> None:
    new = Entry("cats", "May I bring a cat?", "No.", ("felines", "a tom"), "Pets", "page.html")
    assert told(compared(faq(CATS, DOGS), faq(new, DOGS))) == [
        (
            "cats",
            [
                Change("question", "Do you take cats?", "May I bring a cat?"),
                Change("topic", "Guests", "Pets"),
                Change("source", None, "page.html"),
                Change("answer", "Yes, in the small rooms.", "No."),
                Change("alias", "my kitten", None),
                Change("alias", None, "a tom"),
            ],
            [],
        )
    ]


def test_what_stands_above_the_entries_is_told_of_the_faq() -> None:
    found = compared(faq(CATS, title="A", threshold=0.5), faq(CATS, contact="Ring.", threshold=0.7))
    assert found == Differences(
        (Change("title", "A", None), Change("contact", None, "Ring."), Change("threshold", "0.5", "0.7"))
    )


def test_a_topic_that_all_its_entries_leave_together_is_renamed() -> None:
    new = [entry._replace(topic="Pets") for entry in (CATS, DOGS)]
    assert compared(faq(CATS, DOGS, KEYS), faq(*new, KEYS)) == Differences((Change("topic", "Guests", "Pets"),))


def test_a_topic_that_one_of_its_entries_leaves_is_not() -> None:
    found = compared(faq(CATS, DOGS), faq(CATS._replace(topic="Pets"), DOGS))
    assert (found.faq, told(found)) == ((), [("cats", [Change("topic", "Guests", "Pets")], [])])


def test_an_entry_with_another_id_is_renamed_and_its_queries_end_as_before() -> None:
    new = CATS._replace(id="felines")
    found = compared(faq(CATS), faq(new), (result("cats?", CATS), result("cats?", new)))
    assert told(found) == [("felines", [Change("id", "cats", "felines")], [])]


def test_an_entry_is_known_by_its_answer_where_id_and_question_are_others() -> None:
    ((old, new),) = pair_entries(faq(CATS), faq(CATS._replace(id="x", question="May I bring a cat?")))
    assert old is CATS
    assert new


def test_an_id_goes_before_a_question() -> None:
    new = CATS._replace(question=DOGS.question)
    assert [pair.old for pair in pair_entries(faq(CATS, DOGS), faq(new))] == [CATS, DOGS]


def test_entries_that_came_and_went_are_told_with_the_queries_that_they_answer() -> None:
    found = compared(
        faq(CATS, DOGS),
        faq(CATS, KEYS),
        (result("dogs?", DOGS), result("dogs?", CATS)),
        (result("keys?"), result("keys?", KEYS)),
        (result("cats?", CATS), result("cats?", CATS)),
    )
    assert told(found) == [("keys", [], ["keys?"]), ("dogs", [], ["dogs?"])]
    assert [one.pair for one in found.entries] == [(None, KEYS), (DOGS, None)]


def test_a_query_is_told_under_the_entry_that_answered_it() -> None:
    found = compared(
        faq(CATS, DOGS),
        faq(CATS, DOGS),
        (result("a", CATS), result("a", DOGS)),
        (result("b", CATS), result("b")),
        (result("c"), result("c", DOGS)),
        (result("d", CATS, DOGS), result("d")),
        (result("e", CATS, DOGS), result("e", DOGS)),
        (result("f", CATS, DOGS), result("f", DOGS, CATS)),
    )
    assert told(found) == [("cats", [], ["a", "b", "d"]), ("dogs", [], ["c", "e"])]


def test_another_text_of_the_same_answer_is_a_change_and_white_space_around_it_is_none() -> None:
    no, spaced = CATS._replace(answer="No."), CATS._replace(answer=CATS.answer + "\n")
    (entry,) = compared(faq(CATS), faq(no), (result("cats?", CATS), result("cats?", no))).entries
    assert [outcome.is_same_entry for outcome in entry.outcomes] == [True]
    assert not compared(faq(CATS), faq(spaced), (result("cats?", CATS), result("cats?", spaced)))


def test_wordings_are_asked_once() -> None:
    assert wordings(faq(CATS), faq(DOGS, CATS)) == ["Do you take cats?", "felines", "my kitten", "Do you take dogs?"]


ENTRIES = st.lists(
    st.builds(Entry, st.sampled_from("abcd"), st.sampled_from(["q", "r", "s"]), st.sampled_from(["x", "y", "z"])),
    unique_by=lambda entry: entry.id,
)


@given(ENTRIES, ENTRIES)
def test_every_entry_of_both_versions_is_in_one_pair(old: Sequence[Entry], new: Sequence[Entry]) -> None:
    pairs = pair_entries(faq(*old), faq(*new))
    assert [pair.new for pair in pairs if pair.new] == list(new)
    assert sorted(pair.old for pair in pairs if pair.old) == sorted(old)
    assert not [pair for pair in pairs if pair == (None, None)]
    assert bool(differences(faq(*old), faq(*new), [], [])) == (sorted(old) != sorted(new))
