"""Run command lines where what only POSIX has is gone, as far as that can be imitated on a POSIX system.

`python -m tests.support.without_posix`: command lines as a JSON list on standard input, their exit codes out.
The libraries are loaded first, for they have branches of their own; what our code then imports or calls of
the modules and functions that Windows lacks is not there. Locks are those of `msvcrt`, made of `flock`.
"""

from __future__ import annotations

import fcntl
import importlib
import json
import os
import pkgutil
import signal
import socket
import sys
import types

LOADED_FIRST = (
    "asyncio http.client multiprocessing shutil ssl subprocess tempfile webbrowser "
    "feedparser genanki jinja2 mammoth platformdirs pypdfium2 textual.app tinydb trafilatura watchfiles"
).split()
MODULES = ("fcntl", "termios", "resource", "pwd", "grp", "pty", "tty", "syslog")
CALLS = (
    "O_CLOEXEC O_DIRECTORY O_DSYNC O_NOCTTY O_NOFOLLOW O_NONBLOCK O_SYNC chown fchmod fchown fdatasync fork "
    "getegid geteuid getgid getloadavg getpgrp getuid killpg lchown lockf mkfifo nice openpty posix_fadvise "
    "posix_fallocate pread pwrite register_at_fork sched_getaffinity setpgid setsid statvfs sync tcgetpgrp "
    "ttyname"
).split()
SIGNALS = (
    "SIGALRM SIGCHLD SIGCONT SIGHUP SIGPIPE SIGSTOP SIGTSTP SIGTTIN SIGTTOU SIGUSR1 SIGUSR2 SIGWINCH SIGXCPU "
    "alarm pthread_kill pthread_sigmask setitimer"
).split()
#: Printed behind the output of each command line, before its exit code.
ENDED = "== ended with "
#: It is for POSIX terminals, and loaded there only.
DRIVER = "reader.ui.terminal.driver"


def take_away() -> None:
    """Take away what Windows has not, and put there what it has."""
    for name in LOADED_FIRST:
        importlib.import_module(name)
    flock, unlock, lock = fcntl.flock, fcntl.LOCK_UN, fcntl.LOCK_EX
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]  # so an import of it fails
    for module, names in ((os, CALLS), (signal, SIGNALS), (socket, ("AF_UNIX",))):
        for name in names:
            if hasattr(module, name):
                delattr(module, name)
    msvcrt = types.ModuleType("msvcrt")
    vars(msvcrt).update(
        LK_UNLCK=0, LK_LOCK=1, LK_NBLCK=2, locking=lambda fd, mode, _: flock(fd, lock if mode else unlock)
    )
    sys.modules["msvcrt"] = msvcrt
    sys.platform = "win32"


def main() -> None:
    """Load every module, then run the command lines."""
    take_away()
    import reader

    for module in pkgutil.walk_packages(reader.__path__, "reader."):
        if module.name not in (DRIVER, "reader.__main__"):
            importlib.import_module(module.name)
    from reader import cli

    for words in json.load(sys.stdin):
        print(f"{ENDED}{cli.main(words)}", flush=True)


if __name__ == "__main__":
    main()
