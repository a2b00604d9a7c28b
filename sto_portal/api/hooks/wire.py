"""One message over the internet to an address that somebody typed: TLS to a public address only.

The name is resolved once, every address that it gives must be public, and the one that was looked
at is the one that is connected to. No redirect is followed: of the answer only the first line is
read, within a few seconds in all.
"""

import re
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext as _

SECONDS, MOST_BYTES, MOST_TRIED = 10, 1024, 3
PRINTABLE = re.compile(r"[\x21-\x7e]+")
STATUS = re.compile(rb"HTTP/1\.[01] ([1-5][0-9]{2})\b")
# Python calls these global: protocol assignments, relays, and NAT64 with an old address in it.
INSIDE = tuple(map(ip_network, ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b::/96")))


def is_public(address: str) -> bool:
    ip = ip_address(address)
    if isinstance(ip, IPv6Address) and (
        ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip.is_site_local
    ):
        return False
    if ip.is_multicast or ip.is_reserved or any(ip in network for network in INSIDE):
        return False
    return ip.is_global


@dataclass(frozen=True)
class Wire:
    """Whose certificates count, which addresses may be reached, and through which ports."""

    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    may_reach: Callable[[str], bool] = is_public
    ports: frozenset[int] = frozenset({443})
    seconds: float = SECONDS


class NotReached(Exception):
    """The text says why, in words for who made the webhook."""


def parts_of(address: str, ports: frozenset[int] = frozenset({443})) -> SplitResult:
    """Raises NotReached for what is no https address of a server by its name or number."""
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port or 443
    except ValueError:
        parts, host, port = urlsplit(""), None, None
    if not PRINTABLE.fullmatch(address) or parts.scheme != "https" or not host:
        raise NotReached(_("Write an address that begins with https:// and has no spaces."))
    if parts.username is not None or parts.password is not None:
        raise NotReached(_("Leave the user name and password out of the address."))
    if port not in ports:
        raise NotReached(_("Leave the number of the port out: only the usual one of https works."))
    return parts


def post(address: str, headers: Mapping[str, str], body: bytes, wire: Wire) -> int:
    """The status that was answered. Raises NotReached where there was none."""
    parts = parts_of(address, wire.ports)
    until = time.monotonic() + wire.seconds
    try:
        with _connected(parts, wire, until) as line:
            line.settimeout(_left(until))
            line.sendall(_request(parts, headers, body))
            return _status(line, until)
    except (OSError, UnicodeError) as trouble:
        raise NotReached(_in_words(trouble)) from trouble


def _in_words(trouble: Exception) -> str:
    if isinstance(trouble, TimeoutError):
        return _("no answer in time")
    if isinstance(trouble, ssl.SSLError):
        return _("the certificate or the secured connection is not right")
    if isinstance(trouble, socket.gaierror | UnicodeError):
        return _("the name of the server is not known")
    return _("no connection")


def _connected(parts: SplitResult, wire: Wire, until: float) -> ssl.SSLSocket:
    host, trouble = str(parts.hostname), OSError()
    found = socket.getaddrinfo(host, parts.port or 443, type=socket.SOCK_STREAM)
    if not all(wire.may_reach(str(where[0])) for *_kind, where in found):
        raise NotReached(_("the address is not on the public internet"))
    for family, kind, protocol, _name, where in found[:MOST_TRIED]:
        line = socket.socket(family, kind, protocol)
        try:
            line.settimeout(_left(until))
            line.connect(where)
            line.settimeout(_left(until))
            return wire.context.wrap_socket(line, server_hostname=host)
        except OSError as wrong:
            line.close()
            trouble = wrong
    raise trouble


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


def _request(parts: SplitResult, headers: Mapping[str, str], body: bytes) -> bytes:
    where = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    lines = [f"POST {where} HTTP/1.1", f"Host: {parts.netloc}", "Connection: close",
             f"Content-Length: {len(body)}"]  # fmt: skip
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode("ascii") + body


def _status(line: ssl.SSLSocket, until: float) -> int:
    told = b""
    while b"\n" not in told and len(told) < MOST_BYTES:
        line.settimeout(_left(until))
        more = line.recv(MOST_BYTES - len(told))
        if not more:
            break
        told += more
    found = STATUS.match(told)
    if found is None:
        raise NotReached(_("what was answered is no HTTP"))
    return int(found[1])
