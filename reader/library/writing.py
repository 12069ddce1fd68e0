"""The writing side of a library: each change is on disk when its method returns."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.library.disk.ids import moment, now, stamp_time
from reader.library.disk.merge import last_stamp
from reader.library.disk.records import (
    HEAD,
    article_document,
    article_of,
    highlight_document,
    highlight_of,
    number_of,
    text_of,
)
from reader.library.editing.anchoring import around, placed
from reader.library.editing.checked import (
    LINES,
    article_fields,
    check_range,
    checked_codebook,
    checked_colour,
    clean_tags,
    merged_note,
    merged_tags,
)
from reader.library.errors import LibraryError, NotFound
from reader.library.history.wording import changing, changing_article, deleting, marking, quoted, settling
from reader.model import NO_TEXT, Article, Highlight
from reader.text.clean import clean_note

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.library.disk.merge import Document
    from reader.library.disk.overlay import Overlay
    from reader.library.disk.storage import Committed
    from reader.library.history.undoing import Undoing
    from reader.library.parts import Parts
    from reader.library.reading import Reading
    from reader.model import Codebook

    View = Overlay

_HEAD = int(HEAD)
_AROUND = ("quote", "prefix", "suffix")


class Writing:
    """Changes articles and highlights. `wrote` hears of every change after it is on disk."""

    def __init__(
        self, parts: Parts, reading: Reading, undoing: Undoing, wrote: Callable[[int, Committed], None]
    ) -> None:
        self._store, self._texts, self._book = parts.store, parts.texts, parts.book
        self._reading, self._undoing, self._wrote = reading, undoing, wrote

    def note(self, label: Callable[[], str], article: int, done: Committed) -> None:
        """Announce what was done and make it a step; `label` names it, once it is written down."""
        self._announce(article, done)
        self._store.batch.after(lambda: self._undoing.did(label, article, done))

    def _announce(self, article: int, done: Committed) -> None:
        self._store.batch.after(lambda: self._wrote(article, done))

    def change_shard(
        self,
        article: int,
        label: Callable[[Committed], str],
        update: Callable[[View], None],
        *,
        undoable: bool = True,
    ) -> Committed:
        """Run `update` over the documents of an article that stands, in one transaction; say what it did.

        `label` names what was done, once it is.

        Raises:
            NotFound: when the article is gone.
            LibraryError: when it was not saved.
        """

        def checked(view: View) -> None:
            if _HEAD not in view:
                raise NotFound("This article was deleted.")
            update(view)

        self._book.check_writable()
        done = self._store.database(article).documents.transact(checked)
        if done and undoable:
            self.note(lambda: label(done), article, done)
        elif done:
            self._announce(article, done)
        return done

    def text(self, article: int, view: View) -> str:
        """Return the text that offsets are given for.

        Raises:
            LibraryError: when it is not here, or not the one that was shown; something else would be marked.
        """
        head = view.glance(_HEAD)
        digest = text_of(head, "digest")
        if text_of(head, "source") == NO_TEXT:
            raise LibraryError("Not saved: the text is not here, and what stands in for it cannot be marked.")
        if self._reading.shown.get(article, digest) != digest:
            raise LibraryError("Not saved: the text of this article was updated meanwhile; open it again.")
        return self._texts.get(digest).text

    def _changed(self, article: int, number: int, done: Committed) -> Highlight:
        """Return a highlight as it now is."""
        if str(number) in done:
            return highlight_of(article, number, done[str(number)][1])
        return self._reading.highlight_in(article, number)

    # highlights

    def mark(
        self,
        article: int,
        start: int,
        end: int,
        *,
        tags: Sequence[str],
        note: str,
        colour: str,
        annotator: str,
    ) -> Highlight:
        """Make a highlight, also where one is already."""
        number = self._store.clock.new_id()
        names = clean_tags(tags) if tags else ()
        fields: dict[str, Any] = {
            "colour": checked_colour(colour),
            "tags": tuple(sorted(names)),
            "note": clean_note(note) if note else "",
            "annotator": annotator,
            "created": now(),
        }

        def update(view: View) -> None:
            text = self.text(article, view)
            check_range(start, end, len(text))
            fields.update(zip(_AROUND, around(text, start, end), strict=True))
            view[number] = highlight_document(Highlight(number, article, start, end, **fields))

        done = self.change_shard(article, lambda _: marking(names, note, colour, fields["quote"]), update)
        updated = stamp_time(last_stamp(done[str(number)][1]))
        return Highlight(number, article, start, end, **fields, updated=updated)

    def change(
        self,
        highlight: Highlight,
        tags: Sequence[str] | None,
        note: str | None,
        colour: str | None,
        bounds: tuple[int | None, int | None],
    ) -> Highlight:
        """Change what is given, as it differs from `highlight`; others’ changes of tags and note stay."""
        fields: dict[str, Any] = {}
        if note is not None:
            fields["note"] = clean_note(note)
        if colour is not None:
            fields["colour"] = checked_colour(colour)
        new_tags = None if tags is None else clean_tags(tags)

        def update(view: View) -> None:
            if highlight.id not in view:
                raise NotFound("This highlight was deleted.")
            now_there = highlight_of(highlight.article, highlight.id, view[highlight.id])
            new = replace(now_there, **fields)
            if note is not None and now_there.note not in (highlight.note, new.note):
                new = replace(new, note=merged_note(now_there.note, highlight.note, new.note))
            if new_tags is not None:
                new = replace(new, tags=merged_tags(now_there.tags, highlight.tags, new_tags))
            if bounds != (None, None):
                text = self.text(highlight.article, view)
                start = new.start if bounds[0] is None else bounds[0]
                end = new.end if bounds[1] is None else bounds[1]
                check_range(start, end, len(text))
                new = placed(new, text, start, end)
            view[highlight.id] = kept_unknown(view[highlight.id], highlight_document(new))

        label = changing(highlight, new_tags, note, colour)
        done = self.change_shard(highlight.article, lambda _: label, update)
        return self._changed(highlight.article, highlight.id, done)

    def settle(
        self, highlight: Highlight, what: str, settled: Callable[[Highlight, Highlight, str], Highlight]
    ) -> Highlight:
        """Write what `settled` makes of a highlight that waits: as it was shown, as it is, and the text."""

        def update(view: View) -> None:
            if highlight.id not in view:
                raise NotFound("This highlight was deleted.")
            there = highlight_of(highlight.article, highlight.id, view[highlight.id])
            new = settled(highlight, there, self.text(highlight.article, view))
            view[highlight.id] = kept_unknown(view[highlight.id], highlight_document(new))

        done = self.change_shard(highlight.article, lambda _: settling(highlight, what), update)
        return self._changed(highlight.article, highlight.id, done)

    def delete(self, highlights: Sequence[Highlight]) -> None:
        """Delete highlights of one article; those already gone are passed over."""
        if len({highlight.article for highlight in highlights}) > 1:
            raise LibraryError("Highlights of several articles cannot be deleted at once.")
        if not highlights:
            return

        def update(view: View) -> None:
            for highlight in highlights:
                view.pop(highlight.id, None)

        self.change_shard(highlights[0].article, lambda _: deleting(highlights), update)

    # articles

    def change_article(self, number: int, fields: dict[str, Any], seen: Article | None = None) -> Article:
        """Change what is given of an article; corrected metadata stays when its source is added again.

        Tags and note are changed as they differ from those of the article `seen`; without it they are set.
        """
        given = {name: value for name, value in fields.items() if value is not None}
        new = article_fields(given)
        corrected = sorted(set(given) & {*LINES, "authors"})

        def update(view: View) -> None:
            old = view[_HEAD]
            there = article_of(number, old)
            wanted = dict(new)
            if "tags" in wanted and seen:
                wanted["tags"] = merged_tags(there.tags, seen.tags, wanted["tags"])
            if "note" in wanted and seen:
                wanted["note"] = merged_note(there.note, seen.note, wanted["note"])
            written = article_document(there._replace(**wanted))
            if corrected:
                before = old.get("corrected")
                kept = before if isinstance(before, list) else []
                written["corrected"] = sorted({*(name for name in kept if isinstance(name, str)), *corrected})
            view[_HEAD] = kept_unknown(old, written)

        def label(done: Committed) -> str:
            return changing_article(text_of(done[HEAD][1], "title"), new)

        self.change_shard(number, label, update)
        return self._reading.article(number)

    def place(self, number: int, position: int, progress: float, seconds: int) -> None:
        """Keep where an article is being read, and that it is; add the seconds that went into it.

        One that came by itself is new no longer.
        """

        def update(view: View) -> None:
            if view[_HEAD].get("status") == "new":
                view[_HEAD]["status"] = "inbox"
            if seconds > 0:
                view[_HEAD]["seconds"] = number_of(view[_HEAD], "seconds") + seconds
            view[_HEAD].update(
                position=max(0, position), progress=round(min(1.0, max(0.0, progress)), 4), read=moment()
            )

        self.change_shard(number, lambda _: "", update, undoable=False)

    def trash(self, number: int) -> None:
        """Put an article in the trash; its file and its highlights stay."""

        def update(view: View) -> None:
            del view[_HEAD]

        def label(done: Committed) -> str:
            return f"deletion of the article {quoted(text_of(done[HEAD][1], 'title'))}"

        self.change_shard(number, label, update)

    def change_codebook(
        self,
        change: Callable[[Codebook], Codebook],
        renamed: Callable[[str], str] = str,
        label: str = "codebook",
    ) -> None:
        """Write what `change` makes of the codebook as it is on disk; tags may be `renamed` by it."""
        done = self._book.change_codebook(lambda codebook: checked_codebook(change(codebook)), renamed)
        if done:
            self.note(lambda: label, 0, done)


def kept_unknown(old: Document, new: Document) -> Document:
    """Add the fields of a document that this version does not know."""
    known = {*Article._fields} | Highlight.__dataclass_fields__.keys() | {"v", "t"}
    return {**{name: value for name, value in old.items() if name not in known}, **new}
