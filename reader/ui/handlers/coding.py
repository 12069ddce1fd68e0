"""The commands of coding mode."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.ui.prompts import asking

if TYPE_CHECKING:
    from reader.ui.screens.main import MainScreen


class CodingCommands:
    """Begins coding mode; `esc` ends it."""

    def __init__(self, screen: MainScreen) -> None:
        self.screen, self.desk = screen, screen.desk

    def coding_mode(self) -> None:
        """Ask for the tags that enter shall put on, sentence after sentence."""
        session, coding = self.desk.opened, self.desk.coding

        def given(chosen: asking.Tagged) -> None:
            kept = [tag for tag in coding.tags if tag not in chosen.remove]
            coding.begin(session, [*kept, *(tag for tag in chosen.add if tag not in kept)])
            tags = " ".join(f"#{tag}" for tag in coding.tags)
            said = f"enter puts {tags} on and goes on · → skips · esc ends"
            self.screen.say(said if coding.on else "coding mode ended")

        choices = self.screen.prompts.tag_choices()
        self.screen.prompts.ask(asking.TagPrompt(choices, coding.tags, "Code with"), given)
