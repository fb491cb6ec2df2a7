"""What may tell who asked is masked before a question is kept: addresses, cards, accounts, phones, long numbers.

What could be either is masked: a question loses little by it. Dates, hours, prices and versions are no numbers of
anybody's.
"""

import re

from askfaq.limits import MAX_MISS_LENGTH
from askfaq.text.sanitize import one_line

MASK = re.compile(r"\[(?:email|login|token|account|card|phone|number)\]")
LEAST_DIGITS = 7  # of a number that may be somebody's

_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))  # what may stand between two digits unseen

# Each begins where no other of its kind could have, and what repeats stops at the next beginning: linear time.
_LOCAL = r"[\w.+'%&~-]"
_EMAIL = re.compile(rf"(?<!{_LOCAL}){_LOCAL}+(?:[@＠]|%40| ?[(\[]at[)\]] ?)(?:[\w-]+\.)+[^\W\d_]{{2,}}", re.IGNORECASE)
_LOGIN = re.compile(r"(?<=://)[^\s/?#@]+@")
_PARAMETERS = re.compile(r"([/.][^\s/.?#;]*[?#;])[^\s/?#;=]*=\S*")
_TOKEN = re.compile(
    r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b"
    r"|(?<![a-z0-9])(?=(?:[a-z]*[0-9]){2})(?=[0-9]*[a-z])[a-z0-9]{16,}",
    re.IGNORECASE | re.ASCII,
)
_ACCOUNT = re.compile(r"\b[A-Z]{2}[0-9]{2}(?:[ -]?[A-Z0-9]{4}){2,7}(?:[ -]?[A-Z0-9]{1,3})?\b", re.IGNORECASE | re.ASCII)

_DAY, _YEAR, _HOUR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:19|20)\d\d", r"(?:[01]?\d|2[0-4])"
_TIME = rf"(?:{_HOUR}[.:][0-5]\d|(?:[01]\d|2[0-4])(?:[03]0|[14]5))"
_ORDINARY = re.compile(
    rf"(?<![\d+])(?:{_DAY}(?P<sign>[./-]){_DAY}(?P=sign){_YEAR}|{_YEAR}[./-]{_DAY}[./-]{_DAY})(?![./-]?\d)"
    rf"|(?<![\d+./-]){_DAY}(?P<mark>[./-]){_DAY}(?P=mark)\d\d(?![./-]?\d)"
    rf"|(?<![\d+./-])(?<!\d )(?:{_DAY} {_DAY} {_YEAR}|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?![ ./-]?\d)"
    rf"|(?<![\d+./-]){_TIME} ?[-–] ?{_TIME}(?![./-]?\d)"
    r"|\b0x[0-9a-f]+|\bcve-\d+-\d+",
    re.IGNORECASE,
)
_SIGNS = r"[ \u00a0\u202f.()（）/_‐‑–－-]"
_AREA = r"(?:[(（](?=\+?\d{1,6}[)）]))?"
_NUMBER = re.compile(rf"{_AREA}[+＋]?{_AREA}\d(?:{_SIGNS}{{0,3}}\d)*")
_ROUND = r"(?>[1-9]\d{0,2}(?:[ .\u00a0\u202f]?000)++(?!\d)|[1-9]\d{0,2}0(?!\d))"
_PRICES = re.compile(rf"{_ROUND}(?:{_SIGNS}{{1,3}}{_ROUND})*")
_THOUSANDS = re.compile(r"[1-9]\d?(?:[ .\u00a0\u202f]\d{3}){2}")
_DECIMAL, _DOTTED = re.compile(r"\d\.\d+"), re.compile(r"\d+(?:\.\d+)+")
_DIALLED = "+＋(（0０٠"  # what the number of a phone begins with
_IS_YEAR = re.compile(_YEAR)


def masked(question: str) -> str:
    """The question in one line, without control characters, with a word in brackets for what is masked."""
    text = one_line(question).translate(_UNSEEN)
    if len(text) > MAX_MISS_LENGTH:
        text = text[:MAX_MISS_LENGTH].rpartition(" ")[0]  # half an address would not be known as one
    text = _EMAIL.sub("[email]", _LOGIN.sub("[login]@", text))
    text = _ACCOUNT.sub(_without_account, _PARAMETERS.sub(r"\1[token]", text))
    return _without_numbers(_TOKEN.sub("[token]", text))


def without_masks(question: str) -> str:
    """The question without the words that stand for what was masked."""
    return one_line(MASK.sub(" ", question))


def _without_account(found: re.Match[str]) -> str:
    """What follows an account number may look like its last part."""
    text = found[0]
    ends = [end.start() for end in re.finditer(r"[ -]|$", text)]
    end = next((end for end in reversed(ends) if _is_account(text[:end])), 0)
    return f"[account]{text[end:]}" if end else text


def _is_account(text: str) -> bool:
    """Whether the check digits of an IBAN (ISO 13616) are right."""
    number = re.sub("[ -]", "", text)
    return len(number) > 14 and int("".join(str(int(c, 36)) for c in number[4:] + number[:4])) % 97 == 1


def _without_numbers(text: str) -> str:
    parts, end = [], 0
    for found in _ORDINARY.finditer(text):
        parts += [_NUMBER.sub(_without_number, text[end : found.start()]), found[0]]
        end = found.end()
    return "".join((*parts, _NUMBER.sub(_without_number, text[end:])))


def _without_number(found: re.Match[str]) -> str:
    text = found[0].replace("(0)", "")
    groups = re.findall(r"\d+", text)
    digits = "".join(groups)
    if 12 <= len(digits) <= 19 and text[0] not in "+＋" and _is_card(digits):
        return "[card]"
    is_glued = found.start() > 0 and found.string[found.start() - 1].isalpha()
    if not _is_somebodys(text, groups, LEAST_DIGITS + is_glued):
        return found[0]
    return "[phone]" if text[0] in _DIALLED else "[number]"


def _is_card(digits: str) -> bool:
    """Whether the last digit is that of Luhn's formula (ISO/IEC 7812)."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[::-2])) + sum(doubled)) % 10 == 0


def _is_somebodys(text: str, groups: list[str], least: int) -> bool:
    """Whether a number may be that of a phone, a customer, an account; `least` digits without a break are."""
    count, single = sum(map(len, groups)), sum(len(group) == 1 for group in groups)
    if count < LEAST_DIGITS or _DECIMAL.fullmatch(text) or _is_version(text, groups) or _is_amount(text, groups):
        return False
    if text[0] in "+＋" or max(map(len, groups)) >= least:
        return True
    # "8 (495) 123-45-67", and not "9-17 10-16 12-14"
    return (single == 0 and len(groups) > 1) or (single == 1 and count >= 10 and max(map(len, groups)) > 2)


def _is_version(text: str, groups: list[str]) -> bool:
    """Whether it is that of a program, or the address of a computer."""
    is_address = len(groups) == 4 and all(len(group) < 4 and int(group) < 256 for group in groups)
    return bool(_DOTTED.fullmatch(text)) and (is_address or "0" in groups) and text[0] != "0"


def _is_amount(text: str, groups: list[str]) -> bool:
    """Whether it is a price, a range of them, or years."""
    years = sum(bool(_IS_YEAR.fullmatch(group)) for group in groups)
    is_of_year = years > 0 and sum(map(len, groups)) == LEAST_DIGITS and " " in text  # "room 101 2026"
    return bool(_PRICES.fullmatch(text) or _THOUSANDS.fullmatch(text)) or years == len(groups) or is_of_year
