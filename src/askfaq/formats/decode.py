"""Bytes to text: byte order mark, then the declared charset, then UTF-8, then cp1252 with a warning."""

import codecs
import re
import unicodedata
from typing import NamedTuple

from askfaq.errors import FileError
from askfaq.formats.imported import Remark, warning

LARGEST = 64 * 1024 * 1024

# UTF-32 before UTF-16: its little-endian mark starts with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
# What the web calls Latin-1 is cp1252 in practice (WHATWG Encoding Standard, "windows-1252").
_WEB_NAMES = {
    "iso-8859-1": "cp1252",
    "iso8859-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
}

_CHARSET = re.compile(
    r"utf-?8|(windows|cp)-?\d+|iso-?8859-\d+|latin1|(us-)?ascii|koi8-[ru]|mac-?roman|macintosh|tis-620"
    r"|(shift|x)[-_]?s?jis|euc-(jp|kr)|iso-2022-jp|gb(k|2312|18030)|big5(-hkscs)?"
)


class Decoded(NamedTuple):
    """The text in NFC with `\\n` line ends, and what had to be guessed."""

    text: str
    encoding: str
    remarks: tuple[Remark, ...] = ()


def decode(raw: bytes, name: str) -> Decoded:
    """Text of a source. Raises FileError when it is too large or not text at all."""
    if len(raw) > LARGEST:
        raise FileError(name, f"is larger than {LARGEST // 2**20} MiB; split it, or import a part of it")
    text, encoding, remarks = _decoded(raw)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FileError(name, "holds NUL characters, so it is not a text file", line=line)
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return Decoded(text.removeprefix("\ufeff"), encoding, tuple(remarks))


def _decoded(raw: bytes) -> tuple[str, str, list[Remark]]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(encoding, "replace")
            return text, encoding, _broken(text, encoding)
    declared = _declared(raw)
    said: list[Remark] = []
    for encoding in [*([declared] if declared else []), "utf-8"]:
        try:
            return raw.decode(encoding), encoding, said
        except (UnicodeError, LookupError):
            if encoding != "utf-8":
                said = [warning(1, f"the declared charset {encoding} does not fit the bytes")]
    line = _line_of_first_bad_byte(raw)
    said.append(warning(line, "not UTF-8: read as Windows-1252 (cp1252); look at the accents and quotes"))
    # The five bytes that cp1252 leaves open stand for themselves, as browsers do.
    return "".join(_CP1252[byte] for byte in raw), "cp1252", said


_CP1252 = [bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256)]


def _declared(raw: bytes) -> str | None:
    found = _DECLARED.search(raw[:4096])
    if not found:
        return None
    name = (found[1] or found[2]).decode("ascii", "replace").lower()
    # Only charsets of the web: a page may not choose among Python's other codecs.
    return _WEB_NAMES.get(name, name) if _CHARSET.fullmatch(name) else None


def _broken(text: str, encoding: str) -> list[Remark]:
    if "\ufffd" not in text:
        return []
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    return [warning(line, f"bytes that are not {encoding.upper()} were replaced")]


def _line_of_first_bad_byte(raw: bytes) -> int:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return raw.count(b"\n", 0, error.start) + 1
    return 1
