"""A disk that refuses: one sentence, what was typed stands there, the screen is the disk, a retry does it."""

from __future__ import annotations

import errno
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from tests.library.trials import ERRORS, Failing
from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    from reader.model import Article
    from tests.ui.apps import Running


@dataclass(frozen=True)
class Change:
    """Keys before, those of the change, those that try it again; what of it stands in a prompt meanwhile."""

    before: tuple[str, ...]
    keys: tuple[str, ...]
    again: tuple[str, ...]
    typed: str = ""


def _keys(text: str, typed: str = "") -> tuple[str, ...]:
    """Return keys that are written with spaces between; `…` stands for what is typed."""
    return tuple(key for word in text.split() for key in (typed if word == "…" else [word]))


CHANGES = {
    "highlight": Change((), ("h",), ("h",)),
    "tag by digit": Change((), ("1",), ("1",)),
    "tag taken off by digit": Change(("1",), ("1",), ("1",)),
    "tag": Change((), _keys("t … enter", "new/one"), ("enter",), "new/one"),
    "tag put on another": Change(("h",), _keys("t … tab … enter", "new"), ("enter",), "new"),
    "repeat": Change(("1", "right"), ("full_stop",), ("full_stop",)),
    "colour": Change((), ("c", "g"), ("c", "g")),
    "note": Change((), _keys("a … escape", "why?"), ("ctrl+s",), "why?"),
    "another note": Change(_keys("a … escape", "why"), _keys("a … ctrl+s", "not"), ("escape",), "whynot"),
    "bounds": Change(("h", "e", "shift+right"), ("enter",), ("enter",)),
    "delete": Change(("h",), ("x",), ("x",)),
    "delete in the sidebar": Change(("h", "right", "h", "tab", "g"), ("x",), ("x",)),
    "status": Change((), ("s", "d"), ("s", "d")),
    "details": Change((), _keys("d … ctrl+s", "X"), ("ctrl+s",), "FirstX"),
    "note on the article": Change(("q",), _keys("a … escape", "why?"), ("escape",), "why?"),
    "tag of the article": Change(("q",), _keys("t … enter", "new"), ("enter",), "new"),
    "status in the list": Change(("q",), ("s", "a"), ("s", "a")),
    "trash": Change(("q", "j"), ("x",), ("x",)),
    "a new tag for a digit": Change((), _keys("9 … enter", "fresh"), ("enter",), "fresh"),
    "undo": Change(("1", "right"), ("u",), ("u",)),
    "redo": Change(("1", "u"), ("ctrl+r",), ("ctrl+r",)),
}


def kept(library: Library) -> object:
    """Return all that a library holds, but for ids and times."""
    articles = sorted(library.page(), key=lambda article: article.id)
    return (
        [(each.title, each.note, each.status, each.tags, each.highlights) for each in articles],
        [[(h.quote, h.tags, h.note, h.colour) for h in library.highlights_of(each.id)] for each in articles],
        library.codebook,
    )


def on_disk(run: Running) -> object:
    with Library(run.library.root) as other:
        return kept(other)


def told(article: Article) -> object:
    """Return what a person can change of an article."""
    return article.id, article.title, article.site, article.status, article.tags, article.note


def check_screen(run: Running) -> None:
    """Require that the screen shows what is on the disk."""
    session = run.app.desk.session
    with Library(run.library.root) as other:
        if session:
            assert list(session.passages) == other.highlights_of(session.article.id)
            assert told(session.article) == told(other.article(session.article.id))
            assert session.codebook == other.codebook
        listed = run.app.main.articles
        shown = [listed._articles.get(number) for number in range(listed.total)]
        assert [told(each) for each in shown if each] == [told(each) for each in other.page()]


def standing(run: Running) -> str:
    """Return what stands in the open prompt, its fields and the tags that are put on."""
    prompt = run.app.main.prompts.open
    if prompt is None:
        return ""
    texts = [getattr(prompt, "text", ""), *getattr(prompt, "_add", ()), *dict(getattr(prompt, "values", ()))]
    return " ".join([*texts, *dict(getattr(prompt, "values", ())).values()])


@pytest.mark.parametrize("name", CHANGES)
async def test_nothing_is_lost_and_a_retry_does_it_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    change = CHANGES[name]
    async with running(tmp_path / "model") as run:
        await run.press(*change.before, *change.keys)
        wanted = kept(run.library)
    with monkeypatch.context() as patch:
        failing = Failing(patch, tmp_path / "library", errno.ENOSPC, stays=True)
        async with running(tmp_path) as run:
            await run.press(*change.before)
            before, selected = kept(run.library), run.app.main.articles.selected
            assert before != wanted
            keys = change.keys
            for error in ERRORS:
                failing.error = error
                failing.arm(1)
                await run.press(*keys)
                assert failing.failed
                assert run.app.main.is_error
                assert run.message.startswith("Not saved: ") and run.message.count(". ") == 0, run.message
                assert change.typed in standing(run)
                assert bool(run.app.main.prompts.open) == bool(change.typed)
                failing.arm(0)
                assert on_disk(run) == kept(run.library) == before
                check_screen(run)
                chosen = run.app.main.articles.selected
                assert chosen and selected and chosen.id == selected.id
                keys = change.again
            await run.press(*change.again)
            assert not run.app.main.is_error
            assert run.app.main.prompts.open is None
            assert on_disk(run) == kept(run.library) == wanted
            check_screen(run)
            assert not list((run.library.root / ".reader").glob("drafts/*"))


@pytest.mark.parametrize("name", ["note", "a new tag for a digit", "trash", "undo"])
async def test_whatever_call_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    change, at, reached = CHANGES[name], 0, True
    async with running(tmp_path / "model") as run:
        await run.press(*change.before, *change.keys)
        wanted = kept(run.library)
    while reached:
        at += 1
        with monkeypatch.context() as patch:
            failing = Failing(patch, tmp_path / str(at) / "library", errno.EIO, stays=False)
            async with running(tmp_path / str(at)) as run:
                await run.press(*change.before)
                failing.arm(at)
                await run.press(*change.keys)
                reached = failing.failed
                failing.arm(0)
                assert on_disk(run) == kept(run.library)
                check_screen(run)
                if run.app.main.is_error:
                    await run.press(*change.again)
                assert run.app.main.prompts.open is None
                assert on_disk(run) == kept(run.library) == wanted, at
                check_screen(run)


async def test_an_export_that_cannot_be_written_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)

    def full(*_: object) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    async with running(tmp_path) as run:
        await run.press("1")
        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", full)
            await run.export("m")
        assert run.app.main.is_error and "No space left" in run.message
        assert list(folder.iterdir()) == []
