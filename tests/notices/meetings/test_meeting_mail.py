"""The mail about meetings: who gets what once, with a calendar file whose sequence rises."""

import datetime
import email
import email.policy

import pytest
from django.utils import timezone

from regions.models import Role
from regions.steering.meetings.planning import cancel, take_place_after_all
from regions.steering.models import AgendaItem, Meeting
from sto_portal.notices.kinds.meetings.mail import plan_meetings, why_no_meeting
from sto_portal.notices.models import Mail
from sto_portal.notices.rendering import render_waiting
from tests.conftest import Place, member, person
from tests.steering.meetings.sitting_group import closed, fresh, invited, planned, sitting

HOUR = datetime.timedelta(hours=1)


def told() -> list[tuple[str, str]]:
    """Who was told what, as (what, name), in the order of names."""
    rows = Mail.objects.filter(kind="meeting").select_related("recipient")
    return sorted((mail.about["what"], mail.recipient.name) for mail in rows)


def calendar_in(mail: Mail) -> str:
    message = email.message_from_bytes(bytes(mail.message), policy=email.policy.default)
    (file,) = list(message.iter_attachments())
    assert file.get_content_type() == "text/calendar" and file.get_param("method") == "PUBLISH"
    return file.get_content()


def plan(now: datetime.datetime | None = None) -> int:
    return plan_meetings(now or timezone.now())


@pytest.fixture
def meeting(merenland) -> Meeting:
    return invited(merenland, 20)


def test_nobody_is_told_of_what_is_only_planned(merenland):
    planned(merenland, 20)
    assert plan() == 0


def test_the_group_and_the_leader_are_invited_once(meeting, merenland, kustzoom):
    assert plan() == 2
    assert plan() == 0
    names = sorted([merenland.chair.name, merenland.leader.name])
    assert told() == [("invited", name) for name in names]
    render_waiting(timezone.now())
    mail = Mail.objects.get(recipient=merenland.chair)
    text = calendar_in(mail)
    assert f"UID:stuurgroep-{meeting.uid}@" in text and "STATUS:CONFIRMED" in text
    assert "SEQUENCE:0" in text and "LOCATION:Zaal 1" in text
    assert "Komt u?" in mail.text
    leader = Mail.objects.get(recipient=merenland.leader)
    assert "Komt u?" not in leader.text


def test_each_move_is_told_once_with_a_higher_sequence(meeting, merenland):
    plan()
    for expected in (1, 2):
        meeting.starts_at += HOUR
        meeting.ends_at += HOUR
        meeting.save()
        assert plan() == 2 and plan() == 0
        assert fresh(meeting).sequence == expected
    render_waiting(timezone.now())
    mails = list(Mail.objects.filter(recipient=merenland.chair).order_by("pk"))
    assert [mail.about["what"] for mail in mails] == ["invited", "moved", "moved"]
    assert "SEQUENCE:2" in calendar_in(mails[2])
    now = timezone.now()
    assert (
        why_no_meeting(mails[1], merenland.chair, now)
        == "de vergadering is intussen opnieuw gewijzigd"
    )
    assert why_no_meeting(mails[2], merenland.chair, now) == ""
    meeting.invitation = "Neem de stukken mee."
    meeting.save()
    assert plan() == 0


def test_a_cancelled_meeting_is_told_to_who_knew_of_it_and_comes_back(meeting, merenland):
    plan()
    newcomer = person("Nieuw Lid")
    member(newcomer, Role.BUSINESS, merenland.region)
    cancel(meeting, "De zaal is dicht.", timezone.now())
    assert plan() == 2 and plan() == 0
    render_waiting(timezone.now())
    mail = Mail.objects.get(recipient=merenland.chair, about__what="cancelled")
    assert "De zaal is dicht." in mail.text and "STATUS:CANCELLED" in calendar_in(mail)
    take_place_after_all(meeting, timezone.now())
    assert plan() == 3
    assert ("invited", "Nieuw Lid") in told() and ("moved", merenland.chair.name) in told()
    assert fresh(meeting).sequence == 2


def test_who_comes_into_the_group_later_is_invited_to_what_stands(meeting, merenland):
    plan()
    member(person("Nieuw Lid"), Role.BUSINESS, merenland.region)
    assert plan() == 1 and plan() == 0


def test_who_ended_this_mail_or_left_gets_none(meeting, merenland):
    plan()
    mail = Mail.objects.get(recipient=merenland.chair)
    now = timezone.now()
    assert (
        why_no_meeting(mail, merenland.chair, meeting.starts_at) == "de vergadering is al begonnen"
    )
    merenland.chair.memberships.update(ends_on=timezone.localdate() - datetime.timedelta(days=1))
    assert why_no_meeting(mail, merenland.chair, now) == "geen rol meer in deze regio"


def test_papers_and_minutes_are_told_once(merenland, at_noon):
    meeting = sitting(merenland, [merenland.chair])
    closed(merenland, meeting)
    assert plan() == 2 and plan() == 0
    assert {what for what, _name in told()} == {"minutes"}
    assert plan(timezone.now() + datetime.timedelta(days=8)) == 0


def test_a_group_that_wants_so_gets_its_papers_two_weeks_before(meeting, merenland):
    plan()
    early = meeting.starts_at - datetime.timedelta(days=15)
    due = meeting.starts_at - datetime.timedelta(days=14)
    assert plan(due) == 0 and fresh(meeting).pack is None
    merenland.group.digests_before_meetings = True
    merenland.group.save()
    assert plan(early) == 0 and fresh(meeting).pack is None
    assert plan(due) == 2 and plan(due) == 0
    assert fresh(meeting).pack_sent_at == due
    assert AgendaItem.objects.get(meeting=meeting).kind == "stand"


def test_the_text_names_the_place_and_nothing_of_the_agenda(meeting, merenland: Place):
    AgendaItem.objects.create(meeting=meeting, position=1, title="Heel geheim")
    plan()
    render_waiting(timezone.now())
    mail = Mail.objects.get(recipient=merenland.chair)
    whole = mail.text + mail.html + mail.subject + calendar_in(mail)
    assert "Heel geheim" not in whole and "Zaal 1" in mail.text
