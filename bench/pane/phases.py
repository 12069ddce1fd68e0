"""What is measured: phases in which all programs that are open get keys in turn."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from bench.pane.stopwatch import Painted, Stopwatch
from bench.pane.texts import RARE

_MOST_IDLE = 3  # keys that change nothing, after which a program is left out of a phase
_SIZES = ((70, 30), (100, 40), (60, 40), (120, 36))  # of the window, in turn


@dataclass(frozen=True)
class Phase:
    """Keys that are timed, in turn; before them, and again after as many as `again`, those of `before`.

    `floor` is the number of rows of the bare widget that it is compared with.
    """

    name: str
    floor: int
    keys: Sequence[str]
    before: Sequence[str] = ()
    again: int = 0
    peer: int | None = None  # which of a peer's keys does the same


#: All phases with keys; where the keys go there and back, the screen is the same after each round.
PHASES = (
    Phase("caret", 1, ["l", "L"], ["g", "w"]),
    Phase("word", 1, ["w", "w", "b", "b"], ["g"]),
    Phase("sentence", 1, ["right", "left"], ["g"]),
    Phase("line down", 1, ["j", "k"], ["g", "j", "j"]),
    Phase("scroll a line", 40, ["j"], ["g", *["j"] * 39], again=20, peer=0),
    Phase("page", 40, ["pgdn"], ["g"], again=2, peer=1),
    Phase("end", 40, ["G", "g"], ["g"], peer=2),
    Phase("jump", 40, ["backspace"], ["g", "G"], again=1),
    Phase("find next", 40, ["n"], ["/", *RARE, "enter"]),
)


@dataclass
class Program:
    """A program that is open, and what its keys took, by phase."""

    name: str
    watch: Stopwatch
    floor: int | None = None
    keys: tuple[str, ...] = ()  # of a peer
    times: dict[str, list[Painted]] = field(default_factory=dict)
    memory: int = 0
    idle: int = 0  # keys of this phase that changed nothing


def run(phase: Phase, programs: list[Program], rounds: int) -> None:
    """Deal the keys of a phase to all programs that it concerns, in another order each round."""
    dealt = [
        program
        for program in programs
        if (phase.floor == program.floor if program.floor is not None else not program.keys)
        or (program.keys and phase.peer is not None)
    ]
    for program in dealt:
        program.idle = 0
        _prepare(program, phase)
    for number in range(rounds):
        random.shuffle(dealt)
        for program in dealt:
            if program.idle > _MOST_IDLE:
                continue
            if phase.again and number and number % phase.again == 0:
                _prepare(program, phase)
            _keep(program, phase.name, program.watch.timed(_key(program, phase, number)), number)


def _prepare(program: Program, phase: Phase) -> None:
    if program.keys:
        program.watch.press(program.keys[3])
    elif program.floor is None:
        program.watch.press(*phase.before)


def _key(program: Program, phase: Phase, number: int) -> str:
    if program.keys and phase.peer is not None:
        there_and_back = phase.name == "end" and number % 2
        return program.keys[3 if there_and_back else phase.peer]
    return "j" if program.floor is not None else phase.keys[number % len(phase.keys)]


def _keep(program: Program, name: str, painted: Painted | None, number: int) -> None:
    program.idle += painted is None
    if painted and number > 3:  # the first rounds fill the caches
        program.times.setdefault(name, []).append(painted)
    time.sleep(random.uniform(0, 0.004))


def resize(programs: list[Program], rounds: int) -> None:
    """Change the size of the windows in turn, and put the last size back."""
    dealt = [program for program in programs if program.floor != 1 and not program.keys]
    for number in range(4 * max(1, rounds // 4)):
        random.shuffle(dealt)
        for program in dealt:
            _keep(program, "resize", program.watch.timed_resize(*_SIZES[number % 4]), number)
    for program in dealt:
        program.watch.resize(100, 40)
        program.watch.settle(0.1)


def escape(programs: list[Program], rounds: int) -> None:
    """Press esc to drop a selection: what comes after it tells whether a key or a sequence was meant."""

    def act(program: Program) -> Painted | None:
        program.watch.press("v")
        return program.watch.timed("esc")

    _each(programs, "escape", act, rounds)


def second(programs: list[Program], rounds: int) -> None:
    """Press a key 6 ms after another one was pressed, and alone."""

    def after(program: Program) -> Painted | None:
        program.watch.settle(0.03)
        program.watch.send("w")
        at = time.perf_counter() + 0.006
        while time.perf_counter() < at:
            program.watch._pump(time.monotonic() + max(0.0, at - time.perf_counter()))
        return program.watch.timed("b")

    def alone(program: Program) -> Painted | None:
        program.watch.settle(0.03)
        program.watch.press("w")
        return program.watch.timed("b")

    _each(programs, "6 ms after", after, rounds)
    _each(programs, "alone", alone, rounds)


def _each(programs: list[Program], name: str, act: Callable[[Program], Painted | None], rounds: int) -> None:
    for number in range(rounds):
        for program in programs:
            if program.floor is None and not program.keys:
                _keep(program, name, act(program), number)
