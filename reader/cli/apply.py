"""`apply`: JSON lines in, one operation each; one JSON line out for each, once it is on disk."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from reader.cli.context import open_library
from reader.cli.failures import UsageError, os_sentence
from reader.cli.operations import perform
from reader.cli.output import line_of, say_json
from reader.model import ReaderError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from reader.cli.parser import Parser
    from reader.library import Library


def _arguments(parser: Parser) -> None:
    parser.add_argument("source", nargs="?", default="-", metavar="-", help="standard input")
    parser.tell(
        """\
One JSON object a line; "op" says what it does:
  with "article": ID    highlight ("start", "end", and as wanted "tags", "note", "colour"), status ("status"),
                        progress ("progress", 0 to 1), article_tag ("tag"), article_note ("note")
  with "highlight": ID  tag, untag ("tag"), note ("note"), colour ("colour"), bounds ("start", "end"), delete
Each line is answered by one: {"ok": true, "id": …, "op": …} once it is on disk, else
{"ok": false, "error": …, "line": n}, and the next is done. All of it is one step for undo.""",
        """echo '{"op": "highlight", "article": "last", "start": 0, "end": 9}' | reader apply""",
        """echo '{"op": "status", "article": "fgam53", "status": "done"}' | reader apply""",
    )


def _apply(options: Namespace) -> int:
    if options.source != "-":
        raise UsageError(f"apply reads standard input, as in: reader apply < {options.source}")
    failed = False
    with open_library(options, writing=True) as library, library.step("apply"):
        for answer in answers(library):
            say_json(answer)
            failed = failed or not answer["ok"]
    return 1 if failed else 0


def answers(library: Library) -> Iterator[dict[str, object]]:
    """Do each line of standard input and yield its answer; empty lines are passed over."""
    for number, line in enumerate(sys.stdin.buffer, 1):
        if not line.strip():
            continue
        try:
            operation = _read(line)
            yield {"ok": True, "id": perform(library, operation), "op": operation["op"]}
        except (ReaderError, OSError) as error:
            sentence = os_sentence(error) if isinstance(error, OSError) else str(error)
            yield {"ok": False, "error": line_of(sentence), "line": number}


def _read(line: bytes) -> dict[str, object]:
    """Read a line. Raises ReaderError."""
    try:
        operation = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise ReaderError("The line is not JSON in UTF-8.") from None
    if not isinstance(operation, dict):
        raise ReaderError("The line is not a JSON object.")
    return operation


COMMANDS = {"apply": (_arguments, _apply)}
