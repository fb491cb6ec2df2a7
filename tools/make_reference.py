"""Write docs/reference/python.md, the Python API, from its docstrings: python tools/make_reference.py [--check]"""

import argparse
import inspect
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import askfaq

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "python.md"
ORDER = ["load", "Faq", "Result", "Match", "Entry", "Why", "AskfaqError", "FileError", "ArgumentError"]
HEAD = """# The Python API

Made from the docstrings by `tools/make_reference.py`. Everything is typed: `mypy --strict` passes over what is shown
here. Nothing is printed.

```python
import askfaq

faq = askfaq.load()  # a path, or the file that the command line would use
result = faq.ask("how long do hugs last")
print(result.answer.answer if result.answer else f"I don't know. {faq.contact}")
```

**What a call costs.** A question that is a wording of the FAQ takes less than a millisecond, any other what the
command's own matching takes, about 20 ms on a slow core. The first one that needs the index makes it, or reads it from
the cache: `faq.prepare()` does so ahead, and tells how far it is. While askfaq computes, BLAS is limited to one thread,
because products as small as these take several times longer on two; afterwards it is as it was. A limit that the
program has set itself with threadpoolctl stands. `ask_many` uses every core.

**Threads** may share a loaded FAQ. **Processes**: load it in each; the index is read from the cache. **Async** code
hands the call to a thread:

```python
import asyncio

import askfaq


async def answer(faq: askfaq.Faq, query: str) -> askfaq.Result:
    return await asyncio.to_thread(faq.ask, query)


print(asyncio.run(answer(askfaq.load(), "how long do hugs last")).status)
```
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when the page is not current")
    options = parser.parse_args()
    page = "\n".join([HEAD, *(line for name in ORDER for line in described(name, getattr(askfaq, name)))])
    if options.check:
        sys.exit(PAGE.read_text(encoding="utf-8") != page)
    PAGE.write_text(page, encoding="utf-8")


def described(name: str, value: Any) -> Iterator[str]:
    """A section for a public name: its signature or fields, its docstring, its methods."""
    assert set(ORDER) == set(askfaq.__all__)
    yield f"## `{name}`\n"
    if inspect.isfunction(value):
        yield f"```\n{name}{signature(value)}\n```\n"
    yield f"{inspect.getdoc(value)}\n"
    if fields := getattr(value, "_fields", ()):
        types = inspect.get_annotations(value)
        yield "| field | type |\n|---|---|"
        yield from (f"| `{field}` | `{shown(types[field])}` |".replace(" | None", " \\| None") for field in fields)
        yield ""
    for part, member in vars(value).items() if inspect.isclass(value) else ():
        yield from of_member(name, part, member)


def of_member(owner: str, name: str, member: Any) -> Iterator[str]:
    if name.startswith("_") or not (isinstance(member, property | classmethod) or inspect.isfunction(member)):
        return
    if isinstance(member, property):
        yield f"### `{owner}.{name}`: `{shown(inspect.get_annotations(member.fget)['return'])}`\n"
        yield f"{inspect.getdoc(member)}\n"
        return
    function = member.__func__ if isinstance(member, classmethod) else member
    yield f"### `{owner}.{name}`\n\n```\n{owner}.{name}{signature(function)}\n```\n"
    yield f"{inspect.getdoc(function)}\n"


def signature(function: Any) -> str:
    """The parameters, a line each where there are several, without self and without the names of modules."""
    found = inspect.signature(function)
    kept = [p for p in found.parameters.values() if p.name not in ("self", "cls")]
    text = str(found.replace(parameters=kept)).replace("'Faq'", "Faq")
    for noise in ("askfaq.model.", "askfaq.api.", "collections.abc."):
        text = text.replace(noise, "")
    return (
        text.replace(", *, ", ",\n    *, ").replace("(", "(\n    ", 1).replace(") ->", "\n) ->", 1)
        if len(text) > 80
        else text
    )


def shown(annotation: Any) -> str:
    text = (
        annotation.__name__
        if isinstance(annotation, type) and not str(annotation).startswith("tuple[")
        else str(annotation)
    )
    for noise in ("askfaq.model.", "typing.", "collections.abc."):
        text = text.replace(noise, "")
    return text


if __name__ == "__main__":
    main()
