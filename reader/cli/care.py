"""`doctor`, `backup`, `restore`: the files of a library as a whole."""

from __future__ import annotations

import os
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.context import existing_library
from reader.cli.failures import UsageError
from reader.cli.output import complain, line_of, say, say_json, say_json_list
from reader.cli.progress import Bar
from reader.cli.words import plural

if TYPE_CHECKING:
    from argparse import Namespace

    from reader.cli.parser import Parser
    from reader.library import Library
    from reader.library.care.findings import Finding
    from reader.model import Imported

_BYTES_A_FILE = 1500  # of an archive, in the middle


def file_bar(library: Library, label: str, *, parts: int = 1) -> Bar:
    """Make a bar over the articles' files, `parts` steps for each; they are counted for a terminal only."""
    return Bar(library.files() * parts if sys.stderr.isatty() else 0, label)


# doctor


def _doctor_arguments(parser: Parser) -> None:
    parser.add_argument("--repair", action="store_true", help="put right what can be")
    parser.tell(
        "Says of every file that is damaged, missing or out of place what is wrong, and what --repair would\n"
        "do. What --repair writes anew is kept in .reader/quarantine first; what cannot be read is not\n"
        "written over. Ends with 1 while something is left.",
        "reader doctor",
        "reader doctor --repair --json",
    )


def _doctor(options: Namespace) -> int:
    found: list[Finding] = []
    with existing_library(options) as library, file_bar(library, "looking") as bar:
        for finding in library.examine(repair=options.repair, reread=_reread, step=bar.step):
            found.append(finding)
            if not options.json:
                for line in _finding_lines(finding, repair=options.repair):
                    bar.say(line)
    left = sum(not finding.repaired for finding in found)
    if options.json:
        say_json_list(map(asdict, found))
    elif not found:
        say("all files are whole")
    else:
        complain(_summary(found, left, repair=options.repair))
    return 1 if left else 0


def _finding_lines(finding: Finding, *, repair: bool) -> list[str]:
    lines = [line_of(f"{finding.kind}  {finding.path}: {finding.problem}")]
    if repair:
        did = "done" if finding.repaired else "left"
        lines.append(f"    {did}: {finding.outcome or 'there is nothing to put it right with'}")
    else:
        lines.append(f"    --repair: {finding.remedy or 'can do nothing here'}")
    return [line_of(line) for line in lines]


def _summary(found: list[Finding], left: int, *, repair: bool) -> str:
    if repair:
        return f"{plural(len(found) - left, 'finding')} put right, {left} left"
    can = sum(bool(finding.remedy) for finding in found)
    return f"{plural(len(found), 'finding')}; `reader doctor --repair` can put {can} right"


def _reread(path: str) -> Imported | None:
    """Read a source that the library keeps."""
    from reader import sources

    return next(iter(sources.load(path)), None)


# backup and restore


def _backup_arguments(parser: Parser) -> None:
    parser.add_argument(
        "out", nargs="?", default="", metavar="OUT", help="a new file; else reader-DATE.tar.gz"
    )
    parser.tell(
        "Texts, articles, passages and the codebook, in a .tar.gz that only you can read. The app and other\n"
        "commands may go on meanwhile. A file that is there is not written over.",
        "reader backup",
        "reader backup /media/stick/reader.tar.gz",
    )


def _backup(options: Namespace) -> int:
    from reader.newfile import new_file

    path = Path(options.out or _dated())
    with existing_library(options) as library, file_bar(library, "saving", parts=4) as bar:
        with new_file(path) as file:
            count = library.backup(file, bar.step)
        size = path.stat().st_size
    if options.json:
        say_json({"path": str(path.absolute()), "files": count, "bytes": size})
    else:
        say(f"{path}  {plural(count, 'file')}, {size / 1e6:.1f} MB")
    return 0


def _dated() -> str:
    from datetime import date

    return f"reader-{date.today().isoformat()}.tar.gz"


def _restore_arguments(parser: Parser) -> None:
    parser.add_argument("archive", metavar="ARCHIVE", help="what `reader backup` wrote")
    parser.tell(
        "Only into a new folder, which --library must name; nothing that is there is touched. What does not\n"
        "belong into a library is passed over.",
        "reader restore reader-2026-11-23.tar.gz --library ~/restored",
    )


def _restore(options: Namespace) -> int:
    from reader.library.care.archive import restore_archive
    from reader.newfile import ending

    if not options.library:
        raise UsageError("--library is needed: the new folder for what is restored")
    root = os.path.expanduser(options.library)
    with ending(), Bar(_members(options.archive), "restoring") as bar:
        taken, passed = restore_archive(options.archive, root, bar.step)
    if passed:
        complain(f"{plural(passed, 'file')} of the archive did not belong into a library")
    if options.json:
        say_json({"library": os.path.abspath(root), "files": taken, "passed": passed})
    else:
        say(f"{root}  {plural(taken, 'file')}")
    return 0


def _members(archive: str) -> int:
    """Guess how many files an archive holds, for the bar, from its size."""
    return os.path.getsize(archive) // _BYTES_A_FILE + 2 if os.path.isfile(archive) else 0


COMMANDS = {
    "doctor": (_doctor_arguments, _doctor),
    "backup": (_backup_arguments, _backup),
    "restore": (_restore_arguments, _restore),
}
