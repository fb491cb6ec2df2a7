"""The cache: each kind of file has its place, and clearing leaves none of them behind."""

import os
from pathlib import Path

from askfaq.engine.storage import cache


def test_clearing_leaves_no_kind_of_file_behind_and_nobody_elses_is_touched(tmp_path: Path) -> None:
    kept = [cache.path_of(kind, "faq.json", str(tmp_path)) for kind in cache.SUFFIXES]
    for path in (*kept, f"{kept[0]}.1-2.part"):
        assert cache.write(path, [b"12"])
    (tmp_path / "notes.txt").write_text("mine")
    (tmp_path / "folder.index").mkdir()
    assert cache.clear(str(tmp_path)) == [2] * (len(kept) + 1)
    assert sorted(os.listdir(tmp_path)) == ["folder.index", "notes.txt"]


def test_there_is_nothing_to_clear_where_there_is_no_folder(tmp_path: Path) -> None:
    assert cache.clear(str(tmp_path / "none")) == []


def test_a_pipe_is_known_by_its_content_and_a_file_by_its_path(tmp_path: Path) -> None:
    file = tmp_path / "faq.json"
    file.write_text("[]")
    assert len({cache.path_of("index", str(file), "c", content=content) for content in ("one", "other")}) == 1
    assert len({cache.path_of("index", "/dev/fd/63", "c", content=content) for content in ("one", "other")}) == 2
