"""What is on a page for its readers' sake and is no part of any answer: "Back to top", "Still have questions?"."""

import re
from collections import Counter
from collections.abc import Container

from askfaq.formats.imported import Remark, note, shorten, skipped
from askfaq.formats.questions import ends_as_question
from askfaq.model import ImportedEntry
from askfaq.text.normalize import wording_key

_TARGET = re.compile(r"\]\((?:<[^<>]*>|[^()\s]*)\)")
_BRACKETS = re.compile(r"[\[\]]")
_NO_WORDS = re.compile(r"[\W\d_]+")
# As `_key` writes them. Such a line is a tool of the page even if it stands there once.
_TOOLS = re.compile(
    r"""
    (?:(?:back|return|go|jump|up|scroll)\ )?(?:up\ )?to\ (?:the\ )?(?:top|(?:table\ of\ )?contents?|index|toc|questions)
    |(?:back\ to\ )?(?:the\ )?top\ of\ (?:the\ |this\ )?page|top
    |(?:zurück\ )?(?:nach\ oben|zum\ (?:seiten)?anfang)|haut\ de\ (?:la\ )?page|retour\ en\ haut(?:\ de\ (?:la\ )?page)?
    |(?:volver\ )?arriba|torna\ su|topo|(?:terug\ )?naar\ boven|наверх
    |トップへ戻る|ページトップへ|返回顶部|回到頂部|맨\ 위로
    |(?:back|return)\ to\ (?:the\ )?(?:help\ cent(?:er|re)|support|faqs?|overview|home(?:\ ?page)?|all\ articles)
    |(?:was|did|is)\ this\ (?:(?:article|answer|page|content|information)\ )?
     (?:helpful|useful|help(?:\ you)?|answer\ your\ question)(?:\ (?:yes|no|thumbs|up|down|thanks))*
    |war\ (?:das|dieser\ artikel|diese\ antwort)\ hilfreich(?:\ (?:ja|nein))*
    |(?:edit|improve)\ this\ (?:page|article|answer|question)(?:\ on\ \w+)?|edit\ on\ \w+
    |share(?:\ this)?(?:\ (?:page|article|answer|question))?
     (?:\ (?:on|via|facebook|twitter|x|linkedin|whatsapp|e|mail|email|reddit|pinterest|copy|link))*
    |copy\ link(?:\ to\ this\ \w+)?|permalink
    """,
    re.VERBOSE,
)
_OFFERS = re.compile(
    r"""
    (?:do\ you\ )?(?:still\ )?(?:have|got|need)\ (?:(?:a|an|any|some|more|further|other|another|additional)\ )*
     (?:questions?|help)(?:\ for\ us)?
    |still\ (?:stuck|unsure|lost|confused|in\ doubt)|not\ (?:what\ you\ (?:were\ )?looking\ for|found).*
    |(?:still|any)(?:\ (?:any|some|more|further|other))*\ (?:questions?|help)(?:\ for\ us)?
    |(?:can\ t|cannot|can\ not|couldn\ t|could\ not|didn\ t|did\ not|don\ t|haven\ t)\ (?:you\ )?(?:find|found|see)\ .*
    |(?:haben\ sie\ )?(?:noch|weitere|noch\ weitere)\ fragen|nog\ vragen|altre\ domande
    |(?:vous\ avez\ )?(?:encore\ (?:une|des)|d\ autres)\ questions?|(?:tienes|tiene)\ (?:más|otras|alguna)\ preguntas?
    """,
    re.VERBOSE,
)
_LONGEST = 160
_MOST_PIECES = 5


def without_endings(entries: list[ImportedEntry], remarks: list[Remark]) -> list[ImportedEntry]:
    """The entries without what recurs at the ends of their answers, and notes on it."""
    answers = [_pieces(entry.answer) for entry in entries]
    counts = Counter(key for pieces in answers for key in {_key(piece) for piece in pieces[1:][-_MOST_PIECES:]})
    many = max(3, -(-4 * len(entries) // 5))
    cut: dict[str, list[tuple[int, str]]] = {}
    result = []
    for entry, pieces in zip(entries, answers, strict=True):
        end = len(pieces)
        while end > 1 and _is_ending(pieces[end - 1], counts, many):
            end -= 1
            cut.setdefault(_key(pieces[end]), []).append((entry.line, _BRACKETS.sub("", _TARGET.sub("]", pieces[end]))))
        result.append(entry if end == len(pieces) else entry._replace(answer="\n\n".join(pieces[:end])))
    remarks += [_told(found) for found in cut.values()]
    return result


def without_tools(entries: list[ImportedEntry], remarks: list[Remark], own: Container[str] = ()) -> list[ImportedEntry]:
    """The entries without what only offers more answers ("Still have questions?") or asks for a verdict ("Was this
    helpful?"). `own` are wording keys of questions that are meant, whatever they look like.
    """
    tools = [entry for entry in entries if _asks_readers(entry.question) and wording_key(entry.question) not in own]
    remarks += [skipped(entry.line, f"no question of the FAQ's readers: {shorten(entry.question)}") for entry in tools]
    return [entry for entry in entries if entry not in tools]


def is_tool(piece: str) -> bool:
    """Whether a line or paragraph is a tool of the page: a way back to its top, a button, a request for a verdict."""
    return len(piece) <= _LONGEST and bool(_TOOLS.fullmatch(_key(piece)))


def _asks_readers(question: str) -> bool:
    return ends_as_question(question) and bool(_OFFERS.fullmatch(_key(question)) or is_tool(question))


def _pieces(answer: str) -> list[str]:
    """The paragraphs of an answer; a last line that is a tool of the page is one too."""
    pieces = answer.split("\n\n")
    above, broken, last = pieces[-1].rpartition("  \n")
    return [*pieces[:-1], above, last] if broken and is_tool(last) else pieces


def _is_ending(piece: str, counts: Counter[str], many: int) -> bool:
    key = _key(piece)
    if not key or len(key) > _LONGEST or "```" in piece:
        return False
    return counts[key] >= many or is_tool(piece)


def _key(piece: str) -> str:
    """A piece as far as it recurs: its words, without marks, numbers and the targets of links."""
    return _NO_WORDS.sub(" ", _TARGET.sub("]", piece)).strip().casefold()


def _told(found: list[tuple[int, str]]) -> Remark:
    line, text = found[0]
    answers = "an answer" if len(found) == 1 else f"{len(found)} answers"
    return note(line, f"under {answers}, and no part of any, left out: {shorten(text)}")
