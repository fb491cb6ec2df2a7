"""The safetensors container gives back what was put in, and reads nothing that is not asked for."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from askfaq.engine.storage.safetensors import CHECKS, MANY_TIMES, PAGE, Array, TensorFile, checks_of, header_of
from askfaq.errors import DamagedError


@pytest.fixture
def path(tmp_path: Path) -> str:
    header = {
        "__metadata__": {"model": "tiny"},
        "scale": {"dtype": "F32", "shape": [2], "data_offsets": [0, 8]},
        "weight": {"dtype": "I8", "shape": [2, 3], "data_offsets": [8, 14]},
    }
    text = json.dumps(header).encode()
    body = b"\x00\x00\x80\x3f\x00\x00\x00\xbf" + bytes([1, 2, 3, 255, 254, 253])
    file = tmp_path / "tiny.safetensors"
    file.write_bytes(len(text).to_bytes(8, "little") + text + body)
    return str(file)


def test_arrays_have_their_type_shape_and_values(path: str) -> None:
    file = TensorFile(path)
    assert file.metadata == {"model": "tiny"}
    assert file.array("scale").tolist() == [1.0, -0.5]
    assert file.array("weight").tolist() == [[1, 2, 3], [-1, -2, -3]]
    assert bytes(file.raw("weight")) == bytes([1, 2, 3, 255, 254, 253])


def test_arrays_are_views_that_cannot_be_written(path: str) -> None:
    with pytest.raises(ValueError, match="read-only"):
        TensorFile(path).array("scale")[0] = 2


@pytest.mark.parametrize("at", [slice(None), slice(1, 2), slice(0, 0), np.array([1]), np.array([0, 1]), np.arange(0)])
def test_of_a_stored_array_the_same_rows_are_read(path: str, at: Any) -> None:
    file = TensorFile(path)
    for name in ("scale", "weight"):
        stored = file.on_disk(name)
        assert len(stored) == 2
        assert np.array_equal(stored[at], file.array(name)[at])


@pytest.mark.parametrize("at", [slice(None), slice(1, 2), np.array([0])])
def test_a_stored_array_that_is_read_again_and_again_stays_the_same(path: str, at: Any) -> None:
    expected = TensorFile(path).array("weight")[at]
    stored = TensorFile(path).on_disk("weight")
    for _ in range(5 * MANY_TIMES):
        assert np.array_equal(stored[at], expected)


def test_damage_is_noticed_however_often_a_stored_array_is_read(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    body = np.arange(3 * PAGE, dtype=np.uint8)
    checks = checks_of([body.data])
    arrays = {"weight": Array("U8", [len(body)], len(body)), CHECKS: Array("U32", [3], len(checks))}
    head = header_of(arrays, {})
    damaged = body.tobytes()[:-1] + b"x"
    path.write_bytes(len(head).to_bytes(8, "little") + head + damaged + checks)
    stored = TensorFile(str(path)).on_disk("weight")
    with pytest.raises(DamagedError):
        for _ in range(5 * MANY_TIMES):
            assert np.array_equal(stored[: 2 * PAGE], body[: 2 * PAGE])


def test_a_stored_array_outlives_its_file(path: str) -> None:
    stored = TensorFile(path).on_disk("weight")
    Path(path).unlink()
    assert stored[np.array([0, 1])].tolist() == [[1, 2, 3], [-1, -2, -3]]


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="nowhere"):
        TensorFile(str(tmp_path / "nowhere"))


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 64, (3).to_bytes(8, "little") + b"{no"])
def test_what_is_no_such_file_is_a_value_error(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "broken"
    file.write_bytes(content)
    with pytest.raises(ValueError, match=r".+"):
        TensorFile(str(file))
