"""The command line. Cheap to import: what a command needs is imported when it runs."""

from __future__ import annotations

import sys

TYPE_CHECKING = False  # typing itself would take milliseconds to import
if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run the program and return its exit code: 0, 1 (could not do it), 2 (wrong use), 130 (ctrl+c)."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words in (["--version"], ["-V"]):
        from reader import __version__

        print(f"reader {__version__}")
        return 0
    from reader.early.terminal import give_back, paint

    paint(words, _is_command)
    if argv is None:  # the process is the program's alone
        from reader.early.code import use

        use()
    try:
        from reader.cli.dispatch import dispatch

        return dispatch(words)
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:
        give_back()
        from reader.cli.failures import explain

        return explain(error)
    finally:
        give_back()


def _is_command(word: str) -> bool:
    if not word.isalpha():
        return False
    from reader.cli.commands import COMMANDS, HELP

    return word in COMMANDS or word == HELP
