"""Bodies on disk: text, blocks and marks, and the source they came from, named by the text's digest.

Written once and never changed: the same text is the same file.
"""

from __future__ import annotations

import os
from collections import OrderedDict
from operator import le, lt
from typing import TYPE_CHECKING, Any

from reader.library.disk.files import DISK, Disk, read_file
from reader.library.disk.newfiles import NewFiles
from reader.library.errors import LibraryError, ShardDamaged, not_read, not_saved

if TYPE_CHECKING:
    from collections.abc import Callable

    from reader.text.body import Body

_KEPT_OPEN = 4
_VERSION = 1  # of the columns
_ALWAYS_CHECKED = 1 << 20  # bytes; a longer text is checked by its size, for it must open at once
_OWN_SUFFIXES = ("", "txt", "json", "tmp")


class Texts:
    """The folder of texts."""

    def __init__(self, folder: str, quarantine: Callable[[str], None], disk: Disk = DISK) -> None:
        self.folder = folder
        self._quarantine, self._disk = quarantine, disk
        self._open: OrderedDict[str, Body] = OrderedDict()

    def path(self, digest: str, suffix: str) -> str:
        """Return where a file of a text stands.

        Raises:
            ShardDamaged: when the digest is none.
        """
        if len(digest) != 32 or not set(digest) <= set("0123456789abcdef"):
            raise ShardDamaged("The article's file does not say where its text is.")
        return f"{self.folder}/{digest[:2]}/{digest}.{suffix}"

    def put(self, body: Body, raw: bytes, suffix: str) -> str:
        """Write a body and its source, durably; return its digest. Raises as `write`."""
        new = NewFiles(self._disk)
        with new.all_or_none():
            self.write(body, raw, suffix, new)
        try:
            new.settle()
        except OSError as error:
            raise not_saved(error, self.path(body.digest, "txt")) from error
        return body.digest

    def write(self, body: Body, raw: bytes, suffix: str, new: NewFiles) -> None:
        """Write a body and its source, to be there with other new files.

        Raises:
            LibraryError: when it could not be written or holds what no file can.
        """
        try:
            text = body.text.encode()
        except UnicodeEncodeError as error:
            raise LibraryError("The text holds surrogates, which no file can keep.") from error
        digest = body.digest
        import orjson

        path = self.path(digest, "txt")
        suffix = suffix if suffix not in _OWN_SUFFIXES and suffix.isalnum() and suffix.isascii() else "src"
        columns = orjson.dumps(_columns(body, len(text)))
        files = [(path, text), (self.path(digest, "marks.json"), columns)]
        if raw:
            files.append((self.path(digest, suffix[:8]), raw))
        try:
            new.folder(os.path.dirname(path))
            for name, data in files:
                self._write_once(name, data, new)
        except OSError as error:
            raise not_saved(error, path) from error
        self._keep(digest, body)

    def _write_once(self, path: str, data: bytes, new: NewFiles) -> None:
        """Write a file unless it stands there whole; what stands there otherwise is kept aside."""
        try:
            old, _, _ = read_file(self._disk, path)
        except FileNotFoundError:
            pass
        else:
            if old == data or not path.endswith(".txt"):
                return
            self._quarantine(path)
        new.write(path, data)

    def get(self, digest: str) -> Body:
        """Read a body.

        Raises:
            ShardDamaged: when its text is missing or is not the one that was stored.
            LibraryError: when the system refuses.
        """
        if body := self._open.get(digest):
            self._open.move_to_end(digest)
            return body
        path = self.path(digest, "txt")
        try:
            raw, _, _ = read_file(self._disk, path)
        except FileNotFoundError as error:
            raise ShardDamaged(f"The text of this article is missing ({os.path.basename(path)}).") from error
        except OSError as error:
            raise not_read(error, path) from error
        columns = self._read_columns(digest)
        from reader.text.body import digest_of

        short = len(raw) <= _ALWAYS_CHECKED or "bytes" not in columns
        same = digest_of(raw) == digest if short else columns["bytes"] == len(raw)
        try:
            text = raw.decode()
        except UnicodeDecodeError:
            same = False
        if not same:
            name = os.path.basename(path)
            raise ShardDamaged(f"The text of this article was changed outside the program ({name}).")
        body = _body(text, columns)
        self._keep(digest, body)
        return body

    def _read_columns(self, digest: str) -> dict[str, Any]:
        """Read blocks and marks; without them a text still opens, as plain paragraphs."""
        import orjson

        try:
            raw, _, _ = read_file(self._disk, self.path(digest, "marks.json"))
            columns = orjson.loads(raw)
        except (OSError, ValueError):
            return {}
        return columns if isinstance(columns, dict) else {}

    def check(self, digest: str) -> tuple[str | None, bool]:
        """Read a text anew: it, or `None` when it is missing or another, and whether its columns fit.

        Raises:
            ShardDamaged: when the digest is none.
        """
        from reader.text.body import digest_of

        self._open.pop(digest, None)
        path = self.path(digest, "txt")
        try:
            raw, _, _ = read_file(self._disk, path)
        except OSError:
            return None, False
        if digest_of(raw) != digest:
            return None, False
        text = raw.decode()
        columns = self._read_columns(digest)
        version = columns.get("v")
        if type(version) is int and version > _VERSION:
            return text, True  # a newer version wrote them, and is to find them
        return text, _fitting(text, columns) is not None

    def sources(self, digest: str) -> list[str]:
        """Return the paths of the sources that are kept beside a text."""
        folder = os.path.dirname(self.path(digest, "txt"))
        own = {f"{digest}.txt", f"{digest}.marks.json"}
        names = os.listdir(folder) if os.path.isdir(folder) else []
        return [f"{folder}/{name}" for name in sorted(names) if name.startswith(digest) and name not in own]

    def mend(self, digest: str, body: Body) -> None:
        """Write the text and the columns of a body where they are missing or damaged; keep those aside.

        Raises:
            LibraryError: when it could not be written.
        """
        self.put(body, b"", "")
        if self.check(digest)[1]:
            return
        marks = self.path(digest, "marks.json")
        try:
            self._quarantine(marks)
            self._disk.unlink(marks)
        except OSError as error:
            raise not_saved(error, marks) from error
        self.put(body, b"", "")

    def _keep(self, digest: str, body: Body) -> None:
        self._open[digest] = body
        self._open.move_to_end(digest)
        if len(self._open) > _KEPT_OPEN:
            self._open.popitem(last=False)


def _columns(body: Body, size: int) -> dict[str, Any]:
    """Write blocks and marks as columns; kinds are places in the list that is written with them."""
    from reader.text.body import BLOCK_KINDS, MARK_KINDS

    blocks, marks = body.blocks, body.marks
    return {
        "v": _VERSION,
        "bytes": size,
        "blocks": {
            "names": BLOCK_KINDS,
            "starts": blocks.starts.tolist(),
            "ends": blocks.ends.tolist(),
            "kinds": list(blocks.kinds),
            "levels": list(blocks.levels),
            "labels": {str(i): label for i, label in blocks.labels.items()},
            "withins": {str(i): within for i, within in blocks.withins.items()},
        },
        "marks": {
            "names": MARK_KINDS,
            "starts": marks.starts.tolist(),
            "ends": marks.ends.tolist(),
            "kinds": list(marks.kinds),
            "hrefs": {str(i): href for i, href in marks.hrefs.items()},
        },
    }


def _body(text: str, columns: dict[str, Any]) -> Body:
    """Put a body together; columns that do not fit the text are as good as none."""
    from reader.text.body import Body

    return _fitting(text, columns) or Body.plain(text)


def _fitting(text: str, columns: dict[str, Any]) -> Body | None:
    """Put a body together, if the columns fit the text."""
    from reader.text.body import BLOCK_KINDS, MARK_KINDS, Blocks, Body, Marks

    try:
        blocks, marks = columns["blocks"], columns["marks"]
        if not _fits(blocks, marks, len(text)):
            return None
        block_kinds = _kinds(blocks, BLOCK_KINDS)
        mark_kinds = _kinds(marks, MARK_KINDS)
        labels = {int(i): str(label) for i, label in blocks["labels"].items()}
        withins = {int(i): str(within) for i, within in blocks.get("withins", {}).items()}
        hrefs = {int(i): str(href) for i, href in marks["hrefs"].items()}
        return Body(
            text,
            Blocks.from_columns(
                blocks["starts"],
                blocks["ends"],
                block_kinds,
                bytes(blocks["levels"]),
                labels,
                withins=withins,
            ),
            Marks.from_columns(marks["starts"], marks["ends"], mark_kinds, hrefs),
        )
    except (KeyError, TypeError, ValueError, OverflowError, AttributeError, IndexError):
        return None


def _kinds(columns: dict[str, Any], known: tuple[str, ...]) -> bytes:
    """Translate kinds from the written list of names to this program's."""
    names = columns["names"]
    if tuple(names) == known and max(columns["kinds"], default=0) < len(known):
        return bytes(columns["kinds"])
    places = [known.index(name) for name in names]
    return bytes(places[kind] for kind in columns["kinds"])


def _fits(blocks: dict[str, Any], marks: dict[str, Any], size: int) -> bool:
    """Tell whether all columns are of one length and within the text, blocks in order.

    They are looked at as they were read: an array makes its numbers anew for whoever asks for them.
    """
    starts, ends = blocks["starts"], blocks["ends"]
    if {len(blocks[name]) for name in ("ends", "kinds", "levels")} != {len(starts)}:
        return False
    if {len(marks[name]) for name in ("ends", "kinds")} != {len(marks["starts"])}:
        return False
    if not starts or max(marks["ends"], default=0) > size or ends[-1] > size:
        return False
    return all(map(le, ends[:-1], starts[1:])) and all(map(lt, starts, ends))
