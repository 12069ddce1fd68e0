"""Ctrl+c, wherever a long command is: it ends with 130, keeps what it did, and can be run again."""

from __future__ import annotations

import json
import os
import shutil
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest

from reader.library import Library
from reader.library.editing import recoding
from reader.library.editing.recoding import Recode
from reader.sources import feed as feed_source
from reader.text.ids import show_id
from tests.sources.test_feed import WALL, answers, item, rss
from tests.support.web import Web

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from reader.model.recoding import Recoding
    from tests.cli.conftest import Run

NAMES = ("bridge", "ferry", "gate", "wall")
#: Each long command with its words; OUT is a folder for what it writes.
COMMANDS: dict[str, tuple[str, ...]] = {
    "add": ("add", "more"),
    "import": ("import", "all.json"),
    "export to a file": ("export", "--format", "csv", "-o", "OUT/all.csv"),
    "export to a folder": ("export", "--format", "markdown", "-o", "OUT"),
    "refresh": ("refresh",),
    "feed fetch": ("feed", "fetch", "crier", "--allow-private"),
    "backup": ("backup", "OUT/all.tar.gz"),
    "restore": ("restore", "all.tar.gz"),
    "doctor": ("doctor", "--repair"),
    "apply": ("apply",),
    "tag rename": ("tag", "rename", "claim", "said"),
    "duplicates": ("duplicates",),
}
#: What finishes one that does not say the same twice: where there are both names, they are one.
FINISHING = {"tag rename": ("tag", "merge", "claim", "said")}


class Interrupting:
    """Raises what ctrl+c raises in the place of the nth file that the main thread opens by descriptor."""

    def __init__(self, at: int = 0) -> None:
        self.at, self.opened = at, 0

    @contextmanager
    def __call__(self) -> Iterator[None]:
        real = os.open

        def opening(*words: Any, **named: Any) -> int:
            if threading.current_thread() is threading.main_thread():
                self.opened += 1
                if self.opened == self.at:
                    raise KeyboardInterrupt
            return real(*words, **named)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "open", opening)
            yield


@pytest.fixture
def filled(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[bytes]:
    """Fill a library in the working folder for each of the commands; return what `apply` is given."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(feed_source, "_BETWEEN", 0.0)
    for folder in ("texts", "more"):
        (tmp_path / folder).mkdir()
        for name in NAMES:
            text = f"The {name} of {folder}\n\nNobody had counted what the {name} brings. {WALL}\n"
            (tmp_path / folder / f"{name}.txt").write_text(text, "utf-8")
    news = (item(f"The {name}", content=f"<p>{name} {WALL}</p>", link=f"/{name}") for name in NAMES)
    with Web({"/feed.xml": answers(rss(*news))}) as web:
        assert run("add", "texts").code == 0
        assert run("feed", "add", web.url("/feed.xml"), "--allow-private").code == 0
        with Library(tmp_path / "library") as library:
            articles = library.page()
            for article in articles:
                library.mark(article.id, 0, 9, tags=("claim",))
        assert run("export", "--format", "json", "-o", "all.json").code == 0
        assert run("backup", "all.tar.gz").code == 0
        for name in NAMES:
            with (tmp_path / "texts" / f"{name}.txt").open("a", encoding="utf-8") as file:
                file.write("\nAnd there is more of it.\n")
        stray = tmp_path / "library" / "articles" / "00"
        stray.mkdir(mode=0o700, exist_ok=True)
        (stray / "stray.txt").touch(0o600)
        orders = [{"op": "status", "article": show_id(article.id), "status": "done"} for article in articles]
        yield "\n".join(map(json.dumps, orders)).encode()


def state(folder: Path) -> list[tuple[str, str, list[tuple[str, tuple[str, ...]]]]]:
    """Say what a library holds, in what does not differ between two that came to be in the same way."""
    with Library(folder) as library:
        return sorted(
            (each.title, each.status, [(m.quote, m.tags) for m in library.highlights_of(each.id)])
            for each in library.page(limit=100)
        )


@pytest.mark.parametrize("name", COMMANDS)
def test_ctrl_c_ends_it_with_130_and_it_can_be_run_again(
    name: str, run: Run, filled: bytes, tmp_path: Path
) -> None:
    def tried(turn: str, interrupting: Interrupting | None = None) -> int:
        folder, out = tmp_path / turn, tmp_path / f"{turn} out"
        if not folder.exists() and name not in ("restore", "import"):
            shutil.copytree(tmp_path / "library", folder)
        out.mkdir(exist_ok=True)
        words = [word.replace("OUT", str(out)) for word in COMMANDS[name]]
        with (interrupting or Interrupting())():
            code = run(*words, "--library", folder, stdin=filled).code
        assert [path for path in out.rglob("*") if path.name.startswith(".") and path.suffix == ".part"] == []
        return code

    counting = Interrupting()
    assert tried("whole", counting) == 0
    assert counting.opened > 3
    for at in sorted({counting.opened * share // 4 for share in (1, 2, 3)}):
        turn = f"stopped {at}"
        assert tried(turn, Interrupting(at)) == 130, at
        if name in FINISHING:  # or there is nothing left to be done
            run(*FINISHING[name], "--library", tmp_path / turn)
        else:
            assert tried(turn) == 0, at
        assert state(tmp_path / turn) == state(tmp_path / "whole"), at
        run("doctor", "--repair", "--library", tmp_path / turn)  # the stray file
        assert run("doctor", "--library", tmp_path / turn).code == 0, at


def test_a_change_of_tags_that_is_stopped_says_how_far_it_is(
    run: Run, filled: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    do, begun = Recode._do_in, list[int]()

    def interrupted(self: Recode, number: int, change: Recoding) -> None:
        begun.append(number)
        if len(begun) == 3:
            raise KeyboardInterrupt
        do(self, number, change)

    monkeypatch.setattr(recoding, "_TOGETHER", 1)
    monkeypatch.setattr(Recode, "_do_in", interrupted)
    done = run("tag", "rename", "claim", "said")
    assert (done.code, done.out) == (130, "")
    assert done.err == "reader: stopped; 2 of 4 articles done, as a step that u in the app takes back\n"
    with Library(tmp_path / "library") as library:
        assert [library.tag_counts().get(tag, 0) for tag in ("claim", "said")] == [2, 2]
        library.undo()
        assert [library.tag_counts().get(tag, 0) for tag in ("claim", "said")] == [4, 0]
