"""How wide each pane is: which of the three are shown on a screen of some width."""

from __future__ import annotations

from reader.tuples import NamedTuple

THREE_PANES, TWO_PANES = 110, 80
NARROW = 100  # columns; below it prompts take few rows
TALL = 30  # rows; from here there is room for an empty one on top
_LIST, _MARKS = (26, 34), (26, 36)
_TEXT = 80  # the measure and its margins: what the text is given before the others grow
_ALONE, _BESIDE = 100, 32  # the list while nothing is read, in the middle, and the least left beside it


class Arrangement(NamedTuple):
    """Cells for each pane, 0 for hidden. `over` names a pane that lies alone over the text."""

    articles: int
    text: int
    marks: int
    over: str = ""
    collection: int = 0


def arrange(
    width: int,
    focus: str,
    *,
    articles: bool | None = None,
    marks: bool | None = None,
    zen: bool = False,
    reads: bool = True,
    has_text: bool = True,
) -> Arrangement:
    """Share `width` cells. `focus` is "list", "text", "marks" or "collection"; the wishes are a person's.

    From 110 columns all three are shown, from 80 the list while it has the focus and else the sidebar,
    below that the text alone, and a pane that has the focus lies over it. The passages of the library
    have the text alone beside them, where there is room for it. While no article is open (`reads`), there
    are no marks, and the list stands alone, with room for whole titles. Of an article without a text
    (`has_text`) the marks have the room that the text would have.
    """
    if focus == "collection":
        beside = min(_TEXT, width // 2) if width >= THREE_PANES else 0
        return Arrangement(0, beside, 0, "" if beside else focus, width - beside)
    if zen and focus == "text":
        return Arrangement(0, width, 0)
    if width < TWO_PANES:
        if focus == "text":
            return Arrangement(0, width, 0)
        return Arrangement(width if focus == "list" else 0, 0, width if focus == "marks" else 0, focus)
    if not reads and focus == "list" and not marks:
        return Arrangement(width if width < _ALONE + _BESIDE else _ALONE, 0, 0)
    if width >= THREE_PANES:
        show_list, show_marks = articles is not False, marks is not False and (reads or bool(marks))
    else:
        show_list = (focus == "list" or not reads) if articles is None else articles
        show_marks = (reads and not show_list) if marks is None else marks
    show_list = show_list or focus == "list"
    show_marks = show_marks or focus == "marks"
    spare = width - _TEXT
    shown = show_list + show_marks
    share = max(0, spare // shown) if shown else 0
    list_width = max(_LIST[0], min(_LIST[1], share)) if show_list else 0
    marks_width = max(_MARKS[0], min(_MARKS[1], share)) if show_marks else 0
    if show_marks and not has_text:
        marks_width = max(marks_width, min(_TEXT, width - list_width - _MARKS[0]))
    return Arrangement(list_width, width - list_width - marks_width, marks_width)
