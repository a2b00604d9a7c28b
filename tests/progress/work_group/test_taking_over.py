"""The leader takes a concept over, changes it or leaves it; nothing is overwritten."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from regions.progress.models import ActivityUpdate, CheckIn, WorkLine
from regions.progress.work_group.minutes import minutes_of
from tests.conftest import NOW, Place
from tests.progress.stories import log, obstacle

from .test_asking import JAN, asked, owns

pytestmark = pytest.mark.usefixtures("on_22_november")


@pytest.fixture
def line(merenland: Place) -> WorkLine:
    """A concept of Jan about the internships, which stood well in October."""
    log(merenland.region, "2026-10", {"2.1": {"status": "on_track", "counted": 60}})
    owns(merenland, "2.1", JAN)
    found = asked(merenland)[0].lines.get()
    told = {"status": "behind", "problem": "Plek weg", "recovery": "Jan belt", "counted": 64}
    WorkLine.objects.filter(pk=found.pk).update(sent_at=NOW, going_well="Sfeer is goed", **told)
    found.ask.answered_at = NOW
    found.ask.save()
    found.refresh_from_db()
    return found


def page_of(place: Place) -> str:
    return f"/regions/{place.slug}/check-in/2026-11/"


def press(client, place: Place, do: str, **typed):
    return client.post(page_of(place), {"going_well": "", "v": "0", "do": do, **typed})


def test_it_stands_beside_the_fields_and_in_the_line_above(line, merenland, browse):
    text = browse(merenland.leader).get(page_of(merenland)).content.decode()
    assert "Plek weg" in text and "Jan belt" in text and "van Jan de Boer" in text
    assert "1 persoon gevraagd, 1 antwoordde, 1 concept wacht" in text
    activity = merenland.plan.activities.get(code="2.1")
    assert f'name="s{activity.pk}" value="on_track" checked' in " ".join(text.split())


def test_taken_over_it_is_what_the_log_says_and_may_be_changed(line, merenland, browse):
    client = browse(merenland.leader)
    assert press(client, merenland, f"adopt-{line.pk}").status_code == 302
    update = ActivityUpdate.objects.get(check_in__state="draft")
    told = (update.status, update.counted, update.problem, update.recovery)
    assert told == ("behind", 64, "Plek weg", "Jan belt")
    draft = CheckIn.objects.get(state="draft")
    assert draft.going_well == "Stages leerjaar 3: Sfeer is goed"
    line.refresh_from_db()
    assert line.taken_at and line.decided_by == merenland.leader
    assert "concept" not in client.get(page_of(merenland)).content.decode().lower()


def test_twice_pressed_is_once_taken_over(line, merenland, browse):
    client = browse(merenland.leader)
    press(client, merenland, f"adopt-{line.pk}")
    draft = CheckIn.objects.get(state="draft")
    press(client, merenland, f"adopt-{line.pk}", going_well=draft.going_well, v=draft.revision)
    again = CheckIn.objects.get(state="draft")
    assert again.going_well == draft.going_well
    assert ActivityUpdate.objects.filter(check_in=again).count() == 1


def test_what_the_leader_wrote_stays_before_it(line, merenland, browse):
    client = browse(merenland.leader)
    pk = merenland.plan.activities.get(code="2.1").pk
    typed = {f"s{pk}": "behind", f"p{pk}": "Eigen zin", f"n{pk}": "61", f"r{pk}": ""}
    press(client, merenland, f"adopt-{line.pk}", **(typed | {"going_well": "Eigen woorden"}))
    update = ActivityUpdate.objects.get(check_in__state="draft")
    assert update.problem == "Eigen zin\nPlek weg" and update.counted == 64
    draft = CheckIn.objects.get(state="draft")
    assert draft.going_well == "Eigen woorden\nStages leerjaar 3: Sfeer is goed"


def test_left_it_changes_nothing_and_can_still_be_taken_over(line, merenland, browse):
    client = browse(merenland.leader)
    press(client, merenland, f"leave-{line.pk}")
    assert not ActivityUpdate.objects.filter(check_in__state="draft").exists()
    text = client.get(page_of(merenland)).content.decode()
    assert "niet overgenomen" in text and "Plek weg" not in text
    press(client, merenland, f"adopt-{line.pk}")
    assert ActivityUpdate.objects.get(check_in__state="draft").problem == "Plek weg"


def test_beside_an_open_obstacle_it_says_what_is_new_and_what_became_of_it(merenland, browse):
    told = {"2.1": {"status": "behind", "problem": "Begeleider weg", "recovery": "Zoeken"}}
    log(merenland.region, "2026-10", told)
    obstacle(merenland.region, "2.1", "2026-10", problem="Begeleider weg")
    owns(merenland, "2.1", JAN)
    line = asked(merenland)[0].lines.get()
    WorkLine.objects.filter(pk=line.pk).update(sent_at=NOW, status="on_track")
    press(browse(merenland.leader), merenland, f"adopt-{line.pk}")
    update = ActivityUpdate.objects.get(check_in__state="draft")
    assert (update.status, update.obstacle_fate) == ("on_track", "picked_up")


def test_a_concept_of_another_region_is_not_taken_over(line, merenland, kustzoom, browse):
    press(browse(kustzoom.leader), kustzoom, f"adopt-{line.pk}")
    line.refresh_from_db()
    assert line.taken_at is None
    assert not ActivityUpdate.objects.filter(check_in__region=kustzoom.region).exists()


def test_the_steering_group_and_the_advisor_meet_no_concept(line, merenland, browse):
    for reader in (merenland.chair, merenland.advisor):
        text = browse(reader).get(page_of(merenland)).content.decode()
        assert "Plek weg" not in text


def test_minutes_are_told_with_and_without(line, merenland, browse):
    assert minutes_of(merenland.region).mean_with == 0
    WorkLine.objects.filter(pk=line.pk).update(taken_at=NOW)
    for month_on, seconds in (("2026-11-01", 240), ("2026-09-01", 660), ("2026-08-01", 540)):
        CheckIn.objects.create(
            region=merenland.region, plan=merenland.plan, month_on=month_on, state="submitted",
            submitted_at=NOW, active_seconds=seconds,
        )  # fmt: skip
    found = minutes_of(merenland.region)
    assert (found.mean_with, found.mean_without) == (4, 10)


def test_the_log_asks_no_more_queries_for_more_concepts(
    line, merenland, browse, django_assert_num_queries
):
    client = browse(merenland.leader)
    client.get(page_of(merenland))
    with CaptureQueriesContext(connection) as one:
        client.get(page_of(merenland))
    owns(merenland, "1.1", JAN)
    owns(merenland, "1.2", ("Ayse", "ayse@x.example"))
    asked(merenland)
    WorkLine.objects.filter(sent_at=None).update(sent_at=NOW, status="on_track")
    with django_assert_num_queries(len(one)):
        client.get(page_of(merenland))
