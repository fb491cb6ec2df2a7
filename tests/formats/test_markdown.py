"""Markdown: which headings (or lines) ask, what is topic and what is answer, and that nothing is rewritten."""

import pytest

from askfaq.errors import FileError
from askfaq.formats.imported import Folder
from askfaq.formats.markdown.reader import read

Row = tuple[str, str, str | None]

CASES: dict[str, tuple[str, list[Row]]] = {
    "the level with most questions; shallower headings are topics, deeper ones stay": (
        (
            "# Shop FAQ\n\n## Paying\n\n### How do I pay?\n\nBy *card*.\n\n#### Which cards?\n\nAll.\n\n"
            "### What if it fails\n\n1. Wait.\n   - A bit.\n2. Try again.\n\n## Parcels\n\n### Where is it?\n\n`here`\n"
        ),
        [
            ("How do I pay?", "By *card*.\n\n#### Which cards?\n\nAll.", "Paying"),
            ("What if it fails", "1. Wait.\n   - A bit.\n2. Try again.", "Paying"),
            ("Where is it?", "`here`", "Parcels"),
        ],
    ),
    "underlined headings, rules between, anchors and closing marks": (
        (
            "How do I pay?\n-------------\n\nBy card.\n\n---\n\n<a name='x'></a>\n\n"
            "## Where is *it*? {#where} ##\nHere.\n\n***\n"
        ),
        [("How do I pay?", "By card.", None), ("Where is it?", "Here.", None)],
    ),
    "front matter is no heading": (
        "---\ntitle: Questions\ncategory: Shop\n---\n\n## Why?\n\nSo.\n\n## How?\n\nThus.\n",
        [("Why?", "So.", "Shop"), ("How?", "Thus.", "Shop")],
    ),
    "labels are taken off questions when they run over several": (
        "## 1. How do I pay?\n\nBy card.\n\n## 2. Why?\n\nSo.\n",
        [("How do I pay?", "By card.", None), ("Why?", "So.", None)],
    ),
    "code with a number sign is no heading": (
        "## How do I start it?\n\n```sh\n# Is this a heading?\nrun\n```\n\n## And stop?\n\nNo.\n",
        [("How do I start it?", "```sh\n# Is this a heading?\nrun\n```", None), ("And stop?", "No.", None)],
    ),
    "a table, a hard break and code are left as they are": (
        "## Which sizes?\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n`<kbd>` &  \nend\n\n## Why?\n\nSo.\n",
        [
            ("Which sizes?", "| a | b |\n|---|---|\n| 1 | 2 |\n\n`<kbd>` &  \nend", None),
            ("Why?", "So.", None),
        ],
    ),
    "bold paragraphs that ask": (
        "# FAQ\n\n## Paying\n\n**How do I pay?**\n\nBy **card**.\n\n**When?**\nNow.\n\nOr later.\n",
        [("How do I pay?", "By **card**.", "Paying"), ("When?", "Now.\n\nOr later.", "Paying")],
    ),
    "Q and A": (
        "# FAQ\n\n**Q: How do I pay?**\n\nA: By *card*.\n\n**Q: Say more**\n\n**A:** No.\n",
        [("How do I pay?", "By *card*.", None), ("Say more", "No.", None)],
    ),
    "details with Markdown or HTML inside, nested ones if they ask": (
        (
            "## Paying\n\n<details>\n<summary><b>How do I pay?</b></summary>\n\n- By *card*\n\n</details>\n\n"
            "<details><summary>When?</summary><p>Now <em>or</em> never.</p></details>\n"
        ),
        [("How do I pay?", "- By *card*", "Paying"), ("When?", "Now *or* never.", "Paying")],
    ),
    "one file a question": (
        "---\nquestion: 'How do I\n  pay?'\ntopic: Paying\naliases: [settle a bill, /old/address]\n---\n\nBy card.\n",
        [("How do I pay?", "By card.", "Paying")],
    ),
    "one file a question, by its title, in TOML": (
        '+++\ntitle = "How do I pay?"\nweight = 3\n+++\nBy card.\n\n## Details\n\nMore.\n',
        [("How do I pay?", "By card.\n\n## Details\n\nMore.", None)],
    ),
    "a shallower heading that asks and has text of its own": (
        "# Shop\n\n## What is this shop?\n\nA shop.\n\n### How do I pay?\n\nBy card.\n\n### When?\n\nNow.\n",
        [
            ("What is this shop?", "A shop.", None),
            ("How do I pay?", "By card.", "What is this shop?"),
            ("When?", "Now.", "What is this shop?"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_questions_answers_and_topics(text: str, expected: list[Row]) -> None:
    result = read(text, "faq.md")

    assert [(entry.question, entry.answer, entry.topic) for entry in result.entries] == expected


@pytest.mark.parametrize("rule", ["---", "***", "_ _ _"])
@pytest.mark.parametrize(
    "page",
    [
        "## Why?\n\nSo.\n\n---\n\nStill so.\n\n## How?\n\nThus.\n",
        "**Why?**\n\nSo.\n\n---\n\nStill so.\n\n**How?**\n\nThus.\n",
        "Q: Why?\n\nA: So.\n\n---\n\nStill so.\n\nQ: How?\n\nA: Thus.\n",
    ],
)
def test_what_stands_behind_a_rule_at_the_end_is_the_page_s_footer(page: str, rule: str) -> None:
    result = read(f"{page}\n{rule}\n\n© 2024 The\nPool\n\n[Privacy](/privacy)\n", "faq.md")

    assert [entry.answer for entry in result.entries] == ["So.\n\n---\n\nStill so.", "Thus."]
    assert [(remark.line, remark.text) for remark in result.skipped] == [
        (15, "behind the line at the end of the page: “© 2024 The Pool [Privacy](/privacy)”")
    ]


@pytest.mark.parametrize(
    "answer",
    [
        "---\n\nSo.",
        "So.\n\n---\n\n### More\n\nAnd so.",
        "So.\n\n---\n\nIs that all?\n\nYes.",
        "So.\n\n- a\n\n  ---\n\n  b",
        "```\na\n\n---\n\nb\n```",
    ],
)
def test_a_rule_that_opens_an_answer_or_has_more_of_it_below_is_no_footer_s(answer: str) -> None:
    result = read(f"## How?\n\nThus.\n\n## Why?\n\n{answer}\n", "faq.md")

    assert result.entries[-1].answer == answer
    assert result.skipped == ()


def test_lines_are_those_of_the_file() -> None:
    result = read("---\ntitle: x\n---\n\n# T\n\n## Why?\n\nSo.\n\n## How?\n\nThus.\n", "faq.md")

    assert [entry.line for entry in result.entries] == [7, 11]


def test_ids_that_the_author_gave_are_kept() -> None:
    text = "## Why? {#why-so}\n\nSo.\n\n## <a id='how'></a>How?\n\nThus.\n"

    assert [entry.id for entry in read(text, "faq.md").entries] == ["why-so", "how"]


def test_wordings_in_front_matter_are_aliases_and_addresses_are_not() -> None:
    text = CASES["one file a question"][0]

    assert read(text, "faq.md").entries[0].aliases == ("settle a bill",)


def test_links_still_work_when_their_definitions_stand_elsewhere() -> None:
    text = "## Why?\n\nSee [there][x] and [y].\n\n## How?\n\nThus.\n\n[x]: https://example.org 'T'\n[y]: /y\n"

    assert read(text, "faq.md").entries[0].answer == (
        'See [there][x] and [y].\n\n[x]: https://example.org "T"\n[y]: /y'
    )


def test_what_is_left_out_is_reported_by_line() -> None:
    text = "# Shop\n\nWelcome.\n\n## Contents\n\n- [Why?](#why)\n\n## Why?\n\nSo.\n\n## License\n\nMIT\n\n## How?\n\n"

    result = read(text, "faq.md")

    assert [(remark.kind, remark.line) for remark in result.remarks] == [
        ("note", 3),
        ("skipped", 5),
        ("note", 13),
        ("skipped", 17),
    ]
    assert [entry.question for entry in result.entries] == ["Why?", "License"]


def test_page_title_and_language_are_the_head() -> None:
    text = "---\nlang: de\n---\n# Fragen\n\n## Warum?\n\nDarum.\n\n## Wie?\n\nSo.\n"

    assert dict(read(text, "faq.md").head) == {"title": "Fragen", "language": "de"}


def test_a_text_that_asks_nothing_is_refused() -> None:
    with pytest.raises(FileError, match="looks like Markdown, but holds no question"):
        read("# Notes\n\nSome.\n\n## More\n\nText.\n", "notes.md")


def test_a_title_of_any_wording_counts_in_a_folder_of_one_file_a_question() -> None:
    text = "---\ntitle: Paying by card\n---\nWith a card.\n"

    assert read(text, "pay.md", folder=Folder()).entries[0].question == "Paying by card"
    with pytest.raises(FileError):
        read(text, "pay.md")
