"""Why a command cannot be done now, in a few words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.pane.target import for_deletion, for_marking, for_passage

if TYPE_CHECKING:
    from reader.ui.pane.session import Session

#: What acts on a passage, picks another one, or begins another selection.
_OPERATORS = frozenset(
    (
        "highlight", "digit", "tag", "repeat", "note", "colour", "delete", "copy", "next-mark", "prev-mark",
        "pick", "untag", "split", "join", "link", "unlink", "follow-link", "coding-mode", "each",
        "occurrences", "extend", "extend-units", "undo", "redo",
    )
)  # fmt: skip
#: What marks the text where nothing is picked.
_MARKS = frozenset(
    ("highlight", "digit", "tag", "repeat", "note", "colour", "coding-mode", "occurrences", "suggested")
)


def why_waits(session: Session, command: str) -> str:
    """Return why a command waits, until bounds that are edited are kept or the text is here; else nothing."""
    if command in _MARKS and not session.article.has_text and session.picked is None:
        return "the text is not here, and what stands in for it cannot be marked"
    if session.editing and command in _OPERATORS:
        return "the bounds are being edited: enter keeps them, esc restores"
    return ""


def why_not(session: Session, command: str, annotator: str) -> str:
    """Return why the menu cannot offer a command; empty where it can."""
    if command == "highlight" and for_marking(session, annotator).highlight:
        return "already highlighted"
    if command == "edit-bounds" and session.selection:
        return "a selection has no bounds to edit"
    if command in ("edit-bounds", "delete") and not for_deletion(session, annotator):
        picked = for_passage(session, annotator, or_unit=False)
        if picked and picked.highlight and picked.highlight.annotator != annotator:
            return f"this highlight is {picked.highlight.annotator}'s: it can only be read"
        return "there is no highlight here"
    return ""
