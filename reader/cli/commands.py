"""Every command of the command line, declared once: name, usage, group, one-line help, module."""

from __future__ import annotations

from reader.tuples import NamedTuple


class Command(NamedTuple):  # as a dataclass, or with annotations as text, it takes milliseconds
    """A command; `module` has a `COMMANDS` entry of its name with the functions that declare and run it."""

    name: str
    group: str
    usage: str
    about: str
    module: str
    prints: bool = True  # something that --json shapes

    @property
    def brief(self) -> str:
        """Name and first word of usage, for lists of commands."""
        first = self.usage.partition("] " if self.usage.startswith("[") else " ")
        return f"{self.name} {first[0]}{first[1].strip()}".strip()


COMMANDS = {
    command.name: command
    for command in (
        Command(
            "add",
            "Articles",
            "PATH|URL|-… [--tag T]… [--encoding E] [--chapters] [--allow-private] [--dry-run]",
            "add texts to the library without opening them",
            "articles",
        ),
        Command("feed", "Articles", "ACTION …", "follow feeds, and add what is new in them", "feeds"),
        Command("watch", "Articles", "FOLDER… [--tag T]…", "add what appears in a folder", "watching"),
        Command(
            "list",
            "Articles",
            "[QUERY] [--view NAME]",
            "list the articles that fit, newest first",
            "articles",
        ),
        Command(
            "show",
            "Articles",
            "ID [--plain]",
            "print one article: what is known of it, and its text",
            "articles",
        ),
        Command(
            "search",
            "Articles",
            "WORDS [--regex] [-n N]",
            "look for words in texts, passages and notes",
            "search",
        ),
        Command(
            "duplicates",
            "Articles",
            "[QUERY] [--view NAME] [--least N]",
            "list articles whose texts are much alike",
            "search",
        ),
        Command(
            "open",
            "Articles",
            "ID[:PASSAGE]",
            "open the app there, or the app that runs",
            "jump",
            prints=False,
        ),
        Command(
            "highlights",
            "Highlights",
            "[QUERY] [--view NAME] [--jsonl]",
            "list the highlights that fit",
            "highlights",
        ),
        Command("tags", "Highlights", "", "list the tags, and how many highlights have each", "highlights"),
        Command("views", "Highlights", "[ACTION …]", "list, save, rename and delete saved queries", "views"),
        Command(
            "tag",
            "Highlights",
            "ACTION … [--dry-run]",
            "change the codebook, and tags all over the library",
            "tags",
        ),
        Command(
            "highlight",
            "Highlights",
            "ID --quote TEXT|--range A:B [--tag T]… [--note TEXT] [--colour C]",
            "mark a passage",
            "highlights",
        ),
        Command(
            "apply",
            "Highlights",
            "[-] [--others]",
            "make many changes: JSON lines in, one answer a line out",
            "apply",
        ),
        Command(
            "import",
            "Import and export",
            "FILE… [--format F] [--tag T]… [--dry-run]",
            "take articles and passages out of other programs' files",
            "importing",
        ),
        Command(
            "export",
            "Import and export",
            "[QUERY] --format F [-o OUT] [--view NAME] [--force] [--watch]",
            "write articles and their passages in another format",
            "export",
        ),
        Command(
            "refresh",
            "Care",
            "[QUERY] [--view NAME] [--allow-private]",
            "read the sources again, and take texts that have changed",
            "renewing",
        ),
        Command(
            "check",
            "Care",
            "[QUERY] [--view NAME]",
            "list the highlights that wait since their text changed",
            "renewing",
        ),
        Command("history", "Care", "[-n N]", "list what was done and can be undone, the last first", "past"),
        Command("trash", "Care", "[list|restore ID…]", "list what was deleted, or bring it back", "past"),
        Command("doctor", "Care", "[--repair]", "look for damaged files, and put right what can be", "care"),
        Command("backup", "Care", "[OUT]", "write the whole library into one archive", "care"),
        Command("restore", "Care", "ARCHIVE --library DIR", "make a new library of an archive", "care"),
        Command(
            "config",
            "Settings",
            "init|check|path",
            "write the file of settings, look for mistakes in it, or say where it is",
            "settings",
        ),
        Command("completion", "Settings", "SHELL", "make a shell complete what is typed", "completion"),
        Command("man", "Settings", "", "print the manual page", "manual"),
    )
}

HELP = "help"  # `reader help COMMAND` is `reader COMMAND --help`

MAIN_HELP = """\
usage: reader [--library DIR] [PATH|-]…        read, adding what is given
       reader COMMAND …                        do one thing and end

Read articles closely and tag passages in them. Without a path the last article opens where you left it;
a path is a text, page, book, document, message, a folder of them or a web address, - is standard input.
? in the app shows its keys.
{commands}
Everywhere:
  --library DIR       the library's folder; else READER_LIBRARY, else the platform's data folder
  --json              print JSON instead of text; both may stand before or after the command
  -h, --help          this page; reader COMMAND --help, or reader help COMMAND, tells of one command
  --version           the version
  --no-early-paint    with a path or nothing: show no text before all is loaded

An ID is the end of an id, as lists show it, or “last”: the article last read, else the one last added. A file
named like a command is ./list. A QUERY, which the shell wants in single quotes, is made of
  words  "a phrase"  #tag  status:new|inbox|reading|done|archived  title: author: site: lang: note: colour:
  by:  added:7d  added:>2026-11-01  words:>2000  progress:<50  has:note|highlight|orphan|waiting
joined by or, - (not) and brackets; also #claim overlaps #evidence and #claim within:2p #evidence.

Examples:
  reader ~/texts
  reader add notes.md page.html --tag draft
  reader highlights '#claim -has:note added:7d'
  reader highlight last --quote 'more harm than good' --tag claim
  reader export 'site:site-34' --format markdown -o claims.md

Exit status: 0 when all is done, 1 when something could not be done, 2 when the command line is wrong.
"""


def main_help() -> str:
    """Write the page of `reader --help`."""
    lines: list[str] = []
    for group in dict.fromkeys(command.group for command in COMMANDS.values()):
        lines += ["", f"{group}:"]
        for command in COMMANDS.values():
            if command.group == group:
                lines.append(f"  {command.brief:<18}  {command.about}")
    return MAIN_HELP.format(commands="\n".join([*lines, ""]))
