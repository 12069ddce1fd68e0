"""Compare the reading pane with bare Textual widgets and other readers: ratios of the time from key to paint.

    .venv/bin/python bench/pane [--rounds N] [--no-peers] [--texts SMALL,...] [--keep]

Every program runs in a pty of 100 by 40 cells, all at the same time, and keys are dealt to them in turn.
Prints the matrix of ratios, and the table beside its targets.
"""

import argparse
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from bench import figures  # noqa: E402 - the root is only now on the path
from bench.pane import inside, libraries, peers, phases, table  # noqa: E402
from bench.pane.phases import Program  # noqa: E402
from bench.pane.stopwatch import Stopwatch  # noqa: E402

FLOORS = {0: "Textual, one word", 1: "bare widget, one row", 40: "bare widget, forty rows"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=120)
    parser.add_argument("--no-peers", action="store_true", help="leave the other readers out")
    parser.add_argument("--texts", default="", help="only these, by the short names of libraries.py")
    parser.add_argument("--keep", action="store_true", help="keep the table in bench/results")
    options = parser.parse_args()
    before = os.getloadavg()[0]
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        os.environ.update(HOME=folder, XDG_CONFIG_HOME=f"{folder}/config", XDG_DATA_HOME=f"{folder}/data")
        wanted = options.texts.split(",") if options.texts else []
        made = [each for each in libraries.make(Path(folder)) if not wanted or each.root.name in wanted]
        middle = next((each.text for each in made if each.root.name == "middle"), made[0].text)
        found = [] if options.no_peers else peers.find(Path(folder), middle)
        programs = start(stack, made, found)
        for phase in phases.PHASES:
            phases.run(phase, programs, options.rounds)
        phases.resize(programs, options.rounds // 2)
        phases.escape(programs, options.rounds // 3)
        phases.second(programs, options.rounds // 3)
        for program in programs:
            program.memory = program.watch.memory()
        table.matrix(programs, found)
        whole = [each for each in made if each.root.name in ("big", "many")]
        rows = table.rows(
            made,
            programs,
            {each.name: inside.find_all(each.text) for each in whole[:1]},
            {each.name: inside.opened(each) for each in made},
        )
        print(f"\n{figures.table(rows)}")
        if options.keep:
            loads = sorted((before, os.getloadavg()[0]))
            busy = f"at a load of {loads[0]:.0f} to {loads[1]:.0f} on {os.cpu_count()} cores"
            of = f"The reading pane in ptys of 100x40, all texts open at once and keys dealt in turn, {busy}"
            figures.keep("pane", of, rows)


def start(stack: ExitStack, made: list[libraries.Opened], found: list[peers.Peer]) -> list[Program]:
    """Open every program, one after the other, and wait until each is still."""
    programs = []
    for rows, name in FLOORS.items():
        argv = [sys.executable, str(ROOT / "bench" / "pane" / "floors.py"), str(rows)]
        programs.append(Program(name, stack.enter_context(Stopwatch(argv)), floor=rows))
    for each in made:
        argv = [sys.executable, "-m", "reader", "--library", str(each.root)]
        programs.append(Program(each.name, stack.enter_context(Stopwatch(argv))))
    for peer in found:
        if not peer.why:
            watch = stack.enter_context(Stopwatch(list(peer.argv), frames=peer.frames))
            programs.append(Program(peer.name, watch, keys=peer.keys))
    for program in programs:
        program.watch.settle(3.0 if program.keys else 1.5)
        if program.floor is None and not program.keys:
            program.watch.press("enter")  # the list has the focus in a new library
    return programs


if __name__ == "__main__":
    main()
