"""What the disk refuses and other machines do while one reads: it is said, and reading goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.library import Library, StoreFull
from reader.ui.app import ReaderApp
from tests.ui.apps import Running, running

NEWER = "was written by a newer version of the reader; this one may only read it."


def shard(run: Running, title: str = "First") -> Path:
    return Path(run.library._store.path(run.ids[title]))


async def look(run: Running) -> None:
    """Let the app look at what others changed, as it does every second."""
    run.app.main.look()
    await run.pilot.pause()


async def test_a_place_that_cannot_be_kept_is_said_once_and_kept_when_it_can_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreFull("Not saved: no space is left on the disk.")

    monkeypatch.setattr("reader.ui.screens.main._POLL", 3600)  # it looks only when it is told to
    async with running(tmp_path) as run:
        with monkeypatch.context() as full:
            full.setattr(Library, "place", refuse)
            await run.press("right", "right")
            await look(run)
            assert "no space is left" in run.message
            await run.press("left")
            await look(run)
            assert run.message == ""
        await look(run)
        assert run.library.article(run.ids["First"]).position == run.app.desk.here()[1]  # type: ignore[index]


async def test_one_can_leave_though_the_disk_is_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise StoreFull("Not saved: no space is left on the disk.")

    async with running(tmp_path) as run:
        monkeypatch.setattr(Library, "place", refuse)
        await run.press("right", "q", "q")
        assert run.app.return_code == 0


@pytest.mark.parametrize("what", ["library", "article"])
async def test_what_a_newer_version_wrote_is_read_and_said(tmp_path: Path, what: str) -> None:
    async with running(tmp_path) as before:
        path = shard(before) if what == "article" else tmp_path / "library" / "library.json"
    raw = path.read_bytes().replace(b'"v":1', b'"v":9').replace(b'"writer":1', b'"writer":9')
    path.write_bytes(raw)
    with Library(tmp_path / "library", annotator="me") as library:
        app = ReaderApp(library, article=before.ids["First"])
        async with app.run_test(size=(120, 40), notifications=True) as pilot:
            await pilot.pause()
            run = Running(app, pilot, library, before.ids)
            assert run.message == f"This {what} {NEWER}"
            assert run.app.desk.session and run.app.desk.session.view.text.startswith("One two")
            await run.press("h")
            assert run.message == f"Not saved: this {what} {NEWER}"
            await run.press("a", *"typed", "escape")
            assert run.message == f"Not saved: this {what} {NEWER}"
            assert run.app.main.prompts.open  # what was typed is there still
            assert run.marks == []
    assert path.read_bytes() == raw


@pytest.mark.parametrize("junk", [b"", b"\0" * 500, b"[]", b"<<<<<<< ours\n"])
@pytest.mark.parametrize("which", ["article", "library"])
async def test_a_file_that_is_ruined_while_it_is_open_costs_no_reading(
    tmp_path: Path, junk: bytes, which: str
) -> None:
    async with running(tmp_path) as run:
        await run.press("h")
        path = shard(run) if which == "article" else run.library.root / "library.json"
        whole = path.read_bytes()
        path.write_bytes(junk)
        await look(run)
        await run.press("right")
        await look(run)
        assert run.app.desk.session and run.app.desk.session.view.text.startswith("One two")
        await run.press("h")
        assert "damaged" in run.message
        assert path.read_bytes() == junk
        path.write_bytes(whole)
        await run.press("h")
        assert len(run.marks) == 2


async def test_a_folder_in_place_of_the_library_file_costs_no_reading(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        path = run.library.root / "library.json"
        path.unlink()
        path.mkdir()
        await look(run)
        await run.press("right", "h")
        assert "library.json" in run.message
        assert run.marks == []


async def test_an_article_that_is_deleted_elsewhere_is_put_away_and_said(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        with Library(tmp_path / "library", annotator="lee") as other:
            other.trash(run.ids["First"])
        await look(run)
        assert run.app.desk.session is None
        assert run.message == "“First” was put in the trash elsewhere"


async def test_a_note_on_a_passage_that_is_deleted_elsewhere_is_not_lost(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("h", "a", *"thought")
        with Library(tmp_path / "library", annotator="lee") as other:
            other.delete(other.highlights_of(run.ids["First"]))
        await look(run)
        await run.press("escape")
        assert "deleted" in run.message
        assert run.app.main.prompts.open
        assert run.app.main.prompts.open.text == "thought"  # type: ignore[attr-defined]


async def test_what_another_does_to_the_same_passage_is_joined(tmp_path: Path) -> None:
    async with running(tmp_path) as run:
        await run.press("1")
        with Library(tmp_path / "library", annotator="lee") as other:
            (marked,) = other.highlights_of(run.ids["First"])
            other.change(marked, tags=[*marked.tags, "theirs"], note="theirs")
        await run.press("2")  # before the app has looked
        (mark,) = run.marks
        assert set(mark.tags) == {"claim", "evidence", "theirs"}
        assert mark.note == "theirs"
