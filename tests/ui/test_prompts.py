from __future__ import annotations

import signal
import stat
import subprocess
import sys
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest
from rich.style import Style
from textual import events
from textual.geometry import Region
from textual.strip import Strip

from reader.model import COLOURS, STARTING_TAGS, Codebook, ReaderError
from reader.text.cells import cells
from reader.ui.prompts.tag_choice import TagChoices
from reader.ui.widgets import note_prompt
from reader.ui.widgets.choice_prompt import Choice, ChoiceList, ChoicePrompt, columns_of, lay_out
from reader.ui.widgets.command_prompt import CommandPrompt, Completion
from reader.ui.widgets.editor import edit_text, editor_command
from reader.ui.widgets.form_prompt import FormField, FormPrompt
from reader.ui.widgets.letter_prompt import LetterPrompt
from reader.ui.widgets.line_prompt import LinePrompt
from reader.ui.widgets.note_prompt import NotePrompt
from reader.ui.widgets.prompt import Prompt
from reader.ui.widgets.tag_prompt import Tagged, TagPrompt
from tests.ui.hosts import HOSTILE, SIZES, Host, rows, screen

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.screen import Screen

KINDS = (Prompt.Done, Prompt.Cancelled, LinePrompt.Changed)
COLOUR_CHOICES = [Choice(letter, name, name) for name, letter in COLOURS.items()]
FIELDS = [
    FormField("title", "Title", "The neighbours"),
    FormField("site", "Site", ""),
    FormField("note", "Note", "one\ntwo", multiline=True),
]
MAKERS: dict[str, Callable[[str], Prompt]] = {
    "line": lambda text: LinePrompt(text, text, text),
    "letter": LetterPrompt,
    "note": lambda text: NotePrompt(text, text),
    "choice": lambda text: ChoicePrompt(text, [Choice("a", text), *COLOUR_CHOICES]),
    "form": lambda text: FormPrompt(text, [FormField(str(n), text, text, n == 9) for n in range(10)]),
    "tag": lambda text: TagPrompt(TagChoices(Codebook(STARTING_TAGS), [text], {"x": 3}), (text,), text),
}


def host(prompt: Prompt) -> Host:
    return Host(prompt, kinds=KINDS)


def answers(app: Host) -> list[object]:
    return [
        m.result if isinstance(m, Prompt.Done) else "cancelled"
        for m in app.posted
        if not isinstance(m, LinePrompt.Changed)
    ]


def tags(*recent: str, present: tuple[str, ...] = (), new: bool = True, one: bool = False) -> TagPrompt:
    choices = TagChoices(Codebook(STARTING_TAGS), recent, {"claim": 12, "claim/unsourced": 2})
    return TagPrompt(choices, present, "Tag the sentence", new=new, one=one)


def on_list(prompt: TagPrompt) -> list[str]:
    return [("new: " if row.new else "") + row.name for row in prompt.rows]


# -- all of them


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", MAKERS)
async def test_a_prompt_takes_few_rows(name: str, size: tuple[int, int]) -> None:
    prompt = MAKERS[name]("Title")
    async with host(prompt).at(size) as pilot:
        prompt.error("This is wrong.")
        await pilot.pause()
        assert prompt.size.height <= (6 if size[0] < 100 else 10)
        assert "This is wrong." in screen(pilot.app)
        assert prompt.message == "This is wrong."
        prompt.error("")
        await pilot.pause()
        assert "This is" not in screen(pilot.app)


@pytest.mark.parametrize("name", MAKERS)
async def test_it_fits_though_its_size_is_not_told(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Prompt, "on_resize", lambda *_: None)
    prompt = MAKERS[name]("Text")
    fitted: list[int] = []
    monkeypatch.setattr(prompt, "share_rows", fitted.append)
    async with host(prompt).at((120, 40)) as pilot:
        for _ in range(250):  # it takes a frame or two
            if fitted:
                break
            await pilot.pause(0.02)
        assert fitted == [10]
        assert not prompt.has_class("-low")


async def test_without_room_it_waits_and_does_not_ask_again_and_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[int] = []
    fit = Prompt._fit_anyhow

    def counted(self: Prompt, screen: Screen[object] | None = None) -> None:
        asked.append(self.size.width)
        fit(self, screen)

    monkeypatch.setattr(Prompt, "_fit_anyhow", counted)
    async with host(MAKERS["tag"]("Text")).at((1, 1)) as pilot:
        await pilot.pause()
        before = len(asked)
        for _ in range(20):
            await pilot.pause()
        assert 0 in asked
        assert len(asked) <= before + 2


@pytest.mark.parametrize("name", MAKERS)
async def test_hostile_texts_are_shown_as_they_are(name: str) -> None:
    from reader.text.clean import clean_line

    app = Host()
    async with app.at((80, 24)) as pilot:
        for text in HOSTILE:
            prompt = MAKERS[name](clean_line(text))
            await app.screen.mount(prompt)
            prompt.error(text)
            await pilot.pause()
            painted = screen(app).splitlines()
            assert len(painted) == 24
            assert all(row.isprintable() and cells(row) == 80 for row in painted)
            await prompt.remove()


@pytest.mark.parametrize("name", ["line", "note"])
async def test_a_field_that_is_taken_off_may_be_painted_once_more(name: str) -> None:
    prompt = MAKERS[name]("")
    async with host(prompt).at() as pilot:
        field = prompt.field
        ground = field.background_colors[1].rich_color
        await prompt.remove()
        field.notify_style_update()  # as when the focus leaves it and it is not painted before it goes
        (row,) = field.render_lines(Region(0, 0, 9, 1))
        assert row == Strip.blank(9, Style(bgcolor=ground))  # not the terminal's own
        await pilot.pause()


@pytest.mark.parametrize("name", MAKERS)
async def test_it_has_the_keys_as_soon_as_it_is_shown(name: str) -> None:
    app = Host(kinds=KINDS)
    async with app.at((80, 24)) as pilot:
        prompt = MAKERS[name]("Title")
        app.screen.mount(prompt)
        prompt.focus()
        assert app.focused is prompt
        await pilot.pause()
        assert app.focused is prompt.field


@pytest.mark.parametrize("name", ["line", "letter", "choice", "form", "tag"])
async def test_escape_cancels_once(name: str) -> None:
    app = host(MAKERS[name]("x"))
    async with app.at() as pilot:
        await pilot.press("escape", "escape")
        assert answers(app) == ["cancelled"]


async def test_keys_typed_before_the_field_is_there_are_not_lost() -> None:
    app = Host(kinds=KINDS)
    async with app.at() as pilot:
        prompt = LinePrompt("Find")
        app.screen.mount(prompt)
        prompt.focus()
        for letter in "ab":
            prompt.post_message(events.Key(letter, letter))
        await pilot.pause()
        assert prompt.text == "ab"


# -- a line


async def test_a_line_is_taken_with_enter() -> None:
    app = host(LinePrompt("Add", "a b", "a file or a folder"))
    async with app.at() as pilot:
        assert "a file or a folder" in screen(app)
        await pilot.press("c", "tab", "enter", "enter")
        assert answers(app) == ["a bc"]
        assert not [m for m in app.posted if isinstance(m, LinePrompt.Changed)]


async def test_a_live_line_tells_what_is_typed() -> None:
    app = host(LinePrompt("Find", "old", live=True))
    async with app.at() as pilot:
        await pilot.press("n")
        await pilot.press("ctrl+u")
        assert [m.text for m in app.posted if isinstance(m, LinePrompt.Changed)] == ["oldn", ""]


@pytest.mark.parametrize("width", [80, 40])
async def test_what_is_wrong_stands_under_the_line_in_the_place_of_a_hint_there(width: int) -> None:
    prompt = LinePrompt("Show", "", "words  #tag")
    app = host(prompt)
    async with app.at((width, 24)) as pilot:
        await pilot.pause()
        line = next(row for row in screen(app).splitlines() if "Show" in row)
        assert ("words  #tag" in line) == (width == 80)
        assert "words  #tag" in screen(app)
        prompt.error("[/] is no query")
        await pilot.pause()
        assert "[/] is no query" in screen(app)
        assert ("words  #tag" in screen(app)) == (width == 80)
        prompt.error("")
        await pilot.pause()
        assert "words  #tag" in screen(app)


async def test_pasted_text_is_cleaned_to_one_line() -> None:
    prompt = LinePrompt("Find", "ab")
    async with host(prompt).at() as pilot:
        assert pilot.app.focused
        pilot.app.focused.post_message(events.Paste("x\x1b[2Jy\nz\u202e"))
        await pilot.pause()
        assert prompt.text == "abxy z"


async def test_a_prompt_made_again_holds_what_was_typed() -> None:
    app = host(prompt := LinePrompt("Show", "ti", "hint", live=True))
    async with app.at() as pilot:
        await pilot.press("t", "enter")
        again = prompt.again()
        assert (again.text, again.title, again.keeps_text) == ("tit", "Show", True)


# -- a letter


async def test_a_letter_prompt_takes_one_letter_digit_or_sign() -> None:
    for key, answer in (("q", "q"), ("Q", "Q"), ("apostrophe", "'"), ("7", "7")):
        app = host(LetterPrompt("Set mark"))
        async with app.at() as pilot:
            await pilot.press("up", "space", "ctrl+d", key, "x")
            assert answers(app) == [answer]


# -- a choice


async def test_a_key_picks_and_any_other_stays() -> None:
    app = host(ChoicePrompt("Colour", COLOUR_CHOICES))
    async with app.at() as pilot:
        await pilot.press("q", "G", "1", "space")
        assert answers(app) == []
        await pilot.press("g")
        assert answers(app) == ["g"]


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        (["enter"], "y"),
        (["right", "right", "enter"], "b"),
        (["left", "enter"], "w"),
        (["tab", "shift+tab", "enter"], "y"),
        (["down", "enter"], "g"),
    ],
)
async def test_arrows_and_enter_pick_too(keys: list[str], answer: str) -> None:
    app = host(ChoicePrompt("Colour", COLOUR_CHOICES))
    async with app.at((120, 40)) as pilot:
        await pilot.press(*keys)
        assert answers(app) == [answer]


async def test_of_many_choices_the_chosen_one_is_in_sight() -> None:
    many = [Choice(letter, f"{letter} " * 18) for letter in "abcdefghijklmnopq"]
    prompt = ChoicePrompt("Which", many)
    app = host(prompt)
    async with app.at((80, 24)) as pilot:
        for step in range(len(many)):
            assert prompt.chosen == many[step]
            assert many[step].label.strip() in screen(app)
            await pilot.press("right")
        assert prompt.size.height <= 6


async def test_the_chosen_one_has_a_bar_and_what_is_out_of_sight_an_arrow() -> None:
    prompt = ChoicePrompt("Which", [Choice(letter, f"{letter} " * 18) for letter in "abcdefghijklmnopq"])
    app = host(prompt)
    async with app.at((80, 24)) as pilot:
        await pilot.pause()
        assert "▌a a a" in screen(app)
        assert "↓" in screen(app) and "↑" not in screen(app)
        await pilot.press("left")
        assert "▌q q q" in screen(app) and screen(app).count("▌") == 1
        assert "↑" in screen(app) and "↓" not in screen(app)


async def test_a_live_choice_tells_what_would_be_chosen() -> None:
    app = Host(ChoicePrompt("Which", COLOUR_CHOICES, live=True), kinds=(ChoicePrompt.Moved,))
    async with app.at((80, 24)) as pilot:
        await pilot.press("right", "right", "left")
        moves = [m.key for m in app.posted if isinstance(m, ChoicePrompt.Moved)]
        assert moves[-1] == COLOUR_CHOICES[1].key


async def test_up_and_down_go_between_rows() -> None:
    app = host(ChoicePrompt("Here", [Choice(letter, letter * 30) for letter in "abcdefg"]))
    async with app.at((80, 24)) as pilot:
        await pilot.press("right", "down", "down", "up", "enter")
        assert answers(app) == ["d"]


async def test_a_sign_is_a_key_too_and_a_click_picks() -> None:
    app = host(ChoicePrompt("Here", [Choice("*", "find this word"), Choice("x", "delete")]))
    async with app.at() as pilot:
        await pilot.press("asterisk")
        assert answers(app) == ["*"]
    app = host(prompt := ChoicePrompt("Here", [Choice("*", "find this word"), Choice("x", "delete")]))
    async with app.at() as pilot:
        await pilot.click(prompt, offset=(21, 1))
        assert answers(app) == ["x"]


def test_choices_stand_in_as_many_columns_as_fit() -> None:
    sizes = [len(choice.label) + 3 for choice in COLOUR_CHOICES]
    assert lay_out(COLOUR_CHOICES, 200) == [list(range(8))]
    for width in range(9, 90):
        columns, every = columns_of(COLOUR_CHOICES, width), lay_out(COLOUR_CHOICES, width)
        assert sum(columns) + 2 * (len(columns) - 1) <= max(width, *sizes)
        assert columns == [max(sizes[at :: len(columns)]) for at in range(len(columns))]
        assert [number for row in every for number in row] == list(range(8))
        assert all(len(row) == len(columns) for row in every[:-1])
    assert columns_of(COLOUR_CHOICES, 5) == [max(sizes)]
    assert lay_out([], 80) == [[]]


async def test_choices_stand_under_one_another_and_the_chosen_one_is_bold() -> None:
    app = host(prompt := ChoicePrompt("Colour", COLOUR_CHOICES))
    async with app.at((40, 24)) as pilot:
        await pilot.pause()
        shown = prompt.query_one(ChoiceList)
        first, second = rows(shown)[:2]
        above, below = ([COLOUR_CHOICES[number] for number in row] for row in shown.rows[:2])
        starts = [first.index(f"{choice.key} {choice.label}") for choice in above]
        for choice, start in zip(below, starts, strict=False):
            assert second[start:].startswith(f"{choice.key} {choice.label}")
        await pilot.press("down")
        bold = [part.text for y in (0, 1) for part in shown.render_line(y) if part.style and part.style.bold]
        assert below[0].label in bold
        assert above[0].label not in bold


# -- a note


@pytest.mark.parametrize("key", ["escape", "ctrl+s"])
async def test_a_note_is_kept(key: str) -> None:
    app = host(NotePrompt("one", "Note on the sentence"))
    async with app.at() as pilot:
        assert "enter begins a line · esc keeps · ctrl+g editor" in screen(app)
        await pilot.press(".", "enter", "t", "w", "o", "tab", key)
        assert answers(app) == ["one.\ntwo"]


async def test_a_pasted_note_is_cleaned() -> None:
    app = host(prompt := NotePrompt("", "Note"))
    async with app.at() as pilot:
        assert app.focused
        app.focused.post_message(events.Paste("a\x1b]0;t\x07b\r\n\tc  \n"))
        await pilot.pause()
        assert prompt.text == "ab\n    c"
        assert "\x1b" not in screen(app)


async def test_a_long_note_folds_and_scrolls() -> None:
    app = host(NotePrompt("word " * 200 + "end", "Note"))
    async with app.at((80, 24)) as pilot:
        await pilot.pause()
        assert "end" in screen(app)


async def test_the_editor_is_given_the_note_and_what_it_saves_is_taken(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    given: list[str] = []

    def edit(text: str, command: list[str]) -> str:
        given.append(text)
        return "from\x1b[31m the editor\n"

    monkeypatch.setattr(note_prompt, "edit_text", edit)
    monkeypatch.setattr(note_prompt, "editor_command", lambda environment: ["editor"])
    monkeypatch.setattr(Host, "suspend", lambda app: _nothing())
    app = host(prompt := NotePrompt("one", "Note"))
    async with app.at() as pilot:
        await pilot.press("ctrl+g")
        assert given == ["one"]
        assert prompt.text == "from the editor"
        await pilot.press("!", "ctrl+s")
        assert answers(app) == ["from the editor!"]


async def test_an_editor_that_fails_is_said_and_the_note_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EDITOR", "no-such-editor-anywhere")
    monkeypatch.delenv("VISUAL", raising=False)
    app = host(prompt := NotePrompt("one", "Note"))
    async with app.at() as pilot:
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "There is no editor “no-such-editor-anywhere”" in screen(app)
        assert prompt.text == "one"
        assert answers(app) == []


async def test_a_terminal_that_cannot_be_left_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(note_prompt, "editor_command", lambda environment: ["editor"])
    app = host(NotePrompt("one", "Note"))
    async with app.at() as pilot:
        await pilot.press("ctrl+g")
        await pilot.pause()
        assert "An editor cannot be opened in this terminal." in screen(app)


class _nothing:  # stands for App.suspend
    def __enter__(self) -> None: ...
    def __exit__(self, *_: object) -> None: ...


def test_a_signal_as_the_editor_starts_ends_both(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    heard: list[int] = []
    real = subprocess.Popen

    def start(arguments: list[str]) -> subprocess.Popen[bytes]:
        process = real(arguments)
        signal.raise_signal(signal.SIGTERM)
        return process

    monkeypatch.setattr(subprocess, "Popen", start)
    before = signal.signal(signal.SIGTERM, lambda number, frame: heard.append(number))
    try:
        with pytest.raises(ReaderError, match="ended with status -15"):
            edit_text("one", [sys.executable, "-c", "import time; time.sleep(60)"])
    finally:
        signal.signal(signal.SIGTERM, before)
    assert heard == [signal.SIGTERM]


def test_the_editor_runs_on_a_private_file_that_is_taken_away(tmp_path: Path) -> None:
    script = tmp_path / "edit.py"
    script.write_text(
        "import os, sys, json\n"
        f"path = sys.argv[-1]; out = {str(tmp_path / 'seen.json')!r}\n"
        "json.dump([path, os.stat(path).st_mode & 0o777, open(path).read()], open(out, 'w'))\n"
        "open(path, 'a').write(' and ü')\n"
    )
    assert edit_text("a; $(b)", [sys.executable, str(script)]) == "a; $(b) and ü"
    import json

    path, mode, text = json.loads((tmp_path / "seen.json").read_text())
    assert mode == stat.S_IRUSR | stat.S_IWUSR
    assert text == "a; $(b)"
    assert not Path(path).exists()


def test_an_editor_that_ends_badly_changes_nothing() -> None:
    with pytest.raises(ReaderError, match="status 3"):
        edit_text("x", [sys.executable, "-c", "import sys; sys.exit(3)"])


def test_the_editor_is_an_argument_list(tmp_path: Path) -> None:
    for name in ("code", "vim"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(0o700)
    (tmp_path / "vi").symlink_to(tmp_path / "vim")
    path = str(tmp_path)
    assert editor_command({"EDITOR": "code --wait; rm", "PATH": path}) == [f"{path}/code", "--wait;", "rm"]
    assert editor_command({"VISUAL": "code", "EDITOR": "vim", "PATH": path}) == [f"{path}/code"]
    for named in ("vim -y", "vi -y"):
        command = editor_command({"EDITOR": named, "PATH": path})
        assert command[-1] == "-y"
        assert command[1:3] == ["--cmd", "set nomodeline"]
        assert command[command.index("-c") + 1] == "set nomodeline"
    with pytest.raises(ReaderError, match="no editor “nano”"):
        editor_command({"EDITOR": "nano", "PATH": path})
    with pytest.raises(ReaderError, match="cannot be read"):
        editor_command({"EDITOR": "'", "PATH": path})


@pytest.mark.skipif(which("vim") is None, reason="Vim is not installed")
def test_vim_obeys_no_modeline_of_a_note_even_when_told_to_elsewhere(tmp_path: Path) -> None:
    settings = tmp_path / "vimrc"
    settings.write_text("set nocompatible modeline modelines=5\n")
    vim = [
        str(which("vim")),
        "-es",
        "-u",
        str(settings),
        "-c",
        "call append(0, 'tabs: ' . &tabstop)",
        "-c",
        "wq",
    ]
    note = "text\n\n# vim: set tabstop=3:\n"
    assert edit_text(note, vim).startswith("tabs: 3")
    safe = editor_command({"EDITOR": "vim", "PATH": str(Path(vim[0]).parent)})
    assert edit_text(note, [*safe, *vim[1:]]).startswith("tabs: 8")


# -- a form


async def test_a_form_gives_every_value() -> None:
    app = host(FormPrompt("Details", FIELDS))
    async with app.at() as pilot:
        await pilot.press("!", "tab", "x", "tab", "enter", "3", "ctrl+s")
        assert answers(app) == [(("title", "The neighbours!"), ("site", "x"), ("note", "one\ntwo\n3"))]


async def test_enter_goes_on_and_keeps_in_the_last_line() -> None:
    app = host(FormPrompt("Details", FIELDS[:2]))
    async with app.at() as pilot:
        await pilot.press("enter", "y", "shift+tab", "z", "down", "enter")
        assert answers(app) == [(("title", "The neighboursz"), ("site", "y"))]


async def test_the_field_with_the_focus_is_in_sight_on_a_small_screen() -> None:
    fields = [FormField(str(n), f"Field {n}", f"value {n}") for n in range(12)]
    app = host(prompt := FormPrompt("Details", fields))
    async with app.at((80, 24)) as pilot:
        assert "value 0" in screen(app)
        assert "value 9" not in screen(app)
        await pilot.press("up", "up", "up")
        await pilot.pause()
        assert "value 9" in screen(app)
        assert prompt.size.height <= 6


async def test_a_form_made_again_holds_what_was_typed() -> None:
    app = host(prompt := FormPrompt("Details", FIELDS))
    async with app.at() as pilot:
        await pilot.press("!", "ctrl+s")
        assert prompt.again().values == prompt.values
        assert prompt.values[0] == ("title", "The neighbours!")


# -- tags


async def test_enter_adds_the_first_recent_tag() -> None:
    app = host(prompt := tags("source", "claim"))
    async with app.at() as pilot:
        assert on_list(prompt)[:3] == ["source", "claim", "evidence"]
        await pilot.press("enter")
        assert answers(app) == [Tagged(("source",), ())]


async def test_two_letters_and_enter_find_a_tag() -> None:
    app = host(tags())
    async with app.at() as pilot:
        await pilot.press("c", "u", "enter")
        assert answers(app) == [Tagged(("claim/unsourced",), ())]


async def test_a_new_name_is_the_last_row_and_up_goes_to_it() -> None:
    app = host(prompt := tags())
    async with app.at() as pilot:
        await pilot.press(*"cl")
        assert on_list(prompt) == ["claim", "claim/unsourced", "new: cl"]
        await pilot.press("up", "enter")
        assert answers(app) == [Tagged(("cl",), ())]


async def test_when_nothing_matches_the_new_name_is_chosen() -> None:
    app = host(tags())
    async with app.at() as pilot:
        await pilot.press(*"ztop", "enter")
        assert answers(app) == [Tagged(("ztop",), ())]


async def test_right_completes_so_that_a_level_can_be_typed() -> None:
    app = host(prompt := tags())
    async with app.at() as pilot:
        await pilot.press(*"ev", "right")
        assert prompt.text == "evidence"
        await pilot.press("slash", "x", "left", "right", "enter")
        assert answers(app) == [Tagged(("evidence/x",), ())]


@pytest.mark.parametrize(
    ("width", "hint"),
    [
        (120, "tab toggles · → completes · enter adds · esc leaves"),
        (80, "tab toggles · enter adds · esc leaves"),
        (60, "esc leaves"),
        (40, ""),
    ],
)
async def test_the_tag_prompt_tells_its_keys_in_the_room_there_is(width: int, hint: str) -> None:
    async with host(tags()).at((width, 24)) as pilot:
        (line,) = (row for row in screen(pilot.app).splitlines() if "Tag the sentence" in row)
        assert line.split("Tag the sentence")[1].strip() == hint


async def test_tab_toggles_and_clears_the_text() -> None:
    app = host(prompt := tags(present=("source",)))
    async with app.at() as pilot:
        await pilot.press(*"cla", "tab")
        assert prompt.text == ""
        await pilot.press(*"sour", "tab", *"qu", "tab", *"qu", "tab", "enter")
        assert answers(app) == [Tagged(("claim",), ("source",))]


async def test_text_after_a_toggle_is_added_too() -> None:
    app = host(tags())
    async with app.at() as pilot:
        await pilot.press(*"cla", "tab", *"ev", "enter")
        assert answers(app) == [Tagged(("claim", "evidence"), ())]


async def test_enter_never_removes() -> None:
    app = host(tags("source", present=("source",)))
    async with app.at() as pilot:
        await pilot.press("enter")
        assert answers(app) == [Tagged(("source",), ())]
    app = host(tags(present=("source",)))
    async with app.at() as pilot:
        await pilot.press(*"sour", "tab", *"sour", "enter")
        assert answers(app) == [Tagged(("source",), ())]


async def test_with_nothing_to_choose_enter_cancels() -> None:
    app = host(TagPrompt(TagChoices(Codebook(), [], {}), (), "Tag"))
    async with app.at() as pilot:
        await pilot.press("tab", "up", "down", "right", "enter")
        assert answers(app) == ["cancelled"]


async def test_a_name_that_cannot_be_is_said() -> None:
    app = host(prompt := tags())
    async with app.at() as pilot:
        await pilot.press("a", "comma", "b", "enter")
        assert answers(app) == []
        assert "comma" in prompt.message
        await pilot.press("backspace", "backspace")
        assert prompt.message == ""


LONG = "the name that was typed cannot be taken for a file, a folder or an address of any kind, as it seems"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize(
    "prompt",
    [
        lambda: LinePrompt("Add"),
        lambda: TagPrompt(TagChoices(Codebook(), [f"tag {n}" for n in range(30)], {}), (), "Tag"),
        lambda: FormPrompt("Details", [FormField(str(n), f"Field {n}", "") for n in range(12)]),
        lambda: ChoicePrompt("Colour", [Choice(str(n), "colour " * 6) for n in range(9)]),
        lambda: CommandPrompt(lambda _: [Completion(str(n), str(n)) for n in range(12)]),
        lambda: NotePrompt("A text.", "A note"),
    ],
)
async def test_what_is_wrong_is_whole_in_two_rows_and_covers_no_more_of_the_text(
    prompt: Callable[[], Prompt], size: tuple[int, int]
) -> None:
    app = host(made := prompt())
    async with app.at(size) as pilot:
        await pilot.pause()
        most = made.most
        made.error(LONG)
        await pilot.pause()
        painted = " ".join(screen(app).split())
        assert f"! {LONG}" in painted
        assert made.outer_size.height <= most
        made.error("short")
        await pilot.pause()
        assert "! short" in screen(app)
        assert made.outer_size.height <= most


async def test_where_new_names_are_not_wanted_none_is_offered() -> None:
    app = host(prompt := tags(new=False))
    async with app.at() as pilot:
        await pilot.press(*"zz", "enter")
        assert answers(app) == []
        assert "There is no tag “zz”" in prompt.message


async def test_the_rows_show_colour_key_count_definition_and_state() -> None:
    app = host(tags(present=("claim",)))
    async with app.at((120, 40)) as pilot:
        await pilot.press(*"ev", "tab")
        painted = screen(app)
        claim = next(row for row in painted.splitlines() if "● claim " in row)
        assert "✓" in claim
        assert "1 ● claim " in claim
        assert " ▎12 " in claim
        assert "could be true or false." in claim
        assert "✓ 2 ● evidence" in painted
        await pilot.press(*"clai", "tab")
        assert "− 1 ● claim" in screen(app)


async def test_nothing_moves_as_one_types_and_the_chosen_row_is_in_sight() -> None:
    names = [f"tag {n}" for n in range(30)]
    app = host(prompt := TagPrompt(TagChoices(Codebook(), names, {}), (), "Tag"))
    async with app.at((80, 24)) as pilot:
        await pilot.pause()
        height = prompt.size.height
        await pilot.press(*["down"] * 17)
        assert "▌    ○ tag 17" in screen(app)
        await pilot.press(*"tag 29")
        assert prompt.size.height == height
        assert on_list(prompt)[0] == "tag 29"


async def test_a_click_toggles() -> None:
    app = host(prompt := tags())
    async with app.at((120, 40)) as pilot:
        await pilot.click(prompt, offset=(6, 3))
        await pilot.press("enter")
        assert answers(app) == [Tagged(("source",), ())]


async def test_a_tag_prompt_made_again_keeps_the_toggles() -> None:
    app = host(prompt := tags(present=("source",)))
    async with app.at() as pilot:
        await pilot.press(*"cla", "tab", "enter")
        again = host(prompt.again())
    async with again.at() as pilot:
        await pilot.press("enter")
        assert answers(again) == [Tagged(("claim",), ())]


async def test_where_one_tag_is_wanted_tab_completes_it() -> None:
    app = host(prompt := tags(one=True))
    async with app.at() as pilot:
        await pilot.press("e", "tab")
        assert prompt.text == "evidence"
        await pilot.press(*"/new", "home", "tab", "enter")
        assert answers(app) == [Tagged(add=("evidence/new",))]


async def test_choices_that_are_told_about_have_a_row_each_where_there_is_room() -> None:
    choices = [
        Choice("t", "theme", value="paper", about="colours"),
        Choice("j", "justified", value="no", about="lines end flush right"),
    ]
    app = host(ChoicePrompt("Options", [*choices, *(Choice(str(n), f"more {n}") for n in range(5))]))
    async with app.at((120, 24)) as pilot:
        await pilot.pause()
        lines = [row.rstrip() for row in rows(app.query_one(ChoiceList))]
        assert lines[:2] == ["▌t  theme      paper  colours", " j  justified  no     lines end flush right"]
        assert len(lines) == 7
        await pilot.click(ChoiceList, offset=(60, 1))
        assert answers(app) == ["j"]
    app = host(ChoicePrompt("Options", [*choices, *(Choice(str(n), f"more {n}") for n in range(5))]))
    async with app.at((80, 24)) as pilot:
        await pilot.pause()
        assert rows(app.query_one(ChoiceList))[0].startswith("▌t theme: paper   j justified: no")
