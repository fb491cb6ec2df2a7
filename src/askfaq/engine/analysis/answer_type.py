"""The type of answer that a query expects (Li and Roth 2002): an amount of money, a number, a time. English only.

An entry that names none cannot settle such a query, however much it is about the same thing.
"""

import re
from typing import NamedTuple

_UNIT = (
    r"(?:[ap]\.?m|o'clock|sec(?:ond)?s?|min(?:ute)?s?|h(?:ou)?rs?|h|days?|weeks?|months?|years?|nights?|times?|people|persons?|"
    r"guests?|km|kilomet\w+|miles?|met(?:re|er)s?|c?m|mm|kg|kilos?|g|[gmt]b|lit(?:re|er)s?|l|k?wh?|watts?|volts?|degrees?|"
    r"jan\w*|feb\w*|march|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*|(?:and|or) over)"
)
_RANGE = r"(?:(?: to | ?[-–] ?| or | and )\d+)?"
_BARE_NUMBER = rf"(?<![\d:.])\d+(?:[.,]\d+)*(?![\d:.]\d|\d)(?!{_RANGE}[ -]?{_UNIT}\b)"
_NUMBER_WORDS = (
    r"zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|"
    r"thousand|dozen|half|quarter|third|couple|several|few|many|none|no|nobody|every|each|unlimited|single|once|twice|pair|"
    r"both|any|all|limit|only|just"
)
_MONEY_WORDS = (
    r"free|prices?|priced|costs?|charged?|charges|fees?|pay|paid|cheap\w*|expensive|euros?|dollars?|pounds?|cents?|pence|"
    r"rates?|tariffs?|discount|includ\w+|donation|money|budget|afford|bill|invoice|quote|estimate|extra|surcharge|nothing|"
    r"worth|depends|varies"
)
_TIME_WORDS = (
    r"seconds?|minutes?|hours?|days?|weeks?|months?|years?|nights?|terms?|overnight|immediately|instant\w*|at once|"
    r"(?:straight|right) away|forever|permanent\w*|soon|long|until|till|quick\w*|fast|briefly|today|tomorrow|yesterday|"
    r"mornings?|evenings?|afternoons?|noon|midnight|same|life\w*|never|expir\w+|always|depends|varies|seasons?|weekends?|decades?|"
    r"lasts?|half|moments?|clock|hourly|daily|weekly|monthly|yearly|annual\w*|while|ages|dawn|dusk|sunset|sunrise"
)
_DISTANCE_WORDS = r"near\w*|next|corner|walk\w*|opposite|close|across|door|beside|behind"
# How old, hot, big: what says it without a number.
_MEASURE_WORDS = (
    r"adults?|minors?|grown|child\w*|kids?|teen\w*|bab(?:y|ies)|ages?|warm|cool|lukewarm|boiling|freezing|temperature|small|"
    r"tiny|huge|sizes?|fits?|standard|same"
)


class _Type(NamedTuple):
    """Words without which a type is not asked for; the pattern of how it is, and of what names it."""

    words: tuple[str, ...]
    asked: str
    named: str


_LONGEST = 500  # characters of a query that are looked at
# Not within another question, as in "how do I see how far it is".
_BEGIN = r"(?:^|[.,;:!?-]\s*|\b(?:and|so|but|or|then)\s+)"
_MEASURES = "old tall high deep heavy hot cold wide big large fast".split()
_TYPES = (
    _Type(
        ("cost", "price", "fee", "charge", "how much", "how expensive"),
        rf"{_BEGIN}(?:(?:what|how much)(?:'s| is| are| does| do| did| will| would)? "
        r"(?!free of charge).*\b(?:costs?|price|fee|charge)\b|how (?:much|expensive) (?:is|are)\b"
        r"|what(?:'s| is| are) the (?:price|cost|fee|charge)|(?:price|cost|fee)s? (?:of|for)\b)",
        rf"{_BARE_NUMBER}|[$€£¥%]|\b(?:{_MONEY_WORDS})\b",
    ),
    _Type(("how many ",), rf"{_BEGIN}how many\b", rf"\d|\b(?:{_NUMBER_WORDS})\b"),
    _Type(("how long ",), rf"{_BEGIN}how long\b", rf"\d|\b(?:{_TIME_WORDS})\b"),
    _Type(("how far ",), rf"{_BEGIN}how far\b", rf"\d|\b(?:{_NUMBER_WORDS}|{_DISTANCE_WORDS})\b"),
    _Type(
        tuple(f"how {measure} " for measure in _MEASURES),
        rf"{_BEGIN}how (?:{'|'.join(_MEASURES)})\b",
        rf"\d|\b(?:{_NUMBER_WORDS}|{_MEASURE_WORDS})\b",
    ),
)


def is_lacking(query: str, text: str) -> bool:
    """Whether the query asks for something of a type of which the text names nothing."""
    query = query[:_LONGEST].lower().replace("’", "'") + " "
    asked = (one for one in _TYPES if any(word in query for word in one.words))
    return any(re.search(one.asked, query) and not re.search(one.named, text, re.IGNORECASE) for one in asked)
