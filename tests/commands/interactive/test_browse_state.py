"""What browse shows for what is typed, and where the reader is in it; no terminal is needed for that."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.commands.interactive.browse.catalogue import Catalogue
from askfaq.commands.interactive.browse.state import ONLY_IN_THE_ANSWER, BrowseState
from askfaq.model import Entry, FaqFile, Match, Result, Status
from askfaq.text.sanitize import one_line

HUG = Entry("hug-length", "How long does a hug last?", "Three seconds.", ("Duration of embraces",), "Hugs")
CRY = Entry("crying", "Is it okay to cry?", "Yes; a hug may help.", (), "Tears")
POLICY = Entry("rules", "What is the policy?", "Ask at the desk.")
DESK = Entry("desk", "Where is the café?", "Behind the desk.", (), "Tears")
FAQ = FaqFile((HUG, POLICY, CRY, DESK), title="House", path="house.json")
OTHER = FaqFile((Entry("hug-length", "May I hug the dog?", "No."),), title="Dogs", path="dogs.json")


def state(*files: FaqFile, topic: str | None = None) -> BrowseState:
    return BrowseState(Catalogue(files or (FAQ,), topic), '"House"')


def shown(browse: BrowseState, height: int = 50) -> list[str]:
    """The rows as they are seen: headings in brackets, `>` for the selected entry, `~` for what was meant."""
    return [
        f"[{line.text}]" if line.is_heading else f"{'>' * line.is_selected}{'~' * line.is_meant}{line.text}"
        for line in browse.visible(height)
    ]


def searched(text: str, *files: FaqFile) -> list[str]:
    """The ids of the entries that are left."""
    browse = state(*files)
    browse.search(text)
    worded, answering = browse.catalogue.matching(browse.query)
    return [browse.catalogue.items[place].entry.id for place in (*worded, *answering)]


def result(query: str, status: Status, *entries: Entry, score: float = 0.9, **more: Any) -> Result:
    matches = tuple(Match(entry, score, entry.question, offered=status == "ambiguous", **more) for entry in entries)
    return Result(query, status, score if matches else 0.0, "high", matches)


# ---- the list
def test_every_topic_stands_above_its_questions() -> None:
    assert shown(state()) == [
        "[Hugs]",
        f">{HUG.question}",
        "[Tears]",
        CRY.question,
        DESK.question,
        "[Other questions]",
        POLICY.question,
    ]


def test_of_a_topic_only_its_questions_are_there() -> None:
    assert shown(state(topic="tears")) == ["[Tears]", f">{CRY.question}", DESK.question]


def test_of_several_faqs_each_topic_names_its_own() -> None:
    headings = [line for line in shown(state(FAQ, OTHER)) if line.startswith("[")]
    assert headings == [
        '[Hugs in "House"]',
        '[Tears in "House"]',
        '[Other questions in "House"]',
        '[Other questions in "Dogs"]',
    ]


def test_an_empty_faq_has_nothing_to_select() -> None:
    browse = state(FaqFile(()))
    browse.move(1)
    browse.move_to_end(last=True)
    assert (shown(browse), browse.selected, browse.status()) == ([], None, '0 questions in "House"')


# ---- words
@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("hug last", ["hug-length"]),
        ("last hug", ["hug-length"]),
        ("HUG", ["hug-length", "crying"]),
        ("embrac", ["hug-length"]),  # in an alias, and only begun
        ("tears", ["crying", "desk"]),  # a topic
        ("hug-length", ["hug-length"]),  # an id
        ("ug", []),  # no word begins so
        ("policies", ["rules"]),
        ("hugs", ["hug-length", "crying"]),
        ("cafe\u0301", ["desk"]),  # é, typed in two
        ("seconds", ["hug-length"]),
        ("desk", ["desk", "rules"]),  # first where it is in the wordings
        ("nothing of this", []),
        ("of hug", ["hug-length"]),
        ("the hug", ["hug-length", "crying"]),  # no entry has both: a word that says nothing does not count
        ("?!", []),
        ("  ", ["hug-length", "crying", "desk", "rules"]),
    ],
)
def test_what_is_typed_leaves_the_entries_with_all_its_words(typed: str, left: list[str]) -> None:
    assert searched(typed) == left


@pytest.mark.parametrize("typed", ["embarces", "embraes", "embracces", "embra", "embraxes", "polcy", "poilcy"])
def test_a_slip_finds_the_word_all_the_same(typed: str) -> None:
    assert len(searched(typed)) == 1


def test_a_word_that_an_entry_has_is_no_slip_of_another() -> None:
    faq = FaqFile((Entry("a", "the policy", ""), Entry("b", "the polity", "")))
    assert searched("polity", faq) == ["b"]


@pytest.mark.parametrize("typed", ["朝食", "食は", "🙂", "naïve", "l'eau", "eau", "don’t"])
def test_other_scripts_and_signs_are_searched_as_they_are(typed: str) -> None:
    entry = Entry("it", "朝食はどこ 🙂 NAÏVE ‘l'eau’ «eau» don't", "")
    assert searched(typed, FaqFile((HUG, entry, CRY))) == ["it"]


def test_what_only_the_answer_says_stands_last_and_apart() -> None:
    browse = state()
    browse.search("hug")
    assert shown(browse) == ["[Hugs]", f">{HUG.question}", f"[{ONLY_IN_THE_ANSWER}]", CRY.question]
    assert browse.status() == "2 of 4, reading…"


@given(st.text(), st.text())
def test_nothing_that_is_typed_breaks_it(first: str, second: str) -> None:
    browse = state(FaqFile((Entry("id", first, second, (second,), first),)))
    for text in (first, second, first[:3]):
        browse.search(text)
        assert all(line.text == one_line(line.text) for line in browse.visible(5))


@given(st.lists(st.text(alphabet="abcdeé ", min_size=1), min_size=1, max_size=5), st.data())
def test_an_entry_is_found_by_any_of_its_words_and_any_beginning_of_one(questions: list[str], data: Any) -> None:
    entries = tuple(Entry(f"id{number}", question, "") for number, question in enumerate(questions))
    entry = data.draw(st.sampled_from(entries))
    words = entry.question.split()
    if words:
        word = data.draw(st.sampled_from(words))
        begun = word[: data.draw(st.integers(1, len(word)))]
        assert entry.id in searched(begun, FaqFile(entries))


# ---- meaning
def test_what_was_meant_comes_first_marked_and_once() -> None:
    browse = state()
    browse.search("hug")
    browse.take(result("hug", "answered", CRY))
    assert shown(browse) == ["[The answer]", f">~{CRY.question}", "[Hugs]", HUG.question]
    assert browse.status() == "2 of 4, answered: sure"
    assert browse.sureness == "high"


def test_how_sure_it_is_is_said_of_the_answer_alone() -> None:
    browse = state()
    browse.search("hug")
    browse.take(result("hug", "answered", CRY))
    browse.move(1)
    assert browse.sureness is None


def test_of_several_that_may_answer_all_are_offered() -> None:
    browse = state()
    browse.search("desk")
    browse.take(result("desk", "ambiguous", POLICY, DESK))
    assert shown(browse) == ["[May answer that]", f">~{POLICY.question}", f"~{DESK.question}"]
    assert browse.status() == "2 of 4, more than one may answer that"


def test_where_there_is_no_answer_that_is_said_and_the_words_are_listed() -> None:
    browse = state()
    browse.search("hug")
    browse.take(result("hug", "unanswered", DESK, score=0.1))
    assert shown(browse)[:2] == ["[Hugs]", f">{HUG.question}"]
    assert browse.status() == "2 of 4, as a question: no answer"
    assert browse.sureness is None


def test_an_outdated_result_is_dropped() -> None:
    browse = state()
    browse.search("hug")
    browse.search("hug last")
    browse.take(result("hug", "answered", CRY))
    assert shown(browse) == ["[Hugs]", f">{HUG.question}"]
    assert browse.awaits_meaning


def test_the_entry_that_was_chosen_stays_selected_when_the_meaning_comes() -> None:
    browse = state()
    browse.search("desk")
    browse.move(1)
    browse.answer_top = 3
    browse.take(result("desk", "answered", CRY))
    assert f">{POLICY.question}" in shown(browse)
    assert browse.answer_top == 3


def test_an_answer_that_is_read_stays_when_the_meaning_comes() -> None:
    browse = state()
    browse.search("desk")
    browse.read()
    browse.take(result("desk", "answered", CRY))
    assert browse.selected
    assert browse.selected.entry == DESK


def test_the_entry_is_that_of_the_faq_that_was_meant() -> None:
    browse = state(FAQ, OTHER)
    browse.search("embrace a pet")
    browse.take(result("embrace a pet", "answered", OTHER.entries[0], faq=OTHER.path))
    assert shown(browse) == ["[The answer]", ">~May I hug the dog?"]


def test_why_meaning_is_not_searched_is_said() -> None:
    browse = state()
    browse.show_progress(1, 4)
    assert browse.status() == '4 questions in "House", reading the FAQ 25%'
    browse.take("there is not enough memory")
    browse.search("hug")
    assert browse.status() == "2 of 4, meaning is not searched: there is not enough memory"


# ---- where the reader is
MOVES = st.lists(st.integers(-9, 9) | st.sampled_from(["first", "last", "hug", ""]), max_size=20)


@given(MOVES, st.integers(1, 8))
def test_the_selected_entry_is_always_seen(moves: list[int | str], height: int) -> None:
    browse = state(FaqFile(tuple(Entry(f"e{n}", f"hug {n}", "x", (), f"T{n // 3}") for n in range(20))))
    for move in moves:
        if isinstance(move, int):
            browse.move(move)
        elif move in ("first", "last"):
            browse.move_to_end(last=move == "last")
        else:
            browse.search(move)
        lines = browse.visible(height)
        (selected,) = [line for line in lines if line.is_selected]
        assert browse.selected
        assert selected.text == browse.selected.entry.question
        assert len(lines) == height


def test_at_the_top_the_heading_is_seen() -> None:
    browse = state()
    browse.move_to_end(last=True)
    browse.visible(2)
    browse.move_to_end(last=False)
    assert shown(browse, 2) == ["[Hugs]", f">{HUG.question}"]


def test_another_answer_is_shown_from_its_beginning() -> None:
    browse = state()
    browse.answer_top = 5
    browse.move(1)
    assert browse.answer_top == 0


def test_typing_in_the_answer_goes_on_with_the_search() -> None:
    browse = state()
    browse.is_in_answer = browse.shows_keys = True
    browse.said = "copied the answer"
    browse.search("h")
    assert (browse.is_in_answer, browse.shows_keys, browse.said) == (False, False, "")
