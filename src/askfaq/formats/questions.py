"""What a question looks like in writing."""

import re

LONGEST_QUESTION = 200

_ENDS_AS_QUESTION = re.compile(r"[?？؟]+[\"'”’»)\]*_`）」]*$")
_OPENERS = frozenset(
    """
    what what's who who's whom whose which when where where's why how how's can can't could couldn't do does don't
    doesn't did didn't is isn't are aren't am was were will won't would shall should shouldn't may might must
    has have had
    was wer wen wem wie wo wann warum wieso weshalb wozu woher wohin welche welcher welches welchen kann können
    darf dürfen muss müssen soll sollte ist sind gibt hat haben wird werden
    que quoi qui quel quelle quels quelles quand où pourquoi comment combien est-ce puis-je peut-on dois-je
    qué quién cuál cuáles cuándo dónde cómo cuánto cuánta puedo
    che chi quale quali dove perché quanto posso
    qual quais quem quando onde como quanto posso
    wat wie waar wanneer waarom hoe welke welk kan mag moet
    """.split()
)


def ends_as_question(text: str) -> bool:
    """Whether the last mark is a question mark (?, ？ or ؟), closing quotes and brackets aside."""
    return bool(_ENDS_AS_QUESTION.search(text.rstrip()[-40:]))


def is_question_like(text: str) -> bool:
    """Whether it ends in a question mark or starts with an interrogative or an auxiliary verb."""
    if ends_as_question(text) or text.startswith("¿"):
        return True
    words = text.replace("’", "'").casefold().split(maxsplit=1)
    return len(words) > 1 and words[0].strip("\"'“„«(*_") in _OPENERS
