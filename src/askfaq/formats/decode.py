"""Bytes to text: byte order mark, then the charset that a page declares, then UTF-8, then cp1252 with a warning."""

import codecs
import re
from typing import NamedTuple

from askfaq.errors import FileError
from askfaq.formats.imported import Remark, note, warning
from askfaq.limits import MAX_IMPORT_BYTES
from askfaq.text.normalize import normalized

# UTF-32 before UTF-16: its little-endian mark starts with the other's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s*+=\s*+[\"']?\s*+([\w.:-]+)|<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)",
    re.IGNORECASE,
)
# Only pages and XML declare a charset in their text: elsewhere the words are what somebody writes about.
_PAGE = re.compile(
    rb"\s*(?:<!--(?:(?!-->).){0,2000}-->\s*)*<(?:!doctype|\?xml|html|head|meta|title|link|style|script|base|body)\b",
    re.IGNORECASE | re.DOTALL,
)
# What the web means by a name in practice (WHATWG Encoding Standard, section 4.2).
_WEB_NAMES = {
    **dict.fromkeys(("iso-8859-1", "iso8859-1", "latin1", "ascii", "us-ascii"), "cp1252"),
    **dict.fromkeys(("iso-8859-9", "iso8859-9"), "cp1254"),
    **dict.fromkeys(("shift_jis", "shift-jis", "sjis", "x-sjis"), "cp932"),
    **dict.fromkeys(("gb2312", "gbk", "x-gbk"), "gb18030"),
    **dict.fromkeys(("euc-kr",), "cp949"),
    **dict.fromkeys(("tis-620", "iso-8859-11"), "cp874"),
}
_SEVERAL_BYTES = ("cp932", "gb18030", "cp949", "euc-jp", "big5", "big5-hkscs", "iso-2022-jp")
# An escape of JSON, and what opens and closes a tag: a combining mark behind it is no part of it.
_SYNTAX = re.compile(r"(\\u[0-9a-fA-F]{4}|\\[a-z]|[<>=])(?=[^\x00-\x7f])")

_CHARSET = re.compile(
    r"utf-?8|(windows|cp)-?\d+|iso-?8859-\d+|latin1|(us-)?ascii|koi8-[ru]|mac-?roman|macintosh|tis-620"
    r"|(shift|x)[-_]?s?jis|euc-(jp|kr)|iso-2022-jp|(x-)?gb(k|2312|18030)|big5(-hkscs)?"
)


class Decoded(NamedTuple):
    """The text in NFC with `\\n` line ends, and what had to be guessed."""

    text: str
    encoding: str
    remarks: tuple[Remark, ...] = ()


def decode(raw: bytes, name: str) -> Decoded:
    """Text of a source. Raises FileError when it is too large or not text at all."""
    if len(raw) > MAX_IMPORT_BYTES:
        raise FileError(name, f"is larger than {MAX_IMPORT_BYTES // 2**20} MiB; split it, or import a part of it")
    text, encoding, remarks = _decoded(raw)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise FileError(name, "holds NUL characters, so it is not a text file", line=line)
    text = _composed(text.replace("\r\n", "\n").replace("\r", "\n"))
    return Decoded(text.removeprefix("\ufeff"), encoding, tuple(remarks))


def _composed(text: str) -> str:
    """The text in NFC, but for marks that would turn syntax into a letter: `\\n` and an accent are no `\\ń`."""
    if text.isascii():
        return text
    return "".join(normalized("NFC", part) for part in _SYNTAX.split(text))


def _decoded(raw: bytes) -> tuple[str, str, list[Remark]]:
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text = raw[len(mark) :].decode(encoding, "replace")
            return text, encoding, _broken(text, encoding)
    said: list[Remark] = []
    declared = _declared(raw)
    if declared and declared != "utf-8" and declared not in _SEVERAL_BYTES and _is_utf8(raw):
        said.append(note(1, f"the page declares {declared}, but is UTF-8: read as that"))
        declared = None
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
    found = _DECLARED.search(raw[:4096]) if _PAGE.match(raw[:4096]) else None
    if not found:
        return None
    name = (found[1] or found[2]).decode("ascii", "replace").lower()
    # Only charsets of the web: a page may not choose among Python's other codecs.
    return _WEB_NAMES.get(name, name) if _CHARSET.fullmatch(name) else None


def _is_utf8(raw: bytes) -> bool:
    """Whether more than ASCII is in it, and all of it UTF-8, which bytes of another charset are only by rare chance."""
    try:
        return not raw.isascii() and bool(raw.decode())
    except UnicodeDecodeError:
        return False


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
