"""An article as one line after the other, with what is marked said in words: for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.nest import QUOTED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.model import ArticleView, Block, Highlight

#: What is said before a block of a kind; the others speak for themselves.
_SAID = {
    "kicker": "Kicker: ",
    "title": "Title: ",
    "standfirst": "Summary: ",
    "quote": "Quote: ",
    "row": "Table row: ",
    "footnote": "Footnote: ",
    "image": "Image: ",
    "rule": "Separator: ",
}


def linear(view: ArticleView) -> Iterator[str]:
    """Give the lines of an article: each block, what kind it is, its marks inline, and their notes after it.

    A mark is numbered, and its number, tags and end are said where it begins and ends: marks may overlap.
    """
    text = view.body.text
    marks = [mark for mark in view.highlights if mark.attached and mark.end > mark.start]
    numbers = {mark.id: number for number, mark in enumerate(marks, 1)}
    for block in view.body.blocks:
        here = [mark for mark in marks if mark.start < block.end and mark.end > block.start]
        yield from _lines(block, _with_marks(text, block, here, numbers))
        for mark in here:
            if mark.note and block.start <= mark.start:
                yield f"(note on highlight {numbers[mark.id]}: {' '.join(mark.note.split())})"
        yield ""
    lost = [mark for mark in view.highlights if mark.id not in numbers]
    for mark in lost:
        yield f"(highlight without a place{_about(mark)}: {' '.join(mark.quote.split())})"


def _lines(block: Block, text: str) -> Iterator[str]:
    """Give a block's text on one line, behind its kind; code on its own lines, the cells of a row apart."""
    if block.kind == "code":
        yield from ("Code:", *(line.rstrip() for line in text.split("\n")), "End of code")
    elif block.kind == "row":
        yield _kind(block) + "; ".join(" ".join(cell.split()) or "empty" for cell in text.split("\t"))
    else:
        yield _kind(block) + " ".join(text.split())


def _kind(block: Block) -> str:
    if block.kind == "heading":
        return f"Heading {block.level}: "
    if block.kind == "item":
        quoted = "Quote: " if QUOTED in block.within else ""
        return f"{quoted}Item {block.label.rstrip('.)') if block.label[:1].isdigit() else ''}".rstrip() + ": "
    return _SAID.get(block.kind, "")


def _with_marks(text: str, block: Block, marks: list[Highlight], numbers: dict[int, int]) -> str:
    """Return a block's text, with the beginnings and ends of its marks in brackets."""
    said: list[tuple[int, int, int, str]] = []
    for mark in marks:
        number = numbers[mark.id]
        if mark.start >= block.start:
            said.append((mark.start, 1, -mark.end, f"[highlight {number}{_about(mark)}] "))
        if mark.end <= block.end:
            said.append((mark.end, 0, -mark.start, f" [end of highlight {number}]"))
    pieces, at = [], block.start
    for offset, _, _, words in sorted(said):
        pieces += [text[at:offset], words]
        at = offset
    return "".join([*pieces, text[at : block.end]])


def _about(mark: Highlight) -> str:
    """Return a mark's tags in words; its colour where somebody chose one."""
    tags = f", {', '.join(mark.tags)}" if mark.tags else ""
    return f"{tags}, {mark.colour}" if mark.colour else tags
