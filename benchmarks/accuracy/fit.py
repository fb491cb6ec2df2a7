"""Fit the weights of the blend and of the confidence on labelled sets; print how they do on sets left out.

    python -m benchmarks.accuracy.fit --sets DIR [--no-blend] [--write] [--plot FILE.svg]

Each set is judged by numbers fitted on the other sets (sets that share a first word, such as covid_en and
covid_de, count as one). Every set counts the same, however large. --write then fits on all of them and rewrites
src/askfaq/engine/ranking/weights.py. Variants made from the sets (fewer and more phrasings, entries dropped, small
FAQs) teach what published sets do not hold; see labelled.py. What holds for languages that the encoder does not speak
is learned from all sets, read as if it did not speak theirs.
"""

import argparse
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.analysis.query import QueryReader
from askfaq.engine.cached_index import read_or_build
from askfaq.engine.decision import THRESHOLD
from askfaq.engine.encoder.caching import CachingEncoder
from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.index import shortlist
from askfaq.engine.ranking import signals, similarity
from askfaq.engine.ranking import weights as weights_in_use
from askfaq.engine.ranking.confidence import Evidence, logistic
from askfaq.engine.ranking.matcher import Matcher
from askfaq.engine.ranking.weights import CHOICE, SCOPE, WEIGHTS, Slope
from benchmarks.accuracy.labelled import (
    Labelled,
    auroc,
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
    evidence: list[Evidence]
    first_right: NDArray[np.bool_]  # (q,)

    @property
    def family(self) -> str:
        return self.made.name.split("_")[0]

    @property
    def foreign(self) -> bool:
        """Whether the encoder does not speak the language, or is taken not to."""
        return self.ends[2] > 0.5

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


def measure(made: Labelled, encoder: Encoder, *, as_foreign: bool = False) -> Measured:
    reader = QueryReader(made.faq, encoder.vocabulary)
    if as_foreign:
        reader.language_coverage = 0.0
    entries = made.faq.entries
    matcher = Matcher(entries, encoder, reader, read_or_build(made.faq, encoder, reader.language_coverage).content)
    index = matcher.index
    asked = [reader.read(query) for query in made.queries]
    views = encoder.views([a.text for a in asked])
    among = shortlist.everything(index.owners, index.semantic.passage_owners)
    close = similarity.compare(index.semantic, among, similarity.as_queries(index.semantic, views))
    raw = [signals.measure(among, c, signals.wording(index, a.text)) for a, c in zip(asked, close, strict=True)]
    gold = np.array([[e.id in ids for e in entries] for ids in made.right])
    weighed = [
        signals.Candidates(among, c, signals.scores(index, matcher.spread, r)) for c, r in zip(close, raw, strict=True)
    ]
    first = [int(candidates.scores.argmax()) for candidates in weighed]
    evidence = [
        matcher.evidence(candidates, np.arange(len(entries)), f, matcher.overlap(a, f).coverage)
        for candidates, f, a in zip(weighed, first, asked, strict=True)
    ]
    told = np.array([index.answered if weight.is_of_answers else 1.0 for weight in WEIGHTS.values()])
    ends = (
        (1 - index.learned) * index.language_coverage,
        index.learned * index.language_coverage,
        1 - index.language_coverage,
    )
    values = np.stack(raw) / matcher.spread.signals[:, None] * told[:, None]
    right = np.array([gold[i, f] for i, f in enumerate(first)])
    return Measured(made, values.astype(np.float32), gold, ends, as_foreign, evidence, right)


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
    """SCOPE and CHOICE (see confidence.py): each column from the sets that are read that way."""

    def fit(slopes: Slopes, target: Callable[[Measured], Any], only: Callable[[Measured], Any]) -> Slopes:
        columns = []
        for column, foreign in enumerate((False, True)):
            names = [name for name in slopes if name != "always" and slopes[name][column]]
            columns.append(fit_logistic([m for m in measured if m.foreign == foreign], names, target, only))
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


def report_confidence(measured: Sequence[Measured]) -> list[tuple[float, float, float]]:
    """Print the tables; the rows of the last one: (share of queries, mean confidence, share that is right)."""
    print(f"\nconfidence, fitted with the set left out, threshold {THRESHOLD}")
    print(f"{'set':<20}{'variant':<34}" + "".join(f"{f:>8}" for f in ("right", "wrong", "refused", "auroc", "ece")))
    fitted = {f: fit_confidence([m for m in measured if m.family != f]) for f in {m.family for m in measured}}
    pooled: list[tuple[float, float, float]] = []
    published: list[list[float]] = []
    for m in measured:
        c, inside = confidences(m, *fitted[m.family]), m.answerable
        said = c >= THRESHOLD
        row = [(said & m.first_right)[inside].mean(), (said & ~m.first_right).mean()]
        row += (
            [(~said)[~inside].mean(), auroc(c[inside].tolist(), c[~inside].tolist())]
            if (~inside).any()
            else [np.nan] * 2
        )
        row.append(error(c, m))
        print(f"{m.made.name:<20}{kind(m):<34}" + "".join(f"{f:>8.3f}" for f in row))
        if m.made.kind == "as published" and not m.as_foreign:
            published.append(row)
            pooled += [(float(a), float(b), 1 / len(c)) for a, b in zip(c, m.first_right, strict=True)]
    mean = np.nanmean(published, axis=0)
    print(f"{'mean':<20}{'as published':<34}" + "".join(f"{f:>8.3f}" for f in mean))
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


def write(measured: Sequence[Measured]) -> None:
    """Rewrite weights.py: the confidence. The blend is printed, to be rounded and set by hand."""
    used = [m for m in measured if m.made.kind in ("as published", "queries learned", "1 phrasings", "3 phrasings")]
    print("\nblend on all sets")
    for name, weights in zip(WEIGHTS, fit_blend(used).T, strict=True):
        single, many, foreign = (round(float(w), 2) for w in weights)
        print(f"  {name:<12}", WEIGHTS[name]._replace(single=single, many=many, foreign=foreign))
    path = Path(weights_in_use.__file__)
    text = path.read_text(encoding="utf-8")
    for name, slopes in zip(("SCOPE", "CHOICE"), fit_confidence(measured), strict=True):
        rows = "".join(f'    "{key}": Slope({s.fluent:.2f}, {s.foreign:.2f}),\n' for key, s in slopes.items())
        text = re.sub(rf"^{name} = {{$.*?^}}$", f"{name} = {{\n{rows}}}", text, flags=re.MULTILINE | re.DOTALL)
    path.write_text(text, encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--sets", type=Path, required=True)
    parser.add_argument("--no-blend", action="store_true", help="leave the blend alone, fit the confidence only")
    parser.add_argument("--plot", type=Path, help="where to write the reliability diagram (SVG)")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    encoder = CachingEncoder(None)  # the variants ask the same queries again and again
    made = variants(read_sets(options.sets, options.names))
    measured = [measure(one, encoder) for one in made]
    native = [one for one, m in zip(made, measured, strict=True) if not m.foreign and one.kind in AS_FOREIGN]
    measured += [measure(one, encoder, as_foreign=True) for one in native]
    if not options.no_blend:
        report_blend(measured)
    bars = report_confidence(measured)
    if options.plot:
        options.plot.write_text(plot(bars), encoding="utf-8")
    if options.write:
        write(measured)


if __name__ == "__main__":
    main()
