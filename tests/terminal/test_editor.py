"""A text from the user's editor is given back, or stays in its file."""

import sys
from pathlib import Path

import pytest

from askfaq.errors import AskfaqError
from askfaq.terminal.editor import Drafts


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where drafts lie."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


def saving(content: bytes, code: int = 0) -> list[str]:
    """An editor that saves this."""
    return [sys.executable, "-c", f"import sys; open(sys.argv[1], 'wb').write({content!r}); sys.exit({code})"]


def test_a_text_that_was_edited_stays_until_it_is_discarded(folder: Path) -> None:
    drafts = Drafts()
    assert drafts.edited("old", saving(b"\xef\xbb\xbfnew\r\n")) == "new\n"
    (path,) = folder.iterdir()
    assert path.read_bytes() == b"\xef\xbb\xbfnew\r\n"
    drafts.discard()
    assert not list(folder.iterdir())
    assert drafts.kept() == []


@pytest.mark.parametrize("content", [b"caf\xe9", b"\xff\xfea\0"])
def test_a_text_in_another_encoding_stays_as_it_was_saved(folder: Path, content: bytes) -> None:
    drafts = Drafts()
    with pytest.raises(AskfaqError, match="did not save UTF-8"):
        drafts.edited("", saving(content))
    (path,) = drafts.kept()
    assert Path(path).read_bytes() == content


def test_what_an_editor_saved_before_it_failed_stays(folder: Path) -> None:
    drafts = Drafts()
    with pytest.raises(AskfaqError, match="ended with 1; nothing was changed"):
        drafts.edited("old", saving(b"new", code=1))
    (path,) = drafts.kept()
    assert Path(path).read_bytes() == b"new"


@pytest.mark.parametrize("content", [b"old\n", b"", b" \n"])
def test_nothing_stays_where_nothing_was_written(folder: Path, content: bytes) -> None:
    drafts = Drafts()
    drafts.edited("old", saving(content))
    assert drafts.kept() == []
    assert not list(folder.iterdir())


def test_an_editor_that_deletes_the_file_has_saved_nothing(folder: Path) -> None:
    drafts = Drafts()
    assert drafts.edited("old", [sys.executable, "-c", "import os, sys; os.unlink(sys.argv[1])"]) == ""
    assert drafts.kept() == []
