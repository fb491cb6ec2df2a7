"""A conversation at the prompt: what each line gets, with what came before it in mind."""

from collections.abc import Callable
from io import StringIO

import pytest

from askfaq.commands.ask import AskOptions
from askfaq.commands.interactive.conversation import Conversation
from askfaq.commands.interactive.warm_up import WarmUp
from askfaq.commands.open_faq import open_faq
from askfaq.terminal.streams import Style, Terminal
from conftest import SAMPLE, TWINS, entry

PLAIN = Style(True, False, 80, 24, True)
HUG_LENGTH, HUGS_COMFORT = "How long does the average hug last?", "Why are hugs so comforting?"
TITLE_OF_LENGTH, TITLE_OF_COMFORT = f"Question: {HUG_LENGTH}", f"Question: {HUGS_COMFORT}"


@pytest.fixture(autouse=True)
def home(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("TERM", "dumb")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "TMUX", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def talk(*lines: str, faq: list[str] | None = None, **options: object) -> list[str]:
    """What each line gets, standard output and error together."""
    out = StringIO()
    terminal = Terminal(None, out, out, PLAIN, PLAIN)
    opened = open_faq(faq or [str(SAMPLE)], terminal)
    conversation = Conversation(opened, AskOptions(pager=False)._replace(**options), terminal, WarmUp(opened))
    replies = []
    for line in lines:
        goes_on = conversation.reply(line)
        replies.append(out.getvalue() if goes_on else "END")
        out.seek(0)
        out.truncate()
    return replies


def test_a_candidate_is_picked_by_its_digit() -> None:
    offered, picked = talk("hugs", "1")
    assert "more than one entry may answer that (a digit shows one)" in offered
    assert f"  1. {HUGS_COMFORT}" in offered
    assert picked.startswith(TITLE_OF_COMFORT)


def test_a_new_question_may_be_typed_where_a_digit_may() -> None:
    _, answer = talk("hugs", HUG_LENGTH)
    assert answer.startswith(TITLE_OF_LENGTH)


def test_what_is_related_has_digits_that_count_until_others_are_shown() -> None:
    answer, related, back = talk(HUG_LENGTH, "show 2", "1")
    assert f"Related 2: {HUGS_COMFORT}" in answer
    assert related.startswith(TITLE_OF_COMFORT)
    assert f"Related 1: {HUG_LENGTH}" in related
    assert back.startswith(TITLE_OF_LENGTH)


def test_digits_of_a_question_before_do_not_count() -> None:
    _, refused, digit = talk(HUG_LENGTH, "xyzzy plugh", "1")
    assert "no answer" in refused
    assert "nothing on the screen has the digit 1" in digit


def test_each_of_several_faqs_shows_its_own_entry() -> None:
    shared = [str(SAMPLE), str(TWINS)]
    offered, second = talk("where is the key", "2", faq=shared)
    assert "Where is the key?" in offered
    assert "In the box." in second
    assert "FAQ: " in second


def test_lists_entries_and_topics() -> None:
    every, of_topic, topics, shown = talk("list", "list hugs", "topics", "show hug-length")
    assert every.count("Question: ") == 10
    assert of_topic.count("Question: ") == 3
    assert "Topic: Hugs (3)" in topics
    assert shown.startswith(TITLE_OF_LENGTH)


def test_why_is_of_the_last_question_and_says_when_there_is_none() -> None:
    nothing, _, why = talk("why", "how long do hugs last", "why")
    assert "nothing has been asked yet" in nothing
    assert why.startswith(f"Why: {HUG_LENGTH}")


def test_copy_says_when_there_is_nothing_to_copy_and_when_nothing_takes_it() -> None:
    nothing, _, dumb = talk("copy", HUG_LENGTH, "copy")
    assert "there is no answer to copy yet" in nothing
    assert "no clipboard can be reached" in dumb


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("lsit", "did you mean list?"),
        ("/help", "did you mean help?"),
        ("list hug", 'there is no topic "hug" in the sample FAQ; did you mean "Hugs"?'),
        ("check faq.json", "did you mean askfaq check faq.json"),
    ],
)
def test_a_line_that_looks_like_a_command_gets_a_hint(line: str, hint: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("askfaq.paths.sample_faq", lambda: str(SAMPLE))
    (reply,) = talk(line)
    assert reply.startswith("askfaq: ")
    assert hint in reply


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("show nope", 'there is no entry "nope"; list shows the ids'),
        ("7", "nothing on the screen has the digit 7"),
    ],
)
def test_an_id_or_a_digit_that_is_not_there_is_no_question(line: str, says: str) -> None:
    assert talk(line)[0].rstrip() == f"askfaq: {says}"


def test_only_the_words_that_leave_do() -> None:
    assert talk("quit smoking", "", "help", "exit")[-1] == "END"
    assert "END" not in talk("quit smoking", "", "help")


# ---- fragments
def test_a_fragment_is_read_with_the_question_before_and_the_answer_says_so() -> None:
    _, answer = talk(HUGS_COMFORT, "and how long?")
    assert answer.startswith(TITLE_OF_LENGTH)
    assert f"Read with: {HUGS_COMFORT}" in answer


@pytest.mark.parametrize(
    "before",
    [(), ("xyzzy plugh",), (HUGS_COMFORT, "xyzzy plugh")],
    ids=["first", "after none", "after one without an answer"],
)
def test_a_fragment_with_no_answered_question_before_it_is_read_alone(before: tuple[str, ...]) -> None:
    assert "no answer to that" in talk(*before, "and how long?")[-1]


def test_a_fragment_that_the_faq_has_as_a_wording_stands_for_itself(faq_file: Callable[..., str]) -> None:
    faq = faq_file(
        [entry("Why are hugs nice?", "Warm."), entry("And how long?", "A mile."), entry("Hug length?", "3 s.")]
    )
    _, answer = talk("Why are hugs nice?", "and how long", faq=[faq])
    assert "A mile." in answer
    assert "Read with" not in answer


def test_nothing_is_told_of_what_the_faq_does_not_know() -> None:
    _, answer = talk(HUG_LENGTH, "what about elephants?")
    assert "no answer to that" in answer
    assert "read with" not in answer.casefold()


def test_an_entry_that_was_shown_can_be_asked_on() -> None:
    _, answer = talk("show why-hugs-comfort", "and how long?")
    assert answer.startswith(TITLE_OF_LENGTH)


def test_the_answer_above_is_pointed_to_where_a_fragment_leads_back_to_it() -> None:
    _, answer = talk("do therapists keep everything confidential", "and when not?")
    assert "no answer to that" in answer
    assert 'read with "do therapists keep everything confidential" it leads to the answer above' in answer
