"""The shipped encoder says what the original model says, alone or in a batch, every time."""

import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from askfaq.engine.encoder.encoder import CHUNK, Encoder
from askfaq.engine.encoder.layers import SIZE
from askfaq.engine.encoder.wordpiece import WEIGHTS
from askfaq.engine.storage.safetensors import TensorFile
from conftest import ROOT

DATA = ROOT / "tests" / "data"
SENTENCES = (DATA / "reference_sentences.txt").read_text(encoding="utf-8").removesuffix("\n").split("\n")
ENCODER = Encoder()


@pytest.fixture(scope="module")
def vectors() -> np.ndarray:
    return ENCODER.encode(SENTENCES)


def test_every_vector_is_close_to_the_original_models(vectors: np.ndarray) -> None:
    wanted = np.load(DATA / "reference_vectors.npy").astype(np.float32)
    wanted /= np.linalg.norm(wanted, axis=1, keepdims=True)
    cosines = (vectors * wanted).sum(axis=1)
    far = {SENTENCES[i]: float(cosines[i]) for i in np.flatnonzero(cosines < 0.99)}
    assert len(SENTENCES) == len(wanted) >= 290
    assert not far
    assert cosines.mean() > 0.999


def test_vectors_are_float32_of_unit_length(vectors: np.ndarray) -> None:
    assert vectors.dtype == np.float32
    assert vectors.shape == (len(SENTENCES), SIZE)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_meaning_counts_more_than_words() -> None:
    query, same, other = ENCODER.encode(
        ["How can I get my money back?", "refund of a purchase", "How can I get my bicycle back?"]
    )
    assert query @ same > query @ other


def test_no_texts_give_no_vectors() -> None:
    assert ENCODER.encode([]).shape == (0, SIZE)


def test_a_text_alone_has_the_vector_that_it_has_in_a_batch(vectors: np.ndarray) -> None:
    alone = np.concatenate([ENCODER.encode([text]) for text in SENTENCES[::5]])
    np.testing.assert_allclose(alone, vectors[::5], atol=2e-6)


def test_the_order_of_a_batch_does_not_matter(vectors: np.ndarray) -> None:
    order = list(range(len(SENTENCES)))
    random.Random(5).shuffle(order)
    np.testing.assert_allclose(ENCODER.encode([SENTENCES[i] for i in order]), vectors[order], atol=2e-6)


def test_equal_texts_get_equal_vectors_wherever_they_stand() -> None:
    vectors = ENCODER.encode([*SENTENCES[:40], SENTENCES[0], *SENTENCES[40:80], SENTENCES[0]])
    np.testing.assert_allclose(vectors[[40, 81]], vectors[[0, 0]], atol=2e-6)


def test_the_same_call_gives_the_same_bits_with_any_number_of_threads(vectors: np.ndarray) -> None:
    assert sum(len(text.split()) for text in SENTENCES) > 2 * CHUNK, "more than one chunk"
    assert (Encoder().encode(SENTENCES) == vectors).all()
    assert (ENCODER.encode(SENTENCES, threads=2) == vectors).all()


def test_one_encoder_serves_several_threads(vectors: np.ndarray) -> None:
    with ThreadPoolExecutor(4) as pool:
        parts = list(pool.map(ENCODER.encode, [SENTENCES[i : i + 20] for i in range(0, 120, 20)]))
    np.testing.assert_allclose(np.concatenate(parts), vectors[:120], atol=2e-6)


@pytest.mark.parametrize("number", ["1", "2"])
def test_blas_threads_do_not_change_a_vector(vectors: np.ndarray, tmp_path: Path, number: str) -> None:
    code = (
        "import sys, numpy as np\n"
        "from askfaq.engine.encoder.encoder import Encoder\n"
        "np.save(sys.argv[1], Encoder().encode(sys.argv[2:]))\n"
    )
    saved = tmp_path / "vectors.npy"
    env = {**os.environ, "OPENBLAS_NUM_THREADS": number}
    subprocess.run([sys.executable, "-c", code, saved, *SENTENCES[:60]], env=env, check=True)
    np.testing.assert_allclose(np.load(saved), vectors[:60], atol=1e-5)


def test_a_text_beyond_the_models_length_is_cut() -> None:
    cut, longer = ENCODER.encode(["booking " * 254, "booking " * 10_000])
    np.testing.assert_allclose(cut, longer, atol=2e-6)


@settings(deadline=None, max_examples=50)
@given(st.text(st.characters(), max_size=200))
def test_any_text_has_a_vector(text: str) -> None:
    vector = ENCODER.encode([text])
    assert np.isfinite(vector).all()
    assert abs(float(np.linalg.norm(vector)) - 1) < 1e-5


def test_the_weights_say_where_they_come_from() -> None:
    said = TensorFile(WEIGHTS).metadata
    assert said["model"] == "sentence-transformers/all-MiniLM-L6-v2"
    assert said["license"] == "Apache-2.0"
    assert len(said["source_sha256"]) == 64
    folder = Path(WEIGHTS).parent
    assert "Apache License" in (folder / "LICENSE-minilm.txt").read_text(encoding="utf-8")
    assert said["source_sha256"] in (folder / "NOTICE-minilm.txt").read_text(encoding="utf-8")


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="no way to keep a process on a core here")
def test_a_process_that_is_kept_on_one_core_uses_one() -> None:
    code = (
        "import os\n"
        "from askfaq.engine.encoder.encoder import cores\n"
        "os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
        "assert cores() == 1\n"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0
