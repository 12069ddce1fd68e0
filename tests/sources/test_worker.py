import sys

import pytest

from reader.sources import worker
from reader.sources.worker import Worker, WorkerError

PAGES = "<html><body><article><h1>T</h1>" + "<p>A sentence that says nothing at all, slowly.</p>" * 9
PAGE = PAGES.encode()


def test_one_worker_serves_many_pages() -> None:
    mine = Worker()
    try:
        first = mine.extract("html", PAGE)
        process = mine._process
        assert mine.extract("html", PAGE) == first
        assert mine._process is process
        assert first["blocks"]
    finally:
        mine.close()


@pytest.mark.parametrize(
    ("boot", "message"),
    [
        ("import os; os._exit(1)", "could not be taken apart"),
        (
            "import sys; sys.stdin.buffer.read(9); sys.stdout.buffer.write(b'\\0\\0')",
            "could not be taken apart",
        ),
    ],
)
def test_a_worker_that_dies_is_told_and_replaced(
    monkeypatch: pytest.MonkeyPatch, boot: str, message: str
) -> None:
    mine = Worker()
    try:
        with monkeypatch.context() as patched:
            patched.setattr(worker, "_BOOT", boot)
            with pytest.raises(WorkerError, match=message):
                mine.extract("html", PAGE)
        assert mine.extract("html", PAGE)["blocks"]
    finally:
        mine.close()


@pytest.mark.skipif(sys.platform == "win32", reason="the platform has no resource limits")
@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("x = b'x' * (2 << 30)", "needs too much memory"),
        ("raise KeyError('a')", r"could not be taken apart \(KeyError\)"),
        ("while True: pass", "took too long"),
    ],
)
def test_limits(monkeypatch: pytest.MonkeyPatch, code: str, message: str) -> None:
    """The page's text is code here, run where the extraction would be, under the same limits."""
    boot = (
        "import json, sys; sys.path[:] = json.loads(sys.argv[1])\n"
        "import reader.sources.extract as e, reader.sources.worker as w\n"
        "w.CPU_SECONDS = 0\n"
        "e.extract = lambda raw: exec(raw.decode())\n"
        "w.serve()\n"
    )
    monkeypatch.setattr(worker, "_BOOT", boot)
    mine = Worker()
    try:
        with pytest.raises(WorkerError, match=message):
            mine.extract("html", code.encode())
    finally:
        mine.close()
