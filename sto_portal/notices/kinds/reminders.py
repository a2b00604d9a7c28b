"""Reminders: the log of a month is due, is late, is missing; milestones come near; businesses wait.

A reminder is due in a window of days, never on a day, and its key can exist once: whoever runs
late, twice or together plans the same. Nobody is reminded on a day off, of what is done, or more
than three times a month (the database counts).
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from regions.accounts.models import User
from regions.models import Membership, Region, Role
from regions.months import AMSTERDAM, Month, is_working_day
from regions.plans.models import Milestone, Plan
from regions.progress.digest import milestones_met
from regions.progress.measure.deadlines import log_due_on
from regions.progress.measure.facts import logged
from sto_portal.notices.models import Mail, SchoolHoliday, Subscription
from sto_portal.notices.outbox.mails import mail_to
from sto_portal.notices.outbox.unsubscribing import unsubscribed

from .business_reminders import told_in, waiting_for, waiting_in
from .decision_reminders import step_of, unanswered

FROM = time(8, 0)
MOST_IN_A_MONTH = 3
MILESTONE_DAYS = 14
# Days after the due date of a log from which a step holds; the next step ends it.
STEPS = (("before", -3), ("on", 0), ("after", 5), ("silent", 10))
LAST_DAY = 31


@dataclass(frozen=True)
class Reminder:
    """One mail to be: whom, about which regions and month, and the step that sets its tone."""

    user: User
    step: str
    month: Month
    regions: tuple[Region, ...]
    milestones: tuple[str, ...] = ()
    changes: tuple[int, ...] = ()
    partners: tuple[int, ...] = ()
    contributions: tuple[int, ...] = ()
    events: tuple[int, ...] = ()
    applications: tuple[int, ...] = ()
    steps: tuple[int, ...] = ()
    by: date | None = None  # the day that the step is about, where a month has more than one

    @property
    def key(self) -> str:
        return f"reminder:{self.step}:{self.by or self.month}:{self.user.pk}"


def plan_reminders(now: datetime) -> int:
    """Write the reminders of this moment; how many are new."""
    local = now.astimezone(AMSTERDAM)
    today = local.date()
    if local.time() < FROM or not is_reminding_day(today):
        return 0
    wanted = [*log_reminders(today), *decision_reminders(today), *milestone_reminders(today)]
    wanted += business_reminders(today)
    refused = unsubscribed(Subscription.Kind.REMINDER)
    return _insert([one for one in wanted if one.user.pk not in refused], today, now)


def is_reminding_day(day: date) -> bool:
    """No weekend, no public holiday, no school holiday."""
    if not is_working_day(day):
        return False
    return not SchoolHoliday.objects.filter(starts_on__lte=day, ends_on__gte=day).exists()


def step_at(month: Month, today: date) -> str | None:
    """How far the log of a month is due: before, on, after, silent, or nothing to say."""
    days = (today - log_due_on(month)).days
    if days >= LAST_DAY:
        return None
    return next((step for step, begins in reversed(STEPS) if days >= begins), None)


def log_reminders(today: date) -> Iterator[Reminder]:
    current = Month.of(today)
    for month in (current.plus(-2), current.previous):
        step = step_at(month, today)
        if step is None:
            continue
        regions = regions_without_log(month)
        role = {Role.ADVISOR} if step == "silent" else {Role.LEADER, Role.DEPUTY}
        for user, theirs in people_in(regions, role, today):
            yield Reminder(user, step, month, tuple(theirs))


def milestone_reminders(today: date) -> Iterator[Reminder]:
    """Milestones that come near, once a month per leader, with those of the rest of the month."""
    soon = today + timedelta(days=MILESTONE_DAYS)
    month = Month.of(today)
    rows = list(
        Milestone.objects.filter(
            activity__plan__state=Plan.State.APPROVED,
            due_on__gte=today,
            due_on__lte=max(soon, month.last_day),
        ).values_list("activity__plan__region_id", "key", "due_on")
    )
    met = milestones_met(key for _region, key, _due_on in rows)
    near, keys = set(), defaultdict(list)
    for region_id, key, due_on in rows:
        if str(key) not in met:
            keys[region_id].append(str(key))
            near |= {region_id} if due_on <= soon else set()
    regions = list(Region.objects.filter(pk__in=near))
    for user, theirs in people_in(regions, {Role.LEADER, Role.DEPUTY}, today):
        chosen = tuple(key for region in theirs for key in keys[region.pk])
        yield Reminder(user, "milestones", month, tuple(theirs), chosen)


def decision_reminders(today: date) -> Iterator[Reminder]:
    """Proposals that wait for a member's answer, in one mail per member."""
    for user, changes in unanswered(today).items():
        regions = {one.region_id: one.region for one in changes}
        yield Reminder(
            user,
            step_of(changes, today),
            Month.of(today),
            tuple(regions.values()),
            changes=tuple(one.pk for one in changes),
            by=changes[0].decide_by,
        )


def business_reminders(today: date) -> Iterator[Reminder]:
    """Whom to call, what is not signed, which electives wait and which events are to be closed, in
    one mail a leader."""
    month = Month.of(today)
    waiting = waiting_in(Region.objects.values_list("pk", flat=True), today)
    told = told_in(month)
    regions = list(Region.objects.filter(pk__in=waiting))
    for user, theirs in people_in(regions, {Role.LEADER, Role.DEPUTY}, today):
        step, own = waiting_for(theirs, waiting, told[user.pk], today)
        if step:
            yield Reminder(
                user,
                step,
                month,
                tuple(theirs),
                partners=tuple(own.partners),
                contributions=tuple(own.contributions),
                events=tuple(own.events),
                applications=tuple(own.applications),
                steps=tuple(own.steps),
            )


def regions_without_log(month: Month) -> list[Region]:
    """Regions whose approved plan ran in a month that has no submitted log."""
    regions = Region.objects.filter(plans__in=Plan.objects.running_in(month))
    done = logged(set(regions.values_list("pk", flat=True)), month)
    return [region for region in regions if region.pk not in done]


def people_in(
    regions: list[Region], roles: Collection[str], today: date
) -> Iterator[tuple[User, list[Region]]]:
    """Who holds a role there today, each with all their regions; a deputy where no leader is."""
    by_id = {region.pk: region for region in regions}
    rows = list(
        Membership.objects.on(today)
        .filter(region__in=by_id, role__in=roles, user__is_active=True)
        .select_related("user")
        .order_by("region__name", "pk")
    )
    led = {one.region_id for one in rows if one.role == Role.LEADER}
    people: dict[int, tuple[User, list[Region]]] = {}
    for one in rows:
        if one.region_id and (one.role != Role.DEPUTY or one.region_id not in led):
            people.setdefault(one.user_id, (one.user, []))[1].append(by_id[one.region_id])
    yield from people.values()


def _insert(wanted: list[Reminder], today: date, now: datetime) -> int:
    """Write what is not there yet, each in a free place of its reader's month."""
    month_on = Month.of(today).first_day
    keys = {one.key for one in wanted}
    there = set(Mail.objects.filter(key__in=keys).values_list("key", flat=True))
    used: dict[int | None, int] = defaultdict(int)
    for user_id in Mail.objects.filter(quota_on=month_on).values_list("recipient_id", flat=True):
        used[user_id] += 1
    new = 0
    for reminder in wanted:
        if reminder.key in there:
            continue
        for number in range(used[reminder.user.pk] + 1, MOST_IN_A_MONTH + 1):
            used[reminder.user.pk] = number
            mail = _mail(reminder, now)
            mail.quota_on, mail.quota_number = month_on, number
            Mail.objects.bulk_create([mail], ignore_conflicts=True)
            if Mail.objects.filter(key=reminder.key).exists():
                new += 1
                break
    return new


def _mail(reminder: Reminder, now: datetime) -> Mail:
    about = {
        "step": reminder.step,
        "month": str(reminder.month),
        "regions": [region.pk for region in reminder.regions],
        "milestones": list(reminder.milestones),
        "changes": list(reminder.changes),
        "partners": list(reminder.partners),
        "contributions": list(reminder.contributions),
        "events": list(reminder.events),
        "applications": list(reminder.applications),
        "steps": list(reminder.steps),
    }
    return mail_to(
        reminder.user,
        Mail.Kind.REMINDER,
        reminder.key,
        now,
        region=reminder.regions[0] if len(reminder.regions) == 1 else None,
        period_on=reminder.month.first_day,
        about=about,
    )
