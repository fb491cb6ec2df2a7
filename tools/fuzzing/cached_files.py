"""The files of the cache: whatever becomes of their bytes, what is answered is what the FAQ says, or an AskfaqError."""

import json
import os
import random
import shutil
from collections.abc import Callable

from askfaq import files
from askfaq.engine import cached_faq
from askfaq.engine.engine import Engine
from askfaq.engine.index import shortlist
from askfaq.engine.storage import record
from askfaq.errors import AskfaqError
from tools.fuzzing.target import Target, promise

ENTRIES = 30
QUERIES = [
    "how can I send a parcel",
    "Where do I get a visa?",
    "what about lost keys please",
    "is there tea on the moon",
]
_VERBS, _NOUNS = (
    "send change lose find pay for return".split(" "),
    "parcel visa key room bill card dog tea book bus".split(),
)
_SIZES = (1, 1, 1, 4, 64, 1024, 5000, 10**9)
_LARGE = ((shortlist, "LARGE", 60), (shortlist, "LISTED", 20), (record, "CHECKED_SIZE", 0))


class IndexTarget(Target):
    """An input is 9 bytes for each damage: the file, the kind, the size, and where (two bytes); the first byte says whether
    the files are those of a small FAQ, checked as a whole, or of a large one, checked page by page."""

    seconds = 30.0  # some damage has the index made anew

    def __init__(self, folder: str) -> None:
        super().__init__(folder)
        self._faq, self._cache = self.path("faq.json"), self.path("cache")
        rng = random.Random(1)
        rows = [
            {
                "id": f"e{n}",
                "question": f"How do I {rng.choice(_VERBS)} a {rng.choice(_NOUNS)}?",
                "aliases": [f"the {rng.choice(_NOUNS)} {n}"],
                "topic": rng.choice(("A", "B")),
                "answer": f"{rng.choice(_NOUNS)} {n}: " + "it is written here. " * (n % 3),
            }
            for n in range(ENTRIES)
        ]
        with open(self._faq, "w", encoding="utf-8") as file:
            json.dump({"title": "Damaged", "entries": rows}, file)
        os.utime(self._faq, ns=(10**18, 10**18))
        files.CACHED_FROM = 0
        self._usual = [getattr(module, name) for module, name, _ in _LARGE]
        self._whole, self._expected = {}, {}
        for is_large in (False, True):
            self._set(is_large)
            os.mkdir(self._cache, 0o700)
            Engine(cached_faq.load(self._faq, self._cache), cache_dir=self._cache).prepare()
            self._expected[is_large] = self._answers()
            self._whole[is_large] = {name: self._content(name) for name in sorted(os.listdir(self._cache))}
            shutil.rmtree(self._cache)

    def _set(self, is_large: bool) -> None:
        for (module, name, small), usual in zip(_LARGE, self._usual, strict=True):
            setattr(module, name, small if is_large else usual)

    def made(self, rng: random.Random) -> bytes:
        """One to four damages."""
        return rng.randbytes(1 + 9 * rng.choice((1, 1, 2, 4)))

    def try_out(self, raw: bytes) -> None:
        """Ask with the damaged files, and with what they were made anew."""
        is_large = bool(raw[:1]) and raw[0] % 2 == 1
        self._set(is_large)
        shutil.rmtree(self._cache, ignore_errors=True)
        os.mkdir(self._cache, 0o700)
        files = {name: bytearray(content) for name, content in self._whole[is_large].items()}
        for at in range(1, len(raw) - 8, 9):
            self._damage(files, raw[at : at + 9])
        for name, content in files.items():
            with open(os.path.join(self._cache, name), "wb") as file:
                file.write(content)
        for turn in ("damaged", "made anew"):
            try:
                found = self._answers()
            except AskfaqError as error:
                promise(turn == "damaged", "what was damaged is mended with the next question", error)
                continue
            promise(found == self._expected[is_large], f"the answers are the same ({turn})")

    def _damage(self, files: dict[str, bytearray], how: bytes) -> None:
        """Change some bytes of one file, its end, or all of it."""
        names = sorted(files)
        content = files[names[how[0] % len(names)]]
        other = files[names[how[1] % len(names)]]
        size = min(_SIZES[how[2] % len(_SIZES)], len(content))
        at = int.from_bytes(how[3:7], "big") % (len(content) - size + 1)
        noise = random.Random(how).randbytes(min(size, 5000))
        kinds: list[Callable[[], None]] = [
            lambda: content.__setitem__(slice(at, at + size), noise[:size].ljust(size, b"\0")),
            lambda: content.__setitem__(slice(at, at + size), bytes(size)),
            lambda: content.__setitem__(
                slice(at, at + 1), bytes([content[at] ^ 1 << how[8] % 8]) if content[at:] else b""
            ),
            lambda: content.__delitem__(slice(at, at + size)),
            lambda: content.__delitem__(slice(at, None)),
            lambda: content.extend(noise),
            lambda: content.__setitem__(slice(0, 64), noise[:64]),
            lambda: content.__setitem__(slice(None), other),
        ]
        kinds[how[7] % len(kinds)]()

    def _answers(self) -> list[object]:
        """All that is said of the FAQ and for the queries."""
        faq = cached_faq.load(self._faq, self._cache)
        results = list(Engine(faq, cache_dir=self._cache).ask_many(QUERIES))
        return [faq.title, list(faq.entries), faq.topics(), results]

    def _content(self, name: str) -> bytes:
        with open(os.path.join(self._cache, name), "rb") as file:
            return file.read()
