"""The Model Context Protocol around a served FAQ: tools, resources, their descriptions. Imports the SDK."""

import json
import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Annotated, Any
from urllib.parse import quote

import anyio.to_thread
from mcp import MCPError
from mcp.server.mcpserver import MCPServer, ResourceSecurity
from mcp.server.mcpserver.exceptions import ResourceError, ResourceNotFoundError, ToolError
from mcp_types import INTERNAL_ERROR, Resource, Tool, ToolAnnotations
from pydantic import Field

from askfaq import __version__, paths
from askfaq.commands.served_faq import ServedFaq
from askfaq.errors import ArgumentError, AskfaqError
from askfaq.limits import MAX_RESOURCES, MAX_TOOL_MATCHES
from askfaq.model import DEFAULT_TOP, Entry
from askfaq.text.sanitize import one_line

_ENTRY = "faq://entry/"
_READS = ToolAnnotations(read_only_hint=True, open_world_hint=False)
_SURE = (
    'Trust "unanswered": this FAQ does not answer the question. Say so, give the contact if there is one, and make up '
    "no answer of your own."
)
_INSTRUCTIONS = f"Answers from one FAQ, as its authors wrote them. Put the user's question to ask_faq first. {_SURE}"
_ASK = (
    "Ask the FAQ a question, in the user's own words; use it before you answer anything that the FAQ may cover. "
    'Status "answered": `answer` is the text of the FAQ, in Markdown; pass on what it says. Status "ambiguous": ask '
    "the user which of the `matches` that are `offered` is meant, then call show_entry with its id. "
    f"{_SURE} Then `matches` are merely the nearest questions."
)
_TOPICS = (
    "List the topics of the FAQ with the number of their entries: what it is about, and what ask_faq's topic takes."
)
_OF_WHICH = "The FAQ that has it, as ask_faq and its matches name it: needed where several have the id."
_SHOW = "Read one entry of the FAQ by its id, as ask_faq gives it. For an unknown id: nulls, and the `nearest` ids."


def run(faq: ServedFaq, title: str | None) -> None:
    """Serve on stdin and stdout until stdin ends. Meanwhile the SDK sends what anything else prints to stderr."""
    _server(faq, title).run()


def _server(faq: ServedFaq, title: str | None) -> MCPServer:
    named = f' The FAQ is called "{one_line(title)}".' if title else ""
    served, server = faq, _FaqServer(faq, _INSTRUCTIONS + named)

    # The SDK calls plain functions in threads, so that it answers others meanwhile.
    @server.tool(description=_ASK, annotations=_READS)
    def ask_faq(
        question: Annotated[str, Field(description="The question, as the user would put it.")],
        topic: Annotated[str | None, Field(description="Only entries of this topic: see list_topics.")] = None,
        top: Annotated[int, Field(ge=1, le=MAX_TOOL_MATCHES, description="How many matches to list.")] = DEFAULT_TOP,
    ) -> dict[str, Any]:
        with _told_as(ToolError):
            return faq.ask(question, (topic or "").strip() or None, top)

    @server.tool(description=_TOPICS, annotations=_READS)
    def list_topics() -> dict[str, Any]:
        with _told_as(ToolError):
            return faq.topics()

    def show_entry(id: Annotated[str, Field(description="The entry's id.")]) -> dict[str, Any]:
        with _told_as(ToolError):
            return faq.show(id)

    def show_entry_of(
        id: Annotated[str, Field(description="The entry's id.")],
        faq: Annotated[str | None, Field(description=_OF_WHICH)] = None,
    ) -> dict[str, Any]:
        with _told_as(ToolError):
            return served.show(id, faq)

    shown = show_entry_of if faq.is_of_several else show_entry
    server.tool("show_entry", description=_SHOW, annotations=_READS)(shown)

    # An id is no path, whatever it looks like.
    @server.resource(
        f"{_ENTRY}{{id}}",
        name="entry",
        description="An entry of the FAQ: its question and its answer.",
        mime_type="text/markdown",
        security=ResourceSecurity(exempt_params={"id"}),
    )
    def entry(id: str) -> str:
        with _told_as(ResourceError), _told_as(ResourceNotFoundError, of=ArgumentError):
            return faq.markdown(id)

    return server


class _FaqServer(MCPServer):
    """The SDK's server with the entries as they are now for resources, and the published schemas for results."""

    def __init__(self, faq: ServedFaq, instructions: str) -> None:
        # Plain lines on stderr, of faults only: the SDK would draw boxes, and log what clients are told anyway.
        logging.basicConfig(level=logging.WARNING, format="askfaq: %(message)s")
        super().__init__("askfaq", instructions=instructions, version=__version__, log_level="WARNING")
        self._faq = faq

    async def list_tools(self) -> list[Tool]:
        schemas = _output_schemas(of_several=self._faq.is_of_several)
        return [tool.model_copy(update={"output_schema": schemas[tool.name]}) for tool in await super().list_tools()]

    async def list_resources(self) -> list[Resource]:
        with _told_as(partial(MCPError, INTERNAL_ERROR)):
            faq = await anyio.to_thread.run_sync(self._faq.current)
        return [
            Resource(
                uri=_ENTRY + quote(entry.id, safe=""),
                name=one_line(entry.id),
                title=one_line(entry.question),
                mime_type="text/markdown",
            )
            for entry, _ in zip(_each_id_once(faq.entries), range(MAX_RESOURCES), strict=False)
        ]


def _each_id_once(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Of several FAQs that have an id, the entry of the first one."""
    seen: set[str] = set()
    for entry in entries:
        if entry.id not in seen:
            seen.add(entry.id)
            yield entry


@contextmanager
def _told_as(kind: Callable[[str], Exception], of: type[AskfaqError] = AskfaqError) -> Iterator[None]:
    """An expected failure becomes an error that the client is told in one line."""
    try:
        yield
    except of as error:
        raise kind(one_line(str(error))) from None


def _output_schemas(*, of_several: bool) -> dict[str, dict[str, Any]]:
    """The schemas of --json, as far as tools speak it; only of several FAQs do they tell which one it is."""
    ask, topic, show = (_published(name) for name in ("ask", "topics", "show"))
    del ask["properties"]["why"]
    del topic["properties"]["faq"]
    for shape in () if of_several else (ask, ask["properties"]["matches"]["items"], show):
        shape["properties"] = {k: v for k, v in shape["properties"].items() if k not in ("faq", "overrules")}
    contact = {"type": ["string", "null"], "description": "Whom to ask instead, if the FAQ says; null when answered."}
    ask["properties"]["contact"] = contact
    ask["required"].append("contact")
    topics = {"type": "array", "items": topic, "description": "The topics, in file order."}
    return {
        "ask_faq": ask,
        "list_topics": {"type": "object", "required": ["topics"], "properties": {"topics": topics}},
        "show_entry": show,
    }


def _published(name: str) -> dict[str, Any]:
    """What a schema says of an object's keys; conditions between them are more than clients understand."""
    with open(paths.data_file("schemas", f"{name}.schema.json"), encoding="utf-8") as file:
        schema = json.load(file)
    return {key: schema[key] for key in ("type", "required", "properties")}
