"""A draft says what its sources say, in sentences that name them, and nothing else."""

import datetime

import pytest
from django.urls import reverse

from regions.internships.models import CohortEntry, InternshipCohort
from regions.labs.models import Attendance, Event
from regions.models import School
from regions.months import AMSTERDAM
from regions.partners.models import Business, Contribution, Partnership
from regions.plans.models import Activity, Plan
from regions.reports.drafting.draft import draft_of
from regions.reports.drafting.words import flowing, months_text
from regions.reports.editing.refreshing import start_report
from tests.conftest import NOW
from tests.progress.stories import log, month
from tests.reports.drafts import YEAR, eight_logs, format_named, gaps, part, report_on, texts

pytestmark = pytest.mark.usefixtures("on_22_november")


def test_what_returns_is_told_once_with_its_months(merenland):
    eight_logs(merenland)
    report = report_on(merenland, "good", scope="whole")
    assert texts(report) == [
        "Scholen noemen het dagdeel bij een bedrijf een sterk punt (in mei, juni en september)."
    ]
    [sentence] = part(report).sentences
    assert [origin.label for origin in sentence.origins] == ["log mei", "log jun", "log sep"]


def test_a_source_is_the_log_itself_on_the_day_that_it_came_in(merenland):
    log(merenland.region, "2026-05", going_well="De club is vol.")
    [sentence] = part(report_on(merenland, "good", scope="whole")).sentences
    [origin] = sentence.origins
    assert origin.url == reverse("check_in_month", args=["merenland", month("2026-05")])
    assert (origin.on, origin.quote) == (datetime.date(2026, 6, 1), "De club is vol.")


def test_good_news_stands_with_the_activity_that_it_names(merenland):
    log(merenland.region, "2026-05", going_well="Profieloriëntatie leerjaar 2 trekt ouders.\nMooi!")
    report = report_on(merenland, "good")
    assert texts(report, "1") == ["Profieloriëntatie leerjaar 2 trekt ouders."]
    assert texts(report, "2") == []


def test_activities_that_stand_the_same_share_a_sentence(merenland):
    log(merenland.region, "2026-10", {"1.1": {"status": "done"}, "1.2": {"status": "done"}})
    assert texts(report_on(merenland, "activities"), "1") == [
        "“Keuzevak Slimme Logistiek Merenland” en “Profieloriëntatie leerjaar 2” zijn klaar."
    ]


def test_what_no_log_says_is_an_open_place_and_no_sentence(merenland):
    eight_logs(merenland)
    report = report_on(merenland, "activities")
    assert texts(report, "1") == [
        "“Keuzevak Slimme Logistiek Merenland” ligt op schema.",
        "In juni lag “Profieloriëntatie leerjaar 2” op schema.",
    ]
    assert gaps(report, "1") == ["wat er na juni is gedaan aan 1.2 Profieloriëntatie leerjaar 2"]


def test_a_count_stands_beside_what_was_planned_by_then(merenland):
    eight_logs(merenland)
    [sentence] = texts(report_on(merenland, "activities"), "2")
    # From January 2026 to the end of 2027 are 730 days; 304 of them had passed on 31 October.
    assert f"gepland waren er toen ongeveer {round(120 * 304 / 730)}" in sentence
    assert sentence.startswith("“Stages leerjaar 3” (30 van 120 stageplekken, ")


def test_a_plan_without_logs_is_all_open(merenland):
    report = start_report(merenland.region, format_named("Voortgang"), YEAR, merenland.leader, NOW)
    told = [one for answer in report.answers.all() for one in answer.sentences]
    from_logs = ("stand:", "good:", "problem:", "reached:", "outcome:")
    assert told and not [
        one.key for one in told if one.key.startswith(from_logs) and not one.is_gap
    ]


def test_an_obstacle_is_told_with_how_it_was_picked_up(merenland):
    eight_logs(merenland)
    open_now = texts(report_on(merenland, "obstacles"), "2")
    assert open_now == [
        "Bij “Stages leerjaar 3” lukt dit sinds april niet: twee installatiebedrijven nemen dit "
        "jaar geen leerlingen aan.",
        "Zo pakken wij het op: drie bedrijven delen één begeleider.",
    ]
    log(merenland.region, "2026-11", {"2.1": {"status": "on_track"}})
    assert texts(report_on(merenland, "obstacles"), "2") == [
        "Bij “Stages leerjaar 3” lukte dit niet: twee installatiebedrijven nemen dit jaar geen "
        "leerlingen aan.",
        "In november is het opgepakt: drie bedrijven delen één begeleider.",
    ]


def test_an_obstacle_without_a_way_out_asks_for_it(merenland):
    log(merenland.region, "2026-10", {"2.1": {"status": "stalled", "problem": "Geen plekken."}})
    assert gaps(report_on(merenland, "obstacles"), "2") == [
        "hoe dit weer wordt opgepakt: 2.1 Stages leerjaar 3"
    ]


def test_a_log_outside_the_period_is_not_told(merenland):
    log(merenland.region, "2025-12", {"2.1": {"status": "behind"}}, going_well="Oud nieuws.")
    assert texts(report_on(merenland, "good", scope="whole")) == []
    assert texts(report_on(merenland, "activities"), "2") == []


def test_a_corrected_log_counts_as_it_was_corrected(merenland):
    log(merenland.region, "2026-05", going_well="Fout.")
    log(merenland.region, "2026-05", going_well="Goed zo.")
    assert texts(report_on(merenland, "good", scope="whole")) == ["Goed zo."]


def test_milestones_are_told_with_their_day_and_what_was_planned(merenland):
    eight_logs(merenland)
    report = report_on(merenland, "results")
    assert texts(report, "1") == [
        "Bij “Keuzevak Slimme Logistiek Merenland” is bereikt: “Bedrijven gevraagd” op 31 mei 2026."
    ]
    assert texts(report_on(merenland, "coming"), "1")[0] == (
        "Voor “Keuzevak Slimme Logistiek Merenland” staat gepland: “Lesmateriaal getest” "
        "(februari 2027)."
    )


def test_small_numbers_of_interns_are_hidden_in_sums_too(merenland):
    school = School.objects.create(region=merenland.region, name="Het Anker")
    for track, done in (("bb", 40), ("kb", 3)):
        cohort = InternshipCohort.objects.create(
            school=school, school_year=2025, track=track, needed=50,
            last_chance_on=datetime.date(2027, 6, 1),
        )  # fmt: skip
        CohortEntry.objects.create(
            cohort=cohort, kind="done", count=done, dated_on=datetime.date(2026, 5, 1)
        )
    CohortEntry.objects.create(
        cohort=cohort, kind="lost", count=2, dated_on=datetime.date(2026, 6, 1), reason="Ziek"
    )
    assert texts(report_on(merenland, "internships", scope="whole")) == [
        "In deze periode deden 40 of meer leerlingen een stage.",
        "Voor minder dan 5 leerlingen kan een stage niet meer.",
    ]


def test_a_small_count_of_a_placement_activity_is_hidden(merenland):
    plan = Plan.objects.get(pk=merenland.plan.pk)
    Plan.objects.filter(pk=plan.pk).update(state="superseded")
    other = Plan.objects.create(
        region=merenland.region, version=2, title="Nieuw", starts_on=plan.starts_on,
        ends_on=plan.ends_on,
    )  # fmt: skip
    line = other.lines.create(code="1", title="Stages")
    Activity.objects.create(
        plan=other, line=line, code="1.1", title="Stages", kind="placement", target=20,
        starts_on=YEAR[0], ends_on=YEAR[1], unit="plekken",
    )  # fmt: skip
    report = report_with(other, merenland)
    assert "3 van 20" not in report and "minder dan 5 van 20 plekken" in report


def report_with(plan: Plan, place) -> str:
    """The sentence about an activity of a plan that is made to hold, with three counted."""
    from regions.reports.drafting import base as room

    found = room.Base(place.region, *YEAR, YEAR[1], NOW.date())
    found.plan, found.activities = plan, list(plan.activities.select_related("line"))
    key = str(found.activities[0].key)
    october = month("2026-10")
    found.logs[october] = room.Log(october, NOW.date(), "")
    found.told[key] = [room.Told(october, 1, "on_track", 3, None, {"outlook": ""})]
    from regions.reports.drafting.sources import activities

    subject = room.Subject("1", "1 Stages", tuple(found.activities))
    return activities.tell(found, activities.read(found), subject)[0].text


def test_money_is_told_in_three_sums_that_are_never_added(merenland):
    business = Business.objects.create(name="Staal")
    partner = Partnership.objects.create(
        region=merenland.region, business=business, started_on=YEAR[0]
    )
    given = {"partnership": partner, "kind": "cash", "promised_on": YEAR[0]}
    day = datetime.date(2026, 5, 1)
    Contribution.objects.create(
        title="A", promised_cents=100_00, delivered_on=day, delivered_cents=100_00, proven_on=day,
        proof_text="Baas", **given,
    )  # fmt: skip
    Contribution.objects.create(
        title="B", promised_cents=30_00, delivered_on=day, delivered_cents=30_00, **given
    )
    Contribution.objects.create(title="C", promised_cents=7_00, **given)
    assert texts(report_on(merenland, "money", scope="whole")) == [
        "In deze periode droegen bedrijven €\xa0130 bij: voor €\xa0100 is getekend en €\xa030 moet "
        "nog worden getekend.",
        "Daarnaast is €\xa07 toegezegd, die nog moet komen.",
    ]


def test_events_are_counted_by_kind_and_say_who_came(merenland):
    for number in (1, 2):
        begins = datetime.datetime(2026, 5, number, 10, tzinfo=AMSTERDAM)
        event = Event.objects.create(
            region=merenland.region, kind="open_day", title=f"Dag {number}", starts_at=begins,
            ends_at=begins + datetime.timedelta(hours=2), state="held",
        )  # fmt: skip
        Attendance.objects.create(event=event, group="pupils", count=30)
    assert texts(report_on(merenland, "events", scope="whole")) == [
        "In deze periode waren er twee open dagen.",
        "60 leerlingen van het vmbo deden mee.",
    ]


def test_a_line_that_has_nothing_says_so(merenland):
    report = report_on(merenland, "events")
    assert gaps(report, "1") == ["iets over 1 Aantrekkelijk techniekaanbod in deze periode"]
    assert not report.answers.filter(subject="rest").exists()


def test_a_draft_takes_as_many_queries_for_many_months(merenland, django_assert_max_num_queries):
    log(merenland.region, "2026-03", {"2.1": {"status": "on_track"}}, going_well="Mooi.")
    report = start_report(merenland.region, format_named("Voortgang"), YEAR, merenland.leader, NOW)
    questions = list(report.format.questions.all())
    few = counted(report, questions)
    eight = range(4, 12)
    for number in eight:
        told = {
            code: {"status": "behind", "problem": "X", "recovery": "Y"} for code in ("1.1", "2.1")
        }
        log(merenland.region, f"2026-{number:02}", told, going_well=f"Mooi {number}.")
    assert counted(report, questions) == few <= 30


def counted(report, questions) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as asked:
        draft_of(report, questions, NOW.date())
    return len(asked)


@pytest.mark.parametrize(
    ("months", "told"),
    [
        (["2026-05", "2026-06", "2026-09"], "mei, juni en september"),
        (["2026-05"], "mei"),
        (["2026-05", "2026-06", "2026-07", "2026-08"], "mei tot en met augustus"),
        (["2026-03", "2026-05", "2026-06", "2026-07"], "maart en mei tot en met juli"),
    ],
)
def test_months_in_a_row_are_told_from_and_until(months, told):
    assert months_text([month(text) for text in months], with_year=False) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("De zaal is\nvol.", "de zaal is vol"),
        ("Techniekhuis stopt.", "Techniekhuis stopt"),
        ("Mag dat wel?", "Mag dat wel?"),
    ],
)
def test_a_name_keeps_its_capital_after_a_colon(said, told):
    assert flowing(said) == told
