"""The web, played on the loopback: what is read, what is refused, and what is never sent."""

from __future__ import annotations

import gzip
import socket
import threading
import zlib
from typing import TYPE_CHECKING

import pytest

from reader.sources import address, fetch, load
from reader.sources.address import machines, read_address
from reader.sources.files import SourceError
from reader.text.clean import is_clean
from tests.support.web import Request, Web

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from reader.model import Imported

TEXT = "<p>" + "The old wall has nine gates, and two of them are walled up. " * 12 + "</p>"
HEAD = '<link rel="canonical" href="https://example.org/wall"><meta name="author" content="Ana Pérez">'
BODY = f"<article><h1>The old wall</h1>{TEXT}</article>"
PAGE = (
    f"<!doctype html><html lang=en><head><title>The old wall</title>{HEAD}</head><body>{BODY}</body></html>"
)
BOMB = gzip.compress(bytes(200 << 20), 1)


def page(body: str, status: int = 200, **headers: str) -> Callable[[Request], None]:
    return lambda request: request.answer(body.encode(), "text/html; charset=utf-8", status=status, **headers)


def leads(to: str) -> Callable[[Request], None]:
    return lambda request: request.answer(b"", status=302, Location=to)


def drip(request: Request) -> None:
    """Send a byte now and then until the other side goes."""
    request.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    stopped = threading.Event()
    while not stopped.wait(0.02):
        request.raw(b"<")


def endless_headers(request: Request) -> None:
    request.raw(b"HTTP/1.1 200 OK\r\n")
    while True:
        request.raw(b"X-Header: %s\r\n" % (b"y" * 1000))


def endless(request: Request) -> None:
    request.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while True:
        request.raw(b"x" * 65536)


def reset(request: Request) -> None:
    request.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
    request.connection.close()


ROUTES: dict[str, Callable[[Request], None]] = {
    "/wall": page(PAGE),
    "/moved": leads("/wall"),
    "/refreshed": page("<head><META content='0; URL=\"/wall?a=1&amp;b=2\"' http-equiv=refresh></head>Moved."),
    "/soon": page("<meta http-equiv='Refresh' content='5;url=wall'><p>You will be led on.</p>"),
    "/itself": page(PAGE.replace("<head>", '<head><meta http-equiv="refresh" content="0; url=/itself">')),
    "/later": page(PAGE.replace("<head>", '<head><meta http-equiv="refresh" content="300; url=/404">')),
    "/no-script": page(
        PAGE.replace("<head>", '<head><noscript><meta http-equiv="refresh" content="0;url=/404"></noscript>')
    ),
    "/to-and-fro": page('<meta http-equiv="refresh" content="0; url=/fro">'),
    "/fro": page('<meta http-equiv="refresh" content="0; url=/to-and-fro">'),
    "/refreshed-to-file": page('<meta http-equiv="refresh" content="0; url=file:///etc/passwd">'),
    "/gzip": lambda request: request.answer(gzip.compress(PAGE.encode()), Content_Encoding="gzip"),
    "/deflate": lambda request: request.answer(zlib.compress(PAGE.encode()), Content_Encoding="deflate"),
    "/koi8": lambda request: request.answer(
        f"<p>{'Старая стена и девять ворот в ней. ' * 12}".encode("koi8-r"), "text/html; charset=koi8-r"
    ),
    "/lie": lambda request: request.answer(PAGE.encode(), "text/html; charset=koi8-r"),
    "/notes.md": lambda request: request.answer(b"# Notes\n\nOne. Two.", "text/markdown"),
    "/paid": page(PAGE.replace("<article>", '<script>{"isAccessibleForFree": false}</script><article>')),
    "/teaser": page(f"<article><h1>The wall</h1>{TEXT}<p>Subscribe to continue reading.</p></article>"),
    "/abo": page(f"<article><h1>Die Mauer</h1>{TEXT}</article><div>Nur für Abonnenten</div>"),
    "/cookies": page(
        "<main><h1>Your privacy</h1><p>We and our partners use cookies. Some cookies are necessary, other"
        " cookies need your consent, which you may take back in our privacy centre at any time.</p></main>"
    ),
    "/wants-login": leads("/login?next=/wall"),
    "/login": page(PAGE),
    "/password": page(
        f"<form><input type=password></form><article><h1>Log in</h1><p>{'Please log in. ' * 9}"
    ),
    "/only-password": page("<form><p>Welcome back.</p><input type=password></form>"),
    "/bomb": lambda request: request.answer(BOMB, Content_Encoding="gzip"),
    "/bombs": lambda request: request.answer(gzip.compress(BOMB), Content_Encoding="gzip, gzip"),
    "/no-gzip": lambda request: request.answer(b"\x1f\x8bno" * 90, Content_Encoding="gzip"),
    "/br": lambda request: request.answer(PAGE.encode(), Content_Encoding="br"),
    "/loop": leads("/loop"),
    "/to-file": leads("file:///etc/passwd"),
    "/to-script": leads("javascript:alert(1)"),
    "/to-control": leads("/\x1b]0;PWN\x07"),
    "/to-user": leads("http://me:secret@127.0.0.1/"),
    "/to-nowhere": lambda request: request.answer(b"", status=302),
    "/short": lambda request: request.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort"),
    "/bad-chunk": lambda request: request.raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"),
    "/no-http": lambda request: request.raw(b"\x1b[2Jno http at all\r\n\r\n"),
    "/reason": lambda request: request.raw(b"HTTP/1.1 404 \x1b]0;PWN\x07[/]\r\nContent-Length: 0\r\n\r\n"),
    "/empty": page(""),
    "/304": lambda request: request.answer(b"", status=304),
    "/binary": lambda request: request.answer(bytes(range(256)) * 90, "application/octet-stream"),
    "/endless": endless,
    "/endless-headers": endless_headers,
    "/drip": drip,
    "/reset": reset,
    "/cookie": page(PAGE, Set_Cookie="a=b; Path=/", Location="/x"),
    "/to-cookie": lambda request: request.answer(b"", status=302, Location="/wall", Set_Cookie="a=b; Path=/"),
    "/feed": lambda request: request.answer(b"kept", "text/plain", ETag='"1"'),
    **{f"/{status}": page("<h1>error</h1>", status) for status in (204, 401, 403, 404, 418, 429, 500)},
}


@pytest.fixture(scope="module")
def web() -> Iterator[Web]:
    with Web(ROUTES) as server:
        yield server


def read(web: Web, path: str) -> Imported:
    (imported,) = load(web.url(path), allow_private=True)
    assert is_clean(imported.error)
    assert is_clean(imported.origin)
    return imported


def test_an_article_has_what_its_page_says(web: Web) -> None:
    imported = read(web, "/wall")
    data = imported.metadata
    assert (imported.error, imported.source, data.title, data.authors) == (
        "",
        "html",
        "The old wall",
        ("Ana Pérez",),
    )
    assert (data.url, imported.origin) == ("https://example.org/wall", web.url("/wall"))
    assert imported.raw == PAGE.encode()
    assert imported.body.text.startswith("The old wall\n\nThe old wall has nine gates")


@pytest.mark.parametrize(
    "path",
    [
        "/moved", "/gzip", "/deflate", "/lie", "/cookie", "/to-cookie",
        "/refreshed", "/soon", "/itself", "/later", "/no-script",
    ],
)  # fmt: skip
def test_ways_to_send_an_article(web: Web, path: str) -> None:
    assert read(web, path).metadata.title == "The old wall"


def test_no_cookie_is_kept_and_no_more_is_said_than_needed(web: Web) -> None:
    web.asked.clear()
    read(web, "/to-cookie")
    assert [path for path, _ in web.asked] == ["/to-cookie", "/wall"]
    for _, headers in web.asked:
        assert headers.keys() == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


def test_other_kinds_and_encodings(web: Web) -> None:
    notes = read(web, "/notes.md")
    assert (notes.source, notes.metadata.title, notes.metadata.url) == (
        "markdown",
        "Notes",
        web.url("/notes.md"),
    )
    assert "девять ворот" in read(web, "/koi8").body.text


@pytest.mark.parametrize("path", ["/paid", "/teaser", "/abo"])
def test_a_part_of_a_paid_article_is_said_to_be_one(web: Web, path: str) -> None:
    imported = read(web, path)
    assert not imported.error
    assert "for subscribers" in " ".join(imported.report)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/wants-login", "asks to log in"),
        ("/password", "asks to log in"),
        ("/only-password", "asks to log in"),
        ("/cookies", "asks to agree to cookies"),
        ("/bomb", "more than the limit of 64 MB"),
        ("/bombs", "more than the limit of 64 MB"),
        ("/no-gzip", "cannot be decompressed"),
        ("/br", "an encoding that is not known: br"),
        ("/loop", "led to 10 other addresses"),
        ("/to-and-fro", "led to 10 other addresses"),
        ("/refreshed-to-file", "Only http and https are followed, not file:///etc/passwd"),
        ("/to-file", "Only http and https are followed, not file:///etc/passwd"),
        ("/to-script", "Only http and https"),
        ("/to-control", "holds a space, a control or a backslash"),
        ("/to-user", "a name or password"),
        ("/to-nowhere", "does not say where"),
        ("/short", "broke off in the middle"),
        ("/bad-chunk", "no HTTP"),
        ("/no-http", "no HTTP"),
        ("/reason", "it was not found (404)"),
        ("/empty", "gave nothing"),
        ("/304", "gave nothing"),
        ("/binary", "binary data"),
        ("/endless", "more than the limit of 32 MB"),
        ("/endless-headers", "no HTTP"),
        ("/reset", "the connection was closed"),
        ("/204", "there is no text (204)"),
        ("/401", "asks for a name and password (401)"),
        ("/403", "it was refused (403)"),
        ("/404", "it was not found (404)"),
        ("/418", "there is no text (418)"),
        ("/429", "try again later (429)"),
        ("/500", "it has an error (500)"),
    ],
)
def test_what_is_refused_is_one_clear_sentence(web: Web, path: str, said: str) -> None:
    imported = read(web, path)
    assert said in imported.error
    assert "\n" not in imported.error
    assert "secret" not in imported.error


def test_a_server_that_drips_is_given_up_at_the_deadline(web: Web) -> None:
    with pytest.raises(SourceError, match=r"too slow|broke off"):
        fetch.fetch(web.url("/drip"), allow_private=True, seconds=0.3)


def test_what_did_not_change_is_not_sent_again(web: Web) -> None:
    first = fetch.fetch(web.url("/feed"), allow_private=True)
    assert (first.raw, first.kind, first.headers["etag"]) == (b"kept", "text/plain", '"1"')
    again = fetch.fetch(web.url("/304"), allow_private=True, headers={"If-None-Match": '"1"'})
    assert (again.status, again.raw) == (304, b"")


def test_this_network_is_read_only_when_asked_for(web: Web) -> None:
    web.asked.clear()
    (imported,) = load(web.url("/wall"))
    assert "--allow-private" in imported.error
    assert web.asked == []


def test_an_address_that_leads_into_this_network_is_not_followed(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A site that is public at first and then leads to a machine of this network."""
    monkeypatch.setattr(address, "_is_public", lambda number: number != "127.0.0.2")
    with Web({"/": leads("http://127.0.0.2:9/")}) as outside:
        (imported,) = load(outside.url("/"))
    assert "127.0.0.2 is a machine of this network" in imported.error


@pytest.mark.parametrize(
    "number",
    "127.0.0.1 10.1.2.3 172.16.0.1 192.168.1.1 169.254.169.254 0.0.0.0 224.0.0.1 100.64.0.1 "
    "::1 fe80::1 fc00::1 ::ffff:127.0.0.1 2002:7f00:1::".split(),
)
def test_numbers_that_are_not_public(number: str) -> None:
    host = f"[{number}]" if ":" in number else number
    with pytest.raises(SourceError, match="of this network"):
        machines(read_address(f"http://{host}/"))


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("HTTP://Example.ORG", "http://example.org/"),
        ("https://example.org:443/a/../b?c=d#e", "https://example.org/a/../b?c=d"),
        ("http://example.org:8080/ä%20b?q=ö", "http://example.org:8080/%C3%A4%20b?q=%C3%B6"),
        ("https://müller.example/", "https://xn--mller-kva.example/"),
        ("http://[2001:db8::1]/", "http://[2001:db8::1]/"),
    ],
)
def test_addresses_are_written_one_way(text: str, url: str) -> None:
    assert read_address(text).url == url


@pytest.mark.parametrize(
    "text",
    [
        *("ftp://x", "file:///etc/passwd", "http://", "http://a b/", "http://e\\x/", "http://u:p@e/"),
        *(
            "http://e:x/",
            "http://e/\x1b[2J",
            "http://\u202ee/",
            f"http://e/{'x' * 9000}",
            f"http://{'a' * 70}/",
        ),
    ],
)
def test_addresses_that_are_not_followed(text: str) -> None:
    with pytest.raises(SourceError) as refused:
        read_address(text)
    assert is_clean(str(refused.value))
    assert len(str(refused.value)) < 300
