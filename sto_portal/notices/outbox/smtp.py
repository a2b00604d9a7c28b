"""A thin SMTP client: one mail over one connection, and exactly what the relay said of it.

Before the body everything may be tried again. From the body on the relay may have the mail, so the
caller commits that first (`before_body`), and no answer means "unknown", never "failed". The waits
are those of RFC 5321 §4.5.3.2; a shorter last wait makes duplicates.
"""

import contextlib
import re
import smtplib
import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

HARD_BOUNCES = {550, 551, 553}


class Result(StrEnum):
    ACCEPTED = "accepted"
    LATER = "later"  # the relay said 4xx, or the connection broke before the body
    REFUSED = "refused"  # the relay said 5xx
    UNREACHABLE = "unreachable"  # no relay to talk to: nothing about this mail
    UNKNOWN = "unknown"  # the body was handed over and no answer came
    LOST = "lost"  # somebody else has the claim; nothing was handed over


@dataclass(frozen=True)
class Answer:
    result: Result
    code: int | None = None
    text: str = ""

    @property
    def is_hard_bounce(self) -> bool:
        """Whether the relay said that the address itself does not exist."""
        return self.result == Result.REFUSED and (
            self.code in HARD_BOUNCES and not self.text.startswith("5.7")
        )


@dataclass(frozen=True)
class Relay:
    """Where mail goes, and how long each step may take (seconds)."""

    host: str
    port: int
    user: str = ""
    password: str = ""
    encryption: str = ""  # "", "starttls" or "tls"
    connect_wait: float = 15
    command_wait: float = 60
    data_wait: float = 120
    final_wait: float = 600

    @classmethod
    def from_url(cls, url: str) -> "Relay":
        """smtp://user:password@host:port, smtp+tls:// or ?tls for STARTTLS, smtps:// for TLS.

        Raises ValueError with a sentence when the address is something else.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtp+tls", "smtps", "smtp+ssl"} or not parts.hostname:
            raise ValueError("EMAIL_URL is not an address such as smtp://user:password@host:587")
        encryption = ""
        if parts.scheme in {"smtps", "smtp+ssl"}:
            encryption = "tls"
        elif parts.scheme == "smtp+tls" or "tls" in parse_qs(parts.query, keep_blank_values=True):
            encryption = "starttls"
        return cls(
            parts.hostname,
            parts.port or {"": 25, "starttls": 587, "tls": 465}[encryption],
            unquote(parts.username or ""),
            unquote(parts.password or ""),
            encryption,
        )


def send(
    relay: Relay, sender: str, address: str, message: bytes, before_body: Callable[[], bool]
) -> Answer:
    """Offer one mail to the relay. Raises nothing that a network or a relay can cause."""
    try:
        client = _connect(relay)
    except (OSError, smtplib.SMTPException, ValueError) as trouble:
        return Answer(Result.UNREACHABLE, *_code_and_text(trouble))
    try:
        return _offer(client, relay, sender, address, message, before_body)
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            client.close()


def _connect(relay: Relay) -> smtplib.SMTP:
    kind = smtplib.SMTP_SSL if relay.encryption == "tls" else smtplib.SMTP
    client = kind(relay.host, relay.port, timeout=relay.connect_wait)
    try:
        _wait(client, relay.command_wait)
        client.ehlo_or_helo_if_needed()
        if relay.encryption == "starttls":
            client.starttls(context=ssl.create_default_context())
            client.ehlo()
        if relay.user:
            client.login(relay.user, relay.password)
    except BaseException:
        client.close()
        raise
    return client


def _offer(
    client: smtplib.SMTP,
    relay: Relay,
    sender: str,
    address: str,
    message: bytes,
    before_body: Callable[[], bool],
) -> Answer:
    try:
        refusal = _envelope(client, relay, sender, address)
    except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as trouble:
        return Answer(Result.LATER, *_code_and_text(trouble))
    if refusal:
        return refusal
    if not before_body():
        return Answer(Result.LOST)
    try:
        return _body(client, relay, message)
    except (OSError, smtplib.SMTPException) as trouble:
        return Answer(Result.UNKNOWN, *_code_and_text(trouble))


def _envelope(client: smtplib.SMTP, relay: Relay, sender: str, address: str) -> Answer | None:
    """Everything before the body; None when the relay waits for it."""
    for command in (f"MAIL FROM:<{sender}>", f"RCPT TO:<{address}>"):
        code, text = client.docmd(command)
        if code // 100 != 2:
            return _said(code, text)
    _wait(client, relay.data_wait)
    code, text = client.docmd("DATA")
    if code == 354:
        return None
    said = _said(code, text)
    return said if said.result == Result.REFUSED else replace(said, result=Result.LATER)


def _body(client: smtplib.SMTP, relay: Relay, message: bytes) -> Answer:
    """The body and the final dot. An answer that is none leaves open whether it was taken."""
    _wait(client, relay.final_wait)
    client.send(_quoted(message) + b".\r\n")
    code, text = client.getreply()
    answer = _said(code, text)
    if answer.result == Result.LATER and code // 100 != 4:
        return replace(answer, result=Result.UNKNOWN)
    if answer.result == Result.ACCEPTED:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            _wait(client, 5)
            client.quit()
    return answer


def _said(code: int, text: bytes) -> Answer:
    """An answer before the body, or after it; nonsense is "later" here."""
    results = {2: Result.ACCEPTED, 4: Result.LATER, 5: Result.REFUSED}
    known = code if 200 <= code < 600 else None
    return Answer(results.get(code // 100, Result.LATER), known, _plain(text))


def _quoted(message: bytes) -> bytes:
    """Lines end in CRLF; one that begins with a dot gets a second."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    return re.sub(rb"(?m)^\.", b"..", lines if lines.endswith(b"\r\n") else lines + b"\r\n")


def _wait(client: smtplib.SMTP, seconds: float) -> None:
    sock: socket.socket | None = client.sock
    if sock is not None:
        sock.settimeout(seconds)


def _code_and_text(trouble: Exception) -> tuple[int | None, str]:
    if isinstance(trouble, smtplib.SMTPResponseException):
        return trouble.smtp_code if trouble.smtp_code > 0 else None, _plain(trouble.smtp_error)
    return None, f"{type(trouble).__name__}: {trouble}"[:500]


def _plain(text: bytes | str) -> str:
    written = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return " ".join(written.replace("\x00", "").split())[:500]
