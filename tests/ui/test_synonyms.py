"""Commands found by the words that people bring along from other programs."""

from __future__ import annotations

import pytest

from reader.ui.commands import BY_ID, COMMANDS
from reader.ui.commands.synonyms import SYNONYMS, synonyms
from reader.ui.keys.palette import score


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("underline", "highlight"),
        ("category", "digit"),
        ("remove", "untag"),
        ("delete", "delete"),
        ("comment", "note"),
        ("search", "find"),
        ("bookmark", "set-mark"),
        ("night mode", "theme"),
        ("dark", "theme"),
        ("color", "colour"),
        ("settings", "options"),
        ("sort", "list-order"),
        ("cancel", "escape"),
        ("exit", "escape"),
        ("shortcuts", "help"),
        ("table of contents", "outline"),
        ("clipboard", "copy"),
        ("cite", "copy"),
        ("rss", "ask-feeds"),
        ("bulk", "change-all"),
        ("recover", "trash"),
        ("kindle", "list-add"),
        ("narrow", "smaller"),
        ("line length", "measure"),
        ("speak", "read-aloud"),
        ("ctrl+z", "undo"),
        ("markdown", "export"),
        ("print", "export"),
        ("contradict", "link"),
        ("co-occurrence", "codebook"),
    ],
)
def test_a_command_is_found_by_another_programs_word(text: str, first: str) -> None:
    ranked = sorted(COMMANDS, key=lambda command: -score(command, text))
    assert score(ranked[0], text) > 0
    assert ranked[0].id == first


def test_other_words_are_of_commands_that_there_are() -> None:
    assert SYNONYMS.keys() <= BY_ID.keys()
    assert "comment" in synonyms("list-note").split()
    assert "comment" in synonyms("marks-note").split()
    assert synonyms("line-up") == ""


def test_the_name_of_a_command_comes_before_another_word_for_it() -> None:
    assert score(BY_ID["find"], "find") > score(BY_ID["occurrences"], "find")
