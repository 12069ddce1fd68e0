"""Compare what is taken out of web pages with other extractors, and import many text files.

    .venv/bin/pip install readability-lxml resiliparse      optional, for this bench only
    .venv/bin/python bench/sources [--texts N] [--pages] [--folder DIR] [--keep]

The pages are in `pages/`, with the text that a person would read of each; `scores.py` says how a text is
compared with it. A program that is not installed is left out, and said so. Then N text files of 900 words
(10,000) are imported in a process each time: whole, three times as many, killed in the middle and run again.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[0] = str(ROOT)

from bench import figures  # noqa: E402 - the root is only now on the path
from bench.sources import gold, importing  # noqa: E402
from bench.sources.extractors import installed  # noqa: E402
from bench.sources.scores import Scores  # noqa: E402


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--texts", type=int, default=10_000, metavar="N", help="how many texts to import")
    parser.add_argument("--pages", action="store_true", help="only the pages, each page's token F1 too")
    parser.add_argument("--folder", help="import on the disk that this folder is on")
    parser.add_argument("--keep", action="store_true", help="keep the table in bench/results")
    options = parser.parse_args()
    found = gold.load()
    extractors = installed()
    scores = {name: Scores() for name in extractors}
    for page in found:
        for name, extract in extractors.items():
            scores[name].add(page, extract(page.raw))
    if options.pages:
        each_page(scores)
    print(f"\n{segments(scores)}")
    rows = quality(scores, len(found))
    if not options.pages:
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            rows += importing.rows(Path(folder), options.texts)
    print(f"\n{figures.table(rows)}")
    if options.keep and not options.pages:
        load = f"at a load of {os.getloadavg()[2]:.0f} on {os.cpu_count()} cores"
        figures.keep(
            "sources", f"{len(found)} pages with gold texts, and imports by `reader add`, {load}", rows
        )


def each_page(scores: dict[str, Scores]) -> None:
    """Print the token F1 of each page, the lowest of ours first."""
    ours = scores["reader"].tokens
    print(f"| page | {' | '.join(scores)} |\n{'|---' * (len(scores) + 1)}|")
    for name in sorted(ours, key=lambda name: ours[name][2]):
        cells = (f"{score.tokens[name][2]:.3f}" for score in scores.values())
        print(f"| {name} | {' | '.join(cells)} |")


def segments(scores: dict[str, Scores]) -> str:
    """Write all measures of all programs as a table."""
    lines = ["| | precision | recall | F1 | accuracy | token F1 |", "|---|---|---|---|---|---|"]
    for name, score in scores.items():
        values = score.precision, score.recall, score.f1, score.accuracy, score.token_f1
        lines.append(f"| {name} | {' | '.join(f'{value:.3f}' for value in values)} |")
    return "\n".join(lines)


def quality(scores: dict[str, Scores], count: int) -> list[figures.Row]:
    """Return the rows of the README: ours, and beside it the peers'."""
    ours, peers = scores["reader"], {name: scores[name] for name in scores if name != "reader"}

    def row(what: str, measure: str) -> figures.Row:
        others = {name: getattr(score, measure) for name, score in peers.items()}
        best = max(others.values())
        beside = ", ".join(f"{name} {value:.3f}" for name, value in others.items())
        reached = f"{getattr(ours, measure):.3f} ({beside})"
        return figures.Row(
            f"{what}, {count} web pages", f"at least {best:.3f}, the best of the others", reached
        )

    return [row("F1 of segments found and left out", "f1"), row("token F1 beside the gold text", "token_f1")]


if __name__ == "__main__":
    main()
