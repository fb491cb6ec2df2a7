"""HTML pages: every way of marking up questions, the order of trust, and answers that stay what they were."""

import html as stdlib_html
import re
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from selectolax.lexbor import LexborHTMLParser

from askfaq.errors import FileError
from askfaq.formats.html import jsonld_reader
from askfaq.formats.html.reader import read
from askfaq.formats.markup.fragments import html_answer

FAQ_PAGE = """<script type="application/ld+json; charset=utf-8">
{"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": %s}
</script>"""


def question(name: str, answer: str) -> str:
    return f'{{"@type": "Question", "name": "{name}", "acceptedAnswer": {{"@type": "Answer", "text": "{answer}"}}}}'


def rows(page: str) -> list[tuple[str, str]]:
    return [(entry.question, entry.answer) for entry in read(page, "faq.html").entries]


CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "JSON-LD": (
        FAQ_PAGE % f"[{question('Why?', '<p>So.</p><ul><li>a</li></ul>')}, {question('How?', 'Line 1')}]",
        [("Why?", "So.\n\n- a"), ("How?", "Line 1")],
    ),
    "JSON-LD with one question, as an object": (FAQ_PAGE % question("Why?", "So."), [("Why?", "So.")]),
    "JSON-LD with line breaks in its texts, comments and stray commas": (
        FAQ_PAGE % ("[ // first\n" + question("Why?", "So,\nand so.") + ", /* no more */ ]"),
        [("Why?", "So,\nand so.")],
    ),
    "JSON-LD in a graph, with references and full type names": (
        """<script type='application/ld+json'>{"@context": "http://schema.org", "@graph": [
        {"@type": ["WebPage", "schema:FAQPage"], "mainEntity": [{"@id": "#q2"}, {"@id": "#q1"}]},
        {"@id": "#q1", "@type": "https://schema.org/Question", "name": "One?", "acceptedAnswer": {"@id": "#a1"}},
        {"@id": "#a1", "@type": "Answer", "text": "1"},
        {"@id": "#q2", "@type": "Question", "name": ["Two?"], "acceptedAnswer": [{"text": {"@value": "2"}}]}]}
        </script>""",
        [("Two?", "2"), ("One?", "1")],
    ),
    "JSON-LD with a question that stands alone": (
        f'<script type="application/ld+json">[{question("Why?", "So &amp; so.")}]</script>',
        [("Why?", "So & so.")],
    ),
    "JSON-LD with escaped HTML": (
        FAQ_PAGE % question("Q &amp; A?", "&lt;p&gt;So &lt;b&gt;bold&lt;/b&gt;.&lt;/p&gt;"),
        [("Q & A?", "So **bold**.")],
    ),
    "microdata": (
        """<div itemscope itemtype="https://schema.org/FAQPage"><div itemscope itemprop="mainEntity"
        itemtype="https://schema.org/Question"><h3 itemprop="name">Why?</h3><div itemscope
        itemprop="acceptedAnswer" itemtype="https://schema.org/Answer"><div itemprop="text"><p>So.</p></div>
        </div></div></div>""",
        [("Why?", "So.")],
    ),
    "details, closed or not, with the ones inside that ask": (
        """<details><summary>How do I pay?</summary><p>By card.</p>
        <details><summary>Which cards?</summary>All.</details>
        <details><summary>Small print</summary>None.</details></details>
        <details open><summary>When?</summary>Now.</details>""",
        [("How do I pay?", "By card.\n\n**Small print**\n\nNone."), ("Which cards?", "All."), ("When?", "Now.")],
    ),
    "details that hold a topic": (
        """<details><summary>Paying</summary><details><summary>How do I pay?</summary>By card.</details>
        <details><summary>When?</summary>Now.</details></details>""",
        [("How do I pay?", "By card."), ("When?", "Now.")],
    ),
    "a definition list with wrappers and several answers": (
        "<dl><div><dt>Why?</dt><dd>So.</dd><dd>And so.</dd></div><dt>How?</dt><dd><ol><li>a</li></ol></dd></dl>",
        [("Why?", "So.\n\nAnd so."), ("How?", "1. a")],
    ),
    "headings, and what is around them": (
        """<nav><h2>Where to?</h2></nav><main><h1>FAQ</h1><h2>Paying</h2><h3>How do I <em>pay</em>?</h3>
        <div><p>By <a href="/cards">card</a>.</p></div><h3><button aria-expanded="false">When?</button></h3>
        <div hidden><p>Now.</p><script>bad()</script></div></main><footer><p>Imprint</p></footer>""",
        [("How do I pay?", "By [card](/cards)."), ("When?", "Now.")],
    ),
    "divs, and nothing else": (
        """<div class="q">How do I pay?</div><div class="a">By card.</div>
        <div class="q">When?</div><div class="a"><p>Now.</p><p>Or later.</p></div>""",
        [("How do I pay?", "By card."), ("When?", "Now.\n\nOr later.")],
    ),
    "bold lines": (
        "<p><strong>How do I pay?</strong></p><p>By card.</p><p><b>When?</b><br>Now.</p>",
        [("How do I pay?", "By card."), ("When?", "Now.")],
    ),
}


@pytest.mark.parametrize(("page", "expected"), CASES.values(), ids=CASES)
def test_questions_and_answers(page: str, expected: list[tuple[str, str]]) -> None:
    assert rows(f"<!doctype html><html><body>{page}</body></html>") == expected


def details(question: str) -> str:
    return f"<details><summary>{question}</summary>Yes.</details>"


def terms(question: str) -> str:
    return f"<dl><dt>{question}</dt><dd>Yes.</dd></dl>"


@pytest.mark.parametrize("marked_up", [details, terms])
@pytest.mark.parametrize("gap", ["\n", ""])
def test_the_heading_above_is_the_topic(marked_up: Callable[[str], str], gap: str) -> None:
    first, second, third = map(marked_up, ("Is it new?", "Is it far?", "Is it near?"))
    page = gap.join(["<h1>FAQ</h1>", first, "<h2>Ways</h2>", "<p>By land.</p>", second, "<h3>Why ask?</h3>", third])
    assert [entry.topic for entry in read(page, "faq.html").entries] == [None, "Ways", None]


ICONS = {
    '<span class="icon">+</span> When are you open?': "When are you open?",
    "<i>+</i><i>−</i>When are you open?": "When are you open?",
    "▸ Can I dive?": "Can I dive?",
    "Is there a café? +": "Is there a café?",
    "Is there a café?<span>⌄</span>": "Is there a café?",
    "❓ Is it <b>far</b>?\n ▼️ ": "Is it far?",
    "&gt; Is x &lt; y &amp; z? &raquo;": "Is x < y & z?",
    "What does C++ cost?": "What does C++ cost?",
    "What does it cost in C++": "What does it cost in C++",
    "Is 5 > 3?": "Is 5 > 3?",
    "-40 °C?": "-40 °C?",
    "– 40 °C?": "– 40 °C?",
    "What is « ça »": "What is « ça »",
}


@pytest.mark.parametrize("marked_up", ["<details><summary>{}</summary>Yes.</details>", "<h3>{}</h3><p>Yes.</p>"])
@pytest.mark.parametrize(("asked", "question"), ICONS.items())
def test_marks_that_open_and_close_are_no_part_of_a_question(marked_up: str, asked: str, question: str) -> None:
    page = marked_up.format(asked) + marked_up.format("Is it new?")

    assert rows(page) == [(question, "Yes."), ("Is it new?", "Yes.")]


def test_a_raised_mark_is_part_of_the_question() -> None:
    assert rows(details("What is an H<sup>+</sup>")) == [("What is an H+", "Yes.")]


def test_a_button_with_a_mark_asks() -> None:
    page = "<div><button>When? <i>+</i></button><p>Now.</p></div><div><button>How? <i>+</i></button><p>So.</p></div>"

    assert rows(page) == [("When?", "Now."), ("How?", "So.")]


def test_a_heading_above_all_questions_is_no_topic() -> None:
    page = f"<h2>Questions and answers</h2>{details('Is it new?')}{details('Is it far?')}"
    assert {entry.topic for entry in read(page, "faq.html").entries} == {None}


def test_several_terms_are_aliases_and_a_term_alone_gets_a_note() -> None:
    result = read("<dl><dt>Why?<dt>For what reason?<dd>So.\n<dt>How?</dl>", "faq.html")

    assert result.entries[0].aliases == ("For what reason?",)
    assert [(remark.kind, remark.line) for remark in result.remarks] == [("note", 2)]


def test_a_question_by_two_routes_is_kept_once_and_reported() -> None:
    page = FAQ_PAGE % question("Why?", "So.") + "\n<details><summary>why ?</summary>Else.</details>"

    result = read(page, "faq.html")

    assert [(entry.question, entry.answer, entry.line) for entry in result.entries] == [("Why?", "So.", 2)]
    assert [(remark.kind, remark.line) for remark in result.remarks] == [("note", 4)]


def test_what_another_route_adds_is_kept_too() -> None:
    page = FAQ_PAGE % question("Why?", "So.") + "<details><summary>How?</summary>Thus.</details><h2>Any more?</h2>"

    result = read(page, "faq.html")

    assert [entry.question for entry in result.entries] == ["Why?", "How?"]
    assert "Any more?" in result.skipped[0].text


HALF_MARKED = """<html><h1>FAQ</h1><main>
<h2>Hours</h2>
<h3>Is there a map?</h3><p>At the desk.</p>
<details><summary>When are you open?</summary><p>At six.</p></details>
<h2>Prices</h2>
<h3>How much is it?</h3><p>£6.</p><details><summary>Small print</summary><p>Or £7.</p></details>
<h3>When are you open?</h3><p>See above.</p>
<h3>Parking</h3><p>Behind the house.</p><details><summary>Map</summary><p>None.</p></details>
<h3>Is it warm?</h3><p>Yes.</p>
</main><aside><h3>Why choose us?</h3><p>We are nice.</p></aside><footer><h3>Any more?</h3><p>Call.</p></footer></html>"""


def test_headings_that_ask_more_than_what_is_marked_up_are_entries_too() -> None:
    result = read(HALF_MARKED, "faq.html")

    assert [(entry.question, entry.answer, entry.topic, entry.line) for entry in result.entries] == [
        ("Is there a map?", "At the desk.", "Hours", 3),
        ("When are you open?", "At six.", None, 4),
        ("How much is it?", "£6.\n\n**Small print**\n\nOr £7.", "Prices", 6),
        ("Is it warm?", "Yes.", "Prices", 9),
    ]
    assert [(remark.kind, remark.line) for remark in result.remarks if "markup" not in remark.text] == [
        ("skipped", 6),
        ("skipped", 8),
        ("skipped", 8),
        ("skipped", 10),
        ("skipped", 10),
    ]


def test_as_many_headings_that_ask_as_are_marked_up_stay_out() -> None:
    asked = "<h2>Still have questions?</h2><p>Call us.</p><h2>Or none?</h2>"

    result = read(f"{details('Is it new?')}{asked}<h2>How</h2><p>So.</p>", "faq.html")

    assert [entry.question for entry in result.entries] == ["Is it new?"]
    assert ["Still" in remark.text or "Or none" in remark.text for remark in result.skipped] == [True, True]


@pytest.mark.parametrize("element", ["html", "body"])
def test_a_page_may_be_marked_up_as_one_question(element: str) -> None:
    page = f"""<{element} itemscope itemtype="https://schema.org/Question"><h1 itemprop="name">How old is it?</h1>
        <div itemprop="acceptedAnswer" itemscope itemtype="https://schema.org/Answer"><p itemprop="text">Very.</p></div>"""
    assert [(entry.question, entry.answer) for entry in read(page, "faq.html").entries] == [("How old is it?", "Very.")]


@pytest.mark.parametrize(
    "marked_up",
    [
        details("Is it new?"),
        terms("Is it new?"),
        FAQ_PAGE % question("Is it new?", "Yes.") + "<h3>Is it new?</h3><p>Yes, it is.</p>",
        """<div itemscope itemtype="https://schema.org/Question"><h3 itemprop="name">Is it new?</h3>
        <p itemprop="acceptedAnswer">Yes.</p></div>""",
    ],
)
def test_a_marked_up_question_is_there_once_and_in_no_answer_of_a_heading(marked_up: str) -> None:
    page = f"<h3>Is it far?</h3><p>No.</p>{marked_up}<h3>Is it near?</h3><p>Yes.</p>"

    assert sorted(rows(page)) == [("Is it far?", "No."), ("Is it near?", "Yes."), ("Is it new?", "Yes.")]


def test_answers_by_users_are_left_out() -> None:
    page = FAQ_PAGE.replace("FAQPage", "QAPage") % question("Why?", "Dunno")

    assert read(page, "faq.html").kept == 0
    assert read(page, "faq.html").skipped[0].line == 2


def test_a_broken_script_is_reported_and_the_page_read_all_the_same() -> None:
    page = '<script type="application/ld+json">{"@type": FAQ}</script><dl><dt>Why?<dd>So.</dl>'

    result = read(page, "faq.html")

    assert result.kept == 1
    assert "not JSON" in result.skipped[0].text


def test_the_head_is_cleaned_as_entries_are() -> None:
    script = '{"@type": "FAQPage", "name": "a\\ud800\\u001bb", "mainEntity": [%s]}'
    question = '{"@type": "Question", "name": "Why?", "acceptedAnswer": {"@type": "Answer", "text": "So."}}'

    assert dict(jsonld_reader.read(script % question, "faq.json").head) == {"title": "a\ufffdb"}


def test_title_and_language_are_the_head_and_links_become_absolute() -> None:
    page = """<html lang="fr"><title>Aide</title><link rel="canonical" href="https://example.org/faq/">
    <dl><dt>Où ?<dd><a href="ici">Ici</a></dl>"""

    result = read(page, "-")

    assert dict(result.head) == {"title": "Aide", "language": "fr"}
    assert result.entries[0].answer == "[Ici](https://example.org/faq/ici)"
    assert result.entries[0].source == "https://example.org/faq/"


def test_a_page_without_questions_is_refused() -> None:
    with pytest.raises(FileError, match="looks like a web page, but no FAQ"):
        read("<html><body><h1>Welcome</h1><p>Text.</p></body></html>", "index.html")


def test_a_page_nested_without_end_is_refused_at_once() -> None:
    with pytest.raises(FileError, match="nested more than"):
        read("<div>" * 100_000 + "Why?", "faq.html")


FRAGMENTS = {
    "nested lists": (
        "<ol start='3'><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ol>",
        "3. a\n   - b\n   - c\n4. d",
    ),
    "loose lists": ("<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>", "- a\n\n  b\n\n- c"),
    "a list outside its item": ("<ul><li>a</li><ul><li>b</li></ul></ul>", "- a\n  - b"),
    "a list typed with breaks": ("Do this:<br>1. a<br>2. b", "Do this:\n\n1. a\n2. b"),
    "code": ('<pre><code class="language-sh">a ``` b\n  c</code></pre>', "````sh\na ``` b\n  c\n````"),
    "code in a line": ("Press <kbd>a`b</kbd>", "Press ``a`b``"),
    "a table": ("<table><tr><th>a<th>b|c<tr><td>1<td>2<br>3</table>", "| a | b\\|c |\n| --- | --- |\n| 1 | 2 3 |"),
    "a table that only lays out": ("<table><tr><td><ul><li>a</ul></td></tr></table>", "- a"),
    "emphasis": ("<b>a </b>b <i>c</i><em>d</em> <s>e</s>", "**a** b *cd* ~~e~~"),
    "emphasis that Markdown cannot mark": ("これは<b>「重要」</b>です", "これは「重要」です"),
    "links": (
        '<a href="https://e.org/a_(b)">x [y]</a> <a href="javascript:z()">z</a> <a href="#top">up</a>',
        "[x \\[y\\]](<https://e.org/a_(b)>) z up",
    ),
    "an address as its own text": ('<a href="https://e.org">https://e.org</a>', "<https://e.org>"),
    "an image": ('<img src="a.png" alt="A b"><img src="data:x" alt="c">', "![A b](a.png)c"),
    "breaks and paragraphs": ("a<br>b<br><br>c", "a  \nb\n\nc"),
    "quotation": ("<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"),
    "powers": ("m<sup>2</sup> and 2<sup>nd</sup>", "m² and 2nd"),
    "text that looks like markup": ("<p># a *b* 1 < 2 &lt;b&gt; a_b_c</p>", "\\# a \\*b\\* 1 < 2 \\<b> a_b_c"),
    "plain text with breaks": ("First.\n\n1. a\n2. b", "First.\n\n1. a\n2. b"),
}  # fmt: skip


@pytest.mark.parametrize(("fragment", "expected"), FRAGMENTS.values(), ids=FRAGMENTS)
def test_structure_survives(fragment: str, expected: str) -> None:
    assert html_answer(fragment) == expected


def words_of(html: str) -> str:
    return " ".join((LexborHTMLParser(html).body.text() or "").split())


TEXT = st.lists(st.sampled_from([*list("ab1 _*`[]()<>&;#+-.=~|!\\:\"'\n"), "1. ", "](", "&amp;", "<b>"]), max_size=25)


@given(TEXT.map("".join))
@example("--\n-")
def test_text_reads_the_same_after_conversion(text: str) -> None:
    markdown = html_answer(f"<p>{stdlib_html.escape(text)}</p><p>end</p>")

    rendered = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)

    assert words_of(rendered) == words_of(f"<p>{stdlib_html.escape(text)}</p>\n<p>end</p>")
    assert set(re.findall(r"<(\w+)", rendered)) <= {"p", "br"}


@given(st.lists(st.sampled_from("<p> </p> <b> <ul> <li> </ul> <table> <tr> <td> <a href=x> a <pre> <br> </b>".split())))
def test_no_fragment_is_too_broken(parts: list[str]) -> None:
    assert isinstance(html_answer("".join(parts)), str)


def test_what_is_said_of_the_rest_of_a_page_names_its_lines_and_no_question() -> None:
    page = """<html>
<body>Some words.<br><br>
<p><a name="q1"><b>1. What is it?</b></a></p><p>A tool.</p><p><b>2. Where is it?</b></p><p>Here.</p>
</body></html>"""
    found = read(page, "faq.html")
    assert [entry.question for entry in found.entries] == ["What is it?", "Where is it?"]
    assert [remark.text for remark in found.remarks] == ["line 2, outside the questions, is left out: “Some words.”"]
