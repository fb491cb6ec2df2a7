"""Dialogflow ES exports: intents with their answers, and beside each a file with its training phrases."""

import re
from typing import Any

from askfaq.errors import FileError
from askfaq.faq.load import parse_json
from askfaq.formats.imported import Import, Remark, collect, note, shorten, skipped
from askfaq.formats.records.answers import text_of
from askfaq.model import ImportedEntry

_PHRASES = re.compile(r"(?P<intent>.+)_usersays_(?P<language>[A-Za-z-]+)\.json")
_INTENT = re.compile(r'"responses"\s*:\s*\[')


def phrases_of(name: str) -> str | None:
    """The name of the intent whose training phrases stand in a file of this name."""
    found = _PHRASES.fullmatch(name)
    return f"{found['intent']}.json" if found else None


def is_intent(text: str) -> bool:
    """Whether it is the file of one intent."""
    return text.lstrip()[:1] == "{" and bool(
        _INTENT.search(text) and re.search(r'"(?:webhookUsed|fallbackIntent|contexts)"\s*:', text)
    )


def read(text: str, name: str) -> Import:
    """Entries of one intent that holds its phrases itself. Raises FileError for bad JSON."""
    return read_intent(text, name, {})


def read_intent(text: str, name: str, phrases: dict[str, str]) -> Import:
    """The entry of an intent, one for each language; `phrases` are the texts of the files beside it, by their names.

    Raises FileError for bad JSON.
    """
    intent = parse_json(text, name)
    if not isinstance(intent, dict):
        raise FileError(name, "not an intent of Dialogflow")
    title = text_of(intent.get("name") or intent.get("displayName")) or ""
    wordings = {_language(file): _wordings(parse_json(said, file)) for file, said in phrases.items()}
    wordings = wordings or {"": _wordings(intent.get("userSays") or intent.get("trainingPhrases"))}
    remarks: list[Remark] = []
    found = []
    for language, texts in wordings.items():
        answers = _answers(intent, language)
        if intent.get("fallbackIntent"):
            remarks.append(note(1, f"the intent {shorten(title)} is the answer to what is not understood; left out"))
        elif not texts:
            remarks.append(skipped(1, f"no training phrases of {shorten(title)}"))
        elif not answers:
            remarks.append(skipped(1, f"no text answers {shorten(texts[0])} (intent {shorten(title)})"))
        else:
            found.append(ImportedEntry(texts[0], "\n\n".join(first for first, *_ in answers), 1, texts[1:], id=title))
            others = [one for variants in answers for one in variants[1:]]
            if others:
                told = f"{len(others)} more of the answers to {shorten(texts[0])} left out: an entry has one"
                remarks.append(note(1, told))
    return collect("dialogflow", found, remarks)


def _language(file: str) -> str:
    found = _PHRASES.fullmatch(file)
    return found["language"].lower() if found else ""


def _wordings(data: Any) -> tuple[str, ...]:
    """The phrases, each of them in parts."""
    texts = []
    for phrase in data if isinstance(data, list) else ():
        parts = (phrase.get("data") or phrase.get("parts")) if isinstance(phrase, dict) else None
        texts.append("".join(part["text"] for part in parts or () if isinstance(part.get("text"), str)))
    return tuple(dict.fromkeys(text.strip() for text in texts if text.strip()))


def _answers(intent: dict[str, Any], language: str) -> list[list[str]]:
    """The texts that answer, one after the other, each with its variants, of one language if they tell."""
    responses = intent.get("responses") or [intent]
    found = []
    for response in responses if isinstance(responses, list) else ():
        messages = response.get("messages") if isinstance(response, dict) else None
        for message in messages if isinstance(messages, list) else ():
            said = message if isinstance(message, dict) else {}
            of_other = language and said.get("lang") and said["lang"].lower() != language
            speech = said.get("speech") or said.get("text")
            speech = speech.get("text") if isinstance(speech, dict) else speech
            variants = [speech] if isinstance(speech, str) else [one for one in speech or () if isinstance(one, str)]
            if not of_other and any(variants):
                found.append([one for one in variants if one.strip()])
    return found
