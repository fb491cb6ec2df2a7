"""askfaq: the one right answer out of an FAQ file, or an honest "I don't know".

import askfaq
faq = askfaq.load("faq.json")
result = faq.ask("how long do hugs last")
print(result.answer.answer if result.answer else "I don't know")
"""

__version__ = "0.1.0"
__all__ = ["ArgumentError", "AskfaqError", "Entry", "Faq", "FileError", "Match", "Result", "Why", "load"]

_HOMES = {
    "Faq": "askfaq.api",
    "load": "askfaq.api",
    "ArgumentError": "askfaq.errors",
    "AskfaqError": "askfaq.errors",
    "FileError": "askfaq.errors",
    "Entry": "askfaq.model",
    "Match": "askfaq.model",
    "Result": "askfaq.model",
    "Why": "askfaq.model",
}


def __getattr__(name: str) -> object:
    """Import a public name when it is first used, so that `import askfaq` costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module 'askfaq' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
