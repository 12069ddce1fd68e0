"""`import`: articles and passages out of other programs' files, and back out of our own exports."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.cli.adding import groups, saying_what_stays, sentence, shown
from reader.cli.context import open_library, read_tags
from reader.cli.failures import UsageError
from reader.cli.output import JsonList, complain
from reader.cli.progress import Bar
from reader.cli.words import plural
from reader.model import ReaderError
from reader.sources.imports import IMPORTERS, importer_of, imports_in, open_file
from reader.text.ids import short_id, show_id

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from reader.cli.parser import Parser
    from reader.library import Brought, Library
    from reader.sources.imports import File

_MOST_LINES = 3  # of articles of which nothing is new
_SHARES = 1000  # steps of the bar for each file


def _arguments(parser: Parser) -> None:
    parser.add_argument(
        "paths", nargs="+", metavar="FILE", help="a file that another program exported, or a folder of them"
    )
    parser.add_argument("--format", default="", metavar="F", help="one of those below; else found out")
    parser.add_argument("--tag", action="append", default=[], metavar="T", help="tag what is new; repeatable")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would become of it, and write nothing"
    )
    formats = "\n".join(f"  {form.name:<15} {form.about}" for form in IMPORTERS.values())
    parser.tell(
        "Each passage is attached where its words stand in an article of the library; of an article that is\n"
        "not here only what is known of it is kept, with its passages, until its text is added or `refresh`\n"
        "reads it. Importing again doubles nothing, changes nothing of yours and brings nothing back that\n"
        "you deleted. What cannot be taken is counted on standard error. The whole is one step of undo.\n\n"
        f"Formats:\n{formats}",
        "reader import 'My Clippings.txt' --dry-run",
        "reader import everything.json",
    )


def _import(options: Namespace) -> int:
    if options.format and options.format not in IMPORTERS:
        raise UsageError(f"there is no format {options.format}; formats: {', '.join(IMPORTERS)}")
    read_tags(options.tag)
    found = {path: _files(path) for path in options.paths}
    count = sum(len(files) for files in found.values() if not isinstance(files, ReaderError))
    bar = Bar(_SHARES * count if sys.stderr.isatty() else 0, "importing", noun="article")
    with (
        open_library(options, writing=True) as library,
        bar,
        Report(bar, as_json=options.json) as report,
        saying_what_stays(bar, lambda: report.articles),
    ):
        for path, files in found.items():
            if isinstance(files, ReaderError):
                report.tell(Outcome(shown(path), "", error=str(files)))
                continue
            with library.one_step(f"import of {shown(path.rstrip('/')).rpartition('/')[2]}"):
                for each in files:
                    _import_one(library, each, options, report)
    report.say_all(trial=options.dry_run)
    return 1 if report.failed else 0


def _files(path: str) -> list[str] | ReaderError:
    """Return the files to import at a path; for a folder without any, what is wrong."""
    try:
        return imports_in(path)
    except ReaderError as error:
        return error


def _import_one(library: Library, path: str, options: Namespace, report: Report) -> None:
    try:
        file = open_file(path)
    except ReaderError as error:
        report.tell(Outcome(shown(path), "", error=str(error)))
        return
    with file:
        for outcome in bring_all(library, file, options.format, options.tag, trial=options.dry_run):
            report.tell(outcome)
            report.bar.reach(report.files * _SHARES + round(file.share * _SHARES), report.articles)
    report.files += 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one article of a file; `error` is a sentence, and `brought` then `None`."""

    path: str
    form: str
    brought: Brought | None = None
    error: str = ""
    remarks: tuple[str, ...] = ()
    lost: dict[str, int] = field(default_factory=dict)
    tags: int = 0  # that are new in the codebook; it is then of no article


def bring_all(
    library: Library, file: File, form: str, tags: Sequence[str] = (), *, trial: bool = False
) -> Iterator[Outcome]:
    """Bring what a file holds into the library; yield what became of each article, when it is on disk."""
    from reader.library import LibraryError, StoreFull, StoreReadOnly

    path = shown(file.path)
    form = form or importer_of(file)
    if not form:
        takes = "tag import` takes a codebook" if b"[[tag]]" in file.head else "add` takes texts"
        yield Outcome(path, "", error=f"{file.name} is of no known program; `reader {takes}.")
        return
    for group, failure in groups(IMPORTERS[form].read(file)):
        for imported in group:
            if imported.codebook and (count := library.learn(imported.codebook, trial=trial)):
                yield Outcome(path, form, tags=count)
        articles = [imported for imported in group if not imported.is_codebook]
        brought = library.bring_all(articles, label=f"import of {file.name}", tags=tags, trial=trial)
        for imported, each in zip(articles, brought, strict=True):
            if isinstance(each, StoreFull | StoreReadOnly):
                raise each  # the next one would fail in the same way
            error = (imported.error or str(each)) if isinstance(each, LibraryError) else ""
            lost = dict(imported.lost)
            if not isinstance(each, LibraryError) and each.unfit:
                lost["passage without words"] = each.unfit
            done = None if isinstance(each, LibraryError) else each
            yield Outcome(path, form, done, error, imported.report, lost)
        if failure:
            yield Outcome(path, form, error=sentence(failure))


class Report:
    """Tells each outcome as it comes, in lines or as a JSON list; counts, and tells the sums at the end."""

    def __init__(self, bar: Bar, *, as_json: bool) -> None:
        self.bar = bar
        self.files = self.articles = self.failed = 0
        self._as_before = 0
        self._counts: Counter[str] = Counter()
        self._lost: Counter[str] = Counter()
        self._list = JsonList() if as_json else None

    def __enter__(self) -> Report:
        return self

    def __exit__(self, *_: object) -> None:
        if self._list is not None:
            self._list.close()

    def tell(self, outcome: Outcome) -> None:
        """Count an outcome and print it; what failed goes to standard error too."""
        if outcome.tags:
            self._counts["tags"] += outcome.tags
            return
        for remark in outcome.remarks:
            self.bar.complain(remark)
        self._lost.update(outcome.lost)
        brought = outcome.brought
        if brought is None:
            self.failed += 1
            self.bar.complain(outcome.error)
        else:
            self.articles += 1
            counts = brought._asdict()
            self._counts.update({name: count for name, count in counts.items() if type(count) is int})
            if not brought.article.has_text:
                self._counts.update(textless=brought.orphans, orphans=-brought.orphans)
        if self._list is not None:
            self._list.add(_shape(outcome))
        elif brought is not None and not self._is_as_before(brought):
            self.bar.say(_line(brought))

    def _is_as_before(self, brought: Brought) -> bool:
        """Count what nothing is new of; a few of it are told, lest nothing be."""
        if brought.status != "known" or brought.new or brought.filled:
            return False
        self._as_before += 1
        return self._as_before > _MOST_LINES

    def say_all(self, *, trial: bool) -> None:
        """Tell how many passages there were, and what could not be taken."""
        sys.stdout.flush()  # the sums come last, wherever both go
        counts = self._counts
        words = {
            "tags": f"{plural(counts['tags'], 'tag')} new in the codebook",
            "new": f"{plural(counts['new'], 'highlight')} new",
            "orphans": f"{counts['orphans']} of them without a place",
            "textless": f"{counts['textless']} of them whose text is not here yet",
            "waiting": f"{counts['waiting']} of them to decide on",
            "known": f"{counts['known'] if counts['new'] else plural(counts['known'], 'highlight')} known",
            "filled": f"{counts['filled']} of them with something new",
            "deleted": f"{counts['deleted']} that you deleted",
        }
        if self._as_before > _MOST_LINES:
            more = plural(self._as_before - _MOST_LINES, "more article")
            complain(f"and {more} of which nothing is new")
        if told := [words[name] for name in words if counts[name]]:
            complain(", ".join(told))
        if self._lost:
            lost = ", ".join(plural(count, noun) for noun, count in sorted(self._lost.items()))
            complain(f"not taken: {lost}")
        if trial:
            complain("nothing was written (--dry-run)")


def passages_of(brought: Brought) -> str:
    """Write what became of an article's passages; empty where it came with none."""
    told = [f"{plural(brought.new, 'highlight')}"] if brought.new else []
    apart = f"{brought.orphans} without a place" if brought.article.has_text else "no text yet"
    told += [apart] if brought.orphans else []
    told += [f"{brought.waiting} to decide on"] if brought.waiting else []
    told += [f"{brought.known} known"] if brought.known else []
    return ", ".join(told)


def _line(brought: Brought) -> str:
    """Write what became of an article."""
    told = passages_of(brought)
    line = f"{brought.status:<7}  {short_id(brought.article.id)}  {brought.article.title}"
    return f"{line}  ({told})" if told else line


def _shape(outcome: Outcome) -> dict[str, object]:
    """Shape an outcome as `import --json` prints it."""
    brought = outcome.brought
    article = brought.article if brought else None
    return {
        "path": outcome.path,
        "format": outcome.form,
        "status": brought.status if brought else "failed",
        "id": show_id(article.id) if article else "",
        "title": article.title if article else "",
        "new": brought.new if brought else 0,
        "orphans": brought.orphans if brought else 0,
        "waiting": brought.waiting if brought else 0,
        "known": brought.known if brought else 0,
        "filled": brought.filled if brought else 0,
        "deleted": brought.deleted if brought else 0,
        "lost": outcome.lost,
        "error": outcome.error,
    }


COMMANDS = {"import": (_arguments, _import)}
