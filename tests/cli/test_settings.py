"""`reader config`: a file with all settings as comments, and every mistake in one with its line and key."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.config import Config, load
from reader.config_edit import keep
from reader.config_keys import KEYS, MARK_COLOURS, PAGE_COLOURS
from reader.ui.commands import COMMANDS
from reader.ui.keys.keymap import Keymap

if TYPE_CHECKING:
    from tests.cli.conftest import Run


@pytest.fixture
def path(run: Run) -> Path:
    return Path(run("config", "path").out.strip())


def test_a_file_is_written(run: Run, path: Path) -> None:
    assert not path.exists()
    assert run("config", "init").out == f"{path}\n"
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "text",
    [
        "",
        "measure = 60\n",
        "measure = 60",
        'theme = "nord"\r\nmeasure = 60\r\n',
        '# mine\nkeys = "plain"  # no letters\n',
        'hints = false\n\n# my keys\n[keys]\nhighlight = "f2"\n',
        '[keys]\npreset = "plain"\n\n[themes.own]\naccent = "#ffffff"\n\n[themes."two"]\ntext = "#ffffff"\n',
        '[themes.own]\naccent = "#ffffff"\n# the end\n',
        'keys.highlight = "f2"\n',
    ],
)
def test_a_file_that_is_there_keeps_all_and_is_added_what_it_does_not_name(
    run: Run, path: Path, text: str
) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode())
    before = load(path)
    done = run("config", "init")
    assert (done.code, done.out) == (0, f"{path}\n")
    changed = path.read_bytes().decode()
    lines = changed.splitlines()
    kept = iter(lines)
    assert all(line in kept for line in text.splitlines()), "every line, in its order"
    assert load(path)._replace(keymap=(), themes=()) == before._replace(keymap=(), themes=())
    assert [each[:2] for each in load(path).keymap] == [each[:2] for each in before.keymap]
    for name, key in KEYS.items():
        if key.about and not (name == "keys" and text.startswith("keys.")):
            assert re.search(rf"^#?{name} = |^\[{name}\]", changed, re.MULTILINE), name
    if not text.startswith("keys."):
        found = re.findall(r"^#?([\w-]+) = ", changed[changed.index("[keys]") :], re.MULTILINE)
        assert {command.id for command in COMMANDS} <= set(found)
    assert run("config", "init").code == 0
    assert path.read_bytes().decode() == changed, "and nothing twice"


def test_a_setting_of_the_app_does_not_stand_in_the_way_of_the_file(run: Run, path: Path) -> None:
    keep(path, "theme", "reader-paper")
    run("config", "init")
    assert load(path).theme == "reader-paper"
    assert re.findall("^#?theme = .{12}", path.read_text(), re.MULTILINE)[0] == 'theme = "reader-pape'


def test_a_file_that_cannot_be_read_is_left_alone(run: Run, path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text("measure = \n")
    done = run("config", "init")
    assert done.code == 1
    tells = "`reader config check` tells what is wrong in it"
    assert done.err == f"reader: {path} could not be changed; {tells}.\n"
    assert path.read_text() == "measure = \n"


def test_the_file_changes_nothing_and_names_everything(run: Run, path: Path) -> None:
    run("config", "init")
    text = path.read_text()
    assert load(path) == Config(path=path)
    assert all(f"\n#{name} = " in text for name, key in KEYS.items() if key.about)
    assert all(f"\n#{command.id} = " in text for command in COMMANDS)


def test_each_line_of_it_holds_when_its_sign_is_taken_away(run: Run, path: Path) -> None:
    run("config", "init")
    lines = [line for line in path.read_text().splitlines() if '"…"' not in line and line != '#keys = ""']
    path.write_text("\n".join(re.sub("^#(?! )", "", line) for line in lines))
    assert run("config", "check").out == f"{path}: no mistakes\n"
    config = load(path)
    assert {theme.name for theme in config.themes} == {"mine"}
    assert Keymap(config.keymap).keys == Keymap().keys


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("mesure = 60", 1, "“mesure” is not known; did you mean “measure”?"),
        ("\nhints = 3", 2, "“hints” takes true or false"),
        ('theme = "reader-nigth"', 1, "no theme “reader-nigth”; did you mean “reader-night”?"),
        ('keys = "vim"', 1, "is a table: [keys], or “plain”"),
        ('[keys]\npreset = "emacs"', 2, "“preset” is “plain” or empty"),
        ('[keys]\nhilight = "h"', 2, "no command “hilight”; did you mean “highlight”?"),
        ('[keys]\nhighlight = "t"', 2, "t is already “tag”"),
        ('[keys]\nhighlight = "Q"\nundo = "Q"', 2, "Q is already “undo”"),
        ('[keys]\nundo = "h"', 2, "h is already “highlight”"),
        ('[keys]\nhighlight = "cy"', 2, "c already begins “colour” and a letter"),
        ('citation = "chicago"', 1, "“citation” takes “plain”, “apa” or “mla”;"),
        ('\ntheme = "nothing"', 2, "there is no theme “nothing”; there are "),
        ('[keys]\nhighlight = "ctrl+i"', 2, "ctrl+i cannot be a key, for terminals send it as tab"),
        ('[keys]\nhighlight = "hyper"', 2, "there is no key “hyper”"),
        ('[themes.mine]\naccent = "red"', 2, "“accent” takes a colour"),
        ('[themes.mine]\nacent = "#ffffff"', 2, "did you mean “accent”?"),
        ('[themes.nord]\naccent = "#ffffff"', 1, "there is a theme “nord” already"),
        ("[themes]\nmine = 3", 2, "“mine” is a table of colours"),
        ('[themes.a]\n[themes.mine]\nbackground = "#000000"\ntext = "#222222"', 2, "“text” on “background”"),
        ("annotator = \nhints = true", 1, "this is not TOML (Invalid value, column 13)"),
    ],
)
def test_a_mistake_is_said_with_its_line(run: Run, path: Path, text: str, line: int, words: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text)
    done = run("config", "check")
    assert done.code == 1
    first = done.out.splitlines()[0]
    assert first.startswith(f"{path}, line {line}: " if line else f"{path}")
    assert words in first
    assert run("config", "check", "--json").json == {
        "path": str(path),
        "exists": True,
        "problems": done.out.splitlines(),
    }


def test_commands_may_change_keys_with_each_other(path: Path) -> None:
    path.parent.mkdir(parents=True)
    path.write_text('[keys]\nhighlight = "t"\ntag = "h"\nundo = ["ctrl+z", "é"]\nsuspend = "f5"\n')
    config = load(path)
    keymap = Keymap(config.keymap)
    assert keymap.remarks == []
    found = {key: command for key in "th" if (command := keymap.find("text", key))}
    assert {key: command.id for key, command in found.items()} == {"t": "highlight", "h": "tag"}
    assert keymap.sign("undo") == "ctrl+z"


def test_the_page_of_settings_tells_of_every_key() -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    assert re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE) == list(KEYS)
    for block in re.findall(r"```toml\n(.*?)```", page, re.DOTALL):
        assert tomllib.loads(block)
    assert all(f"`{name}`" in page for name in (*PAGE_COLOURS, *MARK_COLOURS))


def test_what_the_page_shows_holds(path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "settings.md").read_text("utf-8")
    path.parent.mkdir(parents=True)
    keys, theme = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    path.write_text(theme + keys)
    config = load(path)
    keymap = Keymap(config.keymap, config.preset)
    assert (config.remarks, keymap.remarks, config.theme) == ((), [], "mine")
    told = {"ctrl+l": "highlight", "ctrl+t": "tag", "ctrl+n": "note", "ctrl+r": "colour", "ctrl+f": "find"}
    for key, command in {**told, "ctrl+g": "find-next", "ctrl+z": "undo", "ctrl+p": "palette"}.items():
        found = keymap.find("text", key)
        assert f"`{key}`" in page and found and found.id == command
