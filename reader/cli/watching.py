"""`watch`: what appears in a folder is added."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from reader.cli.adding import Report, add_all
from reader.cli.context import open_library, read_tags
from reader.cli.output import complain
from reader.cli.progress import Bar
from reader.cli.words import plural
from reader.model import ReaderError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from reader.cli.parser import Parser


def _arguments(parser: Parser) -> None:
    parser.add_argument("folders", nargs="+", metavar="FOLDER", help="a folder, with those in it")
    parser.add_argument("--tag", action="append", default=[], metavar="T", help="tag what is new; repeatable")
    parser.tell(
        "Adds the texts that are in a folder, then each that appears or changes in it, until ctrl+c, with\n"
        "the status new. Prints a line for each, with --json an object. What `reader add` would pass over\n"
        "is passed over; what goes from the folder stays in the library.",
        "reader watch ~/Downloads/articles",
        "reader watch ~/notes --tag draft",
    )


def _watch(options: Namespace) -> int:
    for folder in options.folders:
        if not os.path.isdir(folder):
            raise ReaderError(f"{folder} is no folder.")
    tags = read_tags(options.tag)
    report = Report(Bar(0, ""), as_json=options.json, endless=True)
    with open_library(options, writing=True) as library, report:
        complain(f"watching {', '.join(options.folders)}; ctrl+c ends")
        try:
            for paths in _appearing(options.folders):
                for outcome in add_all(library, paths, tags=tags, status="new"):
                    if outcome.status != "known":
                        report.tell(outcome)
                        sys.stdout.flush()
        except KeyboardInterrupt:
            complain(f"ended; {plural(report.done, 'article')} added or updated")
    return 1 if report.failed else 0


def _appearing(folders: list[str]) -> Iterator[list[str]]:
    """Yield what is in the folders, then what appears or changes in them."""
    from watchfiles import Change, watch

    from reader.sources.kinds import is_known

    class _Texts:
        def __call__(self, change: Change, path: str) -> bool:
            """Tell whether a path is a text that `reader add` would take from a folder."""
            return change is not Change.deleted and _is_plain(path, folders) and is_known(path)

    watched = watch(
        *folders, watch_filter=_Texts(), raise_interrupt=True, rust_timeout=500, yield_on_timeout=True
    )
    next(watched)  # it watches from here on: nothing falls between
    looked_at = list(map(_file_number, folders))
    yield folders
    for changes in watched:
        for folder, number in zip(folders, looked_at, strict=True):
            if _file_number(folder) != number:  # the system tells nothing of another one in its place
                raise ReaderError(f"{folder} is gone, or another folder now; it is watched no longer.")
        if paths := sorted({path for _, path in changes if os.path.isfile(path)}):
            yield paths


def _file_number(folder: str) -> int:
    """Return the number that the disk knows a folder by; -1 where it is gone."""
    try:
        return os.stat(folder).st_ino
    except OSError:
        return -1


def _is_plain(path: str, folders: Iterable[str]) -> bool:
    """Tell whether no part of a path below the folders begins with a dot, as those of other programs do."""
    roots = [os.path.realpath(folder) for folder in folders]
    below = next((os.path.relpath(path, root) for root in roots if path.startswith(root + os.sep)), path)
    return not any(part.startswith(".") for part in below.split(os.sep))


COMMANDS = {"watch": (_arguments, _watch)}
