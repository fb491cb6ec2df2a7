"""Inputs: mutations of a kept corpus, and soups of the tokens that a language is made of."""

import random
from collections.abc import Callable, Sequence
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[2] / "tests" / "data" / "fuzz"
MOST = 20_000  # bytes of one input

# What breaks programs that read text: line ends, invisible, combining, wide and half characters, quotes, numbers.
ODD = [
    *"\n \t \r\n|\r|\x00|\x1b[31m|\x1b]0;x\x07|\x7f|\x85|\xa0|\u00ad|\u0301|\u0345|\u200b|\u200d|\u202e|\u2028".split(
        "|"
    ),
    *"\u2066|\ufeff|\ufffd|\uff1f|\u061f|\u037e|質問|😀|👩‍👩‍👧|ﬁ|ﷺ|İ|ß|Å|é|e\u0301|한|ท่า|שלום|…|“|”|’|–".split("|"),
    *"0|-1|1e999|999999999999999999999|NaN|null|true|[]|{}|\"|'|\\|\\u0000|\\ud800|%s|%00|../|~|$(x)|`x`|;|&amp;".split(
        "|"
    ),
    *"&#0;|&#x110000;|<!--|-->|-|--|?|!|:|,|.|http://x.de|mailto:a@b|www.a|a@b.de|What is it?|How so|So.|yes".split(
        "|"
    ),
]
# What an importer looks for.
SENTENCES = [
    *"What is it?|Who may come?|How so|Can I pay?|Why?|Is it open on Sundays|Wo ist die Tür?|質問ですか？".split("|"),
    *"One.|So.|All of it, and more.|Yes|No.|You can.\n\nIt is free.|- a\n- b|1. a\n2. b|See http://e.org.".split("|"),
]
_RAW = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\x80", b"\xa9"]


def kept(family: str) -> list[tuple[str, bytes]]:
    """(name, content) of each file of a family in the corpus."""
    return [(path.name, path.read_bytes()) for path in sorted((CORPUS / family).iterdir())]


def soup(rng: random.Random, tokens: Sequence[str], most: int = 80) -> bytes:
    """Tokens in a row, in no order but that what has come once is likely to come again."""
    few = rng.choices(tokens, k=rng.randint(1, 12)) + rng.choices(SENTENCES, k=4)
    few += rng.choices(ODD, k=rng.choice((0, 0, 1, 4)))
    found = [rng.choice(few) if rng.random() < 0.7 else rng.choice(tokens) for _ in range(rng.randint(1, most))]
    return "".join(found).encode("utf-8", "surrogatepass")


def tree(rng: random.Random, keys: Sequence[str], depth: int = 0) -> object:
    """Nested data with the keys that readers of records look for."""
    kind = rng.randrange(10 if depth < 5 else 5)
    if kind < 4:
        return rng.choice(SENTENCES if rng.random() < 0.8 else ODD)
    if kind == 4:
        return rng.choice((0, 7, -1.5, 10**30, True, None, "", [], {}))
    few = rng.choices(keys, k=rng.randint(1, 4))
    count = rng.choice((0, 1, 2, 2, 3, 5))
    if kind < 7:
        same = {key: tree(rng, keys, depth + 1) for key in few}
        return [same if rng.random() < 0.2 else tree(rng, few, depth + 1) for _ in range(count)]
    return {key: tree(rng, keys, depth + 1) for key in few}


def mutated(rng: random.Random, raw: bytes, tokens: Sequence[str], other: bytes) -> bytes:
    """The bytes with one to six changes, some of them repeated a thousand times."""
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        raw = rng.choice(_CHANGES)(rng, raw, tokens, other)
    return raw[:MOST]


def _span(rng: random.Random, raw: bytes, longest: int = 60) -> tuple[int, int]:
    begin = rng.randint(0, len(raw))
    return begin, min(len(raw), begin + rng.randint(0, longest))


def _token(rng: random.Random, tokens: Sequence[str]) -> bytes:
    if rng.random() < 0.1:
        return rng.choice(_RAW)
    return rng.choice(tokens if rng.random() < 0.6 else ODD).encode("utf-8", "surrogatepass")


def _insert(rng: random.Random, raw: bytes, tokens: Sequence[str], _: bytes) -> bytes:
    at = rng.randint(0, len(raw))
    return raw[:at] + _token(rng, tokens) + raw[at:]


def _replace(rng: random.Random, raw: bytes, tokens: Sequence[str], _: bytes) -> bytes:
    begin, end = _span(rng, raw, 8)
    return raw[:begin] + _token(rng, tokens) + raw[end:]


def _delete(rng: random.Random, raw: bytes, _: Sequence[str], __: bytes) -> bytes:
    begin, end = _span(rng, raw)
    return raw[:begin] + raw[end:]


def _repeat(rng: random.Random, raw: bytes, tokens: Sequence[str], _: bytes) -> bytes:
    """A token or a part of the input many times in a row: what is quadratic shows."""
    begin, end = _span(rng, raw)
    part = raw[begin:end] if rng.random() < 0.5 else _token(rng, tokens)
    times = rng.choice((2, 3, 30, MOST // max(len(part), 1)))
    return raw[:begin] + part * times + raw[begin:]


def _move(rng: random.Random, raw: bytes, _: Sequence[str], __: bytes) -> bytes:
    begin, end = _span(rng, raw)
    rest = raw[:begin] + raw[end:]
    at = rng.randint(0, len(rest))
    return rest[:at] + raw[begin:end] + rest[at:]


def _splice(rng: random.Random, raw: bytes, _: Sequence[str], other: bytes) -> bytes:
    return raw[: rng.randint(0, len(raw))] + other[rng.randint(0, len(other)) :]


def _flip(rng: random.Random, raw: bytes, _: Sequence[str], __: bytes) -> bytes:
    if not raw:
        return raw
    at = rng.randrange(len(raw))
    return raw[:at] + bytes([raw[at] ^ (1 << rng.randrange(8))]) + raw[at + 1 :]


def _swap_lines(rng: random.Random, raw: bytes, _: Sequence[str], __: bytes) -> bytes:
    lines = raw.split(b"\n")
    i, k = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[i], lines[k] = lines[k], lines[i]
    return b"\n".join(lines)


def _other_line_ends(rng: random.Random, raw: bytes, _: Sequence[str], __: bytes) -> bytes:
    return raw.replace(b"\n", rng.choice((b"\r\n", b"\r", b"\n\n", b"\xe2\x80\xa8")))


def _other_encoding(rng: random.Random, raw: bytes, _: Sequence[str], __: bytes) -> bytes:
    text = raw.decode("utf-8", "replace")
    return text.encode(rng.choice(("utf-16", "utf-32", "cp1252", "utf-8-sig", "shift_jis", "utf-7")), "replace")


_Change = Callable[[random.Random, bytes, Sequence[str], bytes], bytes]
_COMMON: list[_Change] = [_insert, _replace, _delete, _move, _splice, _flip, _swap_lines]
_CHANGES = [*_COMMON * 3, _repeat, _other_line_ends, _other_encoding]
