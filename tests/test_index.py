"""What is prepared for a FAQ: its answers and passages as the engine reads them."""

from askfaq.matching import index
from askfaq.model import Entry


def test_an_answer_that_entries_share_says_nothing() -> None:
    shared = [Entry("a", "A?", "On file."), Entry("b", "B?", "On file."), Entry("c", "C?", "Its own.")]
    assert index.own_answers(shared) == ["", "", "Its own."]


def test_passages_are_whole_sentences() -> None:
    answer = " ".join(f"Sentence {i} has six words here." for i in range(40))
    passages = index.split_passages(answer)
    assert len(passages) > 1
    assert all(p.endswith(".") and len(p.split()) <= index.PASSAGE_WORDS for p in passages)
