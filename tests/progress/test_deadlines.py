"""Due, late and missing: every page and mail says the same on each day around the due day."""

import datetime
import re

import pytest
import time_machine

from advisors.feedback.nudges import missing_month, why_not
from advisors.portfolio.portfolio import portfolio_of
from regions.models import Region
from regions.months import AMSTERDAM, Month
from regions.plans.models import Plan, PlanChange
from regions.progress.dashboard.page import dashboard_of, with_plan
from regions.progress.log.list import lines_of, missing_in
from regions.progress.measure.deadlines import (
    Logs,
    Owed,
    last_due_month,
    log_due_on,
    logs_on,
    silent_regions,
)
from regions.progress.measure.snapshots import rebuild
from regions.progress.models import CheckIn
from regions.steering.stand.stand import standing_on
from sto_portal.notices.kinds.reminder_mail import plan_reminders, reminder_contents
from sto_portal.notices.kinds.reminders.logs import regions_without_log
from sto_portal.notices.models import Mail
from tests.progress.stories import log

pytestmark = pytest.mark.django_db
# A month, and the first seven working days of the month after it, read from a calendar.
CALENDAR = {
    Month(2026, 10): (2026, 11, (2, 3, 4, 5, 6, 9, 10)),
    Month(2026, 11): (2026, 12, (1, 2, 3, 4, 7, 8, 9)),
    Month(2026, 12): (2027, 1, (4, 5, 6, 7, 8, 11, 12)),  # New Year's Day is a Friday
    Month(2027, 4): (2027, 5, (3, 4, 5, 7, 10, 11, 12)),  # the 6th is Ascension Day
}
WORKING_DAYS = [
    (month, number, datetime.date(year, after, day))
    for month, (year, after, days) in CALENDAR.items()
    for number, day in enumerate(days, 1)
]
# And the days between them on which nobody works.
DAYS_OFF = [
    (Month(2026, 10), datetime.date(2026, 11, 7), True),
    (Month(2026, 11), datetime.date(2026, 12, 5), False),
    (Month(2026, 12), datetime.date(2027, 1, 1), False),
    (Month(2026, 12), datetime.date(2027, 1, 9), True),
    (Month(2027, 4), datetime.date(2027, 5, 6), False),
    (Month(2027, 4), datetime.date(2027, 5, 9), False),
]
DAYS = [(month, day, number > 5) for month, number, day in WORKING_DAYS] + DAYS_OFF
OCTOBER = Month(2026, 10)
LOG_STEPS = {"before", "on", "after", "silent"}


def at(day: datetime.date, hour: int = 12, minute: int = 0) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour, minute), AMSTERDAM)


def line_of(region, month: Month, now: datetime.datetime):
    return next(line for line in lines_of(region, now) if line.month == month)


@pytest.mark.parametrize(("month", "days"), CALENDAR.items())
def test_a_log_is_due_on_the_fifth_working_day(month, days):
    year, after, numbers = days
    assert log_due_on(month) == datetime.date(year, after, numbers[4])


def test_an_installation_may_give_leaders_more_days(settings):
    settings.WORKING_DAYS_FOR_A_LOG = 7
    assert log_due_on(Month(2026, 10)) == datetime.date(2026, 11, 10)
    assert last_due_month(datetime.date(2026, 11, 10)) == Month(2026, 9)
    assert last_due_month(datetime.date(2026, 11, 11)) == Month(2026, 10)


@pytest.mark.parametrize(("month", "day", "is_overdue"), DAYS)
def test_the_latest_month_that_is_due_changes_the_day_after(month, day, is_overdue):
    assert last_due_month(day) == (month if is_overdue else month.previous)


@pytest.mark.parametrize(("month", "number", "day"), WORKING_DAYS)
def test_a_log_is_late_after_the_fifth_working_day_and_no_sooner(merenland, month, number, day):
    told = "late" if number > 5 else "submitted"
    log(merenland.region, str(month), submitted_at=at(day, 23, 59))
    assert line_of(merenland.region, month, at(month.plus(2).first_day)).state == told


@pytest.mark.parametrize(
    ("hour", "minute", "day", "state"),
    [(23, 59, 6, "submitted"), (0, 0, 7, "late"), (0, 30, 7, "late"), (0, 30, 6, "submitted")],
)
def test_the_day_of_a_log_begins_at_midnight_in_amsterdam(merenland, hour, minute, day, state):
    submitted_at = at(datetime.date(2026, 11, day), hour, minute).astimezone(datetime.UTC)
    log(merenland.region, "2026-10", submitted_at=submitted_at)
    assert line_of(merenland.region, OCTOBER, at(datetime.date(2026, 11, 20))).state == state


@pytest.mark.parametrize(("month", "day", "is_overdue"), DAYS)
def test_every_page_calls_a_log_missing_on_the_same_day(merenland, month, day, is_overdue):
    """The one before is in; the log of `month` is not. Nobody is silent for one log."""
    region, now = merenland.region, at(day)
    log(region, str(month.previous))
    rebuild([region], now)
    absent = month if is_overdue else None

    assert line_of(region, month, now).state == ("missing" if absent else "running")
    assert missing_in(lines_of(region, now)) == month.minus(Month(2025, 7)) + bool(absent)
    page = _page(region, now)
    assert ("ontbreekt" in page.finding.cause) == is_overdue
    assert standing_on(region, day, day).finding == page.finding
    (row,) = portfolio_of([region], now, merenland.advisor).rows
    assert row.standing.logs.missing == ((month,) if absent else ())
    assert missing_month(region, day) == absent
    assert not silent_regions(day) and not page.finding.is_silent
    assert regions_without_log(month) == [region]  # who is reminded, before the day and after it


@pytest.mark.parametrize(("month", "day", "is_overdue"), DAYS)
def test_silence_is_two_logs_that_were_due_on_every_page(merenland, month, day, is_overdue):
    region, now = merenland.region, at(day)
    log(region, str(month.plus(-2)))
    rebuild([region], now)
    page = _page(region, now)
    (row,) = portfolio_of([region], now, merenland.advisor).rows
    assert page.finding.is_silent is is_overdue
    assert standing_on(region, day, day).finding == page.finding
    assert (row.picture.text == "Geen recent log") is is_overdue
    assert silent_regions(day) == ([region.pk] if is_overdue else [])


def test_the_file_of_the_logs_says_the_same_as_the_list(merenland, browse):
    log(merenland.region, "2026-09")
    for day, told in ((6, "Nog niet gelogd"), (7, "Ontbreekt")):
        with time_machine.travel(at(datetime.date(2026, 11, day)), tick=False):
            client = browse(merenland.leader)
            text = client.get("/regions/merenland/check-ins/export.csv").content.decode()
        assert f"2026-10;{told};" in text


def test_the_list_counts_what_should_be_in_and_nothing_else(merenland, browse):
    for month in Month.range(Month(2025, 6), Month(2026, 9)):
        log(merenland.region, str(month))
    for day, heading in ((6, "Er ontbreekt geen maandlog"), (7, "Er ontbreekt 1 maandlog")):
        with time_machine.travel(at(datetime.date(2026, 11, day)), tick=False):
            page = browse(merenland.leader).get("/regions/merenland/check-ins/").content.decode()
        assert re.search(rf"<h1>\s*{heading}\s*</h1>", page)


def test_a_draft_is_no_log_that_is_in(merenland):
    CheckIn.objects.create(region=merenland.region, plan=merenland.plan, month_on="2026-10-01")
    for day, told in ((6, "draft"), (7, "begun")):
        line = line_of(merenland.region, OCTOBER, at(datetime.date(2026, 11, day)))
        assert (line.state, line.is_missing) == (told, told == "begun")


def test_no_log_is_asked_of_a_month_before_the_approval_or_after_the_end_of_a_plan(merenland):
    log(merenland.region, "2025-03", submitted_at=at(datetime.date(2025, 6, 20)))
    log(merenland.region, "2028-11")
    now = at(datetime.date(2029, 3, 20))
    told = {str(line.month): line.state for line in lines_of(merenland.region, now)}
    assert [told[month] for month in ("2025-03", "2025-05", "2025-06")] == [
        "submitted", "unasked", "missing",
    ]  # fmt: skip
    assert [told[month] for month in ("2028-12", "2029-01")] == ["missing", "unasked"]
    assert silent_regions(now.date()) == []  # one log of the plan is missing, however long ago
    assert missing_month(merenland.region, now.date()) is None


def test_a_later_version_of_the_plan_excuses_nobody(merenland):
    """The change was decided in November; the log of October was due all the same."""
    log(merenland.region, "2026-09")
    later = _next_version(merenland, datetime.date(2026, 11, 5))
    today = datetime.date(2026, 11, 9)
    assert later.state == Plan.State.APPROVED
    assert regions_without_log(OCTOBER) == [merenland.region]
    assert missing_month(merenland.region, today) == OCTOBER
    assert why_not(merenland.region, today) == ""
    assert line_of(merenland.region, OCTOBER, at(today)).state == "missing"


def test_who_logs_the_running_month_is_not_silent():
    owed, today = Owed(Month(2025, 6), Month(2028, 12)), datetime.date(2026, 11, 20)
    told = logs_on(today, owed, [Month(2026, 8), Month(2026, 11)])
    assert told == Logs(OCTOBER, (Month(2026, 9), OCTOBER), Month(2026, 11))
    assert not told.is_silent
    assert logs_on(today, owed, [Month(2026, 8)]).is_silent


def test_a_new_region_is_not_silent_before_two_logs_were_due():
    owed = Owed(OCTOBER, Month(2028, 12))
    for day, missing in (
        ("2026-11-06", 0),
        ("2026-11-07", 1),
        ("2026-12-07", 1),
        ("2026-12-08", 2),
    ):
        told = logs_on(datetime.date.fromisoformat(day), owed, [])
        assert (len(told.missing), told.is_silent) == (missing, missing == 2), day
    assert logs_on(datetime.date(2026, 12, 20), None, []) == Logs()


def test_a_reminder_calls_nothing_missing_before_the_last_day_is_over(merenland):
    """The log of November is due on 7 December; it is the only one of the last two not in."""
    log(merenland.region, "2026-10")
    for day in range(1, 31):
        now = at(datetime.date(2026, 12, day), 8, 30)
        with time_machine.travel(now):
            plan_reminders(now)
    mails = list(Mail.objects.filter(about__month="2026-11", about__step__in=LOG_STEPS))
    assert {one.about["step"] for one in mails} == LOG_STEPS
    for mail in mails:
        told = reminder_contents(mail, mail.recipient, "")
        said = " ".join(f"{told.subject} {told.text}".split())
        is_over = mail.created_at.astimezone(AMSTERDAM).date() > datetime.date(2026, 12, 7)
        assert any(word in said for word in ("ontbreekt", "missen", "zonder")) == is_over, said
        assert "geen recent log" not in said
        assert "7 december" in said or mail.about["step"] == "after"


def _page(region, now: datetime.datetime):
    place = with_plan(Region.objects.all()).get(pk=region.pk)
    return dashboard_of(place, place.approved_plan_id, now, None, True)


def _next_version(place, approved_on: datetime.date) -> Plan:
    old = place.plan
    new = Plan.objects.create(
        region=place.region, version=2, title="Tweede versie",
        starts_on=old.starts_on, ends_on=old.ends_on,
    )  # fmt: skip
    PlanChange.objects.create(
        region=place.region, base_plan=old, new_plan=new, title="Stages later",
        state="accepted", decided_on=approved_on,
    )  # fmt: skip
    old.state = Plan.State.SUPERSEDED
    old.save()
    new.state, new.approved_on = Plan.State.APPROVED, approved_on
    new.save()
    return new
