"""The parts of the dashboard as values: heading, chart, timeline and file."""

import datetime
from itertools import pairwise

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from regions.csv import cell, csv_response
from regions.months import Month
from regions.progress.drawings.chart import chart_of, curve_of_plan, sentence_of
from regions.progress.drawings.timeline import timeline_of
from regions.progress.measure.deadlines import Logs
from regions.progress.measure.finding import finding, in_sentence
from regions.progress.measure.tempo import Planned, RegionCurve
from regions.progress.models import ActivityMonth, LineMonth, RegionMonth

NOVEMBER = Month(2026, 11)
OCTOBER = Month(2026, 10)
DAY = datetime.date(2026, 11, 22)
FIRST, LAST = datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)


def activity(
    title: str, tempo: float | None = 0.0, status: str = "on_track", **more
) -> ActivityMonth:
    usual = {
        "key": title, "code": "1.1", "title": title, "line": "1", "tempo": tempo, "status": status,
        "starts_on": FIRST, "ends_on": LAST, "original_starts_on": FIRST, "original_ends_on": LAST,
        "planned": 0.9, "realised": 0.5,
    }  # fmt: skip
    return ActivityMonth(**{**usual, **more})


def row(tempo: float | None, *activities: ActivityMonth, **more) -> RegionMonth:
    usual = {"month_on": NOVEMBER.first_day, "as_of_on": DAY}
    return RegionMonth(tempo_months=tempo, activities=list(activities), **usual, **more)


def told(one: RegionMonth, last: Month | None = OCTOBER, due: Month = OCTOBER) -> tuple[str, str]:
    missing = Month.range((last or due.plus(-3)).next, due)
    with translation.override("nl"):
        found = finding(one, Logs(due, tuple(missing), last), 1.0)
    return found.title, found.cause


def test_behind_names_the_cause_and_the_rest():
    one = row(
        -2.3,
        activity("Stages", -4.1, "behind"),
        activity("Hybride docenten", -3.0, "stalled"),
        activity("Lob-route"),
    )
    assert told(one) == (
        "2,3 maanden achter op het plan",
        "Oorzaak: stages (−4,1) en hybride docenten (ligt stil). De rest loopt op schema.",
    )


def test_on_track_still_names_what_is_behind():
    title, cause = told(row(0.2, activity("Stages", None, "behind"), activity("Lob-route")))
    assert (title, cause) == ("Op schema", "Wel achter: stages (loopt achter).")
    assert told(row(-1.0, activity("Stages"))) == (
        "Op schema",
        "Alle activiteiten lopen op schema.",
    )


def test_ahead_says_through_what():
    title, cause = told(row(1.4, activity("LOB-route", 2.0), activity("Leerlab", -1.2)))
    assert title == "1,4 maanden voor op het plan"
    assert cause == "Verder dan gepland: LOB-route (+2,0). Wel achter: leerlab (−1,2)."


def test_an_activity_on_track_is_a_cause_only_when_it_pulls_the_region_back():
    _title, cause = told(row(-2.3, activity("Lob-route", -1.3), activity("Stages", -4.1)))
    assert cause == "Oorzaak: stages (−4,1). De rest loopt op schema."


def test_more_than_three_causes_are_counted():
    _title, cause = told(row(-2, *(activity(f"Les {n}", -4, "behind") for n in range(5))))
    assert cause == "Oorzaak: les 0 (−4,0), les 1 (−4,0), les 2 (−4,0) en nog 2 andere."


def test_many_small_delays_have_no_single_cause():
    _title, cause = told(row(-1.2, activity("Les", -0.9)))
    assert cause.startswith("Geen enkele activiteit loopt ver achter")


@pytest.mark.parametrize(
    ("last", "due", "title"),
    [
        (OCTOBER, OCTOBER, "Op schema"),
        (Month(2026, 9), OCTOBER, "Op schema"),
        (Month(2026, 8), OCTOBER, "Geen recente log sinds augustus"),
        (Month(2025, 6), OCTOBER, "Geen recente log sinds juni 2025"),
        (None, OCTOBER, "Nog geen maandlog"),
    ],
)
def test_silence_is_told_when_two_logs_are_missing(last, due, title):
    assert told(row(0.0, activity("Les")), last, due)[0] == title


def test_a_plan_without_dates_has_no_tempo():
    assert told(row(None, activity("Les", None)))[0] == "Het plan heeft nog geen datums"


def test_an_abbreviation_keeps_its_capitals_in_a_sentence():
    assert in_sentence("LOB-route") == "LOB-route"
    assert in_sentence("Stages leerjaar 3") == "stages leerjaar 3"
    assert in_sentence("") == ""


CURVE = RegionCurve.from_activities(
    [Planned(1, datetime.date(2026, 1, 1), datetime.date(2027, 12, 31))]
)


def measured(earned: float) -> RegionMonth:
    return row(
        CURVE.tempo(earned, DAY),
        earned_value=earned,
        planned_value=CURVE.pv(DAY),
        spi=CURVE.spi(earned, DAY),
        forecast_end_on=CURVE.forecast_end(earned, DAY),
    )


@given(earned=st.floats(0.0, 1.0))
def test_the_lines_of_the_chart_never_go_back_in_time_or_leave_the_picture(earned):
    one = measured(earned)
    chart = chart_of(CURVE, [one], one)
    for line in (chart.plan, chart.actual, chart.forecast):
        assert all(0 <= y <= 100 for _x, y in line)
        assert all(x < later and y <= higher for (x, y), (later, higher) in pairwise(line))
    if chart.forecast:
        assert chart.forecast[0] == chart.actual[-1]


def test_the_forecast_ends_on_its_date_at_all_of_the_plan():
    one = measured(0.3)
    chart = chart_of(CURVE, [one], one)
    assert chart.forecast[-1] == ((one.forecast_end_on - chart.base_on).days, 100.0)
    assert chart.ticks[0] == (0, "jan ’26")


@pytest.mark.parametrize(
    ("earned", "sentence"),
    [
        (1.0, "Het hele plan is gerealiseerd."),
        (CURVE.pv(DAY), "zoals gepland, in december 2027"),
        (0.3, "later dan gepland."),
        (0.6, "eerder dan gepland."),
        (0.1, "meer dan twee jaar later"),
        (0.0, "geen einddatum te noemen"),
    ],
)
def test_the_sentence_says_what_the_chart_shows(earned, sentence):
    with translation.override("nl"):
        assert sentence in sentence_of(CURVE, measured(earned))


def test_the_curve_of_a_plan_in_one_query(merenland, django_assert_num_queries):
    with django_assert_num_queries(1):
        curve = curve_of_plan(merenland.plan.pk)
    assert curve.start == datetime.date(2025, 1, 1)
    assert curve.end == datetime.date(2028, 12, 31)


LINES = [LineMonth("1", "Aanbod", 0.9, 0.5, "on_track")]


def test_a_bar_lies_where_its_dates_are_and_fills_as_far_as_it_is_realised():
    drawn = timeline_of(
        LINES, [activity("Les"), activity("Bus", ends_on=datetime.date(2027, 12, 31))], DAY
    )
    first, second = drawn.groups[0].bars
    assert (first.x, second.x) == (0.0, 0.0)
    assert first.width == pytest.approx(50, abs=0.5)
    assert first.done_width == pytest.approx(first.width / 2, abs=0.1)
    assert drawn.now_x == pytest.approx(44.5, abs=0.5)
    assert [tick.label for tick in drawn.ticks] == ["jan ’26", "jul", "jan ’27", "jul"]


def test_a_moved_activity_keeps_its_first_dates_in_sight():
    with translation.override("nl"):
        moved = activity("Les", original_ends_on=datetime.date(2026, 6, 30))
        bar = timeline_of(LINES, [moved], DAY).groups[0].bars[0]
    assert bar.was_width < bar.width
    assert bar.moved == "verschoven, was 1 jan 2026 – 30 jun 2026"


def test_an_activity_without_dates_is_listed_and_not_drawn():
    names = ("starts_on", "ends_on", "original_starts_on", "original_ends_on")
    undated = activity("Les", None, **dict.fromkeys(names))
    bar = timeline_of(LINES, [undated], DAY).groups[0].bars[0]
    assert (bar.is_undated, bar.x) == (True, None)


def test_a_silent_region_shows_no_green():
    bars = timeline_of(
        LINES, [activity("Les"), activity("Bus", status="stalled")], DAY, is_silent=True
    )
    assert [bar.is_old for bar in bars.groups[0].bars] == [True, False]


@given(text=st.text())
def test_no_cell_of_a_file_starts_a_formula(text):
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_file_opens_in_dutch_excel():
    response = csv_response("a\r\nb/ë.csv", ["Naam", "Deel"], [["één; twee", 0.5], [None, -1.25]])
    assert response["Content-Disposition"] == 'attachment; filename="ab.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    lines = response.content.decode("utf-8-sig").split("\r\n")
    assert lines == ["Naam;Deel", '"één; twee";0,5', ";-1,25", ""]
