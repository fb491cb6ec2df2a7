"""One entry is written or changed; the rest of the owner's file stays as it was, byte for byte."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from askfaq import saving
from askfaq.errors import ChangedError, DisturbedError, UsageError
from askfaq.faq.edit import Draft, NoSuchAliasError, NoSuchEntryError, add_entry, change_entry
from askfaq.faq.load import load_faq
from conftest import ROOT, Run, entry

Askfaq = Callable[..., Run]
Writer = Callable[..., str]

# Nothing of this is as askfaq would write it: tabs, CRLF, a BOM, unknown keys, no id, no newline at the end.
ODD = (
    b'\xef\xbb\xbf{"x-owner": "me",\r\n\t"entries" : [\r\n'
    b'\t\t{ "answer":"Yes \xf0\x9f\x90\xb1.", "note": 1.50,\r\n\t\t  "question":"Do you take cats?" },\r\n'
    b'\t\t{"id":"dogs", "question":"Dogs?", "aliases":["hounds"], "answer":"No."}\r\n'
    b'\t], "title":"Pets"}'
)


@pytest.fixture
def odd(faq_file: Writer) -> str:
    return faq_file(ODD)


def read(path: str) -> bytes:
    return Path(path).read_bytes()


EDITS: dict[str, tuple[str, Draft, tuple[bytes, bytes]]] = {
    "an alias to the list": ("dogs", Draft(more_aliases=("curs",)), (b'["hounds"]', b'["hounds", "curs"]')),
    "a first alias": (
        "do-you-take-cats",
        Draft(more_aliases=("felines",)),
        (b'cats?" }', b'cats?",\r\n\t\t  "aliases":["felines"] }'),
    ),
    "an answer": ("dogs", Draft(answer="No.\n\n- Sorry!"), (b'"No."', b'"No.\\n\\n- Sorry!"')),
    "a topic": ("dogs", Draft(topic="Guests"), (b'"No."', b'"No.", "topic":"Guests"')),
    "a question, and the id stays": (
        "do-you-take-cats",
        Draft(question="Cats?"),
        (b'"Do you take cats?" }', b'"Cats?",\r\n\t\t  "id":"do-you-take-cats" }'),
    ),
    "the only alias goes": ("dogs", Draft(removed_aliases=("Hounds!",)), (b'["hounds"]', b"[]")),
    "one wording for another": (
        "dogs",
        Draft(removed_aliases=("hounds",), more_aliases=("Hounds",)),
        (b'["hounds"]', b'["Hounds"]'),
    ),
    "all aliases": ("dogs", Draft(aliases=("curs", "hounds")), (b'["hounds"]', b'["curs", "hounds"]')),
}


@pytest.mark.parametrize(("entry_id", "draft", "change"), EDITS.values(), ids=EDITS.keys())
def test_an_edit_changes_what_it_says_and_no_other_byte(
    odd: str, entry_id: str, draft: Draft, change: tuple[bytes, bytes]
) -> None:
    change_entry(odd, entry_id, draft)
    assert read(odd) == ODD.replace(*change)


def test_an_added_entry_leaves_the_others_alone(odd: str) -> None:
    written = add_entry(odd, Draft("Birds?", "Yes.", "Guests", more_aliases=("parrots", "Parrots!"), source="me"))
    before, after = read(odd).split(b'{"id":"birds"')
    assert written.entries[0].id == "birds"
    assert ODD.startswith(before.removesuffix(b",\r\n\t\t"))
    assert after.endswith(b'\r\n\t], "title":"Pets"}')
    row = {"id": "birds", "topic": "Guests", **entry("Birds?", "Yes."), "aliases": ["parrots"], "source": "me"}
    assert json.loads(read(odd).decode("utf-8-sig"))["entries"][2] == row


@pytest.mark.parametrize("before", [b"[]", b'{"entries": []}', b'{"title": "T",\n "entries": [\n ]\n}\n'])
def test_the_first_entry_of_an_empty_faq(faq_file: Writer, before: bytes) -> None:
    path = faq_file(before)
    add_entry(path, Draft("Q?", "A"))
    assert [e.id for e in load_faq(path).entries] == ["q"]


def test_a_topic_or_source_can_be_taken_away(faq_file: Writer) -> None:
    path = faq_file([entry(id="x", topic="T", source="s")])
    change_entry(path, "x", Draft(topic="", source=""))
    assert json.loads(read(path)) == [entry(id="x")]


def test_an_edit_of_what_is_so_already_writes_nothing(odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "write_atomically", None)
    draft = Draft(question="Dogs?", answer="No.", topic="", more_aliases=("HOUNDS", "dogs"))
    assert not change_entry(odd, "dogs", draft).is_change


def test_an_alias_that_goes_leaves_the_others_to_the_byte(faq_file: Writer) -> None:
    path = faq_file(b'[{"question":"Q?","answer":"A", "aliases": ["a" ,\n "", "B!",  "b", "c"]}]')
    change_entry(path, "q", Draft(removed_aliases=("b",)))
    assert read(path) == b'[{"question":"Q?","answer":"A", "aliases": ["a" ,\n "", "B!",  "c"]}]'
    change_entry(path, "q", Draft(removed_aliases=("C", "A")))
    assert read(path) == b'[{"question":"Q?","answer":"A", "aliases": ["", "B!"]}]'


def test_an_alias_that_is_not_there_keeps_everything_as_it_is(odd: str) -> None:
    with pytest.raises(NoSuchAliasError):
        change_entry(odd, "dogs", Draft(answer="x", removed_aliases=("hounds", "curs")))
    assert read(odd) == ODD


REFUSED = {
    "no question": (Draft(answer="a"), "an entry needs a question"),
    "no answer": (Draft("q"), "an entry needs an answer"),
    "a blank question": (Draft(" \n", "a"), "the question is empty"),
    "a blank alias": (Draft("q", "a", more_aliases=("",)), "the alias is empty"),
    "an id with a space": (Draft("q", "a", id="a b"), "the id may not hold spaces"),
    "an id that is taken": (Draft("q", "a", id="dogs"), 'the id "dogs" is taken'),
    "bytes that are no UTF-8": (Draft("q\udce9", "a"), "not UTF-8"),
}


@pytest.mark.parametrize(("draft", "message"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_an_entry_is_refused(odd: str, draft: Draft, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        add_entry(odd, draft)
    assert read(odd) == ODD


def test_an_entry_that_changed_since_it_was_shown_is_not_overwritten(odd: str) -> None:
    shown = load_faq(odd).entries[1]
    change_entry(odd, "dogs", Draft(answer="Yes!"))
    with pytest.raises(ChangedError, match='has changed "dogs" meanwhile'):
        change_entry(odd, "dogs", Draft(answer="Never."), seen=shown)
    assert load_faq(odd).entries[1].answer == "Yes!"


def test_an_unknown_id_is_told(odd: str) -> None:
    with pytest.raises(NoSuchEntryError):
        change_entry(odd, "birds", Draft(answer="x"))


def test_a_change_in_between_is_kept(odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    write, calls = saving.write_atomically, []

    def write_late(path: str, content: bytes, **more: Any) -> list[str]:
        calls.append(path)
        if len(calls) == 1:
            change_entry(path, "dogs", Draft(more_aliases=("first",)))
        return write(path, content, **more)

    monkeypatch.setattr(saving, "write_atomically", write_late)
    change_entry(odd, "dogs", Draft(more_aliases=("second",)))
    assert load_faq(odd).entries[1].aliases == ("hounds", "first", "second")


def test_programs_that_edit_at_once_lose_nothing(odd: str) -> None:
    code = (
        "import sys\nfrom askfaq.faq.edit import Draft, add_entry, change_entry\n"
        "for n in range(20):\n"
        "    change_entry(sys.argv[1], 'dogs', Draft(more_aliases=(f'{sys.argv[2]} {n}',)))\n"
        "    add_entry(sys.argv[1], Draft(f'{sys.argv[2]} asks {n}', 'a'))\n"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, odd, name]) for name in ("one", "two", "three")]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0]
    entries = load_faq(odd).entries
    assert set(entries[1].aliases) == {"hounds", *(f"{w} {n}" for w in ("one", "two", "three") for n in range(20))}
    assert len(entries) == 2 + 60


# The command line, where nobody can be asked


def test_add_makes_the_users_faq_and_never_touches_the_sample(askfaq: Askfaq, tmp_path: Path) -> None:
    sample = read(str(ROOT / "data" / "faq.json"))
    run = askfaq("add", "--question", "Do you take cats?", "--answer", "Yes.")
    own = tmp_path / "home" / ".config" / "askfaq" / "faq.json"
    assert run == Run(0, "", f"Added do-you-take-cats to {own}, which is new.\n")
    assert own.read_text(encoding="utf-8").endswith("}\n")
    assert askfaq("do you take cats").out == "Yes.\n"
    assert read(str(ROOT / "data" / "faq.json")) == sample


def test_the_sample_is_not_for_editing(askfaq: Askfaq) -> None:
    run = askfaq("edit", "hug-length", "--alias", "x")
    assert (run.code, run.out) == (2, "")
    assert "askfaq add" in run.err


def test_add_takes_every_part_and_the_answer_from_a_file_or_stdin(askfaq: Askfaq, odd: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("From a *file*.\n", encoding="utf-8")
    more = ("--topic", "T", "--alias", "x y", "--alias", "z", "--id", "B", "--source", "me", "--faq", odd)
    assert askfaq("add", "--question", "Birds?", "--answer-file", "a.md", *more).code == 0
    assert askfaq("add", "--question", "Fish?", "--answer-file", "-", "--faq", odd, stdin="From stdin.").code == 0
    birds, fish = load_faq(odd).entries[2:]
    assert birds == ("B", "Birds?", "From a *file*.", ("x y", "z"), "T", "me", ())
    assert fish.answer == "From stdin."


def test_add_refuses_a_question_that_is_there_already(askfaq: Askfaq, odd: str) -> None:
    run = askfaq("add", "--faq", odd, "--question", "HOUNDS", "--answer", "x")
    assert (run.code, run.out) == (1, "")
    hint = f"nothing was written; askfaq edit dogs --faq {odd} changes it"
    assert run.err == f'askfaq: "dogs" has this question already: {hint}\n'
    assert read(odd) == ODD


def test_add_names_the_entries_that_are_close(askfaq: Askfaq, odd: str) -> None:
    run = askfaq("add", "--faq", odd, "--question", "do you take old cats", "--answer", "x")
    assert f"close: Do you take cats?  (askfaq show do-you-take-cats --faq {odd})" in run.err


def test_edit_adds_an_alias_once(askfaq: Askfaq, odd: str) -> None:
    assert askfaq("edit", "dogs", "--alias", "mutts", "--faq", odd) == Run(0, "", f"Changed dogs in {odd}.\n")
    once = read(odd)
    again = askfaq("edit", "dogs", "--alias", "Mutts?", "--faq", odd)
    assert (again.code, again.out) == (0, "")
    assert 'askfaq: "Mutts?" is a wording of dogs already\nNothing to change' in again.err
    assert read(odd) == once


def test_an_unknown_id_gives_1_and_the_nearest(askfaq: Askfaq, odd: str) -> None:
    run = askfaq("edit", "dog", "--alias", "x", "--faq", odd)
    assert (run.code, run.out, run.err) == (1, "", 'askfaq: there is no entry "dog"; did you mean dogs?\n')


def test_edit_takes_aliases_away(askfaq: Askfaq, odd: str) -> None:
    assert askfaq("edit", "dogs", "--remove-alias", "hounds", "--faq", odd) == Run(0, "", f"Changed dogs in {odd}.\n")
    assert load_faq(odd).entries[1].aliases == ()
    run = askfaq("edit", "dogs", "--remove-alias", "hounds", "--faq", odd)
    assert run == Run(1, "", 'askfaq: dogs has no alias "hounds"; it has none\n')


@pytest.mark.parametrize(
    ("alias", "told"),
    [
        ("huonds", 'did you mean "hounds"?'),
        ("xyz", 'there are "hounds"'),
        ("dogs", "that is its question, which --question changes"),
    ],
)
def test_an_unknown_alias_gives_1_and_what_there_is(askfaq: Askfaq, odd: str, alias: str, told: str) -> None:
    run = askfaq("edit", "dogs", "--remove-alias", alias, "--faq", odd)
    assert (run.code, run.out, run.err.count("\n")) == (1, "", 1)
    assert told in run.err
    assert read(odd) == ODD


def test_edit_gives_another_id(askfaq: Askfaq, odd: str) -> None:
    run = askfaq("edit", "dogs", "--id", "hounds", "--answer", "See [this]().", "--faq", odd)
    assert run.err.splitlines()[0] == f"Changed dogs, now hounds, in {odd}."
    run = askfaq("edit", "hounds", "--id", "curs", "--faq", odd)
    assert run == Run(0, "", f"Changed hounds, now curs, in {odd}.\n"), "an old problem is no new one under a new id"
    assert askfaq("edit", "curs", "--id", "c", "--json", "--faq", odd).objects[0]["id"] == "c"
    for new, why in (("do-you-take-cats", "is taken"), ("a b", "may not hold spaces"), ("", "is empty")):
        refused = askfaq("edit", "c", "--id", new, "--faq", odd)
        assert (refused.code, refused.out, why in refused.err) == (2, "", True)


def test_edit_changes_each_text_and_an_empty_topic_or_source_goes(askfaq: Askfaq, odd: str) -> None:
    texts = ("--question", "Hounds?", "--answer", "Yes.", "--topic", "T", "--source", "me")
    assert askfaq("edit", "dogs", *texts, "--faq", odd).code == 0
    assert load_faq(odd).entries[1][:6] == ("dogs", "Hounds?", "Yes.", ("hounds",), "T", "me")
    assert askfaq("edit", "dogs", "--topic", "", "--source", "", "--faq", odd).code == 0
    row = json.loads(read(odd).decode("utf-8-sig"))["entries"][1]
    assert row.keys() == {"id", "question", "aliases", "answer"}
    for option in ("--question", "--answer"):
        assert askfaq("edit", "dogs", option, "", "--faq", odd).code == 2


def test_new_problems_are_told_and_old_ones_are_not(askfaq: Askfaq, odd: str) -> None:
    first = askfaq("edit", "dogs", "--answer", "See [this]().", "--faq", odd)
    assert f"{odd}:5:80: warning dead-link" in first.err
    second = askfaq("edit", "dogs", "--topic", "T", "--faq", odd)
    assert "dead-link" not in second.err


def test_json_says_what_was_done(askfaq: Askfaq, odd: str) -> None:
    done = {"schema": 1, "path": odd, "id": "dogs", "changed": True, "problems": []}
    assert askfaq("edit", "dogs", "--alias", "x", "--json", "--faq", odd).objects == [done]
    assert askfaq("edit", "dogs", "--alias", "x", "--json", "--faq", odd).objects == [{**done, "changed": False}]


USAGE = {
    "add without a terminal": (["add"], "--question and --answer"),
    "edit without a terminal": (["edit", "dogs"], "--alias"),
    "a question that begins with add": (["add", "money"], "askfaq ask add money"),
    "a question that begins with edit": (["edit", "a", "b"], "askfaq ask edit a b"),
    "two answers": (["edit", "dogs", "--answer", "a", "--answer-file", "b"], "not with both"),
    "a blank alias": (["edit", "dogs", "--alias", " "], "the alias is empty"),
    "no such answer file": (["edit", "dogs", "--answer-file", "no.md"], "no.md: there is no such file"),
}


@pytest.mark.parametrize(("args", "message"), USAGE.values(), ids=USAGE.keys())
def test_bad_usage_is_one_line_and_2(askfaq: Askfaq, odd: str, args: list[str], message: str) -> None:
    run = askfaq(*args, ASKFAQ_FILE=odd)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert message in run.err
    assert read(odd) == ODD


@pytest.mark.skipif(os.name == "nt", reason="POSIX paths")
def test_a_broken_faq_and_a_missing_folder_are_told(askfaq: Askfaq, faq_file: Writer) -> None:
    broken = faq_file("[")
    for command in (["add", "--question", "q", "--answer", "a"], ["edit", "x", "--alias", "a"]):
        run = askfaq(*command, "--faq", broken)
        assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    run = askfaq("add", "--question", "q", "--answer", "a", "--faq", "no/faq.json")
    assert run == Run(2, "", "askfaq: no/faq.json: cannot be written: there is no such folder\n")


def test_writers_give_up_after_many_tries(odd: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(path: str, content: bytes, **more: Any) -> None:
        raise DisturbedError(path, "changed")

    monkeypatch.setattr(saving, "write_atomically", never)
    monkeypatch.setattr(saving, "MAX_TRIES", 2)
    with pytest.raises(ChangedError, match="keep changing the file"):
        change_entry(odd, "dogs", Draft(answer="x"))
