import subprocess
import sys
from collections.abc import Iterator

import pytest

from reader.text.cells import cells
from reader.text.terminal import measure

from .samples import FAMILY


@pytest.fixture(autouse=True)
def _asked_anew() -> Iterator[None]:
    measure.cache_clear()
    yield
    measure.cache_clear()


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({}, 4),
        ({"TERM_PROGRAM": "ghostty"}, 4),
        ({"TERM_PROGRAM": "WezTerm"}, 3),
        ({"TERM": "xterm-kitty"}, 2),
        ({"TERM": "xterm"}, 4),  # as containers call any terminal
        ({"VTE_VERSION": "7600", "TERM": "xterm-256color"}, 5),
        ({"KONSOLE_VERSION": "240801"}, 5),
        ({"TERM_PROGRAM": "tmux", "TMUX": "/tmp/socket,1,0", "TERM": "xterm-kitty"}, 5),
    ],
)
def test_a_word_has_the_cells_that_the_terminal_gives_it(
    monkeypatch: pytest.MonkeyPatch, told: dict[str, str], expected: int
) -> None:
    for variable, value in told.items():
        monkeypatch.setenv(variable, value)
    assert cells("हिन्दी") == expected


@pytest.mark.parametrize(
    ("text", "expected"),  # as tmux 3.3a reports the place of its cursor
    [
        ("क्षि", 3),
        ("தமிழ்", 4),
        ("മലയാളം", 6),
        ("ലും", 2),
        ("මේ", 2),
        ("မြန်မာ", 5),
        ("น้ำ", 2),
        ("\u1112\u1161\u11ab", 2),
        ("e\u0301", 1),
        ("مُحَمَّد", 4),
        (FAMILY, 2),
        ("🇫🇷", 2),
    ],
)
def test_tmux_adds_up_code_points(monkeypatch: pytest.MonkeyPatch, text: str, expected: int) -> None:
    monkeypatch.setenv("TMUX", "/tmp/socket,1,0")
    assert cells(text) == expected


LOADED = """
import sys
from reader.text.cells import cells
before = set(sys.modules)
assert cells("\\N{WOMAN}\\N{ZERO WIDTH JOINER}\\N{ROCKET}") == 2
print("wcwidth" in sys.modules, {"secrets", "hashlib", "_hashlib"} & (sys.modules.keys() - before))
import wcwidth
import wcwidth.textwrap
print(len(wcwidth.textwrap.secrets.token_hex(4)))
"""


def test_openssl_is_loaded_by_those_who_use_it_only() -> None:
    done = subprocess.run([sys.executable, "-c", LOADED], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "set()", "8"]
