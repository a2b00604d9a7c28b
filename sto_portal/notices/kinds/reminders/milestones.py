"""Milestones that come near, once a month per leader, with those of the rest of the month."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from regions.accounts.models import User
from regions.models import Region, Role
from regions.months import Month
from regions.plans.models import Milestone, Plan
from regions.progress.digest import milestones_met
from sto_portal.notices.kinds.letters import Link

from .reminder import (
    About,
    Reminder,
    Step,
    Topic,
    Words,
    people_in,
    reminder_to,
    to_leaders,
    with_place,
)

DAYS = 14


def milestone_reminders(today: date) -> Iterator[Reminder]:
    soon = today + timedelta(days=DAYS)
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
        chosen = [key for region in theirs for key in keys[region.pk]]
        yield reminder_to(user, Step.MILESTONES, month, theirs, milestones=chosen)


def _is_done(_reader: User, about: About, _region_ids: set[int], _today: date) -> bool:
    keys = set(about.milestones)
    return keys <= milestones_met(keys)


def _words(about: About, regions: list[Region], _day: date) -> Words:
    return Words(
        with_place(_("Milestones in the coming weeks"), regions),
        "notices/mail/reminder_milestones.txt",
        {"milestones": _milestones(about.milestones, regions)},
        [_plan_of(region) for region in regions],
        _("You get this mail because you lead this programme."),
    )


def _plan_of(region: Region) -> Link:
    title = _("Open the plan of %(region)s") % {"region": region.name}
    return Link(title, reverse("plan", args=[region.slug]))


def _milestones(keys: list[str], regions: list[Region]) -> list[Milestone]:
    return list(
        Milestone.objects.filter(
            key__in=keys,
            activity__plan__region__in=regions,
            activity__plan__state=Plan.State.APPROVED,
        )
        .select_related("activity")
        .order_by("due_on", "title__dutch")
    )


TOPIC = Topic((Step.MILESTONES,), milestone_reminders, to_leaders, _is_done, _words)
