"""The importers: any bytes become entries and remarks or one AskfaqError, and what was read can be written and read."""

import csv
import io
import json
import random
import re
import zipfile

from askfaq.errors import AskfaqError
from askfaq.faq import schema
from askfaq.faq.document import new_json
from askfaq.faq.load import load_text
from askfaq.faq.merge import merge
from askfaq.formats.imported import Import
from askfaq.formats.registry import WRITABLE, export, read_bytes
from askfaq.model import FaqFile, ImportedEntry
from askfaq.output.import_report import change_lines, remark_lines, summary
from tools.fuzzing.inputs import ODD, SENTENCES, kept, mutated, soup, tree
from tools.fuzzing.target import Target, promise

NAMES = {"markdown": "faq.md", "html": "faq.html", "jsonld": "faq.json", "csv": "faq.csv"}
# What would act on a terminal; Markdown's own tabs and line ends are none.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_HTML = (
    "<h2> </h2> <h3> <p> </p> <br> <b> </b> <i> <em> <details> <details> <summary> </summary> </details> <ul> <li> </ul>"
    " <ol> <table> <tr> <td> <th> </table> <dl> <dt> <dd> </dl> <pre> </pre> <code> </code> <a> </a> <div> </div> <span>"
    " <script> </script> <style> <button> </button> <section> <hr> <img> <svg> <template> <body> <html> <head> <nav>"
    " <footer> <blockquote> <input> <select> <option> <label> <form> <math> <iframe> <title> <base> <!DOCTYPE> <a href='x'>"
    " <img src=x alt=y> <div class=faq> <div itemscope itemtype=https://schema.org/Question> <p itemprop=name>"
    " <button aria-controls=a aria-expanded=false> <div id=a hidden> <td colspan=9> <td rowspan=9> <ol start=9>"
)
_MARKDOWN = [
    *"#|##|###|####|# |## |### |**|*|_|__|`|```|~~~|> |- |* |+ |1. |2) |    |\t|---|===|***|| |:--|<!-- askfaq {".split(
        "|"
    ),
    *"}| -->|[x](y)|[x]|[x]: y|![|](|<details>|<summary>|</summary>|</details>|<br>|<b>|{#id}|{: .x}|::: |:::".split(
        "|"
    ),
    *'!!! note "x"|??? |=== "x"|{% |%}|{{< |>}}|<Tabs>|</Tabs>|import x|+++|Q: |A: |**Q:** |**A:** |\\|&lt;'.split("|"),
    *["\n", "\n", "\n\n", "\n\n", "question: x", "|", "\n| a | b |\n|---|---|\n"],
]
_TEXT = [
    *"Q: |A: |Q1. |A1: |Q1) |Frage: |Antwort: |1. |2. |1) |1.1 |(a) |a) |- |* |• |   |=====|-----|Subject: |From: ".split(
        "|"
    ),
    *"RFC 1153|ROOMS|Rooms|[1]|>>|...|Contents|Question|Answer|Version: |Last-modified: |-*-|____".split("|"),
    *["\n", "\n", "\n\n", "\n\n", " " * 8, "\t"],
]
_RECORDS = [
    *'{ } [ ] , : " "question" "answer" "q" "a" "faqs" "items" "title" "topic" "aliases" "en" "de" "data" "id"'.split(),
    *[
        "question,answer",
        "question;answer",
        "question\tanswer",
        '"',
        '""',
        ",",
        ";",
        "\t",
        "\n",
        "\n",
        "- ",
        "- question: x",
    ],
    *[
        "\n  answer: y",
        "question: ",
        "answer: ",
        "|\n",
        ">\n",
        "&a ",
        "*a",
        "<<: *a",
        "---\n",
        "? ",
        "!!python/name:x ",
        "#",
    ],
]
_FOREIGN = [
    *_RECORDS,
    *"#separator:tab\n|#html:true\n|#columns:a\tb\n|#tags column:3\n|%PDF-1.4|PK\x03\x04|\xd0\xcf\x11|{\\rtf1|GIF89a".split(
        "|"
    ),
    *'"userSays":[|"responses":[|"intents":[|"patterns":[|version: "3.1"\n|nlu:\n|- intent: faq/a\n|  examples: |'.split(
        "|"
    ),
    *[
        ".TH ",
        ".SH ",
        "== ",
        "[qanda]\n",
        ".. note:: ",
        "<opml>",
        "<outline text='x'>",
        "\\begin{",
        "#+TITLE",
        "Metadata\t",
    ],
]
TOKENS = {"html": _HTML.split(" "), "markdown": _MARKDOWN, "text": _TEXT, "records": _RECORDS, "foreign": _FOREIGN}
OTHER_NAMES = {
    "html": ["-", "p.xhtml", "p.json"],
    "markdown": ["-", "a.qmd", "a.md 2"],
    "text": ["-", "a.faq", "README"],
    "records": ["-", "a.xlsx", "a.tab", "a.ndjson"],
    "foreign": ["- anki", "- dialogflow", "- azure", "- rasa", "-"],
}


class ImportTarget(Target):
    """The readers of one family. An input is a name, with the format or the heading level if one is given, NUL, text."""

    def __init__(self, folder: str, family: str) -> None:
        super().__init__(folder)
        self._family = family
        self._corpus = kept(family)
        if family == "records" and (book := _workbook()):
            self._corpus.append(("a.xlsx", book))

    def made(self, rng: random.Random) -> bytes:
        """A file of the corpus with a few changes, or tokens in any order; sometimes under another name."""
        tokens, (name, raw) = TOKENS[self._family], rng.choice(self._corpus)
        if rng.random() < 0.3:
            name = rng.choice(OTHER_NAMES[self._family])
        if raw.startswith(b"PK\x03\x04"):
            raw = _repacked(rng, raw, tokens)
        elif self._family in _KEYS and rng.random() < 0.4:
            name, raw = _records(rng, _KEYS[self._family])
        elif rng.random() < 0.35:
            raw = soup(rng, tokens)
        else:
            raw = mutated(rng, raw, tokens, rng.choice(self._corpus)[1])
        return name.encode() + b"\0" + raw

    def try_out(self, raw: bytes) -> None:
        """Read it, import it twice into a FAQ, export that in each format and read it again."""
        name, option, content = _parted(raw)
        try:
            level = int(option) if option.isdecimal() and 0 < int(option) < 7 else None
            chosen = option if option and not option.isdecimal() else None
            result = read_bytes(content, name, format=chosen, heading_level=level)
        except AskfaqError as error:
            promise(str(error).strip(), "a refusal says why")
            return
        self._sound(result)
        self._merged(result)

    def _sound(self, result: Import) -> None:
        for line in [*remark_lines(result), summary(result)]:
            promise(
                not _CONTROL.search(line) and "\n" not in line, "remarks are single lines without control characters"
            )
        for entry in result.entries:
            promise(entry.question.strip() and entry.answer.strip(), "an entry has a question and an answer")
            promise("\n" not in entry.question, "a question is one line")
            texts = (
                entry.question,
                entry.answer,
                *entry.aliases,
                entry.topic or "",
                entry.source or "",
                entry.id or "",
            )
            promise(all(text.isprintable() or _is_sound(text) for text in texts), "texts hold no control characters")
            promise(entry.line >= 0, "an entry has a line")

    def _merged(self, result: Import) -> None:
        once = merge({"entries": []}, result.entries, head=dict(result.head))
        promise(next(schema.faults(once.data), None) is None, "what is imported is a FAQ")
        promise(load_text(new_json(once.data), "faq.json").entries or not result.entries, "and can be read")
        for line in change_lines(once):
            promise(
                not _CONTROL.search(line) and "\n" not in line, "reports are single lines without control characters"
            )
        twice = merge(once.data, result.entries, head=dict(result.head))
        promise(not twice.is_different, "a second import changes nothing")
        faq = schema.build(once.data, "faq.json")
        for format in WRITABLE:
            if faq.entries:
                self._comes_back(faq, format)

    def _comes_back(self, faq: FaqFile, format: str) -> None:
        back = read_bytes(export(faq, format).encode(), NAMES[format]).entries
        is_page = format in ("html", "jsonld")
        expected = [
            (e.id, e.question, e.answer, e.aliases, e.topic, e.citation if is_page else e.source) for e in faq.entries
        ]
        promise(list(map(_values, back)) == expected, f"what is exported as {format} comes back whole")


def _records(rng: random.Random, keys: list[str]) -> tuple[str, bytes]:
    """Well-formed data in one of the languages of records."""
    kind = rng.choice(("a.json", "a.jsonl", "a.yaml", "a.csv", "a.tsv"))
    if kind in ("a.csv", "a.tsv"):
        out = io.StringIO()
        table = csv.writer(out, delimiter="," if kind == "a.csv" else "\t", lineterminator=rng.choice(("\n", "\r\n")))
        width = rng.randint(1, 5)
        table.writerow(rng.choices(keys, k=width))
        table.writerows(
            rng.choices([*SENTENCES, *ODD, ""], k=width + rng.choice((0, 0, 0, 1))) for _ in range(rng.randint(0, 6))
        )
        return kind, out.getvalue().encode("utf-8", "replace")
    rows = [tree(rng, keys) for _ in range(rng.randint(1, 5))]
    lines = [json.dumps(row, ensure_ascii=rng.random() < 0.3) for row in rows]
    text = "\n".join(lines) if kind == "a.jsonl" else f"[{', '.join(lines)}]" if rng.random() < 0.5 else lines[0]
    return kind, text.encode("utf-8", "replace")


_KEYS = {
    "records": "question answer q a faqs items topic title aliases en de data id category text body name content entries"
    " questions answers tags keywords url source 0 1 Question Answer Frage Antwort".split(),
    "foreign": "intents tag patterns responses context userSays data text messages speech type name utterances nodes"
    " question answer examples intent qnaList questions qnaDocuments metadata prompts steps rules action title".split(),
}


def _values(e: ImportedEntry) -> tuple[object, ...]:
    return (e.id, e.question, e.answer, e.aliases, e.topic, e.source)


def _is_sound(text: str) -> bool:
    return not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]", text)


def _parted(raw: bytes) -> tuple[str, str, bytes]:
    """The name, the option and the content that an input is made of."""
    head, _, content = raw.partition(b"\0")
    name, _, option = head.decode("utf-8", "replace").partition(" ")
    return name or "-", option, content


def _workbook() -> bytes | None:
    try:
        from openpyxl import Workbook
    except ImportError:
        return None
    book, out = Workbook(), io.BytesIO()
    for row in (["FAQ"], ["question", "answer", "topic"], ["What?", "So.", 1.0], ["Who?", "=A1", None]):
        book.active.append(row)
    book.create_sheet("more").append(["Frage", "Antwort"])
    book.save(out)
    return out.getvalue()


def _repacked(rng: random.Random, raw: bytes, tokens: list[str]) -> bytes:
    """The archive with one of its parts changed; now and then the archive itself."""
    if rng.random() < 0.2:
        return mutated(rng, raw, tokens, raw)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(out, "w") as new:
        names = old.namelist()
        chosen = rng.choice(
            [name for name in names if "sheet" in name or "workbook" in name or "sharedStrings" in name]
        )
        for name in names:
            part = old.read(name)
            new.writestr(zipfile.ZipInfo(name), mutated(rng, part, _XML, part) if name == chosen else part)
    return out.getvalue()


_XML = '<c t="s"> <c t="inlineStr"> <is><t>What?</t></is> <v>1</v> <row r="9"> </row> r="ZZ99" s="1" &amp; <f>A1</f> <!--'.split()
