"""Mark many hits of `:g` in one step, undo, redo; print how much more ten times as many take.

    .venv/bin/python bench/bulk.py [HITS]

HITS (100,000, the most that are listed) stand in one text, then in 400 articles; each is done in a process of
its own, as the program does it, and so is a tenth of them. What is printed are the processor's seconds for a
hit over those at a tenth (1.0x: it takes no longer for being one of many), and the memory that all of it took
above the open library. In one text fewer may be found than there are: a pattern has half a second for each.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from reader.library import Library  # noqa: E402 - the root is only now on the path
from reader.model import Body, Imported, Metadata  # noqa: E402
from reader.text.bulk import read_bulk  # noqa: E402
from reader.ui.lists.gathering import Gathered, Gathering  # noqa: E402

ARTICLES = 400
SENTENCE = "The ferry of number {} was late, and nobody had asked why it was. "
STEPS = "look", "mark", "undo", "redo"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("hits", nargs="?", type=int, default=100_000)
    parser.add_argument("--in", dest="articles", type=int, help="do it once, in so many articles")
    options = parser.parse_args()
    if options.articles:
        print(json.dumps(done(options.hits, options.articles)))
        return
    print(f"| of {options.hits:,} hits | found | {' | '.join(STEPS)} | memory |")
    print("|---" * (len(STEPS) + 3) + "|")
    for articles in (1, ARTICLES):
        many, few = (apart(count, articles) for count in (options.hits, options.hits // 10))
        more = many["found"] / few["found"]
        ratios = (f"{many[step] / few[step] / more:.2f}x" for step in STEPS)
        what = "in 1 text" if articles == 1 else f"in {articles} articles"
        print(f"| {what} | {many['found']:,} | {' | '.join(ratios)} | {many['memory']:.0f} MB |")


def apart(hits: int, articles: int) -> dict[str, float]:
    """Do it in a process of its own."""
    command = [sys.executable, __file__, str(hits), "--in", str(articles)]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures: dict[str, float] = json.loads(out)
    return figures


def done(hits: int, articles: int) -> dict[str, float]:
    """Return how many hits there were, the seconds of each step, and the memory in MB."""
    figures: dict[str, float] = {}
    with (
        tempfile.TemporaryDirectory() as folder,
        Library(Path(folder) / "library", annotator="kim") as library,
    ):
        sentences = hits // articles
        text = "".join(SENTENCE.format(number) + "\n" * (number % 10 == 0) for number in range(sentences))
        texts = [f"Text {number}\n\n{text}" for number in range(articles)]
        library.add_all(
            Imported(f"/{n}", Metadata(f"Text {n}"), Body.plain(text)) for n, text in enumerate(texts)
        )
        before = memory()
        found: list[Gathered] = []
        bulk = read_bulk("/ferry/ tag boat sentence")
        gathering = Gathering(library, bulk, find=library.article_ids)
        start = time.process_time()
        gathering.run(found.append)
        figures["look"] = time.process_time() - start
        by_article = defaultdict(list)
        for hit in (hit for gathered in found for hit in gathered.hits):
            by_article[hit.article].append(hit)
        digests = {number: digest for gathered in found for number, digest in gathered.digests.items()}
        count = figures["found"] = sum(map(len, by_article.values()))
        figures["mark"] = spent(library.bulk(bulk, by_article, digests))
        assert library.tag_counts()["boat"] == count
        figures["undo"] = spent(library.turning())
        assert not library.tag_counts().get("boat")
        figures["redo"] = spent(library.turning(redo=True))
        assert library.tag_counts()["boat"] == count
        figures["memory"] = memory() - before
    return figures


def spent(pieces: Iterable[object]) -> float:
    """Do some work piece by piece; return the seconds that the processor took for it."""
    start = time.process_time()
    for _ in pieces:
        pass
    return time.process_time() - start


def memory() -> float:
    """Return the most that this process ever held, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
