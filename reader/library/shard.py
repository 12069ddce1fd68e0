"""TinyDB over one article's file: its table, and table and storage together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from tinydb import TinyDB
from tinydb.table import Table

from reader.library.overlay import Overlay, OwnDocument
from reader.library.storage import Committed, ShardStorage

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, MutableMapping

    from tinydb.storages import Storage

    from reader.library.merge import Document


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

    def _get_next_id(self) -> int:
        # TinyDB picks ids outside the update, where two processes would pick the same
        return cast("ShardStorage", self._storage).clock.new_id()

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        storage = cast("ShardStorage", self._storage)
        storage.refresh()
        return cast("dict[str, Mapping[str, Any]]", storage.live)

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        self.transact(updater)

    def transact(self, updater: Callable[[MutableMapping[int, Document]], None]) -> Committed:
        """Run `updater` over fresh documents under the lock and write what it changed."""
        storage = cast("ShardStorage", self._storage)
        with storage.begin():
            view = Overlay(storage.live)
            updater(view)
            changes = view.changes()
            return storage.commit(changes) if changes else {}


class ArticleDB(TinyDB):
    """One article's file as a TinyDB; tables of other programs in it are kept, not served."""

    table_class = ShardTable
    default_storage_class = ShardStorage  # type: ignore[assignment]  # TinyDB types it as its JSON storage

    @property
    def shard(self) -> ShardStorage:
        """The storage."""
        return cast("ShardStorage", self.storage)

    @property
    def documents(self) -> ShardTable:
        """The table that holds the article and its highlights."""
        return cast("ShardTable", self.table(self.default_table_name))
