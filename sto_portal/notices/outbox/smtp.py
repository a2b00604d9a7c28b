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
from urllib.parse import parse_qs, unquote, urlsplit

from .answers import Answer, Result, Step, plain, said

LOCAL = {"localhost", "127.0.0.1", "::1"}


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

    def hurried(self) -> "Relay":
        """For a code somebody waits for: of a mail that comes twice nobody is the worse."""
        return replace(
            self,
            connect_wait=min(self.connect_wait, 5),
            command_wait=min(self.command_wait, 15),
            data_wait=min(self.data_wait, 15),
            final_wait=min(self.final_wait, 30),
        )

    @classmethod
    def from_url(cls, url: str) -> "Relay":
        """smtp://user:password@host:port, smtp+tls:// or ?tls for STARTTLS, smtps:// for TLS.

        Raises ValueError with a sentence when the address is something else, or when a password
        would go to another machine in plain text.
        """
        parts = urlsplit(url)
        if parts.scheme not in {"smtp", "smtp+tls", "smtps", "smtp+ssl"} or not parts.hostname:
            raise ValueError("EMAIL_URL is not an address such as smtp://user:password@host:587")
        encryption = ""
        if parts.scheme in {"smtps", "smtp+ssl"}:
            encryption = "tls"
        elif parts.scheme == "smtp+tls" or "tls" in parse_qs(parts.query, keep_blank_values=True):
            encryption = "starttls"
        if parts.password and not encryption and parts.hostname not in LOCAL:
            raise ValueError(
                "EMAIL_URL sends a password over smtp:// that anybody on the way can read. "
                "Use smtp+tls:// or smtps://"
            )
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
        return Answer(Result.UNREACHABLE, *_code_and_text(trouble), Step.CONNECT)
    try:
        return _offer(client, relay, sender, address, message, before_body)
    finally:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            client.close()


def greet(relay: Relay, sender: str) -> Answer:
    """As far as a sender that the relay takes, and then away: no mail is offered."""
    step = Step.CONNECT
    try:
        with contextlib.closing(_connect(relay)) as client:
            step = Step.MAIL
            answer = said(step, *client.docmd(f"MAIL FROM:<{sender}>"))
            with contextlib.suppress(OSError, smtplib.SMTPException):
                client.quit()
            return answer
    except (OSError, smtplib.SMTPException, ValueError) as trouble:
        return Answer(Result.UNREACHABLE, *_code_and_text(trouble), step)


def _connect(relay: Relay) -> smtplib.SMTP:
    client: smtplib.SMTP
    if relay.encryption == "tls":
        proof = ssl.create_default_context()
        client = smtplib.SMTP_SSL(relay.host, relay.port, timeout=relay.connect_wait, context=proof)
    else:
        client = smtplib.SMTP(relay.host, relay.port, timeout=relay.connect_wait)
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
    step = Step.MAIL
    try:
        for step, command, is_as_hoped in (
            (Step.MAIL, f"MAIL FROM:<{sender}>", lambda code: code // 100 == 2),
            (Step.RCPT, f"RCPT TO:<{address}>", lambda code: code // 100 == 2),
            (Step.DATA, "DATA", lambda code: code == 354),
        ):
            _wait(client, relay.data_wait if step == Step.DATA else relay.command_wait)
            code, text = client.docmd(command)
            if not is_as_hoped(code):
                return _not_yet(said(step, code, text))
    except (OSError, smtplib.SMTPException, UnicodeError, ValueError) as trouble:
        return Answer(Result.LATER, *_code_and_text(trouble), step)
    if not before_body():
        return Answer(Result.LOST)
    try:
        return _body(client, relay, message)
    except (OSError, smtplib.SMTPException) as trouble:
        return Answer(Result.UNKNOWN, *_code_and_text(trouble))


def _not_yet(answer: Answer) -> Answer:
    """Before the body nothing is accepted, whatever the relay says (a 250 to DATA)."""
    return answer if answer.result == Result.REFUSED else replace(answer, result=Result.LATER)


def _body(client: smtplib.SMTP, relay: Relay, message: bytes) -> Answer:
    """The body and the final dot. An answer that is none leaves open whether it was taken."""
    _wait(client, relay.final_wait)
    client.send(_quoted(message) + b".\r\n")
    code, text = client.getreply()
    answer = said(Step.BODY, code, text)
    if answer.result == Result.LATER and code // 100 not in {4, 5}:
        return replace(answer, result=Result.UNKNOWN)
    if answer.result == Result.ACCEPTED:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            _wait(client, 5)
            client.quit()
    return answer


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
        return trouble.smtp_code if trouble.smtp_code > 0 else None, plain(trouble.smtp_error)
    return None, f"{type(trouble).__name__}: {trouble}"[:500]
