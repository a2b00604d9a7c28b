"""The plan as each role reads it, and as a workbook."""

import datetime

import pytest
from django.urls import reverse

from regions.models import Region
from regions.months import Month
from regions.plans.imports.workbook import read_plan
from regions.plans.models import Activity, Milestone
from regions.plans.timeline import WIDTH, Timeline
from regions.plans.versions import start_draft
from regions.progress.measure.snapshots import refresh_region
from tests.progress.stories import NOW, log

pytestmark = pytest.mark.django_db


def plan_url(**query) -> str:
    text = "&".join(f"{name}={value}" for name, value in query.items())
    return f"/regions/merenland/plan/?{text}"


def text_of(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_everyone_of_the_region_reads_the_approved_plan(merenland, bureau, browse):
    for person in (merenland.leader, merenland.advisor, merenland.chair, bureau):
        text = text_of(browse(person).get(plan_url()))
        assert "Drie activiteiten in twee actielijnen, samen €\xa0120.000" in text
        assert "Bedrijven gevraagd" in text
        assert "Goedgekeurd op 1 juni 2025" in text


def test_the_plan_uses_the_regions_own_word_for_a_line(merenland, browse):
    Region.objects.filter(pk=merenland.region.pk).update(line_label="programmalijn")
    assert "in twee programmalijnen" in text_of(browse(merenland.leader).get(plan_url()))


def test_a_stranger_does_not_find_the_plan(merenland, kustzoom, browse):
    assert browse(kustzoom.leader).get(plan_url()).status_code == 404


def test_only_who_reads_drafts_sees_a_draft(merenland, bureau, browse):
    start_draft(merenland.region, merenland.leader)
    for person in (merenland.leader, merenland.advisor, bureau):
        assert browse(person).get(plan_url(version=2)).status_code == 200
    steering = browse(merenland.chair)
    assert steering.get(plan_url(version=2)).status_code == 404
    assert steering.get("/regions/merenland/plan/export.xlsx?version=2").status_code == 404
    assert "version=2" not in text_of(steering.get(plan_url()))


@pytest.mark.parametrize("version", ["9", "x", "-1", "99999999999", "٣", "1.5", "2%00"])
def test_an_unknown_version_is_not_found(merenland, browse, version):
    assert browse(merenland.leader).get(plan_url(version=version)).status_code == 404


def test_first_dates_stand_beside_the_current_ones(merenland, browse):
    draft = start_draft(merenland.region, merenland.leader)
    Activity.objects.filter(plan=draft, code="2.1").update(ends_on=datetime.date(2028, 6, 30))
    milestone = Milestone.objects.filter(activity__plan=draft, title="Lesmateriaal getest")
    milestone.update(due_on=datetime.date(2027, 4, 1))
    text = text_of(browse(merenland.leader).get(plan_url(version=2)))
    assert "Eén activiteit is verschoven sinds het eerste plan." in text
    assert "<s>1 jan 2026 – 31 dec 2027</s>" in text
    assert "1 feb 2027</s>" in text
    assert 'class="at-first"' in text


def test_the_page_asks_as_many_queries_for_forty_activities_as_for_three(
    merenland, browse, django_assert_num_queries
):
    draft = start_draft(merenland.region, merenland.leader)
    line = draft.lines.first()
    for number in range(37):
        activity = Activity.objects.create(
            plan=draft, line=line, code=f"9.{number}", title="Club", starts_on=draft.starts_on
        )
        Milestone.objects.create(activity=activity, title="Klaar", due_on=draft.ends_on)
    client = browse(merenland.leader)
    client.get(plan_url())
    for version, queries in ((1, 16), (2, 15)):  # one for how far it is; five for what hangs on it
        with django_assert_num_queries(queries):
            client.get(plan_url(version=version))


def test_a_region_without_a_plan_teaches_how_to_begin(merenland, browse):
    empty = Region.objects.create(name="Leegland", slug="leegland")
    merenland.leader.memberships.update(region=empty)
    text = text_of(browse(merenland.leader).get("/regions/leegland/plan/"))
    assert "Importeren uit Excel" in text
    assert browse(merenland.leader).get("/regions/leegland/plan/export.xlsx").status_code == 404


def test_the_export_reads_back_as_the_plan(merenland, browse):
    response = browse(merenland.chair).get(reverse("plan_export", args=["merenland"]))
    assert response["Content-Type"].endswith("spreadsheetml.sheet")
    assert response["Content-Disposition"] == 'attachment; filename="plan-merenland-v1.xlsx"'
    parsed = read_plan(response.content)
    assert [activity.code for activity in parsed.activities] == ["1.1", "1.2", "2.1"]
    assert not parsed.errors


def test_the_template_has_headers_and_no_rows(merenland, browse):
    response = browse(merenland.leader).get(reverse("plan_template", args=["merenland"]))
    parsed = read_plan(response.content)
    assert parsed.activities == ()
    assert browse(merenland.chair).get(response.request["PATH_INFO"]).status_code == 403


def test_the_timeline_places_days_between_its_edges(merenland):
    timeline = Timeline.of(merenland.plan, datetime.date(2026, 11, 23))
    assert timeline.x(datetime.date(2020, 1, 1)) == 0
    assert timeline.x(datetime.date(2040, 1, 1)) == WIDTH
    assert 0 < timeline.now < WIDTH
    assert [tick.text for tick in timeline.ticks] == ["2025", "2026", "2027", "2028"]
    assert Timeline.of(merenland.plan, datetime.date(2030, 1, 1)).now is None
    bare = Activity(starts_on=None, ends_on=None)
    assert timeline._span(bare.starts_on, bare.ends_on) is None


@pytest.mark.usefixtures("on_22_november")
@pytest.mark.parametrize(
    ("month", "told", "is_late"),
    [
        ("", {}, False),  # nobody ever logged
        ("2026-05", {"status": "on_track"}, False),  # it was due the day after
        ("2026-10", {"status": "behind"}, True),
        ("2026-10", {"status": "on_track", "met": 1}, False),
        ("2026-10", {"status": "done"}, False),
    ],
)
def test_a_milestone_is_late_where_the_last_log_did_not_tell_it(
    merenland, browse, month, told, is_late
):
    """“Bedrijven gevraagd” was due on 1 June 2026, “Lesmateriaal getest” is on 1 February 2027."""
    if month:
        log(merenland.region, month, {"1.1": told})
        refresh_region(merenland.region, Month.parse(month), NOW)
    text = " ".join(text_of(browse(merenland.leader).get(plan_url())).split())
    asked = text.split("Bedrijven gevraagd")[1].split("</li>")[0]
    assert ("te laat" in asked) == is_late
    assert "te laat" not in text.split("Lesmateriaal getest")[1].split("</li>")[0]
