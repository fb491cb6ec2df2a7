"""A query as the signals read it: folded, its spelling repaired, its telling words picked out."""

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from askfaq.engine.analysis.compounds import Compounds
from askfaq.engine.analysis.courtesy import strip_courtesies, without_courtesies
from askfaq.engine.analysis.exchanges import MOST_VARIANTS, variants
from askfaq.engine.analysis.initials import Initials, in_capitals
from askfaq.engine.analysis.spelling import Speller
from askfaq.engine.encoder.wordpiece import Vocabulary
from askfaq.engine.lexicon.memory import MemoryLexicon
from askfaq.engine.lexicon.verbatim import holds_side_by_side
from askfaq.limits import MAX_WORDS
from askfaq.model import Entry, FaqFile
from askfaq.text.normalize import informative, is_stop_word, is_unspaced, words

if TYPE_CHECKING:
    from askfaq.engine.analysis.synonyms import OwnersWords
    from askfaq.engine.lexicon.lexicon import Lexicon

_LETTERS = re.compile(r"[^\W\d_]{4,}")
_FOREIGN_FROM, _FOREIGN_TO = 0.2, 0.55  # share of words that the vocabulary does not hold whole
SPOKEN = 0.5  # language coverage from which the encoder's reading of single words counts
LETTERS_A_PIECE = 2  # "reschedule" is re-sche-dule, "xqzv" four letters
_SAMPLE = 500  # phrasings that show the language


class Query(NamedTuple):
    """A query as the signals read it."""

    text: str  # folded, courtesies left out, spelling repaired
    repairs: tuple[tuple[str, str], ...]  # (typed, read as)
    words: tuple[str, ...]
    informative: tuple[str, ...]  # words that say something about the subject; a bare number does not
    exchanged: tuple[tuple[str, str], ...] = ()  # (typed, read as), of synonyms and initials
    keywords: tuple[str, ...] = ()  # the informative words where a single word was typed


class QueryReader:
    """Reads queries against a FAQ's words and, behind them, the encoder's vocabulary. Needs no NumPy."""

    def __init__(self, faq: FaqFile, vocabulary: Vocabulary, lexicon: "Lexicon | None" = None) -> None:
        """`lexicon` is that of the FAQ, where it is there already."""
        self._vocabulary = vocabulary
        self._lexicon: Lexicon = MemoryLexicon(faq.entries) if lexicon is None else lexicon
        self._compounds = Compounds(self._lexicon, self._vocabulary.known)
        known = self._lexicon.language_coverage
        self.language_coverage = language_coverage(faq.entries, vocabulary) if known is None else known
        self._owners_words = self._listed(faq) if faq.synonyms else None
        is_known = vocabulary.known if self.language_coverage >= SPOKEN else None
        is_listed = self._owners_words.holds if self._owners_words else None
        self._initials = Initials(faq.entries, self._lexicon, is_known, is_listed)

    def _listed(self, faq: FaqFile) -> "OwnersWords":
        from askfaq.engine.analysis.synonyms import OwnersWords, Synonyms  # few FAQs have any

        return OwnersWords(Synonyms(faq.synonyms), self._uses, lambda word: self._lexicon.words.holds(word))

    def _uses(self, wording: str) -> bool:
        """Whether an entry has the folded wording: of several words, one after the other in a question or alias."""
        found = words(wording)
        if all(map(is_stop_word, found)):
            return self._initials.is_abbreviation("".join(found))
        return self._lexicon.words.holds(found[0]) if len(found) == 1 else holds_side_by_side(self._lexicon, found)

    @cached_property
    def _speller(self) -> Speller:
        own = self._lexicon.words
        if self._owners_words:
            own = self._owners_words.with_words_of(own)
        if self.language_coverage >= SPOKEN:
            return Speller(own, self._vocabulary.known, self._vocabulary.words)
        return Speller(own, lambda _: False, list)

    def entries_with_wording(self, phrasing: str) -> Sequence[int]:
        """The entries that have a phrasing of the same words."""
        return self._lexicon.entries_with_wording(" ".join(words(phrasing)))

    def variants(self, query: str) -> list[Query]:
        """The query as the signals may read it: its initials as they stand and spelled out, its synonyms as the
        entries have them.
        """
        capitals = in_capitals(query)
        text, courtesies = strip_courtesies(query), _courtesies(query)
        found: dict[Query, None] = {}
        for spelled_out, initials in variants(text, self._initials.exchanges(text, capitals)):
            repaired, repairs = self._repaired(spelled_out)
            places = self._owners_words.exchanges(repaired, capitals) if self._owners_words else ()
            for read, synonyms in variants(repaired, places):
                analysed = _analysed(read, repairs, (*initials, *synonyms))
                if courtesies is not None:
                    keywords = tuple(word for word in analysed.informative if word not in courtesies)
                    analysed = analysed._replace(keywords=keywords)
                found[analysed] = None
        return list(found)[:MOST_VARIANTS]

    def read(self, query: str) -> Query:
        """The query as it stands: folded, stripped and repaired."""
        text, repairs = self._repaired(strip_courtesies(query))
        return _analysed(text, repairs, ())

    def _repaired(self, text: str) -> tuple[str, dict[str, str]]:
        """The folded text with words together or apart as the FAQ has them, and without slips; what that changed."""
        text, repairs = self._compounds.read(text)

        def repair(found: re.Match[str]) -> str:
            right = self._speller.repair(found[0])
            if right != found[0]:
                repairs[found[0]] = right
            return right

        return _LETTERS.sub(repair, text, count=MAX_WORDS), repairs

    def is_readable(self, word: str) -> bool:
        """Whether the FAQ has the folded word, or it falls into pieces of words rather than into single letters."""
        return self._speller.holds(word) or len(word) >= LETTERS_A_PIECE * self._vocabulary.count_pieces(word)


def _courtesies(query: str) -> frozenset[str] | None:
    """The words of politeness beside a single word; None where there is more than a single word."""
    rest = without_courtesies(query)
    is_single = len(rest.split()) == 1 and (rest.isascii() or len(words(rest)) == 1)  # Thai puts no spaces anywhere
    return frozenset(words(query)) - frozenset(words(rest)) if is_single else None


def _analysed(text: str, repairs: dict[str, str], exchanged: tuple[tuple[str, str], ...]) -> Query:
    found = words(text)
    telling = [w for w in informative(found) if not w.isdigit()]
    return Query(text, tuple(repairs.items()), tuple(found), tuple(telling[:MAX_WORDS]), exchanged)


def language_coverage(entries: Iterable[Entry], vocabulary: Vocabulary) -> float:
    """How far the encoder speaks the language of the first phrasings: 1 for English, 0 for what it cannot read.

    Seen from the share of words that its vocabulary does not hold whole (about .05 in English, .6 in German).
    """
    phrasings = islice((p for e in entries for p in e.phrasings), _SAMPLE)
    found = [w for p in phrasings for w in words(p) if not w.isascii() or (len(w) > 1 and w.isalpha())]
    if not found:
        return 1.0
    known = {w: not is_unspaced(w[0]) and vocabulary.known(w) for w in set(found)}
    foreign = sum(not known[w] for w in found) / len(found)
    return min(1.0, max(0.0, 1 - (foreign - _FOREIGN_FROM) / (_FOREIGN_TO - _FOREIGN_FROM)))
