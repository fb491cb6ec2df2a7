"""askfaq diff names what a change of the sample breaks, and nothing where nothing is broken."""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from askfaq.commands.diff import compare
from askfaq.evaluation.differences import wordings
from askfaq.faq.load import load_faq, load_text
from askfaq.output.diff_report import report
from askfaq.terminal.streams import Style
from conftest import SAMPLE, Run, entry

Askfaq = Callable[..., Run]
Data = dict[str, Any]
PIPE = Style(False, False, 100, 0, False)
CASES = ["how long does one hug last on average", "would my shrink tell the police", "is it ok to cry at work"]


@pytest.fixture(scope="module")
def faq_path(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where the changed sample lies, with a cache folder of its own: what its versions share is encoded once."""
    folder = tmp_path_factory.mktemp("diff")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.setenv("HOME", str(folder))
        yield str(folder / "faq.json")


@pytest.fixture
def told(faq_path: str) -> Callable[..., list[str]]:
    """What is told of a change of the sample; JSON's own layout may be changed too."""

    def lines(change: Callable[[Data], object], **layout: Any) -> list[str]:
        data = json.loads(SAMPLE.read_text(encoding="utf-8"))
        change(data)
        old = load_faq(str(SAMPLE))
        new = load_text(json.dumps(data, **layout), faq_path)
        Path(faq_path).touch()
        return report(compare(old, new, [*CASES, *wordings(old, new)]), PIPE).splitlines()

    return lines


def of(data: Data, entry_id: str) -> Data:
    """The entry of this id."""
    (found,) = [row for row in data["entries"] if row["id"] == entry_id]
    return dict_of(found)


def dict_of(row: Any) -> Data:
    assert isinstance(row, dict)
    return row


def heads(lines: list[str]) -> list[str]:
    """What is told of entries and of the FAQ, without the queries and texts under it."""
    return [line for line in lines if line and line[0] != " "]


def test_the_layout_and_the_order_of_a_file_change_nothing(told: Callable[..., list[str]]) -> None:
    def reorder(data: Data) -> None:
        data["entries"] = [dict(reversed(row.items())) for row in data["entries"]]
        for row in data["entries"]:
            row["aliases"] = row["aliases"][::-1]
        data["$comment"] = "a key of their own"

    assert told(lambda _: None, indent=8) == []
    assert told(reorder, ensure_ascii=True, separators=(" ,", " : ")) == []


def test_an_alias_that_was_dropped(told: Callable[..., list[str]]) -> None:
    lines = told(lambda data: of(data, "hug-length")["aliases"].remove("Average hug time"))
    assert lines == [
        "changed hug-length: How long does the average hug last?",
        '  alias: "Average hug time" → none',
    ]


def test_aliases_that_an_entry_cannot_do_without(told: Callable[..., list[str]]) -> None:
    dropped = of(json.loads(SAMPLE.read_text(encoding="utf-8")), "break-confidentiality")["aliases"]
    lines = told(lambda data: of(data, "break-confidentiality").update(aliases=[]))
    assert heads(lines) == ["changed break-confidentiality: When can Therapist break confidentiality?"]
    assert [line for line in lines if line.startswith("  alias: ")] == [f'  alias: "{text}" → none' for text in dropped]
    lost = [line for line in lines if ": break-confidentiality → " in line]
    assert lost
    assert {line[2:].split(": break-confidentiality")[0] for line in lost} <= {*dropped, *CASES}


def test_two_answers_that_were_swapped(told: Callable[..., list[str]]) -> None:
    def swap(data: Data) -> None:
        one, other = of(data, "hug-length"), of(data, "hug-client")
        one["answer"], other["answer"] = other["answer"], one["answer"]

    lines = told(swap)
    assert {line.split(":")[0] for line in heads(lines)} == {"changed hug-length", "changed hug-client"}
    assert sum(line.startswith("  answer: ") for line in lines) == 2
    assert sum(line.endswith(" get the new answer") for line in lines) == 2


def test_entries_that_were_merged(told: Callable[..., list[str]]) -> None:
    def merge(data: Data) -> None:
        into, gone = of(data, "hug-client"), of(data, "hug-length")
        into["aliases"] += [gone["question"], *gone["aliases"]]
        data["entries"].remove(gone)

    lines = told(merge)
    assert {line.split(":")[0] for line in heads(lines)} == {"changed hug-client", "removed hug-length"}
    assert "  How long does the average hug last?: hug-length → hug-client" in lines
    assert "  how long does one hug last on average: hug-length → hug-client" in lines


def test_an_entry_that_was_removed(told: Callable[..., list[str]]) -> None:
    lines = told(lambda data: data["entries"].remove(of(data, "hug-length")))
    assert heads(lines) == ["removed hug-length: How long does the average hug last?"]
    asked = of(json.loads(SAMPLE.read_text(encoding="utf-8")), "hug-length")
    for wording in (asked["question"], *asked["aliases"], CASES[0]):
        assert any(line.startswith(f"  {wording}: hug-length → ") for line in lines)


def test_an_entry_that_was_added(told: Callable[..., list[str]]) -> None:
    new = entry("How tall is Mount Everest?", "8,849 metres.", id="everest")
    assert told(lambda data: data["entries"].append(new)) == [
        "added everest: How tall is Mount Everest?",
        "  How tall is Mount Everest?: no answer → everest",
    ]


def test_a_topic_that_was_renamed(told: Callable[..., list[str]]) -> None:
    def rename(data: Data) -> None:
        for row in data["entries"]:
            row["topic"] = row["topic"].replace("Hugs", "Embraces")

    assert told(rename) == ['topic: "Hugs" → "Embraces"']


def test_an_id_that_was_renamed(told: Callable[..., list[str]]) -> None:
    assert told(lambda data: of(data, "hug-length").update(id="hug-time")) == [
        "renamed hug-time: How long does the average hug last?",
        '  id: "hug-length" → "hug-time"',
    ]


def test_a_typo_in_a_question(told: Callable[..., list[str]]) -> None:
    lines = told(lambda data: of(data, "hug-length").update(question="How long does the average hug lats?"))
    assert lines == [
        "reworded hug-length: How long does the average hug lats?",
        '  question: "How long does the average hug last?" → "How long does the average hug lats?"',
    ]


def test_a_question_that_became_that_of_another_entry(told: Callable[..., list[str]]) -> None:
    taken = "When can Therapist break confidentiality?"
    lines = told(lambda data: of(data, "hug-length").update(question=taken))
    assert f"reworded hug-length: {taken}" in lines
    assert any(line.startswith(f"  {taken}: break-confidentiality → offered ") for line in lines)


def test_a_contact_and_a_threshold_that_changed(told: Callable[..., list[str]]) -> None:
    contact = 'contact: "Ask your therapist at your next session." → "Ring us."'
    assert told(lambda data: data.update(contact="Ring us.")) == [contact]
    lines = told(lambda data: data.update(threshold=0.99))
    assert lines[0] == 'threshold: none → "0.99"'
    assert "unchanged hug-length: How long does the average hug last?" in lines
    assert "  How long does the average hug last?: hug-length → no answer" in lines


CATS = [entry("Do you take cats?", "Yes.", id="cats")]
NO_CATS = [entry("Do you take cats?", "No.", id="cats")]


def test_cases_beside_the_new_version_and_named_ones_are_asked(
    askfaq: Askfaq, faq_file: Callable[..., str], tmp_path: Path
) -> None:
    pool = entry("Is there a swimming pool?", "No.", id="pool")
    old, new = faq_file(CATS, "old.json"), faq_file([*CATS, pool], "new.json")
    (tmp_path / "new.cases.tsv").write_text("is there a swiming pool\tpool\n", encoding="utf-8")
    (tmp_path / "other.tsv").write_text("there is a swimming pool\tpool\n", encoding="utf-8")
    assert "  is there a swiming pool: no answer → pool\n" in askfaq("diff", old, new).out
    named = askfaq("diff", old, new, "--cases", str(tmp_path / "other.tsv")).out
    assert "  there is a swimming pool: no answer → pool\n" in named
    assert "swiming" not in named


def test_it_is_silent_and_0_where_nothing_changed_and_1_where_something_did(
    askfaq: Askfaq, faq_file: Callable[..., str]
) -> None:
    old, same, new = (faq_file(rows, f"{n}.json") for n, rows in enumerate((CATS, {"entries": CATS}, NO_CATS)))
    assert askfaq("diff", old, same) == Run(0, "", "")
    assert askfaq("diff", old, new) == Run(
        1,
        'changed cats: Do you take cats?\n  answer: "Yes." → "No."\n  1 query gets the new answer\n',
        "1 of 1 query ends differently\n",
    )


def test_screen_readers_get_labelled_lines(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    run = askfaq("diff", faq_file(CATS, "old.json"), faq_file(NO_CATS), "--plain")
    assert run.out.splitlines() == [
        "Entry: cats (changed)",
        'Changed: answer, from "Yes." to "No."',
        "Query: Do you take cats?",
        "Before: cats",
        "After: the new answer",
    ]


def test_colour_is_added_and_nothing_else(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    files = faq_file(CATS, "old.json"), faq_file([entry("Do you take cats? " + "x " * 200, "No.", id="cats")])
    plain, coloured = askfaq("diff", *files), askfaq("diff", *files, "--color", "always")
    assert "\x1b[31m" in coloured.out
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured.out) == plain.out


def test_hostile_texts_are_told_without_their_controls(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    hostile = [
        entry("Do\x1b[2J you\u202e take [red]cats[/]?", "Yes\x07.", id="cats", topic="\x9b31m", aliases=["\n\n:x:"])
    ]
    for args in ((), ("--plain",), ("--color", "always")):
        run = askfaq("diff", faq_file(CATS, "old.json"), faq_file(hostile), *args)
        assert run.code == 1
        assert not set("\x07\x9b\u202e") & set(run.out)
        assert "\x1b[2J" not in run.out
        assert "[red]cats[/]?" in run.out
        assert ":x:" in run.out


@pytest.mark.parametrize(
    "args",
    [
        (),
        ("between", "hugs", "and"),
        ("between", "a", "long", "and", "a", "short", "hug"),
        ("a hug", "a kiss"),
    ],
)
def test_words_that_are_no_two_files_are_told_how_to_ask(args: tuple[str, ...], askfaq: Askfaq) -> None:
    run = askfaq("diff", *args)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert not args or f"askfaq ask diff {' '.join(args)}" in run.err


def test_the_version_before_a_file_was_there_is_empty(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    path = faq_file(CATS)
    assert askfaq("diff", "/dev/null", path).out.splitlines()[0] == "added cats: Do you take cats?"
    assert askfaq("diff", path, "/dev/null").out.splitlines()[0] == "removed cats: Do you take cats?"
    assert askfaq("diff", "/dev/null", "/dev/null") == Run(0, "", "")


def test_the_old_version_leaves_nothing_in_the_cache(
    askfaq: Askfaq, faq_file: Callable[..., str], tmp_path: Path
) -> None:
    old = faq_file([entry("Where do the ducks sleep?", "In the reeds.", id="d")], "old.json")
    new = faq_file([entry("Where do the geese sleep?", "On the lake.", id="d")], "new.json")
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    assert askfaq("diff", old, new, **cache).code == 1
    kept = {path.name for path in (tmp_path / "cache").rglob("*.*")}
    assert kept
    askfaq("where shall geese sleep", "--faq", new, **cache)
    assert {path.name for path in (tmp_path / "cache").rglob("*.*")} == kept


GIT = shutil.which("git")


@pytest.fixture
def git(env: dict[str, str], tmp_path: Path) -> Callable[..., Run]:
    """Run git in a repository in which faq.json has been committed and then changed."""
    folder = tmp_path / "repository"
    folder.mkdir()
    names = {f"GIT_{who}_{what}": "x" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    program = f"{sys.executable} -m askfaq diff"

    def run(*args: str, **more: str) -> Run:
        done = subprocess.run(
            [GIT or "git", "-c", f"diff.askfaq.command={program}", *args],
            env={**env, **names, **more},
            cwd=folder,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return Run(done.returncode, done.stdout, done.stderr)

    run("init", "-q")
    (folder / "faq.json").write_text(json.dumps(CATS, indent=1))
    (folder / "faq.cases.tsv").write_text("is a cat taken here\tcats\n")
    run("add", "faq.json")
    run("commit", "-qm", "x")
    (folder / "faq.json").write_text(json.dumps(NO_CATS, indent=1))
    return run


@pytest.mark.skipif(GIT is None, reason="git is not installed")
def test_git_shows_a_change_of_the_faq_through_it(git: Callable[..., Run], tmp_path: Path) -> None:
    head = "changed cats: Do you take cats?"
    program = f"{sys.executable} -m askfaq diff"
    shown = git("difftool", "-y", "-x", program, "HEAD", "--", "faq.json")
    assert (shown.code, shown.out.splitlines()[0]) == (0, head), shown
    external = git("--no-pager", "diff", "--ext-diff", "--", "faq.json", GIT_EXTERNAL_DIFF=program)
    assert (external.code, external.out) == (0, shown.out), external
    (tmp_path / "repository" / ".gitattributes").write_text("faq.json diff=askfaq\n")
    assert git("--no-pager", "diff") == external
    git("add", "faq.json")
    git("mv", "faq.json", "questions.json")
    renamed = git("--no-pager", "diff", "-M", "HEAD", "--", GIT_EXTERNAL_DIFF=program)
    assert (renamed.code, renamed.out.splitlines()[0]) == (0, head), renamed


def test_synonyms_that_changed(told: Callable[..., list[str]]) -> None:
    lines = told(lambda data: data.update(synonyms=[["embrace", "hug"]]))
    assert heads(lines)[0] == 'synonyms: none → "embrace, hug"'


def test_what_was_asked_in_vain_is_asked_too(askfaq: Callable[..., Run], faq_file: Callable[..., str]) -> None:
    old = faq_file([entry("Do you take dogs?", "Yes.", id="dogs")], "old.json")
    new = faq_file([entry("Do you take dogs?", "Yes.", id="dogs", aliases=["is a hound welcome"])], "new.json")
    assert askfaq("misses", "on").code == 0
    assert askfaq("Is a HOUND welcome?", "--faq", new, "--min-confidence", "1").code == 1
    assert "Is a HOUND welcome?: no answer → dogs" in askfaq("diff", old, new).out
