"""Adding a folder while the program runs: the line that says how far it is."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.text.align import aligned
from tests.support.web import Web
from tests.ui.apps import running
from tests.ui.hosts import screen

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from reader.text.align import Alignment
    from tests.support.web import Request
    from tests.ui.apps import Running


async def test_the_line_says_how_fast_it_goes_and_what_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "texts"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.txt").write_text(f"Text {number}\n\nThis is the text of number {number}.\n")
    async with running(tmp_path) as run:
        now, said = 0.0, []
        intake, say = run.app.main.intake, run.app.main.say_how_far

        def hear(words: str, done: int = 0, total: int = 0) -> None:
            nonlocal now
            now += 4.0 * words.startswith("adding")  # each text takes so long
            say(words, done, total)
            said.append(run.app.main.under_way)

        monkeypatch.setattr(intake, "_clock", lambda: now)
        monkeypatch.setattr(run.app.main, "say_how_far", hear)
        intake.start(str(folder))
        await run.app.workers.wait_for_complete()
        assert said == [
            f"reading {folder}",
            "━━╌╌╌╌╌╌╌╌  adding 1 of 4 · esc stops",
            "━━━━━╌╌╌╌╌  adding 2 of 4 · 30.0/min · 4 s left · esc stops",
            "━━━━━━━╌╌╌  adding 3 of 4 · 22.5/min · 3 s left · esc stops",
            "━━━━━━━━━━  adding 4 of 4 · 20.0/min · esc stops",
            "",
        ]
        assert run.message == "4 added"


async def test_a_changed_file_is_aligned_beside_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Adding a file again, whose article has marks, looks for them in a thread; then they are there."""
    source = tmp_path / "source.txt"
    source.write_text("The first sentence is here. The second one follows it. A third one ends it.\n")
    threads = []

    def note(old: str, new: str) -> Alignment:
        threads.append(threading.current_thread())
        return aligned(old, new)

    monkeypatch.setattr("reader.text.align.aligned", note)
    async with running(tmp_path) as run:
        intake = run.app.main.intake
        intake.start(str(source))
        await run.app.workers.wait_for_complete()
        assert not threads
        article = run.app.desk.library.of_origin(str(source))
        assert article
        run.app.desk.library.mark(article.id, 28, 54)
        source.write_text(
            "New. The first sentence is here. The second one follows it. A third one ends it.\n"
        )
        intake.start(str(source))
        await run.app.workers.wait_for_complete()
        assert [thread is threading.main_thread() for thread in threads] == [False]
        (mark,) = run.app.desk.library.highlights_of(article.id)
        assert (mark.quote, mark.anchor) == ("The second one follows it.", "moved")
        assert run.app.desk.library.of_origin("-") is run.app.desk.library.of_origin("/nowhere") is None


def _page(request: Request) -> None:
    request.answer(
        b"<html><title>From here</title><body><p>This page lies on this machine.</p></body></html>"
    )


async def _settled(run: Running) -> None:
    await run.app.workers.wait_for_complete()
    await run.pilot.pause()


async def test_a_machine_of_this_network_is_read_when_the_person_says_so(tmp_path: Path) -> None:
    with Web({"/page": _page}) as web:
        async with running(tmp_path) as run:
            intake = run.app.main.intake
            intake.start(web.url("/page"))
            await _settled(run)
            assert "127.0.0.1 is a machine of this network" in screen(run.app)
            await run.press("n")
            assert (web.asked, run.library.count()) == ([], 2)
            intake.start(web.url("/page"))
            await _settled(run)
            await run.press("y")
            await _settled(run)
            assert run.message == "1 added"
            added = run.library.of_origin(web.url("/page"))
            assert added
            intake.start(added.origin, added.id)
            await _settled(run)
            await run.press("y")
            await _settled(run)
            assert run.message == "the text is as it was"
            await run.press("a")  # a note is being written: no question comes between
            intake.start(web.url("/page"))
            await _settled(run)
            assert run.app.main.said.lasting == (
                "127.0.0.1 is a machine of this network; `reader add --allow-private` reads it."
            )
            await run.press("escape")
            intake.start(web.url("/page"))
            assert not run.app.main.said.lasting
            await _settled(run)
            await run.press("n")
