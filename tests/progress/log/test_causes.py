"""What causes an obstacle: named in a log or on its page, and the later word counts."""

import pytest
import time_machine

from regions.progress.models import ActivityUpdate, Obstacle
from regions.progress.obstacles.chapters import retell_obstacles
from regions.progress.obstacles.story import obstacles_at
from tests.progress.stories import NOW, log, month
from tests.progress.test_check_in_page import ALL_WELL, address, autosave, page, typed

BEHIND = {"status": "behind", "problem": "Te weinig plekken"}


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield


def told(place, *months: tuple[str, dict]) -> Obstacle:
    for text, says in months:
        log(place.region, text, {"2.1": BEHIND | says})
    return retold(place)


def retold(place) -> Obstacle:
    key = place.plan.activities.get(code="2.1").key
    retell_obstacles(place.region, {key})
    return Obstacle.objects.get(region=place.region)


def test_the_latest_log_says_the_cause(merenland):
    assert told(merenland, ("2026-08", {"cause": "people"})).cause == "people"
    assert told(merenland, ("2026-09", {"cause": "money"})).cause == "money"
    assert told(merenland, ("2026-10", {"cause": ""})).cause == ""


def test_what_is_named_beside_the_obstacle_stands_until_a_log_says_otherwise(merenland):
    obstacle = told(merenland, ("2026-08", {"cause": "money"}))
    Obstacle.objects.filter(pk=obstacle.pk).update(cause="rule")
    assert retold(merenland).cause == "rule"
    assert told(merenland, ("2026-09", {"cause": "money"})).cause == "rule"  # nothing new said
    assert told(merenland, ("2026-10", {"cause": "room"})).cause == "room"


def test_a_month_of_before_shows_the_cause_of_then(merenland):
    told(merenland, ("2026-08", {"cause": "people"}), ("2026-09", {"cause": "money"}))
    shown, _solved = obstacles_at(merenland.region, month("2026-08"), NOW.date(), False, False)
    assert shown[0].cause == "Mensen: te weinig of niet de juiste"
    shown, _solved = obstacles_at(merenland.region, month("2026-09"), NOW.date(), True, False)
    assert shown[0].cause == "Geld"


def test_the_log_takes_the_cause_along_and_asks_one_of_the_six(merenland, browse):
    obstacle = told(merenland, ("2026-10", {"cause": "money"}))
    Obstacle.objects.filter(pk=obstacle.pk).update(cause="rule")
    client = browse(merenland.leader)
    html = page(client, merenland)
    assert html.count('<option value="rule" selected>') == 1
    fields = typed(merenland, f2_1="open", v2_1="0", c2_1="gravity")
    refused = autosave(client, merenland, fields, "2.1").content.decode()
    assert "Kies een van de antwoorden." in refused
    autosave(client, merenland, fields | typed(merenland, c2_1="partner"), "2.1")
    kept = ActivityUpdate.objects.get(activity_key=obstacle.activity_key, check_in__state="draft")
    assert kept.cause == "partner"


def test_nothing_to_report_keeps_the_cause_that_stands(merenland, browse):
    obstacle = told(merenland, ("2026-10", {"cause": "money"}))
    Obstacle.objects.filter(pk=obstacle.pk).update(cause="rule")
    client = browse(merenland.leader)
    client.post(address(merenland), {"do": "rest", **typed(merenland, **ALL_WELL)})
    for update in ActivityUpdate.objects.filter(
        activity_key=obstacle.activity_key, check_in__state="draft"
    ):
        assert update.cause in ("rule", "")
    assert retold(merenland).cause == "rule"


def test_the_dashboard_and_the_page_of_the_log_say_it(merenland, browse):
    told(merenland, ("2026-10", {"cause": "room"}))
    html = browse(merenland.leader).get(f"/regions/{merenland.slug}/").content.decode()
    assert "oorzaak: Ruimte, machines of materiaal" in html
    html = page(browse(merenland.advisor), merenland, "2026-10")
    assert "Ruimte, machines of materiaal" in html
