"""What `reader open` asks of an app that runs: it goes there, or says why not; nobody else is listened to."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import stat
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

import pytest

from reader.library.door import LONGEST, ask
from reader.text.ids import show_id
from reader.ui.door import Door
from tests.ui.apps import Running, running

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there are no such sockets here")


@asynccontextmanager
async def listening(folder: Path) -> AsyncIterator[Running]:
    """Run the app with its door open."""
    async with running(folder) as run:
        door = Door(run.app.main)
        await door.open()
        yield run
        door.close()
        assert list((run.library.root / ".reader" / "doors").iterdir()) == []


async def asked(run: Running, article: int, highlight: int = 0) -> str | None:
    shown = show_id(highlight) if highlight else ""
    answer = await asyncio.to_thread(ask, run.library.root, show_id(article), shown)
    await run.pilot.pause()
    return answer


async def test_the_app_goes_to_an_article_and_to_a_passage(tmp_path: Path) -> None:
    async with listening(tmp_path) as run:
        second = run.ids["Second"]
        assert await asked(run, second) == ""
        assert run.app.desk.session and run.app.desk.session.article.id == second
        mark = run.library.mark(run.ids["First"], 5, 15)
        assert await asked(run, mark.article, mark.id) == ""
        assert run.app.desk.session.scene.picked == mark.id
        await run.press("backspace")
        assert run.app.desk.session.article.id == second

        assert await asked(run, second, mark.id) == "that highlight is not in the article"
        assert "no" in (await asked(run, second + 1) or "")
        await run.press("t")
        assert "close that first" in (await asked(run, mark.article) or "")
        await run.press("escape", "question_mark")
        assert "close that first" in (await asked(run, mark.article) or "")
        assert run.app.desk.session.article.id == second


async def test_the_door_is_its_owner_s_alone_and_takes_one_short_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listening(tmp_path) as run:
        folder = run.library.root / ".reader" / "doors"
        (path,) = folder.iterdir()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        monkeypatch.chdir(folder)  # a socket's path has hardly room for a hundred bytes
        for line, said in (
            (b"nonsense\n", "that is no place to open"),
            (b"[]\n", "that is no place to open"),
            (b'{"open": "../..", "highlight": ""}\n', "that is no place to open"),
            (b"x" * (LONGEST + 1) + b"\n", ""),
            (b"", ""),
        ):
            reader, writer = await asyncio.open_unix_connection(path.name)
            writer.write(line)
            writer.write_eof()
            answer = await reader.read()
            assert (json.loads(answer)["error"] if answer else "") == said
            writer.close()


async def test_dead_doors_are_passed_over_and_taken_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with listening(tmp_path) as run:
        folder = run.library.root / ".reader" / "doors"
        monkeypatch.chdir(folder)
        dead = socket.socket(socket.AF_UNIX)
        dead.bind("1.sock")
        dead.close()
        os.utime("1.sock", ns=(2**61, 2**61))  # begun last
        (folder / "2.sock").symlink_to("1.sock")
        (folder / "3.sock").write_text("no socket")
        assert await asked(run, run.ids["Second"]) == ""
        assert not (folder / "1.sock").exists()
        for name in ("2.sock", "3.sock"):
            (folder / name).unlink()


def test_where_no_app_runs_nobody_answers(tmp_path: Path) -> None:
    assert ask(tmp_path, show_id(1)) is None


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="there are no short names here")
async def test_a_library_may_lie_deep(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 90) / ("e" * 90)
    deep.mkdir(parents=True)
    async with listening(deep) as run:
        assert await asked(run, run.ids["Second"]) == ""
