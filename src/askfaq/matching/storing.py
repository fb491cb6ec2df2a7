"""Make the file that stored.py reads: a safetensors container of 32-bit numbers and of texts, all as plain bytes.

Of texts, each followed by a line end, NAME holds the bytes and NAME.starts where each begins, and the end.

    entries             each entry's values and its folded phrasings as JSON
    entries.topic       the number of its topic, from 1 on, 0 for none
    topics              as JSON, in file order
    phrasings           hashes of the folded ones, sorted; phrasings.holder: the entry of each
    words, stems        the folded words of the whole FAQ and their stems, sorted
    spellings           those words that others may be slips of, sorted
    words.holders       the entries whose phrasings hold a word; words.holders.starts: where each word's begin
    checks              a checksum of each page of what stands before it, then one of the header

The rest is metadata: numbers, and the FAQ's own fields as JSON.
"""

import json
from array import array
from collections.abc import Iterable, Sequence
from itertools import accumulate
from zlib import crc32

from askfaq.matching import cachefile, prepared, reading
from askfaq.matching.encoder import Encoder
from askfaq.matching.spelling import spellings
from askfaq.matching.stored import PAGE, stored_file
from askfaq.matching.text import stem
from askfaq.matching.verbatim import MOST_HOLDERS, folded
from askfaq.model import FaqFile


def keep(faq: FaqFile, encoder: Encoder, cache_dir: str) -> None:
    """Keep the entries of a FAQ whose `content` is known for the next time."""
    cachefile.put(stored_file(faq.path, cache_dir), [container(faq, encoder)])


def container(faq: FaqFile, encoder: Encoder) -> bytes:
    """The bytes of the file for a FAQ whose `content` is known."""
    own = sorted(reading.own_words(faq.entries))
    sentences = list(map(folded, faq.entries))
    topics = faq.topics()
    numbers = {topic: number for number, topic in enumerate(topics, 1)}
    arrays = {
        **_texts("entries", (_json([*entry, found]) for entry, found in zip(faq.entries, sentences, strict=True))),
        "entries.topic": _numbers(numbers.get(e.topic, 0) if e.topic is not None else 0 for e in faq.entries),
        **_texts("topics", map(_json, topics)),
        **_texts("words", own),
        **_texts("stems", sorted(set(map(stem, own)))),
        **_texts("spellings", spellings(own)),
        **_postings(sentences, own),
    }
    metadata = {
        "format": cachefile.FORMAT,
        "content": faq.content,
        "key": prepared.key_of(faq.entries),
        "fluency": repr(reading.fluency(faq.entries, encoder)),
        "phrasings": str(faq.count_phrasings()),
        "faq": _json({name: getattr(faq, name) for name in ("title", "language", "contact", "threshold")}),
    }
    return _container(arrays, metadata)


def _postings(folded_phrasings: Sequence[Sequence[str]], own: Sequence[str]) -> dict[str, bytes]:
    """Where the phrasings and their words stand."""
    hashes: list[tuple[int, int]] = []
    holders: dict[str, list[int]] = {word: [] for word in own}
    for i, sentences in enumerate(folded_phrasings):
        hashes += {(crc32(sentence.encode()), i) for sentence in sentences}
        for word in set(" ".join(sentences).split()):
            holders[word].append(i)
    hashes.sort()
    kept = [places if len(places) <= MOST_HOLDERS else [] for places in holders.values()]
    return {
        "phrasings": _numbers(key for key, _ in hashes),
        "phrasings.holder": _numbers(i for _, i in hashes),
        "words.holders": _numbers(i for places in kept for i in places),
        "words.holders.starts": _numbers(accumulate(map(len, kept), initial=0)),
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


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
    text = _json(header).encode()
    return len(text).to_bytes(8, "little") + text + body + _numbers([*checks, crc32(text)])
