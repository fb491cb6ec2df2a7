"""What is exported can be read back without loss, and cannot harm the page that it is put into."""

from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from askfaq.exporters import WRITERS, export
from askfaq.importers import read_bytes
from askfaq.importers.found import clean, one_line
from askfaq.importers.wording import fold
from askfaq.model import Entry, FaqFile

FORMATS = sorted(WRITERS)
NAMES = {"markdown": "faq.md", "html": "faq.html", "jsonld": "faq.json", "csv": "faq.csv"}

# Markup of every format, line ends of every kind, other scripts, and what ends a comment, a fence or a script.
MARKUP = (
    "a|Why| |  |?|1. |- |* |# |### |> |```|~~~|`|\"|'|,|;|<b>|</script>|<!--|-->|<!-- askfaq topic -->|&amp;|**|_"
    "|[x](y)|](|\\|{#id}|---|+++|===|    |A: |Q: |é|質問|😀|:|<details>|<summary>|</details>|<p>|…|“|1|&#x27;|{|}"
    '|\\n|~|=|http://x|<!-- askfaq {"id": "x"} -->'
)
PIECES = st.sampled_from([*MARKUP.split("|"), "|", "\n", "\n\n", "\t", "\u2028", "\xa0"])
TEXT = st.lists(PIECES | st.text(max_size=3), min_size=1, max_size=12).map("".join)
LINE = TEXT.map(one_line).filter(bool)
ID = st.text("abcXYZ019-_.é#&<>\"'?/", min_size=1, max_size=12).filter(lambda text: not text.isdecimal())
ENTRY = st.builds(
    Entry,
    id=ID,
    question=LINE,
    answer=TEXT.map(clean).filter(lambda text: bool(text.strip())),
    aliases=st.lists(LINE, max_size=3, unique=True).map(tuple),
    topic=st.none() | LINE,
    source=st.none() | LINE,
)
ENTRIES = st.lists(
    ENTRY, min_size=1, max_size=4, unique_by=(lambda entry: entry.id, lambda entry: fold(entry.question))
).map(lambda entries: [e._replace(aliases=tuple(a for a in e.aliases if a != e.question)) for e in entries])


def entries_of(text: str, name: str) -> list[tuple[Any, ...]]:
    found = read_bytes(text.encode(), name).entries
    return [(e.id, e.question, e.answer, e.aliases, e.topic, e.source) for e in found]


def as_tuples(entries: list[Entry]) -> list[tuple[Any, ...]]:
    return [(e.id, e.question, e.answer, e.aliases, e.topic, e.source) for e in entries]


@pytest.mark.parametrize("format", FORMATS)
@given(entries=ENTRIES)
@example(entries=[Entry("a", "What?", "```\nnever closed"), Entry("b", "And then?", "Yes.\n\n# Big\n\n### Small")])
@example(entries=[Entry("a", "What is <b> & why #", "<p>raw</p>", ("a|b",)), Entry("b", "-", "---")])
def test_every_export_comes_back_whole(format: str, entries: list[Entry]) -> None:
    text = export(FaqFile(tuple(entries), title="My *FAQ*", language="en"), format)

    assert entries_of(text, NAMES[format]) == as_tuples(entries)
    assert text.endswith("\n")
