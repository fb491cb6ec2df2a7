"""Several FAQs on one command line or in ASKFAQ_FILE: every command uses them all, or says which one it uses."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from askfaq.commands import COMMANDS
from askfaq.files import CACHED_FROM
from conftest import ROOT, Run, entry

Askfaq = Callable[..., Run]
MINE = {
    "title": "My notes",
    "contact": "Ask Ann.",
    "entries": [
        entry("Where is the key?", "Under the mat.", id="key", topic="Home"),
        entry("What is the wifi password?", "swordfish", id="wifi"),
    ],
}
HOTEL = {
    "title": "Hotel",
    "contact": "Ring the bell.",
    "entries": [
        entry("Where is the key?", "At reception.", id="key", topic="Rooms", aliases=["how do I get into my room"]),
        entry("When is breakfast served?", "From seven to ten.", id="breakfast", topic="Meals"),
    ],
}
NEW = ("--question", "Do you take cats?", "--answer", "Yes.")
THE_FIRST = "askfaq: this concerns only the first of the 2 FAQs: mine.json\n"

# command line -> exit code, and what begins stdout; each is asked of mine.json and hotel.json
OF_ALL = {
    "ask": (["where is the key"], 0, "Under the mat.\n"),
    "ask the second": (["when is breakfast served"], 0, "From seven to ten.\n"),
    "ask with options": (["ask", "--topic", "Rooms", "where is the key"], 0, "At reception.\n"),
    "list": (["list"], 0, "key\tHome\tWhere is the key?\tmine.json\nwifi\t\t"),
    "list a topic": (["list", "meals"], 0, "breakfast\tMeals\tWhen is breakfast served?\thotel.json\n"),
    "list --topics": (["list", "--topics"], 0, "Home\t1\tmine.json\n\t1\tmine.json\nRooms\t1\thotel.json\n"),
    "show": (["show", "breakfast"], 0, "From seven to ten.\n"),
    "show twins": (["show", "key"], 0, "Under the mat.\n\nAt reception.\n"),
    "check": (["check"], 0, ""),
    "index": (["index"], 0, "mine.json: 2 entries, 2 wordings: index made\n"),
}
OF_THE_FIRST = {
    "add": (["add", *NEW], 0),
    "edit": (["edit", "key", "--alias", "front door"], 0),
    "edit what only the second has": (["edit", "breakfast", "--alias", "x"], 1),
    "remove": (["remove", "wifi"], 0),
    "topic": (["topic", "rename", "Home", "House"], 0),
    "set": (["set", "title", "Notes"], 0),
    "set shows": (["set", "title"], 0),
}
# what works on one FAQ only, and where it would not be clear which one is to be asked
REFUSED = {
    "export": ["export"],
    "test": ["test"],
    "review": ["review", "questions.txt", "--json"],
}
WAYS = ["flags", "variable"]


@pytest.fixture
def folder(tmp_path: Path, faq_file: Callable[..., str]) -> Path:
    faq_file(MINE, "mine.json")
    faq_file(HOTEL, "hotel.json")
    faq_file('{"entries": [', "broken.json")
    return tmp_path


@pytest.fixture
def both(askfaq: Askfaq, folder: Path) -> Askfaq:
    """Run a command on two FAQs, named in one of two ways."""

    def run(way: str, *args: str, faqs: tuple[str, ...] = ("mine.json", "hotel.json"), stdin: str | None = None) -> Run:
        if way == "variable":
            return askfaq(*args, stdin=stdin, ASKFAQ_FILE=os.pathsep.join(faqs))
        return askfaq(*args, *(part for faq in faqs for part in ("--faq", faq)), stdin=stdin)

    return run


def test_every_command_is_here() -> None:
    named = {args[0] for args, *_ in (*OF_ALL.values(), *OF_THE_FIRST.values())}
    elsewhere = {*REFUSED, "misses", "mcp", "browse"}
    without_faq = {"import", "diff"}
    assert set(COMMANDS) <= named | elsewhere | without_faq


@pytest.mark.parametrize("way", WAYS)
def test_what_several_are_asked_in_vain_is_kept_of_the_first(way: str, both: Askfaq, askfaq: Askfaq) -> None:
    assert askfaq("misses", "on").code == 0
    assert both(way, "how deep is the pool").code == 1
    run = both(way, "misses", "--raw")
    assert (run.code, run.err) == (0, THE_FIRST)
    assert run.out.endswith("\thow deep is the pool\n")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", OF_ALL)
def test_what_reads_uses_them_all(name: str, way: str, both: Askfaq) -> None:
    args, code, out = OF_ALL[name]
    run = both(way, *args)
    assert (run.code, run.out[: len(out)]) == (code, out), run
    if name == "check":
        assert run.err == "mine.json: no problems\nhotel.json: no problems\n"
    elif name == "show twins":
        told = "key is an entry of mine.json, hotel.json, in this order; --faq PATH shows that of one"
        assert run.err == f"askfaq: {told}\n"
    else:
        assert run.err == ""


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", OF_THE_FIRST)
def test_what_changes_a_faq_changes_the_first_and_says_so(name: str, way: str, both: Askfaq, folder: Path) -> None:
    args, code = OF_THE_FIRST[name]
    before = {path.name: path.read_bytes() for path in folder.glob("*.json")}
    run = both(way, *args)
    assert run.code == code
    assert run.err.startswith(THE_FIRST)
    after = {path.name: path.read_bytes() for path in folder.glob("*.json")}
    assert after | {"mine.json": b""} == before | {"mine.json": b""}
    assert (after["mine.json"] != before["mine.json"]) == (code == 0 and name != "set shows")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", REFUSED)
def test_what_takes_one_refuses_several(name: str, way: str, both: Askfaq, folder: Path) -> None:
    (folder / "questions.txt").write_text("where is the pool\n")
    run = both(way, *REFUSED[name])
    by = {"flags": "--faq", "variable": "ASKFAQ_FILE"}[way]
    told = f"this takes one FAQ, and {by} names 2 (mine.json, hotel.json); give one with --faq PATH"
    assert run == Run(2, "", f"askfaq: {told}\n")


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("other", ["missing.json", "broken.json"])
@pytest.mark.parametrize("name", OF_ALL)
def test_one_that_cannot_be_read_is_an_error_that_names_it(name: str, other: str, way: str, both: Askfaq) -> None:
    run = both(way, *OF_ALL[name][0], faqs=("mine.json", other))
    last = run.err.splitlines()[-1]
    if name == "check" and other == "broken.json":  # its problems are its result
        assert run.code in (1, 2)
        assert other in run.out + last
    else:
        assert run.code == 2
        assert last.startswith(f"askfaq: {other}")
        assert "(the file that ASKFAQ_FILE names)" in last or way == "flags" or name == "check"
    if name not in ("check", "index"):  # these go through them one after the other
        assert run.out == ""


def test_what_changes_the_first_does_not_read_the_others(both: Askfaq) -> None:
    assert both("flags", "edit", "key", "--alias", "x", faqs=("mine.json", "broken.json", "missing.json")).code == 0


@pytest.mark.parametrize("way", WAYS)
def test_the_same_file_twice_is_one(way: str, both: Askfaq, askfaq: Askfaq) -> None:
    alone = askfaq("where is the pool", "--faq", "mine.json")
    twice = both(way, "where is the pool", faqs=("mine.json", os.path.join(".", "mine.json")))
    assert alone.code == 1
    assert twice == (alone if way == "flags" else alone._replace(err=alone.err.replace(" --faq mine.json", "")))
    assert (
        both(way, "edit", "key", "--alias", "x", faqs=("mine.json", "mine.json")).err == "Changed key in mine.json.\n"
    )


def test_empty_places_in_the_variable_name_nothing(askfaq: Askfaq, folder: Path) -> None:
    listed = askfaq("list", ASKFAQ_FILE="mine.json")
    assert askfaq("list", ASKFAQ_FILE=f"{os.pathsep}mine.json{os.pathsep}{os.pathsep}") == listed
    assert "sample" in askfaq("--version", ASKFAQ_FILE=os.pathsep).out


@pytest.mark.skipif(os.name == "nt", reason="a file's name cannot hold ; and : there")
def test_a_file_whose_name_holds_the_separator_is_one(askfaq: Askfaq, folder: Path) -> None:
    name = f"mine.json{os.pathsep}hotel.json"
    (folder / name).write_text(json.dumps([entry("Is this one file?", "Yes.", id="one")]))
    assert askfaq("list", ASKFAQ_FILE=name).out == "one\t\tIs this one file?\n"


def test_the_flag_comes_before_the_variable(askfaq: Askfaq, folder: Path) -> None:
    run = askfaq("list", "--faq", "hotel.json", ASKFAQ_FILE=os.pathsep.join(["mine.json", "hotel.json"]))
    assert [line.split("\t")[0] for line in run.out.splitlines()] == ["key", "breakfast"]


def test_the_version_names_each(askfaq: Askfaq, folder: Path) -> None:
    run = askfaq("--version", ASKFAQ_FILE=os.pathsep.join(["mine.json", "hotel.json"]))
    assert run.out.splitlines()[1:3] == ["FAQ    mine.json (ASKFAQ_FILE)", "FAQ    hotel.json (ASKFAQ_FILE)"]


def test_without_an_answer_all_that_could_be_asked_are_named(both: Askfaq) -> None:
    assert both("flags", "who won the cup").err.splitlines() == [
        'askfaq: no answer to that in "My notes" or "Hotel"',
        "askfaq list --faq mine.json --faq hotel.json shows what it does answer",
        '"My notes": Ask Ann.',
        '"Hotel": Ring the bell.',
    ]


def test_one_contact_is_named_once(both: Askfaq, faq_file: Callable[..., str]) -> None:
    faq_file({**MINE, "contact": "Ring the bell."}, "mine.json")
    assert both("variable", "who won the cup").err.splitlines()[2:] == ["Ring the bell."]
    faq_file({**MINE, "contact": ""}, "mine.json")
    assert both("variable", "who won the cup").err.splitlines()[2:] == ["Ring the bell."]


def test_what_is_offered_tells_in_which_faq_it_is(both: Askfaq, faq_file: Callable[..., str]) -> None:
    faq_file([*MINE["entries"], entry("Is there a sauna?", "Yes.", id="sauna")], "mine.json")
    faq_file({**HOTEL, "entries": [*HOTEL["entries"], entry("Do you have a sauna?", "No.", id="sauna")]}, "hotel.json")
    run = both("flags", "have you got a sauna")
    assert (run.code, run.out) == (1, "")
    first, *offered = run.err.splitlines()
    assert first.endswith("(askfaq show ID --faq mine.json --faq hotel.json):")
    assert sorted(line[5:] for line in offered) == [
        'Do you have a sauna?  sauna in "Hotel"',
        "Is there a sauna?  sauna in mine.json",
    ]


def test_faqs_of_one_title_are_told_apart_by_their_paths(both: Askfaq, faq_file: Callable[..., str]) -> None:
    faq_file({**MINE, "title": "FAQ"}, "mine.json")
    faq_file({**HOTEL, "title": "FAQ"}, "hotel.json")
    assert '"FAQ" (mine.json) or "FAQ" (hotel.json)' in both("flags", "who won the cup").err


def test_why_names_the_faqs(both: Askfaq) -> None:
    lines = both("flags", "ask", "--why", "Where is the key?").err.splitlines()
    assert lines[0] == 'Why: Where is the key?  (key in "My notes", confidence 0.98)'
    assert lines[1] == '  has the wording of, and comes before: key in "Hotel"'


@pytest.mark.parametrize("way", WAYS)
def test_a_stream_is_answered_from_all(way: str, both: Askfaq) -> None:
    run = both(way, "ask", "-", "--json", stdin="where is the key\nwhen is breakfast served\nwho won the cup\n")
    assert run.code == 1
    assert [(found["id"], found["faq"]) for found in run.objects] == [
        ("key", "mine.json"),
        ("breakfast", "hotel.json"),
        (None, None),
    ]
    assert run.objects[0]["matches"][0]["overrules"] == [{"faq": "hotel.json", "id": "key"}]


def test_an_unknown_topic_or_id_is_unknown_in_all(both: Askfaq) -> None:
    assert both("flags", "list", "Romms") == Run(1, "", 'askfaq: there is no topic "Romms"; did you mean "Rooms"?\n')
    assert both("flags", "show", "brekfast") == Run(
        1, "", 'askfaq: there is no entry "brekfast"; did you mean breakfast?\n'
    )


def test_an_edit_of_one_makes_nothing_of_the_others_anew(askfaq: Askfaq, both: Askfaq, env: dict[str, str]) -> None:
    assert both("flags", "index").code == 0
    assert askfaq("edit", "wifi", "--alias", "how do I get online", "--faq", "mine.json").code == 0
    states = [line.rpartition(" ")[2] for line in both("flags", "index").out.splitlines() if "entries" in line]
    assert states == ["made", "already"]


def test_a_shared_faq_that_is_kept_in_the_cache_answers_as_before(both: Askfaq, faq_file: Callable[..., str]) -> None:
    """One that is large enough for its lexicon to be kept (files.CACHED_FROM)."""
    answers = [
        entry(f"What is part {n}?", f"Part {n} is this. " * 200, id=f"part-{n}", topic="Parts") for n in range(12)
    ]
    faq_file({**HOTEL, "entries": [*HOTEL["entries"], *answers]}, "hotel.json")
    assert (Path(faq_file(MINE, "mine.json")).parent / "hotel.json").stat().st_size > CACHED_FROM
    asked = ["where is the key", "how do I get into my room", "what is part 7", "what is prat 3", "who won the cup"]
    lines = [("ask", query, "--json") for query in asked] + [("ask", "--topic", "parts", asked[2]), ("list", "parts")]
    before = [both("flags", *args) for args in lines]
    assert both("flags", "index").code == 0
    assert [both("flags", *args) for args in lines] == before
    assert [run.objects[0]["id"] for run in before[:3]] == ["key", "key", "part-7"]


def test_one_faq_says_nothing_of_several(askfaq: Askfaq, folder: Path) -> None:
    for args in (["where is the key"], ["list"], ["show", "key"], ["list", "--topics"]):
        for found in askfaq(*args, "--json", "--faq", "mine.json").objects:
            assert not {"faq", "overrules"} & set(found)
            assert not any({"faq", "overrules"} & set(match) for match in found.get("matches", ()))


def test_a_question_of_the_issue(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    ferry = faq_file([entry("Can I get a refund?", "Never."), entry("Where do I sit?", "Anywhere.")], "ferry.json")
    office = faq_file([entry("How do I order a laptop?", "By form.")], "office.json")
    assert askfaq("--faq", ferry, "--faq", office, "where do I sit") == Run(0, "Anywhere.\n", "")
    assert askfaq("--faq", office, "--faq", ferry, "where do I sit") == Run(0, "Anywhere.\n", "")


def test_the_sample_may_be_one_of_them(both: Askfaq) -> None:
    sample = str(ROOT / "data" / "faq.json")
    run = both("flags", "how long do hugs last", faqs=("mine.json", sample))
    assert (run.code, run.out[:30]) == (0, "The average length of a hug be")
