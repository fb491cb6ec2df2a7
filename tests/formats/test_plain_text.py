"""Plain text: which lines are questions, what belongs to which, and what is said about the rest."""

import pytest

from askfaq.errors import FileError
from askfaq.formats.plain_text.reader import read

LABELLED = """\
Gardening questions, version 3

Contents

Section A: Soil

A1) What is loam?
A2) My beds dry out within a day in July and nothing I do
    seems to help.  Why?

Section B: Why do plants die?

B1) How often should I water
B2) Is rain enough?

-----------------------------
Section A: Soil

A1)  What is loam?

A mix of sand, silt and clay.

	o not an item

A2)  My beds dry out within a day in July and nothing I do
     seems to help.  Why?

You need mulch:

o	Straw, which
	costs little.

o	Bark.

1) First weed.
2) Then ask: is it thick enough?

Section B: Why do plants die?

B1)  How often should I water

Twice a week.

B2)  Is rain enough?

Rarely.
"""

TAGGED = """\
*garden.txt*  For gardeners

INDEX
                                        *soil*
SECTION 1 - SOIL ~
|g-1.1|  What is loam?
|g-1.2|  How deep should I
         dig?
                                        *water*
SECTION 2 - WATER ~
|g-2.1|  Is rain enough?

=============================================
                                        *g-1*
SECTION 1 - SOIL ~

                                        *g-1.1*
1.1. What is loam?

Press <Enter> to see more: >

    $ dig --deep
<
                                        *g-1.2*
1.2. How deep should I
     dig?

A spade's depth. See also

    |g-1.1|

=============================================
                                        *g-2*
SECTION 2 - WATER ~

                                        *g-2.1*
2.1. Is rain enough?

1. Look.
2. Feel.

 vim:tw=78:ft=help:
"""

CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "a question is a line that ends in a question mark": (
        "How do I pay?\n\nBy card.\n\nCan I pay later?\nYes.\nWithin a month.\n",
        [("How do I pay?", "By card."), ("Can I pay later?", "Yes.\nWithin a month.")],
    ),
    "a title that repeats the first question is no entry": (
        "How do I pay?\n\nHow do I pay?\n\nBy card.\n\nAnd later?\n\nNo.\n",
        [("How do I pay?", "By card."), ("And later?", "No.")],
    ),
    "list items that ask stay in the answer": (
        "Is it broken?\n\nCheck:\n\n  1. Is it on?\n  2. Is it warm?\n\nWho repairs it?\n\n- You?\n- We?\n",
        [("Is it broken?", "Check:\n\n1. Is it on?\n2. Is it warm?"), ("Who repairs it?", "- You?\n- We?")],
    ),
    "question marks of other scripts": (
        "料金はいくらですか？\n無料です。\n\nهل هو مجاني؟\nنعم.\n",
        [("料金はいくらですか？", "無料です。"), ("هل هو مجاني؟", "نعم.")],
    ),
    "an unlabelled question over two lines": (
        "How can I change the address of\na parcel that has left?\n\nNot at all.\n\nWhy?\n\nIt has left.\n",
        [("How can I change the address of a parcel that has left?", "Not at all."), ("Why?", "It has left.")],
    ),
    "a question longer than 200 characters is text": (
        f"Why?\n\nBecause.\n\n{'very ' * 45}long?\n\nAnd how?\n\nSo.\n",
        [("Why?", f"Because.\n\n{'very ' * 45}long?"), ("And how?", "So.")],
    ),
    "underlined questions": (
        "What is it?\n-----------\n\nA thing.\n\nWhat else?\n==========\nNothing.\n",
        [("What is it?", "A thing."), ("What else?", "Nothing.")],
    ),
    "Q and A": (
        "Q: What is it?\nA: A thing,\n   a good one.\n\nQ: Say more\nA: No.\n\nMore of no.\n",
        [("What is it?", "A thing,\na good one."), ("Say more", "No.\n\nMore of no.")],
    ),
    "numbered Q and A, and both on one line": (
        "Q1. What is it? A: A thing.\n\nQ2. Why?\nA2. So.\n",
        [("What is it?", "A thing."), ("Why?", "So.")],
    ),
    "question and answer in words": (
        "Frage: Was ist das?\nAntwort: Ein Ding.\n\nFrage: Wozu?\nAntwort: Zu nichts.\n",
        [("Was ist das?", "Ein Ding."), ("Wozu?", "Zu nichts.")],
    ),
    "numbers, with a question that lacks its mark and a list with numbers of its own": (
        "1. What is it?\n\nA thing.\n\n1. Look.\n2. Think.\n\n2. Tell me more\n\nNo.\n\n3. Why not?\n\nSo.\n",
        [("What is it?", "A thing.\n\n1. Look.\n2. Think."), ("Tell me more", "No."), ("Why not?", "So.")],
    ),
    "numbers that start again in each section": (
        "BILLS\n\n1. How do I pay?\n\nBy card.\n\n2. When?\n\nNow.\n\nPARCELS\n\n1. Where is it?\n\nHere.\n",
        [("How do I pay?", "By card."), ("When?", "Now."), ("Where is it?", "Here.")],
    ),
    "an answer right below a labelled question": (
        "1) What is it?\nA thing.\n\n2) Why?\nSo.\n",
        [("What is it?", "A thing."), ("Why?", "So.")],
    ),
    "indented answers are no code": (
        "What is it?\n\n    A thing.\n\nWhy?\n\n    So.\n    There.\n",
        [("What is it?", "A thing."), ("Why?", "So.\nThere.")],
    ),
    "indented code in answers stays code": (
        "How do I start it?\n\nLike this:\n\n    run <now>\n\nAnd stop?\n\nPress <Esc> or &lt;.\n",
        [("How do I start it?", "Like this:\n\n    run <now>"), ("And stop?", "Press \\<Esc> or \\&lt;.")],
    ),
    "bullets of all kinds, nested": (
        "What is in it?\n\n  • Soap\n    and water\n    - nested\n  • Salt\n\nWhy?\n\nSo.\n",
        [("What is in it?", "- Soap\n  and water\n  - nested\n- Salt"), ("Why?", "So.")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
def test_questions_and_answers(text: str, expected: list[tuple[str, str]]) -> None:
    result = read(text, "faq.txt")

    assert [(entry.question, entry.answer) for entry in result.entries] == expected
    lines = text.split("\n")
    for entry in result.entries:
        assert entry.question.split()[0] in lines[entry.line - 1]


def test_labels_sections_and_a_table_of_contents() -> None:
    result = read(LABELLED, "faq.txt")

    assert [(entry.question, entry.topic, entry.line) for entry in result.entries] == [
        ("What is loam?", "Soil", 19),
        ("My beds dry out within a day in July and nothing I do seems to help. Why?", "Soil", 25),
        ("How often should I water", "Why do plants die?", 40),
        ("Is rain enough?", "Why do plants die?", 44),
    ]
    assert result.entries[1].answer == (
        "You need mulch:\n\n- Straw, which\n  costs little.\n\n- Bark.\n\n"
        "1) First weed.\n2) Then ask: is it thick enough?"
    )
    assert [(remark.kind, remark.line) for remark in result.remarks] == [("note", 1), ("note", 7)]
    assert "table of contents: 4 questions" in result.remarks[1].text


def test_jump_targets_and_an_index_that_writes_labels_differently() -> None:
    result = read(TAGGED, "faq.txt")

    assert [(entry.question, entry.topic) for entry in result.entries] == [
        ("What is loam?", "SOIL"),
        ("How deep should I dig?", "SOIL"),
        ("Is rain enough?", "WATER"),
    ]
    assert result.entries[1].answer == "A spade's depth. See also\n\n    |g-1.1|"
    assert result.entries[2].answer == "1. Look.\n2. Feel."


def test_what_only_the_table_of_contents_has_is_skipped_with_its_line() -> None:
    text = LABELLED.replace("B2) Is rain enough?\n", "B2) Is rain enough?\nB3) What is left?\n")

    (skipped,) = read(text, "faq.txt").skipped

    assert skipped.line == 15
    assert "What is left?" in skipped.text


def test_a_second_question_line_in_a_row_is_an_alias_with_a_note() -> None:
    result = read("How do I pay?\nHow can I settle a bill?\n\nBy card.\n\nWhen?\n\nNow.\n", "faq.txt")

    assert result.entries[0].aliases == ("How can I settle a bill?",)
    assert [(remark.kind, remark.line) for remark in result.remarks] == [("note", 2)]


def test_text_before_the_first_question_is_reported() -> None:
    result = read("Welcome\nto our shop.\n\nHow do I pay?\n\nBy card.\n\nWhen?\n\nNow.\n", "faq.txt")

    assert [(remark.line, remark.text) for remark in result.remarks] == [
        (1, "lines 1 to 2, before the first question, are left out")
    ]
    (remark,) = read("Welcome!\n\nHow do I pay?\n\nBy card.\n\nWhen?\n\nNow.\n", "faq.txt").remarks
    assert remark.text == "line 1, before the first question, is left out"


def test_a_question_without_text_at_the_end_is_skipped() -> None:
    result = read("How do I pay?\n\nBy card.\n\nWhen?\n\nNow.\n\nWhere?\n", "faq.txt")

    assert [(remark.line, remark.text) for remark in result.skipped] == [(9, "no answer to “Where?”")]


def test_short_lines_alone_above_questions_are_topics_if_there_are_several() -> None:
    text = "Bills\n\nHow do I pay?\n\nBy card.\n\nParcels\n\nWhere is it?\n\nHere.\n\nWhen?\n\nNow.\n"

    result = read(text, "faq.txt")

    assert [(e.topic, e.answer) for e in result.entries] == [
        ("Bills", "By card."),
        ("Parcels", "Here."),
        ("Parcels", "Now."),
    ]


def test_a_heading_above_everything_is_the_title_and_no_topic() -> None:
    text = "SHOP FAQ\n========\n\nHow do I pay?\n\nBy card.\n\nWhen?\n\nNow.\n"

    assert [entry.topic for entry in read(text, "faq.txt").entries] == [None, None]


def test_one_short_line_at_an_answers_end_stays_in_it() -> None:
    result = read("How do I pay?\n\nBy card.\n\nThank you\n\nWhere is it?\n\nHere.\n", "faq.txt")

    assert result.entries[0].answer == "By card.\n\nThank you"


@pytest.mark.parametrize(
    ("text", "reason"),
    [("No question here.\n", "no question"), ("Only one?\n\nYes.\n", "only one question")],
)
def test_fewer_than_two_questions_are_refused(text: str, reason: str) -> None:
    with pytest.raises(FileError, match=f"notes.txt: looks like plain text, but {reason}"):
        read(text, "notes.txt")
