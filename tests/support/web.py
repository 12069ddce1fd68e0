"""A web server on this machine's loopback, for one test: its routes are functions or bytes."""

from __future__ import annotations

import contextlib
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import TracebackType

    Route = Callable[["Request"], None]


class Request(BaseHTTPRequestHandler):
    """One request; a route answers it."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer by the route of the path."""
        self.close_connection = True
        self.server.asked.append((self.path, dict(self.headers)))
        route = self.server.routes.get(self.path.partition("?")[0])
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            if route is None:
                self.answer(b"<h1>nothing here</h1>", status=404)
            else:
                route(self)

    def answer(
        self, body: bytes, kind: str = "text/html; charset=utf-8", *, status: int = 200, **headers: str
    ) -> None:
        """Send a whole answer; underscores in names of headers are hyphens."""
        self.send_response(status)
        for name, value in {"Content-Type": kind, **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def raw(self, data: bytes) -> None:
        """Send bytes as they are."""
        self.wfile.write(data)
        self.wfile.flush()


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, routes: Mapping[str, Route]) -> None:
        super().__init__(("127.0.0.1", 0), Request)
        self.routes = routes
        self.asked: list[tuple[str, dict[str, str]]] = []


class Web:
    """A server while it is entered; `asked` lists the paths and headers of requests."""

    def __init__(self, routes: Mapping[str, Route]) -> None:
        self._server = _Server(routes)
        self.asked = self._server.asked

    def url(self, path: str) -> str:
        """Return the address of a path."""
        return f"http://127.0.0.1:{self._server.server_address[1]}{path}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
