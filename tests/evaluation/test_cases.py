"""Cases are read as they are written; what is wrong with one is said with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from askfaq.errors import FileError
from askfaq.evaluation.cases import Case, cases_beside, parse_cases, read_cases, refuse_unknown_ids
from askfaq.model import Entry, FaqFile
from askfaq.paths import sample_faq

TABLE = """\
# what people asked in spring

is my cat welcome\tcats
who won the cup\t(none)
pets?\tcats\toffer
 when do you open \t hours \t\t ten o'clock \r
"""
OBJECTS = """\
# what people asked in spring

{"query": "is my cat welcome", "id": "cats"}
{"query": "who won the cup", "id": null}
{"query": "pets?", "id": "cats", "offer": true}
{"query": " when do you open ", "id": "hours", "answer_holds": "ten o'clock"}\r
"""
CASES = [
    Case("is my cat welcome", "cats", line=3),
    Case("who won the cup", None, line=4),
    Case("pets?", "cats", may_offer=True, line=5),
    Case("when do you open", "hours", line=6, answer_holds="ten o'clock"),
]
FAQ = FaqFile([Entry("cats", "Do you take cats?", "Yes."), Entry("hours", "When are you open?", "From ten o'clock.")])


@pytest.mark.parametrize(
    ("text", "name"), [(TABLE, "x.tsv"), (OBJECTS, "x.jsonl"), (TABLE, "/dev/fd/63"), (OBJECTS, "-")]
)
def test_a_table_and_objects_say_the_same(text: str, name: str) -> None:
    assert parse_cases(text, name) == CASES


def test_the_suffix_tells_before_the_content() -> None:
    assert parse_cases("{what is this\t(none)\n", "x.tsv") == [Case("{what is this", None, line=1)]
    with pytest.raises(FileError, match=r"x\.jsonl:1:1: not valid JSON"):
        parse_cases("is my cat welcome\tcats\n", "x.jsonl")


def test_a_line_ends_where_editors_see_it_end() -> None:
    assert parse_cases("a\u2028b\tcats\nc\tcats\n", "x.tsv") == [
        Case("a\u2028b", "cats", line=1),
        Case("c", "cats", line=2),
    ]


def test_no_lines_are_no_cases() -> None:
    assert parse_cases("# to come\n\n", "x.tsv") == []


def test_a_file_is_read_with_its_mark_of_utf_8(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_bytes(b"\xef\xbb\xbf" + TABLE.encode())
    assert read_cases(str(tmp_path / "x.tsv")) == CASES


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("is my cat welcome", "x.tsv:2: a case is a query, a tab and an id"),
        ("\tcats", "x.tsv:2: a case is a query"),
        ("is my cat welcome\t ", "x.tsv:2: a case is a query"),
        ("a\tcats\tyes", 'x.tsv:2: the third column is "yes"; it can be offer'),
        ("a\tcats\t\tx\ty", "x.tsv:2: 5 columns"),
        ("a\t(none)\t\tx", "x.tsv:2: no answer holds anything"),
    ],
)
def test_what_is_wrong_with_a_row(line: str, says: str) -> None:
    with pytest.raises(FileError) as error:
        parse_cases(f"a\tcats\n{line}\n", "x.tsv")
    assert str(error.value).startswith(says)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"query": "a" "id": null}', "x.jsonl:2:15: not valid JSON"),
        ("[" * 100_000, "x.jsonl:2: not valid JSON"),
        ('["a", "cats"]', "x.jsonl:2: a case is an object"),
        ('{"query": "a"}', "x.jsonl:2: a case is an object"),
        ('{"query": " ", "id": null}', "x.jsonl:2: the query is empty"),
        ('{"query": 7, "id": null}', 'x.jsonl:2: "query" cannot be 7'),
        ('{"query": "a", "id": false}', 'x.jsonl:2: "id" cannot be false'),
        ('{"query": "a", "id": null, "offer": 1}', 'x.jsonl:2: "offer" cannot be 1'),
        ('{"query": "a", "id": null, "ofer": true}', 'x.jsonl:2: unknown key "ofer"'),
        ('{"query": "a", "id": null, "answer_holds": "x"}', "x.jsonl:2: no answer holds anything"),
    ],
)
def test_what_is_wrong_with_an_object(line: str, says: str) -> None:
    with pytest.raises(FileError) as error:
        parse_cases(f'{{"query": "a", "id": "cats"}}\n{line}\n', "x.jsonl")
    assert str(error.value).startswith(says)


def test_an_id_that_the_faq_lacks_is_refused_with_its_line_and_the_nearest() -> None:
    refuse_unknown_ids(CASES, FAQ, "x.tsv")
    with pytest.raises(FileError, match=r'x\.tsv:9: the FAQ has no entry "cat"; did you mean cats\?'):
        refuse_unknown_ids([*CASES, Case("a", "cat", line=9)], FAQ, "x.tsv")
    with pytest.raises(FileError, match="askfaq list shows them"):
        refuse_unknown_ids([Case("a", "zebra", line=9)], FAQ, "x.tsv")


@pytest.mark.parametrize("name", ["faq.cases.tsv", "faq.cases.jsonl"])
def test_cases_lie_beside_their_faq(name: str, faq_file: Callable[..., str], tmp_path: Path) -> None:
    path = faq_file([])
    assert cases_beside(path) is None
    (tmp_path / name).touch()
    assert cases_beside(path) == str(tmp_path / name)


def test_the_sample_has_cases() -> None:
    assert Path(cases_beside(sample_faq()) or "").name == "cases.tsv"
