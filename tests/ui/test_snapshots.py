"""Pictures of whole screens of the real program, in both themes and at the sizes people have.

Nothing in them depends on the moment: the library is made anew in a fixed order, no time and no id is shown,
no cursor blinks. A change that is wanted is taken with `pytest tests/ui/test_snapshots.py --snapshot-update`,
after looking at each picture (`docs/picture.py --png DIR FILE.svg`).
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from reader import sources
from reader.config import Config
from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.text.setting import PLAIN, Setting
from reader.ui.app import ReaderApp

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator

    from textual.app import App
    from textual.pilot import Pilot

SAMPLES = Path(__file__).resolve().parents[2] / "sample_articles"
TEXTS = Path(__file__).resolve().parents[1] / "texts"
#: The texts of the library, oldest first; only these, so that a new sample redraws no picture.
SHELF = (
    "letter-from-the-coast.txt",
    "night-library-ja.txt",
    "der-letzte-wagen.txt",
    "interview-night-ferry.txt",
    "how-to-read-a-number.md",
    "a-finger-in-the-margin.md",
    "cis-summit.txt",
)
SUMMIT, ESSAY, NUMBER, JAPANESE = "cis-summit.txt", "a-finger-in-the-margin.md", SHELF[4], SHELF[1]
NIGHT, PAPER = "reader-night", "reader-paper"
SMALL, MIDDLE, LARGE = (80, 24), (120, 40), (200, 60)

ME = "eva"
_NOTE = "Wanted by whom? Only the host is quoted."
#: Passages that are marked: text, quote, tags, note, colour. Nested, side by side, with and without a note.
MARKS = (
    (SUMMIT, "The organisation has turned thirty", (), "", "teal"),
    (SUMMIT, "Vladimir Putin called for further cooperation among the members.", ("claim",), _NOTE, ""),
    (SUMMIT, "further cooperation", ("question",), "", ""),
    (SUMMIT, "The CIS was founded in December 1991", ("evidence", "source"), "", ""),
    (SUMMIT, "Tens of thousands of soldiers stand near Ukraine", ("claim",), "", ""),
    (ESSAY, "I learned how people read", ("context",), "", ""),
    (NUMBER, "Forty per cent of complaints concern the buses", ("claim",), "of what?", ""),
    (JAPANESE, "怖いのは夜ではない。", ("claim",), "", ""),
)


class Compare(Protocol):
    """What `snap_compare` is."""

    def __call__(
        self,
        app: App[None],
        *,
        terminal_size: tuple[int, int],
        run_before: Callable[[Pilot[None]], Awaitable[None]],
    ) -> bool: ...


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, int]]:
    """A library of `SHELF` with `MARKS`, and the articles' ids; it is copied for each picture."""
    folder, ids = tmp_path_factory.mktemp("filled") / "library", {}
    with Library(folder, annotator=ME) as library:
        for name in SHELF:
            path = SAMPLES / name
            (imported,) = sources.load(str(path if path.exists() else TEXTS / name))
            ids[name] = library.add(imported).article.id
        for name, quote, tags, note, colour in MARKS:
            text = library.body(ids[name]).text
            start = text.lower().index(quote.lower())
            library.mark(ids[name], start, start + len(quote), tags=tags, note=note, colour=colour)
        library.change_article(ids["der-letzte-wagen.txt"], status="done")
        library.place(ids["interview-night-ferry.txt"], 900, 0.4)
    return folder, ids


class Studio:
    """Runs the program, types keys and compares its screen with the picture of the same name."""

    def __init__(self, compare: Compare, library: Library, ids: dict[str, int]) -> None:
        self._compare, self._library, self._ids = compare, library, ids

    def edit(self, name: str, *changes: tuple[str, str]) -> None:
        """Let the text of an article be changed at its source."""
        article = self._ids[name]
        text = self._library.body(article).text
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        metadata = Metadata(self._library.article(article).title)
        self._library.renew(article, Imported("", metadata, Body.plain(text)))

    def matches(
        self,
        size: tuple[int, int],
        theme: str,
        *keys: str,
        article: str | None = SUMMIT,
        focus_list: bool = False,
        setting: Setting = PLAIN,
    ) -> bool:
        """Tell whether the screen after some keys is as it was."""

        async def type_keys(pilot: Pilot[None]) -> None:
            await pilot.pause()
            for key in keys:
                await pilot.press(key)
                await pilot.pause()

        opened = self._ids[article] if article else None
        config = Config(theme=theme, setting=setting)
        app = ReaderApp(self._library, article=opened, focus_list=focus_list, config=config)
        return self._compare(app, terminal_size=size, run_before=type_keys)


@pytest.fixture(autouse=True)
def plain_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take no wish for fewer colours, or for motion, from the terminal the tests run in."""
    for name in ("NO_COLOR", "TEXTUAL_COLOR_SYSTEM", "TEXTUAL_FILTERS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def studio(snap_compare: Compare, filled: tuple[Path, dict[str, int]], tmp_path: Path) -> Iterator[Studio]:
    folder, ids = filled
    shutil.copytree(folder, tmp_path / "library")
    with Library(tmp_path / "library", annotator=ME) as library:
        yield Studio(snap_compare, library, ids)


@pytest.fixture
def bare(snap_compare: Compare, tmp_path: Path) -> Iterator[Studio]:
    with Library(tmp_path / "library", annotator=ME) as library:
        yield Studio(snap_compare, library, {})


def _named(value: object) -> str:
    return "x".join(map(str, value)) if isinstance(value, tuple) else str(value)


@pytest.mark.parametrize("theme", [NIGHT, PAPER])
@pytest.mark.parametrize("size", [SMALL, MIDDLE, LARGE], ids=_named)
def test_main(studio: Studio, size: tuple[int, int], theme: str) -> None:
    assert studio.matches(size, theme, "p", "p", "p", "p", "p", "semicolon")


@pytest.mark.parametrize(
    "theme", ["reader-sepia", "reader-contrast", "reader-bright", "nord", "textual-light"]
)
def test_theme(studio: Studio, theme: str) -> None:
    keys = (*["greater_than_sign"] * 4, *"ppp3ppvwwa", *"why?", "escape", "z")
    assert studio.matches(MIDDLE, theme, *keys, "greater_than_sign", article=NUMBER)


def test_focus_mode(studio: Studio) -> None:
    assert studio.matches(MIDDLE, PAPER, "p", "p", "p", "p", "p", "C")


def test_justified_pages_with_indented_paragraphs(studio: Studio) -> None:
    setting = Setting(64, "indents", justified=True)
    assert studio.matches(MIDDLE, NIGHT, "p", "p", "p", "2", article="der-letzte-wagen.txt", setting=setting)


def test_labels_on_links(studio: Studio) -> None:
    assert studio.matches(MIDDLE, PAPER, *["greater_than_sign"] * 3, "W", article=ESSAY)


def test_selection(studio: Studio) -> None:
    assert studio.matches(SMALL, NIGHT, "p", "p", "p", "right", "V", "right")


def test_list(studio: Studio) -> None:
    assert studio.matches(SMALL, NIGHT, "j", "j", focus_list=True)


def test_sidebar(studio: Studio) -> None:
    assert studio.matches(MIDDLE, NIGHT, "tab", "j", "j")


def test_tag_prompt(studio: Studio) -> None:
    assert studio.matches(SMALL, NIGHT, "p", "p", "p", "t", "e", "tab", "c")


@pytest.mark.parametrize("theme", [NIGHT, PAPER])
@pytest.mark.parametrize("size", [SMALL, MIDDLE], ids=_named)
def test_codebook(studio: Studio, size: tuple[int, int], theme: str) -> None:
    assert studio.matches(size, theme, "T", "j")


def test_note_prompt(studio: Studio) -> None:
    assert studio.matches(SMALL, PAPER, "semicolon", "semicolon", "a", "enter", *"ask")


def test_find(studio: Studio) -> None:
    assert studio.matches(MIDDLE, NIGHT, "slash", *"moscow")


def test_colours(studio: Studio) -> None:
    assert studio.matches(SMALL, NIGHT, "p", "c")


def test_query_that_cannot_be_read(studio: Studio) -> None:
    keys = ("slash", *"how", "space", "left_parenthesis")
    assert studio.matches(MIDDLE, PAPER, *keys, focus_list=True)


@pytest.mark.parametrize(("size", "theme"), [(SMALL, NIGHT), (LARGE, PAPER)], ids=_named)
def test_help(studio: Studio, size: tuple[int, int], theme: str) -> None:
    assert studio.matches(size, theme, "question_mark")


def test_passages_of_a_tag(studio: Studio) -> None:
    assert studio.matches(MIDDLE, PAPER, "number_sign", *"cl", "enter", "j")


def test_zen(studio: Studio) -> None:
    assert studio.matches(MIDDLE, NIGHT, "p", "p", "p", "Z")


@pytest.mark.parametrize(("size", "theme"), [(SMALL, NIGHT), (MIDDLE, PAPER)], ids=_named)
def test_triage(studio: Studio, size: tuple[int, int], theme: str) -> None:
    studio.edit(
        SUMMIT,
        (
            "called for further cooperation among the members.",
            "has called for closer ties among the members.",
        ),
        ("Tens of thousands of soldiers stand near Ukraine", "Tens of thousands stand there"),
    )
    assert studio.matches(size, theme, "r")


def test_empty_library(bare: Studio) -> None:
    assert bare.matches(SMALL, NIGHT, article=None)


def test_japanese(studio: Studio) -> None:
    assert studio.matches(MIDDLE, PAPER, "p", "right", article=JAPANESE)


def test_essay(studio: Studio) -> None:
    assert studio.matches(MIDDLE, NIGHT, *["greater_than_sign"] * 4, "p", article=ESSAY)


def test_lists_code_quotes_and_tables(studio: Studio) -> None:
    assert studio.matches(LARGE, PAPER, *["greater_than_sign"] * 3, "p", "z", article=NUMBER)
