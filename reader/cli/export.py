"""`export`: to standard output, to a file, or to a file an article in a folder."""

from __future__ import annotations

import os
import sys
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from reader.cli.context import in_view, open_library, pages, read_query, unknown_tags
from reader.cli.failures import UsageError
from reader.cli.output import complain
from reader.cli.words import plural
from reader.exports import FORMATS
from reader.exports.files import Files, Folder
from reader.model import ReaderError
from reader.text.meant import did_you_mean

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Collection, Iterator

    from reader.cli.parser import Parser
    from reader.exports import Format
    from reader.library import Library
    from reader.model import ArticleView
    from reader.text.query import Query


def _arguments(parser: Parser) -> None:
    parser.add_query()
    parser.add_argument("--format", metavar="F", help="one of those below")
    parser.add_argument("--template", metavar="FILE", help="a Jinja2 template of one's own, in place of F")
    parser.add_argument(
        "-o", "--output", default="-", metavar="OUT", help="a file or folder; else standard output"
    )
    parser.add_argument("--force", action="store_true", help="write over files that are there")
    parser.add_argument("--watch", action="store_true", help="go on, and write what changes, until ctrl+c")
    formats = "\n".join(f"  {form.name:<14} {form.words}" for form in FORMATS.values())
    parser.tell(
        "The articles that fit the QUERY, with their passages: those that fit where it asks for passages,\n"
        "as #claim does, else all. An OUT that is a folder, ends in / or has no suffix gets a file an\n"
        "article. What the format cannot carry is counted on standard error. A file that is there is not\n"
        "written over, but with --force; one that was written as markdown or org is brought up to date:\n"
        "your own words in it stay, and what is gone is marked.\n\n"
        f"Formats, beside those of plug-ins:\n{formats}",
        "reader export '#claim' --format markdown -o claims.md",
        "reader export 'added:7d' --format org -o notes/",
        "reader export --format json > everything.json",
        "reader export '#claim' --template claims.md.jinja -o claims/",
    )


def _export(options: Namespace) -> int:
    form = _format(options)
    query = read_query(options)
    with open_library(options) as library:
        query = in_view(library, options.view, query)
        export = Export(library, form, query, options.output or "-", force=options.force)
        if options.watch:
            from reader.cli.export_watch import keep_up_to_date

            return keep_up_to_date(export)
        export.write()
        export.look_at_tags()
    return export.explain()


def _format(options: Namespace) -> Format:
    """Return the format, or say why it cannot be written there."""
    form, out = _named(options), options.output or "-"
    if out == "-" and form.binary and sys.stdout.isatty():
        raise UsageError(f"{form.name} is not for a terminal; name a file with -o")
    if options.watch and out == "-":
        raise UsageError("--watch needs a file or folder to keep up to date: name it with -o")
    if options.watch and not form.living and not options.force:
        raise UsageError(f"--watch writes {form.name} over and over: say so with --force")
    return form


def _named(options: Namespace) -> Format:
    if options.template and options.format:
        raise UsageError("--template stands in place of --format")
    if options.template:
        from reader.exports.template import template

        return template(options.template, _source(options.template))
    if options.format in FORMATS:
        return FORMATS[options.format]
    from reader.exports.plugged import offered, plugged

    form = plugged(options.format) if options.format else None
    if form is None:
        known = (*FORMATS, *offered())
        problem = f"there is no format {options.format}" if options.format else "--format is needed"
        listed = f"; formats: {', '.join(known)}"
        raise UsageError(f"{problem}{did_you_mean(options.format or '', known) or listed}")
    return form


def _source(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        try:
            return file.read()
        except UnicodeDecodeError:
            raise ReaderError(f"{path} is no text in UTF-8.") from None


class Export:
    """One export: what of the library, in which format, to where; it may be written again."""

    def __init__(self, library: Library, form: Format, query: Query | None, out: str, *, force: bool) -> None:
        self.library, self.form, self.query, self.out = library, form, query, out
        self.files = Files(library.written, form, force=force)
        self.lost: Counter[str] = Counter()
        self.left_out: list[str] = []
        self.written: list[Path] = []
        self.linked: defaultdict[int, set[int]] = defaultdict(
            set
        )  # articles, by those that links lead to or from
        self._unknown = ""
        self._to_folder = out != "-" and _is_folder(out)

    def write(self, only: Collection[int] | None = None) -> None:
        """Write what fits: into a folder, if it is told so, of `only` these articles."""
        self.written.clear()
        views = self._counted(only if self._to_folder else None)
        if self.out == "-":
            for piece in self.form.write(views):
                sys.stdout.buffer.write(piece)
            sys.stdout.buffer.flush()
        elif self._to_folder:
            self._write_folder(views, only)
        elif (first := next(views, None)) is not None:
            self._note(Path(self.out), self.files.write(Path(self.out), chain((first,), views)))
        else:  # nothing to write is no file
            self._note(Path(self.out), self.files.mark_gone(Path(self.out)))

    def look_at_tags(self) -> None:
        """Find out, where nothing fitted, whether the query asks for tags that nothing has."""
        if not self.lost["article"]:
            self._unknown = unknown_tags(self.library, self.query)

    def note_links(self, view: ArticleView) -> None:
        """Keep to which articles links of an article lead, and from which."""
        for end in chain(view.ends.values(), *view.led.values()):
            self.linked[end.article].add(view.article.id)
            self.linked[view.article.id].add(end.article)

    def explain(self) -> int:
        """Say what was left out and lost, and return the exit code."""
        for reason in self.left_out:
            complain(f"left out: {reason}")
        for remark in self.files.remarks():
            complain(remark)
        if not self.lost["article"] and not self.left_out:
            complain(f"no article fits{self._unknown}")
        lost = [plural(count, noun) for noun, count in self.lost.items() if count and noun != "article"]
        if lost:
            complain(f"{self.form.name} does not carry: {', '.join(lost)}")
        return 1 if self.left_out else 0

    def _write_folder(self, views: Iterator[ArticleView], only: Collection[int] | None) -> None:
        """Write a file for each article; what is there and none of ours is left, and said."""
        first = next(views, None)
        if first is None and not os.path.isdir(self.out):
            return
        folder = Folder(Path(self.out), self.form.suffix, self.files)
        for view in chain(() if first is None else (first,), views):
            path = folder.path_of(view.article)
            try:
                self._note(path, self.files.write(path, iter([view])))
            except ReaderError as error:
                self.left_out.append(str(error))
        if self.form.living:
            for path in folder.without_article(self._stands, only):
                self._note(path, self.files.mark_gone(path))

    def _stands(self, article: int) -> bool:
        from reader.library import NotFound

        try:
            self.library.article(article)
        except NotFound:
            return False
        return True

    def _note(self, path: Path, written: bool) -> None:
        if written:
            self.written.append(path)

    def _counted(self, only: Collection[int] | None) -> Iterator[ArticleView]:
        """Yield the articles that fit, counting them and what the format loses of them."""
        for article in pages(self.library, self.query):
            if only is not None and article.id not in only:
                continue
            try:
                view = self.library.told(article.id, self.query)
            except ReaderError as error:
                self.left_out.append(f"“{article.title}”: {error}")
                continue
            self.lost["article"] += 1
            self.note_links(view)
            self.lost.update(self.form.lost(view))
            yield view


def _is_folder(out: str) -> bool:
    named_so = out.endswith(("/", os.sep)) or not Path(out).suffix
    return os.path.isdir(out) or (named_so and not os.path.exists(out))


COMMANDS = {"export": (_arguments, _export)}
