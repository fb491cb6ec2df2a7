"""askfaq import and export on the command line: what is written, what is said, which exit code."""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from askfaq import saving
from askfaq.checks.check import check_bytes
from askfaq.commands.import_ import ImportOptions, import_sources
from askfaq.errors import ChangedError, DisturbedError
from askfaq.faq.document import Document, new_json, updated
from askfaq.faq.edit import Draft, add_entry
from askfaq.faq.load import load_faq
from askfaq.formats.registry import WRITABLE
from askfaq.terminal.streams import open_terminal
from conftest import SAMPLE, entry

PAGE = "How do I pay?\n\nBy card.\n\nWhen is it here?\n\n  1. Wait.\n  2. Wait more.\n"
Run = Callable[..., "object"]


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "shop.txt"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_in_a_pipe_the_faq_goes_to_stdout_and_the_report_to_stderr(askfaq: Run, page: Path) -> None:
    run = askfaq("import", "shop.txt")

    assert run.code == 0
    assert [entry["id"] for entry in json.loads(run.out)["entries"]] == ["how-do-i-pay", "when-is-it-here"]
    assert run.err.endswith("text: 2 read, 2 kept, 0 skipped\n")


def test_what_is_imported_can_be_asked(askfaq: Run, page: Path) -> None:
    askfaq("import", "shop.txt", "-o", "faq.json")

    assert askfaq("--faq", "faq.json", "How do I pay?").out == "By card.\n"


def test_only_what_an_import_does_is_counted(askfaq: Run, page: Path) -> None:
    into = ("import", "shop.txt", "-o", "faq.json")
    assert "2 new" in askfaq(*into).err.splitlines()
    assert askfaq(*into).err.splitlines()[0] == "2 unchanged"
    page.write_text(PAGE.replace("By card.", "In cash."), encoding="utf-8")
    assert "1 with another answer, 1 unchanged" in askfaq(*into).err.splitlines()


@pytest.mark.parametrize(("count", "more"), [(3, []), (4, ["new: … and 1 more"])])
def test_a_dry_run_names_what_is_new(askfaq: Run, tmp_path: Path, count: int, more: list[str]) -> None:
    (tmp_path / "shop.csv").write_text("question,answer\n" + "".join(f"Is it {n}?,So.\n" for n in range(count)))

    run = askfaq("import", "shop.csv", "--dry-run", "-o", "faq.json")

    named = [f"new: is-it-{n}: Is it {n}?" for n in range(3)]
    assert run.err.splitlines()[count : count + 4 + len(more)] == [*named, *more, f"{count} new"]


def test_a_second_import_leaves_the_file_to_the_byte(askfaq: Run, page: Path, tmp_path: Path) -> None:
    askfaq("import", "shop.txt", "-o", "faq.json")
    path = tmp_path / "faq.json"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n").replace(b'"How do', b'  "How do'))
    before, time = path.read_bytes(), path.stat().st_mtime_ns

    run = askfaq("import", "shop.txt", "-o", "faq.json")

    assert (run.code, path.read_bytes(), path.stat().st_mtime_ns) == (0, before, time)
    assert "nothing to change" in run.err


@pytest.mark.skipif(not os.path.exists("/dev/stdin"), reason="needs /dev/stdin")
def test_a_pipe_is_no_source_that_a_reader_could_look_up(askfaq: Any, tmp_path: Path) -> None:
    askfaq("import", "/dev/stdin", "-o", str(tmp_path / "new.json"), stdin="# Is it?\n\nYes.\n")
    (made,) = json.loads((tmp_path / "new.json").read_text(encoding="utf-8"))["entries"]
    assert made["question"] == "Is it?"
    assert "source" not in made
    assert "stdin" not in json.dumps(made)


def test_a_changed_source_changes_its_entry_only(askfaq: Run, page: Path, tmp_path: Path) -> None:
    mine = (
        '[\n {"id": "pay",   "question": "How do I pay?", "aliases": ["bill"], "answer": "By card.",'
        ' "source": "shop.txt:1", "x": 1},\n {"question": "Mine?", "answer":   "Yes."}\n]\n'
    )
    (tmp_path / "faq.json").write_text(mine, encoding="utf-8")
    page.write_text(PAGE.replace("By card.", "In cash."), encoding="utf-8")

    run = askfaq("import", "shop.txt", "-o", "faq.json")

    text = (tmp_path / "faq.json").read_text(encoding="utf-8")
    assert ' {"question": "Mine?", "answer":   "Yes."}' in text
    first, _, new = json.loads(text)
    assert first.pop("imported")
    assert first == {
        "id": "pay",
        "question": "How do I pay?",
        "aliases": ["bill"],
        "answer": "In cash.",
        "source": "shop.txt:1",
        "x": 1,
    }
    assert new["id"] == "when-is-it-here"
    assert "answer updated: pay" in run.err


def test_yes_writes_the_own_faq_where_nobody_can_be_asked(askfaq: Run, page: Path, env: dict[str, str]) -> None:
    run = askfaq("import", "shop.txt", "--yes")

    own = Path(env["HOME"], ".config", "askfaq", "faq.json")
    assert (run.code, run.out) == (0, "")
    assert run.err.endswith(f"{own}: written\n")
    assert askfaq("How do I pay?").out == "By card.\n"


def test_yes_does_not_overrule_where_to_write(askfaq: Run, page: Path, env: dict[str, str]) -> None:
    assert json.loads(askfaq("import", "shop.txt", "--yes", "-o", "-").out)["entries"]
    assert askfaq("import", "shop.txt", "--yes", "--dry-run").err.endswith("nothing was written: this was a dry run\n")
    assert not Path(env["HOME"], ".config").exists()


def test_a_dry_run_writes_nothing(askfaq: Run, page: Path, tmp_path: Path) -> None:
    run = askfaq("import", "shop.txt", "-o", "faq.json", "--dry-run")

    assert (run.code, run.out) == (0, "")
    assert not (tmp_path / "faq.json").exists()


def test_a_refused_source_writes_nothing_even_beside_a_good_one(askfaq: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("question,answer\nWhy?,So.,x\n", encoding="utf-8")

    run = askfaq("import", "shop.txt", "bad.csv", "-o", "faq.json")

    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("askfaq: bad.csv:2: this row has 3 cells")
    assert not (tmp_path / "faq.json").exists()


def test_nothing_kept_is_1_and_writes_nothing(askfaq: Run, tmp_path: Path) -> None:
    (tmp_path / "bare.csv").write_text("question,answer\nWhy?,\n", encoding="utf-8")

    run = askfaq("import", "bare.csv", "-o", "faq.json")

    assert run.code == 1
    assert "bare.csv:2: skipped: the answer cell is empty" in run.err
    assert not (tmp_path / "faq.json").exists()


def test_a_faq_that_is_refused_is_not_overwritten(askfaq: Run, page: Path, tmp_path: Path) -> None:
    (tmp_path / "faq.json").write_text('{"entries": [{"question": "Why?"}]}', encoding="utf-8")

    assert askfaq("import", "shop.txt", "-o", "faq.json").code == 2
    assert (tmp_path / "faq.json").read_text(encoding="utf-8") == '{"entries": [{"question": "Why?"}]}'


def test_standard_input_columns_and_topic(askfaq: Run) -> None:
    run = askfaq(
        *("import", "-", "--topic", "Shop", "--question-column", "frage", "--answer-column", "3"),
        stdin="nr;frage;antwort\n1;Wie?;So.\n",
    )

    (found,) = json.loads(run.out)["entries"]
    assert found.pop("imported")
    assert found == {"id": "wie", "topic": "Shop", "question": "Wie?", "answer": "So."}


def test_a_topic_is_one_line_without_controls(askfaq: Run, page: Path) -> None:
    run = askfaq("import", "shop.txt", "--topic", "My\n\x1b[31mshop")

    assert {entry["topic"] for entry in json.loads(run.out)["entries"]} == {"My shop"}


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are bytes on POSIX only")
def test_a_topic_that_is_not_utf_8_is_refused(askfaq: Run, page: Path) -> None:
    run = askfaq("import", "shop.txt", "--topic", "caf\udce9")

    assert (run.code, run.out, run.err) == (2, "", "askfaq: what was given is not UTF-8\n")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["import"], "import what?"),
        (["import", "nosuch.txt"], "nosuch.txt: there is no such file"),
        (["import", "tax", "on", "cars"], "askfaq ask import tax on cars"),
        (["import", "-", "-"], "only once"),
        (["import", "-"], "standard input is empty"),
        (["export", "of", "goods"], "askfaq ask export of goods"),
        (
            ["export", "--format", "docx"],
            "askfaq does not know the format docx to export to; it writes markdown, html, jsonld, csv",
        ),
    ],
)
def test_errors_say_what_to_do(askfaq: Run, args: list[str], message: str) -> None:
    run = askfaq(*args)

    assert (run.code, run.out) == (2, "")
    assert message in run.err


@pytest.mark.parametrize("format", ["markdown", "html", "jsonld", "csv"])
def test_what_is_exported_imports_to_the_same_faq(askfaq: Run, tmp_path: Path, format: str) -> None:
    exported = askfaq("export", "--format", format)
    (tmp_path / "out").write_text(exported.out, encoding="utf-8")

    again = json.loads(askfaq("import", "-", stdin=exported.out).out)

    def bare(entries: list[dict[str, object]]) -> list[dict[str, object]]:
        return [
            {key: value for key, value in entry.items() if key not in ("source", "ignore", "imported")}
            for entry in entries
        ]

    sample = json.loads(SAMPLE.read_text(encoding="utf-8"))
    assert bare(again["entries"]) == bare(sample["entries"])


@pytest.mark.parametrize(
    ("args", "name", "format", "start"),
    [
        ([], "faq.html", "html", "<!doctype html>"),
        (["--format", "csv"], "faq.dat", "csv", "id,topic,question,"),
        (["--format", "jsonld"], "faq.json", "jsonld", "{"),
        ([], "faq.MD", "markdown", "# "),
        ([], "faq", "markdown", "# "),
    ],
)
def test_export_writes_a_file_in_the_format_of_its_suffix_or_the_one_named(
    askfaq: Run, tmp_path: Path, args: list[str], name: str, format: str, start: str
) -> None:
    run = askfaq("export", *args, "-o", name)

    assert (run.code, run.out, run.err) == (0, "", f"{name}: written as {format}\n")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


@pytest.mark.parametrize(
    ("args", "name"),
    [
        ([], "faq.pdf"),
        ([], "faq.txt"),
        ([], "faq.tsv"),
        ([], "faq.docx"),
        (["--format", "csv"], "faq.html"),
        (["--format", "markdown"], "faq.txt"),
        (["--format", "html"], "faq.md"),
    ],
)
def test_export_never_writes_one_format_under_the_suffix_of_another(
    askfaq: Run, tmp_path: Path, args: list[str], name: str
) -> None:
    run = askfaq("export", *args, "-o", name)

    assert (run.code, (tmp_path / name).exists()) == (2, False)
    assert "try -o faq.md, -o faq.html, -o faq.jsonld, -o faq.csv" in run.err


def test_export_replaces_what_the_faq_was_imported_from_only_when_it_is_told_to(askfaq: Run, tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Is it?\n\nYes.\n\n# Was it?\n\nNo.\n", encoding="utf-8")
    askfaq("import", "page.md", "-o", "faq.json")
    before = page.read_bytes()

    refused = askfaq("export", "--faq", "faq.json", "-o", "page.md")

    assert (refused.code, page.read_bytes()) == (2, before)
    assert "page.md has the name of the file that entries were imported from" in refused.err
    assert askfaq("export", "--faq", "faq.json", "-o", "other.md").code == 0
    assert askfaq("export", "--faq", "faq.json", "-o", "page.md", "--yes").code == 0
    assert page.read_bytes() != before


def test_prune_names_what_it_takes_out_and_leaves_every_other_byte(askfaq: Run, page: Path, tmp_path: Path) -> None:
    askfaq("import", "shop.txt", "-o", "faq.json")
    path = tmp_path / "faq.json"
    path.write_bytes(path.read_bytes().replace(b'  "entries"', b'  "note" :  1,\n  "entries"'))
    page.write_text(PAGE + "\nWho are you?\n\nWe.\n", encoding="utf-8")
    askfaq("import", "shop.txt", "-o", "faq.json")
    before = path.read_bytes()
    page.write_text("When is it here?\n\n  1. Wait.\n  2. Wait more.\n\nWho are you?\n\nWe.\n", encoding="utf-8")

    kept = askfaq("import", "shop.txt", "-o", "faq.json", "--dry-run")
    pruned = askfaq("import", "shop.txt", "-o", "faq.json", "--prune")

    assert "no longer in the source, kept: how-do-i-pay" in kept.err.splitlines()
    assert "no longer in the source, taken out: how-do-i-pay" in pruned.err.splitlines()
    first = before[before.index(b"    {") : before.index(b"    {", before.index(b"    {") + 5)]
    assert path.read_bytes() == before.replace(first, b"").replace(b"shop.txt:5", b"shop.txt:1").replace(
        b"shop.txt:10", b"shop.txt:6"
    )


def test_a_dry_run_lists_what_it_would_keep_by_line(askfaq: Run, page: Path) -> None:
    lines = askfaq("import", "shop.txt", "--dry-run").err.splitlines()

    assert lines[:2] == ["shop.txt:1: kept: How do I pay?", "shop.txt:5: kept: When is it here?"]


def test_the_report_as_json_leaves_standard_error_alone(askfaq: Run, page: Path, tmp_path: Path) -> None:
    run = askfaq("import", "shop.txt", "-o", "faq.json", "--json")

    found = json.loads(run.out)
    assert (run.err, found["path"], found["kept"]) == ("", "faq.json", 2)
    assert [change["kind"] for change in found["changes"]] == ["added", "added"]
    assert askfaq("import", "shop.txt", "--json").code == 2


def test_a_line_of_a_file_is_no_source_for_readers(askfaq: Run, page: Path, tmp_path: Path) -> None:
    askfaq("import", "shop.txt", "-o", "faq.json")

    shown = askfaq("show", "how-do-i-pay", "--faq", "faq.json", "--plain").out

    assert "Source" not in shown
    assert "shop.txt" not in askfaq("export", "--faq", "faq.json", "--format", "html").out
    assert json.loads(askfaq("show", "how-do-i-pay", "--faq", "faq.json", "--json").out)["source"] == "shop.txt:1"


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("said", "written"), [("y", True), ("n", False), ("", False)])
def test_on_a_terminal_a_preview_comes_before_the_question(
    env: dict[str, str], page: Path, tmp_path: Path, said: str, written: bool
) -> None:
    import pexpect

    child = pexpect.spawn(sys.executable, ["-m", "askfaq", "import", str(page)], env=env, encoding="utf-8", timeout=60)
    child.expect_exact("[y/N] ")
    shown = child.before
    child.sendline(said)
    child.expect(pexpect.EOF)
    child.close()

    assert "How do I pay?" in shown
    assert "2 read, 2 kept, 0 skipped" in shown
    assert child.exitstatus == 0
    assert Path(env["HOME"], ".config", "askfaq", "faq.json").exists() == written


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize("format", WRITABLE)
def test_an_export_to_a_terminal_does_not_act_on_it(env: dict[str, str], faq_file: Path, format: str) -> None:
    import pexpect

    acting = "A\x1b]0;title\x07\x1b[31m\x9b2J\u202eB"
    path = faq_file([entry(acting, acting, aliases=[f"{acting} 2"], topic=acting, source=acting)])
    words = ["-m", "askfaq", "export", "--faq", path, "--format", format]
    child = pexpect.spawn(sys.executable, words, env=env, encoding="utf-8", timeout=60)
    child.expect(pexpect.EOF)
    child.close()
    assert child.before.count("B") >= 3
    assert not set("\x1b\x07\x9b\u202e") & set(child.before)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("key", "code"), [("\x03", 130), ("\x04", 0)], ids=["Ctrl-C", "Ctrl-D"])
def test_whoever_leaves_the_question_is_told_that_nothing_was_written(
    env: dict[str, str], page: Path, key: str, code: int
) -> None:
    import pexpect

    child = pexpect.spawn(sys.executable, ["-m", "askfaq", "import", str(page)], env=env, encoding="utf-8", timeout=60)
    child.expect_exact("[y/N] ")
    child.send(key)
    child.expect_exact("\r\nnothing was written\r\n")
    child.expect(pexpect.EOF)
    child.close()

    assert child.exitstatus == code
    assert not Path(env["HOME"], ".config", "askfaq", "faq.json").exists()


def test_entries_that_stay_keep_their_bytes() -> None:
    text = '{"entries": [\n  {"question":"a", "answer":"b"},\n  {"question": "c", "answer": "d"}\n], "x": 1}'
    old = json.loads(text)
    new = json.loads(text)
    new["entries"][1]["answer"] = "D"
    new["entries"].append({"question": "e", "answer": "f"})

    result = updated(Document("", text.encode(), text, old), new)

    assert json.loads(result) == new
    assert result == (
        '{"entries": [\n  {"question":"a", "answer":"b"},\n  {"question": "c", "answer": "D"},\n'
        '  {"question": "e", "answer": "f"}\n], "x": 1}'
    )


def test_a_new_file_is_indented() -> None:
    assert updated(Document("", None, "", {"entries": []}), {"entries": []}) == new_json({"entries": []})


@pytest.mark.parametrize(("one", "other"), [("Don't stop?", "don’t STOP"), ("Don't stop?", "Don t stop?")])
def test_import_add_and_check_agree_on_what_is_one_wording(askfaq: Run, tmp_path: Path, one: str, other: str) -> None:
    (tmp_path / "page.md").write_text(f"# Page\n\n## {one}\n\nNo.\n\n## {other}\n\nNever.\n")
    (tmp_path / "one.json").write_text(json.dumps([{"question": one, "answer": "No."}]))
    entries = [{"question": one, "answer": "No."}, {"question": other, "answer": "Never."}]
    (tmp_path / "two.json").write_text(json.dumps(entries))
    imported = askfaq("import", "page.md", "--format", "markdown", "-o", "-")
    added = askfaq("add", "--question", other, "--answer", "Never.", "--faq", "one.json")
    checked = askfaq("check", "two.json", "--json")
    is_same = len(json.loads(imported.out)["entries"]) == 1
    assert is_same == (added.code == 1) == ("same-wording" in checked.out) == (other != "Don t stop?")


GARBLED = {
    "an apostrophe": ("The catâ€™s own.", True),
    "French": ("Un cafÃ© pour le chat.", True),
    "a space": ("5Â\u00a0kg", True),
    "Cyrillic": ("ÐšÐ¾Ñ‚", True),
    "Greek": ("Î“Î¬Ï„Î±", True),
    "Japanese": ("æ—¥æœ¬", True),
    "an emoji": ("Cats ðŸ˜€", True),
    "a lost character": ("A lost \ufffd.", True),
    "an alias": ("Yes.,,Un cafÃ© ?", True),
    "a topic": ("Yes.,Un cafÃ©", True),
    "Portuguese capitals": ("“NÃO” e “IRMÃ”: ‘AMANHÃ’… «A MAÇÃ» e LÃ–", False),
    "French capitals": ("«DÉJÀ» â la carte, Â la.", False),
    "letters without their controls": ("The catâ\x80\x99s own.", False),
    "scripts": ("Кот. Γάτα. 猫です。 “Cats” 😀", False),
}


@pytest.mark.parametrize(("cells", "garbled"), GARBLED.values(), ids=GARBLED.keys())
def test_import_warns_of_what_check_calls_garbled(askfaq: Run, tmp_path: Path, cells: str, garbled: bool) -> None:
    row = f"Is it?,{cells}" + "," * (2 - cells.count(","))
    (tmp_path / "shop.csv").write_text(f"question,answer,topic,aliases\n{row}\n", encoding="utf-8")
    run = askfaq("import", "shop.csv", "-o", "faq.json")
    found = check_bytes((tmp_path / "faq.json").read_bytes(), "faq.json", ask=False)
    assert ("looks garbled" in run.err) == ("garbled-text" in {problem.code for problem in found}) == garbled


def test_a_folder_that_holds_its_own_faq_is_imported_again_as_it_is_now(askfaq: Run, tmp_path: Path) -> None:
    source = tmp_path / "rooms.md"
    for password in ("123", "456"):
        source.write_text(f"# Is there wifi?\n\nYes, {password}.\n", encoding="utf-8")
        assert askfaq("import", ".", "-o", "faq.json").code == 0
    assert askfaq("--faq", "faq.json", "is there wifi").out == "Yes, 456.\n"


@pytest.mark.skipif(sys.platform == "win32", reason="pipes of POSIX")
def test_a_pipe_is_written_to_and_not_read(askfaq: Run, page: Path, tmp_path: Path, env: dict[str, str]) -> None:
    to_stdout = askfaq("import", "shop.txt", "-o", "/dev/stdout")
    assert to_stdout.out == askfaq("import", "shop.txt").out
    (tmp_path / "faq.json").write_text(to_stdout.out, encoding="utf-8")
    exported = askfaq("export", "--faq", "faq.json", "-o", "/dev/stdout")
    assert (exported.code, exported.out) == (0, askfaq("export", "--faq", "faq.json").out)
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["cat", str(tmp_path / "pipe")], stdout=subprocess.PIPE) as reader:
        assert askfaq("import", "shop.txt", "-o", "pipe").err.endswith("pipe: written\n")
        assert reader.communicate()[0].decode() == to_stdout.out


def test_an_import_takes_in_what_another_program_wrote_meanwhile(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(tmp_path / "faq.json")
    write, others = saving.write_atomically, [Draft("Dogs?", "Yes."), Draft("How do I pay?", "In cash.")]

    def write_late(target: str, content: bytes, **more: Any) -> list[str]:
        if others:
            monkeypatch.setattr(saving, "write_atomically", write)
            add_entry(path, others.pop())
            monkeypatch.setattr(saving, "write_atomically", write_late)
        return write(target, content, **more)

    monkeypatch.setattr(saving, "write_atomically", write_late)
    assert import_sources([str(page)], ImportOptions(output=path), open_terminal()) == 0
    assert {entry.question: entry.answer for entry in load_faq(path).entries} == {
        "How do I pay?": "In cash.",
        "Dogs?": "Yes.",
        "When is it here?": "1. Wait.\n2. Wait more.",
    }
    assert "another program changed it meanwhile" in capsys.readouterr().err


def test_an_import_gives_up_where_others_write_for_ever(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(target: str, content: bytes, **more: Any) -> list[str]:
        raise DisturbedError(target, "changed")

    monkeypatch.setattr(saving, "write_atomically", never)
    with pytest.raises(ChangedError, match="keep changing the file"):
        import_sources([str(page)], ImportOptions(output=str(tmp_path / "faq.json")), open_terminal())
