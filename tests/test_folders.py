"""Where the folders are, as platformdirs and a person's choice have them."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import platformdirs
import pytest

from reader.folders import cache_path, folder

if TYPE_CHECKING:
    from pathlib import Path


def test_it_is_the_platforms_unless_another_is_chosen(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert cache_path() == platformdirs.user_cache_dir("reader", appauthor=False)
    monkeypatch.setenv("READER_CACHE", str(tmp_path / "own"))
    assert cache_path() == str(tmp_path / "own")
    monkeypatch.setenv("READER_CACHE", "~/own")
    assert cache_path() == os.path.expanduser("~/own")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READER_CACHE", "near")
    assert cache_path() == str(tmp_path / "near")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked")
@pytest.mark.parametrize("given", [None, "", "/tmp/elsewhere", "/tmp/ends/in/", "relative", " "])
@pytest.mark.parametrize("kind", ["cache", "config", "data"])
def test_it_is_named_as_platformdirs_names_it(
    monkeypatch: pytest.MonkeyPatch, kind: str, given: str | None
) -> None:
    variable = f"XDG_{kind.upper()}_HOME"
    if given is None:
        monkeypatch.delenv(variable, raising=False)
    else:
        monkeypatch.setenv(variable, given)
    named = getattr(platformdirs, f"user_{kind}_dir")("reader", appauthor=False)
    assert os.path.normpath(folder(kind)) == os.path.normpath(named)
