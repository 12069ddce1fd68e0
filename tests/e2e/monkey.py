"""A monkey at the keyboard: keys, clicks, pastes and sizes at random, while another process writes.

Nobody thinks of what it does, so nothing is expected of a single key: the program must answer when it is left
alone, write what a terminal may be sent, stay as large as it is, and leave a library that is whole.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reader import sources
from reader.library import Library
from reader.model import Body, Imported, Metadata
from reader.text.ids import read_id, show_id
from tests.hostile.payloads import TITLES
from tests.support.escapes import violations
from tests.support.keys import NAMES
from tests.support.terminal import Terminal

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = (*(ROOT / "sample_articles").iterdir(), *(ROOT / "tests" / "texts").iterdir())
WIDEST, HIGHEST = 200, 60
#: What the status line begins with where nothing lies over the panes.
HOME = ("LIST", "READ", "SIDEBAR", "HIGHLIGHTS", "CODE", "SELECT", "BOUNDS", "LINK", "ALOUD", "SCROLL")
#: What a terminal may be sent besides colours: a copied quote, a bell, a link.
ALLOWED = ("clipboard", "link", "bell", "title")
ALTERNATE = b"\x1b[?1049h"  # begins the screen of a full-screen program
LAST_WRITTEN = b"\x1b[?1006l"  # by the program, which gives the mouse back last
_MOST_LAYERS = 12  # things that lie over each other, each left by esc
_LETTERS = [chr(code) for code in range(33, 127)]
_CONTROLS = [f"ctrl+{letter}" for letter in "abdefgknoprstuwxy"]  # the others leave, or are keys with a name
_WORDS = [
    "claim",
    "the",
    "#new",
    "status:reading",
    "words:<100",
    "(",
    "日本語 ทดสอบ",
    "e\u0301👩‍👩‍👧",
    "/tmp",
    "\\d+[",
]


@dataclass
class Told:
    """What was seen of a monkey's days: actions, starts of the program, what the other process was told."""

    actions: int = 0
    starts: int = 0
    acknowledged: set[str] = field(default_factory=set)
    memory: list[list[int]] = field(default_factory=list)  # kB resident, for each start, when left alone


class Other:
    """Another process that writes into the library: `reader apply`, one operation after the other."""

    def __init__(self, root: Path, env: dict[str, str], chance: random.Random, told: Told) -> None:
        self._chance, self._told = chance, told
        with Library(root) as library:
            self._articles = [
                (show_id(article.id), article.characters) for article in library.page(limit=100)
            ]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "reader", "--library", str(root), "apply"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=env,
        )  # fmt: skip

    def write(self) -> None:
        """Do something to an article that may be gone by now; an answer is read, whatever it says."""
        article, characters = self._chance.choice(self._articles)
        start = self._chance.randrange(max(1, characters - 40))
        self._do(
            op="highlight", article=article, start=start, end=start + self._chance.randrange(1, 40),
            tags=[self._chance.choice(["claim", "source", "other/process"])],
        )  # fmt: skip

    def _do(self, **operation: object) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(operation) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline())
        if answer["ok"]:
            self._told.acknowledged.add(answer["id"])

    def close(self) -> None:
        """End it."""
        self._process.communicate()


class Monkey:
    """Acts on the program in a terminal, by a seed."""

    def __init__(self, terminal: Terminal, chance: random.Random, told: Told) -> None:
        self.terminal, self._chance, self._told = terminal, chance, told
        self.done: list[str] = []  # the last of it is what one looks at when something went wrong
        self._acts: list[tuple[Callable[[], None], int]] = [
            (self._letter, 50), (self._named, 30), (self._control, 4), (self._words, 6), (self._paste, 2),
            (self._click, 4), (self._wheel, 2), (self._drag, 1), (self._size, 2), (self._suspend, 1),
        ]  # fmt: skip

    def act(self) -> None:
        """Do one thing."""
        acts, weights = zip(*self._acts, strict=True)
        self._told.actions += 1
        self._chance.choices(acts, weights)[0]()

    def _note(self, what: str) -> None:
        self.done = [*self.done[-80:], what]

    def _letter(self) -> None:
        self._press(self._chance.choice(_LETTERS))

    def _named(self) -> None:
        self._press(self._chance.choice(NAMES))

    def _control(self) -> None:
        self._press(self._chance.choice(_CONTROLS))

    def _press(self, key: str) -> None:
        self._note(key)
        self.terminal.send(key)

    def _words(self) -> None:
        words = self._chance.choice(_WORDS)
        self._note(repr(words))
        self.terminal.type(words)

    def _paste(self) -> None:
        text = self._chance.choice(list(TITLES.values()))
        self._note(f"paste {text!r}")
        self.terminal.paste(text)

    def _cell(self) -> tuple[int, int]:
        return self._chance.randrange(self.terminal.cols), self._chance.randrange(self.terminal.rows)

    def _click(self) -> None:
        cell, button = self._cell(), self._chance.choice([0, 0, 0, 2])
        self._note(f"click {cell} {button}")
        self.terminal.click(*cell, button=button)

    def _wheel(self) -> None:
        cell, notches = self._cell(), self._chance.choice([-3, -1, 1, 3])
        self._note(f"wheel {cell} {notches}")
        self.terminal.wheel(*cell, notches)

    def _drag(self) -> None:
        start, end = self._cell(), self._cell()
        self._note(f"drag {start} {end}")
        self.terminal.drag(start, end)

    def _size(self) -> None:
        size = self._chance.choice(
            [(80, 24), (120, 40), (WIDEST, HIGHEST), (20, 5), (1, 1), (60, 12), (33, 50)]
        )
        self._note(f"size {size}")
        self.terminal.resize(*size)

    def _suspend(self) -> None:
        """Press ctrl+z; a prompt or another program in front may take it for itself."""
        self._note("ctrl+z")
        self.terminal.send("ctrl+z")
        self.terminal.rest()
        self.wake()
        self.terminal.send("esc")

    def wake(self) -> None:
        """Let it go on if it was stopped.

        What is typed before it has the terminal again the terminal itself shows, as if the program did.
        """
        if self.terminal.stopped:
            taken = self.terminal.raw.count(ALTERNATE)
            self.terminal.signal(signal.SIGCONT)
            self.terminal.wait_for(lambda _: self.terminal.raw.count(ALTERNATE) > taken)

    def home(self) -> bool:
        """Leave whatever is open, as a person would, by esc; tell whether the program still runs."""
        self._note("home")
        self.terminal.resize(100, 30)
        for _ in range(_MOST_LAYERS):
            self.wake()
            if not self.terminal.rest():
                return False
            if self.at_home(self.terminal.screen()):
                return True
            self.terminal.send("esc")
        raise AssertionError(f"esc leads nowhere\n{self.terminal.text()}")

    @staticmethod
    def at_home(rows: list[str]) -> bool:
        words = rows[-1].split()
        return any(word in HOME for word in words[:2])  # the first may say that keys are recorded


class Zoo:
    """A library in a folder, on which monkeys are let loose; another process writes into it meanwhile.

    What the program may start, browsers, voices and editors, is not to be found.
    """

    def __init__(self, folder: Path, seed: int) -> None:
        self.told = Told()
        self._folder, self._root, self._chance = folder, folder / "library", random.Random(seed)
        self._env = {
            "HOME": str(folder),
            "PATH": str(folder / "bin"),
            "VISUAL": "false",
            "XDG_CACHE_HOME": str(folder / "cache"),
        }
        for name in ("bin", "work"):
            (folder / name).mkdir(exist_ok=True)
        with Library(self._root) as library:
            for sample in sorted(SAMPLES):
                library.add_all(sources.load(str(sample)))
            for name, title in list(TITLES.items())[::9]:
                library.add(
                    Imported(f"/{name}", Metadata(title), Body.plain(f"A text about {name}. And more."))
                )

    def open(self, enough: Callable[[Told], bool]) -> None:
        """Let monkeys act until there is enough; the program is started again when a key ended it.

        Raises:
            AssertionError: at any fault, with what was done before it.
        """
        other = Other(self._root, os.environ | self._env, self._chance, self.told)
        try:
            while not enough(self.told):
                self.told.starts += 1
                self.told.memory.append([])
                self._start(other, enough)
        finally:
            other.close()
        self._look_after()

    def _start(self, other: Other, enough: Callable[[Told], bool]) -> None:
        """Run the program until a key ends it, or there is enough; judge what it wrote."""
        command = [sys.executable, "-m", "reader", "--library", str(self._root)]
        work = self._folder / "work"
        with Terminal(command, cols=100, rows=30, env=self._env, cwd=work) as terminal:
            before = terminal.modes
            monkey = Monkey(terminal, self._chance, self.told)
            try:
                self._act(terminal, monkey, other, enough)
                assert terminal.wait_exit() == 0, terminal.text()
                assert terminal.modes == before
            except AssertionError as error:
                raise AssertionError(f"{error}\n{self._reports()}after {' '.join(monkey.done)}") from None
            written = bytes(terminal.raw)
            # behind its end the terminal itself shows what is typed
            written = written[: written.rindex(LAST_WRITTEN) + len(LAST_WRITTEN)]
            found = violations(written, WIDEST, HIGHEST, allow=ALLOWED, ended=True)
            assert not found, f"{found[:3]}\nafter {' '.join(monkey.done)}"
        assert not self._reports(), f"{self._reports()}after {' '.join(monkey.done)}"

    def _reports(self) -> str:
        return "".join(path.read_text("utf-8") for path in self._folder.glob("cache/**/reports/*"))

    def _act(self, terminal: Terminal, monkey: Monkey, other: Other, enough: Callable[[Told], bool]) -> None:
        while not enough(self.told):
            if not monkey.home():
                return
            self.told.memory[-1].append(_resident(terminal.pid))
            other.write()
            for _ in range(self._chance.randrange(1, 40)):
                monkey.act()
                if terminal.ended:
                    return
        monkey.home()
        terminal.send("ctrl+q")

    def _look_after(self) -> None:
        """Require that the library's files are whole, and hold what another process was told was saved."""
        done = subprocess.run(
            [sys.executable, "-m", "reader", "--library", str(self._root), "doctor"],
            check=False, capture_output=True, text=True, cwd=ROOT, env=os.environ | self._env,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        kept = b"".join(path.read_bytes() for path in self._root.glob("articles/*/*.json"))
        lost = [each for each in self.told.acknowledged if f'"{read_id(each)}":'.encode() not in kept]
        assert not lost, f"{len(lost)} of {len(self.told.acknowledged)} highlights are gone"


def _resident(process: int) -> int:
    """Return how much memory a process has, in kB; 0 where the system does not say."""
    status = Path(f"/proc/{process}/status")
    if not status.exists():
        return 0
    found = [int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmRSS")]
    return found[0] if found else 0  # it may have ended just now
