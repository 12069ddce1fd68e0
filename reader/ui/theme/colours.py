"""The reader's own colours, made by hand: the only place where colours are written down.

A scheme names a colour for each thing, and for each highlight colour its ground in the text and its mark, the
bar and the name. What the toolkit makes of them is in `themes`.
"""

from __future__ import annotations

from reader.tuples import NamedTuple

#: dim: metadata · faint: hints · gutter: empty marks · raised: prompts · lit: the chosen row
#: asleep: the chosen row of a pane without the focus · sentence, selection, match, caret: in the text;
#: a selection has an ink of its own, for its ground is seen on every other
NAMES = (
    "text", "background", "accent", "dim", "faint", "gutter", "raised", "lit", "asleep",
    "sentence", "selection", "selection-text", "match", "caret-text",
)  # fmt: skip


class Scheme(NamedTuple):
    """Colours by their names; `marks` are (ground, mark) by the names of the highlight colours."""

    name: str
    dark: bool
    named: dict[str, str]
    marks: dict[str, tuple[str, str]]


def _scheme(name: str, colours: str, marks: dict[str, tuple[str, str]], *, dark: bool) -> Scheme:
    return Scheme(name, dark, dict(zip(NAMES, colours.split(), strict=True)), marks)


SCHEMES = (
    _scheme(
        "reader-night",
        "#e8e1d4 #1b1917 #e0a06a #b5ab9d #9f9588 #4a443d #25221f #312d28 #262320 "
        "#2a2723 #3d659c #ffffff #6a5523 #1b1917",
        {
            "yellow": ("#54481a", "#dfc05a"),
            "green": ("#304b2c", "#93c077"),
            "blue": ("#26445e", "#82b3de"),
            "red": ("#5f302d", "#e5857a"),
            "orange": ("#61401f", "#e59a58"),
            "purple": ("#483860", "#bb9fe0"),
            "teal": ("#1f4b4a", "#6cc0b6"),
            "grey": ("#474440", "#b0a89c"),
        },
        dark=True,
    ),
    _scheme(
        "reader-paper",
        "#2b2620 #f7f2e8 #94451b #5a5145 #675d50 #cbc1b1 #eee7da #e7decd #efe8db "
        "#ece4d3 #8fabd9 #1a1612 #f0cf6a #f7f2e8",
        {
            "yellow": ("#f5e19a", "#8f7100"),
            "green": ("#d0e6b8", "#4b7d2b"),
            "blue": ("#c6dcf1", "#2d6ca4"),
            "red": ("#f4c9c1", "#b5423a"),
            "orange": ("#f7d3a8", "#ac5d14"),
            "purple": ("#dfd1ef", "#7850b0"),
            "teal": ("#bee3dd", "#1b7a73"),
            "grey": ("#dcd6cb", "#797165"),
        },
        dark=False,
    ),
    _scheme(
        "reader-sepia",
        "#35291b #ecdfc5 #82300f #57482f #5e4f37 #bfae8d #e3d4b6 #dac9a6 #e4d6ba "
        "#e0d1b2 #8aa5cb #1f170d #e9bd58 #f3e9d4",
        {
            "yellow": ("#e8d27b", "#725f13"),
            "green": ("#c6d696", "#436a1a"),
            "blue": ("#bdd0df", "#1f5f96"),
            "red": ("#eec0ae", "#a8321f"),
            "orange": ("#f0c48b", "#8d4d14"),
            "purple": ("#d8c6df", "#6d3fa6"),
            "teal": ("#b0d6c8", "#126658"),
            "grey": ("#d5c9b2", "#665b49"),
        },
        dark=False,
    ),
    _scheme(
        "reader-contrast",
        "#ffffff #000000 #ffc940 #d0d0d0 #b4b4b4 #6e6e6e #161616 #303030 #1c1c1c "
        "#262626 #1f63c4 #ffffff #7a5200 #000000",
        {
            "yellow": ("#5a4f16", "#e0c53a"),
            "green": ("#2d5a16", "#6fd23a"),
            "blue": ("#20527e", "#7db8ee"),
            "red": ("#8f2b24", "#f39c96"),
            "orange": ("#72451d", "#f0a562"),
            "purple": ("#692caf", "#cba6f5"),
            "teal": ("#165a53", "#35d0bf"),
            "grey": ("#4f4f4f", "#c0c0c0"),
        },
        dark=True,
    ),
    _scheme(
        "reader-bright",
        "#000000 #ffffff #861b00 #383838 #4c4c4c #a0a0a0 #f0f0f0 #dedede #ececec "
        "#e8e8e8 #7fabf0 #000000 #ffd34d #ffffff",
        {
            "yellow": ("#f3dc5e", "#6b5a00"),
            "green": ("#a9e883", "#2a6e06"),
            "blue": ("#aad1f3", "#0a5fae"),
            "red": ("#f8c0bb", "#bb1509"),
            "orange": ("#f6c998", "#934808"),
            "purple": ("#dcc4f7", "#7a22e0"),
            "teal": ("#8ce6da", "#06685f"),
            "grey": ("#cccccc", "#5c5c5c"),
        },
        dark=False,
    ),
)
