import signal
import sys
from collections.abc import Iterator

import pytest

from tests.support.escapes import violations
from tests.support.screen import ScreenReader
from tests.support.terminal import Terminal

TINY = [sys.executable, "-m", "tests.support.tiny_app"]


@pytest.fixture
def tiny() -> Iterator[Terminal]:
    with Terminal(TINY, cols=60, rows=12) as terminal:
        terminal.wait_for("ready")
        yield terminal


def test_keys_reach_the_program_and_its_answer_is_read(tiny: Terminal) -> None:
    for key, name in {"x": "x", "enter": "enter", "ctrl+s": "ctrl+s", "shift+right": "shift+right"}.items():
        tiny.send(key)
        tiny.wait_for(f"key {name}")


def test_escape_right_before_another_key_stays_two_keys(tiny: Terminal) -> None:
    tiny.send("esc", "j")
    rows = tiny.wait_for("key j")
    assert any("key escape" in row for row in rows)
    assert not any("alt" in row for row in rows)


def test_many_keys_at_once_all_arrive_in_order(tiny: Terminal) -> None:
    tiny.send("tab")
    tiny.wait_for("left")
    tiny.type("enter the 漢字")
    tiny.wait_for("enter the 漢字")


def test_paste_click_and_wheel_arrive(tiny: Terminal) -> None:
    tiny.click(7, 3, button=2)
    tiny.wait_for("click 7,3 3")
    tiny.paste("two words")
    tiny.wait_for("paste two words")


def test_a_resize_is_told_and_the_screen_has_the_new_size(tiny: Terminal) -> None:
    tiny.resize(90, 20)
    rows = tiny.wait_for("size 90x17")
    assert len(rows) == 20


def test_cells_tell_text_and_colours(tiny: Terminal) -> None:
    x, y = tiny.find("ink")
    cell = tiny.cell(x, y)
    assert (cell.text, cell.foreground, cell.background, cell.bold) == ("i", "102030", "f0e0d0", True)
    assert not cell.italic


def test_text_after_wide_and_joined_characters_stands_at_its_cell(tiny: Terminal) -> None:
    # "ink " 4 cells, the ideographs 4, a space, the family 2, a space, the accented letter 1, a space
    assert tiny.find("end") == (14, 0)
    assert tiny.cell(9, 0).text == "👩‍👩‍👧"
    assert tiny.cell(10, 0).text == ""
    assert tiny.cell(12, 0).text == "e\u0301"


@pytest.mark.parametrize(("key", "status"), [("q", 0), ("Q", 7)])
def test_the_exit_status_and_the_last_words_are_read(tiny: Terminal, key: str, status: int) -> None:
    tiny.send(key)
    assert tiny.wait_exit() == status
    assert "good bye" in tiny.text()
    assert "ready" not in tiny.text()


def test_a_signal_shows_in_the_status(tiny: Terminal) -> None:
    tiny.signal(signal.SIGKILL)
    assert tiny.wait_exit() == -signal.SIGKILL


def test_waiting_in_vain_fails_with_the_screen(tiny: Terminal) -> None:
    with pytest.raises(AssertionError, match=r"(?s)no 'never' within 0.05 s.*ready"):
        tiny.wait_for("never", timeout=0.05)
    with pytest.raises(AssertionError, match="still runs"):
        tiny.wait_exit(timeout=0.05)
    with pytest.raises(AssertionError, match="no 'never' on it"):
        tiny.find("never")


def test_waiting_fails_at_once_when_the_program_has_ended() -> None:
    with (
        Terminal([sys.executable, "-c", "print('short')"]) as terminal,
        pytest.raises(AssertionError, match=r"(?s)ended before 'long'.*short"),
    ):
        terminal.wait_for("long")


def test_a_predicate_may_be_waited_for(tiny: Terminal) -> None:
    tiny.send("a", "b")
    rows = tiny.wait_for(lambda rows: rows[2:4] == ["key b", "key a"])
    assert rows[4].startswith("size") or rows[4] == "ready"


def test_the_program_has_a_controlling_terminal_and_no_variables_of_ours() -> None:
    code = (
        "import os; os.write(os.open('/dev/tty', os.O_RDWR), b'on the tty ')\n"
        "print(os.environ.get('READER_LIBRARY'))"
    )
    with Terminal([sys.executable, "-c", code], env={"READER_LIBRARY": "here"}) as terminal:
        terminal.wait_for("on the tty here")
        assert terminal.wait_exit() == 0


def test_a_missing_program_is_told() -> None:
    with pytest.raises(FileNotFoundError):
        Terminal(["/no/such/program"])


def test_closing_twice_and_while_running_is_fine() -> None:
    terminal = Terminal([sys.executable, "-c", "input()"])
    terminal.close()
    terminal.close()
    assert terminal.wait_exit() == -signal.SIGKILL


def test_a_textual_program_writes_nothing_unexpected(tiny: Terminal) -> None:
    tiny.send("a")
    tiny.wait_for("key a")
    tiny.resize(70, 14)
    tiny.wait_for("size 70x")
    tiny.click(2, 2)
    tiny.wait_for("click")
    tiny.send("q")
    assert tiny.wait_exit() == 0
    assert violations(bytes(tiny.raw), 70, 14, ended=True) == []


@pytest.mark.parametrize(
    "leak",
    [r"\x1b]0;PWN\x07", r"\x1b[31mred", r"\x1b[2J", r"\x1b[3;3Hhere", r"a\x07b", r"a\x7fb", r"\x1b[0m reset"],
)
def test_text_shown_without_cleaning_is_found(leak: str) -> None:
    with Terminal([*TINY, "--leak", leak], cols=60, rows=12) as terminal:
        terminal.wait_for("ready")
        terminal.send("q")
        terminal.wait_exit()
    assert violations(bytes(terminal.raw), 60, 12) != []


class TestScreenReader:
    def test_half_a_frame_is_not_shown(self) -> None:
        reader = ScreenReader(10, 1)
        reader.feed(b"old\x1b[?2026h\x1b[1;1Hn")
        assert reader.rows() == ["old"]
        reader.feed(b"ew\x1b[?2026l")
        assert reader.rows() == ["new"]

    def test_the_end_shows_an_unfinished_frame(self) -> None:
        reader = ScreenReader(10, 1)
        reader.feed(b"\x1b[?2026hnew", final=True)
        assert reader.rows() == ["new"]

    def test_any_portions_give_the_same_screen(self) -> None:
        start, style, rest = (
            "\x1b[?1049h\x1b[>1u\x1b[2;3H",
            "\x1b[1;38;2;1;2;3m",
            "\x1b[0m\x1b[?2026$p\x1b]22;text\x07!",
        )
        data = f"{start}{style}wörter 漢{rest}".encode()
        whole = ScreenReader(20, 3)
        whole.feed(data)
        byte_by_byte = ScreenReader(20, 3)
        for byte in data:
            byte_by_byte.feed(bytes([byte]))
        assert whole.rows() == byte_by_byte.rows() == ["", "  wörter 漢!", ""]
        assert whole.cell(2, 1) == byte_by_byte.cell(2, 1)

    def test_a_mark_alone_joins_what_stands_before_it(self) -> None:
        reader = ScreenReader(10, 1)
        reader.feed("漢".encode())
        reader.feed("\u0301x".encode())
        assert reader.rows() == ["漢\u0301x"]
        assert reader.find("x") == (2, 0)

    def test_a_wide_character_that_does_not_fit_goes_to_the_next_row(self) -> None:
        reader = ScreenReader(3, 2)
        reader.feed("ab漢".encode())
        assert reader.rows() == ["ab", "漢"]
