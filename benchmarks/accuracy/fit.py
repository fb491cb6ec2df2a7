"""Fit the weights of the blend and of the confidence on labelled sets; print how they do on sets left out.

    python -m benchmarks.accuracy.fit --sets DIR [--near DIR --folds K --fold I] [--reader FILE] [--no-blend] [--write]

Each set is judged by numbers fitted on the other sets (sets that share a first word, such as covid_en and
covid_de, count as one). Every set counts the same, however large. --write then fits on all of them and rewrites
src/askfaq/engine/ranking/weights.py. Variants made from the sets (fewer and more phrasings, entries dropped, small
FAQs) teach what published sets do not hold; see labelled.py. What holds for languages that the encoder does not speak
is learned from all sets, read as if it did not speak theirs.

What the reader's word counts is learned from the FAQs of --near, training/answerability, too: from those of the fold
that the reader of --reader was trained without (tools/train_reader.py), which otherwise would seem surer than it is.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.analysis.query import SPOKEN, QueryReader
from askfaq.engine.cached_index import read_or_build
from askfaq.engine.decision import THRESHOLD
from askfaq.engine.encoder.caching import CachingEncoder
from askfaq.engine.encoder.encoder import Encoder, cores
from askfaq.engine.encoder.reader import WEIGHTS as WEIGHTS_OF_READER
from askfaq.engine.encoder.reader import Reader, Reading
from askfaq.engine.index import shortlist
from askfaq.engine.index.entry_states import encode
from askfaq.engine.index.source import source_of
from askfaq.engine.ranking import signals, similarity
from askfaq.engine.ranking import weights as weights_in_use
from askfaq.engine.ranking.confidence import Evidence, logistic
from askfaq.engine.ranking.entry_reader import EntryReader
from askfaq.engine.ranking.matcher import Matcher
from askfaq.engine.ranking.weights import CHOICE, READ_WEIGHT, SCOPE, WEIGHTS, Slope
from askfaq.engine.storage.cache import hashed
from benchmarks.accuracy.labelled import (
    Labelled,
    auroc,
    read_answerability,
    read_sets,
    small,
    with_phrasings,
    with_queries_learned,
    without_a_quarter,
)

Floats = NDArray[np.float32]
MOST_QUERIES = 300  # of one set, in fitting the blend
SHRINKAGE = 1e-3
SHARES = {"as published": 1.0, "a quarter dropped": 0.12, "small": 0.05}  # of a variant's weight in the confidence
OTHER_SHARE = 0.06
SINGLE_FOREIGN_SHARE = 0.6  # the only real set in another language has one phrasing an entry: those decide with it
FEWER_COUNT = 0.3  # weight of variants with other numbers of phrasings
NEAR_SHARE = 4.0  # of all FAQs of training/answerability together
WORDS_ONLY = ("letters", "words", "answer_words")  # the signals that need no encoder
AS_FOREIGN = ("as published", "a quarter dropped", "small", "1 phrasings", "queries learned")  # also read without it
Slopes = dict[str, Slope]


class Measured(NamedTuple):
    """The raw material of one set or variant: q queries, S signals, n entries."""

    made: Labelled
    signals: Floats  # (q, S, n), in standard deviations
    gold: NDArray[np.bool_]  # (q, n)
    ends: tuple[float, float, float]  # how far the weights `single`, `many` and `foreign` apply
    as_foreign: bool  # read as if the encoder did not speak the language
    has_answers: bool  # of the entries' own
    evidence: list[Evidence]
    first_right: NDArray[np.bool_]  # (q,)
    after_reading: Callable[[float], tuple[list[Evidence], NDArray[np.bool_]]]  # both, for a READ_WEIGHT

    @property
    def family(self) -> str:
        if self.made.kind == "answerability":  # halves: each is judged by numbers that the other has taught
            return f"answerability {crc32(self.made.name.encode()) // 7 % 2}"
        return self.made.name.split("_")[0]

    @property
    def foreign(self) -> bool:
        """Whether the encoder does not speak the language, or is taken not to."""
        return self.ends[2] > 0.5

    @property
    def column(self) -> str:
        """The column of the slopes that its queries are weighed by."""
        if self.foreign:
            return "foreign"
        return "read" if self.evidence[0].read else "fluent"

    @property
    def answerable(self) -> NDArray[np.bool_]:
        return self.gold.any(axis=1)


def variants(sets: Sequence[Labelled]) -> list[Labelled]:
    """The sets and what is made of them."""
    found: list[Labelled] = []
    for made in sets:
        found.append(made)
        others = [with_queries_learned(made)]
        if len(made.faq.entries) < sum(len(e.phrasings) for e in made.faq.entries):
            others += [with_phrasings(made, 1), with_phrasings(made, 3)]
        found += others
        found += [without_a_quarter(made, seed) for seed in (1, 2, 3)]
        found += [without_a_quarter(other, 1)._replace(kind="dropped, " + other.kind) for other in others]
        found += [small(made, 12, seed) for seed in (1, 2, 3)]
    return found


class RememberingReader(Reader):
    """Reads the same query and text once: variants of a set ask for it again and again."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._found: dict[bytes, Reading] = {}

    def read(self, query: Floats, texts: Sequence[Floats]) -> list[Reading]:
        keys = [hashed(query.tobytes() + text.tobytes()) for text in texts]
        new = [i for i, key in enumerate(keys) if key not in self._found]
        if new:
            self._found.update(zip([keys[i] for i in new], super().read(query, [texts[i] for i in new]), strict=True))
        return [self._found[key] for key in keys]


def measure(made: Labelled, encoder: Encoder, reader: Reader | None, *, as_foreign: bool = False) -> Measured:
    query_reader = QueryReader(made.faq, encoder.vocabulary)
    if as_foreign:
        query_reader.language_coverage = 0.0
    entries = made.faq.entries
    found = read_or_build(made.faq, encoder, query_reader.language_coverage).content
    index = found.content
    entry_reader = None
    if reader and query_reader.language_coverage >= SPOKEN and index.answered:
        states = encode(source_of(entries), encoder, None)
        entry_reader = EntryReader(entries, index, encoder, states if len(states.digests) else None, reader)
    matcher = Matcher(entries, encoder, query_reader, found, entry_reader)
    asked = [query_reader.read(query) for query in made.queries]
    texts = [a.text for a in asked]
    views = encoder.views(texts)
    among = shortlist.everything(index.owners, index.semantic.passage_owners)
    close = similarity.compare(index.semantic, among, similarity.as_queries(index.semantic, views))
    raw = [signals.measure(among, c, signals.wording(index, a.text)) for a, c in zip(asked, close, strict=True)]
    gold = np.array([[e.id in ids for e in entries] for ids in made.right])
    weighed = [
        signals.Candidates(among, c, signals.scores(index, matcher.spread, r)) for c, r in zip(close, raw, strict=True)
    ]
    everything = np.arange(len(entries))
    states_of = encoder.middle(texts, threads=cores()) if entry_reader else [None] * len(texts)
    with ThreadPoolExecutor(cores()) as pool:
        readings = list(pool.map(lambda q, c, s: matcher.read(q, c, everything, s), texts, weighed, states_of))

    def after_reading(weight: float) -> tuple[list[Evidence], NDArray[np.bool_]]:
        evidence, right = [], []
        for i, (a, before, read) in enumerate(zip(asked, weighed, readings, strict=True)):
            candidates = signals.after_reading(index, before, read, weight)
            first = int(candidates.scores.argmax())
            evidence.append(matcher.evidence(candidates, everything, first, matcher.overlap(a, first).coverage))
            right.append(gold[i, first])
        return evidence, np.array(right)

    told = np.array([index.answered if weight.is_of_answers else 1.0 for weight in WEIGHTS.values()])
    ends = (
        (1 - index.learned) * index.language_coverage,
        index.learned * index.language_coverage,
        1 - index.language_coverage,
    )
    values = np.stack(raw) / matcher.spread.signals[:, None] * told[:, None]
    return Measured(
        made,
        values.astype(np.float32),
        gold,
        ends,
        as_foreign,
        index.answered > 0,
        *after_reading(READ_WEIGHT),
        after_reading,
    )


def fit_blend(measured: Sequence[Measured]) -> NDArray[np.float64]:
    """The weights `single`, `many` and `foreign`, shape (3, S): the softmax likelihood of a right entry, by Adam."""
    prepared = []
    for m in measured:
        rows = np.flatnonzero(m.answerable)
        rows = np.random.default_rng(1).permutation(rows)[:MOST_QUERIES]
        prepared.append((m, m.signals[rows], m.gold[rows], 1.0 if m.made.kind == "as published" else FEWER_COUNT))
    usable = np.ones((3, len(WEIGHTS)))
    usable[2] = [name in WORDS_ONLY for name in WEIGHTS]
    weights = 0.5 * usable
    moment, square = np.zeros_like(weights), np.zeros_like(weights)
    total = sum(share for *_, share in prepared)
    for step in range(1, 201):
        gradient = 2 * SHRINKAGE * weights
        for m, values, gold, share in prepared:
            gradient += share / total * np.outer(m.ends, _blend_slope(values, gold, np.array(m.ends) @ weights))
        moment = 0.9 * moment + 0.1 * gradient
        square = 0.99 * square + 0.01 * gradient**2
        rate = 0.05 * moment / (1 - 0.9**step) / (np.sqrt(square / (1 - 0.99**step)) + 1e-9)
        weights = np.maximum(weights - rate, 0) * usable
    return weights


def _blend_slope(values: Floats, gold: NDArray[np.bool_], weight: NDArray[np.float64]) -> NDArray[np.float64]:
    """The gradient of the mean negative log likelihood that the chosen entry is one of the right ones."""
    scores = np.einsum("qsn,s->qn", values, weight.astype(np.float32))
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    all_share = odds / odds.sum(axis=1, keepdims=True)
    right_odds = np.where(gold, odds, 0) + 1e-12 * gold
    right_share = right_odds / right_odds.sum(axis=1, keepdims=True)
    return np.einsum("qn,qsn->s", all_share - right_share, signals).astype(np.float64) / len(signals)


def fit_logistic(
    measured: Sequence[Measured],
    names: Sequence[str],
    target: Callable[[Measured], Any],
    only: Callable[[Measured], Any],
) -> dict[str, float]:
    """Logistic regression with weights of at least 0 (more evidence never lowers the odds), by Newton's method."""
    blocks, truths, shares = [], [], []
    for m in measured:
        rows = np.flatnonzero(only(m))
        share = SHARES.get(m.made.kind, OTHER_SHARE)
        if m.made.kind == "answerability":
            share = NEAR_SHARE / sum(other.made.kind == "answerability" for other in measured)
        if m.foreign and m.made.kind == "1 phrasings":
            share = SINGLE_FOREIGN_SHARE
        if len(rows):
            blocks.append(np.array([[getattr(m.evidence[i], name) for name in names] for i in rows]))
            truths.append(np.asarray(target(m), float)[rows])
            shares.append(np.full(len(rows), share / len(rows)))
    x, y, share = np.concatenate(blocks), np.concatenate(truths), np.concatenate(shares)
    share /= share.sum()
    middle, size = x.mean(axis=0), x.std(axis=0) + 1e-9
    x = np.column_stack([(x - middle) / size, np.ones(len(x))])
    ridge = np.append(np.full(len(names), 6e-3), 0)
    weights, free = np.zeros(x.shape[1]), np.ones(x.shape[1], bool)
    for _ in range(60):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (share * (p - y)) + ridge * weights
        curvature = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag(ridge + 1e-9)
        step = np.zeros_like(weights)
        step[free] = np.linalg.solve(curvature[np.ix_(free, free)], gradient[free])
        weights = weights - step
        free &= ~((weights < 0) & (np.arange(len(weights)) < len(names)))
        weights[~free] = 0
    slopes = weights[:-1] / size
    return {"always": float(weights[-1] - slopes @ middle)} | dict(zip(names, map(float, slopes), strict=True))


def fit_confidence(measured: Sequence[Measured]) -> tuple[Slopes, Slopes]:
    """SCOPE and CHOICE (see confidence.py): each column from the queries that are weighed by it."""

    def fit(slopes: Slopes, target: Callable[[Measured], Any], only: Callable[[Measured], Any]) -> Slopes:
        columns = []
        for column in Slope._fields:
            names = [name for name in slopes if name != "always" and getattr(slopes[name], column)]
            used = [m for m in measured if m.column == column]
            columns.append(fit_logistic(used, names, target, only) if used else {})
        return {name: Slope(*(column.get(name, 0.0) for column in columns)) for name in slopes}

    scope = fit(SCOPE, lambda m: m.answerable, lambda m: m.answerable >= 0)
    choice = fit(CHOICE, lambda m: m.first_right, lambda m: m.answerable)
    return scope, choice


def confidences(m: Measured, scope: Slopes, choice: Slopes) -> NDArray[np.float64]:
    return np.array([logistic(scope, e) * logistic(choice, e) for e in m.evidence])


def report_blend(measured: Sequence[Measured]) -> None:
    print(f"\nhit@1 of the blend\n{'set':<20}{'variant':<27}{'left out':>9}{'as shipped':>11}")
    used = [m for m in measured if m.made.kind in ("as published", "queries learned") or "phrasings" in m.made.kind]
    used = [m for m in used if not m.made.kind.startswith("dropped")]
    shipped = np.array(list(WEIGHTS.values())).T
    left_out = {f: fit_blend([m for m in used if m.family != f]) for f in {m.family for m in used}}
    for m in used:
        figures = [hit(m, w) for w in (left_out[m.family], shipped)]
        print(f"{m.made.name:<20}{kind(m):<27}{figures[0]:>9.3f}{figures[1]:>11.3f}", flush=True)


def kind(m: Measured) -> str:
    return m.made.kind + (", foreign" if m.foreign else "")


def hit(m: Measured, weights: NDArray[np.float64]) -> float:
    first = np.einsum("qsn,s->qn", m.signals, (np.array(m.ends) @ weights).astype(np.float32)).argmax(axis=1)
    return float(m.gold[np.arange(len(first)), first][m.answerable].mean())


def report_reading(measured: Sequence[Measured]) -> None:
    """Print how often the first match is right for several READ_WEIGHTs."""
    families = sorted({m.family for m in measured if not m.as_foreign})
    print("\nhit@1 after reading, all variants\nweight  " + "".join(f"{f[:16]:>17}" for f in families))
    for weight in (0.0, 0.2, 0.35, 0.5, 0.75, 1.0, 1.5):
        hits = [
            np.mean(
                [
                    m.after_reading(weight)[1][m.answerable].mean()
                    for m in measured
                    if m.family == f and not m.as_foreign
                ]
            )
            for f in families
        ]
        print(f"{weight:<8}" + "".join(f"{hit:>17.3f}" for hit in hits), flush=True)


def report_confidence(measured: Sequence[Measured], read: Sequence[Measured]) -> list[tuple[float, float, float]]:
    """Print the tables; the rows of the last one: (share of queries, mean confidence, share that is right). Sets whose
    answers are read teach both ways of weighing, and are judged by what users get.
    """
    print(f"\nconfidence, fitted with the set left out, threshold {THRESHOLD}")
    print(f"{'set':<20}{'variant':<34}" + "".join(f"{f:>8}" for f in ("right", "wrong", "refused", "auroc", "ece")))
    both = [*measured, *read]
    fitted = {f: fit_confidence([m for m in both if m.family != f]) for f in {m.family for m in both}}
    replaced = {(m.made.name, m.made.kind) for m in read}
    pooled: list[tuple[float, float, float]] = []
    published: list[list[float]] = []
    near: list[list[float]] = []
    for m in both:
        if m.column == "fluent" and (m.made.name, m.made.kind) in replaced:
            continue
        c, inside = confidences(m, *fitted[m.family]), m.answerable
        said = c >= THRESHOLD
        row = [(said & m.first_right)[inside].mean(), (said & ~m.first_right).mean()]
        row += (
            [(~said)[~inside].mean(), auroc(c[inside].tolist(), c[~inside].tolist())]
            if (~inside).any()
            else [np.nan] * 2
        )
        row.append(error(c, m))
        if m.made.kind != "answerability":
            print(f"{m.made.name:<20}{kind(m):<34}" + "".join(f"{f:>8.3f}" for f in row))
        if m.made.kind == "answerability":
            near.append(row)
        if m.made.kind == "as published" and not m.as_foreign:
            published.append(row)
            pooled += [(float(a), float(b), 1 / len(c)) for a, b in zip(c, m.first_right, strict=True)]
    mean = np.nanmean(published, axis=0)
    print(f"{'mean':<20}{'as published':<34}" + "".join(f"{f:>8.3f}" for f in mean))
    if near:
        mean = np.nanmean(near, axis=0)
        print(f"{'mean':<20}{'answerability':<34}" + "".join(f"{f:>8.3f}" for f in mean))
    print("\nreliability over the published sets, each counted the same\nconfidence   share  mean   right")
    table = np.array(pooled)
    bars = []
    for low in np.arange(0, 1, 0.1):
        rows = table[(table[:, 0] >= low) & (table[:, 0] < low + 0.1)]
        if len(rows):
            mean = np.average(rows[:, :2], axis=0, weights=rows[:, 2])
            share = rows[:, 2].sum() / table[:, 2].sum()
            bars.append((float(share), float(mean[0]), float(mean[1])))
            print(f"{low:.1f} to {low + 0.1:.1f}{share:>9.3f}{mean[0]:>6.3f}{mean[1]:>8.3f}")
    return bars


def plot(bars: Sequence[tuple[float, float, float]]) -> str:
    """The reliability diagram as SVG: a dot for each tenth, its area the share of queries; the line is perfection."""
    dots = "".join(
        f'<circle cx="{40 + 300 * mean:.1f}" cy="{320 - 300 * right:.1f}" r="{30 * share**0.5 + 2:.1f}"/>'
        for share, mean, right in bars
    )
    labels = "".join(
        f'<text x="{40 + 300 * tick:.0f}" y="338" text-anchor="middle">{tick}</text>'
        f'<text x="34" y="{324 - 300 * tick:.0f}" text-anchor="end">{tick}</text>'
        for tick in (0, 0.25, 0.5, 0.75, 1)
    )
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" width="360" height="370" font-family="sans-serif" font-size="11">'
        '<rect width="360" height="370" fill="#fff"/><path d="M40 20V320H340M40 320 340 20" fill="none" stroke="#888"/>'
        f'<g fill="#2a6fb0" fill-opacity=".7">{dots}</g><g fill="#333">{labels}'
        '<text x="190" y="358" text-anchor="middle">confidence</text>'
        '<text x="12" y="170" text-anchor="middle" transform="rotate(-90 12 170)">share that is right</text>'
        "</g></svg>\n"
    )


def error(c: NDArray[np.float64], m: Measured) -> float:
    """Expected calibration error, ten equal bins."""
    bins = np.minimum(9, (c * 10).astype(int))
    return sum(abs(float((c - m.first_right)[bins == k].sum())) for k in range(10)) / len(c)


def write(measured: Sequence[Measured], read: Sequence[Measured]) -> None:
    """Rewrite weights.py: the confidence. The blend is printed, to be rounded and set by hand."""
    used = [m for m in measured if m.made.kind in ("as published", "queries learned", "1 phrasings", "3 phrasings")]
    print("\nblend on all sets")
    for name, weights in zip(WEIGHTS, fit_blend(used).T, strict=True):
        single, many, foreign = (round(float(w), 2) for w in weights)
        print(f"  {name:<12}", WEIGHTS[name]._replace(single=single, many=many, foreign=foreign))
    path = Path(weights_in_use.__file__)
    text = path.read_text(encoding="utf-8")
    for name, slopes in zip(("SCOPE", "CHOICE"), fit_confidence([*measured, *read]), strict=True):
        rows = "".join(
            f'    "{key}": Slope({", ".join(f"{value:.2f}" for value in s)}),\n' for key, s in slopes.items()
        )
        text = re.sub(rf"^{name} = {{$.*?^}}$", f"{name} = {{\n{rows}}}", text, flags=re.MULTILINE | re.DOTALL)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--near", type=Path, help="FAQs in the format of training/answerability")
    parser.add_argument("--folds", type=int, default=1, help="use one of so many parts of them")
    parser.add_argument("--fold", type=int, default=0, help="the one that the reader was trained without")
    parser.add_argument("--reader", default=WEIGHTS_OF_READER, help="the reader's weights, those in use unless given")
    parser.add_argument("--no-blend", action="store_true", help="leave the blend alone, fit the confidence only")
    parser.add_argument("--plot", type=Path, help="where to write the reliability diagram (SVG)")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    encoder = CachingEncoder(None)  # the variants ask the same queries again and again
    reader = RememberingReader(options.reader)
    made = variants(read_sets(options.sets, options.names))
    measured = [measure(one, encoder, None) for one in made]
    native = [one for one, m in zip(made, measured, strict=True) if not m.foreign and one.kind in AS_FOREIGN]
    measured += [measure(one, encoder, None, as_foreign=True) for one in native]
    near = read_answerability(options.near) if options.near else []
    near = [m for m in near if crc32(m.name.encode()) % options.folds == options.fold]
    told = [m.made for m in measured if m.column == "fluent" and m.has_answers]
    read = [measure(one, encoder, reader) for one in [*told, *near]]
    report_reading(read)
    if not options.no_blend:
        report_blend(measured)
    bars = report_confidence(measured, read)
    if options.plot:
        options.plot.write_text(plot(bars), encoding="utf-8")
    if options.write:
        write(measured, read)


if __name__ == "__main__":
    main()
