"""Make the file that stored.py reads: a safetensors container of 32-bit numbers and of texts, all as plain bytes.

Of texts, each followed by a line end, NAME holds the bytes and NAME.starts where each begins, and the end.

    entries             each entry's values as JSON, then its folded phrasings, with tabs between them
    entries.topic       the number of its topic, from 1 on, 0 for none
    topics              as JSON, in file order
    phrasings           hashes of the folded ones, sorted; phrasings.holder: the entry of each
    words, stems        the folded words of the whole FAQ and their stems, sorted
    words.counts        how often each word stands in all texts
    spellings           those words that others may be slips of, sorted
    words.holders       the entries whose phrasings hold a word; words.holders.starts: where each word's begin
    checks              a checksum of each page of what stands before it, then one of the header

The rest is metadata: numbers, and the FAQ's own fields as JSON.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from zlib import crc32

from askfaq.engine.lexicon.memory import MemoryLexicon, as_json
from askfaq.engine.lexicon.verbatim import MOST_ENTRIES
from askfaq.engine.storage import cache
from askfaq.engine.storage.paged_file import PAGE
from askfaq.engine.storage.safetensors import Array, checks_of, header_of
from askfaq.model import FaqFile

HEAD = ("title", "language", "contact", "threshold", "synonyms")  # what a FAQ says of itself


def lexicon_file(faq: FaqFile, lexicon: MemoryLexicon, coverage: float, key: str) -> bytes:
    """The bytes of the file for a FAQ whose `content_hash` is known; `coverage` is language_coverage of its
    phrasings, `key` that of its index.
    """
    own = sorted(lexicon.words.words)
    topics = faq.topics()
    numbers = {topic: number for number, topic in enumerate(topics, 1)}
    arrays = {
        **_texts("entries", ("\t".join([v, *lexicon.folded_phrasings(i)]) for i, v in enumerate(lexicon.values))),
        "entries.topic": _numbers(numbers.get(e.topic, 0) if e.topic is not None else 0 for e in faq.entries),
        **_texts("topics", map(as_json, topics)),
        **_texts("words", own),
        "words.counts": _numbers(map(lexicon.counts.__getitem__, own)),
        **_texts("stems", sorted(lexicon.words.stems)),
        **_texts("spellings", lexicon.words.spellings()),
        **_postings(lexicon, own),
    }
    metadata = {
        "format": cache.FORMAT,
        "content": faq.content_hash,
        "key": key,
        "language_coverage": repr(coverage),
        "phrasings": str(faq.count_phrasings()),
        "faq": as_json({name: getattr(faq, name) for name in HEAD}),
    }
    return _container(arrays, metadata)


def _postings(lexicon: MemoryLexicon, own: Sequence[str]) -> dict[str, bytes]:
    """Where the phrasings and their words stand."""
    hashes = sorted((crc32(s.encode()), i) for s, entries in lexicon.sentences.items() for i in entries)
    with_word = [places if len(places := lexicon.entries_with_word(w)) <= MOST_ENTRIES else () for w in own]
    return {
        "phrasings": _numbers(key for key, _ in hashes),
        "phrasings.holder": _numbers(i for _, i in hashes),
        "words.holders": _numbers(i for places in with_word for i in places),
        "words.holders.starts": _numbers(accumulate(map(len, with_word), initial=0)),
    }


def _texts(name: str, texts: Iterable[str]) -> dict[str, bytes]:
    lines = [text.encode() + b"\n" for text in texts]
    return {name: b"".join(lines), f"{name}.starts": _numbers(accumulate(map(len, lines), initial=0))}


def _numbers(values: Iterable[int]) -> bytes:
    return array("I", values).tobytes()


def _container(arrays: dict[str, bytes], metadata: dict[str, str]) -> bytes:
    body = b"".join(arrays.values())
    checks = checks_of([body], PAGE)
    sizes = {name: len(raw) for name, raw in arrays.items()} | {"checks": len(checks) + 4}
    header = header_of({name: Array("U8", [size], size) for name, size in sizes.items()}, metadata)
    return len(header).to_bytes(8, "little") + header + body + checks + _numbers([crc32(header)])
