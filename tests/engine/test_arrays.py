"""Arrays of what entries own."""

import numpy as np
import pytest
from numpy.typing import NDArray

from askfaq.engine.arrays import largest

CHANCE = np.random.default_rng(1)


@pytest.mark.parametrize("count", [1, 2, 50, 99])
@pytest.mark.parametrize("length", [1, 2, 51, 100, 5000])
@pytest.mark.parametrize("values", [CHANCE.standard_normal, np.zeros, np.arange, lambda n: CHANCE.integers(-1, 2, n)])
def test_the_largest_are_those_that_sorting_finds_first(length: int, count: int, values: object) -> None:
    assert callable(values)
    array: NDArray[np.float32] = values(length).astype(np.float32)
    assert largest(array, count).tolist() == sorted(np.argsort(-array, kind="stable")[:count].tolist())
