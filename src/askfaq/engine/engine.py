"""The engine: a FAQ's entries ranked for a query, with a confidence. It prints nothing, and touches only its cache.

A query that is a phrasing word for word is answered from the words alone: NumPy and the encoder are imported
when a query needs more than that, the FAQ's index is made or read then too.
"""

from _thread import allocate_lock  # threading's Lock, without the module
from collections.abc import Container, Iterable, Sequence
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, cast

from askfaq.engine.decision import Asker, Found, Progress, merged
from askfaq.engine.lexicon.memory import MemoryLexicon
from askfaq.engine.lexicon.verbatim import match_words
from askfaq.model import Entry, FaqFile, Match, Why, topic_key, topic_keys
from askfaq.text.normalize import informative, words

if TYPE_CHECKING:
    from askfaq.engine.analysis.query import Query, QueryReader
    from askfaq.engine.cached_index import CachedIndex, CachedStates
    from askfaq.engine.encoder.encoder import Encoder
    from askfaq.engine.encoder.reader import Reader
    from askfaq.engine.encoder.wordpiece import Vocabulary
    from askfaq.engine.lexicon.lexicon import Lexicon
    from askfaq.engine.lexicon.stored import StoredLexicon
    from askfaq.engine.ranking.matcher import Matcher

_ASKING = frozenset("how when where who whom whose why".split())


class Engine(Asker):
    """What is prepared once for a FAQ, and asked as often as needed, also by several threads."""

    def __init__(
        self,
        faq: FaqFile,
        *,
        cache_dir: str | None = None,
        progress: Progress | None = None,
        encoder: "Encoder | None" = None,
        reader: "Reader | None" = None,
        reads: bool = True,
        version_of: str | None = None,
    ) -> None:
        """`reads` says whether the likeliest entries are read with a query, by the reader that ships unless another is
        given. `version_of` is the path of a FAQ that this one is another version of: what is kept of that one is used,
        nothing is kept of this one but the vectors of its texts.
        """
        self.faq = faq
        self._cache_dir = cache_dir
        self._progress = progress
        self._lock = allocate_lock()
        self._made_reader: QueryReader | None = None
        self._made_matcher: tuple[CachedIndex, CachedStates, Matcher] | None = None
        self._given_encoder = encoder
        self._given_reader = reader
        self._reads = reads
        self._version_of = version_of
        self._vocabulary: Vocabulary
        self._kept_lexicon = False
        self._is_exact = False

    def prepare(self, progress: Progress | None = None) -> bool:
        """Make the index now instead of with the first question, and keep it; whether it lay in the cache already.

        One that was only brought up to date after an edit is made anew: it differs in the third decimal.
        """
        self._progress = progress or self._progress
        self._is_exact = True
        if not self.faq.entries:
            return True
        index, states, _ = self._indexed_matcher()
        index.files()  # waits until they are written
        return index.was_ready and states.was_ready and not self._kept_lexicon

    def index_files(self) -> list[str]:
        """The files of the cache that the FAQ's index is kept in."""
        if not self.faq.entries:
            return []
        index, states, _ = self._indexed_matcher()
        return [*index.files(), *filter(None, [states.path, self._lexicon_path])]

    def matched(self, queries: Sequence[str], topic: str | None, needed: int) -> Sequence[Found]:
        """For each query at least as many matches as are needed, if there are, best first, and why."""
        allowed = self._allowed(topic)
        found: list[Found] = [([], None)] * len(queries)
        waiting: list[tuple[int, list[Query]]] = []
        among: Container[int] = allowed if isinstance(allowed, range) else frozenset(allowed)
        for i, text in enumerate(queries):
            if not allowed or not text.strip():
                continue
            same = self._verbatim(words(text), among, ())
            if same is None:
                variants = self._reader().variants(_with_subject(text, topic))
                same = self._word_for_word(variants, among)
                if same is None:
                    waiting.append((i, variants))
            if same is not None:
                found[i] = same
        if waiting:
            matched = iter(self._ranked([query for _, own in waiting for query in own], allowed, needed))
            for i, variants in waiting:
                found[i] = merged(list(islice(matched, len(variants))))
        return found

    def by_wording(self, queries: Iterable[str], topic: str | None) -> list[Found | None]:
        """For each query that is a phrasing word for word what comes of it, None for any other."""
        allowed = self._allowed(topic)
        among: Container[int] = allowed if isinstance(allowed, range) else frozenset(allowed)
        return [self._verbatim(words(query), among, ()) for query in queries]

    def holders(self, wording: str, topic: str | None) -> list[Entry]:
        """The entries that have the wording, in the topic if one is given."""
        found = (self.faq.entries[i] for i in self._lexicon.entries_with_wording(" ".join(words(wording))))
        return [e for e in found if topic is None or topic_key(e.topic or "") in topic_keys(topic)]

    def threshold_for(self, matches: Sequence[Match]) -> float | None:  # noqa: ARG002 - where there are several FAQs
        """The FAQ's own."""
        return self.faq.threshold

    def _allowed(self, topic: str | None) -> Sequence[int]:
        return range(len(self.faq.entries)) if topic is None else self.faq.of_topic(topic)

    def _ranked(self, queries: "Sequence[Query]", allowed: Sequence[int], needed: int) -> list[tuple[list[Match], Why]]:
        """The matches for each query. An index that turns out to be damaged is made anew."""
        from askfaq.engine.blas import one_thread
        from askfaq.errors import DamagedError

        with one_thread:
            try:
                return self._matcher().match(queries, allowed, needed)
            except DamagedError as damaged:
                self._drop_index(damaged.path)
                return self._matcher().match(queries, allowed, needed)

    def _drop_index(self, path: str) -> None:
        """Forget the index and its file; where that stays, nothing more is looked for in the cache."""
        from askfaq.engine.storage import cache

        with self._lock:
            if not cache.delete(path):
                self._cache_dir = None
            self._made_matcher = None

    @cached_property
    def _lexicon(self) -> "Lexicon":
        entries = self.faq.entries
        if not isinstance(entries, tuple | list):
            return cast("StoredLexicon", entries)
        last = None
        if self._lexicon_path:
            from askfaq.engine.lexicon.stored import read_any

            last = read_any(self._lexicon_path)
        return MemoryLexicon(entries, last)

    @cached_property
    def _lexicon_path(self) -> str | None:
        """The file that keeps the lexicon of a large FAQ."""
        if not self.faq.content_hash or self._cache_dir is None:
            return None
        from askfaq.engine.storage.cache import path_of

        return path_of("entries", self.faq.path, self._cache_dir)

    def _reader(self) -> "QueryReader":
        with self._lock:
            if self._made_reader is None:
                from askfaq.engine.analysis.query import QueryReader
                from askfaq.engine.encoder.wordpiece import Vocabulary

                self._vocabulary = self._given_encoder.vocabulary if self._given_encoder else Vocabulary()
                self._made_reader = QueryReader(self.faq, self._vocabulary, self._lexicon)
            return self._made_reader

    def _matcher(self) -> "Matcher":
        _, _, matcher = self._indexed_matcher()
        return matcher

    def _indexed_matcher(self) -> "tuple[CachedIndex, CachedStates, Matcher]":
        reader = self._reader()
        with self._lock:
            if self._made_matcher is None:
                from askfaq.engine.analysis.query import SPOKEN
                from askfaq.engine.blas import one_thread
                from askfaq.engine.cached_index import CachedStates, read_or_build, read_or_encode
                from askfaq.engine.encoder.encoder import Encoder
                from askfaq.engine.ranking.entry_reader import EntryReader
                from askfaq.engine.ranking.matcher import Matcher

                encoder = self._given_encoder or Encoder(self._vocabulary)
                with one_thread:
                    found = read_or_build(
                        self.faq,
                        encoder,
                        reader.language_coverage,
                        key=self._lexicon.key,
                        cache_dir=self._cache_dir,
                        progress=self._progress,
                        version_of=self._version_of,
                        is_exact=self._is_exact,
                    )
                    states, entry_reader = CachedStates(None), None
                    if self._reads and reader.language_coverage >= SPOKEN and found.content.content.answered:
                        states = read_or_encode(
                            self.faq, encoder, found.key, self._cache_dir, self._version_of, self._progress
                        )
                        entry_reader = EntryReader(
                            self.faq.entries, found.content.content, encoder, states.content, self._given_reader
                        )
                self._keep_lexicon(reader.language_coverage, found.key)
                matcher = Matcher(self.faq.entries, encoder, reader, found.content, entry_reader)
                self._made_matcher = found, states, matcher
            return self._made_matcher

    def _keep_lexicon(self, coverage: float, key: str) -> None:
        """Keep the lexicon of a large FAQ that was read from its file; the arguments are those of lexicon_file."""
        if self._lexicon_path and isinstance(self._lexicon, MemoryLexicon):
            from askfaq.engine.lexicon.writer import lexicon_file
            from askfaq.engine.storage import cache

            cache.write(self._lexicon_path, [lexicon_file(self.faq, self._lexicon, coverage, key)])
            self._kept_lexicon = True

    def _word_for_word(self, variants: "Sequence[Query]", among: Container[int]) -> tuple[list[Match], Why] | None:
        """The matches when a variant of the query has the words of a phrasing of one of the entries `among`."""
        found = []
        for query in variants:
            if same := self._verbatim(query.words, among, query.repairs):
                matches, why = same
                found.append((matches, why._replace(exchanged=query.exchanged)))
        return merged(found) if found else None

    def _verbatim(
        self, query_words: Sequence[str], among: Container[int], repairs: tuple[tuple[str, str], ...]
    ) -> tuple[list[Match], Why] | None:
        """The matches when the words are those of a phrasing of one of the entries `among`."""
        return match_words(self.faq.entries, self._lexicon, query_words, among, repairs)


def _with_subject(query: str, topic: str | None) -> str:
    """The query; one that asks for something of no subject ("how long") is about the topic that it is asked of."""
    said = words(query)
    is_about_topic = topic and not _ASKING.isdisjoint(said) and not informative(said)
    return f"{query} {topic}" if is_about_topic else query
