"""Closeness of meaning: the encoder's vectors of a FAQ, and how near a query's lie to them.

Where entries have several phrasings, these show which differences of wording do not matter: within-entry
scatter W. Distances are then taken after dividing it out (linear discriminant analysis, Fisher 1936), with
A = (W + ridge * I)^-1. With one phrasing an entry W is zero and A the identity: the plain cosine.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]
    Ints = NDArray[np.int32]

RIDGE = 0.002
BEST_SHARE = 0.5  # of the nearest phrasing, beside the centre of the entry's phrasings
MIDDLE_WEIGHT = 2**0.5  # of the middle layer's view beside the other two


class Meaning(NamedTuple):
    """What is known of the phrasings' meaning. N phrasings, sorted by entry; n entries; 3 views of 384 numbers."""

    means: "Floats"  # (3, 384): what all phrasings share says nothing
    plain: "Floats"  # (N, 384): the encoder's vectors
    near: "Floats"  # (N, 1152): the centred views side by side, unit rows
    kin: "Floats"  # (N, 1152): A x / |x|_A of each phrasing, or no rows where no entry has two phrasings
    centres: "Floats"  # (n, 1152): the same of the entries' centres
    whole: "Floats"  # (n, 384): question and answer read together
    passages: "Floats"  # (P, 384): stretches of the answers
    passage_owners: "Ints"  # (P,): the entry of each


class Closeness(NamedTuple):
    """One query against all entries: an array of n numbers each."""

    cosine: "Floats"  # plain cosine of the phrasings (N,)
    near: "Floats"  # centred cosine of the nearest phrasing
    kin: "Floats"
    whole: "Floats"
    passage: "Floats"


def learn(views: "Floats", owners: "Ints", whole: "Floats", passages: "Floats", passage_owners: "Ints") -> Meaning:
    """Prepare the views of the phrasings, shape (N, 3, 384), each phrasing owned by the entry of that number."""
    import numpy as np

    means = views.mean(axis=0) if len(views) > 1 else np.zeros_like(views[0])
    near = _side_by_side(views, means)
    count = int(owners[-1]) + 1
    kin = centres = np.empty((0, near.shape[1]), np.float32)
    if len(owners) > count:
        kin, centres = _kinship(near, owners, count)
    return Meaning(means, views[:, 0].copy(), near, kin, centres, whole, passages, passage_owners)


def _side_by_side(views: "Floats", means: "Floats") -> "Floats":
    import numpy as np

    centred = views - means
    centred /= np.maximum(np.linalg.norm(centred, axis=-1, keepdims=True), 1e-6)
    centred[:, 2] *= MIDDLE_WEIGHT
    joined: Floats = centred.reshape(len(views), -1) / np.float32(2)
    return joined


def _kinship(near: "Floats", owners: "Ints", count: int) -> "tuple[Floats, Floats]":
    """A x / |x|_A for each phrasing and, from the centre of these, for each entry."""
    import numpy as np

    scatter = near - _averages(near, owners, count)[owners]
    if len(near) <= near.shape[1]:  # Woodbury: the smaller of the two systems
        gram = scatter @ scatter.T + RIDGE * len(near) * np.eye(len(near), dtype=np.float32)
        images = near - (near @ scatter.T) @ np.linalg.solve(gram, scatter)
    else:
        within = scatter.T @ scatter / np.float32(len(near))
        within /= np.float32(RIDGE)
        images = np.linalg.solve(within + np.eye(len(within), dtype=np.float32), near.T).T
    lengths = np.sqrt(np.maximum(np.einsum("ij,ij->i", near, images), 1e-9))[:, None]
    images = (images / lengths).astype(np.float32)
    centres, unit = _averages(images, owners, count), _averages(near / lengths, owners, count)
    centres /= np.sqrt(np.maximum(np.einsum("ij,ij->i", centres, unit), 1e-9))[:, None]
    return images, centres


def _averages(rows: "Floats", owners: "Ints", count: int) -> "Floats":
    """The mean row of each entry; owners are sorted."""
    import numpy as np

    starts = np.searchsorted(owners, np.arange(count))
    sums: Floats = np.add.reduceat(rows, starts, axis=0)
    return sums / np.bincount(owners, minlength=count).astype(np.float32)[:, None]


def best_of(values: "Floats", owners: "Ints") -> "Floats":
    """The highest value of each entry; values (..., N), owners sorted."""
    import numpy as np

    starts = np.searchsorted(owners, np.arange(int(owners[-1]) + 1))
    best: Floats = np.maximum.reduceat(values, starts, axis=-1)
    return best


def compare(meaning: Meaning, owners: "Ints", views: "Floats") -> Sequence[Closeness]:
    """How close each query's views, shape (q, 3, 384), come to the entries."""
    return _compare(meaning, owners, views[:, 0].copy(), _side_by_side(views, meaning.means))


def compare_own(meaning: Meaning, owners: "Ints", places: "Ints") -> Sequence[Closeness]:
    """The same for the FAQ's own phrasings at these places."""
    return _compare(meaning, owners, meaning.plain[places], meaning.near[places])


def _compare(meaning: Meaning, owners: "Ints", plain: "Floats", joined: "Floats") -> Sequence[Closeness]:
    import numpy as np

    two = joined.shape[1] // 3 * 2  # the last layer's views: closer to the meaning than the middle one's
    near = best_of(joined[:, :two] @ meaning.near[:, :two].T * np.float32(2), owners)
    if len(meaning.kin):
        kin = joined @ meaning.centres.T + np.float32(BEST_SHARE) * best_of(joined @ meaning.kin.T, owners)
    else:
        kin = best_of(joined @ meaning.near.T, owners)
    whole = plain @ meaning.whole.T
    passage = _best_passage(plain @ meaning.passages.T, meaning.passage_owners, whole.shape[1])
    cosine = plain @ meaning.plain.T
    return [Closeness(*rows) for rows in zip(cosine, near, kin, whole, passage, strict=True)]


def _best_passage(values: "Floats", owners: "Ints", count: int) -> "Floats":
    """The best passage of each entry; an entry without any is taken to be as close as entries are on average."""
    import numpy as np

    if not len(owners):
        return np.zeros((len(values), count), np.float32)
    best = np.full((len(values), count), -2, np.float32)
    held, starts = np.unique(owners, return_index=True)
    best[:, held] = np.maximum.reduceat(values, starts, axis=1)
    return np.where(best < -1, best[:, held].mean(axis=1, keepdims=True), best).astype(np.float32)
