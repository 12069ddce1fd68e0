"""Files as crashes, git, Syncthing and other programs leave them: read as far as can be, never overwritten.

Every kind is tried on an article's file and on `library.json`, with copies to restore from and without.
"""

from __future__ import annotations

import errno
import json
import shutil
from typing import TYPE_CHECKING

import pytest

from reader.library import Library, LibraryError
from reader.model import Codebook, Tag
from tests.library.helpers import added
from tests.library.trials import Failing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from reader.library.care.findings import Finding

BEFORE, OURS, THEIRS = b"before", b"ours", b"theirs"
#: What stands behind the names of two copies that a synchronising program left.
COPIES = {
    "Syncthing": (".sync-conflict-20260729-101110-ABCDEFG", ".sync-conflict-20260729-101111-ABCDEFG"),
    "Dropbox": (" (Eva's conflicted copy 2026-07-29)", " (Eva's conflicted copy 2026-07-29 (1))"),
    "iCloud": (" 2", " 3"),
    "OneDrive, Nextcloud": ("-LAPTOP", "_conflict-20260729-101110"),
}
Versions = dict[bytes, bytes]


def conflict(marker: str) -> Callable[[Versions], bytes]:
    """Return what git leaves of two versions that both grew at the end."""

    def merged(versions: Versions) -> bytes:
        base = versions[BEFORE].splitlines(keepends=True)
        ours, theirs = (versions[side].splitlines(keepends=True) for side in (OURS, THEIRS))
        same = 0
        while base[same] == ours[same] == theirs[same]:
            same += 1
        middle = [b"||||||| 1a2b3c\n", *base[same:-1]] if marker == "diff3" else []
        sides = [
            b"<<<<<<< HEAD\n",
            *ours[same:-1],
            *middle,
            b"=======\n",
            *theirs[same:-1],
            b">>>>>>> theirs\n",
        ]
        return b"".join([*base[:same], *sides, ours[-1]])

    return merged


#: What becomes of a file, from three versions of it, and whether everything whole in `ours` can be read.
DAMAGES: dict[str, tuple[Callable[[Versions], bytes], bool]] = {
    "empty": (lambda v: b"", False),
    "one line feed": (lambda v: b"\n", False),
    "zeros": (lambda v: bytes(len(v[OURS])), False),
    "cut in its first line": (lambda v: v[OURS][:9], False),
    "cut in its last line": (lambda v: v[OURS][:-9], True),
    "without its tail": (lambda v: v[OURS][:-3], True),
    "zeros at its end": (lambda v: v[OURS][:-3] + bytes(4096), True),
    "zeros in it": (lambda v: v[OURS][:-40] + bytes(64) + v[OURS][-40:], True),
    "twice": (lambda v: v[OURS] + v[OURS], True),
    "a stale end": (lambda v: v[OURS] + v[OURS][-40:], True),
    "of windows": (lambda v: v[OURS].replace(b"\n", b"\r\n"), True),
    "with a mark of UTF-8": (lambda v: b"\xef\xbb\xbf" + v[OURS], True),
    "in UTF-16": (lambda v: v[OURS].decode().encode("utf-16"), False),
    "laid out": (lambda v: json.dumps(json.loads(v[OURS]), indent=2).encode(), True),
    "laid out and cut": (lambda v: json.dumps(json.loads(v[OURS]), indent=2).encode()[:-30], True),
    "a page": (lambda v: b"<html><body>502 Bad Gateway</body></html>\n", False),
    "other JSON": (lambda v: b'{"_default": {"1": [1, 2]}, "x": null}', False),
    "a list": (lambda v: b'[{"kind": "article"}]', False),
    "a conflict": (conflict("merge"), True),
    "a conflict with the base": (conflict("diff3"), True),
}


class Scene:
    """A library of which one file has three versions."""

    def __init__(self, root: Path, which: str, *, copies: bool) -> None:
        self.root, self.which = root, which
        with Library(root, annotator="kim") as library:
            self.article = added(library)
            self._change(library, "before")
        if not copies:
            shutil.rmtree(root / ".reader" / "backups")
            (root / ".reader" / "backups").mkdir(0o700)
        self.path = root / "library.json" if which == "library" else next(root.glob("articles/*/*.json"))
        self.versions = {BEFORE: self.path.read_bytes()}
        for side in (THEIRS, OURS):
            self.path.write_bytes(self.versions[BEFORE])
            library = Library(root, annotator=side.decode())
            self._change(library, side.decode())
            library._changes.edited.clear()  # so that no copy is made of it
            library.close()
            self.versions[side] = self.path.read_bytes()

    @property
    def name(self) -> str:
        """The path of the file within the library."""
        return str(self.path.relative_to(self.root))

    def _change(self, library: Library, name: str) -> None:
        if self.which == "library":
            library.change_codebook(lambda book: Codebook((*book.tags, Tag(name))))
        else:
            library.mark(self.article, 0, 9, note=name)

    def names(self, library: Library) -> set[str]:
        """Return which of the changes are in the library."""
        if self.which == "library":
            return {tag.name for tag in library.codebook.tags}
        return {highlight.note for highlight in library.highlights_of(self.article)}

    def write(self, library: Library) -> None:
        """Change the file once more."""
        self._change(library, "after")

    def quarantine(self) -> list[bytes]:
        """Return what was kept aside."""
        return [path.read_bytes() for path in (self.root / ".reader" / "quarantine").iterdir()]

    def examine(self, *, repair: bool = False) -> list[Finding]:
        """Look for damage of the file."""
        with Library(self.root) as library:
            found = list(library.examine(repair=repair))
        return [finding for finding in found if finding.path == self.name]


@pytest.fixture(params=["library", "article"])
def which(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.mark.parametrize("kind", DAMAGES)
def test_what_is_whole_is_read_and_nothing_is_overwritten(tmp_path: Path, which: str, kind: str) -> None:
    scene = Scene(tmp_path / "library", which, copies=False)
    damage, readable = DAMAGES[kind]
    raw = damage(scene.versions)
    scene.path.write_bytes(raw)
    with Library(scene.root) as library:
        names = set()
        try:
            names = scene.names(library)
        except LibraryError as error:
            assert not readable, error
        assert not readable or "before" in names
        assert "conflict" not in kind or names >= {"before", "ours", "theirs"}
        assert scene.path.read_bytes() == raw  # to look changes nothing
        try:
            scene.write(library)
        except LibraryError as error:
            assert not readable, error
            assert "damaged" in str(error)
            assert scene.path.read_bytes() == raw
            return
        assert readable
        assert scene.names(library) == names | {"after"}
    with Library(scene.root) as library:
        assert scene.names(library) == names | {"after"}
    assert scene.quarantine() in ([], [raw])


@pytest.mark.parametrize("kind", DAMAGES)
@pytest.mark.parametrize("copies", [True, False])
def test_the_doctor_tells_it_mends_it_and_finds_nothing_more(
    tmp_path: Path, which: str, kind: str, *, copies: bool
) -> None:
    scene = Scene(tmp_path / "library", which, copies=copies)
    damage, readable = DAMAGES[kind]
    raw = damage(scene.versions)
    scene.path.write_bytes(raw)
    found = scene.examine()
    assert scene.path.read_bytes() == raw
    if not found:  # another layout of the same is no damage
        assert kind in ("laid out", "of windows", "without its tail") and readable
        return
    (finding,) = found
    assert finding.problem and not finding.repaired and not finding.outcome
    (mended,) = scene.examine(repair=True)
    assert mended.repaired == bool(finding.remedy)
    assert mended.outcome.startswith(finding.remedy)
    assert raw in scene.quarantine()
    assert scene.examine() == []
    if which == "article" and not copies and not readable:  # there is nothing to make it again from
        assert not scene.path.exists()
        return
    with Library(scene.root) as library:
        names = scene.names(library)
        assert not (copies or readable) or "before" in names
        assert "conflict" not in kind or names >= {"before", "ours", "theirs"}
        scene.write(library)
        assert scene.names(library) == names | {"after"}


@pytest.mark.parametrize("repair", [True, False])
@pytest.mark.parametrize("copies", COPIES)
def test_copies_that_were_left_are_joined_and_kept_aside(
    tmp_path: Path, which: str, copies: str, *, repair: bool
) -> None:
    scene = Scene(tmp_path / "library", which, copies=False)
    for end, side in zip(COPIES[copies], (THEIRS, BEFORE), strict=True):
        scene.path.with_name(f"{scene.path.stem}{end}.json").write_bytes(scene.versions[side])
    if repair:
        with Library(scene.root) as library:
            assert [finding.kind for finding in library.examine()].count("copy") == 2
            list(library.examine(repair=True))
    elif which == "library":
        return  # of an article it is done as soon as the folder is looked into
    with Library(scene.root) as library:
        library.page()
        assert scene.names(library) >= {"before", "ours", "theirs"}
    assert [path.name for path in scene.path.parent.glob(f"{scene.path.stem}*")] == [scene.path.name]
    assert sorted(scene.quarantine()) == sorted([scene.versions[THEIRS], scene.versions[BEFORE]])


def test_a_codebook_whose_file_is_gone_comes_back_from_its_copy(tmp_path: Path) -> None:
    scene = Scene(tmp_path / "library", "library", copies=True)
    scene.path.unlink()
    with Library(scene.root) as library:
        assert "before" in scene.names(library)
        scene.write(library)
    assert scene.examine() == []


@pytest.mark.parametrize("kind", ["zeros in it", "empty"])
def test_mending_that_the_disk_refuses_loses_nothing_and_can_be_done_again(
    tmp_path: Path, which: str, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene = Scene(tmp_path / "library", which, copies=True)
    raw = DAMAGES[kind][0](scene.versions)
    at = refused = 0
    with monkeypatch.context() as patch:
        failing = Failing(patch, scene.root, errno.ENOSPC, stays=False)
        failed = True
        while failed:
            at += 1
            scene.path.write_bytes(raw)
            for kept in (scene.root / ".reader" / "quarantine").iterdir():
                kept.unlink()
            with Library(scene.root) as library:
                examined = library.examine(repair=True)
                failing.arm(at)
                found = [finding for finding in examined if finding.path == scene.name]
                failed = failing.failed
                failing.arm(0)
            (finding,) = found
            if not finding.repaired:
                refused += 1
                assert finding.outcome.startswith("Not saved: no space is left")
            assert scene.path.read_bytes() == raw or raw in scene.quarantine()
            if scene.path.read_bytes() == raw:
                assert [again.repaired for again in scene.examine(repair=True)] == [True]
            assert raw in scene.quarantine()
            assert scene.examine() == []
    assert refused > 3
