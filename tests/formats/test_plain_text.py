"""Plain text: which lines are questions, what belongs to which, and what is said about the rest."""

import pytest

from askfaq.errors import FileError
from askfaq.formats.plain_text.reader import read
from askfaq.formats.registry import read_bytes

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
        [("How do I pay?", "By card."), ("Can I pay later?", "Yes.  \nWithin a month.")],
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
    "labels in full width, with no blank behind them": (
        "Ｑ１：駅はどこですか？\nＡ１：角です。\n\nＱ２：犬も乗れますか。\nＡ２：はい。\n",
        [("駅はどこですか？", "角です。"), ("犬も乗れますか。", "はい。")],
    ),
    "a full-width letter and a blank": (
        "Ｑ　駅はどこ\nＡ　角です。\n\nＱ　切符は\nＡ　窓口で。\n",
        [("駅はどこ", "角です。"), ("切符は", "窓口で。")],
    ),
    "labels in brackets": (
        "【Q1】駅はどこ？\n【A1】角です。\n\n[Q2] Tickets\n[A2] At the desk.\n",
        [("駅はどこ？", "角です。"), ("Tickets", "At the desk.")],
    ),
    "words of another script": (
        "Вопрос 1. Где станция?\nОтвет: За углом.\n\nВопрос 2. Билеты\nОтвет: В кассе.\n",
        [("Где станция?", "За углом."), ("Билеты", "В кассе.")],
    ),
    "Chinese, question and answer on one line": (
        "问：车站在哪里？答：拐角。\n问：票在哪里买？答：窗口。\n",
        [("车站在哪里？", "拐角。"), ("票在哪里买？", "窗口。")],
    ),
    "initials of both sides": (
        "В: Где станция?\nО: За углом.\n\nВ: Билеты\nО: В кассе.\n",
        [("Где станция?", "За углом."), ("Билеты", "В кассе.")],
    ),
    "numbered initials": (
        "P1. ¿Dónde está?\nR1. Allí.\n\nP2. Billetes\nR2. Aquí.\n",
        [("¿Dónde está?", "Allí."), ("Billetes", "Aquí.")],
    ),
    "initials without the other side are text": (
        "Where is it?\n\nF: the first floor.\n\nWhen?\n\nF: on Friday, too.\n",
        [("Where is it?", "F: the first floor."), ("When?", "F: on Friday, too.")],
    ),
    "labels on lines of their own": (
        "Question 1\nWhere is it?\nAnswer\nThere.\n\nQuestion 2\nTickets\nAnswer\nAt the desk.\n",
        [("Where is it?", "There."), ("Tickets", "At the desk.")],
    ),
    "labels without a mark": (
        "Q1 Where is it?\nA1 There.\n\nQ2 Which paper?\nA4 paper.\n",
        [("Where is it?", "There."), ("Which paper?", "A4 paper.")],
    ),
    "numbered lists in labelled answers are no questions": (
        "Q: It is dark\nA: Look:\n\n1. Is it on?\n\n2. Is it whole?\n\nQ: Why?\nA: So.\n",
        [("It is dark", "Look:\n\n1. Is it on?\n\n2. Is it whole?"), ("Why?", "So.")],
    ),
    "underlined numbered questions": (
        "1.1. What is it?\n----------------\n\nA thing.\n\n1.2. Why?\n---------\n\nSo.\n",
        [("What is it?", "A thing."), ("Why?", "So.")],
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
        [("What is it?", "A thing."), ("Why?", "So.  \nThere.")],
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


@pytest.mark.parametrize("name", ["faq.txt", "faq.md"])
def test_initials_of_other_languages_in_bold(name: str) -> None:
    text = "**F:** Wo ist es?\n\n**A:** Dort.\n\n**F:** Und wann\n\n**A:** Jetzt.\n"

    result = read_bytes(text.encode(), name)

    assert [(entry.question, entry.answer) for entry in result.entries] == [
        ("Wo ist es?", "Dort."),
        ("Und wann", "Jetzt."),
    ]


WRAPPED = (
    "Bring a coat, for the wind on the upper deck is cold even in summer, and\n"
    "bring the ticket, which is shown again on the way back to the town.\n"
)
BREAKS = {
    "an address": ("Harbour Office\n3 Quay Street\nPorttown\n", "Harbour Office  \n3 Quay Street  \nPorttown"),
    "commands": ("fetch parcel\n./open --box 3\nleave\n", "```\nfetch parcel\n./open --box 3\nleave\n```"),
    "columns": ("adult    3.50\nchild   12.00\n", "```\nadult    3.50\nchild   12.00\n```"),
    "columns with tabs": ("one\t2\nthree\t4\n", "```\none     2\nthree   4\n```"),
    "verses": (
        "The gulls are out,\nthe tide is in,\nthe ropes are wet,\nthe sails are thin.\n",
        "The gulls are out,  \nthe tide is in,  \nthe ropes are wet,  \nthe sails are thin.",
    ),
    "a program, with its indents": ("if open {\n    enter();\n}\n", "```\nif open {\n    enter();\n}\n```"),
    "an address in a list": (
        "1. Write to\n   The Office\n   Porttown\n2. Wait\n",
        "1. Write to  \n   The Office  \n   Porttown\n2. Wait",
    ),
    "code indented below a line": ("Type:\n\n    run <x>\n", "Type:\n\n    run <x>"),
    "between fences": ("```\na <b>\nc\n```\n", "```\na <b>\nc\n```"),
    "a table of Markdown": ("| a | b |\n|---|---|\n| 1 | 2 |\n", "| a | b |\n|---|---|\n| 1 | 2 |"),
}


@pytest.mark.parametrize(("answer", "expected"), BREAKS.values(), ids=BREAKS)
@pytest.mark.parametrize("around", ["So.\n", WRAPPED], ids=["unwrapped", "wrapped"])
def test_line_breaks_that_are_meant_stay(answer: str, expected: str, around: str) -> None:
    result = read(f"How is it done?\n\n{answer}\nWhat else?\n\n{around}", "faq.txt")

    assert [entry.answer for entry in result.entries] == [expected, around.rstrip()]


def test_justified_prose_is_no_table() -> None:
    prose = "The  boat goes  at noon and   the bus goes at  one, so there is\ntime   for a  coffee and a   walk along the  quay in  between them.\n"

    assert read(f"When?\n\n{prose}\nWhy?\n\nSo.\n", "faq.txt").entries[0].answer == prose.rstrip()


RULE = "-" * 30
DIGEST = f"""\
From: keeper@example.org
Newsgroups: rec.boats
Subject: rec.boats FAQ

Topics:
  1.1) What is a boat?
  1.2) Knots

{RULE}

Subject: 0) Contents

1.1) What is a boat?
1.2) Knots

{RULE}

Subject: 1.1) What is a boat?
Date: 1 May
From: keeper

It floats. Ask:

1. Is it wet?

2. Is it afloat?

{RULE}
Date: 1 May
Subject: 1.2) Knots that hold when
  the rope is wet

See the book.

{RULE}

End of rec.boats FAQ
********************
"""


def test_a_digest_has_its_questions_behind_subject() -> None:
    result = read(DIGEST, "faq.txt")

    assert [(entry.question, entry.answer, entry.line) for entry in result.entries] == [
        ("What is a boat?", "It floats. Ask:\n\n1. Is it wet?\n\n2. Is it afloat?", 18),
        ("Knots that hold when the rope is wet", "See the book.", 30),
    ]
    assert [(remark.line, remark.text) for remark in result.remarks] == [
        (1, "lines 1 to 7, before the first question, are left out"),
        (11, "a table of contents, left out: “Contents”"),
        (37, "lines 37 to 38, below the last answer, are left out"),
    ]


def test_a_digest_without_rules() -> None:
    result = read("Subject: 1. What is a boat?\n\nIt floats.\n\nSubject: 2. Knots\n\nSee the book.\n", "faq.txt")

    assert [(entry.question, entry.answer) for entry in result.entries] == [
        ("What is a boat?", "It floats."),
        ("Knots", "See the book."),
    ]


def test_numbered_headings_above_questions_with_two_numbers_are_topics() -> None:
    text = "1. Boats\n\n1.1 What floats?\n\nWood.\n\n1.2 What sinks?\n\nIron.\n\n2. Knots\n-------\n\n2.1 Which holds?\n\nNone.\n"

    result = read(text, "faq.txt")

    assert [(e.topic, e.question, e.answer) for e in result.entries] == [
        ("Boats", "What floats?", "Wood."),
        ("Boats", "What sinks?", "Iron."),
        ("Knots", "Which holds?", "None."),
    ]


def test_what_recurs_under_the_answers_is_left_out_with_its_line() -> None:
    text = "".join(
        f"{ask}\n\n{say}\n\nBack to top\n\n" for ask, say in [("Who?", "I."), ("Why?", "So."), ("How?", "Thus.")]
    )

    result = read(text, "faq.txt")

    assert [entry.answer for entry in result.entries] == ["I.", "So.", "Thus."]
    assert [(r.line, r.text) for r in result.remarks] == [(5, "“Back to top”, 3 times below an answer, is left out")]


def test_answers_that_are_the_same_stay() -> None:
    text = "".join(f"{ask}\n\nYes.\n\n" for ask in ("Is it open?", "Is it warm?", "Is it dry?"))

    assert [entry.answer for entry in read(text, "faq.txt").entries] == ["Yes."] * 3


@pytest.mark.parametrize(
    "foot",
    ["----------\nCopyright 1999\nAll rights reserved.\n", "-- \nThe keeper\nPorttown\n", "*** End of FAQ ***\n"],
)
def test_the_foot_of_a_text_is_no_part_of_the_last_answer(foot: str) -> None:
    result = read(f"Who?\n\nI.\n\nWhy?\n\nSo.\n\n{foot}", "faq.txt")

    assert [entry.answer for entry in result.entries] == ["I.", "So."]
    (remark,) = result.remarks
    assert remark.line == 9
    assert "below the last answer" in remark.text


def test_the_first_question_behind_the_contents_is_none_of_them() -> None:
    contents = "  1. Money\n     1.1 How do I pay?\n     1.2 When do I pay?\n     1.3 Who pays?\n\n"
    body = "1. MONEY\n\n1.1 How do I pay?\n\nBy card.\n\n1.2 When do I pay?\n\nNow.\n\n1.3 Who pays?\n\nYou.\n"

    result = read(contents + body, "faq.txt")

    assert [entry.question for entry in result.entries] == ["How do I pay?", "When do I pay?", "Who pays?"]
    assert not result.skipped


def test_bars_that_mark_what_is_new_are_no_text() -> None:
    text = "1.1 How do I pay?\n\nBy card.\n\n|1.2 When do I pay?\n|\n|Now, or:\n|\n|    in May\n\n1.3 Who pays?\n\nYou | we.\n"

    result = read(text, "faq.txt")

    assert [entry.question for entry in result.entries] == ["How do I pay?", "When do I pay?", "Who pays?"]
    assert [entry.answer for entry in result.entries] == ["By card.", "Now, or:\n\n    in May", "You | we."]


def test_a_question_that_a_mail_quotes_is_the_question() -> None:
    text = "> Is 3 > 2?\n\nIt is.\n\n>> May I\n>> bring a friend?\n\nYou may.\n"
    assert [(e.question, e.answer) for e in read(text, "faq.txt").entries] == [
        ("Is 3 > 2?", "It is."),
        ("May I bring a friend?", "You may."),
    ]


def test_a_line_may_be_indented_further_than_anybody_would() -> None:
    text = f"What is it?\n\nThis:\n{' ' * 400}here\n\nWho made it?\n\nAnn.\n"
    assert [e.question for e in read(text, "faq.txt").entries] == ["What is it?", "Who made it?"]


def test_lines_that_were_copied_from_a_page_are_paragraphs_each() -> None:
    text = """Frequently asked questions
How long does it take?
Three days. Abroad it takes a week.
Is it safe?
Yes!
Your parcel is insured.
Payment
Do you take cards?
Yes, all of them.
Returns
Can I send it back?
Within 30 days
"""
    found = read(text, "page.txt").entries
    assert [(entry.topic, entry.question, entry.answer) for entry in found] == [
        (None, "How long does it take?", "Three days. Abroad it takes a week."),
        (None, "Is it safe?", "Yes!  \nYour parcel is insured."),
        ("Payment", "Do you take cards?", "Yes, all of them."),
        ("Returns", "Can I send it back?", "Within 30 days"),
    ]


def test_a_question_of_several_paragraphs_reaches_to_its_answer() -> None:
    text = """Q: When I start it, it says

   cannot open display

   What is that?

A: It needs a screen.

Q: Which ones?

A: All.

   A: is not the only label.
"""
    assert [(entry.question, entry.answer) for entry in read(text, "faq.txt").entries] == [
        ("When I start it, it says cannot open display What is that?", "It needs a screen."),
        ("Which ones?", "All.\n\nA: is not the only label."),
    ]


def test_without_labels_of_answers_a_later_one_is_text() -> None:
    text = "Q: Which ones?\n\nOne of these:\n\nA: the red\n\nQ: And when?\n\nNow.\n\nQ: Where?\n\nHere.\n"
    assert [entry.question for entry in read(text, "faq.txt").entries] == ["Which ones?", "And when?", "Where?"]


@pytest.mark.parametrize(("asks", "replies"), [("Q.:", "A.:"), ("**Q**.", "**A**."), ("**Q**:", "**A**:")])
def test_labels_are_written_in_many_ways(asks: str, replies: str) -> None:
    text = f"{asks} Is there tea?\n\n{replies} Yes.\n\n{asks} And now the milk\n\n{replies} There is.\n"
    for name in ("faq.txt", "faq.md"):
        found = read_bytes(text.encode(), name).entries
        assert [(one.question, one.answer) for one in found] == [
            ("Is there tea?", "Yes."),
            ("And now the milk", "There is."),
        ]
