"""Reading small files into articles, and looking at what came of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.sources import load
from reader.text.clean import is_clean

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Imported


def read_all(folder: Path, raw: bytes, name: str) -> list[Imported]:
    """Write a file and read it; every sentence that is said of it is clean."""
    path = folder / name
    path.write_bytes(raw)
    found = list(load(str(path)))
    assert all(is_clean(imported.error) and is_clean(imported.body.text) for imported in found)
    return found


def read(folder: Path, raw: bytes, name: str) -> Imported:
    """Write a file and read the one article in it."""
    (imported,) = read_all(folder, raw, name)
    return imported


def blocks(imported: Imported) -> list[tuple[str, int, str, str]]:
    """Return kind, level, label and text of each block."""
    text = imported.body.text
    return [(b.kind, b.level, b.label, text[b.start : b.end]) for b in imported.body.blocks]


def marks(imported: Imported) -> list[tuple[str, str, str]]:
    """Return kind, text and href of each mark."""
    text = imported.body.text
    return [(m.kind, text[m.start : m.end], m.href) for m in imported.body.marks]


def told(imported: Imported) -> str:
    """Write all of an article for a person to look at: a line each field and block, marks below."""
    data, text = imported.metadata, imported.body.text
    fields = {
        "title": data.title,
        "kicker": data.kicker,
        "by": "; ".join(data.authors),
        "published": data.published,
        "site": data.site,
        "address": data.url,
        "language": data.language,
        "dropped": " / ".join(data.dropped),
        "said": " / ".join(imported.report),
        "error": imported.error,
    }
    lines = [f"{name}: {value}" for name, value in fields.items() if value]
    for block in imported.body.blocks:
        kind = " ".join(filter(None, (block.kind, str(block.level or ""), block.label)))
        shown = text[block.start : block.end].replace("\n", "\n    ").replace("\t", " | ")
        lines += ["", f"[{kind}] {shown}"]
        for mark in imported.body.marks:
            if block.start <= mark.start < block.end and (mark.kind != "page" or mark.start > block.start):
                marked = text[mark.start : mark.end]
                shown = marked if len(marked) < 50 else f"{marked[:25]} … {marked[-20:]}"
                lines.append(f"    {mark.kind} “{shown}” {mark.href}".rstrip())
        pages = [m.href for m in imported.body.marks if m.kind == "page" and m.start == block.start]
        lines += [f"    page {page}" for page in pages]
    return "\n".join(lines) + "\n"


def sentence(value: object) -> str:
    """Name a case by what is said of it; bytes hold the time at which they were made."""
    return value if isinstance(value, str) else ""
