"""What is taken over of an article that changed looks as if the article had been opened anew."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.model import Article, ArticleView, Body, Codebook, Highlight, Tag
from reader.ui.pane.passages import Passages
from reader.ui.pane.rows import row_keys
from reader.ui.pane.session import Session
from reader.ui.pane.shown import ALL

if TYPE_CHECKING:
    from reader.ui.pane.scene import RowKey

BODY = Body.plain("\n\n".join(f"Part {n} of it, as one may say. It goes on and on." for n in range(40)))
CODEBOOK = Codebook((Tag("a", "1", "yellow"), Tag("b", "2", "green")))


def _opened(highlights: list[Highlight], codebook: Codebook = CODEBOOK) -> Session:
    session = Session(ArticleView(Article(1, "T"), BODY, tuple(highlights), codebook))
    session.view.resize(60, 30)
    return session


def _seen(session: Session) -> tuple[list[Highlight], list[int | None], list[RowKey]]:
    session.refresh()
    found = list(session.passages)
    return found, [session.passages.number(h.id) for h in found], row_keys(session.view, session.scene)


def _random(chance: random.Random, number: int) -> Highlight:
    start = chance.randrange(len(BODY.text) - 60)
    end = start + chance.randrange(1, 60)
    return Highlight(
        number,
        1,
        start,
        end,
        BODY.text[start:end],
        tags=(chance.choice("ab"),),
        note=chance.choice(("", "n")),
        annotator="me",
        anchor=chance.choice(("exact", "exact", "moved", "orphan")),
    )


def test_renewed_it_looks_as_opened_anew() -> None:
    chance = random.Random(1)
    now = [_random(chance, number) for number in range(1, 40)]
    session = _opened(now)
    for number in range(40, 70):
        kept = chance.sample(now, len(now) - chance.randrange(3))
        changed = [replace(h, note="changed") if chance.random() < 0.1 else h for h in kept]
        now = sorted([*changed, _random(chance, number)], key=lambda h: (h.attached, h.start, h.end, h.id))
        codebook = replace(CODEBOOK, tags=CODEBOOK.tags[: 1 + number % 10 // 5])
        session.renew(session.article, codebook, ALL, now)
        seen, anew = _seen(session), _seen(_opened(now, codebook))
        assert seen[2] == anew[2]
        assert sorted(seen[0], key=lambda h: h.id) == sorted(anew[0], key=lambda h: h.id)
        assert seen[1] == list(range(len(now)))


def test_what_is_picked_stays_picked_until_it_is_gone() -> None:
    chance = random.Random(2)
    now = [replace(_random(chance, number), anchor="exact") for number in range(1, 5)]
    session = _opened(now)
    session.pick(now[2])
    session.renew(session.article, CODEBOOK, ALL, [*now[:2], replace(now[2], note="x")])
    assert session.picked
    assert session.picked.note == "x"
    session.renew(session.article, CODEBOOK, ALL, now[:2])
    assert session.picked is None


def test_what_is_not_there_has_no_number() -> None:
    assert Passages().number(1) is None


def test_a_tag_moves_none_of_those_without_a_place() -> None:
    apart = [Highlight(number, 1, 0, 0, f"No. {number}", anchor="orphan") for number in (3, 1, 2)]
    passages = Passages(apart)
    passages.put(replace(apart[1], tags=("a",)))
    assert [each.id for each in passages] == [1, 2, 3]
    assert [passages.number(number) for number in (1, 2, 3)] == [0, 1, 2]
