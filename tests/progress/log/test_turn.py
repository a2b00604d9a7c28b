"""The log that is due comes first, with its last day and what is missing before it."""

import datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from regions.models import Region
from regions.months import Month
from regions.plans.models import Plan
from regions.progress.measure.deadlines import Owed
from regions.progress.measure.turn import Turn
from tests.conftest import member, person
from tests.progress.stories import log

OCTOBER, NOVEMBER, DECEMBER = Month(2026, 10), Month(2026, 11), Month(2026, 12)


def at(day: str):
    noon = datetime.datetime.fromisoformat(f"{day}T12:00:00+01:00")
    return time_machine.travel(noon, tick=False)


@pytest.fixture
def first_page(browse):
    """What a leader lands on after signing in on a day."""

    def look(place, day: str) -> str:
        with at(day):
            return browse(place.leader).get("/", follow=True).content.decode()

    return look


@pytest.fixture
def until_october(merenland):
    for month in Month.range(Month(2025, 6), OCTOBER):
        log(merenland.region, str(month), {"1.2": {"status": "on_track"}})
    return merenland


def test_in_the_first_days_of_december_the_log_of_november_comes_first(until_october, first_page):
    html = first_page(until_october, "2026-12-03")
    assert "Programmaleider · november 2026" in html
    assert "Uiterlijk 7 december." in html
    assert "oktober 2026</a>" in html and "december 2026 →</a>" in html
    assert "Er ontbreekt nog" not in html


def test_after_its_last_day_it_still_comes_first_and_says_when_it_was_expected(
    until_october, first_page
):
    html = first_page(until_october, "2026-12-15")
    assert "Programmaleider · november 2026" in html
    assert "Dit log werd verwacht uiterlijk 7 december." in html


def test_once_it_is_in_the_month_that_runs_comes(until_october, browse, first_page):
    log(until_october.region, "2026-11", {"1.2": {"status": "on_track"}})
    html = first_page(until_october, "2026-12-03")
    assert "Programmaleider · december 2026" in html
    assert "Uiterlijk 8 januari." in html
    with at("2026-12-03"):
        dashboard = (
            browse(until_october.leader).get(f"/regions/{until_october.slug}/").content.decode()
        )
    assert "Vul het log van" not in dashboard
    assert 'btn-primary" href="/regions/merenland/check-in/"' not in dashboard
    assert "Log van december" in dashboard


def test_while_it_is_due_the_dashboard_asks_for_it_by_name(until_october, browse):
    with at("2026-12-03"):
        response = browse(until_october.leader).get(f"/regions/{until_october.slug}/")
    assert "Vul het log van november in" in response.content.decode()


def test_earlier_months_that_are_missing_are_named_with_links(merenland, first_page):
    log(merenland.region, "2026-07", {"1.2": {"status": "on_track"}})
    html = first_page(merenland, "2026-12-03")
    for month in ("2026-10", "2026-09", "2026-08"):
        assert f'href="/regions/{merenland.slug}/check-in/{month}/"' in html
    assert "en nog 13</a>" in html


def test_a_region_that_was_just_approved_misses_nothing(db, browse):
    region = Region.objects.create(name="Nieuwland", slug="nieuwland")
    leader = person("Jelle Bos")
    member(leader, "leader", region)
    plan = Plan.objects.create(
        region=region, title="Plan", starts_on=datetime.date(2023, 1, 1),
        ends_on=datetime.date(2028, 12, 31),
    )  # fmt: skip
    plan.state, plan.approved_on = "approved", datetime.date(2026, 12, 1)
    plan.save()
    with at("2026-12-03"):
        client = browse(leader)
        html = client.get("/", follow=True).content.decode()
        listed = client.get(f"/regions/{region.slug}/check-ins/").content.decode()
    assert "Wat is er deze maand gebeurd?" in html
    assert "Er ontbreekt nog" not in html
    assert "Er ontbreekt geen maandlog" in listed
    assert "Niet gevraagd" not in listed


MONTHS = st.builds(Month, st.integers(2025, 2026), st.integers(1, 12))


@given(st.sets(MONTHS), MONTHS, st.dates(datetime.date(2025, 1, 1), datetime.date(2027, 1, 31)))
def test_what_comes_first_is_never_a_month_that_is_in_while_the_past_one_is_not(
    logged, first, today
):
    turn = Turn(Owed(first, Month(2028, 12)), frozenset(logged), today)
    past = Month.of(today).previous
    assert turn.month in (past, past.next)
    assert (turn.month == past) == (past >= first and past not in logged)
    missing = turn.missing_before(turn.month)
    assert not logged & set(missing)
    assert all(first <= month < turn.month for month in missing)
    nothing = Turn(None, frozenset(), today)
    assert (nothing.month, nothing.missing_before(past)) == (past.next, [])
