"""The side of a library that keeps saved views, and how annotators are shown."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from reader.library.caring import Caring
from reader.library.disk.records import text_of
from reader.library.errors import LibraryError
from reader.library.state.named import ANNOTATOR, VIEW, Named
from reader.model.annotator import Annotator
from reader.model.saved_view import SavedView

if TYPE_CHECKING:
    from reader.library.disk.storage import Committed

_LONGEST_NAME, _LONGEST_QUERY = 60, 2000  # code points


class Viewing(Caring):
    """What `Library` offers for what is kept under names; each change is one step of undo."""

    annotator: str

    @cached_property
    def _views(self) -> Named:
        return Named(self._parts.store, self._parts.book, VIEW, self._did)

    @cached_property
    def _annotators(self) -> Named:
        return Named(self._parts.store, self._parts.book, ANNOTATOR, self._did)

    def _did(self, label: str, done: Committed) -> None:
        self._writing.note(lambda: label, 0, done)

    def views(self) -> list[SavedView]:
        """Return the saved views in the order in which they were made."""
        with self._lock:
            return [SavedView(kept.name, text_of(dict(kept.fields), "query")) for kept in self._views.all()]

    def save_view(self, name: str, query: str) -> SavedView:
        """Keep a query under a name, in place of the one that had it.

        Raises:
            LibraryError: when the name is none or the query cannot be read.
        """
        view = SavedView(_name(name), _query(query))
        with self._lock:
            self._views.put(f"view “{view.name}”", view.name, {"query": view.query})
        return view

    def rename_view(self, name: str, new: str) -> None:
        """Give a view another name, which must be free."""
        with self._lock:
            self._views.rename(f"view “{name}” renamed", name, _name(new))

    def delete_view(self, name: str) -> None:
        """Delete a view; the articles and passages that it shows stay."""
        with self._lock:
            self._views.remove(f"deletion of the view “{name}”", name)

    def annotators(self) -> list[Annotator]:
        """Return the annotators that are shown in a way of their own."""
        from reader.model import COLOURS

        with self._lock:
            every = self._annotators.all()
        found = []
        for name, fields in every:
            colour, hidden = fields.get("colour"), fields.get("hidden") is True
            found.append(
                Annotator(name, colour if isinstance(colour, str) and colour in COLOURS else "", hidden)
            )
        return found

    def show_annotator(self, annotator: Annotator) -> None:
        """Keep how an annotator's highlights are shown; one's own are not hidden.

        Raises:
            LibraryError: when the colour is none, or it is oneself that would be hidden.
        """
        from reader.library.editing.checked import checked_colour

        if annotator.hidden and annotator.name == self.annotator:
            raise LibraryError("Your own highlights are not hidden.")
        fields = {"colour": checked_colour(annotator.colour), "hidden": annotator.hidden}
        with self._lock:
            self._annotators.put(f"how {annotator.name} is shown", _name(annotator.name), fields)


def _name(name: str) -> str:
    from reader.text.clean import clean_line

    name = clean_line(name, _LONGEST_NAME).strip()
    if not name:
        raise LibraryError("It needs a name.")
    return name


def _query(query: str) -> str:
    from reader.text.clean import clean_line
    from reader.text.query import QueryError, parse

    query = clean_line(query, _LONGEST_QUERY).strip()
    try:
        if parse(query) is None:
            raise LibraryError("A view needs a query.")
    except QueryError as error:
        raise LibraryError(f"At {error.column + 1}: {error.message}") from error
    return query
