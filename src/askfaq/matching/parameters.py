"""Every fitted number. docs/decisions/0004 and 0005 say how each came about."""

from typing import NamedTuple


class Weight(NamedTuple):
    """What one standard deviation of a signal counts: in FAQs with one phrasing an entry, with many, and in a
    language that the encoder does not speak."""

    single: float
    many: float
    foreign: float


WEIGHTS = {
    "near": Weight(1.4, 0.25, 0.0),
    "kin": Weight(0.1, 1.8, 0.0),
    "letters": Weight(0.05, 0.05, 0.6),
    "words": Weight(0.2, 0.13, 0.45),
    "whole": Weight(1.5, 0.4, 0.0),
    "passage": Weight(0.15, 0.15, 0.0),
    "told": Weight(0.28, 0.28, 0.2),
}

# ln of the odds that the FAQ answers the query at all ...
SCOPE = {"always": 1.15, "pull": 0.16, "unlike": 6.05, "coverage": 1.54, "breadth": 3.68}
# ... and, if so, that the first match is the one.
CHOICE = {"always": -0.11, "margin": 0.89, "closeness": 0.65}
