"""A complete message as bytes, made once: what is sent, sent again and shown is the same."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings

from regions.accounts.addresses import on_the_wire
from regions.months import AMSTERDAM

POLICY = SMTP.clone(cte_type="7bit")


@dataclass(frozen=True)
class Attached:
    """A text file that goes along; `kind` is its subtype, such as calendar."""

    name: str
    kind: str
    text: str


@dataclass(frozen=True)
class Contents:
    """What a mail says; `unsubscribe_url` where the reader can stop this kind of mail, `reply_to`
    the address of whoever reads an answer."""

    subject: str
    text: str
    html: str = ""
    unsubscribe_url: str = ""
    reply_to: str = ""
    attached: Attached | None = None


def one_line(text: str, limit: int = 240) -> str:
    """A value for a header: nothing that breaks a line, and not too long."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())[:limit]


def as_bytes(contents: Contents, name: str, address: str, message_id: str, at: datetime) -> bytes:
    """The whole message with its headers, lines ending in CRLF, plain ASCII on the wire."""
    message = EmailMessage(policy=POLICY)
    sender_name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    message["From"] = Address(one_line(sender_name), addr_spec=sender)
    message["To"] = Address(one_line(name, 100), addr_spec=on_the_wire(address))
    if contents.reply_to:
        message["Reply-To"] = Address(addr_spec=one_line(contents.reply_to))
    message["Subject"] = one_line(contents.subject)
    message["Date"] = format_datetime(at.astimezone(AMSTERDAM))
    message["Message-ID"] = message_id
    message["Content-Language"] = "nl"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(contents.text, cte="quoted-printable")
    if contents.html:
        message.add_alternative(contents.html, subtype="html", cte="quoted-printable")
    if file := contents.attached:
        message.add_attachment(
            file.text.encode(),
            maintype="text",
            subtype=file.kind,
            filename=file.name,
            params={"charset": "utf-8", "method": "PUBLISH"},
        )
    return _unsubscribe_headers(contents.unsubscribe_url) + message.as_bytes()


def _unsubscribe_headers(url: str) -> bytes:
    """RFC 8058, written by hand: the mail library would fold or encode a long address."""
    if not url:
        return b""
    address = "".join(one_line(url, 900).split()).encode("ascii", "ignore")
    return (
        b"List-Unsubscribe: <" + address + b">\r\n"
        b"List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n"
    )
