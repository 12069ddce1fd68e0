"""Web addresses, looked at before anything is sent: what they may be, and which machines they may lead to."""

from __future__ import annotations

import ipaddress
import re
import socket
from dataclasses import dataclass
from urllib.parse import quote, urljoin, urlsplit

from reader.sources.files import SourceError
from reader.text.clean import clean_line

_PORTS = {"http": 80, "https": 443}
_LONGEST = 8000  # characters
_bad = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029]").search
#: Kept as they are in a path and a query; all else is percent-encoded (RFC 3986).
_SAFE = "!$&'()*+,/:;=?@[]~%-._"


class PrivateError(SourceError):
    """An address leads to a machine of this network, which is read only when a person says so."""

    def __init__(self, host: str) -> None:
        super().__init__(f"{host} is a machine of this network; `reader add --allow-private` reads it.")
        self.host = host


@dataclass(frozen=True, slots=True)
class Address:
    """An address that may be asked; `target` is path and query as they are sent."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def url(self) -> str:
        """The address as text, without a fragment."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.target}"


def read_address(text: str, base: Address | None = None) -> Address:
    """Read an address, or one relative to `base`. Raises SourceError where it may not be followed."""
    shown = clean_line(text, 120)
    if len(text) > _LONGEST:
        raise SourceError(f"This address is longer than {_LONGEST} characters: {shown}")
    if _bad(text):
        raise SourceError(f"This address holds a space, a control or a backslash: {shown}")
    try:
        parts = urlsplit(urljoin(base.url, text) if base else text)
        port = parts.port
    except ValueError:
        raise SourceError(f"This is no address: {shown}") from None
    if parts.scheme not in _PORTS:
        raise SourceError(f"Only http and https are followed, not {shown}")
    if parts.username is not None or parts.password is not None:
        raise SourceError("An address with a name or password in it is not followed.")
    if not parts.hostname:
        raise SourceError(f"This address names no site: {shown}")
    target = quote(parts.path or "/", _SAFE) + (f"?{quote(parts.query, _SAFE)}" if parts.query else "")
    return Address(parts.scheme, _host(parts.hostname, shown), port or _PORTS[parts.scheme], target)


def _host(name: str, shown: str) -> str:
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        pass  # a name
    try:
        return name.encode("idna").decode("ascii").lower().rstrip(".")
    except UnicodeError:
        raise SourceError(f"This address names no site: {shown}") from None


def machines(address: Address, *, allow_private: bool = False) -> list[str]:
    """Return the IP addresses of a site, which are those to connect to: asked again, it might answer others.

    Raises SourceError where there is none, or one is not of the public internet.
    """
    try:
        found = socket.getaddrinfo(address.host, address.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise SourceError(f"There is no site {address.host}, or no network.") from None
    numbers = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_private and not all(map(_is_public, numbers)):
        raise PrivateError(address.host)
    return numbers


def leads_inside(url: str) -> str:
    """Return the site of an address where it is a machine of this network; nothing of any other text."""
    try:
        address = read_address(url)
        machines(address)
    except PrivateError as error:
        return error.host
    except SourceError:
        return ""
    return ""


def _is_public(number: str) -> bool:
    ip = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        ip = ip.ipv4_mapped or ip.sixtofour or ip
    return ip.is_global and not ip.is_multicast
