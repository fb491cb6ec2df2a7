"""What is prepared for a FAQ: its answers and passages as the engine reads them."""

from askfaq.engine.index.source import PASSAGE_WORDS, own_answers, split_passages
from askfaq.model import Entry


def test_an_answer_that_entries_share_says_nothing() -> None:
    shared = [Entry("a", "A?", "On file."), Entry("b", "B?", "On file."), Entry("c", "C?", "Its own.")]
    assert own_answers(shared) == ["", "", "Its own."]


def test_passages_are_whole_sentences() -> None:
    answer = " ".join(f"Sentence {i} has six words here." for i in range(40))
    passages = split_passages(answer)
    assert len(passages) > 1
    assert all(p.endswith(".") and len(p.split()) <= PASSAGE_WORDS for p in passages)
