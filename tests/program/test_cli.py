"""The command line as a reader and a script use it: the real program in a pipe."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

from askfaq import __version__
from askfaq.cli.app import FLAGS, WITH_VALUE, arrange, command_of
from askfaq.commands import COMMANDS
from conftest import ROOT, SAMPLE, Run, entry

Askfaq = Callable[..., Run]
HUG_LENGTH = next(e for e in json.loads(SAMPLE.read_text(encoding="utf-8"))["entries"] if e["id"] == "hug-length")


def test_an_answered_question_prints_the_answer_and_nothing_else(askfaq: Askfaq) -> None:
    assert askfaq("how", "long", "does", "the", "average", "hug", "last") == Run(0, HUG_LENGTH["answer"] + "\n", "")


@pytest.mark.parametrize("args", [["ask"], ["--"], ["ask", "--"]])
def test_ask_may_be_spelled_out(askfaq: Askfaq, args: list[str]) -> None:
    assert askfaq(*args, HUG_LENGTH["question"]).out == HUG_LENGTH["answer"] + "\n"


def test_an_unanswered_question_leaves_stdout_empty(askfaq: Askfaq) -> None:
    run = askfaq("how tall is Mount Everest")
    assert (run.code, run.out) == (1, "")
    assert run.err.startswith("askfaq: no answer to that in the sample FAQ")
    assert "Ask your therapist at your next session." in run.err


def test_the_list_that_is_named_is_that_of_the_faq_in_use(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    path = faq_file([entry("Do you ship?", id="a")], "a b.json")
    assert askfaq("xyzzy", "--faq", path).err.splitlines()[1] == f"askfaq list --faq '{path}' shows what it does answer"
    assert askfaq("xyzzy").err.splitlines()[1] == "askfaq list shows what it does answer"


def test_every_command_that_is_suggested_reads_the_faq_in_use(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    rooms = [entry("Where is the key?", id=f"key-{n}") for n in (1, 2)]
    path = faq_file([*rooms, entry("Do you ship tents?", id="tents")])
    offered = askfaq("where is the key", "--faq", path)
    near = askfaq("do you ship a tent", "--min-confidence", "1", "--faq", path)
    assert offered.err.splitlines()[0].endswith(f" (askfaq show ID --faq {path}):")
    assert near.err.splitlines()[1] == f"Nearest questions (askfaq show ID --faq {path}):"
    for command in (["show", "zzz"], ["edit", "zzz", "--alias", "x"]):
        assert askfaq(*command, "--faq", path).err.endswith(f"; askfaq list --faq {path} shows them\n")
        assert askfaq(*command, ASKFAQ_FILE=path).err.endswith("; askfaq list shows them\n")


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("help", "askfaq --help"),
        ("Version", "askfaq --version"),
        ("hepl", "askfaq --help"),
        ("topics", "askfaq list --topics --faq {faq}"),
        ("help edit", "askfaq edit --help"),
        ("delete tents", "askfaq remove tents --faq {faq}"),
        ("rm tents poles", "askfaq remove tents poles --faq {faq}"),
        ("delete something", "askfaq remove ID --faq {faq}"),
        ("ask remove tents", "askfaq remove tents --faq {faq}"),
        ("rename tents", "askfaq edit tents --id NEW --faq {faq}"),
        ("rename Camping Outdoors", "askfaq topic rename OLD NEW --faq {faq}"),
        ("shwo tents", "askfaq show tents --faq {faq}"),
        ("lsit", "askfaq list --faq {faq}"),
        ("lsit camping", "askfaq list camping --faq {faq}"),
        ("improt faq.csv", "askfaq import faq.csv --faq {faq}"),
    ],
)
def test_what_looks_like_a_command_and_has_no_answer_is_told_which(
    askfaq: Askfaq, faq_file: Callable[..., str], query: str, meant: str
) -> None:
    path = faq_file([entry("Is it waterproof?", id="tents", topic="Camping"), entry("How long?", id="poles")])
    run = askfaq(*query.split(), "--faq", path)
    assert (run.code, run.out) == (1, "")
    assert run.err.splitlines()[-1] == f"did you mean {meant.format(faq=path)}?"
    assert "did you mean" not in askfaq("-", "--faq", path, stdin=query).err
    assert "did you mean" not in askfaq("--json", *query.split(), "--faq", path).err


@pytest.mark.parametrize(
    "query",
    ["how tall is Mount Everest", "delete the account of my brother", "help me move house", "lost a key", "now", "ask"],
)
def test_a_question_is_taken_for_no_command(askfaq: Askfaq, query: str) -> None:
    assert "did you mean" not in askfaq("ask", *query.split()).err


@pytest.mark.parametrize(
    ("args", "missing"),
    [(["check", "in"], "in"), (["index", "funds"], "funds"), (["import", "duty", "on", "cars"], "duty, on, cars")],
)
def test_a_question_that_begins_like_a_command_is_told_how_to_be_asked(
    askfaq: Askfaq, args: list[str], missing: str
) -> None:
    said = f"{missing}: there is no such file; to ask this as a question: askfaq ask {' '.join(args)}"
    assert askfaq(*args) == Run(2, "", f"askfaq: {said}\n")


@pytest.mark.parametrize(
    ("name", "arguments"), [("add", ""), ("export", " [FAQ]"), ("show", " ID…"), ("check", " [FAQ]")]
)
def test_a_usage_line_names_the_arguments_that_a_user_gives(askfaq: Askfaq, name: str, arguments: str) -> None:
    assert askfaq(name, "--help").out.splitlines()[0] == f"Usage: askfaq {name} [OPTIONS]{arguments}"


def test_a_numbered_list_keeps_its_steps_in_a_pipe(askfaq: Askfaq) -> None:
    run = askfaq("how do you give a comforting hug")
    assert len(re.findall(r"^\d\. ", run.out, re.MULTILINE)) == 8


RESULT_KEYS = [
    "schema",
    "query",
    "status",
    "confidence",
    "level",
    "id",
    "topic",
    "question",
    "answer",
    "source",
    "matches",
    "held_back",
]


def test_json_has_one_shape_whatever_the_status(askfaq: Askfaq) -> None:
    (answered,) = askfaq("--json", HUG_LENGTH["question"]).objects
    (unanswered,) = askfaq("--json", "how tall is Mount Everest").objects
    assert list(answered) == list(unanswered) == RESULT_KEYS
    assert (answered["status"], answered["id"], answered["answer"]) == (
        "answered",
        "hug-length",
        HUG_LENGTH["answer"],
    )
    assert (unanswered["status"], unanswered["id"], unanswered["answer"]) == ("unanswered", None, None)
    assert answered["confidence"] == answered["matches"][0]["score"]


def test_top_bounds_the_matches_and_not_the_status(askfaq: Askfaq) -> None:
    query = "how do therapists hug"
    few, many = (askfaq("--json", "--top", n, query).objects[0] for n in ("1", "9"))
    assert len(few["matches"]) == 1 < len(many["matches"]) <= 9
    assert few["status"] == many["status"]


def test_what_top_holds_back_is_said(askfaq: Askfaq) -> None:
    assert len([match for match in askfaq("--json", "hug").objects[0]["matches"] if match["offered"]]) == 3
    (held,) = askfaq("--json", "-n", "1", "hug").objects
    assert (held["status"], len(held["matches"]), held["held_back"]) == ("ambiguous", 1, 2)
    assert askfaq("-n", "1", "hug").err.splitlines()[1:] == [
        "  1. How do you give a comforting hug?  give-comforting-hug",
        "2 more with -n 3",
    ]
    assert askfaq("--json", "-n", "1", "how tall is Mount Everest").objects[0]["held_back"] == 0


def test_a_stream_gives_one_object_a_line_empty_ones_included(askfaq: Askfaq) -> None:
    run = askfaq("ask", "-", "--json", stdin=f"{HUG_LENGTH['question']}\r\n\nhow tall is Mount Everest")
    assert [o["query"] for o in run.objects] == [HUG_LENGTH["question"], "", "how tall is Mount Everest"]
    assert [o["status"] for o in run.objects] == ["answered", "unanswered", "unanswered"]
    assert run.code == 1


def test_a_stream_of_answers_is_separated_by_empty_lines(askfaq: Askfaq) -> None:
    run = askfaq(stdin=f"{HUG_LENGTH['question']}\n{HUG_LENGTH['question']}\n")
    assert run == Run(0, f"{HUG_LENGTH['answer']}\n\n{HUG_LENGTH['answer']}\n", "")


def test_a_stream_with_its_questions_says_what_became_of_each_in_its_place(askfaq: Askfaq) -> None:
    hostile = "evil\x1b]0;x\x07 \x1b[2Jtitle"
    run = askfaq("ask", "-", "--with-question", stdin=f"{HUG_LENGTH['question']}\n\n{hostile}\nfriends\n")
    assert (run.code, run.err) == (1, "")
    assert run.out.split("## ")[1:] == [
        f"{HUG_LENGTH['question']}\n\n{HUG_LENGTH['answer']}\n\n",
        "(empty line)\n\n(no answer)\n\n",
        "evil title\n\n(no answer)\n\n",
        "friends\n\n(no answer, but these may be meant)\n\n"
        "- Is it okay to cry in front of your friends? (cry-in-front-of-friends)\n"
        "- Can I be friends with my therapist after therapy? (friends-after-therapy)\n",
    ]


def test_a_question_of_several_lines_stands_on_one(askfaq: Askfaq) -> None:
    run = askfaq("ask", "-", "-0", "--with-question", stdin="who won\n## the cup\0")
    assert run.out == "## who won ## the cup\n\n(no answer)\n"


def test_a_stream_says_which_question_has_no_answer(askfaq: Askfaq) -> None:
    run = askfaq(stdin=f"xyzzy  plugh\n{HUG_LENGTH['question']}\n{'plugh ' * 20}\n")
    said = [line for line in run.err.splitlines() if "no answer" in line]
    assert [line.split(" in the ")[0] for line in said] == [
        'askfaq: no answer to "xyzzy plugh"',
        f'askfaq: no answer to "{("plugh " * 20)[:59]}…"',
    ]


def test_why_says_so_when_nothing_was_looked_at(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    empty = askfaq("ask", "how so", "--why", "--faq", faq_file([]))
    assert empty.err.splitlines()[-1] == "Why: there is no entry to look at"
    blank = askfaq("-", "--why", stdin=" \n")
    assert blank.err.splitlines()[-1] == "Why: the question is empty"


@pytest.mark.parametrize(("stdin", "code"), [(None, 2), ("", 2), ("\n", 1), (" \n", 1)])
def test_nothing_to_ask_is_an_error_an_empty_line_is_unanswered(askfaq: Askfaq, stdin: str | None, code: int) -> None:
    run = askfaq(stdin=stdin)
    assert (run.code, run.out) == (code, "")
    assert len(run.err.splitlines()) >= 1


def test_a_blank_question_is_a_usage_error(askfaq: Askfaq) -> None:
    run = askfaq("ask", "  ")
    assert (run.code, run.out) == (2, "")
    assert run.err.startswith("askfaq: no question")


def test_a_file_behind_a_dash_is_not_taken_for_a_question(askfaq: Askfaq) -> None:
    run = askfaq("ask", "-", "questions.txt")
    assert (run.code, run.out) == (2, "")
    assert run.err == "askfaq: - reads the questions from standard input: askfaq ask - < FILE\n"


def test_slow_input_is_answered_line_by_line(env: dict[str, str]) -> None:
    command = [sys.executable, "-m", "askfaq", "ask", "-", "--json"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env) as child:
        assert child.stdin
        assert child.stdout
        for query in ("how long do hugs last", "what then"):
            child.stdin.write(query + "\n")
            child.stdin.flush()
            assert json.loads(child.stdout.readline())["query"] == query
        child.stdin.close()
        assert child.wait() == 1


def test_list_is_one_line_an_entry(askfaq: Askfaq) -> None:
    lines = askfaq("list").out.splitlines()
    assert len(lines) == 10
    assert lines[5] == "hug-length\tHugs\tHow long does the average hug last?"


def test_list_of_a_topic_ignores_capitals(askfaq: Askfaq) -> None:
    assert [line.split("\t")[1] for line in askfaq("list", "hugs").out.splitlines()] == ["Hugs"] * 3


def test_two_spellings_of_a_topic_are_one_topic(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    entries = [entry("Do you ship?", id="a", topic="Returns"), entry("Who pays?", id="b", topic=" returns")]
    path = faq_file([*entries, entry("When?", id="c"), entry("Is it blue?", id="d", topic="RETURNS")])
    assert askfaq("list", "--topics", "--faq", path).out == "Returns\t3\n\t1\n"
    assert [line.split("\t")[0] for line in askfaq("list", "returns", "--faq", path).out.splitlines()] == [
        "a",
        "b",
        "d",
    ]
    for question in ("do you ship", "who pays", "is it blue"):
        assert askfaq("ask", "--topic", "returns", question, "--faq", path).code == 0
    assert (
        askfaq("list", "Retruns", "--faq", path).err == 'askfaq: there is no topic "Retruns"; did you mean "Returns"?\n'
    )


def test_the_topic_that_list_shows_for_entries_without_one_is_a_topic(
    askfaq: Askfaq, faq_file: Callable[..., str]
) -> None:
    entries = [
        entry("Do you ship?", id="a", topic="Returns"),
        entry("Who pays?", "You.", id="b"),
        entry("Why?", id="c"),
    ]
    path = faq_file(entries)
    without = "b\t\tWho pays?\nc\t\tWhy?\n"
    assert askfaq("list", "other Questions", "--faq", path) == askfaq("list", "", "--faq", path) == Run(0, without, "")
    assert askfaq("--topic", "Other questions", "who pays", "--faq", path) == Run(0, "You.\n", "")
    assert askfaq("--topic", "Other questions", "do you ship", "--faq", path).out == ""
    assert askfaq("list", "xyz", "--faq", path).err.endswith('there are "Returns", "Other questions"\n')
    assert askfaq("list", "Other questions").code == 1  # of the sample every entry has a topic


def test_a_topic_of_that_name_takes_the_others_in(
    askfaq: Askfaq, spawn: Callable[..., Any], faq_file: Callable[..., str]
) -> None:
    path = faq_file([entry("Why?", id="a"), entry("Who?", id="b", topic="other questions")])
    assert [line[0] for line in askfaq("list", "Other questions", "--faq", path).out.splitlines()] == ["a", "b"]
    assert askfaq("list", "--topics", "--json", "--faq", path).objects == [
        {"schema": 1, "topic": "other questions", "entries": 1},
        {"schema": 1, "topic": None, "entries": 1},
    ]
    shown = spawn("list", "--topics", "--faq", path)
    shown.expect_exact("Topic: other questions (2)\r\n")
    assert shown.read() == ""


def test_entries_without_a_topic_can_be_given_one(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    path = faq_file([entry("Why?", id="a"), entry("Who?", id="b", topic="Guests")])
    assert askfaq("topic", "rename", "Other questions", "General", "--faq", path).code == 0
    assert askfaq("list", "--topics", "--faq", path).out == "General\t1\nGuests\t1\n"


def test_list_topics_counts(askfaq: Askfaq) -> None:
    assert askfaq("list", "--topics").out == "Confidentiality\t3\nTherapist and client\t2\nHugs\t3\nCrying\t2\n"
    assert askfaq("list", "--topics", "--json").objects[2] == {"schema": 1, "topic": "Hugs", "entries": 3}


def test_an_unknown_topic_is_not_found_and_says_which_is_near(askfaq: Askfaq) -> None:
    said = 'askfaq: there is no topic "Hgus" in the sample FAQ; did you mean "Hugs"?\n'
    assert askfaq("list", "Hgus") == Run(1, "", said)
    known = '"Confidentiality", "Therapist and client", "Hugs", "Crying"'
    assert askfaq("list", "xyz") == Run(
        1, "", f'askfaq: there is no topic "xyz" in the sample FAQ; there are {known}\n'
    )


def test_a_question_to_an_unknown_topic_gets_that_one_line(askfaq: Askfaq) -> None:
    said = 'askfaq: there is no topic "Hgus" in the sample FAQ; did you mean "Hugs"?\n'
    assert askfaq("--topic", "Hgus", "how long") == Run(1, "", said)
    assert askfaq("ask", "-", "--topic", "Hgus", stdin="how long\nwhy\n") == Run(1, "", said)
    assert len(askfaq("ask", "-", "--json", "--topic", "Hgus", stdin="how long\nwhy\n").objects) == 2


def test_show_prints_the_answer(askfaq: Askfaq) -> None:
    assert askfaq("show", "hug-length") == Run(0, HUG_LENGTH["answer"] + "\n", "")
    assert askfaq("show", "hug-length", "--json").objects[0]["aliases"] == HUG_LENGTH["aliases"]


def test_show_of_an_unknown_id_says_the_nearest(askfaq: Askfaq) -> None:
    run = askfaq("show", "hug-lenght")
    assert (run.code, run.out) == (1, "")
    assert 'there is no entry "hug-lenght" in the sample FAQ; did you mean hug-length' in run.err


def test_show_shows_several_and_says_which_are_not_there(askfaq: Askfaq) -> None:
    other = askfaq("show", "hug-client").out
    assert askfaq("show", "hug-client", "hug-length") == Run(0, f"{other}\n{HUG_LENGTH['answer']}\n", "")
    run = askfaq("show", "hug-lenght", "hug-client")
    assert (run.code, run.out) == (1, other)
    assert run.err == 'askfaq: there is no entry "hug-lenght" in the sample FAQ; did you mean hug-length, hug-client?\n'
    objects = askfaq("show", "hug-lenght", "hug-client", "--json").objects
    assert [(found["id"], found["nearest"]) for found in objects] == [
        (None, ["hug-length", "hug-client"]),
        ("hug-client", []),
    ]


@pytest.mark.parametrize(("command", "code"), [("list", 2), ("show", 1)])
def test_a_question_that_begins_like_a_command_says_how_to_ask_it(askfaq: Askfaq, command: str, code: int) -> None:
    run = askfaq(command, "me", "the", "way")
    assert (run.code, run.out) == (code, "")
    assert f"to ask this as a question: askfaq ask {command} me the way" in run.err


def test_an_error_names_the_file_and_who_chose_it(askfaq: Askfaq, tmp_path: object) -> None:
    missing = f"{tmp_path}/none.json"
    assert askfaq("list", "--faq", missing) == Run(2, "", f"askfaq: {missing}: there is no such file\n")
    run = askfaq("how", "so", ASKFAQ_FILE=missing)
    assert run == Run(2, "", f"askfaq: {missing}: there is no such file (the file that ASKFAQ_FILE names)\n")


def test_the_faq_is_flag_then_environment_then_yours_then_sample(
    askfaq: Askfaq, faq_file: Callable[..., str], env: dict[str, str]
) -> None:
    def listed(*args: str, **variables: str) -> str:
        return askfaq("list", *args, **variables).out.splitlines()[0].split("\t")[0]

    assert listed() == "break-confidentiality"
    own = f"{env['HOME']}/.config/askfaq"
    os.makedirs(own)
    os.rename(faq_file([entry(id="own")]), f"{own}/faq.json")
    assert listed() == "own"
    named = faq_file([entry(id="named")], "named.json")
    assert listed(ASKFAQ_FILE=named) == "named"
    assert listed("--faq", faq_file([entry(id="flagged")], "f.json"), ASKFAQ_FILE=named) == "flagged"
    assert f"{own}/faq.json (your own)" in askfaq("--version").out


def test_version_says_which_files_are_in_use(askfaq: Askfaq, env: dict[str, str]) -> None:
    out = askfaq("--version").out
    assert askfaq("-V").out == out
    assert out.startswith(f"askfaq {__version__}\nFAQ ")
    assert f"cache  {env['HOME']}/.cache/askfaq\n" in out


@pytest.mark.parametrize("line", [("--version", "--faq", "mine.json"), ("--faq", "mine.json", "-V")])
def test_version_names_the_faq_that_is_named_beside_it(askfaq: Askfaq, line: tuple[str, ...]) -> None:
    assert askfaq(*line).out.splitlines()[1] == "FAQ    mine.json (--faq)"


@pytest.mark.parametrize("args", [["-h"], ["--help"], *([command, "-h"] for command in sorted(COMMANDS))])
def test_help_shows_an_example(askfaq: Askfaq, args: list[str]) -> None:
    run = askfaq(*args)
    assert (run.code, run.err) == (0, "")
    assert re.search(r"^  askfaq \w", run.out, re.MULTILINE)


def test_bad_usage_is_one_line_and_2(askfaq: Askfaq) -> None:
    for args in (
        ["--jsn", "x"],
        ["--top", "0", "x"],
        ["--top", "x", "y"],
        ["--color", "blue", "x"],
        ["show"],
        ["x", "--faq"],
    ):
        run = askfaq(*args)
        assert (run.code, run.out, len(run.err.splitlines())) == (2, "", 1), run
        assert run.err.startswith("askfaq: ")


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["list", "--jsno"], "there is no option --jsno; did you mean --json? See: askfaq list --help"),
        (["remove", "x", "--yse"], "there is no option --yse; did you mean --yes? See: askfaq remove --help"),
        (["list", "--xyzzy"], "there is no option --xyzzy; see: askfaq list --help"),
        (
            ["--versoin"],
            "there is no option --versoin; did you mean --version? A word of a question goes behind --, as in: "
            "askfaq -- --versoin",
        ),
        (["how", "-x"], "there is no option -x; a word of a question goes behind --, as in: askfaq -- -x"),
        (["exprot", "-o", "a b.html"], "there is no command exprot; did you mean: askfaq export -o 'a b.html'"),
        (["chekc", "x.json", "--strict"], "there is no command chekc; did you mean: askfaq check x.json --strict"),
    ],
)
def test_an_option_that_is_not_there_is_told_what_may_be_meant(askfaq: Askfaq, args: list[str], told: str) -> None:
    assert askfaq(*args) == Run(2, "", f"askfaq: {told}\n")


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        (["how", "so"], ["ask", "how", "so"]),
        (["list"], ["list"]),
        (["--faq", "x", "list"], ["list", "--faq", "x"]),
        (["--faq=x", "--json", "show", "y"], ["show", "--faq=x", "--json", "y"]),
        (["-n", "3", "how"], ["ask", "-n", "3", "how"]),
        (["-0", "ask", "-"], ["ask", "-0", "-"]),
        (["--answer", "list", "--id=x", "add"], ["add", "--answer", "list", "--id=x"]),
        (["--", "list"], ["ask", "--", "list"]),
        (["--version"], ["--version"]),
        ([], ["ask"]),
        (["--faq"], ["ask", "--faq"]),
    ],
)
def test_bare_words_are_a_question_and_options_may_come_first(args: list[str], expected: list[str]) -> None:
    assert arrange(args) == expected


def test_every_option_of_a_command_may_come_first() -> None:
    options = [option for name in COMMANDS for option in command_of(name).params if option.opts[0].startswith("-")]
    flags = {name for option in options if option.is_flag for name in option.opts}
    with_value = {name for option in options if not option.is_flag for name in option.opts}
    assert not flags & with_value
    assert (flags, with_value) == (set(FLAGS), set(WITH_VALUE))


def test_the_help_names_every_command_with_a_word_about_it(askfaq: Askfaq) -> None:
    listed = askfaq("--help").out.partition("Commands:")[2]
    assert re.findall(r"^  (\w+)  +\w", listed, re.MULTILINE) == [*COMMANDS]


def test_python_m_and_the_api_need_nothing_heavy() -> None:
    heavy = "('rich', 'typer', 'numpy', 'json')"
    code = f"import askfaq, sys; print([m for m in sys.modules if m.split('.')[0] in {heavy}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout == "[]\n"


def test_a_confidence_that_is_no_number_is_refused(askfaq: Askfaq) -> None:
    run = askfaq("ask", "--min-confidence", "nan", "how long do hugs last")
    assert (run.code, run.out, run.err) == (2, "", "askfaq: --min-confidence is a number between 0 and 1\n")
