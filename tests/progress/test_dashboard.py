"""The region's dashboard: what it says, to whom, and what it costs."""

import datetime
import html
import re
from dataclasses import replace

import pytest
import time_machine

from regions.models import Membership, Region, Role
from regions.progress.measure.snapshots import rebuild
from regions.progress.models import Obstacle, RegionMonth
from tests.conftest import LONG_AGO, member

from .large import large_region
from .stories import NOW, log, obstacle

HOW = "KANARIE-HOE"
WHAT = "KANARIE-WAT"


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield


def page(client, place, query: str = "") -> str:
    response = client.get(f"/regions/{place.slug}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def tell_a_story(place) -> None:
    """September well, October behind with an obstacle that has a recovery and one that has not."""
    region = place.region
    log(
        region,
        "2026-09",
        {"1.1": {"status": "on_track", "met": 1}, "2.1": {"status": "behind", "counted": 3}},
        going_well="Drie bedrijven geven gastlessen.",
    )
    log(
        region,
        "2026-10",
        {
            "1.1": {"status": "stalled", "problem": "Geen docent"},
            "1.2": {"status": "done"},
            "2.1": {"status": "behind", "counted": 4, "problem": WHAT, "recovery": HOW},
        },
        going_well="Het leerlab is open.",
    )
    who = datetime.date(2026, 12, 3)
    obstacle(
        region, "2.1", "2026-09", problem=WHAT, recovery=HOW, recovery_who="Sanne",
        recovery_by_on=who,
    )  # fmt: skip
    obstacle(region, "1.1", "2026-06", problem="Geen docent", is_stalled=True)
    obstacle(region, "1.2", "2026-03", state="picked_up", closed_on=datetime.date(2026, 5, 1))
    rebuild([region], NOW)


def test_the_heading_is_how_it_stands_and_the_line_below_is_why(merenland, browse):
    tell_a_story(merenland)
    text = page(browse(merenland.leader), merenland)
    assert "maanden achter op het plan</h1>" in text
    assert "Oorzaak: " in text
    assert "ligt stil)" in text
    assert "Gemeten op 31 oktober 2026, sinds 22 dagen geen nieuws" in text
    assert "Log van november" in text


def test_a_leader_reads_how_obstacles_are_picked_up(merenland, browse):
    tell_a_story(merenland)
    text = page(browse(merenland.leader), merenland)
    assert HOW in text
    assert "uiterlijk 3 december 2026" in text
    assert "Nog geen plan." in text
    assert "Vraag ernaar" not in text
    assert "1 obstakel opgelost in de afgelopen 12 maanden" in text
    assert "na 9 weken" in text


def test_an_advisor_asks_after_an_obstacle_without_a_plan(merenland, browse):
    tell_a_story(merenland)
    text = page(browse(merenland.advisor), merenland)
    assert "Vraag ernaar" in text
    assert "Maandlog invullen" not in text
    (asked,) = set(re.findall(rf'"(/regions/{merenland.slug}/questions/[?]about=[^"]+)"', text))
    form = browse(merenland.advisor).get(html.unescape(asked)).context["form"]
    rows = Obstacle.objects.filter(recovery="", state=Obstacle.State.OPEN)
    begins = {f"{row.activity.title}: {row.problem}"[:180] for row in rows}
    assert any(form["text"].value().startswith(words) for words in begins)


@pytest.mark.parametrize("query", ["", "?month=2026-10"])
def test_the_steering_group_sees_what_and_not_how(merenland, browse, query):
    tell_a_story(merenland)
    text = page(browse(merenland.chair), merenland, query)
    assert WHAT in text
    assert "Het leerlab is open." in text
    assert HOW not in text
    assert "Sanne" not in text
    assert "check-in" not in text
    assert "Laatste logs" not in text


def test_others_do_not_know_that_the_region_exists(merenland, kustzoom, browse):
    tell_a_story(merenland)
    for who in (kustzoom.leader, kustzoom.advisor, kustzoom.chair):
        assert browse(who).get(f"/regions/{merenland.slug}/").status_code == 404
        assert browse(who).get(f"/regions/{merenland.slug}/activities.csv").status_code == 404


def test_the_bureau_looks_at_every_region(merenland, kustzoom, bureau, browse):
    tell_a_story(merenland)
    assert HOW in page(browse(bureau), merenland)
    assert "Nog geen maandlog" in page(browse(bureau), kustzoom)


def test_a_region_without_a_plan_says_so(bureau, browse):
    region = Region.objects.create(name="Nieuwland", slug="nieuwland")
    text = browse(bureau).get(f"/regions/{region.slug}/").content.decode()
    assert "Nog geen goedgekeurd plan</h1>" in text


def test_silence_is_told_and_never_an_old_green(merenland, browse):
    region = merenland.region
    log(region, "2026-08", {"2.1": {"status": "on_track", "counted": 50}})
    rebuild([region], NOW)
    text = page(browse(merenland.leader), merenland)
    assert "Geen recent log sinds augustus</h1>" in text
    assert "Op schema</h1>" not in text


def test_one_missing_log_is_named_below_the_heading(merenland, browse):
    region = merenland.region
    log(region, "2026-09", {"2.1": {"status": "on_track", "counted": 50}})
    rebuild([region], NOW)
    assert "Het log van oktober ontbreekt nog." in page(browse(merenland.leader), merenland)


def test_an_earlier_month_shows_what_was_known_then(merenland, browse):
    tell_a_story(merenland)
    text = page(browse(merenland.leader), merenland, "?month=2026-09")
    assert "Gemeten op 30 september 2026" in text
    assert HOW not in text
    assert "Het leerlab is open." not in text
    assert "Dit is de stand van september 2026." in text
    assert 'value="2026-09" selected' in text


@pytest.mark.parametrize("query", ["?month=2026-13", "?month=geen", "?month=1999-01", "?month=%00"])
def test_a_month_without_a_stand_falls_back_on_the_latest(merenland, browse, query):
    tell_a_story(merenland)
    text = page(browse(merenland.leader), merenland, query)
    assert "Van die maand is er geen stand." in text
    assert "Gemeten op 31 oktober 2026, sinds 22 dagen geen nieuws" in text


def test_a_plan_that_was_just_approved_shows_without_waiting_for_the_night(merenland, browse):
    assert not RegionMonth.objects.exists()
    assert "Nog geen maandlog</h1>" in page(browse(merenland.leader), merenland)
    assert not RegionMonth.objects.exists()


def test_a_title_cannot_run_in_the_page_or_in_a_spreadsheet(merenland, browse):
    tell_a_story(merenland)
    row = RegionMonth.objects.get(region=merenland.region, month_on="2026-11-01")
    row.activities[0] = replace(row.activities[0], title="=HYPERLINK(1)</script><b>")
    row.going_well = "<script>alert(1)</script>"
    row.save()
    client = browse(merenland.leader)
    assert "<script>alert" not in page(client, merenland)
    assert "<b>" not in page(client, merenland).split("</header>")[1]
    response = client.get(f"/regions/{merenland.slug}/activities.csv")
    assert response["Content-Type"].startswith("text/csv")
    lines = response.content.decode("utf-8-sig").splitlines()
    assert len(lines) == 4
    assert ";'=HYPERLINK(1)</script><b>;" in lines[1]


def test_the_csv_is_of_the_month_that_is_shown(merenland, browse):
    tell_a_story(merenland)
    address = f"/regions/{merenland.slug}/activities.csv"
    response = browse(merenland.chair).get(f"{address}?month=2026-09")
    assert "2026-09.csv" in response["Content-Disposition"]
    assert ";3;120;stageplekken" in response.content.decode()
    assert HOW not in response.content.decode()


def test_a_page_of_forty_activities_and_48_months_stays_small(
    db, browse, django_assert_max_num_queries, bureau
):
    region, leader = large_region()
    with time_machine.travel(datetime.datetime(2028, 12, 15, 12, tzinfo=datetime.UTC), tick=False):
        rebuild([region], datetime.date(2028, 12, 15))
        client = browse(leader)
        with django_assert_max_num_queries(13):
            response = client.get(f"/regions/{region.slug}/")
        assert response.status_code == 200
        assert len(response.content) <= 60_000
        with django_assert_max_num_queries(13):
            client.get(f"/regions/{region.slug}/?month=2027-03")


def test_someone_who_left_sees_nothing_any_more(merenland, browse):
    tell_a_story(merenland)
    Membership.objects.filter(user=merenland.chair).update(ends_on=datetime.date(2026, 10, 31))
    assert browse(merenland.chair).get(f"/regions/{merenland.slug}/").status_code == 404
    member(merenland.chair, Role.BUSINESS, merenland.region, starts_on=datetime.date(2026, 11, 1))
    assert browse(merenland.chair).get(f"/regions/{merenland.slug}/").status_code == 200
    assert datetime.date(2026, 10, 31) > LONG_AGO
