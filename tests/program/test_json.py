"""What --json prints keeps the published schemas, to the key, and gives every text back to the character."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import jsonschema
import pytest
import referencing

from conftest import ROOT, SAMPLE, TWINS, Run, entry

Askfaq = Callable[..., Run]
SCHEMAS = {
    path.name: json.loads(path.read_text(encoding="utf-8")) for path in sorted((ROOT / "data" / "schemas").iterdir())
}
REGISTRY: referencing.Registry[Any] = referencing.Registry().with_resources(
    (name, referencing.Resource.from_contents(schema)) for name, schema in SCHEMAS.items()
)
HUGS = "How long does the average hug last?"

# command line -> schema (and that of the last line, where it is another), exit code; {faq} is a FAQ that holds one
# question twice, {other} another FAQ, {new} a file that is not there
ON_REQUEST = {"why": "--why", "faq": "{other}"}  # keys that come only with this in the command line
PRINTED = {
    "why": (["--json", "--why", "shoud my counsler kep secrts"], "ask", 0),
    "why verbatim": (["--json", "--why", HUGS], "ask", 0),
    "why nothing": (["--json", "--why", "?"], "ask", 1),
    "answered": (["--json", HUGS], "ask", 0),
    "unanswered": (["--json", "xyzzy plugh"], "ask", 1),
    "ambiguous": (["--json", "where is the key", "--faq", "{faq}"], "ask", 1),
    "a single word": (["--json", "-n", "1", "friends"], "ask", 1),
    "unknown topic": (["--json", "--topic", "none", HUGS], "ask", 1),
    "list": (["list", "--json"], "list", 0),
    "list without topic": (["list", "--json", "--faq", "{faq}"], "list", 0),
    "topics": (["list", "--topics", "--json", "--faq", "{faq}"], "topics", 0),
    "show": (["show", "hug-length", "--json"], "show", 0),
    "show nothing": (["show", "hug-lenght", "--json"], "show", 1),
    "check": (["check", "{faulty}", "--json"], "check", 1),
    "test": (["test", "{cases}", "--faq", "{faq}", "--json"], "test-case test-summary", 1),
    "test without cases": (["test", "--faq", "{pets}", "--json", "--max-wrong", "1"], "test-case test-summary", 0),
    "tune": (["test", "{cases}", "--faq", "{faq}", "--json", "--tune"], "tuning", 0),
    "diff": (["diff", "{faq}", "{changed}", "--json"], "diff", 1),
    "add": (["add", "--question", "Do you?", "--answer", "Yes.", "--faq", "{new}", "--json"], "written", 0),
    "import": (["import", "{page}", "-o", "{new}", "--json"], "import", 0),
    "import unwritten": (["import", "{page}", "--dry-run", "--topic", "T", "--json"], "import", 0),
    "show several": (["show", "hug-length", "hug-lenght", "--json"], "show", 1),
    "remove": (["remove", "keys", "--faq", "{faq}", "--json"], "removed", 0),
    "rename a topic": (["topic", "rename", "Hugs", "hugs", "--faq", "{own}", "--json"], "topic", 0),
    "set": (["set", "title", "T", "--faq", "{faq}", "--json"], "settings", 0),
    "set shows": (["set", "--json"], "settings", 0),
    "set shows nothing": (["set", "threshold", "--json"], "settings", 1),
    "of several, answered": (["--json", "--why", HUGS, "--faq", "{faq}", "--faq", "{other}"], "ask", 0),
    "of several, ambiguous": (["--json", "where is the key", "--faq", "{faq}", "--faq", "{other}"], "ask", 1),
    "of several, nothing": (["--json", "--why", "?", "--faq", "{faq}", "--faq", "{other}"], "ask", 1),
    "list several": (["list", "--json", "--faq", "{faq}", "--faq", "{other}"], "list", 0),
    "topics of several": (["list", "--topics", "--json", "--faq", "{faq}", "--faq", "{other}"], "topics", 0),
    "show of several": (["show", "hug-length", "key", "no", "--json", "--faq", "{faq}", "--faq", "{other}"], "show", 1),
    "review": (["review", "{questions}", "--json"], "group", 0),
    "edit": (["edit", "keys", "--topic", "T", "--faq", "{faq}", "--json"], "written", 0),
}


@pytest.mark.parametrize("schema", SCHEMAS.values(), ids=SCHEMAS)
def test_schemas_are_schemas_and_describe_every_key(schema: dict[str, Any]) -> None:
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["required"] == [key for key in schema["properties"] if key not in ON_REQUEST]
    assert all(value.get("description") for value in schema["properties"].values())


@pytest.mark.parametrize(("args", "name", "code"), PRINTED.values(), ids=PRINTED)
def test_output_keeps_its_schema_and_has_no_other_key(
    args: list[str], name: str, code: int, askfaq: Askfaq, faq_file: Callable[..., str], tmp_path: Any
) -> None:
    paths = {
        "faq": shutil.copy(TWINS, tmp_path / "faq.json"),
        "own": shutil.copy(SAMPLE, tmp_path / "own.json"),
        "faulty": faq_file([{"id": "x", "question": "q"}], "f.json"),
        "other": SAMPLE,
        "pets": faq_file([entry("Are cats welcome?", aliases=["kittens"]), entry("Dogs?", "No.")], "pets.json"),
        "questions": faq_file("how long do hugs last\nwho won the cup\nwho won the cup?\n", "questions.txt"),
        "page": tmp_path / "page.md",
        "cases": tmp_path / "cases.tsv",
        "changed": faq_file({"title": "T", "entries": [entry("Where is the key?", "Gone.", id="key")]}, "changed.json"),
    }
    paths["cases"].write_text("Where is the key?\tkey\toffer\nxyzzy\t(none)\nxyzzy plugh\tkeys\t\tmat\n")
    paths["page"].write_text("# Why?\n\nSo.\n\n# Why?\n\nSo.\n", encoding="utf-8")
    run = askfaq(*(arg.format(**paths, new=tmp_path / "new.json") for arg in args))
    assert run.code == code, run
    assert run.objects
    first, last = (SCHEMAS[f"{one}.schema.json"] for one in (name.split()[0], name.split()[-1]))
    objects = run.objects
    for found in objects:
        schema = last if found is objects[-1] else first
        jsonschema.Draft202012Validator(schema, registry=REGISTRY).validate(found)
        assert list(found) == [k for k in schema["properties"] if k not in ON_REQUEST or ON_REQUEST[k] in args]


def test_every_schema_is_met_by_an_output() -> None:
    assert {f"{one}.schema.json" for _, name, _ in PRINTED.values() for one in name.split()} == set(SCHEMAS)


def test_the_ask_schema_holds_answers_back_from_what_is_not_answered() -> None:
    (answered,) = json.loads(SAMPLE.read_text(encoding="utf-8"))["entries"][:1]
    wrong = {"schema": 1, "query": "", "status": "unanswered", "confidence": 0, "level": "low", "matches": []}
    wrong |= {key: answered.get(key) for key in ("id", "topic", "question", "answer", "source")}
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(SCHEMAS["ask.schema.json"]).validate(wrong)


def test_texts_come_back_to_the_character_and_nothing_raw_that_a_terminal_acts_on(
    askfaq: Askfaq, faq_file: Callable[..., str]
) -> None:
    hostile = "".join(map(chr, [*range(1, 0x250), *range(0x2000, 0x2070), 0xE000, 0xFEFF, 0xFFFF, 0x1F600, 0xE0041]))
    path = faq_file([entry("How so?", hostile, id="a", topic=hostile, source=hostile)])
    run = askfaq("show", "a", "--faq", path, "--json")
    assert [run.objects[0][key] for key in ("answer", "topic", "source")] == [hostile] * 3
    raw = run.out.rstrip("\n")
    assert not [c for c in raw if c < " " or "\x7f" <= c <= "\x9f"]
    assert not set(raw) & set("\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert "é" in raw


def test_a_query_that_is_not_utf8_is_escaped(env: dict[str, str]) -> None:
    command = [sys.executable.encode(), b"-m", b"askfaq", b"--json", b"caf\xe9"]
    done = subprocess.run(command, capture_output=True, env=env)
    assert json.loads(done.stdout)["query"] == "caf\udce9"
    assert rb"caf\udce9" in done.stdout


def test_each_line_leaves_at_once_through_a_pipe(env: dict[str, str]) -> None:
    """A writer slower than the reader: the first answer is there long before the second question."""
    writer = "import time; print('first', flush=True); time.sleep(60); print('second')"
    with (
        subprocess.Popen([sys.executable, "-c", writer], stdout=subprocess.PIPE, env=env) as slow,
        subprocess.Popen(
            [sys.executable, "-m", "askfaq", "ask", "-", "--json"],
            stdin=slow.stdout,
            stdout=subprocess.PIPE,
            text=True,
            env=env,
        ) as child,
    ):
        assert child.stdout
        assert json.loads(child.stdout.readline())["query"] == "first"
        assert slow.poll() is None
        slow.kill()
        assert child.stdout.read() == ""
