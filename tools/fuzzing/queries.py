"""Queries: whatever is asked of the sample, the result keeps its shape and what is shown is safe to show."""

import io
import json
import os
import random
import re
import zlib

from askfaq.api import Faq, load
from askfaq.commands.ask import AskOptions, ask_one
from askfaq.errors import UsageError
from askfaq.output.json_lines import json_line, result_shape
from askfaq.terminal.streams import Style, Terminal
from tools.fuzzing.inputs import ODD, SENTENCES, mutated
from tools.fuzzing.target import Target, promise

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_STYLES = [
    Style(False, False, 80, 24, False),
    Style(True, False, 40, 10_000, False),
    Style(True, False, 80, 10_000, True),
]
_HUGE = [
    " ".join(["word"] * 300),
    "a" * 3000,
    "ａ" * 500,
    "質問" * 400,
    "\u0301" * 300,
    "?" * 2000,
    "a-" * 1000,
    "1" * 500,
]


class QueryTarget(Target):
    """Wordings of the sample with changes, words of it in any order, and what is odd."""

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        os.environ["XDG_CACHE_HOME"] = folder
        os.environ.pop("ASKFAQ_FILE", None)
        os.environ["XDG_CONFIG_HOME"] = folder
        self._faq: Faq = load()
        self._faq.prepare()
        self._wordings = [wording for entry in self._faq.entries for wording in (entry.question, *entry.aliases)]
        self._words = sorted({word for wording in self._wordings for word in wording.split()})

    def made(self, rng: random.Random) -> bytes:
        """A query in UTF-8, or what comes from an argument that is none."""
        kind = rng.random()
        if kind < 0.5:
            raw, other = (rng.choice(self._wordings).encode() for _ in range(2))
            return mutated(rng, raw, [*self._words, *SENTENCES], other)
        words = rng.choices(
            self._words if kind < 0.8 else [*self._words[:50], *ODD, *SENTENCES, *_HUGE], k=rng.randint(1, 15)
        )
        return rng.choice((" ", " ", " ", "", "-", "\n")).join(words).encode("utf-8", "surrogatepass")

    def try_out(self, raw: bytes) -> None:
        """Ask it alone and beside another query, and show what comes of it."""
        query = raw.decode("utf-8", "surrogateescape")
        result = self._faq.ask(query)
        scores = [match.score for match in result.matches]
        promise(result.status in ("answered", "ambiguous", "unanswered"), "a status")
        promise(
            all(0 <= score <= 1 for score in scores) and scores == sorted(scores, reverse=True),
            "scores in order",
            scores,
        )
        promise(len(scores) <= 3 and bool(result.answer) == (result.status == "answered"), "one answer, three matches")
        first, second = self._faq.ask_many([self._wordings[0], query])
        promise(second.answer == result.answer and second.status == result.status, "the same beside another query")
        promise(first.answer, "a wording is answered beside it")
        shape = json.loads(json_line(result_shape(result, why=True)))
        promise(shape["query"] is not None and shape["status"] == result.status, "JSON")
        if (chance := zlib.crc32(raw) % (4 * len(_STYLES))) < len(_STYLES):  # it reads the FAQ anew
            self._shown(query, _STYLES[chance])

    def _shown(self, query: str, style: Style) -> None:
        out, err = io.StringIO(), io.StringIO()
        try:
            ask_one(query, AskOptions(why=True, pager=False), Terminal(None, out, err, style, style))
        except UsageError:
            promise(not query.strip(), "only nothing is no question")
        promise(not _CONTROL.search(out.getvalue() + err.getvalue()), "nothing that acts on a terminal is shown")
