"""The entries of an export can be read back without loss, and cannot harm the page that it is put into."""

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from askfaq.errors import UsageError
from askfaq.faq.load import load_faq
from askfaq.formats.imported import tidy, tidy_line
from askfaq.formats.markup.fragments import to_html
from askfaq.formats.registry import WRITABLE, export, export_format, read_bytes
from askfaq.model import Entry, FaqFile
from askfaq.text.normalize import wording_key
from conftest import SAMPLE, Run, entry

FORMATS = sorted(WRITABLE)
SAMPLE_FAQ = load_faq(str(SAMPLE))
NAMES = {"markdown": "faq.md", "html": "faq.html", "jsonld": "faq.json", "csv": "faq.csv"}

# Markup of every format, line ends of every kind, other scripts, and what ends a comment, a fence or a script.
MARKUP = (
    "a|Why| |  |?|1. |- |* |# |### |> |```|~~~|`|\"|'|,|;|<b>|</script>|<!--|-->|<!-- askfaq topic -->|&amp;|**|_"
    "|[x](y)|](|\\|{#id}|---|+++|===|    |A: |Q: |é|質問|😀|:|<details>|<summary>|</details>|<p>|…|“|1|&#x27;|{|}"
    '|\\n|~|=|http://x|<!-- askfaq {"id": "x"} -->'
)
PIECES = st.sampled_from([*MARKUP.split("|"), "|", "\n", "\n\n", "\t", "\u2028", "\xa0"])
TEXT = st.lists(PIECES | st.text(max_size=3), min_size=1, max_size=12).map("".join)
LINE = TEXT.map(tidy_line).filter(bool)
ID = st.text("abcXYZ019-_.é#&<>\"'?/", min_size=1, max_size=12)
ENTRY = st.builds(
    Entry,
    id=ID,
    question=LINE,
    answer=TEXT.map(tidy).filter(lambda text: bool(text.strip())),
    aliases=st.lists(LINE, max_size=3, unique=True).map(tuple),
    topic=st.none() | LINE,
    source=st.none() | LINE,
)
ENTRIES = st.lists(
    ENTRY, min_size=1, max_size=4, unique_by=(lambda entry: entry.id, lambda entry: wording_key(entry.question))
).map(lambda entries: [e._replace(aliases=tuple(a for a in e.aliases if a != e.question)) for e in entries])


def entries_of(text: str, name: str) -> list[tuple[Any, ...]]:
    found = read_bytes(text.encode(), name).entries
    return [(e.id, e.question, e.answer, e.aliases, e.topic, e.source) for e in found]


def as_tuples(entries: list[Entry], format: str) -> list[tuple[Any, ...]]:
    """A page for readers keeps a source as they may see it."""
    is_page = format in ("html", "jsonld")
    return [(e.id, e.question, e.answer, e.aliases, e.topic, e.citation if is_page else e.source) for e in entries]


@pytest.mark.parametrize("format", FORMATS)
@given(entries=ENTRIES)
@example(entries=[Entry("a", "What?", "```\nnever closed"), Entry("b", "And then?", "Yes.\n\n# Big\n\n### Small")])
@example(
    entries=[Entry("a", "What?", "So.", source="page.md:12"), Entry("b", "How?", "So.", source="https://e.org:80")]
)
@example(entries=[Entry("0", "a", "a?", topic="a", source="a"), Entry("00", ">", "aaa&amp;", source="a")])
@example(entries=[Entry("0", "Still have questions?", "a"), Entry("<", "Why", "a", topic="a?")])
@example(entries=[Entry("101", "What is a name?", "A number, too.")])
@example(entries=[Entry("a", "What is <b> & why #", "<p>raw</p>", ("a|b",)), Entry("b", "-", "---")])
def test_every_export_comes_back_whole(format: str, entries: list[Entry]) -> None:
    text = export(FaqFile(tuple(entries), title="My *FAQ*", language="en"), format)

    assert entries_of(text, NAMES[format]) == as_tuples(entries, format)
    assert text.endswith("\n")


@pytest.mark.parametrize(
    ("format", "whole", "without"),
    [
        ("markdown", {"title": "F"}, {}),
        ("html", {"title": "F", "language": "fr"}, {"title": "Frequently asked questions", "language": "en"}),
        ("jsonld", {"title": "F", "language": "fr"}, {}),
        ("csv", {}, {}),
    ],
)
def test_what_comes_back_beside_the_entries(format: str, whole: dict[str, str], without: dict[str, str]) -> None:
    bare = FaqFile((Entry("why", "Why?", "So.", ignore=("similar:how",)),))
    full = bare._replace(title="F", language="fr", contact="Call us.", threshold=0.9)

    heads = [dict(read_bytes(export(faq, format).encode(), NAMES[format]).head) for faq in (full, bare)]

    assert heads == [whole, without]


FAQ_PAGE = {
    "type": "object",
    "required": ["@context", "@type", "mainEntity"],
    "properties": {
        "@context": {"const": "https://schema.org"},
        "@type": {"const": "FAQPage"},
        "name": {"type": "string"},
        "inLanguage": {"type": "string"},
        "mainEntity": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "required": ["@type", "name", "acceptedAnswer"],
                "properties": {
                    "@type": {"const": "Question"},
                    "name": {"type": "string", "minLength": 1},
                    "identifier": {"type": "string"},
                    "alternateName": {"type": "array", "items": {"type": "string"}},
                    "about": {"type": "object", "required": ["@type", "name"]},
                    "citation": {"type": "string"},
                    "acceptedAnswer": {
                        "type": "object",
                        "required": ["@type", "text"],
                        "properties": {"@type": {"const": "Answer"}, "text": {"type": "string", "minLength": 1}},
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}
HARMFUL = FaqFile(
    (
        Entry(
            "a\"'><script>",
            "Why <script>alert(1)</script>?",
            "<script>alert(2)</script> [x](javascript:alert(3)) [y](data:text/html,x) ![z](vbscript:x) [w](https://e.org)",
            ("</script><b>",),
            "</script>",
            "javascript:alert(4)",
        ),
    ),
    title="</title><script>",
    language='en"><script>',
    contact="<img src=x onerror=alert(5)>",
)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("last", ["Ask us.", "[Back to top](#top)", "- [Edit this](https://x.example/edit/a)"])
def test_what_stands_under_every_answer_comes_back(format: str, last: str) -> None:
    answers = [f"{said}\n\n{last}" for said in ("Yes.", "No.", "At noon.")]
    faq = FaqFile(tuple(Entry(f"e{i}", f"What is it {i}?", answer) for i, answer in enumerate(answers)))
    assert [e.answer for e in read_bytes(export(faq, format).encode(), NAMES[format]).entries] == answers


@pytest.mark.parametrize("format", FORMATS)
def test_an_answer_whose_page_would_be_refused_comes_back_all_the_same(format: str) -> None:
    answer = "**" * 2_000 + "No" + "**" * 2_000
    faq = FaqFile((Entry("a", "What is it?", answer), Entry("b", "Is it far?", "No.")))
    back = read_bytes(export(faq, format).encode(), NAMES[format]).entries
    assert [e.answer for e in back] == [answer, "No."]


@pytest.mark.parametrize("answer", ["=1+2", "+1", "-2+3", "@SUM(1)", "'=1", "''-x", "- a list", "\uff1d1"])
def test_no_cell_of_a_table_is_a_formula(answer: str) -> None:
    faq = FaqFile([Entry("a", f"{answer}?", answer, aliases=(answer, "b"), topic=answer, source=answer)])
    text = export(faq, "csv")
    (_, row) = csv.reader(io.StringIO(text))
    assert not any(cell and cell[0] in "=+-@\t\r\uff1d" for cell in row)
    (back,) = read_bytes(text.encode(), "faq.csv").entries
    assert (back.question, back.answer, back.topic, back.source) == (f"{answer}?", answer, answer.strip(), answer)


def test_nothing_in_json_ld_ends_a_script() -> None:
    end = "</script><!--\u2028"
    text = export(FaqFile([Entry("a", f"{end}?", end, topic=end, source=f"x {end}")], title=end), "jsonld")
    assert not set("<>\u2028") & set(text)
    assert json.loads(text)["name"] == end


def test_a_carriage_return_hides_no_entry_in_markdown() -> None:
    answer = 'Fine.\r\r### Fake?\r<!-- askfaq {"id": "evil"} -->\r\rMore'
    (back,) = read_bytes(export(FaqFile([Entry("a", "Is it?", answer)]), "markdown").encode(), "faq.md").entries
    assert (back.id, back.answer) == ("a", answer.replace("\r", "\n"))


def test_json_ld_is_a_faq_page() -> None:
    jsonschema.validate(json.loads(export(SAMPLE_FAQ, "jsonld")), FAQ_PAGE)


def test_the_page_holds_the_same_json_ld_and_one_details_an_entry() -> None:
    tree = LexborHTMLParser(export(SAMPLE_FAQ, "html"))

    (script,) = tree.css("script[type='application/ld+json']")
    assert json.loads(script.text()) == json.loads(export(SAMPLE_FAQ, "jsonld"))
    assert [node.attributes["id"] for node in tree.css("details")] == [entry.id for entry in SAMPLE_FAQ.entries]
    assert tree.css_first("html").attributes["lang"] == "en"
    assert not re.search(r"<link|src=|@import|url\(", export(SAMPLE_FAQ, "html")), "it needs no other file"


def test_nothing_in_a_faq_can_run_in_the_page() -> None:
    tree = LexborHTMLParser(export(HARMFUL, "html"))

    assert [node.attributes.get("type") for node in tree.css("script")] == ["application/ld+json", None]
    assert [node.attributes["href"] for node in tree.css("a")] == ["https://e.org"]
    assert tree.css("img, [onerror]") == []
    assert tree.css_first("details").attributes["id"] == HARMFUL.entries[0].id


@pytest.mark.parametrize(
    "url", ["javascript:x", "JaVaScRiPt:x", " javascript:x", "data:text/html,x", "vbscript:x", "file:///x"]
)
def test_links_of_other_schemes_are_text(url: str) -> None:
    assert "href" not in to_html(f"[x](<{url}>)")


@pytest.mark.parametrize("url", ["https://e.org", "mailto:a@b.c", "/faq", "#top", "page.html?x=a:b"])
def test_links_that_a_page_may_hold(url: str) -> None:
    assert "href" in to_html(f"[x]({url})")


def test_markdown_reads_well() -> None:
    faq = FaqFile((Entry("why", "Why *so*?", "So.", ("what for",), "T"), Entry("how", "How?", "Thus.", (), "T")), "F")

    assert export(faq, "markdown") == (
        "# F\n\n## T\n<!-- askfaq topic -->\n\n### Why \\*so\\*?\n"
        '<!-- askfaq {"id": "why", "topic": "T", "aliases": ["what for"]} -->\n\nSo.\n\n'
        '### How?\n<!-- askfaq {"id": "how", "topic": "T"} -->\n\nThus.\n'
    )


def test_a_question_written_into_exported_markdown_is_an_entry() -> None:
    text = export(FaqFile((Entry("why", "Why?", "So.", (), "T"),)), "markdown") + "\n### How?\n\nThus.\n"

    found = read_bytes(text.encode(), "faq.md").entries

    assert [(entry.question, entry.answer, entry.topic) for entry in found] == [
        ("Why?", "So.", "T"),
        ("How?", "Thus.", "T"),
    ]


def test_an_unknown_format_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match=r"does not know the format docx .* it writes markdown, html, jsonld, csv"):
        export(SAMPLE_FAQ, "docx")


@pytest.mark.parametrize(("name", "format"), [("md", "markdown"), ("HTM", "html"), ("json-ld", "jsonld")])
def test_formats_go_by_the_names_that_import_knows(name: str, format: str) -> None:
    assert export(SAMPLE_FAQ, name) == export(SAMPLE_FAQ, format)


def test_a_table_with_tabs_is_read_and_not_written() -> None:
    with pytest.raises(UsageError, match="does not know the format tsv"):
        export(SAMPLE_FAQ, "tsv")
    assert read_bytes(b"question\tanswer\nWhy?\tSo.\n", "-", format="tsv").kept == 1


@pytest.mark.parametrize(
    ("path", "format"),
    [
        *(("faq.html", "html"), ("faq.HTM", "html"), ("a.b/faq.csv", "csv"), ("faq.jsonld", "jsonld")),
        *(("faq.md", "markdown"), ("faq.mkd", "markdown"), ("faq", "markdown"), (None, "markdown")),
        ("a.html/faq", "markdown"),
    ],
)
def test_the_suffix_decides_the_format(path: str | None, format: str) -> None:
    assert export_format(None, path) == format


@pytest.mark.parametrize("path", ["faq.jsonl", "faq.tsv", "faq.yml", "faq.txt", "faq.pdf", "faq.old", "faq.mdx"])
def test_a_suffix_of_what_is_not_written_gets_no_markdown(path: str) -> None:
    with pytest.raises(UsageError, match="there is no export to"):
        export_format(None, path)


def test_an_export_does_not_replace_the_faq_that_it_is_made_of(
    askfaq: Callable[..., Run], faq_file: Callable[..., str], tmp_path: Path
) -> None:
    path = faq_file([entry()])
    before, link = Path(path).read_bytes(), tmp_path / "link.json"
    link.symlink_to(path)
    for output in (path, str(link)):
        run = askfaq("export", "--faq", path, "--format", "jsonld", "-o", output)
        assert (run.code, run.out, len(run.err.splitlines())) == (2, "", 1)
        assert "is the FAQ itself" in run.err
    assert Path(path).read_bytes() == before
