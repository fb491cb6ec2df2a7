"""askfaq misses review and askfaq review FILE as an owner at a terminal uses them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from askfaq.faq.load import load_faq
from conftest import Run, entry

pexpect: Any = pytest.importorskip("pexpect", reason="needs a pseudo-terminal")
if not hasattr(pexpect, "spawn"):
    pytest.skip("needs a pseudo-terminal", allow_module_level=True)

CTRL_C, CTRL_D = "\x03", "\x04"
DOGS = entry("Do you take dogs?", "Yes.", id="dogs", aliases=["can I bring my puppy"])
PRICE = entry("What does a night cost?", "20 euros.", id="price")
POOL, KING, CUP = "is there a swimming pool", "who is the king", "who won the cup"
Spawn = Callable[..., Any]


@pytest.fixture
def faq(faq_file: Callable[..., str]) -> str:
    return faq_file({"title": "Pets", "entries": [DOGS, PRICE]}, "pets.json")


@pytest.fixture
def given(env: dict[str, str], faq: str) -> dict[str, str]:
    return {**env, "TERM": "dumb", "ASKFAQ_FILE": faq}


@pytest.fixture
def at_terminal(spawn: Spawn, given: dict[str, str]) -> Spawn:
    """Start `askfaq ARGS…` on a high terminal, for the FAQ."""
    return lambda *args, **variables: spawn(*args, rows=50, **{"ASKFAQ_FILE": given["ASKFAQ_FILE"], **variables})


@pytest.fixture
def kept(askfaq: Callable[..., Run], given: dict[str, str]) -> Callable[..., list[str]]:
    """What is kept; with questions, they are asked first."""

    def ask(*questions: str) -> list[str]:
        if questions:
            askfaq("misses", "on", **given)
            askfaq("-", stdin="\n".join(questions), **given)
        return [line.split("\t")[1] for line in askfaq("misses", "--raw", **given).out.splitlines()]

    return ask


Kept = Callable[..., list[str]]


def talk(child: Any, *turns: tuple[str, str]) -> None:
    for prompt, reply in turns:
        child.expect_exact(prompt)
        child.sendline(reply)


def ended(child: Any) -> tuple[int | None, str]:
    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before


def aliases(faq: str, entry_id: str) -> tuple[str, ...]:
    return next(e.aliases for e in load_faq(faq).entries if e.id == entry_id)


def number_of(child: Any, entry_id: str) -> str:
    """The digit that stands before an entry that is offered."""
    child.expect(rf"(\d)\. [^\r\n]*  {entry_id}  0\.\d\d")
    return str(child.match[1])


def test_a_digit_makes_the_wordings_aliases_and_nothing_else_changes(at_terminal: Spawn, kept: Kept, faq: str) -> None:
    kept("doggos and hounds allowed, mail jo@example.com", KING)
    before = json.loads(Path(faq).read_text())
    child = at_terminal("misses", "review")
    child.expect_exact("2 questions without an answer.")
    child.expect_exact("1 of 2, asked 1 time:")
    child.expect_exact("doggos and hounds allowed, mail [email]")
    talk(child, ("> ", number_of(child, "dogs")))
    child.expect_exact(f"Changed dogs in {faq}.")
    child.expect_exact("2 of 2, asked 1 time:")
    talk(child, ("> ", ""))
    code, rest = ended(child)
    assert (code, "1 of 2 dealt with." in rest) == (0, True)
    before["entries"][0]["aliases"].append("doggos and hounds allowed, mail")
    assert json.loads(Path(faq).read_text()) == before
    assert kept() == [KING]


def test_cases_go_into_the_file_beside_the_faq(at_terminal: Spawn, kept: Kept, faq: str, tmp_path: Path) -> None:
    kept(CUP, KING, "#1 rule of this house")
    child = at_terminal("misses", "review")
    child.expect_exact(CUP)
    talk(child, ("> ", "r"))
    child.expect_exact(KING)
    digit = number_of(child, "price")
    talk(child, ("> ", "c"), ("the number or the id of its entry: ", "prise"))
    child.expect_exact('there is no entry "prise"')
    talk(child, ("> ", "c"), ("its entry: ", digit))
    child.expect_exact("#1 rule")
    talk(child, ("> ", "c"), ("its entry: ", "dogs"))
    assert ended(child)[0] == 0
    cases = (tmp_path / "pets.cases.tsv").read_text()
    assert cases == f"{CUP}\t(none)\n{KING}\tprice\n1 rule of this house\tdogs\n"
    assert kept() == []


def test_cases_are_added_to_those_that_are_there(at_terminal: Spawn, kept: Kept, tmp_path: Path) -> None:
    (tmp_path / "pets.cases.jsonl").write_text('{"query": "who won the cup", "id": null}')
    kept(CUP, KING)
    child = at_terminal("misses", "review")
    child.expect_exact("1 of 1, asked 1 time:")
    talk(child, ("> ", "r"))
    assert ended(child)[0] == 0
    rows = [json.loads(line) for line in (tmp_path / "pets.cases.jsonl").read_text().splitlines()]
    assert rows == [{"query": CUP, "id": None}, {"query": KING, "id": None}]


def test_a_new_entry_asks_for_what_it_needs(at_terminal: Spawn, kept: Kept, faq: str) -> None:
    kept(POOL, "do you have a swimming pool")
    child = at_terminal("misses", "review")
    child.expect_exact("1 of 1, asked 2 times:")
    talk(
        child, ("> ", "n"), (f"Question (Enter for: {POOL}): ", "Is there a pool?"), ("ends it):", "In the garden.\n.")
    )
    talk(child, ("Topic (Enter for none): ", ""))
    child.expect_exact(f"Added is-there-a-pool to {faq}.")
    assert ended(child)[0] == 0
    made = load_faq(faq).entries[-1]
    assert made[:4] == ("is-there-a-pool", "Is there a pool?", "In the garden.", (POOL, "do you have a swimming pool"))
    assert kept() == []


def test_what_is_answered_by_what_was_decided_is_not_asked_again(at_terminal: Spawn, tmp_path: Path) -> None:
    (tmp_path / "q.txt").write_text(f"{KING}\n{POOL}\n")
    child = at_terminal("review", "q.txt")
    child.expect_exact("1 of 2, asked 1 time:")
    talk(child, ("> ", "n"), ("Question (Enter for: ", POOL), ("ends it):", "Yes.\n."), ("Topic", ""))
    child.expect_exact(f"2 of 2: {POOL}\r\n  is answered by now: {POOL}  is-there-a-swimming-pool  0.98")
    code, rest = ended(child)
    assert (code, "1 of 2 dealt with." in rest) == (0, True)


def test_dropped_ones_leave_skipped_ones_stay_and_q_ends(at_terminal: Spawn, kept: Kept, faq: str) -> None:
    before = Path(faq).read_bytes()
    kept(CUP, KING, POOL)
    child = at_terminal("misses", "review")
    talk(child, ("> ", "d"), ("> ", "what?"))
    child.expect_exact("Enter      leave them")
    talk(child, ("> ", "99"), ("> ", ""), ("> ", "q"))
    code, rest = ended(child)
    assert (code, "1 of 3 dealt with." in rest) == (0, True)
    assert kept() == [KING, POOL]
    assert Path(faq).read_bytes() == before


@pytest.mark.parametrize(("key", "code"), [(CTRL_C, 130), (CTRL_D, 0)])
def test_an_interrupt_loses_nothing_that_was_decided(
    at_terminal: Spawn, kept: Kept, tmp_path: Path, key: str, code: int
) -> None:
    kept(CUP, KING)
    child = at_terminal("misses", "review")
    talk(child, ("> ", "r"))
    child.expect_exact(KING)
    child.expect_exact("> ")
    child.send(key)
    assert ended(child)[0] == code
    assert kept() == [KING]
    assert (tmp_path / "pets.cases.tsv").read_text() == f"{CUP}\t(none)\n"


def test_an_entry_that_is_left_halfway_is_asked_for_again(at_terminal: Spawn, kept: Kept, faq: str) -> None:
    before = Path(faq).read_bytes()
    kept(POOL)
    child = at_terminal("misses", "review", EDITOR="false")
    talk(child, ("> ", "n"), ("Question", ""))
    child.expect_exact("askfaq: false ended with 1; nothing was changed")
    talk(child, ("> ", "n"))
    child.expect_exact("Question (")
    child.send(CTRL_D)
    child.expect_exact("Nothing was written.")
    talk(child, ("> ", "q"))
    assert ended(child)[0] == 0
    assert Path(faq).read_bytes() == before
    assert kept() == [POOL]


def test_a_file_of_questions_is_walked_through_and_stays_as_it_is(at_terminal: Spawn, faq: str, tmp_path: Path) -> None:
    content = "can I bring my puppy\ndoggos and hounds policy\nmy\x1b]0;evil\x07 cat\u202e\n"
    (tmp_path / "q.txt").write_text(content)
    child = at_terminal("review", "q.txt")
    child.expect_exact("1 of 2, asked 1 time:")
    shown = child.before + child.after
    talk(child, ("> ", number_of(child, "dogs")))
    child.expect_exact("2 of 2, asked 1 time:")
    shown += child.before
    talk(child, ("> ", ""))
    code, rest = ended(child)
    assert code == 0
    assert not set(shown + rest) & set("\x1b\x07\u202e")
    assert "doggos and hounds policy" in aliases(faq, "dogs")
    assert (tmp_path / "q.txt").read_text() == content


def test_where_there_is_nothing_to_review_it_says_so(at_terminal: Spawn) -> None:
    assert ended(at_terminal("misses", "review")) == (0, "There is no question without an answer.\r\n")


def test_the_sample_is_not_for_review(at_terminal: Spawn) -> None:
    code, shown = ended(at_terminal("misses", "review", ASKFAQ_FILE=""))
    assert (code, "the sample FAQ is not for editing" in shown) == (2, True)


@pytest.mark.parametrize(("reply", "left"), [("n", [CUP]), ("y", [])])
def test_at_a_terminal_clear_asks_first(at_terminal: Spawn, kept: Kept, reply: str, left: list[str]) -> None:
    kept(CUP)
    child = at_terminal("misses", "clear")
    talk(child, ("Delete 1 question? [y/N] ", reply))
    assert ended(child)[0] == (1 if left else 0)
    assert kept() == left


def test_the_page_tells_each_group_with_what_is_near(at_terminal: Spawn, kept: Kept, env: dict[str, str]) -> None:
    kept(POOL, "do you have a swimming pool", POOL, KING)
    code, shown = ended(at_terminal("misses"))
    lines = [line.strip() for line in shown.splitlines()]
    assert code == 0
    assert lines[:3] == ['Asked in vain of "Pets": 2 questions, 4 times.', f"3x {POOL}", "do you have a swimming pool"]
    assert lines[3].startswith("nearest: ")
    assert f"1x {KING}" in lines
    assert lines[-1] == "askfaq misses review walks through them."
