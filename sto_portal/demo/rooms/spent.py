"""What the regions of the demonstration spent of their budget, as their books say it."""

import datetime
from collections import defaultdict
from random import Random
from typing import TYPE_CHECKING

from regions.accounts.models import User
from regions.partners.accountant.links import USUAL_DAYS, make_link
from regions.plans.models import BudgetLine, Plan, SpentAmount, SpentYear
from sto_portal.demo.story.clock import Clock

if TYPE_CHECKING:
    from sto_portal.demo.story.inventing import Place

WHOLE = 5_00  # amounts are rounded to five euros
SHARE = (0.82, 1.0)  # of what the budget has for so many days


def add_spent(places: list["Place"], controllers: dict[int, User], clock: Clock) -> None:
    """Each year that began: the years before whole, this one up to the last month that closed.
    `controllers` by region; elsewhere the leader enters them."""
    lines = _lines(clock.today.year)
    years, amounts = [], []
    for place in places:
        random = Random(f"spent {place.region.slug}")
        for year, of_year in sorted(lines[place.region.pk].items()):
            by = controllers.get(place.region.pk, place.team.leader)
            row = _year(place, year, by, clock)
            if row:
                years.append(row)
                amounts += [_amount(row, line, random) for line in of_year]
    SpentYear.objects.bulk_create(years)
    SpentAmount.objects.bulk_create(amounts)


def add_accountants(place: "Place", by: User, clock: Clock) -> None:
    """One link that works and was opened, and one of last year that ended. Nobody has their
    secrets: whoever wants to look makes one."""
    purpose = "Controle van de cofinanciering en de uitgaven"
    for name, ago, times in (("I. Loman", 11, 4), ("R. Stam", 290, 9)):
        made_at = clock.now - datetime.timedelta(days=ago)
        last_on = clock.today + datetime.timedelta(days=USUAL_DAYS - ago)
        who = f"{name}, Voorbeeld Accountants"
        link = make_link(place.region, who, purpose, last_on, by, made_at).link
        link.opened_at = made_at + datetime.timedelta(days=1)
        link.last_opened_at = made_at + datetime.timedelta(days=2)
        link.times_opened = times
        link.save(update_fields=["opened_at", "last_opened_at", "times_opened"])


def _lines(last: int) -> dict[int, dict[int, list[BudgetLine]]]:
    """The costs of the plans that hold, by region and year, up to and including a year."""
    found: dict[int, dict[int, list[BudgetLine]]] = defaultdict(lambda: defaultdict(list))
    rows = BudgetLine.objects.filter(activity__plan__state=Plan.State.APPROVED, year__lte=last)
    for line in rows.select_related("activity__plan").order_by("activity_id", "position", "id"):
        found[line.activity.plan.region_id][line.year or 0].append(line)
    return found


def _year(place: "Place", year: int, by: User, clock: Clock) -> SpentYear | None:
    """None in January, when no month of the year is closed yet."""
    closed = clock.current.first_day - datetime.timedelta(days=1)
    until = min(closed, datetime.date(year, 12, 31))
    if until.year != year:
        return None
    return SpentYear(
        region=place.region,
        year=year,
        until_on=until,
        entered_by=by,
        entered_at=clock.instant(min(until + datetime.timedelta(days=2), clock.today)),
    )


def _amount(row: SpentYear, line: BudgetLine, random: Random) -> SpentAmount:
    days = (row.until_on - datetime.date(row.year, 1, 1)).days + 1
    cents = line.cents * days / 366 * random.uniform(*SHARE)
    return SpentAmount(year=row, line_key=line.key, cents=int(cents // WHOLE * WHOLE))
