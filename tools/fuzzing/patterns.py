"""The regular expressions of the program: none takes longer than a text is long, whatever the text.

For each repetition in a pattern a text is made that comes as far as there, repeats what is repeated, and does not match
in the end.
"""

import pkgutil
import random
import re
import re._constants as codes  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
import sys
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import askfaq
from tools.fuzzing.target import Target

LENGTH = 20_000  # characters
_CATEGORIES = {
    codes.CATEGORY_DIGIT: "0",
    codes.CATEGORY_NOT_DIGIT: "x",
    codes.CATEGORY_SPACE: " ",
    codes.CATEGORY_NOT_SPACE: "x",
    codes.CATEGORY_WORD: "x",
    codes.CATEGORY_NOT_WORD: " ",
}
_REPEATS = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)
_ENDS = ["", "\0", "x", " ", "\n", "!", '"', "<", ">", "}", "]"]
_METHODS = ("match", "search", "fullmatch")


def patterns() -> Iterator[tuple[str, re.Pattern[Any]]]:
    """Each pattern that a module of the package holds, by its name."""
    for found in pkgutil.walk_packages(askfaq.__path__, "askfaq."):
        if found.name != "askfaq.__main__":
            import_module(found.name)
    for name, module in sorted(sys.modules.items()):
        if name.startswith("askfaq."):
            yield from (
                (f"{name}.{key}", value) for key, value in vars(module).items() if isinstance(value, re.Pattern)
            )


class PatternTarget(Target):
    """An input is a pattern's name, a method of it, and a text, with NULs between."""

    seconds = 0.3

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self._patterns = dict(patterns())

    def made(self, rng: random.Random) -> bytes:
        """A text for one repetition of one pattern."""
        name = rng.choice(sorted(self._patterns))
        pattern = self._patterns[name]
        is_text = isinstance(pattern.pattern, str)
        source = pattern.pattern if is_text else pattern.pattern.decode("latin-1")
        parsed = parser.parse(source, pattern.flags & ~re.DEBUG)
        repeats = [node for node in _nodes(parsed) if node[0] in _REPEATS]
        chosen = rng.choice(repeats) if repeats else None
        text = _sample(rng, parsed, chosen)[: 2 * LENGTH] + rng.choice(_ENDS)
        if rng.random() < 0.3:
            text = (_sample(rng, parsed, None) or "x") * (LENGTH // 10)
        return "\0".join((name, rng.choice(_METHODS), text[:LENGTH])).encode("utf-8", "surrogatepass")

    def try_out(self, raw: bytes) -> None:
        """Look for the pattern in the text: only the time counts."""
        name, method, text = (raw.decode("utf-8", "surrogatepass").split("\0", 2) + ["", ""])[:3]
        pattern = self._patterns.get(name)
        if pattern and method in _METHODS:
            given: Any = text if isinstance(pattern.pattern, str) else text.encode("latin-1", "replace")
            if method == "search":
                for _ in pattern.finditer(given):
                    pass
            else:
                getattr(pattern, method)(given)


def _nodes(parsed: Any) -> Iterator[Any]:
    for node in parsed:
        yield node
        for part in _parts(node):
            yield from _nodes(part)


def _parts(node: Any) -> list[Any]:
    """The patterns inside a node."""
    kind, value = node
    if kind in _REPEATS:
        return [value[2]]
    if kind is codes.BRANCH:
        return list(value[1])
    if kind is codes.SUBPATTERN:
        return [value[3]]
    if kind is codes.ATOMIC_GROUP:
        return [value]
    if kind in (codes.ASSERT, codes.ASSERT_NOT):
        return [value[1]]
    if kind is codes.GROUPREF_EXISTS:
        return [part for part in value[1:] if part]
    return []


def _sample(rng: random.Random, parsed: Any, chosen: Any) -> str:
    """A text that the pattern matches, or nearly, with one of its repetitions drawn out."""
    out = []
    for node in parsed:
        kind, value = node
        if kind in _REPEATS:
            least, most, inner = value
            few = min(most, least + rng.choice((0, 0, 1)))
            if node is chosen:
                few = LENGTH
            elif chosen is not None and any(one is chosen for one in _nodes(inner)):
                few = max(few, 1)
            one = _sample(rng, inner, chosen)
            out.append(one * min(few, max(1, 2 * LENGTH // max(len(one), 1))))
        elif kind is codes.BRANCH:
            holding = [part for part in value[1] if any(one is chosen for one in _nodes(part))]
            out.append(_sample(rng, rng.choice(holding or value[1]), chosen))
        elif kind in (codes.LITERAL, codes.NOT_LITERAL):
            out.append(chr(value) if kind is codes.LITERAL else rng.choice("x \n-"))
        elif kind is codes.ANY:
            out.append(rng.choice("x -.<\"'*_"))
        elif kind is codes.IN:
            out.append(_one_of(rng, value))
        elif kind is not codes.ASSERT_NOT:
            out += [_sample(rng, part, chosen) for part in _parts(node)]
    return "".join(out)


def _one_of(rng: random.Random, members: Any) -> str:
    pattern_of = [member for member in members if member[0] is not codes.NEGATE]
    if len(pattern_of) < len(members):
        excluded = {chr(value) for kind, value in pattern_of if kind is codes.LITERAL}
        return rng.choice([char for char in "x -<\n\"'(*_" if char not in excluded] or ["x"])
    kind, value = rng.choice(pattern_of)
    if kind is codes.LITERAL:
        return chr(value)
    if kind is codes.RANGE:
        return chr(rng.choice(value))
    return _CATEGORIES.get(value, "x")
