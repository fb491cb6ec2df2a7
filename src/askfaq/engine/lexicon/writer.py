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

from askfaq.engine.lexicon.memory import CountedPhrasings, as_json
from askfaq.engine.lexicon.verbatim import MOST_HOLDERS
from askfaq.engine.storage import cache
from askfaq.engine.storage.paged_file import PAGE
from askfaq.model import FaqFile


def container(faq: FaqFile, phrasings: CountedPhrasings, fluency: float, key: str) -> bytes:
    """The bytes of the file for a FAQ whose `content_hash` is known; `fluency` is reading.fluency of its phrasings,
    `key` that of its index.
    """
    own = sorted(phrasings.words.words)
    topics = faq.topics()
    numbers = {topic: number for number, topic in enumerate(topics, 1)}
    arrays = {
        **_texts("entries", ("\t".join([v, *phrasings.folded(i)]) for i, v in enumerate(phrasings.values))),
        "entries.topic": _numbers(numbers.get(e.topic, 0) if e.topic is not None else 0 for e in faq.entries),
        **_texts("topics", map(as_json, topics)),
        **_texts("words", own),
        "words.counts": _numbers(map(phrasings.counts.__getitem__, own)),
        **_texts("stems", sorted(phrasings.words.stems)),
        **_texts("spellings", phrasings.words.spellings()),
        **_postings(phrasings, own),
    }
    metadata = {
        "format": cache.FORMAT,
        "content": faq.content_hash,
        "key": key,
        "fluency": repr(fluency),
        "phrasings": str(faq.count_phrasings()),
        "faq": as_json({name: getattr(faq, name) for name in ("title", "language", "contact", "threshold")}),
    }
    return _container(arrays, metadata)


def _postings(phrasings: CountedPhrasings, own: Sequence[str]) -> dict[str, bytes]:
    """Where the phrasings and their words stand."""
    hashes = sorted((crc32(s.encode()), i) for s, holders in phrasings.sentences.items() for i in holders)
    sharing = [places if len(places := phrasings.sharing(w)) <= MOST_HOLDERS else () for w in own]
    return {
        "phrasings": _numbers(key for key, _ in hashes),
        "phrasings.holder": _numbers(i for _, i in hashes),
        "words.holders": _numbers(i for places in sharing for i in places),
        "words.holders.starts": _numbers(accumulate(map(len, sharing), initial=0)),
    }


def _texts(name: str, texts: Iterable[str]) -> dict[str, bytes]:
    lines = [text.encode() + b"\n" for text in texts]
    return {name: b"".join(lines), f"{name}.starts": _numbers(accumulate(map(len, lines), initial=0))}


def _numbers(values: Iterable[int]) -> bytes:
    return array("I", values).tobytes()


def _container(arrays: dict[str, bytes], metadata: dict[str, str]) -> bytes:
    header: dict[str, object] = {"__metadata__": metadata}
    at = 0
    for name, raw in arrays.items():
        header[name] = {"dtype": "U8", "shape": [len(raw)], "data_offsets": [at, at + len(raw)]}
        at += len(raw)
    body = b"".join(arrays.values())
    checks = [crc32(body[begin : begin + PAGE]) for begin in range(0, len(body), PAGE)]
    size = 4 * (len(checks) + 1)
    header["checks"] = {"dtype": "U8", "shape": [size], "data_offsets": [at, at + size]}
    text = as_json(header).encode()
    return len(text).to_bytes(8, "little") + text + body + _numbers([*checks, crc32(text)])
