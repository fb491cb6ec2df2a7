"""An index made from the last one: of entries that are the same only the place in the file may change.

What all phrasings share, how they scatter, and the spread of the signals are statistics of the whole FAQ. They stay
as they were learned until one phrasing in a hundred is another; then, and in a small FAQ, the index is made anew.
"""

from collections.abc import Sequence
from itertools import count
from typing import Any

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.arrays import Ints, held_by
from askfaq.engine.index import postings
from askfaq.engine.index.build import Build, Counts, Index, assemble, fit_semantic, read_and_count
from askfaq.engine.index.quantized import VectorArray
from askfaq.engine.index.semantic import SemanticIndex
from askfaq.engine.index.shortlist import uses_shortlist
from askfaq.engine.index.source import Source, read_texts

FEWEST = 1000  # phrasings: an index of fewer is made in no time
MOST_CHANGED = 0.01  # share of the phrasings


def updated(old: Index, source: Source, how: Build) -> Index | None:
    """The index of the source, as far as possible with what stands in `old`, or None when it is to be made anew.

    It is all copied: `old` is mapped, and Windows does not let a file be replaced as long as it is.
    """
    entries, answers, digests = source
    order = _order([bytes(digest) for digest in old.digests], digests)
    new = np.flatnonzero(order >= old.entries).tolist()
    texts = read_texts([entries[i] for i in new], [answers[i] for i in new])
    came = len(texts.phrasings)
    gone = len(old.owners) - int(np.isin(old.owners, order).sum())
    changed = old.changed + max(came, gone)
    if len(old.owners) < FEWEST or changed > MOST_CHANGED * len(old.owners):
        return None
    phrasings, owners = _held(order, old.owners, texts.owners, old.entries)
    passages, passage_owners = _held(order, old.semantic.passage_owners, texts.passage_owners, old.entries)
    has_discriminant = len(owners) > len(entries)
    if uses_shortlist(len(owners)) != old.uses_shortlist or has_discriminant != bool(
        len(old.semantic.discriminant_lengths)
    ):
        return None
    read, counts = read_and_count(texts, how, is_all=False)
    learned = fit_semantic(texts, read, is_large=old.uses_shortlist, like=old.semantic)
    semantic = _semantic(old.semantic, learned, order, phrasings, passages, passage_owners)
    all_counts = _counts(old, counts, phrasings, order)
    return assemble(source, owners, semantic, all_counts, how.language_coverage, changed=changed)


def _order(old: Sequence[bytes], digests: Sequence[bytes]) -> Ints:
    """For each entry its number among the old ones, behind which the new ones are numbered on."""
    numbers: dict[bytes, list[int]] = {}
    for number, digest in enumerate(old):
        numbers.setdefault(digest, []).append(number)
    further = count(len(old))
    order = np.array([numbers[d].pop() if numbers.get(d) else next(further) for d in digests])
    if next(further) == len(old):
        order[-1] = len(old)  # one at least is read anew: so nothing has to cope with none
    return order


def _held(order: Ints, old: Ints, new: Ints, entries: int) -> tuple[Ints, NDArray[np.int32]]:
    """The places of what the entries hold, of old and new together, and the owners of these, given those of each."""
    places, owners = held_by(order, np.concatenate([old, new + entries]))
    return places, owners.astype(np.int32)


def _semantic(
    old: SemanticIndex, new: SemanticIndex, entries: Ints, phrasings: Ints, passages: Ints, passage_owners: Ints
) -> SemanticIndex:
    return SemanticIndex(
        means=old.means.copy(),
        scatter=old.scatter.copy(),
        first=_rows(old.first, new.first, phrasings),
        rest=_rows(old.rest, new.rest, phrasings),
        lengths=_chosen(old.lengths, new.lengths, phrasings),
        discriminant_lengths=_chosen(old.discriminant_lengths, new.discriminant_lengths, phrasings),
        centre_lengths=_chosen(old.centre_lengths, new.centre_lengths, entries),
        whole=_rows(old.whole, new.whole, entries),
        passages=_rows(old.passages, new.passages, passages),
        passage_owners=passage_owners,
    )


def _rows(old: VectorArray, new: VectorArray, places: Ints) -> VectorArray:
    return VectorArray(_chosen(old.values, new.values, places), _chosen(old.scales, new.scales, places))


def _chosen(old: NDArray[Any], new: NDArray[Any], places: Ints) -> NDArray[Any]:
    """What stands at the places of the old and the new together."""
    if not len(old):
        return new[places] if len(new) else new
    found: NDArray[Any] = old.take(places, axis=0, mode="clip")
    is_new = places >= len(old)
    found[is_new] = new[places[is_new] - len(old)]
    return found


def _counts(old: Index, new: Counts, phrasings: Ints, entries: Ints) -> Counts:
    of_entries = (old.phrasing_words.postings, old.answer_words.postings, old.entry_words)
    return Counts(
        _joined(old.ngrams.postings, new.ngrams, phrasings),
        *(_joined(one, other, entries) for one, other in zip(of_entries, new[1:], strict=True)),
    )


def _joined(old: postings.Postings, new: postings.Postings, places: Ints) -> postings.Postings:
    """The postings of the documents that stand at the places of the old and the new together."""
    numbers = np.full(old.documents + new.documents, -1)
    numbers[places] = np.arange(len(places))
    both = np.split(numbers, [old.documents])
    return postings.join(list(zip((old, new), both, strict=True)), len(places))
