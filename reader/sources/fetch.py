"""Fetching from the web: vetted at every step, limited in time and size, and never more than was asked for.

It sends no cookies, keeps none, and asks only for the address it was given and where that leads.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
import zlib
from dataclasses import dataclass, replace
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from reader import __version__
from reader.sources.address import Address, machines, read_address
from reader.sources.files import MAX_BYTES, SourceError
from reader.sources.refresh import leads_to
from reader.text.clean import clean_line
from reader.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

SECONDS = 18.0  # for all of it
_CONNECT = 10.0
_MOST_REDIRECTS = 10
_MOST_RAW = 32 * 1024 * 1024
_CHUNK = 1 << 16
_FOR_GOOD = frozenset({301, 308})
_REDIRECTS = frozenset({302, 303, 307}) | _FOR_GOOD
_SAID = {
    401: "it asks for a name and password",
    402: "it asks for money",
    403: "it was refused",
    404: "it was not found",
    410: "it is gone",
    429: "too much was asked of it; try again later",
    451: "it is withheld for legal reasons",
}
_HEADERS = {
    "User-Agent": f"reader/{__version__}",
    "Accept": "text/html,application/xhtml+xml,text/plain,text/markdown,*/*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address gave: `url` is where it led to, `headers` have small names.

    `moved` is where it says that it is found from now on, empty where it does not.
    """

    url: str
    status: int
    raw: bytes
    headers: Mapping[str, str]
    moved: str = ""

    @property
    def kind(self) -> str:
        """The media type that was said, in small letters, or nothing."""
        return self._type.get_content_type() if "content-type" in self.headers else ""

    @property
    def charset(self) -> str:
        """The encoding that was said, or nothing."""
        return self._type.get_content_charset("")

    @property
    def _type(self) -> Message:
        message = Message()
        message["Content-Type"] = self.headers.get("content-type", "")
        return message


class _Led(NamedTuple):
    """Where an address led to, and whether it is there for good."""

    where: str
    for_good: bool


class TryLater(SourceError):
    """A site asks to be left alone for some `seconds`, none where it does not say how long."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


def fetch(
    url: str,
    *,
    allow_private: bool = False,
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
) -> Fetched:
    """Return what an address gives, or 304 where `headers` made the request conditional.

    Raises:
        SourceError: it may not be followed, could not be had, or is too large or too slow.
    """
    deadline = time.monotonic() + seconds
    address = read_address(url)
    moved, for_good = "", True
    for _ in range(_MOST_REDIRECTS + 1):
        answer = _ask(address, deadline, allow_private, {**_HEADERS, **(headers or {})})
        if isinstance(answer, Fetched):
            if answer.status == 304 and not headers:
                raise SourceError(f"{address.host} gave nothing.")
            return replace(answer, moved=moved)
        address = read_address(answer.where, address)
        for_good = for_good and answer.for_good
        moved = address.url if for_good else moved
    raise SourceError(f"{read_address(url).host} led to {_MOST_REDIRECTS} other addresses and not to a text.")


def _ask(
    address: Address, deadline: float, allow_private: bool, headers: Mapping[str, str]
) -> Fetched | _Led:
    """Ask one address: what it gave, or where it leads."""
    numbers = machines(address, allow_private=allow_private)
    try:
        sock = _connected(address, numbers, deadline)
    except ssl.SSLError:
        raise SourceError(f"{address.host} could not prove that it is {address.host}.") from None
    except OSError as error:
        raise SourceError(f"{address.host} does not answer: {_why(error)}.") from None
    connection = http.client.HTTPConnection(address.host, address.port)
    connection.sock = sock
    # a server may send a byte now and then for ever: at the deadline the line is cut, whoever waits on it
    alarm = threading.Timer(max(0.0, deadline - time.monotonic()), _cut, (sock,))
    alarm.daemon = True
    alarm.start()
    try:
        connection.request("GET", address.target, headers=dict(headers))
        response = connection.getresponse()
        answer = _answered(address, response)
        if time.monotonic() >= deadline:  # cut off, which may look like an end
            raise TimeoutError
        return answer
    except (OSError, http.client.HTTPException, ValueError) as error:
        if time.monotonic() >= deadline:
            raise SourceError(f"{address.host} was too slow, and was given up.") from None
        raise SourceError(f"{address.host} broke off: {_why(error)}.") from None
    finally:
        alarm.cancel()
        connection.close()


def _connected(address: Address, numbers: list[str], deadline: float) -> socket.socket:
    """Connect to the first machine that answers."""
    failed: OSError = OSError("no machine answers")
    for number in numbers:
        wait = min(_CONNECT, deadline - time.monotonic())
        if wait <= 0:
            raise TimeoutError("it took too long")
        try:
            sock = socket.create_connection((number, address.port), timeout=wait)
        except OSError as error:
            failed = error
            continue
        if address.scheme == "http":
            return sock
        try:
            return _context().wrap_socket(sock, server_hostname=address.host)
        except OSError:
            sock.close()
            raise
    raise failed


def _context() -> ssl.SSLContext:
    """Return a context that verifies; by certifi's list where the system has none."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        import certifi

        context.load_verify_locations(certifi.where())
    return context


def _cut(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        pass  # it is over already


def _answered(address: Address, response: http.client.HTTPResponse) -> Fetched | _Led:
    headers = {name.lower(): value for name, value in response.getheaders()}
    if response.status in _REDIRECTS:
        if not headers.get("location"):
            raise SourceError(f"{address.host} leads elsewhere and does not say where.")
        return _Led(_as_text(headers["location"]), response.status in _FOR_GOOD)
    if response.status == 304:
        return Fetched(address.url, 304, b"", headers)
    if response.status != 200:
        said = _SAID.get(response.status, "it has an error" if response.status >= 500 else "there is no text")
        message = f"{address.host} gives no article: {said} ({response.status})."
        if response.status in (429, 503):
            raise TryLater(message, _seconds(headers.get("retry-after", "")))
        raise SourceError(message)
    raw = b"".join(_decoded(address, _limited(address, response), headers.get("content-encoding", "")))
    expected = headers.get("content-length", "")
    if not raw:
        raise SourceError(f"{address.host} gave nothing.")
    if expected.isdigit() and response.length:
        raise SourceError(f"{address.host} broke off in the middle.")
    if (where := leads_to(raw)) and read_address(where, address) != address:
        return _Led(where, False)
    return Fetched(address.url, 200, raw, headers)


def _seconds(retry_after: str) -> float:
    """Read `Retry-After`, seconds or a date (RFC 9110, 10.2.3)."""
    if retry_after.isdecimal():
        return float(retry_after[:9])
    try:
        return max(0.0, parsedate_to_datetime(retry_after).timestamp() - time.time())
    except (TypeError, ValueError):
        return 0.0


def _as_text(header: str) -> str:
    """Return a header's text: the library takes its bytes for Latin-1, and sites send UTF-8."""
    try:
        return header.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return header


def _limited(address: Address, response: http.client.HTTPResponse) -> Iterator[bytes]:
    size = 0
    while piece := response.read1(_CHUNK):
        size += len(piece)
        if size > _MOST_RAW:
            raise SourceError(f"{address.host} sends more than the limit of {_MOST_RAW >> 20} MB.")
        yield piece


def _decoded(address: Address, pieces: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    """Undo the encodings that were said, the last first; what comes out is limited too."""
    for name in reversed([part.strip().lower() for part in encoding.split(",") if part.strip()]):
        if name in ("gzip", "x-gzip", "deflate"):
            pieces = _inflated(address, pieces)
        elif name != "identity":
            raise SourceError(f"{address.host} sends an encoding that is not known: {clean_line(name, 20)}.")
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > MAX_BYTES:
            raise SourceError(_too_large(address))
        yield piece


def _inflated(address: Address, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Decompress gzip and zlib a chunk at a time, so that a bomb never stands in memory."""
    inflater = zlib.decompressobj(zlib.MAX_WBITS | 32)
    size = 0
    for piece in pieces:
        waiting = piece
        while waiting:
            try:
                out = inflater.decompress(waiting, _CHUNK)
            except zlib.error:
                raise SourceError(f"{address.host} sends what cannot be decompressed.") from None
            size += len(out)
            if size > MAX_BYTES:
                raise SourceError(_too_large(address))
            yield out
            waiting = inflater.unconsumed_tail
    yield inflater.flush()


def _too_large(address: Address) -> str:
    return f"{address.host} sends more than the limit of {MAX_BYTES >> 20} MB of text."


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "it took too long"
    if isinstance(error, ConnectionRefusedError):
        return "the connection was refused"
    if isinstance(error, ConnectionError):
        return "the connection was closed"
    if isinstance(error, OSError):
        return clean_line(error.strerror or "the network fails", 80).lower()
    return "what it sends is no HTTP"
