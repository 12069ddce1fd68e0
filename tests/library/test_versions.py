"""Libraries as each version wrote them, in `fixtures/v1` and so on, and how an old one becomes a new one.

Whoever raises `VERSION` keeps a library that the version before wrote, and adds what to expect of it.
"""

from __future__ import annotations

import json
import shutil
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.library import Library
from reader.library.disk import codec, migrations
from reader.library.disk.merge import STAMPS, join_all
from reader.library.disk.migrations import VERSION, migrate
from reader.model import Tag

if TYPE_CHECKING:
    from reader.library.disk.merge import Documents

FIXTURES = Path(__file__).parent / "fixtures"
BRIDGE, GONE = "0sbb353xgyecz", "0sbb3543xdp2x"


@pytest.fixture(params=range(1, VERSION + 1), ids="v{}".format)
def root(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A library of an old version, as it was."""
    target = tmp_path / "library"
    shutil.copytree(FIXTURES / f"v{request.param}", target)
    for path in [target, *target.rglob("*")]:  # which git does not keep
        path.chmod(0o700 if path.is_dir() else 0o600)
    return target


def truth(root: Path) -> dict[str, bytes]:
    """Return every file but what is this machine's own."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".reader" not in path.parts
    }


def check(library: Library) -> None:
    """Require what every version of the library holds."""
    (article,) = library.page()
    assert (article.title, article.authors, article.status, article.note) == (
        "The bridge",
        ("Eva Lind",),
        "reading",
        "Read twice.",
    )
    assert (article.tags, article.position, article.progress, article.language) == (("town",), 24, 0.25, "en")
    view = library.view(article.id)
    assert view.body.text.startswith("The bridge\n\nThe bridge was closed.\n\nNobody had asked")
    assert len(view.body.blocks) == 5
    first, second, third = view.highlights
    assert (first.quote, first.tags) == ("The bridge was closed.", ("claim", "source", "town/bridge"))
    assert first.note == "Who closed it?\nWhen?"
    assert (second.quote, second.colour, second.anchor) == ("not yet", "red", "exact")
    assert (third.quote, third.tags, third.annotator) == ("漢字", ("claim",), "kim")
    assert all(view.body.text[h.start : h.end] == h.quote for h in view.highlights)
    assert library.codebook.tags == (
        Tag("claim", "1", "yellow", "Something is asserted."),
        Tag("town/bridge", "7"),
    )
    trashed = {item.highlight.quote if item.highlight else item.article.title for item in library.trashed()}
    assert trashed == {"Nobody", "gone"}


def test_there_is_a_library_of_every_version() -> None:
    assert {path.name for path in FIXTURES.iterdir()} == {f"v{version}" for version in range(1, VERSION + 1)}


def test_an_old_library_is_read_whole_and_reading_changes_nothing(root: Path) -> None:
    before = truth(root)
    with Library(root) as library:
        check(library)
        assert list(library.examine()) == []
    assert truth(root) == before


def test_an_old_library_is_written_on_in_the_present_version(root: Path) -> None:
    with Library(root) as library:
        check(library)
        marked = library.mark(library.find(BRIDGE), 36, 42, note="new")
        library.bring_back(GONE)
        library.trash(library.find(GONE))
    with Library(root) as library:
        assert library.undo() is not None  # of the second deletion
        assert library.article(library.find(GONE)).title == "gone"
        assert library.redo() is not None
        assert library.highlight(marked.id) in library.highlights_of(library.find(BRIDGE))
        assert library.undo() and library.undo() and library.undo()
        check(library)
    for path in root.glob("articles/*/*.json"):
        assert json.loads(path.read_bytes())["_default"]["1"]["v"] == VERSION


# from one version to the next, shown on one that never was


@pytest.fixture
def version_0(monkeypatch: pytest.MonkeyPatch) -> None:
    """A migration from version 0, in which a note was a comment and a colour a number."""

    def renamed(name: str, value: Any) -> tuple[str, Any]:
        if name == "colour":
            return name, {1: "red"}.get(value, "")
        return ("note" if name == "comment" else name), value

    def step(docs: Documents) -> Documents:
        return {
            key: dict(renamed(name, value) for name, value in document.items())
            for key, document in docs.items()
        }

    monkeypatch.setitem(migrations.MIGRATIONS, 0, step)


def as_version_0(root: Path) -> Path:
    """Write the article of a library as version 0 would have; return its file."""
    (path,) = root.glob(f"articles/*/{BRIDGE}.json")
    raw = path.read_bytes().replace(b'"v":1', b'"v":0').replace(b'"note":"Who', b'"comment":"Who')
    path.write_bytes(raw.replace(b'"colour":"red"', b'"colour":1'))
    return path


@pytest.mark.usefixtures("version_0")
def test_two_machines_migrate_to_the_same_bytes_without_a_stamp(root: Path, tmp_path: Path) -> None:
    path = as_version_0(root)
    raw = path.read_bytes()
    files = []
    for machine in ("one", "two"):
        shutil.copytree(root, tmp_path / machine)
        with Library(tmp_path / machine) as library:
            check(library)
            library._store.shard(library.find(BRIDGE)).compact()
        files.append((tmp_path / machine / path.relative_to(root)).read_bytes())
    assert files[0] == files[1] != raw
    before, after = codec.parse(raw).docs, codec.parse(files[0]).docs
    assert {key: d.get(STAMPS) for key, d in before.items()} == {
        key: d.get(STAMPS) for key, d in after.items()
    }


@pytest.mark.usefixtures("version_0")
def test_a_migration_leaves_what_it_is_given_and_joins_with_itself(root: Path) -> None:
    old = codec.parse(as_version_0(root).read_bytes()).docs
    kept = deepcopy(old)
    new, changed = migrate(old)
    assert changed and old == kept
    assert migrate(new) == (new, False)
    assert migrate(old)[0] == new
    assert join_all(new, migrate(old)[0]) == new


@pytest.mark.usefixtures("version_0")
def test_machines_that_changed_it_after_migrating_apart_join_to_the_same(root: Path, tmp_path: Path) -> None:
    path = as_version_0(root)
    docs = []
    for machine in ("one", "two"):
        shutil.copytree(root, tmp_path / machine)
        with Library(tmp_path / machine, annotator=machine) as library:
            article = library.find(BRIDGE)
            first = library.highlights_of(article)[0]
            library.change(first, tags=[*first.tags, machine])
            library.mark(article, 36, 42, note=machine)
        docs.append(codec.parse((tmp_path / machine / path.relative_to(root)).read_bytes()).docs)
    both = join_all(docs[0], docs[1])
    assert codec.dump(both) == codec.dump(join_all(docs[1], docs[0]))
    path.write_bytes(codec.dump(both))
    with Library(root) as library:
        first, *others = library.highlights_of(library.find(BRIDGE))
        assert {"one", "two"} < set(first.tags)
        assert first.note == "Who closed it?\nWhen?"
        assert {"one", "two"} <= {highlight.note for highlight in others}
