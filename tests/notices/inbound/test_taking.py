"""A reply comes in over LMTP and becomes a concept: once, of the known sender, and never a log."""

import asyncio
import datetime
import queue
import re
import smtplib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email.message import EmailMessage
from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from regions.progress.models import ActivityUpdate, CheckIn
from sto_portal.addresses import Replies, replies
from sto_portal.notices.inbound.addresses import address_of, row_at
from sto_portal.notices.inbound.lmtp import listen
from sto_portal.notices.inbound.taking import take
from sto_portal.notices.models import InboundMail, Mail, ReplyAddress
from sto_portal.notices.planning import plan
from tests.conftest import Place
from tests.notices.outbox.test_mailboxes import Imap
from tests.progress.stories import log

MORNING = datetime.datetime(2026, 12, 7, 9, tzinfo=datetime.UTC)  # the log of November is due
PASS = "mx.sto.example; dkim=pass (2048) header.d=demo.example; spf=pass smtp.mailfrom=x@y.example"


@pytest.fixture
def asked(merenland: Place, settings, time_machine) -> Place:
    """Sanne is reminded of the log of November, and may answer by mail."""
    settings.REPLIES = Replies("antwoord@sto.example", "lmtp://127.0.0.1:8024", "mx.sto.example")
    time_machine.move_to(MORNING)
    told = {"1.1": {"status": "on_track"}, "1.2": {"status": "on_track"}}
    told["2.1"] = {"status": "on_track", "counted": 60}
    log(merenland.region, "2026-10", told)
    plan(MORNING)
    return merenland


def reminder() -> Mail:
    return Mail.objects.filter(kind="reminder", recipient__name="Sanne Wiggers").latest("pk")


def reply(text: str, **headers: str) -> EmailMessage:
    row = ReplyAddress.objects.get(mail_key=reminder().key)
    mail = EmailMessage()
    usual = {
        "From": row.user.email, "To": address_of(row), "Message-ID": "<een@demo.example>",
        "Authentication-Results": PASS, "Subject": "Re: Het maandlog",
    }  # fmt: skip
    for name, value in (
        usual | {key.replace("_", "-"): val for key, val in headers.items()}
    ).items():
        if value:
            mail[name] = value
    mail.set_content(text)
    return mail


def took(text: str, **headers: str) -> str:
    return take(reply(text, **headers).as_bytes(), [], MORNING)


def drafted() -> dict[str, ActivityUpdate]:
    rows = ActivityUpdate.objects.filter(check_in__state="draft").select_related("activity")
    return {row.activity.code: row for row in rows}


def test_the_reminder_lists_the_open_lines_and_says_where_to_answer(asked):
    mail = reminder()
    assert "1. 1.1 Keuzevak" in mail.text and "3. 2.1 Stages leerjaar 3" in mail.text
    reply_to = re.search(rb"Reply-To: (\S+)", bytes(mail.message))[1].decode()
    assert row_at([reply_to]).user == asked.leader


def test_a_reply_becomes_a_concept_and_is_mailed_back_and_nothing_is_submitted(asked):
    text = "1 ok, 3 achter: stageplek weg, Jan pakt op voor 15-12, rest zelfde\n\nGroet, Sanne"
    assert took(text) == "read"
    rows = drafted()
    assert (rows["1.1"].status, rows["1.2"].status) == ("on_track", "on_track")
    late = rows["2.1"]
    assert (late.status, late.problem, late.recovery_who) == ("behind", "stageplek weg", "Jan")
    assert late.recovery_by_on == datetime.date(2026, 12, 15) and rows["1.2"].is_unchanged
    assert not CheckIn.objects.filter(month_on="2026-11-01", state="submitted").exists()
    plan(MORNING)
    echo = Mail.objects.get(kind="echo")
    text = " ".join(echo.text.split())
    assert "Er is niets ingediend" in text and "stageplek weg" in text
    assert f"/regions/{asked.slug}/check-in/2026-11/" in echo.text
    assert echo.recipient == asked.leader


def test_what_is_not_understood_is_given_back_and_left_open(asked):
    took("1 niet ok, 2 misschien klaar, 7 ok")
    assert not drafted()
    plan(MORNING)
    text = " ".join(Mail.objects.get(kind="echo").text.split())
    assert "Van je antwoord is niets in het log" in text and "1 niet ok" in text
    assert "staat als concept" not in text
    assert "Nog open:" in text


def test_the_same_mail_twice_is_read_once(asked):
    assert (took("1 ok"), took("1 klaar")) == ("read", "known already")
    assert drafted()["1.1"].status == "on_track" and InboundMail.objects.count() == 1


def test_a_row_that_was_answered_stays_as_it_is(asked):
    took("1 achter: docent ziek")
    took("1 ok, 2 klaar", Message_ID="<twee@demo.example>")
    assert drafted()["1.1"].status == "behind" and drafted()["1.2"].status == "done"
    told = InboundMail.objects.get(message_id="<twee@demo.example>").told
    assert "1.1 Keuzevak" in told["already"][0]


def test_a_count_goes_on_from_the_last_one(asked):
    took("3 ok +22")
    assert drafted()["2.1"].counted == 82


OURS = "mx.sto.example"
REFUSED = [
    ({"From": "iemand@demo.example"}, "another sender"),
    ({"Authentication_Results": ""}, "the sender is not proven"),
    (
        {"Authentication_Results": "mx.vreemd.example; dkim=pass header.d=demo.example"},
        "not proven",
    ),
    ({"Authentication_Results": f"{OURS}; dkim=fail header.d=demo.example"}, "not proven"),
    ({"Authentication_Results": f"{OURS}; dkim=pass header.d=kwaad.example"}, "not proven"),
    (
        {"Authentication_Results": f"{OURS}; spf=pass smtp.mailfrom=a@b.example"},
        "not proven",
    ),
    ({"Auto_Submitted": "auto-replied"}, "an automatic answer"),
    ({"To": "antwoord@sto.example"}, "no address of ours"),
    ({"To": "antwoord+1-000000000000000000000000@sto.example"}, "no address of ours"),
]


@pytest.mark.parametrize(("headers", "why"), REFUSED)
def test_what_is_not_proven_is_refused_without_an_answer(asked, headers, why):
    assert why in took("1 ok", **headers)
    plan(MORNING)
    assert not InboundMail.objects.exists() and not Mail.objects.filter(kind="echo").exists()
    assert not drafted()


def test_a_proof_below_the_one_of_our_server_is_not_believed(asked):
    mail = reply("1 ok", Authentication_Results="mx.sto.example; dkim=none; spf=fail")
    mail["Authentication-Results"] = PASS
    assert "not proven" in take(mail.as_bytes(), [], MORNING)


def test_spf_of_the_same_domain_is_proof_too(asked):
    proof = "mx.sto.example; dkim=none; spf=pass smtp.mailfrom=sanne@demo.example"
    assert took("1 ok", Authentication_Results=proof) == "read"


def test_an_address_that_ended_or_a_log_that_is_in_takes_nothing_and_says_so(asked):
    row = ReplyAddress.objects.get(mail_key=reminder().key)
    late = row.expires_at + datetime.timedelta(seconds=1)
    assert take(reply("1 ok").as_bytes(), [], late) == "read" and not drafted()
    assert InboundMail.objects.get().told["refused"] == "ended"
    log(asked.region, "2026-11", submitted_at=MORNING)
    took("1 klaar", Message_ID="<twee@demo.example>")
    told = InboundMail.objects.get(message_id="<twee@demo.example>").told
    assert told["refused"] == "is_in"


def test_who_no_longer_leads_writes_nothing(asked):
    asked.leader.memberships.update(ends_on=MORNING.date() - datetime.timedelta(days=1))
    took("1 ok")
    assert InboundMail.objects.get().told["refused"] == "no_role" and not drafted()


def test_attachments_are_not_looked_at(asked):
    mail = reply("1 ok")
    mail.add_attachment("2 stil", filename="regels.txt")
    assert take(mail.as_bytes(), [], MORNING) == "read"
    assert set(drafted()) == {"1.1"}


@contextmanager
def lmtp_server() -> Iterator[int]:
    """The real server, on a port of its own; its loop begins and ends in a thread of its own, since
    a browser may have left one running in this one."""
    told: queue.Queue[tuple[int, asyncio.AbstractEventLoop, asyncio.Event]] = queue.Queue()

    async def serve() -> None:
        done = asyncio.Event()
        async with await listen(urlsplit("lmtp://127.0.0.1:0")) as server:
            port = server.sockets[0].getsockname()[1]
            told.put((port, asyncio.get_running_loop(), done))
            await done.wait()

    thread = threading.Thread(target=asyncio.run, args=[serve()])
    thread.start()
    port, loop, done = told.get(timeout=10)
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(done.set)
        thread.join()


@pytest.mark.django_db(transaction=True)
def test_it_comes_in_over_lmtp(asked):
    mail = reply("1 ok, rest zelfde", To="iemand@sto.example")
    row = ReplyAddress.objects.get(mail_key=reminder().key)
    with lmtp_server() as port, smtplib.LMTP("127.0.0.1", port) as relay:
        refused = relay.sendmail(asked.leader.email, [address_of(row)], mail.as_bytes())
    assert refused == {} and InboundMail.objects.count() == 1
    assert {row.status for row in drafted().values()} == {"on_track"}


def test_it_is_off_unless_all_of_it_is_set(settings, db):
    settings.REPLIES = Replies()
    with pytest.raises(CommandError, match="INBOUND"):
        call_command("receive")

    class Env:
        def str(self, name: str, default: str = "") -> str:
            return {"REPLY_ADDRESS": "antwoord@sto.example"}.get(name, default)

    with pytest.raises(ImproperlyConfigured, match="belong together"):
        replies(Env())


def test_without_a_setting_the_reminder_is_as_it_was(merenland, time_machine):
    time_machine.move_to(MORNING)
    log(merenland.region, "2026-10")
    plan(MORNING)
    assert "beantwoorden" not in reminder().text and not ReplyAddress.objects.exists()


def test_it_comes_in_by_imap_and_the_mailbox_is_only_looked_at(asked, settings, tmp_path):
    box = Imap(tmp_path)
    try:
        settings.REPLIES = replace(settings.REPLIES, inbound=box.address)
        call_command("receive", "--once")
        box.gets(reply("1 klaar").as_bytes())
        before = box.unread()
        for _time in range(2):
            call_command("receive", "--once")
        assert drafted()["1.1"].status == "done" and InboundMail.objects.count() == 1
        assert box.unread() == before
    finally:
        box.server.terminate()
        box.server.wait(10)
