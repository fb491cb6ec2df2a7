"""Every planted fault is found at its place, and nothing else is reported for it."""

import json
import re
from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askfaq.checks.check import check, check_bytes
from askfaq.checks.codes import ERRORS, LEVELS, WARNINGS
from askfaq.checks.findings import Text
from askfaq.checks.links import link_findings
from askfaq.commands.check import explain
from askfaq.errors import FileError
from askfaq.faq.load import load_faq, load_text
from askfaq.faq.schema import ENTRY_KEYS
from askfaq.limits import MAX_CHECKED_BRACKETS
from askfaq.model import Problem
from askfaq.terminal.streams import open_terminal
from conftest import ROOT, SAMPLE, Run, entry

Askfaq = Callable[..., Run]
Writer = Callable[..., str]

HUGS = entry("How long does the average hug last?", "About three seconds between most people.", id="hugs")
TEARS = entry("Is it normal to cry at work?", "Of course it is, and more common than many would think.", id="tears")
ROOMS = "All animals are welcome in the smaller rooms, for a fee that depends on their size and diet."
PARROT = "May I bring my parrot along?"


def faq(*entries: dict[str, Any] | str, **head: Any) -> str:
    """A FAQ with one entry a line from line 3 on; HUGS and TEARS make it one that an engine can tell apart."""
    rows = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in (*entries, HUGS, TEARS)]
    start = json.dumps(head, ensure_ascii=False)[:-1]
    return f'{start}{", " if head else ""}\n "entries": [\n' + ",\n".join(rows) + "\n]}"


def cats(**more: Any) -> dict[str, Any]:
    """An entry without a fault, but for what is given."""
    texts = {"question": "Do you take cats as guests?", "answer": "Cats are welcome in the smaller rooms."}
    return {"id": "cats", **texts, **more}


class Planted(NamedTuple):
    """The text of a FAQ with one fault; the column is that of the marked text in the line."""

    text: str | bytes
    line: int
    marked: str
    message: str = ""


FAULTS: dict[str, Planted | list[Planted]] = {
    "syntax": [
        Planted('{"entries": [\n  {"id": "x" "question": "q"}]}', 2, '"question', "expecting ',' delimiter"),
        Planted("", 1, "", "the file is empty"),
    ],
    "not-utf8": Planted(faq(cats(topic="XX")).encode().replace(b"XX", b"\xff"), 3, "\ufffd", "byte 0xff"),
    "duplicate-key": Planted(faq('{"id": "x", "question": "q", "answer": "a",\n "id": "y"}'), 4, '"id"', 'key "id"'),
    "not-a-number": Planted(faq(cats())[:-1] + ',\n "threshold": -Infinity}', 7, "-Inf", "-Infinity is not a JSON"),
    "large-number": Planted(faq(cats())[:-1] + ',\n "threshold": 1e999}', 7, "1e999", "too large"),
    "lone-surrogate": Planted(faq('{"id": "x", "question": "q", "answer": "\\ud83d"}'), 3, '"\\ud83d"'),
    "deep-nesting": Planted(
        faq(cats())[:-1] + f',\n "$schema": {"[" * 120}{"]" * 120}}}', 7, "[" * 21, "more than 100"
    ),
    "missing-entries": Planted('{"title": "x"}', 1, "{", 'no "entries" list'),
    "wrong-type": [
        Planted(faq(cats(aliases="one")), 3, '"one"', "must be a list of texts, found text"),
        Planted(faq(cats(), synonyms=["cats"]), 1, '"cats"', "a list of lists of texts, found text in the list"),
    ],
    "bad-id": Planted(faq(cats(id="two words")), 3, '"two', "may not hold spaces"),
    "equal-ids": Planted(faq(cats(id="tears")), 5, '"tears"', 'the id "tears" is taken by entry 1'),
    "missing-question": Planted(faq(cats(question=" ")), 3, '" "', 'the question of entry "cats" is empty'),
    "missing-answer": Planted(faq('{"id": "cats", "question": "q"}'), 3, "{", 'entry "cats" has no "answer"'),
    "bad-threshold": Planted(faq(cats(), threshold=1.5), 1, "1.5", "between 0 and 1"),
    "unknown-key": [
        Planted(faq(cats(allias=["x"])), 3, '"allias"', 'did you mean "aliases"?'),
        Planted(faq(cats(), titel="x"), 1, '"titel"', 'did you mean "title"?'),
        Planted(faq(cats(zzz=1)), 3, '"zzz"', "askfaq knows id, topic, question"),
    ],
    "unknown-code": [
        Planted(faq(cats(ignore=["dead-link", "ded-link"])), 3, '"ded-', 'did you mean "dead-link"?'),
        Planted(faq(cats(ignore=["syntax"])), 3, '"syntax"', "errors cannot be ignored"),
    ],
    "control-character": [
        Planted(faq(cats(answer="Cats are\x1b[31m welcome.")), 3, "\\u001b", "U+001B"),
        Planted(faq(cats(topic="a\u202eb")), 3, "\u202e", "U+202E (right-to-left override)"),
        Planted(faq(cats(answer='Say "cats"\n\x07 \x07')), 3, "\\u0007", "2 times"),
    ],
    "garbled-text": [
        Planted(faq(cats(answer="A cat’s “home” — the catâ€™s own.")), 3, "â€™", '"â€™", probably "’"'),
        Planted(faq(cats(answer='Un "cafÃ©" pour le chat, naÃ¯f.')), 3, "Ã©", 'probably "é"'),
        Planted(faq(cats(answer="A lost \ufffd.")), 3, "\ufffd", "a character was lost"),
        Planted(faq(cats(answer="Кот: ÐšÐ¾Ñ‚ and ðŸ˜€")), 3, "ÐšÐ¾Ñ‚", 'probably "Кот"'),
    ],
    "wrong-language": [
        Planted(faq(cats(), language="en_US"), 1, '"en_US"', 'did you mean "en-US"?'),
        Planted(faq(cats(), language="Deutsch"), 1, '"Deutsch"', 'did you mean "de"?'),
        Planted(faq(cats(), language="jp"), 1, '"jp"', 'did you mean "ja"?'),
        Planted(faq(cats(), language="ru"), 1, '"ru"', "written in Latin script"),
        Planted(faq(cats(), language="?"), 1, '"?"', 'such a tag looks like "en"'),
    ],
    "odd-threshold": [
        Planted(faq(cats(), threshold=0.05), 1, "0.05", "nearly every question gets an answer"),
        Planted(faq(cats(), threshold=1), 1, "1", "next to nothing is answered"),
    ],
    "no-entries": Planted('{"title": "x",\n "entries": []}', 2, "[]", "the FAQ answers nothing"),
    "dead-link": [
        Planted(faq(cats(answer='See "this": [the page]() now.')), 3, ")", "the link has no target"),
        Planted(faq(cats(answer="See [it](http://a.org/b c).")), 3, "http", "holds a space"),
        Planted(faq(cats(answer="See [it](javascript:alert).")), 3, "javascript", "readers cannot open"),
        Planted(faq(cats(answer="See [it](https://example.com/x).")), 3, "https", "is a placeholder"),
        Planted(faq(cats(answer="See https://https://cats.org now.")), 3, "https", "begins twice"),
        Planted(faq(cats(answer="See http:///cats.")), 3, "http", "has no host"),
        Planted(faq(cats(answer="See <http://cats..org>.")), 3, "http", "not a possible address"),
        Planted(faq(cats(answer="See [it].\n\n[it]: http://localhost/")), 3, "http", "is a placeholder"),
        Planted(faq(cats(source="http://cats.org:99999/")), 3, "http", "not a possible address"),
        Planted(faq(cats(answer="See [it](https://cats.org/a-long...).")), 3, "http", "is cut off"),
    ],
    "relative-link": Planted(faq(cats(answer="See [rooms](../rooms.html#small).")), 3, "../rooms", "the whole address"),
    "blank-alias": Planted(faq(cats(aliases=["are kittens welcome with you", " "])), 3, '" "', "the alias is empty"),
    "repeated-alias": [
        Planted(faq(cats(aliases=["do you take CATS, as guests"])), 3, '"do', "as the question"),
        Planted(faq(cats(aliases=["are kittens welcome here", "Are kittens welcome here?"])), 3, '"Are', "as alias 1"),
    ],
    "long-question": Planted(faq(cats(question="Do you take cats, " + "really " * 40)), 3, '"Do', "298 characters"),
    "unused-synonym": [
        Planted(faq(cats(), synonyms=[["cats", "felines"], ["pool", "spa"]]), 1, '["pool', "no entry has any"),
        Planted(faq(cats(), synonyms=[["cats"]]), 1, '["cats', "at least two wordings"),
        Planted(faq(cats(), synonyms=[["cats", "Cat"]]).replace("Cat", "??"), 1, '["cats', "at least two wordings"),
        Planted(faq(cats(), synonyms=[["it", "room 3"]]), 1, '["it', "no entry has any"),
    ],
    "repeated-synonym": [
        Planted(faq(cats(), synonyms=[["cats", "felines"], ["Cat", "lion"]]), 1, '"Cat"', "in another group too"),
        Planted(faq(cats(), synonyms=[["cats", "felines", "CATS"]]), 1, '"CATS"', "twice in this group (line 1)"),
    ],
    "joining-synonym": Planted(
        faq(
            cats(),
            entry("Do you take lions as guests?", "They would eat all of the others, so no.", id="lions"),
            synonyms=[["hug", "embrace"], ["cats", "big cats", "lions"]],
        ),
        1,
        '["cats',
        '"cats" and "lions" have the same wording (line 4)',
    ),
    "same-wording": Planted(
        faq(cats(), cats(id="dogs", answer="Dogs may only come for the day.")), 4, '"Do ', '"cats" has this wording too'
    ),
    "question-in-two-topics": Planted(
        faq(cats(topic="Rooms"), cats(id="fees", topic="Fees", answer="It costs 9 euros a night.")),
        4,
        '"Do ',
        '"cats" asks this under "Rooms"',
    ),
    "not-found": Planted(faq(cats(aliases=["???"])), 3, '"???"', "asked in these very words, there is no answer"),
    "close-entries": Planted(
        faq(
            cats(
                question="How do I change the battery of my phone?",
                aliases=["my phone needs another battery"],
                answer="Bring it to the shop: the battery is changed at once.",
            ),
            entry("How can I change my phone's battery?", "In the shop we change the battery at once.", id="shop"),
        ),
        4,
        '"How can',
        'hard to tell from "cats": each would answer the question of the other (line 3)',
    ),
    "contradiction": Planted(
        faq(
            cats(question="Do you have a lift?", answer="Yes, to every floor.", id="lift"),
            entry("Is there a lift?", "No, the house only has stairs.", id="stairs"),
        ),
        4,
        '"Is there',
        '"lift" asks the same ("Do you have a lift?") and answers it otherwise (line 3)',
    ),
    "alias-of-another": Planted(
        faq(cats(aliases=["how long will the average hug last"])),
        3,
        '"how long',
        'but for "how long will the average hug last", "hugs" would be',
    ),
    "easily-missed": Planted(faq(cats(question="How do you do that?")), 3, '"How do', "no word of it tells"),
    "repeated-answer": [
        Planted(faq(cats(answer=ROOMS), entry(PARROT, ROOMS.upper())), 4, '"ALL', 'is that of "cats"'),
        Planted(faq(cats(answer=ROOMS), entry(PARROT, ROOMS + " Ask!")), 4, '"All', "is nearly that of"),
    ],
}
PLANTED = [
    pytest.param(code, planted, id=f"{code}-{number}")
    for code, found in FAULTS.items()
    for number, planted in enumerate(found if isinstance(found, list) else [found])
]


def raw_of(planted: Planted) -> bytes:
    return planted.text if isinstance(planted.text, bytes) else planted.text.encode()


@pytest.mark.parametrize(("code", "planted"), PLANTED)
def test_a_planted_fault_is_found_at_its_place_and_nothing_else(code: str, planted: Planted) -> None:
    (problem,) = check_bytes(raw_of(planted), "faq.json")
    lines = raw_of(planted).decode("utf-8", "replace").split("\n")
    line = lines[planted.line - 1]
    column = line.rindex(planted.marked) + 1 if code == "deep-nesting" else line.index(planted.marked) + 1
    assert (problem.code, problem.level, problem.line, problem.column) == (code, LEVELS[code], planted.line, column)
    assert planted.message in problem.message


@pytest.mark.parametrize(("code", "planted"), [p for p in PLANTED if p.values[0] in ERRORS])
def test_an_error_is_what_every_command_refuses(code: str, planted: Planted, faq_file: Writer) -> None:
    path = faq_file(raw_of(planted))
    with pytest.raises(FileError) as caught:
        load_faq(path)
    (problem,) = check(path)
    assert (caught.value.line, caught.value.column) == (problem.line, problem.column)
    assert caught.value.message == problem.message


@pytest.mark.parametrize(("code", "planted"), [p for p in PLANTED if p.values[0] in WARNINGS])
def test_a_warning_can_be_ignored_and_the_file_works(code: str, planted: Planted, faq_file: Writer) -> None:
    data = json.loads(raw_of(planted))
    load_faq(faq_file(data))
    for row in data["entries"]:
        row["ignore"] = [*row.get("ignore", []), code]
    asks = code in ("not-found", "close-entries", "contradiction", "alias-of-another", "easily-missed")
    after = {p.code for p in check_bytes(json.dumps(data).encode(), "faq.json", ask=asks)}
    about_the_whole_faq = any(key in data for key in ("language", "threshold", "titel"))
    about_the_whole_faq |= code in ("unused-synonym", "repeated-synonym")
    about_the_whole_faq |= not data["entries"]
    assert after == ({code} if about_the_whole_faq else set())


def test_every_code_has_a_planted_fault_and_a_section_in_the_docs() -> None:
    sections = re.findall(
        r"^### (\S+)$", (ROOT / "docs" / "reference" / "checks.md").read_text(encoding="utf-8"), re.MULTILINE
    )
    assert sections == [*ERRORS, *WARNINGS]
    assert set(FAULTS) == set(sections)


def test_every_code_is_explained_by_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    terminal = open_terminal()
    for code in LEVELS:
        assert explain(code, terminal) == 0
        assert capsys.readouterr().out.count("\n#") == 0
    explain("dead-link", terminal)
    assert capsys.readouterr().out.startswith("The link cannot lead anywhere: ")


def test_an_unknown_code_is_1_and_says_which_is_near(askfaq: Askfaq) -> None:
    run = askfaq("check", "--explain", "deadlink")
    assert run == Run(1, "", 'askfaq: there is no code "deadlink"; did you mean dead-link?\n')
    assert "the codes are syntax, not-utf8, " in askfaq("check", "--explain", "zz").err


def test_the_sample_is_clean(askfaq: Askfaq) -> None:
    assert askfaq("check", str(SAMPLE), "--strict") == Run(0, "", f"{SAMPLE}: no problems\n")


def test_all_problems_come_at_once_in_the_order_of_the_file() -> None:
    text = faq(
        '{"question": 3, "aliases": [1, "", 2]}',
        '{"id": "a b", "question": "\\ud800", "question": "q?", "answer": NaN}',
        '"no entry"',
        cats(answer="â€™ [x]()"),
        threshold=7,
    )
    found = [(p.line, p.code) for p in check_bytes(text.encode(), "x")]
    assert found == [
        (1, "bad-threshold"),
        (3, "missing-answer"),
        (3, "wrong-type"),
        (3, "wrong-type"),
        (3, "blank-alias"),
        (3, "wrong-type"),
        (4, "bad-id"),
        (4, "lone-surrogate"),
        (4, "duplicate-key"),
        (4, "not-a-number"),
        (5, "wrong-type"),
        (6, "garbled-text"),
        (6, "dead-link"),
    ]


FINE = {
    "a link with a title": "See [it](https://cats.org/a_(b) 'the page') and ![pic](<https://cats.org/a b.png>).",
    "mail and phone": "Write to [us](mailto:cats@cats.org), <cats@cats.org> or call [us](tel:+4912345).",
    "an address in code": "Open `[x]()` or\n\n```\n[x](http://localhost)\n```\n",
    "a mentioned address": "Open http://localhost:8080/ or https://example.com/... in your browser.",
    "an address with a port and a query": "Go to https://cats.org:8443/?q=[1]&x=(2).",
    "an international host": "See https://bücher.example-shop.de/ä and [it](https://xn--bcher-kva.de).",
    "quotes after capitals": "„MENÜ“ – «DÉJÀ» … SÃO”, ‘NÃO’… and “É”—as in CAFÉ’s.",
    "other scripts": "Кошки. Γάτες. 猫です。 قطط \u200f and cats 👩‍👩‍👧 \u200d.",
    "french quotes": "à « la » maison, déjà » ou là …",
    "brackets that are no link": "Use a[0] (or b[1]) and [ ] for a box [x].",
    "line breaks": "Cats\r\nare\twelcome.",
}


@pytest.mark.parametrize("answer", FINE.values(), ids=FINE.keys())
def test_what_only_looks_like_a_fault_is_not_reported(answer: str) -> None:
    assert check_bytes(faq(cats(answer=answer)).encode(), "x", ask=False) == []


# Each place where a dead link is to be found is marked with ▸; the mark itself is not part of the answer.
LINKS = {
    "escaped brackets": r"Write \[x](http://localhost), [x\](http://localhost), then [x](▸http://localhost).",
    "brackets in the label": r"[a [b] \] c](▸http://localhost)",
    "indented code": "So:\n\n    [x](http://localhost)\n\nSee [x](▸http://localhost).",
    "fenced code": "~~~\n[x]()\n```\n~~~\n[x](▸)\n````\n[x]()\n```\n[x]() and http:///\n",
    "code in the text": "``[x]() ` http:///`` or `x`[`](`](▸)",
    "a comment": "<!-- [x]() http:///\n\n[x]() -->\n\nCats <!-- [x]() --> [x](▸) <!-- [x]() -->.",
    "a comment and more in its line": "<!-- [x]() --> See [x](▸).",
    "a comment without an end": "See [x](▸).\n\n<!-- [x]()\n\n[x]() http:///",
    "HTML": '<div>\n  [x](▸http://localhost)\n</div>\n\nSee <a href="▸http:///">it</a>.',
    "an image": "![pic](▸http://localhost/a.png 'pic')",
    "an image inside a link": "See [![pic](▸http://localhost/a.png)](▸http://localhost/).",
    "definitions, used or not": "[it] [it][] [x][it]\n\n[it]: ▸http://localhost\n[b]:\n  ▸<http://localhost/a b> 'b'",
    "a definition that is there twice": "[it]: https://cats.org\n[it]: ▸http://localhost\n",
    "a definition in a quotation": "> Cats.\n>\n> [it]: ▸http://localhost",
    "a footnote": "Cats[^1].\n\n[^1]: Those under http://localhost.",
    "autolinks": "<▸http://cats..org> <https://cats.org> <http://localhost> <cats@cats.org> <a:b>",
    "cells": "| `a` | b |\n|---|---|\n| [x](▸http://localhost) | `[x]()` |\n| https://cats.org | ![x](▸) |",
    "headings": "# See [x](▸) #\n\nSee\n[x](▸)\n===",
    "lists and quotations": "- a\n  1. [x](▸)\n     [x](▸)\n\n     > > [x](▸)\n     > [x](▸)\n\n   [x](▸)",
    "one target twice": "http://localhost [a](▸http://localhost), `http://localhost`, [b](▸http://localhost)",
    "emphasis": "***[x](▸)** _[**y _z_**](▸) ~~[z](▸)~~_*",
    "a mention in emphasis": "**https://cats.org**, ~~https://cats.org~~, *▸http://cats..org*",
    "a mention as a label": "[http:///](https://cats.org) [![http:///](https://cats.org/a.png)](https://cats.org)",
    "spaces around the target": "[x](  ▸http://localhost 'a title' ) [x]( ▸) [x](\n▸http://localhost)",
    "spaces in the target": "[a `b` [c]](https://cats.org) [`x`](▸https://cats.org/a_(b) c) ![x]( ▸a b ) [x](https://cats.org `y`)",
    "escapes in the target": r"[x](▸http://localhost/\(a&amp;b) [x](https://my\-cats.org) https://my\-cats.org ▸http://c..d\_\_",
    "line ends": "Cats.\r\n[x](▸)\r[x](▸)\n\r\n- Cats\r\n\t[x](▸)",
    "characters that Markdown replaces": "\u00a0\n\0 [x](▸) é😀 [x](▸)",
}


@pytest.mark.parametrize("marked", LINKS.values(), ids=LINKS.keys())
def test_dead_links_are_found_where_markdown_has_links(marked: str) -> None:
    before = marked.split("▸")
    places = [len("".join(before[:number])) for number in range(1, len(before))]
    found = sorted(link_findings(Text((), "answer", "".join(before))), key=lambda finding: finding.at or 0)
    assert [(finding.code, finding.at) for finding in found] == [("dead-link", place) for place in places]


# Read in linear time, which is a second at most; read in any other, most of these take minutes.
HOSTILE = {
    "a link that does not end": "[a](" + "x" * 50_000,
    "a link of spaces that does not end": "[a](" + " " * 50_000,
    "links that do not end": "[a](" * 4_000,
    "spaces in links that do not end": "[a](x y " * 4_000,
    "opening parentheses": "[a](x " + "(" * 50_000,
    "parentheses": "[a](x " + "()" * 25_000,
    "labels": "[a " * (MAX_CHECKED_BRACKETS // 4),
    "brackets": "[" * 50_000,
    "images": "![" * 50_000,
    "comments": "a <!--\n\n" * 7_000,
    "quotations": "> " * 25_000 + "[x]()",
    "a wide table": "|a" * 250 + "|\n" + "|-" * 250 + "|\n" + "x\n" * 20_000,
}


@pytest.mark.parametrize("answer", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_answers_are_read(answer: str) -> None:
    assert list(link_findings(Text((), "answer", answer))) == []


def test_a_long_answer_is_checked_to_its_end() -> None:
    answer = "Cats *are* welcome in [the rooms](https://cats.org/rooms).\n\n" * 5_000 + "[x]()"
    assert [finding.at for finding in link_findings(Text((), "answer", answer))] == [len(answer) - 1]


@pytest.mark.parametrize("tag", ["en", "de-AT", "zh-Hant-TW", "sr-Latn", "es-419", "de-1996", "sl-rozaj-biske", "gsw"])
def test_language_tags_of_every_form_are_accepted(tag: str) -> None:
    assert check_bytes(faq(cats(), language=tag).encode(), "x", ask=False) == []


def test_a_small_faq_is_clean() -> None:
    assert check_bytes(b'[{"question": "q", "answer": "a"}]', "x") == []


@pytest.mark.parametrize("form", [b"[]", b'{"entries": []}', b"\xef\xbb\xbf[]"])
def test_an_empty_faq_is_said_to_be_so(form: bytes) -> None:
    assert [(p.code, p.level) for p in check_bytes(form, "x")] == [("no-entries", "warning")]


def test_a_question_in_one_topic_however_it_is_spelled_is_a_same_wording() -> None:
    text = faq(cats(topic="Rooms"), cats(id="more", topic=" rooms", answer="They may sleep on the sofa."))
    assert [p.code for p in check_bytes(text.encode(), "x")] == ["same-wording"]


def test_an_alias_that_another_topic_has_too_is_a_same_wording() -> None:
    text = faq(
        cats(topic="Rooms"), entry(PARROT, "Yes.", id="parrot", topic="Birds", aliases=["do you take cats as guests"])
    )
    assert [p.code for p in check_bytes(text.encode(), "x")] == ["same-wording"]


def test_places_are_right_behind_a_bom_and_escapes() -> None:
    raw = b'\xef\xbb\xbf[{"question": "q", "answer": "\\u00fc\\ud83d\\ude00\\n\xc3\xbc\\" [x]()"}]'
    (problem,) = check_bytes(raw, "x")
    text = raw.decode("utf-8-sig")
    assert (problem.code, problem.column) == ("dead-link", text.index("()") + 2)


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats() | st.text(), lambda c: st.lists(c) | st.dictionaries(st.text(), c)
    )
)
def test_any_entries_are_checked_without_a_failure(data: object) -> None:
    for shape in ({"entries": data}, {"entries": [data]}, [data], data):
        raw = json.dumps(shape).encode()
        assert all(isinstance(problem, Problem) for problem in check_bytes(raw, "x", ask=False))


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.text(min_size=1).filter(str.strip), min_size=2, max_size=4), max_size=4))
def test_any_wordings_are_asked_without_a_failure(entries: list[list[str]]) -> None:
    rows = [{"question": q, "answer": a, "aliases": aliases} for q, a, *aliases in entries]
    assert all(isinstance(problem, Problem) for problem in check_bytes(json.dumps(rows).encode(), "x"))


VALUES = st.text() | st.lists(st.text()) | st.none() | st.integers() | st.floats()
ROWS = st.fixed_dictionaries({}, optional=dict.fromkeys(ENTRY_KEYS, VALUES)).map(lambda row: json.dumps([row]))
LONG_NUMBERS = st.builds(
    lambda start, n: start + "1" * n, st.sampled_from(["", "-", "0.", "-0."]), st.integers(300, 410)
)
NUMBERS = (st.floats() | st.integers()).map(json.dumps) | LONG_NUMBERS


@given(ROWS | NUMBERS.map('{{"other": {}, "entries": []}}'.format))
def test_check_finds_errors_exactly_where_the_loader_refuses(text: str) -> None:
    errors = [p for p in check_bytes(text.encode(), "x", ask=False) if p.level == "error"]
    try:
        load_text(text, "x")
    except FileError:
        assert errors
    else:
        assert not errors


# The command


def test_check_prints_one_problem_a_line_and_counts_them(askfaq: Askfaq, faq_file: Writer) -> None:
    path = faq_file(faq(cats(answer="[x]()", topic=3)))
    run = askfaq("check", path)
    assert run.code == 1
    assert run.out.splitlines() == [
        f"{path}:3:74: warning dead-link the link has no target",
        f'{path}:3:87: error wrong-type the topic of entry "cats" must be text, found a number',
    ]
    assert run.err == f"{path}: 1 error, 1 warning\n"


def test_check_as_json(askfaq: Askfaq, faq_file: Writer) -> None:
    path = faq_file(faq(cats(answer="[x]()")))
    (found,) = askfaq("check", "--json", path).objects
    place = {"path": path, "line": 3, "column": 74}
    text = {"level": "warning", "code": "dead-link", "message": "the link has no target"}
    assert found == {"schema": 1, **place, **text, "id": "cats"}


def test_warnings_exit_0_unless_strict(askfaq: Askfaq, faq_file: Writer) -> None:
    path = faq_file(faq(cats(answer="[x]()")))
    assert askfaq("check", path).code == 0
    assert askfaq("check", path, "--strict").code == 1
    assert askfaq("--strict", "check", path).code == 1


def test_checking_leaves_the_index_that_readers_are_answered_from(askfaq: Askfaq, faq_file: Writer) -> None:
    path = faq_file(faq(cats(aliases=["are kittens welcome"]), entry("How long do hugs last?")))
    askfaq("index", path)
    askfaq("check", path)
    assert "index ready already" in askfaq("index", path).out


@pytest.mark.parametrize("where", ["argument", "flag", "environment", "config"])
def test_the_faq_is_chosen_as_by_every_command(
    askfaq: Askfaq, faq_file: Writer, env: dict[str, str], where: str
) -> None:
    text = faq(cats(answer="[x]()"))
    if where == "config":
        from pathlib import Path

        own = Path(env["HOME"]) / ".config" / "askfaq" / "faq.json"
        own.parent.mkdir(parents=True)
        own.write_text(text, encoding="utf-8")
        run = askfaq("check")
    else:
        path = faq_file(text)
        run = {
            "argument": lambda: askfaq("check", path),
            "flag": lambda: askfaq("check", "--faq", path),
            "environment": lambda: askfaq("check", ASKFAQ_FILE=path),
        }[where]()
    assert "dead-link" in run.out


UNREADABLE = {"no file": "no.json", "a folder": ".", "a device": "/dev/null"}


@pytest.mark.parametrize("path", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_at_all_gives_2(askfaq: Askfaq, path: str) -> None:
    run = askfaq("check", path)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)


def test_check_takes_one_faq(askfaq: Askfaq) -> None:
    assert "askfaq ask check my spelling" in askfaq("check", "my", "spelling").err
    assert askfaq("check", "a.json", "--faq", "b.json").code == 2


def test_hostile_texts_are_printed_without_their_controls(askfaq: Askfaq, faq_file: Writer) -> None:
    path = faq_file(faq(cats(**{"\x1b[2J\u202ekey\n": 1})))
    run = askfaq("check", path)
    assert 'the key "key " is not used' in run.out
    assert run.out.count("\n") == 1
    assert "\\u202e" in askfaq("check", "--json", path).out
