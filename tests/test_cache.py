"""Where the cache is, as platformdirs and a person's choice have it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from platformdirs import user_cache_dir

from reader.cache import cache_path

if TYPE_CHECKING:
    from pathlib import Path


def test_it_is_the_platforms_unless_another_is_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert cache_path() == user_cache_dir("reader", appauthor=False)
    monkeypatch.setenv("READER_CACHE", str(tmp_path / "own"))
    assert cache_path() == str(tmp_path / "own")
    monkeypatch.setenv("READER_CACHE", "~/own")
    assert cache_path() == os.path.expanduser("~/own")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READER_CACHE", "near")
    assert cache_path() == str(tmp_path / "near")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked")
@pytest.mark.parametrize("given", [None, "", "/tmp/elsewhere", "/tmp/ends/in/", "relative", " "])
def test_it_is_named_as_platformdirs_names_it(monkeypatch: pytest.MonkeyPatch, given: str | None) -> None:
    if given is None:
        monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    else:
        monkeypatch.setenv("XDG_CACHE_HOME", given)
    assert os.path.normpath(cache_path()) == os.path.normpath(user_cache_dir("reader", appauthor=False))
