"""BERT's uncased WordPiece: a text becomes ids of the encoder's vocabulary.

The rules are those of the reference tokenizers library (clean, space out CJK, NFD without marks, lower, split
at white space and punctuation, then the longest known piece first), with two differences: text such as
"[SEP]" is plain text, never a control token, and lone surrogates are dropped. Needs no NumPy.
"""

import os
import unicodedata
from bisect import bisect_left

from askfaq.engine.storage.safetensors import TensorFile
from askfaq.text.normalize import normalized

WEIGHTS = os.path.join(os.path.dirname(os.path.dirname(__file__)), "data", "minilm-l6-v2.safetensors")
MAX_WORD = 100  # characters; a longer word is unknown as a whole
MAX_TOKENS = 256  # [CLS] and [SEP] included; the model was trained to no more
REMEMBERED = 20_000  # words whose pieces are kept: more than an ordinary FAQ has

CJK = (
    (0x4E00, 0x9FFF),
    (0x3400, 0x4DBF),
    (0x20000, 0x2A6DF),
    (0x2A700, 0x2B81F),
    (0x2B820, 0x2CEAF),
    (0xF900, 0xFAFF),
    (0x2F800, 0x2FA1F),
)


class _Folding(dict[int, str]):
    """What becomes of each code point of a decomposed text, found on first sight (for str.translate)."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = self._fold(chr(code))
        return folded

    @staticmethod
    def _fold(char: str) -> str:
        category = unicodedata.category(char)
        if char.isspace() and char not in "\x1c\x1d\x1e\x1f":
            return " "
        if category in ("Mn", "Cc", "Cf", "Co", "Cs") or char == "\ufffd":
            return ""
        if category[0] == "P" or (char.isascii() and not char.isalnum()) or _is_cjk(char):
            return f" {char} "
        # A character at a time: the reference knows no final sigma.
        return char.lower()


def _is_cjk(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in CJK)


_FOLDING = _Folding()


def basic_tokens(text: str) -> list[str]:
    """The words of a text as the vocabulary spells them: lower case, no accents, punctuation on its own."""
    if not text.isascii():
        text = normalized("NFD", text)
    return text.translate(_FOLDING).split()


class Vocabulary:
    """The model's word pieces, looked up in the mapped file that holds its weights too: nothing is read beforehand."""

    def __init__(self, path: str = WEIGHTS) -> None:
        self.file = file = TensorFile(path)
        self._text = file.raw("vocabulary")  # one piece a line; the line number is its id
        self._starts = file.raw("vocabulary.starts").cast("I")
        self._order = file.raw("vocabulary.order").cast("H")  # ids, sorted by the pieces' bytes
        self._longest = int(file.metadata["longest_piece"])
        self._pieces: dict[str, tuple[int, ...]] = {}
        self.unknown, self.first, self.last = (self._id(token) for token in ("[UNK]", "[CLS]", "[SEP]"))

    def known(self, word: str) -> bool:
        """Whether the word, folded, is a single piece of the vocabulary. Lone punctuation is."""
        match basic_tokens(word):
            case [token]:
                return self._find(token) is not None
        return False

    def count_pieces(self, word: str) -> int:
        """The number of pieces of a word; of what cannot be split, each character is one."""
        found = [(token, self._word(token)) for token in basic_tokens(word)]
        return sum(len(token) if pieces == (self.unknown,) else len(pieces) for token, pieces in found)

    def words(self) -> list[str]:
        """All whole words of two letters or more, roughly the most frequent first; some milliseconds."""
        pieces = str(self._text, "utf-8").split("\n")
        return [piece for piece in filter(str.isalpha, pieces) if len(piece) > 1]

    def encode(self, text: str) -> list[int]:
        """The ids of a text between [CLS] and [SEP], at most MAX_TOKENS with them; the rest is cut off."""
        ids = [self.first]
        for word in basic_tokens(text):
            ids += self._word(word)
            if len(ids) >= MAX_TOKENS:
                break
        return [*ids[: MAX_TOKENS - 1], self.last]

    def _word(self, word: str) -> tuple[int, ...]:
        known = self._pieces.get(word)
        if known is None:
            known = self._split(word)
            if len(self._pieces) < REMEMBERED:
                self._pieces[word] = known
        return known

    def _split(self, word: str) -> tuple[int, ...]:
        ids: list[int] = []
        begin = 0
        if len(word) > MAX_WORD:
            return (self.unknown,)
        while begin < len(word):
            mark = "##" if begin else ""
            for end in range(min(len(word), begin + self._longest), begin, -1):
                found = self._find(mark + word[begin:end])
                if found is not None:
                    ids.append(found)
                    begin = end
                    break
            else:
                return (self.unknown,)
        return tuple(ids)

    def _id(self, token: str) -> int:
        found = self._find(token)
        if found is None:
            raise ValueError(f"the vocabulary lacks {token}")
        return found

    def _find(self, piece: str) -> int | None:
        sought = piece.encode()
        at = bisect_left(self._order, sought, key=self._piece)
        if at < len(self._order) and self._piece(self._order[at]) == sought:
            return self._order[at]
        return None

    def _piece(self, token_id: int) -> bytes:
        return bytes(self._text[self._starts[token_id] : self._starts[token_id + 1] - 1])
