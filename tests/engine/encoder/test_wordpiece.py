"""A text becomes the same token ids as in the reference library, whatever the text is."""

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askfaq.engine.encoder.wordpiece import MAX_TOKENS, Vocabulary, basic_tokens

UNKNOWN, FIRST, LAST = 100, 101, 102
SHARED = Vocabulary()

# Ids as the `tokenizers` library (0.23) gives them for this model, without [CLS] and [SEP].
REFERENCE = {
    "": [],
    "   \t\n ": [],
    "How do I change my booking?": [2129, 2079, 1045, 2689, 2026, 21725, 1029],
    "Can't, won't: C++ & e-mail!": [
        *(2064, 1005, 1056, 1010, 2180, 1005, 1056, 1024),
        *(1039, 1009, 1009, 1004, 1041, 1011, 5653, 999),
    ],
    "naïve café résumé": [15743, 7668, 13746],
    "nai\u0308ve cafe\u0301": [15743, 7668],
    "Straßenbahnhaltestelle": [2358, 27807, 27698, 4430, 25311, 2389, 22199, 14774],
    "ΟΔΟΣ ΣΟΦΙΑΣ": [1169, 29722, 29730, 29733, 1173, 29730, 29736, 27432, 29733],
    "İstanbul ILICA": [9960, 6335, 5555],
    "我怎么修改密码？": [1855, 100, 100, 100, 100, 100, 100, 1994],
    "配達にはどのくらい": [100, 100, 1668, 30198, 30192, 30197, 30179, 30211, 30173],
    "비밀번호": [1460, 30019, 29995, 30019, 30022, 29996, 30008, 30021, 30005, 30011],
    "डिलीवरी में": [1321, 29877, 29870, 29878, 29871, 29869, 29878, 1331],
    "كم يستغرق": [1293, 22192, 1300, 29824, 29817, 29831, 17149, 29834],
    "xqzjvkw": [1060, 4160, 2480, 3501, 2615, 2243, 2860],
    "unaffable embeddings": [14477, 20961, 3468, 7861, 8270, 4667, 2015],
    "x" * 100: [22038, *[20348] * 49],
    "x" * 101: [UNKNOWN],
    "a\x00b\x07c\ufffdd": [5925, 2094],
    "a\x1cb\x1fc": [5925],
    "soft\xadhyphen no\xa0break": [3730, 10536, 8458, 2368, 2053, 3338],
    "😀 thanks 👍🏽": [UNKNOWN, 4283, UNKNOWN],
    "\xbd x\xb2 H\u2082O \u20ac5 1,000.50": [
        *(1092, 1060, 10701, 24833, 1574, 2629),
        *(1015, 1010, 2199, 1012, 2753),
    ],
    "ﬁne ｆｕｌｌ": [1984, 2638, UNKNOWN],
    "豈\ufa0e": [UNKNOWN, UNKNOWN],
    "\u3000ideographic\u2003spaces\u2028line": [8909, 8780, 14773, 7258, 2240],
}


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    return SHARED


@pytest.mark.parametrize("text", REFERENCE, ids=ascii)
def test_ids_are_those_of_the_reference_library(vocabulary: Vocabulary, text: str) -> None:
    assert vocabulary.encode(text) == [FIRST, *REFERENCE[text], LAST]


def test_a_long_text_is_cut_to_what_the_model_takes(vocabulary: Vocabulary) -> None:
    ids = vocabulary.encode("booking " * 10_000)
    assert ids == [FIRST, *[21725] * (MAX_TOKENS - 2), LAST]


def test_a_word_of_many_pieces_is_cut_in_the_middle(vocabulary: Vocabulary) -> None:
    ids = vocabulary.encode("booking " * 250 + "x" * 100)
    assert ids == [FIRST, *[21725] * 250, 22038, *[20348] * 3, LAST]


def test_control_tokens_in_a_text_are_plain_text(vocabulary: Vocabulary) -> None:
    assert vocabulary.encode("[SEP]") == [FIRST, 1031, 19802, 1033, LAST]


def test_lone_surrogates_are_dropped(vocabulary: Vocabulary) -> None:
    assert vocabulary.encode("book\ud800ing \udfff") == [FIRST, 21725, LAST]


@settings(deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_any_text_gives_ids_of_the_vocabulary(text: str) -> None:
    ids = SHARED.encode(text)
    assert ids[0] == FIRST
    assert ids[-1] == LAST
    assert len(ids) <= MAX_TOKENS
    assert all(0 <= token < 30_522 for token in ids)


@settings(deadline=None)
@given(st.text())
def test_splitting_words_again_changes_nothing(text: str) -> None:
    words = basic_tokens(text)
    assert [again for word in words for again in basic_tokens(word)] == words


def test_known_words_are_whole_pieces_in_any_case(vocabulary: Vocabulary) -> None:
    assert all(vocabulary.known(word) for word in ("booking", "Booking", "CAFÉ", "weather", "?"))
    assert not any(vocabulary.known(word) for word in ("shoud", "refund", "##ing", "two words", "", " ", "x" * 5_000))


@pytest.mark.parametrize(
    ("word", "pieces"), [("booking", 1), ("refund", 2), ("xqzv", 4), ("x" * 5_000, 5_000), ("\ue000", 0), ("", 0)]
)
def test_pieces_are_counted(vocabulary: Vocabulary, word: str, pieces: int) -> None:
    assert vocabulary.count_pieces(word) == pieces


def test_words_are_whole_and_the_frequent_ones_come_first(vocabulary: Vocabulary) -> None:
    words = vocabulary.words()
    assert len(words) == len(set(words)) > 20_000
    assert all(vocabulary.known(word) for word in words[::97])
    assert not any(word.startswith("##") or len(word) < 2 for word in words)
    assert words.index("the") < words.index("people") < words.index("booking")


def test_the_vocabulary_needs_no_numpy() -> None:
    code = (
        "import sys\n"
        "from askfaq.engine.encoder.wordpiece import Vocabulary\n"
        "vocabulary = Vocabulary()\n"
        "vocabulary.encode('How do I change my booking?'), vocabulary.known('refund'), vocabulary.words()\n"
        "sys.exit('numpy' in sys.modules)\n"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
