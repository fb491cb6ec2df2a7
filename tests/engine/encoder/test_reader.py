"""The reader: what training gave is what NumPy reads, and a text is read the same whatever stands beside it."""

import json

import numpy as np
import pytest

from askfaq.engine.encoder.encoder import Encoder
from askfaq.engine.encoder.reader import Reader
from conftest import ROOT

REFERENCE = json.loads((ROOT / "tests" / "data" / "reader-reference.json").read_text(encoding="utf-8"))
ENCODER, READER = Encoder(), Reader()


def read(query: str, *texts: str) -> list[float]:
    asked, *states = ENCODER.middle([query, *texts])
    return [one.odds for one in READER.read(asked, states)]


@pytest.mark.parametrize("pair", REFERENCE, ids=[pair["query"] for pair in REFERENCE])
def test_it_reads_as_the_model_that_was_trained(pair: dict[str, str]) -> None:
    (odds,) = read(pair["query"], pair["text"])
    assert odds == pytest.approx(pair["odds"], abs=0.1)


def test_a_text_is_read_the_same_in_any_company() -> None:
    texts = [pair["text"] for pair in REFERENCE]
    together = read("is parking free", *texts)
    assert together == pytest.approx([odds for text in texts for odds in read("is parking free", text)], abs=1e-3)


def test_each_text_is_looked_at_once_in_all() -> None:
    asked, *states = ENCODER.middle(["is parking free", REFERENCE[2]["text"], "y"])
    for one, text in zip(READER.read(asked, states), states, strict=True):
        assert one.looks.shape == (len(text),)
        assert np.isclose(one.looks.sum(), 1, atol=1e-3)
        assert (one.looks >= 0).all()
