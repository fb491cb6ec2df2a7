"""Link definitions and footnotes, which may stand anywhere in a page: each answer gets those that it uses."""

import re
from collections.abc import Iterator

from askfaq.formats.imported import Remark, note
from askfaq.formats.markdown.dialects.lines import Fence
from askfaq.formats.markdown.page import Page

_REFERENCE = re.compile(r"\]\s?\[([^\[\]]+)\]|\[([^\[\]]+)\](?![\[(:])")
_DEFINITION = re.compile(r" {0,3}\[([^\[\]\n]{1,999})\]:\s*\S")


def is_definition(line: str) -> bool:
    """Whether the line defines a link or a footnote."""
    return bool(_DEFINITION.match(line))


class Definitions:
    """The definitions of a page by name."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._footnotes = dict(_footnotes(page.lines))
        self._moved = 0

    def without_foreign(self, lines: list[str]) -> list[str]:
        """An answer's lines without definitions at their end that it does not use: they serve the page."""
        end = len(lines)
        while end and (not lines[end - 1].strip() or is_definition(lines[end - 1])):
            end -= 1
        if end == len(lines) or not any(map(is_definition, lines[end:])):
            return lines
        used = _names("\n".join(lines[:end]))
        kept = [line for line in lines[end:] if not is_definition(line) or _name_of(line) in used]
        self._moved += len(lines) - end - len(kept)
        return [*lines[:end], *kept]

    def completed(self, answer: str) -> str:
        """The answer with the definitions that it uses and that stand elsewhere in the page."""
        if "[" not in answer:
            return answer
        defined = {_name_of(line) for line in answer.split("\n") if is_definition(line)}
        missing = []
        for name in sorted(_names(answer) - defined):
            target = self._page.references.get(name.upper())
            if name in self._footnotes:
                missing.append(self._footnotes[name])
            elif target:
                title = f' "{target["title"]}"' if target.get("title") else ""
                missing.append(f"[{name}]: {target['href']}{title}")
        return "\n\n".join([answer, "\n".join(missing)]) if missing else answer

    def remarks(self) -> Iterator[Remark]:
        """A note where definitions were taken out of an answer."""
        if self._moved:
            defined = (i for i, line in enumerate(self._page.lines) if is_definition(line))
            first = next(defined, 0)  # it may stand behind a question, on its line
            yield note(self._page.number(first), "link definitions: each answer has those that it uses")


def _names(text: str) -> set[str]:
    return {_folded(a or b) for a, b in _REFERENCE.findall(text)}


def _name_of(definition: str) -> str:
    found = _DEFINITION.match(definition)
    return _folded(found[1]) if found else ""


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _footnotes(lines: list[str]) -> Iterator[tuple[str, str]]:
    fence = Fence()
    for line in lines:
        if not fence.holds(line) and line.lstrip().startswith("[^") and is_definition(line):
            yield _name_of(line), line.strip()
