"""A reminder: whom, of what, and the step that sets its tone."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from regions.accounts.models import User
from regions.models import Membership, MembershipQuerySet, Region, without_led_deputies
from regions.months import Month
from regions.stored import Stored
from sto_portal.notices.kinds.letters import Link
from sto_portal.notices.models import Mail

from .days import resting_regions

REMINDER = "reminder"
ALREADY_DONE = _("already done")


class Step(StrEnum):
    """As it is stored with each reminder."""

    BEFORE = "before"
    ON = "on"
    AFTER = "after"
    SILENT = "silent"
    MILESTONES = "milestones"
    DECISION = "decision"
    DECISION_LAST = "decision_last"
    PARTNERS = "partners"
    EVENTS = "events"


@dataclass(frozen=True)
class About(Stored):
    """What a reminder is about, as it is stored with it: ids, and the keys of milestones. What
    came later, older mails lack."""

    step: Step
    month: Month
    regions: list[int]
    milestones: list[str] = field(default_factory=list)
    changes: list[int] = field(default_factory=list)
    partners: list[int] = field(default_factory=list)
    contributions: list[int] = field(default_factory=list)
    events: list[int] = field(default_factory=list)
    applications: list[int] = field(default_factory=list)  # electives
    steps: list[int] = field(default_factory=list)  # the last one of an elective that waits

    @classmethod
    def of(cls, mail: Mail) -> "About":
        return cls.from_json(mail.about)


@dataclass(frozen=True)
class Reminder:
    """One mail to be."""

    user: User
    about: About
    region: Region | None  # the only one that it is about
    by: date | None = None  # the day that the step is about, where a month has more than one

    @property
    def key(self) -> str:
        return f"reminder:{self.about.step}:{self.by or self.about.month}:{self.user.pk}"


def reminder_to(
    user: User, step: Step, month: Month, regions: list[Region], by: date | None = None, **ids: Any
) -> Reminder:
    about = About(step, month, [region.pk for region in regions], **ids)
    return Reminder(user, about, regions[0] if len(regions) == 1 else None, by)


@dataclass(frozen=True)
class Words:
    """What a reminder says; `template` is that of its body."""

    subject: str
    template: str
    context: dict[str, Any]
    links: list[Link]
    why: str


@dataclass(frozen=True)
class Topic:
    """What people are reminded of, in one step or several.

    `due` finds the reminders of a day; `addressed` the roles that a step speaks to; `is_done`
    whether nothing of it waits any more for a reader in these regions; `words` what it says, of a
    reminder that was planned on a day.
    """

    steps: tuple[Step, ...]
    due: Callable[[date], Iterable[Reminder]]
    addressed: Callable[[MembershipQuerySet, Step], MembershipQuerySet]
    is_done: Callable[[User, About, set[int], date], bool]
    words: Callable[[About, list[Region], date], Words]
    done: Promise = ALREADY_DONE


def to_leaders(held: MembershipQuerySet, _step: Step) -> MembershipQuerySet:
    return held.leaders()


def people_in(
    regions: list[Region], roles: Collection[str], today: date
) -> Iterator[tuple[User, list[Region]]]:
    """Who holds a role there today, each with all their regions where schools are open; a deputy
    where no leader is."""
    resting = resting_regions(today)
    by_id = {region.pk: region for region in regions if region.pk not in resting}
    rows = (
        Membership.objects.on(today)
        .filter(region__in=by_id, role__in=roles, user__is_active=True)
        .select_related("user")
        .order_by("region__name__dutch", "pk")
    )
    people: dict[int, tuple[User, list[Region]]] = {}
    for membership in without_led_deputies(rows):
        if membership.region_id:
            people.setdefault(membership.user_id, (membership.user, []))[1].append(
                by_id[membership.region_id]
            )
    yield from people.values()


def with_place(subject: str, regions: list[Region]) -> str:
    """Says where, when it is about one region."""
    return f"{subject} ({regions[0].name})" if len(regions) == 1 else subject
