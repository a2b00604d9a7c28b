"""The question to an owner goes once a round, the reminder once; neither when it is not true."""

import datetime
import re

import pytest
from django.test import Client

from regions.progress.models import WorkAsk, WorkLine
from regions.progress.work_group.asking import ask_again, revoke
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.kinds.outside.work_mail import plan_work
from sto_portal.notices.models import Mail
from sto_portal.notices.planning import plan
from tests.conftest import Place
from tests.progress.stories import log
from tests.progress.work_group.test_asking import AYSE, JAN, asked, owns

MONDAY = datetime.datetime(2026, 11, 23, 9, tzinfo=datetime.UTC)


def later(**span: int) -> datetime.datetime:
    return MONDAY + datetime.timedelta(**span)


@pytest.fixture
def jan(merenland: Place, time_machine) -> WorkAsk:
    time_machine.move_to(MONDAY)
    merenland.leader.phone = "06-12345678"
    merenland.leader.save()
    owns(merenland, "2.1", JAN)
    owns(merenland, "1.1", AYSE)
    return next(ask for ask in asked(merenland, MONDAY) if ask.email == JAN[1])


def mails() -> list[Mail]:
    return list(Mail.objects.filter(kind="work", address=JAN[1]).order_by("pk"))


def test_it_says_who_asks_and_what_and_the_link_opens_the_page(jan):
    plan(MONDAY)
    (mail,) = mails()
    assert "Sanne Wiggers" in mail.text and "06-12345678" in mail.text
    assert "2.1 Stages leerjaar 3" in mail.text and "Slimme Logistiek" not in mail.text
    path = re.search(r"/work/[^/\s]+/", mail.text)[0]
    assert "Stages leerjaar 3" in Client().get(path).content.decode()
    assert b"Reply-To: sanne@demo.example" in bytes(mail.message)


def test_planned_twice_it_goes_once_and_a_new_round_goes_again(jan, merenland):
    assert plan_work(MONDAY) == 2 and plan_work(later(hours=1)) == 0
    ask_again(jan, merenland.leader, later(hours=2))
    assert plan_work(later(hours=3)) == 1 and len(mails()) == 2
    first = mails()[0]
    assert reason_not_to_send(first, later(hours=3)) == ""


def test_who_did_not_answer_is_reminded_once(jan):
    plan_work(MONDAY)
    assert plan_work(later(days=4)) == 0
    assert plan_work(later(days=7)) == 2
    assert plan_work(later(days=8)) == 0
    assert mails()[1].about["is_reminder"] is True


def test_the_reminder_keeps_to_working_days_and_names_what_is_open(jan, time_machine):
    owns_more = WorkLine.objects.create(
        ask=jan, activity_key=jan.region.plans.get().activities.get(code="1.2").key
    )
    WorkLine.objects.filter(ask=jan).exclude(pk=owns_more.pk).update(
        sent_at=MONDAY, status="on_track"
    )
    saturday = later(days=5)
    time_machine.move_to(saturday)
    assert plan_work(saturday) == 0
    time_machine.move_to(later(days=7))
    plan(later(days=7))
    reminder = mails()[-1]
    assert "Herinnering" in reminder.subject
    assert "Profieloriëntatie" in reminder.text and "Stages" not in reminder.text


@pytest.mark.parametrize("how", ["revoked", "ended", "in", "answered", "erased"])
def test_it_does_not_go_when_it_is_not_true_any_more(jan, merenland, how):
    plan_work(MONDAY)
    (mail,) = mails()
    assert reason_not_to_send(mail, MONDAY) == ""
    if how == "revoked":
        revoke(jan, merenland.leader, MONDAY)
    elif how == "in":
        log(merenland.region, "2026-11", submitted_at=MONDAY)
    elif how == "answered":
        WorkLine.objects.update(sent_at=MONDAY, status="done")
    elif how == "erased":
        jan.delete()
    assert reason_not_to_send(mail, later(days=15) if how == "ended" else MONDAY)


def test_the_bureau_does_not_read_the_link(jan, bureau, browse):
    plan(MONDAY)
    (mail,) = mails()
    secret = re.search(r"/work/([^/\s]+)/", mail.text)[1]
    client = browse(bureau)
    page = client.get(f"/mail/{mail.pk}/")
    assert page.status_code == 200 and secret not in page.content.decode()
    assert secret not in client.get("/mail/").content.decode()
