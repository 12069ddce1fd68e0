"""A choice kept in the configuration file changes its line and nothing else."""

from __future__ import annotations

import stat
import tomllib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.config import load
from reader.config_edit import NotKeptError, edit, keep

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "measure = 80\n"),
        ("measure = 60", "measure = 80\n"),
        ("# mine\nmeasure = 60  # wide\n", "# mine\nmeasure = 80  # wide\n"),
        ("  'measure'=60\n", "  'measure'=80\n"),
        ('theme = "nord"\r\n', 'theme = "nord"\r\nmeasure = 80\r\n'),
        ('theme = "nord"', 'theme = "nord"\nmeasure = 80\n'),
        ('\n[keys]\nmeasure = "m"\n', 'measure = 80\n\n[keys]\nmeasure = "m"\n'),
        ('theme = "a"\n\n[keys]\nx = "y"\n', 'theme = "a"\nmeasure = 80\n\n[keys]\nx = "y"\n'),
        ("measure = 80 # as it is", "measure = 80 # as it is"),
    ],
)
def test_one_line_is_changed(before: str, after: str) -> None:
    assert edit(before, "measure", 80) == after
    assert edit(after, "measure", 80) == after


@pytest.mark.parametrize(
    "text",
    [
        "measure = [\n60]",
        'x = """\nmeasure = 60\n"""\nmeasure = {a = 1}',
        "not toml",
        "measure = 1\nmeasure = 2",
    ],
)
def test_what_is_not_certain_is_refused(text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError):
        edit(text, "measure", 80)
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(NotKeptError, match="set measure = 80 in it"):
        keep(path, "measure", 80)
    assert path.read_text() == text
    assert list(tmp_path.iterdir()) == [path]


def test_a_name_may_have_joiners_and_nothing_that_acts(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    keep(path, "annotator", name := "\u0639\u0644\u06cc\u200c\u0631\u0636\u0627")
    assert load(path).annotator == name
    for acts in ("\x1b[2J", "\x7f", "\x9b2J", "\u202e", "\ud800"):
        with pytest.raises(NotKeptError):
            keep(path, "annotator", acts)
    assert load(path).annotator == name


@given(st.text(st.sampled_from("measure=80\"'\n# []ab.\\"), max_size=60))
def test_the_rest_means_what_it_did(text: str) -> None:
    try:
        changed = edit(text, "measure", 80)
    except ValueError:
        return
    assert tomllib.loads(changed) == tomllib.loads(text) | {"measure": 80}


def test_a_choice_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "new" / "config.toml"
    keep(path, "theme", "reader-sepia")
    keep(path, "justified", True)
    keep(path, "measure", 66)
    config = load(path)
    assert (config.theme, config.setting.justified, config.setting.measure) == ("reader-sepia", True, 66)
    assert config.path == path
    assert not config.remarks
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_mode_mark_and_link_of_the_file_stay(tmp_path: Path) -> None:
    real, link = tmp_path / "dotfiles.toml", tmp_path / "config.toml"
    real.write_bytes(b"\xef\xbb\xbfmeasure = 60\r\n")
    real.chmod(0o640)
    link.symlink_to(real)
    keep(link, "measure", 70)
    assert link.is_symlink()
    assert real.read_bytes() == b"\xef\xbb\xbfmeasure = 70\r\n"
    assert stat.S_IMODE(real.stat().st_mode) == 0o640


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(NotKeptError, match="could not be"):
        keep(tmp_path / "file" / "config.toml", "measure", 70)
