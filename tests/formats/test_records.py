"""JSON, JSON Lines, YAML and exports of bots and help desks: which keys, which shapes, which lines."""

import json
from typing import Any

import pytest

from askfaq.errors import FileError
from askfaq.formats.imported import Import
from askfaq.formats.records import dialogflow, json_list, rasa, yaml_list
from askfaq.formats.records.field_names import Columns
from askfaq.limits import MAX_YAML_CHARACTERS
from conftest import notes

Row = tuple[str, str, str | None]

SHAPES: dict[str, tuple[Any, list[Row]]] = {
    "a list": ([{"question": "Why?", "answer": "So."}], [("Why?", "So.", None)]),
    "other names, in any spelling": (
        [{"Question Text": "Why?", "answer_text": "So."}, {"q": "How?", "a": "Thus."}, {"title": "A?", "body": "B."}],
        [("Why?", "So.", None), ("How?", "Thus.", None), ("A?", "B.", None)],
    ),
    "a list under a key": ({"version": 1, "faqs": [{"name": "Why?", "response": "So."}]}, [("Why?", "So.", None)]),
    "questions as keys": (
        {"Why is it so?": "So.", "And how?": ["One.", "Two."]},
        [("Why is it so?", "So.", None), ("And how?", "One.\n\nTwo.", None)],
    ),
    "topics as keys": (
        {"Paying": [{"q": "How?", "a": "By card."}], "Parcels": {"Where is it?": "Here."}},
        [("How?", "By card.", "Paying"), ("Where is it?", "Here.", "Parcels")],
    ),
    "topics with lists": (
        [{"category": "Paying", "items": [{"q": "How?", "a": "By card."}]}],
        [("How?", "By card.", "Paying")],
    ),
    "paragraphs and steps": (
        [{"question": "Why?", "answer": ["So.", "And so."]}, {"question": "How?", "steps": ["Wait.", "Go."]}],
        [("Why?", "So.\n\nAnd so.", None), ("How?", "1. Wait.\n2. Go.", None)],
    ),
    "pairs": ([["Why?", "So."]], [("Why?", "So.", None)]),
}


@pytest.mark.parametrize(("data", "expected"), SHAPES.values(), ids=SHAPES)
def test_json_shapes(data: Any, expected: list[Row]) -> None:
    result = json_list.read(json.dumps(data), "faq.json")

    assert [(entry.question, entry.answer, entry.topic) for entry in result.entries] == expected


@pytest.mark.parametrize(("data", "expected"), SHAPES.values(), ids=SHAPES)
def test_yaml_shapes(data: Any, expected: list[Row]) -> None:
    result = yaml_list.read(json.dumps(data), "faq.yml")

    assert [(entry.question, entry.answer, entry.topic) for entry in result.entries] == expected


def test_json_keeps_everything_a_faq_file_has_room_for() -> None:
    entry = {"id": "why", "question": "Why?", "aliases": ["what for"], "topic": "T", "answer": "So.", "source": "s"}

    result = json_list.read(json.dumps({"title": "F", "language": "en", "entries": [entry]}), "faq.json")

    (found,) = result.entries
    assert found[:7] == ("Why?", "So.", 1, ("what for",), "T", "why", "s")
    assert dict(result.head) == {"title": "F", "language": "en"}


def test_an_id_is_text_and_a_running_number_is_none() -> None:
    rows = [{"id": "101", "question": "Why?", "answer": "So."}, {"id": 7, "question": "How?", "answer": "Thus."}]

    assert [entry.id for entry in json_list.read(json.dumps(rows), "faq.json").entries] == ["101", None]
    assert [entry.id for entry in yaml_list.read(json.dumps(rows[1:]), "faq.yml").entries] == [None]


def test_a_head_that_a_faq_cannot_have_is_left_out() -> None:
    head = {"title": {"en": "F"}, "language": "en", "threshold": 75}

    result = json_list.read(json.dumps({**head, "faqs": [{"q": "Why?", "a": "So."}]}), "faq.json")

    assert dict(result.head) == {"language": "en"}


def test_json_lines_of_entries_and_of_what_is_skipped() -> None:
    text = '[\n  {"question": "Why?", "answer": "So."},\n  {"question": "How?"},\n  3,\n\n  {"q": "A?", "a": "B."}\n]'

    result = json_list.read(text, "faq.json")

    assert [entry.line for entry in result.entries] == [2, 6]
    assert [(remark.line, remark.text) for remark in result.skipped] == [
        (3, "no answer to “How?”"),
        (4, "not an object with a question and an answer"),
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('[{"question": "Why?", "question": "How?", "answer": "So."}]', "faq.json:1:23: the key"),
        ('[{"question": "Why?"\n "answer": "So."}]', "faq.json:2:2: not valid JSON"),
        ("[" * 100_000, "faq.json:1:"),
        ('{"name": "x", "version": "1"}', "faq.json: JSON, but no list of entries"),
    ],
)
def test_json_that_is_refused(text: str, place: str) -> None:
    with pytest.raises(FileError, match=place.replace(".", r"\.")):
        json_list.read(text, "faq.json")


def test_json_lines() -> None:
    text = '{"questionText": "Why?", "answerText": "So."}\n\n{"questionText": "How?", "answerText": "Thus."}\n'

    assert [(entry.question, entry.line) for entry in json_list.read_lines(text, "f.jsonl").entries] == [
        ("Why?", 1),
        ("How?", 3),
    ]
    with pytest.raises(FileError, match=r"f\.jsonl:4:"):
        json_list.read_lines(text + '{"questionText": }\n', "f.jsonl")


YAML = """\
---
# our questions
- question1:
  question: Is it free?
  answer: Yes
- question: On which day?
  answer: 2024-01-31
- question: How?
  answer: |
    1. Wait.

    2. Go.
- question: Why?
---
"""


def test_yaml_keeps_scalars_as_they_are_written() -> None:
    result = yaml_list.read(YAML, "faq.yml")

    assert [(entry.question, entry.answer, entry.line) for entry in result.entries] == [
        ("Is it free?", "Yes", 3),
        ("On which day?", "2024-01-31", 6),
        ("How?", "1. Wait.\n\n2. Go.", 8),
    ]
    assert [(remark.line, remark.text) for remark in result.skipped] == [(13, "no answer to “Why?”")]


BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join([f'*{chr(97 + i)}'] * 10)}]\n" for i in range(9)
)


@pytest.mark.parametrize(
    "text",
    [
        "- question: [",
        "- question: 'x\n",
        "- a: !!python/object:os.system x\n  b: *c\n",
        BOMB,
        "[" * 10_000,
        "\t- a",
        "a: b",
    ],
    ids=["open list", "open quote", "unknown alias", "a billion laughs", "deep", "tab", "no list"],
)
def test_yaml_that_is_refused(text: str) -> None:
    with pytest.raises(FileError, match=r"faq\.yml"):
        yaml_list.read(text, "faq.yml")


RASA = """\
version: "3.1"
nlu:
- intent: faq/refund
  examples: |
    - how do I get a [refund](thing)
    - I want my [money]{"entity": "thing"} back
- intent: greet
  examples: |
    - hello
- intent: faq/lost
  examples: |
    - where is it
- intent: out_of_scope
  examples: |
    - what is the weather
responses:
  utter_faq/refund:
  - text: Ask for it.
"""


def test_rasa_intents_with_their_responses() -> None:
    result = rasa.read(RASA, "nlu.yml")

    (entry,) = result.entries
    assert entry[:6] == ("how do I get a refund", "Ask for it.", 3, ("I want my money back",), "faq", "refund")
    assert [(remark.kind, remark.line) for remark in result.remarks] == [("note", 7), ("skipped", 10), ("note", 13)]


def test_rasa_responses_alone_are_refused() -> None:
    with pytest.raises(FileError, match="import the folder"):
        rasa.read("responses:\n  utter_faq/refund:\n  - text: Ask.\n", "domain.yml")


def read_json(data: Any, **options: Any) -> Import:
    return json_list.read(json.dumps(data, indent=0), "faq.json", **options)


LISTED: dict[str, tuple[Any, tuple[str, tuple[str, ...], str]]] = {
    "a list under q": ({"q": ["Why?", "what for"], "a": "So."}, ("Why?", ("what for",), "So.")),
    "questions": ({"questions": ["Why?", "what for"], "answer": "So."}, ("Why?", ("what for",), "So.")),
    "a question with its utterances": (
        {"question": "Why?", "utterances": ["what for"], "answer": "So."},
        ("Why?", ("what for",), "So."),
    ),
    "the patterns of an intent": (
        {"tag": "why", "patterns": ["Why?", "what for"], "responses": ["So."]},
        ("Why?", ("what for",), "So."),
    ),
    "training phrases in parts": (
        {"displayName": "why", "trainingPhrases": [{"parts": [{"text": "Why "}, {"text": "so?"}]}], "answer": "So."},
        ("Why so?", (), "So."),
    ),
    "aliases in one text": ({"question": "Why?", "aliases": "what for; how so", "answer": "So."}, ("Why?", ("what for", "how so"), "So.")),
}  # fmt: skip


@pytest.mark.parametrize(("item", "expected"), LISTED.values(), ids=LISTED)
def test_the_first_of_several_wordings_is_the_question(item: Any, expected: tuple[str, tuple[str, ...], str]) -> None:
    (entry,) = read_json([item]).entries

    assert (entry.question, entry.aliases, entry.answer) == expected


def test_the_name_of_an_intent_is_its_id() -> None:
    (entry,) = read_json({"intents": [{"tag": "why", "patterns": ["Why?"], "responses": ["So."]}]}).entries

    assert (entry.id, entry.topic) == ("why", None)


def test_of_several_answers_the_first_is_kept_and_the_others_are_said() -> None:
    result = read_json([{"patterns": ["Why?"], "responses": ["So.", "Thus.", "So."]}])

    assert result.entries[0].answer == "So."
    assert [remark.text for remark in notes(result)] == ["1 more of the answers to “Why?” left out: an entry has one"]


def test_the_markdown_of_an_answer_wins_unless_it_is_empty() -> None:
    rows = [
        {"q": ["Why?"], "a": "So.", "t": "T", "alt": {"markdown": "**So.**"}},
        {"q": ["How?"], "a": "Thus.", "alt": {"markdown": " "}},
    ]

    result = read_json({"qna": rows})

    assert [(entry.answer, entry.topic) for entry in result.entries] == [("**So.**", "T"), ("Thus.", None)]


ANSWERS: dict[str, tuple[dict[str, Any], str]] = {
    "objects with one text": ({"answer": "Bring:", "items": [{"item": "a bike"}, {"item": "a dog"}]}, "Bring:\n\n- a bike\n- a dog"),
    "texts": ({"answer": "Bring:", "list": ["a bike", "a dog"]}, "Bring:\n\n- a bike\n- a dog"),
    "steps are numbered": ({"answer": "Do:", "steps": ["Wait.", "Go."]}, "Do:\n\n1. Wait.\n2. Go."),
    "a list and no text": ({"bullets": ["a bike"]}, "- a bike"),
    "inside the answer": ({"answer": {"text": "Bring:", "items": ["a bike"]}}, "Bring:\n\n- a bike"),
    "links": ({"answer": "See:", "links": [{"label": "Map", "url": "https://e.org/m"}]}, "See:\n\n- [Map](https://e.org/m)"),
    "several lines": ({"answer": "Bring:", "items": ["a bike\nand a lock"]}, "Bring:\n\n- a bike\n  and a lock"),
}  # fmt: skip


@pytest.mark.parametrize(("item", "answer"), ANSWERS.values(), ids=ANSWERS)
def test_lists_under_an_answer_are_kept(item: dict[str, Any], answer: str) -> None:
    assert [entry.answer for entry in read_json([{"question": "Why?", **item}]).entries] == [answer]


def test_questions_under_an_answer_are_entries_of_their_own() -> None:
    inner = {"question": "How?", "answer": "Thus."}

    result = read_json([{"question": "Why?", "answer": "So.", "topic": "T", "items": [inner]}])

    assert [(entry.question, entry.answer, entry.topic) for entry in result.entries] == [
        ("Why?", "So.", "T"),
        ("How?", "Thus.", "T"),
    ]


def test_keys_and_lists_that_no_entry_has_room_for_are_said() -> None:
    data = {"faqs": [{"q": "Why?", "a": "So.", "mood": "good"}], "people": [{"name": "Al", "phone": "1"}]}

    assert [remark.text for remark in notes(read_json(data))] == ["keys left out: mood, people"]


OTHER_SHAPES: dict[str, tuple[Any, list[Row]]] = {
    "numbered keys": (
        {"q1": "Why?", "a1": "So.", "question_2": "How?", "answer_2": "Thus."},
        [("Why?", "So.", None), ("How?", "Thus.", None)],
    ),
    "numbered keys in a list": ([{"q1": "Why?", "a1": "So."}], [("Why?", "So.", None)]),
    "ids as keys": (
        {"x": {"question": "Why?", "answer": "So."}, "y": {"question": "How?", "answer": "Thus."}},
        [("Why?", "So.", None), ("How?", "Thus.", None)],
    ),
    "questions as keys of objects": ({"Why?": {"text": "So."}}, [("Why?", "So.", None)]),
    "one key among those that ask does not": (
        {"Paying": {"How do I pay?": "By card.", "Receipts": "By mail."}},
        [("How do I pay?", "By card.", "Paying"), ("Receipts", "By mail.", "Paying")],
    ),
    "columns": (
        {"question": {"0": "Why?", "1": "How?"}, "answer": {"0": "So.", "1": "Thus."}},
        [("Why?", "So.", None), ("How?", "Thus.", None)],
    ),
    "a row of names": ([["Topic", "Question", "Answer"], ["T", "Why?", "So."]], [("Why?", "So.", "T")]),
    "languages": (
        [{"question": {"en": "Why?", "de": "Warum?"}, "answer": {"en": "So.", "de": "Darum."}}],
        [("Why?", "So.", None), ("Warum?", "Darum.", None)],
    ),
    "the key of the whole list is no topic": ({"articles": [{"title": "Why?", "body": "So."}]}, [("Why?", "So.", None)]),
    "several lists are topics": (
        {"boats": [{"q": "Why?", "a": "So."}], "bikes": [{"q": "Why?", "a": "Thus."}]},
        [("Why?", "So.", "boats"), ("Why?", "Thus.", "bikes")],
    ),
    "a topic with a text of its own": (
        {"sections": [{"title": "T", "description": "All on T.", "faqs": [{"question": "Why?", "answer": "So."}]}]},
        [("Why?", "So.", "T")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), OTHER_SHAPES.values(), ids=OTHER_SHAPES)
def test_lists_in_another_dress(data: Any, expected: list[Row]) -> None:
    assert [(entry.question, entry.answer, entry.topic) for entry in read_json(data).entries] == expected


def test_answers_in_html_become_markdown_and_it_is_said() -> None:
    rows = [{"q": "Why?", "a": "<p>So <b>it</b> is.</p>"}, {"q": "How?", "a": "<ul><li>a</li></ul>"}]
    text = "\n".join(map(json.dumps, rows))

    for result in (read_json(rows), json_list.read_lines(text, "faq.jsonl")):
        assert [entry.answer for entry in result.entries] == ["So **it** is.", "- a"]
        assert "the answers are HTML and were converted to Markdown" in [remark.text for remark in notes(result)]


def test_a_faq_of_askfaq_is_markdown_whatever_it_holds() -> None:
    entry = {"id": "p", "question": "Why?", "answer": "<p>This is a tag.</p>"}

    assert read_json({"entries": [entry]}).entries[0].answer == "<p>This is a tag.</p>"


def test_an_article_about_tags_stays_as_it_is_among_markdown() -> None:
    rows = [{"q": "Why?", "a": "Write `<p>so</p>`."}, {"q": "How?", "a": "**Thus.**"}, {"q": "A?", "a": "B."}]

    assert [entry.answer for entry in read_json(rows).entries] == [row["a"] for row in rows]


HIDDEN = [
    {"draft": True},
    {"published": False},
    {"status": "draft"},
    {"state": "unpublished"},
    {"visibility": "hidden"},
    {"archived": "yes"},
    {"status": 1, "folder_id": 2},
]


@pytest.mark.parametrize("mark", HIDDEN)
def test_what_readers_do_not_see_is_left_out_and_said(mark: dict[str, Any]) -> None:
    shown = {"title": "Why?", "body": "So.", "draft": False, "status": "published", "published": True}

    result = read_json({"articles": [shown, {"title": "Next year", "body": "Not decided.", **mark}]})

    assert [entry.question for entry in result.entries] == ["Why?"]
    assert [remark.text for remark in result.skipped] == ["a draft, or hidden from readers: “Next year”"]


ARTICLE = {"id": 1, "title": "Why?", "body": "So.", "url": "https://e.org/api/v2/articles/1.json", "section_id": 7}


def test_the_source_is_an_address_that_readers_can_open() -> None:
    with_page = {**ARTICLE, "html_url": "https://e.org/hc/1"}

    assert [entry.source for entry in read_json([with_page, {**ARTICLE, "title": "How?"}]).entries] == [
        "https://e.org/hc/1",
        None,
    ]


@pytest.mark.parametrize(
    ("article", "groups"),
    [
        (ARTICLE, {"sections": [{"id": 7, "name": "Boats", "description": "On boats"}]}),
        ({"title": "Why?", "body": "So.", "parent_id": 7}, {"collections": {"data": [{"id": "7", "name": "Boats"}]}}),
        ({"title": "Why?", "body": "So.", "folder": {"id": 7, "name": "Boats"}}, {}),
        ({"title": "Why?", "body": "So.", "metadata": [{"name": "topic", "value": "Boats"}]}, {}),
    ],
)
def test_topics_are_the_names_of_sections(article: Any, groups: Any) -> None:
    result = read_json({"articles": [article], **groups})

    assert [(entry.question, entry.topic) for entry in result.entries] == [("Why?", "Boats")]
    assert not result.skipped


def test_of_several_categories_the_first_is_the_topic_and_it_is_said() -> None:
    result = read_json([{"q": "Why?", "a": "So.", "categories": ["Boats", "Oars"], "tags": ["x"]}])

    assert [entry.topic for entry in result.entries] == ["Boats"]
    assert [remark.text for remark in notes(result)] == ["keys left out: tags, categories but the first"]


def test_posts_of_a_site_are_read_as_they_are_rendered() -> None:
    post = {
        "status": "publish",
        "link": "https://e.org/why",
        "title": {"rendered": "Why?"},
        "content": {"rendered": "<p>So.</p>"},
    }

    (entry,) = read_json([post]).entries

    assert (entry.question, entry.answer, entry.source) == ("Why?", "So.", "https://e.org/why")


def test_sections_without_a_name_are_said() -> None:
    assert "section ids" in notes(read_json([ARTICLE]))[0].text


def test_a_bot_that_keeps_its_questions_by_language() -> None:
    data = {"enabled": True, "questions": {"en": ["Why?", "what for"], "fr": []}, "answers": {"en": ["So."], "fr": []}}
    off = {"enabled": False, "questions": {"en": ["How?"]}, "answers": {"en": ["Thus."]}}

    result = read_json({"qnas": [{"id": "why", "data": data}, {"id": "how", "data": off}]})

    assert [(entry.question, entry.aliases, entry.answer) for entry in result.entries] == [
        ("Why?", ("what for",), "So.")
    ]
    assert ["How?" in remark.text for remark in result.skipped] == [True]


FOREIGN = [{"frage": "Wie?", "antwort": "So.", "auch": "was|wer", "thema": "T", "nr": "k1", "wo": "https://e.org"}]
ALL = Columns("frage", "antwort", "auch", "thema", "nr", "wo")


def test_the_user_may_name_every_key() -> None:
    expected = ("Wie?", "So.", 1, ("was", "wer"), "T", "k1", "https://e.org")

    assert json_list.read(json.dumps(FOREIGN), "faq.json", columns=ALL).entries[0][:7] == expected
    assert json_list.read_lines(json.dumps(FOREIGN[0]), "faq.jsonl", columns=ALL).entries[0][:7] == expected
    assert yaml_list.read(json.dumps(FOREIGN), "faq.yml", columns=ALL).entries[0][:7] == expected


def test_a_list_whose_keys_nobody_knows_is_refused_with_the_way() -> None:
    with pytest.raises(FileError, match=r"“frage”, “antwort”.*--question-column and --answer-column"):
        read_json(FOREIGN)


def test_a_key_that_is_not_there_is_refused_and_the_others_named() -> None:
    with pytest.raises(FileError, match="no key “reply”; the keys are “frage”, “antwort”"):
        read_json(FOREIGN, columns=Columns("frage", "reply"))


def test_yaml_merges_what_an_alias_stands_for() -> None:
    text = "- &a {question: Why?, answer: So., topic: T}\n- {<<: *a, question: How?}\n"

    assert [(entry.question, entry.topic, entry.line) for entry in yaml_list.read(text, "faq.yml").entries] == [
        ("Why?", "T", 1),
        ("How?", "T", 2),
    ]


@pytest.mark.parametrize(
    "text",
    ["&a [*a]", "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 60))],
    ids=["a list in itself", "deep by aliases"],
)
def test_yaml_that_grows_by_its_aliases_is_refused(text: str) -> None:
    with pytest.raises(FileError, match="aliases expanded"):
        yaml_list.read(text, "faq.yml")


@pytest.mark.parametrize("form", ["{}", "{{? {} : x}}"], ids=["a value", "a key"])
def test_yaml_whose_aliases_say_much_is_refused(form: str) -> None:
    long = form.format("x" * (MAX_YAML_CHARACTERS // 100))

    def repeated(times: int) -> str:
        others = "".join(f"- {{question: Why {i}?, answer: So., also: *a}}\n" for i in range(times))
        return f"- {{question: Why?, answer: So., also: &a {long}}}\n{others}"

    with pytest.raises(FileError, match="aliases expanded"):
        yaml_list.read(repeated(100), "faq.yml")
    assert len(yaml_list.read(repeated(2), "faq.yml").entries) == 3


def test_rasa_variants_are_said_and_rules_tell_what_is_uttered() -> None:
    nlu = "nlu:\n- intent: ask_hours\n  examples: |\n    - when are you open\n"
    rest = "rules:\n- rule: hours\n  steps:\n  - intent: ask_hours\n  - action: utter_hours\n"
    domain = "responses:\n  utter_hours:\n  - text: Daily.\n  - text: Every day.\n"

    first, *others = rasa.read_files([("nlu.yml", nlu), ("rules.yml", rest), ("domain.yml", domain)])

    assert [(entry.question, entry.answer) for entry in first.entries] == [("when are you open", "Daily.")]
    assert [(remark.line, remark.text[:6]) for remark in notes(first)] == [(2, "1 more")]
    assert not any(result.entries for result in others)


INTENT = {
    "name": "hours",
    "contexts": [],
    "responses": [{"messages": [{"type": "0", "lang": "en", "speech": ["Daily.", "Always."]}]}],
}


def test_dialogflow_phrases_stand_beside_their_intent() -> None:
    phrases = [{"data": [{"text": "when are "}, {"text": "you open", "meta": "@x"}]}, {"data": [{"text": "hours"}]}]

    result = dialogflow.read_intent(json.dumps(INTENT), "hours.json", {"hours_usersays_en.json": json.dumps(phrases)})

    assert [entry[:7] for entry in result.entries] == [
        ("when are you open", "Daily.", 1, ("hours",), None, "hours", None)
    ]
    assert len(notes(result)) == 1


def test_dialogflow_intents_that_answer_no_question_are_said() -> None:
    assert [remark.kind for remark in dialogflow.read(json.dumps(INTENT), "hours.json").remarks] == ["skipped"]
    fallback = dialogflow.read(json.dumps({**INTENT, "fallbackIntent": True}), "fallback.json")
    assert [remark.kind for remark in fallback.remarks] == ["note"]


def test_what_is_left_out_of_questions_as_keys_is_said() -> None:
    found = json_list.read(json.dumps({"what is it": "A server.", "hi": "Hello!", "thanks": "Welcome."}), "faq.json")
    assert [entry.question for entry in found.entries] == ["what is it"]
    assert [remark.text for remark in found.remarks] == ["keys left out: hi, thanks"]


def test_keys_of_another_language_are_named_with_what_to_do() -> None:
    rows = [{"pergunta": "Quem?", "resposta": "Eu."}, {"pergunta": "Como?", "resposta": "Assim."}]
    with pytest.raises(FileError, match="“pergunta”, “resposta”; say which with --question-column"):
        json_list.read(json.dumps({"blocos": [{"titulo": "A", "itens": rows}]}), "faq.json")


def test_links_below_an_answer_may_be_relative() -> None:
    row = {"question": "Where?", "answer": "Here.", "links": [{"href": "/map/", "text": "Map"}]}
    assert json_list.read(json.dumps([row]), "faq.json").entries[0].answer == "Here.\n\n- [Map](/map/)"
