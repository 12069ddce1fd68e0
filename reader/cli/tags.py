"""`tag`: the codebook, and changes of tags all over the library."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.cli.context import existing_library, open_library, read_colour, read_query, read_tags
from reader.cli.failures import UsageError
from reader.cli.output import complain, line_of, say, say_json, say_json_list, say_table
from reader.cli.words import plural
from reader.model import COLOURS, ReaderError
from reader.text.words import quoted

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable

    from reader.cli.parser import Parser
    from reader.library import Library
    from reader.library.outcomes import Touched
    from reader.model import Codebook, Tag
    from reader.model.recoding import Recoding

_TEXTS = {"key": "key", "colour": "colour", "definition": "definition", "when": "when", "when_not": "not"}
#: Each action, the words that it takes, and how many: at least, at most.
_ACTIONS = {
    "rename": ("OLD NEW", 2, 2),
    "merge": ("A… INTO", 2, sys.maxsize),
    "move": ("TAG PARENT", 2, 2),
    "delete": ("TAG…", 1, sys.maxsize),
    "split": ("TAG INTO QUERY", 3, sys.maxsize),
    "set": ("TAG", 1, 1),
    "check": ("", 0, 0),
    "import": ("FILE", 1, 1),
    "export": ("[FILE]", 0, 1),
}


def _arguments(parser: Parser) -> None:
    parser.takes_query = True
    parser.add_argument("action", choices=_ACTIONS, metavar="ACTION", help="what to do, as below")
    parser.add_argument("words", nargs="*", default=[], metavar="WORD", help="what to do it with")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what would be touched, and change nothing"
    )
    parser.add_argument("--from-passages", action="store_true", help="with delete: from all passages too")
    parser.add_argument("--key", metavar="K", help="with set: a digit from 1 to 9")
    parser.add_argument("--colour", metavar="C", help=f"with set: one of {', '.join(COLOURS)}")
    parser.add_argument("--definition", metavar="TEXT", help="with set: what the tag means")
    parser.add_argument("--when", metavar="TEXT", help="with set: where to put it")
    parser.add_argument("--not", metavar="TEXT", dest="when_not", help="with set: where not to put it")
    parser.tell(
        "Actions:\n  rename OLD NEW        another name, also for what stands under it\n"
        "  merge A… INTO         one tag of several\n"
        "  move TAG PARENT       under another tag; under / to the top\n"
        "  delete TAG…           from the codebook; --from-passages: from passages and articles too\n"
        "  split TAG INTO QUERY  another tag in its place, on those of its passages that fit\n"
        "  set TAG               key, colour, definition, rules; a new tag is made; '' takes one away\n"
        "  check                 list tags that are unused, not in the codebook, undefined, nearly the same\n"
        "  import FILE           take the tags of a codebook.toml; others stay\n"
        "  export [FILE]         write a codebook.toml\n\n"
        "Each change is one step of undo, in the codebook and on all passages and articles. check ends with\n"
        "1 while it finds something.",
        "reader tag rename claim statement --dry-run",
        "reader tag merge hearsay rumour source/second-hand",
        "reader tag set claim --key 1 --definition 'Something is asserted.' --not 'opinions'",
        "reader tag export codebook.toml",
    )


def _tag(options: Namespace) -> int:
    action, words = options.action, options.words
    usage, least, most = _ACTIONS[action]
    if not least <= len(words) <= most:
        raise UsageError(f"`reader tag {action}` takes {usage or 'no word'}")
    if options.from_passages and action != "delete":
        raise UsageError("--from-passages goes with `reader tag delete`")
    if action != "set" and any(getattr(options, name) is not None for name in _TEXTS):
        raise UsageError("--key, --colour, --definition, --when and --not go with `reader tag set`")
    if options.dry_run and action in ("check", "export"):
        raise UsageError(f"`reader tag {action}` changes nothing, with --dry-run or without")
    if action in ("set", "import"):
        with open_library(options, writing=True) as library:
            return (_set if action == "set" else _import)(library, options)
    with existing_library(options) as library:
        if action == "check":
            return _check(library, options)
        if action == "export":
            return _export(library, options)
        return _change(library, options)


# all over the library


def _change(library: Library, options: Namespace) -> int:
    change = _made(library, options)
    touched = library.touched(change)
    if not options.dry_run:
        _recode(library, change)
    if options.json:
        say_json({"did": change.label, "dry_run": options.dry_run, **_touched_shape(touched)})
    else:
        say(f"would be: {change.label}" if options.dry_run else change.label)
        for line in touched_lines(touched):
            say(line_of(f"  {line}"))
    return 0


def _recode(library: Library, change: Recoding) -> None:
    """Do a change, with a bar; on ctrl+c say how far it is, and stop."""
    from reader.cli.progress import Bar

    pieces = library.recoding(change)
    done, total = next(pieces)
    with Bar(total, "tags") as bar:
        try:
            for done, _ in pieces:
                bar.reach(done)
        except KeyboardInterrupt:
            bar.close()
            complain(
                f"stopped; {done} of {plural(total, 'article')} done, as a step that u in the app takes back"
            )
            raise


def _made(library: Library, options: Namespace) -> Recoding:
    words = options.words
    match options.action:
        case "rename":
            return library.renaming(*words)
        case "move":
            return library.moving(*words)
        case "merge":
            return library.merging(words[:-1], words[-1])
        case "delete":
            return library.deleting(words, from_passages=options.from_passages)
    options.query = words[2:]
    return library.splitting(words[0], words[1], library.highlights(read_query(options)))


def touched_lines(touched: Touched) -> list[str]:
    """Say what a change of tags touches, a thing a line."""
    lines = [f"#{old} → {f'#{new}' if new else 'gone'}" for old, new in touched.names.items()]
    about = "" if touched.exact else "at most "
    where = f"{about}{plural(touched.passages, 'highlight')}, {plural(touched.articles, 'article')}"
    return [
        *lines,
        where,
        *(f"{quoted(line_of(quote.quote, 60))}  {quote.title}" for quote in touched.quotes),
    ]


def _touched_shape(touched: Touched) -> dict[str, Any]:
    return {
        "tags": [{"from": old, "to": new} for old, new in touched.names.items()],
        "passages": touched.passages,
        "articles": touched.articles,
        "exact": touched.exact,
        "quotes": [{"title": quote.title, "quote": quote.quote} for quote in touched.quotes],
    }


# the codebook alone


def _set(library: Library, options: Namespace) -> int:
    from dataclasses import replace

    from reader.model import Tag

    (name,) = read_tags(options.words)
    given = {field: getattr(options, field) for field in _TEXTS if getattr(options, field) is not None}
    if given.get("key", "") not in ("", *"123456789"):
        raise ReaderError("A key is a digit from 1 to 9.")
    read_colour(given.get("colour", ""))

    def put(book: Codebook) -> Codebook:
        tag = replace(book.get(name) or Tag(name), **given)
        return _without_keys(book, {tag.key} - {""}, {name}).put(tag)

    return _write(library, options, f"#{name} in the codebook", put)


def _import(library: Library, options: Namespace) -> int:
    from reader.model import Codebook
    from reader.model.codebook_toml import read

    try:
        raw = sys.stdin.buffer.read() if options.words[0] == "-" else Path(options.words[0]).read_bytes()
        read_book = read(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ReaderError(f"{options.words[0]}: it is not in UTF-8.") from error
    except ReaderError as error:
        other = Path(options.words[0]).suffix.casefold() in (".csv", ".qdc", ".qdpx", ".json")
        more = " Codebooks of other programs are for `reader import`." if other else ""
        raise ReaderError(f"{options.words[0]}: {error}{more}") from error

    def put(book: Codebook) -> Codebook:
        names = {tag.name for tag in read_book.tags}
        freed = _without_keys(book, {tag.key for tag in read_book.tags}, names)
        return Codebook((*read_book.tags, *(tag for tag in freed.tags if tag.name not in names)))

    return _write(library, options, "codebook from a file", put)


def _without_keys(book: Codebook, keys: set[str], names: set[str]) -> Codebook:
    """Free some keys, but for the tags of some names."""
    from dataclasses import replace

    tags = (replace(t, key="") if t.key in keys and t.name not in names else t for t in book.tags)
    return replace(book, tags=tuple(tags))


def _write(library: Library, options: Namespace, label: str, change: Callable[[Codebook], Codebook]) -> int:
    before = library.codebook
    if options.dry_run:
        after = change(before)
    else:
        with library.step(label):
            library.change_codebook(change)
        after = library.codebook
    changes = [tag for tag in after.tags if before.get(tag.name) != tag]
    if options.json:
        from reader.exports.shapes import tag_shape

        counts = library.tag_counts()
        shapes = [tag_shape(tag, counts.get(tag.name, 0)) for tag in changes]
        say_json({"did": label, "dry_run": options.dry_run, "changed": shapes})
        return 0
    for tag in changes:
        say(line_of(f"{'changed' if before.get(tag.name) else 'new'}  #{tag.name}  {_told(before, tag)}"))
    if not changes:
        say("nothing changes" if options.dry_run else "nothing was changed")
    return 0


def _told(before: Codebook, tag: Tag) -> str:
    """Say which fields of a tag are others than before."""
    old = before.get(tag.name)
    names = {**_TEXTS, "examples": "examples"}
    return ", ".join(
        shown
        for field, shown in names.items()
        if getattr(tag, field) != (getattr(old, field) if old else type(getattr(tag, field))())
    )


def _export(library: Library, options: Namespace) -> int:
    from reader.model.codebook_toml import write
    from reader.newfile import new_file

    book = library.codebook
    if not options.words and options.json:
        from reader.exports.shapes import tag_shape

        counts = library.tag_counts()
        say_json_list(tag_shape(tag, counts.get(tag.name, 0)) for tag in book.tags)
        return 0
    if not options.words or options.words[0] == "-":
        say(write(book).rstrip("\n"))
        return 0
    path = Path(options.words[0])
    with new_file(path) as file:
        file.write(write(book).encode())
    if options.json:
        say_json({"path": str(path.absolute()), "tags": len(book.tags)})
    else:
        say(f"{path}  {plural(len(book.tags), 'tag')}")
    return 0


def _check(library: Library, options: Namespace) -> int:
    from reader.analysis.codebook_check import check

    found = list(check(library.codebook, library.tags_used()))
    if options.json:
        say_json_list(doubt._asdict() for doubt in found)
    elif found:
        say_table((doubt.kind, f"#{doubt.tag}", doubt.words) for doubt in found)
    else:
        complain("nothing is doubtful in the codebook")
    return 1 if found else 0


COMMANDS = {"tag": (_arguments, _tag)}
