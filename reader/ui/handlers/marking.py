"""The commands that mark: on the target in the text, or on the card in the sidebar."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.model import COLOURS, Codebook, ReaderError, Tag
from reader.text.ids import show_id
from reader.text.tags import TagError, normalise_tag
from reader.ui.commands import sign
from reader.ui.prompts import asking
from reader.ui.prompts.drafting import ask_note
from reader.ui.prompts.queries import Misread
from reader.ui.reading.copying import citation

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


class MarkingCommands:
    """Highlight, tag, note, colour, bounds and deletion of the target."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk, self.marking = screen, screen.desk, screen.desk.marking

    def highlight(self) -> str:
        """Highlight the target."""
        return self.marking.highlight(self.desk.opened)

    def digit(self, key: str) -> str:
        """Put the tag of a digit on or off; a free digit asks which tag it shall be."""
        tag = self.desk.library.codebook.keyed(key)
        if tag is None:
            self._ask_digit(key)
            return ""
        said = self.marking.toggle(self.desk.opened, tag.name)
        return f"{said} · {tag.definition}" if self.desk.coding.on and tag.definition else said

    def _ask_digit(self, key: str) -> None:
        session = self.desk.opened

        def given(chosen: asking.Tagged) -> None:
            if not chosen.add:
                return
            name = chosen.add[-1]

            def keyed(book: Codebook) -> Codebook:
                tag = replace(book.get(name) or Tag(name), key=key)
                kept = tuple(tag if t.name == name else t for t in book.tags)
                return Codebook(kept if book.get(name) else (*kept, tag))

            with self.desk.library.step(f"key {key} for #{name}"):
                self.desk.library.change_codebook(keyed)
                session.codebook = self.desk.library.codebook
                self.screen.say(f"{key} is {name} · " + self.marking.tag(session, (name,)))

        self.screen.prompts.ask(
            asking.TagPrompt(self.screen.prompts.tag_choices(), (), f"Which tag shall {key} be?", one=True),
            given,
        )

    def tag(self, names: str = "") -> str:
        """Tag the target by name; ask for one where none is given."""
        if names:
            return self.marking.tag(self.desk.opened, read_tags(names))
        self._ask_tag()
        return ""

    def untag(self, names: str = "") -> str:
        """Take tags off the target."""
        target = self.marking.target(self.desk.opened)
        here = target.highlight.tags if target.highlight else ()
        wanted = read_tags(names) if names else here
        if missing := [name for name in wanted if name not in here]:
            raise ReaderError(f"#{missing[0]} is not on the {target.what}")
        if not wanted:
            raise ReaderError(f"there is no tag on the {target.what}")
        return self.marking.tag(self.desk.opened, (), wanted, target)

    def _ask_tag(self) -> None:
        session, target = self.desk.opened, self.marking.target(self.desk.opened)
        present = target.highlight.tags if target.highlight else ()

        def given(chosen: asking.Tagged) -> None:
            self.screen.say(self.marking.tag(session, chosen.add, chosen.remove, target))

        self.screen.prompts.ask(
            asking.TagPrompt(self.screen.prompts.tag_choices(), present, f"Tag the {target.what}"), given
        )

    def repeat(self) -> str:
        """Put the tags of the last mark here."""
        return self.marking.repeat(self.desk.opened)

    def note(self) -> None:
        """Write a note on the passage."""
        session = self.desk.opened
        target = self.marking.passage(session)
        old = target.highlight.note if target.highlight else ""

        def given(text: str) -> None:
            self.screen.say(self.marking.note(session, target, text))

        place = f"{show_id(session.article.id)}:{target.start}-{target.end}"
        key = show_id(target.highlight.id) if target.highlight else place
        ask_note(self.screen.prompts, f"Note on the {target.what}", given, key=key, old=old)

    def colour(self, wanted: str = "") -> str:
        """Give the passage a colour; ask for one where none is given."""
        if not wanted:
            self._ask_colour()
            return ""
        if wanted not in COLOURS:
            raise Misread(f"a colour is one of {', '.join(COLOURS)}", 0)
        return self.marking.colour(self.desk.opened, wanted)

    def _ask_colour(self) -> None:
        session = self.desk.opened
        choices = [asking.Choice(letter, name, name) for name, letter in COLOURS.items()]

        def given(letter: str) -> None:
            name = next(name for name, key in COLOURS.items() if key == letter)
            self.screen.say(self.marking.colour(session, name))

        self.screen.prompts.ask(asking.ChoicePrompt("Colour", choices), given)

    def edit_bounds(self) -> str:
        """Edit the bounds of a highlight, or keep them."""
        if self.desk.opened.editing:
            return keep_bounds(self.screen)
        return self.marking.edit_bounds(self.desk.opened)

    def delete(self) -> str:
        """Delete the highlight."""
        return self.marking.delete(self.desk.opened)

    def next_mark(self) -> str:
        """Pick the next highlight."""
        return (
            "" if self.desk.opened.pick_neighbour(1) else self._no_neighbour("after", "before", "prev-mark")
        )

    def prev_mark(self) -> str:
        """Pick the highlight before."""
        return (
            "" if self.desk.opened.pick_neighbour(-1) else self._no_neighbour("before", "after", "next-mark")
        )

    def _no_neighbour(self, side: str, other: str, turns: str) -> str:
        """Say that there is no highlight on one side of the caret, and what is on the other."""
        passages = self.desk.opened.passages
        if not len(passages):
            return "nothing is highlighted in this text yet"
        if not any(highlight.attached for highlight in passages):
            where = "no highlight of this text has a place in it"
            if not self.desk.opened.article.has_text:
                where = "the text is not here"
            return f"{where} · {self.screen.keymap.sign('next-pane')} goes through its highlights"
        keys = self.screen.keymap.keys[turns]
        more = f" · {sign(keys[0])} goes to one {other}" if keys and self._is_one(turns) else ""
        return f"no highlight {side} this{more}"

    def _is_one(self, turns: str) -> bool:
        """Tell whether there is a highlight the other way."""
        session = self.desk.opened
        find = session.passages.before if turns == "prev-mark" else session.passages.after
        return find(session.caret, session.picked) is not None

    def pick(self) -> str:
        """Pick the next of the highlights here."""
        return "" if self.desk.opened.pick_here() else "no highlight here"

    def example(self) -> str:
        """Keep the highlight as an example of its tags in the codebook; one that is, no longer."""
        highlight = self.marking.passage(self.desk.opened).highlight
        if highlight is None or not highlight.tags:
            raise ReaderError("there is no highlight with a tag here")
        known = [self.desk.library.codebook.get(name) or Tag(name) for name in highlight.tags]
        drop = all(highlight.id in tag.examples for tag in known)

        def kept(book: Codebook) -> Codebook:
            for name in highlight.tags:
                tag = book.get(name) or Tag(name)
                others = tuple(number for number in tag.examples if number != highlight.id)
                book = book.put(replace(tag, examples=others if drop else (*others, highlight.id)))
            return book

        names = " ".join(f"#{name}" for name in highlight.tags)
        said = f"{'no example' if drop else 'an example'} of {names}"
        with self.desk.library.step(said):
            self.desk.library.change_codebook(kept)
        return said

    def copy(self) -> str:
        """Copy the passage with its citation."""
        target = self.marking.passage(self.desk.opened)
        return self.screen.copy(citation(self.desk.opened, target, self.desk.config.citation))


def read_tags(names: str) -> tuple[str, ...]:
    """Return the tags named in a line, parted by commas. Raises Misread for a name that is none."""
    found: list[str] = []
    at = 0
    for part in names.split(","):
        try:
            found.append(normalise_tag(part))
        except TagError as error:
            raise Misread(str(error), at + len(part) - len(part.lstrip())) from None
        at += len(part) + 1
    return tuple(dict.fromkeys(found))


def keep_bounds(screen: MainScreen) -> str:
    """Keep the bounds that are edited; of a passage that waited say too how many still do."""
    session = screen.desk.opened
    waited = session.editing is not None and session.editing.waits
    said = screen.desk.marking.keep_bounds(session)
    if not waited:
        return said
    from reader.ui.lists.triage import WAITING

    waiting = sum(1 for _ in screen.desk.library.highlights(WAITING))
    return " · ".join(filter(None, (said, screen.waiting_words(waiting))))
