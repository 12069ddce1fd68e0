"""Whether a process still runs."""

from __future__ import annotations

import os
from pathlib import Path


def lives(process: int) -> bool:
    """Tell whether a process runs; one that only waits to be asked how it ended does not."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except (ProcessLookupError, FileNotFoundError):
        return False
