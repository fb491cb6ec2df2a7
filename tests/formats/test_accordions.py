"""Titles and the panels that they open: every item of a page is an entry, whatever it is made of and worded like."""

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from askfaq.formats.html.reader import read

# One item in each way in which pages write them; `{n}` counts items.
ITEMS = {
    "W3C": """<h3><button type="button" aria-expanded="false" aria-controls="s{n}" id="t{n}">{title}<i></i></button></h3>
        <div id="s{n}" role="region" aria-labelledby="t{n}" hidden>{panel}</div>""",
    "Bootstrap 3": """<div class="panel"><div class="panel-heading"><h4 class="panel-title"><a data-toggle="collapse"
        data-parent="#all" href="#c{n}">{title}</a></h4></div><div id="c{n}" class="panel-collapse collapse">
        <div class="panel-body">{panel}</div></div></div>""",
    "Bootstrap 4": """<div class="card"><div class="card-header" id="h{n}"><h5><button class="btn btn-link"
        data-toggle="collapse" data-target="#c{n}">{title}</button></h5></div><div id="c{n}" class="collapse"
        aria-labelledby="h{n}"><div class="card-body">{panel}</div></div></div>""",
    "Bootstrap 5": """<div class="accordion-item"><h2 class="accordion-header"><button class="accordion-button"
        data-bs-toggle="collapse" data-bs-target="#c{n}">{title}</button></h2><div id="c{n}"
        class="accordion-collapse collapse"><div class="accordion-body">{panel}</div></div></div>""",
    "Elementor": """<div class="elementor-toggle-item"><div id="e{n}" class="elementor-tab-title" role="tab"
        aria-controls="c{n}"><span aria-hidden="true"><i>+</i></span><a href="">{title}</a></div><div id="c{n}"
        class="elementor-tab-content" role="tabpanel" aria-labelledby="e{n}">{panel}</div></div>""",
    "Yoast": """<div class="schema-faq-section" id="faq-question-{n}"><strong class="schema-faq-question">{title}</strong>
        <p class="schema-faq-answer">{panel}</p></div>""",
    "Webflow, with a nav as the panel": """<div class="item w-dropdown"><div class="w-dropdown-toggle"><div class="icon">
        </div><div>{title}</div></div><nav class="w-dropdown-list"><p>{panel}</p></nav></div>""",
    "Webflow after its script": """<div class="item w-dropdown"><div class="w-dropdown-toggle" id="w{n}" role="button"
        aria-haspopup="menu" aria-expanded="false" aria-controls="l{n}"><div>{title}</div></div>
        <nav class="w-dropdown-list" id="l{n}" aria-labelledby="w{n}"><p>{panel}</p></nav></div>""",
    "checkboxes": """<div class="tab"><input type="checkbox" id="k{n}"><label for="k{n}">{title}</label>
        <div class="tab-content">{panel}</div></div>""",
    "radio buttons side by side": """<input type="radio" name="a" id="r{n}"><label for="r{n}">{title}</label>
        <article>{panel}</article>""",
    "plain buttons": """<button class="accordion">{title}</button><div class="panel"><p>{panel}</p></div>""",
    "a button in each box": """<div class="q"><button>{title}</button><div><p>{panel}</p></div></div>""",
    "Radix": """<div data-state="closed" class="border-b"><h3 data-state="closed"><button aria-controls="radix-:{n}:"
        aria-expanded="false">{title}<svg></svg></button></h3><div id="radix-:{n}:" role="region"><div>{panel}</div></div>
        </div>""",
    "MUI": """<div class="MuiAccordion-root"><div class="MuiAccordionSummary-root" tabindex="0" role="button"
        aria-expanded="false" aria-controls="m{n}"><div class="MuiAccordionSummary-content"><p>{title}</p></div></div>
        <div class="MuiCollapse-root"><div><div id="m{n}" role="region"><div><p>{panel}</p></div></div></div></div></div>""",
    "jQuery UI": "<h4>{title}</h4><div><p>{panel}</p></div>",
    "Divi": """<div class="et_pb_toggle et_pb_toggle_{n}"><h5 class="et_pb_toggle_title">{title}</h5>
        <div class="et_pb_toggle_content"><p>{panel}</p></div></div>""",
    "Gutenberg": """<div class="wp-block-accordion-item"><h3 class="wp-block-accordion-heading"><button type="button">
        <span>{title}</span><span aria-hidden="true">+</span></button></h3><div role="region"><p>{panel}</p></div></div>""",
    "details in boxes": """<div class="accordion"><details id="D{n}"><summary><svg></svg><h3>{title}</h3></summary>
        <div class="rte"><p>{panel}</p></div></details></div>""",
    "Squarespace": """<li class="accordion-item"><h4 role="heading"><button aria-expanded="false" aria-controls="d{n}">
        <span>{title}</span><div aria-hidden="true"></div></button></h4><div id="d{n}"><p>{panel}</p></div></li>""",
    "boxes without a meaning": """<div class="x1"><div class="x2"><div><span>{title}</span></div></div><div class="x3">
        <div><p>{panel}</p></div></div></div>""",
    "boxes that take turns": """<div class="q">{title}</div><div class="a">{panel}</div>""",
    "a mark as the button": """<div class="card"><header><p>{title}</p><button aria-label="more"><i></i></button></header>
        <div class="card-content">{panel}</div></div>""",
    "a list with bold beginnings": "<li><strong>{title}</strong><br>{panel}</li>",
    "links to themselves": """<li class="accordion-item"><a href="#" class="accordion-title">{title}</a>
        <div class="accordion-content"><p>{panel}</p></div></li>""",
    "definitions with buttons": """<div><dt><button aria-expanded="false" aria-controls="f{n}">{title}</button></dt>
        <dd id="f{n}"><p>{panel}</p></dd></div>""",
    "rows of a table": "<tr><td>{title}</td><td>{panel}</td></tr>",
}  # fmt: skip
AROUND = {"Squarespace": "ul", "a list": "ul", "links": "ul", "definitions": "dl", "rows": "table"}


def group(kind: str, *items: tuple[str, str], first: int = 1) -> str:
    """Items of one kind in an element around them."""
    tag = next((tag for start, tag in AROUND.items() if kind.startswith(start)), "div")
    texts = [ITEMS[kind].format(n=n, title=title, panel=panel) for n, (title, panel) in enumerate(items, first)]
    return f"<{tag}>{''.join(texts)}</{tag}>"


def rows(page: str) -> list[tuple[str, str, str | None]]:
    return [(entry.question, entry.answer, entry.topic) for entry in read(page, "faq.html").entries]


@pytest.mark.parametrize("kind", ITEMS)
def test_every_item_is_an_entry_whatever_its_wording(kind: str) -> None:
    boats = group(kind, ("Who may row?", "All."), ("Lost <b>oars</b>", "At the <i>hut</i>."))
    bikes = group(kind, ("Helmets", "Free."), ("Can I rent one?", "Yes."), first=3)
    page = (
        f"<h1>Help</h1><p>Read this.</p><h2>Boats</h2>{boats}<h2>Bikes</h2>\n<p>Note this.</p>{bikes}\n"
        "<p>Written in May.</p>"
    )

    result = read(page, "faq.html")

    assert [(entry.question, entry.answer, entry.topic) for entry in result.entries] == [
        ("Who may row?", "All.", "Boats"),
        ("Lost oars", "At the *hut*.", "Boats"),
        ("Helmets", "Free.", "Bikes"),
        ("Can I rent one?", "Yes.", "Bikes"),
    ]
    assert {remark.kind for remark in result.remarks} == {"note"}
    for told in ("“Lost oars”", "“Helmets”", "“Read this.”", "“Note this.”", "“Written in May.”"):
        assert sum(told in remark.text for remark in result.remarks) == 1, told


@pytest.mark.parametrize("kind", ITEMS)
def test_a_sign_of_opening_is_no_part_of_a_title(kind: str) -> None:
    signed = [("<span>+</span> Who may row?", "All."), ("Helmets are where?<i>▼</i>", "Here.")]
    assert [row[0] for row in rows(f"<h1>Help</h1>{group(kind, *signed)}")] == ["Who may row?", "Helmets are where?"]


OPENING = [kind for kind in ITEMS if kind.split()[0] not in ("jQuery", "boxes", "a", "links", "rows", "definitions")]


@pytest.mark.parametrize("kind", [*OPENING, "a button in each box"])
def test_items_none_of_which_asks_are_entries_too(kind: str) -> None:
    page = f"<h1>Help</h1>{group(kind, ('Delivery', 'Fast.'), ('Payment', 'Later.'))}"

    assert rows(page) == [("Delivery", "Fast.", None), ("Payment", "Later.", None)]


def test_pages_with_several_kinds_give_all_in_their_order() -> None:
    page = (
        f"<h2>A</h2>{group('details in boxes', ('Is it new?', 'Yes.'), ('Age', 'Old.'))}"
        f"<h2>B</h2>{group('plain buttons', ('Size', 'Big.'), ('Is it far?', 'No.'))}"
        "<h2>C</h2><dl><dt>Is it warm?</dt><dd>Yes.</dd><dt>Wind</dt><dd>None.</dd></dl>"
        f"<h2>D</h2>{group('W3C', ('Is it free?', 'No.'), ('Price', 'One.'))}"
    )

    assert rows(page) == [
        ("Is it new?", "Yes.", "A"),
        ("Age", "Old.", "A"),
        ("Size", "Big.", "B"),
        ("Is it far?", "No.", "B"),
        ("Is it warm?", "Yes.", "C"),
        ("Wind", "None.", "C"),
        ("Is it free?", "No.", "D"),
        ("Price", "One.", "D"),
    ]


def test_an_item_of_its_own_under_a_heading_counts_like_the_others() -> None:
    page = (
        f"<h2>A</h2>{group('Bootstrap 5', ('Is it new?', 'Yes.'), ('Age', 'Old.'))}"
        f"<h2>B</h2>{group('Bootstrap 5', ('Size', 'Big.'), first=3)}"
    )

    assert [row[0] for row in rows(page)] == ["Is it new?", "Age", "Size"]


def test_a_panel_keeps_its_headings_lists_and_titles_that_open_more() -> None:
    more = '<button aria-expanded="false" aria-controls="m">Small print</button><div id="m">None.</div>'
    panel = f"<p>Yes.</p><h3>When</h3><ul><li>now</li><li>later</li></ul>{more}"
    page = group("W3C", ("Opening", panel), ("Is it far?", "No."))

    assert rows(page)[0][1] == "Yes.\n\n### When\n\n- now\n- later\n\nSmall print\n\nNone."


def test_titles_that_hold_items_are_their_topics() -> None:
    inner = group("Bootstrap 5", ("Child fares", "Half."), ("Can I return one?", "Yes."), first=10)
    page = group("Bootstrap 5", ("Tickets", inner), ("Who runs the ferry?", "The town."))

    assert rows(page) == [
        ("Child fares", "Half.", "Tickets"),
        ("Can I return one?", "Yes.", "Tickets"),
        ("Who runs the ferry?", "The town.", None),
    ]


def test_titles_that_hold_headings_that_ask_are_their_topics() -> None:
    tickets = "<h4>How do I buy one?</h4><p>Online.</p><h4>Returning one</h4><p>At the desk.</p><p>Or by mail.</p>"
    tickets += "<h4>Is there a discount?</h4><p>No.</p>"
    page = group("W3C", ("Tickets", tickets), ("Boats", "<h4>Is it wet?</h4>A bit.<h4>Is it cold?</h4>Yes."))

    assert rows(page) == [
        ("How do I buy one?", "Online.", "Tickets"),
        ("Returning one", "At the desk.\n\nOr by mail.", "Tickets"),
        ("Is there a discount?", "No.", "Tickets"),
        ("Is it wet?", "A bit.", "Boats"),
        ("Is it cold?", "Yes.", "Boats"),
    ]


BLOCK_PANELS = [kind for kind in OPENING if "{panel}</p>" not in ITEMS[kind]]


@pytest.mark.parametrize("kind", BLOCK_PANELS)
def test_the_first_line_of_an_answer_never_replaces_the_title_that_opens_it(kind: str) -> None:
    lines = {"Is it far?": "How long is a day?", "Lengths": "Too long?", "May I row?": "In short:", "Locks": "Why not?"}
    panel = "<p>{}</p><p>See the map.</p><ol><li>{}</li></ol>"
    page = group(kind, *((title, panel.format(line, title)) for title, line in lines.items()))

    assert rows(page) == [(title, f"{line}\n\nSee the map.\n\n1. {title}", None) for title, line in lines.items()]


@pytest.mark.parametrize("title", ["Is it open?", "Opening"])
@pytest.mark.parametrize("parts", [["Monday:", "Is it a holiday?", "Sunday:"], ["Summer?", "Ask us", "Winter?"]])
def test_lines_above_lists_in_an_answer_are_no_titles_unless_they_are_all_of_it(title: str, parts: list[str]) -> None:
    panel = "".join(f"<p>{part}</p><ul><li>Nine.</li></ul>" for part in parts)
    page = group("Bootstrap 5", (title, f"<p>Mind the sign.</p>{panel}"), ("Is it far?", "No."))

    assert [row[0] for row in rows(page)] == [title, "Is it far?"]


def test_a_topic_that_opens_may_hold_titles_of_any_look() -> None:
    items = group("boxes that take turns", ("How much is a child?", "Half."), ("Dogs", "Free."), ("Who pays?", "You."))
    page = group("Bootstrap 5", ("Tickets", items), ("Is it far?", "No."))

    assert rows(page) == [
        ("How much is a child?", "Half.", "Tickets"),
        ("Dogs", "Free.", "Tickets"),
        ("Who pays?", "You.", "Tickets"),
        ("Is it far?", "No.", None),
    ]


CARD = '<div class="card"><div class="card-header"><h5>{}</h5></div><div class="card-body"><p>{}</p></div></div>'
CARDS = [
    CARD.format(*texts) for texts in (("Ready to row?", "Join us."), ("News", "None."), ("Who rows here?", "Ann."))
]


@pytest.mark.parametrize("between", ["", "<p>Written in May.</p>"])
def test_cards_beside_those_that_open_are_none_unless_they_stand_among_them(between: str) -> None:
    opening = group("Bootstrap 4", ("Is it far?", "No."), ("Is it deep?", "A bit."), ("Locks", "Two."))
    among = opening.removesuffix("</div>") + CARD.format("Oars", "Here.") + "</div>"

    first = among.count("\n") + 2
    cards = "\n".join(CARDS)
    result = read(f"{among}{between}\n<div>{cards}</div>", "faq.html")

    assert [entry.question for entry in result.entries] == ["Is it far?", "Is it deep?", "Locks", "Oars"]
    assert [entry.answer for entry in result.entries] == ["No.", "A bit.", "Two.", "Here."]
    for line, title in ((first, "Ready to row?"), (first + 1, "News"), (first + 2, "Who rows here?")):
        assert [remark.line for remark in result.remarks if f"opens nothing, left out: “{title}”" in remark.text] == [
            line
        ]


def test_cards_that_open_nothing_are_entries_where_none_does() -> None:
    assert [row[0] for row in rows(f"<div>{''.join(CARDS)}</div>")] == ["Ready to row?", "News", "Who rows here?"]


def test_cards_in_an_answer_stay_in_it() -> None:
    page = group("Bootstrap 4", ("Is it far?", f"<p>No.</p>{''.join(CARDS)}"), ("Is it deep?", "A bit."))

    result = read(page, "faq.html")

    assert [entry.question for entry in result.entries] == ["Is it far?", "Is it deep?"]
    assert result.entries[0].answer.endswith("##### Who rows here?\n\nAnn.")
    assert not any("left out" in remark.text for remark in result.remarks)


def tabs(*titles: str) -> str:
    items = [f'<li><a href="#t{n}" data-toggle="tab">{title}</a></li>' for n, title in enumerate(titles)]
    return f'<ul role="tablist">{"".join(items)}</ul>'


def test_the_titles_of_tabs_are_the_topics_of_the_items_in_them() -> None:
    first = group("Bootstrap 4", ("Where is it?", "Here."), ("Number", "One."))
    second = group("Bootstrap 4", ("Can I return it?", "Yes."), first=3)
    page = f'{tabs("Orders", "Returns")}<div id="t0">{first}</div><div id="t1">{second}</div>'

    assert [(question, topic) for question, _, topic in rows(page)] == [
        ("Where is it?", "Orders"),
        ("Number", "Orders"),
        ("Can I return it?", "Returns"),
    ]


def test_tabs_that_ask_are_entries() -> None:
    page = f'{tabs("How long is it?", "What do I wear?")}<div id="t0">An hour.</div><div id="t1">Boots.</div>'

    assert rows(page) == [("How long is it?", "An hour.", None), ("What do I wear?", "Boots.", None)]


ASKED = group("W3C", ("Is it new?", "Yes."), ("Age", "Old."))
NO_ITEMS = {
    "a menu": """<ul><li><button aria-expanded="false">Shop</button><ul><li><a href="/a">Hats</a><li><a href="/b">Shoes</a>
        </ul><li><button aria-expanded="false">About</button><ul><li><a href="/c">Story</a><li><a href="/d">Press</a>
        </ul></ul>""",
    "a menu that asks, in the footer": """<footer><details><summary>Why us?</summary><p>We are nice.</p></details>
        </footer>""",
    "tabs": f'{tabs("Linux", "Mac")}<div id="t0">apt</div><div id="t1">brew</div>',
    "what cookies are for": """<div class="cookie-banner"><details><summary>What is needed?</summary>All.</details>
        <details><summary>Marketing</summary>None.</details></div>""",
    "a dialog": '<div role="dialog"><details><summary>What is this?</summary>A dialog.</details></div>',
    "filters": """<details><summary>Colour</summary><label><input type="checkbox">red</label></details>
        <details><summary>Price</summary><input type="number"></details>""",
    "choices in a form": """<form><input type="radio" id="x1"><label for="x1">Small</label><p>One.</p>
        <input type="radio" id="x2"><label for="x2">Large</label><p>Two.</p><button>Buy</button></form>""",
    "more to read": """<div class="t"><button aria-expanded="false">Read more</button><p>Of this.</p></div>
        <div class="t"><button aria-expanded="false">Read more</button><p>Of that.</p></div>""",
    "titles that lead elsewhere": """<div class="card"><h3><a href="/x">Why us?</a></h3><p>Read it.</p></div>
        <div class="card"><h3><a href="/y">Why now?</a></h3><p>Read that.</p></div>""",
    "boxes that ask nothing": """<div class="card"><h3>Ann</h3><p>Bakes.</p></div>
        <div class="card"><h3>Bob</h3><p>Sells.</p></div>""",
}  # fmt: skip


@pytest.mark.parametrize("other", NO_ITEMS.values(), ids=NO_ITEMS)
@pytest.mark.parametrize("page", ["{other}{asked}", "{asked}{other}"])
def test_what_opens_no_answers_is_no_entry_and_in_none(page: str, other: str) -> None:
    assert rows(page.format(other=other, asked=ASKED)) == [("Is it new?", "Yes.", None), ("Age", "Old.", None)]


def test_what_looks_like_a_menu_is_told_by_line() -> None:
    result = read(f"\n\n{NO_ITEMS['a menu']}{ASKED}", "faq.html")

    assert [remark.line for remark in result.remarks if "“Shop”, “About”" in remark.text] == [3]


def test_a_title_that_opens_nothing_is_told() -> None:
    page = f"{ASKED}\n{group('W3C', ('Colour', ''), first=5)}"

    assert [remark.text for remark in read(page, "faq.html").skipped] == ["no answer to “Colour”"]


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ('When?<span class="sr-only">Toggle answer</span>', "When?"),
        ('When?<i class="material-icons">expand_more</i>', "When?"),
        ("<span>Q.</span>When?", "When?"),
        ("Q1: When?", "When?"),
    ],
)
def test_what_only_stands_beside_a_title_is_no_part_of_it(title: str, question: str) -> None:
    beside = title.replace("When?", "Where?").replace("1", "2")

    assert [row[0] for row in rows(group("W3C", (title, "<b>A.</b> Now."), (beside, "<b>A.</b> Here.")))] == [
        question,
        "Where?",
    ]


@pytest.mark.parametrize("element", ['<meta aria-controls="p">', '<script aria-controls="p"></script>'])
def test_what_is_in_the_head_opens_nothing(element: str) -> None:
    page = f'<head>{element}</head><body><h2>What is it?</h2><div id="p"><p>An apple.</p></div></body>'
    assert [entry.question for entry in read(page, "faq.html").entries] == ["What is it?"]


def test_badges_before_answers_go_with_those_before_questions() -> None:
    badge = '<span class="badge">{}</span>{}'
    items = [
        (badge.format("Q", title), badge.format("A", text)) for title, text in [("When?", "Now."), ("Pets", "No.")]
    ]

    assert rows(group("boxes that take turns", *items)) == [("When?", "Now.", None), ("Pets", "No.", None)]


def test_running_numbers_are_no_part_of_questions() -> None:
    page = group("plain buttons", ("1. When?", "1. a"), ("2. Pets", "No."))

    assert [row[0] for row in rows(page)] == ["When?", "Pets"]


@pytest.mark.parametrize("number", ["<span>{}</span>", "<span>{}</span> ", "<b>0{}</b>", "<i><b>{}.</b></i> ", "{}. "])
@pytest.mark.parametrize("kind", ["plain buttons", "W3C", "details in boxes", "boxes without a meaning"])
def test_numbers_that_run_up_over_a_series_of_titles_are_no_part_of_them(kind: str, number: str) -> None:
    titles = ["When?", "2 boats", "How far?", "Locks"]
    numbered = group(kind, *((number.format(n) + title, "So.") for n, title in enumerate(titles, 1)))
    again = group(
        kind, *((number.format(n) + title, "Yes.") for n, title in enumerate(["Who?", "Is it new?"], 1)), first=7
    )
    page = numbered + again + group("Bootstrap 5", ("Is it wet?", "Yes."), ("Is it cold?", "No."), first=11)

    assert [row[0] for row in rows(page)] == [*titles, "Who?", "Is it new?", "Is it wet?", "Is it cold?"]


@pytest.mark.parametrize("titles", [["3", "9"], ["2", "3"], ["1", "1"], ["1", "3"], ["1", ""], ["2024", "2025"]])
def test_numbers_that_do_not_run_up_are_part_of_titles(titles: list[str]) -> None:
    page = group("W3C", *((f"<b>{title}</b> boats, {n}?", "Yes.") for n, title in enumerate(titles)))

    assert [row[0] for row in rows(page)] == [f"{title} boats, {n}?".strip() for n, title in enumerate(titles)]


def test_a_topic_has_no_running_number_either() -> None:
    inner = group("Bootstrap 5", ("Child fares", "Half."), ("Can I return one?", "Yes."), first=10)
    page = group("Bootstrap 5", ("<span>1</span> Tickets", inner), ("<span>2</span> Who runs it?", "All."))

    assert [(question, topic) for question, _, topic in rows(page)] == [
        ("Child fares", "Tickets"),
        ("Can I return one?", "Tickets"),
        ("Who runs it?", None),
    ]


def sections(*parts: str) -> str:
    return "".join(f"<h2>{question}</h2>{answer}" for question, answer in zip(parts[::2], parts[1::2], strict=True))


ENDINGS: dict[str, Callable[[int], str]] = {
    "back to top": lambda _: '<p><a href="#top">↑ Back to top</a></p>',
    "was it helpful": lambda n: f'<div>Was this helpful? <a href="/y?{n}">Yes</a> <a href="/n?{n}">No</a></div>',
    "edit": lambda n: f'<p><a href="https://git.example/edit/{n}.md">Edit this page</a></p>',
    "share": lambda n: f'<ul><li><a href="https://s.example/{n}">Share on Facebook</a></li></ul>',
    "whatever recurs": lambda n: f"<p>Ask for leaflet {n} at the desk.</p>",
    "two of them": lambda n: f'<p><a href="#top">Top</a></p><p><a href="/print/{n}">Print version</a></p>',
}


@pytest.mark.parametrize("ending", ENDINGS.values(), ids=ENDINGS)
@pytest.mark.parametrize("way", ["headings", "W3C"])
def test_what_recurs_under_every_answer_is_no_part_of_any(ending: Callable[[int], str], way: str) -> None:
    asked = [("How far?", "A mile."), ("How deep?", "A foot."), ("How cold?", "Very.")]
    items = [(question, f"<p>{answer}</p>{ending(n)}") for n, (question, answer) in enumerate(asked)]
    page = group("W3C", *items) if way == "W3C" else sections(*(part for item in items for part in item))

    result = read(page, "faq.html")

    assert [(entry.question, entry.answer) for entry in result.entries] == asked
    assert any("under 3 answers, and no part of any, left out" in remark.text for remark in result.remarks)


def test_what_two_of_many_answers_end_with_stays() -> None:
    page = sections("A?", "<p>a</p><p>Call.</p>", "B?", "<p>b</p><p>Call.</p>", "C?", "c", "D?", "d")

    assert [row[1] for row in rows(page)] == ["a\n\nCall.", "b\n\nCall.", "c", "d"]


@pytest.mark.parametrize("asked", ["<p>{}</p>", "<p><b>{}</b></p>", "<h3>{}</h3>"])
def test_a_heading_ends_an_answer_and_what_it_is_above_is_told(asked: str) -> None:
    page = (
        f"<h1>Boats</h1>{asked.format('How far?')}<p>A mile.</p>{asked.format('How deep?')}<p>A foot.</p>\n"
        "<h2>License</h2><p>Free for all.</p>"
    )

    result = read(page, "faq.html")

    assert [(entry.question, entry.answer) for entry in result.entries] == [
        ("How far?", "A mile."),
        ("How deep?", "A foot."),
    ]
    assert [remark.line for remark in result.remarks if "Free for all" in remark.text] == [2]


@pytest.mark.parametrize("offer", ["Still have questions?", "Didn’t find your answer?", "Haben Sie noch Fragen?"])
def test_an_offer_of_more_answers_is_no_entry(offer: str) -> None:
    page = sections("How far?", "A mile.", "How deep?", "A foot.", offer, "Call us.")

    result = read(page, "faq.html")

    assert [entry.answer for entry in result.entries] == ["A mile.", "A foot."]
    assert [offer in remark.text for remark in result.skipped] == [True]


def test_a_table_of_contents_is_no_answer() -> None:
    page = (
        '<h1>Help</h1><h2>Contents</h2><ul><li><a href="#a">How far?</a></li><li><a href="#b">How deep?</a></li></ul>'
        '<h2 id="a">How far?</h2><p>A mile.</p><h2 id="b">How deep?</h2><p>A foot.</p>'
    )

    assert [row[:2] for row in rows(page)] == [("How far?", "A mile."), ("How deep?", "A foot.")]


HOSTILE = {
    "items": lambda n: group("W3C", *((f"Why {i}?", f"So {i}.") for i in range(n))),
    "buttons without panels": lambda n: "".join(f"<button>w{i}?</button><br>" for i in range(n)),
    "boxes in boxes": lambda n: ("<div>a" * 900 + "</div>" * 900 + "<p>Why?</p><p>b</p>") * (n // 900),
    "items in items": lambda n: "".join(
        f"<div><b>Why {i}?</b>" + "</div>" * (900 * (i % 900 == 899)) for i in range(n)
    ),
    "one panel for all": lambda n: "".join(f'<button aria-controls="c">w{i}</button>' for i in range(n)) + "<p id=c>t",
    "asides": lambda n: "<button>a" + "<i class=sr-only>b</i>" * n + "</button><p>Why?</p>",
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_four_times_the_page_takes_about_four_times_as_long(page: Callable[[int], str]) -> None:
    def seconds(n: int) -> float:
        text = f"<p>How?</p><p>So.</p><p>Why?</p><p>So.</p>{page(n)}"
        before = time.process_time()
        read(text, "faq.html")
        return time.process_time() - before

    assert seconds(8000) < 8 * seconds(2000) + 0.2


PARTS = """<div> </div> <div class="faq"> <section> </section> <details> </details> <summary>Why?</summary> <dl> </dl>
<dt>How?</dt> <dd>So.</dd> <h3>When?</h3> <h2>Boats</h2> <p>Text.</p> <button>Where?</button> <ul> </ul> <li> </li>
<button aria-expanded="false" aria-controls="p">What?</button> <a href="#p">Who?</a> <nav> </nav> <div id="p"> <form>
<b>Bold</b> <label for="i">Label</label> <input type="checkbox" id="i"> </form> Words. <footer> </footer> <table> <tr>
<td>Cell?</td> </tr> </table> <div itemscope itemtype="https://schema.org/Question"> <b itemprop="name">Name?</b>
<p itemprop="acceptedAnswer">Reply.</p> <div role="tab" aria-controls="q">Tab?</div> <div id="q">"""
PIECES = re.findall(r"<[^/][^>]*>[^<>\n]+</\w+>|<[^<>]*>|\w+\.", PARTS)


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_no_page_is_too_broken(pieces: list[str]) -> None:
    page = f"<h3>Is it read?</h3><p>Yes.</p>{' '.join(pieces)}"

    assert all(entry.question and entry.answer for entry in read(page, "faq.html").entries)


def test_a_summary_under_the_title_stands_above_the_answer() -> None:
    item = '<div class="accordion-section"><div class="head"><h2>{}</h2><p>{}</p></div><div><p>{}</p></div></div>'
    page = item.format("Permits", "For all.", "Ask us.") + item.format("Fees", "Low.", "Ten.")

    assert rows(page) == [("Permits", "For all.\n\nAsk us.", None), ("Fees", "Low.\n\nTen.", None)]


@pytest.mark.parametrize("around", ['<div id="accordion">{}</div>', "<amp-accordion>{}</amp-accordion>"])
def test_headings_in_what_is_called_an_accordion_need_not_ask(around: str) -> None:
    assert rows(around.format("<h3>Dogs</h3><div>No.</div><h3>Cats</h3><div>Yes.</div>")) == [
        ("Dogs", "No.", None),
        ("Cats", "Yes.", None),
    ]
