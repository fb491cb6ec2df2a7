"""One HTML page to open or to publish: self-contained, readable in light and dark, with FAQPage data in it."""

from html import escape

from askfaq.formats.html import jsonld_writer
from askfaq.formats.markup.fragments import to_html
from askfaq.model import Entry, FaqFile, by_topic

_STYLE = """
:root {
  color-scheme: light dark;
  --ink: #1d2330; --paper: #fff; --soft: #5b6475; --line: #d9dee7; --link: #0b57d0; --code: #f2f4f8;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6e9ef; --paper: #14171d; --soft: #a3acbb; --line: #323947; --link: #8ab4f8; --code: #1f242d }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink); font: 1.0625rem/1.6 system-ui, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 2.5rem 1.25rem 4rem; overflow-wrap: break-word }
h1 { font-size: 1.9rem; line-height: 1.25; margin: 0 0 1.5rem }
h2 { font-size: 1.05rem; color: var(--soft); margin: 2.5rem 0 .5rem }
details { border-top: 1px solid var(--line) }
section > details:last-of-type { border-bottom: 1px solid var(--line) }
summary { cursor: pointer; padding: .8rem 0; font-weight: 600 }
summary:focus-visible, a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px }
details > div { padding: 0 0 1rem; margin-left: 1.1rem }
details > div > :first-child { margin-top: 0 }
.source, footer { color: var(--soft); font-size: .9rem }
a { color: var(--link) }
code, pre { font-family: ui-monospace, monospace; font-size: .92em; background: var(--code); border-radius: 4px }
code { padding: .1em .3em }
pre { padding: .8rem; overflow-x: auto }
pre code { padding: 0 }
table { border-collapse: collapse; display: block; overflow-x: auto }
th, td { border: 1px solid var(--line); padding: .35rem .6rem; text-align: left }
blockquote { margin: 0; padding-left: 1rem; border-left: 3px solid var(--line); color: var(--soft) }
img { max-width: 100% }
@media print { details > div { display: block } }
"""
# A link to an entry opens it; without scripts the page works all the same.
_OPEN_TARGET = (
    "const open = () => { const e = document.getElementById(decodeURIComponent(location.hash.slice(1)));"
    " if (e instanceof HTMLDetailsElement) { e.open = true; e.scrollIntoView(); } };"
    " addEventListener('hashchange', open); open();"
)


def write(faq: FaqFile) -> str:
    """The page: entries under their topics, each a `details` element with its id as the anchor."""
    title = escape(faq.title or "Frequently asked questions")
    groups = by_topic(faq.entries)
    sections = "\n".join(_section(topic, entries, named=len(groups) > 1) for topic, entries in groups)
    contact = f"\n<footer><p>{escape(faq.contact)}</p></footer>" if faq.contact else ""
    return f"""<!doctype html>
<html lang="{escape(faq.language or "en")}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{_STYLE}</style>
<script type="application/ld+json">{jsonld_writer.script(faq)}</script>
</head>
<body>
<main>
<h1>{title}</h1>
{sections}{contact}
</main>
<script>{_OPEN_TARGET}</script>
</body>
</html>
"""


def _section(topic: str, entries: list[Entry], *, named: bool) -> str:
    heading = f"<h2>{escape(topic)}</h2>\n" if named else ""
    return f"<section>\n{heading}" + "\n".join(map(_entry, entries)) + "\n</section>"


def _entry(entry: Entry) -> str:
    source = f'\n<p class="source">Source: {_source(entry.citation)}</p>' if entry.citation else ""
    return (
        f'<details id="{escape(entry.id)}">\n<summary>{escape(entry.question)}</summary>\n'
        f"<div>\n{to_html(entry.answer)}{source}\n</div>\n</details>"
    )


def _source(source: str) -> str:
    text = escape(source)
    return f'<a href="{text}">{text}</a>' if source.startswith(("http://", "https://")) else text
