"""The ratios, as a matrix of all that was measured and as the table of what was to be reached."""

from collections.abc import Iterable

from bench.figures import Row
from bench.pane.libraries import Opened
from bench.pane.peers import Peer
from bench.pane.phases import PHASES, Program
from bench.pane.stopwatch import Painted

_MB = 1_000_000
_FRAME = 1 / 60
_CARET = ("caret", "word", "sentence", "line down")


def share(times: Iterable[Painted], part: float) -> float:
    """Return the time in which a part of the keys (0.5: the half) were painted, and all that follows them."""
    ordered = sorted(painted.last for painted in times)
    return ordered[round(part * (len(ordered) - 1))]


def ratio(program: Program, phase: str, floor: Program, part: float = 0.5) -> float | None:
    """Return how many times as long a program took as another in one phase."""
    mine, other = program.times.get(phase), floor.times.get(phase)
    return share(mine, part) / share(other, part) if mine and other else None


def rows(
    made: list[Opened],
    programs: list[Program],
    found_all: dict[str, float],
    opened: dict[str, tuple[float, int]],
) -> list[Row]:
    """Return the table's lines; of several texts the one that did worst is named."""
    floors = {program.floor: program for program in programs if program.floor is not None}
    ours = [program for program in programs if program.floor is None and not program.keys]
    few = [program for program in ours if "highlights" not in program.name]
    many = [program for program in ours if "highlights" in program.name]
    wide = {each.name for each in made if each.wide}

    line, screen = floors[1], floors[40]
    done = [
        Row("caret, word, sentence: p50", "1.05x a bare one-line widget", worst(ours, _CARET, line)),
        Row("caret, word, sentence: p95", "1.3x a bare one-line widget", worst(ours, _CARET, line, 0.95)),
        Row("scroll a line", "0.75x a bare forty-line widget", worst(few, ["scroll a line"], screen)),
        Row("page, G, jump", "0.9x a bare forty-line widget", worst(few, ["page", "end", "jump"], screen)),
        Row(
            "the same with 50,000 highlights",
            "1.05x a bare forty-line widget",
            worst(many, ["scroll a line", "page", "end", "jump"], screen),
        ),
        Row("find: next match", "0.75x a bare forty-line widget", worst(few, ["find next"], screen)),
    ]
    small = next((program for program in ours if program.name == "5 kB"), None)
    big = [program for program in ours if program.name == "10 MB"]
    if small and big:
        names = [phase.name for phase in PHASES if phase.name != "find next"]  # none to be found in 5 kB
        done.append(Row("any key, 10 MB", "1.1x 5 kB", worst(big, names, small)))
    if found_all:
        value = max(found_all.values())
        done.append(Row("find all of a common word", "1.0x one plain wrap of the text", f"{value:.2f}x"))
    narrow = [program for program in few if program.name not in wide]
    broad = [program for program in few if program.name in wide]
    done.append(Row("resize", "1.0x a bare forty-line widget", worst(narrow, ["resize"], screen)))
    done.append(Row("resize, wide text", "1.25x a bare forty-line widget", worst(broad, ["resize"], screen)))
    done += [*_memory(made, ours, floors[0]), *_opening(opened), *_promptness(ours)]
    return done


def worst(group: list[Program], names: Iterable[str], floor: Program, part: float = 0.5) -> str:
    """Say the largest ratio of some programs in some phases, and where it was."""
    found = [
        (value, name, program.name)
        for program in group
        for name in names
        if (value := ratio(program, name, floor, part)) is not None
    ]
    return "{:.2f}x ({}, {})".format(*max(found)) if found else "–"


def _memory(made: list[Opened], ours: list[Program], hello: Program) -> list[Row]:
    """Say what a character costs, by comparison with the smallest text."""
    done, base = [], next((p.memory for p in ours if p.name == "5 kB"), 0)
    if not base:
        return []
    done.append(Row("memory, 5 kB", "hello-world", f"hello-world + {(base - hello.memory) / _MB:.0f} MB"))
    costs: dict[str, list[float]] = {}
    for each, program in ((e, p) for e in made for p in ours if e.name == p.name):
        if len(each.text) > _MB and "highlights" not in each.name:
            cost = (program.memory - base) / len(each.text)
            costs.setdefault("4.3" if each.wide else "1.2", []).append(cost)
    for target, found in costs.items():
        what = "memory, wide or rare signs" if target == "4.3" else "memory, plain text"
        done.append(Row(what, f"{target} bytes a character", f"{max(found):.1f}"))
    return done


def _opening(opened: dict[str, tuple[float, int]]) -> list[Row]:
    done = []
    for name, (taken, count) in opened.items():
        if count:
            done.append(
                Row(f"open, {name}", "10 ms for 500 highlights", f"{taken * 500 / count:.1f} ms for 500")
            )
    return done


def _promptness(ours: list[Program]) -> list[Row]:
    escapes = [share(p.times["escape"], 0.5) for p in ours if p.times.get("escape")]
    done = []
    if escapes:
        done.append(Row("esc", "25 ms and a key", f"{1000 * max(escapes):.0f} ms"))
    pairs = [
        share(p.times["6 ms after"], 0.5) - share(p.times["alone"], 0.5)
        for p in ours
        if p.times.get("6 ms after") and p.times.get("alone")
    ]
    if pairs:
        frames = max(pairs) / _FRAME
        done.append(
            Row("a key 6 ms after another", "no frame of 60 Hz more than alone", f"{frames:.2f} of one")
        )
    return done


def matrix(programs: list[Program], found: list[Peer]) -> None:
    """Print every ratio, p50 and p95, to the bare widget of the phase; and milliseconds of the floors."""
    floors = {program.floor: program for program in programs if program.floor is not None}
    names = [(phase.name, phase.floor) for phase in PHASES] + [("resize", 40)]
    print(f"\n| p50 / p95 | {' | '.join(name for name, _ in names)} | memory |")
    print("|---|" + "---|" * (len(names) + 1))
    for program in programs:
        cells = []
        for name, floor in names:
            if program.floor == floor:
                times = program.times.get(name)
                cells.append(
                    f"{1000 * share(times, 0.5):.1f} / {1000 * share(times, 0.95):.1f} ms" if times else ""
                )
                continue
            half, most = (ratio(program, name, floors[floor], part) for part in (0.5, 0.95))
            cells.append(f"{half:.2f} / {most:.2f}" if half and most else "")
        print(f"| {program.name} | {' | '.join(cells)} | {program.memory / _MB:.0f} MB |")
    for peer in found:
        if peer.why:
            print(f"| {peer.name} | {peer.why} |")
