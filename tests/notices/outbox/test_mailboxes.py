"""What a mailbox proves: copies and delivery status notifications (RFC 3464) in a Maildir, in an
mbox, and at a real IMAP server."""

import contextlib
import datetime
import imaplib
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Heartbeat, Mail, SourceState, Trace
from sto_portal.notices.outbox.resolving import resolve
from tests.notices.conftest import DUE
from tests.web.certificate import certificate

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)
NOTICE = """\
Return-Path: <>
From: MAILER-DAEMON@mail.example
To: portaal@demo.example
Subject: Delivery Status Notification
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mail.example.

--x
Content-Type: message/delivery-status

Reporting-MTA: dns; mail.example
Arrival-Date: Mon, 2 Nov 2026 07:30:01 +0100

{recipients}
--x
Content-Type: text/rfc822-headers
{encoding}

{headers}
--x--
"""


def recipient(action: str, status: str) -> str:
    return f"Final-Recipient: rfc822; iemand@demo.example\nAction: {action}\nStatus: {status}\n"


def notice(mail: Mail, *recipients: str, headers: str = "", encoding: str = "") -> bytes:
    headers = headers or f"Subject: Stand van de maand\nMessage-ID: {mail.message_id}"
    told = "\n".join(recipients)
    return NOTICE.format(recipients=told, headers=headers, encoding=encoding).encode()


@pytest.fixture
def lost(waiting_mail, scripted) -> list[Mail]:
    """Three mails of which the answer did not come."""
    mails = [waiting_mail(address=f"lezer{number}@demo.example") for number in range(3)]
    scripted.script = {"body": "swallow"}
    deliver(DUE, scripted.relay)
    scripted.script = {}
    return mails


def states(minute: int) -> list[str]:
    resolve(DUE + minute * MINUTE)
    return [mail.state for mail in Mail.objects.order_by("pk")]


class Maildir:
    def __init__(self, folder: Path) -> None:
        self.box, self.number = folder / "Maildir", 0
        for name in ("new", "cur", "tmp"):
            (self.box / name).mkdir(parents=True)
        self.address = f"maildir://{self.box}"

    def gets(self, text: bytes) -> None:
        self.number += 1
        (self.box / "new" / f"{self.number}.M1.mail").write_bytes(text)


class Mbox:
    def __init__(self, folder: Path) -> None:
        self.box = folder / "portaal"
        self.box.write_bytes(b"")
        self.address = f"mbox://{self.box}"

    def gets(self, text: bytes) -> None:
        with self.box.open("ab") as file:
            file.write(b"From MAILER-DAEMON Mon Nov  2 08:30:00 2026\n" + text + b"\n")


class Imap:
    """pymap, which keeps its mails in memory."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        program = str(Path(sys.executable).with_name("pymap"))
        where = ["--host", "127.0.0.1", "--port", str(self.port), "--no-tls"]
        self.server = subprocess.Popen([program, *where, "dict", "--demo-data"])
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    break
            time.sleep(0.1)
        self.address = f"imap://demouser:demopass@127.0.0.1:{self.port}/INBOX"

    @contextlib.contextmanager
    def seen(self) -> Iterator[imaplib.IMAP4]:
        box = imaplib.IMAP4("127.0.0.1", self.port, timeout=10)
        box.login("demouser", "demopass")
        yield box
        box.logout()

    def gets(self, text: bytes) -> None:
        with self.seen() as box:
            box.append("INBOX", None, None, text.replace(b"\n", b"\r\n"))  # type: ignore[arg-type]

    def unread(self) -> bytes:
        with self.seen() as box:
            return box.status("INBOX", "(MESSAGES UNSEEN)")[1][0]


@pytest.fixture(params=[Maildir, Mbox, Imap])
def mailbox(request, tmp_path, settings):
    box = request.param(tmp_path)
    settings.EVIDENCE = [box.address]
    yield box
    if isinstance(box, Imap):
        box.server.terminate()
        box.server.wait(10)


@pytest.fixture
def imap(tmp_path):
    box = Imap(tmp_path)
    yield box
    box.server.terminate()
    box.server.wait(10)


def test_a_copy_and_a_notice_are_proof_and_nothing_else_is(lost, mailbox):
    mailbox.gets(b"From: iemand@demo.example\nSubject: Hoi\n\nZomaar een bericht.\n")
    assert states(40) == ["uncertain"] * 3
    mailbox.gets(bytes(lost[0].message))
    mailbox.gets(notice(lost[1], recipient("failed", "5.1.1")))
    assert states(41) == ["sent", "sent", "uncertain"]
    assert Trace.objects.get(message_id=lost[1].message_id).status == "bounced 5.1.1"
    assert states(400) == ["sent", "sent", "uncertain"]


@pytest.mark.parametrize(
    "recipients, wanted",
    [
        ([recipient("failed", "5.1.1")], "bounced 5.1.1"),
        ([recipient("Failed ", "5.2.2 (mailbox full)")], "bounced 5.2.2"),
        ([recipient("delayed", "4.4.1")], "deferred 4.4.1"),
        ([recipient("delivered", "2.0.0")], "sent 2.0.0"),
        ([recipient("relayed", "2.1.9"), recipient("failed", "5.7.1")], "bounced 5.7.1"),
        ([recipient("failed", "zo maar")], "bounced"),
        (["Action: failed\nStatus: 5.1.1\n"], ""),  # of nobody
        ([recipient("eaten", "5.1.1")], ""),
    ],
)
def test_a_notice_says_what_became_of_the_mail(lost, tmp_path, settings, recipients, wanted):
    box = Maildir(tmp_path)
    settings.EVIDENCE = [box.address]
    box.gets(notice(lost[0], *recipients))
    assert states(40)[0] == "sent"
    assert Trace.objects.get().status == wanted


def test_a_bounce_stays_whatever_is_told_after_it(lost, tmp_path, settings):
    box = Maildir(tmp_path)
    settings.EVIDENCE = [box.address]
    box.gets(notice(lost[0], recipient("failed", "5.1.1")))
    resolve(DUE + 10 * MINUTE)
    box.gets(notice(lost[0], recipient("delivered", "2.0.0")))
    resolve(DUE + 11 * MINUTE)
    assert Trace.objects.get().status == "bounced 5.1.1"


def test_headers_that_a_relay_encoded_are_read(lost, tmp_path, settings):
    box = Maildir(tmp_path)
    settings.EVIDENCE = [box.address]
    broken = f"Message-ID: {lost[0].message_id[:30]}=\n{lost[0].message_id[30:]}"
    encoding = "Content-Transfer-Encoding: quoted-printable"
    box.gets(notice(lost[0], recipient("failed", "5.1.1"), headers=broken, encoding=encoding))
    assert states(40) == ["sent", "uncertain", "uncertain"]


def test_a_mail_that_is_no_mail_breaks_nothing(lost, mailbox):
    for text in (
        b"\xff\xfe\x01" * 50,
        b"Content-Type: multipart/report; boundary=x\n\n--x\n",
        b"x",
    ):
        mailbox.gets(text)
    mailbox.gets(bytes(lost[0].message))
    assert states(40) == ["sent", "uncertain", "uncertain"]
    assert Heartbeat.objects.get(part="resolver").is_well


def test_what_came_in_is_read_once_and_a_mailbox_that_was_emptied_is_read_anew(lost, mailbox):
    if isinstance(mailbox, Imap):
        pytest.skip("test_numbers_of_before_count_only_while_the_server_keeps_them")
    mailbox.gets(bytes(lost[0].message))
    assert states(40)[0] == "sent"
    if isinstance(mailbox, Mbox):
        mailbox.box.write_bytes(b"")
        resolve(DUE + 41 * MINUTE)
    mailbox.gets(bytes(lost[1].message))
    assert states(42) == ["sent", "sent", "uncertain"]


def test_the_server_is_only_looked_at(lost, imap, settings):
    settings.EVIDENCE = [imap.address]
    before = imap.unread()
    resolve(DUE + 10 * MINUTE)
    assert imap.unread() == before
    assert SourceState.objects.get().place["uid"] == 104


def test_numbers_of_before_count_only_while_the_server_keeps_them(lost, imap, settings):
    settings.EVIDENCE = [imap.address]
    imap.gets(bytes(lost[0].message))
    resolve(DUE + 10 * MINUTE)
    state = SourceState.objects.get()
    assert state.place["uid"] == 105
    Trace.objects.all().delete()
    resolve(DUE + 11 * MINUTE)
    assert not Trace.objects.exists()  # read once
    state.place = {**state.place, "validity": "of another mailbox"}
    state.save()
    resolve(DUE + 12 * MINUTE)
    assert Trace.objects.exists()


@pytest.mark.parametrize(
    "address, words",
    [
        ("imap://demouser:geheim@127.0.0.1:{port}/INBOX", "AUTHENTICATIONFAILED"),
        ("imap://demouser:demopass@127.0.0.1:{port}/Nergens", "IMAP server says"),
        ("imap://demouser:demopass@mail.example:{port}/INBOX", "use imaps://"),
        ("imap://demouser:demopass@127.0.0.1:1/INBOX", "refused"),
        ("pop://demouser:geheim@127.0.0.1/", "EVIDENCE knows"),
    ],
)
def test_a_server_that_says_no_stops_nobody_and_tells_no_password(
    waiting_mail, scripted, imap, settings, address, words
):
    settings.EVIDENCE = [address.format(port=imap.port)]
    mail = waiting_mail()
    deliver(DUE, scripted.relay)
    mail.refresh_from_db()
    beat = Heartbeat.objects.get(part="resolver")
    assert mail.state == "sent" and not beat.is_well
    assert words in beat.outcome and "geheim" not in beat.outcome


def pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while block := source.recv(65536):
            target.sendall(block)
    with contextlib.suppress(OSError):
        target.shutdown(socket.SHUT_RDWR)


def with_tls(port: int, proof: Path) -> int:
    """A port where the same server speaks TLS, for one visitor after the other."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(proof)
    listening = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            raw, _from = listening.accept()
            with contextlib.suppress(OSError), context.wrap_socket(raw, server_side=True) as near:
                far = socket.create_connection(("127.0.0.1", port))
                threading.Thread(target=pump, args=[far, near], daemon=True).start()
                pump(near, far)

    threading.Thread(target=serve, daemon=True).start()
    return listening.getsockname()[1]


@pytest.mark.parametrize("is_trusted", [True, False])
def test_imaps_goes_on_only_with_a_certificate_that_holds(
    lost, imap, settings, tmp_path, monkeypatch, is_trusted
):
    proof = certificate(tmp_path)
    imap.gets(bytes(lost[0].message))
    settings.EVIDENCE = [f"imaps://demouser:demopass@127.0.0.1:{with_tls(imap.port, proof)}/INBOX"]
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(proof))
    assert states(40)[0] == ("sent" if is_trusted else "uncertain")
    told = Heartbeat.objects.get(part="resolver").outcome
    assert ("certificate verify failed" in told) != is_trusted
