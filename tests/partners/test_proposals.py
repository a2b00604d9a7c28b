"""Contributions proposed where they come from: an event that took place, a cohort that is done."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from regions.internships.models import CohortEntry, InternshipCohort
from regions.labs.models import Event
from regions.models import School
from regions.months import AMSTERDAM
from regions.partners.models import Contribution, GuidanceShare, HourlyRate, Proposal
from regions.partners.money.contributing import NotPossible
from regions.partners.proposals.proposing import Happened, hours_counted, offer, take_over
from regions.partners.register.merging import merge
from tests.conftest import NOW
from tests.partners.conftest import TODAY

pytestmark = pytest.mark.usefixtures("on_22_november")
DAY = datetime.date(2026, 11, 3)
PLACE = "/regions/merenland/"
MONEY = f"{PLACE}partners/contributions/"


@pytest.fixture(autouse=True)
def rate(db):
    HourlyRate.objects.create(
        cents=60_00, valid_from_on=datetime.date(2026, 1, 1), source="Besluit"
    )


@pytest.fixture
def leader(merenland, browse):
    return browse(merenland.leader)


@pytest.fixture
def kade(merenland, partner_of):
    return partner_of(merenland, "Kade & Zn")


def event_with(place, *partners, kind="guest_lesson", hours=2) -> Event:
    starts_at = datetime.datetime.combine(DAY, datetime.time(10), AMSTERDAM)
    event = Event.objects.create(
        region=place.region, kind=kind, title="Gastles over composiet", starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=hours),
    )  # fmt: skip
    event.partners.set(partners)
    return event


def close(client, event, **counts):
    told = {f"count_{group}": count for group, count in counts.items()}
    return client.post(f"{PLACE}events/{event.pk}/close/", {"answer": "held", **told})


def take(client, proposal, people="2", hours="2"):
    told = {f"p{proposal.pk}-people": people, f"p{proposal.pk}-hours": hours}
    return client.post(f"{MONEY}proposed/{proposal.pk}/", told)


def test_closing_an_event_proposes_what_its_business_contributed(merenland, leader, kade):
    event = event_with(merenland, kade)
    close(leader, event, pupils="24", business="2")
    row = Proposal.objects.get()
    assert (row.people, row.hours, row.kind) == (2, 2, "guest_lesson")
    page = leader.get(f"{PLACE}events/{event.pk}/").content.decode()
    assert "Wat bedrijven bijdroegen" in page and "Overnemen" in page
    assert "1 bijdrage is voorgesteld" in leader.get(MONEY).content.decode()
    assert not Contribution.objects.exists()


def test_one_tap_takes_it_over_with_the_rate_of_that_day(merenland, leader, kade):
    event = event_with(merenland, kade)
    close(leader, event, pupils="24", business="2")
    response = take(leader, Proposal.objects.get())
    assert response.url == f"{PLACE}events/{event.pk}/"
    made = Contribution.objects.get()
    assert (made.hours, made.delivered_cents, made.delivered_on) == (4, 240_00, DAY)
    assert made.kind == "guest_lesson" and made.partnership == kade and made.proven_on is None
    page = leader.get(response.url).content.decode()
    assert "Overgenomen" in page and "€\xa0240,00" in page
    assert "Voorgesteld na" in leader.get(f"{MONEY}{made.pk}/").content.decode()


def test_it_is_never_counted_twice_for_one_event_and_business(merenland, leader, kade):
    event = event_with(merenland, kade)
    close(leader, event, business="2")
    take(leader, Proposal.objects.get())
    close(leader, event, business="3")
    row = Proposal.objects.get()
    assert row.people == 2
    assert "is al besloten" in leader.get(take(leader, row).url).content.decode()
    assert Contribution.objects.count() == 1


def test_a_corrected_count_corrects_what_was_not_decided_yet(merenland, leader, kade):
    event = event_with(merenland, kade)
    close(leader, event, business="2")
    close(leader, event, business="3")
    assert Proposal.objects.get().people == 3
    close(leader, event, business="0")
    assert not Proposal.objects.exists()


def test_an_event_that_did_not_take_place_after_all_proposes_nothing(merenland, leader, kade):
    event = event_with(merenland, kade)
    close(leader, event, business="2")
    leader.post(f"{PLACE}events/{event.pk}/close/", {"answer": "cancelled", "reason": "Ziek"})
    assert not Proposal.objects.exists()


def test_who_came_from_which_business_is_asked_not_invented(merenland, leader, kade, partner_of):
    other = partner_of(merenland, "Van Rees")
    event = event_with(merenland, kade, other)
    close(leader, event, business="5")
    assert [row.people for row in Proposal.objects.all()] == [None, None]
    response = take(leader, Proposal.objects.get(partnership=other), people="")
    assert response.status_code == 422 and "Vul in hoeveel mensen" in response.content.decode()
    close(leader, event, business="2")
    assert [row.people for row in Proposal.objects.all()] == [1, 1]


def test_what_is_set_aside_counts_nowhere_and_can_be_put_back(merenland, leader, kade):
    event = event_with(merenland, kade)
    close(leader, event, business="2")
    row = Proposal.objects.get()
    leader.post(f"{MONEY}proposed/{row.pk}/aside/", {"at": "list"})
    close(leader, event, business="4")
    row.refresh_from_db()
    assert row.set_aside_at == NOW and row.decided_by == merenland.leader and row.people == 2
    assert "opzij gelegd op 22 november 2026" in leader.get(f"{MONEY}proposed/").content.decode()
    assert "is voorgesteld na" not in leader.get(MONEY).content.decode()
    leader.post(f"{MONEY}proposed/{row.pk}/back/", {"at": "list"})
    take(leader, row)
    assert Contribution.objects.count() == 1


def test_pupils_at_a_business_count_for_the_share_that_held_that_day(merenland, leader, kade):
    event = event_with(merenland, kade, kind="company_visit", hours=3)
    close(leader, event, pupils="5")
    assert Proposal.objects.get().people is None
    GuidanceShare.objects.create(
        percent=25, valid_from_on=datetime.date(2026, 1, 1), source="Afspraak"
    )
    close(leader, event, pupils="5")
    row = Proposal.objects.get()
    assert (row.people, row.percent) == (5, 25)
    take(leader, row, people="5", hours="3")
    assert Contribution.objects.get().hours == Decimal("3.75")


def test_without_a_rate_nothing_is_taken_over_and_the_page_says_why(merenland, leader, kade):
    close(leader, event_with(merenland, kade), business="2")
    HourlyRate.objects.all().delete()
    page = leader.get(take(leader, Proposal.objects.get()).url).content.decode()
    assert "uurtarief" in page and not Contribution.objects.exists()


def cohort_of(place, key=None) -> InternshipCohort:
    school = School.objects.create(region=place.region, name="De Brug")
    return InternshipCohort.objects.create(
        school=school, school_year=2026, track="kb", needed=4, activity_key=key,
        last_chance_on=datetime.date(2028, 5, 1),
    )  # fmt: skip


def book(client, cohort, kind, count):
    return client.post(
        f"{PLACE}internships/{cohort.pk}/entry/",
        {"kind": kind, "count": count, "dated_on": "3-11-2026", "reason": "Verhuisd"},
    )


def test_a_cohort_proposes_once_nobody_is_open(merenland, leader, kade):
    key = merenland.plan.activities.get(code="1.1").key
    kade.activity_keys = [str(key)]
    kade.save()
    cohort = cohort_of(merenland, key)
    book(leader, cohort, "placed", "3")
    book(leader, cohort, "done", "3")
    assert not Proposal.objects.exists()
    book(leader, cohort, "lost", "1")
    row = Proposal.objects.get()
    assert (row.partnership, row.kind, row.happened_on) == (kade, "supervision", DAY)
    assert row.people is None
    page = leader.get(f"{PLACE}internships/{cohort.pk}/").content.decode()
    assert "Kade &amp; Zn" in page and "Overnemen" in page


def test_a_leader_names_the_business_that_guided_pupils(merenland, leader, kade):
    cohort = cohort_of(merenland)
    CohortEntry.objects.create(cohort=cohort, kind="done", count=2, dated_on=DAY)
    address = f"{PLACE}internships/{cohort.pk}/"
    leader.post(f"{address}business/", {"partnership": kade.pk})
    leader.post(f"{address}business/", {"partnership": kade.pk})
    take(leader, Proposal.objects.get(), people="2", hours="40")
    assert Contribution.objects.get().hours == 80


def test_members_of_the_group_see_no_proposals_at_an_event(merenland, leader, kade, browse):
    event = event_with(merenland, kade)
    close(leader, event, business="2")
    page = browse(merenland.chair).get(f"{PLACE}events/{event.pk}/").content.decode()
    assert "Wat bedrijven bijdroegen" not in page
    advisor = browse(merenland.advisor).get(f"{PLACE}events/{event.pk}/").content.decode()
    assert "Wat bedrijven bijdroegen" in advisor and "Overnemen" not in advisor


def test_two_businesses_that_are_one_contribute_once(merenland, leader, kade, partner_of, bureau):
    twin = partner_of(merenland, "Kade en Zonen")
    close(leader, event_with(merenland, kade, twin), business="2")
    take(leader, Proposal.objects.get(partnership=twin), people="1")
    merge(kade.business, twin.business, bureau, NOW, TODAY)
    assert Contribution.objects.get().partnership == kade
    with pytest.raises(NotPossible):
        take_over(Proposal.objects.get(partnership=kade), 1, Decimal(2), merenland.leader)
    assert not Proposal.objects.open().exists()


@pytest.mark.django_db(transaction=True)
def test_two_people_at_once_take_over_one_contribution(merenland, partner_of):
    partner = partner_of(merenland, "Kade & Zn")
    offer(Happened("event", 1, "hours", "Gastles", DAY, people=2, hours=Decimal(2)), [partner.pk])
    row, refused = Proposal.objects.get(), []

    def press() -> None:
        try:
            take_over(row, 2, Decimal(2), merenland.leader)
        except NotPossible:
            refused.append(1)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        [*pool.map(lambda _: press(), range(4))]
    assert Contribution.objects.count() == 1 and len(refused) == 3


CENTS = st.decimals("0.01", "100", places=2)


@given(st.integers(1, 500), CENTS, CENTS)
def test_a_share_never_counts_for_more_than_the_whole(people, hours, percent):
    total = hours_counted(people, hours, percent)
    assert 0 <= total <= people * hours == hours_counted(people, hours, Decimal(100))
