"""Members hear of a proposal that waits for their answer, once a step, and not after answering."""

import datetime

import pytest

from regions.models import Role
from regions.plans.approve.approval import propose_change, withdraw_change
from regions.plans.models import PlanChange
from regions.plans.versions import start_draft
from regions.steering.models import Mandate, Vote
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.models import Mail, SchoolHoliday
from sto_portal.notices.planning import plan
from tests.conftest import member, person

NOW = datetime.datetime(2026, 11, 24, 9, tzinfo=datetime.UTC)  # a Tuesday
BY = datetime.date(2026, 12, 1)


@pytest.fixture
def asked(merenland):
    """The programme leader asks to end an activity later, before 1 December."""
    return ask(merenland, "Stages later", BY)


def ask(place, title: str, by: datetime.date) -> PlanChange:
    plan_ = start_draft(place.region, place.leader)
    plan_.activities.filter(code="2.1").update(ends_on=datetime.date(2028, 6, 30))
    change = plan_.change
    change.title, change.reason, change.decide_by = title, "Te weinig plekken.", by
    change.save()
    propose_change(change, place.leader, NOW - datetime.timedelta(days=10))
    change.refresh_from_db()
    return change


def mails() -> list[Mail]:
    return list(Mail.objects.filter(kind="reminder", key__contains="decision").order_by("pk"))


def test_each_member_without_an_answer_gets_one_mail_a_step(merenland, asked):
    other = person("Ander Lid")
    member(other, Role.BUSINESS, merenland.region)
    Vote.objects.create(change=asked, user=other, answer="for")
    for hours in range(0, 48, 12):
        plan(NOW + datetime.timedelta(hours=hours))
    (mail,) = mails()
    assert mail.recipient == merenland.chair
    assert "Stages later" in mail.text and f"/steering/decisions/{asked.pk}/" in mail.text
    plan(datetime.datetime(2026, 11, 30, 9, tzinfo=datetime.UTC))
    assert [one.about["step"] for one in mails()] == ["decision", "decision_last"]


@pytest.mark.parametrize("days", [-8, 1])
def test_nobody_hears_of_it_long_before_or_after(asked, days):
    plan(datetime.datetime.combine(BY, datetime.time(9), datetime.UTC)
         + datetime.timedelta(days=days))  # fmt: skip
    assert mails() == []


def test_a_group_that_does_not_decide_on_it_is_not_reminded(merenland, asked):
    Mandate.objects.create(
        steering_group=merenland.group, version=2, decides=[], holds_from_on=NOW.date()
    )
    plan(NOW)
    assert mails() == []


def test_who_sits_in_two_groups_gets_one_mail(merenland, kustzoom, asked):
    member(merenland.chair, Role.BUSINESS, kustzoom.region)
    later = ask(kustzoom, "Lab later", BY + datetime.timedelta(days=2))
    plan(NOW + datetime.timedelta(days=2))
    mail = next(one for one in mails() if one.recipient == merenland.chair)
    assert len(mails()) == 2  # the other is for the chair of the other group
    assert "Stages later" in mail.text and "Lab later" in mail.text
    assert f"/steering/decisions/{later.pk}/" in mail.text


def test_nobody_is_reminded_of_a_decision_on_a_day_off(asked):
    SchoolHoliday.objects.create(title="Herfst", starts_on=NOW.date(), ends_on=NOW.date())
    plan(NOW)
    assert mails() == []


def test_a_mail_that_waits_is_not_sent_after_an_answer_or_a_withdrawal(merenland, asked):
    plan(NOW)
    (mail,) = mails()
    assert reason_not_to_send(mail, NOW) == ""
    vote = Vote.objects.create(change=asked, user=merenland.chair, answer="against")
    assert reason_not_to_send(mail, NOW)
    vote.delete()
    assert reason_not_to_send(mail, NOW + datetime.timedelta(days=9))
    assert reason_not_to_send(mail, NOW) == ""
    withdraw_change(asked, NOW)
    assert reason_not_to_send(mail, NOW)
