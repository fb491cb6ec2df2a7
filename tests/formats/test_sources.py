"""From bytes, files and folders to entries: encodings, sniffing, refusals, and where each entry came from."""

import os
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.errors import AskfaqError, FileError, UsageError
from askfaq.formats.decode import Decoded, decode
from askfaq.formats.detect import detect
from askfaq.formats.records.field_names import Columns
from askfaq.formats.registry import READABLE, SUFFIXES, read_bytes, suffix_of
from askfaq.formats.sources.outcome import combined
from askfaq.formats.sources.source import read_source
from askfaq.limits import MAX_FAQ_BYTES, MAX_IMPORT_BYTES
from conftest import notes

ENCODED = {
    "UTF-8": ("Où ?".encode(), "utf-8", 0),
    "UTF-8 with a mark": (b"\xef\xbb\xbf" + "Où ?".encode(), "utf-8", 0),
    "UTF-16 with a mark": ("\ufeffOù ?".encode("utf-16-le"), "utf-16-le", 0),
    "UTF-16 the other way round": ("\ufeffOù ?".encode("utf-16-be"), "utf-16-be", 0),
    "declared Latin-1": (b'<meta charset="iso-8859-1">O\xf9 ?', "cp1252", 0),
    "declared Shift-JIS": (b'<meta charset="shift_jis">' + "質問".encode("shift_jis"), "cp932", 0),
    "declared by the web's name": (b"<!doctype html>\n<meta charset=x-sjis>" + "質問".encode("shift_jis"), "cp932", 0),
    "declared, and UTF-8 all the same": ('<html><meta charset="iso-8859-1">Grüße'.encode(), "utf-8", 1),
    "declared, and ASCII": (b'<meta charset="iso-2022-jp">' + "質問".encode("iso-2022-jp"), "iso-2022-jp", 0),
    "declared in XML": (b'<?xml version="1.0" encoding="koi8-r"?>' + "да".encode("koi8-r"), "koi8-r", 0),
    "nothing declared and not UTF-8": (b"a\nO\xf9 \x93quoted\x94\x81", "cp1252", 1),
    "a wrong declaration": (b'<meta charset="utf-8">O\xf9', "cp1252", 1),
    "a codec that is no charset": (b'<meta charset="unicode_escape">O\\u00f9', "utf-8", 0),
}


def detected(text: str, name: str) -> str:
    return detect(text, name, SUFFIXES.get(suffix_of(name)))


@pytest.mark.parametrize(("raw", "encoding", "warnings"), ENCODED.values(), ids=ENCODED)
def test_decoding(raw: bytes, encoding: str, warnings: int) -> None:
    decoded = decode(raw, "faq.html")

    assert decoded.encoding == encoding
    assert len(decoded.remarks) == warnings
    assert "\ufeff" not in decoded.text


def test_cp1252_is_said_with_the_line() -> None:
    decoded = decode(ENCODED["nothing declared and not UTF-8"][0], "faq.txt")

    assert decoded.text == "a\nOù “quoted”\x81"
    assert decoded.remarks[0].line == 2


def test_text_is_composed_and_line_ends_are_one() -> None:
    assert decode(b"e\xcc\x81\r\nb\rc", "faq.txt").text == "é\nb\nc"


def test_what_a_text_says_about_a_charset_is_no_declaration() -> None:
    text = '# How do I declare Latin-1?\n\nWrite `<meta charset="iso-8859-1">`. Grüße!\n'
    assert decode(text.encode(), "faq.md") == Decoded(text, "utf-8")


@pytest.mark.parametrize("text", ["\\n\u0301", "\\u00ea\u0301", "<\u0338p>", "a>\u0338", "\\t\u0308x"], ids=ascii)
def test_a_combining_mark_changes_no_syntax(text: str) -> None:
    assert decode(text.encode() + b"\ne\xcc\x81", "faq.json").text == text + "\n\u00e9"


def test_nul_is_no_text() -> None:
    with pytest.raises(FileError, match=r"faq\.txt:2: holds NUL"):
        decode(b"a\nb\0", "faq.txt")


SNIFFED = {
    "html": "<!doctype html><title>x</title>",
    "jsonld": '{"@context": "https://schema.org", "@type": "FAQPage"}',
    "json": '[{"question": "Why?", "answer": "So."}]',
    "jsonl": '{"q": "Why?", "a": "So."}\n{"q": "How?", "a": "Thus."}\n',
    "yaml": "# x\n- question: Why?\n  answer: So.\n",
    "rasa": "version: '3.1'\nnlu:\n- intent: faq/x\n",
    "azure": "Question\tAnswer\tSource\tMetadata\tSuggestedQuestions\tIsContextOnly\tPrompts\tQnaId\n",
    "anki": "#separator:tab\n#html:true\nWhy?\tSo.\n",
    "dialogflow": '{"name": "x", "contexts": [], "responses": []}',
    "csv": "id;question;answer\n1;Why?;So.\n",
    "markdown": "# FAQ\n\n## Why?\n\nSo.\n\n## How?\n\nThus.\n",
    "text": "Why?\n\nSo, or so.\n\nHow?\n\nThus.\n",
}


@pytest.mark.parametrize(("format", "text"), SNIFFED.items(), ids=SNIFFED)
def test_formats_are_known_by_their_content(format: str, text: str) -> None:
    assert detected(text, "-") == format
    assert detected(text, "faq.txt") == format


def test_the_suffix_is_a_hint() -> None:
    assert detected("Why?,So.\nHow?,Thus.\n", "faq.csv") == "csv"
    assert detected("**Why?**\n\nSo.\n", "faq.md") == "markdown"
    assert detected("<html><body>", "faq.md") == "html"
    assert detected("a: b\n", "faq.yaml") == "yaml"
    assert detected("Why?\n\n# make install\n\n# Ready?\n", "faq.txt") == "text"


@pytest.mark.parametrize(
    ("text", "name", "format"),
    [
        ("<!doctype html><p>Why?", "faq.csv", "html"),
        ("<!doctype html><p>Why?", "faq.json", "html"),
        ("- question: Why?\n  answer: So.\n", "faq.json", "yaml"),
        ("Why?\n\nSo.\n", "faq.html", "text"),
        ("a tag: <b>,So.\n", "faq.csv", "csv"),
    ],
)
def test_a_suffix_that_the_content_contradicts_is_no_hint(text: str, name: str, format: str) -> None:
    assert detected(text, name) == format


@pytest.mark.parametrize(
    ("raw", "name", "message"),
    [
        (b"%PDF-1.7\n", "a.pdf", "looks like PDF"),
        (b"PK\x03\x04....word/document.xml", "a b.docx", "looks like DOCX.*pandoc -t gfm 'a b.docx' | askfaq import -"),
        (
            b".. contents::\n\nWhy?\n====\n\nSee :ref:`x`.\n",
            "-",
            "looks like reStructuredText.*pandoc -f rst -t gfm FILE",
        ),
        (b"Why?\n====\n\nSo.\n", "faq.rst", "looks like reStructuredText.*pandoc -t gfm faq.rst"),
        (b"= FAQ\n:toc:\n\n== Why?\n\nSo.\n", "faq.adoc", "looks like AsciiDoc"),
        (b"= FAQ\n:toc:\n\n== Why?\n\n[qanda]\nSo.:: x\n", "-", "looks like AsciiDoc"),
        (b"#+TITLE: FAQ\n* Why?\nSo.\n", "faq.org", "looks like Org"),
        (b"\\documentclass{article}\\section{Why?}", "faq.tex", "looks like LaTeX"),
        (b"", "faq.txt", "is empty"),
        (b" \n", "-", "is empty"),
    ],
)
def test_what_is_not_read_is_named_with_the_way_there(raw: bytes, name: str, message: str) -> None:
    with pytest.raises(FileError, match=message):
        read_bytes(raw, name)


def test_an_unknown_format_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="askfaq does not know the format docx; it reads text, markdown, html"):
        read_bytes(b"Why?", "-", format="docx")


@pytest.mark.parametrize("format", sorted(READABLE))
@given(
    raw=st.binary(max_size=60)
    | st.text(max_size=60).map(str.encode)
    | st.sampled_from([t.encode() for t in SNIFFED.values()])
)
def test_whatever_the_bytes_are_they_are_read_or_refused(format: str, raw: bytes) -> None:
    try:
        result = read_bytes(raw, "x", format=format)
    except AskfaqError:
        return
    assert result.read == result.kept + len(result.skipped)
    assert all(entry.question.strip() and entry.answer.strip() for entry in result.entries)


def test_entries_say_where_they_came_from(tmp_path: Path) -> None:
    path = tmp_path / "faq.txt"
    path.write_text("Why?\n\nSo.\n\nHow?\n\nThus.\n", encoding="utf-8")

    assert [entry.source for entry in read_source(str(path)).entries] == ["faq.txt:1", "faq.txt:5"]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are any bytes on Linux only")
def test_names_that_no_faq_can_hold_are_cleaned(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"caf\udce9\n/a\x1b.md": "# Why?\n\nSo.\n"})

    (entry,) = read_source(folder).entries

    assert (entry.topic, entry.source) == ("caf\ufffd", "caf\ufffd /a.md:1")
    path = str(tmp_path / "faq" / "caf\udce9\n" / "a\x1b.md")
    assert [found.source for found in read_source(path).entries] == ["a.md:1"]


@pytest.mark.skipif(sys.platform != "linux", reason="file names are any bytes on Linux only")
def test_a_name_that_is_not_text_is_one_of_json_too(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"caf\udce9.json": '[{"question": "Why?", "answer": "So."}]'})
    assert [entry.question for entry in read_source(folder).entries] == ["Why?"]


def test_addresses_are_not_fetched() -> None:
    with pytest.raises(FileError, match=r"curl -L https://example.org/faq \| askfaq import -"):
        read_source("https://example.org/faq")


def folder_of(tmp_path: Path, files: dict[str, str]) -> str:
    for name, text in files.items():
        path = tmp_path / "faq" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return str(tmp_path / "faq")


def test_a_folder_is_walked_in_the_order_that_its_files_give(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        {
            "a.md": "---\nquestion: Third?\nsort_order: 10\n---\nC\n",
            "b.md": "---\nquestion: Second?\nsort_order: 9\n---\nB\n",
            "c.md": "# Fourth?\n\nD\n",
            "first.csv": "question,answer\nZero?,Z\n",
            "more/d.md": "---\ntitle: On fees\n---\nE\n",
            ".hidden.md": "# Hidden?\n\nx\n",
            "logo.png": "",
        },
    )

    result = read_source(folder)

    assert [(entry.question, entry.topic, entry.source) for entry in result.entries] == [
        ("Second?", None, "b.md:1"),
        ("Third?", None, "a.md:1"),
        ("Fourth?", None, "c.md:1"),
        ("Zero?", None, "first.csv:2"),
        ("On fees", "more", "more/d.md:1"),
    ]
    assert [remark.text for remark in notes(result)] == ["files of another kind: 1 with .png"]


def test_a_refused_file_in_a_folder_is_skipped_with_its_place_and_reason(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"a.csv": "question,answer\nWhy?,So.,x\n", "b.txt": "Why?\n\nSo.\n\nHow?\n\nThus.\n"})

    result = read_source(folder)

    assert (result.format, result.kept) == ("text", 2)
    assert [(remark.path, remark.line) for remark in result.skipped] == [("a.csv", 2)]


def test_files_that_are_too_large_are_skipped_and_the_others_read(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"a.md": "# Why?\n\nSo.\n", "b.yml": "x" * (MAX_IMPORT_BYTES + 1)})
    with (tmp_path / "faq" / "c.md").open("wb") as file:
        file.truncate(MAX_FAQ_BYTES + 1)

    result = read_source(folder)

    assert [entry.question for entry in result.entries] == ["Why?"]
    assert [(remark.path, remark.text) for remark in result.skipped] == [
        ("b.yml", "more than 64 MiB; a FAQ file is smaller"),
        ("c.md", "more than 64 MiB; a FAQ file is smaller"),
    ]


def test_a_rasa_project_that_is_refused_leaves_the_other_files(tmp_path: Path) -> None:
    nlu = "nlu:\n- intent: faq/refund\n  examples: [\n"

    result = read_source(folder_of(tmp_path, {"a.md": "# Why?\n\nSo.\n", "nlu.yml": nlu}))

    assert [entry.question for entry in result.entries] == ["Why?"]
    assert [remark.path for remark in result.skipped] == ["nlu.yml"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_links_to_files_are_read_and_links_to_folders_are_not(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"a.md": "# Why?\n\nSo.\n"})
    (tmp_path / "elsewhere.md").write_text("# How?\n\nThus.\n", encoding="utf-8")
    (tmp_path / "faq" / "b.md").symlink_to(tmp_path / "elsewhere.md")
    (tmp_path / "faq" / "back").symlink_to(tmp_path)

    assert [(entry.question, entry.source) for entry in read_source(folder).entries] == [
        ("Why?", "a.md:1"),
        ("How?", "b.md:1"),
    ]


def test_the_file_that_is_written_to_is_no_source_of_its_folder(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"a.json": '[{"question": "Why?", "answer": "Old."}]', "b.md": "# Why?\n\nNew.\n"})

    result = read_source(folder, target=str(tmp_path / "faq" / ".." / "faq" / "a.json"))

    assert [entry.answer for entry in result.entries] == ["New."]
    assert [(r.path, r.text) for r in notes(result)] == [("a.json", "this is what is written to, and no source")]


def test_a_folder_that_cannot_be_read_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = folder_of(tmp_path, {"a.md": "# Why?\n\nSo.\n", "closed/b.md": "# How?\n\nThus.\n"})
    scan = os.scandir

    def refuse(path: str) -> Any:
        if path.endswith("closed"):
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    result = read_source(folder)

    assert [entry.question for entry in result.entries] == ["Why?"]
    assert [(r.path, r.text) for r in result.skipped] == [("closed", "this folder cannot be read: permission denied")]
    with pytest.raises(FileError, match="this folder cannot be read: permission denied"):
        read_source(f"{folder}/closed")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such long paths")
def test_a_folder_is_walked_however_deep_it_is(tmp_path: Path) -> None:
    deep = tmp_path / "faq"
    before = os.getcwd()
    deep.mkdir()
    os.chdir(deep)
    try:
        for _ in range(1_200):
            os.mkdir("d")
            os.chdir("d")
        Path("a.md").write_text("# Why?\n\nSo.\n", encoding="utf-8")
    finally:
        os.chdir(before)

    (entry,) = read_source(str(deep)).entries

    assert entry.question == "Why?"
    deep.joinpath(*["d"] * 1_200, "a.md").unlink()
    for depth in range(1_200, 0, -1):  # shutil.rmtree and pytest's own would not come so deep
        os.rmdir(os.path.join(deep, *["d"] * depth))


def test_a_rasa_project_is_read_across_its_files(tmp_path: Path) -> None:
    nlu = "nlu:\n- intent: faq/refund\n  examples: |\n    - refund please\n"
    domain = "responses:\n  utter_faq/refund:\n  - text: Ask for it.\n"

    result = read_source(folder_of(tmp_path, {"nlu.yml": nlu, "domain.yml": domain}))

    assert [(entry.question, entry.answer) for entry in result.entries] == [("refund please", "Ask for it.")]


def test_a_folder_of_articles_is_read_by_their_titles(tmp_path: Path) -> None:
    pages = {
        "lost-keys.md": "# Lost keys\n\nCall us.\n\n## How it goes on\n\nWait.\n",
        "towels.md": "---\ntitle: Towels\n---\n\n## Large\n\nYes.\n\n## Small\n\nNo.\n",
        "water/_category_.json": '{"label": "In the water", "position": 2}',
        "water/depth.md": "# Depth\n\n2 m.\n",
        "water/faq.md": "# FAQ\n\n## Is it warm?\n\nYes.\n\n## Is it clean?\n\nYes, too.\n",
    }

    result = read_source(folder_of(tmp_path, pages))

    assert [(entry.question, entry.topic) for entry in result.entries] == [
        ("Lost keys", None),
        ("Towels", None),
        ("Depth", "In the water"),
        ("Is it warm?", "In the water"),
        ("Is it clean?", "In the water"),
    ]
    assert result.entries[0].answer == "Call us.\n\n## How it goes on\n\nWait."
    assert result.remarks == ()


def test_the_level_of_questions_is_for_markdown_alone(tmp_path: Path) -> None:
    page, table = "## Depth\n\n2 m.\n\n## Warmth\n\n20 °C.\n", "question,answer\nWhy?,So.\n"

    result = read_source(folder_of(tmp_path, {"pool.md": page, "faq.csv": table}), heading_level=2)

    assert [entry.question for entry in result.entries] == ["Why?", "Depth", "Warmth"]
    with pytest.raises(UsageError, match="--heading-level is for Markdown, not for csv"):
        read_bytes(table.encode(), "faq.csv", heading_level=2)


ROOM = 100_000  # bytes that a file holds beside its entry
LARGE_FILES = {
    "pages": ("{}.md", "# Why {}?\n\nSo.\n\n<!--" + " " * ROOM + "-->\n"),
    "lists": ("{}.json", '[{{"question": "Why {}?", "answer": "So."}}]' + " " * ROOM),
    "sections": (
        "sections{}.json",
        '{{"sections": [], "faq": [{{"question": "Why {}?", "answer": "So."}}]}}' + " " * ROOM,
    ),
    "a Rasa project": (
        "{}.yml",
        "nlu:\n- intent: a{0}\n  examples: |\n    - why {0}\nresponses:\n  utter_a{0}:\n  - text: So.\n#" + "x" * ROOM,
    ),
    "Dialogflow's phrases": ("a{}_usersays_en.json", '[{{"data": [{{"text": "Why {}?"}}]}}]' + " " * ROOM),
}


@pytest.mark.parametrize(("name", "text"), LARGE_FILES.values(), ids=LARGE_FILES)
def test_a_folder_takes_the_memory_of_its_largest_file(name: str, text: str, tmp_path: Path) -> None:
    peaks = []
    for count in (1, 1, 12):  # first what is imported and compiled once
        written = {name.format(i): text.format(i) for i in range(count)}
        if "usersays" in name:
            written |= {
                f"a{i}.json": '{"name": "a", "responses": [{"messages": [{"speech": "So."}]}]}' for i in range(count)
            }
        folder = folder_of(tmp_path, written)
        del written
        tracemalloc.start()
        assert len(read_source(folder).entries) == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] - peaks[1] < 3 * ROOM  # of eleven more


def test_a_folder_without_any_such_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="no file in this folder"):
        read_source(folder_of(tmp_path, {"a.png": ""}))


def test_a_question_in_two_sources_is_kept_from_the_first() -> None:
    one = read_bytes(b"question,answer\nWhy?,So.\n", "one.csv")
    two = read_bytes(b"question,answer\nWhy?,Else.\nHow?,Thus.\n", "two.csv")

    result = combined([("one.csv", one), ("two.csv", two)])

    assert [(entry.question, entry.answer) for entry in result.entries] == [("Why?", "So."), ("How?", "Thus.")]
    assert [(remark.path, remark.line) for remark in result.skipped] == [("two.csv", 2)]


MANY = 20_000
HOSTILE = {
    "question marks": "?" * MANY + "a",
    "question lines": "Why?\n" * MANY,
    "blank lines": "\n" * MANY + "a: b",
    "spaces": " " * MANY + "?",
    "labels": "".join(f"{i}. Why {i}\n\nSo.\n\n" for i in range(MANY // 20)),
    "stars": "*a* " * MANY,
    "subjects": "Subject: Why?\n\nSo.\n\n" * (MANY // 4),
    "headers": "Subject: Why?\n" + "X: y\n" * MANY,
    "rules": ("-----\n" * 4 + "Subject: Why?\n\n") * (MANY // 20),
    "fences": "Why?\n\n" + "```x\n" * MANY + "\nHow?\n\nSo.",
    "unclosed fences": "Why?\n\n" + "`````\n~~~\n" + "a\n" * MANY + "\nHow?\n\nSo.",
    "columns": "Why?\n\n" + ("a   b " * 40 + "\n") * (MANY // 40) + "\nHow?\n\nSo.",
    "steps": "Why?\n\n" + "".join(" " * (i % 60) + "a\n" for i in range(MANY)) + "\nHow?\n\nSo.",
    "initials": "В: а\nО: б\n" * MANY,
    "the same answer": "Why?\n\nSo.\n\nTop\n\n" * (MANY // 4),
    "lines below answers": "".join(f"Why {i}?\n\nSo.\n\n{'Top' * 9}\n" * 2 for i in range(MANY // 20)),
    "headings": "== Why? ==\n" * MANY,
    "capitals": "AB" * MANY + "x\n\nWhy?\n\nSo.",
    "brackets": "## Why?\n\n" + "[" * MANY,
    "open comments": "<html>" + "<!-- " * MANY,
    "closed comments": "<!-- -->" * MANY + "x",
    "open scripts": "<html>" + "<script type=application/ld+json>{/*" * (MANY // 20),
    "open paragraphs": "<html>" + "<p>Why?" * (MANY // 10),
    "nested details": "<html>" + "<details><summary>Why?</summary>" * 400,
    "nested lists": "<html><h2>Why?</h2>" + "<ul><li>" * 400 + "x",
    "nested spans": "<html><h2>Why?</h2><p>" + "<span>" * 900 + "x",
    "anchors": "# Why?" + "<a " * MANY,
    "attributes": "# Why? {:" + " " * MANY + "x",
    "front matter": "---\n" + "a b" * MANY + "\n  c\n" * MANY + "---\n# Why?\n\nSo.",
    "an open cell": 'question,answer\n"' + "a\n" * MANY,
    "deep JSON": '{"faqs":' * MANY,
    "deep JSON-LD": '{"@type":"FAQPage","mainEntity":' * MANY,
    "broken JSON-LD": '<html><script type="application/ld+json">{"@type":' + "/*" * MANY + "</script><h2>Why?</h2>So.",
    "deep YAML": "- q: " + "[" * MANY,
    "a half character": '[{"q": "Why?", "a": "\\ud800"}]',
    "open details": "<details>" * MANY,
    "details in a row": "<details><summary>Why?</summary>So.</details>\n" * (MANY // 20),
    "titles": "<details><summary>" * (MANY // 4),
    "braces": "<A b={" * (MANY // 2),
    "boxes": ":::tip\n" * (MANY // 4),
    "backticks": "# Why?\n\n" + "".join("`" * (i % 300 + 1) + " " for i in range(500)),
    "elements": "# Why?\n\n" + "<b>" * (MANY // 2),
    "definitions": "# Why?\n\n" + "[a]: b\n" * (MANY // 4),
    "controls": "Why?\n\n\x1b[31m\x07So.\n\nHow?\n\n\x9b\u202eThus.\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_sources_are_read_or_refused_in_no_time(text: str) -> None:
    try:
        entries = read_bytes(text.encode(), "-").entries
    except FileError:
        entries = ()
    assert "\x1b" not in "".join(entry.answer for entry in entries)


def test_columns_apply_where_they_fit(tmp_path: Path) -> None:
    folder = folder_of(
        tmp_path,
        {
            "a.csv": "nr,frage,antwort\n1,Why?,So.\n",
            "b.html": "<details><summary>How?</summary>Thus.</details>",
            "c.csv": "question,answer\nWhen?,Now.\n",
            "d.json": '[{"frage": "Where?", "antwort": "Here."}]',
        },
    )

    result = read_source(folder, columns=Columns("frage", "antwort"))

    assert [(entry.question, entry.answer) for entry in result.entries] == [
        ("Why?", "So."),
        ("How?", "Thus."),
        ("When?", "Now."),
        ("Where?", "Here."),
    ]
    assert {remark.path for remark in notes(result) if "no column" in remark.text} == {"c.csv"}


def test_columns_of_another_source_do_not_make_a_page_a_table(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<details><summary>How?</summary>Thus.</details>", encoding="utf-8")

    with pytest.raises(UsageError, match="not for html"):
        read_source(str(page), columns=Columns("frage"))
    assert read_source(str(page), columns=Columns("frage"), beside=["faq.csv"]).kept == 1


ARTICLES = '{"articles": [{"title": "Why?", "body": "So.", "section_id": 7}]}'
SECTIONS = '{"sections": [{"id": 7, "name": "Boats", "description": "On boats."}]}'


def test_sections_in_a_file_beside_name_the_topics(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, {"articles.json": ARTICLES, "sections.json": SECTIONS})
    paths = [str(tmp_path / "faq" / name) for name in ("articles.json", "sections.json")]

    result = read_source(folder)

    assert [(entry.question, entry.topic) for entry in result.entries] == [("Why?", "Boats")]
    assert not result.skipped
    assert [entry.topic for entry in read_source(paths[0], beside=paths[1:]).entries] == ["Boats"]
    assert read_source(paths[1], beside=paths[:1]).kept == 0
    with pytest.raises(FileError, match="import it with those"):
        read_source(paths[1])


def test_a_rasa_project_names_the_file_of_each_entry_and_remark(tmp_path: Path) -> None:
    nlu = "nlu:\n- intent: faq/refund\n  examples: |\n    - refund please\n- intent: faq/lost\n  examples: |\n    - lost\n"
    domain = "responses:\n  utter_faq/refund:\n  - text: Ask for it.\n"

    result = read_source(folder_of(tmp_path, {"data/nlu.yml": nlu, "domain.yml": domain}))

    assert [entry.source for entry in result.entries] == ["data/nlu.yml:2"]
    assert [(remark.path, remark.line) for remark in result.skipped] == [("data/nlu.yml", 5)]


def test_a_dialogflow_export_is_read_across_its_files(tmp_path: Path) -> None:
    intent = '{"name": "hours", "contexts": [], "responses": [{"messages": [{"speech": ["Daily."]}]}]}'
    phrases = '[{"data": [{"text": "when are you open"}]}]'
    files = {"intents/hours.json": intent, "intents/hours_usersays_en.json": phrases}

    result = read_source(folder_of(tmp_path, files))

    assert [(entry.question, entry.answer, entry.source) for entry in result.entries] == [
        ("when are you open", "Daily.", "intents/hours.json:1")
    ]
    assert not result.remarks


def test_a_page_that_calls_itself_a_faq_is_no_article_of_a_help_centre(tmp_path: Path) -> None:
    (tmp_path / "shop.md").write_text(
        "# Shop FAQ\n\n## Shipping costs\n\nNone.\n\n## Returns\n\nIn May.\n", encoding="utf-8"
    )
    for name in ("pay", "order"):
        text = f"# How to {name}\n\nBy card.\n\n## Abroad\n\nToo.\n"
        (tmp_path / f"{name}.md").write_text(text, encoding="utf-8")

    result = read_source(str(tmp_path))

    assert [entry.question for entry in result.entries] == [
        "How to order",
        "How to pay",
        "Shipping costs",
        "Returns",
    ]
