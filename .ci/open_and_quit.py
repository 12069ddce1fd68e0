"""Open the reader in a pseudo-terminal, wait for a text on its screen, require that ctrl+q ends it cleanly.

Used by .ci/run: python .ci/open_and_quit.py READER FOLDER TEXT
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.support.escapes import violations
from tests.support.terminal import Terminal

ENTER = b"\x1b[?1049h"  # the alternate screen


def main() -> int:
    """Run the reader once."""
    reader, folder, text = sys.argv[1:]
    with Terminal([reader, folder], cols=120, rows=36) as terminal:
        terminal.wait_for(text)
        terminal.send("ctrl+q")
        status = terminal.wait_exit()
        bar, screen, shown = bytes(terminal.raw).partition(ENTER)  # adding shows a bar where it takes long
        unexpected = violations(screen + shown, 120, 36, ended=True)
    for sentence in unexpected[:10]:
        print(sentence)
    counted = f"{len(bar)} bytes before the screen, {len(shown)} in it"
    print(f"exit status {status}, {counted}, {len(unexpected)} of them unexpected")
    return 1 if status or unexpected else 0


if __name__ == "__main__":
    sys.exit(main())
