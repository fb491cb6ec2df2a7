"""What is not read is refused with a command that works as it is copied; a text about it is still a text."""

import pytest

from askfaq.errors import FileError
from askfaq.formats.registry import read_bytes

POD = "=head1 NAME\n\nboats\n\n=head2 What floats?\n\nI<Wood>.\n\n=head2 Knots\n\nSee the book.\n\n=cut\n"
RST = "FAQ\n===\n\n.. contents::\n\nWhat floats?\n------------\n\nWood.\n\nWhat sinks?\n-----------\n\nIron, see :ref:`iron`.\n"
WIKI = "== Boats ==\n\n'''What floats?'''\n\n[[Wood]].\n\n'''What sinks?'''\n\nIron.\n"
REFUSED = {
    "POD": (POD, "faq.pod", "POD", "pod2html --infile=faq.pod | askfaq import -"),
    "POD by its marks": (POD, "faq.txt", "POD", "pod2html --infile=faq.txt | askfaq import -"),
    "reST in .txt": (RST, "faq.txt", "reStructuredText", "pandoc -f rst -t gfm faq.txt | askfaq import -"),
    "reST, known to pandoc": (RST, "faq.rst", "reStructuredText", "pandoc -t gfm faq.rst | askfaq import -"),
    "a suffix that pandoc does not know": (
        RST,
        "a b.rest",
        "reStructuredText",
        "pandoc -f rst -t gfm 'a b.rest' | askfaq import -",
    ),
    "standard input": (RST, "-", "reStructuredText", "pandoc -f rst -t gfm FILE | askfaq import -"),
    "MediaWiki": (WIKI, "faq.txt", "MediaWiki", "pandoc -f mediawiki -t gfm faq.txt | askfaq import -"),
    "DokuWiki": (
        "====== FAQ ======\n\n===== What floats? =====\n\n[[Wood]].\n\n===== What sinks? =====\n\nIron.\n",
        "faq.txt",
        "DokuWiki",
        "pandoc -f dokuwiki -t gfm faq.txt | askfaq import -",
    ),
    "AsciiDoc": (
        "= FAQ\n\n== What floats?\n\nWood.\n\n== What sinks?\n\nIron.\n",
        "faq.txt",
        "AsciiDoc",
        "asciidoctor -o - faq.txt | askfaq import -",
    ),
    "Org": (
        "#+TITLE: FAQ\n* Boats\n** What floats?\nWood.\n** What sinks?\nIron.\n",
        "faq.txt",
        "Org",
        "pandoc -f org -t gfm faq.txt | askfaq import -",
    ),
    "LaTeX": (
        "\\documentclass{article}\n\\begin{document}\n\\section{What floats?}\nWood.\n\\end{document}\n",
        "faq.txt",
        "LaTeX",
        "pandoc -f latex -t gfm faq.txt | askfaq import -",
    ),
    "Texinfo": (
        "\\input texinfo\n@node Top\n@chapter Boats\n@section What floats?\nWood.\n@bye\n",
        "faq.txt",
        "Texinfo",
        "makeinfo --html --no-split -o - faq.txt | askfaq import -",
    ),
    "Textile": (
        "h1. FAQ\n\nh2. What floats?\n\nWood.\n\nh2. What sinks?\n\nIron.\n",
        "faq.txt",
        "Textile",
        "pandoc -f textile -t gfm faq.txt | askfaq import -",
    ),
    "troff": (
        ".TH FAQ 7\n.SH WHAT FLOATS?\nWood.\n.SH WHAT SINKS?\nIron.\n",
        "faq.txt",
        "troff",
        "pandoc -f man -t gfm faq.txt | askfaq import -",
    ),
    "DocBook that looks like HTML": (
        "<article><section><title>What floats?</title><para>Wood.</para></section></article>\n",
        "-",
        "DocBook",
        "pandoc -f docbook -t gfm FILE | askfaq import -",
    ),
    "TOML": (
        '[[faq]]\nquestion = "What floats?"\nanswer = "Wood."\n',
        "faq.toml",
        "TOML",
        "default=str))' < faq.toml | askfaq import -",
    ),
    "gettext": (
        'msgid ""\nmsgstr ""\n\nmsgid "What floats?"\nmsgstr "Was?"\n',
        "faq.po",
        "PO",
        "the text that it translates",
    ),
    "program source": (
        "# What floats?\n\ndef wood():\n    return 1\n",
        "faq.py",
        "program source",
        "Markdown or JSON file",
    ),
    "XML": ('<?xml version="1.0"?>\n<boats/>\n', "boats.xml", "XML", "save it as HTML, CSV or JSON first"),
    "DOCX from standard input": (
        b"PK\x03\x04....word/document.xml",
        "-",
        "DOCX",
        "pandoc -f docx -t gfm FILE | askfaq import -",
    ),
}


@pytest.mark.parametrize(("text", "name", "kind", "way"), REFUSED.values(), ids=REFUSED)
def test_what_is_not_read_is_named_and_the_way_is_the_end_of_the_line(
    text: str | bytes, name: str, kind: str, way: str
) -> None:
    with pytest.raises(FileError) as refusal:
        read_bytes(text if isinstance(text, bytes) else text.encode(), name)

    assert f"looks like {kind}" in str(refusal.value).replace("a gettext catalogue (PO)", "PO")
    assert str(refusal.value).endswith(way)


@pytest.mark.parametrize("text", [RST, WIKI], ids=["reST", "MediaWiki"])
def test_what_is_refused_unasked_is_read_as_text_when_asked(text: str) -> None:
    with pytest.raises(FileError, match="without --format text"):
        read_bytes(text.encode(), "faq.txt")

    assert read_bytes(text.encode(), "faq.txt", format="text").kept == 2


ABOUT = {
    "a wiki": "How do I write a heading?\n\nOn a line:\n\n== Title ==\n\nHow do I link?\n\nWrite [[Page]] or {{Box}}.\n",
    "Sphinx": "Q: How do I add a table of contents?\nA: Write\n\n.. contents::\n\nQ: How do I refer?\nA: By :ref:`x`.\n",
    "Sphinx, underlined": "How do I add one?\n=================\n\nSo:\n\n    .. contents::\n\nHow do I refer?\n===============\n\nBy :ref:`x`.\n",
    "LaTeX": "1. How do I begin?\n\n\\documentclass{article}\n\n2. How do I write a heading?\n\n\\section{x}\n\\subsection{y}\n",
    "POD": "1. How do I write a heading?\n\n=head1 NAME\n\n2. How do I end?\n\n=cut\n",
    "Org": "How do I write a heading?\n\n* One\n** Two\n\nHow do I set the title?\n\n#+TITLE: x\n",
    "Textile": "How do I write a heading?\n\nh1. Title\n\nh2. Below\n\nHow do I quote?\n\nbq. quoted\n\nAnd then?\n\nNothing.\n",
    "a language": "How do I import?\n\nimport os\n\nHow do I define?\n\ndef f(x):\n    return x\n",
    "lists of questions": "What now?\n\n* Is it on?\n* Is it warm?\n* Is it wet?\n\nWho helps?\n\n* You\n** or we\n",
    "drawn headings": "== Boats ==\n\nWhat floats?\n\nWood.\n\n== Knots ==\n\nWhich holds?\n\nNone.\n",
}


@pytest.mark.parametrize("name", ["faq.txt", "-"])
@pytest.mark.parametrize("text", ABOUT.values(), ids=ABOUT)
def test_a_text_about_markup_is_a_text(text: str, name: str) -> None:
    result = read_bytes(text.encode(), name)

    assert result.format == "text"
    asked = [line for line in text.split("\n") if line.endswith("?") and not line.startswith("*")]
    assert [entry.question for entry in result.entries] == [line.removeprefix("Q: ").lstrip("12. ") for line in asked]
