"""How people write “question” and “answer” before a text: words and initials of many languages, in any width."""

import re

# The letters, digits, colons and brackets of East Asian typography in their plain width, each in its place.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | dict(
    zip(map(ord, "。、【】〔〕"), "..[][]", strict=True)
)
_LONGEST_LABEL = 40

_QUESTION_WORDS = """
    question ques frage pregunta pergunta domanda vraag pytanie otázka вопрос питання въпрос pitanje питање vprašanje
    soru fråga spørgsmål spørsmål spurning kysymys küsimus kérdés klausimas jautājums întrebare întrebarea ερώτηση שאלה
    سؤال السؤال پرسش سوال प्रश्न सवाल প্রশ্ন கேள்வி คำถาม ถาม hỏi pertanyaan tanya soalan tanong swali demando
    galdera qüestió cwestiwn ceist հարց კითხვა ご質問 質問 設問 問題 问题 提問 提问 問 问 질문 문
"""
_ANSWER_WORDS = """
    answer ans antwort respuesta resposta risposta réponse antwoord odpowiedź odpověď odpoveď ответ відповідь отговор
    odgovor одговор yanıt cevap svar vastaus vastus válasz atsakymas atbilde răspuns răspunsul απάντηση תשובה جواب
    الجواب إجابة الإجابة پاسخ उत्तर जवाब উত্তর பதில் คำตอบ ตอบ đáp jawaban jawab jawapan sagot jibu respondo erantzuna
    ateb freagra պատասխան პასუხი ご回答 お答え 回答 解答 答案 答え 答 답변 대답 답
"""
# Initials of the two words, as they go together: alone, each may stand for anything.
_PAIRS = "Q/A Q/R F/A F/S P/R D/R V/A P/O В/О П/В З/В S/C S/Y K/V K/A J/A T/J Î/R I/R Ε/Α E/A ש/ת س/ج پ/پ प्र/उ H/Đ"
PAIRS = tuple(tuple(pair.split("/")) for pair in _PAIRS.split())


def _any_of(words: str) -> str:
    return "|".join(sorted(words.split(), key=len, reverse=True))


_SIGN = r"(?:[■□●○◆◇▼▽★☆▶►➤]\s?)?(?:\*\*|__)?"
_COUNT = r"\d+(?:[.-]\d+)*|[一二三四五六七八九十]+"
_NUMBER = rf"(?:[\s._-]?(?:#|№|n[°º]|nr\.?|no\.?)?\s?({_COUNT}))?"
# Behind a colon, a bracket or a wide mark the text may follow at once.
_END = r"(?:\*\*|__)?(?:\s+(?=\S)|(?<=[:\]*_])(?=[^\s\\/])|(?=[^\x00-\x7f]))"
_MARK = r"(?:\*\*|__)?(?:\s?\.?[:.)]|\s[-–—](?=\s)|(?=\u3000))"


def _labels(words: str, initial: str) -> str:
    """A pattern of labels with three groups, one of which may hold the number."""
    word = rf"(?:{_any_of(words)}|(?-i:{initial}))"
    return rf"{_SIGN}(?:[\[(<]\s?{word}{_NUMBER}\s?[\])>]:?|(?:第?({_COUNT})[.)]?\s?)?{word}{_NUMBER}{_MARK})"


ASKS = re.compile(rf"{_labels(_QUESTION_WORDS, 'Q')}{_END}", re.IGNORECASE)
REPLIES = re.compile(rf"\s*(?:{_labels(_ANSWER_WORDS, 'A')}|R\d*\s?:)(?:{_END}|(?:\*\*|__)?\s*$)", re.IGNORECASE)
REPLIES_WITHIN = re.compile(rf"(?:\s|(?<=[?？]))(?=(?:{_any_of(_ANSWER_WORDS)}|(?-i:A))\s?(?::\s|：))", re.IGNORECASE)
_BARE = r"\s*{sign}(?:第?({count})[.)]?\s?)?(?:{word}){number}(?:\*\*|__)?\s?\.?[:.)\]]?\s*(?:\*\*|__)?\s*$"
BARE_ASK, BARE_REPLY = (
    re.compile(
        _BARE.format(sign=_SIGN, count=_COUNT, word=f"{_any_of(words)}|{initial}", number=_NUMBER), re.IGNORECASE
    )
    for words, initial in ((_QUESTION_WORDS, "q"), (_ANSWER_WORDS, "a"))
)
_LETTERS = _any_of(" ".join(letter for pair in PAIRS for letter in pair) + " q a")
INITIAL = re.compile(rf"\s*{_SIGN}({_LETTERS})(?:\s?\d+(?:\.\d+)*)?(?:\s?:|(?<=\d)[.)]\s)")
COUNTED = re.compile(rf"\s*{_SIGN}([QA])\.?(\d+)(?=\s)")


def plain_width(text: str) -> str:
    """The text with the full-width forms of a label in plain width, each character in its place."""
    head = text[:_LONGEST_LABEL]
    return text if head.isascii() else head.translate(_PLAIN) + text[_LONGEST_LABEL:]
