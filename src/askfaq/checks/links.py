"""Links that cannot lead anywhere, judged by their form alone: nothing is ever fetched."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from askfaq.checks.findings import Finding, Text
from askfaq.limits import MAX_CHECKED_BRACKETS, MAX_CHECKED_LINKS_LENGTH

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

    Rule = Callable[[StateInline, bool], bool]

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
_SCHEMES = frozenset("http https mailto tel sms ftp ftps sftp ssh git irc xmpp matrix news magnet".split())
_PLACEHOLDER = re.compile(
    r"(?:.*\.)?(?:example(?:\.(?:com|org|net))?|localhost|invalid|test|(?:your|my)-?(?:domain|site|website|company)\..+"
    r"|127\.0\.0\.1|0\.0\.0\.0|\[?::1\]?|todo|xxx+\..+)"
)
_LABEL = re.compile(r"[\w]([\w-]*[\w])?")
# Without one of these there is no link, and markdown-it is not imported.
_MAY_LINK = re.compile(r"\[|https?:", re.IGNORECASE)
# A bracket that nothing closes can cost markdown-it 0.2 ms: an answer with more of them is not looked into. In text
# that was written to be read, so many fill a megabyte.
# Written as a link, though it is none in Markdown: its target holds a space, say. Possessive: nothing is read twice.
_LOOSE = re.compile(r"\[[^\[\]]*+\]\([ \t]*+((?:[^()\n]++|\([^()\n]*+\))*+)\)")
_BARE = re.compile(r"\bhttps?:/{0,2}[^\s<>\"”’)\]]*", re.IGNORECASE)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_NEWLINE = re.compile(r"\r\n?|\n")  # as markdown-it counts lines
_SPACES = re.compile(r"[ \t\r\n]*")
_SPAN = "span"


def link_findings(text: Text) -> Iterator[Finding]:
    """The links of an answer (Markdown), or of a source, that look dead."""
    if text.key == "source":
        if re.match(r"(https?:|www\.)", text.value, re.IGNORECASE) and (why := _fault_of(text.value.strip())):
            yield Finding("dead-link", why, text.pointer, 0)
    elif text.key == "answer":
        for index, target, is_link in targets(text.value):
            if why := _fault_of(target, is_link=is_link):
                yield Finding("dead-link", why, text.pointer, index)
            elif is_link and not _SCHEME.match(target) and not target.startswith("//"):
                message = f'"{target[:100]}" leads nowhere outside the page it was taken from: give the whole address'
                yield Finding("relative-link", message, text.pointer, index)


def _fault_of(target: str, *, is_link: bool = True) -> str | None:
    """Why the target cannot be followed, or None. A mere mention may be an illustration."""
    shown = f'"{target[:100]}"'
    if not target.strip() or target.strip() == "#":
        return "the link has no target"
    if " " in target or "\t" in target:
        return f"{shown} holds a space: write it as %20, or put the address between < and >"
    scheme = _SCHEME.match(target)
    if scheme and scheme.group()[:-1].lower() not in _SCHEMES:
        return f'{shown} begins with "{scheme.group()}", which readers cannot open'
    if not (scheme and scheme.group().lower() in ("http:", "https:")) and not target.startswith("www."):
        return None
    return _web_fault(target if scheme else f"http://{target}", shown, is_link)


def _web_fault(url: str, shown: str, is_link: bool) -> str | None:
    if re.match(r"https?:(//)?(https?:|www\.?$)", url, re.IGNORECASE):
        return f"{shown} begins twice" if url.lower().count("http") > 1 else f"{shown} is cut off"
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return f"{shown} is not a possible address"
    if not host or not url[len(parts.scheme) + 1 :].startswith("//"):
        return f"{shown} has no host"
    if is_link and _PLACEHOLDER.fullmatch(host):
        return f"{shown} is a placeholder"
    if url.endswith(("...", "…")) and is_link:
        return f"{shown} is cut off"
    labels = host.removesuffix(".").split(".")
    if not host.startswith("[") and ":" not in host and not all(_LABEL.fullmatch(label) for label in labels):
        return f"{shown} is not a possible address"
    if is_link and len(labels) < 2 and ":" not in host:
        return f'{shown} is not a public address ("{host}" has no dot)'
    return None


def targets(answer: str) -> Iterator[tuple[int, str, bool]]:
    """Where each target stands, the target, and whether it is meant to be followed (not just mentioned)."""
    if (
        len(answer) > MAX_CHECKED_LINKS_LENGTH
        or not _MAY_LINK.search(answer)
        or answer.count("[") > MAX_CHECKED_BRACKETS
    ):
        return
    starts = [0, *(found.end() for found in _NEWLINE.finditer(answer)), len(answer)]
    answer = answer.replace("\0", "\ufffd")  # as markdown-it does
    env: dict[str, Any] = {}  # the parser leaves the definitions here
    for block in _parser().parse(answer, env):
        start, end = (starts[line] for line in block.map or (0, 0))
        if block.type == "definition":
            at = answer.index("]:", start) + 2
            yield _behind_spaces(answer, at), _in_one_piece(block.meta["url"]), True
        elif block.type in ("inline", "html_block"):
            text = block.content if block.type == "inline" else _COMMENT.sub(_blank, block.content)
            if found := [*_targets_in(text, env)]:
                lines = _line_places(block.content, answer, start, end)
                for at, target, is_link in found:
                    begin, place = lines[bisect_right(lines, at, key=itemgetter(0)) - 1]
                    yield place + at - begin, target, is_link


def _targets_in(text: str, env: dict[str, Any]) -> Iterator[tuple[int, str, bool]]:
    """The targets in the text of a block: of its links, then those in what is neither link nor code nor comment."""
    parser, rest, done = _parser(), "", 0
    for token in parser.inline.parse(text, parser, env, []):
        begin, end = token.meta.get(_SPAN, (0, 0))
        if token.type in ("link_open", "image") and text.endswith(")", begin, end):  # else a definition has its target
            target = token.attrs.get("href", token.attrs.get("src"))
            yield _behind_spaces(text, text.rindex("](", begin, end) + 2), _in_one_piece(str(target)), True
        if end > done and (token.type != "html_inline" or token.content.startswith("<!--")):
            # an escape may stand inside an address, anything else ends it
            rest += text[done:begin] + ("_" if token.type == "text_special" else "\n") * (end - begin)
            done = end
    yield from _in_plain_text(rest + text[done:], text)


def _in_plain_text(rest: str, text: str) -> Iterator[tuple[int, str, bool]]:
    """The targets of what was meant as a link, and mentions; in `rest`, what is to be passed over is blank.

    An autolink (<https://...>) is a mention: what it shows is the address itself.
    """
    from markdown_it.common.utils import unescapeAll

    for found in _LOOSE.finditer(rest):
        yield found.start(1), unescapeAll(text[found.start(1) : found.end(1)].rstrip()), True
    for found in _BARE.finditer(_LOOSE.sub(_blank, rest)):
        length = len(found.group().rstrip(".,;:!?*_'~"))
        yield found.start(), unescapeAll(text[found.start() : found.start() + length]), False


def _line_places(content: str, answer: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where each line of a block begins in its content, and where this is in the answer.

    The content is without indentation and the marks of quotations, lists and headings.
    """
    places, begin = [], 0
    for line in content.split("\n"):
        shown = line.strip()
        start = max(answer.find(shown, start, end), start)
        places.append((begin + line.find(shown), start))
        begin += len(line) + 1
        start += len(shown)
    return places


def _behind_spaces(text: str, at: int) -> int:
    found = _SPACES.match(text, at)
    return found.end() if found else at


def _in_one_piece(target: str) -> str:
    """The target of a link that Markdown takes as such: between < and > it may hold spaces."""
    return target.replace(" ", "%20")


def _blank(found: re.Match[str]) -> str:
    return "\n" * len(found.group())


@cache
def _parser() -> MarkdownIt:
    """Reads the blocks of a text; the text in a block is read on its own, and each link knows where it stands.

    Tables are left as text: their cells hold the same links, and of a wide table with short rows markdown-it makes more
    than a hundred tokens a character.
    """
    from markdown_it import MarkdownIt, rules_inline

    parser = MarkdownIt("commonmark", {"inline_definitions": True}).enable("strikethrough").disable("inline")
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    parser.validateLink = lambda url: True  # type: ignore[method-assign] # noqa: ARG005
    for name, rule in {
        "escape": rules_inline.escape,
        "backticks": rules_inline.backtick,
        "link": rules_inline.link,
        "image": rules_inline.image,
        "html_inline": rules_inline.html_inline,
    }.items():
        parser.inline.ruler.at(name, _noting_its_span(rule))
    return parser


def _noting_its_span(rule: Rule) -> Rule:
    """The rule, which notes on the token it makes from where to where it has read."""

    def noting(state: StateInline, silent: bool) -> bool:
        begin, count = state.pos, len(state.tokens)
        found = rule(state, silent)
        made = state.tokens[count : count + 2] if found and not silent else []  # text that was pending comes first
        for token in made:
            if token.type != "text":
                token.meta[_SPAN] = (begin, state.pos)
                break
        return found

    return noting
