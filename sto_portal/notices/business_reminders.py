"""Reminders about businesses and events: whom to call, what nobody signed, what is to be closed.

Once a month and per person in one mail. Calls and signatures come from the middle of the month,
after the reminders of the log; an event that is over joins that mail, or goes by itself when it
cannot wait for it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from regions.labs.closing import events_to_close
from regions.models import Region
from regions.months import Month
from regions.partners.watching import not_proven, silent_partners

from .models import Mail

FROM_DAY = 15
STEPS = ("partners", "events")


@dataclass
class Waiting:
    """Ids of what waits in one region, the most pressing first."""

    partners: list[int] = field(default_factory=list)
    contributions: list[int] = field(default_factory=list)
    events: list[int] = field(default_factory=list)


@dataclass
class Told:
    """What one person was mailed this month: which events, and whether whom to call."""

    events: set[int] = field(default_factory=set)
    has_calls: bool = False


def waiting_in(region_ids: Iterable[int], today: date) -> dict[int, Waiting]:
    """What waits in each region, in three queries."""
    ids = list(region_ids)
    found: dict[int, Waiting] = defaultdict(Waiting)
    for one in silent_partners(ids, today):
        found[one.region_id].partners.append(one.pk)
    rows = not_proven(ids, today).values_list("partnership__region", "pk")
    for region_id, pk in rows:
        found[region_id].contributions.append(pk)
    for region_id, pk in events_to_close(ids, today).values_list("region", "pk"):
        found[region_id].events.append(pk)
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
        own.events += [pk for pk in one.events if pk not in told.events]
    asks_calls = bool(own.partners or own.contributions) and not told.has_calls
    if asks_calls and today.day >= FROM_DAY:
        return "partners", own
    return ("events", Waiting(events=own.events)) if own.events else ("", own)


def told_in(month: Month) -> dict[int, Told]:
    """What each person was told of this before in this month."""
    rows = Mail.objects.filter(
        kind=Mail.Kind.REMINDER, period_on=month.first_day, about__step__in=STEPS
    )
    found: dict[int, Told] = defaultdict(Told)
    for reader, about in rows.values_list("recipient", "about"):
        if reader is not None:
            found[reader].events |= set(about["events"])
            found[reader].has_calls |= about["step"] == "partners"
    return found


def still_waits(about: dict[str, Any], region_ids: set[int], today: date) -> bool:
    """Whether anything that a mail is about is still so, in the regions its reader has now."""
    silent = {one.pk for one in silent_partners(region_ids, today)}
    return bool(
        silent & set(about["partners"])
        or not_proven(region_ids, today).filter(pk__in=about["contributions"]).exists()
        or events_to_close(region_ids, today).filter(pk__in=about["events"]).exists()
    )
