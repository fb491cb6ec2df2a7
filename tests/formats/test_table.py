"""Tables: which delimiter, which columns, and that a ragged row refuses the file."""

import pytest

from askfaq.errors import FileError
from askfaq.formats.imported import Import
from askfaq.formats.records import azure
from askfaq.formats.records.field_names import Columns
from askfaq.formats.records.table import find_delimiter, read, read_anki
from conftest import notes

QA = [("Why?", "So."), ("How?", "Thus, and so.")]


def rows(result: Import) -> list[tuple[str, str]]:
    return [(entry.question, entry.answer) for entry in result.entries]


TABLES = {
    "commas": 'question,answer\nWhy?,So.\nHow?,"Thus, and so."\n',
    "semicolons, with commas in the texts": "Question;Answer\nWhy?;So.\nHow?;Thus, and so.\n",
    "tabs": "question\tanswer\nWhy?\tSo.\nHow?\tThus, and so.\n",
    "bars": "Q|A\nWhy?|So.\nHow?|Thus, and so.\n",
    "plural names among other columns": 'ID,Questions,Answers,Extra\n1,Why?,So.,x\n2,How?,"Thus, and so.",y\n',
    "no header": 'Why?,So.\nHow?,"Thus, and so."\n',
    "an exact name wins over a longer one": (
        'question_id,answer_html,question,answer\n1,<p>x</p>,Why?,So.\n2,<p>y</p>,How?,"Thus, and so."\n'
    ),
    "blank lines and Windows line ends": 'question,answer\r\n\r\nWhy?,So.\r\n\r\nHow?,"Thus, and so."\r\n',
}


@pytest.mark.parametrize("text", TABLES.values(), ids=TABLES)
def test_tables_of_all_kinds(text: str) -> None:
    assert rows(read(text.replace("\r\n", "\n"), "faq.csv")) == QA


def test_cells_over_several_lines_count_in_line_numbers() -> None:
    result = read('question,answer\n"Why\nso?","1. a\n2. b"\nHow?,Thus.\n', "faq.csv")

    assert [(entry.question, entry.answer, entry.line) for entry in result.entries] == [
        ("Why so?", "1. a\n2. b", 2),
        ("How?", "Thus.", 5),
    ]


def test_topics_aliases_ids_and_sources_have_columns() -> None:
    text = "id,category,question,aliases,answer,url\nwhy,T,Why?,what for|how so,So.,https://e.org\n7,,How?,,Thus.,\n"

    first, second = read(text, "faq.csv").entries

    assert first[3:7] == (("what for", "how so"), "T", "why", "https://e.org")
    assert second.id is None, "a running number is no id"


def test_a_row_with_one_cell_empty_is_skipped_with_its_line() -> None:
    result = read("question,answer\nWhy?,\n,So.\nHow?,Thus.\n", "faq.csv")

    assert result.kept == 1
    assert [(remark.line, remark.text) for remark in result.skipped] == [
        (2, "the answer cell is empty: “Why?”"),
        (3, "the question cell is empty: “So.”"),
    ]


def test_a_ragged_row_refuses_the_file_with_its_line() -> None:
    text = 'question,answer\n"Why\nso?",So.\nHow?,Thus, and so.\nWhen?,Now.\n'

    with pytest.raises(FileError, match=r"faq\.csv:4: this row has 3 cells where the first has 2"):
        read(text, "faq.csv")


def test_the_same_question_is_kept_once_and_reported() -> None:
    result = read("question,answer\nWhy?,So.\nwhy,So.\nWhy?,Else.\n", "faq.csv")

    assert rows(result) == [("Why?", "So.")]
    assert [remark.line for remark in result.skipped] == [3, 4]
    assert "with another answer" in result.skipped[1].text


def test_the_same_question_under_two_topics_with_two_answers_is_two_entries() -> None:
    result = read("question,answer,topic\nHow do I reset it?,Pull.,Router\nHow do I reset it?,Push.,Phone\n", "f.csv")

    assert result.kept == 2
    assert [remark.kind for remark in notes(result)] == ["warning"]


def test_a_header_alone_is_said_to_be_one() -> None:
    result = read("question,answer\n", "faq.csv")

    assert (result.kept, [remark.text for remark in notes(result)]) == (0, ["this is a header, and no row is below it"])


def test_columns_left_out_are_named() -> None:
    assert "Extra" in notes(read(TABLES["plural names among other columns"], "faq.csv"))[0].text


def test_answers_in_html_become_markdown() -> None:
    result = read("question,answer\nWhy?,<p>So <b>it</b> is.</p>\nHow?,<ul><li>a</li></ul>\n", "faq.csv")

    assert rows(result) == [("Why?", "So **it** is."), ("How?", "- a")]
    assert "HTML" in notes(result)[0].text


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("question,answer_short,answer_long", "several columns could be the answer: “answer_short”, “answer_long”"),
        ("question,reply,other", "no column is named like the answer"),
        ("one,two,three", "no column is named like the question and answer"),
        ("question,question,answer", "several columns could be the question"),
    ],
)
def test_when_columns_are_unclear_the_refusal_names_them(header: str, message: str) -> None:
    with pytest.raises(FileError, match=message) as caught:
        read(f"{header}\nWhy?,So.,x\n", "faq.csv")

    assert "-column" in caught.value.message


@pytest.mark.parametrize("columns", [Columns("frage", "antwort"), Columns("2", "3"), Columns(answer="3", question="2")])
def test_columns_can_be_named_or_numbered(columns: Columns) -> None:
    text = "nr,frage,antwort,thema\n1,Why?,So.,T\n2,How?,Thus.,T\n"

    result = read(text, "faq.csv", columns=columns._replace(topic="thema"))

    assert [(entry.question, entry.topic) for entry in result.entries][-2:] == [("Why?", "T"), ("How?", "T")]


def test_an_unknown_column_is_refused_and_the_known_ones_named() -> None:
    with pytest.raises(FileError, match=r"no column “reply”; the columns are “question”, “answer”"):
        read("question,answer\nWhy?,So.\n", "faq.csv", columns=Columns(answer="reply"))


@pytest.mark.parametrize("number", ["0", "3", "0000011", "000001" + "1" * 5000], ids=len)
def test_a_column_that_is_not_there_is_no_column(number: str) -> None:
    with pytest.raises(FileError):
        read("question,answer\nWhy?,So.\n", "faq.csv", columns=Columns(answer=number))


def test_one_column_is_no_table() -> None:
    with pytest.raises(FileError):
        read("Why?\nHow?\n", "faq.csv")


def test_the_delimiter_is_the_one_that_splits_evenly() -> None:
    assert find_delimiter("a;b\nx, y, z;1\nx, y;2\n") == ";"


def test_a_long_cell_hides_the_delimiter_no_more_than_a_short_one() -> None:
    text = "question;answer\nWhy?;" + "So, and so. " * 15_000 + "\n"

    assert find_delimiter(text) == ";"
    assert read(text, "faq.csv").kept == 1


AZURE = (
    "Question\tAnswer\tSource\tMetadata\tSuggestedQuestions\tIsContextOnly\tPrompts\tQnaId\n"
    "How do I pay?\tBy card.\\nOr cash.\tEditorial\ttopic:Paying | lang:en\t[{'q': 'pay how'}]\tFalse\t[]\t1\n"
    "How can I settle a bill?\tBy card.\\nOr cash.\tEditorial\t\t[]\tFalse\t[]\t1\n"
    "When?\tNow.\thttps://e.org\t\t[]\tTrue\t[]\t2\n"
    "Where?\t\thttps://e.org\t\t[]\tFalse\t[]\t3\n"
)


def test_azure_rows_with_one_id_are_one_entry() -> None:
    result = azure.read(AZURE, "kb.tsv")

    assert [entry[:6] for entry in result.entries] == [
        ("How do I pay?", "By card.\nOr cash.", 2, ("How can I settle a bill?",), "Paying", None),
        ("When?", "Now.", 4, (), None, None),
    ]
    assert result.entries[1].source == "https://e.org"


def test_azure_suggestions_are_noted_and_not_taken() -> None:
    result = azure.read(AZURE, "kb.tsv")

    assert "pay how" in notes(result)[0].text
    assert [(remark.line, remark.kind) for remark in result.remarks] == [(2, "note"), (4, "note"), (5, "skipped")]


def test_every_column_can_be_named() -> None:
    text = "frage;antwort;auch;thema;nr;wo\nWie?;So.;was|wer;T;k1;https://e.org\n"

    (entry,) = read(text, "faq.csv", columns=Columns("frage", "antwort", "auch", "thema", "nr", "6")).entries

    assert entry[:7] == ("Wie?", "So.", 2, ("was", "wer"), "T", "k1", "https://e.org")


@pytest.mark.parametrize("cell", ["what for|how so", "what for; how so", '"what for\nhow so"'])
def test_aliases_stand_between_bars_or_semicolons_or_on_lines(cell: str) -> None:
    (entry,) = read(f"question,answer,aliases\nWhy?,So.,{cell}\n", "faq.csv").entries

    assert entry.aliases == ("what for", "how so")


def test_drafts_are_left_out_and_said() -> None:
    text = "Article title,Article subtitle,Article body,Article URL,Status\nWhy?,x,So.,https://e.org/1,PUBLISHED\n"

    result = read(text + "Next year,x,Not decided.,https://e.org/2,DRAFT\n", "kb.csv")

    assert [(entry.question, entry.answer, entry.source) for entry in result.entries] == [
        ("Why?", "So.", "https://e.org/1")
    ]
    assert [(remark.line, "draft" in remark.text) for remark in result.skipped] == [(3, True)]


ANKI = (
    "#separator:tab\n#html:true\n#notetype column:1\n#deck column:2\n#tags column:5\n"
    "Basic\tFAQ::Boats\tWhy?\tSo.<br>Thus.\tfirst second\n"
    'Basic\tFAQ\t"How ""so""?"\tThus.\n'
    "Cloze\tFAQ\tIt is {{c1::so}}.\t\n"
)


def test_an_export_of_anki_says_what_is_in_which_column() -> None:
    result = read_anki(ANKI, "deck.txt")

    assert [(entry.question, entry.answer, entry.line, entry.topic) for entry in result.entries] == [
        ("Why?", "So.  \nThus.", 6, "Boats"),
        ('How "so"?', "Thus.", 7, "FAQ"),
    ]
    assert [remark.line for remark in result.skipped] == [8]
    assert "columns left out: notetype, tags" in [remark.text for remark in notes(result)]


def test_the_first_tag_of_a_card_is_its_topic_where_there_is_no_deck() -> None:
    text = "#separator:Semicolon\n#html:false\n#columns:Front;Back;Tags\n#tags column:3\nWhy?;So.;boats::oars first\n"

    (entry,) = read_anki(text, "deck.txt").entries

    assert (entry.question, entry.answer, entry.topic, entry.line) == ("Why?", "So.", "oars", 5)


def test_a_blank_may_stand_before_an_opening_quotation_mark() -> None:
    text = 'question,answer\nWho are you?, "Ana, a student. "\nWhy?, It helps.\n"He said, ""no""", "Yes, \n ""so"""\n'
    found = read(text, "faq.csv").entries
    assert [(entry.question, entry.answer) for entry in found] == [
        ("Who are you?", "Ana, a student."),
        ("Why?", "It helps."),
        ('He said, "no"', 'Yes, \n "so"'),
    ]
