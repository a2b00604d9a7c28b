"""What must be with DUS-I: told 60, 30 and 7 days before, to who hands it in, and once."""

import datetime

import pytest

from regions.dossier.models import HandedIn, Letter, MomentException, Point, ReportingMoment
from regions.dossier.moments.moving import move
from regions.models import Membership, Role
from regions.months import is_working_day
from sto_portal.notices.entitlement import reason_not_to_send
from sto_portal.notices.kinds.term_mail import plan_terms
from sto_portal.notices.models import Mail, SchoolHoliday, Subscription
from sto_portal.notices.rendering import render_waiting
from tests.conftest import member, person

pytestmark = pytest.mark.django_db
DUE = datetime.date(2027, 3, 1)  # a Monday
DAY = datetime.timedelta(days=1)


def at(days: int, hour: int = 9) -> datetime.datetime:
    """So many days before it is due, in the morning in Amsterdam."""
    return datetime.datetime.combine(DUE - days * DAY, datetime.time(hour - 1), datetime.UTC)


@pytest.fixture
def moment(merenland) -> ReportingMoment:
    return ReportingMoment.objects.create(title="Voortgang", due_on=DUE, source="Brief")


@pytest.fixture
def applicant(merenland):
    user = person("Petra Penvoerder")
    member(user, Role.LEAD_APPLICANT, merenland.region)
    return user


def told() -> list[tuple[str, int]]:
    rows = Mail.objects.filter(kind="term").order_by("created_at", "recipient__name")
    return [
        (mail.recipient.name.split()[0], (DUE - mail.created_at.date()).days)
        for mail in rows.select_related("recipient")
    ]


def test_who_acts_hears_of_it_three_times_whatever_day_the_planner_runs(moment, applicant):
    day = at(75)
    while day <= at(-3):
        for hour in range(2):
            plan_terms(day + datetime.timedelta(hours=hour))
        day += DAY
    days = [
        next(n for n in range(step, 0, -1) if is_working_day(DUE - n * DAY)) for step in (60, 30, 7)
    ]
    assert told() == [(who, n) for n in days for who in ("Petra", "Sanne")]


@pytest.mark.parametrize(
    ("acts", "who"),
    [("leader", ["Sanne"]), ("lead_applicant", ["Petra"]), ("both", ["Petra", "Sanne"])],
)
def test_only_who_must_act_is_told(moment, applicant, acts, who):
    ReportingMoment.objects.update(acts=acts)
    plan_terms(at(6))
    assert [name for name, _days in told()] == who


def test_a_deputy_hears_only_where_nobody_leads(merenland, moment):
    deputy = person("Dirk Deputaat")
    member(deputy, Role.DEPUTY, merenland.region)
    plan_terms(at(6))
    assert told() == [("Sanne", 6)]
    Membership.objects.filter(user=merenland.leader).update(ends_on=DUE - 10 * DAY)
    ReportingMoment.objects.update(due_on=DUE + DAY)
    plan_terms(at(6, 11))
    assert told() == [("Sanne", 6), ("Dirk", 6)]


def test_a_moment_that_moves_is_told_anew_for_its_new_day(merenland, moment, bureau):
    plan_terms(at(6))
    move(moment, DUE + 40 * DAY, "Brief", bureau)
    mail = Mail.objects.get(kind="term")
    assert reason_not_to_send(mail, at(5)) == "al gedaan"
    assert [plan_terms(at(5)), plan_terms(at(4))] == [1, 0]


def test_nothing_goes_once_it_is_handed_in_or_does_not_hold(merenland, kustzoom, moment):
    MomentException.objects.create(moment=moment, region=kustzoom.region, source="Doet niet mee")
    plan_terms(at(6))
    (mail,) = Mail.objects.filter(kind="term")
    assert reason_not_to_send(mail, at(6)) == ""
    HandedIn.objects.create(moment=moment, region=merenland.region, sent_on=DUE - 6 * DAY)
    assert reason_not_to_send(mail, at(6)) == "al gedaan"
    Mail.objects.all().delete()
    assert plan_terms(at(5)) == 0


def test_a_holiday_of_schools_silences_all_but_the_last_week(merenland, moment):
    SchoolHoliday.objects.create(starts_on=DUE - 90 * DAY, ends_on=DUE + DAY)
    assert [plan_terms(at(days)) for days in (55, 28, 6)] == [0, 0, 1]


def test_who_unsubscribed_or_left_gets_nothing(merenland, moment, applicant):
    Subscription.objects.create(user=applicant, kind="term", unsubscribed_at=at(20))
    plan_terms(at(6))
    (mail,) = Mail.objects.filter(kind="term")
    assert mail.recipient == merenland.leader
    Membership.objects.filter(user=merenland.leader).update(ends_on=DUE - 10 * DAY)
    assert "geen rol" in reason_not_to_send(mail, at(6))


def test_the_mail_says_what_is_due_and_no_word_of_a_letter(merenland, moment):
    letter = Letter.objects.create(
        region=merenland.region, subject="Geheim", dated_on=DUE - 30 * DAY
    )
    Point.objects.create(letter=letter, text="Geheime vraag", due_on=DUE)
    assert [plan_terms(at(40)), plan_terms(at(6))] == [1, 2]
    render_waiting(at(6))
    texts = {mail.subject: " ".join(mail.text.split()) for mail in Mail.objects.filter(kind="term")}
    assert set(texts) == {
        "Voortgang: nog 40 dagen (Merenland)",
        "Voortgang: nog 6 dagen (Merenland)",
        "Een vraag van DUS-I: nog 6 dagen (Merenland)",
    }
    assert "uiterlijk 1 maart 2027" in texts["Voortgang: nog 6 dagen (Merenland)"]
    assert "/regions/merenland/dossier/" in texts["Voortgang: nog 6 dagen (Merenland)"]
    assert not [text for text in texts.values() if "Geheim" in text]


def test_planning_for_the_country_asks_as_much_as_for_one(
    merenland, kustzoom, moment, django_assert_max_num_queries
):
    ReportingMoment.objects.create(title="Nog een", due_on=DUE, source="Brief")
    with django_assert_max_num_queries(12):
        assert plan_terms(at(6)) == 4
