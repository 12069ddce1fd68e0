"""Every place where a pattern fits, and what is done to all of them in one step."""

from __future__ import annotations

import os
from collections import deque
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING

from reader.library.disk.ids import now
from reader.library.disk.records import (
    HEAD,
    highlight_document,
    highlight_of,
    is_highlight,
    number_of,
    text_of,
)
from reader.library.editing.anchoring import around
from reader.library.editing.checked import clean_tags
from reader.library.errors import BadPattern, NotFound, ShardDamaged
from reader.library.writing import kept_unknown
from reader.model import Highlight
from reader.text.cells import grapheme_start, next_grapheme
from reader.text.find_pattern import PatternError, PatternSearch
from reader.text.words import first_words
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from reader.library.history.undoing import Undoing
    from reader.library.parts import Parts
    from reader.library.writing import View, Writing
    from reader.model import Article, Body
    from reader.text.bulk import Bulk

_TOGETHER = 32  # articles whose files wait for the disk at once
_BEFORE, _AFTER = 100, 180  # code points shown around a place
_MOST = 400  # code points shown of what is marked, before the place and from it on


class Hit(NamedTuple):
    """A place where a pattern fits, at `[at, to)`, and the passage that is marked for it, `[start, end)`.

    `shown` is the text around it without line breaks, from `first` on; `highlight` is the id of an own
    highlight that is the passage.
    """

    article: int
    start: int
    end: int
    at: int
    to: int
    shown: str
    first: int
    highlight: int | None = None


class Hits(NamedTuple):
    """The hits of an article; how many needed nothing; whether the time did not serve for all."""

    found: list[Hit]
    done: int = 0
    stopped: bool = False


class Outcome(NamedTuple):
    """What a step did: to how many passages of how many articles; how many articles were left as they are."""

    passages: int
    articles: int
    left: int = 0


class _By(NamedTuple):
    """Who does a step, and when it began: the passages that it makes tell so that they are of one step."""

    annotator: str
    began: str


Span = tuple[int, int]


def hits_in(article: Article, body: Body, marks: Iterable[Highlight], bulk: Bulk) -> Hits:
    """Return the hits in a text; `marks` are the own highlights there, looked at where there are any.

    Raises:
        BadPattern: the pattern is none.
    """
    try:
        search = PatternSearch(body, bulk.pattern)
    except PatternError as error:
        raise BadPattern(f"This is no regular expression: {error}.") from error
    deque(search.count(), 0)
    places = search.between(0, len(body.text))
    if not places:
        return Hits([], stopped=search.stopped)
    attached = [mark for mark in marks if mark.attached]
    if bulk.verb == "untag":
        tagged = _tagged(places, attached, bulk.tags)
        found = [_hit(article, body, (mark.start, mark.end), place, mark.id) for mark, place in tagged]
        return Hits(found, stopped=search.stopped)
    same = {(mark.start, mark.end): mark for mark in attached}
    found, done = [], 0
    for span, place in _units(places, body, article.language, bulk.unit).items():
        mark = same.get(span)
        if mark and set(bulk.tags) <= set(mark.tags):
            done += 1
        else:
            found.append(_hit(article, body, span, place, mark.id if mark else None))
    return Hits(found, done, search.stopped)


def _units(places: Iterable[Span], body: Body, language: str, unit: str) -> dict[Span, Span]:
    """Return the passages around some places, each with the first place in it."""
    from reader.text.segment import Segmenter

    segmenter, text = Segmenter(body, language) if unit != "match" else None, body.text
    passages: dict[Span, Span] = {}
    for start, end in places:
        words = text[start:end]
        if not words.strip():
            continue
        at, to = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
        if segmenter is None:
            last = grapheme_start(text, to - 1)
            span = grapheme_start(text, at), next_grapheme(text, last)
        else:
            span = segmenter.unit(unit, at)[0], segmenter.unit(unit, to - 1)[1]
        passages.setdefault(span, (at, to))
    return passages


def _tagged(
    places: Iterable[Span], marks: Sequence[Highlight], tags: Sequence[str]
) -> Iterator[tuple[Highlight, Span]]:
    """Give the passages that hold a place and have one of the tags, or any, each with its first place."""
    waiting = [mark for mark in marks if (set(tags) & set(mark.tags) if tags else mark.tags)]
    for at, to in places:
        holding = [mark for mark in waiting if mark.start <= at and to <= mark.end]
        yield from ((mark, (at, to)) for mark in holding)
        waiting = [mark for mark in waiting if mark not in holding]


def _hit(article: Article, body: Body, span: Span, place: Span, highlight: int | None) -> Hit:
    (start, end), (at, to) = span, place
    first = max(0, min(at - _BEFORE, max(start, at - _MOST)))
    last = max(to + _AFTER, min(end, at + _MOST))
    first = body.text.find(" ", first, min(start, at)) + 1 or first if first else 0
    shown = " ".join(body.text[first:last].splitlines(keepends=False))
    if last < len(body.text) and (whole := shown.rfind(" ", max(to, end) - first)) > 0:
        shown = f"{shown[:whole]}…"
    return Hit(article.id, start, end, at, to, shown, first, highlight)


class Bulking:
    """Does one thing to many passages."""

    def __init__(self, parts: Parts, writing: Writing, undoing: Undoing) -> None:
        self._store, self._texts = parts.store, parts.texts
        self._writing, self._undoing = writing, undoing

    def do(
        self,
        bulk: Bulk,
        hits: Mapping[int, Sequence[Hit]],
        digests: Mapping[int, str],
        annotator: str,
    ) -> Iterator[Outcome]:
        """Do it to the hits of each article, some articles at a time; give what is done so far.

        An article whose text is no longer the one of `digests` is left as it is. All is one step of undo.
        """
        tags, by = clean_tags(bulk.tags) if bulk.tags else (), _By(annotator, now())
        bulk, label, step = bulk._replace(tags=tags), bulk_label(bulk), os.urandom(8).hex()
        passages = articles = left = 0
        waiting = iter(hits)
        while some := list(islice(waiting, _TOGETHER)):
            with self._undoing.step(label, step), self._store.batch.together():
                for number in some:
                    count = self._do_in(number, bulk, hits[number], digests[number], by)
                    passages, articles, left = passages + count, articles + bool(count), left + (not count)
            yield Outcome(passages, articles, left)

    def _do_in(self, number: int, bulk: Bulk, hits: Sequence[Hit], digest: str, by: _By) -> int:
        """Do it in one article; return to how many passages."""
        changed: list[int] = []

        def update(view: View) -> None:
            if text_of(view[int(HEAD)], "digest") != digest:
                raise NotFound("The text of this article was updated meanwhile.")
            text = self._texts.get(digest).text
            now_there = hits if bulk.verb == "untag" else _looked_again(view, hits, by.annotator)
            for hit in now_there:
                if self._change(view, bulk, hit, text, by):
                    changed.append(hit.start)

        try:
            self._writing.change_shard(number, lambda _: bulk_label(bulk), update)
        except (NotFound, ShardDamaged):
            return 0  # deleted, damaged or updated since it was looked at
        return len(changed)

    def _change(self, view: View, bulk: Bulk, hit: Hit, text: str, by: _By) -> bool:
        known = hit.highlight or 0
        if known in view and is_highlight(str(known), view[known]):
            there = highlight_of(hit.article, known, view[known])
            if bulk.verb == "untag":
                tags = tuple(tag for tag in there.tags if bulk.tags and tag not in bulk.tags)
            else:
                tags = (*there.tags, *(tag for tag in bulk.tags if tag not in there.tags))
            if there.annotator != by.annotator or tags == there.tags:
                return False
            new = replace(there, tags=tags)
            view[there.id] = kept_unknown(view[there.id], highlight_document(new))
            return True
        if bulk.verb == "untag":
            return False
        new = Highlight(
            self._store.clock.new_id(),
            hit.article,
            hit.start,
            hit.end,
            *around(text, hit.start, hit.end),
            tags=tuple(sorted(bulk.tags)),
            annotator=by.annotator,
            created=by.began,
        )
        view[new.id] = highlight_document(new)
        return True


def _looked_again(view: View, hits: Sequence[Hit], annotator: str) -> list[Hit]:
    """Return hits with the own highlights that are their passages now, whatever was so when one looked."""
    spans = {(hit.start, hit.end) for hit in hits}
    marks = (
        highlight_of(hits[0].article, key, document)
        for key, document in view.items()
        if (number_of(document, "start"), number_of(document, "end")) in spans
        and is_highlight(str(key), document)
    )
    own = {(mark.start, mark.end): mark.id for mark in marks if mark.annotator == annotator and mark.attached}
    return [hit._replace(highlight=own.get((hit.start, hit.end))) for hit in hits]


def bulk_label(bulk: Bulk) -> str:
    """Name what is done and by what, for the history."""
    return f"{bulk_words(bulk)} by /{first_words(bulk.pattern, 32)}/"


def bulk_words(bulk: Bulk) -> str:
    """Name what is done, in a few words."""
    tags = " ".join("#" + tag for tag in bulk.tags)
    return f"{tags or 'all tags'} taken off" if bulk.verb == "untag" else tags or "highlight"
