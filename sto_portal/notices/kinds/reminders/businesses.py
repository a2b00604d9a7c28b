"""Businesses, electives and events: whom to call, what nobody signed, what has to
be applied for or stands still, what is to be closed.

Once a month and per person in one mail. Calls, signatures and electives come from the middle of the
month, after the reminders of the log; an event that is over joins that mail, or goes by itself when
it cannot wait for it. A step of an elective that waits is told once a year, not every month.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from electives.path.waiting import awaited
from regions.accounts.models import User
from regions.labs.events.closing import events_to_close
from regions.models import Region, Role
from regions.months import Month
from regions.partners.ladder.watching import not_proven, silent_partners
from sto_portal.notices.models import Mail

from .business_words import electives_in, words_of
from .reminder import (
    REMINDER,
    About,
    Reminder,
    Step,
    Topic,
    people_in,
    reminder_to,
    to_leaders,
)

FROM_DAY = 15


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
    for partner in silent_partners(ids, today):
        found[partner.region_id].partners.append(partner.pk)
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
) -> tuple[Step | None, Waiting]:
    """The step for one person and what it is about; None when there is nothing to say."""
    own = Waiting()
    for region in regions:
        here = waiting.get(region.pk, Waiting())
        own.partners += here.partners
        own.contributions += here.contributions
        own.applications += here.applications
        own.steps += [pk for pk in here.steps if pk not in told.steps]
        own.events += [pk for pk in here.events if pk not in told.events]
    if own.has_calls and not told.has_calls and today.day >= FROM_DAY:
        return Step.PARTNERS, own
    return (Step.EVENTS, Waiting(events=own.events)) if own.events else (None, own)


def told_in(month: Month) -> dict[int, Told]:
    """What each person was told of this before in this month, and of steps in this year."""
    rows = Mail.objects.filter(
        kind=REMINDER,
        period_on__gt=month.plus(-12).first_day,
        period_on__lte=month.first_day,
        about__step__in=[Step.PARTNERS, Step.EVENTS],
        recipient__isnull=False,
    )
    found: dict[int, Told] = defaultdict(Told)
    for reader, on, stored in rows.values_list("recipient", "period_on", "about"):
        obstacle, about = found[reader], About.from_json(stored)
        obstacle.steps |= set(about.steps)
        if on == month.first_day:
            obstacle.events |= set(about.events)
            obstacle.has_calls |= about.step == Step.PARTNERS
    return found


def business_reminders(today: date) -> Iterator[Reminder]:
    """One mail a leader."""
    month = Month.of(today)
    waiting = waiting_in(Region.objects.values_list("pk", flat=True), today)
    told = told_in(month)
    regions = list(Region.objects.filter(pk__in=waiting))
    for user, theirs in people_in(regions, {Role.LEADER, Role.DEPUTY}, today):
        step, own = waiting_for(theirs, waiting, told[user.pk], today)
        if step:
            yield reminder_to(user, step, month, theirs, **vars(own))


def _is_done(_reader: User, about: About, region_ids: set[int], today: date) -> bool:
    """Whether nothing that a mail is about is still so, in the regions its reader has now."""
    silent = {partner.pk for partner in silent_partners(region_ids, today)}
    return not (
        silent & set(about.partners)
        or not_proven(region_ids, today).filter(pk__in=about.contributions).exists()
        or events_to_close(region_ids, today).filter(pk__in=about.events).exists()
        or electives_in(about, region_ids, today)
    )


TOPIC = Topic((Step.PARTNERS, Step.EVENTS), business_reminders, to_leaders, _is_done, words_of)
