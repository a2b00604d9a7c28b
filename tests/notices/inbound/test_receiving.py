"""Whoever receives replies tells that it is alive, and is missed where it stands still."""

import asyncio
import contextlib
import datetime
import threading
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command

from sto_portal.addresses import Replies
from sto_portal.notices.management.commands import receive
from sto_portal.notices.models import Heartbeat
from sto_portal.notices.outbox.attention import matters, parts_that_never_ran
from sto_portal.notices.outbox.heartbeats import beat
from sto_portal.notices.pages.counts import heartbeats
from tests.notices.outbox.test_mailboxes import Imap

NOW = datetime.datetime(2026, 12, 7, 9, tzinfo=datetime.UTC)
PART = "Ontvanger van antwoorden"
LMTP = "lmtp://127.0.0.1:0"


@pytest.fixture
def replies(settings) -> Replies:
    settings.REPLIES = Replies("antwoord@sto.example", LMTP, "mx.sto.example")
    return settings.REPLIES


def pulse() -> tuple[str, bool]:
    row = Heartbeat.objects.get(part="receiver")
    return row.outcome, row.is_well


@pytest.mark.django_db(transaction=True)
def test_who_listens_tells_it(replies):
    async def a_moment() -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(receive._serve(urlsplit(LMTP)), 3)

    # In a thread: a browser may have left a loop running in this one.
    thread = threading.Thread(target=asyncio.run, args=[a_moment()])
    thread.start()
    thread.join()
    assert pulse() == ("Luistert.", True)


def test_who_looks_in_a_mailbox_tells_how_that_went(replies, settings, tmp_path, db):
    box = Imap(tmp_path)
    settings.REPLIES = replace(replies, inbound=box.address)
    try:
        call_command("receive", "--once")
        assert pulse() == ("De mailbox is gelezen.", True)
    finally:
        box.server.terminate()
        box.server.wait(10)
    with pytest.raises(OSError):
        call_command("receive", "--once")
    assert pulse()[1] is False


def test_it_is_missed_only_where_replies_come_in(replies, settings, db):
    def told() -> list[str]:
        return [line for line in [*matters(NOW), *parts_that_never_ran()] if PART in line]

    def shown() -> list[str]:
        return [str(one["title"]) for one in heartbeats(NOW)]

    assert told() == [f"{PART}: heeft nog niet gedraaid"] and PART in shown()
    beat("receiver", NOW - datetime.timedelta(minutes=14), "Luistert.")
    assert not told()
    beat("receiver", NOW - datetime.timedelta(minutes=16), "Luistert.")
    assert len(told()) == 1 and "stil" in told()[0]
    settings.REPLIES = Replies()
    assert not told() and PART not in shown()
