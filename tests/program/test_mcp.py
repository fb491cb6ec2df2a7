"""askfaq mcp, asked by the SDK's own client over a real process."""

import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from mcp import Client, ClientSession, MCPError, StdioServerParameters, stdio_client
from mcp_types import CallToolResult, TextContent, TextResourceContents

from conftest import ROOT, TWINS, Run, entry

Askfaq = Callable[..., Run]
PAGE = (ROOT / "docs" / "how-to" / "mcp.md").read_text(encoding="utf-8")
PROGRAM = [sys.executable, "-m", "askfaq", "mcp"]
HUGS = "How long does the average hug last?"
GREETING = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
INITIALIZE = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": GREETING}) + "\n"


def server(env: dict[str, str], *args: str) -> StdioServerParameters:
    return StdioServerParameters(command=PROGRAM[0], args=[*PROGRAM[1:], *args], env=env)


@pytest.fixture
def session(env: dict[str, str]) -> Callable[..., Any]:
    """Have a conversation with `askfaq mcp ARGS…`, and give back what comes of it."""

    def talk(conversation: Callable[[ClientSession], Awaitable[Any]], *args: str) -> Any:
        async def whole() -> Any:
            async with stdio_client(server(env, *args)) as streams, ClientSession(*streams) as client:
                await client.initialize()
                return await conversation(client)

        return asyncio.run(whole())

    return talk


def data(result: CallToolResult) -> dict[str, Any]:
    """A result's content, which is the same in structured form and in text."""
    assert not result.is_error
    (text,) = result.content
    assert isinstance(text, TextContent)
    assert json.loads(text.text) == result.structured_content
    assert result.structured_content is not None
    return result.structured_content


def error(result: CallToolResult) -> str:
    (text,) = result.content
    assert result.is_error
    assert isinstance(text, TextContent)
    return text.text


async def text_of(client: ClientSession, uri: str) -> str:
    (found,) = (await client.read_resource(uri)).contents
    assert isinstance(found, TextResourceContents)
    assert found.mime_type == "text/markdown"
    return found.text


def close(one: Any, other: Any) -> bool:
    """Whether two JSON values are the same but for the last digits of a confidence."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(close(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(close, one, other))
    return bool(one == pytest.approx(other, abs=0.02)) if isinstance(one, float) else bool(one == other)


def test_the_server_says_what_it_is_and_what_its_tools_are_for(session: Callable[..., Any]) -> None:
    async def conversation(client: ClientSession) -> None:
        assert client.instructions is not None
        assert 'The FAQ is called "Therapy, hugs and tears".' in client.instructions
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert list(tools) == ["ask_faq", "list_topics", "show_entry"]
        assert tools["ask_faq"].input_schema["required"] == ["question"]
        assert 'Trust "unanswered"' in (tools["ask_faq"].description or "")
        for tool in tools.values():
            assert tool.annotations is not None
            assert tool.annotations.read_only_hint
            assert tool.output_schema is not None
            assert set(tool.output_schema["required"]) == set(tool.output_schema["properties"])

    session(conversation)


# The client checks every result against the schema that the server gives for it.
def test_a_result_is_that_of_json_and_whom_to_ask(session: Callable[..., Any], askfaq: Askfaq) -> None:
    async def conversation(client: ClientSession) -> list[dict[str, Any]]:
        return [data(await client.call_tool("ask_faq", {"question": question})) for question in questions]

    questions = [HUGS, "how long do hugs last", "hugs", "who won the cup", "", "x" * 100_000]
    results = session(conversation)
    assert [result["status"] for result in results] == [*["answered"] * 2, "ambiguous", *["unanswered"] * 3]
    for result in results:
        expected = None if result["status"] == "answered" else "Ask your therapist at your next session."
        assert result.pop("contact") == expected
    stream = "".join(f"{question}\0" for question in questions)
    assert close(results, askfaq("ask", "-", "-0", "--json", stdin=stream).objects)


def test_what_may_be_meant_is_offered_and_shown(session: Callable[..., Any]) -> None:
    async def conversation(client: ClientSession) -> None:
        result = data(await client.call_tool("ask_faq", {"question": "where is the key", "top": 1}))
        assert (result["status"], len(result["matches"])) == ("ambiguous", 1)
        offered = result["matches"][0]
        assert offered["offered"]
        assert data(await client.call_tool("show_entry", {"id": offered["id"]}))["question"] == offered["question"]

    session(conversation, "--faq", str(TWINS))


def test_topics_and_entries(session: Callable[..., Any], askfaq: Askfaq) -> None:
    async def conversation(client: ClientSession) -> None:
        topics = data(await client.call_tool("list_topics", {}))["topics"]
        assert topics == askfaq("list", "--topics", "--json").objects
        for wanted in ("hug-length", "hug-lenght"):
            shown = data(await client.call_tool("show_entry", {"id": wanted}))
            assert [shown] == askfaq("show", wanted, "--json").objects
        for topic in ("hugs", " ", None):
            asked = {"question": HUGS, "topic": topic}
            assert data(await client.call_tool("ask_faq", asked))["id"] == "hug-length"
        elsewhere = {"question": HUGS, "topic": "Crying"}
        assert data(await client.call_tool("ask_faq", elsewhere))["status"] == "unanswered"

    session(conversation)


def test_of_several_faqs_each_answer_tells_its_own(session: Callable[..., Any], faq_file: Callable[..., str]) -> None:
    keys = [entry("Where is the key?", "Under the mat.", id="key")]
    mine = faq_file({"contact": "Ask Ann.", "entries": keys}, "mine.json")
    spa = entry("When is the spa open?", "At ten.", id="spa", topic="Spa")
    rest = [entry("Where is the key?", "At reception.", id="key"), spa]
    hotel = faq_file({"title": "Hotel", "contact": "Ring.", "entries": rest}, "hotel.json")

    async def conversation(client: ClientSession) -> None:
        tools = {tool.name: tool for tool in (await client.list_tools()).tools}
        assert set(tools["show_entry"].input_schema["properties"]) == {"id", "faq"}
        result = data(await client.call_tool("ask_faq", {"question": "where is the key"}))
        assert (result["faq"], result["answer"]) == (mine, "Under the mat.")
        assert data(await client.call_tool("ask_faq", {"question": "when is the spa open"}))["faq"] == hotel
        nothing = data(await client.call_tool("ask_faq", {"question": "who won the cup"}))
        assert nothing["contact"] == f'{mine}: Ask Ann.\n"Hotel": Ring.'
        shown = [data(await client.call_tool("show_entry", {"id": "key", **more})) for more in ({}, {"faq": hotel})]
        assert [(one["faq"], one["answer"]) for one in shown] == [(mine, "Under the mat."), (hotel, "At reception.")]
        assert data(await client.call_tool("show_entry", {"id": "kee"}))["faq"] is None
        assert data(await client.call_tool("list_topics", {}))["topics"][0]["topic"] == "Spa"
        listed = [str(resource.uri) for resource in (await client.list_resources()).resources]
        assert listed == ["faq://entry/key", "faq://entry/spa"]
        assert "Under the mat." in await text_of(client, "faq://entry/key")

    session(conversation, "--faq", mine, "--faq", hotel)


def test_what_cannot_be_meant_is_an_error_of_the_tool_that_helps(session: Callable[..., Any]) -> None:
    async def conversation(client: ClientSession) -> None:
        topic = await client.call_tool("ask_faq", {"question": HUGS, "topic": "Hgus"})
        assert 'there is no topic "Hgus" in the sample FAQ; did you mean "Hugs"?' in error(topic)
        for top in (0, 51):
            assert "top" in error(await client.call_tool("ask_faq", {"question": HUGS, "top": top}))
        assert "question" in error(await client.call_tool("ask_faq", {}))

    session(conversation)


def test_entries_are_resources(session: Callable[..., Any], faq_file: Callable[..., str]) -> None:
    async def conversation(client: ClientSession) -> None:
        listed = {found.name: found for found in (await client.list_resources()).resources}
        assert list(listed) == ["the-key", "../a/é%", "..", *(f"n{n}" for n in range(997))]
        assert listed["the-key"].title == "Where is the key?"
        assert await text_of(client, "faq://entry/the-key") == "# Where is the key?\n\nAt the **desk**.\n"
        for name in ("../a/é%", ".."):
            assert await text_of(client, listed[name].uri) == "# How so?\n\nSo.\n"
        assert await text_of(client, "faq://entry/n1099") == "# How so?\n\nSo.\n"
        templates = (await client.list_resource_templates()).resource_templates
        assert [template.uri_template for template in templates] == ["faq://entry/{id}"]
        with pytest.raises(MCPError, match=r'there is no entry "the-kye"; did you mean the-key\?'):
            await client.read_resource("faq://entry/the-kye")

    entries = [entry("Where is the key?", "At the **desk**.", id="the-key"), entry(id="../a/é%"), entry(id="..")]
    session(conversation, faq_file([*entries, *(entry(id=f"n{n}") for n in range(1100))]))


def test_nothing_that_a_terminal_could_act_on_is_handed_on(
    session: Callable[..., Any], faq_file: Callable[..., str]
) -> None:
    async def conversation(client: ClientSession) -> None:
        assert client.instructions is not None
        assert client.instructions.endswith('The FAQ is called "A B".')
        answered = data(await client.call_tool("ask_faq", {"question": "Is it red?"}))
        assert answered["answer"] == "Yes.\n\nIt is."
        assert answered["matches"][0]["question"] == "Is it red?"
        refused = data(await client.call_tool("ask_faq", {"question": "\x1b[31mxyzzy\x07 plugh"}))
        assert (refused["query"], refused["contact"]) == ("xyzzy plugh", "Call us")
        assert data(await client.call_tool("list_topics", {}))["topics"][0]["topic"] == "Red"
        assert await text_of(client, "faq://entry/red") == "# Is it red?\n\nYes.\n\nIt is.\n"

    hostile = entry("Is it\x07 red?", "Yes.\x1b]0;x\x07\n\nIt\u202e is.", id="red", topic="\x1b[31mRed")
    session(conversation, faq_file({"title": "A\n\x1b[1mB", "contact": "Call\x08 us", "entries": [hostile]}))


def test_an_edit_counts_from_the_next_call_and_a_broken_one_is_told(
    session: Callable[..., Any], faq_file: Callable[..., str]
) -> None:
    async def conversation(client: ClientSession) -> None:
        def key() -> Awaitable[CallToolResult]:
            return client.call_tool("ask_faq", {"question": "where is the key"})

        assert data(await key())["answer"] == "At the desk."
        faq_file([entry("Where is the key?", "On the hook.")])
        assert data(await key())["answer"] == "On the hook."
        faq_file('{"entries": [')
        assert "faq.json:1:14: not valid JSON" in error(await key())
        with pytest.raises(MCPError, match="not valid JSON"):
            await client.list_resources()
        os.unlink(path)
        assert "faq.json: there is no such file" in error(await client.call_tool("list_topics", {}))
        with pytest.raises(MCPError, match="there is no such file"):
            await client.read_resource("faq://entry/where-is-the-key")
        faq_file([entry("Where is the key?", "At the desk.")])
        assert data(await key())["answer"] == "At the desk."

    path = faq_file([entry("Where is the key?", "At the desk.")])
    session(conversation, "--faq", path)


def test_who_asks_meanwhile_is_answered(session: Callable[..., Any], faq_file: Callable[..., str]) -> None:
    async def conversation(client: ClientSession) -> None:
        first = asyncio.create_task(client.call_tool("ask_faq", {"question": "who may swim in the sea"}))
        await asyncio.sleep(0.1)  # the request is on its way
        await client.send_ping()
        assert not first.done()  # an index of 300 texts takes a second or more
        data(await first)

    session(
        conversation, faq_file([entry(f"May guests of room {n} swim?", f"Yes, all {n} of them.") for n in range(150)])
    )


def test_the_protocol_of_2026_is_spoken_too(env: dict[str, str]) -> None:
    async def conversation() -> dict[str, Any]:
        async with Client(server(env)) as client:
            assert client.protocol_version >= "2026"
            return data(await client.call_tool("ask_faq", {"question": HUGS}))

    assert asyncio.run(conversation())["id"] == "hug-length"


def test_the_page_shows_what_comes_back(session: Callable[..., Any], faq_file: Callable[..., str]) -> None:
    async def conversation(client: ClientSession) -> None:
        for asked, shown in shown_results:
            assert close(data(await client.call_tool("ask_faq", json.loads(asked))), json.loads(shown))

    (faq,) = re.findall(r"<!-- FAQ.*?```json\n(.*?)```", PAGE, re.DOTALL)
    shown_results = re.findall(r"<!-- ask_faq -->\n```json\n(.*?)```\n\n```json\n(.*?)```", PAGE, re.DOTALL)
    assert len(shown_results) == 2
    session(conversation, faq_file(faq))


def test_the_settings_on_the_page_are_json_that_the_command_takes(askfaq: Askfaq) -> None:
    settings = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]
    servers = [one for block in settings for key in ("mcpServers", "servers") for one in block.get(key, {}).values()]
    assert len(servers) == 2
    for one in servers:
        run = askfaq(*one["args"])
        assert (run.code, run.err) == (2, "askfaq: /home/you/pets.json: there is no such file\n")


def test_stdout_holds_the_protocol_only_and_the_end_of_stdin_is_0(askfaq: Askfaq) -> None:
    run = askfaq("mcp", stdin=INITIALIZE)
    assert (run.code, run.err) == (0, "")
    (greeting,) = run.objects
    assert greeting["result"]["serverInfo"]["name"] == "askfaq"


def test_a_broken_faq_is_2_before_anything_is_served(askfaq: Askfaq, faq_file: Callable[..., str]) -> None:
    run = askfaq("mcp", faq_file('{"entries": ['), stdin=INITIALIZE)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert "faq.json:1:14: not valid JSON" in run.err


@pytest.mark.parametrize(
    ("module", "why"),
    [("raise ModuleNotFoundError(\"No module named 'mcp'\")", "No module named 'mcp'"), ("", "cannot import name")],
    ids=["absent", "too old"],
)
def test_without_the_extra_it_is_2_with_what_to_install(
    module: str, why: str, askfaq: Askfaq, env: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "front" / "mcp").mkdir(parents=True)
    (tmp_path / "front" / "mcp" / "__init__.py").write_text(module)
    path = os.pathsep.join([str(tmp_path / "front"), *filter(None, [env.get("PYTHONPATH")])])
    run = askfaq("mcp", stdin=INITIALIZE, PYTHONPATH=path)
    assert (run.code, run.out, run.err.count("\n")) == (2, "", 1)
    assert run.err.startswith(f"askfaq: askfaq mcp needs an extra ({why}")
    assert run.err.endswith("): pip install 'askfaq[mcp]'\n")
    assert askfaq("list", PYTHONPATH=path).code == 0


@pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")
def test_an_interrupt_is_130_in_silence(env: dict[str, str]) -> None:
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(PROGRAM, env=env, text=True, **pipes) as child:
        child.stdin.write(INITIALIZE)
        child.stdin.flush()
        assert "serverInfo" in child.stdout.readline()
        child.send_signal(signal.SIGINT)  # while it waits for the next line
        assert child.wait(timeout=60) == 130
        assert child.stdout.read() == child.stderr.read() == ""


@pytest.mark.skipif(os.name == "nt", reason="signals and pipes of POSIX")
def test_a_client_that_went_away_is_141_in_silence(env: dict[str, str]) -> None:
    pipes: dict[str, Any] = dict.fromkeys(("stdin", "stdout", "stderr"), subprocess.PIPE)
    with subprocess.Popen(PROGRAM, env=env, text=True, **pipes) as child:
        child.stdout.close()
        child.stdin.write(INITIALIZE)
        child.stdin.close()
        assert child.wait(timeout=60) == 141
        assert child.stderr.read() == ""


@pytest.mark.skipif(os.name == "nt", reason="a terminal of POSIX")
def test_a_person_is_told_what_it_waits_for(env: dict[str, str]) -> None:
    import pty

    main, terminal = pty.openpty()
    with subprocess.Popen(PROGRAM, stdin=terminal, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as child:
        os.close(terminal)
        assert child.stderr
        assert child.stdout
        line = child.stderr.readline().decode()
        assert line.startswith("askfaq: waiting for an MCP client")
        assert "docs/how-to/mcp.md" in line
        os.write(main, b"\x04")  # Ctrl-D
        assert child.wait(timeout=60) == 0
        assert child.stdout.read() == child.stderr.read() == b""
    os.close(main)


def test_a_faq_from_a_pipe_is_read_once(env: dict[str, str], tmp_path: Path) -> None:
    if not shutil.which("bash") or os.name == "nt":
        pytest.skip("needs bash")
    (tmp_path / "faq.json").write_text(json.dumps([entry("Where is the key?", "At the desk.")]), encoding="utf-8")

    async def conversation() -> None:
        script = f'exec "$0" -m askfaq mcp --faq <(cat {tmp_path}/faq.json)'
        shell = StdioServerParameters(command="bash", args=["-c", script, sys.executable], env=env)
        async with stdio_client(shell) as streams, ClientSession(*streams) as client:
            await client.initialize()
            for _ in range(2):
                asked = await client.call_tool("ask_faq", {"question": "where is the key"})
                assert data(asked)["answer"] == "At the desk."

    asyncio.run(conversation())
