"""Drafts, trash, history, rotating copies, the archive and a library made of one."""

from __future__ import annotations

import stat
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from reader.library import Library, NotFound, show_id
from reader.library.disk.store import Shard, Store
from reader.library.state.backups import Backups, kept_days
from reader.model import Codebook, Tag
from tests.library.helpers import TEXT, added

if TYPE_CHECKING:
    from collections.abc import Callable


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


# drafts


def test_a_draft_is_there_after_a_crash_and_gone_when_dropped(library: Library) -> None:
    library.keep_draft("note:7", "Says\nwho?")
    library.keep_draft("note:8", "another")
    with Library(library.root) as again:  # the first is still open, as after a crash
        draft = again.draft("note:7")
        assert draft is not None
        assert draft.text == "Says\nwho?"
        assert draft.kept.startswith("20") and draft.kept.endswith("Z")
        again.drop_draft("note:7")
        again.drop_draft("note:7")
        assert again.draft("note:7") is None
        kept = again.draft("note:8")
        assert kept is not None and kept.text == "another"


def test_a_draft_is_private_and_its_key_never_leads_out_of_its_folder(library: Library) -> None:
    library.keep_draft("../../out/\x00:7", "x")
    folder = library.root / ".reader/drafts"
    (path,) = folder.iterdir()
    assert (mode(folder), mode(path)) == (0o700, 0o600)
    draft = library.draft("../../out/\x00:7")
    assert draft is not None and draft.text == "x"


@pytest.mark.parametrize("content", [b"", b"\0" * 40, b"[]", b'{"key": "k", "text": 7, "kept": ""}', b"{"])
def test_a_draft_that_cannot_be_read_is_none(library: Library, content: bytes) -> None:
    library.keep_draft("k", "x")
    (path,) = (library.root / ".reader/drafts").iterdir()
    path.write_bytes(content)
    assert library.draft("k") is None
    library.keep_draft("k", "y")
    draft = library.draft("k")
    assert draft is not None and draft.text == "y"


# places under a letter


def test_letters_are_there_after_a_restart_and_two_programs_keep_both(library: Library) -> None:
    one, two = added(library), added(library, "Another.", title="Two")
    assert library.letters() == {}
    library.set_letter("a", one, 7)
    with Library(library.root) as other:
        other.set_letter("b", two, 0)
        library.set_letter("a", two, 3)
        assert other.letters() == library.letters() == {"a": (two, 3), "b": (two, 0)}
    assert mode(library.root / ".reader/letters.json") == 0o600


@pytest.mark.parametrize(
    "content", [b"", b"[]", b'{"a": 1, "b": ["x", 2], "cc": ["0saqwtrfgam53", 1]}', b"\0"]
)
def test_letters_that_cannot_be_read_are_none(library: Library, content: bytes) -> None:
    (library.root / ".reader/letters.json").write_bytes(content)
    assert library.letters() == {}
    library.set_letter("a", added(library), 0)
    assert list(library.letters()) == ["a"]


def test_macros_are_there_after_a_restart_and_two_programs_keep_both(library: Library) -> None:
    keys = (("t", "t"), ("", "pasted"), ("enter", "\r"), ("f5", None))
    library.set_macro("a", keys)
    with Library(library.root) as other:
        other.set_macro("b", keys[:1])
        assert other.macros() == library.macros() == {"a": keys, "b": keys[:1]}
    assert mode(library.root / ".reader/macros.json") == 0o600


@pytest.mark.parametrize(
    "value",
    ["1", "[]", "[1]", '[["a"]]', '[["a", 1]]', '[["", null]]', '[[1, "a"]]', "[" * 5000 + "]" * 5000],
)
def test_macros_that_cannot_be_read_are_none(library: Library, value: str) -> None:
    (library.root / ".reader/macros.json").write_text(
        f'{{"a": {value}, "bb": [["a", "a"]], "c": [["a", "a"]]}}'
    )
    assert set(library.macros()) <= {"c"}
    library.set_macro("a", (("b", "b"),))
    assert library.macros()["a"] == (("b", "b"),)


# history


def test_the_history_lists_what_undo_would_take_back(library: Library) -> None:
    article = added(library)
    library.mark(article, 4, 10, tags=("claim",))
    with library.step("tag many"):
        library.mark(article, 0, 3)
        library.mark(article, 11, 14)
    steps = library.history(20)
    assert [past.step.words for past in steps] == [
        "tag many (2 changes)",
        f"#claim on “{TEXT[4:10].strip()}”",
        "adding “A bridge”",
    ]
    assert all(past.at.endswith("Z") and past.state == "done" for past in steps)
    assert [past.step.article for past in steps] == [article] * 3
    library.undo()
    assert [past.state for past in library.history(20)] == ["undone", "done", "done"]
    assert [past.state for past in library.history(1)] == ["undone", "done"]
    with Library(library.root) as again:
        assert again.history(20) == library.history(20)


# trash


def test_what_was_deleted_is_listed_and_comes_back(library: Library) -> None:
    bridge, ferry = added(library), added(library, "It leaves at nine.", title="A ferry")
    mark = library.mark(bridge, 4, 10, tags=("claim",), note="why?")
    library.delete([mark])
    library.mark(ferry, 0, 2)
    library.trash(ferry)
    first, second = library.trashed()
    assert {(item.article.title, item.id) for item in (first, second)} == {
        ("A ferry", ferry),
        ("A bridge", mark.id),
    }
    assert all(item.deleted.endswith("Z") for item in (first, second))

    assert library.bring_back(show_id(ferry)).article.title == "A ferry"
    assert len(library.highlights_of(ferry)) == 1
    back = library.bring_back(show_id(mark.id)[-6:])
    assert back.highlight is not None
    (again,) = library.highlights_of(bridge)
    assert (again.id, again.tags, again.note) == (mark.id, ("claim",), "why?")
    assert list(library.trashed()) == []


def test_only_files_with_something_deleted_are_looked_at(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    articles = [added(library, f"Text {number}.", title=f"T{number}") for number in range(5)]
    library.delete([library.mark(articles[1], 0, 4)])
    library.trash(articles[3])
    read: list[int] = []

    def noted(store: Store, article: int, read_one: Callable[[Store, int], Shard] = Store.read) -> Shard:
        read.append(article)
        return read_one(store, article)

    library.page()
    monkeypatch.setattr(Store, "read", noted)
    assert len(list(library.trashed())) == 2
    assert sorted(read) == [articles[1], articles[3]]
    library.bring_back(show_id(articles[3]))
    assert [item.article.id for item in library.trashed()] == [articles[1]]


def test_a_passage_comes_back_after_its_article(library: Library) -> None:
    article = added(library)
    mark = library.mark(article, 4, 10)
    library.delete([mark])
    (passage,) = library.trashed()
    library.trash(article)
    with pytest.raises(NotFound, match="article is in the trash; bring that back first"):
        library.bring_back(passage)
    library.bring_back(show_id(article))
    library.bring_back(passage)
    with pytest.raises(NotFound, match="not in the trash any more"):
        library.bring_back(passage)
    assert [each.id for each in library.highlights_of(article)] == [mark.id]


def test_bringing_back_is_a_step_of_undo(library: Library) -> None:
    article = added(library)
    library.trash(article)
    library.bring_back(show_id(article))
    undone = library.undo()
    assert undone is not None and undone.label == "bringing back “A bridge”"
    with pytest.raises(NotFound):
        library.article(article)


@pytest.mark.parametrize("text", ["", "zzz", "0000000000000", "no such"])
def test_what_is_not_in_the_trash_is_said(library: Library, text: str) -> None:
    added(library)
    with pytest.raises(NotFound, match="Nothing in the trash"):
        library.bring_back(text)


# rotating copies


def copies(root: Path) -> list[str]:
    folder = root / ".reader/backups"
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_a_session_copies_what_it_edited(tmp_path: Path) -> None:
    with Library(tmp_path) as library:
        article, other = added(library), added(library, "Another text.", title="Other")
    assert copies(tmp_path) == []  # what was only added can be added again
    with Library(tmp_path) as library:
        library.mark(article, 4, 10)
        library.set_codebook(Codebook((Tag("claim"),)))
    today = date.today().isoformat()
    assert copies(tmp_path) == [f"{today}/{show_id(article)}.json", f"{today}/library.json"]
    original = tmp_path / f"articles/{show_id(article)[-2:]}/{show_id(article)}.json"
    copy = tmp_path / f".reader/backups/{today}/{show_id(article)}.json"
    assert copy.read_bytes() == original.read_bytes()
    assert (mode(copy), mode(copy.parent)) == (0o600, 0o700)
    with Library(tmp_path) as library:
        library.trash(other)
    assert f"{today}/{show_id(other)}.json" in copies(tmp_path)


def test_a_damaged_file_takes_no_place_of_a_good_copy(library: Library) -> None:
    article = added(library)
    path = Path(library._store.path(article))
    backups = Backups(library._store)
    day = date(2026, 11, 23)
    backups.keep([str(path)], day)
    good = path.read_bytes()
    path.write_bytes(good[:-40])
    backups.keep([str(path)], day)
    ((found, parsed),) = backups.copies(path.name)
    assert found == "2026-11-23" and "1" in parsed.docs
    assert (library.root / f".reader/backups/2026-11-23/{path.name}").read_bytes() == good


def test_old_days_make_room_but_the_newest_copy_of_a_file_stays(library: Library) -> None:
    backups = Backups(library._store)
    old, busy = (Path(library._store.path(added(library, f"Text {i}", title=str(i)))) for i in range(2))
    start = date(2026, 1, 1)
    backups.keep([str(old), str(busy)], start)
    for i in range(1, 60):
        backups.keep([str(busy)], start + timedelta(days=i))
    days = backups.days()
    assert len(days) <= 7 + 4
    assert days[:7] == [(start + timedelta(days=59 - i)).isoformat() for i in range(7)]
    assert len(list(backups.copies(old.name))) == 1
    assert len(list(backups.copies(busy.name))) == len(days)


def test_the_days_that_are_kept() -> None:
    today = date(2026, 11, 23)
    days = [today - timedelta(days=i) for i in range(60)]
    kept = sorted((today - day).days for day in kept_days(days, today))
    assert kept == [0, 1, 2, 3, 4, 5, 6, 7, 14, 21, 28]
