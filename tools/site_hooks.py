"""For mkdocs, so that the pages of docs/ read as they do on a code host.

A link from docs/ to another file of the repository leads to a copy of that file in the site. A copied page may link
on, to docs/ too.
"""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).resolve().parent.parent
COPIES = "repository"
TARGET = re.compile(r"""(\]\(|^ *<(?:img|source) [^>\n]*?src(?:set)?=")(?![a-z]+:|#|/)([^)"#\s]+)""", re.MULTILINE)


def on_files(files: Files, config: Any) -> Files:
    """The site's files, and what its pages link to outside docs/."""
    waiting = [file.src_uri for file in files.documentation_pages()]
    while waiting:
        for path in linked(waiting.pop()):
            uri = in_site(path)
            if files.get_file_from_path(uri) is None and (ROOT / path).is_file():
                files.append(File.generated(config, uri, abs_src_path=str(ROOT / path)))
                waiting += [uri] if uri.endswith(".md") else []
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """The page with links to where the files lie in the site."""
    here = page.file.src_uri

    def moved(found: re.Match[str]) -> str:
        return found[1] + posixpath.relpath(in_site(target(here, found[2])), posixpath.dirname(here) or ".")

    return TARGET.sub(moved, markdown)


def on_page_content(html: str, **_: Any) -> str:
    """The page with | in the code of its tables, which code hosts want as \\|."""
    return re.sub(r"<t([dh])\b.*?</t\1>", lambda cell: cell[0].replace(r"\|", "|"), html, flags=re.DOTALL)


def linked(uri: str) -> Iterator[str]:
    """The files that a page of the site links to, as paths in the repository."""
    for found in TARGET.finditer((ROOT / in_repository(uri)).read_text(encoding="utf-8")):
        yield target(uri, found[2])


def target(uri: str, link: str) -> str:
    """Where a link of a page leads, as a path in the repository."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(in_repository(uri)), link))


def in_site(path: str) -> str:
    """Where a file of the repository lies in the site."""
    return path.removeprefix("docs/") if path.startswith("docs/") else f"{COPIES}/{path}"


def in_repository(uri: str) -> str:
    """Where a file of the site lies in the repository."""
    return uri.removeprefix(f"{COPIES}/") if uri.startswith(f"{COPIES}/") else f"docs/{uri}"
