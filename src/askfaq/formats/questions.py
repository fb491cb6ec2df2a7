"""What a question looks like in writing."""

import re

# Pictures behind a question, but none that answers it ("Parking? ✅").
_PICTURE = "(?![✅❌❎✔✖✓✗✘☑☒👍👎])[\\s\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\U0001f000-\U0001faff]"
_ENDS_AS_QUESTION = re.compile(rf"[?？؟]+[\"'”’»)\]*_`）」]*(?:{_PICTURE})*$")
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
    """Whether the last mark is a question mark (?, ？ or ؟), closing quotes, brackets and pictures aside."""
    return bool(_ENDS_AS_QUESTION.search(text.rstrip()[-40:]))


def is_question_like(text: str) -> bool:
    """Whether it ends in a question mark or starts with an interrogative or an auxiliary verb."""
    if ends_as_question(text) or text.startswith("¿"):
        return True
    words = text.replace("’", "'").casefold().split(maxsplit=1)
    return len(words) > 1 and words[0].strip("\"'“„«(*_") in _OPENERS


_FAQ_TITLE = re.compile(
    r"\bfaqs?\b|\bq ?(?:&|and|n|\+) ?as?\b|\bfrequent(?:ly)?[ -]asked|\b(?:common|popular|typical|frequent) questions\b"
    r"|\bquestions (?:and|&) answers\b|^(?:your |some |general |all |more )?questions$"
    r"|\bhäufig(?:e|en|er|\s?gestellten?)?\s(?:gestellten?\s)?fragen\b|\bfragen (?:und|&) antworten\b|^fragen$"
    r"|\bfoire aux questions\b|\bquestions (?:fréquent|courant|et réponses)"
    r"|\bpreguntas (?:más )?(?:frecuentes|comunes)\b"
    r"|\bpreguntas y respuestas\b|\bperguntas (?:mais )?(?:frequentes|comuns)\b|\bperguntas e respostas\b"
    r"|\bdomande (?:più )?frequenti\b|\bdomande e risposte\b|\bveelgestelde vragen\b|\bvragen en antwoorden\b"
    r"|\bvanliga frågor\b|\bofte stillede\b|\bofte stilte\b|часто задаваемые|вопросы и ответы|よくある.{0,2}質問"
    r"|常见问题|常見問題|자주 묻는",
    re.IGNORECASE,
)


def is_faq_title(text: str) -> bool:
    """Whether a title, a heading or a file's name says that questions and answers follow."""
    return len(text) < 120 and bool(_FAQ_TITLE.search(text.strip()))
