"""`apply`: JSON lines in, one operation each; one JSON line out for each, once it is on disk."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, cast

from reader.cli.context import open_library
from reader.cli.failures import UsageError, os_sentence
from reader.cli.operations import perform
from reader.cli.output import line_of, say_json
from reader.model import ReaderError

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator
    from io import BufferedReader

    from reader.cli.parser import Parser
    from reader.library import Library

_MOST_AT_ONCE = 1 << 16  # bytes of lines that wait for the disk together


def _arguments(parser: Parser) -> None:
    parser.add_argument("source", nargs="?", default="-", metavar="-", help="standard input")
    parser.add_argument("--others", action="store_true", help="change also what other annotators marked")
    parser.tell(
        """\
One JSON object a line; "op" says what it does:
  with "article": ID    highlight ("start", "end", and as wanted "tags", "note", "colour"), status ("status"),
                        progress ("progress", 0 to 1), article_tag ("tag"), article_note ("note")
  with "highlight": ID  tag, untag ("tag"), note ("note"), colour ("colour"), bounds ("start", "end"), delete,
                        link, unlink ("to", "kind")
Each line is answered by one: {"ok": true, "id": …, "op": …} once it is on disk, else
{"ok": false, "error": …, "line": n}, and the next is done. All of it is one step for undo.
What another annotator marked is not changed, but with --others.""",
        """echo '{"op": "highlight", "article": "last", "start": 0, "end": 9}' | reader apply""",
        """echo '{"op": "status", "article": "fgam53", "status": "done"}' | reader apply""",
    )


def _apply(options: Namespace) -> int:
    if options.source != "-":
        raise UsageError(f"apply reads standard input, as in: reader apply < {options.source}")
    failed = False
    with open_library(options, writing=True) as library, library.step("apply"):
        for lines in waiting(cast("BufferedReader", sys.stdin.buffer)):
            for answer in answers(library, lines, others=options.others):
                say_json(answer)
                failed = failed or not answer["ok"]
    return 1 if failed else 0


def waiting(source: BufferedReader) -> Iterator[list[tuple[int, bytes]]]:
    """Yield the numbered lines that are there already, and wait for one when there is none."""
    pieces: list[bytes] = []  # of a line that has not ended
    number = 0
    while chunk := source.read1(_MOST_AT_ONCE):
        *ended, rest = chunk.split(b"\n")
        if ended:
            ended[0] = b"".join([*pieces, ended[0]])
            yield list(enumerate(ended, number + 1))
            number += len(ended)
            pieces.clear()
        pieces.append(rest)
    if line := b"".join(pieces):
        yield [(number + 1, line)]


def answers(
    library: Library, lines: list[tuple[int, bytes]], *, others: bool = False
) -> list[dict[str, object]]:
    """Do lines and answer each when all are on disk; empty ones are passed over."""
    made: list[tuple[int, dict[str, object]]] = []
    try:
        with library.together():
            made = [
                (number, _answer(library, number, line, others)) for number, line in lines if line.strip()
            ]
    except (ReaderError, OSError) as error:
        return [answer if not answer["ok"] else _refusal(error, number) for number, answer in made]
    return [answer for _, answer in made]


def _answer(library: Library, number: int, line: bytes, others: bool) -> dict[str, object]:
    """Do a line; its answer holds only once it is on disk."""
    try:
        operation = _read(line)
        return {"ok": True, "id": perform(library, operation, others=others), "op": operation["op"]}
    except (ReaderError, OSError) as error:
        return _refusal(error, number)


def _refusal(error: ReaderError | OSError, number: int) -> dict[str, object]:
    sentence = os_sentence(error) if isinstance(error, OSError) else str(error)
    return {"ok": False, "error": line_of(sentence), "line": number}


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
