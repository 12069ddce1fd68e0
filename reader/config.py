"""The configuration file: TOML, read once. A wrong value is named and its default used; nothing is rewritten.

library = "~/texts"        # where the library is
annotator = "eva"          # whose name stands on new highlights
theme = "…"                # the app's colours
measure = 72               # the widest line of text, in cells (40 to 120)
spacing = "lines"          # or "indents": how paragraphs are parted
justified = false          # lines end flush right, and words are hyphenated
citation = "plain"         # or "apa", "mla": how a passage that is copied names its source

[keys]                     # command = key, or a list of keys
highlight = "h"
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from reader.text.setting import MEASURES, PLAIN, SPACINGS, Setting

APP = "reader"
CITATIONS = ("plain", "apa", "mla")


class KeySetting(NamedTuple):
    """Keys a person chose for a command, and where (for messages: `file, line n`)."""

    command: str
    keys: tuple[str, ...]
    place: str


class Config(NamedTuple):
    """What a person chose; empty where they did not. `remarks` are sentences on what was not taken."""

    library: Path | None = None
    annotator: str = ""
    theme: str = ""
    setting: Setting = PLAIN
    citation: str = CITATIONS[0]
    keymap: tuple[KeySetting, ...] = ()
    path: Path | None = None  # where choices made in the app are kept; None: nowhere
    remarks: tuple[str, ...] = ()


def config_path() -> Path:
    """Name the configuration file, in the platform's configuration folder."""
    from platformdirs import user_config_path

    return user_config_path(APP, appauthor=False) / "config.toml"


def library_path(option: str = "", config: Config | None = None) -> Path:
    """Name the library's folder: the option's, else READER_LIBRARY's, the configuration's, the platform's."""
    chosen = option or os.environ.get("READER_LIBRARY", "")
    if chosen:
        return Path(os.path.expanduser(chosen))  # unlike Path.expanduser, leaves an unknown ~name
    config = load() if config is None else config
    if config.library is not None:
        return config.library
    from platformdirs import user_data_path

    return user_data_path(APP, appauthor=False)


def load(path: Path | None = None) -> Config:
    """Read the configuration; no file is no choice. Nothing in it can raise."""
    path = config_path() if path is None else path
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return Config(path=path)
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        return Config(remarks=(f"{path} could not be read ({reason}); the defaults are used.",))
    return _Reading(path, text).config()


@dataclass
class _Reading:
    """One file as it is read, with the remarks so far."""

    path: Path
    text: str
    remarks: list[str] = field(default_factory=list)

    def config(self) -> Config:
        import tomllib

        try:
            table = tomllib.loads(self.text.replace("\r\n", "\n"))
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            reason = str(error) if isinstance(error, ValueError) else "too deep"
            return Config(remarks=(f"{self.path} is not TOML ({reason}); the defaults are used.",))
        config = Config(path=self.path)
        for key, value in table.items():
            config = self.take(config, key, value)
        return config._replace(remarks=tuple(self.remarks))

    def take(self, config: Config, key: str, value: object) -> Config:
        """Return `config` with one key's value in it, or remark why not."""
        match key, value:
            case "library", str() if value.strip() and "\0" not in value:
                return config._replace(library=self.path.parent / os.path.expanduser(value))
            case "annotator", str():
                return config._replace(annotator=" ".join(value.split()))
            case "theme", str():
                return config._replace(theme=" ".join(value.split()))
            case "measure", int() if value in MEASURES and not isinstance(value, bool):
                return config._replace(setting=config.setting._replace(measure=value))
            case "spacing", str() if value in SPACINGS:
                return config._replace(setting=config.setting._replace(spacing=value))
            case "justified", bool():
                return config._replace(setting=config.setting._replace(justified=value))
            case "citation", str() if value in CITATIONS:
                return config._replace(citation=value)
            case "keys", dict():
                return config._replace(keymap=self.keymap(value))
        expected = {
            "library": "takes the path of a folder",
            "annotator": "takes a name between quotation marks",
            "theme": "takes a name between quotation marks",
            "measure": f"takes a number from {MEASURES.start} to {MEASURES.stop - 1}",
            "spacing": f"takes {' or '.join(f'“{name}”' for name in SPACINGS)}",
            "justified": "takes true or false",
            "citation": f"takes {' or '.join(f'“{name}”' for name in CITATIONS)}",
            "keys": "is a table: [keys]",
        }.get(key)
        known = "library, annotator, theme, measure, spacing, justified, citation and [keys]"
        self.remark(key, expected or f"is not known; there are {known}")
        return config

    def keymap(self, table: dict[str, object]) -> tuple[KeySetting, ...]:
        settings = []
        for command, value in table.items():
            keys = (value,) if isinstance(value, str) else value
            if isinstance(keys, list | tuple) and keys and all(isinstance(key, str) and key for key in keys):
                settings.append(KeySetting(command, tuple(map(str, keys)), self.place(command)))
            else:
                self.remark(command, "takes a key, or a list of keys, between quotation marks")
        return tuple(settings)

    def remark(self, key: str, problem: str) -> None:
        name = key if key.isprintable() and len(key) <= 60 else f"{key[:60]!r}…"
        self.remarks.append(f"{self.place(key)}: “{name}” {problem}; the default is used.")

    def place(self, key: str) -> str:
        """Say in which line a key stands, as well as can be told without a parser that counts lines."""
        pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=.\]]""")
        for number, line in enumerate(self.text.splitlines(), 1):
            if pattern.match(line):
                return f"{self.path}, line {number}"
        return str(self.path)
