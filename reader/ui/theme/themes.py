"""The reader's themes for Textual, and the reading pane's colours in any theme."""

from __future__ import annotations

from functools import lru_cache

from textual.color import Color
from textual.theme import Theme

from reader.model import COLOURS
from reader.tuples import NamedTuple
from reader.ui.theme.colours import SCHEMES, Scheme
from reader.ui.theme.contrast import SIGN, Rgb, mix, readable, rgb_of, tinted

SHARE = 0.42  # of a highlight's colour in its ground, in a theme that is not the reader's own
_GROUNDS = ("background", "raised", "asleep", "sentence", "lit")
_GREYS = (85, 85, 85), (170, 170, 170)  # of sixteen colours, those nearest a dark page, and a light one
_EASY, MARGIN = 7.0, 5.2  # contrast of text on the page; on highlights, which are also blended


def _theme(scheme: Scheme) -> Theme:
    """Make the toolkit's theme of a scheme."""
    named, marks = scheme.named, scheme.marks
    accent, text, ground = named["accent"], named["text"], named["background"]
    return Theme(
        name=scheme.name,
        primary=accent,
        secondary=named["dim"],
        accent=accent,
        foreground=text,
        background=ground,
        surface=ground,
        panel=named["raised"],
        success=marks["green"][1],
        warning=marks["orange"][1],
        error=marks["red"][1],
        dark=scheme.dark,
        variables=_variables(named, marks),
    )


def _variables(named: dict[str, str], marks: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Return the variables of a theme: the reader's own, and those of the toolkit that they are for."""
    variables = {
        name: colour for name, colour in named.items() if name not in ("text", "background", "accent")
    }
    variables["caret"] = variables["picked"] = named["accent"]
    for colour, (ground, mark) in marks.items():
        variables[f"hl-{colour}"], variables[f"mark-{colour}"] = ground, mark
    return variables | {
        "border": named["accent"],
        "border-blurred": named["lit"],
        "block-cursor-background": named["lit"],
        "block-cursor-foreground": named["text"],
        "input-cursor-background": named["accent"],
        "input-cursor-foreground": named["caret-text"],
        "input-selection-background": named["selection"],
        "input-selection-foreground": named["selection-text"],
        "scrollbar": named["faint"],
        "scrollbar-hover": named["dim"],
        "scrollbar-active": named["accent"],
        "scrollbar-background": named["raised"],
        "scrollbar-background-hover": named["raised"],
        "scrollbar-background-active": named["raised"],
    }


def _hex(colour: Rgb) -> str:
    return Color(*colour).hex


def _inks(named: dict[str, str], marks: dict[str, tuple[str, str]]) -> dict[str, str]:
    """Return the colours in which there is text, each readable on every ground that a row may have."""
    inks = {"ink": named["text"], "ink-accent": named["accent"], "ink-warning": marks["red"][1]}
    inks |= {f"ink-{colour}": mark for colour, (_, mark) in marks.items()}
    grounds = [rgb_of(named[name]) for name in _GROUNDS]
    return {name: _hex(readable(rgb_of(ink), grounds)) for name, ink in inks.items()}


THEMES: tuple[Theme, ...] = tuple(map(_theme, SCHEMES))
_OWN = {theme.name: scheme for theme, scheme in zip(THEMES, SCHEMES, strict=True)}


def add_scheme(scheme: Scheme) -> Theme:
    """Take a scheme that a person made, and return its theme."""
    theme = _theme(scheme)
    _OWN[theme.name] = scheme
    return theme


class Palette(NamedTuple):
    """The colours of the reading pane. `hl` and `mark` by highlight: 0 none, then in the order of COLOURS."""

    text: Rgb
    dim: Rgb
    faint: Rgb
    background: Rgb
    code: Rgb
    sentence: Rgb
    selection: Rgb
    selection_text: Rgb
    match: Rgb
    caret_text: Rgb
    caret: Rgb
    accent: Rgb
    hl: tuple[Rgb, ...]
    mark: tuple[Rgb, ...]


def scheme_of(theme: Theme) -> Scheme:
    """Return the colours of a theme: the reader's own, or such as are readable with a foreign one's."""
    return _OWN.get(theme.name) or derived(
        theme.name,
        dark=theme.dark,
        ground=theme.background or "",
        text=theme.foreground or "",
        accent=theme.accent or theme.primary,
    )


@lru_cache(16)
def derived(name: str, *, dark: bool, ground: str, text: str, accent: str) -> Scheme:
    """Make a scheme of three colours, or of the reader's own where they are empty."""
    own = SCHEMES[0] if dark else SCHEMES[1]

    def rgb(chosen: str, default: str) -> Rgb:
        colour = Color.parse(chosen or own.named[default])
        return colour.rgb if colour.ansi is None else Color.parse(own.named[default]).rgb

    page = rgb(ground, "background")
    ink = readable(rgb(text, "text"), [page], _EASY)
    marks = {colour: Color.parse(mark).rgb for colour, (_, mark) in own.marks.items()}
    light = rgb(accent, "accent")
    grey, strongest = mix(page, ink, 0.5), (255, 255, 255) if dark else (0, 0, 0)
    colours = {
        "background": page,
        "text": ink,
        "raised": tinted(page, grey, ink, 0.12),
        "asleep": tinted(page, grey, ink, 0.14),
        "sentence": tinted(page, grey, ink, 0.2),
        "lit": tinted(page, grey, ink, 0.26),
        "gutter": mix(page, ink, 0.25),
        "selection": tinted(page, marks["blue"], strongest, 0.75, 4.8),
        "selection-text": strongest,
        "match": tinted(page, marks["yellow"], ink, 0.55, MARGIN),
    }
    grounds = [colours[each] for each in _GROUNDS]
    colours["accent"] = readable(light, grounds)
    colours["dim"] = readable(mix(ink, page, 0.3), grounds, 5.0)
    colours["faint"] = readable(mix(ink, page, 0.45), grounds)
    colours["caret-text"] = readable(page, [colours["accent"]])
    return Scheme(
        name,
        dark,
        {each: _hex(colour) for each, colour in colours.items()},
        {
            each: (_hex(tinted(page, mark, ink, SHARE, MARGIN)), _hex(readable(mark, grounds, SIGN)))
            for each, mark in marks.items()
        },
    )


def highlight_palette(theme: Theme, *, few: bool = False) -> Palette:
    """Return the reading pane's colours in a theme; of `few`, one sets the current sentence off the page."""
    scheme = scheme_of(theme)

    def rgb(name: str) -> Rgb:
        return rgb_of(scheme.named[name])

    page, text = rgb("background"), rgb("text")
    return Palette(
        text=text,
        dim=rgb("dim"),
        faint=rgb("faint"),
        background=page,
        code=tinted(page, mix(page, text, 0.5), rgb("dim"), 0.18 if scheme.dark else 0.1),
        sentence=_GREYS[not scheme.dark] if few else rgb("sentence"),
        selection=rgb("selection"),
        selection_text=rgb("selection-text"),
        match=rgb("match"),
        caret_text=rgb("caret-text"),
        caret=rgb("accent"),
        accent=rgb("accent"),
        hl=(page, *(rgb_of(scheme.marks[colour][0]) for colour in COLOURS)),
        mark=(rgb("gutter"), *(rgb_of(scheme.marks[colour][1]) for colour in COLOURS)),
    )


def variable_defaults(theme: Theme) -> dict[str, str]:
    """Return the reader's own variables, for a theme that does not know them."""
    scheme = scheme_of(theme)
    return _variables(scheme.named, scheme.marks) | _inks(scheme.named, scheme.marks)


def counterpart(name: str) -> str:
    """Return the own theme to change to from light to dark or back, of like contrast."""
    pairs = {
        "reader-night": "reader-paper",
        "reader-paper": "reader-night",
        "reader-sepia": "reader-night",
        "reader-contrast": "reader-bright",
        "reader-bright": "reader-contrast",
    }
    return pairs.get(name, THEMES[0].name)
