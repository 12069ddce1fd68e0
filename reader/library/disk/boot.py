"""The run of the system: what was written in an earlier one may have lost what was not waited for."""

from __future__ import annotations


def boot() -> str:
    """Name this run of the system; where that cannot be told it is the day."""
    try:
        with open("/proc/sys/kernel/random/boot_id", "rb") as file:
            return file.read().strip().decode()
    except OSError:
        import time

        return time.strftime("%Y-%m-%d")
