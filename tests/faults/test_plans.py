"""F5: planners at once and after outages. F6: edges of months and changes of the clock."""

import datetime
import itertools
import os
import random
import threading
import time
from collections import Counter
from functools import partial

import pytest
from django.db.models import Count

from regions.models import Region
from regions.months import AMSTERDAM, Month
from regions.steering.models import SteeringGroup
from sto_portal.notices.digest.periods import Period, due_periods
from sto_portal.notices.kinds.digest_mail import plan_digests
from sto_portal.notices.models import Digest, Mail
from sto_portal.notices.outbox.mails import message_id_of
from sto_portal.notices.planning import plan
from tests.notices.conftest import DUE
from tests.notices.test_planning import in_parallel

from .conftest import sized

pytestmark = pytest.mark.slow


def months_later(number: int) -> datetime.datetime:
    """The twentieth of a month: what is due of the month before is due by then."""
    return datetime.datetime.combine(
        Month(2026, 2).plus(number).first_day.replace(day=20), datetime.time(12), AMSTERDAM
    )


def rows_too_many_or_too_few(groups: int, periods: int) -> int:
    """What differs from one digest per group and period, and one mail per reader of each."""
    per_period = Counter(Digest.objects.values_list("steering_group", "month_on"))
    mails = Mail.objects.filter(kind="digest").values("digest", "recipient")
    doubled = mails.annotate(number=Count("pk")).filter(number__gt=1).count()
    return (
        abs(len(per_period) - groups * periods) + (per_period.total() - len(per_period)) + doubled
    )


@pytest.mark.django_db(transaction=True)
def test_f5_planners_at_once_make_one_row(merenland, kustzoom, counted):
    planners, rounds = sized(5, 10), sized(5, 50)
    faults = []
    for number in range(rounds):
        faults += in_parallel(planners, partial(plan, months_later(number)))
    wrong = rows_too_many_or_too_few(2, rounds)
    digests = Digest.objects.count()
    counted(
        "F5", planners=planners, rounds=rounds, digests=digests, faults=len(faults), wrong=wrong
    )
    assert (faults, wrong) == ([], 0)
    assert digests == 2 * rounds


@pytest.mark.django_db
def test_f5_after_any_outage_every_period_is_there_once(merenland, counted):
    """Three beats that come at any time, and a planner that is away for an hour to 120 days."""
    outages, luck, wrong = sized(12, 200), random.Random(5), 0
    group = SteeringGroup.objects.get(pk=merenland.group.pk)
    now = DUE
    for number in range(outages):
        now += datetime.timedelta(hours=luck.randint(1, 120 * 24))
        for _beat in range(3):
            plan_digests(now)
        there = list(
            Digest.objects.filter(steering_group=group)
            .order_by("month_on")
            .values_list("month_on", flat=True)
        )
        wanted = [period.last.first_day for period, _due in due_periods(group, None, now, {})]
        wrong += there != wanted
        wrong += there != [Month(2026, 1).plus(month).first_day for month in range(len(there))]
        assert there, number
    counted("F5", outages=outages, until=now.date(), digests=len(there), wrong=wrong)
    assert wrong == 0


@pytest.mark.django_db(transaction=True)
def test_f5_twin_a_planner_that_only_looks_writes_twice(merenland, counted):
    """No unique key: look whether the mail is there, then write it."""
    together, numbers = threading.Barrier(4), itertools.count()

    def look_then_write():
        about = {"kind": "account", "address": "lezer@demo.example"}
        is_there = Mail.objects.filter(**about).exists()
        together.wait(10)
        if not is_there:
            key = f"twin:{next(numbers)}"
            times = {"created_at": DUE, "waiting_since": DUE, "next_attempt_at": DUE}
            Mail.objects.create(key=key, message_id=message_id_of(key), **about, **times)

    assert in_parallel(4, look_then_write) == []
    counted("F5x", planners=4, mails=Mail.objects.count())
    assert Mail.objects.count() > 1


ZONES = ["UTC", "America/New_York", "Europe/Amsterdam", "Pacific/Auckland"]


def instants() -> list[datetime.datetime]:
    """A second before, at and after each edge: midnights of months and changes of the clock, on
    the clock of Amsterdam and on that of UTC, from 2026 up to and with 2035."""
    edges = []
    for year in range(2026, sized(2028, 2036)):
        for month in range(1, 13):
            first = datetime.datetime(year, month, 1)
            edges += [first.replace(tzinfo=AMSTERDAM), first.replace(tzinfo=datetime.UTC)]
        for month in (3, 10):
            last = datetime.date(year, month, 31)
            sunday = last - datetime.timedelta(days=(last.weekday() + 1) % 7)
            change = datetime.datetime.combine(sunday, datetime.time(1), datetime.UTC)
            edges += [change + datetime.timedelta(hours=hours) for hours in (-1, 0, 1)]
    around = (-1, 0, 1)
    return [edge + datetime.timedelta(seconds=second) for edge in edges for second in around]


def periods_by_portal(group: SteeringGroup, now: datetime.datetime) -> list[Period]:
    return [period for period, _due in due_periods(group, None, now, {})]


def periods_by_clock_of_process(group: SteeringGroup, now: datetime.datetime) -> list[Period]:
    """The broken twin: whatever month the process thinks it is."""
    local = time.localtime(now.timestamp())
    before = Month(local.tm_year, local.tm_mon).plus(-1)
    start = Month.of(group.digests_from_on)
    return [Period(month, month) for month in Month.range(start, before)]


def faults_in_time(periods_of) -> Counter[str]:
    """Months in two periods or in none, and answers that differ with the zone of the process."""
    faults: Counter[str] = Counter()
    begin = datetime.date(2026, 1, 1)
    before = os.environ.get("TZ")
    try:
        for rhythm, now in itertools.product((1, 2, 6), instants()):
            group = SteeringGroup(
                region=Region(name="Merenland"), rhythm=rhythm, digests_from_on=begin
            )
            answers = []
            for zone in ZONES:
                os.environ["TZ"] = zone
                time.tzset()
                answers.append(periods_of(group, now))
            told = [
                month for period in answers[0] for month in Month.range(period.first, period.last)
            ]
            faults["asked"] += 1
            faults["doubled or missed"] += told != [
                Month(2026, 1).plus(number) for number in range(len(told))
            ]
            faults["differing"] += any(answer != answers[0] for answer in answers)
    finally:
        os.environ.pop("TZ", None) if before is None else os.environ.update(TZ=before)
        time.tzset()
    return faults


def test_f6_every_month_is_told_once_in_any_zone(counted):
    faults = faults_in_time(periods_by_portal)
    wrong, differing = faults["doubled or missed"], faults["differing"]
    asked = faults["asked"]
    counted("F6", instants=asked, zones=len(ZONES), wrong=wrong, differing=differing)
    assert asked >= sized(500, 2500)
    assert (wrong, differing) == (0, 0)


def test_f6_twin_the_clock_of_the_process_differs(counted):
    faults = faults_in_time(periods_by_clock_of_process)
    counted("F6x", instants=faults["asked"], differing=faults["differing"])
    assert faults["differing"] > 0
