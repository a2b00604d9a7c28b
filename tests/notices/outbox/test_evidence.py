"""What a Postfix and a mailbox prove, from files as they are: log, rotated log, queue, Maildir."""

import datetime
import json
import shutil

import pytest

from sto_portal.notices.delivering import deliver
from sto_portal.notices.models import Heartbeat, Mail, SourceState, Trace
from sto_portal.notices.outbox.resolving import resolve
from tests.notices.conftest import DUE

pytestmark = pytest.mark.django_db
MINUTE = datetime.timedelta(minutes=1)
OLD = "Nov  2 08:30:0{second} mail postfix/"
NEW = "2026-11-02T08:30:0{second}.118203+01:00 mail postfix/submission/"


class Postfix:
    """The files that a Postfix leaves, and the queue that `postqueue -j` tells of."""

    def __init__(self, folder):
        self.log, self.queue, self.number = folder / "mail.log", folder / "queue.json", 0
        self.log.write_text("Nov  2 06:25:01 mail postfix/master[771]: daemon started\n")
        self.queue.write_text("")
        program = folder / "postqueue"
        program.write_text(f'#!/bin/sh\n[ "$1" = -j ] && exec cat "{self.queue}"\n')
        program.chmod(0o755)
        self.address = f"postfix://{self.log}?postqueue={program}"

    def write(self, *lines: str) -> None:
        with self.log.open("a") as file:
            file.writelines(f"{line}\n" for line in lines)

    def comes_in(self, mail: Mail, head: str = OLD) -> str:
        """The client said DATA and the headers came through; cleanup names the Message-ID."""
        self.number += 1
        queue_id = f"4Sk{self.number:02}Bz3zQ1"
        self.write(
            head.format(second=1) + f"smtpd[812]: {queue_id}: client=localhost[127.0.0.1]",
            head.format(second=1) + f"cleanup[815]: {queue_id}: message-id={mail.message_id}",
        )
        return queue_id

    def takes(self, mail: Mail, head: str = OLD, status: str = "sent") -> str:
        queue_id = self.comes_in(mail, head)
        dsn = {"sent": "2.0.0", "bounced": "5.1.1", "deferred": "4.4.1"}[status]
        self.write(
            head.format(second=2)
            + f"qmgr[772]: {queue_id}: from=<portaal@demo.example>, size=1873, nrcpt=1"
            " (queue active)",
            head.format(second=3)
            + f"smtp[816]: {queue_id}: to=<{mail.address}>, relay=mx.example[192.0.2.1]:25,"
            f" delay=0.9, delays=0.1/0/0.4/0.4, dsn={dsn}, status={status} (250 2.0.0 Ok)",
            head.format(second=4) + f"qmgr[772]: {queue_id}: removed",
        )
        return queue_id

    def holds(self, mail: Mail, queue_id: str) -> None:
        row = {
            "queue_name": "deferred", "queue_id": queue_id, "message_size": 1873,
            "arrival_time": int(DUE.timestamp()), "forced_expire": False,
            "sender": "portaal@demo.example",
            "recipients": [{"address": mail.address, "delay_reason": "connect timed out"}],
        }  # fmt: skip
        self.queue.write_text(json.dumps(row) + "\n")

    def rotates(self) -> None:
        """As logrotate does by itself, with `create` and `delaycompress`."""
        older = self.log.with_suffix(".log.1")
        if older.exists():
            shutil.move(older, self.log.with_suffix(".log.2"))
        shutil.move(self.log, older)
        self.log.write_text("")


@pytest.fixture
def postfix(tmp_path, settings):
    relay = Postfix(tmp_path)
    settings.EVIDENCE = [relay.address]
    resolve(DUE - 90 * MINUTE)  # the log is read from here on
    return relay


@pytest.fixture
def lost(waiting_mail, scripted, postfix):
    """Two mails of which the answer did not come, and one before them that was taken."""
    control = waiting_mail(priority=1)
    deliver(DUE, scripted.relay)
    postfix.takes(control)
    mails = [waiting_mail(address=f"lezer{number}@demo.example") for number in range(2)]
    scripted.script = {"body": "swallow"}
    deliver(DUE, scripted.relay)
    scripted.script = {}
    return mails


def settled(*minutes: int) -> dict[int, str]:
    """The states of the uncertain mails after the resolver ran at these minutes."""
    for minute in minutes:
        resolve(DUE + minute * MINUTE)
    return [mail.state for mail in Mail.objects.exclude(priority=1).order_by("pk")]


def another_day(postfix) -> None:
    postfix.write("Nov  2 09:00:00 mail postfix/anvil[900]: statistics: max connection rate 1/60s")


@pytest.mark.parametrize("head", [OLD, NEW])
@pytest.mark.parametrize("status", ["sent", "bounced", "deferred"])
def test_what_the_queue_manager_took_in_was_accepted_whatever_came_of_it(
    lost, postfix, head, status
):
    postfix.takes(lost[0], head, status)
    settled(10)
    another_day(postfix)
    assert settled(40) == ["sent", "pending"]
    trace = Trace.objects.get(message_id=lost[0].message_id)
    assert trace.status.startswith(status) and trace.is_bounced == (status == "bounced")


def test_what_is_proven_absent_goes_again_and_arrives_once(lost, postfix, scripted):
    postfix.takes(lost[0])
    settled(10)
    another_day(postfix)
    assert settled(40) == ["sent", "pending"]
    before = len(scripted.bodies)
    deliver(DUE + 41 * MINUTE, scripted.relay)
    assert len(scripted.bodies) == before + 1
    assert settled(42) == ["sent", "sent"]


def test_a_sender_that_went_away_in_the_middle_is_not_accepted(lost, postfix):
    """cleanup named the Message-ID, then the connection broke: the queue manager never saw it."""
    queue_id = postfix.comes_in(lost[0])
    postfix.write(
        f"Nov  2 08:30:05 mail postfix/smtpd[812]: lost connection after DATA ({queue_id})"
    )
    settled(10)
    another_day(postfix)
    assert settled(40) == ["pending", "pending"]


def test_what_stands_in_the_queue_was_accepted_though_the_log_lost_the_line(lost, postfix):
    postfix.holds(lost[0], postfix.comes_in(lost[0]))
    settled(10)
    another_day(postfix)
    assert settled(40) == ["sent", "pending"]


def test_something_else_to_that_address_in_the_queue_leaves_a_doubt(lost, postfix):
    postfix.holds(lost[0], "4SkUNKNOWN")
    settled(10)
    another_day(postfix)
    assert settled(40) == ["uncertain", "pending"]


@pytest.mark.parametrize("reads_between", [True, False])
@pytest.mark.parametrize("rotations", [1, 2])
def test_a_rotation_loses_no_line(lost, postfix, reads_between, rotations):
    postfix.takes(lost[0])
    for _number in range(rotations):
        postfix.rotates()
        another_day(postfix)
    if reads_between:
        resolve(DUE + 10 * MINUTE)
        postfix.rotates()
    another_day(postfix)
    assert settled(20, 40) == ["sent", "uncertain" if not reads_between else "pending"]
    another_day(postfix)
    assert settled(41) == ["sent", "pending"]


def cut_off(postfix):
    postfix.log.write_text("")


def compressed_before_it_was_read(postfix):
    postfix.log.rename(postfix.log.with_suffix(".log.1.gz"))
    postfix.log.write_text("")


def replaced(postfix):
    size = postfix.log.stat().st_size
    postfix.log.write_text("x" * size + "\n")


@pytest.mark.parametrize("gap", [cut_off, compressed_before_it_was_read, replaced])
def test_after_a_gap_nothing_is_called_absent(lost, postfix, gap):
    resolve(DUE + 5 * MINUTE)
    gap(postfix)
    another_day(postfix)
    assert settled(10) == ["uncertain", "uncertain"]
    another_day(postfix)
    assert settled(40, 80) == ["uncertain", "uncertain"]
    postfix.takes(lost[0])  # what is there is still proof
    assert settled(90) == ["sent", "uncertain"]


def test_a_log_that_nobody_writes_any_more_proves_nothing(lost, postfix):
    assert settled(10, 40, 400) == ["uncertain", "uncertain"]


def test_the_log_of_another_relay_proves_nothing(waiting_mail, scripted, postfix):
    """EMAIL_URL leads elsewhere: nothing of ours ever stands in this log."""
    waiting_mail(priority=1)
    deliver(DUE, scripted.relay)
    waiting_mail()
    scripted.script = {"body": "swallow"}
    deliver(DUE, scripted.relay)
    another_day(postfix)
    assert settled(10) == ["uncertain"]
    another_day(postfix)
    assert settled(40, 90) == ["uncertain"]


def test_a_log_that_was_read_only_since_proves_nothing(waiting_mail, scripted, tmp_path, settings):
    waiting_mail()
    scripted.script = {"body": "swallow"}
    deliver(DUE, scripted.relay)
    relay = Postfix(tmp_path)
    settings.EVIDENCE = [relay.address]
    for minute in (1, 40, 80):
        another_day(relay)
        resolve(DUE + minute * MINUTE)
    assert Mail.objects.get().state == "uncertain"


def test_a_line_that_is_half_written_is_read_when_it_is_whole(lost, postfix):
    whole = Postfix.takes
    whole(postfix, lost[0])
    text = postfix.log.read_text()
    cut = text.rindex(lost[0].message_id) + 10
    postfix.log.write_text(text[:cut])
    resolve(DUE + 10 * MINUTE)
    with postfix.log.open("a") as file:
        file.write(text[cut:])
    another_day(postfix)
    assert settled(40) == ["sent", "pending"]


@pytest.mark.parametrize("fault", ["log", "queue"])
def test_a_postfix_that_cannot_be_read_stops_nobody_and_says_so(
    lost, postfix, waiting_mail, scripted, fault
):
    (postfix.log if fault == "log" else postfix.log.parent / "postqueue").unlink()
    later = waiting_mail(next_attempt_at=DUE + 40 * MINUTE)
    deliver(DUE + 40 * MINUTE, scripted.relay)
    later.refresh_from_db()
    assert later.state == "sent"
    pulse = Heartbeat.objects.get(part="resolver")
    assert not pulse.is_well and "FileNotFoundError" in pulse.outcome
    assert settled(41) == ["uncertain", "uncertain", "sent"]


def guesses(_parts, _now):
    return lambda mail: False


def raises(_parts, _now):
    raise PermissionError("/var/log/mail.log")


def test_a_source_that_guesses_mails_somebody_twice(lost, postfix, settings, scripted):
    """The broken twin: "not there" without looking. The first of the two had arrived."""
    postfix.takes(lost[0])
    settings.EVIDENCE = [f"python:{__name__}.guesses"]
    assert settled(40) == ["pending", "pending"]
    before = len(scripted.bodies)
    deliver(DUE + 41 * MINUTE, scripted.relay)
    assert len(scripted.bodies) == before + 2


def test_beside_a_source_that_saw_it_a_guess_doubles_nothing(lost, postfix, settings):
    postfix.takes(lost[0])
    settings.EVIDENCE = [f"python:{__name__}.guesses", postfix.address]
    assert settled(10, 40) == ["sent", "uncertain"]  # the log did not grow since


def test_a_source_that_raises_is_a_doubt(lost, postfix, settings):
    postfix.takes(lost[0])
    another_day(postfix)
    settings.EVIDENCE = [f"python:{__name__}.raises", postfix.address]
    assert settled(40) == ["sent", "uncertain"]
    assert "/var/log/mail.log" in Heartbeat.objects.get(part="resolver").outcome


@pytest.mark.parametrize("folder", ["new", "cur"])
def test_a_copy_or_a_bounce_in_a_mailbox_is_proof(lost, tmp_path, settings, folder):
    box = tmp_path / "Maildir"
    for name in ("new", "cur", "tmp"):
        (box / name).mkdir(parents=True)
    settings.EVIDENCE = [f"maildir://{box}"]
    resolve(DUE + 10 * MINUTE)
    (box / folder / "1793600000.M1P2.mail").write_bytes(bytes(lost[0].message))
    (box / folder / "1793600001.M1P2.mail").write_text(
        "From: MAILER-DAEMON@mail\nContent-Type: multipart/report; boundary=x\n\n--x\n"
        "Content-Type: message/delivery-status\n\nReporting-MTA: dns; mail\n\n"
        "Final-Recipient: rfc822; lezer1@demo.example\nAction: failed\nStatus: 5.1.1\n\n--x\n"
        f"Content-Type: text/rfc822-headers\n\nMessage-ID: {lost[1].message_id}\n\n--x--\n"
    )
    assert settled(40) == ["sent", "sent"]
    assert Trace.objects.get(message_id=lost[1].message_id).status == "bounced 5.1.1"


def test_an_empty_mailbox_proves_nothing(lost, tmp_path, settings):
    for name in ("new", "cur"):
        (tmp_path / "Maildir" / name).mkdir(parents=True)
    settings.EVIDENCE = [f"maildir://{tmp_path}/Maildir"]
    assert settled(40, 400) == ["uncertain", "uncertain"]


def test_a_source_that_is_not_known_says_which_are(lost, settings):
    settings.EVIDENCE = ["exchange://mail"]
    assert settled(40) == ["uncertain", "uncertain"]
    told = Heartbeat.objects.get(part="resolver").outcome
    assert "postfix:, maildir:, mbox:, imaps:, imap:, webhook:, python:" in told


def test_no_address_is_kept(lost, postfix):
    postfix.takes(lost[0], status="bounced")
    resolve(DUE + 10 * MINUTE)
    kept = [*Trace.objects.values_list(), *SourceState.objects.values_list()]
    assert "demo.example>" in str(kept) and "lezer" not in str(kept)
