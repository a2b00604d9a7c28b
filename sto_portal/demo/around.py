"""What the bureau of the demonstration keeps around the regions: school holidays to come, a small
register of schools, a region that ended and an invitation that nobody answered yet."""

import datetime
from collections.abc import Iterator

from regions.accounts.models import User
from regions.bureau.models import SchoolSite
from regions.models import Membership, Region, Role, School
from sto_portal.notices.models import SchoolHoliday

from .story.clock import Clock
from .story.inventing import Place

WEEK = datetime.timedelta(days=7)
IN_REGISTER = 8  # regions of which the schools stand in the register
NOT_TAKEN = (  # in the register, and in no region yet
    ("00ZZ01", "De Vlonder Sluiswijk", "vmbo", "Sluiswijk"),
    ("00ZZ02", "Het Kompas Sluiswijk", "havo_vwo", "Sluiswijk"),
    ("00ZZ03", "Praktijkschool Sluiswijk", "pro", "Sluiswijk"),
)
SHIFTS = {"noord": (0, 1), "midden": (1, 2), "zuid": (0, 0)}  # weeks: in spring, in summer


def add_around(places: list[Place], by: User, clock: Clock) -> None:
    SchoolHoliday.objects.bulk_create(
        row for row in _holidays(clock) if row.starts_on > clock.today
    )
    SchoolSite.objects.bulk_create(_sites(places, clock))
    _end_a_region(clock)
    _invite(by, clock)


def _saturday(year: int, month: int, day: int) -> datetime.date:
    """The first one from that day on."""
    first = datetime.date(year, month, day)
    return first + datetime.timedelta(days=(5 - first.weekday()) % 7)


def _holiday(title: str, first: datetime.date, weeks: int, zone: str = "") -> SchoolHoliday:
    last = first + weeks * WEEK + datetime.timedelta(days=1)  # a Sunday
    return SchoolHoliday(title=f"{title} {first.year}", starts_on=first, ends_on=last, zone=zone)


def _holidays(clock: Clock) -> Iterator[SchoolHoliday]:
    """Of this year and the next; who asks for them takes those to come, so that no reminder of
    before was held back by what nobody knew."""
    for year in (clock.today.year, clock.today.year + 1):
        for zone, (spring, summer) in SHIFTS.items():
            yield _holiday("Voorjaarsvakantie", _saturday(year, 2, 12) + spring * WEEK, 1, zone)
            yield _holiday("Zomervakantie", _saturday(year, 7, 4) + summer * WEEK, 6, zone)
        yield _holiday("Meivakantie", _saturday(year, 4, 24), 1)
        yield _holiday("Herfstvakantie", _saturday(year, 10, 15), 1)
        yield _holiday("Kerstvakantie", _saturday(year, 12, 19), 2)


def _sites(places: list[Place], clock: Clock) -> Iterator[SchoolSite]:
    for school in (school for place in places[:IN_REGISTER] for school in place.schools):
        yield SchoolSite(
            code=school.brin,
            register="mbo" if school.kind == School.Kind.MBO else "vo",
            name=school.name,
            kind=school.kind,
            place=school.place,
            holiday_zone=school.holiday_zone,
            loaded_at=clock.now,
        )
    for code, name, kind, place in NOT_TAKEN:
        yield SchoolSite(
            code=code, register="vo", name=name, kind=kind, place=place, holiday_zone="midden",
            loaded_at=clock.now,
        )  # fmt: skip


def _end_a_region(clock: Clock) -> None:
    Region.objects.create(
        name="Sluiswijk",
        slug="sluiswijk",
        closed_on=clock.current.plus(-4).first_day,
        closed_because="De scholen dienden geen plan meer in.",
    )


def _invite(by: User, clock: Clock) -> None:
    """Somebody of a steering group was asked two days ago, and was not here yet."""
    away = Membership.objects.filter(role=Role.BUSINESS, user__last_login=None)
    row = away.order_by("pk").first()
    if row is not None:
        invited_at = clock.instant(clock.today - datetime.timedelta(days=2))
        Membership.objects.filter(pk=row.pk).update(invited_at=invited_at, invited_by=by)
