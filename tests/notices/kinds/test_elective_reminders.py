"""Leaders hear in their monthly mail what must be applied for and which elective stands still."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from electives.models import Elective, PathStep, Stage
from electives.path.waiting import awaited
from regions.models import Role
from regions.partners.models import Business, ContactMoment, Partnership
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.kinds.reminder_mail import plan_reminders
from sto_portal.notices.models import Mail
from sto_portal.notices.rendering import render_waiting
from tests.conftest import LONG_AGO, member
from tests.electives.test_path_in_the_database import elective_of

from .test_business_reminders import at, mails, said


def elective(place, title: str, on: datetime.date, last: Stage = Stage.IDEA, **fields) -> Elective:
    row = elective_of(place, title=title, **fields)
    for stage in list(Stage)[: last + 1]:
        percent = {Stage.OVERLAP: 14}.get(stage)
        PathStep.objects.create(elective=row, stage=stage, dated_on=on, overlap_percent=percent)
    return row


def day(month: int, number: int, year: int = 2026) -> datetime.date:
    return datetime.date(year, month, number)


@pytest.mark.parametrize(
    ("today", "waits"),
    [
        (day(8, 1), False),
        (day(8, 2), True),
        (day(9, 30), True),
        (day(10, 1), False),
    ],
)
def test_an_application_waits_in_the_sixty_days_before_1_october(merenland, today, waits):
    elective(merenland, "Robotica", day(7, 20), aims_at=2027)
    elective(merenland, "Een jaar later", day(7, 20), aims_at=2028)
    elective(merenland, "Al gemeld", day(7, 20), Stage.REPORTED, aims_at=2027)
    found = [waiting for waiting in awaited([merenland.region.pk], today) if waiting.is_application]
    assert [waiting.elective.title for waiting in found] == (["Robotica"] if waits else [])
    if waits:
        assert found[0].words == "melden vóór 1 oktober 2026 om op 1 augustus 2027 te beginnen"


@pytest.mark.parametrize(("days", "waits"), [(59, False), (60, True)])
def test_a_step_waits_after_sixty_days_and_says_for_whom(merenland, days, waits):
    today = day(11, 17)
    on = today - datetime.timedelta(days=days)
    elective(merenland, "Robotica", on, Stage.REPORTED)
    elective(merenland, "Klaar", on, Stage.OFFERED)
    rejected = elective(merenland, "Afgewezen", on)
    Elective.objects.filter(pk=rejected.pk).update(rejected_on=today, rejected_reason="Bestaat al")
    found = awaited([merenland.region.pk], today)
    words = ["wacht op de commissie, sinds 18 september 2026"] if waits else []
    assert [waiting.words for waiting in found] == words


def test_electives_join_the_monthly_mail_and_a_step_is_told_once(merenland):
    partner = Partnership.objects.create(
        region=merenland.region, business=Business.objects.create(name="Kade"),
        started_on=LONG_AGO,
    )  # fmt: skip
    ContactMoment.objects.create(partnership=partner, held_on=day(6, 1))
    elective(merenland, "Robotica", day(5, 1), Stage.REPORTED)
    first, second = mails(*(at(number) for number in (9, 16, 17, 30)), at(15, 12), at(16, 12))
    assert "Kade" in said(first) and "Robotica: wacht op de commissie" in said(first)
    assert "/regions/merenland/electives/?sort=waits" in first.text
    assert "Kade" in said(second) and "Robotica" not in said(second)


def test_an_elective_alone_is_a_mail_and_a_new_step_may_wait_again(merenland):
    row = elective(merenland, "Robotica", day(5, 1), Stage.REPORTED)
    (mail,) = mails(at(16), at(17), at(15, 12))
    assert mail.subject == "Eén keuzevak wacht (Merenland)"
    PathStep.objects.create(elective=row, stage=Stage.JUDGED, dated_on=day(12, 1))
    later = datetime.datetime(2027, 2, 16, 9, tzinfo=datetime.UTC)
    assert [one.pk for one in mails(later)][1:] and "examenprogramma" in Mail.objects.latest(
        "pk"
    ).text


def test_an_application_is_told_each_month_until_it_is_made(merenland):
    row = elective(merenland, "Robotica", day(7, 20), aims_at=2027)
    august, september = (datetime.datetime(2026, month, 17, 9) for month in (8, 9))
    for moment in (august, september):
        plan_reminders(moment.replace(tzinfo=datetime.UTC))
        render_waiting(moment.replace(tzinfo=datetime.UTC))
    found = list(Mail.objects.filter(about__step="partners").order_by("pk"))
    assert len(found) == 2 and all("1 oktober 2026" in said(waiting) for waiting in found)
    moment = september.replace(tzinfo=datetime.UTC)
    assert reason_not_to_send(found[1], moment) == ""
    for stage, percent in ((Stage.OVERLAP, 3), (Stage.REPORTED, None)):
        PathStep.objects.create(
            elective=row, stage=stage, dated_on=day(9, 10), overlap_percent=percent
        )
    assert reason_not_to_send(found[1], moment) == "al gedaan"


def test_a_leader_of_two_regions_gets_one_mail_and_others_nothing_of_it(merenland, kustzoom):
    member(merenland.leader, Role.LEADER, kustzoom.region)
    elective(merenland, "Robotica", day(5, 1), Stage.REPORTED)
    elective(kustzoom, "Zeezeilen", day(5, 1), Stage.JUDGED)
    found = {mail.recipient: said(mail) for mail in mails(at(17))}
    assert set(found) == {merenland.leader, kustzoom.leader}
    assert "Robotica (Merenland)" in found[merenland.leader]
    assert "Zeezeilen (Kustzoom)" in found[merenland.leader]
    assert "Robotica" not in found[kustzoom.leader]


def test_what_waits_is_one_question_however_much_there_is(merenland, kustzoom):
    for number in range(8):
        elective((merenland, kustzoom)[number % 2], f"Vak {number}", day(5, 1), Stage.REPORTED)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        found = awaited([merenland.region.pk, kustzoom.region.pk], day(11, 17))
        assert len({str(waiting.region) for waiting in found}) == 2 and len(found) == 8
    assert len(asked) == 1
