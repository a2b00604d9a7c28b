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
from regions.progress.measure.cause import causes_of, in_sentence
from regions.progress.measure.deadlines import Logs
from regions.progress.measure.finding import finding
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
        "planned": 0.9, "realised": 0.5, "weight": 0.25,
    }  # fmt: skip
    return ActivityMonth(**{**usual, **more})


def row(tempo: float | None, *activities: ActivityMonth, **more) -> RegionMonth:
    usual = {"month_on": NOVEMBER.first_day, "as_of_on": DAY, "measured_on": DAY}
    return RegionMonth(tempo_months=tempo, activities=list(activities), **usual, **more)


def told(
    snapshot: RegionMonth, last: Month | None = OCTOBER, due: Month = OCTOBER
) -> tuple[str, str]:
    missing = Month.range((last or due.plus(-3)).next, due)
    with translation.override("nl"):
        found = finding(snapshot, Logs(due, tuple(missing), last), 1.0)
    return found.title, found.cause


def shared(title: str, share: float, tempo: float, status: str = "on_track") -> ActivityMonth:
    """An activity that makes up this part of a backlog of 0.1 of the plan."""
    return activity(title, tempo, status, weight=0.5, planned=0.2 * share + 0.1, realised=0.1)


def test_the_cause_is_told_by_share_and_not_by_months():
    shown = row(
        -2.3,
        shared("Hybride docenten", 0.24, -4.9, "behind"),
        shared("Stages", 0.46, -3.0, "behind"),
        shared("Lob-route", 0.2, -0.9),
        shared("Leerlab", 0.1, -0.2),
    )
    assert told(shown) == (
        "2,3 maanden achter op het plan",
        "Oorzaak: stages 46% en hybride docenten 24%. De rest loopt op schema.",
    )


def test_the_rest_is_on_track_by_word_and_by_count_or_the_sentence_says_so():
    by_word = [shared(f"Les {n}", 0.05, -1.2) for n in range(5)]
    _title, cause = told(row(-2.3, shared("Stages", 0.75, -4.1, "behind"), *by_word))
    assert cause == (
        "Oorzaak: stages 75%. De programmaleider meldt de rest als op schema; de telling niet: "
        "vijf activiteiten meer dan een maand achter."
    )
    one_more = shared("Bus", 0.05, 0.0, "stalled")
    _title, cause = told(row(-2.3, shared("Stages", 0.95, -4.1, "behind"), one_more))
    assert cause == "Oorzaak: stages 95%. Wel achter: bus (ligt stil)."


def test_what_is_stalled_is_named_as_such():
    _title, cause = told(row(-2.3, shared("Hybride docenten", 1.0, -4.1, "stalled")))
    assert cause == "Oorzaak: hybride docenten 100% (ligt stil)."


def test_on_track_still_names_what_is_behind():
    title, cause = told(row(0.2, activity("Stages", None, "behind"), activity("Lob-route")))
    assert (title, cause) == ("Op schema", "Wel achter: stages (loopt achter).")
    assert told(row(-1.0, activity("Stages"))) == (
        "Op schema",
        "Geen activiteit loopt verder achter dan de tolerantie.",
    )
    _title, cause = told(row(0.2, activity("Stages", -2.4)))
    assert cause == (
        "De programmaleider meldt alles als op schema; de telling niet: "
        "één activiteit meer dan een maand achter."
    )


def test_ahead_says_through_what():
    ahead = activity("LOB-route", 2.0, planned=0.4)
    title, cause = told(row(1.4, ahead, activity("Leerlab", -1.2)))
    assert title == "1,4 maanden voor op het plan"
    assert cause.startswith("Verder dan gepland: LOB-route. De programmaleider meldt de rest als")


def test_many_small_causes_are_counted():
    _title, cause = told(row(-2, *(activity(f"Les {n}", -4, "behind") for n in range(8))))
    assert cause.startswith("Oorzaak: les 0 13%, les 1 13%, les 2 13% en nog 3 andere.")


def test_what_was_never_counted_makes_no_tempo():
    shown = row(None, activity("Stages", None, is_uncounted=True))
    assert told(shown) == (
        "Nog niet alles is geteld",
        "Van één activiteit is nog niets geteld.",
    )


@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 1)), min_size=1, max_size=12
    )
)
def test_the_named_causes_cover_seventy_percent_and_no_fewer_would(parts):
    total = sum(weight for *_ends, weight in parts)
    plan = [
        activity(f"Les {n}", planned=planned, realised=realised, weight=weight / total)
        for n, (planned, realised, weight) in enumerate(parts)
    ]
    backlog = [w / total * (p - r) for p, r, w in parts if w / total * (p - r) > 1e-6]
    shares = [cause.share for cause in causes_of(plan)]
    if not backlog:
        assert shares == []
        return
    largest = sorted((gap / sum(backlog) for gap in backlog), reverse=True)
    assert shares == pytest.approx(largest[: len(shares)])
    assert sum(shares) >= 0.7 - 1e-5
    assert sum(shares[:-1]) < 0.7


@pytest.mark.parametrize(
    ("last", "due", "title"),
    [
        (OCTOBER, OCTOBER, "Op schema"),
        (Month(2026, 9), OCTOBER, "Op schema"),
        (Month(2026, 8), OCTOBER, "Geen recent log sinds augustus"),
        (Month(2025, 6), OCTOBER, "Geen recent log sinds juni 2025"),
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
    snapshot = measured(earned)
    chart = chart_of(CURVE, [snapshot], snapshot)
    for line in (chart.plan, chart.actual, chart.forecast):
        assert all(0 <= y <= 100 for _x, y in line)
        assert all(x < later and y <= higher for (x, y), (later, higher) in pairwise(line))
    if chart.forecast:
        assert chart.forecast[0] == chart.actual[-1]


def test_the_forecast_ends_on_its_date_at_all_of_the_plan():
    snapshot = measured(0.3)
    chart = chart_of(CURVE, [snapshot], snapshot)
    assert chart.forecast[-1] == ((snapshot.forecast_end_on - chart.base_on).days, 100.0)
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


def test_a_bar_says_where_the_count_differs_from_the_word():
    with translation.override("nl"):
        late, fine = (
            timeline_of(LINES, [activity("Les", tempo)], DAY).groups[0].bars[0]
            for tempo in (-2.9, -1.0)
        )
    assert (late.differs, fine.differs) == ("volgens de telling 2,9 maanden achter", "")


def test_an_activity_without_dates_is_listed_and_not_drawn():
    names = ("starts_on", "ends_on", "original_starts_on", "original_ends_on")
    undated = activity("Les", None, **dict.fromkeys(names))
    bar = timeline_of(LINES, [undated], DAY).groups[0].bars[0]
    assert (bar.is_undated, bar.x) == (True, None)


def test_a_silent_region_shows_no_old_status_as_one_of_now():
    bars = timeline_of(
        LINES, [activity("Les"), activity("Bus", status="stalled")], DAY, is_silent=True
    )
    assert [bar.is_old for bar in bars.groups[0].bars] == [True, True]


@given(text=st.text())
def test_no_cell_of_a_file_starts_a_formula(text):
    assert not cell(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_a_file_opens_in_dutch_excel():
    response = csv_response("a\r\nb/ë.csv", ["Naam", "Deel"], [["één; twee", 0.5], [None, -1.25]])
    assert response["Content-Disposition"] == 'attachment; filename="ab.csv"'
    assert response.content.startswith(b"\xef\xbb\xbf")
    lines = response.content.decode("utf-8-sig").split("\r\n")
    assert lines == ["Naam;Deel", '"één; twee";0,5', ";-1,25", ""]
