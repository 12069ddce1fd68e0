"""TinyDB over one article's file: its `Storage`, its `Table`, and both together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document as TinyDocument
from tinydb.table import Table

from reader.library.disk.overlay import Overlay, copied

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reader.library.disk.storage import Committed, ShardFile


class OwnDocument(TinyDocument):
    """A TinyDB document whose lists are its own, so that changing one does not reach the storage."""

    def __init__(self, value: Mapping[str, Any], doc_id: int) -> None:
        super().__init__(copied(dict(value)), doc_id)


class ShardStorage(Storage):
    """A shard as TinyDB wants to see it."""

    def __init__(self, file: ShardFile) -> None:
        self.file = file

    def read(self) -> dict[str, dict[str, Any]]:
        """Return the tables, deleted documents left out; they belong to the storage."""
        state = self.file.refresh()
        return {"_default": self.file.live, **state.others}

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Write whole tables; documents that are missing become deleted."""
        file = self.file
        with file.begin():
            new = data.get("_default", {})
            changes = {key: document for key, document in new.items() if file.live.get(key) != document}
            gone = dict.fromkeys(key for key in file.live if key not in new)
            file.held().others = {name: table for name, table in data.items() if name != "_default"}
            file.commit({**changes, **gone}, whole=True)


class ShardTable(Table):
    """The table of documents; only what an updater changed is written."""

    document_class = OwnDocument
    document_id_class = int
    default_query_cache_capacity = 0
    default_table = "_default"

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        if name != self.default_table:
            raise ValueError("An article's file has one table.")
        # another process may write, which a query cache would never learn
        super().__init__(storage, name, 0, persist_empty)

    @property
    def file(self) -> ShardFile:
        """The file underneath."""
        return cast("ShardStorage", self._storage).file

    def _get_next_id(self) -> int:
        # TinyDB picks ids outside the update, where two processes would pick the same
        return self.file.clock.new_id()

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        self.file.refresh()
        return cast("dict[str, Mapping[str, Any]]", self.file.live)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        self.transact(updater)

    def transact(self, updater: Callable[[Overlay], None]) -> Committed:
        """Run `updater` over fresh documents under the lock and write what it changed."""
        with self.file.begin():
            view = Overlay(self.file.live)
            updater(view)
            changes = view.changes()
            return self.file.commit(changes) if changes else {}


class ArticleDB(TinyDB):
    """One article's file as a TinyDB; tables of other programs in it are kept, not served."""

    table_class = ShardTable
    default_storage_class = ShardStorage  # type: ignore[assignment]  # TinyDB types it as its JSON storage

    def __init__(self, file: ShardFile) -> None:
        super().__init__(file)

    @property
    def documents(self) -> ShardTable:
        """The table that holds the article and its highlights."""
        return cast("ShardTable", self.table(self.default_table_name))
