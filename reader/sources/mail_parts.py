"""A message taken apart, inside the worker process: what its headers say, its texts, the names of the rest.

RFC 5322 and MIME, by the standard library. Bytes go as Latin-1: each text is decoded where all are.
"""

from __future__ import annotations

from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import EmailPolicy
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST_HEADER = 4000  # characters; the library reads longer ones in quadratic time


class _Policy(EmailPolicy):
    """The library's own, with an end to headers."""

    def header_fetch_parse(self, name: str, value: str) -> Any:
        """Read a header."""
        return super().header_fetch_parse(name, value[:_LONGEST_HEADER] if type(value) is str else value)


def extract(raw: bytes) -> dict[str, Any]:
    """Return `fields`, the parts `plain` and `html`, and the names of what is `attached`.

    A part is its charset, whether its lines flow (RFC 3676), and its bytes as Latin-1.
    """
    message = parse(raw)
    parts = list(leaves(message))
    return {
        "fields": _fields(message),
        "plain": [part(p) for p in parts if p.get_content_type() == "text/plain" and not _is_attached(p)],
        "html": [part(p) for p in parts if p.get_content_type() == "text/html" and not _is_attached(p)],
        "attached": [name for p in parts if _is_attached(p) and (name := _file_name(p))],
    }


def parse(raw: bytes) -> EmailMessage:
    """Read a message; whatever is wrong with it, something is read."""
    message: Any = BytesParser(policy=_Policy()).parsebytes(raw)  # what the policy makes
    assert isinstance(message, EmailMessage)
    return message


def leaves(message: EmailMessage) -> Iterator[EmailMessage]:
    """Yield the parts that hold no others; a message in a message is one of them."""
    payload: Any = message.get_payload()
    if message.get_content_maintype() == "multipart" and isinstance(payload, list):
        for inner in payload:
            yield from leaves(inner)
    else:
        yield message


def part(message: EmailMessage) -> list[Any]:
    """Return a part as it is sent."""
    payload = message.get_payload(decode=True)
    text = payload.decode("latin-1") if isinstance(payload, bytes) else ""
    flows = str(message.get_param("format", "")).lower() == "flowed"
    return [str(message.get_content_charset() or ""), flows, text]


def header(message: EmailMessage, name: str) -> Any:
    """Return a header as the library reads it, as it stands where that fails, an empty string for none."""
    found = next((str(value) for key, value in message.raw_items() if key.lower() == name), "")
    if not found:
        return ""
    try:
        return message[name]
    except Exception:  # the library's parser of headers fails in many ways
        return found[:_LONGEST_HEADER]


def _is_attached(message: EmailMessage) -> bool:
    is_text = message.get_content_type() in ("text/plain", "text/html")
    return not is_text or message.get_content_disposition() == "attachment"


def _file_name(message: EmailMessage) -> str:
    """Name what was attached; pictures that stand in the text are not."""
    if message.get_content_maintype() == "image" and message.get_content_disposition() != "attachment":
        return ""
    return str(message.get_filename() or message.get_content_type())


def _fields(message: EmailMessage) -> dict[str, str]:
    sender, date = header(message, "from"), header(message, "date")
    addresses = getattr(sender, "addresses", ())
    names = [a.display_name or a.addr_spec for a in addresses] or [str(sender)]
    when = getattr(date, "datetime", None)
    return {
        "title": str(header(message, "subject")),
        "author": ";".join(name.replace(";", ",") for name in names if name),
        "date": when.isoformat() if when else "",
    }
