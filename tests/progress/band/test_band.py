"""The band of all regions: no names, nobody to be worked out, and one's own dot."""

import datetime

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from regions.models import Region
from regions.months import Month
from regions.progress.dashboard.band import band_for, band_of
from regions.progress.models import RegionMonth
from tests.conftest import NOW, approved_plan

OCTOBER = Month(2026, 10)
tempos = st.lists(st.floats(-30, 30), max_size=60)


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield


@given(tempos, st.none() | st.floats(-30, 30))
def test_the_band_leaves_out_a_tenth_at_each_side_and_is_not_drawn_of_four(told, own):
    band = band_of(OCTOBER, told, own)
    assert (band is None) == (len(told) < 5)
    if band is None:
        return
    below = sum(tempo < band.low - 1e-9 for tempo in told)
    above = sum(tempo > band.high + 1e-9 for tempo in told)
    assert max(below, above) <= len(told) / 10 + 1
    assert min(told) - 1e-9 <= band.low <= band.high <= max(told) + 1e-9
    assert 0 <= band.low_x <= band.high_x <= band.width and band.band_width >= 0
    assert band.place == ("" if own is None else
                          "behind" if own < band.low else
                          "ahead" if own > band.high else "inside")  # fmt: skip


@given(tempos.filter(lambda told: len(told) >= 5), st.randoms())
def test_the_order_of_regions_makes_no_difference(told, random):
    mixed = random.sample(told, len(told))
    assert band_of(OCTOBER, told, None) == band_of(OCTOBER, mixed, None)


def others(number: int, *, measured: bool = True, first: float = -1.0) -> None:
    """Regions with a snapshot of October, with or without a log of it."""
    for place in range(number):
        region = Region.objects.create(
            name=f"Geheimland {place} {measured}", slug=f"geheim-{place}-{measured}"
        )
        RegionMonth.objects.create(
            region=region,
            plan=approved_plan(region),
            month_on=OCTOBER.first_day,
            as_of_on=OCTOBER.last_day,
            measured_on=OCTOBER.last_day if measured else datetime.date(2026, 9, 30),
            tempo_months=first - place / 7,
        )


def test_five_regions_with_a_log_make_a_band_and_four_do_not(merenland, snapshots):
    snapshots(merenland.region, -2.0, -2.0)
    others(3)
    others(4, measured=False)
    assert band_for(merenland.region, NOW.date()) is None
    region = Region.objects.create(name="Vijfde", slug="vijfde")
    RegionMonth.objects.create(
        region=region, plan=approved_plan(region), month_on=OCTOBER.first_day,
        as_of_on=OCTOBER.last_day, measured_on=OCTOBER.last_day, tempo_months=1.0,
    )  # fmt: skip
    band = band_for(merenland.region, NOW.date())
    assert band and (band.regions, band.own, band.place) == (5, -2.0, "behind")


def test_only_the_leader_sees_it_and_it_names_nobody(
    merenland, kustzoom, snapshots, browse, bureau, django_assert_num_queries
):
    snapshots(merenland.region, -2.0, -2.0)
    others(6)
    html = browse(merenland.leader).get("/regions/merenland/").content.decode()
    drawn = html.partition('class="card-x among"')[2].partition("</section>")[0]
    assert "7 regio" in drawn and drawn.count("<circle") == 1
    assert "Geheimland" not in html
    for reader in (merenland.chair, merenland.advisor, bureau):
        assert "card-x among" not in browse(reader).get("/regions/merenland/").content.decode()
    with django_assert_num_queries(1):
        band_for(merenland.region, NOW.date())


def test_without_a_log_of_that_month_the_own_region_is_not_drawn(kustzoom, browse):
    others(6)
    band = band_for(kustzoom.region, NOW.date())
    assert band and band.own is None and band.own_x is None and band.place == ""
