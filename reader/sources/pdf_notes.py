"""Footnotes of a PDF: small lines that begin with a number that is raised in the text above."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.sources.pdf_lines import Gap, Line

_SMALL = 0.94  # of the size of the text, at most
_BEFORE_REFERENCES = tuple(".,;:!?”’\"')")
_label = re.compile(r"(\d{1,3})(?!\d)[.)]?\s*(?=\S)").match


@dataclass
class Note:
    """A footnote: its number in the whole document, and its lines, the first without its own number."""

    number: str
    lines: list[Line]


def take_notes(pages: list[list[Line]], body: float) -> tuple[list[list[Line]], list[Note]]:
    """Part the footnotes from the text, whose size of type is `body`; number both sides alike.

    A raised number in the text becomes its note's number in brackets, which stays in `raised`. One without a
    note is put in brackets behind a point or comma, where it refers to the end of the book; or is a power.
    """
    texts: list[list[Line]] = []
    notes: list[Note] = []
    for page in pages:
        raised = {line.text[start:end] for line in page for start, end in line.raised if start}
        numbers: dict[str, str] = {}
        rest: list[Line] = []
        note: Note | None = None
        for line in page:
            is_small = bool(line.size) and line.size < _SMALL * body
            found = _label(line.text) if is_small else None
            if found and found.group(1) in raised - set(numbers):
                note = Note(str(len(notes) + 1), [_without(line, found.end())])
                numbers[found.group(1)] = note.number
                notes.append(note)
            elif is_small and note is not None and abs(line.size - note.lines[0].size) < 0.05 * body:
                note.lines.append(replace(line, raised=()))
            else:
                note = None
                rest.append(line)
        texts.append([_with_references(line, numbers) for line in rest])
    return texts, notes


def _without(line: Line, length: int) -> Line:
    return replace(line, text=line.text[length:], raised=(), gaps=())


def _with_references(line: Line, numbers: dict[str, str]) -> Line:
    """Write the raised numbers that have a note in brackets; keep where they stand as `raised`."""
    parts: list[str] = []
    places: list[tuple[int, int]] = []
    shifts: list[tuple[int, int]] = []
    at = length = 0
    for start, end in line.raised:
        number = numbers.get(line.text[start:end])
        if number is None and line.text[max(0, start - 1) : start] not in _BEFORE_REFERENCES:
            continue
        label = f"[{number or line.text[start:end]}]"
        parts += [line.text[at:start], label]
        length += start - at + len(label)
        if number:
            places.append((length - len(label), length))
        shifts.append((start, len(label) - (end - start)))
        at = end
    text = "".join([*parts, line.text[at:]])
    return replace(line, text=text, raised=tuple(places), gaps=tuple(_shifted(line.gaps, shifts)))


def _shifted(gaps: tuple[Gap, ...], shifts: list[tuple[int, int]]) -> Iterator[Gap]:
    for gap in gaps:
        yield gap._replace(offset=gap.offset + sum(by for start, by in shifts if start < gap.offset))
