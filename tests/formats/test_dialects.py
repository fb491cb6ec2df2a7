"""What other tools write into Markdown: boxes, components, attributes and raw HTML come out as plain Markdown."""

import pytest

from askfaq.formats.markdown.reader import read
from askfaq.formats.registry import export, read_bytes
from askfaq.model import Entry, FaqFile

Row = tuple[str, str]

SWIM = ("How do I swim?", "Slowly:\n\n- *left*\n- right")
TOWELS = ("Towels", "Bring one.")
PANELS: dict[str, tuple[str, str]] = {
    "details, with Markdown behind a blank line in a div": (
        "faq.md",
        "<details>\n<summary>How do I swim?</summary>\n<div>\n\nSlowly:\n\n- *left*\n- right\n\n</div>\n</details>\n\n"
        "<details><summary><b>Towels</b></summary><br>\n\nBring one.\n\n</details>\n",
    ),
    "details, with HTML on the line of the summary": (
        "faq.md",
        "<details><summary>How do I <i>swim</i>?</summary><p>Slowly:</p><ul><li><em>left</em></li><li>right</li></ul></details>\n"
        "<details><summary>Towels</summary>Bring one.</details>\n",
    ),
    "details, with Markdown by its attribute": (
        "faq.md",
        '<details markdown="1">\n<summary>How do I swim?</summary>\nSlowly:\n\n- *left*\n- right\n</details>\n'
        '<details markdown="1"><summary>Towels</summary>\nBring one.\n</details>\n',
    ),
    "components with a title": (
        "faq.mdx",
        'import { Accordion } from "x"\n\n<AccordionGroup>\n  <Accordion title="How do I swim?" icon={<Icon a="b" />}>\n'
        "    Slowly:\n\n    - *left*\n    - right\n  </Accordion>\n  <Accordion\n    title={'Towels'}\n  >\n"
        "    Bring one.\n  </Accordion>\n</AccordionGroup>\n",
    ),
    "components with a title inside": (
        "faq.mdx",
        "<Accordion>\n<AccordionItem>\n<AccordionTrigger>How do I swim?</AccordionTrigger>\n<AccordionContent>\n\nSlowly:\n\n"
        "- *left*\n- right\n\n</AccordionContent>\n</AccordionItem>\n<AccordionItem>\n"
        "<AccordionTrigger>Towels</AccordionTrigger>\n<AccordionContent>Bring one.</AccordionContent>\n"
        "</AccordionItem>\n</Accordion>\n",
    ),
    "questions and answers that are components": (
        "faq.mdx",
        "<FAQ>\n<Question>How do I swim?</Question>\n<Answer>\nSlowly:\n\n- *left*\n- right\n</Answer>\n"
        "<Question>Towels</Question>\n<Answer>Bring one.</Answer>\n</FAQ>\n",
    ),
    "an answer in an attribute": (
        "faq.mdx",
        '<FAQItem question="How do I swim?">\n\nSlowly:\n\n- *left*\n- right\n\n</FAQItem>\n\n'
        '<FAQItem question="Towels" answer="Bring one." />\n',
    ),
    "a custom element": (
        "faq.md",
        '<x-details summary="How do I swim?">\n\nSlowly:\n\n- *left*\n- right\n\n</x-details>\n\n'
        '<x-details summary="Towels">\n\nBring one.\n\n</x-details>\n',
    ),
    "MkDocs": (
        "faq.md",
        '??? question "How do I swim?"\n\n    Slowly:\n\n    - *left*\n    - right\n\n???+ question "Towels"\n    Bring one.\n',
    ),
    "MkDocs, open": (
        "faq.md",
        '!!! question "How do I swim?"\n\n    Slowly:\n\n    - *left*\n    - right\n\n!!! question "Towels"\n    Bring one.\n',
    ),
    "VitePress and Docusaurus": (
        "faq.md",
        ":::details How do I swim?\nSlowly:\n\n- *left*\n- right\n:::\n\n::: details Towels\n\nBring one.\n\n:::\n",
    ),
    "MyST": (
        "faq.md",
        "```{dropdown} How do I swim?\n:open:\nSlowly:\n\n- *left*\n- right\n```\n\n:::{dropdown} Towels\nBring one.\n:::\n",
    ),
    "Obsidian": (
        "faq.md",
        "> [!faq]- How do I swim?\n> Slowly:\n>\n> - *left*\n> - right\n\n> [!faq]- Towels\n> Bring one.\n",
    ),
    "shortcodes of Hugo": (
        "faq.md",
        '{{< faq >}}\n{{< details "How do I swim?" >}}\nSlowly:\n\n- *left*\n- right\n{{< /details >}}\n'
        '{{< details title="Towels" >}}\nBring one.\n{{< /details >}}\n{{< /faq >}}\n',
    ),
    "Liquid": (
        "faq.md",
        "{% details How do I swim? %}\nSlowly:\n\n- *left*\n- right\n{% enddetails %}\n\n"
        "{% details Towels %}\nBring one.\n{% enddetails %}\n",
    ),
    "Discourse": (
        "faq.md",
        '[details="How do I swim?"]\nSlowly:\n\n- *left*\n- right\n[/details]\n\n[details="Towels"]\nBring one.\n[/details]\n',
    ),
}


@pytest.mark.parametrize(("name", "text"), PANELS.values(), ids=PANELS)
def test_a_panel_is_an_entry_even_if_it_does_not_ask(name: str, text: str) -> None:
    result = read(f"# Pool FAQ\n\n## Water\n\n{text}", name)

    assert [(entry.question, entry.answer) for entry in result.entries] == [SWIM, TOWELS]
    assert {entry.topic for entry in result.entries} == {"Water"}
    assert [remark.text for remark in result.remarks] == ["kept, but not worded as a question: “Towels”"]


def answer_of(markdown: str, name: str = "pool.md") -> str:
    """The answer of the first of two entries, of which this is the text."""
    return read(f"## Why?\n\n{markdown}\n\n## How?\n\nThus.\n", name).entries[0].answer


ANSWERS: dict[str, tuple[str, str]] = {
    "keys are text": ("Press <kbd>F</kbd> now.", "Press F now."),
    "breaks": ("One.<br>Two.<br />\nThree.", "One.  \nTwo.  \nThree."),
    "emphasis": ("<b>a</b> <em> b </em> <del>c</del> <code>d</code>", "**a**  *b*  ~~c~~ `d`"),
    "links": ('<a href="https://e.org">the <b>way</b></a>, <a id="x"></a>here', "[the **way**](https://e.org), here"),
    "pictures that can be opened": ('<img src="https://e.org/a.png" alt="A b">', "![A b](https://e.org/a.png)"),
    "pictures that cannot": ('<p align="center"><img src="a.png" alt="A b" width="3"></p>', "A b"),
    "entities": ("M&uuml;hle &amp; &lt;b&gt; &mdash; `&amp;`", "Mühle & \\<b\\> — `&amp;`"),
    "a comment": ("So.\n\n<!-- nobody\nsees this -->\n\nYes<!-- nor this -->.", "So.\n\nYes."),
    "a box of HTML": ("<div class='x'>\n\nSo, *so*.\n\n</div>", "So, *so*."),
    "details": ("<details>\n<summary>In winter</summary>\n\nInside.\n\n</details>", "**In winter**\n\nInside."),
    "a table of HTML": (
        "<table>\n<tr><th>A</th><th>B</th></tr>\n\n<tr><td>1</td><td><b>2</b></td></tr>\n</table>",
        "| A | B |\n| --- | --- |\n| 1 | **2** |",
    ),
    "HTML in a list": ("- a\n- <p>b <b>c</b></p>\n- d", "- a\n- b **c**\n\n- d"),
    "a break in a cell": ("| a | b |\n|---|---|\n| 1<br>2 | 3 |", "| a | b |\n|---|---|\n| 1 2 | 3 |"),
    "attributes of kramdown": ('[x](/x){:target="_blank"} and *y*{: .z}\n{: .lead}', "[x](/x) and *y*"),
    "line ends of kramdown": ("One,\\\\\ntwo.", "One,  \ntwo."),
    "attributes of MkDocs": ("[x](/x){ .md-button target=_blank }", "[x](/x)"),
    "GitHub's boxes": ("So.\n\n> [!NOTE]\n> Mind it.\n\nYes.", "So.\n\n**Note**\n\nMind it.\n\nYes."),
    "boxes in each other": (
        ":::tip Mind\nSo.\n\n::::warning\nHot.\n::::\n:::",
        "**Mind**\n\nSo.\n\n**Warning**\n\nHot.",
    ),
}


@pytest.mark.parametrize(("markdown", "answer"), ANSWERS.values(), ids=ANSWERS)
def test_an_answer_is_plain_markdown(markdown: str, answer: str) -> None:
    assert answer_of(markdown) == answer


@pytest.mark.parametrize(
    "markdown",
    [
        "```html\n<details><summary>Why?</summary></details>\n<!-- x --> &amp; <br>\n```",
        "Write `<details>`, `&amp;` and ``<!-- `x` -->``.",
        "Code:\n\n    <br> &uuml;\n    {: .x}",
        "Type `boat <name>` or <your-name>, 1 < 2 & 3 > 2, List<String>.",
        "See <https://e.org> and <me@e.org>.",
        "A {brace}, a `{{< ref >}}`, {% unknown %}.",
        "$$a \\\\\nb$$",
        '```\n??? question "Why?"\n    x\n:::tip\n```',
        "It costs :: 3, !!! and ??? remain.",
        "> [quoted] text\n> goes on",
        "import the file, then export it.",
    ],
)
def test_what_only_looks_like_markup_is_lossless(markdown: str) -> None:
    assert answer_of(markdown) == markdown


def test_imports_and_expressions_of_mdx_are_no_text() -> None:
    text = (
        "import A from './a'\nexport const meta = {\n  title: 'x',\n}\n\n## Why? {/* a */}\n\nSo{' '}it {props.is}.\n\n"
        "{/* hidden */}\n\n<Icon name='x' />\n\n## How?\n\nThus `{x}`.\n"
    )

    assert [(entry.question, entry.answer) for entry in read(text, "faq.mdx").entries] == [
        ("Why?", "So it ."),
        ("How?", "Thus `{x}`."),
    ]


def test_lists_of_javascript_are_read_from_pages_of_mdx_alone() -> None:
    text = (
        '# FAQ\n\n<List items={[\n  { question: \'Why?\', answer: "So \\"so\\"." },\n'
        "  { q: `How?`, id: 3, a: '<p>Thus, <b>thus</b>.</p>' },\n]} />\n"
    )

    assert [(entry.question, entry.answer, entry.line) for entry in read(text, "faq.mdx").entries] == [
        ("Why?", 'So "so".', 4),
        ("How?", "Thus, **thus**.", 5),
    ]
    assert answer_of("Say { question: 'Why?', answer: 'So.' }.") == "Say { question: 'Why?', answer: 'So.' }."


@pytest.mark.parametrize(
    "heading",
    [
        "## Why?\n{: #why-so .big}",
        "{: id='why-so'}\n## Why?",
        "## Why? {#why-so}",
        "<a name='why-so'></a>\n\n## Why?",
        "## <a id='why-so'></a>Why?",
        "Why?\n----\n{: #why-so}",
    ],
)
def test_ids_of_headings_are_taken(heading: str) -> None:
    (first, _) = read(f"* TOC\n{{:toc}}\n\n{heading}\n\nSo.\n\n## How?\n\nThus.\n", "pool.md").entries

    assert (first.question, first.id, first.answer) == ("Why?", "why-so", "So.")


def test_a_panel_in_another_is_an_entry_of_its_own() -> None:
    inner = "<details><summary>{}</summary>\n\n{}\n\n</details>\n\n"
    asked = inner.format("Why?", "So.\n\n" + inner.format("And in winter?", "No.") + "Yes.")
    topic = inner.format("Water", inner.format("Is it warm?", "Yes.") + inner.format("Depth", "2 m."))

    rows = [(entry.question, entry.answer, entry.topic) for entry in read(asked + topic, "pool.md").entries]

    assert rows == [
        ("Why?", "So.\n\nYes.", None),
        ("And in winter?", "No.", None),
        ("Is it warm?", "Yes.", "Water"),
        ("Depth", "2 m.", "Water"),
    ]


def test_headings_in_a_panel_end_with_it() -> None:
    panel = "<details><summary>{}</summary>\n\n## {}\n\nSo.\n\n</details>\n\n"

    rows = [
        (entry.question, entry.answer, entry.topic)
        for entry in read(panel.format("Water", "Why?") + panel.format("Land", "How?"), "pool.md").entries
    ]

    assert rows == [("Why?", "So.", "Water"), ("How?", "So.", "Land")]


def test_panels_that_ask_nothing_are_entries_of_a_faq_alone() -> None:
    panels = '<Card title="Water">\nWet.\n</Card>\n<Card title="Land">\nDry.\n</Card>\n'

    assert read(f"# FAQ\n\n{panels}", "pool.mdx").kept == 2
    assert (
        read(f"## Why?\n\nSo.\n\n{panels}", "pool.mdx").entries[0].answer
        == "So.\n\n**Water**\n\nWet.\n\n**Land**\n\nDry."
    )


def test_lines_are_those_of_the_file_whatever_was_made_of_it() -> None:
    text = (
        '<!-- a\nb -->\n\n??? question "Why?"\n    So.<br>Yes.\n\nStray.\n\n'
        "<details>\n<summary>How?</summary>\nThus.\n</details>\n"
    )

    result = read(text, "pool.md")

    assert [entry.line for entry in result.entries] == [4, 10]
    assert [remark.line for remark in result.remarks] == [7]


def test_answers_of_an_export_come_back_with_their_html() -> None:
    answer = '<kbd>F</kbd> &amp; <!-- x -->\n\n??? question "y"'
    text = export(FaqFile((Entry("why", "Why?", answer),)), "markdown")

    assert read_bytes(text.encode(), "faq.md").entries[0].answer == answer


@pytest.mark.parametrize(
    "comment",
    [
        "{::comment}\nThe pump is broken.\n{:/comment}",
        "Slowly. {% comment %}The pump{% endcomment %}",
        "{{/* The pump\nis broken. */}}",
    ],
)
def test_comments_of_the_tools_that_make_a_page_are_never_imported(comment: str) -> None:
    result = read(f"## How do I swim?\n\nSlowly.\n{comment}\n\n## Is it warm?\n\nYes.\n", "faq.md")

    assert [entry.question for entry in result.entries] == ["How do I swim?", "Is it warm?"]
    assert "pump" not in result.entries[0].answer
    assert result.entries[0].answer.startswith("Slowly.")


def test_what_is_only_marked_for_the_tools_stays_text() -> None:
    text = (
        "## How long? :octicons-clock-16:\n\n{% raw %}Reply {{ code }} now.{% endraw %}\n\n"
        "## Is it open?\n\nA {::comment} that never ends.\n\n```\n{::comment}\nx\n{:/comment}\n```\n"
    )

    result = read(text, "faq.md")

    assert [entry.question for entry in result.entries] == ["How long?", "Is it open?"]
    assert result.entries[0].answer == "Reply {{ code }} now."
    assert "{::comment}\nx" in result.entries[1].answer
