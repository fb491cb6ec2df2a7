"""Text that could act on a terminal loses just that."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.text.sanitize import clean

ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@given(st.text())
def test_harmless_text_is_left_as_it_is(text: str) -> None:
    harmless = ACTS.sub("", text)
    assert clean(harmless) == harmless
    assert clean(clean(text)) == clean(text)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a\x1b[1;31mb", "ab"),
        ("a\x1b]52;c;aGk=\x07b", "ab"),
        ("a\x1b]8;;http://x\x1b\\link\x1b]8;;\x1b\\", "alink"),
        ("a\x1bP1$r0m\x1b\\b", "ab"),
        ("a\x9b31mb\x9d0;t\x9cc", "abc"),
        ("two\r\nlines", "two\nlines"),
        ("a\x1b]0;no end\nb", "a0;no end\nb"),
        ("a badly decoded \x93quote\x9d stays", "a badly decoded quote stays"),
        ("a\u202eb\u2066c", "abc"),
        ("e\u0301 \u200d \U0001f468\u200d\U0001f469", "e\u0301 \u200d \U0001f468\u200d\U0001f469"),
        ("[red]x[/] :smile:", "[red]x[/] :smile:"),
    ],
)
def test_whole_sequences_go_and_text_stays(text: str, left: str) -> None:
    assert clean(text) == left
