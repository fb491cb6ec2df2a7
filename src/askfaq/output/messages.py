"""What is said, in words: values become the parts of a page, whoever draws them (rich_pages.py or plain.py)."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from typing import NamedTuple

from askfaq import paths
from askfaq.errors import called
from askfaq.model import DEFAULT_TOP, NO_TOPIC, Entry, FaqFile, Level, Match, Problem, Result, topic_counts, topic_key
from askfaq.text.normalize import wording_key
from askfaq.text.sanitize import one_line

MAX_NAMED = 5  # topics or aliases in a message
MAX_RELATED = 3
MIN_NEAR = 0.3  # below, a question is not worth reading
LEAST_LEAD = 0.005  # what is shown as 0.00 is no lead
MAX_QUOTED = 60  # characters of a query that a message repeats
MAX_SENTENCE = 200  # characters of the sentence that settles a query
PICK = "a digit shows one"  # at the prompt

SURENESS: dict[Level, str] = {"high": "sure", "medium": "fairly sure", "low": "not sure"}


class EntryPage(NamedTuple):
    """One entry as a page: what `ask` shows for an answer and `show` for an id."""

    entry: Entry
    sureness: str | None = None
    related: tuple[Entry, ...] = ()
    flag: str | None = ""  # of a command that is suggested, so that it reads this FAQ too; None where digits pick
    faq: str = ""  # how to call its FAQ, where several are asked
    overrules: tuple[str, ...] = ()  # entries of other FAQs
    read_with: str = ""  # the question before, which made a question of what was asked


class Notice(NamedTuple):
    """Why there is no answer: lines, the entries to look at instead (numbered when one can be picked), more lines."""

    before: tuple[str, ...]
    entries: tuple[Entry, ...] = ()
    after: tuple[str, ...] = ()
    is_numbered: bool = False
    faqs: tuple[str, ...] = ()  # how to call the FAQ of each entry, where several are asked

    def leads(self) -> list[tuple[str, str, str]]:
        """Each entry's question with what stands before it in its line, and its id, with its FAQ."""
        leads = [f"  {n}. " if self.is_numbered else "  " for n, _ in enumerate(self.entries, 1)]
        places = [place_of(entry.id, faq) for entry, faq in zip_longest(self.entries, self.faqs)]
        return list(zip(leads, titles(self.entries), places, strict=True))


def titles(entries: Sequence[Entry]) -> list[str]:
    """The questions of the entries, with the topic where it tells one from another of the same question."""
    topics: dict[str, set[str]] = {}
    for entry in entries:
        topics.setdefault(wording_key(entry.question), set()).add(topic_key(entry.topic or ""))
    is_told = [entry.topic and len(topics[wording_key(entry.question)]) > 1 for entry in entries]
    return [
        f"{one_line(entry.question)} ({one_line(entry.topic or '')})" if told else one_line(entry.question)
        for entry, told in zip(entries, is_told, strict=True)
    ]


def faq_name(faq: FaqFile) -> str:
    """How to call a FAQ: its title in quotation marks, else its path."""
    return f'"{one_line(faq.title)}"' if faq.title else one_line(called(faq.path))


def faq_title(faq: FaqFile) -> str:
    """What stands above all that is listed of one of several FAQs: its name, and the path that --faq takes."""
    return f"{faq_name(faq)} ({one_line(faq.path)})" if faq.title else faq_name(faq)


def faq_names(faqs: Sequence[FaqFile]) -> dict[str, str]:
    """How to call each of several FAQs, by its path, which is named where two have one title; none of a single one."""
    count = Counter(map(faq_name, faqs))
    named = {faq.path: faq_name(faq) for faq in faqs if len(faqs) > 1}
    return {path: name if count[name] == 1 else f"{name} ({one_line(path)})" for path, name in named.items()}


def place_of(entry_id: str, faq: str | None) -> str:
    """An id, and behind it how to call its FAQ, where several are asked."""
    return f"{entry_id} in {faq}" if faq else entry_id


def no_answer(
    result: Result, faqs: Sequence[FaqFile], name: str, *, flag: str | None = "", in_stream: bool = False
) -> Notice:
    """What to say about a result without an answer; `name` is how to call the FAQ, `flag` makes a command read it, None
    stands for the prompt, where digits do. In a stream the reader has to be told which query it is about.
    """
    pick, listing = (PICK, "list") if flag is None else (f"askfaq show ID{flag}", f"askfaq list{flag}")
    asked = _quoted(result.query) if in_stream else "that"
    names = faq_names(faqs)
    offered = [match for match in result.matches if match.offered]
    near = offered or [match for match in result.matches if match.score > MIN_NEAR]
    entries = tuple(match.entry for match in near)
    own = tuple(names.get(match.faq or "", "") for match in near)
    if offered:
        is_one = len(offered) + result.held_back == 1
        said = f"{'this entry' if is_one else 'more than one entry'} may answer {asked}"
        if result.why and result.why.sharing > len(offered):
            said = f"{result.why.sharing} entries have {asked} as a wording, among them"
        more = (f"{result.held_back} more with -n {DEFAULT_TOP}",) if result.held_back else ()
        return Notice((f"askfaq: {said} ({pick}):",), entries, more, True, own)
    hint = f"Nearest questions ({pick}):" if near else f"{listing} shows what it does answer"
    return Notice((f"askfaq: no answer to {asked} in {name}", hint), entries, contacts(faqs), flag is None, own)


def contacts(faqs: Sequence[FaqFile]) -> tuple[str, ...]:
    """Whom to ask where none of the FAQs has an answer: all that they name, each with its FAQ where they differ."""
    named = {faq.path: one_line(faq.contact) for faq in faqs if faq.contact}
    if len(set(named.values())) < 2:
        return tuple(named.values())[:1]
    names = faq_names(faqs)
    return tuple(f"{names[path]}: {contact}" for path, contact in named.items())


def _quoted(text: str, most: int = MAX_QUOTED) -> str:
    line = one_line(text)
    return f'"{line if len(line) <= most else line[: most - 1] + "…"}"'


def answer_page(result: Result, faqs: Sequence[FaqFile], *, flag: str | None = "") -> EntryPage:
    """The page of an answered result."""
    best, names = result.matches[0], faq_names(faqs)
    faq = next(faq for faq in faqs if best.faq in (None, faq.path))
    others = [match for match in result.matches[1:] if match.faq == best.faq]
    page = EntryPage(best.entry, SURENESS[result.level], related(best.entry, others, faq), flag)
    return page._replace(faq=names.get(faq.path, ""), overrules=_overruled(best, names))


def _overruled(match: Match, names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(place_of(entry_id, names.get(faq)) for faq, entry_id in match.overrules)


def why_lines(result: Result, faqs: Sequence[FaqFile] = ()) -> list[str]:
    """What led to the first match, in plain words."""
    why = result.why
    if why is None:
        return [f"Why: {'there is no entry to look at' if result.query.strip() else 'the question is empty'}"]
    best, names = result.matches[0], faq_names(faqs)
    place = place_of(best.entry.id, names.get(best.faq or ""))
    lines = [f"Why: {one_line(why.phrasing)}  ({place}, confidence {result.confidence:.2f})"]
    if best.overrules:
        lines.append(f"  has the wording of, and comes before: {', '.join(_overruled(best, names))}")
    lines += [f"  spelling: {one_line(typed)} read as {one_line(read)}" for typed, read in why.repairs]
    lines += [f"  meaning the same: {one_line(typed)} read as {one_line(read)}" for typed, read in why.exchanged]
    if why.verbatim:
        lines.append("  word for word one of its wordings, so nothing else was looked at")
    else:
        shared = ", ".join(f"{one_line(word)} ({weight:.1f})" for word, weight in why.words)
        lines.append(f"  words in common, by rarity: {shared or 'none that tell'}")
        if why.missing:
            lines.append(f"  words it does not hold: {', '.join(map(one_line, why.missing))}")
    if why.names_topic:
        lines.append("  word for word one of its wordings, with its topic, which tells it from others of that wording")
    if why.closeness is not None:
        lines.append(f"  closeness of meaning: {why.closeness:.2f} of 1")
    if why.settled is not None:
        verdict = f"{'settles' if why.settles else 'does not settle'} it ({why.settled:.2f})"
        sentence = f": {_quoted(why.decisive, MAX_SENTENCE)}" if why.settles and why.decisive else ""
        lines.append(f"  the answer was read: {verdict}{sentence}")
    if why.runner_up:
        behind = f"less likely by {why.lead:.2f}" if why.lead >= LEAST_LEAD else "just as likely"
        place = place_of(why.runner_up.id, names.get(why.runner_up_faq or ""))
        lines.append(f"  next: {one_line(why.runner_up.question)}  ({place}), {behind}")
    return lines


def related(entry: Entry, others: Iterable[Match], faq: FaqFile) -> tuple[Entry, ...]:
    """Up to three other questions to look at: the next matches of the same topic, then others of that topic."""
    fellows = [] if entry.topic is None else faq.of_topic(entry.topic)[: MAX_RELATED + 1]
    same_topic = [faq.entries[place] for place in fellows]
    own = topic_key(entry.topic or "")
    ranked = [match.entry for match in others if topic_key(match.entry.topic or "") == own]
    found = dict.fromkeys([*ranked, *same_topic])
    return tuple(e for e in found if e.id != entry.id)[:MAX_RELATED]


def nearest_ids(file: FaqFile, entry_id: str) -> list[str]:
    """The ids spelled most like this one."""
    return _nearest(entry_id, [entry.id for entry in file.entries])


def unknown_id(file: FaqFile, entry_id: str, near: list[str], *, flag: str = "") -> str:
    """Says that there is no such entry, and which ones come near; `flag` makes a command read this FAQ."""
    hint = f"did you mean {', '.join(near)}?" if near else f"askfaq list{flag} shows them"
    return f'there is no entry "{one_line(entry_id)}"{_where(file)}; {hint}'


def unknown_alias(entry: Entry, alias: str) -> str:
    """Says that the entry has no such alias, and which ones come near, or which there are."""
    said, aliases = f'{entry.id} has no alias "{one_line(alias)}"', list(entry.aliases)
    if wording_key(alias) == wording_key(entry.question):
        return f"{said}: that is its question, which --question changes"
    if near := _nearest(alias, aliases):
        return f"{said}; did you mean {_quoted_names(near)}?"
    return f"{said}; {f'there are {_first_names(aliases)}' if aliases else 'it has none'}"


def ask_instead(words: list[str]) -> str:
    """How to ask words that were taken for a command."""
    return f"to ask this as a question: askfaq ask {one_line(' '.join(words))}"


def unknown_topic(file: FaqFile, topic: str) -> str:
    """Says that there is no such topic, and which ones come near, or which there are."""
    counts = topic_counts(file.entries)
    topics = [name or NO_TOPIC for name, _ in counts] if any(name for name, _ in counts) else []
    if near := _nearest(topic, topics):
        hint = f"did you mean {_quoted_names(near)}?"
    elif topics:
        hint = f"there are {_first_names(topics)}"
    else:
        hint = "this FAQ has no topics"
    return f'there is no topic "{one_line(topic)}"{_where(file)}; {hint}'


def _where(file: FaqFile) -> str:
    """For whoever copies a hint and forgets --faq."""
    return " in the sample FAQ" if file.path == paths.sample_faq() else ""


def _first_names(names: list[str]) -> str:
    return f"{_quoted_names(names[:MAX_NAMED])}{' and more' if len(names) > MAX_NAMED else ''}"


def _quoted_names(names: list[str]) -> str:
    return ", ".join(f'"{one_line(name)}"' for name in names)


def _nearest(text: str, choices: list[str]) -> list[str]:
    from askfaq.text.fuzzy import nearest

    return nearest(text, choices)


def problem_line(problem: Problem) -> str:
    """One problem in the form that editors and compilers share."""
    place = f"{called(problem.path)}:{problem.line}:{problem.column}"
    return one_line(f"{place}: {problem.level} {problem.code} {problem.message}")
