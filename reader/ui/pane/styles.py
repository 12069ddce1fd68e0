"""How a character of the pane looks, as one number: the kind of its block, its ink and its ground.

`ground` (one byte) is what lies behind the character: highlights, selection, a match. `ink` (one byte) is
how it is written, and which unit it belongs to. Both are painted over a row by `bytes.translate`, so that a
row costs the same however many spans lie on it. `look` turns a number into colours.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from reader.model import COLOURS
from reader.text.body import BLOCK_KINDS
from reader.tuples import NamedTuple
from reader.ui.theme.contrast import SIGN, contrast, mix, readable

if TYPE_CHECKING:
    from reader.ui.theme.contrast import Rgb
    from reader.ui.theme.themes import Palette

# ground: bits 0-5 the highlights there (0 none, 1-8 one colour, 9-36 two blended, 37 more), then
HIGHLIGHTS, SELECTED, MATCH = 63, 64, 128
# ink
STRONG, EMPHASIS, CODE, LINK, STRIKE, UNIT, PICKED = 1, 2, 4, 8, 16, 32, 64
INK_OF_MARK = {
    "emphasis": EMPHASIS,
    "strong": STRONG,
    "code": CODE,
    "strike": STRIKE,
    "link": LINK,
    "footnote": LINK,
    "page": 0,
    "time": 0,
}
BLANK = BLOCK_KINDS.index("paragraph") << 16  # that of plain text, with which it joins
# whole styles that are no text: negative numbers
NOTE, PREFIX, BYLINE, HEAD, RULE, LABEL, MORE, CODE_SIGN = -2, -3, -4, -5, -6, -7, -8, -9
STATE = -10
_GUTTER = -11  # and below: the bar of highlight colour 1, 2, …
_HINT = -20  # and below: the bar of the colour of a suggested tag
_SCROLL = -30  # and below: a cell of the scroll bar, two for each thing that it shows
FOUND = 9  # what a cell of the scroll bar shows beside the highlight colours: a match
CARET, CARET_ASLEEP, DIMMED = 1 << 24, 1 << 25, 1 << 26

COLOUR_NUMBER = {name: i for i, name in enumerate(COLOURS, 1)}
_COUNT = len(COLOURS)
_PAIRS = {
    (a, b): i
    for i, (a, b) in enumerate(
        ((a, b) for a in range(1, _COUNT + 1) for b in range(a + 1, _COUNT + 1)), _COUNT + 1
    )
}
_PAIR_OF = {number: pair for pair, number in _PAIRS.items()}
_MANY = _COUNT + len(_PAIRS) + 1


def gutter(colour: int) -> int:
    """Return the style of a gutter bar of a highlight colour (1 to 8)."""
    return _GUTTER - colour


def hint(colour: int) -> int:
    """Return the style of the bar of a suggested tag's colour (1 to 8), which steps back."""
    return _HINT - colour


def scroll(mark: int, *, thumb: bool) -> int:
    """Return the style of a cell of the scroll bar: a colour number, FOUND or 0; whether on the screen."""
    return _SCROLL - 2 * mark - thumb


def dimmed(style: int) -> int:
    """Return the style that steps back, in focus mode; what is drawn around the text stays as it is."""
    return style | DIMMED if style >= 0 else style


def text_style(kind: int, level: int, ground: int, ink: int) -> int:
    """Return the style number of text: block kind and level, ground and ink."""
    return min(level, 7) << 20 | kind << 16 | ink << 8 | ground


def _blend(old: int, colour: int) -> int:
    if old in (0, colour):
        return colour
    if old <= _COUNT:
        return _PAIRS[min(old, colour), max(old, colour)]
    return old if colour in _PAIR_OF.get(old, ()) else _MANY


@cache
def highlight_table(colour: int) -> bytes:
    """Return the `bytes.translate` table that lays a highlight colour over a ground."""
    return bytes(_blend(g & HIGHLIGHTS, colour) | g & ~HIGHLIGHTS for g in range(256))


@cache
def bit_table(bit: int) -> bytes:
    """Return the `bytes.translate` table that sets a bit."""
    return bytes(b | bit for b in range(256))


class Look(NamedTuple):
    """The colours and weight of a style."""

    colour: Rgb
    ground: Rgb
    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False


def look(style: int, palette: Palette) -> Look:
    """Return what a style number looks like in a palette."""
    if style < 0:
        return _line_look(style, palette)
    caret, dims = style & (CARET | CARET_ASLEEP), style & DIMMED
    style &= CARET - 1
    ground, ink = style & 255, style >> 8 & 255
    kind, level = BLOCK_KINDS[style >> 16 & 15], style >> 20 & 7
    back = _ground(ground, ink, kind, palette)
    if caret == CARET:
        return Look(palette.caret_text, palette.caret)
    if caret == CARET_ASLEEP:
        # over a strong ground a third of its colour is neither light nor dark: there more of it reads better
        looks = ((palette.text, 0.3), (palette.caret_text, 0.6))
        carets = (Look(ink, mix(back, palette.caret, share)) for ink, share in looks)
        best = max(carets, key=lambda seen: contrast(seen.colour, seen.ground))
        return Look(readable(best.colour, [best.ground]), best.ground)
    colour = palette.text
    if kind in ("footnote", "rule") or (kind == "heading" and level > 3):
        colour = palette.dim
    if ink & LINK or kind == "kicker" or (kind == "heading" and level == 1):
        colour = palette.accent
    if ground or (ink & CODE and kind in ("footnote", "rule")):
        colour = palette.selection_text if ground & SELECTED else palette.text
    if dims:
        colour, back = palette.faint, mix(palette.background, back, 0.2)
    return Look(
        colour,
        back,
        bold=bool(ink & STRONG)
        or kind == "title"
        or (kind == "heading" and level <= 3)
        or _is_head(kind, level),
        italic=bool(ink & EMPHASIS) or kind in ("standfirst", "image") or (kind == "heading" and level > 2),
        underline=bool(ink & (LINK | PICKED)) or bool(ground & MATCH),
        strike=bool(ink & STRIKE),
    )


def _is_head(kind: str, level: int) -> bool:
    return kind == "row" and level > 0


def _ground(ground: int, ink: int, kind: str, palette: Palette) -> Rgb:
    back = palette.background
    if ink & UNIT:
        back = palette.sentence
    elif ink & CODE or kind == "code":
        back = palette.code
    number = ground & HIGHLIGHTS
    if number:
        pair = _PAIR_OF.get(number)
        if pair:
            back = mix(palette.hl[pair[0]], palette.hl[pair[1]])
        else:
            back = palette.hl[number] if number <= _COUNT else palette.hl[_COUNT]
    if ground & MATCH:
        back = mix(back, palette.match) if number else palette.match
    if ground & SELECTED:
        back = mix(back, palette.selection, 0.8) if number or ground & MATCH else palette.selection
    return back


def _line_look(style: int, palette: Palette) -> Look:
    if style <= _SCROLL:
        return _scroll_look(*divmod(_SCROLL - style, 2), palette)
    if style < _HINT:
        return Look(mix(palette.mark[_HINT - style], palette.background), palette.background)
    if style < _GUTTER:
        return Look(palette.mark[_GUTTER - style], palette.background)
    if style == LABEL:
        return Look(palette.caret_text, palette.caret, bold=True)
    if style in (NOTE, MORE):
        return Look(palette.accent, palette.background)
    if style == STATE:
        return Look(mix(palette.background, palette.accent, 0.75), palette.background)
    if style == CODE_SIGN:
        return Look(palette.dim, palette.code)
    if style == RULE:
        return Look(palette.faint, palette.background)
    # a hairline parts the running head from the text, and takes no row from that
    return Look(palette.dim, palette.background, underline=style == HEAD)


def _scroll_look(mark: int, on_screen: int, palette: Palette) -> Look:
    thumb = readable(mix(palette.background, palette.faint, 0.55), [palette.background], SIGN)
    ground = thumb if on_screen and mark != FOUND else palette.background
    if mark == FOUND:
        return Look(palette.accent, palette.background)
    return Look(palette.mark[mark], ground) if mark else Look(thumb, palette.background)
