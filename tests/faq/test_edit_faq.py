"""A FAQ is changed as a whole: entries go, topics are renamed, its title is set; the rest stays, byte for byte."""

import copy
import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from askfaq.errors import FileError, UsageError
from askfaq.faq.document import Written
from askfaq.faq.edit import Draft, NoSuchEntryError, add_entry, change_entry
from askfaq.faq.edit_faq import NoSuchTopicError, remove_entries, rename_topic, set_value
from askfaq.faq.ids import ids_of
from askfaq.faq.json_tokens import Places
from askfaq.faq.load import load_faq
from conftest import Run, entry

Askfaq = Callable[..., Run]
Writer = Callable[..., str]

PETS = (
    b'{\n\t"entries" : [\n'
    b'\t\t{"id":"dogs" , "topic":"Guests", "question":"Dogs?", "answer":"No.", "ignore":["similar:cats", "dead-link"]},\n'
    b'\t\t{"id":"cats", "topic": " guests", "question":"Cats?", "x":1.50,"answer":"Yes."}  ,\n'
    b'\t\t{"id":"bill", "topic":"Money", "question":"How do I pay?", "answer":"By card."}\n'
    b'\t],  "title":"Pets"}\n'
)
BARE = b'\n[ {"question":"Dogs?", "answer" : "No."},\n  {"question":"Cats?", "answer":"Yes."}\n]\n\n'


@pytest.fixture
def pets(faq_file: Writer) -> str:
    return faq_file(PETS)


def read(path: str) -> bytes:
    return Path(path).read_bytes()


CHANGES: dict[str, tuple[Callable[[str], Written], list[tuple[bytes, bytes]]]] = {
    "an entry goes": (
        lambda path: remove_entries(path, ["cats"]),
        [(PETS[PETS.index(b'{"id":"cats"') : PETS.index(b'{"id":"bill"')], b"")],
    ),
    "the last entries go, whatever their order, each once": (
        lambda path: remove_entries(path, ["bill", "cats", "bill"]),
        [(PETS[PETS.index(b',\n\t\t{"id":"cats"') : PETS.index(b"\n\t],")], b"")],
    ),
    "a topic in all its spellings": (
        lambda path: rename_topic(path, "GUESTS", "Animals"),
        [(b'"Guests"', b'"Animals"'), (b'" guests"', b'"Animals"')],
    ),
    "a topic into another, as that one is spelled": (
        lambda path: rename_topic(path, "money", "guests"),
        [(b'"Money"', b'"Guests"')],
    ),
    "a topic spelled otherwise": (
        lambda path: rename_topic(path, "guests", "GUESTS"),
        [(b'"Guests"', b'"GUESTS"'), (b'" guests"', b'"GUESTS"')],
    ),
    "a title that is there": (lambda path: set_value(path, "title", "Pet hotel"), [(b'"Pets"', b'"Pet hotel"')]),
    "a title goes": (lambda path: set_value(path, "title", ""), [(b',  "title":"Pets"', b"")]),
    "a threshold, in front of the entries": (
        lambda path: set_value(path, "threshold", ".8"),
        [(b'"entries" :', b'"threshold" : 0.8,  "entries" :')],
    ),
    "an id, and the codes that name it": (
        lambda path: change_entry(path, "cats", Draft(id="felines")),
        [(b'"id":"cats"', b'"id":"felines"'), (b'"similar:cats"', b'"similar:felines"')],
    ),
}


@pytest.mark.parametrize(("change", "pieces"), CHANGES.values(), ids=CHANGES)
def test_a_change_touches_what_it_says_and_no_other_byte(
    pets: str, change: Callable[[str], Written], pieces: list[tuple[bytes, bytes]]
) -> None:
    expected = PETS
    for old, new in pieces:
        assert expected.count(old) == 1
        expected = expected.replace(old, new)
    assert change(pets).is_change
    assert read(pets) == expected


SAME: dict[str, Callable[[str], Written]] = {
    "a title": lambda path: set_value(path, "title", " Pets"),
    "no contact": lambda path: set_value(path, "contact", ""),
    "a topic": lambda path: rename_topic(path, "money", "Money"),
    "an id": lambda path: change_entry(path, "cats", Draft(id="cats")),
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME)
def test_what_is_so_already_is_not_written(pets: str, change: Callable[[str], Written]) -> None:
    assert not change(pets).is_change
    assert read(pets) == PETS


def test_entries_go_all_or_none(pets: str) -> None:
    with pytest.raises(NoSuchEntryError) as missing:
        remove_entries(pets, ["dogs", "birds", "fish", "birds"])
    assert missing.value.ids == ("birds", "fish")
    assert read(pets) == PETS


def test_the_last_entry_may_go(faq_file: Writer) -> None:
    path = faq_file([entry(id="x")])
    remove_entries(path, ["x"])
    assert json.loads(read(path)) == []


def test_an_id_that_was_made_stays_when_what_it_was_made_against_goes(faq_file: Writer) -> None:
    twins = [entry("Cats?", "Yes."), entry("Cats?", "No."), entry("Dogs?")]
    path = faq_file(twins)
    assert [e.id for e in load_faq(path).entries] == ["cats", "cats-2", "dogs"]
    remove_entries(path, ["cats"])
    assert json.loads(read(path)) == [{**twins[1], "id": "cats-2"}, twins[2]]
    path = faq_file(twins)
    change_entry(path, "cats", Draft(id="c"))
    assert [e.id for e in load_faq(path).entries] == ["c", "cats-2", "dogs"]


@pytest.mark.parametrize("topic", ["", " ", "guest"])
def test_an_unknown_topic_is_told(pets: str, topic: str) -> None:
    with pytest.raises(NoSuchTopicError):
        rename_topic(pets, topic, "x")


REFUSED: dict[str, tuple[Callable[[str], object], str]] = {
    "no topic": (lambda path: rename_topic(path, "Guests", " "), "the topic is empty"),
    "a topic that is no UTF-8": (lambda path: rename_topic(path, "Guests", "q\udce9"), "not UTF-8"),
    **{
        f"the threshold {value}": (lambda path, value=value: set_value(path, "threshold", value), "from 0 to 1")
        for value in ("1.01", "-0.1", "nan", "inf", "x", "0,7", "70%", "0_1", "1e-1", "٠", ".")
    },
}


@pytest.mark.parametrize(("change", "message"), REFUSED.values(), ids=REFUSED)
def test_a_value_that_cannot_be_is_refused(pets: str, change: Callable[[str], object], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        change(pets)
    assert read(pets) == PETS


@pytest.mark.parametrize("value", ["0", "1", "0.5", ".25", "1.", "00.750"])
def test_a_threshold_is_a_number(pets: str, value: str) -> None:
    set_value(pets, "threshold", value)
    assert json.loads(read(pets))["threshold"] == float(value)


def test_a_bare_list_becomes_an_object_when_there_is_something_to_set(faq_file: Writer) -> None:
    path = faq_file(BARE)
    assert not set_value(path, "title", "").is_change
    written = set_value(path, "title", "Pets")
    assert written.became_object
    assert read(path) == BARE.replace(b"[", b'{\n  "title":"Pets",\n  "entries":[').replace(b"]", b"]\n}")
    assert not set_value(path, "contact", "Ring.").became_object
    path = faq_file(b'\xef\xbb\xbf[{"question":"q","answer":"a"}]')
    assert set_value(path, "threshold", "1").became_object
    assert read(path) == b'\xef\xbb\xbf{"threshold":1.0,"entries":[{"question":"q","answer":"a"}]}'


def test_a_value_that_is_null_is_set_in_its_place(faq_file: Writer) -> None:
    path = faq_file(b'{"title": null, "entries": []}')
    set_value(path, "title", "T")
    assert read(path) == b'{"title": "T", "entries": []}'


def test_no_file_is_made(tmp_path: Path) -> None:
    path = str(tmp_path / "none.json")
    with pytest.raises(FileError, match="there is no such file"):
        set_value(path, "title", "T")
    assert not (tmp_path / "none.json").exists()


# Sequences of changes, made on the file and on its plain data

TOPICS = ("Pay", "pay", " PAY ", "Stay", "Eat")
WORDS = ("bed", "Bed?", "taxi", "soup", "zoo", "ünder", 'say "hi"')
Data = Any


def a_faq(chance: random.Random) -> Data:
    rows = []
    for number in range(chance.randint(1, 6)):
        row = entry(f"{chance.choice(WORDS)} {chance.randint(1, 3)}", f"a {number}")
        optional = {
            "id": f"id-{number}",
            "topic": chance.choice(TOPICS),
            "aliases": chance.sample(WORDS, chance.randint(0, 3)),
            "source": "s",
            "ignore": ["dead-link", f"similar:id-{chance.randint(0, 5)}"],
            "note": {"deep": [1, {}]},
        }
        row |= {key: value for key, value in optional.items() if chance.random() < 0.6}
        rows.append(dict(chance.sample(list(row.items()), len(row))))
    return rows if chance.random() < 0.3 else {"x": None, "title": "T", "entries": rows}


def rows_of(data: Data) -> list[dict[str, Any]]:
    return data if isinstance(data, list) else data["entries"]  # type: ignore[no-any-return]


def keep_ids(rows: list[dict[str, Any]], ids: list[str]) -> None:
    for row, own, made in zip(rows, ids, ids_of(rows), strict=True):
        if own != made:
            row["id"] = own


def add(path: str, data: Data, chance: random.Random) -> Data:
    number = chance.randint(100, 10**6)
    add_entry(path, Draft(f"New {number}?", "Yes.", topic="Eat", more_aliases=("n",)))
    rows_of(data).append(
        {"id": f"new-{number}", "topic": "Eat", "question": f"New {number}?", "aliases": ["n"], "answer": "Yes."}
    )
    return data


def remove(path: str, data: Data, chance: random.Random) -> Data:
    rows = rows_of(data)
    ids = ids_of(rows)
    gone = chance.sample(ids, chance.randint(1, min(2, len(ids))))
    remove_entries(path, gone)
    rows[:] = [row for row, own in zip(rows, ids, strict=True) if own not in gone]
    keep_ids(rows, [own for own in ids if own not in gone])
    return data


def give_id(path: str, data: Data, chance: random.Random) -> Data:
    rows = rows_of(data)
    ids = ids_of(rows)
    place, new = chance.randrange(len(ids)), f"named-{chance.randint(0, 10**6)}"
    change_entry(path, ids[place], Draft(id=new))
    rows[place]["id"] = new
    for row in rows:
        if "ignore" in row:
            row["ignore"] = [f"similar:{new}" if code == f"similar:{ids[place]}" else code for code in row["ignore"]]
    keep_ids(rows, [new if i == place else own for i, own in enumerate(ids)])
    return data


def reword(path: str, data: Data, chance: random.Random) -> Data:
    rows = rows_of(data)
    ids = ids_of(rows)
    place = chance.randrange(len(ids))
    row, new = rows[place], f"Reworded {chance.randint(0, 3)}"
    gone = row["aliases"][:1] if row.get("aliases") else []
    change_entry(
        path,
        ids[place],
        Draft(question=new, answer="b", topic="", source="t", removed_aliases=tuple(gone), more_aliases=("more",)),
    )
    row |= {"question": new, "answer": "b", "source": "t"}
    row.pop("topic", None)
    aliases = [alias for alias in row.get("aliases", ()) if alias not in gone]
    row["aliases"] = aliases if "more" in aliases else [*aliases, "more"]
    keep_ids(rows, ids)
    return data


def change_topic(path: str, data: Data, chance: random.Random) -> Data:
    def key(topic: str) -> str:
        return topic.strip().lower()

    held = [row["topic"] for row in rows_of(data) if row.get("topic")]
    if held:
        old, new = chance.choice(held), chance.choice(TOPICS).strip()
        rename_topic(path, old, new)
        if key(old) != key(new):
            new = next((topic for topic in held if key(topic) == key(new)), new)
        for row in rows_of(data):
            if row.get("topic") and key(row["topic"]) == key(old):
                row["topic"] = new
    return data


def change_setting(path: str, data: Data, chance: random.Random) -> Data:
    name, value = chance.choice(
        [("title", "U"), ("title", ""), ("contact", "Ring."), ("language", "en"), ("threshold", "0.5")]
    )
    set_value(path, name, value)
    if isinstance(data, list):
        data = {"entries": data} if value else data
    if not value:
        if isinstance(data, dict):
            data.pop(name, None)
    else:
        data[name] = float(value) if name == "threshold" else value
    return data


STEPS = (add, remove, give_id, reword, change_topic, change_setting)
STYLES = ({}, {"indent": 1}, {"indent": "\t", "ensure_ascii": False}, {"separators": (" , ", ":")}, {"indent": 0})


@pytest.mark.parametrize("seed", range(100))
def test_changes_leave_what_the_same_changes_of_the_data_leave(seed: int, faq_file: Writer) -> None:
    chance = random.Random(seed)
    data = a_faq(chance)
    style: dict[str, Any] = chance.choice(STYLES)
    path = faq_file(json.dumps(data, **style).replace("\n", chance.choice(["\n", "\r\n"])).encode())
    for _ in range(8):
        before, old = copy.deepcopy(rows_of(data)), raw_rows(path)
        step = chance.choice(STEPS if rows_of(data) else (add, change_setting))
        data = step(path, data, chance)
        text = read(path).decode()
        assert json.loads(text) == data, step
        stays = [raw for row, raw in zip(before, old, strict=True) if row in rows_of(data)]
        assert [raw for raw in raw_rows(path) if raw in stays] == stays, step


def raw_rows(path: str) -> list[str]:
    """Each entry to the character, as it stands in the file."""
    text = read(path).decode()
    data, places = json.loads(text), Places(text)
    at = ("entries",) if isinstance(data, dict) else ()
    starts = [places.of_value((*at, i)) for i in range(len(rows_of(data)))]
    return [text[start : json.JSONDecoder().raw_decode(text, start)[1]] for start in starts]


# The command line, where nobody can be asked


def test_remove_names_what_it_takes_out(askfaq: Askfaq, pets: str) -> None:
    run = askfaq("remove", "cats", "bill", "--faq", pets)
    assert run == Run(0, "", f"Removed cats from {pets}: Cats?\nRemoved bill from {pets}: How do I pay?\n")
    assert [e.id for e in load_faq(pets).entries] == ["dogs"]


def test_remove_refuses_all_when_one_is_unknown(askfaq: Askfaq, pets: str) -> None:
    run = askfaq("remove", "cats", "dgos", "--faq", pets)
    told = 'askfaq: there is no entry "dgos"; did you mean dogs?\naskfaq: nothing was removed\n'
    assert run == Run(1, "", told)
    assert read(pets) == PETS
    assert askfaq("remove", "dgos", "--faq", pets).err == told.splitlines(keepends=True)[0]


def test_a_question_that_begins_with_remove_says_how_to_ask_it(askfaq: Askfaq, pets: str) -> None:
    run = askfaq("remove", "my", "account", "--faq", pets)
    assert run.code == 1
    assert run.err.endswith("askfaq: to ask this as a question: askfaq ask remove my account\n")


def test_topic_rename_says_how_many_and_what_it_joins(askfaq: Askfaq, pets: str) -> None:
    run = askfaq("topic", "rename", "guests", "Animals", "--faq", pets)
    assert run == Run(0, "", f'"guests" is now "Animals" in {pets}: 2 entries.\n')
    run = askfaq("topic", "rename", "Money", "animals", "--faq", pets)
    assert run == Run(0, "", f'"Money" is now part of "Animals" in {pets}: 1 entry, beside 2 that it had already.\n')
    run = askfaq("topic", "rename", "animals", "Animals", "--faq", pets)
    assert run == Run(0, "", 'Nothing to change: the topic is spelled "Animals" already.\n')
    run = askfaq("topic", "rename", "Animls", "x", "--faq", pets)
    assert run == Run(1, "", 'askfaq: there is no topic "Animls"; did you mean "Animals"?\n')


def test_set_shows_and_sets(askfaq: Askfaq, pets: str) -> None:
    assert askfaq("set", "--faq", pets) == Run(0, "title\tPets\ncontact\t\nthreshold\t\nlanguage\t\n", "")
    assert askfaq("set", "title", "--faq", pets) == Run(0, "Pets\n", "")
    assert askfaq("set", "title", "Pet  hotel", "--faq", pets) == Run(0, "", f"Set the title in {pets}: Pet hotel\n")
    assert askfaq("set", "title", "--faq", pets).out == "Pet hotel\n"
    assert askfaq("set", "title", "", "--faq", pets) == Run(0, "", f"Removed the title from {pets}.\n")
    assert askfaq("set", "title", "", "--faq", pets).err == "Nothing to change: there is no title.\n"
    told = f"askfaq: there is no title; askfaq set title --faq {pets} VALUE sets it\n"
    assert askfaq("set", "title", "--faq", pets) == Run(1, "", told)


def test_set_says_that_a_list_became_an_object_and_what_is_wrong_now(askfaq: Askfaq, faq_file: Writer) -> None:
    path = faq_file(BARE)
    run = askfaq("set", "threshold", "0.1", "--faq", path)
    first, second, _, problem = run.err.splitlines()
    assert (run.code, run.out, first) == (0, "", f"Set the threshold in {path}: 0.1")
    assert second == 'The FAQ was a bare list; now it is an object, which holds the list under "entries".'
    assert f"{path}:3:15: warning odd-threshold" in problem


def test_the_sample_may_be_shown_and_not_changed(askfaq: Askfaq) -> None:
    assert askfaq("set", "language").out == "en\n"
    for command in (["remove", "hug-length"], ["topic", "rename", "Hugs", "x"], ["set", "title", "x"]):
        run = askfaq(*command)
        assert (run.code, run.out) == (2, "")
        assert "the sample FAQ is not for editing" in run.err


USAGE = {
    "a key": (["set", "up", "an", "account"], "set knows title, contact, threshold and language; "),
    "a value in words": (["set", "title", "Pet", "hotel"], 'as in: askfaq set title "Pet hotel"; '),
    "a topic": (["topic", "of", "the", "day"], "topic takes rename and two topics"),
    "one topic": (["topic", "rename", "x"], "topic takes rename and two topics"),
}


@pytest.mark.parametrize(("args", "message"), USAGE.values(), ids=USAGE)
def test_a_question_that_begins_like_it_says_how_to_ask_it(
    askfaq: Askfaq, pets: str, args: list[str], message: str
) -> None:
    run = askfaq(*args, ASKFAQ_FILE=pets)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert message in run.err
    assert run.err.endswith(f"to ask this as a question: askfaq ask {' '.join(args)}\n")
    assert read(pets) == PETS
