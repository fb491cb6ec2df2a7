"""The kinds of markup and source that are not read, a row each: how they look, and what makes them readable."""

from typing import NamedTuple

PANDOC = "pandoc {reader}-t gfm {file} | askfaq import -"


class Foreign(NamedTuple):
    """A kind of text that is not read: its suffixes, the name that pandoc has for it or another way, and patterns of
    how such a text begins, of lines that are its headings, and of its other marks. Headings that a plain text has as
    well need such a mark beside them."""

    kind: str
    suffixes: tuple[str, ...]
    begins: str
    headings: str
    marks: tuple[str, ...] = ()
    reader: str = ""
    way: str = PANDOC
    is_plain: bool = False


_HAND = "put its questions and answers into a text, Markdown or JSON file"
_SOURCE_SUFFIXES = """
    .py .pyi .js .mjs .cjs .ts .jsx .tsx .vue .svelte .astro .c .h .cc .cpp .hpp .cs .java .kt .scala .swift .go .rs .rb
    .pl .pm .php .sh .bash .zsh .ps1 .bat .lua .r .jl .hs .ml .el .lisp .clj .ex .erl .sql .css .scss .vim .m .dart
"""
KINDS = (
    Foreign(
        "POD",
        (".pod",),
        r"=(?:pod|head1|encoding|begin)\b",
        r"^=(?:head[1-6]|item)\b.*",
        (r"^=(?:cut|over|back|for|pod|encoding)\b", r"\b[BCFILX]<[^\n]{0,300}>"),
        way="pod2html --infile={file} | askfaq import -",
    ),
    Foreign(
        "Texinfo",
        (".texi", ".texinfo", ".txi"),
        r"\\input texinfo|@(?:setfilename|settitle|node)\b",
        r"^@(?:chapter|(?:sub)*section|(?:sub)*heading|unnumbered\w*|appendix\w*|node|item)\b.*",
        (r"^@(?:menu|settitle|end|bye|top|itemize|table)\b", r"@(?:code|samp|p?xref|ref|file|url|uref|emph)\{"),
        way="makeinfo --html --no-split -o - {file} | askfaq import -",
    ),
    Foreign(
        "reStructuredText",
        (".rst", ".rest"),
        r"\.\. (?:contents|toctree|faq|meta)::",
        r"^\S.*(?=\n([=\-~^\"'`+#*.:_])\1{2,}[ \t]*$)",
        (r"^\.\. [\w-]+::", r"^\.\. _[^:\n]+:", r"^\S.*::\n\s*\n[ \t]", r"`[^`\n]{1,300} <[^>\n]{1,300}>`_"),
        reader="rst",
        is_plain=True,
    ),
    Foreign(
        "DokuWiki",
        (".dokuwiki",),
        r"~~NOTOC~~",
        r"^={4,6} ?[^=\n]+ ={4,6}[ \t]*$",
        (r"\[\[[^\[\]\n]+\]\]", r"^  [*-] ", r"(?<!:)//[^/\n]+//", r"\*\*[^*\n]+\*\*"),
        reader="dokuwiki",
    ),
    Foreign(
        "MediaWiki",
        (".wiki", ".mediawiki"),
        r"\{\{|__(?:NO)?TOC__|\{\|",
        r"^(?:=+[^=\n]+=+[ \t]*|'''[^'\n]+'''[ \t]*|;[ \t]*\S.*)$",
        (r"\[\[[^\[\]\n]+\]\]", r"\{\{\w", r"^\{\|", r"'''", r"^__TOC__", r"\[https?://\S{1,300} [^\]\n]{1,300}\]"),
        reader="mediawiki",
    ),
    Foreign(
        "AsciiDoc",
        (".adoc", ".asciidoc", ".asc"),
        r"= \S.*\n(?::[\w-]+:|\S.{0,300}<\S{1,300}@)|:toc:",
        r"^(?:={1,6} \S.*|\.(?![A-Z]{2}\b)\w.*[?？]|\S.*[?？]::.*)$",
        (r"^:[\w-]+:(?: .*)?$", r"^\[[\w\"',=. -]+\]$", r"^----$", r"(?:link|xref|image):\S{0,300}\[", r"<<[\w-]+"),
        way="asciidoctor -o - {file} | askfaq import -",
    ),
    Foreign(
        "Org",
        (".org",),
        r"#\+\w+:",
        r"^\*+ \S.*(?=\n\s*[^\s*])",
        (r"^#\+\w+", r"^[ \t]*:PROPERTIES:", r"\[\[[^\[\]\n]+\]\[", r"^\*\*+ \S"),
        reader="org",
        is_plain=True,
    ),
    Foreign(
        "LaTeX",
        (".tex", ".latex", ".ltx"),
        r"(?:%.*\n\s*)*\\(?:documentclass|documentstyle|usepackage|begin\{document\})",
        r"^\\(?:(?:sub)*section|chapter|(?:sub)?paragraph|question|faq|item)\*?\s*[\[{].*",
        (r"^\\(?:begin|end)\{", r"\\(?:emph|textbf|textit|texttt|ref|label|url|href)\{"),
        reader="latex",
    ),
    Foreign(
        "Jira's markup",
        (".jira",),
        r"\{toc\b",
        r"^h[1-6]\. .*",
        (r"\{(?:code|noformat|panel|quote|color)[:}]",),
        reader="jira",
        is_plain=True,
    ),
    Foreign(
        "Textile",
        (".textile",),
        r"h1(?:\([^)\n]*\))?\. ",
        r"^h[1-6](?:\([^)\n]*\))?\. .*",
        (r"^(?:bq|p|bc|fn\d)\. ", r"\"[^\"\n]+\":https?:"),
        reader="textile",
    ),
    Foreign(
        "troff (mdoc)",
        (".mdoc",),
        r"(?:\.\\\".*\n|\s)*\.Dd\b",
        r"^\.(?:Sh|Ss|It)\b.*",
        (r"^\.(?:Pp|Nm|Bl|El|Xr|Fl)\b",),
        way="groff -mdoc -T utf8 -P-cbou {file} | askfaq import -",
    ),
    Foreign(
        "troff (ms)",
        (".ms",),
        r"\.(?:TL|RP)\b",
        r"^\.(?:NH|SH)\b.*",
        (r"^\.(?:PP|LP|AU|AI)\b",),
        way="groff -ms -T utf8 -P-cbou {file} | askfaq import -",
    ),
    Foreign(
        "troff",
        (".man", ".roff", *(f".{section}" for section in range(1, 9))),
        r"(?:[.']\\\".*\n|\s)*\.(?:TH|SH|so)\b",
        r"^\.(?:SH|SS|TP|IP)\b.*",
        (r"^\.(?:TH|PP|LP|B|I|BR|RS|RE|nf|fi|br|sp)\b", r"\\f[BIRP]"),
        reader="man",
    ),
    Foreign(
        "a gettext catalogue (PO)",
        (".po", ".pot"),
        r"(?:#.*\n|\s)*msg(?:id|ctxt) \"",
        r"^msgid \".*",
        (r"^msgstr(?:\[\d\])? \"",),
        way="import the text that it translates",
    ),
    Foreign(
        "TOML",
        (".toml",),
        r"\[\[[\w.-]+\]\][^\S\n]*+\n\s*+[\w-]+\s*=",
        r"^(?:question|q|title)\s*=.*",
        (r"^\[\[[\w.-]+\]\]",),
        way="python3 -c 'import json, sys, tomllib; print(json.dumps(tomllib.load(sys.stdin.buffer), default=str))' "
        "< {file} | askfaq import -",
    ),
    Foreign(
        "program source",
        tuple(_SOURCE_SUFFIXES.split()),
        r"#!\s?/|<\?php|#include\s*[<\"]|package [\w.]+;?\n|"
        r"(?:import|export|const|let|var|module\.exports)\b.*[;{\[(]\n"
        r"|import .* from ['\"]|from [\w.]+ import \w|import [\w.]+\n\s*(?:import|from|def|class)\b"
        r"|using [\w.]+;|use strict",
        r"^[ \t]*(?:#|//|--|\*|;)+[ \t].*",
        (r"^[ \t]*(?:def|class|function|func|fn|public|private|static|return|const|let|var)\b.*[;{:(\[,]$",),
        way=_HAND,
        is_plain=True,
    ),
)
