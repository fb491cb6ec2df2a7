"""Greetings, politeness, quotes and closing marks: they change a text's vector, and say nothing about its subject."""

import re

from askfaq.text.normalize import fold, is_stop_word, words

# What a question or a request begins with. "Good day care" is no greeting: there the hour is the subject.
_OPENERS = (
    "how what when where which who whose why is are am was were do does did can could may might must shall should "
    "will would have has had i we my our please pls plz kindly tell let excuse"
).replace(" ", "|")
_LEAD = re.compile(
    rf"""(?:
      (?:hi|hello|hey)(?:\ (?:there|all|everyone))?\b(?!-\w)
    | good\ (?:morning|afternoon|evening|day)(?:\ (?:there|all|everyone)\b|(?=\s*(?:[,.:;!]|-\W|(?:{_OPENERS})\b)))
    | (?:please|pls|plz|kindly)\b
    | (?:can|could|would|will|may)\ (?:you|u|someone|anyone|somebody|anybody)\ (?:please\ |kindly\ )?
      (?:tell\ (?:me|us)|let\ (?:me|us)\ know)\b
    | (?:tell\ (?:me|us)|let\ (?:me|us)\ know)\b
    | (?:i|we)(?:'d|\ would|\ want|\ wanted|\ need)(?:\ really)?(?:\ like)?\ to\ (?:know|ask|find\ out)\b
    | (?:i|we)(?:'m|\ am|'re|\ are|\ was|\ were)\ (?:just\ )?(?:wondering|curious)\b
    | (?:may|can|could)\ i\ ask(?:\ you)?\b
    | excuse\ me\b
    )[\s,.:;!-]*(?:(?:if|whether)\ )?""",
    re.VERBOSE,
)
_TAIL = re.compile(
    r"(?<!\bsay)(?<!\ba)"  # there it is what the question is about
    r"[\s,.;!?-]+(?:please|pls|plz|thanks|thank you|thx)(?: (?:a lot|so much|very much|in advance))?$",
)
_QUOTES = '"«»„'
_MARKS = f" \t\r\n.?!…{_QUOTES}"
_MOST_LEADS = 4  # "hi, please, could you tell me": no text makes this slow
_TAIL_LENGTH = 40  # characters


def strip_courtesies(text: str) -> str:
    """The folded text without them; whole where little else would be left ("tell me", "thanks")."""
    rest = without_courtesies(text)
    found = words(rest)
    return rest if len(found) > 1 and not all(map(is_stop_word, found)) else fold(text).strip()


def without_courtesies(text: str) -> str:
    """What is left of the folded text, which may be nothing."""
    rest = fold(text).strip().lstrip(_QUOTES)
    for _ in range(_MOST_LEADS):
        if not (lead := _LEAD.match(rest)):
            break
        rest = rest[lead.end() :]
    rest = rest.rstrip(_MARKS)
    if tail := _TAIL.search(rest[-_TAIL_LENGTH:]):
        rest = rest[: len(rest) - len(tail[0])].rstrip(_MARKS)
    return rest
