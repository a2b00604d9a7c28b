"""What businesses, money and internships say of many regions, read in one query."""

import datetime
import random

import pytest

from advisors.portfolio.signals import signals_of
from advisors.portfolio.standing import Signals
from regions.internships.models import CohortEntry, InternshipCohort
from regions.models import School
from regions.months import Month
from regions.partners.ladder.watching import silent_partners
from regions.partners.models import (
    Business,
    CofinancingNorm,
    ContactMoment,
    Contribution,
    EligibleBudget,
    Partnership,
)
from regions.partners.money.financing_card import card_for
from regions.progress.measure.deadlines import Logs
from tests.conftest import LONG_AGO

TODAY = datetime.date(2026, 11, 22)
FIRST, LAST = datetime.date(2025, 1, 1), datetime.date(2028, 12, 31)


def ago(days: int) -> datetime.date:
    return TODAY - datetime.timedelta(days=days)


def partner(place, name: str, **fields) -> Partnership:
    business = Business.objects.create(name=name, **fields.pop("business", {}))
    return Partnership.objects.create(
        region=place.region, business=business, **{"started_on": LONG_AGO, **fields}
    )


def talk(row: Partnership, days: int, channel: str = "phone") -> None:
    ContactMoment.objects.create(partnership=row, held_on=ago(days), channel=channel)


def gave(row: Partnership, day: datetime.date, cents: int) -> None:
    Contribution.objects.create(
        partnership=row, kind="goods", title="Iets", promised_on=FIRST.replace(year=2020),
        promised_cents=cents, delivered_on=day, delivered_cents=cents,
    )  # fmt: skip


def told(*places) -> list[Signals]:
    found = signals_of([place.region for place in places], TODAY)
    return [found[place.region.pk] for place in places]


def test_a_region_without_anything_says_nothing_but_that_its_logs_are_missing(merenland):
    missing = Month.range(Month(2025, 6), Month(2026, 10))  # the plan was approved in June 2025
    assert told(merenland) == [Signals(logs=Logs(Month(2026, 10), tuple(missing)))]


def test_silence_is_counted_as_the_list_of_the_leader_does(merenland, kustzoom):
    other = Business.objects.create(name="Bewaard")
    talk(partner(merenland, "Op de dag"), 90)
    talk(partner(merenland, "Een dag te laat"), 91)
    talk(partner(merenland, "Vaker gevraagd", ideal_days=14, max_days=30), 31)
    mailed = partner(merenland, "Alleen gemaild")
    talk(mailed, 100)
    talk(mailed, 3, "mail")
    partner(merenland, "Nooit gesproken", started_on=ago(91))
    partner(merenland, "Net begonnen", started_on=ago(90))
    talk(partner(merenland, "Afspraak"), -3)
    partner(merenland, "Gestopt", ended_on=TODAY)
    partner(merenland, "Samengevoegd", business={"merged_into": other})
    partner(kustzoom, "Elders")
    names = [
        silent_partner.name for silent_partner in silent_partners([merenland.region.pk], TODAY)
    ]
    assert set(names) == {
        "Afspraak", "Alleen gemaild", "Een dag te laat", "Nooit gesproken", "Vaker gevraagd",
    }  # fmt: skip
    assert [one.silent for one in told(merenland, kustzoom)] == [5, 1]


@pytest.fixture
def norm(merenland, kustzoom):
    CofinancingNorm.objects.all().delete()
    CofinancingNorm.objects.create(
        percent="7.5", valid_from_on=FIRST, valid_until_on=LAST, source="x"
    )
    EligibleBudget.objects.create(
        region=merenland.region, cents=4_860_000_00, valid_from_on=FIRST, valid_until_on=LAST
    )


def test_the_norm_is_out_of_reach_where_nearly_nothing_came_in(merenland, kustzoom, norm):
    gave(partner(merenland, "Van Rees"), ago(300), 1_000_00)
    here, there = told(merenland, kustzoom)
    assert here.financing.is_out_of_reach and here.financing.sums.received == 1_000_00
    assert there.financing is None  # its budget is not known


@pytest.mark.parametrize("seed", range(12))
def test_the_outlook_is_that_of_the_page_of_co_financing(merenland, norm, seed):
    row, chance = partner(merenland, "Van Rees"), random.Random(seed)
    for _number in range(chance.randint(1, 30)):
        day = FIRST - datetime.timedelta(days=40 - chance.randint(0, 700))
        gave(row, min(day, TODAY), chance.randint(1, 3_000_000))
    ours, page = told(merenland)[0].financing, card_for(merenland.region, TODAY).outlook
    assert ours.sums.received == page.sums.received
    assert (ours.last_month, ours.is_out_of_reach) == (page.last_month, page.is_out_of_reach)
    assert (ours.forecast_cents, ours.required_cents) == (page.forecast_cents, page.required_cents)


def test_a_cohort_that_is_open_and_has_little_time_is_a_last_chance(merenland, kustzoom):
    here, there = (
        School.objects.create(region=place.region, name="Vechtoever")
        for place in (merenland, kustzoom)
    )

    def cohort(year: int, last: datetime.date, *entries: tuple[str, int], school=here):
        row = InternshipCohort.objects.create(
            school=school, school_year=year, track="bb", needed=20, last_chance_on=last
        )
        for kind, count in entries:
            CohortEntry.objects.create(
                cohort=row, kind=kind, count=count, dated_on=ago(9), reason="x"
            )

    near = TODAY + datetime.timedelta(days=120)
    cohort(2022, near, ("done", 12), ("lost", 7), ("placed", 20))
    cohort(2023, TODAY, ("postponed", 20))
    cohort(2024, near, ("done", 15), ("lost", 5))
    cohort(2025, near + datetime.timedelta(days=1))
    cohort(2021, ago(1))
    cohort(2022, near, school=there)
    assert [one.chances for one in told(merenland, kustzoom)] == [(TODAY, near), (near,)]


def test_one_query_for_all_regions(merenland, kustzoom, norm, django_assert_num_queries):
    for place in (merenland, kustzoom):
        for number in range(5):
            gave(partner(place, f"Bedrijf {number}"), ago(30 * number), 1_000_00)
    with django_assert_num_queries(1):
        told(merenland, kustzoom)


@pytest.mark.usefixtures("on_22_november")
def test_the_page_of_the_advisor_says_it(merenland, browse, snapshots, norm):
    snapshots(merenland.region, *[0.0] * 6)
    gave(partner(merenland, "Van Rees"), ago(300), 1_000_00)
    text = browse(merenland.advisor).get("/advisors/").content.decode()
    assert "De norm voor cofinanciering is nauwelijks meer haalbaar" in text
    assert "Eén bedrijf te lang niet gesproken" in text
