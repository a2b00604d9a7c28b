"""A count is typed as the new total or as what came since last time, and means one thing."""

import json

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from regions.plans.models import Activity
from regions.progress.log.asked import Stood
from regions.progress.log.forms import read_answers
from regions.progress.models import ActivityUpdate
from tests.progress.stories import NOW, log

URL = "/regions/merenland/check-in/2026-11/"


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield


@given(st.integers(0, 5_000_000), st.integers(0, 5_000_000))
def test_what_came_is_added_to_the_count_of_last_time(before, came):
    grouped = f"{came:,}".replace(",", ".")
    for text in (f"+{came}", f"+ {came}", f"+{grouped}"):
        typed = read_answers([(7, [])], {"n7": text}, NOW.date(), {7: Stood(counted=before)})
        assert (typed.answers[0].counted, typed.errors) == (before + came, {})


@pytest.mark.parametrize("text", ["+", "++3", "+-3", "+1,5", "-3", "+veel"])
def test_what_is_no_number_is_told_at_its_field(text):
    typed = read_answers([(7, [])], {"n7": text}, NOW.date(), {7: Stood(counted=64)})
    assert list(typed.errors[7]) == ["counted"]


def test_twenty_two_more_is_the_same_however_often_it_is_sent(merenland, browse):
    log(merenland.region, "2026-10", {"2.1": {"status": "on_track", "counted": 64}})
    pk, client = Activity.objects.get(plan=merenland.plan, code="2.1").pk, browse(merenland.leader)
    fields = {f"s{pk}": "on_track", f"n{pk}": "+22"}
    for revision in ("0", "1"):
        body = json.dumps({"fields": fields | {f"v{pk}": revision}, "rows": [pk]})
        client.post(f"{URL}save/", body, content_type="application/json")
        assert ActivityUpdate.objects.get(check_in__state="draft").counted == 86
    client.post(URL, fields | {f"v{pk}": "1"})
    assert ActivityUpdate.objects.get(check_in__state="draft").counted == 86


def test_a_doubt_has_two_buttons_that_settle_it(merenland, browse):
    log(merenland.region, "2026-10", {"2.1": {"status": "on_track", "counted": 64}})
    pk, client = Activity.objects.get(plan=merenland.plan, code="2.1").pk, browse(merenland.leader)
    html = client.post(URL, {f"s{pk}": "on_track", f"n{pk}": "7"}, follow=True).content.decode()
    assert f'value="settle-{pk}-n-71"' in html
    mark = f"{pk}-1-lower"
    html = client.post(URL, {"do": f"right-{mark}", f"v{pk}": "1"}, follow=True).content.decode()
    assert f'name="sure" value="{mark}"' in html
    assert f"settle-{pk}-n" not in html
    client.post(URL, {"do": f"settle-{pk}-n-71"})
    assert ActivityUpdate.objects.get(check_in__state="draft").counted == 71
    for wrong in ("-5", "", "x", "1e3"):
        assert client.post(URL, {"do": f"settle-{pk}-n-{wrong}"}).status_code == 302
    assert ActivityUpdate.objects.get(check_in__state="draft").counted == 71


def test_on_track_over_an_open_obstacle_asks_what_became_of_it(merenland, browse):
    from regions.progress.obstacles.chapters import retell_obstacles

    log(merenland.region, "2026-10", {"2.1": {"status": "behind", "problem": "Geen plek"}})
    retell_obstacles(merenland.region, set(merenland.plan.activities.values_list("key", flat=True)))
    pk, client = Activity.objects.get(plan=merenland.plan, code="2.1").pk, browse(merenland.leader)
    html = client.post(URL, {f"s{pk}": "on_track"}, follow=True).content.decode()
    assert "Vorige keer was er een obstakel. Is dat opgepakt?" in html
    client.post(URL, {"do": f"settle-{pk}-f-picked_up"})
    assert ActivityUpdate.objects.get(check_in__state="draft").obstacle_fate == "picked_up"
