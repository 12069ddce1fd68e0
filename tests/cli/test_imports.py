"""What commands that only read load: nothing from outside that is not listed here, nothing for writing."""

from __future__ import annotations

import sys
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from reader.library import Library
from tests.cli.conftest import started

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import Run

#: Packages that are neither Python's nor ours, by command; whoever adds one makes the command start later.
ALLOWED: dict[tuple[str, ...], set[str]] = {
    ("--version",): set(),
    ("--help",): set(),
    ("list",): set(),
    ("list", "--json"): set(),
    ("list", "#claim words:>3"): {"orjson"},
    ("tags",): {"orjson"},
    ("highlights",): {"orjson"},
    ("search", "nine"): {"orjson"},
}

#: What `list` has no use for, though it stands in packages that it does use; each takes milliseconds.
NEVER_FOR_LIST = {
    *(
        "asyncio",
        "dataclasses",
        "email",
        "hashlib",
        "inspect",
        "logging",
        "platform",
        "shutil",
        "subprocess",
        "tempfile",
        "tomllib",
        "urllib",
        "uuid",
    ),
    *(
        f"reader.library.{name}"
        for name in (
            "intake.adding",
            "history.history",
            "query.select",
            "disk.shard",
            "history.undoing",
            "writing",
        )
    ),
    *(f"reader.library.{name}" for name in ("disk.codec", "outcomes", "disk.storage")),
    *(f"reader.model.{name}" for name in ("codebook", "highlight", "imported", "view")),
    *("reader.config", "reader.exports", "reader.sources", "reader.ui"),
    *("reader.text.body", "reader.text.clean", "reader.text.query"),
}

LOADED = """
import sys
at_first = set(sys.modules)  # an environment may load things of its own
from reader.cli import main
code = main(sys.argv[1:])
print(*sys.modules.keys() - at_first, file=sys.stderr)
raise SystemExit(code)
"""


@pytest.fixture
def library(run: Run, wall: str, tmp_path: Path) -> Path:
    """A library with an article and a passage in it, whose index knows both."""
    assert run("highlight", wall, "--quote", "There were nine.", "--tag", "claim").code == 0
    assert run("list").code == 0
    return tmp_path / "library"


def loaded(library: Path, *words: str) -> set[str]:
    """Return the modules that a command loads."""
    done = started(*words, library=library, code=LOADED)
    assert done.returncode == 0, done.stderr
    assert done.stdout
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize("words", ALLOWED)
def test_a_reading_command_loads_no_package_that_is_not_listed(library: Path, words: tuple[str, ...]) -> None:
    packages = {name.partition(".")[0] for name in loaded(library, *words)}
    assert "reader" in packages
    assert packages - sys.stdlib_module_names - {"reader"} == ALLOWED[words]


def test_the_list_loads_nothing_for_writing(library: Path) -> None:
    modules = loaded(library, "list")
    assert "reader.library.index.index" in modules
    assert not modules & NEVER_FOR_LIST


def test_the_version_and_help_load_next_to_nothing(library: Path) -> None:
    for word in ("--version", "--help"):
        modules = loaded(library, word)
        assert "reader.cli" in modules
        assert not modules & {"argparse", "dataclasses", "json", "sqlite3", "reader.model", "reader.library"}


#: Packages that the app has need of before the first key; Textual loads more with its widgets.
ALLOWED_AT_FIRST = {"orjson", "sentencex", "textual"}

#: What the first screen has no use for: prompts, screens and handlers, what writes, what asks and looks up.
NEVER_AT_FIRST = {
    *(f"reader.{name}" for name in ("analysis", "exports", "sources")),
    *(
        f"reader.library.{name}"
        for name in (
            "history.history",
            "editing.linking",
            "outcomes",
            "query.select",
            "history.undoing",
            "writing",
        )
    ),
    *(f"reader.model.{name}" for name in ("feed", "imported", "recoding")),
    *(f"reader.text.{name}" for name in ("align", "anchor", "build", "fuzzy", "outline", "query")),
    *(f"reader.text.{name}" for name in ("query_nodes", "scrape", "tags")),
    *(
        f"reader.ui.{name}"
        for name in (
            "prompts.asking_query",
            "lists.bulk",
            "lists.codebook_tree",
            "keys.command_line",
            "prompts.drafting",
            "reading.rolling",
            "reading.voice",
        )
    ),
    *(
        f"reader.ui.{name}"
        for name in (
            "tasks.exporting",
            "tasks.imports",
            "lists.orders",
            "theme.own_themes",
            "keys.palette",
            "lists.stretch",
        )
    ),
    *(f"reader.ui.{name}" for name in ("prompts.tag_choice", "lists.triage")),
    *("textual.widgets._input", "textual.widgets._markdown", "textual.widgets._text_area"),
    *("platformdirs", "rich.table", "textual.canvas", "textual.command", "textual.markup"),
    *("difflib", "email", "hashlib", "http", "sqlite3.dump", "tomllib", "xml"),
}
ALONE = """
import sys
from reader.ui.lean import import_asyncio
import_asyncio()
import asyncio
print("ssl" in sys.modules, "_ssl" in sys.modules)
asyncio.run(asyncio.sleep(0))
import ssl
print(bool(ssl.create_default_context()))
"""


def test_the_loop_of_events_loads_no_tls_which_others_still_can(library: Path) -> None:
    done = started(library=library, code=ALONE)
    assert done.stdout.split() == ["False", "False", "True"]


#: Modules of ours: each takes a fifth of a millisecond and more before the first key is answered,
#: and one that stands for a package of others less than a tenth.
MOST_AT_FIRST = 192

SHOWN = """
import sys
at_first = set(sys.modules)
from reader.ui.lean import import_textual
import_textual()
import textual.drivers.linux_driver
textuals = {name for name in sys.modules.keys() - at_first if name.partition(".")[0] != "reader"}
from reader.library import Library
from reader.ui import app
class Shown(app.ReaderApp):
    CSS_PATH = app.__file__.replace("app.py", "app.tcss")
    async def on_ready(self):
        self.desk.keeps_place = False  # to keep it is put off a little, which a busy machine may not be
        self.run_worker(self.end())
    async def end(self):
        await self.main.first_shown.wait()
        self.loaded = sys.modules.keys() - at_first - textuals
        self.exit()
with Library(sys.argv[1]) as library:
    shown = Shown(library, article=library.last_read().id)
    shown.run(headless=True, size=(100, 40))
    assert shown.desk.session
print(*shown.loaded)
"""


def test_the_first_screen_loads_what_it_shows(library: Path) -> None:
    with Library(library) as opened:
        opened.place(opened.page()[0].id, 10, 0.5)
    done = started(library, library=library, code=SHOWN)
    assert done.returncode == 0, done.stderr
    modules = set(done.stdout.split())
    ours = {name for name in modules if name.partition(".")[0] == "reader"}
    assert {"reader.ui.pane.widget", "reader.ui.widgets.article_list", "reader.text.wrap"} <= ours
    assert {name.partition(".")[0] for name in modules - ours} - sys.stdlib_module_names == ALLOWED_AT_FIRST
    assert modules & NEVER_AT_FIRST == set()
    assert not {name for name in ours if name.startswith(("reader.ui.handlers.", "reader.ui.screens."))} - {
        "reader.ui.handlers.every",
        "reader.ui.screens.main",
        "reader.ui.screens.messages",
        "reader.ui.screens.speaking",
    }
    assert len(ours) <= MOST_AT_FIRST, len(ours)


PAINTED = """
import sys
at_first = set(sys.modules)
from reader.early.terminal import paint
paint(sys.argv[1:], lambda word: False)
from reader.early.record import Asked, find
find(Asked("/nowhere"))
print(*sys.modules.keys() - at_first)
"""


def test_the_early_start_loads_next_to_nothing(library: Path) -> None:
    done = started("a.txt", library=library, code=PAINTED)
    modules = set(done.stdout.split())
    ours = {name for name in modules if name.partition(".")[0] == "reader"}
    assert ours == {
        "reader",
        "reader.folders",
        "reader.early",
        "reader.early.record",
        "reader.early.terminal",
    }
    assert {name.partition(".")[0] for name in modules - ours} <= sys.stdlib_module_names
    assert not modules & {"argparse", "dataclasses", "inspect", "json", "pathlib", "re", "typing"}


@pytest.mark.parametrize("name", sorted(NEVER_FOR_LIST | NEVER_AT_FIRST))
def test_what_is_not_to_be_loaded_exists(name: str) -> None:
    assert find_spec(name)
