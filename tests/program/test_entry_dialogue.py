"""askfaq add and edit as an owner at a terminal uses them."""

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from askfaq.faq.load import load_faq
from askfaq.model import Entry
from conftest import SAMPLE, entry

pexpect: Any = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
if not hasattr(pexpect, "spawn"):
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

CTRL_C, CTRL_D = "\x03", "\x04"
Spawn = Callable[..., Any]


@pytest.fixture
def faq(tmp_path: Path) -> str:
    path = tmp_path / "faq.json"
    path.write_bytes(SAMPLE.read_bytes())
    return str(path)


def talk(child: Any, *turns: tuple[str, str]) -> None:
    for prompt, reply in turns:
        child.expect_exact(prompt)
        child.sendline(reply)


def ended(child: Any) -> tuple[int | None, str]:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before


def an_editor(folder: Path, text: str) -> str:
    """An editor that appends the text to the file it is given."""
    script = folder / "my editor"
    script.write_text(f"#!{sys.executable}\nimport sys\nopen(sys.argv[-1], 'a').write({text!r})\n", encoding="utf-8")
    script.chmod(0o755)
    return f"'{script}'"


def test_add_asks_for_every_part_and_says_what_to_try(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn("add")
    talk(child, ("Question: ", ""), ("Question: ", "Do you take cats?"), ("Answer", "Yes,\n\n- all of them\n."))
    talk(child, ("Topic (Enter for none): ", "Guests"), ("Alias: ", "are kittens welcome"), ("Alias: ", ""))
    code, rest = ended(child)
    own = tmp_path / "home" / ".config" / "askfaq" / "faq.json"
    assert code == 0
    assert f"Added do-you-take-cats to {own}, which is new." in rest
    assert 'askfaq edit do-you-take-cats --alias "…"' in rest
    (written,) = load_faq(str(own)).entries
    answer = "Yes,\n\n- all of them"
    assert written == Entry(
        "do-you-take-cats", "Do you take cats?", answer, ("are kittens welcome",), "Guests", None, ()
    )


def test_add_asks_only_for_what_is_not_given(spawn: Spawn, faq: str) -> None:
    given = ("--answer", "Yes.", "--topic", "Guests", "--alias", "kittens", "--source", "me", "--id", "cats")
    child = spawn("add", "--faq", faq, *given)
    talk(child, ("Question: ", "Do you take cats?"))
    code, rest = ended(child)
    assert (code, f"Added cats to {faq}." in rest) == (0, True)
    assert load_faq(faq).entries[-1] == Entry("cats", "Do you take cats?", "Yes.", ("kittens",), "Guests", "me", ())
    child = spawn("add", "--faq", faq, "--question", "May I smoke inside?")
    talk(child, ("Answer", "No.\n."), ("Topic", ""), ("Alias: ", "smoking indoors"), ("Alias: ", ""))
    assert ended(child)[0] == 0
    assert load_faq(faq).entries[-1][1:5] == ("May I smoke inside?", "No.", ("smoking indoors",), None)


def test_what_is_given_wrongly_is_told_before_anything_is_asked(spawn: Spawn, faq: str) -> None:
    code, rest = ended(spawn("add", "--faq", faq, "--alias", " "))
    assert (code, rest) == (2, "askfaq: the alias is empty\r\n")


def test_add_shows_what_is_close_before_it_goes_on(spawn: Spawn, faq: str) -> None:
    child = spawn("add", "--faq", faq)
    talk(child, ("Question: ", "how long does a hug last"))
    child.expect_exact("Close to what is there already:")
    child.expect_exact("1. How long does the average hug last?  (hug-length)")
    talk(child, ("Enter leaves: ", ""))
    assert ended(child) == (1, "\r\nNothing was written.\r\n")
    assert Path(faq).read_bytes() == SAMPLE.read_bytes()


def test_a_close_question_becomes_an_alias_instead(spawn: Spawn, faq: str) -> None:
    child = spawn("add", "--faq", faq)
    talk(child, ("Question: ", "how long does a hug last"), ("Enter leaves: ", "99"), ("Enter leaves: ", "1"))
    code, rest = ended(child)
    assert (code, f"Changed hug-length in {faq}." in rest) == (0, True)
    hug = next(e for e in load_faq(faq).entries if e.id == "hug-length")
    assert hug.aliases[-1] == "how long does a hug last"


def test_all_wordings_that_are_given_become_aliases_and_nothing_else_does(spawn: Spawn, faq: str) -> None:
    child = spawn("add", "--faq", faq, "--alias", "embrace time", "--answer", "Long.")
    talk(child, ("Question: ", "how long does a hug last"), ("Enter leaves: ", "1"))
    code, rest = ended(child)
    assert code == 0
    assert "askfaq: only the wordings were added; hug-length keeps its answer, topic and source" in rest
    old = next(e for e in load_faq(str(SAMPLE)).entries if e.id == "hug-length")
    new = next(e for e in load_faq(faq).entries if e.id == "hug-length")
    assert new == old._replace(aliases=(*old.aliases, "how long does a hug last", "embrace time"))


def test_a_close_question_may_be_an_entry_of_its_own(spawn: Spawn, faq: str) -> None:
    child = spawn("add", "--faq", faq)
    talk(child, ("Question: ", "how long does a hug last"), ("Enter leaves: ", "y"), ("Answer", "Long.\n."))
    child.expect_exact("Topics so far: Confidentiality, Therapist and client, Hugs, Crying")
    talk(child, ("Topic", "hugs"), ("Alias: ", CTRL_D))
    assert ended(child)[0] == 0
    assert load_faq(faq).entries[-1][:3] == ("how-long-does-a-hug-last", "how long does a hug last", "Long.")
    assert load_faq(faq).entries[-1].topic == "Hugs"


def test_the_answer_is_written_in_the_users_editor(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn("add", VISUAL=an_editor(tmp_path, "From *my* editor.\n"), EDITOR="no")
    talk(child, ("Question: ", "Cats?"), ("Topic", ""), ("Alias: ", ""))
    assert ended(child)[0] == 0
    (written,) = load_faq(str(tmp_path / "home" / ".config" / "askfaq" / "faq.json")).entries
    assert written.answer == "From *my* editor."


def test_an_editor_that_saves_nothing_is_opened_again(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn("add", EDITOR=an_editor(tmp_path, ""))
    talk(child, ("Question: ", "Cats?"), ("The answer is empty; Enter opens the editor again", ""))
    child.expect_exact("The answer is empty")
    child.send(CTRL_C)
    assert ended(child)[0] == 130


def test_an_editor_that_is_not_there_means_typing(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn("add", EDITOR="no-such-editor -w")
    talk(child, ("Question: ", "Cats?"))
    child.expect_exact("There is no no-such-editor here")
    talk(child, ("ends it):", "Yes.\n."), ("Topic", ""), ("Alias: ", ""))
    assert ended(child)[0] == 0


def test_an_editor_that_fails_changes_nothing(spawn: Spawn, tmp_path: Path) -> None:
    child = spawn("add", EDITOR="false")
    talk(child, ("Question: ", "Cats?"))
    code, rest = ended(child)
    assert (code, "askfaq: false ended with 1; nothing was changed" in rest) == (2, True)
    assert not (tmp_path / "home" / ".config").exists()


@pytest.mark.parametrize(("key", "code"), [(CTRL_C, 130), (CTRL_D, 1)])
@pytest.mark.parametrize("reached", ["Question: ", "Topic"])
def test_leaving_writes_nothing(spawn: Spawn, tmp_path: Path, key: str, code: int, reached: str) -> None:
    child = spawn("add")
    if reached == "Topic":
        talk(child, ("Question: ", "Cats?"), ("Answer", "Yes.\n."))
    child.expect_exact(reached)
    child.send(key)
    exit_code, rest = ended(child)
    assert (exit_code, rest.strip().splitlines()[-1]) == (code, "Nothing was written.")
    assert not (tmp_path / "home" / ".config").exists()


def test_edit_keeps_what_is_not_answered(spawn: Spawn, faq: str) -> None:
    child = spawn("edit", "hug-length", "--faq", faq)
    talk(child, ("instead (Enter keeps it): ", ""), ("Change the answer? [y/N]", ""), ("Topic", ""), ("Alias: ", ""))
    code, rest = ended(child)
    assert (code, "Nothing to change: hug-length says that already." in rest) == (0, True)
    assert Path(faq).read_bytes() == SAMPLE.read_bytes()


def test_edit_changes_every_part(spawn: Spawn, faq: str, tmp_path: Path) -> None:
    child = spawn("edit", "hug-length", "--faq", faq, EDITOR=an_editor(tmp_path, "\n\nMore."))
    child.expect_exact("Question: How long does the average hug last?")
    talk(child, ("instead (Enter keeps it): ", "How long do hugs last?"), ("Change the answer? [y/N]", "y"))
    talk(child, ("Topic (Enter keeps Hugs, - for none): ", "-"))
    child.expect_exact("2. normal duration of an embrace")
    talk(child, ("Alias: ", "-2"), ("Alias: ", "-99"), ("There is no alias 99.", "hug time"), ("Alias: ", ""))
    assert ended(child)[0] == 0
    old = next(e for e in load_faq(str(SAMPLE)).entries if e.id == "hug-length")
    new = next(e for e in load_faq(faq).entries if e.id == "hug-length")
    assert new.question == "How long do hugs last?"
    assert new.answer == old.answer + "\n\nMore."
    assert new.topic is None
    assert new.aliases == (old.aliases[0], *old.aliases[2:], "hug time")


def test_edit_does_not_overwrite_what_another_program_wrote_meanwhile(spawn: Spawn, faq: str) -> None:
    child = spawn("edit", "hug-length", "--faq", faq)
    talk(child, ("instead (Enter keeps it): ", "How long?"), ("Change the answer? [y/N]", ""), ("Topic", ""))
    child.expect_exact("Alias: ")
    Path(faq).write_text(json.dumps([entry(id="hug-length")]), encoding="utf-8")
    child.sendline("")
    code, rest = ended(child)
    assert (code, re.search('has changed "hug-length" meanwhile', rest) is not None) == (2, True)
    assert json.loads(Path(faq).read_text(encoding="utf-8")) == [entry(id="hug-length")]


@pytest.mark.parametrize(("reply", "code"), [("", 1), ("n", 1), ("y", 0), (CTRL_D, 1), (CTRL_C, 130)])
def test_remove_names_the_entries_and_asks(spawn: Spawn, faq: str, reply: str, code: int) -> None:
    child = spawn("remove", "hug-length", "hug-client", "--faq", faq)
    child.expect_exact("hug-length: How long does the average hug last?")
    child.expect_exact("hug-client: ")
    child.expect_exact(f"Remove these 2 entries from {faq}? [y/N] ")
    child.send(reply if reply in (CTRL_C, CTRL_D) else reply + "\r")
    exit_code, rest = ended(child)
    assert exit_code == code
    if code:
        assert "nothing was written" in rest
    left = {e.id for e in load_faq(faq).entries}
    assert ({"hug-length", "hug-client"} <= left) == bool(code)


def test_remove_does_not_ask_what_is_agreed_or_cannot_be_done(spawn: Spawn, faq: str) -> None:
    code, rest = ended(spawn("remove", "hug-lenght", "--faq", faq))
    assert (code, "did you mean hug-length" in rest) == (1, True)
    code, rest = ended(spawn("remove", "hug-length", "--yes", "--faq", faq))
    assert (code, rest.splitlines()) == (0, [f"Removed hug-length from {faq}: How long does the average hug last?"])


def test_with_all_parts_given_nothing_is_asked(spawn: Spawn, faq: str) -> None:
    assert ended(spawn("add", "--faq", faq, "--question", "Cats?", "--answer", "Yes."))[0] == 0
    assert ended(spawn("edit", "cats", "--faq", faq, "--alias", "felines"))[0] == 0
    assert load_faq(faq).entries[-1].aliases == ("felines",)


def test_hostile_texts_do_not_reach_the_terminal(spawn: Spawn, tmp_path: Path) -> None:
    path = tmp_path / "evil.json"
    evil = "\x1b]0;owned\x07cats \x1b[2J\u202e?"
    path.write_text(json.dumps([entry(evil, evil, id="x", aliases=[evil + "2"], topic=evil)]), encoding="utf-8")
    child = spawn("edit", "x", "--faq", os.fspath(path))
    talk(child, ("instead (Enter keeps it): ", ""), ("Change the answer? [y/N]", ""), ("Topic", ""), ("Alias: ", ""))
    ended(child)
    child = spawn("add", "--faq", os.fspath(path))
    talk(child, ("Question: ", "cats?"))
    child.expect_exact("Enter leaves: ")
    shown = child.before
    assert "1. cats ?  (x)" in shown
    assert not re.search("[\x1b\x07\u202e]", shown)


def test_a_text_from_the_editor_outlives_a_write_that_fails(spawn: Spawn, faq: str, tmp_path: Path) -> None:
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    child = spawn("edit", "hug-length", "--faq", faq, EDITOR=an_editor(tmp_path, "Longer."), TMPDIR=str(drafts))
    talk(child, ("instead (Enter keeps it): ", ""), ("Change the answer? [y/N]", "y"), ("Topic", ""))
    child.expect_exact("Alias: ")
    Path(faq).write_text(json.dumps([entry(id="hug-length")]), encoding="utf-8")
    child.sendline("")
    code, rest = ended(child)
    (draft,) = drafts.iterdir()
    assert (code, draft.read_text(encoding="utf-8").endswith("Longer.")) == (2, True)
    assert f"askfaq: what you wrote in the editor lies in {draft}" in rest


def test_a_text_from_the_editor_outlives_ctrl_c_and_goes_when_it_is_written(
    spawn: Spawn, faq: str, tmp_path: Path
) -> None:
    drafts = tmp_path / "drafts"
    drafts.mkdir()
    for reply, count in ((CTRL_C, 1), ("\r", 1)):
        child = spawn("edit", "hug-length", "--faq", faq, EDITOR=an_editor(tmp_path, "Longer."), TMPDIR=str(drafts))
        talk(child, ("instead (Enter keeps it): ", ""), ("Change the answer? [y/N]", "y"), ("Topic", ""))
        child.expect_exact("Alias: ")
        child.send(reply)
        ended(child)
        assert len(list(drafts.iterdir())) == count, reply


def test_a_number_that_nothing_could_have_is_no_alias(spawn: Spawn, faq: str) -> None:
    child = spawn("edit", "hug-length", "--faq", faq)
    talk(child, ("instead (Enter keeps it): ", ""), ("Change the answer? [y/N]", ""), ("Topic", ""))
    talk(child, ("Alias: ", f"-{'9' * 5000}"), ("There is no alias 9999", "hug time"), ("Alias: ", ""))
    assert ended(child)[0] == 0
    assert next(e for e in load_faq(faq).entries if e.id == "hug-length").aliases[-1] == "hug time"
