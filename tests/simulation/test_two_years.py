"""Two years of logs in time, late, corrected and missing: is every mail true on its day?

The planner of the product runs each morning and night. What it wrote is held against facts that
this test reads from rows and works out by itself: its own calendar, its own earned schedule, its
own idea of what was known when. `SIMULATED_REGIONS=74` runs it for the whole country.
"""

import datetime
import os
import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from random import Random

import pytest
import time_machine
from dateutil.easter import easter
from django.db import connection

from regions.months import AMSTERDAM, Month
from regions.progress.measure.snapshots import rebuild, refresh_region
from sto_portal.notices.models import Digest, Mail
from sto_portal.notices.planning import plan
from tests.conftest import Place, place
from tests.progress.stories import log

REGIONS = int(os.environ.get("SIMULATED_REGIONS", "2"))
FIRST, MONTHS = Month(2026, 1), 24
BEGIN, END = datetime.date(2026, 1, 1), datetime.date(2028, 1, 31)
DAYS_PER_MONTH = 30.4375
ONE_DAY = datetime.timedelta(days=1)
DUTCH_MONTHS = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


# The calendar, once more: weekends and Dutch public holidays of these two years.


def is_holiday(day: datetime.date) -> bool:
    sunday = easter(day.year)
    movable = {sunday + n * ONE_DAY for n in (0, 1, 39, 49, 50)}
    kings_day = datetime.date(day.year, 4, 27)
    kings_day -= ONE_DAY if kings_day.weekday() == 6 else 0 * ONE_DAY
    fixed = {(1, 1), (12, 25), (12, 26)} | ({(5, 5)} if day.year % 5 == 0 else set())
    return day in movable or day == kings_day or (day.month, day.day) in fixed


def works(day: datetime.date) -> bool:
    return day.weekday() < 5 and not is_holiday(day)


def next_working_day(day: datetime.date) -> datetime.date:
    day += ONE_DAY
    while not works(day):
        day += ONE_DAY
    return day


def nth_working_day(first: datetime.date, number: int) -> datetime.date:
    day = first - ONE_DAY
    for _ in range(number):
        day = next_working_day(day)
    return day


def last_day_to_log(month: Month) -> datetime.date:
    return nth_working_day(month.next.first_day, 5)


# The story: what happens on which day, from a seed.


@dataclass(frozen=True)
class Act:
    at: datetime.datetime
    place: int
    month: Month
    counted: int
    is_correction: bool = False


def noon(day: datetime.date, hour: int = 11) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour, 20), AMSTERDAM)


def story(seed: int) -> list[Act]:
    random = Random(seed)
    acts = []
    for number in range(REGIONS):
        counted = 0
        pace = random.uniform(2, 8)
        for month in Month.range(FIRST, FIRST.plus(MONTHS - 1)):
            counted = min(120, counted + round(random.uniform(0, 2 * pace)))
            kind = random.choices(
                ["running", "in time", "on the last day", "late", "never"], [2, 5, 1, 2, 2]
            )[0]
            if kind == "never":
                continue
            day = {
                "running": month.first_day.replace(day=random.randint(18, 28)),
                "in time": nth_working_day(month.next.first_day, random.randint(1, 4)),
                "on the last day": last_day_to_log(month),
                "late": last_day_to_log(month) + random.randint(1, 35) * ONE_DAY,
            }[kind]
            first = Act(noon(day, random.choice((8, 11, 15, 22))), number, month, counted)
            acts.append(first)
            if random.random() < 0.25:
                later = first.at + datetime.timedelta(days=random.choice((0, 1, 3, 20)), hours=1)
                acts.append(Act(later, number, month, max(0, counted - 3), is_correction=True))
    return sorted(acts, key=lambda act: act.at)


def live_through(places: list[Place], acts: list[Act]) -> None:
    """The planner in the morning, what people do, and the planner once more at night.

    It is left out on days on which nothing can be due: the second half of a month, unless somebody
    did something in the three days before.
    """
    waiting = list(acts)
    day, busy_until = BEGIN, BEGIN
    while day <= END:
        if day.day <= 14 or day <= busy_until:
            run_planner(day, datetime.time(7, 35))
        if waiting and waiting[0].at.date() <= day:
            while waiting and waiting[0].at.date() <= day:
                do(places, waiting.pop(0))
            busy_until = day + 5 * ONE_DAY
            run_planner(day, datetime.time(23, 35))
        day += ONE_DAY


def run_planner(day: datetime.date, clock: datetime.time) -> None:
    now = datetime.datetime.combine(day, clock, AMSTERDAM)
    with time_machine.travel(now, tick=False):
        plan(now)


def do(places: list[Place], act: Act) -> None:
    region = places[act.place].region
    with time_machine.travel(act.at, tick=False):
        says = {
            "2.1": {"status": "on_track", "counted": act.counted},
            "1.1": {"status": "on_track"},
        }
        log(region, str(act.month), says, submitted_at=act.at, going_well=f"Stand {act.counted}")
        refresh_region(region, act.month, act.at)


# The facts: read from rows, worked out here.


@dataclass(frozen=True)
class Version:
    month: Month
    version: int
    at: datetime.datetime
    counted: int


def versions_of(region_id: int) -> list[Version]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.month_on, c.version, c.submitted_at, u.counted FROM progress_checkin c"
            " JOIN progress_activityupdate u ON u.check_in_id = c.id"
            " WHERE c.region_id = %s AND u.counted IS NOT NULL AND c.state = 'submitted'"
            " ORDER BY c.month_on, c.version",
            [region_id],
        )
        return [Version(Month.of(month), *rest) for month, *rest in cursor.fetchall()]


@dataclass(frozen=True)
class Measured:
    on: datetime.date
    month: Month
    tempo: float


def measured_at(versions: list[Version], now: datetime.datetime, last: Month) -> Measured | None:
    """The last log of `last` or before that was in by then, in its highest version of then."""
    known = [one for one in versions if one.at <= now and one.month <= last]
    if not known:
        return None
    newest = max(known, key=lambda one: (one.month, one.version))
    first = next(one for one in known if (one.month, one.version) == (newest.month, 1))
    on = min(newest.month.last_day, first.at.astimezone(AMSTERDAM).date())
    return Measured(on, newest.month, tempo_on(on, newest.counted))


def planned_on(day: datetime.date) -> float:
    """The plan of `approved_plan`, weights 4, 2 and 6: what should be reached on a day."""

    def line(*points: tuple[datetime.date, float]) -> float:
        for (left, low), (right, high) in pairwise(points):
            if day <= right:
                part = max(0.0, (day - left).days / (right - left).days)
                return low + (high - low) * part
        return points[-1][1]

    date = datetime.date
    elective = line(
        (date(2026, 1, 1), 0.0), (date(2026, 6, 1), 1 / 3), (date(2027, 2, 1), 2 / 3),
        (date(2027, 6, 30), 1.0),
    )  # fmt: skip
    orientation = line((date(2025, 1, 1), 0.0), (date(2028, 12, 31), 1.0))
    places = line((date(2026, 1, 1), 0.0), (date(2027, 12, 31), 1.0))
    return (4 * elective + 2 * orientation + 6 * places) / 12


def tempo_on(day: datetime.date, counted: int) -> float:
    """Months between the day that this much was planned for and this day, by walking the days."""
    earned = 6 * min(1, counted / 120) / 12
    step = -ONE_DAY if planned_on(day) > earned else ONE_DAY
    reached = day
    while (planned_on(reached) - earned) * (planned_on(day) - earned) > 0:
        if reached <= datetime.date(2025, 1, 1):
            break
        reached += step
    return (reached - day).days / DAYS_PER_MONTH


# What the mails say.


@pytest.fixture
def lived(db) -> list[Place]:
    names = [f"Streek-{number}" for number in range(REGIONS)]
    places = [
        place(name, f"Leider{n} Een", f"Raad{n} Twee", f"Voor{n} Drie")
        for n, name in enumerate(names)
    ]
    rebuild([one.region for one in places], BEGIN)
    live_through(places, story(2026))
    return places


def months_of(tempo: float) -> str:
    return f"{abs(tempo):.1f}".replace(".", ",")


def day_of(text: str) -> datetime.date:
    number, name, year = text.split()
    return datetime.date(int(year), DUTCH_MONTHS.index(name) + 1, int(number))


@pytest.mark.slow
def test_every_mail_of_two_years_is_true_on_its_day(lived):
    faults: list[str] = []
    sealed = 0
    for one in lived:
        versions = versions_of(one.region.pk)
        for digest in Digest.objects.filter(steering_group=one.group).order_by("month_on"):
            sealed += 1
            faults += faults_of(digest, versions)
        faults += never_told(one, versions)
    faults += faults_of_reminders(lived)
    assert sealed >= REGIONS * (MONTHS - 1)
    assert not faults, f"{len(faults)} faults:\n" + "\n".join(faults[:25])


def faults_of(digest: Digest, versions: list[Version]) -> list[str]:
    month, made_at = digest.month, digest.planned_at
    name = f"{digest.steering_group.region} {month}"
    first = next((one for one in versions if (one.month, one.version) == (month, 1)), None)
    limit = next_working_day(last_day_to_log(month))
    after = next_working_day(first.at.astimezone(AMSTERDAM).date()) if first else limit
    due = max(min(limit, after), nth_working_day(month.next.first_day, 1))
    faults = []
    if made_at.astimezone(AMSTERDAM).date() != due:
        faults.append(f"{name}: made on {made_at:%d %b}, due {due:%d %b}")
    known = measured_at(versions, made_at, month)
    is_logged = known is not None and known.month == month
    if digest.sections["is_silent"] == is_logged:
        faults.append(f"{name}: silent {digest.sections['is_silent']}, logged {is_logged}")
    if known and str(digest.sections["as_of"]) != str(known.on):
        faults.append(f"{name}: figures of {digest.sections['as_of']}, measured on {known.on}")
    if known and abs(digest.sections["tempo"] - known.tempo) > 0.05:
        faults.append(f"{name}: tempo {digest.sections['tempo']}, by hand {known.tempo:.3f}")
    for mail in Mail.objects.filter(digest=digest, kind="digest"):
        faults += faults_of_text(f"{name} to {mail.address}", mail, known, is_logged)
    return faults


def faults_of_text(name: str, mail: Mail, known: Measured | None, is_logged: bool) -> list[str]:
    text = re.sub(r"\s+", " ", f"{mail.subject}\n{mail.text}")
    faults = []
    for day in re.findall(r"[Gg]emeten op (\d+ \w+ \d{4})", text):
        if known is None or day_of(day) != known.on:
            faults.append(f"{name}: says measured on {day}, was {known and known.on}")
    for months, way in re.findall(r"(\d+,\d) (?:maanden|mnd) (achter|voor)\b", mail.subject):
        is_so = known is not None and is_logged
        if not is_so or abs(float(months.replace(",", ".")) - abs(known.tempo)) > 0.1:
            faults.append(f"{name}: “{months} {way}”, by hand {known and months_of(known.tempo)}")
        elif (known.tempo < 0) != (way == "achter"):
            faults.append(f"{name}: says {way}, is {known.tempo:.2f}")
    if known is None and re.search(r"maanden (achter|voor)\b", text):
        faults.append(f"{name}: tells a tempo that nobody measured")
    return faults


def never_told(one: Place, versions: list[Version]) -> list[str]:
    """Each version that a digest did not know is told by one later digest, as arrived since."""
    digests = list(Digest.objects.filter(steering_group=one.group).order_by("planned_at"))
    told: dict[tuple[str, int], int] = defaultdict(int)
    for digest in digests:
        for entry in [*(digest.sections.get("logs") or []), *late_of(digest)]:
            told[(entry["month"], entry["version"])] += 1
    faults = []
    for version in versions:
        later = [
            other
            for other in versions
            if other.month == version.month and other.version > version.version
        ]
        is_last = not any(
            digest.planned_at >= version.at and digest.month >= version.month for digest in digests
        )
        replaced = any(
            not [d for d in digests if version.at <= d.planned_at < other.at] for other in later
        )
        count = told[(str(version.month), version.version)]
        if is_last or replaced:
            continue
        if count != 1:
            faults.append(f"{one.region}: log of {version.month} v{version.version}: told {count}×")
    return faults


def late_of(digest: Digest) -> list[dict]:
    return [entry for entry in digest.sections.get("late") or [] if "version" in entry]


def faults_of_reminders(places: list[Place]) -> list[str]:
    """Nobody is told that a log is late or missing while its last day has not passed."""
    faults = []
    by_leader = {one.leader.email: versions_of(one.region.pk) for one in places}
    for mail in Mail.objects.filter(kind__startswith="reminder"):
        versions = by_leader.get(mail.address)
        if versions is None:
            continue
        text = f"{mail.subject}\n{mail.text}"
        made_on = mail.created_at.astimezone(AMSTERDAM).date()
        for name, year in re.findall(r"log van (\w+) (\d{4})", text):
            month = Month(int(year), DUTCH_MONTHS.index(name) + 1)
            if any(one.month == month and one.at <= mail.created_at for one in versions):
                faults.append(f"{mail.address} {made_on}: asks for {month}, which was in")
            says_late = re.search(r"te laat|ontbreekt", text)
            if says_late and made_on <= last_day_to_log(month):
                faults.append(f"{mail.address} {made_on}: calls {month} late")
    return faults
