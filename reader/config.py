"""The configuration file: TOML, read once. A wrong value is named and its default used; nothing is rewritten.

What may stand in it is declared in `config_keys`; `reader config init` writes one with all of it as comments.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from reader.config_keys import CITATIONS, KEYS, MARK_COLOURS, PAGE_COLOURS, PRESETS, is_colour
from reader.folders import folder
from reader.text.setting import PLAIN, Setting
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 60  # code points of a key that is named
_at_line = re.compile(r"(.*) \(at line (\d+), column (\d+)\)", re.S).fullmatch


class KeySetting(NamedTuple):
    """Keys a person chose for a command, and where (for messages: `file, line n`)."""

    command: str
    keys: tuple[str, ...]
    place: str


class ThemeSetting(NamedTuple):
    """Colours (`#rrggbb`) of a theme of one's own by their names, and where they stand."""

    name: str
    colours: tuple[tuple[str, str], ...]
    place: str


class Config(NamedTuple):
    """What a person chose; empty where they did not. `remarks` are sentences on what was not taken."""

    library: Path | None = None
    annotator: str = ""
    theme: str = ""
    theme_place: str = ""  # where it stands (for messages: `file, line n`)
    setting: Setting = PLAIN
    citation: str = CITATIONS[0]
    hints: bool = True
    animation: bool = False
    preset: str = ""  # the keys to begin with
    keymap: tuple[KeySetting, ...] = ()
    themes: tuple[ThemeSetting, ...] = ()
    path: Path | None = None  # where choices made in the app are kept; None: nowhere
    remarks: tuple[str, ...] = ()


def config_path() -> Path:
    """Name the configuration file, in the platform's configuration folder."""
    return Path(folder("config"), "config.toml")


def library_path(option: str = "", config: Config | None = None) -> Path:
    """Name the library's folder: the option's, else READER_LIBRARY's, the configuration's, the platform's."""
    chosen = option or os.environ.get("READER_LIBRARY", "")
    if chosen:
        return Path(os.path.expanduser(chosen))  # unlike Path.expanduser, leaves an unknown ~name
    config = load() if config is None else config
    if config.library is not None:
        return config.library
    return Path(folder("data"))


def load(path: Path | None = None) -> Config:
    """Read the configuration; no file is no choice. Nothing in it can raise."""
    path = config_path() if path is None else path
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Config(path=path)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        return Config(path=path, remarks=(f"{path} could not be read ({reason}); the defaults are used.",))
    return _Reading(path, text).config()


class _Reading:
    """One file as it is read, with the remarks so far."""

    def __init__(self, path: Path, text: str) -> None:
        self.path, self.text = path, text
        self.remarks: list[str] = []

    def config(self) -> Config:
        import tomllib

        try:
            table = tomllib.loads(self.text.replace("\r\n", "\n"))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            reason = str(error) if isinstance(error, ValueError) else "too deep"
            at = _at_line(reason)
            where, reason = (f", line {at[2]}: this", f"{at[1]}, column {at[3]}") if at else ("", reason)
            remark = f"{self.path}{where} is not TOML ({reason}); the defaults are used."
            return Config(path=self.path, remarks=(remark,))
        config = Config(path=self.path)
        for key, value in table.items():
            config = self.take(config, key, value)
        return config._replace(remarks=tuple(self.remarks))

    def take(self, config: Config, key: str, value: object) -> Config:
        """Return `config` with one key's value in it, or remark why not."""
        known = KEYS.get(key)
        if known is None or not known.fits(value):
            self.remark(key, known.takes if known else _unknown(key, [*KEYS]))
            return config
        match key, value:
            case "library", str():
                return config._replace(library=self.path.parent / os.path.expanduser(value))
            case "annotator", str():
                return config._replace(annotator=" ".join(value.split()))
            case "theme", str():
                return config._replace(theme=" ".join(value.split()), theme_place=self.place("theme"))
            case "measure", int():
                return config._replace(setting=config.setting._replace(measure=value))
            case "spacing", str():
                return config._replace(setting=config.setting._replace(spacing=value))
            case "justified", bool():
                return config._replace(setting=config.setting._replace(justified=value))
            case "citation", str():
                return config._replace(citation=value)
            case "hints", bool():
                return config._replace(hints=value)
            case "animation", bool():
                return config._replace(animation=value)
            case "keys", str():
                return config._replace(preset=value)
            case "keys", dict():
                return config._replace(preset=self.preset(value), keymap=self.keymap(value))
            case "themes", dict():
                return config._replace(themes=self.themes(value))
        return config

    def preset(self, table: dict[str, object]) -> str:
        preset = table.get("preset", "")
        if preset in PRESETS:
            return str(preset)
        self.remark("preset", "is “plain” or empty", "keys")
        return ""

    def keymap(self, table: dict[str, object]) -> tuple[KeySetting, ...]:
        settings = []
        for command, value in table.items():
            keys = (value,) if isinstance(value, str) else value
            if command == "preset":
                continue
            if isinstance(keys, list | tuple) and keys and all(isinstance(key, str) and key for key in keys):
                settings.append(KeySetting(command, tuple(map(str, keys)), self.place(command, "keys")))
            else:
                self.remark(command, "takes a key, or a list of keys, between quotation marks", "keys")
        return tuple(settings)

    def themes(self, tables: dict[str, object]) -> tuple[ThemeSetting, ...]:
        settings = []
        for name, table in tables.items():
            where = f"themes.{name}"
            if not isinstance(table, dict) or not name.isprintable() or not name.strip():
                self.remark(name, "is a table of colours: [themes.NAME]", "themes")
                continue
            names, colours = (*PAGE_COLOURS, *MARK_COLOURS), []
            for key, value in table.items():
                if key not in names:
                    self.remark(key, _unknown(key, names), where)
                elif not isinstance(value, str) or not is_colour(value):
                    self.remark(key, "takes a colour as in “#1b1917”", where)
                else:
                    colours.append((key, value.lower()))
            settings.append(ThemeSetting(name, tuple(colours), self.place(name, where)))
        return tuple(settings)

    def remark(self, key: str, problem: str, table: str = "") -> None:
        name = key if key.isprintable() and len(key) <= _LONGEST else f"{key[:_LONGEST]!r}…"
        end = "" if problem.endswith("?") else "; the default is used."
        self.remarks.append(f"{self.place(key, table)}: “{name}” {problem}{end}")

    def place(self, key: str, table: str = "") -> str:
        """Say in which line a key stands."""
        from reader.config_places import line_of

        line = line_of(self.text, key, table)
        return f"{self.path}, line {line}" if line else str(self.path)


def _unknown(key: str, names: Sequence[str]) -> str:
    from reader.text.meant import meant

    near = meant(key, names)
    more = f"did you mean “{near}”?" if near else f"there are {', '.join(names)}"
    return f"is not known; {more}"
