"""Taking in articles with passages that were marked elsewhere: into those that are here, else as new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.library.disk.newfiles import NewFiles
from reader.library.disk.records import highlight_document, highlight_of, is_highlight
from reader.library.editing.checked import clean_tags
from reader.library.errors import LibraryError, ShardDamaged, not_saved
from reader.library.history.wording import quoted
from reader.library.intake.adding import LOCK, Run
from reader.library.intake.arriving import Arriving
from reader.library.intake.matching import Matching, place_of_passages
from reader.library.intake.standin import stand_in
from reader.library.intake.told import check_text, fields_of
from reader.library.outcomes import Brought
from reader.library.writing import kept_unknown
from reader.model import NO_TEXT
from reader.text.clean import clean_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, MutableMapping, Sequence

    from reader.library.disk.merge import Document
    from reader.library.intake.adding import Adding
    from reader.library.intake.arriving import Arrival
    from reader.library.parts import Parts
    from reader.library.reading import Reading
    from reader.library.writing import Writing
    from reader.model import Article, Highlight, Imported, Kept


class Bringing:
    """Brings articles with their passages into the library."""

    def __init__(self, parts: Parts, reading: Reading, writing: Writing, adding: Adding) -> None:
        self._store, self._catalogue, self._texts, self._book = parts
        self._reading, self._writing, self._adding = reading, writing, adding
        self._annotator = ""
        self._trial = False
        self._matching = Matching()

    def bring_all(
        self, given: Iterable[Imported], tags: Sequence[str], annotator: str, *, trial: bool
    ) -> list[Brought | LibraryError]:
        """Take in articles; in a `trial` only say what would become of them.

        Raises:
            LibraryError: when nothing can be taken in.
        """
        self._annotator, self._trial = annotator, trial
        run: Run[Brought] = Run(NewFiles(self._store.disk))
        self._catalogue.ask(self._matching.catch_up, whole=True)
        try:
            with self._store.locks.hold(LOCK):
                for imported in given:
                    try:
                        run.outcomes.append(self._bring(imported, tags, run))
                    except LibraryError as error:
                        run.outcomes.append(error)
                self._adding.settle(run)
        except OSError as error:
            raise not_saved(error, "the article") from error
        finally:
            run.files.discard()
        return run.outcomes

    def _bring(self, imported: Imported, tags: Sequence[str], run: Run[Brought]) -> Brought:
        self._book.check_writable()
        has_text = bool(imported.body.text.strip()) and imported.source != NO_TEXT
        imported = imported if has_text or imported.error else stand_in(imported)
        check_text(imported)
        fields = _restored(fields_of(imported, clean_tags((*imported.tags, *tags))), imported.kept)
        if not has_text:
            fields = fields._replace(origin=_origin(imported), source=NO_TEXT, words=0)
        if not self._trial:
            self._adding.make_room(run, fields)
        here = self._here(imported, fields, has_text=has_text)
        if here is None:
            return self._create(imported, fields, run, has_text=has_text)
        article, status = self._reading.article(here), "known"
        if has_text and article.source == NO_TEXT:
            if not self._trial:
                self._adding.update(here, imported, fields)
            status = "updated"
        same = fields.digest == self._reading.article(here).digest if has_text else imported.id == here
        return self._put(here, imported, status, same=same)

    # -- which article

    def _here(self, imported: Imported, fields: Article, *, has_text: bool) -> int | None:
        """Return the article that is meant, if it is here."""
        if imported.id and self._adding.stands(imported.id):
            return imported.id
        for number in self._candidates(imported, fields, has_text=has_text):
            if self._adding.stands(number):
                return number
        named = () if has_text else self._matching.by_title(fields.title)
        return next((number for number in named if self._holds(number, imported)), None)

    def _candidates(self, imported: Imported, fields: Article, *, has_text: bool) -> Iterator[int]:
        if has_text:
            yield from self._adding.named("digest", fields.digest)
            yield from self._adding.awaiting(imported, fields)
        yield from self._matching.by_address(fields.url)
        if imported.origin.startswith("urn:"):
            yield from self._matching.by_urn(imported.origin)

    def _holds(self, number: int, imported: Imported) -> bool:
        """Tell whether an article of that title is the one: by passages that came before, or its words."""
        if not self._adding.stands(number):
            return False
        article, keys = self._reading.article(number), {passage.key for passage in imported.passages}
        marks = self._reading.highlights_of(number)
        if any(mark.origin and mark.origin in keys for mark in marks):
            return True
        authors = set(imported.metadata.authors)
        if article.source == NO_TEXT:
            return not authors or not article.authors or not authors.isdisjoint(article.authors)
        from reader.library.intake.carrying import Carrying

        carrying = Carrying("", self._text(number), lambda _: None)
        return any(carrying.holds(passage.quote) for passage in imported.passages)

    def _text(self, number: int) -> str:
        try:
            return self._reading.body(number).text
        except ShardDamaged:
            return ""

    # -- writing

    def _create(self, imported: Imported, fields: Article, run: Run[Brought], *, has_text: bool) -> Brought:
        """Make a new article with its passages."""
        free = imported.id and self._store.state(imported.id) is None
        number = imported.id if free else self._store.clock.new_id()
        text = imported.body.text if has_text else ""
        arriving = Arriving(number, text, (), (), same=has_text)
        marks = [each.highlight for each in self._arrivals(arriving, imported)]
        new = fields._replace(id=number, highlights=len(marks))
        if not self._trial:
            new = self._adding.create(imported, new, run, marks)
            self._matching.add(number, new.title, new.url)
        return _told(new, "added", arriving, marks)

    def _put(self, number: int, imported: Imported, status: str, *, same: bool) -> Brought:
        """Put passages into an article that is here."""
        article = self._reading.article(number)
        text = "" if article.source == NO_TEXT else self._text(number)
        if status == "updated":
            text = imported.body.text  # also where it is only tried
        docs = self._store.shard(number).docs
        marks = [highlight_of(number, int(key), doc) for key, doc in docs.items() if is_highlight(key, doc)]
        stand = {mark.id for mark in self._reading.highlights_of(number)}
        arriving = Arriving(
            number,
            text,
            [mark for mark in marks if mark.id in stand],
            [mark for mark in marks if mark.id not in stand],
            same=same,
        )
        arrivals = self._arrivals(arriving, imported)
        if arrivals and not self._trial:
            self._write(number, arrivals, article.title)
        if not self._trial:
            self._fill(article, imported)
        new = [each.highlight for each in arrivals if not each.filled]
        filled = len(arrivals) - len(new)
        return _told(self._reading.article(number), status, arriving, new)._replace(filled=filled)

    def _fill(self, article: Article, imported: Imported) -> None:
        """Give an article that is here a note and tags, if it has none."""
        note, tags = imported.kept.note, clean_tags(imported.tags)
        fields: dict[str, Any] = {} if article.note or not note else {"note": note}
        fields |= {} if article.tags or not tags else {"tags": tags}
        if fields:
            self._writing.change_article(article.id, fields)

    def _arrivals(self, arriving: Arriving, imported: Imported) -> list[Arrival]:
        return arriving.arrivals(imported.passages, self._store.clock.new_id, self._annotator)

    def _write(self, number: int, arrivals: Sequence[Arrival], title: str) -> None:
        def update(view: MutableMapping[int, Document]) -> None:
            for each in arrivals:
                mark = each.highlight
                old = view[mark.id] if mark.id in view else {}
                view[mark.id] = kept_unknown(old, highlight_document(mark))

        self._writing.change_shard(number, lambda _: f"passages of {quoted(title)}", update)


def _restored(fields: Article, kept: Kept) -> Article:
    """Return an article as it was kept elsewhere."""
    return fields._replace(
        note=clean_note(kept.note),
        added=kept.added,
        read=kept.read,
        position=min(max(0, kept.position), fields.characters),
        progress=min(1.0, max(0.0, kept.progress)),
        seconds=max(0, kept.seconds),
    )


def _origin(imported: Imported) -> str:
    """Return where the text of an article would come from that is not here."""
    url, origin = imported.metadata.url, imported.origin
    if url.lower().startswith(("http://", "https://")):
        return url
    return origin if origin.startswith("urn:") else place_of_passages(imported.metadata.title)


def _told(article: Article, status: str, arriving: Arriving, new: Sequence[Highlight]) -> Brought:
    return Brought(
        article,
        status,
        new=len(new),
        orphans=sum(mark.anchor == "orphan" for mark in new),
        waiting=sum(mark.anchor in ("changed", "ambiguous") for mark in new),
        known=arriving.known,
        deleted=arriving.deleted,
        unfit=arriving.unfit,
    )
