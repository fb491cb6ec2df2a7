"""The site of docs/: it builds, its links lead somewhere, it needs no other host, and reads as on a code host."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

from conftest import ROOT

pytest.importorskip("mkdocs", reason="the site is built with askfaq[docs]")
PAGES = sorted((ROOT / "docs").rglob("*.md"))
PICTURE = re.compile(r'<(?:img|source) [^>]*src(?:set)?="(?!data:)([^"]+)"')
ELSEWHERE = r"""["']?(?:https?:)?//"""
LOADED = re.compile(
    rf"<(?:script|img|iframe|source|link)\b[^>]*(?:src|srcset|href)={ELSEWHERE}|url\({ELSEWHERE}|@import"
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(folder)]
    env = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    env.pop("PYTHONWARNINGS", None)
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=env)
    assert done.returncode == 0, done.stderr  # mkdocs.yml: strict, for links, anchors and pages without a way to them
    return folder


def test_nothing_is_fetched_from_another_host(site: Path) -> None:
    files = [path for kind in ("*.html", "*.css") for path in site.rglob(kind)]
    assert len(files) > len(PAGES)
    assert [path.name for path in files if LOADED.search(path.read_text(encoding="utf-8"))] == []


def test_every_picture_is_there(site: Path) -> None:
    for page in site.rglob("*.html"):
        for source in PICTURE.findall(page.read_text(encoding="utf-8")):
            assert (page.parent / source).exists(), f"{page.relative_to(site)}: {source}"


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT / "docs").as_posix())
def test_a_page_has_the_same_parts_as_on_a_code_host(site: Path, page: Path) -> None:
    there = MarkdownIt("gfm-like", {"linkify": False}).render(page.read_text(encoding="utf-8"))
    whole = (site / page.relative_to(ROOT / "docs").with_suffix(".html")).read_text(encoding="utf-8")
    here = whole[whole.index("<article") : whole.index("</article>")]
    assert parts(here) == parts(there)
    assert r"\|" not in here


def parts(html: str) -> dict[str, int]:
    """How many there are of each thing that Markdown makes."""
    return {tag: len(re.findall(f"<{tag}[ >]", html)) for tag in "h2 h3 ul ol li table td pre strong em img".split()}
