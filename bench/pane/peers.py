"""Other readers of the terminal, each in an environment of its own that is made for the run."""

import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from html import escape
from pathlib import Path

_INSTALL = 600  # seconds


@dataclass(frozen=True)
class Peer:
    """A program, how it is run, and the keys for a line down, a page down, the end and the start.

    `why` says why it cannot be run.
    """

    name: str
    argv: tuple[str, ...] = ()
    keys: tuple[str, str, str, str] = ("j", "space", "G", "g")
    frames: bool = True
    why: str = ""


def find(folder: Path, text: str) -> list[Peer]:
    """Install what can be installed, and write a text in the format that each one reads."""
    book, page, plain = folder / "text.epub", folder / "text.md", folder / "text.txt"
    _write_book(book, text)
    page.write_text(text, "utf-8")
    plain.write_text(text, "utf-8")
    peers = [
        _installed(folder, "baca", "baca", book, ("j", "pgdn", "G", "g"), frames=True),
        _installed(folder, "frogmouth", "frogmouth", page, ("down", "pgdn", "end", "home"), frames=True),
        _installed(folder, "epy-reader", "epy", book, ("j", "space", "G", "g"), frames=False),
    ]
    less = shutil.which("less")
    peers.append(
        Peer("less", (less, str(plain)), frames=False) if less else Peer("less", why="not installed")
    )
    return peers


def _installed(
    folder: Path, package: str, command: str, file: Path, keys: tuple[str, str, str, str], *, frames: bool
) -> Peer:
    place = folder / package
    try:
        subprocess.run(
            [sys.executable, "-m", "venv", place], check=True, capture_output=True, timeout=_INSTALL
        )
        pip = [place / "bin" / "pip", "install", "-q", package]
        subprocess.run(pip, check=True, capture_output=True, timeout=_INSTALL)
    except (subprocess.SubprocessError, OSError):
        return Peer(package, why="cannot be installed")
    return Peer(package, (str(place / "bin" / command), str(file)), keys, frames)


_CONTAINER = """<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="content.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
_PACKAGE = """<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Text</dc:title>
<dc:identifier id="id">text</dc:identifier><dc:language>en</dc:language></metadata>
<manifest><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>{items}</manifest>
<spine toc="ncx">{spine}</spine></package>"""
_CONTENTS = """<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/>
<docTitle><text>Text</text></docTitle><navMap>{points}</navMap></ncx>"""
_ITEM = '<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>'
_POINT = """<navPoint id="n{n}" playOrder="{n}"><navLabel><text>{n}</text></navLabel>
<content src="c{n}.xhtml"/></navPoint>"""
_CHAPTER = """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Text</title></head>
<body>{text}</body></html>"""


def _write_book(path: Path, text: str) -> None:
    """Write an EPUB of chapters of 50 paragraphs."""
    parts = [f"<p>{escape(part)}</p>" for part in text.split("\n\n")]
    chapters = {1 + at // 50: "\n".join(parts[at : at + 50]) for at in range(0, len(parts), 50)}
    items = "".join(_ITEM.format(n=n) for n in chapters)
    spine = "".join(f'<itemref idref="c{n}"/>' for n in chapters)
    points = "".join(_POINT.format(n=n) for n in chapters)
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("mimetype", "application/epub+zip")
        file.writestr("META-INF/container.xml", _CONTAINER)
        file.writestr("content.opf", _PACKAGE.format(items=items, spine=spine))
        file.writestr("toc.ncx", _CONTENTS.format(points=points))
        for number, chapter in chapters.items():
            file.writestr(f"c{number}.xhtml", _CHAPTER.format(text=chapter))
