"""The folders are those of the platform's convention, without the library that knows it where speed counts."""

import os
import sys
from pathlib import Path

import platformdirs
import pytest

from askfaq import paths
from askfaq.errors import UsageError

SETTINGS = [
    {},
    {"XDG_CONFIG_HOME": "/x/config", "XDG_CACHE_HOME": "/x/cache", "XDG_STATE_HOME": "/x/state"},
    {"XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": "", "XDG_STATE_HOME": ""},
    {"XDG_CONFIG_HOME": "/x/with space/", "XDG_CACHE_HOME": "/x//y", "XDG_STATE_HOME": "/x/z/"},
]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs itself is used")
@pytest.mark.parametrize("variables", SETTINGS)
def test_the_quick_way_names_the_same_folders(variables: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/reader")
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert paths.user_faq() == f"{platformdirs.user_config_dir('askfaq')}/faq.json"
    assert paths.cache_dir() == platformdirs.user_cache_dir("askfaq")
    assert paths.misses_dir() == f"{platformdirs.user_state_dir('askfaq')}/misses"


@pytest.mark.skipif(sys.platform != "linux", reason="XDG is Linux's convention")
def test_a_relative_xdg_value_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/reader")
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert paths.cache_dir() == "/home/reader/.cache/askfaq"


def test_the_sample_is_found() -> None:
    assert Path(paths.sample_faq()).is_file()


@pytest.mark.skipif(sys.platform != "linux", reason="XDG is Linux's convention")
def test_without_a_home_folder_nothing_is_looked_for_in_the_current_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "here")
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(name, raising=False)
    assert paths.cache_dir() == "/nonexistent/.cache/askfaq"
    assert paths.user_faq() == "/nonexistent/.config/askfaq/faq.json"
    assert paths.misses_dir() == "/nonexistent/.local/state/askfaq/misses"


def chosen(flag: paths.Flag) -> list[tuple[str, str]]:
    return [(choice.path, choice.origin) for choice in paths.choose_faqs(flag)]


def test_the_flag_and_the_variable_may_name_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASKFAQ_FILE", os.pathsep.join(["mine", "", "shared"]))
    assert chosen(None) == chosen([]) == [("mine", "ASKFAQ_FILE"), ("shared", "ASKFAQ_FILE")]
    assert chosen("one") == chosen(["one"]) == [("one", "--faq")]
    assert chosen(["b", "a"]) == [("b", "--faq"), ("a", "--faq")]


def test_one_that_is_named_again_is_the_same_one(tmp_path: Path) -> None:
    path = str(tmp_path / "a")
    assert chosen([path, "b", os.path.join(str(tmp_path), ".", "a"), "b"]) == [(path, "--faq"), ("b", "--faq")]


def test_what_takes_one_refuses_several(monkeypatch: pytest.MonkeyPatch) -> None:
    assert paths.choose_faq(["a"]).path == "a"
    with pytest.raises(UsageError, match=r"--faq names 2 \(a, b\)"):
        paths.choose_faq(["a", "b"])
    monkeypatch.setenv("ASKFAQ_FILE", os.pathsep.join("abcde"))
    with pytest.raises(UsageError, match=r"ASKFAQ_FILE names 5 \(a, b, c …\)"):
        paths.choose_faq(None)
