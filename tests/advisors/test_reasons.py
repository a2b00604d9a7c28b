"""The sentences that say why a region stands where it stands."""

import datetime
from dataclasses import replace

import pytest
from django.utils import timezone, translation

from advisors.portfolio.reasons import picture_of, reasons_for
from advisors.portfolio.standing import Signals, Standing
from regions.months import Month
from regions.partners.money.amounts import Sums
from regions.partners.money.financing import Outlook, Period
from regions.progress.measure.deadlines import Owed, logs_on
from regions.progress.models import ActivityMonth, RegionMonth

TODAY = datetime.date(2026, 11, 22)
LOGGED = timezone.make_aware(datetime.datetime(2026, 11, 3))


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def logged_in(month: Month) -> dict[str, object]:
    return {"submitted_at": LOGGED, "measured_on": month.last_day, "measured_at": LOGGED}


def standing(tempos, *, silent_since=None, waiting=(), **now) -> Standing:
    """The last months with these tempos, all logged until `silent_since`, the running one too."""
    last = Month(2026, 11)
    months = [
        RegionMonth(
            month_on=last.plus(-back).first_day,
            tempo_months=tempo,
            **(
                {}
                if silent_since and last.plus(-back) > silent_since
                else logged_in(last.plus(-back))
            ),
        )
        for back, tempo in zip(range(len(tempos) - 1, -1, -1), tempos, strict=True)
    ]
    for name, value in now.items():
        setattr(months[-1], name, value)
    logged = [month.month for month in months if month.submitted_at]
    logs = logs_on(TODAY, Owed(months[0].month, Month(2028, 12)), logged)
    return Standing(months, 1.0, TODAY, waiting, Signals(logs=logs))


def stalled(title):
    return ActivityMonth(title=title, status="stalled", tempo=-2.0)


def test_a_region_on_plan_with_its_logs_in_is_nothing_particular():
    assert reasons_for(standing([0, 0.1, 0, -0.2])) == ["Nothing particular"]


def test_a_missing_log_comes_first():
    told = reasons_for(standing([0, 0, 0, 0], silent_since=Month(2026, 9), stalled=2))
    assert told == ["The log of October is missing", "2 activities are stalled"]


def test_a_longer_silence_names_the_last_month_that_was_logged():
    assert reasons_for(standing([0] * 6, silent_since=Month(2026, 7))) == ["No log since July"]


def test_one_stalled_activity_is_named():
    told = reasons_for(standing([0] * 4, stalled=1, activities=[stalled("Hybrid teachers")]))
    assert told == ["Hybrid teachers is stalled"]


def test_a_waiting_question_counts_its_days():
    asked = timezone.make_aware(datetime.datetime(2026, 11, 13, 9))
    assert reasons_for(standing([0] * 4, waiting=[asked])) == ["1 question waits 9 days"]


def test_the_activity_furthest_behind_is_named_when_the_region_is_behind():
    late = [ActivityMonth(title="Internships", status="behind", tempo=-4.1)]
    told = reasons_for(standing([-2.3] * 4, activities=late))
    assert told == ["Internships is 4,1 months behind"]


def test_a_backlog_that_shrinks_says_since_when():
    told = reasons_for(standing([-2, -3.4, -2.9, -2.2, -1.6]))
    assert told[0] == "The backlog shrinks since August"


def test_three_falling_months_are_told():
    told = reasons_for(standing([0.4, 0.2, -0.1, -0.4, -0.5]))
    assert "Tempo fell three logs in a row" in told


def test_a_fall_that_is_small_is_not_told():
    assert reasons_for(standing([0.4, 0.39, 0.38, 0.37, 0.36])) == ["Nothing particular"]


@pytest.mark.parametrize(
    ("given", "code", "text"),
    [
        (standing([0] * 4), "on_track", "On track"),
        (standing([1.4] * 4), "on_track", "On track"),
        (standing([0] * 4, stalled=2), "behind", "On track, 2 stalled"),
        (standing([-2.0] * 4), "behind", "Behind"),
        (standing([-2.0] * 4, stalled=1), "stalled", "Asks for attention"),
        (standing([-3.0, -3.0, -2.0, -1.4]), "behind", "Catching up"),
        (standing([2.0] * 6, silent_since=Month(2026, 8)), "not_started", "No recent log"),
    ],
)
def test_the_picture_has_a_shape_and_a_word(given, code, text):
    picture = picture_of(given)
    assert (picture.code, picture.text) == (code, text)


def test_silence_is_never_an_old_green():
    assert picture_of(standing([0.5] * 6, silent_since=Month(2026, 8))).code != "on_track"


def test_a_first_log_is_no_catching_up():
    first = standing([-36.0, -35.0, -34.0, -3.0])
    for month in first.months[:-1]:
        month.submitted_at = month.measured_on = month.measured_at = None
    first.months[-1].submitted_at = LOGGED
    assert first.won_in_three_months == 0
    assert not any("shrinks" in reason for reason in reasons_for(first))


def reach(last_month: Month | None, is_out: bool = False) -> Outlook:
    period = Period(datetime.date(2025, 1, 1), datetime.date(2028, 12, 31))
    return Outlook(period, Sums(), None, None, None, None, last_month, is_out)


@pytest.mark.parametrize(
    ("signals", "sentence"),
    [
        (Signals(silent=1), "One business not spoken for too long"),
        (Signals(silent=23), "23 businesses not spoken for too long"),
        (Signals(still=["Robotica"]), "Elective Robotica stands still"),
        (Signals(still=["Robotica", "Drone"]), "Two electives stand still"),
        (
            Signals(financing=reach(None, is_out=True)),
            "The norm for co-financing is hardly in reach any more",
        ),
        (
            Signals(financing=reach(Month(2027, 5))),
            "After May 2027 the norm for co-financing is hardly in reach any more",
        ),
        (Signals(financing=reach(Month(2027, 6))), "Nothing particular"),
        (Signals(financing=reach(None)), "Nothing particular"),
        (
            Signals(chances=[datetime.date(2027, 3, 12)]),
            "Last chance of an internship for a cohort in March 2027",
        ),
        (
            Signals(chances=[datetime.date(2026, 12, 4), datetime.date(2027, 3, 12)]),
            "Last chance of an internship for two cohorts, the first in December 2026",
        ),
    ],
)
def test_what_other_rooms_know_is_told(signals, sentence):
    assert reasons_for(replace(standing([0] * 4), signals=signals)) == [sentence]


def test_a_last_chance_comes_before_a_backlog_and_silence_after_it():
    late = [ActivityMonth(title="Internships", status="behind", tempo=-4.1)]
    signals = Signals(3, reach(None, is_out=True), [datetime.date(2027, 3, 12)])
    told = reasons_for(replace(standing([-2.3] * 4, activities=late), signals=signals))
    assert [one.split()[0] for one in told] == ["Last", "Internships", "The", "Three"]
