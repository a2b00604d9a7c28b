"""Reminders about businesses, electives and events: whom to call, what nobody signed, what has to
be applied for or stands still, what is to be closed.

Once a month and per person in one mail. Calls, signatures and electives come from the middle of the
month, after the reminders of the log; an event that is over joins that mail, or goes by itself when
it cannot wait for it. A step of an elective that waits is told once a year, not every month.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from electives.path.waiting import Awaited, awaited
from regions.labs.events.closing import events_to_close
from regions.models import Region
from regions.months import Month
from regions.partners.ladder.watching import not_proven, silent_partners
from sto_portal.notices.models import Mail

FROM_DAY = 15
STEPS = ("partners", "events")


@dataclass
class Waiting:
    """Ids of what waits in one region, the most pressing first."""

    partners: list[int] = field(default_factory=list)
    contributions: list[int] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    applications: list[int] = field(default_factory=list)  # electives
    steps: list[int] = field(default_factory=list)  # the last one of an elective that waits

    @property
    def has_calls(self) -> bool:
        return bool(self.partners or self.contributions or self.applications or self.steps)


@dataclass
class Told:
    """What one person was mailed this month: which events, and whether whom to call; and which
    waiting steps this year."""

    events: set[int] = field(default_factory=set)
    steps: set[int] = field(default_factory=set)
    has_calls: bool = False


def waiting_in(region_ids: Iterable[int], today: date) -> dict[int, Waiting]:
    """What waits in each region, in four queries."""
    ids = list(region_ids)
    found: dict[int, Waiting] = defaultdict(Waiting)
    for one in silent_partners(ids, today):
        found[one.region_id].partners.append(one.pk)
    rows = not_proven(ids, today).values_list("partnership__region", "pk")
    for region_id, pk in rows:
        found[region_id].contributions.append(pk)
    for region_id, pk in events_to_close(ids, today).values_list("region", "pk"):
        found[region_id].events.append(pk)
    for elective in awaited(ids, today):
        one_region = found[elective.region.pk]
        if elective.is_application:
            one_region.applications.append(elective.elective.pk)
        else:
            one_region.steps.append(elective.step)
    return found


def waiting_for(
    regions: Iterable[Region], waiting: dict[int, Waiting], told: Told, today: date
) -> tuple[str, Waiting]:
    """The step for one person and what it is about; "" when there is nothing to say."""
    own = Waiting()
    for region in regions:
        one = waiting.get(region.pk, Waiting())
        own.partners += one.partners
        own.contributions += one.contributions
        own.applications += one.applications
        own.steps += [pk for pk in one.steps if pk not in told.steps]
        own.events += [pk for pk in one.events if pk not in told.events]
    if own.has_calls and not told.has_calls and today.day >= FROM_DAY:
        return "partners", own
    return ("events", Waiting(events=own.events)) if own.events else ("", own)


def told_in(month: Month) -> dict[int, Told]:
    """What each person was told of this before in this month, and of steps in this year."""
    rows = Mail.objects.filter(
        kind=Mail.Kind.REMINDER,
        period_on__gt=month.plus(-12).first_day,
        period_on__lte=month.first_day,
        about__step__in=STEPS,
        recipient__isnull=False,
    )
    found: dict[int, Told] = defaultdict(Told)
    for reader, on, about in rows.values_list("recipient", "period_on", "about"):
        one = found[reader]
        one.steps |= set(about.get("steps", []))
        if on == month.first_day:
            one.events |= set(about["events"])
            one.has_calls |= about["step"] == "partners"
    return found


def still_waits(about: dict[str, Any], region_ids: set[int], today: date) -> bool:
    """Whether anything that a mail is about is still so, in the regions its reader has now."""
    silent = {one.pk for one in silent_partners(region_ids, today)}
    return bool(
        silent & set(about["partners"])
        or not_proven(region_ids, today).filter(pk__in=about["contributions"]).exists()
        or events_to_close(region_ids, today).filter(pk__in=about["events"]).exists()
        or electives_in(about, region_ids, today)
    )


def electives_in(about: dict[str, Any], region_ids: Iterable[int], today: date) -> list[Awaited]:
    """Those that a mail is about and that still wait; a mail of before has none."""
    applications, steps = about.get("applications", []), about.get("steps", [])
    if not applications and not steps:
        return []
    return [
        one
        for one in awaited(region_ids, today)
        if (one.elective.pk in applications if one.is_application else one.step in steps)
    ]
