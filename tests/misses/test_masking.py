"""Nothing that may tell who asked is kept, in the forms of many countries; what is nobody's stays as it was asked."""

import random
import re
import string

import pytest

from askfaq.limits import MAX_MISS_LENGTH
from askfaq.misses.masking import masked, without_masks

# As they are written there; none is anybody's: made for films and examples, or without an end that exists.
PHONES = {
    "Germany": [
        "+49 30 901820",
        "+49 (0)30 90 18 20",
        "030/901820",
        "(030) 90 18 20",
        "0151 23456789",
        "0049 30 901820",
    ],
    "Austria": ["+43 1 58858-0", "0664 1234567"],
    "Switzerland": ["+41 44 668 18 00", "044 668 18 00"],
    "France": ["+33 1 42 68 53 00", "01 42 68 53 00", "01.42.68.53.00", "06-12-34-56-78", "+33142685300"],
    "Britain": ["020 7946 0958", "+44 20 7946 0958", "(0117) 496 0123", "07700 900123", "07700900123"],
    "Ireland": ["01 234 5678", "+353 1 234 5678"],
    "United States": [
        "(555) 123-4567",
        "555-123-4567",
        "555.123.4567",
        "+1 555 123 4567",
        "1-800-555-0199",
        "555-0199",
    ],
    "Brazil": ["(11) 91234-5678", "(11) 9 1234-5678", "+55 11 91234-5678"],
    "Spain": ["612 34 56 78", "612 345 678", "+34 612 345 678"],
    "Italy": ["06 6982 1234", "347 123 4567"],
    "Poland": ["501 234 567", "+48 501 234 567"],
    "Denmark": ["12 34 56 78", "+45 12 34 56 78", "12345678"],
    "Sweden": ["08-123 456 78", "+46 8 123 456 78"],
    "Hungary": ["06 1 123 4567"],
    "Turkey": ["0 532 123 45 67"],
    "Russia": ["8 (495) 123-45-67", "+7 (495) 123-45-67"],
    "India": ["98765 43210", "+91 98765 43210", "09876543210"],
    "China": ["138 0013 8000", "13800138000", "+86 138 0013 8000"],
    "Japan": ["03-1234-5678", "090-1234-5678", "+81 3-1234-5678", "０３－１２３４－５６７８"],
    "Hong Kong": ["2345 6789"],
    "Australia": ["(02) 5550 1234", "0491 570 156"],
    "Egypt": ["٠١٠١٢٣٤٥٦٧٨"],
}
ADDRESSES = [
    "jo@example.com",
    "Jo.Smith+faq@mail.example.co.uk",
    "o'brien@example.ie",
    "jörg@bücher.example",
    "jo (at) example.com",
    "jo[at]example.org",
    "jo%40example.com",
    "jo＠example.com",
    "mailto:jo@example.com",
]
ORDINARY = (
    """
what is 2 x 500 mg|is version 3.11.7 enough|is room 101 free|are you open 24/7|what is 5 + 3 - 2
is room 101 free on 26.11.2026|from 2026-11-26 to 2026-12-01|25.-26.11.2026|11/26/2026 14:30|12.10.2026 - 15.10.2026
on 5 11 2026|20261126|9.30-17.30|09.30-17.30|open 0900-1730|10:00-18:00|9-17 10-16 12-14|a 30-60-90 day plan
10 000 000 euros|1.000.000|1 234 567|1,000,000|1000000|1000-2000 euros|250-1000 mg|12 000 - 15 000|can I pay 1.299,00
years 2024 2025 2026|2024-2025|room 101 2026|sizes 9 12 15 18|1 2 3 4 5 6 7 8 9 10|10-20 30-40|50/50
Chrome 120.0.6099.109|Windows 10.0.19045.3803|is 192.168.0.1 the router|192.168.178.100|error 0x80070057
CVE-2024-12345|KB5034441|ISO 9001:2015|pi is 3.14159265|16:9 or 4:3|H2O and CO2|MP3|iPhone 15 Pro|1920x1080
is https://example.com/rooms/101 open|what does https://example.com/rooms? say|user@host in ssh|meet @ 5pm|@askfaq
is a==b?c=d true|§ 12 (3) 2|covid-19|B2B|A4|日本語で 10 時|[email]|(what) [is] <this>
""".strip()
    .replace("\n", "|")
    .split("|")
)


def luhn_digit(digits: str) -> str:
    """The digit that makes a card number: from the right every second one doubled, its digits summed, up to tens."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def iban(country: str, account: str) -> str:
    """The account number with its two check digits: 98 less the remainder by 97 of what it is in numbers."""
    letters = {letter: str(number) for number, letter in enumerate(string.ascii_uppercase, start=10)}
    number = "".join(letters.get(c, c) for c in f"{account}{country}00")
    return f"{country}{98 - int(number) % 97:02}{account}"


def in_fours(text: str, sign: str = " ") -> str:
    return sign.join(text[i : i + 4] for i in range(0, len(text), 4))


def digits_of(text: str) -> str:
    return "".join(c for c in text if c.isdigit())


@pytest.mark.parametrize("country", PHONES)
@pytest.mark.parametrize("frame", ["{}", "call me at {} please", "is it ({})?", "tel:{}, or not", "my number:{}."])
def test_a_phone_is_masked(country: str, frame: str) -> None:
    for phone in PHONES[country]:
        found = masked(frame.format(phone))
        assert not digits_of(found), (phone, found)
        assert without_masks(found) == without_masks(frame.format("[phone]")), (phone, found)


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_is_masked(address: str) -> None:
    found = masked(f"why does {address}, my account, not work")
    assert found in (f"why does {lead}[email], my account, not work" for lead in ("", "mailto:"))


@pytest.mark.parametrize("sign", ["", " ", "-", "\u00a0", "\u200b"])
def test_a_card_is_masked_however_it_is_written(sign: str) -> None:
    numbers = random.Random(1)
    for length in (13, 15, 16, 19):
        for _ in range(50):
            digits = "4" + "".join(numbers.choices(string.digits, k=length - 2))
            card = in_fours(digits + luhn_digit(digits), sign)
            assert masked(f"why is {card} refused") == "why is [card] refused"


@pytest.mark.parametrize("sign", ["", " "])
@pytest.mark.parametrize(
    ("country", "account"),
    [
        ("DE", "370400440532013000"),
        ("GB", "NWBK60161331926819"),
        ("NO", "86011117947"),
        ("BE", "539007547034"),
        ("NL", "ABNA0417164300"),
        ("FR", "20041010050500013M02606"),
        ("MT", "MALT011000012345MTLCAST001S"),
    ],
)
def test_an_account_is_masked_with_what_follows_left_alone(country: str, account: str, sign: str) -> None:
    number = in_fours(iban(country, account), sign)
    for written in (number, number.lower()):
        assert masked(f"is {written} the one that they want") == "is [account] the one that they want"
    mistyped = number.replace(digits_of(number)[-1], "x")
    assert not re.search(r"\d{7}", masked(f"is {mistyped} it").replace(" ", ""))


@pytest.mark.parametrize("digits", ["12345678", "7654321", "123-45-6789", "4006381333931", "1234567890123456789012345"])
def test_a_long_number_is_masked(digits: str) -> None:
    assert masked(f"where is order {digits}?") == "where is order [number]?"


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        ("https://example.com/reset?token=s3cr3t&to=me", "https://example.com/reset?[token]"),
        ("https://example.com/#access_token=s3cr3t", "https://example.com/#[token]"),
        ("www.example.com?sid=s3cr3t", "www.example.com?[token]"),
        ("https://me:s3cr3t@example.com/x", "https://[login]@example.com/x"),
        ("https://example.com/join/8f3a9c0d1e2b3f4a5c6d", "https://example.com/join/[token]"),
        ("123e4567-e89b-12d3-a456-426614174000", "[token]"),
    ],
)
def test_what_a_link_lets_in_with_is_masked(link: str, kept: str) -> None:
    assert masked(f"why does {link} fail") == f"why does {kept} fail"


@pytest.mark.parametrize("question", ORDINARY)
def test_an_ordinary_question_stays_as_it_was_asked(question: str) -> None:
    assert masked(question) == question


def test_a_question_is_one_line_without_anything_that_acts_on_a_terminal() -> None:
    assert masked("  is \x1b[31mit\x07\n\tred\u202e?\x9b2J ") == "is it red?"


def test_a_long_question_is_cut_between_words() -> None:
    assert masked("word " * 1000) == "word " * (MAX_MISS_LENGTH // 5 - 1) + "word"
    assert masked("x" * (MAX_MISS_LENGTH - 3) + " jo@example.com") == "x" * (MAX_MISS_LENGTH - 3)
    assert masked("4" * 10 * MAX_MISS_LENGTH) == ""


def test_what_begins_with_a_plus_is_a_phone_whatever_its_last_digit() -> None:
    assert {masked(f"call +49 30 901820 1234567{digit}") for digit in range(10)} == {"call [phone]"}


def test_masks_can_be_left_out() -> None:
    assert without_masks("mail [email] or [phone] me") == "mail or me"
    every = "jo@example.com 4000000000000002 +49 30 901820 or 12345678 https://a:b@c.d/e?f=g " + iban(
        "NO", "86011117947"
    )
    assert masked(every) == "[email] [card] [phone] or [number] https://[login]@c.d/e?[token] [account]"
    assert without_masks(masked(every)) == "or https:// @c.d/e?"
