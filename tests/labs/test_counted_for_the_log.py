"""The log proposes a count out of events, guest lessons and internships, and never counts twice."""

import datetime

import pgtrigger
import pytest
import time_machine
from django.utils import timezone

from regions.internships.models import CohortEntry, InternshipCohort
from regions.labs.models import Attendance, Event
from regions.models import School
from regions.partners.models import Business, Contribution, Partnership, Proposal
from regions.plans.models import Activity, Plan
from regions.progress.known import counted_in
from regions.progress.models import ActivityUpdate
from tests.progress.stories import NOW, log

URL = "/regions/merenland/check-in/2026-11/"


@pytest.fixture(autouse=True)
def in_november():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def counting(merenland):
    """Activity 2.1 counts; in October 64 were counted, and its log came in on 20 October."""

    def start(unit: str, submitted: str = "2026-11-03") -> Activity:
        count_in(merenland.plan, unit)
        at = timezone.make_aware(datetime.datetime.fromisoformat(f"{submitted} 12:00"))
        says = {"2.1": {"status": "on_track", "counted": 64}}
        log(merenland.region, "2026-10", says, submitted_at=at)
        return Activity.objects.get(plan=merenland.plan, code="2.1")

    return start


def count_in(plan: Plan, unit: str) -> None:
    with pgtrigger.ignore():
        plan.activities.filter(code="2.1").update(unit=unit)


def held(activity: Activity, day: str, kind: str = "guest_lesson", **came: int) -> Event:
    at = timezone.make_aware(datetime.datetime.fromisoformat(f"{day} 10:00"))
    event = Event.objects.create(
        region=activity.plan.region, kind=kind, title="Les", starts_at=at,
        ends_at=at + datetime.timedelta(hours=2), state="held", activity_key=activity.key,
    )  # fmt: skip
    for group, count in came.items():
        Attendance.objects.create(event=event, group=group, count=count)
    return event


def shown(browse, place) -> str:
    return " ".join(browse(place.leader).get(URL).content.decode().split())


@pytest.mark.parametrize(
    ("unit", "counts"),
    [
        ("leerlingen", "pupils"), ("docenten", "teachers"), ("deelnemers", "people"),
        ("gastlessen", "lessons"), ("stageplekken", "placements"), ("open dagen", "events"),
        ("leerlingen op open dagen", "pupils"), ("bezoeken", ""), ("", ""),
    ],
)  # fmt: skip
def test_the_unit_of_an_activity_says_what_it_counts(unit, counts):
    assert counted_in(unit) == counts


def test_pupils_who_came_to_events_since_the_last_count_are_proposed(merenland, browse, counting):
    activity = counting("leerlingen")
    held(activity, "2026-10-30", pupils=100)  # before the day of the count
    held(activity, "2026-11-05", kind="open_day", pupils=30, parents=50)
    held(activity, "2026-11-06", primary=18)
    held(activity, "2026-11-25", pupils=7)  # still to come
    assert "Uit je events sinds 31 oktober: <b>+48 → 112</b>" in shown(browse, merenland)


def test_a_log_that_came_in_during_its_month_was_counted_on_that_day(merenland, browse, counting):
    activity = counting("leerlingen", submitted="2026-10-20")
    held(activity, "2026-10-20", pupils=100)
    held(activity, "2026-10-21", pupils=3)
    assert "sinds 20 oktober: <b>+3 → 67</b>" in shown(browse, merenland)


def test_without_something_linked_or_with_an_unknown_unit_nothing_is_proposed(
    merenland, kustzoom, browse, counting
):
    activity = counting("leerlingen")
    assert 'class="known"' not in shown(browse, merenland)
    held(activity, "2026-11-05", pupils=30)
    Event.objects.update(region=kustzoom.region)
    assert 'class="known"' not in shown(browse, merenland)
    Event.objects.update(region=merenland.region)
    count_in(merenland.plan, "stuks")
    assert 'class="known"' not in shown(browse, merenland)


def test_a_guest_lesson_that_an_event_and_a_contribution_tell_of_counts_once(
    merenland, browse, counting
):
    activity = counting("gastlessen")
    partnership = Partnership.objects.create(
        region=merenland.region, business=Business.objects.create(name="Van Rees", place="Meren"),
        started_on=datetime.date(2025, 1, 1),
    )  # fmt: skip

    def delivered(day: int) -> Contribution:
        on = datetime.date(2026, 11, day)
        return Contribution.objects.create(
            partnership=partnership, kind="guest_lesson", title="Gastles",
            activity_key=activity.key,
            promised_on=on, promised_cents=100, delivered_on=on, delivered_cents=100, hours=2,
        )  # fmt: skip

    event = held(activity, "2026-11-05")
    Proposal.objects.create(
        partnership=partnership, source="event", source_id=event.pk, kind="guest_lesson",
        title="Les", happened_on=datetime.date(2026, 11, 5), contribution=delivered(5),
    )  # fmt: skip
    assert "Uit je events sinds 31 oktober: <b>+1 → 65</b>" in shown(browse, merenland)
    for day in (10, 11):
        delivered(day)
    html = shown(browse, merenland)
    assert "Uit de gastlessen van bedrijven sinds 31 oktober: <b>+2 → 66</b>" in html
    assert html.count('class="known"') == 1


def test_pupils_who_were_placed_are_proposed_with_corrections_taken_off(
    merenland, browse, counting
):
    activity = counting("stageplekken")
    school = School.objects.create(region=merenland.region, name="Rietdam")
    cohort = InternshipCohort.objects.create(
        school=school, school_year=2026, track="kb", needed=40, activity_key=activity.key,
        last_chance_on=datetime.date(2027, 6, 1),
    )  # fmt: skip
    on = datetime.date(2026, 11, 9)
    first = CohortEntry.objects.create(cohort=cohort, kind="placed", count=12, dated_on=on)
    CohortEntry.objects.create(cohort=cohort, kind="placed", count=5, dated_on=on)
    CohortEntry.objects.create(cohort=cohort, kind="placed", count=-12, dated_on=on, corrects=first)
    assert "Uit je stages sinds 31 oktober: <b>+5 → 69</b>" in shown(browse, merenland)


def test_taking_over_without_scripts_writes_the_count_once(merenland, browse, counting):
    activity = counting("leerlingen")
    held(activity, "2026-11-05", pupils=30)
    client = browse(merenland.leader)
    for _press in range(2):
        client.post(URL, {"do": f"take-{activity.pk}"})
        assert ActivityUpdate.objects.get(check_in__state="draft").counted == 94
    assert 'class="known"' not in shown(browse, merenland)
    held(activity, "2026-11-06", pupils=30)
    client.post(URL, {"do": f"take-{activity.pk}"})
    assert ActivityUpdate.objects.get(check_in__state="draft").counted == 94
