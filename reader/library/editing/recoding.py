"""Changes of tags all over the library: each named, tried first, and one step of undo.

What is done to an article is decided on its documents while they are locked, so that a tag which another
process has put on meanwhile is taken along.
"""

from __future__ import annotations

import sys
from itertools import islice
from typing import TYPE_CHECKING

from reader.library.disk.merge import Document, tags_of
from reader.library.disk.records import HEAD, is_highlight, number_of, tags_in, text_of
from reader.library.editing.checked import clean_tags
from reader.library.errors import LibraryError, NotFound, ShardDamaged
from reader.library.outcomes import Quote, Touched
from reader.model.recoding import Recoding, stands_under
from reader.text.meant import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, MutableMapping, Sequence

    from reader.library.disk.merge import Documents
    from reader.library.history.undoing import Undoing
    from reader.library.index.index import Index
    from reader.library.parts import Parts
    from reader.library.writing import Writing
    from reader.model import Highlight

_TOGETHER = 32  # articles whose files wait for the disk at once
_QUOTES = 4
_LOOKED_AT = 500  # articles that are read to count passages which have several of the tags


class Recode:
    """Makes such changes, tries them, and does them."""

    def __init__(self, parts: Parts, writing: Writing, undoing: Undoing) -> None:
        self._store, self._catalogue, _, self._book = parts
        self._writing, self._undoing = writing, undoing

    # making them

    def rename(self, old: str, new: str) -> Recoding:
        """Give a tag, with what stands under it, another name.

        Raises:
            LibraryError: there is no such tag, or one of the new names is taken.
        """
        old, new = _clean(old), _clean(new)
        if new == old:
            raise LibraryError(f"“{old}” stands there already.")
        change = Recoding(f"#{old} is now #{new}", (old,), new)
        self._check(change)
        names = self._names()
        moved = {name for name in names if change.touches(name)}
        taken = sorted({change.name(name) for name in moved} & (names - moved))
        if taken:
            raise LibraryError(f"There is a tag “{taken[0]}” already; merge them instead.")
        return change

    def move(self, tag: str, parent: str) -> Recoding:
        """Put a tag, with what stands under it, under another one; `/` or nothing is the top level."""
        tag = _clean(tag)
        last = tag.rpartition("/")[2]
        under = parent.strip("/ #")
        if under and stands_under(_clean(under), tag):
            raise LibraryError(f"“{tag}” cannot stand under itself.")
        return self.rename(tag, f"{_clean(under)}/{last}" if under else last)

    def merge(self, tags: Sequence[str], into: str) -> Recoding:
        """Make one of several tags; what stands under them then stands under it."""
        new = _clean(into)
        old = tuple(name for name in dict.fromkeys(map(_clean, tags)) if name != new)
        if not old:
            raise LibraryError(f"“{new}” cannot be merged with itself.")
        if inside := [name for name in old if stands_under(new, name)]:
            raise LibraryError(f"“{inside[0]}” cannot be merged into “{new}”, which stands under it.")
        change = Recoding(f"{_told(old)} merged into #{new}", old, new)
        self._check(change)
        return change

    def delete(self, tags: Sequence[str], *, from_passages: bool) -> Recoding:
        """Take tags and what stands under them from the codebook, or from all passages and articles too."""
        old = tuple(dict.fromkeys(map(_clean, tags)))
        where = "taken off all passages" if from_passages else "taken from the codebook"
        change = Recoding(f"{_told(old)} {where}", old, book_alone=not from_passages)
        self._check(change)
        return change

    def split(self, tag: str, into: str, passages: Iterable[Highlight]) -> Recoding:
        """Give some passages of a tag another one in its place."""
        old, new = _clean(tag), _clean(into)
        if old == new:
            raise LibraryError(f"“{old}” cannot be split into itself.")
        chosen = {passage.id: passage.article for passage in passages if old in passage.tags}
        if not chosen:
            raise LibraryError(f"None of these passages has the tag “{old}”.")
        within = tuple(sorted(set(chosen.values()), reverse=True))
        return Recoding(f"#{new} split from #{old}", (old,), new, only=frozenset(chosen), within=within)

    def _check(self, change: Recoding) -> None:
        names, where = self._names(), ""
        if change.book_alone:
            names, where = self._book_names(), " in the codebook"
        for old in change.old:
            if not any(stands_under(name, old) for name in names):
                raise LibraryError(f"There is no tag “{old}”{where}{did_you_mean(old, names) or '.'}")

    def _names(self) -> set[str]:
        return self._book_names() | set(self._catalogue.ask(lambda index: index.tags.counts()))

    def _book_names(self) -> set[str]:
        return {tag.name for tag in self._book.codebook.tags}

    # trying

    def touched(self, change: Recoding) -> Touched:
        """Say what a change would touch; nothing is written."""
        names = {name: change.name(name) for name in sorted(self._names()) if change.touches(name)}
        if change.book_alone:
            return Touched(names, 0, 0)
        articles = self._articles(change)
        used = self._catalogue.ask(lambda index: index.tags.counts())
        several = change.only is not None or sum(name in used for name in names) > 1
        passages = sum(used.get(name, 0) for name in names)
        exact = not several or len(articles) <= _LOOKED_AT
        quotes: list[Quote] = []
        touched = self._touched_in(articles, change)
        if several and exact:
            every = list(touched)
            passages, articles = sum(len(found) for _, found in every), [number for number, _ in every]
            quotes = [quote for _, found in every for quote in found][:_QUOTES]
        else:
            quotes = list(islice((quote for _, found in touched for quote in found), _QUOTES))
        return Touched(names, len(articles), passages, tuple(quotes), exact)

    def _touched_in(self, articles: Iterable[int], change: Recoding) -> Iterator[tuple[int, list[Quote]]]:
        """Give the articles that a change touches, each with its passages."""
        for number in articles:
            docs = self._documents(number)
            if HEAD not in docs:
                continue
            title = text_of(docs[HEAD], "title")
            found = [
                Quote(title, text_of(document, "quote"))
                for key, document in sorted(docs.items(), key=lambda item: number_of(item[1], "start"))
                if is_highlight(key, document) and _differs(change, key, document)
            ]
            if found or _differs(change, HEAD, docs[HEAD]):
                yield number, found

    def _documents(self, number: int) -> Documents:
        try:
            return self._store.read(number).live
        except LibraryError:
            return {}  # deleted or damaged since the index read it

    def _articles(self, change: Recoding) -> list[int]:
        if change.only is not None:
            return list(change.within)

        def work(index: Index) -> list[int]:
            tags = list(dict.fromkeys(tag for old in change.old for tag in index.tags.under(old)))
            return [place.article for place in index.tags.newest(tags, None, sys.maxsize)]

        return self._catalogue.ask(work)

    # doing

    def do(self, change: Recoding) -> None:
        """Change the codebook, then passages and articles; one step, also where the disk breaks it off."""
        for _ in self.pieces(change):
            pass

    def pieces(self, change: Recoding) -> Generator[tuple[int, int]]:
        """Do what `do` does piece by piece; give before each how many articles are done, of how many.

        All is one step, also where it is not gone on with.
        """
        articles = [] if change.book_alone else self._articles(change)
        yield 0, len(articles)
        with self._undoing.step(change.label):
            self._writing.change_codebook(change.codebook, change.name_in_book)
            for start in range(0, len(articles), _TOGETHER):
                yield start, len(articles)
                with self._store.batch.together():
                    for number in articles[start : start + _TOGETHER]:
                        self._do_in(number, change)

    def _do_in(self, number: int, change: Recoding) -> None:
        def update(view: MutableMapping[int, Document]) -> None:
            for key in list(view):
                if _differs(change, str(key), view[key]):
                    tags = change.tags(tags_in(view[key]))
                    document = {name: value for name, value in view[key].items() if name != "tags"}
                    view[key] = {**document, "tags": list(tags)} if tags else document

        try:
            self._writing.change_shard(number, lambda _: change.label, update)
        except (NotFound, ShardDamaged):
            return  # deleted or damaged since the index read it


def _differs(change: Recoding, key: str, document: Document) -> bool:
    if change.only is not None and (key == HEAD or int(key) not in change.only):
        return False
    return any(map(change.touches, tags_of(document)))


def _told(names: Iterable[str]) -> str:
    return " and ".join(f"#{name}" for name in names)


def _clean(name: str) -> str:
    return clean_tags([name])[0]
