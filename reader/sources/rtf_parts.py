r"""An RTF taken apart, inside the worker process, by striprtf, which gives the words and no more.

Headings, footnotes, emphasis and links are kept through it: where a paragraph has `\outlinelevel`, a footnote
stands, or bold or italic words or a link begin and end, a character for private use is put.
"""

from __future__ import annotations

import re
from typing import Any

from reader.sources import rtf_links, rtf_styles
from reader.sources.pieces import Line, Piece, sent
from reader.sources.rtf_links import BEGINS, ENDS, LEVEL, group_end, sign
from reader.sources.worker import Refused

_HEADING, _REFERENCE, _NOTE, _END = "\ue000", "\ue001", "\ue002", "\ue003"
_LEAD = rf"(?:\s|{rtf_styles.ANY})*"
_outline = re.compile(r"\\outlinelevel([0-8])(?!\d) ?").sub
_note = re.compile(r"\{(?:\\\*)?\\footnote(?![a-z])")
_inline = re.compile(f"{_REFERENCE}(\\d+){_END}|({rtf_styles.ANY})|{BEGINS}(\\d+){_END}|({ENDS})").finditer
_note_line = re.compile(f"{_LEAD}{_NOTE}(\\d+){_END}(.*)").fullmatch
_heading_line = re.compile(f"{_LEAD}{_HEADING}(\\d){_END}(.*)").fullmatch
_level = re.compile(f"{LEVEL}(\\d){_END}")
_private = re.compile("[\ue000-\ue00a]").sub
_info = r"\{{\\{}\s+([^{{}}]{{1,500}})\}}"
_code_page = re.compile(r"\\ansicpg\d{3,5}").search
_par_before_cell = re.compile(r"\\par(?![a-z])[ \r\n]*((?:\}[ \r\n]*)*)\\cell(?![a-z])").sub
_item_line = re.compile(rf"{_LEAD}([^\w\s\ue000-\uf8ff]|\(?\w{{1,3}}[.)]){rtf_styles.ANY}*\t+(.*)").fullmatch
#: A first paragraph that is centred, bold and large, as programs write a title that they do not name.
_large = re.compile(r"\{\\pard(?=[^{}]*\\qc\b)(?=[^{}]*\\b\b)[^{}]*\\fs(\d{2,3}) ([^{}]{1,300})\\par").search
_LARGE = 28  # half points
_time = re.compile(r"\{\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})").search


def extract(raw: bytes) -> dict[str, Any]:
    """Return the document's `fields` and `blocks`. Raises Refused."""
    rtf = raw.decode("latin-1")
    try:
        linked, links = rtf_links.with_links(rtf)
        fields, text = _fields(rtf), _text(rtf_styles.with_signs(_with_signs(linked)))
    except (MemoryError, RecursionError):
        raise
    except Exception:  # what is no RTF ends it in many ways
        raise Refused("is damaged RTF: save it as DOCX or text, then add that") from None
    return {
        "fields": fields,
        "blocks": sent(_piece(line, links) for line in filter(str.strip, text.split("\n"))),
    }


def _text(rtf: str) -> str:
    from striprtf.striprtf import rtf_to_text

    return str(rtf_to_text(rtf, errors="replace"))  # type: ignore[no-untyped-call]  # it has no annotations


def _with_signs(rtf: str) -> str:
    """Put a sign where a heading begins or a footnote is referred to; the notes go to the end."""
    rtf, notes = _cut_notes(_par_before_cell(r"\1\\cell", rtf))
    rtf = _outline(lambda found: sign(_HEADING, found.group(1)), rtf)
    end = rtf.rfind("}")
    return rtf if not notes or end < 0 else f"{rtf[:end]}{notes}{rtf[end:]}"


def _cut_notes(rtf: str) -> tuple[str, str]:
    parts: list[str] = []
    notes: list[str] = []
    at = 0
    while found := _note.search(rtf, at):
        end = group_end(rtf, found.start())
        if not end:
            break
        notes.append(f"{{\\par {sign(_NOTE, str(len(notes) + 1))}{rtf[found.end() : end]}")
        parts += [rtf[at : found.start()], sign(_REFERENCE, str(len(notes)))]
        at = end
    parts.append(rtf[at:])
    return "".join(parts), "".join(notes)


def _piece(line: str, links: dict[str, str]) -> Piece:
    """Return the block that a line of striprtf's text is; it parts the cells of a table by bars."""
    level = int(found.group(1)) if (found := _level.search(line)) else 0
    line = _level.sub("", line)
    if (found := _heading_line(line)) and found.group(2).strip():
        return Piece("heading", _private("", found.group(2)), min(6, int(found.group(1)) + 1))
    if found := _item_line(line):
        label = found.group(1) if found.group(1)[-1] in ".)" else "•"
        return _with_marks(Piece("item", found.group(2), level, label), links)
    if found := _note_line(line):
        return _with_marks(Piece("footnote", found.group(2), 0, found.group(1)), links)
    if line.rstrip().endswith("|") and line.count("|") > 1:
        return Piece("row", "\t".join(map(str.strip, _private("", line).rstrip().rstrip("|").split("|"))))
    return _with_marks(Piece("paragraph", line), links)


def _with_marks(piece: Piece, links: dict[str, str]) -> Piece:
    """Show the signs of references as labels, and mark them, links and what is bold or italic."""
    line = Line()
    begun: dict[str, int] = {}
    href, linked = "", 0
    at = 0
    for found in _inline(piece.text):
        line.add(_private("", piece.text[at : found.start()]))
        at = found.end()
        if label := found.group(1):
            start = line.length
            line.add(f"[{label}]")
            line.mark("footnote", start, label)
        elif found.group(3):
            href, linked = links.get(found.group(3), ""), line.length
        elif found.group(4) and href:
            line.mark("link", linked, href)
            href = ""
        for begins, ends, kind in rtf_styles.SIGNS.values():
            if found.group(2) == begins:
                begun[kind] = line.length
            elif found.group(2) == ends and kind in begun:
                line.mark(kind, begun.pop(kind))
    line.add(_private("", piece.text[at:]))
    for kind, start in begun.items():
        line.mark(kind, start)
    if href:  # it goes on in the next line
        line.mark("link", linked, href)
    piece.text, piece.marks = line.finish(), line.marks
    return piece


def _fields(rtf: str) -> dict[str, str]:
    head = rtf[:100_000]
    page = _code_page(head)
    ansi = f"{{\\rtf1\\ansi{page.group() if page else ''} "

    def field(name: str) -> str:
        found = re.search(_info.format(name), head)
        return _text(f"{ansi}{found.group(1)}}}").strip() if found else ""

    made = _time(head)
    date = f"{made[1]}-{int(made[2]):02}-{int(made[3]):02}" if made else ""
    large = _large(head[: head.find("\\par}") + 5])
    shown = _text(f"{ansi}{large.group(2)}}}").strip() if large and int(large.group(1)) >= _LARGE else ""
    return {"title": field("title") or shown, "author": field("author"), "date": date}
