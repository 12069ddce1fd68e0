"""The reader's themes, night and paper: the only place where colours are written down."""

from __future__ import annotations

from dataclasses import dataclass

from textual.color import Color
from textual.theme import Theme

from reader.model import COLOURS

Rgb = tuple[int, int, int]


def _theme(name: str, *, dark: bool, named: dict[str, str], marks: dict[str, tuple[str, str]]) -> Theme:
    """Make a theme of its named colours and, for each highlight colour, (background, bright)."""
    variables = {key: named[key] for key in _VARIABLES}
    for colour, (ground, bright) in marks.items():
        variables[f"hl-{colour}"], variables[f"mark-{colour}"] = ground, bright
    accent, text, faint = named["accent"], named["text"], named["lit"]
    return Theme(
        name=name,
        primary=accent,
        secondary=named["dim"],
        accent=accent,
        foreground=text,
        background=named["background"],
        surface=named["background"],
        panel=named["raised"],
        success=marks["green"][1],
        warning=marks["orange"][1],
        error=marks["red"][1],
        dark=dark,
        variables={
            **variables,
            "border": accent,
            "border-blurred": faint,
            "block-cursor-background": faint,
            "block-cursor-foreground": text,
            "input-cursor-background": named["caret"],
            "input-cursor-foreground": named["caret-text"],
            "input-selection-background": named["selection"],
            "input-selection-foreground": text,
            "scrollbar": named["gutter"],
            "scrollbar-hover": named["dim"],
            "scrollbar-active": accent,
            "scrollbar-background": named["raised"],
            "scrollbar-background-hover": named["raised"],
            "scrollbar-background-active": named["raised"],
        },
    )


#: dim: metadata · faint: what is hardly there · gutter: empty marks · raised: prompts · lit: the chosen row
#: asleep: the chosen row of a pane without the focus · sentence, selection, match, picked, caret: in the text
_VARIABLES = (
    "dim", "faint", "gutter", "raised", "lit", "asleep",
    "sentence", "selection", "match", "picked", "caret", "caret-text",
)  # fmt: skip

_NIGHT = _theme(
    "reader-night",
    dark=True,
    named={
        "text": "#e8e1d4",
        "background": "#1b1917",
        "accent": "#e0a06a",
        "dim": "#9a9084",
        "faint": "#6f675d",
        "gutter": "#4a443d",
        "raised": "#25221f",
        "lit": "#312d28",
        "asleep": "#262320",
        "sentence": "#2a2723",
        "selection": "#4b5160",
        "match": "#6a5523",
        "picked": "#e0a06a",
        "caret": "#e0a06a",
        "caret-text": "#1b1917",
    },
    marks={
        "yellow": ("#54481a", "#dfc05a"),
        "green": ("#304b2c", "#93c077"),
        "blue": ("#26445e", "#82b3de"),
        "red": ("#5f302d", "#e5857a"),
        "orange": ("#61401f", "#e59a58"),
        "purple": ("#483860", "#bb9fe0"),
        "teal": ("#1f4b4a", "#6cc0b6"),
        "grey": ("#474440", "#b0a89c"),
    },
)
_PAPER = _theme(
    "reader-paper",
    dark=False,
    named={
        "text": "#2b2620",
        "background": "#f7f2e8",
        "accent": "#a34f22",
        "dim": "#71675a",
        "faint": "#958a7b",
        "gutter": "#cbc1b1",
        "raised": "#eee7da",
        "lit": "#e7decd",
        "asleep": "#efe8db",
        "sentence": "#ece4d3",
        "selection": "#c3cbdc",
        "match": "#f0cf6a",
        "picked": "#a34f22",
        "caret": "#a34f22",
        "caret-text": "#f7f2e8",
    },
    marks={
        "yellow": ("#f5e19a", "#8f7100"),
        "green": ("#d0e6b8", "#4b7d2b"),
        "blue": ("#c6dcf1", "#2d6ca4"),
        "red": ("#f4c9c1", "#b5423a"),
        "orange": ("#f7d3a8", "#ac5d14"),
        "purple": ("#dfd1ef", "#7850b0"),
        "teal": ("#bee3dd", "#1b7a73"),
        "grey": ("#dcd6cb", "#797165"),
    },
)

THEMES: tuple[Theme, ...] = (_NIGHT, _PAPER)


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours of the reading pane. `hl` and `mark` by highlight: 0 none, then in the order of COLOURS."""

    text: Rgb
    dim: Rgb
    background: Rgb
    sentence: Rgb
    selection: Rgb
    match: Rgb
    caret_text: Rgb
    caret: Rgb
    accent: Rgb
    hl: tuple[Rgb, ...]
    mark: tuple[Rgb, ...]


def highlight_palette(theme: Theme) -> Palette:
    """Return the pane's colours in a theme; what a foreign theme lacks is night's or paper's."""
    own = _NIGHT if theme.dark else _PAPER
    named = {**own.variables, **theme.variables}
    plain = {
        "text": theme.foreground or own.foreground,
        "background": theme.background or own.background,
        "accent": theme.accent or theme.primary,
    }

    def rgb(name: str) -> Rgb:
        return Color.parse(plain.get(name) or named[name]).rgb

    return Palette(
        text=rgb("text"),
        dim=rgb("dim"),
        background=rgb("background"),
        sentence=rgb("sentence"),
        selection=rgb("selection"),
        match=rgb("match"),
        caret_text=rgb("caret-text"),
        caret=rgb("caret"),
        accent=rgb("accent"),
        hl=(rgb("background"), *(rgb(f"hl-{colour}") for colour in COLOURS)),
        mark=(rgb("gutter"), *(rgb(f"mark-{colour}") for colour in COLOURS)),
    )


def variable_defaults(*, dark: bool = True) -> dict[str, str]:
    """Return the reader's own variables, for themes that do not know them."""
    return dict((_NIGHT if dark else _PAPER).variables)
