"""Markdown: which headings (or lines) ask, what is topic and what is answer, and that nothing is rewritten."""

import sys

import pytest

from askfaq.errors import FileError
from askfaq.formats.imported import Folder
from askfaq.formats.markdown.reader import read
from askfaq.formats.questions import ends_as_question

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
    "one bold line among many without a mark": (
        "# Pool\n\n**When is it open?**\n\nAlways.\n\n**Towels**\n\nBring one.\n\n**Note:** dry.\n\n**How deep?**\n\n2 m.\n",
        [
            ("When is it open?", "Always.", None),
            ("Towels", "Bring one.\n\n**Note:** dry.", None),
            ("How deep?", "2 m.", None),
        ],
    ),
    "a bold line right above others is their topic": (
        "**Water**\n\n**Is it warm?**\n\nYes.\n\n**Is it clean?**\n\nYes, too.\n",
        [("Is it warm?", "Yes.", "Water"), ("Is it clean?", "Yes, too.", "Water")],
    ),
    "two questions in a row have one answer": (
        "**Is it warm?**\n\n**Is it heated?**\n\nYes.\n\n**How deep?**\n\n2 m.\n",
        [("Is it warm?", "Yes.", None), ("How deep?", "2 m.", None)],
    ),
    "a numbered list of bold lines, its answers indented": (
        "# Pool\n\n1. **When is it open?**\n\n   Always.\n\n   - day\n   - night\n2. **Towels**\n   Bring one.\n3. **How deep?** 2 m.\n",
        [
            ("When is it open?", "Always.\n\n- day\n- night", None),
            ("Towels", "Bring one.", None),
            ("How deep?", "2 m.", None),
        ],
    ),
    "numbered questions with their answers at the margin": (
        "1. How deep?\n\nAbout 2 m.\n\n2. Towels\n\nBring one.\n\n3. Is it warm?\n\nYes.\n",
        [("How deep?", "About 2 m.", None), ("Towels", "Bring one.", None), ("Is it warm?", "Yes.", None)],
    ),
    "a list of plain questions": (
        "- When is it open?\n  Always.\n- How deep?\n\n  2 m.\n",
        [("When is it open?", "Always.", None), ("How deep?", "2 m.", None)],
    ),
    "answers on the line of the bold question": (
        "**When is it open?** Always.\nAnd longer.\n\n**Towels.** Bring one.\n\n**How deep?** 2 m.\n\nAbout.\n",
        [
            ("When is it open?", "Always.\nAnd longer.", None),
            ("Towels", "Bring one.", None),
            ("How deep?", "2 m.\n\nAbout.", None),
        ],
    ),
    "a heading ends the last pair": (
        "# Pool\n\n**Q: How deep?**\nA: 2 m.\n\n**Q: Is it warm?**\nA: Yes.\n\n## Licence\n\nFree.\n",
        [("How deep?", "2 m.", None), ("Is it warm?", "Yes.", None)],
    ),
    "pairs in a list": (
        "- **Q: How deep?**\n  A: 2 m.\n- **Q: Say more**\n  A: No.\n",
        [("How deep?", "2 m.", None), ("Say more", "No.", None)],
    ),
    "a table with a question and an answer column": (
        "# Pool\n\n| No | Question | Answer | Category |\n|--|--|--|--|\n| 1 | How deep? | 2 m.<br>*Or* 3 \\| 4. | Water |\n"
        "| 2 | Towels | Bring one. | Land |\n",
        [("How deep?", "2 m.  \n*Or* 3 | 4.", "Water"), ("Towels", "Bring one.", "Land")],
    ),
    "a table whose first column asks, its header too": (
        "| Wie tief? | 2 m. |\n|--|--|\n| Wie warm? | 20 °C. |\n",
        [("Wie tief?", "2 m.", None), ("Wie warm?", "20 °C.", None)],
    ),
    "a table below a question is its answer": (
        "## What does it cost?\n\n| Who | Price |\n|--|--|\n| all | 1 |\n\n## Why?\n\nSo.\n",
        [("What does it cost?", "| Who | Price |\n|--|--|\n| all | 1 |", None), ("Why?", "So.", None)],
    ),
    "a list of definitions": (
        "How deep?\n: 2 m.\n\nIs it warm?\n:   Yes.\n\n    Very.\n",
        [("How deep?", "2 m.", None), ("Is it warm?", "Yes.\n\nVery.", None)],
    ),
    "nouns, on a page that calls itself a FAQ": (
        "# Pool FAQ\n\n## Water\n\n### Depth\n\n2 m.\n\n### Warmth\n\n20 °C.\n",
        [("Depth", "2 m.", "Water"), ("Warmth", "20 °C.", "Water")],
    ),
    "nouns, in the one part that calls itself a FAQ": (
        "# Pool\n\n## Building\n\nBrick.\n\n## Questions & answers\n\n### Depth\n\n2 m.\n\n### Warmth\n\n20 °C.\n",
        [("Depth", "2 m.", None), ("Warmth", "20 °C.", None)],
    ),
    "a heading that does not ask is a topic where deeper ones ask": (
        "## How deep?\n\n2 m.\n\n## Why?\n\nSo.\n\n## Water\n\n### Is it warm?\n\nYes.\n\n### Is it clean?\n\nYes, too.\n",
        [
            ("How deep?", "2 m.", None),
            ("Why?", "So.", None),
            ("Is it warm?", "Yes.", "Water"),
            ("Is it clean?", "Yes, too.", "Water"),
        ],
    ),
    "panels under a heading that does not ask, beside headings that do": (
        "## How deep?\n\n2 m.\n\n## Why?\n\nSo.\n\n## FAQ\n\n"
        "<details><summary>Is it warm?</summary>\n\nYes.\n\n</details>\n",
        [("How deep?", "2 m.", None), ("Why?", "So.", None), ("Is it warm?", "Yes.", None)],
    ),
    "a lone heading that calls the page a FAQ is no topic": (
        "## Questions and answers\n\n### How deep?\n\n2 m.\n\n### Why?\n\nSo.\n",
        [("How deep?", "2 m.", None), ("Why?", "So.", None)],
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


def test_what_is_not_worded_as_a_question_is_kept_and_said() -> None:
    text = CASES["one bold line among many without a mark"][0]

    assert [(remark.kind, remark.line, remark.text) for remark in read(text, "pool.md").remarks] == [
        ("note", 7, "kept, but not worded as a question: “Towels”")
    ]


def test_what_stands_under_another_heading_is_left_out_by_line() -> None:
    text = CASES["a heading ends the last pair"][0]

    assert [(remark.line, remark.text) for remark in read(text, "pool.md").remarks] == [
        (11, "line 11, under the heading “Licence”, is left out")
    ]


def test_a_second_question_in_a_row_is_an_alias() -> None:
    result = read(CASES["two questions in a row have one answer"][0], "pool.md")

    assert result.entries[0].aliases == ("Is it heated?",)
    assert [remark.line for remark in result.remarks] == [3]


@pytest.mark.parametrize("link", ["[Back to top](#top)", "[⬆ up](#pool)", "[Edit](https://git.example/edit/{}.md)"])
def test_what_stands_under_every_answer_is_part_of_none(link: str) -> None:
    text = "".join(f"## Why {i}?\n\nSo {i}.\n\nSee [x](/{i}).\n\n{link.format(i)}\n\n" for i in range(3))

    result = read(f"# Pool\n\n{text}", "pool.md")

    assert [entry.answer for entry in result.entries] == [f"So {i}.\n\nSee [x](/{i})." for i in range(3)]
    assert len(result.remarks) == 1


def test_answers_that_are_alike_stay() -> None:
    result = read("## Why?\n\nYes.\n\n## How?\n\nYes.\n\n## When?\n\nYes.\n", "pool.md")

    assert [entry.answer for entry in result.entries] == ["Yes."] * 3
    assert result.remarks == ()


def test_a_table_of_contents_is_left_out_and_said() -> None:
    result = read("# Pool\n\n- [Why?](#why)\n- [How?](#how)\n\n## Why?\n\nSo.\n\n## How?\n\nThus.\n", "pool.md")

    assert [remark.text for remark in result.remarks] == ["lines 3 to 4, a table of contents, are left out"]
    assert result.kept == 2


def test_definitions_at_the_end_go_where_they_are_used() -> None:
    text = "## Why?\n\nSee [x].[^1]\n\n## How?\n\nThus, [y].\n\n[x]: /x\n[y]: /y\n[^1]: A word.\n"

    result = read(text, "pool.md")

    assert [entry.answer for entry in result.entries] == [
        "See [x].[^1]\n\n[^1]: A word.\n[x]: /x",
        "Thus, [y].\n\n[y]: /y",
    ]
    assert [remark.line for remark in result.remarks] == [9]


def test_the_level_of_the_questions_can_be_said() -> None:
    text = "# Pool\n\n## Depth\n\n2 m.\n\n### Where?\n\nThere.\n\n## Warmth\n\n20 °C.\n"

    result = read(text, "pool.md", heading_level=2)

    assert [entry.question for entry in result.entries] == ["Depth", "Warmth"]
    assert result.entries[0].answer == "2 m.\n\n### Where?\n\nThere."
    with pytest.raises(FileError, match="--heading-level 2"):
        read("# Pool\n\n## Depth\n\n2 m.\n\n## Warmth\n\n20 °C.\n", "pool.md")
    assert read("## Depth\n\n2 m.\n\n## Warmth\n\n20 °C.\n", "faq-pool.md").kept == 2


def test_a_page_whose_title_asks_and_whose_sections_do_not_is_one_entry() -> None:
    text = "---\ntitle: How do I swim\n---\n\n# How do I swim?\n\nSlowly.\n\n## How it works\n\nWith arms.\n"

    (entry,) = read(text, "swim.md").entries

    assert (entry.question, entry.answer) == ("How do I swim", "Slowly.\n\n## How it works\n\nWith arms.")


def test_a_title_beside_that_of_the_front_matter_is_another_wording() -> None:
    text = "---\ntitle: Lost keys\n---\n# Where are my keys\n\nHere.\n"

    (entry,) = read(text, "keys.md", folder=Folder(is_help_centre=True)).entries

    assert (entry.question, entry.aliases, entry.answer) == ("Lost keys", ("Where are my keys",), "Here.")


@pytest.mark.parametrize(
    ("fields", "topic", "said"),
    [
        ("categories: water fun", "water", ["categories left out: fun"]),
        ("categories: [Warm water, fun]", "Warm water", ["categories left out: fun"]),
        ("category: Warm water", "Warm water", []),
        ("categories: [water]\ntags: [a, b]", "water", ["tags left out: a, b"]),
        ("tags:\n  - a\n  - b", "a", ["tags left out: b"]),
    ],
)
def test_the_first_category_is_the_topic_and_the_others_are_said(fields: str, topic: str, said: list[str]) -> None:
    result = read(f"---\nquestion: Why?\n{fields}\n---\nSo.\n", "pool.md")

    assert result.entries[0].topic == topic
    assert [remark.text.removeprefix("an entry has one topic; ") for remark in result.remarks] == said


def test_a_string_of_toml_is_one_category() -> None:
    text = '+++\ntitle = "Why?"\ncategories = "Warm water"\n+++\nSo.\n'

    assert read(text, "pool.md").entries[0].topic == "Warm water"


def test_a_number_of_toml_that_python_does_not_read_makes_it_no_front_matter() -> None:
    text = f'+++\ntitle = "Lost"\nweight = {"1" * (sys.get_int_max_str_digits() + 1)}\n+++\n# Why?\n\nSo.\n'

    (entry,) = read(text, "pool.md").entries

    assert (entry.question, entry.answer) == ("Why?", text.strip())


def test_tags_do_not_stand_against_the_name_of_a_folder() -> None:
    text = "---\nquestion: Why?\ntags: [a]\n---\nSo.\n"

    assert read(text, "why.md", folder=Folder(gives_topic=True)).entries[0].topic is None


def test_questions_in_front_matter_are_entries() -> None:
    text = "---\nlayout: faq\nfaqs:\n  - question: Why?\n    answer: So.\n  - question: Towels\n    answer: Bring one.\n---\n"

    assert [(entry.question, entry.answer, entry.line) for entry in read(text, "pool.md").entries] == [
        ("Why?", "So.", 4),
        ("Towels", "Bring one.", 6),
    ]


@pytest.mark.parametrize("field", ["draft: true", "published: false"])
def test_a_draft_is_skipped(field: str) -> None:
    result = read(f"---\nquestion: Why?\n{field}\n---\nSo.\n", "pool.md")

    assert (result.kept, len(result.skipped)) == (0, 1)


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


@pytest.mark.parametrize("offer", ["Still have questions?", "Was this helpful?", "Still stuck?", "Any more questions?"])
def test_what_a_page_asks_its_readers_is_no_entry(offer: str) -> None:
    result = read(
        f"# Pool\n\n## When is it open?\n\nDaily.\n\n## Is it warm?\n\nYes.\n\n## {offer}\n\nCall us.\n", "pool.md"
    )

    assert [entry.question for entry in result.entries] == ["When is it open?", "Is it warm?"]
    assert [remark.line for remark in result.skipped] == [11]


def test_tabs_in_an_answer_are_part_of_it_and_cards_beside_the_questions_are_none() -> None:
    text = (
        '# FAQ\n\n<Accordion title="How do I install it?">\n\n<Tabs>\n<Tab title="Linux">\n\nUnpack it.\n\n</Tab>\n'
        '<Tab title="Mac">\n\nDrag it.\n\n</Tab>\n</Tabs>\n\n</Accordion>\n\n<Accordion title="Is it free?">\n\nYes.\n\n'
        '</Accordion>\n\n<Card title="Call us">\n\nDaily.\n\n</Card>\n\n<Card title="Write">\n\nAlways.\n\n</Card>\n'
    )

    result = read(text, "pool.mdx")

    assert [entry.question for entry in result.entries] == ["How do I install it?", "Is it free?"]
    assert result.entries[0].answer == "**Linux**\n\nUnpack it.\n\n**Mac**\n\nDrag it."
    assert result.entries[1].answer.startswith("Yes.")


def test_a_remark_in_the_answer_of_a_folded_box_is_part_of_it_even_if_it_asks() -> None:
    text = '??? question "How do I log in?"\n    By name.\n\n    !!! tip "No keyboard?"\n        Use the button.\n\n??? question "Is it free?"\n    Yes.\n'

    result = read(text, "pool.md")

    assert [entry.question for entry in result.entries] == ["How do I log in?", "Is it free?"]
    assert "Use the button." in result.entries[0].answer


def test_a_link_may_be_defined_on_the_line_of_a_question() -> None:
    assert [entry.question for entry in read("**What?**[x]:y\n\n**Who?**\n\nMe.\n", "faq.md").entries][-1] == "Who?"


def test_the_title_stands_above_what_asks() -> None:
    found = read(
        "**Q:** Is there tea?\n\n**A:** Yes.\n\n**Q:** And milk?\n\n**A:** No.\n\n# Contact\n\nBy mail.\n", "faq.md"
    )
    assert found.head.get("title") is None
    assert [entry.question for entry in found.entries] == ["Is there tea?", "And milk?"]


def test_a_bold_sentence_is_no_topic() -> None:
    text = "# FAQ\n**See the map first.**\n\n**Is there tea?**\nYes.\n\n**Drinks**\n\n**And milk?**\nNo.\n"
    assert [entry.topic for entry in read(text, "faq.md").entries] == [None, "Drinks"]


def test_pictures_behind_a_question_and_wide_numbers_before_it() -> None:
    text = "# FAQ\n\n### 1、Is there tea? 🍵\n\nYes.\n\n### 2、牛奶？☕️\n\nNo.\n\n### 3、Sugar ⏰\n\nSome.\n"
    found = read(text, "drinks.md")
    assert [entry.question for entry in found.entries] == ["Is there tea? 🍵", "牛奶？☕️", "Sugar ⏰"]
    assert [remark.text for remark in found.remarks] == ["kept, but not worded as a question: “Sugar ⏰”"]


def test_tabs_in_an_answer_are_no_questions() -> None:
    tabs = (
        "<Tabs>\n<TabItem label='Before'>\n\nOld.\n\n</TabItem>\n<TabItem label='After'>\n\nNew.\n\n</TabItem>\n</Tabs>"
    )
    found = read(f"# FAQ\n\n### Is it new?\n\nYes.\n\n### Block output\n\n{tabs}\n", "faq.mdx")
    assert [(entry.question, entry.answer) for entry in found.entries] == [
        ("Is it new?", "Yes."),
        ("Block output", "**Before**\n\nOld.\n\n**After**\n\nNew."),
    ]


@pytest.mark.parametrize("mark", ["✅", "❌", "✔️", "👍"])
def test_a_mark_that_answers_is_no_picture_behind_a_question(mark: str) -> None:
    text = f"# FAQ\n\n## What is included?\n\n- Parking? {mark}\n- Breakfast? {mark}\n\n## And pets?\n\nNo.\n"
    assert [entry.question for entry in read(text, "faq.md").entries] == ["What is included?", "And pets?"]
    assert not ends_as_question(f"Parking? {mark}")
