"""Adding a folder while the program runs: the line that says how far it is."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from reader.text.align import aligned
from tests.ui.apps import running

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from reader.text.align import Alignment


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

        def hear(words: str) -> None:
            nonlocal now
            now += 4.0  # each text takes so long
            said.append(words)
            say(words)

        monkeypatch.setattr(intake, "_clock", lambda: now)
        monkeypatch.setattr(run.app.main, "say_how_far", hear)
        intake.start(str(folder))
        await run.app.workers.wait_for_complete()
        assert said == [
            "adding 1 of 4 · esc stops",
            "adding 2 of 4 · 30.0/min · 4 s left · esc stops",
            "adding 3 of 4 · 22.5/min · 3 s left · esc stops",
            "adding 4 of 4 · 20.0/min · esc stops",
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
