"""Every fitted number. docs/decisions/0004 and 0005 say how each came about."""

from typing import NamedTuple


class Weight(NamedTuple):
    """What one standard deviation of a signal counts: in FAQs with one phrasing an entry, with many, and in a
    language that the encoder does not speak."""

    single: float
    many: float
    foreign: float
    usual_spread: float  # the standard deviation in FAQs that are too small to show their own
    is_of_answers: bool = False  # counts as far as entries have answers of their own


# The signals, a row each; signals.py and similarity.py say how they are measured.
WEIGHTS = {
    "nearest": Weight(1.4, 0.25, 0.0, 0.13),
    "discriminant": Weight(0.1, 1.8, 0.0, 0.12),
    "letters": Weight(0.05, 0.05, 0.6, 0.06),
    "words": Weight(0.2, 0.13, 0.5, 1.8),
    "entry": Weight(1.5, 0.4, 0.0, 0.12, is_of_answers=True),
    "passage": Weight(0.15, 0.15, 0.0, 0.12, is_of_answers=True),
    "answer_words": Weight(0.28, 0.28, 0.4, 2.5, is_of_answers=True),
}


READ_WEIGHT = 0.35  # what one unit of the reader's ln of the odds adds to the score of an entry that was read


class Slope(NamedTuple):
    """What one unit of evidence adds to ln of the odds: in a language that the encoder speaks, in another, and where
    the first match was read.
    """

    fluent: float
    foreign: float
    read: float = 0.0


# That the FAQ answers the query at all ...
SCOPE = {
    "always": Slope(0.53, 0.91, 1.53),
    "pull": Slope(0.25, 0.53, 0.07),
    "unlike": Slope(4.62, 0.00, 0.00),
    "coverage": Slope(1.21, 2.04, 0.00),
    "breadth": Slope(3.32, 5.56, 3.87),
    "settles": Slope(0.00, 0.00, 0.33),
}
# ... and, if so, that the first match is the one.
CHOICE = {
    "always": Slope(0.07, -0.40, -0.20),
    "margin": Slope(1.04, 0.64, 0.95),
    "apart": Slope(0.81, 0.00, 1.11),
    "coverage": Slope(0.00, 1.13),
    "learned": Slope(0.00, 0.58),
    "settles": Slope(0.00, 0.00, 0.25),
}
