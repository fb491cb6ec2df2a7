"""Stretches of a text are exchanged where they stand, and nothing else of it changes."""

from hypothesis import given
from hypothesis import strategies as st

from askfaq.engine.analysis.exchanges import MOST_VARIANTS, Exchange, tokens, variants
from askfaq.text.normalize import fold


def test_words_are_found_where_they_stand() -> None:
    assert tokens("a cat, a c4t's") == [("a", 0, 1), ("cat", 2, 5), ("a", 7, 8), ("c4t's", 9, 14)]
    assert tokens("有给休暇 ok") == [("有给", 0, 2), ("给休", 1, 3), ("休暇", 2, 4), ("ok", 5, 7)]


@given(st.text())
def test_a_token_is_the_text_at_its_place(text: str) -> None:
    folded = fold(text)
    assert all(folded[begin:end] == word for word, begin, end in tokens(folded))


def test_every_combination_is_a_variant_and_says_what_was_exchanged() -> None:
    found = list(variants("is pto ok?", [Exchange(0, 2, ("is", "was")), Exchange(3, 6, ("pto", "time off"))]))
    assert found == [
        ("is pto ok?", ()),
        ("is time off ok?", (("pto", "time off"),)),
        ("was pto ok?", (("is", "was"),)),
        ("was time off ok?", (("is", "was"), ("pto", "time off"))),
    ]


def test_without_exchanges_the_text_is_its_only_variant() -> None:
    assert list(variants("is pto ok?", [])) == [("is pto ok?", ())]


def test_a_query_has_few_variants_however_much_may_be_exchanged() -> None:
    exchanges = [Exchange(i, i + 1, ("a", "b", "c")) for i in range(0, 2000, 2)]
    assert len(list(variants("a " * 1000, exchanges))) == MOST_VARIANTS
