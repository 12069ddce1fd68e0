"""A library to start on, painted for its next start as a program that ended would have done it."""

from __future__ import annotations

import re
import sys
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.cli.start import paint_next
from reader.early.record import Asked
from reader.folders import cache_path
from reader.library import Library
from reader.model import Body, Imported, Metadata
from tests.support.screen import Cell, ScreenReader
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    import pytest

TEXT = "One two, three. Four five six! Seven.\n\nEight nine. Ten."
#: The first thing that Textual asks of a terminal.
TEXTUAL = b"\x1b[?1000h"
_frames = re.compile(rb"(?=\x1b\[\?2026[hl])")  # before it knows that frames can be marked, it marks none


@dataclass
class Place:
    """Where a test's program has its library, caches and configuration; what its environment says."""

    folder: Path
    env: dict[str, str] = field(default_factory=dict)

    @classmethod
    def make(cls, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
        """Make this process see what a program in a test's terminal sees."""
        place = cls(folder)
        for name in ("CACHE", "CONFIG", "DATA"):
            place.env[f"XDG_{name}_HOME"] = str(folder / name.lower())
        told = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LOGNAME": "me", **place.env}
        place.env["LOGNAME"] = "me"
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        for name in ("TERM_PROGRAM", "FORCE_COLOR", "NO_COLOR", "READER_LIBRARY", "COLUMNS", "LINES"):
            monkeypatch.delenv(name, raising=False)
        return place

    @property
    def library(self) -> Path:
        return self.folder / "library"

    def opened(self) -> Library:
        """Open the library as the program does."""
        return Library(self.library, annotator="me", cache=cache_path())

    def add(self, title: str = "First", text: str = TEXT, origin: str = "") -> int:
        """Add a text and give its number."""
        with self.opened() as library:
            body = Body.plain(text)
            return library.add(Imported(origin or f"/{title}.txt", Metadata(title), body)).article.id

    def configure(self, text: str) -> None:
        """Write a configuration file."""
        (self.folder / "config" / "reader").mkdir(parents=True, exist_ok=True)
        (self.folder / "config" / "reader" / "config.toml").write_text(text)

    def asked(self, file: str = "") -> Asked:
        return Asked(str(self.library), file)

    def read(self, article: int, position: int = 0) -> None:
        """Read an article up to somewhere, and leave."""
        with self.opened() as library:
            library.place(article, position, 0.5)

    def paint(self, size: tuple[int, int] = (100, 30), file: str = "") -> None:
        """Keep what the next start shows."""
        paint_next(self.asked(file), self.library, size)

    @contextmanager
    def started(
        self,
        *words: str,
        size: tuple[int, int] = (100, 30),
        program: str = "",
        env: dict[str, str] | None = None,
    ) -> Iterator[Terminal]:
        """Start the program in a terminal."""
        start = [sys.executable, *(("-c", program) if program else ("-m", "reader"))]
        argv = [*start, "--library", str(self.library), *words]
        with Terminal(argv, cols=size[0], rows=size[1], env={**self.env, **(env or {})}) as terminal:
            yield terminal


def early_part(raw: bytes) -> bytes:
    """Give what a program wrote before Textual wrote anything."""
    return raw[: raw.index(TEXTUAL)]


def screens(raw: bytes, size: tuple[int, int]) -> tuple[list[list[Cell]], list[list[list[Cell]]]]:
    """Give the cells of the early screen, and of every frame of Textual's after it."""
    reader = ScreenReader(*size)
    early = early_part(raw)
    reader.feed(early)
    first, later = _cells(reader, size), []
    for frame in _frames.split(raw[len(early) :]):
        reader.feed(frame)
        later.append(_cells(reader, size))
    return first, later


def _cells(reader: ScreenReader, size: tuple[int, int]) -> list[list[Cell]]:
    return [[reader.cell(x, y) for x in range(size[0])] for y in range(size[1])]


def differing(one: Sequence[Sequence[Cell]], other: Sequence[Sequence[Cell]]) -> list[str]:
    """Name the cells in which two screens differ."""
    return [
        f"{x},{y}: {a} {b}"
        for y, (row, row2) in enumerate(zip(one, other, strict=True))
        for x, (a, b) in enumerate(zip(row, row2, strict=True))
        if a != b
    ]
