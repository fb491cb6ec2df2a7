"""A FAQ file's text becomes a FaqFile; one that breaks the format is refused with the place of the first fault."""

import json
from typing import Any

from askfaq.errors import FileError
from askfaq.faq import schema
from askfaq.files import read_text
from askfaq.limits import MAX_NUMBER_DIGITS
from askfaq.model import FaqFile, is_large_number


class _SuspectError(Exception):
    """The quick read met something to be refused; a second read finds out where it stands."""


def load_faq(path: str) -> FaqFile:
    """The FAQ at the path. Raises FileError for a file that cannot be read or breaks the format."""
    return load_text(read_text(path), path)


def load_text(text: str, path: str) -> FaqFile:
    """The FAQ that the text of a file holds. Raises FileError with the place of the first fault."""
    return schema.build(parse_faq(text, path), path)


def parse_faq(text: str, path: str) -> Any:
    """The JSON data of a FAQ file's text, which keeps the rules of the format. Raises FileError."""
    data = parse_json(text, path)
    if schema.is_deep(data):
        raise _first_json_fault(text, path)
    for fault in schema.faults(data):
        from askfaq.faq.json_tokens import locate

        line, column = locate(text, fault.pointer)
        raise FileError(path, fault.message, line=line, column=column)
    return data


def parse_json(text: str, path: str) -> Any:
    """The JSON data of a text, as strictly as the format asks. Raises FileError."""
    try:
        data = _loads(
            text,
            path,
            object_pairs_hook=_unique_pairs,
            parse_constant=_refuse,
            parse_float=_finite_float,
            parse_int=_short_int,
        )
        if "\\u" in text:
            json.dumps(data, ensure_ascii=False).encode()
    except (_SuspectError, RecursionError, UnicodeEncodeError):
        raise _first_json_fault(text, path) from None
    return data


def _first_json_fault(text: str, path: str) -> FileError:
    from askfaq.faq.json_tokens import json_faults, line_and_column

    fault = next(json_faults(text), None)
    if fault is None:  # Python's scanner, which reads where the one in C is missing, takes 1e７ for a number
        return FileError(path, "not valid JSON: a number has other digits than 0 to 9")
    line, column = line_and_column(text, fault.offset)
    return FileError(path, fault.message, line=line, column=column)


def parse_json_leniently(text: str, path: str) -> Any:
    """The JSON data of a text with what `parse` refuses but JSON allows. Raises FileError and RecursionError."""
    return _loads(text, path, parse_int=lambda digits: int(digits) if len(digits) <= MAX_NUMBER_DIGITS else 0)


def _loads(text: str, path: str, **hooks: Any) -> Any:
    try:
        return json.loads(text, **hooks)
    except json.JSONDecodeError as error:
        # json quotes the text of some messages; a line of an FAQ never needs repeating here
        raise FileError(path, _json_message(error, text), line=error.lineno, column=error.colno) from None


def _json_message(error: json.JSONDecodeError, text: str) -> str:
    if not text.strip():
        return "the file is empty; a FAQ file holds JSON"
    if not text[: error.pos].strip():
        return "not valid JSON: it begins with something else; askfaq import makes a FAQ file of other formats"
    return f"not valid JSON: {error.msg[:1].lower()}{error.msg[1:]}"


def _unique_pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise _SuspectError
    return members


def _refuse(_: str) -> Any:
    raise _SuspectError


def _finite_float(digits: str) -> float:
    if is_large_number(digits):
        raise _SuspectError
    return float(digits)


def _short_int(digits: str) -> int:
    if is_large_number(digits):
        raise _SuspectError
    return int(digits)
