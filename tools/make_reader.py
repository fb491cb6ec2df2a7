"""Make the reader's weights file out of a trained model: 8 bits, in the layout that NumPy reads.

    python tools/make_reader.py MODEL.pt [--out FILE]

Needs PyTorch (it reads the model). The output is the same bytes for the same model. docs/decisions/0013-reader.md.
"""

import argparse
import hashlib
from pathlib import Path

import numpy as np
import torch

from make_encoder import Arrays, quantise_matrix, safetensors, stacked

OUT = Path(__file__).parents[1] / "src" / "askfaq" / "engine" / "data" / "reader.safetensors"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    arrays = {name: array.numpy() for name, array in torch.load(options.model).items()}
    metadata = {
        "license": "Apache-2.0 (sentence-transformers/all-MiniLM-L6-v2, of which it is a part) and MIT (training)",
        "source": "tools/train_reader.py, from the upper layers of all-MiniLM-L6-v2 and training/answerability",
    }
    content = safetensors(layout(arrays), metadata)
    options.out.write_bytes(content)
    print(f"{options.out}: {len(content):,} bytes, SHA-256 {hashlib.sha256(content).hexdigest()}")


def layout(source: Arrays) -> Arrays:
    """The reader's arrays, its matrices in 8 bits."""
    layers = sorted({name.split(".")[1] for name in source if name.startswith("layers.")}, key=int)
    arrays = stacked(
        source,
        [f"layers.{i}." for i in layers],
        {"attend": ["query", "key", "value"], "gather": ["gather"], "widen": ["widen"], "narrow": ["narrow"]},
    )
    for name in ("gather", "narrow"):
        arrays[f"{name}.norm"] = np.stack(
            [np.stack([source[f"layers.{i}.{name}_norm.{kind}"] for kind in ("weight", "bias")]) for i in layers]
        )
    for name in ("attend", "gather", "widen", "narrow"):
        arrays[f"{name}.weight"], arrays[f"{name}.scale"] = quantise_matrix(
            arrays[f"{name}.weight"], arrays[f"{name}.scale"]
        )
    return arrays | {
        "sides": source["sides"],
        "pool.weight": source["pool.weight"].T.astype(np.float16),
        "pool.bias": source["pool.bias"],
        "score.weight": source["score.weight"][0],
        "score.bias": source["score.bias"],
    }


if __name__ == "__main__":
    main()
