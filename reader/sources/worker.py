"""A process of its own for extraction: what a page does to the parser ends there.

The parent sends a kind and a file's bytes and waits for the answer, JSON; each message is a length (4 bytes)
and that many bytes. One worker serves many. Each may take 8 seconds of processor time and 500 MB; where the
platform cannot limit these, 20 seconds in all.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import struct
import subprocess
import sys
import threading
from importlib import import_module
from typing import IO, Any

CPU_SECONDS = 8
MEMORY = 500 * 1024 * 1024
WALL_SECONDS = 20
_BOOT = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from reader.sources.worker import serve
serve()
"""


_LATE = {-getattr(signal, name) for name in ("SIGXCPU", "SIGKILL") if hasattr(signal, name)} or {1}


#: Kind -> module with `extract(raw) -> {"fields": …, "blocks": …}`, imported by the worker alone; behind a
#: colon the name of another function. Mail and saved pages come as the texts in them, which are then read so.
EXTRACTORS = {
    "html": "reader.sources.extract",
    "epub": "reader.sources.epub_parts",
    "epub-chapters": "reader.sources.epub_chapters",
    "pdf": "reader.sources.pdf_parts",
    "docx": "reader.sources.docx_parts",
    "odt": "reader.sources.odt_parts",
    "rtf": "reader.sources.rtf_parts",
    "feed": "reader.sources.feed_parts",
    "mail": "reader.sources.mail_parts",
    "mhtml": "reader.sources.mhtml_parts",
    "refi": "reader.sources.imports.refi_parts",
    "kobo": "reader.sources.imports.database_parts:extract_kobo",
    "taguette": "reader.sources.imports.database_parts:extract_taguette",
}


class WorkerError(Exception):
    """The worker could not finish; the message is the end of a sentence."""


class Worker:
    """The parent's end. Started when first asked, again after it died, ended with the program."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        atexit.register(self.close)

    def extract(self, kind: str, raw: bytes) -> dict[str, Any]:
        """Return what the extractor of a kind finds in a file. Raises WorkerError."""
        with self._lock:
            process = self._running()
            alarm = threading.Timer(WALL_SECONDS, process.kill)
            alarm.start()
            try:
                answer = self._exchange(process, kind, raw)
            except OSError:
                answer = None  # the pipe broke: the worker is gone
            except BaseException:  # interrupted: its answer would be taken for the next one's
                self._discard()
                raise
            finally:
                alarm.cancel()
            if answer is None:
                self._discard(patience=1)
                # Ended by a signal: the clock's, or the system's once the processor time was used up.
                late = process.returncode in _LATE
                raise WorkerError("took too long to take apart" if late else "could not be taken apart")
        result: dict[str, Any] = json.loads(answer)
        if "error" in result:
            self.close()
            raise WorkerError(result["error"])
        return result

    def close(self) -> None:
        """End the worker."""
        with self._lock:
            self._discard()

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            path = json.dumps([entry for entry in sys.path if os.path.isabs(entry)])
            self._process = subprocess.Popen(
                # isolated, so that nothing is imported from the folder the program is used in
                [sys.executable, "-I", "-c", _BOOT, path],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self._process

    @staticmethod
    def _exchange(process: subprocess.Popen[bytes], kind: str, raw: bytes) -> bytes | None:
        assert process.stdin is not None and process.stdout is not None
        _send(process.stdin, kind.encode("ascii"))
        _send(process.stdin, raw)
        return _receive(process.stdout)

    def _discard(self, patience: float = 0) -> None:
        """End the process, at once or, where it is ending by itself, after `patience` seconds."""
        process, self._process = self._process, None
        if process is None:
            return
        try:
            process.wait(patience)
        except subprocess.TimeoutExpired:
            process.kill()
        for pipe in (process.stdin, process.stdout):
            try:
                if pipe is not None:
                    pipe.close()
            except OSError:
                pass  # what was left to send has nobody to go to
        process.wait()


#: The one that all sources use.
shared = Worker()


def _send(pipe: IO[bytes], message: bytes) -> None:
    pipe.write(struct.pack(">I", len(message)))
    pipe.write(message)
    pipe.flush()


def _receive(pipe: IO[bytes]) -> bytes | None:
    """Return the next message, or None at the end."""
    head = pipe.read(4)
    if len(head) < 4:
        return None
    size = struct.unpack(">I", head)[0]
    message = pipe.read(size)
    return message if len(message) == size else None


class Refused(Exception):
    """An extractor says why there is nothing to take from a file; the message is the end of a sentence."""


def serve() -> None:
    """Answer until there is nothing more: the child's end."""
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is no answer
    while (kind := _receive(asked)) is not None and (raw := _receive(asked)) is not None:
        _limit()
        try:
            module, _, name = EXTRACTORS[kind.decode("ascii")].partition(":")
            answer = json.dumps(getattr(import_module(module), name or "extract")(raw))
        except Refused as error:
            answer = json.dumps({"error": str(error)})
        except MemoryError:
            answer = json.dumps({"error": "needs too much memory to take apart"})
        except Exception as error:  # a parser may fail in any way; the file is named by the parent
            answer = json.dumps({"error": f"could not be taken apart ({type(error).__name__})"})
        _send(answers, answer.encode("ascii"))


def _limit() -> None:
    """Limit this process's processor time, from now, and its memory."""
    try:
        import resource
    except ImportError:  # no such thing on this platform: the parent's clock is left
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    seconds = int(usage.ru_utime + usage.ru_stime) + 1 + CPU_SECONDS
    for which, limit in (
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(which)[1]
        try:
            resource.setrlimit(which, (limit if hard < 0 else min(limit, hard), hard))
        except (OSError, ValueError):
            continue  # macOS refuses some of them
