"""The configuration file: what is taken, what is refused and where it says so."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.config import Config, KeySetting, library_path, load
from reader.config_told import in_short
from reader.text.setting import Setting


def reading(folder: Path, text: str) -> Config:
    path = folder / "config.toml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    return load(path)


def test_no_file_is_no_choice(tmp_path: Path) -> None:
    assert load(tmp_path / "none.toml") == Config(path=tmp_path / "none.toml")


def test_every_key_is_taken(tmp_path: Path) -> None:
    text = 'library = "books"\nannotator = " eva  b "\ntheme = "nord"\nmeasure = 60\n'
    text += 'spacing = "indents"\njustified = true\n'
    text += '[keys]\nfind = "/"\nnext = ["n", "f3"]\n'
    path = tmp_path / "config.toml"
    assert reading(tmp_path, text) == Config(
        library=tmp_path / "books",
        annotator="eva b",
        theme="nord",
        theme_place=f"{path}, line 3",
        setting=Setting(60, "indents", justified=True),
        keymap=(
            KeySetting("find", ("/",), f"{path}, line 8"),
            KeySetting("next", ("n", "f3"), f"{path}, line 9"),
        ),
        path=path,
    )


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("\nmeasure = 7", 2, "“measure” takes a number from 40 to 120"),
        ("measure = true", 1, "takes a number"),
        ('measure = "72"', 1, "takes a number"),
        ("library = 3", 1, "takes the path of a folder"),
        ("measure = 121", 1, "from 40 to 120"),
        ('spacing = "wide"', 1, "“spacing” takes “lines” or “indents”"),
        ("justified = 1", 1, "“justified” takes true or false"),
        ("theme = []", 1, "takes a name"),
        ("a = 1", 1, "“a” is not known"),
        ("keys = 3", 1, "is a table"),
        ("[keys]\n\nfind = 3", 3, "“find” takes a key"),
        ('[keys]\n"find" = [""]', 2, "“find” takes a key"),
        ("[[keys]]\na = 1", 1, "is a table"),
    ],
)
def test_a_wrong_value_is_named_and_the_default_used(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    config = reading(tmp_path, text + "\n")
    assert config == Config(path=tmp_path / "config.toml", remarks=config.remarks)
    (remark,) = config.remarks
    assert remark.startswith(f"{tmp_path / 'config.toml'}, line {line}: ")
    assert words in remark
    assert remark.endswith("; the default is used.")


def test_what_is_right_is_taken_beside_what_is_wrong(tmp_path: Path) -> None:
    config = reading(tmp_path, 'theme = 3\nmeasure = 80\nx = "y"\n')
    assert config.setting.measure == 80
    assert len(config.remarks) == 2


def test_what_is_not_toml_is_said_with_its_line(tmp_path: Path) -> None:
    (remark,) = reading(tmp_path, "measure = 80\ntheme = \n").remarks
    assert "line 2" in remark
    assert reading(tmp_path, "x = " + "[" * 5000).remarks


def test_what_is_not_text_or_not_a_file_is_said(tmp_path: Path) -> None:
    assert "it is not UTF-8" in reading(tmp_path, "a = '\ud800'").remarks[0]
    assert "could not be read" in load(tmp_path).remarks[0]


def test_the_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_text("measure = 3\n")
    os.chmod(path, stat.S_IRUSR)
    load(path)
    assert path.read_text() == "measure = 3\n"
    assert [entry.name for entry in tmp_path.iterdir()] == ["config.toml"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("measure=keys[]\"'72\n .#ab"), max_size=40))
def test_nothing_in_it_raises(tmp_path: Path, text: str) -> None:
    config = reading(tmp_path, text)
    assert all("\n" not in remark for remark in config.remarks)


def test_the_library_is_the_options_else_the_environments_else_the_configurations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_LIBRARY", "/env")
    config = Config(library=tmp_path)
    assert library_path("/opt", config) == Path("/opt")
    assert library_path("", config) == Path("/env")
    assert library_path("~/x") == Path.home() / "x"
    monkeypatch.delenv("READER_LIBRARY")
    assert library_path("", config) == tmp_path
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert library_path("", Config()).name == "reader"


def test_in_the_app_a_mistake_is_one_line_that_an_old_terminal_holds(tmp_path: Path) -> None:
    text = "measure = 60\nmesure = 60\n[keys]\npreset = 3\n"
    said = in_short(reading(tmp_path, text).remarks)
    assert (
        said
        == "config.toml, line 2: “mesure” is not known; did you mean “measure”? · 1 more: reader config check"
    )
    assert len(said.partition(" · ")[0]) <= 72
    assert (
        in_short(reading(tmp_path, "theme =\n").remarks)
        == "config.toml, line 1: this is not TOML (Invalid value, column 8)"
    )
    assert in_short(()) == ""
