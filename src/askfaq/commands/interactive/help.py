"""What `help` says at the prompt."""

from textwrap import TextWrapper

from askfaq.terminal.streams import Style

_ROOM = 17  # columns for what is typed
_LEAST = 30  # columns for what it does; where there are fewer it stands below
_WORDS = (
    ("list", "every question with its id"),
    ("list TOPIC", "the questions of a topic"),
    ("topics", "the topics"),
    ("show ID", "the entry with this id"),
    ("1, 2, 3", "the question with this digit on the screen"),
    ("why", "what led to the last answer"),
    ("copy", "the last answer to the clipboard"),
    ("help", "this"),
    ("quit, exit", "leave"),
)
_KEYS = (
    ("Tab, Down, Up", "choose a question that comes up as you type; Enter asks what stands in the line"),
    ("Up", "what you asked before, until you leave; no history is written"),
    ("{copy_key}", "the last answer to the clipboard"),
)
_INTERRUPTS = (
    ("Ctrl-C", "clears the line, or breaks off the search for an answer; twice at an empty line leaves"),
    ("Ctrl-D", "leave"),
)
_RULES = """\
These words count only where the line is nothing else: "list of fees" and "show me the fees" are asked as \
questions. So is whatever the FAQ has as a question word for word.
A line that is only part of a question ("and how long?", "what about cats") is read with the question before it where \
it has no answer of its own, and the answer says so.""".split("\n")


def help_text(style: Style, copy_key: str = "") -> str:
    """The words of the prompt, its keys and its rules; `copy_key` where there is one."""
    keys = [(key.format(copy_key=copy_key), does) for key, does in _KEYS] if copy_key else []
    rows = [*_WORDS, *keys, *_INTERRUPTS]
    parts = ["Type a question, or", *(_row(word, does, style.width) for word, does in rows)]
    return "\n".join([*parts, *("\n" + _filled(rule, style.width) for rule in _RULES)])


def _row(word: str, does: str, width: int) -> str:
    if width < _ROOM + _LEAST:
        return f"  {word}\n{_filled(does, width, '      ')}"
    return _filled(does, width, " " * _ROOM, f"  {word}".ljust(_ROOM))


def _filled(text: str, width: int, indent: str = "", first: str | None = None) -> str:
    wrapper = TextWrapper(width, initial_indent=indent if first is None else first, subsequent_indent=indent)
    return wrapper.fill(text)
