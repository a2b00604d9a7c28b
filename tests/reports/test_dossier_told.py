"""What DUS-I was told and asked comes back in a report, once, and an answer is never invented."""

import datetime

import pytest
from django.urls import reverse

from regions.dossier.models import HandedIn, Letter, Notice, Point, ReportingMoment
from tests.conftest import NOW
from tests.reports.drafts import gaps, part, report_on, texts

pytestmark = pytest.mark.usefixtures("on_22_november")
STAGES = "Stages leerjaar 3 lopen vast"


def notice(place, **fields) -> Notice:
    told = {"about": "other", "title": STAGES, "recorded_at": NOW - datetime.timedelta(days=40)}
    return Notice.objects.create(region=place.region, **{**told, **fields})


def pointed_at(place, text: str, **fields) -> Point:
    letter = Letter.objects.create(
        region=place.region,
        kind="decision",
        subject="Verlening",
        dated_on=datetime.date(2026, 3, 3),
    )
    return Point.objects.create(letter=letter, kind="attention", text=text, **fields)


def test_what_was_told_in_the_period_stands_with_its_day(merenland):
    row = notice(merenland, state="notified", sent_on=datetime.date(2026, 10, 3), text="Twee weg.")
    notice(merenland, state="notified", sent_on=datetime.date(2025, 10, 3))
    notice(merenland, state="not_needed", reason="Klein.")
    notice(merenland, state="prepared")
    report = report_on(merenland, "dossier", scope="whole")
    assert texts(report) == [f"Op 3 oktober 2026 is aan DUS-I gemeld: {STAGES}."]
    [origin] = part(report).sentences[0].origins
    assert origin.url == reverse("notice", args=["merenland", row.pk])
    assert (origin.on, origin.quote) == (datetime.date(2026, 10, 3), "Twee weg.")


def test_what_was_left_for_the_report_is_told_until_one_was_handed_in(merenland):
    notice(merenland, state="report")
    sentence = f"Met dit verslag melden wij aan DUS-I: {STAGES}."
    assert texts(report_on(merenland, "dossier", scope="whole")) == [sentence]
    moment = ReportingMoment.objects.create(
        kind="progress", title="Voortgang", due_on=datetime.date(2026, 11, 1), source="Brief"
    )
    HandedIn.objects.create(
        region=merenland.region, moment=moment, sent_on=datetime.date(2026, 11, 1)
    )
    assert texts(report_on(merenland, "dossier", scope="whole")) == []


def test_a_setback_of_an_activity_stands_with_its_line(merenland):
    activity = merenland.plan.activities.get(code="2.1")
    notice(
        merenland,
        about="stalled",
        activity_key=activity.key,
        month_on=datetime.date(2026, 9, 1),
        state="report",
    )
    report = report_on(merenland, "dossier")
    assert texts(report, "2") == [f"Met dit verslag melden wij aan DUS-I: {STAGES}."]
    assert texts(report, "1") == []


def test_what_a_letter_points_at_is_an_open_place_until_it_is_dealt_with(merenland):
    point = pointed_at(merenland, "Betrek meer bedrijven.")
    report = report_on(merenland, "dossier", scope="whole")
    assert texts(report) == []
    assert gaps(report) == [
        "wat jullie deden met het punt waarop DUS-I op 3 maart 2026 wees: Betrek meer bedrijven"
    ]
    point.done_on, point.done_by = NOW.date(), merenland.leader
    point.save()
    assert not any(
        "bedrijven" in gap for gap in gaps(report_on(merenland, "dossier", scope="whole"))
    )


def test_another_region_reads_nothing_of_it(merenland, kustzoom):
    notice(kustzoom, state="report")
    pointed_at(kustzoom, "Betrek meer bedrijven.")
    report = report_on(merenland, "dossier", scope="whole")
    assert texts(report) == []
    assert not any("bedrijven" in gap for gap in gaps(report))
