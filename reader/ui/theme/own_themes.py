"""Themes that a person wrote into the configuration file: what is hard to read is said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.color import Color
from textual.theme import BUILTIN_THEMES

from reader.config_keys import MARK_COLOURS
from reader.text.meant import meant
from reader.ui.theme.contrast import SIGN, TEXT, contrast, luminance, tinted
from reader.ui.theme.themes import MARGIN, SHARE, THEMES, add_scheme, derived

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from textual.app import App
    from textual.theme import Theme

    from reader.config import Config, ThemeSetting
    from reader.ui.theme.colours import Scheme
    from reader.ui.theme.contrast import Rgb

_LIGHT = 0.2  # the luminance from which a ground is light
#: What is written on what, with the least contrast that WCAG 2.2 asks for at level AA.
_PAIRS = (
    *(("text", ground, TEXT) for ground in ("background", "raised", "lit", "sentence", "match")),
    ("dim", "background", TEXT),
    ("faint", "background", TEXT),
    ("accent", "background", TEXT),
    ("selection-text", "selection", TEXT),
    ("caret-text", "accent", TEXT),
)


def scheme_of(setting: ThemeSetting) -> Scheme:
    """Return the colours of a theme, what was left out made to fit what is there."""
    given = dict(setting.colours)
    ground = given.get("background", "")
    dark = not ground or luminance(_rgb(ground)) < _LIGHT
    scheme = derived(
        setting.name, dark=dark, ground=ground, text=given.get("text", ""), accent=given.get("accent", "")
    )
    named = scheme.named | {name: given[name] for name in scheme.named if name in given}
    page, ink = _rgb(named["background"]), _rgb(named["text"])
    marks = dict(scheme.marks)
    for name in MARK_COLOURS:
        if name in given:
            ground = Color(*tinted(page, _rgb(given[name]), ink, SHARE, MARGIN)).hex
            marks[name] = (ground, given[name])
    return scheme._replace(named=named, marks=marks)


def hard_to_read(scheme: Scheme) -> Iterator[str]:
    """Say which pairs of colours have less contrast than they need."""
    for ink, ground, least in _PAIRS:
        ratio = contrast(_rgb(scheme.named[ink]), _rgb(scheme.named[ground]))
        if ratio < least:
            yield f"“{ink}” on “{ground}” has a contrast of {ratio:.1f}, less than {least} (AA)"
    for name, (_, mark) in scheme.marks.items():
        ratio = contrast(_rgb(mark), _rgb(scheme.named["background"]))
        if ratio < SIGN:
            yield f"“{name}” on “background” has a contrast of {ratio:.1f}, less than {SIGN} (AA)"


def read(settings: Iterable[ThemeSetting]) -> tuple[list[Theme], list[str]]:
    """Return the themes, and what is to be said of them."""
    themes, remarks = [], []
    there = {*BUILTIN_THEMES, *(theme.name for theme in THEMES)}
    for setting in settings:
        if setting.name in there:
            remarks.append(
                f"{setting.place}: there is a theme “{setting.name}” already; yours needs another name"
            )
            continue
        scheme = scheme_of(setting)
        themes.append(add_scheme(scheme))
        remarks += [f"{setting.place}: theme “{setting.name}”: {problem}" for problem in hard_to_read(scheme)]
    return themes, remarks


def problems(config: Config) -> list[str]:
    """Return what is to be said of a configuration's themes, without an app."""
    themes, remarks = read(config.themes)
    names = [*BUILTIN_THEMES, *(theme.name for theme in (*THEMES, *themes))]
    return [*remarks, no_theme(config, names)] if config.theme and config.theme not in names else remarks


def register(app: App[None], config: Config) -> list[str]:
    """Give a configuration's themes to the app; return what is to be said of them, and of the one chosen."""
    themes, remarks = read(config.themes)
    for theme in themes:
        app.register_theme(theme)
    if config.theme and config.theme not in app.available_themes:
        remarks.append(no_theme(config, app.available_themes))
    return remarks


def no_theme(config: Config, names: Iterable[str]) -> str:
    """Say that there is no such theme."""
    near = meant(config.theme, names)
    more = f"did you mean “{near}”?" if near else f"there are {', '.join(sorted(names))}"
    return f"{config.theme_place or config.path}: there is no theme “{config.theme}”; {more}"


def _rgb(colour: str) -> Rgb:
    return Color.parse(colour).rgb
