"""What the status line says: mode, target, digits and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.text.whereabouts import whereabouts
from reader.text.words import count_words
from reader.ui.widgets.status import Status

if TYPE_CHECKING:
    from reader.model import Highlight
    from reader.ui.pane.session import Session
    from reader.ui.screens.main import MainScreen

_LONGEST_COUNTED = 20_000  # code points of a selection whose words are counted at every key


def status_of(screen: MainScreen) -> Status:
    """Return what the status line shows now."""
    session = screen.desk.session
    digits = tuple((tag.key, tag.name, tag.colour) for tag in screen.desk.codebook.tags if tag.key)
    covered = screen.app.screen is not screen  # by a list, which takes the keys
    asking = covered or screen.prompts.open is not None  # then keys are typed into it
    editing = session is not None and session.editing is not None  # then they mark nothing
    target = _target(screen, session) if session and not covered else ""
    lasting = screen.said.lasting
    dismisses = "" if asking else " · esc dismisses"  # else it leaves what is asked
    standing = f"{lasting}{dismisses}" if lasting else ""
    wrong = screen.is_error if screen.message else bool(standing)
    told = screen.message.startswith("#") and set(screen.message.split()) <= set(target.split())
    return Status(
        mode=_recording(screen) + _mode(screen, session),
        # the tags that were put on stand in the target
        message="" if told else "! " * wrong + (screen.message or standing or screen.under_way),
        error=wrong,
        target=target,
        digits=tuple(sorted(digits)) if screen.place != "list" and not asking and not editing else (),
        place=_place_of_row(screen) if screen.place == "list" else _place(screen, session) if session else "",
        hint="" if asking else "? keys",
    )


def _recording(screen: MainScreen) -> str:
    return f"●{screen.macros.recording} " if screen.macros.recording else ""


def _mode(screen: MainScreen, session: Session | None) -> str:
    if screen.app.screen is not screen:
        return str(getattr(screen.app.screen, "MODE", "PALETTE"))
    if screen.prompts.open:
        return "ASK"
    if screen.place != "text":
        return {"list": "LIST", "marks": "SIDEBAR", "collection": "HIGHLIGHTS"}[screen.place]
    if session and session.editing:
        return "BOUNDS"
    if mode := screen.aids.mode():
        return mode
    if session and session.selection:
        return "SELECT"
    if screen.desk.link_begun:
        return "LINK"
    if session and screen.desk.coding.on:
        return "CODE"
    return "READ"


def _target(screen: MainScreen, session: Session) -> str:
    if screen.place == "list":
        return ""
    if screen.place in ("marks", "collection"):
        card = screen.side.widget.current
        return _named(screen, card.highlight) if card else ""
    if session.selection:
        start, end = session.selection.span
        if end - start > _LONGEST_COUNTED:
            return "selection"
        words = count_words(session.view.text[start:end])
        return f"selection · {words} word{'s' if words != 1 else ''}"
    target = screen.desk.marking.target(session)
    what = _named(screen, target.highlight) if target.highlight else target.what
    return " · ".join(filter(None, (what, screen.suggesting.words())))


def _named(screen: MainScreen, highlight: Highlight) -> str:
    whose = screen.desk.whose(highlight)
    return " ".join(
        [f"{whose}'s highlight" if whose else "highlight", *(f"#{tag}" for tag in highlight.tags)]
    )


def _place_of_row(screen: MainScreen) -> str:
    """Return how far the chosen article of the list is read, how long it is and what is marked in it."""
    article = screen.articles.selected
    if article is None:
        return ""
    marks = f"{article.highlights or 'no'} highlight{'s' if article.highlights != 1 else ''}"
    if not article.has_text:
        return f"no text yet · {marks}"
    minutes = screen.desk.attention.told.length(article.words)
    return f"{round(100 * article.progress)}% · {minutes} · {marks}"


def _place(screen: MainScreen, session: Session) -> str:
    if not session.article.has_text:
        return "no text yet"
    progress = screen.desk.progress()
    pace, words = screen.desk.attention.told, session.article.words * (1 - progress)
    number, count = screen.desk.paragraph(session.caret)
    soon = progress > 0 and not pace.minutes(words)
    minutes = "read" if progress >= 1 else "under a minute left" if soon else f"{pace.length(words)} left"
    where = whereabouts(session.view.body.marks, session.caret, session.caret)
    return " · ".join(filter(None, (f"{progress:.0%}", where, minutes, f"¶ {number} of {count}")))
